//! A change to the journal, and what takes it back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Entry;
use super::answer::Answer;
use super::field::NAMES;
use super::known::Known;

/// One step of a change. Every step has an inverse, and each says what it
/// believes is there, so that a step made on a stale picture is refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "edits are few; a box would be noise at every use"
)]
pub enum Edit {
    Add(Entry),
    /// Takes an [`Edit::Add`] back as if it had never been: no tombstone. Only
    /// for what came in a file, which may be read again.
    Unadd(Entry),
    Change {
        from: Entry,
        to: Entry,
    },
    /// Leaves a tombstone, so that a merge does not bring it back.
    Delete(Entry),
    /// Puts a deleted entry back in place of its tombstone.
    Restore(Entry),
    /// Knows of an entry what another journal knew too. Taken back exactly, as
    /// if the other had never been read.
    Merge {
        from: Option<Known>,
        to: Option<Known>,
    },
    /// Chooses among versions that were written on two machines. A new version
    /// each time, also when it is taken back, so that other machines follow.
    Settle {
        from: Known,
        to: Known,
    },
    Answer {
        from: Option<Answer>,
        to: Option<Answer>,
    },
    Setting {
        name: String,
        from: Option<String>,
        to: Option<String>,
    },
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Edit {
        match self {
            Edit::Add(entry) => Edit::Unadd(entry),
            Edit::Unadd(entry) => Edit::Add(entry),
            Edit::Change { from, to } => Edit::Change { from: to, to: from },
            Edit::Delete(entry) => Edit::Restore(entry),
            Edit::Restore(entry) => Edit::Delete(entry),
            Edit::Merge { from, to } => Edit::Merge { from: to, to: from },
            Edit::Settle { from, to } => Edit::Settle { from: to, to: from },
            Edit::Answer { from, to } => Edit::Answer { from: to, to: from },
            Edit::Setting { name, from, to } => Edit::Setting {
                name,
                from: to,
                to: from,
            },
        }
    }

    /// The entry it is about, as it is after the edit or was before it.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Edit::Add(entry) | Edit::Unadd(entry) | Edit::Delete(entry) | Edit::Restore(entry) => {
                Some(entry)
            }
            Edit::Change { to, .. } => Some(to),
            Edit::Merge { from, to } => [to, from]
                .into_iter()
                .find_map(|known| known.as_ref()?.entry()),
            Edit::Settle { from, to } => to.entry().or(from.entry()),
            Edit::Answer { .. } | Edit::Setting { .. } => None,
        }
    }
}

/// The edits that take a whole change back, last first.
#[must_use]
pub fn inverse(edits: Vec<Edit>) -> Vec<Edit> {
    edits.into_iter().rev().map(Edit::inverse).collect()
}

/// How many entries a change is about.
#[must_use]
pub fn entries(edits: &[Edit]) -> usize {
    let ids = edits.iter().filter_map(|edit| Some(edit.entry()?.id));
    let unknown = edits.iter().filter(|edit| {
        // A deleted entry that was merged is known by its tombstone alone.
        matches!(edit, Edit::Merge { .. }) && edit.entry().is_none()
    });
    ids.collect::<BTreeSet<_>>().len() + unknown.count()
}

/// What a change did, for "Took back: …": the one entry, or how many.
#[must_use]
pub fn describe(edits: &[Edit]) -> String {
    let merged = |edit: &&Edit| matches!(edit, Edit::Merge { .. });
    let merged = edits.iter().filter(merged).count();
    if merged > 0 {
        let entries = if merged == 1 { "entry" } else { "entries" };
        return format!("a merge that changed {merged} {entries}");
    }
    let mut entries: Vec<&Edit> = edits.iter().filter(|edit| edit.entry().is_some()).collect();
    // Deleting an entry first lets go of what was written of it elsewhere.
    entries.reverse();
    entries.dedup_by_key(|edit| edit.entry().map(|entry| entry.id));
    match entries.as_slice() {
        [] => match edits.first() {
            Some(Edit::Setting { name, .. }) => format!("the setting {name}"),
            Some(Edit::Answer { .. }) => "an answer to a warning".to_owned(),
            _ => "nothing".to_owned(),
        },
        [one] => one_entry(one),
        many if many.iter().all(|edit| matches!(edit, Edit::Delete(_))) => {
            format!("the deleting of {} entries", many.len())
        }
        many => format!("{} entries", many.len()),
    }
}

fn one_entry(edit: &Edit) -> String {
    match edit {
        Edit::Change { from, to } => format!("the change of {} to {}", said(from), said(to)),
        Edit::Delete(entry) => format!("the deleting of {}", said(entry)),
        Edit::Settle { from, to } => match (from.entry(), to.entry()) {
            (Some(from), Some(to)) if !from.says_the_same(to) => {
                format!("the choice of {} over {}", said(to), said(from))
            }
            _ => format!(
                "the choice among versions of {}",
                edit.entry().map(said).unwrap_or_default()
            ),
        },
        other => other.entry().map(said).unwrap_or_default(),
    }
}

/// The fields that two entries answer differently, by their columns.
#[must_use]
pub fn differing(one: &Entry, other: &Entry) -> Vec<&'static str> {
    let (one, other) = (one.values(), other.values());
    NAMES
        .into_iter()
        .filter(|name| one.get(name) != other.get(name))
        .collect()
}

/// `dose 2.5 g powder, 18:05`.
#[must_use]
pub fn said(entry: &Entry) -> String {
    match entry.kind() {
        super::Kind::None => format!("no kratom, {}", entry.date().format("%a %-d %b")),
        _ => format!("{}, {}", entry.says(), entry.at.format("%H:%M")),
    }
}
