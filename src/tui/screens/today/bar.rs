//! What the time since a dose means, in three fixed steps. Never a level, never
//! a percentage: products and people differ too much, and a falling line would
//! invite the next dose.

use chrono::TimeDelta;

use crate::domain::moment::{Moment, day_of};
use crate::tui::view::View;

/// Effects are likely for so long after a dose.
const LIKELY: TimeDelta = TimeDelta::hours(6);
/// And may linger for so long; with anything else taken they are likely for
/// all of it.
const LINGERS: TimeDelta = TimeDelta::hours(24);

/// The words for the time since a dose.
#[must_use]
pub fn words(view: &View, dose: Moment) -> &'static str {
    let ago = view.ago(dose);
    let likely = if took_other(view) { LINGERS } else { LIKELY };
    if ago < likely {
        "effects likely: please don't drive"
    } else if ago < LINGERS {
        "may still affect you; mixing still risky"
    } else {
        "still in the body for days"
    }
}

fn took_other(view: &View) -> bool {
    let since = (view.now - LINGERS).to_utc();
    let entries = view.journal.between(since, view.now.to_utc());
    entries.iter().any(|entry| entry.substance().is_some())
}

/// `at 18:05`, with the day where it was another.
#[must_use]
pub fn at_words(view: &View, at: Moment) -> String {
    let start = view.journal.day_start();
    let days = (day_of(view.now, start) - day_of(at, start)).num_days();
    let format = match days {
        0 => "at %H:%M",
        1..=6 => "%a %H:%M",
        _ => "%a %-d %b %H:%M",
    };
    at.format(format).to_string()
}
