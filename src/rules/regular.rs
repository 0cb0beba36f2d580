//! What rules ask of medicines taken regularly, and of what is taken within hours
//! of kratom that a rule sets itself.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, count, named};
use super::taken::{Known, Pair, around, in_hours};
use crate::domain::{Entry, Kind};

/// Whether the judged substance is a medicine that was being taken regularly on
/// the day of the kratom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regular {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
}

/// Substances that meet kratom within so many hours, before or after; what is
/// taken regularly meets it at once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meets {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    /// Substances by the name leaflog uses.
    #[serde(default)]
    substances: Vec<String>,
    hours: u32,
}

/// How many medicines are taken regularly, or were until less than their window
/// ago.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medicine {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    /// Names that are not known count too.
    #[serde(default)]
    unknown: bool,
}

/// On how many of the last days, today included, one of these was taken, once
/// or regularly.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenDays {
    classes: Vec<String>,
    days: u32,
}

impl Regular {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let pair = judged.pair?;
        let is = pair.regular && pair.kratom.is_some();
        if !is || !pair.known().is_one_of(&self.roles, &self.classes) {
            return Some(Finding::default());
        }
        Some(found(pair))
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("role", &self.roles), named("class", &self.classes)].concat()
    }

    pub fn says(&self) -> String {
        format!("{} taken regularly", listed(self.names()))
    }
}

impl Meets {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let pair = judged.pair?;
        if !self.is(pair) {
            return Some(Finding::default());
        }
        Some(found(pair))
    }

    /// The others that meet the kratom of the judged pair.
    pub fn also<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let pair = judged.pair?;
        let kratom = pair.kratom?;
        let own = &pair.known().name;
        let mut others = around(judged, kratom);
        others.retain(|other| other.known().name != *own && self.is(other));
        let because = others.iter().map(|other| other.substance.entry);
        let found = Finding::value(f64::from(count(others.len()))).because(because.collect());
        Some(match others.first() {
            Some(other) => found.word("other", other.said()),
            None => found,
        })
    }

    fn is(&self, pair: &Pair) -> bool {
        self.names_it(pair.known()) && pair.is_within(self.hours)
    }

    fn names_it(&self, known: &Known) -> bool {
        known.is_one_of(&self.roles, &self.classes) || self.substances.contains(&known.name)
    }

    /// Its hours, where it asks about this substance.
    pub fn reach_h(&self, known: &Known) -> Option<u32> {
        self.names_it(known).then_some(self.hours)
    }

    /// Which kinds it reads, and how many hours back.
    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Substance, self.hours), (Kind::Dose, self.hours)]
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        let substances = named("substance", &self.substances);
        [
            named("role", &self.roles),
            named("class", &self.classes),
            substances,
        ]
        .concat()
    }

    pub fn says(&self) -> String {
        let what = listed(self.names());
        format!("{what} and kratom within {} h", self.hours)
    }

    pub fn also_says(&self) -> String {
        let what = listed(self.names());
        format!("another {what} within {} h", self.hours)
    }
}

impl Medicine {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let medicines = judged.regular.iter();
        let held = medicines.filter_map(|regular| {
            let apart = regular.apart(judged.at).num_minutes();
            let mut known = regular.taken.known.iter();
            let known = known.find(|known| {
                let window = i64::from(known.full_h.unwrap_or_default()) * 60;
                let is = known.is_one_of(&self.roles, &self.classes)
                    || self.unknown && known.is_unknown();
                is && (regular.lasts_at(judged.at) || apart <= window)
            })?;
            let begun = regular.taken.entry.at <= judged.at || regular.lasts_at(judged.at);
            begun.then_some((regular.taken.entry, &known.name))
        });
        let held: Vec<(&Entry, &String)> = held.collect();
        let found = Finding::many(held.iter().map(|(entry, _)| *entry).collect());
        match held.last() {
            Some((_, name)) => found.word("drug", name.as_str()),
            None => found,
        }
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("role", &self.roles), named("class", &self.classes)].concat()
    }

    pub fn says(&self) -> String {
        let unknown = if self.unknown { " or unknown" } else { "" };
        format!("a regular {}{unknown} medicine", listed(self.names()))
    }
}

impl TakenDays {
    pub fn days(&self) -> u32 {
        self.days
    }

    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let is = |known: &Known| known.is_one_of(&[], &self.classes);
        let last: BTreeSet<_> = judged.last_days(self.days).collect();
        let mut days = BTreeSet::new();
        let mut because = Vec::new();
        for taken in judged.taken.iter().rev() {
            let day = judged.day(taken.entry);
            if taken.entry.at > judged.at || !taken.known.iter().any(is) {
                continue;
            }
            if !last.contains(&day) {
                break;
            }
            days.insert(day);
            because.push(taken.entry);
        }
        for regular in judged.regular {
            if regular.taken.known.iter().any(is) {
                let on = last.iter().filter(|day| regular.lasts_on(**day));
                let before = days.len();
                days.extend(on);
                because.extend((days.len() > before).then_some(regular.taken.entry));
            }
        }
        Finding::of(count(days.len())).because(because)
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("class", &self.classes)
    }

    pub fn says(&self) -> String {
        format!("days with {} of {}", listed(self.names()), self.days)
    }
}

/// What a pair says in a text.
fn found<'a>(pair: &Pair<'a>) -> Finding<'a> {
    let hours = in_hours(pair.gap_min().unwrap_or_default());
    Finding::of(1)
        .word("drug", pair.said())
        .word("hours", hours)
        .because(pair.entries().collect())
}

fn listed(names: Vec<(&'static str, &str)>) -> String {
    let names: Vec<&str> = names.into_iter().map(|(_, name)| name).collect();
    names.join(" or ")
}
