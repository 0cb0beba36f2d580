//! Which kinds of entry can change what each measure finds.

use super::Measure;
use crate::domain::Kind;

impl Measure {
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
            | Measure::TogetherG(_)
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
}
