//! Each measure in words.

use super::{Days, Hours, Largest, Measure, OfAmount};
use crate::rules::{doses, nights, planned, stop};

impl Measure {
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
            Measure::TogetherG(_) => "g of leaf with that of the half hour before".to_owned(),
            Measure::DoseMg(OfAmount { of }) => format!("{} in one dose", of.says()),
            Measure::DoseTimesLargest(Largest { of, days }) => {
                format!("{} as a multiple of the largest in {days} days", of.says())
            }
            Measure::LeafG(Hours { hours }) => format!("g of leaf in {hours} h"),
            Measure::Occasions(Hours { hours }) => format!("occasions in {hours} h"),
            Measure::HoursSinceOccasion(_) => "hours since the occasion before".to_owned(),
            Measure::RunDays(_) => "days in a row with kratom".to_owned(),
            Measure::KratomDays(Days { days }) => format!("days with kratom of {days}"),
            Measure::NoneDays(Days { days }) => format!("days said without of {days}"),
            Measure::DaysSinceFirst(_) => "days since the first entry".to_owned(),
            Measure::DaysWithoutBefore(_) => "days without kratom before it".to_owned(),
            Measure::BreakOverLongest(Days { days }) => {
                format!("days more than the longest gap in the {days} days before")
            }
            Measure::UseDaysBeforeBreak(Days { days }) => {
                format!("days with kratom of the {days} before the gap")
            }
            Measure::DoseVsMedianPct(Days { days }) => {
                format!("percent of the median dose of the {days} days before the gap")
            }
            Measure::PlanStepPct(over) => planned::says(over.days),
            Measure::KratomIs(kratom) => kratom.says(),
            Measure::Fact(fact) => fact.says(),
            Measure::DoseOverLine(_) => "g of leaf above the person's own line".to_owned(),
            Measure::PulseHighest(Hours { hours }) => format!("highest pulse in {hours} h"),
            Measure::PulseLowest(Hours { hours }) => format!("lowest pulse in {hours} h"),
            Measure::PulseTwice(twice) => twice.says(),
            Measure::Event(event) => event.says(),
            Measure::EventAhead(event) => event.says(),
            Measure::SymptomOnDay(symptom) => symptom.says(),
            Measure::HoursStopped(stopped) => stopped.says(),
            Measure::ParacetamolMg(taken) => taken.says(),
            Measure::CaffeineMg(Hours { hours }) => {
                format!("mg of caffeine within {hours} h of kratom")
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
            Measure::UseDaysToLastDose(Days { days }) => {
                format!("days with kratom of the {days} up to the last dose")
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
            Measure::NightsLogged(Days { days }) => format!("nights written down of {days} days"),
            Measure::BrokenNights(Days { days }) => nights::broken_says(*days),
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
