//! What is wrong in a file that was to be read, and where.

use std::fmt;

use crate::domain::field::Invalid;

/// A place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The physical line a CSV row begins at, counted from 1.
    Line(u64),
    /// One of a list in JSON, counted from 0: `entries[17]`.
    At(&'static str, usize),
    /// A place that a field's name goes on from: `experiences[3]`, or one of a
    /// list in it, `experiences[3].ingestions[0]`.
    Experience(usize, Option<(&'static str, usize)>),
    /// The file as a whole.
    Whole,
}

/// As it follows the name of the file: `:14`, `: entries[17]`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, ":{line}"),
            Place::At(list, n) => write!(f, ": {list}[{n}]"),
            Place::Experience(n, None) => write!(f, ": experiences[{n}]"),
            Place::Experience(n, Some((list, m))) => write!(f, ": experiences[{n}].{list}[{m}]"),
            Place::Whole => Ok(()),
        }
    }
}

/// One thing that is wrong. A file with any of these is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub place: Place,
    /// The column or field.
    pub column: String,
    pub why: String,
    /// What to write instead; may be empty.
    pub hint: String,
    /// How many places this stands for: one, but where many are wrong alike.
    pub places: usize,
}

impl Wrong {
    pub(super) fn new(
        place: Place,
        column: impl Into<String>,
        why: impl Into<String>,
        hint: impl Into<String>,
    ) -> Wrong {
        Wrong {
            place,
            column: column.into(),
            why: why.into(),
            hint: hint.into(),
            places: 1,
        }
    }

    /// A wrong answer at a place of the file.
    #[must_use]
    pub fn of(place: Place, invalid: Invalid) -> Wrong {
        Wrong::new(place, invalid.field, invalid.why, invalid.hint)
    }

    /// `week.csv:14: amount: "20ml" is not a weight; write grams …`.
    #[must_use]
    pub fn say(&self, file: &str) -> String {
        format!("{file}{self}")
    }
}

/// As it follows the name of the file: `:14: amount: …`.
impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.place {
            Place::Experience(..) => ".",
            _ => ": ",
        };
        write!(f, "{}{sign}{}: {}", self.place, self.column, self.why)?;
        if self.hint.is_empty() {
            Ok(())
        } else {
            write!(f, "; {}", self.hint)
        }
    }
}
