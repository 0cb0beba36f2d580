//! What else was taken around a dose: within a substance's own window, before
//! or after, both ends included. The windows are passed in; they stand in
//! `assets/substances.toml`.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::Lookups;
use crate::domain::journal::Journal;

/// The windows around everything else that was taken, by their beginning.
#[derive(Debug)]
pub struct CoUse<'a> {
    windows: Vec<Window<'a>>,
    /// The latest end of this and all earlier windows.
    latest: Vec<DateTime<Utc>>,
}

#[derive(Debug)]
struct Window<'a> {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    name: &'a str,
}

impl<'a> CoUse<'a> {
    /// Of the whole journal: a window reaches into any range.
    #[must_use]
    pub fn new(journal: &'a Journal, lookups: &Lookups) -> CoUse<'a> {
        let mut hours: HashMap<&str, Option<u32>> = HashMap::new();
        let mut windows = Vec::new();
        for entry in journal.entries() {
            let Some(substance) = entry.substance() else {
                continue;
            };
            let name = substance.name.as_str();
            let known = hours.entry(name).or_insert_with(|| window(name, lookups));
            if let Some(hours) = known.map(|hours| TimeDelta::hours(i64::from(hours))) {
                let at = entry.at.to_utc();
                windows.push(Window {
                    from: at - hours,
                    to: at + hours,
                    name,
                });
            }
        }
        windows.sort_by_key(|window| window.from);
        let latest = windows
            .iter()
            .scan(DateTime::<Utc>::MIN_UTC, |latest, window| {
                *latest = window.to.max(*latest);
                Some(*latest)
            })
            .collect();
        CoUse { windows, latest }
    }

    /// The names taken around an instant, the latest window first, each as
    /// often as it was taken.
    pub fn around(&self, at: DateTime<Utc>) -> impl Iterator<Item = &'a str> {
        let begun = self.windows.partition_point(|window| window.from <= at);
        self.windows[..begun]
            .iter()
            .zip(&self.latest)
            .rev()
            .take_while(move |(_, latest)| **latest >= at)
            .filter(move |(window, _)| window.to >= at)
            .map(|(window, _)| window.name)
    }
}

/// The hours of a name's window. What is nothing but kratom is not something else, in
/// whatever form it came; a mix of kratom with another substance is.
#[must_use]
pub fn window(name: &str, lookups: &Lookups) -> Option<u32> {
    let classes = (lookups.classes)(name);
    let is_kratom = !classes.is_empty() && classes.iter().all(|class| class.starts_with("kratom"));
    if is_kratom {
        None
    } else {
        (lookups.window_h)(name)
    }
}
