//! What each measure finds: every one is worked out in the file of its subject.

use super::{Finding, Measure};
use crate::rules::doses::{self, Amount, Break};
use crate::rules::judged::Judged;
use crate::rules::{milligrams, nights, person, planned, readings, start, stop};

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
            Measure::TogetherG(_) => doses::together(judged),
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
}
