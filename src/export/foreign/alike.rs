//! The entries that rows of a sheet were read into before, be it with other
//! columns: what was taken, how much and when is who a row is. What else it says
//! may differ.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::Foreign;
use crate::domain::dose::Dose;
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind, What};

impl Foreign {
    /// Gives each row the entry of the same time that was made of it, if there is
    /// one. What the row does not say stays as it is there. An entry somebody typed
    /// is taken the same way: nothing tells it from one that was read before.
    pub fn recognise_alike(&mut self, journal: &Journal) {
        let named: HashSet<Uuid> = self.rows.iter().filter_map(|row| row.id).collect();
        let mut free: HashMap<(Kind, i64), Vec<&Entry>> = HashMap::new();
        for entry in journal.entries() {
            if !named.contains(&entry.id) {
                free.entry(key(entry)).or_default().push(entry);
            }
        }
        // What says the very same comes first, wherever it stands in the file; then
        // what came in the same form.
        for is in [says_the_same, is_of_the_same_form, is_of_the_same] {
            for row in self.rows.iter_mut().filter(|row| row.id.is_none()) {
                let Some(here) = free.get_mut(&key(&row.entry)) else {
                    continue;
                };
                let Some(place) = here.iter().position(|here| is(here, &row.entry)) else {
                    continue;
                };
                let here = here.remove(place);
                if !says_the_same(here, &row.entry) {
                    self.alike.insert(here.id);
                }
                let form_is_said = !self.assumed_form.contains(&row.entry.id);
                row.id = Some(here.id);
                row.entry.id = here.id;
                fill(&mut row.entry, here, form_is_said);
            }
        }
    }
}

fn key(entry: &Entry) -> (Kind, i64) {
    (entry.kind(), entry.at.timestamp())
}

fn says_the_same(here: &Entry, row: &Entry) -> bool {
    here.note == row.note && here.what == row.what
}

fn is_of_the_same_form(here: &Entry, row: &Entry) -> bool {
    let form = |entry: &Entry| entry.dose().map(|dose| dose.form);
    form(here) == form(row) && is_of_the_same(here, row)
}

fn is_of_the_same(here: &Entry, row: &Entry) -> bool {
    match (&here.what, &row.what) {
        // A capsule of extract is never one of leaf, be the form said or assumed.
        (What::Dose(here), What::Dose(row)) => {
            here.taken == row.taken && here.form.channel() == row.form.channel()
        }
        (What::Substance(here), What::Substance(row)) => {
            let same = (&here.amount, &here.unit) == (&row.amount, &row.unit);
            here.name == row.name && (same || here.amount.is_none() || row.amount.is_none())
        }
        (What::Sleep(here), What::Sleep(row)) => here.bed_at == row.bed_at,
        // A note is all that it says.
        (What::Note, What::Note) => false,
        (here, row) => here == row,
    }
}

/// What a row has no word for is as it is here.
fn fill(row: &mut Entry, here: &Entry, form_is_said: bool) {
    or(&mut row.note, here.note.as_ref());
    match (&mut row.what, &here.what) {
        (What::Dose(row), What::Dose(here)) => fill_dose(row, here, form_is_said),
        (What::Substance(row), What::Substance(here)) if row.amount.is_none() => {
            row.amount.clone_from(&here.amount);
            row.unit.clone_from(&here.unit);
        }
        (What::Sleep(row), What::Sleep(here)) => {
            or(&mut row.try_at, here.try_at.as_ref());
            or(&mut row.asleep_after_min, here.asleep_after_min.as_ref());
            or(&mut row.awakenings, here.awakenings.as_ref());
            or(&mut row.awake_min, here.awake_min.as_ref());
            or(&mut row.wake_at, here.wake_at.as_ref());
            or(&mut row.quality, here.quality.as_ref());
        }
        _ => {}
    }
}

fn fill_dose(row: &mut Dose, here: &Dose, form_is_said: bool) {
    if !form_is_said {
        row.form = here.form;
    }
    or(&mut row.product, here.product.as_ref());
    or(&mut row.batch, here.batch.as_ref());
    or(&mut row.reason, here.reason.as_ref());
    or(&mut row.estimated, here.estimated.as_ref());
}

fn or<T: Clone>(said: &mut Option<T>, here: Option<&T>) {
    if said.is_none() {
        *said = here.cloned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setting::Settings;
    use crate::export::foreign::map::{Asked, read};
    use crate::export::merge::tests::{KEEP, REPLACE};
    use crate::export::merge::{Mode, plan};
    use crate::stats::sample::{entry, when};

    /// Reads a sheet into a journal of these entries: added, here already, kept,
    /// replaced; how many were taken as what is here; and what stands then.
    fn read_into(here: &[&str], sheet: &str, mode: Mode) -> ([usize; 4], usize, Vec<String>) {
        let entries = here.iter().map(|line| entry(line)).collect();
        let mut journal = Journal::new(entries, Settings::default(), vec![]);
        let pairs = ["At=at,g=amount,Form=form,Note=note,Kind=kind".to_owned()];
        let asked = Asked {
            pairs: &pairs,
            order: None,
        };
        let mut read = read(sheet.as_bytes(), asked, &when()).unwrap();
        read.recognise(&journal, &[]);
        read.recognise_alike(&journal);
        let alike = read.alike.len();
        let plan = plan(&journal, &[], read.rows, mode);
        journal.apply(&plan.edits);
        let says = |entry: &Entry| {
            let note = entry.note.as_deref().unwrap_or_default();
            format!("{} {note}", entry.says()).trim_end().to_owned()
        };
        (
            [plan.added, plan.same, plan.kept.len(), plan.replaced],
            alike,
            journal.entries().iter().map(says).collect(),
        )
    }

    fn sheet(rows: &[&str]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("2026-11-18 08:00,{row}\n"))
            .collect();
        format!("At,g,Form,Note,Kind\n{}", rows.concat())
    }

    const CAPSULE: &str = "dose amount=2g form=capsule at=2026-11-18T08:00";
    const EXTRACT: &str = "dose count=1 count_unit=shot form=extract at=2026-11-18T08:00";
    const TYPED: &str = "dose amount=2g product=Green note=mine at=2026-11-18T08:00";

    #[test]
    fn a_form_that_the_sheet_says_waits_for_a_word_and_is_then_taken() {
        let powder = sheet(&["2 g,powder,,dose"]);
        let kept = read_into(&[CAPSULE], &powder, KEEP);
        assert_eq!(kept, ([0, 0, 1, 0], 1, vec!["dose 2 g capsule".to_owned()]));
        let taken = read_into(&[CAPSULE], &powder, REPLACE);
        assert_eq!(taken, ([0, 0, 0, 1], 1, vec!["dose 2 g powder".to_owned()]));
    }

    #[test]
    fn a_form_that_the_sheet_does_not_say_stays_as_it_is_here() {
        let unsaid = sheet(&["2 g,,,dose"]);
        for mode in [KEEP, REPLACE] {
            let stays = read_into(&[CAPSULE], &unsaid, mode);
            assert_eq!(
                stays,
                ([0, 1, 0, 0], 1, vec!["dose 2 g capsule".to_owned()])
            );
        }
    }

    #[test]
    fn a_dose_of_leaf_is_never_taken_as_one_of_extract() {
        for form in ["powder", ""] {
            let leaf = sheet(&[&format!("1 shot,{form},,dose")]);
            let (figures, alike, says) = read_into(&[EXTRACT], &leaf, REPLACE);
            assert_eq!((figures, alike), ([1, 0, 0, 0], 0), "{form}");
            assert_eq!(says.len(), 2);
        }
    }

    #[test]
    fn a_row_takes_what_came_in_its_own_form() {
        let here = [
            CAPSULE,
            "dose amount=2g form=tea note=hot at=2026-11-18T08:00",
        ];
        let tea = sheet(&["2 g,tea,,dose"]);
        let (figures, _, says) = read_into(&here, &tea, REPLACE);
        assert_eq!(figures, [0, 1, 0, 0]);
        assert_eq!(says, ["dose 2 g capsule", "dose 2 g tea hot"]);
    }

    #[test]
    fn two_equal_rows_beside_one_typed_entry_add_one() {
        let twice = sheet(&["2 g,,,dose", "2 g,,,dose"]);
        let (figures, alike, _) = read_into(&[TYPED], &twice, KEEP);
        assert_eq!((figures, alike), ([1, 1, 0, 0], 1));
    }

    #[test]
    fn what_was_typed_stays_until_it_is_asked_for() {
        let other = sheet(&["2 g,,theirs,dose"]);
        let (figures, alike, says) = read_into(&[TYPED], &other, KEEP);
        assert_eq!((figures, alike), ([0, 0, 1, 0], 1));
        assert_eq!(says, ["dose 2 g powder mine"]);
    }

    #[test]
    fn what_is_the_very_same_is_not_told_as_alike() {
        let same = sheet(&["2 g,capsule,,dose"]);
        let (figures, alike, _) = read_into(&[CAPSULE], &same, KEEP);
        assert_eq!((figures, alike), ([0, 1, 0, 0], 0));
    }

    #[test]
    fn an_entry_that_another_row_names_is_not_taken_twice() {
        let here = entry(CAPSULE);
        let journal = Journal::new(vec![here.clone()], Settings::default(), vec![]);
        let row = |id| crate::export::merge::Row {
            place: crate::export::wrong::Place::Line(2),
            id,
            entry: entry(CAPSULE),
        };
        let mut read = Foreign {
            rows: vec![row(None), row(Some(here.id))],
            ..Foreign::default()
        };
        read.recognise_alike(&journal);
        assert_eq!(read.rows[0].id, None);
    }

    #[test]
    fn another_kind_of_the_same_minute_is_not_touched() {
        let note = sheet(&[",,as ever,note"]);
        let (figures, alike, _) = read_into(&[TYPED], &note, REPLACE);
        assert_eq!((figures, alike), ([1, 0, 0, 0], 0));
    }
}
