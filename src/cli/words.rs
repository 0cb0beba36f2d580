//! How the command line says days, times and entries.

use chrono::{Datelike, NaiveDate};

use crate::domain::moment::{Moment, When, offset_text};
use crate::domain::{Entry, Kind, text};
use crate::export::text::beside;

/// `Fri 20 Nov`, with the year where it is not this one.
#[must_use]
pub fn day(date: NaiveDate, when: &When) -> String {
    let same_year = date.year() == when.today().year();
    let format = if same_year {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    date.format(format).to_string()
}

/// `Fri 20 Nov 18:05`, with the offset where it is not the one lived in now.
#[must_use]
pub fn moment(at: Moment, when: &When) -> String {
    let mut says = format!("{} {}", day(at.date_naive(), when), at.format("%H:%M"));
    says.push_str(&elsewhere(at, when));
    says
}

/// ` UTC+02:00` where a time was lived at another offset than its zone gives it.
#[must_use]
pub fn elsewhere(at: Moment, when: &When) -> String {
    if when.zone.at(at.to_utc()).offset() == at.offset() {
        String::new()
    } else {
        format!(" {}", offset_text(*at.offset()))
    }
}

/// An entry with its day: `dose 2.5 g powder, Fri 20 Nov 18:05`.
#[must_use]
pub fn entry(entry: &Entry, when: &When) -> String {
    let says = shortened(&text::one_line(&entry.says()), 120);
    match entry.kind() {
        Kind::None | Kind::Sleep => format!("{says}, {}", day(entry.date(), when)),
        kind if kind.is_lasting() => {
            format!("{says}, since {}", entry.at.format("%-d %b %Y"))
        }
        _ => format!("{says}, {}", moment(entry.at, when)),
    }
}

/// [`entry`] with what stands beside it and its note.
#[must_use]
pub fn entry_in_full(entry: &Entry, when: &When) -> String {
    let mut says = self::entry(entry, when);
    for beside in beside(entry) {
        says.push_str(", ");
        says.push_str(&beside);
    }
    if let Some(note) = entry.note.as_deref().filter(|_| entry.kind() != Kind::Note) {
        says.push_str(", ");
        says.push_str(&text::quoted(note));
    }
    says
}

/// The first `most` characters, and `…` where there is more.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Columns a text takes on a terminal.
#[must_use]
pub fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
