//! How much and how often, for how long, and in which forms.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::Seen;
use super::taken::apart;
use crate::domain::Entry;
use crate::domain::dose::{Dose, Form};
use crate::rules::facts::{KRATOM_SINCE, facts};
use crate::stats::range::Range;
use crate::stats::summary::{Summary, summary};
use crate::stats::words::{counted, one_decimal};

/// Forms and products are of so many days.
const FORMS_DAYS: i64 = 30;
/// More products than these are counted.
const NAMED: usize = 8;

impl Seen<'_> {
    /// The figures of the whole days before, as `leaflog summary` gives them.
    pub(super) fn figures(&self) -> Summary {
        summary(self.journal, self.whole_days(), self.today(), self.lookups)
    }

    pub(super) fn average(&self) -> Vec<String> {
        let of = self.figures();
        let days = counted(of.days, "whole day", "whole days");
        let mut lines = vec![format!(
            "{days} up to {}: recorded {} (kratom on {}, none said on {}), not recorded {}.",
            self.day(of.to),
            of.days_with_kratom + of.days_none,
            of.days_with_kratom,
            of.days_none,
            of.days_not_recorded
        )];
        let Some(often) = of.doses_per_day_used else {
            lines.push("No kratom is written down in these days.".to_owned());
            return lines;
        };
        lines.push(leaf(&of));
        lines.push(format!(
            "Doses of every form: {} on an average day with kratom, {} in all.",
            one_decimal(often),
            of.doses
        ));
        lines.extend(apart(self.whole_days().entries(self.journal)));
        lines
    }

    pub(super) fn how_long(&self) -> Vec<String> {
        let journal = self.journal;
        let mut lines = vec![self.runs()];
        lines.push(match journal.first_dose_at() {
            Some(at) => format!("First dose written down: {}.", at.format("%-d %b %Y")),
            None => "No dose is written down.".to_owned(),
        });
        let since = journal.facts(self.at().date_naive()).filter(|(_, about)| {
            facts()
                .find(&about.name)
                .is_some_and(|it| it.name == KRATOM_SINCE)
        });
        lines.extend(since.last().map(|(entry, _)| {
            format!(
                "Kratom since {}, the person says.",
                entry.at.format("%-d %b %Y")
            )
        }));
        lines
    }

    /// `Kratom on 26 of 28 recorded days of the last 30; longest run 48 days, to
    /// 31 Oct; in a row now 5 days.`
    fn runs(&self) -> String {
        let from = self.today() - TimeDelta::days(FORMS_DAYS - 1);
        let days = Range::between(from, self.today());
        let of = summary(self.journal, days, self.today(), self.lookups);
        let recorded = of.days_with_kratom + of.days_none;
        let recorded = counted(recorded, "recorded day", "recorded days");
        let longest = match self.longest_run() {
            Some((days, last)) => format!("{days}, to {}", self.day(last)),
            None => "none".to_owned(),
        };
        let now = usize::try_from(self.journal.run_days(self.at())).unwrap_or(usize::MAX);
        let now = match now {
            0 => "no run now; a day not recorded ends one".to_owned(),
            days => format!("in a row now {}", counted(days, "day", "days")),
        };
        format!(
            "Kratom on {} of {recorded} of the last {FORMS_DAYS}; longest run {longest}; {now}.",
            of.days_with_kratom
        )
    }

    /// The longest run of days with kratom in words, and its last day; of
    /// several as long, the newest.
    fn longest_run(&self) -> Option<(String, NaiveDate)> {
        let mut longest: Option<(u32, NaiveDate)> = None;
        let mut last = Some(self.today());
        let first = self.journal.first_day()?;
        while let Some(day) = last.filter(|day| *day >= first) {
            last = day.pred_opt();
            let Some((days, began)) = self.journal.run_to(day) else {
                continue;
            };
            if longest.is_none_or(|(most, _)| days > most) {
                longest = Some((days, day));
            }
            last = began.pred_opt();
        }
        let (days, last) = longest?;
        let days = usize::try_from(days).unwrap_or(usize::MAX);
        Some((counted(days, "day", "days"), last))
    }

    pub(super) fn forms(&self) -> Vec<String> {
        let doses: Vec<&Dose> = self
            .hours(FORMS_DAYS * 24)
            .filter_map(Entry::dose)
            .collect();
        if doses.is_empty() {
            return vec![format!(
                "No dose is written down for the last {FORMS_DAYS} days."
            )];
        }
        let mut often: BTreeMap<Form, usize> = BTreeMap::new();
        for dose in &doses {
            *often.entry(dose.form).or_default() += 1;
        }
        let often = often
            .into_iter()
            .map(|(form, n)| format!("{} {}", form.says(), times(n)));
        let often: Vec<String> = often.collect();
        vec![
            format!("In the last {FORMS_DAYS} days: {}.", often.join(", ")),
            products(&doses),
        ]
    }
}

/// `Leaf: 7.5 g on an average day with kratom of any form, 45 g in all.`
fn leaf(of: &Summary) -> String {
    let (Some(all), Some(a_day)) = (of.leaf_g_total, of.leaf_g_per_day_used) else {
        return "Leaf: weight not known.".to_owned();
    };
    if of.largest_dose_g.is_none() {
        return "Leaf: no dose is written down in these days.".to_owned();
    }
    let (all, a_day) = (one_decimal(all), one_decimal(a_day));
    match of.doses_without_weight {
        0 => format!("Leaf: {a_day} g on an average day with kratom of any form, {all} g in all."),
        n => format!(
            "Leaf: at least {a_day} g on an average day with kratom of any form, {all} g in all; \
             {} not in it, weight not known.",
            counted(n, "leaf dose", "leaf doses")
        ),
    }
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

fn products(doses: &[&Dose]) -> String {
    let packet = |dose: &&Dose| {
        let product = dose.product.clone()?;
        let batch = dose.batch.iter().map(|batch| format!(" batch {batch}"));
        Some(format!("{product}{}", batch.collect::<String>()))
    };
    let names: BTreeSet<String> = doses.iter().filter_map(packet).collect();
    let unnamed = doses.iter().filter(|dose| dose.product.is_none()).count();
    if names.is_empty() {
        return "Products: not known.".to_owned();
    }
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!("; and {n} more"),
    };
    let unnamed = match unnamed {
        0 => String::new(),
        n => format!("; not known for {}", counted(n, "dose", "doses")),
    };
    let names: Vec<String> = names.into_iter().take(NAMED).collect();
    format!("Products: {}{more}{unnamed}.", names.join("; "))
}
