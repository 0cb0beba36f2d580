//! A note: free text at a time.

use super::field::{AT, Ask, Field, Invalid, Values};

/// The text itself stands in the entry's own note, as with every kind.
pub const FIELDS: &[Field] = &[
    Field::new("note", "Note", Ask::LongText)
        .positional()
        .hint("anything worth keeping")
        .required(),
    AT,
];

/// A note without text says nothing.
///
/// # Errors
/// The text is missing.
pub fn check(values: &Values) -> Result<(), Invalid> {
    match values.get("note") {
        Some(_) => Ok(()),
        None => Err(Invalid::new("note", "is missing", "write the note's text")),
    }
}
