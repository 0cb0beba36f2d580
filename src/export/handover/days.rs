//! How much and how often, for how long, and in which forms.

use std::collections::{BTreeMap, BTreeSet};

use super::Seen;
use super::taken::apart;
use crate::domain::Entry;
use crate::domain::dose::{Dose, Form};
use crate::rules::facts::{KRATOM_SINCE, facts};
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
        let last = journal.last_dose(self.at().to_utc());
        let last = last.map(|entry| entry.day(journal.day_start()));
        let run = match journal.run_days(self.at()) {
            0 => None,
            _ => last.and_then(|last| Some((journal.run_to(last)?, last))),
        };
        let mut lines = vec![match run {
            Some(((days, first), last)) => format!(
                "Kratom on {} up to {}, since {}.",
                counted(
                    usize::try_from(days).unwrap_or(usize::MAX),
                    "day",
                    "days in a row"
                ),
                self.day(last),
                self.day(first)
            ),
            None => {
                "No run of days with kratom reaches to this day. A day not recorded ends a run."
                    .to_owned()
            }
        }];
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
            .map(|(form, n)| format!("{} {}", form.says(), counted(n, "time", "times")));
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
