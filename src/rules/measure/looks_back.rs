//! How far back each measure looks.

use super::Measure;
use crate::domain::Kind;
use crate::rules::taken::MEDICINE_LOOKS_BACK_H;
use crate::rules::{nights, start, stop};

impl Measure {
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
            Measure::TogetherG(_) => vec![(Kind::Dose, 1)],
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
}
