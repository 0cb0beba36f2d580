//! The questions a rule may ask of a journal: a closed list, each with its own
//! parameters, no language inside. `None` is "too little was written down to
//! say", and such a condition does not hold.

use serde::Deserialize;

use super::bags::{DoseLacks, IllAfterBatch};
use super::change::{Cut, Rise};
use super::doses::{self, Amount, Break};
use super::events::{EventAhead, EventIs, SymptomOnDay};
use super::felt::{Symptom, SymptomDays, SymptomWith, SymptomsTogether};
use super::judged::Judged;
use super::milligrams::{self, ParacetamolMg};
use super::mixing::{CoUse, KratomIs, KratomTaken, Taken, UnknownName};
use super::nights::{self, LateDoses, LowSleepWeeks, MeanSleep, MorningUse};
use super::person::{self, FactHolds};
use super::planned;
use super::readings::{self, LastReading, PulseTwice};
use super::regular::{Medicine, Meets, Regular, TakenDays};
use super::signs::{DifferentSymptomDays, SymptomAfterDoses, SymptomCluster, SymptomRun};
use super::start;
use super::stop::{self, GapTimesUsual, HoursSinceDose};
use super::stopped::HoursStopped;
use super::taken::{Known, MEDICINE_LOOKS_BACK_H};
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
            Measure::KratomIs(kratom) => Some(kratom.of(judged)),
            Measure::Fact(fact) => Some(fact.of(judged)),
            Measure::DoseOverLine(_) => person::dose_over_line(judged),
            Measure::PulseHighest(over) => readings::highest(judged, over.hours),
            Measure::PulseLowest(over) => readings::lowest(judged, over.hours),
            Measure::PulseTwice(twice) => twice.of(judged),
            Measure::Event(event) => Some(event.of(judged)),
            Measure::EventAhead(event) => Some(event.of(judged)),
            Measure::SymptomOnDay(symptom) => symptom.of(judged),
            Measure::HoursStopped(stopped) => stopped.of(judged),
            Measure::ParacetamolMg(taken) => taken.of(judged),
            Measure::CaffeineMg(over) => milligrams::caffeine_near_kratom(judged, over.hours),
            Measure::Regular(regular) => regular.of(judged),
            Measure::Meets(meets) => meets.of(judged),
            Measure::AlsoMeets(others) => others.also(judged),
            Measure::Medicine(medicine) => Some(medicine.of(judged)),
            Measure::RisePct(rise) => rise.of(judged),
            Measure::CutPct(cut) => cut.of(judged),
            Measure::HoursSinceDose(since) => since.of(judged),
            Measure::GapTimesUsual(gap) => gap.of(judged),
            Measure::RunToLastDose(_) => stop::run_to_last_dose(judged),
            Measure::RunWithin(over) => Some(stop::run_within(judged, over.days)),
            Measure::UseDaysToLastDose(over) => stop::use_days_to_last_dose(judged, over.days),
            Measure::DifferentSymptomDays(days) => Some(days.of(judged)),
            Measure::SymptomCluster(cluster) => Some(cluster.of(judged)),
            Measure::SymptomAfterDoses(after) => Some(after.of(judged)),
            Measure::SymptomRun(run) => Some(run.of(judged)),
            Measure::MorningUse(morning) => morning.of(judged),
            Measure::LateDoses(late) => late.of(judged),
            Measure::LateDosesOverOther(late) => late.over_other(judged),
            Measure::NightsLogged(over) => Some(nights::logged(judged, over.days)),
            Measure::BrokenNights(over) => Some(nights::broken(judged, over.days)),
            Measure::MeanSleep(mean) => mean.of(judged),
            Measure::LowSleepWeeks(weeks) => Some(weeks.of(judged)),
            Measure::DoseLacks(lacks) => lacks.of(judged),
            Measure::IllAfterBatch(ill) => Some(ill.of(judged)),
            Measure::DaysSinceStart(_) => start::days_since_start(judged),
            Measure::LastReading(reading) => reading.of(judged),
            Measure::TakenDays(days) => Some(days.of(judged)),
            Measure::LeafCounted(over) => Some(doses::leaf_counted(judged, over.hours)),
        }
    }

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
            Measure::LeafG(over) | Measure::LeafCounted(over) => vec![(Kind::Dose, over.hours)],
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
            Measure::PulseHighest(over) | Measure::PulseLowest(over) => {
                vec![(Kind::Reading, over.hours)]
            }
            Measure::PulseTwice(twice) => vec![(Kind::Reading, twice.hours)],
            Measure::SymptomOnDay(_) => vec![(Kind::Symptom, 25)],
            Measure::HoursStopped(stopped) => vec![(Kind::Substance, stopped.hours())],
            Measure::ParacetamolMg(taken) => vec![(Kind::Substance, taken.hours())],
            Measure::CaffeineMg(over) => {
                vec![(Kind::Substance, 2 * over.hours), (Kind::Dose, over.hours)]
            }
            Measure::Meets(meets) | Measure::AlsoMeets(meets) => meets.looks_back(),
            Measure::TakenDays(over) => vec![(Kind::Substance, whole_days(over.days()))],
            // Of the last kratom before it.
            Measure::Regular(_) => vec![(Kind::Dose, MEDICINE_LOOKS_BACK_H)],
            Measure::RisePct(rise) => rise.looks_back(),
            Measure::CutPct(cut) => cut.looks_back(),
            Measure::UseDaysToLastDose(over) | Measure::RunWithin(over) => {
                stop::looks_back(over.days)
            }
            Measure::DifferentSymptomDays(days) => days.looks_back(),
            Measure::SymptomCluster(cluster) => cluster.looks_back(),
            Measure::SymptomAfterDoses(after) => after.looks_back(),
            Measure::SymptomRun(run) => run.looks_back(),
            Measure::MorningUse(morning) => morning.looks_back(),
            Measure::LateDoses(late) | Measure::LateDosesOverOther(late) => late.looks_back(),
            Measure::NightsLogged(over) | Measure::BrokenNights(over) => {
                nights::nights_look_back(over.days)
            }
            Measure::MeanSleep(mean) => mean.looks_back(),
            Measure::LowSleepWeeks(weeks) => weeks.looks_back(),
            Measure::DoseLacks(lacks) => lacks.looks_back(),
            Measure::IllAfterBatch(ill) => ill.looks_back(),
            Measure::DaysSinceStart(_) => start::looks_back(),
            Measure::LastReading(reading) => reading.looks_back(),
            // Of the entry itself, or of what is known of the time before.
            Measure::KratomIs(_)
            | Measure::Fact(_)
            | Measure::DoseOverLine(_)
            | Measure::Event(_)
            | Measure::EventAhead(_)
            | Measure::CoUse(_)
            | Measure::UnknownName(_)
            | Measure::Medicine(_)
            | Measure::DoseG(_)
            | Measure::DoseMg(_)
            | Measure::RunDays(_)
            | Measure::DaysSinceFirst(_)
            | Measure::DaysWithoutBefore(_)
            | Measure::PlanStepPct(_)
            | Measure::GapTimesUsual(_)
            | Measure::HoursSinceDose(_)
            | Measure::RunToLastDose(_) => Vec::new(),
        }
    }

    /// Whether an entry of this kind that is written beside others can change
    /// what it finds; when the record begins is left out of this. True where
    /// that is not known.
    #[must_use]
    pub fn reads(&self, kind: Kind) -> bool {
        let is = |kinds: &[Kind]| kinds.contains(&kind);
        match self {
            Measure::Symptom(_)
            | Measure::SymptomDays(_)
            | Measure::SymptomsTogether(_)
            | Measure::SymptomOnDay(_)
            | Measure::DifferentSymptomDays(_)
            | Measure::SymptomRun(_) => is(&[Kind::Symptom]),
            Measure::SymptomCluster(cluster) => cluster.reads(kind),
            Measure::SymptomAfterDoses(_) | Measure::IllAfterBatch(_) => {
                is(&[Kind::Symptom, Kind::Dose])
            }
            Measure::Taken(_) | Measure::ParacetamolMg(_) => is(&[Kind::Substance]),
            Measure::TakenDays(_) | Measure::HoursStopped(_) => {
                is(&[Kind::Substance, Kind::Medicine])
            }
            Measure::KratomTaken(_) | Measure::CaffeineMg(_) => is(&[Kind::Substance, Kind::Dose]),
            Measure::DoseTimesLargest(_)
            | Measure::LeafG(_)
            | Measure::LeafCounted(_)
            | Measure::Occasions(_)
            | Measure::HoursSinceOccasion(_)
            | Measure::RisePct(_)
            | Measure::HoursSinceDose(_)
            | Measure::GapTimesUsual(_) => is(&[Kind::Dose]),
            Measure::RunDays(_)
            | Measure::KratomDays(_)
            | Measure::NoneDays(_)
            | Measure::CutPct(_)
            | Measure::RunToLastDose(_)
            | Measure::RunWithin(_)
            | Measure::UseDaysToLastDose(_)
            | Measure::DaysWithoutBefore(_)
            | Measure::BreakOverLongest(_)
            | Measure::UseDaysBeforeBreak(_)
            | Measure::DoseVsMedianPct(_) => is(&[Kind::Dose, Kind::None]),
            Measure::DaysSinceStart(_) => is(&[Kind::Dose, Kind::None, Kind::About]),
            Measure::PulseHighest(_)
            | Measure::PulseLowest(_)
            | Measure::PulseTwice(_)
            | Measure::LastReading(_) => is(&[Kind::Reading]),
            Measure::MorningUse(_) | Measure::LateDoses(_) | Measure::LateDosesOverOther(_) => {
                is(&[Kind::Sleep, Kind::Dose])
            }
            Measure::NightsLogged(_)
            | Measure::BrokenNights(_)
            | Measure::MeanSleep(_)
            | Measure::LowSleepWeeks(_) => is(&[Kind::Sleep]),
            // Only of the judged entry itself, or of what the record begins with.
            Measure::DoseG(_)
            | Measure::DoseMg(_)
            | Measure::KratomIs(_)
            | Measure::DaysSinceFirst(_) => false,
            Measure::Fact(_) | Measure::DoseOverLine(_) | Measure::PlanStepPct(_) => {
                is(&[Kind::About])
            }
            Measure::Event(_) | Measure::EventAhead(_) => is(&[Kind::Event]),
            Measure::Medicine(_) => is(&[Kind::Medicine]),
            Measure::CoUse(_)
            | Measure::UnknownName(_)
            | Measure::Regular(_)
            | Measure::Meets(_)
            | Measure::AlsoMeets(_) => is(&[Kind::Dose, Kind::Substance, Kind::Medicine]),
            Measure::DoseLacks(_) => is(&[Kind::Dose, Kind::Product]),
            // Other entries say when it is looked at.
            Measure::SymptomWith(_) => true,
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
            Measure::PlanStepPct(over) => planned::says(over.days),
            Measure::KratomIs(kratom) => kratom.says(),
            Measure::Fact(fact) => fact.says(),
            Measure::DoseOverLine(_) => "g of leaf above the person's own line".to_owned(),
            Measure::PulseHighest(over) => format!("highest pulse in {} h", over.hours),
            Measure::PulseLowest(over) => format!("lowest pulse in {} h", over.hours),
            Measure::PulseTwice(twice) => twice.says(),
            Measure::Event(event) => event.says(),
            Measure::EventAhead(event) => event.says(),
            Measure::SymptomOnDay(symptom) => symptom.says(),
            Measure::HoursStopped(stopped) => stopped.says(),
            Measure::ParacetamolMg(taken) => taken.says(),
            Measure::CaffeineMg(over) => {
                format!("mg of caffeine within {} h of kratom", over.hours)
            }
            Measure::Regular(regular) => regular.says(),
            Measure::Meets(meets) => meets.says(),
            Measure::AlsoMeets(others) => others.also_says(),
            Measure::Medicine(medicine) => medicine.says(),
            Measure::RisePct(rise) => rise.says(),
            Measure::CutPct(cut) => cut.says(),
            Measure::HoursSinceDose(since) => since.says(),
            Measure::GapTimesUsual(gap) => gap.says(),
            Measure::RunToLastDose(_) => "days in a row with kratom up to the last dose".to_owned(),
            Measure::RunWithin(over) => stop::run_within_says(over.days),
            Measure::UseDaysToLastDose(over) => {
                format!("days with kratom of the {} up to the last dose", over.days)
            }
            Measure::DifferentSymptomDays(days) => days.says(),
            Measure::SymptomCluster(cluster) => cluster.says(),
            Measure::SymptomAfterDoses(after) => after.says(),
            Measure::SymptomRun(run) => run.says(),
            Measure::MorningUse(morning) => morning.says(),
            Measure::LateDoses(late) => late.says(),
            Measure::LateDosesOverOther(_) => {
                "how much more often they were poor than others, in percent of nights".to_owned()
            }
            Measure::NightsLogged(over) => format!("nights written down of {} days", over.days),
            Measure::BrokenNights(over) => format!(
                "nights of {} days with less than 85% of the time in bed asleep and more than 30 \
                 min to fall asleep or awake",
                over.days
            ),
            Measure::MeanSleep(mean) => mean.says(),
            Measure::LowSleepWeeks(weeks) => weeks.says(),
            Measure::DoseLacks(lacks) => lacks.says(),
            Measure::IllAfterBatch(ill) => ill.says(),
            Measure::DaysSinceStart(_) => "days since the start, where it is known".to_owned(),
            Measure::LastReading(reading) => reading.says(),
            Measure::TakenDays(days) => days.says(),
            Measure::LeafCounted(over) => doses::counted_says(over.hours),
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
        let key = |entry: &Entry| (entry.at, entry.id);
        // What stands in order of time holds nothing twice.
        let in_order = more.because.is_sorted_by(|one, next| key(one) < key(next));
        let own = self.because.len();
        for entry in more.because {
            let known = if in_order { own } else { self.because.len() };
            if !self.because[..known].iter().any(|it| it.id == entry.id) {
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
