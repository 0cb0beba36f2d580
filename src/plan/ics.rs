//! The plan as a calendar others read: whole days, and no word of what it is
//! about, since calendars are seen by others.

use chrono::{Days, NaiveDate};
use icalendar::{Calendar, Component, Event, EventLike};

use super::{Break, Line, Plan};
use crate::domain::Entry;

/// The steps and breaks that have not ended before a day, as iCalendar text.
#[must_use]
pub fn calendar(plan: &Plan, today: NaiveDate) -> String {
    let mut calendar = Calendar::new();
    for line in plan.lines.iter().filter(|line| line.from >= today) {
        calendar.push(step(line));
    }
    for it in plan.breaks.iter().filter(|it| is_ahead(it, today)) {
        calendar.push(pause(it));
    }
    calendar.done().to_string()
}

/// How many entries the calendar has.
#[must_use]
pub fn count(plan: &Plan, today: NaiveDate) -> usize {
    let steps = plan.lines.iter().filter(|line| line.from >= today).count();
    steps + plan.breaks.iter().filter(|it| is_ahead(it, today)).count()
}

fn is_ahead(it: &Break, today: NaiveDate) -> bool {
    it.until
        .map_or(it.from >= today, |until| until >= today && until >= it.from)
}

fn step(line: &Line) -> Event {
    let says = format!("Plan: {}, from today", line.says());
    whole_days(line.entry, &says, line.from, line.from)
}

fn pause(it: &Break) -> Event {
    whole_days(
        it.entry,
        "Plan: a break",
        it.from,
        it.until.unwrap_or(it.from),
    )
}

/// An event of whole days; the day it ends on, as calendars want it, is the one
/// after the last. The same entry keeps its id, so that reading the file again
/// moves an event instead of doubling it.
fn whole_days(entry: &Entry, says: &str, from: NaiveDate, to: NaiveDate) -> Event {
    let end = to.checked_add_days(Days::new(1)).unwrap_or(to);
    Event::new()
        .uid(&entry.id.to_string())
        .timestamp(entry.changed)
        .summary(says)
        .starts(from)
        .ends(end)
        .done()
}
