//! What rules ask of symptoms: which, how strong, near what.

use serde::Deserialize;

use super::condition::Condition;
use super::judged::Judged;
use super::measure::{Finding, count, named};
use super::taken::felt;
use crate::domain::moment::Moment;
use crate::domain::{Entry, Kind};

/// How often one of these was felt, at least so strongly. `of` and `but` hold
/// names of the symptom list, `@groups`, or `*` for any name, listed or own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    of: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
    #[serde(default = "mild")]
    severity: u8,
    hours: u32,
}

/// On how many different days one of these was felt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomDays {
    of: Vec<String>,
    #[serde(default = "mild")]
    severity: u8,
    hours: u32,
}

/// How often one of `of` was felt near one of `with`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomsTogether {
    of: Vec<String>,
    #[serde(default = "mild")]
    severity: u8,
    with: Vec<String>,
    #[serde(default = "mild")]
    with_severity: u8,
    within_hours: u32,
    hours: u32,
}

/// How often one of `of` was felt while all of `with` held, then or at any time
/// since.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymptomWith {
    of: Vec<String>,
    #[serde(default = "mild")]
    severity: u8,
    hours: u32,
    with: Vec<Condition>,
}

fn mild() -> u8 {
    1
}

impl Symptom {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let mut entries = felt_in(judged, &self.of, self.severity, self.hours);
        entries.retain(|entry| !is(entry, &self.but));
        newest_named(Finding::many(entries))
    }

    pub fn hours(&self) -> u32 {
        self.hours
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("symptom", &self.of), named("symptom", &self.but)].concat()
    }

    pub fn says(&self) -> String {
        let says = says(&self.of, self.severity, self.hours);
        match self.but.as_slice() {
            [] => says,
            but => format!("{says}, but not {}", but.join(" or ")),
        }
    }
}

impl SymptomDays {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let entries = felt_in(judged, &self.of, self.severity, self.hours);
        let mut days: Vec<_> = entries.iter().map(|entry| judged.day(entry)).collect();
        days.sort_unstable();
        days.dedup();
        newest_named(Finding::of(count(days.len())).because(entries))
    }

    pub fn hours(&self) -> u32 {
        self.hours
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("symptom", &self.of)
    }

    pub fn says(&self) -> String {
        format!("days with {}", says(&self.of, self.severity, self.hours))
    }
}

impl SymptomsTogether {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let first = felt_in(judged, &self.of, self.severity, self.hours);
        let second = felt_in(judged, &self.with, self.with_severity, self.hours);
        let minutes = i64::from(self.within_hours) * 60;
        let near = |a: &Entry, b: &Entry| (a.at - b.at).abs().num_minutes() <= minutes;
        let mut both: Vec<&Entry> = Vec::new();
        both.extend(first.iter().filter(|a| second.iter().any(|b| near(a, b))));
        let n = count(both.len());
        both.extend(second.iter().filter(|b| first.iter().any(|a| near(a, b))));
        both.sort_by_key(|entry| entry.at);
        newest_named(Finding::of(n).because(both))
    }

    pub fn hours(&self) -> u32 {
        self.hours
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("symptom", &self.of), named("symptom", &self.with)].concat()
    }

    pub fn says(&self) -> String {
        let first = says(&self.of, self.severity, self.hours);
        let second = says(&self.with, self.with_severity, self.hours);
        format!("{first}, within {} h of {second}", self.within_hours)
    }
}

impl SymptomWith {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let mut all = Finding::default();
        for symptom in felt_in(judged, &self.of, self.severity, self.hours) {
            let mut held = false;
            for at in instants(judged, symptom) {
                let judged = Judged { at, ..*judged };
                let with = self.with.iter().map(|with| with.met(&judged));
                let Some(found) = with.collect::<Option<Vec<Finding>>>() else {
                    continue;
                };
                held = true;
                all.take_in(Finding::default().because(vec![symptom]));
                for more in found {
                    all.take_in(more);
                }
            }
            all.value += f64::from(u8::from(held));
        }
        newest_named(all)
    }

    /// What goes with it is looked for from its own time on.
    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        let with = self.with.iter().flat_map(|with| with.measure.looks_back());
        let with = with.map(|(kind, hours)| (kind, hours + self.hours));
        std::iter::once((Kind::Symptom, self.hours))
            .chain(with)
            .collect()
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        let with = self.with.iter().flat_map(|with| with.measure.names());
        named("symptom", &self.of).into_iter().chain(with).collect()
    }

    pub fn says(&self) -> String {
        let with: Vec<String> = self.with.iter().map(Condition::says).collect();
        let says = says(&self.of, self.severity, self.hours);
        format!("{says}, with {}", with.join(" and "))
    }
}

/// When what goes with a symptom is looked for: at its own time, at all that
/// was taken or felt since, and now. In between nothing can begin to hold.
fn instants(judged: &Judged, symptom: &Entry) -> Vec<Moment> {
    let since = judged.journal.between(symptom.at.into(), judged.at.into());
    let read = since.iter().filter(|entry| {
        let taken = entry.dose().is_some() || entry.substance().is_some();
        taken || entry.medicine().is_some() || entry.symptom().is_some()
    });
    let mut at = vec![symptom.at];
    at.extend(read.map(|entry| entry.at));
    at.push(judged.at);
    at.dedup();
    at
}

/// What was felt of these in the last hours, at least so strongly.
pub fn felt_in<'a>(judged: &Judged<'a>, of: &[String], severity: u8, hours: u32) -> Vec<&'a Entry> {
    let strong = |entry: &Entry| {
        let symptom = entry.symptom();
        symptom.is_some_and(|symptom| symptom.severity.number() >= severity.max(1))
    };
    let entries = judged.last_hours(hours).iter();
    entries
        .filter(|entry| strong(entry) && is(entry, of))
        .collect()
}

/// Whether an entry is one of these symptoms, at least so strong.
pub fn is_felt(entry: &Entry, of: &[String], severity: u8) -> bool {
    let symptom = entry.symptom();
    symptom.is_some_and(|symptom| symptom.severity.number() >= severity.max(1)) && is(entry, of)
}

/// Whether a symptom is one of these names or `@groups`.
pub fn is(entry: &Entry, of: &[String]) -> bool {
    let Some(symptom) = entry.symptom() else {
        return false;
    };
    let sign = felt(&symptom.name);
    of.iter().any(|of| match (of.strip_prefix('@'), sign) {
        _ if of == "*" => true,
        (Some(group), Some(sign)) => sign.signs.contains(&group),
        (None, Some(sign)) => sign.name == of,
        (_, None) => false,
    })
}

/// The newest of the symptoms behind it fills `{symptom}`.
fn newest_named(found: Finding) -> Finding {
    let newest = found.because.iter().rev().find_map(|entry| entry.symptom());
    match newest.map(|symptom| symptom.name.clone()) {
        Some(name) => found.word("symptom", name),
        None => found,
    }
}

fn says(of: &[String], severity: u8, hours: u32) -> String {
    let of = match of {
        [one] if one == "*" => "any symptom".to_owned(),
        names => names.join(" or "),
    };
    match severity {
        0 | 1 => format!("{of} in {hours} h"),
        4 => format!("{of} of severity 4 in {hours} h"),
        more => format!("{of} of severity {more} or more in {hours} h"),
    }
}
