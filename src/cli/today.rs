//! `leaflog today`: since the last dose, the day so far, what holds.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::flag;
use super::{alerts, list, short, words};
use crate::domain::Entry;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::plan::Plan;
use crate::plan::record::Record;
use crate::rules::{self, Alert};
use crate::stats::range::Range;
use crate::stats::words::counted;
use crate::stats::{since, today};

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![
        flag("short", "One line for a shell prompt or a status bar"),
        flag(
            "hide",
            "No amounts and no names; what is urgent is shown whole",
        ),
    ]
}

/// Says the day so far and what holds now.
///
/// # Errors
/// The journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if args.get_flag("short") {
        return short::run(args.get_flag("hide"), desk);
    }
    let mut book = desk.look()?;
    if args.get_flag("hide") {
        let journal = book.around(book.when.moment())?;
        return hidden(&journal, &book, desk);
    }
    said(book, desk)
}

/// As [`said`], without amounts and names: when, how often and what holds. Of
/// what is urgent, all: whoever helps must see it.
fn hidden(journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    let now = book.when.moment();
    let today = today::today(journal, now);
    let since = today.since_last();
    let rows = [
        ("today", words::moment(now, &book.when)),
        (
            "last dose",
            since.map_or(String::new(), |ago| format!("{ago} since the last dose")),
        ),
        ("day", today.counted_words()),
        ("days", today.run_words()),
    ];
    rows_said(&rows, desk)?;
    let mut alerts = rules::holding(journal, journal.present(now));
    alerts.retain(|alert| !rules::is_told_once(alert));
    let (urgent, rest): (Vec<Alert>, Vec<Alert>) = alerts
        .into_iter()
        .partition(|alert| alert.level == Level::Urgent);
    for alert in &urgent {
        alerts::card(alert, &mut desk.voice)?;
    }
    if rest.is_empty() && urgent.is_empty() {
        return alerts::none(&mut desk.voice);
    }
    if rest.is_empty() {
        return alerts::where_more(&urgent, &mut desk.voice);
    }
    let holds = if rest.len() == 1 { "holds" } else { "hold" };
    let many = counted(rest.len(), "warning", "warnings");
    let says = format!("{many} {holds}; leaflog warnings shows what and why");
    rows_said(&[("warnings", says)], desk)?;
    alerts::where_more(&urgent, &mut desk.voice)
}

/// Says it of an open journal.
///
/// # Errors
/// As of [`run`].
pub fn said(mut book: Book, desk: &mut Desk) -> Result<()> {
    let now = book.when.moment();
    let journal = book.around(now)?;
    figures(&journal, &book, desk)?;
    entries(&journal, &book, desk)?;
    held(&journal, &book, desk)
}

fn figures(journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    let now = book.when.moment();
    let today = today::today(journal, now);
    let mut rows = vec![("today", words::moment(now, &book.when))];
    if let Some((last, _)) = today.last {
        let ago = today.since_last().unwrap_or_default();
        let at = if last.at.date_naive() == now.date_naive() {
            last.at.format("%H:%M").to_string()
        } else {
            words::moment(last.at, &book.when)
        };
        let says = format!("{ago} since the last dose, {} at {at}", last.title());
        rows.push(("last dose", says));
        rows.push(("since then", since::words(journal, last.at, now).to_owned()));
    }
    rows.push(("day", today.doses_words()));
    let plan = Record::of(&Plan::of(journal), journal, now).words(journal);
    let label = if desk.voice.look.plain { "" } else { "plan: " };
    let plan = plan.map(|says| format!("{label}{says}"));
    rows.push(("plan", plan.unwrap_or_default()));
    rows.push(("days", today.run_words()));
    rows_said(&rows, desk)
}

fn rows_said(rows: &[(&str, String)], desk: &mut Desk) -> Result<()> {
    for (label, says) in rows.iter().filter(|(_, says)| !says.is_empty()) {
        if desk.voice.look.plain {
            desk.voice.labelled(label, says)?;
        } else {
            alerts::paragraph(says, &mut desk.voice)?;
        }
    }
    Ok(())
}

/// What was written down today, and the night before it.
fn entries(journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    let day = book.when.today();
    let entries: Vec<&Entry> = Range::between(day, day).entries(journal).collect();
    if entries.is_empty() {
        return Ok(());
    }
    desk.voice.gap()?;
    entries
        .iter()
        .try_for_each(|entry| list::one(entry, journal, book, &mut desk.voice))
}

fn held(journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    let now = journal.present(book.when.moment());
    let mut alerts = rules::holding(journal, now);
    alerts.retain(|alert| !rules::is_told_once(alert));
    let (alerts, waiting) = rules::let_wait(alerts, journal, now);
    if !desk.voice.look.plain {
        desk.voice.gap()?;
    }
    if alerts.is_empty() {
        return alerts::none(&mut desk.voice);
    }
    for alert in &alerts {
        alerts::card(alert, &mut desk.voice)?;
    }
    alerts::waiting(waiting, &mut desk.voice)?;
    alerts::where_more(&alerts, &mut desk.voice)
}
