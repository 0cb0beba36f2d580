//! Product by product and batch by batch: how much at a time, and how often
//! something was felt after.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::felt::AFTER;
use super::seen::{Seen, Taken};
use super::{Found, Pattern, Subject};
use crate::domain::amount::Mg;
use crate::domain::text;
use crate::stats::middle::{median, number};
use crate::stats::words::{counted, one_decimal};

const SUBJECT: Subject = Subject {
    id: "products",
    title: "By product and batch",
};
/// Doses of a product, days with one, and products to lay side by side:
/// leaflog's own lines.
const DOSES: usize = 10;
const DAYS: usize = 5;
const BAGS: usize = 2;
/// The most that are told of.
const MOST: usize = 5;

/// What was taken of one product or batch.
#[derive(Default)]
struct Bag {
    says: String,
    doses: usize,
    days: BTreeSet<NaiveDate>,
    grams: Vec<f64>,
    followed: usize,
}

pub fn pattern(seen: &Seen) -> Found {
    let mut bags: Vec<Bag> = bags(seen).into_values().collect();
    bags.retain(|bag| bag.doses >= DOSES && bag.days.len() >= DAYS);
    bags.sort_by_key(|bag| std::cmp::Reverse(bag.doses));
    if bags.len() < BAGS {
        return Err(SUBJECT.needs(format!(
            "needs {BAGS} products or batches with {DOSES} doses on {DAYS} days each; so far {}",
            bags.len(),
        )));
    }
    Ok(bags.iter().take(MOST).map(Bag::pattern).collect())
}

/// By name and batch, case aside.
fn bags(seen: &Seen) -> BTreeMap<(String, Option<String>), Bag> {
    let mut bags: BTreeMap<_, Bag> = BTreeMap::new();
    for (n, taken) in seen.doses.iter().enumerate() {
        let Some(product) = &taken.dose.product else {
            continue;
        };
        let batch = taken.dose.batch.as_deref();
        let key = (
            product.trim().to_lowercase(),
            batch.map(|it| it.trim().to_lowercase()),
        );
        let bag = bags.entry(key).or_default();
        bag.says = text::one_line(&match batch {
            Some(batch) => format!("{product}, batch {batch}"),
            None => format!("{product}, no batch written"),
        });
        bag.doses += 1;
        bag.days.insert(taken.day);
        bag.grams.extend(taken.dose.leaf_weight().map(Mg::grams));
        bag.followed += usize::from(was_followed(seen, taken, seen.doses.get(n + 1)));
    }
    bags
}

/// Whether something was felt in the six hours after a dose and before the next
/// one: a symptom belongs to the last dose before it.
fn was_followed(seen: &Seen, taken: &Taken, next: Option<&Taken>) -> bool {
    let ends = taken.at + AFTER;
    let ends = next.map_or(ends, |next| next.at.min(ends));
    let first = seen.felt.partition_point(|felt| felt.at <= taken.at);
    seen.felt.get(first).is_some_and(|felt| felt.at <= ends)
}

impl Bag {
    fn pattern(&self) -> Pattern {
        let grams = median(self.grams.clone());
        let size = grams.map_or(", none with a weight of leaf".to_owned(), |grams| {
            format!(", median {} g", one_decimal(grams))
        });
        let percent = number(self.followed) * 100.0 / number(self.doses.max(1));
        let mut figures = BTreeMap::from([("symptom_percent", percent)]);
        figures.extend(grams.map(|grams| ("median_g", grams)));
        Pattern {
            id: SUBJECT.id,
            title: SUBJECT.title,
            about: Some(self.says.clone()),
            says: format!(
                "{}: {}{size}; a symptom was written within six hours after {} of them ({:.0} %).",
                self.says,
                counted(self.doses, "dose", "doses"),
                self.followed,
                percent,
            ),
            n: self.doses,
            from: format!(
                "{}, {} with a weight of leaf",
                counted(self.days.len(), "day", "days"),
                counted(self.grams.len(), "dose", "doses"),
            ),
            counts: "A symptom is counted with the last dose before it.",
            cannot_say: "that a product causes a symptom. Products are taken at different times \
                         and in different amounts, and what is in a bag varies.",
            figures,
        }
    }
}
