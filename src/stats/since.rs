//! What the time since a dose means, in three fixed steps. Never a level, never
//! a percentage: products and people differ too much, and no amount in the blood
//! is known to mean that anything is safe. A falling line would invite the next
//! dose.

use chrono::TimeDelta;

use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// Effects are likely for so long after a dose.
const LIKELY: TimeDelta = TimeDelta::hours(6);
/// And may linger for so long; with anything else taken they are likely for
/// all of it.
const LINGERS: TimeDelta = TimeDelta::hours(24);

/// The words for the time since a dose.
#[must_use]
pub fn words(journal: &Journal, dose: Moment, now: Moment) -> &'static str {
    let ago = now.signed_duration_since(dose);
    let other = journal
        .between((now - LINGERS).to_utc(), now.to_utc())
        .iter()
        .any(|entry: &Entry| entry.substance().is_some());
    let likely = if other { LINGERS } else { LIKELY };
    if ago < likely {
        "effects likely: please don't drive"
    } else if ago < LINGERS {
        "may still affect you; mixing still risky"
    } else {
        "still in the body for days"
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{journal, now};
    use super::*;

    #[test]
    fn three_steps_and_one_where_something_else_was_taken() {
        let of = |lines: &[&str]| {
            let journal = journal(lines);
            let dose = journal.last_dose(now().to_utc()).map(|dose| dose.at);
            words(&journal, dose.unwrap(), now())
        };
        let likely = "effects likely: please don't drive";
        assert_eq!(of(&["dose amount=2g at=2026-11-20T18:05"]), likely);
        let lingers = "may still affect you; mixing still risky";
        assert_eq!(of(&["dose amount=2g at=2026-11-20T10:05"]), lingers);
        let mixed = [
            "dose amount=2g at=2026-11-20T10:05",
            "substance name=wine at=2026-11-20T12:00",
        ];
        assert_eq!(of(&mixed), likely);
        let days = "still in the body for days";
        assert_eq!(of(&["dose amount=2g at=2026-11-18T10:05"]), days);
    }
}
