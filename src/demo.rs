//! A made-up journal, the same for the same seed: to try things on, for
//! pictures and for benches. Nobody lived it. Use creeps up, a break is short
//! and hard, nights and symptoms go along; nothing in it is a model to follow.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use fastrand::Rng;
use uuid::Uuid;

use crate::domain::amount::{Count, Mg, Number};
use crate::domain::dose::{Dose, Form, Reason, Taken};
use crate::domain::moment::{Moment, When, Zone, to_minute};
use crate::domain::none::NoKratom;
use crate::domain::sleep::Sleep;
use crate::domain::substance::Substance;
use crate::domain::symptom::{Severity, Symptom};
use crate::domain::{Entry, What};

/// Weeks of creeping up, a break, and back to more than before: in days.
const LONGEST_CYCLE: u32 = 70;
/// How long a break lasts, in days.
const BREAK_DAYS: u32 = 3;

/// Entries of the `days` up to now, oldest first, none of them in the future.
#[must_use]
pub fn demo(seed: u64, days: u32, when: &When) -> Vec<Entry> {
    let now = when.moment();
    let mut story = Story {
        chance: Rng::with_seed(seed),
        zone: when.zone,
        now: to_minute(now),
        entries: Vec::new(),
    };
    let today = now.date_naive();
    for n in 0..days {
        let ago = Days::new(u64::from(days - 1 - n));
        if let Some(date) = today.checked_sub_days(ago) {
            story.live(date, Phase::of(n, days));
        }
    }
    story.entries.sort_by_key(|entry| (entry.at, entry.id));
    story.entries
}

/// Where in the story a day stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Phase {
    /// From 0, where it begins, to 1, the most.
    level: f64,
    /// Which day of a break it is, if any.
    broke: Option<u32>,
}

impl Phase {
    fn of(day: u32, days: u32) -> Phase {
        let cycle = days.clamp(14, LONGEST_CYCLE);
        let at = day % cycle;
        let begins = cycle * 3 / 5;
        let creep = f64::from(at) / f64::from(cycle);
        let again = if day >= cycle { 0.25 } else { 0.0 };
        let since = at.checked_sub(begins);
        let level = match since {
            // The first days back are not yet as many as before.
            Some(since) if since < BREAK_DAYS + 3 => 0.3,
            _ => creep,
        };
        Phase {
            level: (level + again).min(1.0),
            broke: since.filter(|since| *since < BREAK_DAYS),
        }
    }
}

struct Story {
    chance: Rng,
    zone: Zone,
    now: Moment,
    entries: Vec<Entry>,
}

impl Story {
    fn live(&mut self, date: NaiveDate, phase: Phase) {
        if self.one_in(20) {
            return;
        }
        self.night(date, phase);
        match phase.broke {
            Some(day) => self.without(date, day),
            None => self.with(date, phase),
        }
        self.others(date);
        if self.one_in(3) {
            let text = self.pick(&NOTES);
            self.note(date, text);
        }
    }

    fn with(&mut self, date: NaiveDate, phase: Phase) {
        let doses = 2 + whole(phase.level * 3.6 + self.chance.f64());
        let apart = 13 * 60 / i64::from(doses);
        for n in 0..doses {
            let minutes = 8 * 60 + i64::from(n) * apart + self.between(0, 70);
            let dose = self.dose(phase, n == 0);
            self.add(date, minutes, What::Dose(dose));
        }
        for _ in 0..whole(0.9 + phase.level * 2.2 + self.chance.f64() * 1.6) {
            let name = self.pick(&WITH);
            let most = if phase.level > 0.6 { 3 } else { 2 };
            self.symptom(date, name, most);
        }
    }

    fn dose(&mut self, phase: Phase, first: bool) -> Dose {
        let grams = 2.0 + phase.level * 2.0 + self.chance.f64() - 0.3;
        let by_scoop = self.one_in(12);
        let taken = if by_scoop {
            Taken {
                count: Number::new(2.0).map(|n| Count {
                    n,
                    unit: "scoops".to_owned(),
                }),
                ..Taken::default()
            }
        } else {
            Taken {
                weight: Some(Mg(i64::from(whole(grams * 10.0)) * 100)),
                ..Taken::default()
            }
        };
        let bag = self.pick(&BAGS);
        Dose {
            taken,
            form: if self.one_in(9) {
                Form::Tea
            } else {
                Form::Powder
            },
            product: (!self.one_in(4)).then(|| bag.0.to_owned()),
            batch: self.one_in(3).then(|| bag.1.to_owned()),
            reason: self.reason(phase, first),
            estimated: self.one_in(6).then_some(true),
        }
    }

    /// The longer it goes on, the more often it is against feeling ill.
    fn reason(&mut self, phase: Phase, first: bool) -> Option<Reason> {
        if self.one_in(3) {
            return None;
        }
        if first && self.chance.f64() < phase.level {
            return Some(Reason::Withdrawal);
        }
        Some(self.pick(&[
            Reason::Pain,
            Reason::Energy,
            Reason::Mood,
            Reason::Pain,
            Reason::Anxiety,
        ]))
    }

    fn without(&mut self, date: NaiveDate, day: u32) {
        let said = What::None(NoKratom { date });
        self.add(date, 12 * 60, said);
        for _ in 0..3 + day % 2 {
            let name = self.pick(&WITHOUT);
            self.symptom(date, name, 3);
        }
    }

    /// Late doses and more of them go with worse nights here.
    fn night(&mut self, date: NaiveDate, phase: Phase) {
        if self.one_in(8) {
            return;
        }
        let Some(evening) = date.pred_opt() else {
            return;
        };
        let bed = self.between(22 * 60, 24 * 60 - 1);
        let up = self.between(6 * 60, 8 * 60);
        let (Some(bed_at), Some(up_at)) = (self.at(evening, bed), self.at(date, up)) else {
            return;
        };
        let worse = phase.level + if phase.broke.is_some() { 0.8 } else { 0.0 };
        let counted = !self.one_in(4);
        let minutes = |n: f64| counted.then(|| u16::try_from(whole(n)).unwrap_or_default());
        let night = Sleep {
            bed_at,
            try_at: counted.then(|| {
                let at = bed_at + TimeDelta::minutes(self.between(5, 20));
                self.local(at)
            }),
            asleep_after_min: minutes(12.0 + worse * 40.0 + self.chance.f64() * 15.0),
            awakenings: minutes(1.0 + worse * 2.0),
            awake_min: minutes(10.0 + worse * 45.0 + self.chance.f64() * 20.0),
            wake_at: counted.then(|| {
                let at = up_at - TimeDelta::minutes(self.between(0, 15));
                self.local(at)
            }),
            up_at,
            quality: u8::try_from(whole(7.5 - worse * 3.0 - self.chance.f64() * 2.0)).ok(),
        };
        self.add(date, up, What::Sleep(night));
    }

    fn others(&mut self, date: NaiveDate) {
        for cup in 0..self.between(1, 4) {
            let minutes = 7 * 60 + 30 + cup * 200 + self.between(0, 60);
            self.took(date, minutes, "coffee", 1, "cup");
        }
        let weekend = matches!(date.weekday(), Weekday::Fri | Weekday::Sat);
        if self.one_in(if weekend { 2 } else { 9 }) {
            let minutes = self.between(19 * 60, 22 * 60);
            let glasses = self.between(1, 4);
            self.took(date, minutes, "wine", glasses, "glasses");
        }
        if self.one_in(6) {
            self.took(date, 8 * 60 + 10, "sertraline", 50, "mg");
        }
        if self.one_in(10) {
            let minutes = self.between(10 * 60, 20 * 60);
            self.took(date, minutes, "ibuprofen", 400, "mg");
        }
    }

    fn took(&mut self, date: NaiveDate, minutes: i64, name: &str, amount: i64, unit: &str) {
        let amount = i32::try_from(amount).ok().map(f64::from);
        let substance = Substance {
            name: name.to_owned(),
            amount: amount.and_then(Number::new),
            unit: Some(unit.to_owned()),
        };
        self.add(date, minutes, What::Substance(substance));
    }

    fn symptom(&mut self, date: NaiveDate, name: &str, most: usize) {
        let minutes = self.between(8 * 60, 23 * 60);
        let symptom = Symptom {
            name: name.to_owned(),
            severity: Severity::ALL[self.chance.usize(1..=most)],
        };
        self.add(date, minutes, What::Symptom(symptom));
    }

    fn note(&mut self, date: NaiveDate, text: &str) {
        let minutes = self.between(20 * 60, 23 * 60);
        if let Some(entry) = self.add(date, minutes, What::Note) {
            entry.note = Some(text.to_owned());
        }
    }

    /// Keeps what was, unless it is still to come.
    fn add(&mut self, date: NaiveDate, minutes: i64, what: What) -> Option<&mut Entry> {
        let at = self.at(date, minutes).filter(|at| *at <= self.now)?;
        let late = TimeDelta::milliseconds(self.between(0, 9 * 60_000));
        let changed = (at + late).min(self.now).to_utc();
        let id = self.id(changed);
        self.entries.push(Entry {
            id,
            at,
            changed,
            note: None,
            what,
        });
        self.entries.last_mut()
    }

    /// The same instant by the clock of that day.
    fn local(&self, at: Moment) -> Moment {
        self.zone.at(at.to_utc())
    }

    fn at(&self, date: NaiveDate, minutes: i64) -> Option<Moment> {
        let local = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes);
        // An hour that the clock skips is lived an hour later.
        let later = || local.checked_add_signed(TimeDelta::hours(1));
        self.zone
            .resolve(local)
            .or_else(|| self.zone.resolve(later()?))
    }

    /// A UUID v7 of that time, its random part from the seed.
    fn id(&mut self, written: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.chance.fill(&mut random);
        let millis = u64::try_from(written.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.chance.u32(0..n) == 0
    }

    /// A whole number from one to another, both included.
    fn between(&mut self, from: i64, to: i64) -> i64 {
        self.chance.i64(from..=to)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.chance.usize(0..from.len())]
    }
}

/// The whole part of a small number that is not below zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small and cut at zero"
)]
fn whole(value: f64) -> u32 {
    value.max(0.0) as u32
}

const BAGS: [(&str, &str); 3] = [
    ("Green bag", "2291"),
    ("Green bag", "2304"),
    ("Red bag", "A-117"),
];

const WITH: [&str; 7] = [
    "constipation",
    "nausea",
    "dry mouth",
    "headache",
    "irritable",
    "poor appetite",
    "sweating",
];

const WITHOUT: [&str; 7] = [
    "restless legs",
    "runny nose",
    "yawning",
    "aches",
    "hot and cold",
    "low mood",
    "can't fall asleep",
];

const NOTES: [&str; 8] = [
    "slept badly, skipped the walk",
    "long shift",
    "back hurts again",
    "forgot lunch",
    "meant to wait until noon",
    "felt ill until the first one",
    "saw friends",
    "short with everyone today",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::{Day, Journal};
    use crate::domain::setting::Settings;
    use crate::stats::sample::{date, lookups, now, when};
    use crate::stats::span::Span;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        assert_eq!(demo(7, 30, &when()), demo(7, 30, &when()));
        assert_ne!(demo(7, 30, &when()), demo(8, 30, &when()));
    }

    #[test]
    fn each_entry_has_the_offset_of_its_own_day() {
        let berlin = |at: Moment| when().zone.at(at.to_utc());
        let entries = demo(7, 60, &when());
        assert!(
            entries.iter().all(|entry| entry.at == berlin(entry.at)
                && entry.at.offset() == berlin(entry.at).offset())
        );
        let summer = |entry: &&Entry| entry.at.offset().local_minus_utc() == 7200;
        assert!(entries.iter().any(|entry| summer(&entry)));
        for night in entries.iter().filter_map(Entry::sleep) {
            for at in [night.bed_at, night.up_at]
                .into_iter()
                .chain(night.try_at)
                .chain(night.wake_at)
            {
                assert_eq!(at.offset(), berlin(at).offset());
            }
        }
    }

    #[test]
    fn its_ids_are_its_own_and_nothing_is_ahead() {
        let entries = demo(1, 90, &when());
        let ids: std::collections::HashSet<Uuid> = entries.iter().map(|e| e.id).collect();
        assert_eq!(ids.len(), entries.len());
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert!(entries.iter().all(|entry| entry.at <= now()));
        assert!(
            entries
                .iter()
                .all(|entry| entry.written() <= Some(now().to_utc()))
        );
        assert!(entries.is_sorted_by_key(|entry| (entry.at, entry.id)));
    }

    #[test]
    fn every_entry_is_one_a_person_could_write() {
        for entry in demo(3, 90, &when()) {
            let again = Entry::parse(entry.id, entry.kind(), &entry.values(), &when()).unwrap();
            assert!(again.says_the_same(&entry), "{entry:?}");
        }
    }

    #[test]
    fn it_is_no_success_story() {
        let journal = Journal::new(demo(1, 60, &when()), Settings::default(), vec![]);
        let week = |from: &str, to: &str| {
            let (from, to) = (date(from), date(to));
            Span::of(&crate::stats::days::days(
                &journal,
                from,
                to,
                date("2026-11-20"),
                &lookups(),
            ))
        };
        let (first, fifth) = (
            week("2026-09-22", "2026-09-28"),
            week("2026-10-20", "2026-10-26"),
        );
        assert!(fifth.times_a_day > first.times_a_day);
        assert!(fifth.largest > Some(Mg(3000)));
        assert!(fifth.quality < first.quality);
        let days: Vec<Day> = crate::stats::range::days(date("2026-09-22"), date("2026-11-20"))
            .map(|day| journal.day(day))
            .collect();
        assert!(days.contains(&Day::None));
        assert!(days.contains(&Day::NotRecorded));
    }

    #[test]
    fn ten_thousand_days_make_about_a_hundred_thousand_entries() {
        let entries = demo(1, 9_100, &when()).len();
        assert!((90_000..110_000).contains(&entries), "{entries}");
    }
}
