//! What stands side by side in a chart: days, or in a long range weeks, months
//! or years, so that a picture never has more marks than can be told apart.

use chrono::{Datelike, NaiveDate};

use super::words::stretch;
use crate::stats::days::DayStats;
use crate::stats::period::{first_of_month, monday};
use crate::stats::span::Span;

/// How much time one mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    Day,
    Week,
    Month,
    Year,
}

/// The days of one mark, and their figures.
pub struct Column<'a> {
    pub days: &'a [DayStats],
    pub span: Span,
}

pub struct Columns<'a> {
    pub each: Each,
    pub all: Vec<Column<'a>>,
}

/// What is known of kratom in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Ahead,
    NotRecorded,
    /// Every recorded day of it was said to be without.
    None,
    Kratom,
}

/// The most days that stand side by side.
const MOST_DAYS: usize = 100;
/// The most of anything longer.
const MOST: usize = 121;

impl Each {
    fn of(days: &[DayStats]) -> Each {
        if days.len() <= MOST_DAYS {
            return Each::Day;
        }
        let fits = |each: &Each| each.cut(days).len() <= MOST;
        let longer = [Each::Week, Each::Month].into_iter().find(fits);
        longer.unwrap_or(Each::Year)
    }

    fn first(self, day: NaiveDate) -> NaiveDate {
        match self {
            Each::Day => day,
            Each::Week => monday(day),
            Each::Month => first_of_month(day),
            Each::Year => first_of_month(day).with_month(1).unwrap_or(day),
        }
    }

    fn cut(self, days: &[DayStats]) -> Vec<&[DayStats]> {
        let same = |a: &DayStats, b: &DayStats| self.first(a.date) == self.first(b.date);
        days.chunk_by(same).collect()
    }

    /// What it is called, where it is longer than a day.
    #[must_use]
    pub fn longer(self) -> Option<&'static str> {
        match self {
            Each::Day => None,
            Each::Week => Some("week"),
            Each::Month => Some("month"),
            Each::Year => Some("year"),
        }
    }

    /// Over a column of a table.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Each::Day => "Day",
            Each::Week => "Week",
            Each::Month => "Month",
            Each::Year => "Year",
        }
    }
}

impl<'a> Columns<'a> {
    #[must_use]
    pub fn of(days: &'a [DayStats]) -> Columns<'a> {
        let each = Each::of(days);
        let column = |days| Column {
            days,
            span: Span::of(days),
        };
        Columns {
            each,
            all: each.cut(days).into_iter().map(column).collect(),
        }
    }

    /// Whether a mark stands for one day.
    #[must_use]
    pub fn is_of_days(&self) -> bool {
        self.each == Each::Day
    }

    /// What a column is called in a table.
    #[must_use]
    pub fn name(&self, column: &Column) -> String {
        let (Some(first), Some(last)) = (column.days.first(), column.days.last()) else {
            return String::new();
        };
        match self.each {
            Each::Day => first.date.format("%a %-d %b %Y").to_string(),
            Each::Week => stretch(first.date, last.date),
            Each::Month => first.date.format("%b %Y").to_string(),
            Each::Year => first.date.year().to_string(),
        }
    }
}

impl Column<'_> {
    #[must_use]
    pub fn known(&self) -> Known {
        if self.span.begun == 0 && self.span.recorded == 0 {
            Known::Ahead
        } else if self.span.recorded == 0 {
            Known::NotRecorded
        } else if self.span.with_kratom == 0 {
            Known::None
        } else {
            Known::Kratom
        }
    }
}
