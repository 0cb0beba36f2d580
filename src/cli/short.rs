//! `leaflog today --short`: the present in one line, for a shell prompt or a
//! status bar. It counts up and never down, and says nothing rather than
//! complain.

use anyhow::Result;

use super::desk::Desk;
use crate::domain::Entry;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::plan::Plan;
use crate::plan::record::Record;
use crate::rules;
use crate::stats::today;

/// Says the line; an empty one where there is no journal or it cannot be read.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(hide: bool, desk: &mut Desk) -> Result<()> {
    let line = match desk.paths.journal.try_exists() {
        Ok(true) => line(hide, desk).unwrap_or_default(),
        _ => String::new(),
    };
    desk.voice.text(&line)
}

fn line(hide: bool, desk: &mut Desk) -> Result<String> {
    let mut book = desk.look_unasked()?;
    let now = book.when.moment();
    let journal = book.around(now)?;
    if journal.is_empty() {
        return Ok(String::new());
    }
    Ok(says(&journal, hide, now))
}

/// `leaflog 3 h 09 min since 2.5 g · 3 today · plan 3 · !1`
fn says(journal: &Journal, hide: bool, now: Moment) -> String {
    let today = today::today(journal, now);
    let mut parts = Vec::new();
    if let Some((last, since)) = today.last.zip(today.since_last()) {
        let what = amount(last.0).filter(|_| !hide);
        parts.push(match what {
            Some(what) => format!("{since} since {what}"),
            None => since,
        });
    }
    parts.push(format!("{} today", today.doses));
    if !hide {
        parts.extend(Record::of(&Plan::of(journal), journal, now).short());
    }
    parts.extend(warnings(journal, now));
    format!("leaflog {}", parts.join(" · "))
}

/// How much the last dose was, without its name.
fn amount(entry: &Entry) -> Option<String> {
    let dose = entry.dose()?;
    let weight = dose.leaf_weight().map(|weight| format!("{weight} g"));
    let count = || dose.taken.count.as_ref().map(ToString::to_string);
    weight
        .or_else(count)
        .or_else(|| Some(dose.form.says().to_owned()))
}

/// How many warnings hold, infos left out; what is urgent by its command.
fn warnings(journal: &Journal, now: Moment) -> Option<String> {
    let least = if journal.settings.is_yes("quiet") {
        Level::Warning
    } else {
        Level::Caution
    };
    let holding = rules::holding(journal, journal.present(now));
    if holding.iter().any(|alert| alert.level == Level::Urgent) {
        return Some("! leaflog emergency".to_owned());
    }
    let many = holding.iter().filter(|alert| alert.level >= least).count();
    (many > 0).then(|| format!("!{many}"))
}
