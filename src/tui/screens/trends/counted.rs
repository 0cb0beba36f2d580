//! The days of a chart, counted once for a journal and kept until it changes.

use chrono::NaiveDate;

use super::period::{Length, Period};
use crate::domain::amount::Mg;
use crate::domain::symptom::Severity;
use crate::export::lookups::lookups;
use crate::rules::classes::{Danger, names};
use crate::stats::days::{DayStats, days};
use crate::stats::span::{self, Span};
use crate::tui::view::{HIDDEN, View};

/// What it was counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub period: Period,
    pub today: NaiveDate,
    pub revision: u64,
    pub hidden: bool,
}

/// The days of a chart, those before them, and their figures. In hide mode no
/// amount and no name is in it.
#[derive(Debug)]
pub struct Counted {
    pub key: Key,
    pub days: Vec<DayStats>,
    pub before: Vec<DayStats>,
    pub now: Span,
    pub then: Span,
    /// The symptoms of both, those felt on the most days first.
    pub symptoms: Vec<String>,
    /// What else was taken around doses, the most dangerous first.
    pub others: Vec<String>,
    /// The sentences under the chart.
    pub words: Vec<String>,
}

impl Counted {
    #[must_use]
    pub fn of(key: Key, view: &View) -> Counted {
        let period = key.period;
        let mut all = days(
            &view.journal,
            period.before,
            period.to,
            key.today,
            &lookups(),
        );
        if key.hidden {
            all.iter_mut().for_each(hide);
        } else {
            all.iter_mut().for_each(clean);
        }
        let first = all.partition_point(|day| day.date < period.from);
        let days = all.split_off(first);
        let before = all;
        Counted {
            key,
            now: Span::of(&days),
            then: Span::of(&before),
            symptoms: symptoms(&days, &before),
            others: others(&days),
            words: span::words(&days, &before, period.length.word()),
            days,
            before,
        }
    }

    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Option<&DayStats> {
        self.days.iter().find(|day| day.date == date)
    }

    /// The most of anything a day has.
    #[must_use]
    pub fn most(&self, of: impl Fn(&DayStats) -> f64) -> f64 {
        self.days.iter().map(of).fold(0.0, f64::max)
    }

    /// Whether any of its days has some of this.
    #[must_use]
    pub fn any(&self, has: impl Fn(&DayStats) -> bool) -> bool {
        self.days.iter().any(has)
    }

    #[must_use]
    pub fn largest(&self) -> Option<Mg> {
        self.now.largest
    }

    #[must_use]
    pub fn is_week(&self) -> bool {
        self.key.period.length == Length::Week
    }
}

/// How strongly something was felt on a day.
#[must_use]
pub fn felt(day: &DayStats, name: &str) -> Option<Severity> {
    let felt = day.symptoms.iter().find(|(known, _)| known == name);
    felt.map(|(_, severity)| *severity)
}

/// Whether this was taken around a dose of a day.
#[must_use]
pub fn took(day: &DayStats, name: &str) -> bool {
    day.with_other.iter().any(|other| is_same(other, name))
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn others(days: &[DayStats]) -> Vec<String> {
    let mut others: Vec<(&String, Option<Danger>, usize)> = Vec::new();
    for name in days.iter().flat_map(|day| &day.with_other) {
        match others.iter_mut().find(|(known, _, _)| is_same(known, name)) {
            Some((_, _, on)) => *on += 1,
            None => others.push((name, names().find(name).map(|found| found.danger()), 1)),
        }
    }
    // What nobody assessed stands among what is worth knowing.
    others
        .sort_by_key(|(_, danger, on)| std::cmp::Reverse((danger.unwrap_or(Danger::Caution), *on)));
    others
        .into_iter()
        .map(|(name, _, _)| name.clone())
        .collect()
}

fn symptoms(days: &[DayStats], before: &[DayStats]) -> Vec<String> {
    let mut felt: Vec<(&str, usize, Severity)> = Vec::new();
    for (name, severity) in days.iter().chain(before).flat_map(|day| &day.symptoms) {
        match felt.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, on, most)) => {
                *on += 1;
                *most = (*severity).max(*most);
            }
            None => felt.push((name, 1, *severity)),
        }
    }
    felt.sort_by_key(|(_, on, most)| std::cmp::Reverse((*most == Severity::Emergency, *on, *most)));
    felt.into_iter()
        .map(|(name, _, _)| name.to_owned())
        .collect()
}

fn clean(day: &mut DayStats) {
    for name in &mut day.with_other {
        *name = crate::domain::text::one_line(name);
    }
    for (name, _) in &mut day.symptoms {
        *name = crate::domain::text::one_line(name);
    }
}

/// Amounts and names go; how often, nights and how strong things were stay.
fn hide(day: &mut DayStats) {
    day.leaf = None;
    day.leaf_doses.clear();
    if !day.with_other.is_empty() {
        day.with_other = vec![HIDDEN.to_owned()];
    }
    let most = day.symptoms.iter().map(|(_, severity)| *severity).max();
    day.symptoms = most
        .map(|most| (HIDDEN.to_owned(), most))
        .into_iter()
        .collect();
}
