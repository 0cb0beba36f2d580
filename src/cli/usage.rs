//! Wrong words, answered like every other error: what is wrong, what to write.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};

use anyhow::Result;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::spec::{self, Does};
use super::{args, commands};
use crate::domain::Kind;
use crate::domain::field::{Ask, Field, Invalid};
use crate::domain::text::quoted;

/// What was wrong with the words typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    pub what: String,
    pub hint: String,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Usage {}

/// Help and version go to stdout; all else is an error.
///
/// # Errors
/// The words were wrong, or stdout is closed.
pub fn answer(error: &clap::Error, typed: &[OsString]) -> Result<()> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(io::stdout(), "{}", error.render())?;
            Ok(())
        }
        _ => Err(explain(error, typed).into()),
    }
}

/// A wrong answer told of the option it was typed as: `--up`, not `up_at`.
pub fn as_typed(error: anyhow::Error, kind: Option<Kind>) -> anyhow::Error {
    let Some(flag) = error
        .downcast_ref::<Invalid>()
        .and_then(|wrong| {
            kind?
                .fields()
                .iter()
                .find(|field| field.name == wrong.field)
        })
        .and_then(|field| field.flag)
    else {
        return error;
    };
    match error.downcast::<Invalid>() {
        Ok(wrong) => Usage {
            what: format!("--{flag}: {}", wrong.why),
            hint: wrong.hint,
        }
        .into(),
        Err(error) => error,
    }
}

fn explain(error: &clap::Error, typed: &[OsString]) -> Usage {
    let typed: Vec<String> = typed
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let command = named_command(&typed);
    let help = match command {
        Some(name) => {
            let below = below(name, &typed);
            format!("leaflog {name}{below} --help says what it takes")
        }
        None => "leaflog --help lists the commands".to_owned(),
    };
    let arg = said(error, ContextKind::InvalidArg);
    let value = said(error, ContextKind::InvalidValue);
    let meant = meant(error);
    let (what, hint) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = said(error, ContextKind::InvalidSubcommand);
            let meant = nearest(&word);
            (format!("{} is not a command{meant}", quoted(&word)), help)
        }
        ErrorKind::UnknownArgument => unknown(&arg, &meant, &typed, command, &help),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("{} needs a value", bare(&arg)), help)
        }
        ErrorKind::InvalidValue => (
            format!("{}: {} does not fit{meant}", bare(&arg), quoted(&value)),
            offered(error).unwrap_or(help),
        ),
        ErrorKind::ValueValidation => (
            format!("{}: {} does not fit", bare(&arg), quoted(&value)),
            format!("write a whole number, like 10; {help}"),
        ),
        ErrorKind::MissingRequiredArgument => missing(&bare(&arg), command, &typed, help),
        ErrorKind::InvalidUtf8 => (
            "an argument is not UTF-8 text".to_owned(),
            "write it as plain text".to_owned(),
        ),
        ErrorKind::ArgumentConflict => (format!("{} is given twice", bare(&arg)), help),
        _ => (first_line(error), help),
    };
    Usage { what, hint }
}

fn missing(name: &str, command: Option<&str>, typed: &[String], help: String) -> (String, String) {
    let kind = command.and_then(commands::kind_of);
    match kind.and_then(|kind| args::missing(kind, typed)) {
        Some(field) => (
            format!("{}: is missing", typed_as(field)),
            format!("write it like this: {}", field.hint),
        ),
        None => (format!("{name} is missing"), help),
    }
}

/// A word that is no option: a number below zero, or a name slipped.
fn unknown(
    arg: &str,
    meant: &str,
    typed: &[String],
    command: Option<&str>,
    help: &str,
) -> (String, String) {
    if let Some(below) = below_zero(typed, command) {
        return below;
    }
    if arg.starts_with('-') {
        let what = format!("{} is not an option{meant}", quoted(arg));
        let hint = format!("{help}; text that begins with a dash goes after --");
        return (what, hint);
    }
    let what = format!("{} is one word too many", quoted(arg));
    (what, format!("put quotes around several words; {help}"))
}

/// A number with a minus, and the field it was for.
fn below_zero(typed: &[String], command: Option<&str>) -> Option<(String, String)> {
    let is_below = |word: &String| {
        let rest = word.strip_prefix('-').unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let at = typed.iter().position(is_below)?;
    let fields = commands::asked_of(command?)?.fields();
    let option = typed.get(at.checked_sub(1)?)?.strip_prefix("--");
    let field = match option {
        Some(option) => fields.iter().find(|field| field.flag == Some(option)),
        None => fields.iter().rfind(|field| field.flag.is_none()),
    }?;
    if !takes_a_number(field) {
        return None;
    }
    let what = format!("{}: {} is below zero", typed_as(field), quoted(&typed[at]));
    Some((what, format!("write it like this: {}", field.hint)))
}

/// What a person types for a field: `--up`, `amount`.
fn typed_as(field: &Field) -> String {
    match field.flag {
        Some(flag) => format!("--{flag}"),
        None => field.name.to_owned(),
    }
}

/// Whether a minus before digits is a number below zero here, and not words.
fn takes_a_number(field: &Field) -> bool {
    match field.ask {
        Ask::Amount | Ask::Quantity | Ask::LabelMg | Ask::Minutes | Ask::Score(_) => true,
        Ask::Choice(choices) => choices
            .iter()
            .any(|choice| choice.value.starts_with(|c: char| c.is_ascii_digit())),
        _ => false,
    }
}

fn named_command(typed: &[String]) -> Option<&str> {
    typed
        .iter()
        .map(String::as_str)
        .find(|word| spec::find(commands::COMMANDS, word).is_some())
}

/// ` check` of `leaflog rules check`.
fn below(name: &str, typed: &[String]) -> String {
    let Some(Does::RunOr(_, below)) = spec::find(commands::COMMANDS, name).map(|spec| &spec.does)
    else {
        return String::new();
    };
    let mut after = typed.iter().skip_while(|word| *word != name).skip(1);
    let word = after
        .next()
        .filter(|word| spec::find(below, word).is_some());
    word.map_or_else(String::new, |word| format!(" {word}"))
}

fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

/// The command most like a word, where one is like it at all: `help` is given no
/// suggestion to pass on.
fn nearest(word: &str) -> String {
    let like = |name: &str| strsim::jaro(word, name);
    let names = commands::COMMANDS.iter().map(|spec| spec.name);
    names
        .max_by(|a, b| like(a).total_cmp(&like(b)))
        .filter(|name| like(name) > 0.7)
        .map_or_else(String::new, |name| format!(". Did you mean {name}?"))
}

/// `. Did you mean --form?`
fn meant(error: &clap::Error) -> String {
    [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| said(error, kind))
    .find(|text| !text.is_empty())
    .map(|text| {
        // The nearest comes last.
        let nearest = text.rsplit(", ").next().unwrap_or_default();
        format!(". Did you mean {nearest}?")
    })
    .unwrap_or_default()
}

fn offered(error: &clap::Error) -> Option<String> {
    let words = said(error, ContextKind::ValidValue);
    (!words.is_empty()).then(|| format!("write one of {words}"))
}

/// `--color <WHEN>` without what stands in brackets.
fn bare(arg: &str) -> String {
    let name = arg.split(" <").next().unwrap_or(arg);
    let name = name.trim_matches(['<', '>', '[', ']', '.', ' ', ',']);
    if name.starts_with('-') {
        name.to_owned()
    } else {
        name.to_lowercase()
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
