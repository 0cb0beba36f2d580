//! Day by day, for charts. A day nothing is known of stays a gap.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta, Timelike};

use super::Lookups;
use super::between;
use super::met::Windows;
use super::own_lines::{Lines, OwnLines};
use super::range::{self, Range};
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::Moment;
use crate::domain::occasion::occasions;
use crate::domain::sleep::Sleep;
use crate::domain::symptom::Severity;
use crate::domain::{Entry, What};

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub struct DayStats {
    pub date: NaiveDate,
    pub state: Day,
    pub stand: Stand,
    /// Of every form.
    pub doses: usize,
    /// Times kratom was taken: doses within half an hour of the first of them
    /// are one.
    pub occasions: usize,
    /// Grams of leaf with known weight; unknown where no leaf dose has one.
    pub leaf: Option<Mg>,
    /// Each leaf dose with known weight, in order of time.
    pub leaf_doses: Vec<Mg>,
    /// Leaf doses that are missing from both.
    pub doses_without_weight: usize,
    pub extract_doses: usize,
    pub seven_oh_doses: usize,
    /// What else was taken on it within its own window of a dose, each once: it
    /// belongs to the day it was taken, on whichever side of midnight the dose was.
    pub with_other: Vec<String>,
    /// The longest night that ended on this date.
    pub night: Option<Night>,
    /// Each symptom at its strongest; severity 0 is not in it.
    pub symptoms: Vec<(String, Severity)>,
    /// The hour by the clock of each dose, where it was lived.
    pub hours: Vec<u32>,
    /// Minutes of each [`between::Gap`] that ended on it.
    pub gaps: Vec<i64>,
    /// Minutes from waking to the first dose of the day after it.
    pub after_waking: Option<i64>,
    /// Minutes from the last dose to getting into bed, for the night that ended
    /// on this date; unknown without a dose in the 24 hours before.
    pub before_bed: Option<i64>,
    /// Everything measured or scored, by its name.
    pub readings: Vec<(String, f64)>,
    /// The person's own lines that hold on it.
    pub lines: Lines,
}

/// Where a day stands in time: rates leave today out until it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    Over,
    Today,
    Ahead,
}

/// What is known of a night.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Night {
    /// Minutes in bed.
    pub in_bed: i64,
    /// Minutes asleep, where falling asleep and lying awake were written down.
    pub asleep: Option<i64>,
    /// 0 to 10.
    pub quality: Option<u8>,
    /// Minutes until sleep came.
    pub latency: Option<u16>,
    /// Percent of the time in bed.
    pub efficiency: Option<f64>,
    pub bed_at: Moment,
    /// Waking for the last time; getting up where that was not written down.
    pub woke_at: Moment,
}

/// A dose longer ago says nothing about a night.
const BEFORE_BED: TimeDelta = TimeDelta::hours(24);

/// Every day from one to another, both included.
#[must_use]
pub fn days(
    journal: &Journal,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
    lookups: &Lookups,
) -> Vec<DayStats> {
    let mut of_day: HashMap<NaiveDate, Vec<&Entry>> = HashMap::new();
    for entry in Range::between(from, to).entries(journal) {
        let day = entry.day(journal.day_start());
        of_day.entry(day).or_default().push(entry);
    }
    let mut windows = Windows::new(journal, lookups);
    let lines = OwnLines::of(journal, lookups);
    let mut gaps: HashMap<NaiveDate, Vec<i64>> = HashMap::new();
    for gap in between::gaps(journal, from, to) {
        gaps.entry(gap.day).or_default().push(gap.minutes);
    }
    range::days(from, to)
        .map(|date| {
            let entries = of_day.remove(&date).unwrap_or_default();
            let mut day = DayStats::empty(date, journal.day(date), today);
            day.lines = lines.on(date);
            day.fill(&entries, &mut windows, lookups);
            day.gaps = gaps.remove(&date).unwrap_or_default();
            day.before_bed = day.night.and_then(|night| before_bed(journal, night));
            day
        })
        .collect()
}

/// Minutes from the last dose to bed.
fn before_bed(journal: &Journal, night: Night) -> Option<i64> {
    let bed = night.bed_at.to_utc();
    let before = journal.between(bed - BEFORE_BED, bed).iter().rev();
    let mut doses = before.filter(|entry| entry.dose().is_some());
    doses
        .next()
        .map(|dose| (night.bed_at - dose.at).num_minutes())
}

impl DayStats {
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.stand == Stand::Over
    }

    /// Whether anything is known of kratom on this day: a dose, or a "none".
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.state != Day::NotRecorded
    }

    /// The largest leaf dose with known weight.
    #[must_use]
    pub fn largest(&self) -> Option<Mg> {
        self.leaf_doses.iter().copied().max()
    }

    fn empty(date: NaiveDate, state: Day, today: NaiveDate) -> DayStats {
        let stand = match date.cmp(&today) {
            std::cmp::Ordering::Less => Stand::Over,
            std::cmp::Ordering::Equal => Stand::Today,
            std::cmp::Ordering::Greater => Stand::Ahead,
        };
        DayStats {
            date,
            state,
            stand,
            doses: 0,
            occasions: 0,
            leaf: None,
            leaf_doses: Vec::new(),
            doses_without_weight: 0,
            extract_doses: 0,
            seven_oh_doses: 0,
            with_other: Vec::new(),
            night: None,
            symptoms: Vec::new(),
            hours: Vec::new(),
            gaps: Vec::new(),
            after_waking: None,
            before_bed: None,
            readings: Vec::new(),
            lines: Lines::default(),
        }
    }

    fn fill<'a>(
        &mut self,
        entries: &[&'a Entry],
        windows: &mut Windows<'a, '_>,
        lookups: &Lookups,
    ) {
        for entry in entries {
            match &entry.what {
                What::Dose(dose) => {
                    self.add_dose(dose);
                    self.hours.push(entry.at.hour());
                }
                What::Substance(taken) if windows.nearest_dose(entry).is_some() => {
                    self.add_other(&taken.name);
                }
                What::Sleep(sleep) => self.add_night(sleep),
                What::Symptom(symptom) => {
                    self.add_symptom(lookups.felt(&symptom.name), symptom.severity);
                }
                What::Reading(reading) => self
                    .readings
                    .push((reading.name.clone(), reading.amount.value())),
                _ => {}
            }
        }
        let doses = entries.iter().copied();
        self.occasions = occasions(doses.filter(|entry| entry.dose().is_some())).len();
        self.after_waking = self.night.and_then(|night| after_waking(entries, night));
        self.leaf = (!self.leaf_doses.is_empty()).then(|| self.leaf_doses.iter().copied().sum());
    }

    fn add_dose(&mut self, dose: &Dose) {
        self.doses += 1;
        match (dose.form.channel(), dose.leaf_weight()) {
            (Channel::Leaf, Some(weight)) => self.leaf_doses.push(weight),
            (Channel::Leaf, None) => self.doses_without_weight += 1,
            (Channel::Extract, _) => self.extract_doses += 1,
            (Channel::SevenOh, _) => self.seven_oh_doses += 1,
        }
    }

    fn add_other(&mut self, name: &str) {
        if !self.with_other.iter().any(|known| known == name) {
            self.with_other.push(name.to_owned());
        }
    }

    fn add_night(&mut self, sleep: &Sleep) {
        let night = Night {
            in_bed: sleep.time_in_bed().num_minutes(),
            asleep: sleep.total_sleep().map(|total| total.num_minutes()),
            quality: sleep.quality,
            latency: sleep.asleep_after_min,
            efficiency: sleep.efficiency(),
            bed_at: sleep.bed_at,
            woke_at: sleep.wake_at.unwrap_or(sleep.up_at),
        };
        if self.night.is_none_or(|known| known.in_bed < night.in_bed) {
            self.night = Some(night);
        }
    }

    fn add_symptom(&mut self, name: &str, severity: Severity) {
        if severity == Severity::None {
            return;
        }
        match self.symptoms.iter_mut().find(|(known, _)| known == name) {
            Some((_, strongest)) => *strongest = severity.max(*strongest),
            None => self.symptoms.push((name.to_owned(), severity)),
        }
    }
}

fn after_waking(entries: &[&Entry], night: Night) -> Option<i64> {
    let mut doses = entries.iter().filter(|entry| entry.dose().is_some());
    let first = doses.find(|dose| dose.at >= night.woke_at)?;
    Some((first.at - night.woke_at).num_minutes())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{date, journal, lookups};
    use super::*;

    fn of(lines: &[&str], from: &str, to: &str) -> Vec<DayStats> {
        days(
            &journal(lines),
            date(from),
            date(to),
            date("2026-11-20"),
            &lookups(),
        )
    }

    #[test]
    fn gaps_stay_gaps_and_none_is_not_a_gap() {
        let days = of(
            &["none date=2026-11-17", "dose amount=2g at=2026-11-20T08:00"],
            "2026-11-16",
            "2026-11-22",
        );
        let states: Vec<(Day, Stand)> = days.iter().map(|day| (day.state, day.stand)).collect();
        assert_eq!(states.len(), 7);
        assert_eq!(states[0], (Day::NotRecorded, Stand::Over));
        assert_eq!(states[1], (Day::None, Stand::Over));
        assert_eq!(states[4], (Day::WithKratom(1), Stand::Today));
        assert_eq!(states[5], (Day::NotRecorded, Stand::Ahead));
        assert_eq!(days[0].leaf, None);
    }

    #[test]
    fn a_day_in_full() {
        let lines = [
            "sleep bed_at=2026-11-18T23:00 up_at=2026-11-19T06:00 quality=4 asleep_after_min=30 awake_min=20",
            "sleep bed_at=2026-11-19T14:00 up_at=2026-11-19T15:00 quality=9",
            "dose amount=2.5g at=2026-11-19T08:00",
            "dose amount=1g at=2026-11-19T08:29",
            "dose amount=3_capsules form=capsule at=2026-11-19T12:00",
            "dose form=extract mitragynine_mg=50 at=2026-11-19T18:00",
            "substance name=alcohol at=2026-11-19T20:00",
            "substance name=alcohol at=2026-11-19T20:30",
            "symptom name=nausea severity=1 at=2026-11-19T09:00",
            "symptom name=nausea severity=3 at=2026-11-19T10:00",
            "symptom name=itching severity=0 at=2026-11-19T10:00",
        ];
        let day = of(&lines, "2026-11-19", "2026-11-19").remove(0);
        assert_eq!((day.doses, day.occasions), (4, 3));
        assert_eq!(day.leaf, Some(Mg(3500)));
        assert_eq!(day.largest(), Some(Mg(2500)));
        assert_eq!((day.doses_without_weight, day.extract_doses), (1, 1));
        assert_eq!(day.with_other, ["alcohol"]);
        assert_eq!(day.symptoms, [("nausea".to_owned(), Severity::Severe)]);
        let night = day.night.unwrap();
        assert_eq!((night.asleep, night.quality), (Some(370), Some(4)));
    }

    #[test]
    fn a_drink_belongs_to_the_day_it_was_taken() {
        let lines = [
            "dose amount=2g at=2026-11-18T23:00",
            "dose amount=2g at=2026-11-19T08:00",
            "substance name=alcohol at=2026-11-18T23:30",
        ];
        let days = of(&lines, "2026-11-18", "2026-11-19");
        let with: Vec<usize> = days.iter().map(|day| day.with_other.len()).collect();
        assert_eq!(with, [1, 0]);
    }

    /// Reckoned by hand, with the clock set back an hour in the night to 25
    /// October: 23:00 to 07:00 is nine hours then.
    #[test]
    fn times_between_doses_waking_and_bed() {
        let lines = [
            "dose amount=2g at=2026-10-24T19:00",
            "dose amount=1g at=2026-10-24T19:20",
            "sleep bed_at=2026-10-24T23:00+02:00 up_at=2026-10-25T07:30 wake_at=2026-10-25T07:00 asleep_after_min=30",
            "dose amount=2g at=2026-10-25T06:00",
            "dose amount=2g at=2026-10-25T08:45",
            "none date=2026-10-26",
            "dose amount=2g at=2026-10-27T08:45",
            "dose amount=2g at=2026-10-29T08:45",
            "sleep bed_at=2026-10-30T23:00 up_at=2026-10-31T07:00",
        ];
        let days = of(&lines, "2026-10-25", "2026-10-31");
        assert_eq!(days[0].gaps, [165], "without the night before");
        assert_eq!(days[0].after_waking, Some(105));
        assert_eq!(days[0].before_bed, Some(220));
        let night = days[0].night.unwrap();
        assert_eq!((night.in_bed, night.latency), (9 * 60 + 30, Some(30)));
        assert_eq!(days[0].hours, [6, 8]);
        // A day with a single time has none between.
        assert_eq!(days[2].gaps, [0; 0]);
        assert_eq!(days[4].gaps, [0; 0]);
        // The last dose was more than a day before this night.
        assert_eq!((days[6].before_bed, days[6].after_waking), (None, None));
    }

    /// By hand: an hour is lost in the night to 29 March; 08:00 in New York is
    /// 14:00 in Berlin on the last of March, seven hours after 07:00 there.
    #[test]
    fn hours_are_lived_hours_and_gaps_are_true_time() {
        let lines = [
            "dose amount=2g at=2026-03-28T23:00",
            "dose amount=2g at=2026-03-29T07:00",
            "dose amount=2g at=2026-03-30T07:00",
            "dose amount=2g at=2026-03-30T08:00-04:00",
        ];
        let days = of(&lines, "2026-03-28", "2026-03-30");
        assert_eq!(days[1].gaps, [0; 0], "the night");
        assert_eq!(days[2].gaps, [7 * 60]);
        assert_eq!(days[2].hours, [7, 8]);
    }

    #[test]
    fn a_symptom_counts_as_what_it_is_read_as() {
        let lines = [
            "symptom name=sweting severity=1 at=2026-11-19T09:00",
            "symptom name=sweating severity=3 at=2026-11-19T10:00",
            "symptom name=wobbly severity=1 at=2026-11-19T11:00",
        ];
        let days = of(&lines, "2026-11-19", "2026-11-19");
        let felt = [("sweating", Severity::Severe), ("wobbly", Severity::Mild)];
        assert_eq!(
            days[0].symptoms,
            felt.map(|(name, strong)| (name.to_owned(), strong))
        );
    }

    #[test]
    fn the_last_line_begun_counts_and_ends_when_it_ends() {
        let lines = [
            "about name=doses_a_day amount=4 at=2026-11-01",
            "about name=doses_a_day amount=3 at=2026-11-03 until=2026-11-04",
            "about name=dose_line amount=2.5 at=2026-11-02",
        ];
        let days = of(&lines, "2026-10-31", "2026-11-05");
        let held: Vec<Option<f64>> = days.iter().map(|day| day.lines.doses).collect();
        let four = Some(4.0);
        assert_eq!(held, [None, four, four, Some(3.0), Some(3.0), four]);
        assert_eq!(days[1].lines.dose, None);
        assert_eq!(days[5].lines.dose, Some(Mg(2500)));
    }
}
