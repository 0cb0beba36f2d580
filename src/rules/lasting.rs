//! What holds for a while: medicines taken regularly, and facts about a person.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Deserialize;

use super::facts::Fact;
use super::judged::Judged;
use super::measure::{Finding, named};
use super::taken::{Taken, known, meant};
use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// All that had begun by an instant, however long ago, resolved once.
#[derive(Debug, Clone, Default)]
pub struct Lasting<'a> {
    pub medicines: Vec<Regular<'a>>,
    pub facts: Vec<Told<'a>>,
}

/// A medicine taken regularly.
#[derive(Debug, Clone)]
pub struct Regular<'a> {
    pub taken: Taken<'a>,
    until: Option<NaiveDate>,
}

/// A fact from the list that a person wrote down.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub entry: &'a Entry,
    pub fact: &'static Fact,
    until: Option<NaiveDate>,
}

/// How many facts of these names or `@groups` hold on the judged day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    of: Vec<String>,
}

impl<'a> Lasting<'a> {
    /// One walk through the journal for both.
    pub fn of(journal: &'a Journal, seen: Moment) -> Lasting<'a> {
        let mut all = Lasting::default();
        for entry in journal.until(seen.into()) {
            if let Some(medicine) = entry.medicine() {
                all.medicines.push(Regular {
                    taken: Taken {
                        entry,
                        known: known(&medicine.name),
                    },
                    until: medicine.until,
                });
            } else if let Some(about) = entry.about() {
                let until = about.until;
                let told = |fact| Told { entry, fact, until };
                all.facts.extend(meant(&about.name).map(told));
            }
        }
        all
    }
}

impl Regular<'_> {
    /// Whether it is taken on the day of an instant.
    #[must_use]
    pub fn lasts_at(&self, at: Moment) -> bool {
        lasts(self.taken.entry.at, self.until, at)
    }

    /// Whether it is taken on a day.
    #[must_use]
    pub fn lasts_on(&self, day: NaiveDate) -> bool {
        lasts_on(self.taken.entry.at, self.until, day)
    }

    /// How far an instant is from the days on which it is taken; nothing on
    /// them.
    #[must_use]
    pub fn apart(&self, at: Moment) -> TimeDelta {
        let begun = self.taken.entry.at;
        match self.ended(at) {
            _ if self.lasts_at(at) => TimeDelta::zero(),
            Some(since) if at > begun => since,
            _ => (begun - at).abs(),
        }
    }

    /// When its last day is over.
    #[must_use]
    pub fn over(&self) -> Option<Moment> {
        let over = self.until?.succ_opt()?.and_time(NaiveTime::MIN);
        over.and_local_timezone(*self.taken.entry.at.offset())
            .single()
    }

    /// How long ago its last day was over, wherever that instant was lived.
    fn ended(&self, at: Moment) -> Option<TimeDelta> {
        let over = self.until?.succ_opt()?.and_time(NaiveTime::MIN);
        let since = at.naive_local() - over;
        (since >= TimeDelta::zero()).then_some(since)
    }
}

impl Told<'_> {
    #[must_use]
    pub fn lasts_at(&self, at: Moment) -> bool {
        lasts(self.entry.at, self.until, at)
    }
}

/// Whether what began then lasts on the day of an instant.
fn lasts(begun: Moment, until: Option<NaiveDate>, at: Moment) -> bool {
    lasts_on(begun, until, at.date_naive())
}

fn lasts_on(begun: Moment, until: Option<NaiveDate>, day: NaiveDate) -> bool {
    begun.date_naive() <= day && until.is_none_or(|until| day <= until)
}

/// When an entry is judged: a fact or medicine that still lasts, as things stand
/// now; everything else, at its own time.
#[must_use]
pub fn judged_at(entry: &Entry, seen: Moment) -> Moment {
    let until = match (entry.medicine(), entry.about()) {
        (Some(medicine), _) => medicine.until,
        (_, Some(about)) => about.until,
        _ => return entry.at,
    };
    if seen > entry.at && lasts(entry.at, until, seen) {
        seen
    } else {
        entry.at
    }
}

impl Facts {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let is =
            |told: &&Told| told.lasts_at(judged.at) && self.of.iter().any(|of| told.fact.is_in(of));
        let told: Vec<&Told> = judged.lasting.facts.iter().filter(is).collect();
        let newest = told.last().map(|told| told.fact.name);
        let found = Finding::many(told.iter().map(|told| told.entry).collect());
        match newest {
            Some(name) => found.word("fact", name),
            None => found,
        }
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("fact", &self.of)
    }

    pub fn says(&self) -> String {
        format!("{} in the profile", self.of.join(" or "))
    }
}
