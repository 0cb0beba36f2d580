//! The charts of the report, each a picture with its text alternative and its
//! numbers in a table.

mod axis;
mod calendar;
mod columns;
mod grams;
mod picture;
mod sleep;
mod symptoms;
mod times;
mod words;

#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};

use crate::domain::journal::Journal;
use crate::lookups::lookups;
use crate::stats::days::{DayStats, days};
use crate::stats::range::Range;
use crate::stats::span::Span;
use crate::stats::summary::{Summary, summary};
use columns::Columns;
pub use grams::{days_with_leaf, whole_days};

/// A picture, and the same for those who do not see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows and of which days; plain text.
    pub title: String,
    /// One `<svg>` element with its own title and description.
    pub svg: String,
    /// The text alternative: the figures that matter and how complete they are;
    /// plain text.
    pub words: String,
    pub table: Table,
}

/// The numbers of a chart; plain text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What every chart is drawn from, counted once.
struct Counted<'a> {
    from: NaiveDate,
    to: NaiveDate,
    days: &'a [DayStats],
    span: Span,
    summary: Summary,
    columns: Columns<'a>,
}

/// A chart looks no further back than this from its last day, so that a
/// mistyped year cannot make it endless.
const MOST_DAYS: u64 = 120 * 365;

/// Every chart of a range of days: times a day, grams, the calendar, nights and
/// symptoms.
#[must_use]
pub fn all(journal: &Journal, range: Range, today: NaiveDate) -> Vec<Chart> {
    let (from, to) = range.ends(journal, today);
    let earliest = to.checked_sub_days(Days::new(MOST_DAYS)).unwrap_or(to);
    let from = from.unwrap_or(to).max(earliest);
    let range = Range::between(from, to);
    let lookups = lookups();
    let days = days(journal, from, to, today, &lookups);
    let counted = Counted {
        from,
        to,
        days: &days,
        span: Span::of(&days),
        summary: summary(journal, range, today, &lookups),
        columns: Columns::of(&days),
    };
    vec![
        times::chart(&counted),
        grams::chart(&counted),
        calendar::chart(&counted),
        sleep::chart(&counted),
        symptoms::chart(&counted),
    ]
}

impl Counted<'_> {
    /// `, 21 Oct to 19 Nov 2026`, after what a chart shows.
    fn title(&self, what: &str) -> String {
        format!("{what}, {}", words::stretch(self.from, self.to))
    }

    /// The same where a long range was cut into weeks or longer.
    fn cut_title(&self, by_day: &str, longer: &str) -> String {
        match self.columns.each.longer() {
            None => self.title(by_day),
            Some(word) => self.title(&format!("{longer}, {word} by {word}")),
        }
    }
}
