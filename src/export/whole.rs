//! What reading a whole journal into another would change: entries as with
//! CSV, and settings, answers, tombstones and drafts with them.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::json::Whole;
use super::merge::{self, Differing, Mode, Plan, Row};
use super::wrong::Place;
use crate::domain::Entry;
use crate::domain::answer::Answer;
use crate::domain::draft::Draft;
use crate::domain::edit::Edit;
use crate::domain::journal::{Journal, Tombstone};
use crate::domain::setting::Settings;

/// The change a file asks for. Tombstones and drafts have no edit of their own
/// and stand beside the plan's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WholePlan {
    pub plan: Plan,
    /// Deleted there, and still here because nothing was said of replacing.
    pub deleted_there: usize,
    /// Deleted here too now, as the file has it.
    pub deleted: usize,
    /// Settings that are different here and stay so.
    pub settings_kept: Vec<String>,
    /// Of entries this journal never had.
    pub tombstones: Vec<Tombstone>,
    /// Of what has no draft here.
    pub drafts: Vec<Draft>,
}

/// What is here already, beside the journal itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Here<'a> {
    pub tombstones: &'a [Tombstone],
    pub drafts: &'a [Draft],
}

/// What a whole journal changes in this one. Where both say something else,
/// this one stays as it is unless the mode takes theirs; of two answers to a
/// warning the later counts.
#[must_use]
pub fn plan(journal: &Journal, here: Here, file: Whole, mode: Mode) -> WholePlan {
    let deleted_here: HashSet<Uuid> = here.tombstones.iter().map(|t| t.id).collect();
    let rows = file.entries.into_iter().enumerate().map(row).collect();
    let mut whole = WholePlan {
        plan: merge::plan(journal, here.tombstones, rows, mode),
        ..WholePlan::default()
    };
    whole.bury(journal, &deleted_here, file.tombstones, mode);
    whole.set(&journal.settings, &file.settings, mode);
    whole.answer(&journal.answers, file.answers);
    let has_draft = |draft: &Draft| here.drafts.iter().any(|known| known.slot() == draft.slot());
    whole.drafts = file.drafts;
    whole.drafts.retain(|draft| !has_draft(draft));
    whole
}

fn row((n, entry): (usize, Entry)) -> Row {
    Row {
        place: Place::At("entries", n),
        id: Some(entry.id),
        entry,
    }
}

impl WholePlan {
    fn bury(
        &mut self,
        journal: &Journal,
        deleted_here: &HashSet<Uuid>,
        tombstones: Vec<Tombstone>,
        mode: Mode,
    ) {
        let entries = journal.entries().iter();
        let live: HashMap<Uuid, &Entry> = entries.map(|entry| (entry.id, entry)).collect();
        for tombstone in tombstones {
            match live.get(&tombstone.id) {
                Some(entry) if mode.differing == Differing::TakeTheirs => {
                    self.deleted += 1;
                    self.plan.edits.push(Edit::Delete((*entry).clone()));
                }
                Some(_) => self.deleted_there += 1,
                None if deleted_here.contains(&tombstone.id) => {}
                None => self.tombstones.push(tombstone),
            }
        }
    }

    fn set(&mut self, here: &Settings, there: &Settings, mode: Mode) {
        for (name, value) in there.iter() {
            let from = here.get(name);
            if from == Some(value) {
                continue;
            }
            if from.is_some() && mode.differing == Differing::Keep {
                self.settings_kept.push(name.to_owned());
                continue;
            }
            self.plan.edits.push(Edit::Setting {
                name: name.to_owned(),
                from: from.map(str::to_owned),
                to: Some(value.to_owned()),
            });
        }
    }

    fn answer(&mut self, here: &[Answer], there: Vec<Answer>) {
        for answer in there {
            let known = here.iter().find(|known| known.same_key(&answer));
            if known.is_none_or(|known| known.at < answer.at) {
                self.plan.edits.push(Edit::Answer {
                    from: known.cloned(),
                    to: Some(answer),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::merge::tests::{KEEP, REPLACE};
    use super::*;
    use crate::domain::answer::{Level, Said};
    use crate::stats::sample::{entry, now};

    fn answer(minutes: i64) -> Answer {
        Answer {
            rule: "R19-mix-alcohol".to_owned(),
            subject: String::new(),
            said: Said::Read,
            level: Level::Warning,
            at: now().to_utc() + TimeDelta::minutes(minutes),
            times: 0,
        }
    }

    fn tombstone(entry: &Entry) -> Tombstone {
        Tombstone {
            id: entry.id,
            kind: entry.kind(),
            at: entry.at,
            changed: entry.changed,
        }
    }

    fn settings(day_start: &str) -> Settings {
        Settings::new([("day_start".to_owned(), day_start.to_owned())])
    }

    #[test]
    fn into_an_empty_journal_everything_comes_over_once() {
        let file = Whole {
            settings: settings("04:00"),
            entries: vec![entry("dose amount=2g"), entry("none date=2026-11-17")],
            tombstones: vec![tombstone(&entry("note note=x"))],
            answers: vec![answer(0)],
            drafts: vec![],
        };
        let mut journal = Journal::default();
        let first = plan(&journal, Here::default(), file.clone(), KEEP);
        assert_eq!(first.plan.added, 2);
        assert_eq!(first.tombstones, file.tombstones);
        journal.apply(&first.plan.edits);
        assert_eq!(journal.settings, file.settings);
        assert_eq!(journal.answers, file.answers);
        let here = Here {
            tombstones: &first.tombstones,
            drafts: &[],
        };
        let second = plan(&journal, here, file, KEEP);
        assert_eq!((second.plan.same, second.plan.edits), (2, vec![]));
        assert_eq!(second.tombstones, []);
    }

    #[test]
    fn what_differs_stays_unless_theirs_is_taken() {
        let mine = entry("dose amount=2g");
        let journal = Journal::new(vec![mine.clone()], settings("03:00"), vec![answer(5)]);
        let file = Whole {
            settings: settings("04:00"),
            tombstones: vec![tombstone(&mine)],
            answers: vec![answer(0)],
            ..Whole::default()
        };
        let kept = plan(&journal, Here::default(), file.clone(), KEEP);
        assert_eq!(kept.plan.edits, []);
        assert_eq!(
            (kept.deleted_there, kept.settings_kept),
            (1, vec!["day_start".to_owned()])
        );
        let taken = plan(&journal, Here::default(), file, REPLACE);
        assert_eq!(taken.deleted, 1);
        assert_eq!(taken.plan.edits.len(), 2);
    }
}
