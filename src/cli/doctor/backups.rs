//! Whether there are copies, how old they are, and whether they open.

use chrono::{NaiveDate, TimeDelta};

use super::super::words;
use super::line::Line;
use super::{Looked, OTHER_BUILD};
use crate::stats::words::counted;
use crate::store::CAN_LOCK;
use crate::store::backup::{self, Copy, Sort, why};

/// A last copy older than this is worth a look, where something changed since.
const OLD: TimeDelta = TimeDelta::days(3);

/// Whether a copy opens.
#[derive(Debug)]
enum Opens {
    Now,
    /// It is locked as the journal is, and its key is not known here.
    ByItsKey,
    ByAnotherKey(Line),
    Not(Line),
}

pub fn lines(looked: &Looked) -> Vec<Line> {
    let backups = &looked.desk.paths.backups;
    let copies = backup::all(looked.journal, backups);
    if copies.is_empty() {
        let has_entries = looked.found.as_ref().is_some_and(|found| found.entries > 0);
        let says = format!("there are none in {}", backups.display());
        if !has_entries {
            return vec![Line::ok("backups", says)];
        }
        let todo = "one is made after the next entry; leaflog backup FILE makes one now";
        return vec![Line::look("backups", says, todo)];
    }
    let opened: Vec<Opens> = copies.iter().map(|copy| opens(looked, copy)).collect();
    let mut lines = vec![in_all(looked, &copies, &opened)];
    let unopened = opened.into_iter().filter_map(|opens| match opens {
        Opens::Not(line) | Opens::ByAnotherKey(line) => Some(line),
        Opens::Now | Opens::ByItsKey => None,
    });
    lines.extend(unopened);
    lines
}

/// Whether a copy opens with what is known.
fn opens(looked: &Looked, copy: &Copy) -> Opens {
    let place = copy.path.display();
    let key = looked.key.as_ref().filter(|_| copy.is_locked());
    let another = |says: String| {
        let todo = "keep it until you know that you do not need it: with its own passphrase \
                    leaflog restore or merge opens it";
        Opens::ByAnotherKey(Line::look("backups", says, todo))
    };
    if copy.is_locked() && key.is_none() {
        return if looked.found.is_some() {
            another(format!("{place} is locked, and the journal is not"))
        } else {
            Opens::ByItsKey
        };
    }
    match backup::prove(&copy.path, key) {
        Ok(_) => Opens::Now,
        Err(error) if key.is_some() && backup::is_unread(&error) => another(format!(
            "{place} is locked with another passphrase, or damaged"
        )),
        Err(error) => {
            let says = format!("{place} does not open: {}", why(&error));
            let todo = "remove it, once another one opens; leaflog backup lists them";
            Opens::Not(Line::look("backups", says, todo))
        }
    }
}

/// How many copies opened, and of when the last one is.
fn in_all(looked: &Looked, copies: &[Copy], opened: &[Opens]) -> Line {
    let count = |is: fn(&Opens) -> bool| opened.iter().filter(|opens| is(opens)).count();
    let opening = count(|opens| matches!(opens, Opens::Now));
    let unknown = count(|opens| matches!(opens, Opens::ByItsKey));
    let another = count(|opens| matches!(opens, Opens::ByAnotherKey(_)));
    let dates = copies.iter().map(|copy| date_of(looked, copy));
    let last = dates.max().unwrap_or_default();
    let says = format!(
        "{opening} of {} opened, the last of {}",
        counted(copies.len(), "copy", "copies"),
        words::day(last, &looked.when)
    );
    let written = looked.found.as_ref().and_then(|found| found.changed);
    let written = written.map(|written| looked.when.zone.at(written).date_naive());
    let is_old = written.is_some_and(|written| written - last > OLD);
    let todo = "leaflog backup FILE makes one now";
    match (opening, is_old) {
        (0, _) if unknown == copies.len() => Line::look(
            "backups",
            says,
            if CAN_LOCK {
                "they are locked, or damaged: the passphrase opens them"
            } else {
                OTHER_BUILD
            },
        ),
        (0, _) if unknown + another == copies.len() => Line::look("backups", says, todo),
        (0, _) => Line::wrong("backups", says, todo),
        (_, true) => Line::look("backups", says, todo),
        (_, false) => Line::ok("backups", says),
    }
}

fn date_of(looked: &Looked, copy: &Copy) -> NaiveDate {
    match copy.sort {
        Sort::Day(date) => date,
        Sort::For(_, at) => looked.when.zone.at(at).date_naive(),
    }
}
