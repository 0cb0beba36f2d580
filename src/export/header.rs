//! The first row of a CSV file: which column stands where.

use super::wrong::{Place, Wrong};
use crate::domain::field::columns;
use crate::domain::{meant, text};

/// The column at each place; none where the header has an empty cell.
#[derive(Debug)]
pub struct Header(Vec<Option<&'static str>>);

impl Header {
    /// Reads the header: known columns in any order, each at most once, `kind`
    /// among them.
    ///
    /// # Errors
    /// Every column that is unknown, doubled or missing.
    pub fn read(record: &csv::ByteRecord, line: u64) -> Result<Header, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut found: Vec<Option<&'static str>> = Vec::new();
        for cell in record {
            match column(cell, Place::Line(line)) {
                Ok(Some(name)) if found.contains(&Some(name)) => wrong.push(Wrong::new(
                    Place::Line(line),
                    name,
                    "stands twice in the header",
                    "keep one of the two columns",
                )),
                Ok(column) => found.push(column),
                Err(unknown) => wrong.push(unknown),
            }
        }
        if wrong.is_empty() && !found.contains(&Some("kind")) {
            wrong.push(Wrong::new(
                Place::Line(line),
                "kind",
                "is missing in the header",
                "begin with a row of column names, like kind,date,time,amount",
            ));
        }
        if wrong.is_empty() {
            Ok(Header(found))
        } else {
            Err(wrong)
        }
    }

    /// Whether it is the header that leaflog writes.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        let names = self.0.iter().map(|name| name.unwrap_or_default());
        names.eq(columns().iter().copied())
    }

    /// How many cells it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.len()
    }

    /// The column at a place.
    #[must_use]
    pub fn column(&self, place: usize) -> Option<&'static str> {
        self.0.get(place).copied().flatten()
    }
}

fn column(cell: &[u8], place: Place) -> Result<Option<&'static str>, Wrong> {
    let typed = String::from_utf8_lossy(cell);
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let known = columns()
        .iter()
        .find(|name| name.eq_ignore_ascii_case(typed));
    match known {
        Some(name) => Ok(Some(name)),
        None => Err(Wrong::new(
            place,
            "header",
            format!(
                "{} is not a column{}",
                text::quoted(typed),
                meant(&typed.to_lowercase(), columns())
            ),
            "rename it or take it out",
        )),
    }
}
