//! Every column a file can have: which kinds write it, what it says, in which
//! unit, and what may stand in it. Drawn from what each kind asks for.

use serde_json::{Value, json};

use crate::domain::field::{Ask, Choice, Field, NAMES, NOTE};
use crate::domain::reading::Answers;
use crate::domain::text::{LINE_MAX, NOTE_MAX};
use crate::domain::{Kind, product};

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Allowed {
    Id,
    /// The name of a kind.
    Kind,
    /// This word and no other.
    Only(&'static str),
    Date,
    Time,
    Offset,
    /// A date and time, with its offset where that is not the row's.
    NightTime,
    /// The same without an offset, as a table has it.
    LocalTime,
    Number,
    /// Above 0, with at most three decimals.
    Thousandths,
    /// The same, which the journal keeps with its `g`.
    Grams,
    /// From 0 up to and including this.
    Whole(u16),
    OneOf(&'static [Choice]),
    YesNo,
    /// One line of text.
    Line,
    /// As many lines as wanted.
    Lines,
    /// `2,0,1`.
    Answers,
}

/// A column of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    pub name: &'static str,
    pub means: &'static str,
    pub unit: &'static str,
    pub allowed: Allowed,
}

const fn column(name: &'static str, means: &'static str, allowed: Allowed) -> Column {
    Column {
        name,
        means,
        unit: "",
        allowed,
    }
}

const fn grams(means: &'static str) -> Column {
    column("unit", means, Allowed::Only("g"))
}

const REST_OF_AMOUNT: Column = column(
    "unit",
    "the rest of what was typed: the unit, or all of it where it is no number",
    Allowed::Line,
);

/// The columns of a dose that are not asked for by themselves.
const DOSE: &[Column] = &[
    column("name", "always kratom", Allowed::Only("kratom")),
    grams("the unit of the amount"),
    Column {
        unit: "as count_unit says",
        ..column(
            "count",
            "how many were counted, where it was counted",
            Allowed::Number,
        )
    },
    column("count_unit", "what was counted", Allowed::Line),
];

const BAG: &[Column] = &[
    grams("the unit of the amount"),
    column(
        "count",
        "always one: the other columns speak of one unit",
        Allowed::Only("1"),
    ),
];

const READING: &[Column] = &[column(
    "answers",
    "the single answers of a check-in, each the number of its choice, in the order asked",
    Allowed::Answers,
)];

/// What a kind writes beside what it asks for.
fn beside(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Dose => DOSE,
        Kind::Substance | Kind::Medicine => &[REST_OF_AMOUNT],
        Kind::Product => BAG,
        Kind::Reading => READING,
        _ => &[],
    }
}

/// Whether a kind has a column of its own under this name.
#[must_use]
pub fn has(kind: Kind, name: &str) -> bool {
    let fields = kind.fields().iter().map(|field| field.name);
    let beside = beside(kind).iter().map(|column| column.name);
    fields.chain(beside).any(|known| known == name)
}

/// All columns of a kind, in the order of the CSV header.
#[must_use]
pub fn of(kind: Kind) -> Vec<Column> {
    let asked = kind.fields().iter().filter(|field| !is_when(field.name));
    let mut columns = vec![
        column(
            "id",
            "the entry's lasting id, the same in every file",
            Allowed::Id,
        ),
        column("kind", "what sort of entry it is", Allowed::Kind),
        column("date", when(kind).0, Allowed::Date),
        column(
            "utc_offset",
            "how far the local time was from UTC",
            Allowed::Offset,
        ),
        column("note", NOTE.means, Allowed::Lines),
    ];
    columns.extend(when(kind).1.map(|says| column("time", says, Allowed::Time)));
    columns.extend(asked.map(asked_for));
    columns.extend(beside(kind));
    columns.sort_by_key(|column| NAMES.iter().position(|name| *name == column.name));
    columns
}

/// Said of every kind, and not of one.
fn is_when(name: &str) -> bool {
    matches!(name, "at" | "date" | "note")
}

/// What the date and the time of a kind say.
fn when(kind: Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::None => ("the day without kratom", None),
        Kind::Sleep => (
            "the local date of getting up",
            Some("the local time of getting up"),
        ),
        Kind::Event => (
            "the local date of what was done, or is planned",
            Some("the local time of it"),
        ),
        kind if kind.is_lasting() => (
            "the local date it began or was written down for",
            Some("the local time it began"),
        ),
        _ => (
            "the local date, whenever the person's day begins",
            Some("the local time"),
        ),
    }
}

fn asked_for(field: &Field) -> Column {
    Column {
        name: field.name,
        means: field.means,
        unit: unit(field.ask),
        allowed: match field.name {
            product::HOLDS => Allowed::Grams,
            _ => allowed(field.ask),
        },
    }
}

fn unit(ask: Ask) -> &'static str {
    match ask {
        Ask::Amount | Ask::Weight => "g",
        Ask::LabelMg => "mg",
        Ask::Minutes => "min",
        Ask::Quantity => "as unit says",
        _ => "",
    }
}

fn allowed(ask: Ask) -> Allowed {
    match ask {
        Ask::Amount | Ask::LabelMg | Ask::Weight => Allowed::Thousandths,
        Ask::Quantity | Ask::Number => Allowed::Number,
        Ask::Times => Allowed::Whole(1000),
        Ask::Minutes => Allowed::Whole(1440),
        Ask::Score(most) => Allowed::Whole(most),
        Ask::Choice(choices) => Allowed::OneOf(choices),
        Ask::YesNo => Allowed::YesNo,
        Ask::Time | Ask::NightTime => Allowed::NightTime,
        Ask::Date => Allowed::Date,
        Ask::LongText => Allowed::Lines,
        Ask::Text | Ask::Substance | Ask::Symptom | Ask::About | Ask::Product | Ask::Reading => {
            Allowed::Line
        }
    }
}

impl Allowed {
    /// Whether it is a number that may have decimals.
    #[must_use]
    pub fn is_decimal(self) -> bool {
        matches!(
            self,
            Allowed::Number | Allowed::Thousandths | Allowed::Grams
        )
    }

    /// In words, for the person who reads the data.
    #[must_use]
    pub fn says(self) -> String {
        match self {
            Allowed::Id => "a UUID, version 7".to_owned(),
            Allowed::Kind => listed(Kind::ALL.map(Kind::name)),
            Allowed::Only(word) => word.to_owned(),
            Allowed::Date => "YYYY-MM-DD".to_owned(),
            Allowed::Time => "HH:MM, 24 hours".to_owned(),
            Allowed::Offset => "UTC+HH:MM or UTC-HH:MM".to_owned(),
            Allowed::NightTime => {
                "YYYY-MM-DDTHH:MM, with +HH:MM behind it where that differs from utc_offset"
                    .to_owned()
            }
            Allowed::LocalTime => "YYYY-MM-DDTHH:MM".to_owned(),
            Allowed::Number => "a number from 0".to_owned(),
            Allowed::Thousandths | Allowed::Grams => {
                "a number above 0 with up to 3 decimals".to_owned()
            }
            Allowed::Whole(most) => format!("a whole number from 0 to {most}"),
            Allowed::OneOf(choices) => listed(choices.iter().map(said)),
            Allowed::YesNo => listed(["yes", "no"]),
            Allowed::Line => format!("one line of text, up to {LINE_MAX} characters"),
            Allowed::Lines => format!("text of any lines, up to {NOTE_MAX} characters"),
            Allowed::Answers => "whole numbers with commas between".to_owned(),
        }
    }

    /// As JSON Schema, of the text the journal keeps.
    #[must_use]
    pub fn schema(self) -> Value {
        let pattern = |pattern: String| json!({"type": "string", "pattern": pattern});
        match self {
            Allowed::Id => json!({"type": "string", "pattern": ID}),
            Allowed::Kind => json!({"enum": Kind::ALL.map(Kind::name)}),
            Allowed::Only(word) => json!({"const": word}),
            Allowed::Date => pattern(format!("^{DATE}$")),
            Allowed::Time => pattern(format!("^{TIME}$")),
            Allowed::Offset => pattern(format!("^UTC{OFFSET}$")),
            Allowed::NightTime => pattern(format!("^{DATE}T{TIME}({OFFSET})?$")),
            Allowed::LocalTime => pattern(format!("^{DATE}T{TIME}$")),
            Allowed::Number => pattern(format!("^{WHOLE}(\\.[0-9]+)?$")),
            Allowed::Thousandths => pattern(format!("^{THOUSANDTHS}$")),
            Allowed::Grams => pattern(format!("^{THOUSANDTHS}g$")),
            Allowed::Whole(most) => pattern(format!("^{}$", up_to(most))),
            Allowed::OneOf(choices) => {
                let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                json!({"enum": values})
            }
            Allowed::YesNo => json!({"enum": ["yes", "no"]}),
            Allowed::Line => json!({
                "type": "string",
                "minLength": 1,
                "maxLength": LINE_MAX,
                "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
            }),
            Allowed::Lines => json!({"type": "string", "minLength": 1, "maxLength": NOTE_MAX}),
            Allowed::Answers => pattern(format!(
                "^[0-9]{{1,3}}(,[0-9]{{1,3}}){{0,{}}}$",
                Answers::MOST - 1
            )),
        }
    }
}

/// A UUID of any version: other programs may have written the file.
pub const ID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
/// A date, `2026-11-20`.
pub const DATE: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// A time of the clock, `21:05`.
pub const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";
const OFFSET: &str = "[+-]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";
const WHOLE: &str = "(0|[1-9][0-9]*)";
const THOUSANDTHS: &str = "(0|[1-9][0-9]*)(\\.[0-9]{1,3})?";

/// A pattern of the whole numbers up to one of the few there are.
fn up_to(most: u16) -> &'static str {
    match most {
        0..=10 => "([0-9]|10)",
        11..=99 => "[0-9]{1,2}",
        100..=1000 => "([0-9]{1,3}|1000)",
        _ => "([0-9]{1,3}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)",
    }
}

fn listed<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(word.as_ref());
    }
    list
}

/// `withdrawal = to avoid feeling ill`, where the two differ.
fn said(choice: &Choice) -> String {
    if choice.value == choice.says {
        choice.value.to_owned()
    } else {
        format!("{} = {}", choice.value, choice.says)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_every_kind_says_what_it_means() {
        for kind in Kind::ALL {
            for column in of(kind) {
                assert!(!column.means.is_empty(), "{kind:?} {}", column.name);
                assert!(NAMES.contains(&column.name), "{kind:?} {}", column.name);
            }
        }
    }

    #[test]
    fn no_kind_has_a_column_twice() {
        for kind in Kind::ALL {
            let mut names: Vec<&str> = of(kind).iter().map(|column| column.name).collect();
            names.dedup();
            assert_eq!(names.len(), of(kind).len(), "{names:?}");
        }
    }
}
