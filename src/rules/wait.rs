//! While thoughts of suicide hold, everything that is not urgent waits: nobody
//! is to read about doses and mixing then.

use super::Alert;
use super::judge::makes_others_wait;
use super::rule::find;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// What is said in place of what waits.
pub const OTHERS_WAIT: &str = "Everything else can wait for now. Other warnings come back later.";

/// Whether all that is not urgent waits, beside these alerts at an instant.
pub fn is_waited_for(alerts: &[Alert], journal: &Journal, at: Moment) -> bool {
    let waited_for = |alert: &Alert| find(alert.rule).is_some_and(|rule| rule.others_wait);
    alerts.iter().any(waited_for) || makes_others_wait(journal, at)
}

/// The alerts that are shown at an instant, and how many wait.
#[must_use]
pub fn let_wait(mut alerts: Vec<Alert>, journal: &Journal, at: Moment) -> (Vec<Alert>, usize) {
    let all = alerts.len();
    if is_waited_for(&alerts, journal, at) {
        alerts.retain(|alert| alert.level == Level::Urgent);
    }
    let waiting = all - alerts.len();
    (alerts, waiting)
}
