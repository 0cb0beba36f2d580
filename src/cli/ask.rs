//! `leaflog ask`: the same form as questions, line by line.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use uuid::Uuid;

use super::desk::{Book, Desk, answer};
use super::save::{self, Consent};
use super::takes::place;
use super::words;
use crate::domain::field::{Ask, Field, Invalid, Values};
use crate::domain::{Entry, Kind};
use crate::saving;
use crate::stats::duration;
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let kinds = Kind::ALL.map(Kind::name);
    vec![
        place("kind", "KIND", "What to write down")
            .required(true)
            .value_parser(kinds),
    ]
}

/// Asks for each field of a kind, then saves.
///
/// # Errors
/// The answers ended early, or the journal could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let typed = args.get_one::<String>("kind").map_or("", String::as_str);
    let kind = Kind::parse(typed)?;
    let mut book = desk.open()?;
    desk.voice
        .aside("Enter alone skips a question, Ctrl-d leaves without saving.");
    last_dose(kind, &mut book, desk)?;
    let mut values = Values::new();
    for field in kind.fields() {
        ask(field, kind, &mut values, &book, desk)?;
    }
    while let Err(wrong) = Entry::parse(Uuid::nil(), kind, &values, &book.when) {
        let field = field_of(kind, &wrong)?;
        refuse(field, &wrong, desk);
        values.remove(field.name);
        ask(field, kind, &mut values, &book, desk)?;
    }
    agree(kind, &values, &mut book, desk)?;
    save::new(kind, &values, Consent::Given, &mut book, desk)
}

/// How long ago the last dose was, before another one is written down.
fn last_dose(kind: Kind, book: &mut Book, desk: &mut Desk) -> Result<()> {
    if !matches!(kind, Kind::Dose | Kind::Substance) {
        return Ok(());
    }
    let now = book.when.moment();
    let journal = book.around(now)?;
    if let Some(last) = journal.last_dose(now.to_utc()) {
        let ago = duration::ago(now - last.at);
        let at = words::moment(last.at, &book.when);
        let says = format!("The last dose was {}, {ago} ({at}).", last.title());
        desk.voice.aside(&says);
    }
    Ok(())
}

/// Asks until the answer can be understood, or is left empty.
fn ask(
    field: &'static Field,
    kind: Kind,
    values: &mut Values,
    book: &Book,
    desk: &mut Desk,
) -> Result<()> {
    loop {
        desk.voice.aside(&question(field));
        let Some(typed) = answer()? else {
            return Err(Trouble::new(
                "the answers ended before all was asked; nothing was saved",
                "Enter alone skips a question",
            )
            .into());
        };
        values.set(field.name, typed.trim());
        if values.get(field.name).is_none() {
            if !field.required {
                return Ok(());
            }
            let needed = format!("write it like this: {}", field.hint);
            refuse(field, &Invalid::new(field.name, "is missing", needed), desk);
            continue;
        }
        match Entry::parse(Uuid::nil(), kind, values, &book.when) {
            Err(wrong) if wrong.field == field.name => refuse(field, &wrong, desk),
            _ => return Ok(()),
        }
    }
}

/// `Amount (2.5g, 800mg or 3 capsules):`
fn question(field: &Field) -> String {
    let words: Vec<&str> = match field.ask {
        Ask::Choice(choices) => choices.iter().map(|choice| choice.value).collect(),
        Ask::YesNo => vec!["yes", "no"],
        _ => Vec::new(),
    };
    let hint = match (field.hint, words.as_slice()) {
        ("", []) => return format!("{}:", field.label),
        ("", words) => words.join(", "),
        (hint, _) => hint.to_owned(),
    };
    format!("{} ({hint}):", field.label)
}

/// What is wrong, under the words the question was asked in.
fn refuse(field: &Field, wrong: &Invalid, desk: &mut Desk) {
    desk.voice
        .aside(&format!("  {}: {}", field.label, wrong.why));
    desk.voice.aside(&format!("  {}", wrong.hint));
}

fn field_of(kind: Kind, wrong: &Invalid) -> Result<&'static Field, Invalid> {
    let mut fields = kind.fields().iter();
    fields
        .find(|field| field.name == wrong.field)
        .ok_or_else(|| wrong.clone())
}

/// Asks again what looks like too much.
fn agree(kind: Kind, values: &Values, book: &mut Book, desk: &mut Desk) -> Result<()> {
    let at = Entry::parse(Uuid::nil(), kind, values, &book.when)?.at;
    let journal = book.around(at)?;
    let entry = saving::product::entry(Uuid::nil(), kind, values, None, &journal, &book.when)?;
    let considered = saving::consider(&journal, &entry, book.when.moment())?;
    let Some(again) = considered.ask_again else {
        return Ok(());
    };
    if desk.says_yes(&again)? {
        return Ok(());
    }
    Err(Trouble::new("nothing was saved", "leaflog ask begins anew").into())
}
