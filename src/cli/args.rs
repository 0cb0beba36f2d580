//! A kind's fields as arguments, and the answers they bring.

use std::ffi::OsStr;

use anyhow::Result;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgMatches, Command};

use super::desk;
use crate::domain::Kind;
use crate::domain::field::{Ask, Choice, Field, Values};

/// The command with an argument for each of these fields.
pub fn declare(command: Command, fields: impl Iterator<Item = &'static Field> + Clone) -> Command {
    let places = fields.clone().filter(|field| field.flag.is_none()).count();
    fields.fold(command, |command, field| {
        // Where a place takes several words, the one behind it must be filled.
        let filled = field.flag.is_none() && places > 1;
        command.arg(arg(field).required(filled))
    })
}

/// The place that is not filled: the first, where the words typed could only
/// fill the last.
#[must_use]
pub fn missing(kind: Kind, typed: &[String]) -> Option<&'static Field> {
    let mut places = kind.fields().iter().filter(|field| field.flag.is_none());
    let (first, last) = (places.next()?, places.next_back()?);
    let fits = |word: &String| match last.ask {
        Ask::Choice(choices) => choices
            .iter()
            .any(|choice| choice.value == word || choice.says == word),
        _ => false,
    };
    let some = typed.len() > 2 && !typed.iter().any(fits);
    Some(if some { last } else { first })
}

/// The answers that were given on the command line; a note of `-` is read from
/// stdin.
///
/// # Errors
/// Stdin cannot be read.
pub fn answers(fields: impl Iterator<Item = &'static Field>, args: &ArgMatches) -> Result<Values> {
    let mut values = Values::new();
    for field in fields {
        let Some(words) = args.get_many::<String>(field.name) else {
            continue;
        };
        let words: Vec<&str> = words.map(String::as_str).collect();
        let answer = words.join(" ");
        if field.ask == Ask::LongText && answer == "-" {
            values.set(field.name, desk::note_from_stdin()?);
        } else {
            values.set(field.name, answer);
        }
    }
    Ok(values)
}

fn arg(field: &'static Field) -> Arg {
    let arg = Arg::new(field.name)
        .value_name(value_name(field))
        .help(help(field));
    let arg = match field.ask {
        // The help names them; completions say them one by one.
        Ask::Choice(choices) => arg
            .value_parser(Offered(choices))
            .hide_possible_values(true),
        _ => arg.value_parser(StringValueParser::new()),
    };
    match (field.flag, field.ask) {
        (None, Ask::Choice(choices)) if choices.iter().all(|it| !it.value.contains(' ')) => arg,
        (None, Ask::Number) => arg,
        // Several words without quotes are one answer: `dose 2.5 g`.
        (None, _) => arg.num_args(1..),
        (Some(flag), Ask::YesNo) => arg
            .long(flag)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("yes"),
        (Some(flag), _) => arg.long(flag),
    }
}

fn help(field: &Field) -> String {
    match (field.hint, field.ask) {
        (_, Ask::Choice(choices)) => {
            let words: Vec<String> = choices.iter().map(word).collect();
            format!("{}: {}", field.label, words.join(", "))
        }
        ("", _) => field.label.to_owned(),
        (hint, _) => format!("{}: {hint}", field.label),
    }
}

/// `pain`, or `2 (moderate)`: what is typed, and what it means.
fn word(choice: &Choice) -> String {
    let Choice { value, says, .. } = choice;
    if value == says {
        (*value).to_owned()
    } else {
        format!("{value} ({says})")
    }
}

fn value_name(field: &Field) -> &'static str {
    match (field.ask, field.name) {
        (Ask::Amount | Ask::Quantity | Ask::Weight, _) => "AMOUNT",
        (Ask::LabelMg, _) => "MG",
        (_, "batch") => "LOT",
        (_, "severity") => "SEVERITY",
        (
            Ask::Text | Ask::Substance | Ask::Symptom | Ask::About | Ask::Product | Ask::Reading,
            _,
        ) => "NAME",
        (Ask::LongText, _) => "TEXT",
        (Ask::Choice(_), _) => "WORD",
        (Ask::YesNo, _) => "YES|NO",
        (Ask::Minutes, _) => "MINUTES",
        (Ask::Score(_) | Ask::Number | Ask::Times, _) => "NUMBER",
        (Ask::Time, _) => "WHEN",
        (Ask::NightTime, _) => "TIME",
        (Ask::Date, _) => "DATE",
    }
}

/// Any text; the words are offered by help and completions, and what fits is
/// for the kind to say.
#[derive(Clone)]
struct Offered(&'static [Choice]);

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let words = self.0.iter().map(|choice| {
            let word = PossibleValue::new(choice.value);
            if choice.value == choice.says {
                word
            } else {
                word.help(choice.says)
            }
        });
        Some(Box::new(words))
    }
}
