//! The journal in memory: entries in time order, and what lies in a stretch of
//! time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::about::About;
use super::amount::Count;
use super::answer::{Answer, Said};
use super::edit::Edit;
use super::known::{Known, Version};
use super::medicine::Medicine;
use super::moment::{Moment, day_of};
use super::product::{Product, same};
use super::setting::Settings;
use super::{Entry, Kind, What};

/// Everything kept, or its recent part together with what is known of the time
/// [`Earlier`].
#[derive(Debug, Clone, Default)]
pub struct Journal {
    /// By instant, then id.
    entries: Vec<Entry>,
    /// How many doses a day has.
    dose_days: BTreeMap<NaiveDate, u32>,
    none_days: BTreeSet<NaiveDate>,
    /// Where the few readings stand among the entries.
    readings: BTreeSet<(DateTime<Utc>, Uuid)>,
    /// The places in time of what is read whenever it was: what lasts, and events.
    lasting: BTreeSet<(Moment, Uuid)>,
    pub settings: Settings,
    pub answers: Vec<Answer>,
    /// What was also written of an entry on another machine, until it is taken
    /// or dismissed.
    pub elsewhere: BTreeMap<Uuid, Vec<Version>>,
    pub earlier: Earlier,
}

/// What is known of the time before a partly loaded journal; empty when all of
/// it is loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// Whether anything was not loaded.
    pub any: bool,
    /// The first entry that says something of a day.
    pub first: Option<DateTime<chrono::FixedOffset>>,
    /// The first dose ever.
    pub first_dose: Option<DateTime<chrono::FixedOffset>>,
    /// The last dose that was not loaded.
    pub last_dose: Option<Box<Entry>>,
    /// The first day of the run of days with kratom that reaches into what was
    /// loaded.
    pub run_began: Option<NaiveDate>,
}

/// What a deleted entry leaves behind, so that a merge does not bring it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tombstone {
    pub id: Uuid,
    pub kind: Kind,
    pub at: Moment,
    pub changed: DateTime<Utc>,
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// With so many doses.
    WithKratom(u32),
    /// The person said there was none.
    None,
    NotRecorded,
}

impl Journal {
    /// A journal of these entries, in any order.
    #[must_use]
    pub fn new(mut entries: Vec<Entry>, settings: Settings, answers: Vec<Answer>) -> Journal {
        entries.sort_by_key(|entry| (entry.at, entry.id));
        let mut journal = Journal {
            entries,
            settings,
            answers,
            ..Journal::default()
        };
        let lasting = journal.entries.iter().filter(|entry| !is_of_a_day(entry));
        journal.lasting = lasting.map(|entry| (entry.at, entry.id)).collect();
        journal.count_days();
        journal
    }

    fn count_days(&mut self) {
        let day_start = self.day_start();
        self.dose_days.clear();
        self.none_days.clear();
        self.readings.clear();
        for entry in &self.entries {
            match &entry.what {
                What::Dose(_) => *self.dose_days.entry(entry.day(day_start)).or_default() += 1,
                What::None(none) => {
                    self.none_days.insert(none.date);
                }
                What::Reading(_) => {
                    self.readings.insert((entry.at.to_utc(), entry.id));
                }
                _ => {}
            }
        }
    }

    #[must_use]
    pub fn day_start(&self) -> NaiveTime {
        self.settings.day_start()
    }

    /// All entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && !self.earlier.any
    }

    /// The entries from one instant to another, both included.
    #[must_use]
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> &[Entry] {
        let start = self.entries.partition_point(|entry| entry.at < from);
        let end = self.entries.partition_point(|entry| entry.at <= to);
        &self.entries[start..end.max(start)]
    }

    /// The entries up to an instant, it included.
    #[must_use]
    pub fn until(&self, to: DateTime<Utc>) -> &[Entry] {
        let end = self.entries.partition_point(|entry| entry.at <= to);
        &self.entries[..end]
    }

    /// The entries in the hours up to an instant, both ends included.
    #[must_use]
    pub fn last_hours(&self, hours: i64, to: DateTime<Utc>) -> &[Entry] {
        self.between(to - TimeDelta::hours(hours), to)
    }

    #[must_use]
    pub fn find(&self, id: Uuid) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.id == id)
    }

    /// The readings of a stretch of time, both ends included, oldest first.
    #[must_use]
    pub fn readings(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> impl DoubleEndedIterator<Item = &Entry> {
        let within = self.readings.range((from, Uuid::nil())..=(to, Uuid::max()));
        within.filter_map(|(at, id)| self.between(*at, *at).iter().find(|it| it.id == *id))
    }

    /// The last dose up to an instant, even one that was not loaded.
    #[must_use]
    pub fn last_dose(&self, to: DateTime<Utc>) -> Option<&Entry> {
        self.until(to)
            .iter()
            .rev()
            .find(|entry| entry.dose().is_some())
            .or(self
                .earlier
                .last_dose
                .as_deref()
                .filter(|entry| entry.at <= to))
    }

    /// The present as this journal knows it: a clock that was put back must not
    /// hide what was written down a moment ago. What was taken or felt up to a
    /// day ahead of the clock is the present then.
    #[must_use]
    pub fn present(&self, now: Moment) -> Moment {
        let ahead = self.between(now.to_utc(), (now + TimeDelta::days(1)).to_utc());
        let taken = ahead.iter().rev().find(|entry| {
            matches!(
                entry.what,
                What::Dose(_) | What::Substance(_) | What::Symptom(_)
            )
        });
        taken.map_or(now, |entry| entry.at.max(now))
    }

    /// When the first entry that says something of a day was.
    #[must_use]
    pub fn first_at(&self) -> Option<DateTime<chrono::FixedOffset>> {
        self.earlier.first.or_else(|| {
            let first = self.entries.iter().find(|entry| is_of_a_day(entry));
            first.map(|entry| entry.at)
        })
    }

    /// The day of the first entry that says something of a day.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        let day_start = self.day_start();
        if let Some(first) = self.earlier.first {
            return Some(day_of(first, day_start));
        }
        // Not just the first one's: where a day starts late, a dose after a
        // night may belong to the day before it.
        let said = self.entries.iter().filter(|entry| is_of_a_day(entry));
        said.map(|entry| entry.day(day_start)).min()
    }

    /// When the first dose was.
    #[must_use]
    pub fn first_dose_at(&self) -> Option<DateTime<chrono::FixedOffset>> {
        self.earlier.first_dose.or_else(|| {
            let first = self.entries.iter().find(|entry| entry.dose().is_some());
            first.map(|entry| entry.at)
        })
    }

    /// What is known of a day. A dose says more than a "none" of the same day.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day {
        match self.dose_days.get(&date) {
            Some(doses) => Day::WithKratom(*doses),
            None if self.none_days.contains(&date) => Day::None,
            None => Day::NotRecorded,
        }
    }

    /// How many days in a row up to `last` had kratom, and the first of them.
    #[must_use]
    pub fn run_to(&self, last: NaiveDate) -> Option<(u32, NaiveDate)> {
        let mut first = None;
        let mut day = Some(last);
        while let Some(date) = day.filter(|date| self.dose_days.contains_key(date)) {
            first = Some(date);
            day = date.pred_opt();
        }
        let mut first = first?;
        if let Some(began) = self.earlier.run_began.filter(|began| *began < first) {
            let oldest = self.dose_days.keys().next();
            if oldest == Some(&first) {
                first = began;
            }
        }
        let days = (last - first).num_days() + 1;
        Some((u32::try_from(days).unwrap_or(u32::MAX), first))
    }

    /// Whether the first day with kratom here is that day or the one after it.
    fn goes_on_from(&self, last: NaiveDate) -> bool {
        let oldest = self.dose_days.keys().next();
        oldest.is_some_and(|oldest| (*oldest - last).num_days() <= 1)
    }

    /// How many days in a row had kratom, up to today, or up to yesterday where
    /// nothing is said of today yet.
    #[must_use]
    pub fn run_days(&self, now: Moment) -> u32 {
        let Some(last) = self.last_dose(now.to_utc()) else {
            return 0;
        };
        let last = last.day(self.day_start());
        let today = day_of(now, self.day_start());
        // Flying west, the last dose may belong to tomorrow's date.
        let is_open = last >= today || Some(last) == today.pred_opt() && !self.says_none(today);
        match self.run_to(last) {
            Some((days, _)) if is_open => days,
            _ => 0,
        }
    }

    /// The last day up to `date` that was said to be without kratom.
    #[must_use]
    pub fn last_none(&self, date: NaiveDate) -> Option<NaiveDate> {
        let days = self.none_days.range(..=date).rev();
        days.copied().find(|day| !self.dose_days.contains_key(day))
    }

    /// Every "none" said of a date, even of one with kratom.
    #[must_use]
    pub fn says_none(&self, date: NaiveDate) -> bool {
        self.none_days.contains(&date)
    }

    /// The country the person last said they are in, as an ISO 3166 code.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let mut facts = self.lasting().rev().filter_map(Entry::about);
        facts.find_map(super::about::About::country_code)
    }

    /// The facts about the person that hold on a date, the country left out.
    pub fn facts(&self, on: NaiveDate) -> impl Iterator<Item = (&Entry, &About)> {
        self.holding_on(on, Entry::about, |about| about.until)
            .filter(|(_, about)| about.country_code().is_none())
    }

    /// The medicines taken regularly on a date.
    pub fn medicines(&self, on: NaiveDate) -> impl Iterator<Item = (&Entry, &Medicine)> {
        self.holding_on(on, Entry::medicine, |medicine| medicine.until)
    }

    /// What lasts, and events, oldest first, without a walk over all entries.
    #[must_use]
    pub fn lasting(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.lasting.iter().filter_map(|key| {
            let place = self
                .entries
                .partition_point(|entry| (entry.at, entry.id) < *key);
            self.entries.get(place)
        })
    }

    fn holding_on<'a, T: 'a>(
        &'a self,
        on: NaiveDate,
        of: fn(&Entry) -> Option<&T>,
        until: fn(&T) -> Option<NaiveDate>,
    ) -> impl Iterator<Item = (&'a Entry, &'a T)> {
        // Two entries of neighbouring instants can lie two dates apart.
        let near = on.checked_add_days(Days::new(2)).unwrap_or(on);
        let all = self.lasting();
        let begun = all
            .take_while(move |entry| entry.at.date_naive() <= near)
            .filter(move |entry| entry.at.date_naive() <= on);
        begun
            .filter_map(move |entry| of(entry).map(|it| (entry, it)))
            .filter(move |(_, it)| until(it).is_none_or(|until| on <= until))
    }

    /// Everything written down of what is in the bags, the last first.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.lasting().rev().filter_map(Entry::product)
    }

    /// What is known of the product a dose names: of its batch rather than of
    /// another one, the last written rather than an older one.
    #[must_use]
    pub fn product(&self, name: &str, batch: Option<&str>) -> Option<&Product> {
        let named = || self.products().filter(|it| it.is_called(name));
        let of_batch = |it: &&Product| match (batch, &it.batch) {
            (Some(batch), Some(own)) => same(batch, own),
            _ => false,
        };
        named().find(of_batch).or_else(|| named().next())
    }

    /// What is known of one unit of a product: `scoop` of the green bag.
    #[must_use]
    pub fn unit(&self, name: &str, batch: Option<&str>, count: &Count) -> Option<&Product> {
        let fits = |it: &&Product| {
            let other_batch = it.batch.as_deref().zip(batch);
            it.is_called(name)
                && it.counts(count)
                && other_batch.is_none_or(|(own, batch)| same(own, batch))
        };
        self.products().find(fits)
    }

    /// The latest answer of this sort to a rule about a subject.
    #[must_use]
    pub fn answer(&self, rule: &str, subject: &str, said: Said) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|answer| answer.rule == rule && answer.subject == subject && answer.said == said)
    }

    /// Puts an entry in its place in time.
    pub fn insert(&mut self, entry: Entry) {
        let day = entry.day(self.day_start());
        match &entry.what {
            What::Dose(_) => *self.dose_days.entry(day).or_default() += 1,
            What::None(none) => {
                self.none_days.insert(none.date);
            }
            What::Reading(_) => {
                self.readings.insert((entry.at.to_utc(), entry.id));
            }
            _ => {}
        }
        if !is_of_a_day(&entry) {
            self.lasting.insert((entry.at, entry.id));
        }
        let place = self
            .entries
            .partition_point(|other| (other.at, other.id) < (entry.at, entry.id));
        self.entries.insert(place, entry);
    }

    /// Takes an entry out.
    pub fn remove(&mut self, id: Uuid) -> Option<Entry> {
        let place = self.entries.iter().rposition(|entry| entry.id == id)?;
        let entry = self.entries.remove(place);
        self.lasting.remove(&(entry.at, entry.id));
        let day = entry.day(self.day_start());
        match &entry.what {
            What::Dose(_) => {
                if let Some(doses) = self.dose_days.get_mut(&day) {
                    *doses -= 1;
                    if *doses == 0 {
                        self.dose_days.remove(&day);
                    }
                }
            }
            What::None(none) => {
                let again = self.entries.iter().any(|e| e.what == What::None(*none));
                if !again {
                    self.none_days.remove(&none.date);
                }
            }
            What::Reading(_) => {
                self.readings.remove(&(entry.at.to_utc(), entry.id));
            }
            _ => {}
        }
        Some(entry)
    }

    /// The journal as it is after these edits; what is on disk changes only
    /// through the store.
    pub fn apply(&mut self, edits: &[Edit]) {
        for edit in edits {
            match edit {
                Edit::Add(entry) | Edit::Restore(entry) => self.insert(entry.clone()),
                Edit::Unadd(entry) | Edit::Delete(entry) => {
                    self.remove(entry.id);
                }
                Edit::Change { from, to } => {
                    self.remove(from.id);
                    self.insert(to.clone());
                }
                Edit::Merge { from, to } => self.put(from.as_ref(), to.as_ref()),
                Edit::Settle { from, to } => self.put(Some(from), Some(to)),
                Edit::Answer { from, to } => {
                    let key = from.as_ref().or(to.as_ref());
                    self.answers
                        .retain(|answer| !key.is_some_and(|key| key.same_key(answer)));
                    self.answers.extend(to.clone());
                }
                Edit::Setting { name, to, .. } => {
                    self.settings.set(name, to.as_deref());
                    if name == "day_start" {
                        self.count_days();
                    }
                }
            }
        }
    }

    /// Knows an entry as `to` says and no more as `from` did.
    fn put(&mut self, from: Option<&Known>, to: Option<&Known>) {
        if let Some(known) = from.or(to) {
            self.remove(known.now().id());
            self.elsewhere.remove(&known.now().id());
        }
        if let Some(entry) = to.and_then(Known::entry) {
            self.insert(entry.clone());
        }
        if let Some(known) = to {
            self.also_elsewhere(known);
        }
    }

    /// Keeps what was also written of an entry elsewhere.
    pub fn also_elsewhere(&mut self, known: &Known) {
        let others: Vec<Version> = known.elsewhere().into_iter().cloned().collect();
        if !others.is_empty() {
            self.elsewhere.insert(known.now().id(), others);
        }
    }

    /// A smaller journal of the entries since an instant, with what rules ask
    /// of earlier times: for judging an entry that is only being typed.
    #[must_use]
    pub fn since(&self, from: DateTime<Utc>) -> Journal {
        let start = self.entries.partition_point(|entry| entry.at < from);
        let (before, recent) = self.entries.split_at(start);
        let facts = self.lasting().take_while(|entry| entry.at < from).cloned();
        let mut recent = Journal::new(
            facts.chain(recent.iter().cloned()).collect(),
            self.settings.clone(),
            self.answers.clone(),
        );
        let last_dose = before.iter().rev().find(|entry| entry.dose().is_some());
        recent.earlier = Earlier {
            any: !before.is_empty() || self.earlier.any,
            first: self.first_at(),
            first_dose: self.first_dose_at(),
            last_dose: last_dose
                .cloned()
                .map(Box::new)
                .or_else(|| self.earlier.last_dose.clone()),
            run_began: last_dose
                .map(|dose| dose.day(self.day_start()))
                .filter(|last| recent.goes_on_from(*last))
                .and_then(|last| self.run_to(last))
                .map(|(_, began)| began)
                .or(self.earlier.run_began.filter(|_| last_dose.is_none())),
        };
        recent
    }
}

/// Whether an entry begins the record of days.
fn is_of_a_day(entry: &Entry) -> bool {
    !entry.kind().is_lasting() && entry.event().is_none()
}

#[cfg(test)]
mod tests;
