//! What the form would say, understood and judged at every key, before anything
//! is saved.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind};
use crate::rules::{Alert, REACH_DAYS};
use crate::saving::{self, Considered};
use crate::tui::view::View;

/// The recent journal without the entry that is being changed, and what was
/// found out with it.
#[derive(Debug)]
pub struct Preview {
    journal: Journal,
    considered: Considered,
}

impl Preview {
    /// Copies as much of the journal as rules look at, once.
    #[must_use]
    pub fn new(view: &View, editing: Option<&Entry>) -> Preview {
        let from = editing.map_or(view.now, |entry| entry.at.min(view.now));
        let reach = TimeDelta::days(REACH_DAYS);
        let mut journal = view.journal.since((from - reach).to_utc());
        if let Some(entry) = editing {
            journal.remove(entry.id);
        }
        Preview {
            journal,
            considered: Considered::default(),
        }
    }

    /// Judges what was typed. While an amount is missing or half typed the rest
    /// is judged all the same: mixing and how often do not wait for grams.
    pub fn judge(&mut self, kind: Kind, values: &Values, view: &View) {
        let parsed = [values.clone(), without_amount(kind, values)]
            .into_iter()
            .find_map(|values| Entry::parse(Uuid::nil(), kind, &values, &view.when).ok());
        let judged = parsed.map(|entry| saving::consider(&self.journal, &entry, view.now));
        self.considered = judged.and_then(Result::ok).unwrap_or_default();
    }

    /// What it would raise, worst first.
    #[must_use]
    pub fn raised(&self) -> &[Alert] {
        &self.considered.raised
    }

    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }
}

/// The same answers with an amount that is not known.
fn without_amount(kind: Kind, values: &Values) -> Values {
    let mut values = values.clone();
    for name in ["amount", "unit", "mitragynine_mg", "hydroxy_mg"] {
        values.remove(name);
    }
    if kind == Kind::Dose {
        values.set("count", "1");
        values.set("count_unit", "dose");
    }
    values
}
