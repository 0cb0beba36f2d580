//! Entries as lines of text, cleaned so that what a person wrote can never
//! drive the terminal.

use crate::domain::dose::{Dose, Reason};
use crate::domain::field::{Ask, Field};
use crate::domain::moment::offset_text;
use crate::domain::sleep::Sleep;
use crate::domain::text::{one_line, printable};
use crate::domain::{Entry, Kind, What};
use crate::stats::duration;

/// `18:05  dose     2.5 g powder   Green bag   pain`: time first, then what it
/// is and says.
#[must_use]
pub fn line(entry: &Entry) -> String {
    let time = match entry.what {
        What::None(_) => "     ".to_owned(),
        _ => entry.at.format("%H:%M").to_string(),
    };
    let mut parts = vec![entry.title()];
    parts.extend(beside(entry));
    format!("{time}  {:<8} {}", entry.kind().says(), parts.join("   "))
}

/// [`line()`] after its date and with the end of its id, by which it can be
/// named: `2026-11-20 18:05  dose     2.5 g powder   3f9a21`.
#[must_use]
pub fn listed(entry: &Entry) -> String {
    format!("{} {}   {}", entry.date(), line(entry), entry.short_id())
}

/// What stands beside the title in a list: product and reason, or how a night
/// was.
#[must_use]
pub fn beside(entry: &Entry) -> Vec<String> {
    match &entry.what {
        What::Dose(dose) => beside_dose(dose),
        What::Sleep(sleep) => beside_night(sleep),
        _ => Vec::new(),
    }
}

fn beside_dose(dose: &Dose) -> Vec<String> {
    let product = dose.product.as_deref().map(one_line);
    let reason = dose.reason.map(|reason| Reason::says(reason).to_owned());
    product.into_iter().chain(reason).collect()
}

fn beside_night(sleep: &Sleep) -> Vec<String> {
    let asleep = sleep
        .total_sleep()
        .map(|total| format!("{} asleep", duration::words(total)));
    let efficiency = sleep.efficiency().map(|percent| format!("{percent:.0} %"));
    let quality = sleep.quality.map(|quality| format!("quality {quality}"));
    asleep
        .into_iter()
        .chain(efficiency)
        .chain(quality)
        .collect()
}

/// All of an entry in a few lines: what it says, when, everything beside it,
/// the note.
#[must_use]
pub fn block(entry: &Entry) -> String {
    let mut lines = vec![entry.says()];
    let mut when = entry.at.format("%a %-d %b %Y %H:%M").to_string();
    if entry.kind() == Kind::None {
        when = entry.date().format("%a %-d %b %Y").to_string();
    }
    let written = entry.written().map(|at| {
        let at = at.with_timezone(entry.at.offset());
        format!(", written down {}", at.format("%-d %b %H:%M"))
    });
    lines.push(format!(
        "{when} {}{}",
        offset_text(*entry.at.offset()),
        written.unwrap_or_default()
    ));
    lines.extend(beside(entry));
    if let Some(note) = entry.note.as_deref().filter(|_| entry.kind() != Kind::Note) {
        lines.extend(printable(note).lines().map(|line| format!("  {line}")));
    }
    lines.join("\n")
}

/// Every answer as `label: value`, one a line, for `--plain` and for people who
/// listen to their screen.
#[must_use]
pub fn plain(entry: &Entry) -> Vec<(&'static str, String)> {
    let values = entry.values();
    let mut said = vec![("kind", entry.kind().name().to_owned())];
    match entry.what {
        What::None(_) => {}
        _ => said.push(("when", entry.at.format("%Y-%m-%d %H:%M %:z").to_string())),
    }
    for field in entry.kind().fields() {
        let text = values
            .get(field.name)
            .map(|text| one_line(said_as(field, text)));
        let unit = values.get("unit").filter(|_| field.name == "amount");
        let unit = unit.map(|unit| format!(" {}", one_line(unit)));
        said.extend(text.map(|text| (field.label, text + &unit.unwrap_or_default())));
    }
    if let Some(count) = entry.dose().and_then(|dose| dose.taken.count.as_ref()) {
        said.push(("Count", one_line(&count.to_string())));
    }
    said.push(("id", entry.short_id()));
    said
}

/// How the answer of a closed list is said: "mild" for 1.
fn said_as<'a>(field: &Field, text: &'a str) -> &'a str {
    let Ask::Choice(choices) = field.ask else {
        return text;
    };
    let choice = choices.iter().find(|choice| choice.value == text);
    choice.map_or(text, |choice| choice.says)
}

/// The same text in ASCII, for terminals that have nothing else.
#[must_use]
pub fn ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c);
        } else {
            folded.push_str(sign(c).or_else(|| letter(c)).unwrap_or("?"));
        }
    }
    folded
}

/// leaflog's own signs.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '·' | '•' => ".",
        '●' | '○' => "o",
        '▪' | '■' | '█' | '▒' | '▓' => "#",
        '░' | '▁' | '▂' | '▃' | '▄' | '▅' | '▆' | '▇' => "=",
        '▲' | '↑' => "^",
        '▼' | '↓' => "v",
        '┈' | '─' | '–' | '—' | '−' | '‑' => "-",
        '│' | '┊' => "|",
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => "+",
        '…' => "...",
        '≈' => "~",
        '≤' => "<=",
        '≥' => ">=",
        '→' => "->",
        '←' => "<-",
        '‹' => "<",
        '›' => ">",
        '×' => "x",
        '’' | '‘' => "'",
        '“' | '”' | '„' => "\"",
        'µ' | 'μ' => "u",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        _ => return None,
    })
}

/// Letters of western languages without their marks.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' => "a",
        'À'..='Å' => "A",
        'æ' => "ae",
        'Æ' => "AE",
        'ç' => "c",
        'Ç' => "C",
        'è'..='ë' => "e",
        'È'..='Ë' => "E",
        'ì'..='ï' => "i",
        'Ì'..='Ï' => "I",
        'ñ' => "n",
        'Ñ' => "N",
        'ò'..='ö' | 'ø' => "o",
        'Ò'..='Ö' | 'Ø' => "O",
        'ù'..='ü' => "u",
        'Ù'..='Ü' => "U",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::entry;

    /// [`plain`] as text.
    fn plain_text(entry: &Entry) -> String {
        let lines = plain(entry).into_iter();
        let lines: Vec<String> = lines
            .map(|(label, value)| format!("{label}: {value}"))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn lines_of_the_picture() {
        for (answers, says) in [
            (
                "dose amount=2.5g at=2026-11-20T18:05 product=Green_bag reason=withdrawal",
                "18:05  dose     2.5 g powder   Green bag   to avoid feeling ill",
            ),
            (
                "substance name=alcohol amount=2_glasses_of_wine at=2026-11-20T20:40",
                "20:40  other    alcohol, 2 glasses of wine",
            ),
            (
                "sleep bed_at=2026-11-19T23:20 up_at=2026-11-20T07:10 asleep_after_min=60 awake_min=30 quality=5",
                "07:10  night    23:20 to 07:10   6 h 20 min asleep   81 %   quality 5",
            ),
            (
                "none date=2026-11-17",
                "       none     no kratom on this day",
            ),
            (
                "note note=slept_badly at=2026-11-16T22:00",
                "22:00  note     slept badly",
            ),
        ] {
            assert_eq!(line(&entry(answers)), says);
        }
    }

    #[test]
    fn a_note_never_drives_the_terminal() {
        let mut note = entry("note note=x at=2026-11-16T22:00");
        note.note = Some("\u{1b}[2J\u{202e}two\nlines".to_owned());
        assert_eq!(line(&note), "22:00  note     [2Jtwo lines");
        note.what = entry("dose amount=2g").what;
        assert!(block(&note).ends_with("\n  [2Jtwo\n  lines"));
        let printed = [block(&note), plain_text(&note)].concat();
        assert!(!printed.contains(['\u{1b}', '\u{202e}']));
    }

    #[test]
    fn one_label_and_value_a_line() {
        let dose = entry("dose amount=3_capsules form=capsule at=2026-11-20T18:05 estimated=yes");
        let said = plain_text(&dose);
        assert_eq!(
            said.lines().take(4).collect::<Vec<_>>(),
            [
                "kind: dose",
                "when: 2026-11-20 18:05 +01:00",
                "Form: capsule",
                "Estimated: yes",
            ]
        );
        assert!(said.contains("\nCount: 3 capsules\nid: "));
    }

    #[test]
    fn everything_folds_to_ascii() {
        assert_eq!(ascii("≈2 g · Grüner Tee …"), "~2 g . Gruner Tee ...");
        assert!(ascii("●▪┈→▲▒ 茶 \u{1f343}").is_ascii());
    }
}
