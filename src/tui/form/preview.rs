//! What the form would say, understood and judged at every key, before anything
//! is saved.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind};
use crate::rules::{self, Alert, REACH_DAYS};
use crate::saving;
use crate::tui::view::View;

/// The recent journal without the entry that is being changed, and what was
/// found out with it.
#[derive(Debug)]
pub struct Preview {
    journal: Journal,
    /// What is shown of what it would raise, and how many wait.
    raised: Vec<Alert>,
    waiting: usize,
    /// What to write, while an amount, a name or a time cannot be read.
    untold: Option<String>,
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
            raised: Vec::new(),
            waiting: 0,
            untold: None,
        }
    }

    /// Judges what was typed. What is missing or half typed does not silence
    /// the rest: mixing and how often do not wait for grams or for a time.
    pub fn judge(&mut self, kind: Kind, values: &Values, editing: Option<&Entry>, view: &View) {
        self.untold = None;
        let parsed = self.understood(kind, values.clone(), editing, view);
        let judged = parsed.map(|entry| saving::consider(&self.journal, &entry, view.now));
        let mut raised = judged.and_then(Result::ok).unwrap_or_default().raised;
        raised.retain(|alert| !rules::is_told_once(alert));
        (self.raised, self.waiting) = rules::let_wait(raised, &self.journal, view.now);
    }

    /// The entry without the answers that cannot be read; a time is now then.
    fn understood(
        &mut self,
        kind: Kind,
        mut values: Values,
        editing: Option<&Entry>,
        view: &View,
    ) -> Option<Entry> {
        for _ in 0..=kind.fields().len() {
            let (journal, when) = (&self.journal, &view.when);
            let parsed = saving::product::entry(Uuid::nil(), kind, &values, editing, journal, when);
            let wrong = match parsed {
                Ok(entry) => return Some(entry),
                Err(wrong) => wrong,
            };
            match wrong.field {
                "amount" | "count" | "count_unit" | "unit" | "mitragynine_mg" | "hydroxy_mg" => {
                    self.untold.get_or_insert_with(|| wrong.hint.clone());
                    let without = without_amount(kind, &values);
                    if without == values {
                        return None;
                    }
                    values = without;
                }
                "at" | "date" | "time" | "utc_offset" if values.get("at").is_some() => {
                    self.untold.get_or_insert(wrong.hint);
                    values.remove("at");
                }
                field if values.get(field).is_some() && field != "name" => {
                    values.remove(field);
                }
                _ => {
                    self.untold = Some(wrong.hint);
                    return None;
                }
            }
        }
        None
    }

    /// What to write before all of it can be judged.
    #[must_use]
    pub fn untold(&self) -> Option<&str> {
        self.untold.as_deref()
    }

    /// What it would raise, worst first.
    #[must_use]
    pub fn raised(&self) -> &[Alert] {
        &self.raised
    }

    /// Whether others wait while something comes before all else.
    #[must_use]
    pub fn others_wait(&self) -> bool {
        self.waiting > 0
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
