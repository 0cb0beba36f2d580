//! A change to the journal, and what takes it back.

use serde::{Deserialize, Serialize};

use super::Entry;
use super::answer::Answer;
use super::field::NAMES;

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
    /// Takes an [`Edit::Add`] back as if it had never been: no tombstone.
    Unadd(Entry),
    Change {
        from: Entry,
        to: Entry,
    },
    /// Leaves a tombstone, so that a merge does not bring it back.
    Delete(Entry),
    /// Puts a deleted entry back in place of its tombstone.
    Restore(Entry),
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
            Edit::Answer { .. } | Edit::Setting { .. } => None,
        }
    }
}

/// The edits that take a whole change back, last first.
#[must_use]
pub fn inverse(edits: Vec<Edit>) -> Vec<Edit> {
    edits.into_iter().rev().map(Edit::inverse).collect()
}

/// What a change did, for "Took back: …": the one entry, or how many.
#[must_use]
pub fn describe(edits: &[Edit]) -> String {
    let entries: Vec<&Edit> = edits.iter().filter(|edit| edit.entry().is_some()).collect();
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
