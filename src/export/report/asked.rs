//! What is asked of a report: for which days, for whom, and what stays at home.

use chrono::{Days, NaiveDate};

use crate::domain::field::Invalid;
use crate::domain::journal::Journal;
use crate::domain::moment::{When, Zone, offset_text};
use crate::domain::text::{LINE_MAX, one_line};
use crate::domain::{Entry, Kind};
use crate::export::csv::Notes;
use crate::stats::range::Range;

/// A report where nothing else is asked is about so many days.
const USUAL: u64 = 30;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Whether nobody asked for other days.
    pub is_usual: bool,
    pub name: Option<String>,
    /// What the person wants from the visit.
    pub visit: Option<String>,
    pub notes: Notes,
    /// Only these kinds of entries; none: all.
    pub only: Option<Vec<Kind>>,
    pub paper: Paper,
    pub when: When,
}

/// What it is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// What the printer has.
    #[default]
    Any,
    A4,
    Letter,
}

impl Paper {
    /// As a style sheet says it.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Paper::Any => "auto",
            Paper::A4 => "A4",
            Paper::Letter => "letter",
        }
    }
}

impl Asked {
    /// A report of these days, with everything; an open end is today, an open
    /// beginning thirty days before the end.
    #[must_use]
    pub fn new(range: Range, when: When) -> Asked {
        let to = range.to.unwrap_or(when.today());
        let thirty = to.checked_sub_days(Days::new(USUAL - 1)).unwrap_or(to);
        Asked {
            from: range.from.unwrap_or(thirty).min(to),
            to,
            is_usual: range == Range::ALL,
            name: None,
            visit: None,
            notes: Notes::With,
            only: None,
            paper: Paper::Any,
            when,
        }
    }

    #[must_use]
    pub fn range(&self) -> Range {
        Range::between(self.from, self.to)
    }

    /// The name of a file for it; what was left out stands in it too, so that
    /// one is not taken for the other.
    #[must_use]
    pub fn file(&self) -> String {
        let notes = match self.notes {
            Notes::With => "",
            Notes::Without => "-without-notes",
        };
        let only: Vec<&str> = self.only.iter().flatten().map(|kind| kind.name()).collect();
        let only = match only.as_slice() {
            [] => String::new(),
            kinds => format!("-only-{}", kinds.join("-")),
        };
        format!(
            "leaflog-report-{}-to-{}{only}{notes}.html",
            self.from, self.to
        )
    }

    /// Whether entries of a kind are in it. Days without kratom go with doses:
    /// without them a day off would look like a gap.
    #[must_use]
    pub fn shows(&self, kind: Kind) -> bool {
        let asked = |kind| self.only.as_ref().is_none_or(|only| only.contains(&kind));
        match kind {
            Kind::None => asked(Kind::Dose) || asked(Kind::None),
            Kind::Note => self.notes == Notes::With && asked(Kind::Note),
            kind => asked(kind),
        }
    }

    /// The journal as far as it is to be shown; what is left out is not judged,
    /// counted or hinted at.
    #[must_use]
    pub fn part_of(&self, journal: &Journal) -> Option<Journal> {
        if self.only.is_none() && self.notes == Notes::With {
            return None;
        }
        let shown = journal.entries().iter();
        let shown = shown.filter(|entry| self.shows(entry.kind()) || is_country(entry));
        let entries = shown.map(|entry| Entry {
            note: entry.note.clone().filter(|_| self.notes == Notes::With),
            ..entry.clone()
        });
        let (settings, answers) = (journal.settings.clone(), Vec::new());
        Some(Journal::new(entries.collect(), settings, answers))
    }

    /// The zone its times are read in.
    #[must_use]
    pub fn zone(&self) -> String {
        match self.when.zone {
            Zone::Named(tz) => tz.name().to_owned(),
            Zone::Fixed(offset) => offset_text(offset),
            Zone::System => "the zone of the computer".to_owned(),
        }
    }
}

/// Rules ask for it to name a number to call.
fn is_country(entry: &Entry) -> bool {
    entry.about().is_some_and(|it| it.country_code().is_some())
}

/// The kinds of a list: `dose,sleep`.
///
/// # Errors
/// One of them is none, or the list is empty.
pub fn kinds(typed: &str) -> Result<Vec<Kind>, Invalid> {
    let names = typed.split(',').map(str::trim);
    let kinds: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    if kinds.is_empty() {
        return Err(Invalid::new(
            "only",
            "names no kind",
            "write kinds with commas between them, like dose,sleep",
        ));
    }
    kinds.into_iter().map(Kind::parse).collect()
}

/// One free line of the person: a name, what they want from the visit.
///
/// # Errors
/// It is too long for a line.
pub fn free_line(field: &'static str, typed: &str) -> Result<Option<String>, Invalid> {
    let text = one_line(typed);
    let length = text.chars().count();
    if length > LINE_MAX {
        return Err(Invalid::new(
            field,
            format!("is {length} characters long"),
            format!("write at most {LINE_MAX} characters"),
        ));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{date, when};

    #[test]
    fn usually_it_is_about_thirty_days() {
        let usual = Asked::new(Range::ALL, when());
        assert_eq!(
            (usual.from, usual.to),
            (date("2026-10-22"), date("2026-11-20"))
        );
        assert!(usual.is_usual);
        let until = Range {
            from: None,
            to: Some(date("2026-03-30")),
        };
        let until = Asked::new(until, when());
        assert_eq!((until.from, until.is_usual), (date("2026-03-01"), false));
        assert_eq!(until.file(), "leaflog-report-2026-03-01-to-2026-03-30.html");
    }

    #[test]
    fn what_is_left_out_stands_in_the_name_of_the_file() {
        let mut asked = Asked::new(Range::ALL, when());
        asked.notes = Notes::Without;
        assert_eq!(
            asked.file(),
            "leaflog-report-2026-10-22-to-2026-11-20-without-notes.html"
        );
        asked.only = Some(kinds("dose,sleep").unwrap());
        assert_eq!(
            asked.file(),
            "leaflog-report-2026-10-22-to-2026-11-20-only-dose-sleep-without-notes.html"
        );
    }

    #[test]
    fn kinds_are_named_with_commas() {
        assert_eq!(kinds("dose, Sleep,").unwrap(), [Kind::Dose, Kind::Sleep]);
        assert!(kinds(" , ").is_err() && kinds("doses and all").is_err());
    }
}
