//! What rules ask of the person: which facts hold, and the lines they drew.

use serde::Deserialize;

use super::facts::{DOSE_LINE, Fact};
use super::judged::Judged;
use super::measure::{Finding, named};
use crate::domain::Entry;
use crate::domain::about::About;
use crate::domain::amount::Mg;
use chrono::NaiveDate;

/// A fact that was written down, and which of the known ones it is.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    pub entry: &'a Entry,
    pub about: &'a About,
    pub fact: &'static Fact,
}

/// Whether one of these facts holds, of the one that is judged where a rule
/// speaks of each. `of` holds names of the list of facts and `@groups`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactHolds {
    of: Vec<String>,
}

impl Stated<'_> {
    /// Whether it holds on a date.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.entry.at.date_naive() <= date && self.about.until.is_none_or(|until| date <= until)
    }
}

impl FactHolds {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let is = |stated: &&Stated| self.of.iter().any(|of| stated.fact.is_in(of));
        let found: Vec<&Stated<'a>> = match &judged.fact {
            Some(fact) => std::iter::once(fact).filter(is).collect(),
            None => judged.facts().filter(is).collect(),
        };
        let condition = found.last().map(|stated| stated.fact.name);
        let finding = Finding::many(found.iter().map(|stated| stated.entry).collect());
        match condition {
            Some(name) => finding.word("condition", name),
            None => finding,
        }
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("fact", &self.of)
    }

    pub fn says(&self) -> String {
        format!("the fact {}", self.of.join(" or "))
    }
}

/// By how many grams the judged dose lies above the person's own line; unknown
/// where they drew none.
pub fn dose_over_line<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let entry = judged.entry?;
    let weight = entry.dose()?.leaf_weight()?;
    // It speaks from when it was drawn.
    let drawn = |it: &&Stated| it.fact.name == DOSE_LINE && it.entry.at <= entry.at;
    let lines = judged.facts().filter(drawn);
    let last = lines.last()?;
    let line = last.about.amount?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a line of grams is far below 2^63 milligrams"
    )]
    let over = Mg(weight.0 - (line.value() * 1000.0).round() as i64);
    let found = Finding::value(over.grams())
        .word("g", weight.to_string())
        .word("line", line.to_string());
    Some(found.because(vec![entry]))
}
