//! Day by day, for charts. A day nothing is known of stays a gap.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};

use super::Lookups;
use super::co_use::CoUse;
use super::range::{self, Range};
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::Moment;
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
    /// What was taken within its own window of one of these doses, each once.
    pub with_other: Vec<String>,
    /// The longest night that ended on this date.
    pub night: Option<Night>,
    /// Each symptom at its strongest; severity 0 is not in it.
    pub symptoms: Vec<(String, Severity)>,
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
}

/// A new occasion begins this long after the first dose of the one before:
/// leaflog's own line.
const OCCASION: TimeDelta = TimeDelta::minutes(30);

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
    let co_use = CoUse::new(journal, lookups);
    range::days(from, to)
        .map(|date| {
            let entries = of_day.remove(&date).unwrap_or_default();
            let mut day = DayStats::empty(date, journal.day(date), today);
            day.fill(&entries, &co_use);
            day
        })
        .collect()
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
        }
    }

    fn fill(&mut self, entries: &[&Entry], co_use: &CoUse) {
        let mut occasion = None;
        for entry in entries {
            match &entry.what {
                What::Dose(dose) => {
                    self.add_dose(dose);
                    self.add_occasion(entry.at, &mut occasion);
                    self.add_others(entry.at, co_use);
                }
                What::Sleep(sleep) => self.add_night(sleep),
                What::Symptom(symptom) => self.add_symptom(&symptom.name, symptom.severity),
                _ => {}
            }
        }
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

    fn add_occasion(&mut self, at: Moment, first: &mut Option<Moment>) {
        if first.is_none_or(|first| at - first >= OCCASION) {
            *first = Some(at);
            self.occasions += 1;
        }
    }

    fn add_others(&mut self, at: Moment, co_use: &CoUse) {
        for name in co_use.around(at.to_utc()) {
            if !self.with_other.iter().any(|known| known == name) {
                self.with_other.push(name.to_owned());
            }
        }
    }

    fn add_night(&mut self, sleep: &Sleep) {
        let night = Night {
            in_bed: sleep.time_in_bed().num_minutes(),
            asleep: sleep.total_sleep().map(|total| total.num_minutes()),
            quality: sleep.quality,
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
            "substance name=alcohol at=2026-11-20T05:00",
            "substance name=alcohol at=2026-11-20T05:30",
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
}
