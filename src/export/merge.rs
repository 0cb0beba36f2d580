//! What reading a file into a journal would change. Done twice, the second
//! time changes nothing.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::wrong::Place;
use crate::domain::edit::Edit;
use crate::domain::journal::{Journal, Tombstone};
use crate::domain::{Entry, Kind, What};

/// An entry of a file, and where it stands in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub place: Place,
    /// As the file says it; without one, `entry` has a new id.
    pub id: Option<Uuid>,
    pub entry: Entry,
}

/// What to do with an entry that says something else here than in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differing {
    Keep,
    /// `--replace`
    TakeTheirs,
}

/// What to do with an entry of the file that was deleted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    StayDeleted,
    /// `--restore`
    Restore,
}

/// How to merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mode {
    pub differing: Differing,
    pub deleted: Deleted,
}

/// The change a file asks for, and what it comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    pub edits: Vec<Edit>,
    pub added: usize,
    /// Already here, saying the same.
    pub same: usize,
    /// Here it says something else, and stays so.
    pub kept: Vec<Kept>,
    pub replaced: usize,
    /// Deleted here, and stays so.
    pub deleted_here: usize,
    pub restored: usize,
}

/// An entry that says something else here than in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub place: Place,
    pub here: Entry,
    pub there: Entry,
}

/// A row of a CSV file says less of a product or a check-in than the entry it
/// names: what has no column stays as it is here.
pub fn keep_uncolumned(rows: &mut [Row], journal: &Journal) {
    for row in rows {
        let here = row.id.and_then(|id| journal.find(id));
        match (&mut row.entry.what, here.map(|here| &here.what)) {
            (What::Product(there), Some(What::Product(here))) => {
                **there = std::mem::take(&mut **there).with_uncolumned(here);
            }
            (What::Reading(there), Some(What::Reading(here))) => {
                *there = there.clone().with_uncolumned(here);
            }
            _ => {}
        }
    }
}

/// What these rows change in a journal; `tombstones` are of what was deleted
/// here.
#[must_use]
pub fn plan(journal: &Journal, tombstones: &[Tombstone], rows: Vec<Row>, mode: Mode) -> Plan {
    let mut merge = Merge::new(journal, tombstones, mode);
    merge.claim(&rows);
    for row in rows {
        merge.row(row);
    }
    merge.plan
}

struct Merge<'a> {
    journal: &'a Journal,
    by_id: HashMap<Uuid, &'a Entry>,
    /// Entries that no row has matched yet, by kind and instant.
    free: HashMap<(Kind, i64), Vec<&'a Entry>>,
    tombstones: HashSet<Uuid>,
    /// Dates the file newly says "none" of.
    nones: HashSet<NaiveDate>,
    mode: Mode,
    plan: Plan,
}

impl<'a> Merge<'a> {
    fn new(journal: &'a Journal, tombstones: &[Tombstone], mode: Mode) -> Merge<'a> {
        let entries = journal.entries();
        Merge {
            journal,
            by_id: entries.iter().map(|entry| (entry.id, entry)).collect(),
            free: HashMap::new(),
            tombstones: tombstones.iter().map(|tombstone| tombstone.id).collect(),
            nones: HashSet::new(),
            mode,
            plan: Plan::default(),
        }
    }

    /// A row that names its entry takes it before rows that only look like it,
    /// wherever they stand in the file: else the second time would differ.
    fn claim(&mut self, rows: &[Row]) {
        if rows.iter().all(|row| row.id.is_some()) {
            return;
        }
        let named: HashSet<Uuid> = rows.iter().filter_map(|row| row.id).collect();
        for entry in self.journal.entries() {
            if !named.contains(&entry.id) {
                self.free.entry(key(entry)).or_default().push(entry);
            }
        }
    }

    fn row(&mut self, row: Row) {
        let known = row.id.and_then(|id| self.by_id.get(&id).copied());
        let deleted = row.id.is_some_and(|id| self.tombstones.contains(&id));
        match known {
            Some(here) if here.says_the_same(&row.entry) => self.plan.same += 1,
            Some(here) => self.differs(here, row),
            None if deleted => self.was_deleted(row.entry),
            None if row.id.is_none() && self.is_free(&row.entry) => self.plan.same += 1,
            None => self.add(row),
        }
    }

    fn differs(&mut self, here: &Entry, row: Row) {
        match self.mode.differing {
            Differing::Keep => self.plan.kept.push(Kept {
                place: row.place,
                here: here.clone(),
                there: row.entry,
            }),
            Differing::TakeTheirs => {
                self.plan.replaced += 1;
                self.plan.edits.push(Edit::Change {
                    from: here.clone(),
                    to: Entry {
                        id: here.id,
                        ..row.entry
                    },
                });
            }
        }
    }

    fn was_deleted(&mut self, entry: Entry) {
        match self.mode.deleted {
            Deleted::StayDeleted => self.plan.deleted_here += 1,
            Deleted::Restore => {
                self.plan.restored += 1;
                self.plan.edits.push(Edit::Restore(entry));
            }
        }
    }

    /// Takes an entry that says the same as one without an id, if there is one
    /// that no other row has taken.
    fn is_free(&mut self, entry: &Entry) -> bool {
        let Some(free) = self.free.get_mut(&key(entry)) else {
            return false;
        };
        let same = free.iter().position(|here| {
            let theirs = Entry {
                id: here.id,
                ..entry.clone()
            };
            here.says_the_same(&theirs)
        });
        same.map(|place| free.swap_remove(place)).is_some()
    }

    /// A "none" is said once a date, even by two journals.
    fn add(&mut self, row: Row) {
        if let What::None(none) = row.entry.what {
            if self.journal.says_none(none.date) {
                return self.says_none_too(none.date, row);
            }
            if !self.nones.insert(none.date) {
                self.plan.same += 1;
                return;
            }
        }
        self.plan.added += 1;
        self.plan.edits.push(Edit::Add(row.entry));
    }

    fn says_none_too(&mut self, date: NaiveDate, row: Row) {
        let entries = self.journal.entries().iter();
        let here = entries
            .filter(|entry| entry.kind() == Kind::None)
            .find(|entry| entry.date() == date);
        match here {
            Some(here) if row.entry.note.is_some() && here.note != row.entry.note => {
                self.differs(here, row);
            }
            _ => self.plan.same += 1,
        }
    }
}

fn key(entry: &Entry) -> (Kind, i64) {
    (entry.kind(), entry.at.timestamp())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::setting::Settings;
    use crate::stats::sample::entry;

    pub const KEEP: Mode = Mode {
        differing: Differing::Keep,
        deleted: Deleted::StayDeleted,
    };
    pub const REPLACE: Mode = Mode {
        differing: Differing::TakeTheirs,
        deleted: Deleted::Restore,
    };

    fn journal(entries: &[Entry]) -> Journal {
        Journal::new(entries.to_vec(), Settings::default(), vec![])
    }

    fn named(entry: &Entry) -> Row {
        Row {
            place: Place::Line(2),
            id: Some(entry.id),
            entry: entry.clone(),
        }
    }

    fn unnamed(line: &str) -> Row {
        Row {
            place: Place::Line(3),
            id: None,
            entry: entry(line),
        }
    }

    /// What a plan comes to: added, same, kept, replaced, deleted, restored.
    fn figures(plan: &Plan) -> [usize; 6] {
        [
            plan.added,
            plan.same,
            plan.kept.len(),
            plan.replaced,
            plan.deleted_here,
            plan.restored,
        ]
    }

    /// Merges twice; the second time changes nothing.
    fn merged(here: &[Entry], rows: &[Row], mode: Mode) -> [usize; 6] {
        let mut journal = journal(here);
        let first = plan(&journal, &[], rows.to_vec(), mode);
        journal.apply(&first.edits);
        let second = plan(&journal, &[], rows.to_vec(), mode);
        assert_eq!(second.edits, []);
        figures(&first)
    }

    const DOSE: &str = "dose amount=2g at=2026-11-19T08:00";

    #[test]
    fn a_known_id_is_skipped_or_kept_or_replaced() {
        let here = entry(DOSE);
        let mut there = here.clone();
        assert_eq!(
            merged(std::slice::from_ref(&here), &[named(&there)], KEEP),
            [0, 1, 0, 0, 0, 0]
        );
        there.note = Some("with food".to_owned());
        assert_eq!(
            merged(std::slice::from_ref(&here), &[named(&there)], KEEP),
            [0, 0, 1, 0, 0, 0]
        );
        assert_eq!(
            merged(&[here], &[named(&there)], REPLACE),
            [0, 0, 0, 1, 0, 0]
        );
    }

    #[test]
    fn rows_without_an_id_are_matched_one_to_one() {
        let rows = [unnamed(DOSE), unnamed(DOSE)];
        assert_eq!(merged(&[], &rows, KEEP), [2, 0, 0, 0, 0, 0]);
        assert_eq!(merged(&[entry(DOSE)], &rows, KEEP), [1, 1, 0, 0, 0, 0]);
        let other = [unnamed("dose amount=2g at=2026-11-19T08:01")];
        assert_eq!(merged(&[entry(DOSE)], &other, KEEP), [1, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_row_that_names_an_entry_takes_it_first() {
        let here = entry(DOSE);
        let rows = [unnamed(DOSE), named(&here)];
        assert_eq!(merged(&[], &rows, KEEP), [2, 0, 0, 0, 0, 0]);
        assert_eq!(merged(&[here], &rows, KEEP), [1, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn what_was_deleted_here_stays_deleted_unless_asked() {
        let gone = entry(DOSE);
        let tombstones = [Tombstone {
            id: gone.id,
            kind: gone.kind(),
            at: gone.at,
            changed: gone.changed,
        }];
        let plan = |mode| plan(&journal(&[]), &tombstones, vec![named(&gone)], mode);
        assert_eq!(figures(&plan(KEEP)), [0, 0, 0, 0, 1, 0]);
        assert_eq!(plan(KEEP).edits, []);
        assert_eq!(plan(REPLACE).edits, [Edit::Restore(gone.clone())]);
    }

    #[test]
    fn none_is_said_once_a_date_and_stands_beside_a_dose() {
        let none = "none date=2026-11-19";
        assert_eq!(
            merged(&[entry(none)], &[named(&entry(none))], KEEP),
            [0, 1, 0, 0, 0, 0]
        );
        assert_eq!(
            merged(&[], &[unnamed(none), unnamed(none)], KEEP),
            [1, 1, 0, 0, 0, 0]
        );
        assert_eq!(
            merged(&[entry(DOSE)], &[unnamed(none)], KEEP),
            [1, 0, 0, 0, 0, 0]
        );
        let with_note = [unnamed("none date=2026-11-19 note=hard")];
        assert_eq!(merged(&[entry(none)], &with_note, KEEP), [0, 0, 1, 0, 0, 0]);
        assert_eq!(
            merged(&[entry(none)], &with_note, REPLACE),
            [0, 0, 0, 1, 0, 0]
        );
    }
}
