//! Words the charts share: stretches of days, how complete they are, and
//! people's own words made fit for one line.

use chrono::{Datelike, NaiveDate};
use unicode_width::UnicodeWidthChar;

use crate::domain::text::one_line;
use crate::stats::span::Span;
use crate::stats::words::counted;

/// `21 Oct to 19 Nov 2026`, `3 to 9 Nov 2026`, `9 Nov 2026`.
#[must_use]
pub fn stretch(from: NaiveDate, to: NaiveDate) -> String {
    let until = to.format("%-d %b %Y");
    if from == to {
        until.to_string()
    } else if from.year() != to.year() {
        format!("{} to {until}", from.format("%-d %b %Y"))
    } else if from.month() != to.month() {
        format!("{} to {until}", from.format("%-d %b"))
    } else {
        format!("{} to {until}", from.day())
    }
}

/// `Recorded 26 of 30 days: kratom on 22, none on 4 (you said).`
#[must_use]
pub fn completeness(span: &Span) -> String {
    if span.begun == 0 {
        return "No day of it has begun.".to_owned();
    }
    let so_far = if span.is_open { " so far" } else { "" };
    let of = format!(
        "Recorded {} of {}{so_far}",
        span.recorded,
        counted(span.begun, "day", "days")
    );
    if span.recorded == 0 {
        return format!("{of}.");
    }
    format!(
        "{of}: kratom on {}, said to be none on {}.",
        span.with_kratom,
        span.recorded - span.with_kratom
    )
}

/// People's own words on one line of at most so many columns, nothing in them
/// that XML cannot hold.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    let held = |c: &char| !matches!(c, '\u{fffe}' | '\u{ffff}');
    let start: String = text.chars().take(columns * 8).filter(held).collect();
    let shown = one_line(&start);
    let mut wide = 0;
    let mut kept = String::new();
    // A letter may carry any number of marks that are no wider.
    for c in shown.chars().take(columns * 4) {
        wide += c.width().unwrap_or(0);
        if wide > columns {
            break;
        }
        kept.push(c);
    }
    if kept.len() == shown.len() && text.chars().count() <= columns * 8 {
        return kept;
    }
    kept.pop();
    format!("{}…", kept.trim_end())
}
