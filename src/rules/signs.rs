//! What rules ask of several symptoms at once: how many different ones, how
//! many days in a row, after how many doses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Deserialize;

use super::condition::Condition;
use super::felt::{felt_in, is};
use super::judged::Judged;
use super::measure::{Finding, count, named};
use super::taken::felt;
use crate::domain::{Entry, Kind};

/// On how many days at least so many different ones of `of` were felt. Each
/// name or `@group` of the list is one.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DifferentSymptomDays {
    of: Vec<String>,
    different: u32,
    hours: u32,
}

/// The most different ones of `of` in one span of hours, judged at the last of
/// them, where all of `with` held then. Each name or `@group` is one; fewer than
/// `different` are none.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomCluster {
    of: Vec<String>,
    different: u32,
    severity: u8,
    /// The length of the span.
    within_hours: u32,
    /// How long ago its last symptom may be.
    hours: u32,
    with: Vec<Condition>,
}

/// After how many of the last doses one and the same symptom was felt, written
/// down at least twice: one entry is no pattern. What is marked as an emergency
/// never counts, nor what is in `but`, nor what is in `but_severe` from severe
/// on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomAfterDoses {
    but: Vec<String>,
    but_severe: Vec<String>,
    severity: u8,
    within_hours: u32,
    doses: usize,
    days: u32,
}

/// Days in a row with a symptom, up to today or yesterday.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomRun {
    of: Vec<String>,
    /// The most days that are looked at.
    days: u32,
}

impl DifferentSymptomDays {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let mut days: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
        for entry in felt_in(judged, &self.of, 1, self.hours) {
            days.entry(judged.day(entry)).or_default().push(entry);
        }
        days.retain(|_, felt| different(felt, &self.of) >= self.different);
        let n = count(days.len());
        Finding::of(n).because(days.into_values().flatten().collect())
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Symptom, self.hours)]
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("symptom", &self.of)
    }

    pub fn says(&self) -> String {
        let of = self.of.join(" or ");
        format!(
            "days in {} h with {} different ones of {of}",
            self.hours, self.different
        )
    }
}

impl SymptomCluster {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let lasts = felt_in(judged, &self.of, self.severity, self.hours);
        let clusters = lasts.iter().filter_map(|last| {
            let then = Judged {
                at: last.at,
                ..*judged
            };
            self.ending_at(&then)
        });
        let most = clusters.max_by(|one, other| one.value.total_cmp(&other.value));
        most.unwrap_or_default()
    }

    pub fn reads(&self, kind: Kind) -> bool {
        let mut with = self.with.iter();
        kind == Kind::Symptom || with.any(|with| with.measure.reads(kind))
    }

    fn ending_at<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let felt = felt_in(judged, &self.of, self.severity, self.within_hours);
        let n = different(&felt, &self.of);
        if n < self.different {
            return None;
        }
        let mut found = Finding::of(n).because(felt);
        for with in &self.with {
            found.take_in(with.met(judged)?);
        }
        Some(found)
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        let with = self.with.iter().flat_map(|with| with.measure.looks_back());
        let with = with.map(|(kind, hours)| (kind, hours + self.hours));
        std::iter::once((Kind::Symptom, self.hours + self.within_hours))
            .chain(with)
            .collect()
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("symptom", &self.of)
    }

    pub fn says(&self) -> String {
        let with: Vec<String> = self.with.iter().map(Condition::says).collect();
        format!(
            "different ones of {} of severity {} or more in one span of {} h, its last in {} h, \
             then with {}",
            self.of.join(" or "),
            self.severity,
            self.within_hours,
            self.hours,
            with.join(" and ")
        )
    }
}

impl SymptomAfterDoses {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let entries = judged.last_hours(self.days * 24);
        let doses = entries.iter().rev().filter(|entry| entry.dose().is_some());
        let doses: Vec<&Entry> = doses.take(self.doses).collect();
        let Some(oldest) = doses.last() else {
            return Finding::default();
        };
        let from = entries.partition_point(|entry| entry.at < oldest.at);
        let mut by_name: BTreeMap<Cow<str>, Vec<&Entry>> = BTreeMap::new();
        for entry in entries[from..].iter().filter(|entry| self.counts(entry)) {
            by_name.entry(name_of(entry)).or_default().push(entry);
        }
        let all = by_name.into_iter().map(|(name, felt)| {
            let followed = self.followed(&doses, &felt);
            let again = if felt.len() > 1 { followed } else { 0 };
            (again, name, felt)
        });
        let Some((k, name, felt)) = all.max_by_key(|(k, ..)| *k) else {
            return Finding::default();
        };
        Finding::value(f64::from(k))
            .word("k", k.to_string())
            .word("n", doses.len().to_string())
            .word("symptom", name.into_owned())
            .because(felt)
    }

    /// How many of the doses one of these followed.
    fn followed(&self, doses: &[&Entry], felt: &[&Entry]) -> u32 {
        let within = TimeDelta::hours(i64::from(self.within_hours));
        let after = |dose: &Entry, entry: &Entry| {
            (TimeDelta::zero()..=within).contains(&(entry.at - dose.at))
        };
        let followed = |dose: &&&Entry| felt.iter().any(|entry| after(dose, entry));
        count(doses.iter().filter(followed).count())
    }

    fn counts(&self, entry: &Entry) -> bool {
        let Some(symptom) = entry.symptom() else {
            return false;
        };
        let severity = symptom.severity.number();
        severity >= self.severity
            && severity < 4
            && !is(entry, &self.but)
            && (severity < 3 || !is(entry, &self.but_severe))
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        let hours = self.days * 24;
        vec![(Kind::Dose, hours), (Kind::Symptom, hours)]
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [
            named("symptom", &self.but),
            named("symptom", &self.but_severe),
        ]
        .concat()
    }

    pub fn says(&self) -> String {
        format!(
            "of the last {} doses in {} days, those followed within {} h by the same symptom of \
             severity {} or more, felt at least twice and no red flag",
            self.doses, self.days, self.within_hours, self.severity
        )
    }
}

impl SymptomRun {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let entries = judged.last_hours((self.days + 1) * 24).iter().rev();
        let mut felt: Vec<&Entry> = Vec::new();
        let mut first = judged.today();
        let mut days = 0;
        for entry in entries {
            let day = judged.day(entry);
            let gone = (first - day).num_days();
            // Today may still be without, and so the run begins yesterday.
            if gone > 1 {
                break;
            }
            let symptom = entry.symptom();
            let is_felt = symptom.is_some_and(|it| it.severity.number() > 0);
            if is_felt && is(entry, &self.of) {
                days += u32::from(days == 0 || gone > 0);
                first = day;
                felt.push(entry);
            }
        }
        felt.reverse();
        Finding::of(days).because(felt)
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Symptom, (self.days + 1) * 24)]
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("symptom", &self.of)
    }

    pub fn says(&self) -> String {
        format!("days in a row with {}", self.of.join(" or "))
    }
}

/// How many of these were felt.
fn different(felt: &[&Entry], of: &[String]) -> u32 {
    let one = |of: &&String| felt.iter().any(|entry| is(entry, std::slice::from_ref(of)));
    count(of.iter().filter(one).count())
}

/// The name of the list, or the person's own word in small letters.
fn name_of(entry: &Entry) -> Cow<'static, str> {
    let typed = entry.symptom().map_or("", |symptom| symptom.name.as_str());
    match felt(typed) {
        Some(sign) => Cow::Borrowed(sign.name),
        None => Cow::Owned(typed.trim().to_lowercase()),
    }
}
