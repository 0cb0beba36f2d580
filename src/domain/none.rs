//! "No kratom on this date", which an empty day never says by itself.

use chrono::NaiveDate;

use super::field::{Ask, Field, Invalid, NOTE, Values};
use super::moment::When;

/// The person said that there was no kratom on this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoKratom {
    pub date: NaiveDate,
}

pub const FIELDS: &[Field] = &[
    Field::new("date", "Date", Ask::Date)
        .positional()
        .hint("today, yesterday, 2026-11-20"),
    NOTE,
];

impl NoKratom {
    /// Builds it from answers; without a date, today.
    ///
    /// # Errors
    /// Not a date, or a future one.
    pub fn parse(values: &Values, when: &When) -> Result<NoKratom, Invalid> {
        let date = match values.get("date") {
            Some(typed) => when.parse_date("date", typed)?,
            None => when.today(),
        };
        Ok(NoKratom { date })
    }

    /// The answers that parse to it.
    #[must_use]
    pub fn values(&self) -> Values {
        Values::new().with("date", self.date.to_string())
    }
}
