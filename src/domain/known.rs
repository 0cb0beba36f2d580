//! An entry as one journal knows it: the version that counts, versions written
//! elsewhere meanwhile, and which ones are past.
//!
//! Joining what two journals know keeps every version that no other one has
//! replaced. It gives the same in any order and however often it is done.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Entry;
use super::journal::Tombstone;

/// What an entry says at a time, or that it is deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    Written(Entry),
    Deleted(Tombstone),
}

impl Version {
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self {
            Version::Written(entry) => entry.id,
            Version::Deleted(tombstone) => tombstone.id,
        }
    }

    #[must_use]
    pub fn changed(&self) -> DateTime<Utc> {
        match self {
            Version::Written(entry) => entry.changed,
            Version::Deleted(tombstone) => tombstone.changed,
        }
    }

    /// The same, marked as written at an instant.
    #[must_use]
    pub fn at(mut self, changed: DateTime<Utc>) -> Version {
        match &mut self {
            Version::Written(entry) => entry.changed = changed,
            Version::Deleted(tombstone) => tombstone.changed = changed,
        }
        self
    }

    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Version::Written(entry) => Some(entry),
            Version::Deleted(_) => None,
        }
    }

    /// Whether both say the same, whenever they were written.
    #[must_use]
    pub fn says_the_same(&self, other: &Version) -> bool {
        match (self, other) {
            (Version::Written(one), Version::Written(other)) => one.says_the_same(other),
            (Version::Deleted(one), Version::Deleted(other)) => one.id == other.id,
            _ => false,
        }
    }

    /// What counts comes first: writing before deleting, for an entry must not
    /// be lost over that, then the later; where both were written at the same
    /// instant, by what they say, so that every machine comes to the same.
    fn before(&self, other: &Version) -> Ordering {
        let rank = |it: &Version| (it.entry().is_some(), it.changed());
        rank(other)
            .cmp(&rank(self))
            .then_with(|| match (self, other) {
                (Version::Written(one), Version::Written(two)) if one.says_the_same(two) => {
                    Ordering::Equal
                }
                _ => text(self).cmp(&text(other)),
            })
    }
}

fn text(version: &Version) -> String {
    // An entry can always be written as JSON; else they would count as alike.
    serde_json::to_string(version).unwrap_or_default()
}

/// The end of the year 9999: what claims to be later is not gone on from.
const LAST: i64 = 253_402_300_799_999;
/// Clocks tell whole seconds.
const SECOND: i64 = 997;
const AT_MOST: i64 = 600_000;

/// When a version counts as written, in milliseconds: later than the last one,
/// even where the clock is not. A version is known by this alone once it is
/// past; a mark of its words would let them be guessed after they were deleted.
/// So chance tells two machines apart that go on from the same version: within
/// the second that a clock tells. Where the last one lies ahead of the clock, both
/// would begin from there at any time of day, and draw from as long as it lies
/// ahead.
#[must_use]
pub fn later(now: i64, last: i64) -> i64 {
    let last = last.min(LAST);
    let ahead = last.saturating_sub(now).clamp(SECOND, AT_MOST);
    now.max(last.saturating_add(1)) + fastrand::i64(1..=ahead)
}

/// All that a journal knows of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The one that counts, then others that none of these has replaced.
    versions: Vec<Version>,
    /// When the versions that were replaced had been written, in milliseconds.
    past: BTreeSet<i64>,
}

impl Known {
    /// None where there is no version at all.
    #[must_use]
    pub fn new(mut versions: Vec<Version>, past: BTreeSet<i64>) -> Option<Known> {
        versions.sort_by(Version::before);
        versions.dedup_by(|one, other| one.before(other) == Ordering::Equal);
        (!versions.is_empty()).then_some(Known { versions, past })
    }

    /// The version that counts.
    #[must_use]
    pub fn now(&self) -> &Version {
        &self.versions[0]
    }

    /// The entry, unless it is deleted.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.now().entry()
    }

    /// Every version that none has replaced, the one that counts first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    #[must_use]
    pub fn past(&self) -> &BTreeSet<i64> {
        &self.past
    }

    /// What was also written elsewhere and says something else, each once;
    /// nothing where all agree that it is deleted.
    #[must_use]
    pub fn elsewhere(&self) -> Vec<&Version> {
        let mut others: Vec<&Version> = Vec::new();
        for version in &self.versions[1..] {
            let known = |other: &&Version| other.says_the_same(version);
            if !version.says_the_same(self.now()) && !others.iter().any(known) {
                others.push(version);
            }
        }
        others
    }

    /// What is known once both are known.
    #[must_use]
    pub fn joined(&self, other: &Known) -> Known {
        let past: BTreeSet<i64> = self.past.union(&other.past).copied().collect();
        let all = || self.versions.iter().chain(&other.versions);
        let is_past = |it: &&Version| past.contains(&it.changed().timestamp_millis());
        let present: Vec<Version> = all().filter(|it| !is_past(it)).cloned().collect();
        // Only a clock gone astray could make each older than the other.
        Known::new(present, past.clone())
            .or_else(|| Known::new(all().cloned().collect(), past))
            .unwrap_or_else(|| self.clone())
    }

    /// The same with this version counting alone, and others that stay beside it.
    /// What is left out is past.
    #[must_use]
    pub fn settled(&self, counts: &Version, beside: &[&Version], now: DateTime<Utc>) -> Known {
        let stamps = |it: &Version| it.changed().timestamp_millis();
        let mut past = self.past.clone();
        past.extend(self.versions.iter().map(stamps));
        let mut last = past.last().copied().unwrap_or_default();
        let mut versions = Vec::new();
        for version in beside.iter().copied().chain([counts]) {
            last = later(now.timestamp_millis(), last);
            let at = DateTime::from_timestamp_millis(last).unwrap_or(now);
            versions.push(version.clone().at(at));
        }
        versions.sort_by(Version::before);
        Known { versions, past }
    }

    /// Whether both say the same, whenever it was written.
    #[must_use]
    pub fn says_the_same(&self, other: &Known) -> bool {
        let (mine, theirs) = (self.elsewhere(), other.elsewhere());
        self.now().says_the_same(other.now())
            && mine.len() == theirs.len()
            && mine
                .iter()
                .all(|one| theirs.iter().any(|other| one.says_the_same(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::entry;

    fn at(entry: &Entry, millis: i64, note: &str) -> Version {
        Version::Written(Entry {
            changed: DateTime::from_timestamp_millis(millis).unwrap(),
            note: Some(note.to_owned()),
            ..entry.clone()
        })
    }

    fn gone(entry: &Entry, millis: i64) -> Version {
        Version::Deleted(Tombstone {
            id: entry.id,
            kind: entry.kind(),
            at: entry.at,
            changed: DateTime::from_timestamp_millis(millis).unwrap(),
        })
    }

    fn known(version: Version, past: &[i64]) -> Known {
        Known::new(vec![version], past.iter().copied().collect()).unwrap()
    }

    #[test]
    fn machines_with_a_fast_clock_before_them_come_to_no_instant_twice() {
        fastrand::seed(2026);
        let (now, fast) = (1_763_670_840_000, 1_763_671_800_000);
        let drawn: BTreeSet<i64> = (0..300).map(|_| later(now, fast)).collect();
        assert!(drawn.len() >= 298, "{}", drawn.len());
        assert!(drawn.iter().all(|at| (1..=600_001).contains(&(at - fast))));
        let usual = later(now, now - 5000);
        assert!((1..1000).contains(&(usual - now)), "within the second");
    }

    #[test]
    fn an_instant_that_cannot_be_is_not_gone_on_from() {
        for last in [i64::MAX, i64::MIN] {
            let next = later(1_763_670_840_000, last);
            assert!(DateTime::from_timestamp_millis(next).is_some(), "{next}");
        }
    }

    #[test]
    fn the_older_one_gives_way_without_a_word() {
        let dose = entry("dose amount=2g");
        let first = known(at(&dose, 1, "a"), &[]);
        let edited = known(at(&dose, 5, "b"), &[1]);
        assert_eq!(first.joined(&edited), edited);
        assert_eq!(edited.joined(&first), edited);
        let deleted = known(gone(&dose, 9), &[1]);
        assert_eq!(first.joined(&deleted).entry(), None);
    }

    #[test]
    fn changed_on_both_the_later_counts_and_the_other_is_kept() {
        let dose = entry("dose amount=2g");
        let here = known(at(&dose, 5, "here"), &[1]);
        let there = known(at(&dose, 4, "there"), &[1]);
        let joined = here.joined(&there);
        assert_eq!(joined, there.joined(&here));
        assert_eq!(joined.entry().unwrap().note.as_deref(), Some("here"));
        assert_eq!(joined.elsewhere(), [&at(&dose, 4, "there")]);
    }

    #[test]
    fn an_edit_counts_before_a_deletion_made_meanwhile() {
        let dose = entry("dose amount=2g");
        let edited = known(at(&dose, 5, "edited"), &[1]);
        let deleted = known(gone(&dose, 99), &[1]);
        let joined = edited.joined(&deleted);
        assert_eq!(joined, deleted.joined(&edited));
        assert_eq!(joined.entry().unwrap().note.as_deref(), Some("edited"));
        assert_eq!(joined.elsewhere().len(), 1);
    }

    #[test]
    fn of_two_written_at_one_instant_both_machines_choose_the_same() {
        let dose = entry("dose amount=2g");
        let here = known(at(&dose, 5, "here"), &[1]);
        let there = known(at(&dose, 5, "there"), &[1]);
        assert_eq!(here.joined(&there), there.joined(&here));
        assert_eq!(here.joined(&there).elsewhere().len(), 1);
    }

    #[test]
    fn the_same_edit_on_both_is_no_conflict() {
        let dose = entry("dose amount=2g");
        let here = known(at(&dose, 5, "x"), &[1]);
        let there = known(at(&dose, 6, "x"), &[1]);
        assert_eq!(here.joined(&there).elsewhere(), Vec::<&Version>::new());
    }

    #[test]
    fn what_was_settled_stays_settled_when_the_other_comes_again() {
        let dose = entry("dose amount=2g");
        let here = known(at(&dose, 5, "here"), &[1]);
        let there = known(at(&dose, 4, "there"), &[1]);
        let both = here.joined(&there);
        let taken = both.settled(both.elsewhere()[0], &[], DateTime::UNIX_EPOCH);
        assert_eq!(taken.entry().unwrap().note.as_deref(), Some("there"));
        assert!(taken.now().changed().timestamp_millis() > 5);
        for other in [&here, &there, &both] {
            assert_eq!(taken.joined(other), taken);
        }
    }
}
