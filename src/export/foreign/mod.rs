//! What other programs keep, as entries: a spreadsheet of one's own, other
//! journals. Nothing is dropped without a word.

mod alike;
pub mod dates;
pub mod herbal_tracker;
pub mod map;
mod mapping;
pub mod psychonaut;
mod sheet;

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::merge::{Plan, Row};
use super::wrong::Wrong;
use crate::domain::edit::Edit;
use crate::domain::journal::{Journal, Tombstone};
use crate::domain::{Entry, Kind};

/// What a file from elsewhere was understood to say.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    pub rows: Vec<Row>,
    /// What the file does not say and was settled here, one sentence each.
    pub settled: Vec<String>,
    /// What has no place in a leaflog journal, and how often it stands there.
    pub not_taken: BTreeMap<String, usize>,
    /// New ids of doses whose form nothing said.
    assumed_form: HashSet<Uuid>,
    /// Entries here that a row was taken as, though one of the two says more or
    /// another thing.
    pub alike: HashSet<Uuid>,
}

impl Foreign {
    fn leave(&mut self, what: impl Into<String>) {
        *self.not_taken.entry(what.into()).or_default() += 1;
    }

    /// A row whose lasting id is known here, or was deleted here, is that entry;
    /// any other is matched by what it says.
    pub fn recognise(&mut self, journal: &Journal, tombstones: &[Tombstone]) {
        let here = journal.entries().iter().map(|entry| entry.id);
        let known: HashSet<Uuid> = here.chain(tombstones.iter().map(|t| t.id)).collect();
        for row in &mut self.rows {
            row.id = Some(row.entry.id).filter(|id| known.contains(id));
        }
    }
}

/// New entries, each with one of the same kind and minute here that may be the
/// same thing, written down otherwise.
#[must_use]
pub fn perhaps_twice<'a>(journal: &'a Journal, plan: &'a Plan) -> Vec<(&'a Entry, &'a Entry)> {
    let like = |entry: &Entry| (entry.kind(), entry.at.timestamp());
    let mut here: HashMap<(Kind, i64), Vec<&Entry>> = HashMap::new();
    for entry in journal.entries() {
        here.entry(like(entry)).or_default().push(entry);
    }
    let twin = |entry: &'a Entry| {
        let mut alike = here.get(&like(entry))?.iter();
        let twin = alike.find(|other| looks_like(entry, other))?;
        Some((entry, *twin))
    };
    let added = plan.edits.iter().filter_map(|edit| match edit {
        Edit::Add(entry) => Some(entry),
        _ => None,
    });
    added.filter_map(twin).collect()
}

/// New entries of a kind and minute of which something was deleted here.
#[must_use]
pub fn deleted_before<'a>(tombstones: &[Tombstone], plan: &'a Plan) -> Vec<&'a Entry> {
    let gone: HashSet<(Kind, i64)> = tombstones
        .iter()
        .map(|it| (it.kind, it.at.timestamp()))
        .collect();
    let added = plan.edits.iter().filter_map(|edit| match edit {
        Edit::Add(entry) => Some(entry),
        _ => None,
    });
    added
        .filter(|entry| gone.contains(&(entry.kind(), entry.at.timestamp())))
        .collect()
}

/// Of doses the minute is enough; of anything else there may be two in one.
fn looks_like(entry: &Entry, other: &Entry) -> bool {
    entry.kind() == Kind::Dose || other.title() == entry.title()
}

/// The same id at every reading of the same thing; it says when it was written
/// down.
fn lasting_id(written_ms: i64, of: &str) -> Uuid {
    const ELSEWHERE: Uuid = Uuid::from_u128(0x7b1c_26d4_91f3_4e0a_8d55_3f0c_a2e7_6b19);
    let hash = Uuid::new_v5(&ELSEWHERE, of.as_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&hash.as_bytes()[..10]);
    let ms = u64::try_from(written_ms).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
}

/// Gives the same thing, found again, another name.
#[derive(Debug, Default)]
struct Found(HashMap<String, usize>);

impl Found {
    fn again(&mut self, of: &str) -> String {
        let n = self.0.entry(of.to_owned()).or_default();
        *n += 1;
        format!("{of}\n{n}")
    }
}

/// So many rows wrong in one way are named one by one.
const NAMED: usize = 20;
/// So many, where one word on the command line mends them all.
const NAMED_FEW: usize = 2;

/// What is wrong, without thousands of lines that say the same.
#[derive(Debug, Default)]
struct Wrongs {
    list: Vec<Wrong>,
    /// How many are named of what is wrong in one way, and the rest.
    seen: HashMap<(String, String), (usize, Option<Wrong>)>,
}

impl Wrongs {
    fn add(&mut self, wrong: Wrong) {
        self.at_most(wrong, NAMED);
    }

    /// A fault that is mended for all rows at once.
    fn add_few(&mut self, wrong: Wrong) {
        self.at_most(wrong, NAMED_FEW);
    }

    fn at_most(&mut self, wrong: Wrong, most: usize) {
        let key = (wrong.column.clone(), wrong.hint.clone());
        let (shown, more) = self.seen.entry(key).or_default();
        if *shown < most {
            *shown += 1;
            self.list.push(wrong);
            return;
        }
        match more {
            Some(more) => more.places += 1,
            None => *more = Some(wrong),
        }
    }

    /// Everything that is wrong, in the order found, and how much more.
    fn end(mut self) -> Result<(), Vec<Wrong>> {
        if self.list.is_empty() {
            return Ok(());
        }
        let more = self.seen.into_values().filter_map(|(_, more)| more);
        let mut more: Vec<Wrong> = more
            .map(|wrong| Wrong {
                why: format!("and {} more like that, from here on", wrong.places),
                hint: String::new(),
                ..wrong
            })
            .collect();
        more.sort_by_key(|wrong| wrong.place);
        self.list.extend(more);
        Err(self.list)
    }
}
