//! `leaflog list`: what is written down, oldest first, a day at a time.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::{json, option};
use super::voice::{Ink, Span, Voice, dim};
use super::{alerts, range, words};
use crate::domain::journal::{Day, Journal};
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind, What};
use crate::export::list::rows_json;
use crate::export::text::{beside, plain};

/// Where what an entry says begins: after time and kind.
const INDENT: usize = 18;
/// What the id takes at the end of a line.
const ID: usize = 8;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let number = option("number", "N", "Only the last N entries").short('n');
    vec![
        range::from(),
        range::to(),
        option("kind", "KIND", "Only entries of this kind"),
        number.value_parser(clap::value_parser!(usize)),
        json(),
    ]
}

/// Shows the entries asked for.
///
/// # Errors
/// A wrong date or kind, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let kind = args
        .get_one::<String>("kind")
        .map(|typed| Kind::parse(typed))
        .transpose()?;
    let mut book = desk.look()?;
    let range = range::of(args, &book.when)?;
    let journal = book.store.load()?;
    let entries: Vec<&Entry> = range
        .entries(&journal)
        .filter(|entry| kind.is_none_or(|kind| entry.kind() == kind))
        .collect();
    let last = args.get_one::<usize>("number").copied();
    let skipped = last.map_or(0, |most| entries.len().saturating_sub(most));
    let entries = &entries[skipped..];
    if args.get_flag("json") {
        return desk.voice.json(&rows_json(entries.iter().copied()));
    }
    if entries.is_empty() {
        desk.voice.aside("nothing is written down there");
    }
    if desk.voice.look.plain {
        return entries
            .iter()
            .try_for_each(|entry| one(entry, &journal, &book, &mut desk.voice));
    }
    table(entries, &journal, &book, &mut desk.voice)
}

/// One entry: a line and its note, or a block of `label: value`.
///
/// # Errors
/// Nobody reads it any more.
pub fn one(entry: &Entry, journal: &Journal, book: &Book, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        block(entry, voice)
    } else {
        line(entry, journal, book, voice)
    }
}

/// One `label: value` for each thing an entry says, and an empty line.
fn block(entry: &Entry, voice: &mut Voice) -> Result<()> {
    for (label, value) in plain(entry) {
        voice.labelled(&label.to_lowercase(), &value)?;
    }
    voice.gap()
}

fn table(entries: &[&Entry], journal: &Journal, book: &Book, voice: &mut Voice) -> Result<()> {
    let mut shown = None;
    for entry in entries {
        let day = entry.day(journal.day_start());
        if shown != Some(day) {
            shown = Some(day);
            voice.line([Span(Ink::Bold, words::day(day, &book.when))])?;
        }
        line(entry, journal, book, voice)?;
    }
    Ok(())
}

/// `  18:05  dose     2.5 g powder, Green bag, pain               3f9a21`
fn line(entry: &Entry, journal: &Journal, book: &Book, voice: &mut Voice) -> Result<()> {
    let time = match entry.kind() {
        Kind::None => String::new(),
        _ => entry.at.format("%H:%M").to_string(),
    };
    let head = format!("  {time:<5}  {:<8} ", entry.kind().says());
    let width = voice.look.width.saturating_sub(ID);
    let mut says = alerts::wrapped_in(&says(entry, journal, book), width, INDENT).into_iter();
    let first = says.next().unwrap_or_default();
    let room = width.saturating_sub(INDENT + words::columns(&first)).max(2);
    voice.line([
        format!("{head}{first}").into(),
        " ".repeat(room).into(),
        dim(entry.short_id()),
    ])?;
    for more in says {
        voice.line([format!("{:INDENT$}{more}", "")])?;
    }
    if entry.kind() != Kind::Note
        && let Some(note) = &entry.note
    {
        for more in alerts::wrapped_in(note, width, INDENT) {
            voice.line([dim(format!("{:INDENT$}{more}", ""))])?;
        }
    }
    Ok(())
}

fn says(entry: &Entry, journal: &Journal, book: &Book) -> String {
    let mut parts = vec![entry.title()];
    parts.extend(beside(entry));
    if let What::None(none) = &entry.what
        && journal.day(none.date) != Day::None
    {
        parts.push("but a dose is written down too".to_owned());
    }
    let offset = words::elsewhere(entry.at, &book.when);
    one_line(&format!("{}{offset}", parts.join(", ")))
}
