//! When the last dose was, beside the time since.

use crate::domain::moment::{Moment, day_of};
use crate::tui::view::View;

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
