//! The emergency card to carry along: as text, or as a page that prints on A6 or
//! A4. Every text goes through `Page`, which escapes.

use chrono::NaiveDate;

use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::text::one_line;
use crate::rules::calls::Calls;
use crate::rules::emergency::{self as card, COUNTED_H, PACKET, SIGNS, STEPS};
use crate::rules::helplines::helplines;

/// A part of the card: its heading and its lines.
struct Part {
    head: &'static str,
    lines: Vec<String>,
}

/// What stands in the place of what was taken where no journal can be read.
pub const UNREAD: &str = "What was taken is not known here; say what you know.";

/// The card as text, of a journal or where none can be read.
#[must_use]
pub fn text(journal: Option<&Journal>, now: Moment) -> String {
    let calls = journal.map(Calls::of).unwrap_or_default();
    let mut rows = vec![format!("CALL {}", calls.number())];
    if !calls.whose().is_empty() {
        rows.push(format!("     {}", calls.whose()));
    }
    for part in parts(journal, &calls, now) {
        rows.extend([String::new(), part.head.to_owned()]);
        rows.extend(part.lines.iter().map(|line| format!("  {line}")));
    }
    rows.join("\n") + "\n"
}

/// The card as a page of its own.
#[must_use]
pub fn html(journal: Option<&Journal>, now: Moment) -> String {
    let calls = journal.map(Calls::of).unwrap_or_default();
    let mut page = Page(HEAD.to_owned());
    page.tag("h1", &format!("CALL {}", calls.number()));
    page.tag("p", calls.whose());
    for part in parts(journal, &calls, now) {
        page.tag("h2", part.head);
        page.raw("<ul>\n");
        for line in &part.lines {
            page.tag("li", line);
        }
        page.raw("</ul>\n");
    }
    page.raw("</body>\n</html>\n");
    page.0
}

/// `Nov 2026` for `2026-11`.
#[must_use]
pub fn month(checked: &str) -> String {
    NaiveDate::parse_from_str(&format!("{checked}-01"), "%Y-%m-%d")
        .map_or(checked.to_owned(), |date| date.format("%b %Y").to_string())
}

fn parts(journal: Option<&Journal>, calls: &Calls, now: Moment) -> Vec<Part> {
    let steps = (1..).zip(STEPS).map(|(n, step)| format!("{n}. {step}"));
    let of = |what: fn(&Journal, Moment) -> Vec<String>| {
        journal
            .map(|journal| what(journal, now))
            .unwrap_or_default()
    };
    let unread = || vec![UNREAD.to_owned()];
    let made = now.format("%a %-d %b %Y %H:%M");
    let parts = [
        ("WHAT TO DO", steps.collect()),
        ("TAKEN", journal.map_or_else(unread, |it| taken(it, now))),
        ("EVERY DAY", of(card::every_day)),
        ("ABOUT", of(card::facts)),
        ("SIGNS", vec![SIGNS.to_owned()]),
        ("THE PACKET", vec![PACKET.to_owned()]),
        ("WHERE ELSE TO CALL", lines(calls)),
        (
            "THIS CARD",
            vec![format!("made on {made}; taken changes by the hour")],
        ),
    ];
    // Nothing a name holds may drive the terminal a file is shown on.
    let printable = |lines: Vec<String>| lines.iter().map(|line| one_line(line)).collect();
    let parts = parts.into_iter().map(|(head, lines)| Part {
        head,
        lines: printable(lines),
    });
    parts.filter(|part| !part.lines.is_empty()).collect()
}

/// What was taken in three days, each with its day: a card on paper grows old.
fn taken(journal: &Journal, now: Moment) -> Vec<String> {
    let entries = card::taken(journal, COUNTED_H, now);
    let mut taken: Vec<String> = entries
        .map(|entry| {
            format!(
                "{}  {}",
                entry.at.format("%a %-d %b %H:%M"),
                card::says(entry)
            )
        })
        .collect();
    if taken.is_empty() {
        taken.push(format!(
            "Nothing is written down for the last {COUNTED_H} hours; say what you know."
        ));
    }
    taken
}

fn lines(calls: &Calls) -> Vec<String> {
    let lines = calls.lines().into_iter();
    let mut lines: Vec<String> = lines
        .map(|(label, numbers)| format!("{label}: {}", numbers.join(" · ")))
        .collect();
    lines.push(match calls.checked() {
        Some(checked) => format!("numbers checked {}", month(checked)),
        None => format!(
            "To talk: {} lists lines by country.",
            helplines().fallback.find
        ),
    });
    lines
}

/// A page: what is written into it is text, unless it is said to be markup.
struct Page(String);

impl Page {
    /// Text between two tags, escaped; nothing where there is no text.
    fn tag(&mut self, name: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = escaped(text);
        self.0.extend(["<", name, ">", &text, "</", name, ">\n"]);
    }

    fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            sign => escaped.push(sign),
        }
    }
    escaped
}

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Emergency card</title>
<style>
@page { margin: 8mm; }
body { font: 10pt/1.3 sans-serif; max-width: 42em; margin: 0 auto; color: #000; background: #fff; }
h1 { font-size: 24pt; line-height: 1.1; margin: 0; }
h2 { font-size: 9pt; margin: .7em 0 .1em; }
p, ul { margin: 0; padding: 0; list-style: none; }
li { break-inside: avoid; overflow-wrap: anywhere; }
</style>
</head>
<body>
"#;

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_a_person_wrote_is_text_and_never_markup() {
        assert_eq!(
            escaped("<script>alert('1')</script> & \"x\""),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;"
        );
    }
}
