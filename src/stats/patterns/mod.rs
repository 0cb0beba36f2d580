//! Patterns: what goes together in a journal, each a sentence with its numbers,
//! what it is from and what it cannot say. Below its minimum a pattern is not
//! shown; what it needs is.

mod amount;
mod awake;
mod difference;
mod felt;
mod gaps;
mod hours;
mod late;
mod periods;
mod products;
mod reasons;
mod seen;
mod slope;
mod weekdays;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Lookups;
use super::range::Range;
use crate::domain::journal::Journal;
use crate::domain::moment::When;
use seen::Seen;

/// What a range of days shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Patterns {
    /// The first and last day looked at; none where nothing is over.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub days: usize,
    /// Days with kratom or said to be without.
    pub days_recorded: usize,
    pub patterns: Vec<Pattern>,
    pub not_enough: Vec<NotEnough>,
}

/// One thing that shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pattern {
    pub id: &'static str,
    pub title: &'static str,
    /// The symptom or product it is about, where there may be several.
    pub about: Option<String>,
    pub says: String,
    /// How many of whatever [`Pattern::from`] names.
    pub n: usize,
    /// What it was counted from.
    pub from: String,
    /// How it is counted.
    pub counts: &'static str,
    pub cannot_say: &'static str,
    /// The numbers of the sentence, unrounded.
    pub figures: BTreeMap<&'static str, f64>,
}

/// A pattern that there is too little for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotEnough {
    pub id: &'static str,
    pub title: &'static str,
    /// Its minimum, and what there is.
    pub needs: String,
}

type Found = Result<Vec<Pattern>, NotEnough>;

/// Its name in JSON, and its heading.
#[derive(Debug, Clone, Copy)]
struct Subject {
    id: &'static str,
    title: &'static str,
}

impl Subject {
    fn needs(self, needs: String) -> NotEnough {
        NotEnough {
            id: self.id,
            title: self.title,
            needs,
        }
    }
}

/// Every pattern, in the order they are read: how often before how much.
const ALL: [fn(&Seen) -> Found; 8] = [
    amount::pattern,
    gaps::pattern,
    weekdays::pattern,
    hours::pattern,
    reasons::pattern,
    felt::pattern,
    late::pattern,
    products::pattern,
];

/// The patterns of the days of a range that are over.
#[must_use]
pub fn patterns(journal: &Journal, range: Range, when: &When, lookups: &Lookups) -> Patterns {
    let seen = Seen::of(journal, range, when, lookups);
    let days = seen.days().count();
    let (mut patterns, mut not_enough) = (Vec::new(), Vec::new());
    for pattern in ALL {
        match pattern(&seen) {
            Ok(found) => patterns.extend(found),
            Err(needs) => not_enough.push(needs),
        }
    }
    Patterns {
        from: (days > 0).then_some(seen.first),
        to: (days > 0).then_some(seen.last),
        days,
        days_recorded: seen.recorded(seen.first, seen.last),
        patterns,
        not_enough,
    }
}

impl Patterns {
    /// `20 Nov 2025 to 19 Nov 2026: recorded 331 of 365 days.`
    #[must_use]
    pub fn says(&self) -> String {
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return "No day of it is over yet; a day counts once it has ended.".to_owned();
        };
        format!(
            "{} to {}: recorded {} of {}.",
            from.format("%-d %b %Y"),
            to.format("%-d %b %Y"),
            self.days_recorded,
            super::words::counted(self.days, "day", "days"),
        )
    }

    /// The patterns under each heading, with what they cannot say.
    pub fn headed(&self) -> impl Iterator<Item = &[Pattern]> {
        self.patterns.chunk_by(|one, next| one.id == next.id)
    }
}

/// What stands beside every page of patterns.
pub const NO_CAUSE: &str = "Going together is not cause and effect; small numbers move by chance.";

#[cfg(test)]
mod tests;
