//! `leaflog checkin`: which check-ins there are, one of them question by
//! question, and its own scores so far.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts::wrapped_in;
use super::desk::{Book, Desk};
use super::questions::{self, Ended};
use super::save::{self, Consent};
use super::takes::{flag, place};
use super::voice::{Ink, Span, Voice, dim};
use super::words;
use crate::checkins::checkin::find;
use crate::checkins::{Checkin, Half, checkins, done, told};
use crate::domain::Kind;
use crate::domain::journal::Journal;
use crate::stats::duration;

/// Where the words begin behind a title, and behind a label.
const TITLE: usize = 24;
const LABEL: usize = 14;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let name = place(
        "name",
        "NAME",
        "withdrawal, dependence, pain, long-term, reflection",
    );
    vec![
        name.num_args(1..),
        flag("history", "Your own scores so far; nothing is asked"),
    ]
}

/// Lists the check-ins, begins one, or shows its scores.
///
/// # Errors
/// No such check-in, the answers ended early, or the journal could not be read
/// or written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let typed = args.get_many::<String>("name").into_iter().flatten();
    let typed: Vec<&str> = typed.map(String::as_str).collect();
    let checkin = match typed.as_slice() {
        [] => None,
        words => Some(find(&words.join(" "))?),
    };
    match (checkin, args.get_flag("history")) {
        (None, true) => checkins().iter().try_for_each(|it| history(it, desk)),
        (None, false) => list(desk),
        (Some(checkin), true) => history(checkin, desk),
        (Some(checkin), false) => begin(checkin, desk),
    }
}

/// Each check-in with its last score.
fn list(desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let journal = book.store.load()?;
    let drafts = book.store.drafts()?;
    let now = book.when.moment();
    for checkin in checkins() {
        let last = done::last(&journal, checkin, now);
        let mut says = last.map_or("not done yet".to_owned(), |last| {
            let ago = duration::ago(now - last.entry.at);
            let at = words::moment(last.entry.at, &book.when);
            format!("{}, {at}, {ago}", last.score)
        });
        if let Some(half) = Half::fresh(&drafts, checkin, now) {
            let (answered, items) = (half.answered(), checkin.items.len());
            says = format!("{says}; half answered: {answered} of {items}");
        }
        let voice = &mut desk.voice;
        if voice.look.plain {
            voice.labelled(
                checkin.name,
                &format!("{says}; {}; {}", checkin.period, checkin.often),
            )?;
            continue;
        }
        row(checkin.title, &says, TITLE, voice)?;
        row(
            "",
            &format!("{}. {}", checkin.period, checkin.often),
            TITLE,
            voice,
        )?;
    }
    if desk.voice.look.plain {
        return Ok(());
    }
    desk.voice.gap()?;
    desk.voice
        .text("leaflog checkin withdrawal begins one; --history shows your scores.")
}

/// All scores of one check-in, oldest first.
fn history(checkin: &'static Checkin, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let journal = book.store.load()?;
    let now = book.when.moment();
    let voice = &mut desk.voice;
    voice.line([
        Span(Ink::Bold, checkin.title.to_owned()),
        dim(format!(
            "  from 0 to {}: {}",
            checkin.most(),
            checkin.scored_as()
        )),
    ])?;
    let all = done::all(&journal, checkin, now);
    if all.is_empty() {
        return voice.text("  not done yet");
    }
    for it in &all {
        let at = words::moment(it.entry.at, &book.when);
        let since = told::after_dose(checkin, it);
        if voice.look.plain {
            let since = if since.is_empty() {
                since
            } else {
                format!(", {since}")
            };
            voice.labelled(&at, &format!("{}{since}", it.score))?;
            continue;
        }
        let line = format!("  {at:<22}{:>5}  {since}", it.score.to_string());
        voice.line([line.trim_end().to_owned()])?;
    }
    Ok(())
}

/// Asks, keeps each answer as it is given, and saves at the end.
fn begin(checkin: &'static Checkin, desk: &mut Desk) -> Result<()> {
    let mut book = desk.open()?;
    let drafts = book.store.drafts()?;
    let kept = Half::kept(&drafts, checkin);
    let mut half = taken_up(checkin, kept, &mut book, desk)?;
    desk.voice
        .aside(&format!("{}. {}", checkin.title, checkin.period));
    desk.voice.aside(checkin.intro);
    let keep = |half: &Half, book: &Book| match half.draft() {
        Some(draft) => book.store.save_draft(&draft),
        None => Ok(()),
    };
    let ended = questions::ask(&mut half, desk, |half| keep(half, &book))?;
    let Some(values) = half.values().filter(|_| ended == Ended::Answered) else {
        left(&half, desk);
        return Ok(());
    };
    save::new(Kind::Reading, &values, Consent::Given, &mut book, desk)?;
    if book.store.remove_draft(&half.slot()).is_err() {
        let says = "what was half answered could not be forgotten; it may be offered again";
        desk.voice.aside(says);
    }
    let journal = book.store.load()?;
    told(&journal, checkin, &book, &mut desk.voice)
}

/// What was half answered, if it is still about the same time; else a new one.
fn taken_up(
    checkin: &'static Checkin,
    kept: Option<Half>,
    book: &mut Book,
    desk: &mut Desk,
) -> Result<Half> {
    let now = book.when.moment();
    if let Some(half) = kept {
        let ago = duration::ago(now - half.begun);
        if !half.is_stale(now) {
            desk.voice.aside(&format!(
                "Going on with what you answered {ago}: {}. back goes back.",
                half.says()
            ));
            return Ok(half);
        }
        desk.voice.aside(&format!(
            "What was half answered {ago} is about another time; this begins anew."
        ));
        return Ok(Half::new(checkin, now));
    }
    let journal = book.around(now)?;
    if let Some(last) = done::last(&journal, checkin, now) {
        let ago = now - last.entry.at;
        if ago < chrono::TimeDelta::hours(checkin.apart_h) {
            let ago = duration::ago(ago);
            desk.voice
                .aside(&format!("The last one was {ago}. {}", checkin.often));
        }
    }
    Ok(Half::new(checkin, now))
}

/// It was left before the end.
fn left(half: &Half, desk: &mut Desk) {
    if half.answered() == 0 {
        desk.voice
            .aside("Left without an answer; nothing was saved.");
        return;
    }
    desk.voice.aside(&format!(
        "Kept half answered: {}. leaflog checkin {} goes on.",
        half.says(),
        half.checkin.id
    ));
}

/// The score with what belongs to it.
fn told(journal: &Journal, checkin: &Checkin, book: &Book, voice: &mut Voice) -> Result<()> {
    let parts = told::score(journal, checkin, book.when.moment());
    for (label, says) in parts.into_iter().chain(told::beside(journal, checkin)) {
        if voice.look.plain {
            voice.labelled(label, &says)?;
        } else {
            row(label, &says, LABEL, voice)?;
        }
    }
    Ok(())
}

/// `  score       14, from 0 to 64: the sum of 16 answers`, the words from a
/// column on.
fn row(label: &str, says: &str, column: usize, voice: &mut Voice) -> Result<()> {
    let lines = wrapped_in(says, voice.look.width, column);
    for (n, line) in lines.into_iter().enumerate() {
        let head = if n == 0 { label } else { "" };
        let head = format!("  {head}");
        voice.line([format!("{head:<column$}{line}")])?;
    }
    Ok(())
}
