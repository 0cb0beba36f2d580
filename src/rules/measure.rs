//! The questions a rule may ask of a journal: a closed list, each with its own
//! parameters, no language inside. `None` is "too little was written down to
//! say", and such a condition does not hold.

use serde::Deserialize;

use super::doses::{self, Amount, Break};
use super::felt::{Symptom, SymptomDays, SymptomWith, SymptomsTogether};
use super::judged::Judged;
use super::mixing::{CoUse, KratomTaken, Taken, UnknownName};
use super::planned;
use crate::domain::{Entry, Kind};

/// What a measure found.
#[derive(Debug, Clone, Default)]
pub struct Finding<'a> {
    pub value: f64,
    /// What fills the named slots of a text.
    pub words: Vec<(&'static str, String)>,
    /// The entries behind it.
    pub because: Vec<&'a Entry>,
}

/// Over so many hours up to the instant; real hours, whatever the clock did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    pub hours: u32,
}

/// Over so many of the person's own days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Days {
    pub days: u32,
}

/// Of one of the amounts of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfAmount {
    pub of: Amount,
}

/// Against the largest of the days before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Largest {
    pub of: Amount,
    pub days: u32,
}

/// Without parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {}

/// The measures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "measure", rename_all = "snake_case")]
pub enum Measure {
    /// How often one of these was felt.
    Symptom(Symptom),
    /// On how many different days one of these was felt.
    SymptomDays(SymptomDays),
    /// How often one of these was felt near one of those.
    SymptomsTogether(SymptomsTogether),
    /// How often one of these was felt while other conditions hold.
    SymptomWith(SymptomWith),
    /// How many substances of a sort were taken.
    Taken(Taken),
    /// Whether the judged substance meets kratom, before or after.
    CoUse(CoUse),
    /// Whether the judged substance has a name nobody knows.
    UnknownName(UnknownName),
    /// How many doses of some channels were taken.
    KratomTaken(KratomTaken),
    /// Grams of leaf in the judged dose.
    DoseG(Plain),
    /// Milligrams the label says of the judged dose.
    DoseMg(OfAmount),
    /// How often the judged dose holds the largest one of the days before.
    DoseTimesLargest(Largest),
    /// Grams of leaf in all doses.
    LeafG(Hours),
    /// How many occasions there were: a new one starts 30 minutes after the
    /// first dose of the one before.
    Occasions(Hours),
    /// Hours between the judged dose, where it starts an occasion, and the dose
    /// before it.
    HoursSinceOccasion(Plain),
    /// Days in a row with kratom.
    RunDays(Plain),
    /// How many of the last days had kratom.
    KratomDays(Days),
    /// How many of the last days the person said to be without kratom.
    NoneDays(Days),
    /// Days since the first entry.
    DaysSinceFirst(Plain),
    /// Days without a dose written down between the judged dose and the one
    /// before it.
    DaysWithoutBefore(Plain),
    /// By how many days that gap is longer than the longest one in the days
    /// before it.
    BreakOverLongest(Days),
    /// How many of the days before that gap had kratom.
    UseDaysBeforeBreak(Days),
    /// The judged dose in percent of the median dose in the days before the
    /// gap; where either weight is not known it counts as the whole of it.
    DoseVsMedianPct(Days),
    /// By how many percent a line of the person's own plan is below the one
    /// before it: of the judged entry, or of those begun in the last days.
    PlanStepPct(Days),
}

impl Measure {
    /// What it finds, or `None` where too little was written down.
    #[must_use]
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let gap = || Break::before(judged);
        match self {
            Measure::Symptom(symptom) => Some(symptom.of(judged)),
            Measure::SymptomDays(days) => Some(days.of(judged)),
            Measure::SymptomsTogether(both) => Some(both.of(judged)),
            Measure::SymptomWith(symptom) => Some(symptom.of(judged)),
            Measure::Taken(taken) => Some(taken.of(judged)),
            Measure::CoUse(both) => both.of(judged),
            Measure::UnknownName(name) => name.of(judged),
            Measure::KratomTaken(taken) => Some(taken.of(judged)),
            Measure::DoseG(_) => doses::amount(judged, Amount::LeafG),
            Measure::DoseMg(of) => doses::amount(judged, of.of),
            Measure::DoseTimesLargest(of) => doses::times_largest(judged, of.of, of.days),
            Measure::LeafG(over) => doses::leaf_total(judged, over.hours),
            Measure::Occasions(over) => Some(doses::occasions_in(judged, over.hours)),
            Measure::HoursSinceOccasion(_) => doses::hours_since_occasion(judged),
            Measure::RunDays(_) => Some(doses::run(judged)),
            Measure::KratomDays(over) => Some(doses::days_with(judged, over.days)),
            Measure::NoneDays(over) => Some(doses::days_without(judged, over.days)),
            Measure::DaysSinceFirst(_) => doses::days_since_first(judged),
            Measure::DaysWithoutBefore(_) => gap().map(Break::days_without),
            Measure::BreakOverLongest(over) => gap().map(|b| b.over_longest(judged, over.days)),
            Measure::UseDaysBeforeBreak(over) => gap().map(|b| b.use_days(judged, over.days)),
            Measure::DoseVsMedianPct(over) => gap().map(|b| b.vs_median_pct(judged, over.days)),
            Measure::PlanStepPct(over) => planned::step_pct(judged, over.days),
        }
    }

    /// The names, `@groups`, roles and classes it speaks of, for the test that
    /// holds them against the lists.
    #[must_use]
    pub fn names(&self) -> Vec<(&'static str, &str)> {
        match self {
            Measure::Symptom(symptom) => symptom.names(),
            Measure::SymptomDays(days) => days.names(),
            Measure::SymptomsTogether(both) => both.names(),
            Measure::SymptomWith(symptom) => symptom.names(),
            Measure::Taken(taken) => taken.names(),
            Measure::CoUse(both) => both.names(),
            _ => Vec::new(),
        }
    }

    /// Which kinds it reads and how many hours back from what is judged, for the
    /// test that holds them against what is loaded. The windows of substances
    /// are held there by themselves, and what counts from the last dose before a
    /// gap is loaded from there.
    #[must_use]
    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        // A day more, for where days begin.
        let whole_days = |days: u32| (days + 1) * 24;
        match self {
            Measure::Symptom(symptom) => vec![(Kind::Symptom, symptom.hours())],
            Measure::SymptomDays(days) => vec![(Kind::Symptom, days.hours())],
            Measure::SymptomsTogether(both) => vec![(Kind::Symptom, both.hours())],
            Measure::SymptomWith(symptom) => symptom.looks_back(),
            Measure::Taken(taken) => vec![(Kind::Substance, taken.hours())],
            Measure::KratomTaken(taken) => vec![(Kind::Dose, taken.hours())],
            Measure::DoseTimesLargest(of) => vec![(Kind::Dose, of.days * 24)],
            Measure::LeafG(over) => vec![(Kind::Dose, over.hours)],
            // Where a chain of doses reaches further, it is followed.
            Measure::Occasions(over) => vec![(Kind::Dose, over.hours + 24)],
            Measure::HoursSinceOccasion(_) => vec![(Kind::Dose, 48)],
            Measure::KratomDays(over)
            | Measure::BreakOverLongest(over)
            | Measure::UseDaysBeforeBreak(over)
            | Measure::DoseVsMedianPct(over) => vec![(Kind::Dose, whole_days(over.days))],
            Measure::NoneDays(over) => {
                let hours = whole_days(over.days);
                vec![(Kind::None, hours), (Kind::Dose, hours)]
            }
            // Of the entry itself, or of what is known of the time before.
            Measure::CoUse(_)
            | Measure::UnknownName(_)
            | Measure::DoseG(_)
            | Measure::DoseMg(_)
            | Measure::RunDays(_)
            | Measure::DaysSinceFirst(_)
            | Measure::DaysWithoutBefore(_)
            | Measure::PlanStepPct(_) => Vec::new(),
        }
    }

    /// The question in words, for the table of rules.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Measure::Symptom(symptom) => symptom.says(),
            Measure::SymptomDays(days) => days.says(),
            Measure::SymptomsTogether(both) => both.says(),
            Measure::SymptomWith(symptom) => symptom.says(),
            Measure::Taken(taken) => taken.says(),
            Measure::CoUse(both) => both.says(),
            Measure::UnknownName(name) => name.says().to_owned(),
            Measure::KratomTaken(taken) => taken.says(),
            Measure::DoseG(_) => "g of leaf in one dose".to_owned(),
            Measure::DoseMg(of) => format!("{} in one dose", of.of.says()),
            Measure::DoseTimesLargest(of) => {
                format!(
                    "{} as a multiple of the largest in {} days",
                    of.of.says(),
                    of.days
                )
            }
            Measure::LeafG(over) => format!("g of leaf in {} h", over.hours),
            Measure::Occasions(over) => format!("occasions in {} h", over.hours),
            Measure::HoursSinceOccasion(_) => "hours since the occasion before".to_owned(),
            Measure::RunDays(_) => "days in a row with kratom".to_owned(),
            Measure::KratomDays(over) => format!("days with kratom of {}", over.days),
            Measure::NoneDays(over) => format!("days said without of {}", over.days),
            Measure::DaysSinceFirst(_) => "days since the first entry".to_owned(),
            Measure::DaysWithoutBefore(_) => "days without kratom before it".to_owned(),
            Measure::BreakOverLongest(over) => {
                format!(
                    "days more than the longest gap in the {} days before",
                    over.days
                )
            }
            Measure::UseDaysBeforeBreak(over) => {
                format!("days with kratom of the {} before the gap", over.days)
            }
            Measure::DoseVsMedianPct(over) => {
                format!(
                    "percent of the median dose of the {} days before the gap",
                    over.days
                )
            }
            Measure::PlanStepPct(over) => {
                format!(
                    "percent a step of the plan goes down, begun in {} days",
                    over.days
                )
            }
        }
    }
}

impl<'a> Finding<'a> {
    /// A bare value.
    #[must_use]
    pub fn value(value: f64) -> Finding<'a> {
        Finding {
            value,
            ..Finding::default()
        }
    }

    /// A whole number, which also fills `{n}`.
    #[must_use]
    pub fn of(n: u32) -> Finding<'a> {
        Finding::value(f64::from(n)).word("n", n.to_string())
    }

    /// As many as the entries behind it.
    #[must_use]
    pub fn many(entries: Vec<&'a Entry>) -> Finding<'a> {
        Finding::of(count(entries.len())).because(entries)
    }

    #[must_use]
    pub fn because(mut self, entries: Vec<&'a Entry>) -> Finding<'a> {
        self.because = entries;
        self
    }

    #[must_use]
    pub fn word(mut self, slot: &'static str, word: impl Into<String>) -> Finding<'a> {
        self.words.push((slot, word.into()));
        self
    }

    /// Adds the words and entries of a further condition; the first one's value
    /// stands.
    pub fn take_in(&mut self, more: Finding<'a>) {
        for (slot, word) in more.words {
            if !self.words.iter().any(|(own, _)| *own == slot) {
                self.words.push((slot, word));
            }
        }
        for entry in more.because {
            if !self.because.iter().any(|own| own.id == entry.id) {
                self.because.push(entry);
            }
        }
    }
}

/// A number of things, as findings count.
#[must_use]
pub fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Names of one sort, as [`Measure::names`] gives them.
#[must_use]
pub fn named<'a>(sort: &'static str, names: &'a [String]) -> Vec<(&'static str, &'a str)> {
    names.iter().map(|name| (sort, name.as_str())).collect()
}
