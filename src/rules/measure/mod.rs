//! The questions a rule may ask of a journal: a closed list, each with its own
//! parameters, no language inside. `None` is "too little was written down to
//! say", and such a condition does not hold.
//!
//! What the list must answer of each stands in one file an answer, a row a
//! measure: a new measure that forgets one does not compile.

mod finding;
mod looks_back;
mod of;
mod reads;
mod says;

use serde::Deserialize;

use super::bags::{DoseLacks, IllAfterBatch};
use super::change::{Cut, Rise};
use super::doses::Amount;
use super::events::{EventAhead, EventIs, SymptomOnDay};
use super::felt::{Symptom, SymptomDays, SymptomWith, SymptomsTogether};
use super::milligrams::ParacetamolMg;
use super::mixing::{CoUse, KratomIs, KratomTaken, Taken, UnknownName};
use super::nights::{LateDoses, LowSleepWeeks, MeanSleep, MorningUse};
use super::person::FactHolds;
use super::readings::{LastReading, PulseTwice};
use super::regular::{Medicine, Meets, Regular, TakenDays};
use super::signs::{DifferentSymptomDays, SymptomAfterDoses, SymptomCluster, SymptomRun};
use super::stop::{GapTimesUsual, HoursSinceDose};
use super::stopped::HoursStopped;
use super::taken::Known;

pub use finding::{Finding, count};

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
    /// Grams of leaf in the judged dose and those of the half hour before it; 0
    /// where there are none before.
    TogetherG(Plain),
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
    /// Whether the judged entry is kratom of some channels.
    KratomIs(KratomIs),
    /// Whether a fact about the person holds.
    Fact(FactHolds),
    /// By how many grams of leaf the judged dose is above the person's own line.
    DoseOverLine(Plain),
    /// The highest pulse.
    PulseHighest(Hours),
    /// The lowest pulse.
    PulseLowest(Hours),
    /// The pulse that was reached twice.
    PulseTwice(PulseTwice),
    /// Whether the judged entry is one of these events.
    Event(EventIs),
    /// How many of these events lie ahead.
    EventAhead(EventAhead),
    /// How often one of these was felt on the day of the judged entry.
    SymptomOnDay(SymptomOnDay),
    /// Hours since a steady use stopped.
    HoursStopped(HoursStopped),
    /// The most paracetamol in a stretch of time.
    ParacetamolMg(ParacetamolMg),
    /// Milligrams of caffeine near the kratom of the last hours, by what was
    /// written and by typical drinks.
    CaffeineMg(Hours),
    /// Whether the judged substance is taken regularly on a day with kratom.
    Regular(Regular),
    /// Whether the judged substance meets kratom within some hours, as an entry
    /// or taken regularly.
    Meets(Meets),
    /// How many other substances meet the same kratom.
    AlsoMeets(Meets),
    /// How many medicines of a sort are taken regularly.
    Medicine(Medicine),
    /// By how many percent an amount rose against the days before.
    RisePct(Rise),
    /// By how many percent the total fell against the days before.
    CutPct(Cut),
    /// Hours since the last dose.
    HoursSinceDose(HoursSinceDose),
    /// Time since the last dose against the usual gap.
    GapTimesUsual(GapTimesUsual),
    /// Days in a row with kratom up to the last dose.
    RunToLastDose(Plain),
    /// The longest run of days with kratom that ended in the last days.
    RunWithin(Days),
    /// How many of the days up to the last dose had kratom.
    UseDaysToLastDose(Days),
    /// On how many days several different symptoms were felt.
    DifferentSymptomDays(DifferentSymptomDays),
    /// How many different symptoms were felt in one span.
    SymptomCluster(SymptomCluster),
    /// After how many of the last doses the same symptom was felt.
    SymptomAfterDoses(SymptomAfterDoses),
    /// Days in a row with a symptom.
    SymptomRun(SymptomRun),
    /// On how many days the first dose came soon after waking.
    MorningUse(MorningUse),
    /// How many poor nights followed a late dose.
    LateDoses(LateDoses),
    /// By how much more often they were poor than other nights.
    LateDosesOverOther(LateDoses),
    /// How many nights were written down.
    NightsLogged(Days),
    /// How many nights were broken.
    BrokenNights(Days),
    /// The mean sleep of nights, in hours.
    MeanSleep(MeanSleep),
    /// How many of the last weeks had too little sleep.
    LowSleepWeeks(LowSleepWeeks),
    /// Whether the judged dose lacks something on record.
    DoseLacks(DoseLacks),
    /// Whether an illness followed doses of one batch.
    IllAfterBatch(IllAfterBatch),
    /// Days since there is kratom.
    DaysSinceStart(Plain),
    /// What the last reading of a name was.
    LastReading(LastReading),
    /// On how many days a substance was taken.
    TakenDays(TakenDays),
    /// How many capsules, spoons or other units of leaf, where not weighed.
    LeafCounted(Hours),
}

impl Measure {
    /// Whether it is asked of one substance and the kratom it meets.
    #[must_use]
    pub fn is_of_pair(&self) -> bool {
        matches!(
            self,
            Measure::CoUse(_)
                | Measure::UnknownName(_)
                | Measure::Regular(_)
                | Measure::Meets(_)
                | Measure::AlsoMeets(_)
        )
    }

    /// Within how many hours of kratom it asks about this substance, where it
    /// does not go by the substance's own windows.
    #[must_use]
    pub fn reach_h(&self, known: &Known) -> Option<u32> {
        match self {
            Measure::Meets(meets) => meets.reach_h(known),
            Measure::AlsoMeets(others) => others.reach_h(known),
            _ => None,
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
            Measure::Fact(fact) => fact.names(),
            Measure::Event(event) => event.names(),
            Measure::EventAhead(event) => event.names(),
            Measure::SymptomOnDay(symptom) => symptom.names(),
            Measure::HoursStopped(stopped) => stopped.names(),
            Measure::Regular(regular) => regular.names(),
            Measure::Meets(meets) => meets.names(),
            Measure::AlsoMeets(others) => others.names(),
            Measure::Medicine(medicine) => medicine.names(),
            Measure::DifferentSymptomDays(days) => days.names(),
            Measure::SymptomCluster(cluster) => cluster.names(),
            Measure::SymptomAfterDoses(after) => after.names(),
            Measure::SymptomRun(run) => run.names(),
            Measure::IllAfterBatch(ill) => ill.names(),
            Measure::TakenDays(days) => days.names(),
            _ => Vec::new(),
        }
    }
}

/// Names of one sort, as [`Measure::names`] gives them.
#[must_use]
pub fn named<'a>(sort: &'static str, names: &'a [String]) -> Vec<(&'static str, &'a str)> {
    names.iter().map(|name| (sort, name.as_str())).collect()
}
