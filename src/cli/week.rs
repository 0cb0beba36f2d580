//! `leaflog week`: seven days in words, beside the seven before.

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate};
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::rows::{heading, row, said};
use super::takes::place;
use super::{range, words};
use crate::domain::field::Invalid;
use crate::lookups::lookups;
use crate::stats::days::days;
use crate::stats::span;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![place("date", "DATE", "A day of that week").num_args(1..)]
}

/// Says the week, Monday to Sunday, that a date lies in.
///
/// # Errors
/// Not a date, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let date = range::day(args, &book.when)?;
    let (first, last, before) = around(date)?;
    let journal = book.store.load()?;
    let today = book.when.today();
    let lookups = lookups();
    let week = days(&journal, first, last, today, &lookups);
    let earlier = days(
        &journal,
        before,
        first.pred_opt().unwrap_or(first),
        today,
        &lookups,
    );
    let voice = &mut desk.voice;
    let title = format!(
        "{} to {}",
        words::day(first, &book.when),
        words::day(last, &book.when)
    );
    heading("week", &title, voice)?;
    for day in &week {
        let says = span::day_words(day);
        match says.split_once(": ") {
            Some((label, says)) => row(label, says, voice)?,
            None => voice.text(&says)?,
        }
    }
    for sentence in span::words(&week, &earlier, "week") {
        said(&sentence, voice)?;
    }
    Ok(())
}

/// Monday, Sunday, and the Monday before.
fn around(date: NaiveDate) -> Result<(NaiveDate, NaiveDate, NaiveDate), Invalid> {
    let since = u64::from(date.weekday().num_days_from_monday());
    let week = || {
        let first = date.checked_sub_days(Days::new(since))?;
        let last = first.checked_add_days(Days::new(6))?;
        Some((first, last, first.checked_sub_days(Days::new(7))?))
    };
    week().ok_or_else(|| Invalid::new("date", "has no week", "write another date, like 2026-11-20"))
}
