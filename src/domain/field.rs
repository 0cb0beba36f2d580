//! What a kind asks for: its fields, the answers given, and a wrong answer.

use std::collections::BTreeMap;
use std::fmt;

/// One thing a kind asks for. Its `name` is the CSV column and the key in
/// [`Values`]; its `flag` is the long option on the command line (a field
/// without one stands there without a flag).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    pub name: &'static str,
    pub flag: Option<&'static str>,
    pub label: &'static str,
    pub ask: Ask,
    /// What an answer looks like: `2.5g or 800mg`.
    pub hint: &'static str,
    /// What its column says, for someone who meets it in a file.
    pub means: &'static str,
    pub required: bool,
}

impl Field {
    /// A field that is an option of its own name on the command line.
    #[must_use]
    pub const fn new(name: &'static str, label: &'static str, ask: Ask) -> Field {
        Field {
            name,
            flag: Some(name),
            label,
            ask,
            hint: "",
            means: "",
            required: false,
        }
    }

    /// What an answer looks like, shown beside an empty field and in `--help`.
    #[must_use]
    pub const fn hint(mut self, hint: &'static str) -> Field {
        self.hint = hint;
        self
    }

    /// What its column says, for someone who meets it in a file.
    #[must_use]
    pub const fn means(mut self, means: &'static str) -> Field {
        self.means = means;
        self
    }

    /// The long option on the command line, where it differs from the name.
    #[must_use]
    pub const fn flag(mut self, flag: &'static str) -> Field {
        self.flag = Some(flag);
        self
    }

    /// Stands on the command line without a flag.
    #[must_use]
    pub const fn positional(mut self) -> Field {
        self.flag = None;
        self
    }

    /// An entry cannot be saved without it.
    #[must_use]
    pub const fn required(mut self) -> Field {
        self.required = true;
        self
    }
}

/// What sort of answer a field wants; a form draws by it, the command line
/// declares by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ask {
    /// A dose: a weight, or a count and a unit.
    Amount,
    /// A number and whatever unit was typed.
    Quantity,
    /// Milligrams printed on a label.
    LabelMg,
    /// One line.
    Text,
    /// As many lines as wanted.
    LongText,
    /// The name of something taken; matches are offered.
    Substance,
    /// How the body or mind felt; matches are offered.
    Symptom,
    /// The name of a fact about the person; matches are offered.
    About,
    /// The name of what is in the bag; matches are offered.
    Product,
    /// The name of something measured.
    Reading,
    /// A number without a unit.
    Number,
    /// A weight of one unit.
    Weight,
    /// How many times.
    Times,
    /// One of a closed list.
    Choice(&'static [Choice]),
    YesNo,
    /// Whole minutes.
    Minutes,
    /// A whole number from 0 up to and including this.
    Score(u16),
    /// A time in the past: `14:05`, `2h ago`.
    Time,
    /// A time of the night that ended at `up_at`.
    NightTime,
    /// A date: `2026-11-20`, `yesterday`.
    Date,
}

/// One answer of a closed list: what is stored, and how it is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    pub value: &'static str,
    pub says: &'static str,
}

impl Choice {
    #[must_use]
    pub const fn new(value: &'static str, says: &'static str) -> Choice {
        Choice { value, says }
    }
}

/// When something was; `--at` on the command line.
pub const AT: Field = Field::new("at", "When", Ask::Time).hint("now, 14:05, 2h ago");
/// Since when something lasting holds; `--from` on the command line.
pub const SINCE: Field = Field::new("at", "Since", Ask::Time)
    .flag("from")
    .hint("today, 2026-03-01");
/// The last day of something lasting.
pub const UNTIL: Field = Field::new("until", "Until", Ask::Date)
    .hint("2026-12-31, if it ended")
    .means("the last day it held; empty while it goes on");
/// Free text, which every kind has.
pub const NOTE: Field = Field::new("note", "Note", Ask::LongText).means("the person's own words");

/// The names an answer may have: the CSV columns in the order of the contract,
/// `at`, and what a product and a check-in have beside them.
pub const NAMES: [&str; 39] = [
    "id",
    "kind",
    "date",
    "time",
    "utc_offset",
    "name",
    "amount",
    "unit",
    "form",
    "product",
    "reason",
    "estimated",
    "mitragynine_mg",
    "hydroxy_mg",
    "severity",
    "quality",
    "bed_at",
    "try_at",
    "asleep_after_min",
    "awakenings",
    "awake_min",
    "wake_at",
    "up_at",
    "note",
    "batch",
    "count",
    "count_unit",
    "until",
    "at",
    "vendor",
    "price",
    "opened_on",
    "certificate_date",
    "certificate_lab",
    "certificate_matches",
    "weighed_times",
    "weighed_spread",
    "answers",
    "holds",
];

/// The CSV columns, in order.
#[must_use]
pub fn columns() -> &'static [&'static str] {
    &NAMES[..28]
}

/// The known name equal to `text`, case ignored.
#[must_use]
pub fn known_name(text: &str) -> Option<&'static str> {
    let text = text.trim();
    NAMES
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(text))
}

/// Answers by field name. An empty answer is no answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<&'static str, String>);

impl Values {
    #[must_use]
    pub fn new() -> Values {
        Values::default()
    }

    /// The answer, if one was given that is more than white space.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.trim().is_empty())
    }

    /// Gives an answer; an empty one clears it.
    pub fn set(&mut self, name: &'static str, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name, text);
        }
    }

    /// Gives an answer where there is one.
    pub fn set_some(&mut self, name: &'static str, text: Option<impl Into<String>>) {
        if let Some(text) = text {
            self.set(name, text);
        }
    }

    /// These values with one more answer.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Values {
        self.set(name, text);
        self
    }

    pub fn remove(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// Name and answer, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(&'static str, String)> for Values {
    fn from_iter<T: IntoIterator<Item = (&'static str, String)>>(pairs: T) -> Values {
        let mut values = Values::new();
        for (name, text) in pairs {
            values.set(name, text);
        }
        values
    }
}

/// A wrong answer: which field, what is wrong, what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    pub field: &'static str,
    pub why: String,
    pub hint: String,
}

impl Invalid {
    #[must_use]
    pub fn new(field: &'static str, why: impl Into<String>, hint: impl Into<String>) -> Invalid {
        Invalid {
            field,
            why: why.into(),
            hint: hint.into(),
        }
    }

    /// The same fault told of another field.
    #[must_use]
    pub fn of(mut self, field: &'static str) -> Invalid {
        self.field = field;
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.why)
    }
}

impl std::error::Error for Invalid {}
