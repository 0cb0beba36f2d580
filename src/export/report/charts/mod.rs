//! The charts of the report, each a picture with its text alternative and its
//! numbers in a table.

use chrono::NaiveDate;

use crate::domain::journal::Journal;
use crate::stats::range::Range;

/// A picture, and the same for those who do not see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub title: String,
    pub svg: String,
    pub words: String,
    pub table: Table,
}

/// The numbers of a chart; plain text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Every chart of a range of days.
#[must_use]
pub fn all(_journal: &Journal, _range: Range, _today: NaiveDate) -> Vec<Chart> {
    Vec::new()
}
