//! Writing an entry of any kind down: `dose`, `took`, `medicine` and the rest.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::flag;
use super::voice::dim;
use super::{alerts, args, understood, words};
use crate::clock::ZoneFrom;
use crate::domain::answer::Level;
use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::{Entry, Kind};
use crate::rules::{self, Alert, Shown};
use crate::saving;

/// Whether what looks like too much has been agreed to already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    Given,
    Ask,
}

pub fn yes() -> Arg {
    flag(
        "yes",
        "Save without asking again when the amount looks too large",
    )
}

impl Consent {
    /// What `--yes` says, where a command has it.
    #[must_use]
    pub fn of(args: &ArgMatches) -> Consent {
        match args.try_get_one::<bool>("yes") {
            Ok(Some(true)) => Consent::Given,
            _ => Consent::Ask,
        }
    }
}

/// Saves what the arguments say.
///
/// # Errors
/// A wrong answer, or the journal could not be written.
pub fn run(kind: Kind, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let values = args::answers(kind.fields().iter(), args)?;
    if kind.is_lasting() && values.is_empty() {
        return super::about::run(kind, desk);
    }
    let mut book = desk.open()?;
    new(kind, &values, Consent::of(args), &mut book, desk)
}

/// Saves a new entry of these answers and says so.
///
/// # Errors
/// As of [`run`].
pub fn new(
    kind: Kind,
    values: &Values,
    consent: Consent,
    book: &mut Book,
    desk: &mut Desk,
) -> Result<()> {
    let id = book.store.new_id(book.when.now)?;
    let at = Entry::parse(id, kind, values, &book.when)?.at;
    let journal = book.around(at)?;
    let entry = saving::product::entry(id, kind, values, None, &journal, &book.when)?;
    put(&entry, None, &journal, consent, book, desk)
}

/// Saves an entry, in place of the one it replaces, and says what was saved and
/// what it raises. `journal` holds neither.
///
/// # Errors
/// As of [`run`].
pub fn put(
    entry: &Entry,
    replaces: Option<Entry>,
    journal: &Journal,
    consent: Consent,
    book: &mut Book,
    desk: &mut Desk,
) -> Result<()> {
    let now = book.when.moment();
    let considered = saving::consider(journal, entry, now)?;
    if let Some(question) = considered.ask_again.filter(|_| consent == Consent::Ask) {
        desk.agree(&question, "", "nothing was saved; add --yes if it is right")?;
    }
    let shown = rules::present(considered.raised, journal, now);
    let (verb, says) = match replaces {
        None => ("saved", words::entry(entry, &book.when)),
        Some(_) => ("changed", words::entry_in_full(entry, &book.when)),
    };
    let unread = unread(entry, journal, now, &shown);
    let edits = saving::edits(entry.clone(), replaces, &shown);
    // "None" is said once a day, whoever else is writing just now.
    match entry.kind() {
        Kind::None => book.store.apply_if_alone(&edits, book.when.now)?,
        _ => book.store.apply(&edits, book.when.now)?,
    }
    desk.voice.has_done(format!(
        "the entry was {verb} ({says}, id {})",
        entry.short_id()
    ));
    said(verb, &says, entry, book, desk)?;
    let remarks = [
        understood::of(entry),
        understood::regular(entry, journal),
        understood::weigher(entry, journal),
        considered.contradicts,
        considered.point_out,
    ];
    let voice = &mut desk.voice;
    if shown.cards.iter().any(|card| card.level == Level::Urgent) {
        // Nothing stands before the number to call.
        alerts::shown(&shown, voice)?;
        alerts::open(&unread, voice)?;
        return alerts::remarks(&remarks, voice);
    }
    if !unread.is_empty() {
        alerts::open(&unread, voice)?;
        alerts::remarks(&remarks, voice)?;
        alerts::shown(&shown, voice)?;
        let told = !shown.cards.is_empty() || !shown.lines.is_empty();
        return if told {
            Ok(())
        } else {
            alerts::where_more(&unread, voice)
        };
    }
    alerts::remarks(&remarks, voice)?;
    alerts::shown(&shown, voice)
}

/// What was urgent before and nobody has read, beside what is shown just now.
fn unread(entry: &Entry, journal: &Journal, now: Moment, shown: &Shown) -> Vec<Alert> {
    let mut with = journal.clone();
    with.remove(entry.id);
    with.insert(entry.clone());
    let mut unread = rules::unread(&with, now);
    unread.retain(|alert| {
        let mut said = shown.cards.iter().chain(&shown.lines);
        !said.any(|card| card.rule == alert.rule && card.subject == alert.subject)
    });
    unread
}

/// `saved  dose 2.5 g powder, Fri 20 Nov 18:05            3f9a21`
fn said(verb: &str, says: &str, entry: &Entry, book: &Book, desk: &mut Desk) -> Result<()> {
    let says = match book.zone_from {
        // Said at every time, until somebody says where this is.
        ZoneFrom::Nowhere => format!("{says} UTC"),
        _ => says.to_owned(),
    };
    if desk.voice.look.plain {
        let says = format!("{says}, id {}", entry.short_id());
        return desk.voice.labelled(verb, &says);
    }
    let line = format!("{verb}  {says}");
    let column = desk.voice.look.width.saturating_sub(13);
    let room = column.saturating_sub(words::columns(&line)).max(2);
    desk.voice
        .line([line.into(), " ".repeat(room).into(), dim(entry.short_id())])
}
