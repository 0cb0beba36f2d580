//! What rules ask of products and batches: what is not written down of them,
//! and who fell ill after which.

use chrono::{Months, TimeDelta};
use serde::Deserialize;

use super::felt::felt_in;
use super::judged::Judged;
use super::measure::{Finding, named};
use crate::domain::dose::{Channel, Dose};
use crate::domain::product::{Product, same};
use crate::domain::{Entry, Kind};

/// A batch that was not used for so many days begins anew.
const BATCH_DAYS: u32 = 84;

/// Whether the judged dose lacks this on record.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoseLacks {
    of: Lack,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Lack {
    Product,
    Batch,
    /// What one of the units weighs that leaf was counted in.
    UnitWeight,
    /// Earlier doses of this batch.
    EarlierDoses,
    /// A certificate of this batch, not too old.
    Certificate,
}

/// A certificate says little of a bag after so long.
const CERTIFICATE: Months = Months::new(24);

impl DoseLacks {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let entry = judged.entry?;
        let dose = entry.dose()?;
        let lacks = match self.of {
            Lack::Product => dose.product.is_none(),
            Lack::Batch => batch(judged, dose).is_none(),
            Lack::UnitWeight => lacks_weight(judged, dose),
            Lack::EarlierDoses => is_first(judged, entry),
            Lack::Certificate => lacks_certificate(judged, dose),
        };
        let unit = dose.taken.count.as_ref().map(|count| count.unit.clone());
        let found = Finding::value(f64::from(u8::from(lacks)));
        let found = found.because(vec![entry]);
        Some(match unit {
            Some(unit) => found.word("item", unit),
            None => found,
        })
    }

    pub fn looks_back(self) -> Vec<(Kind, u32)> {
        match self.of {
            Lack::EarlierDoses => vec![(Kind::Dose, BATCH_DAYS * 24)],
            _ => Vec::new(),
        }
    }

    pub fn says(self) -> String {
        match self.of {
            Lack::Product => "no product".to_owned(),
            Lack::Batch => "no batch".to_owned(),
            Lack::UnitWeight => "leaf counted in units nobody weighed".to_owned(),
            Lack::EarlierDoses => format!("the first dose of its batch in {BATCH_DAYS} days"),
            Lack::Certificate => {
                "no certificate of the last 24 months that names this batch".to_owned()
            }
        }
    }
}

fn record<'a>(judged: &Judged<'a>, dose: &Dose) -> Option<&'a Product> {
    let name = dose.product.as_deref()?;
    judged.journal.product(name, dose.batch.as_deref())
}

/// The batch of a dose: its own, or that of the bag as it was last written down.
fn batch<'d>(judged: &Judged<'d>, dose: &'d Dose) -> Option<&'d str> {
    let of_bag = || record(judged, dose)?.batch.as_deref();
    dose.batch.as_deref().or_else(of_bag)
}

fn lacks_weight(judged: &Judged, dose: &Dose) -> bool {
    let (Some(count), None) = (&dose.taken.count, dose.taken.weight) else {
        return false;
    };
    let unit = dose
        .product
        .as_deref()
        .and_then(|name| judged.journal.unit(name, dose.batch.as_deref(), count));
    dose.form.channel() == Channel::Leaf && unit.is_none_or(|unit| unit.weighs.is_none())
}

fn lacks_certificate(judged: &Judged, dose: &Dose) -> bool {
    let Some(product) = record(judged, dose) else {
        return true;
    };
    let oldest = judged.today().checked_sub_months(CERTIFICATE);
    let certificate = &product.certificate;
    let in_time = certificate
        .date
        .zip(oldest)
        .is_some_and(|(date, oldest)| date >= oldest);
    let names_batch = match (&dose.batch, &product.batch) {
        (Some(own), Some(of_bag)) => same(own, of_bag),
        _ => true,
    };
    !in_time || certificate.matches != Some(true) || !names_batch
}

/// Whether no dose of the same batch came before.
fn is_first(judged: &Judged, entry: &Entry) -> bool {
    let Some(dose) = entry.dose() else {
        return false;
    };
    let from = judged.at - TimeDelta::days(i64::from(BATCH_DAYS));
    let before = judged.journal.between(from.into(), entry.at.into()).iter();
    let mut before = before.filter(|other| (other.at, other.id) < (entry.at, entry.id));
    has_batch(dose) && !before.any(|other| other.dose().is_some_and(|d| same_batch(d, dose)))
}

/// Whether it is known from which bag a dose came: a product without a batch is
/// taken for one.
fn has_batch(dose: &Dose) -> bool {
    dose.product.is_some() || dose.batch.is_some()
}

fn same_batch(one: &Dose, other: &Dose) -> bool {
    let alike = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    };
    alike(&one.product, &other.product) && alike(&one.batch, &other.batch)
}

/// Whether both one of `of` and one of `with`, or of `with_moderate` from
/// moderate on, came within hours after doses of one batch.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IllAfterBatch {
    of: Vec<String>,
    with: Vec<String>,
    with_moderate: Vec<String>,
    within_hours: u32,
    after: After,
    /// How far back earlier illness is looked for.
    days: u32,
}

/// After which doses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum After {
    /// The first one of the batch.
    First,
    /// At least two of the batch, and none of another.
    Again,
}

impl IllAfterBatch {
    /// What is newest of the illness is within the same hours of the instant.
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        if felt_in(judged, &self.of, 1, self.within_hours * 2).is_empty() {
            return Finding::default();
        }
        match self.after {
            After::First => self.after_first(judged),
            After::Again => self.after_several(judged),
        }
    }

    /// Pairs of both signs, no further apart than the hours, oldest first.
    fn illness<'a>(&self, judged: &Judged<'a>, hours: u32) -> Vec<(&'a Entry, &'a Entry)> {
        let first = felt_in(judged, &self.of, 1, hours);
        let mut second = felt_in(judged, &self.with, 1, hours);
        second.extend(felt_in(judged, &self.with_moderate, 2, hours));
        let mut pairs = Vec::new();
        for one in first {
            let near = |other: &&&Entry| (one.at - other.at).abs() <= self.within();
            pairs.extend(second.iter().filter(near).map(|other| {
                if one.at <= other.at {
                    (one, *other)
                } else {
                    (*other, one)
                }
            }));
        }
        pairs.sort_by_key(|(_, last)| last.at);
        pairs
    }

    fn within(&self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.within_hours))
    }

    /// Whether an illness ended so lately that it is spoken of.
    fn is_recent(&self, judged: &Judged, ill: (&Entry, &Entry)) -> bool {
        judged.at - ill.1.at <= self.within()
    }

    fn after_first<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        for ill in self.illness(judged, self.within_hours * 2) {
            let from = ill.1.at - self.within();
            let doses = judged.journal.between(from.into(), ill.0.at.into());
            let mut doses = doses.iter().filter(|entry| entry.dose().is_some());
            let first = doses.find(|dose| is_first(judged, dose));
            if let Some(dose) = first.filter(|_| self.is_recent(judged, ill)) {
                return Finding::of(1).because(vec![dose, ill.0, ill.1]);
            }
        }
        Finding::default()
    }

    /// Each illness is put down to the last dose before it.
    fn after_several<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let mut doses: Vec<&Entry> = Vec::new();
        let mut newest = None;
        for ill in self.illness(judged, self.days * 24) {
            let from = ill.1.at - self.within();
            let before = judged.journal.between(from.into(), ill.0.at.into());
            let last = before.iter().rev().find(|entry| entry.dose().is_some());
            let Some(last) = last.filter(|entry| entry.dose().is_some_and(has_batch)) else {
                continue;
            };
            newest = Some(ill);
            if doses.iter().all(|dose| dose.id != last.id) {
                doses.push(last);
            }
        }
        let Some(ill) = newest.filter(|ill| self.is_recent(judged, *ill)) else {
            return Finding::default();
        };
        let mut batches = doses.iter().filter_map(|entry| entry.dose());
        let one = batches.next();
        if !one.is_some_and(|one| batches.all(|other| same_batch(one, other))) {
            return Finding::default();
        }
        let mut found = Finding::many(doses);
        found.because.extend([ill.0, ill.1]);
        found
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        let lists = [&self.of, &self.with, &self.with_moderate];
        let named = lists.map(|names| named("symptom", names));
        named.concat()
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        let hours = self.days * 24;
        vec![
            (Kind::Symptom, hours),
            (Kind::Dose, (hours + self.within_hours).max(BATCH_DAYS * 24)),
        ]
    }

    pub fn says(&self) -> String {
        let after = match self.after {
            After::First => "the first dose of a batch",
            After::Again => "doses of one batch and of no other, each of its own",
        };
        format!(
            "{} with {}, or {} of severity 2 or more, within {} h after {after}",
            self.of.join(" or "),
            self.with.join(" or "),
            self.with_moderate.join(" or "),
            self.within_hours
        )
    }
}
