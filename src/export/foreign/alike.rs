//! The entries that rows of a sheet were read into before, be it with other
//! columns: what was taken, how much and when is who a row is. What else it says
//! may differ.

use std::collections::HashMap;

use super::Foreign;
use crate::domain::dose::{Dose, Form};
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind, What};

impl Foreign {
    /// Gives each row the entry of the same time that was made of it, if there is
    /// one. What the row does not say stays as it is there.
    pub fn recognise_alike(&mut self, journal: &Journal) {
        let mut free: HashMap<(Kind, i64), Vec<&Entry>> = HashMap::new();
        for entry in journal.entries() {
            free.entry(key(entry)).or_default().push(entry);
        }
        // What says the very same comes first, wherever it stands in the file.
        for is in [says_the_same, is_of_the_same] {
            for row in self.rows.iter_mut().filter(|row| row.id.is_none()) {
                let Some(here) = free.get_mut(&key(&row.entry)) else {
                    continue;
                };
                let Some(place) = here.iter().position(|here| is(here, &row.entry)) else {
                    continue;
                };
                let here = here.swap_remove(place);
                row.id = Some(here.id);
                row.entry.id = here.id;
                fill(&mut row.entry, here);
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

fn is_of_the_same(here: &Entry, row: &Entry) -> bool {
    match (&here.what, &row.what) {
        (What::Dose(here), What::Dose(row)) => here.taken == row.taken,
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
fn fill(row: &mut Entry, here: &Entry) {
    or(&mut row.note, here.note.as_ref());
    match (&mut row.what, &here.what) {
        (What::Dose(row), What::Dose(here)) => fill_dose(row, here),
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

fn fill_dose(row: &mut Dose, here: &Dose) {
    // It is assumed where no column says it.
    if row.form == Form::Powder {
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
