//! The days of a chart, counted once for a journal and kept until it changes.

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::cells::Cell;
use crate::domain::amount::Mg;
use crate::domain::symptom::Severity;
use crate::lookups::lookups;
use crate::plan::Plan;
use crate::rules::classes::{Danger, names};
use crate::stats::days::{DayStats, days};
use crate::stats::figure::{Series, readings, symptoms, words};
use crate::stats::hours::Hours;
use crate::stats::parts::Part;
use crate::stats::period::{Length, Period};
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
    /// Everything measured or scored, by name.
    pub readings: Vec<String>,
    /// The days of it that lie in a planned break.
    pub breaks: Vec<NaiveDate>,
    /// What the plan says of these days, a sentence each; only of a week and a
    /// month.
    plan: Vec<String>,
    /// When doses fell.
    pub hours: Hours,
    /// The sentences under the chart of each part, counted when they are asked
    /// for.
    words: [OnceCell<Vec<String>>; Part::ALL.len()],
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
        let plan = Plan::of(&view.journal);
        let is_short = matches!(period.length, Length::Week | Length::Month);
        let told = is_short && !key.hidden;
        let in_break = |day: &DayStats| plan.is_break(day.date).then_some(day.date);
        Counted {
            key,
            now: Span::of(&days),
            then: Span::of(&before),
            symptoms: symptoms(&days, &before),
            others: others(&days),
            readings: readings(&days),
            hours: Hours::of(&days),
            breaks: days.iter().filter_map(in_break).collect(),
            plan: if told {
                plan.over(&days, &before)
            } else {
                Vec::new()
            },
            words: Default::default(),
            days,
            before,
        }
    }

    /// A part in words.
    #[must_use]
    pub fn words(&self, part: Part) -> &[String] {
        let place = Part::ALL.into_iter().position(|of| of == part);
        self.words[place.unwrap_or_default()].get_or_init(|| {
            let (days, before) = (&self.days, &self.before);
            let word = self.key.period.length.word();
            if part == Part::Often && self.key.hidden {
                let mut said = span::words(days, before, word);
                said.extend(words(&[Series::Doses], days, before, word));
                return said;
            }
            let mut said = part.words(days, before, word);
            if part == Part::Often {
                said.extend(self.plan.iter().cloned());
            }
            said
        })
    }

    /// The mark of a day that lies in a planned break.
    #[must_use]
    pub fn on_break(&self, day: &DayStats, mark: &str) -> Cell {
        Cell::plain(if self.breaks.contains(&day.date) {
            mark
        } else {
            ""
        })
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

fn clean(day: &mut DayStats) {
    for name in &mut day.with_other {
        *name = crate::domain::text::one_line(name);
    }
    for (name, _) in &mut day.symptoms {
        *name = crate::domain::text::one_line(name);
    }
    for (name, _) in &mut day.readings {
        *name = crate::domain::text::one_line(name);
    }
}

/// Amounts and names go; how often, nights and how strong things were stay.
fn hide(day: &mut DayStats) {
    day.leaf = None;
    day.leaf_doses.clear();
    day.readings.clear();
    day.lines.dose = None;
    day.lines.grams = None;
    if !day.with_other.is_empty() {
        day.with_other = vec![HIDDEN.to_owned()];
    }
    let most = day.symptoms.iter().map(|(_, severity)| *severity).max();
    day.symptoms = most
        .map(|most| (HIDDEN.to_owned(), most))
        .into_iter()
        .collect();
}
