//! Times kratom was taken: doses within half an hour of the first of them are
//! one.

use chrono::TimeDelta;

use super::Entry;

/// A new occasion starts this long after the first dose of the one before:
/// leaflog's own line.
pub const OCCASION: TimeDelta = TimeDelta::minutes(30);

/// Doses cut into occasions, oldest first.
pub fn occasions<'a>(doses: impl Iterator<Item = &'a Entry>) -> Vec<Vec<&'a Entry>> {
    let mut all: Vec<Vec<&Entry>> = Vec::new();
    for dose in doses {
        match all.last_mut() {
            Some(last) if dose.at - last[0].at < OCCASION => last.push(dose),
            _ => all.push(vec![dose]),
        }
    }
    all
}
