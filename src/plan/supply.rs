//! How long what is in the bags lasts, so that running out need not come as a
//! sudden stop. Never where or when to get more.

use chrono::{Days, NaiveDate};

use super::{Measure, Plan};
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::{Moment, day_of};
use crate::domain::product::{Product, same};
use crate::stats::range::Range;

/// The rate of late is that of so many recorded days.
const RECORDED: usize = 14;
/// With fewer than this nothing is said of a rate: leaflog's own line.
const RECORDED_LEAST: usize = 7;
/// How far back they are looked for, and how far ahead a plan is followed.
const BACK: u64 = 60;
const AHEAD: u64 = 730;

/// What is left of the bags that say what they held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Supply {
    pub left: Mg,
    /// Whole days it lasts at the rate of late, where that is known.
    pub of_late: Option<u64>,
    /// And at the plan's grams a day, steps ahead and breaks as they are
    /// written.
    pub by_plan: Option<u64>,
}

/// A bag, and since when it is taken from.
struct Bag<'a> {
    product: &'a Product,
    opened: NaiveDate,
}

impl Supply {
    /// What is left; unknown where no bag says what it held, where a dose of one
    /// has no weight, or where part of the journal is not loaded.
    #[must_use]
    pub fn of(plan: &Plan, journal: &Journal, now: Moment) -> Option<Supply> {
        let today = day_of(now, journal.day_start());
        let bags = bags(journal, today);
        if bags.is_empty() || journal.earlier.any {
            return None;
        }
        let mut left: Vec<i64> = bags
            .iter()
            .filter_map(|it| Some(it.product.holds?.0))
            .collect();
        for entry in journal.until(now.to_utc()) {
            let Some(n) = entry
                .dose()
                .and_then(|dose| bag_of(entry, dose, &bags, journal))
            else {
                continue;
            };
            left[n] -= entry.dose()?.leaf_weight()?.0;
        }
        let left = left.into_iter().map(|mg| mg.max(0)).sum();
        Some(Supply {
            left: Mg(left),
            of_late: rate(journal, today).and_then(|rate| whole(left, rate)),
            by_plan: by_plan(left, plan, today),
        })
    }

    /// `About 9 days at the rate of late, 14 at the plan's. …`
    #[must_use]
    pub fn words(&self) -> Option<String> {
        const IN_TIME: &str = "If you use daily, running out can mean a sudden stop; a plan for that is worth making in time.";
        if self.left == Mg(0) {
            return Some(format!(
                "By what is written down, the bag is empty. {IN_TIME}"
            ));
        }
        let days = |n: u64| match n {
            0 => "Less than a day".to_owned(),
            1 => "About 1 day".to_owned(),
            n => format!("About {n} days"),
        };
        let says = match (self.of_late, self.by_plan) {
            (Some(late), Some(plan)) => {
                format!("{} at the rate of late, {plan} at the plan's.", days(late))
            }
            (Some(late), None) => format!("{} at the rate of late.", days(late)),
            (None, Some(plan)) => format!("{} at the plan's rate.", days(plan)),
            (None, None) => return None,
        };
        Some(format!("{says} {IN_TIME}"))
    }
}

/// The bags that say what they held, the last opened of each name and batch: an
/// older one is taken to be finished.
fn bags(journal: &Journal, today: NaiveDate) -> Vec<Bag<'_>> {
    let mut bags: Vec<Bag> = Vec::new();
    for entry in journal.lasting() {
        let Some(product) = entry.product().filter(|it| it.holds.is_some()) else {
            continue;
        };
        let is_leaf = product
            .form
            .is_none_or(|form| form.channel() == Channel::Leaf);
        let opened = product.opened_on.unwrap_or_else(|| entry.date());
        if !is_leaf || opened > today {
            continue;
        }
        let bag = Bag { product, opened };
        match bags.iter_mut().find(|other| other.is_same(&bag)) {
            Some(other) if other.opened > bag.opened => {}
            Some(other) => *other = bag,
            None => bags.push(bag),
        }
    }
    bags
}

impl Bag<'_> {
    fn is_same(&self, other: &Bag) -> bool {
        let batch = |bag: &Bag| bag.product.batch.as_deref().unwrap_or("").to_owned();
        self.product.is_called(&other.product.name) && same(&batch(self), &batch(other))
    }
}

/// Which bag a dose was taken from: the last opened of that name, and of that
/// batch where both say one.
fn bag_of(entry: &Entry, dose: &Dose, bags: &[Bag], journal: &Journal) -> Option<usize> {
    let name = dose.product.as_deref()?;
    let on = entry.day(journal.day_start());
    let fits = |bag: &Bag| {
        let batches = bag.product.batch.as_deref().zip(dose.batch.as_deref());
        bag.product.is_called(name)
            && bag.opened <= on
            && batches.is_none_or(|(own, batch)| same(own, batch))
    };
    let fitting = bags.iter().enumerate().filter(|(_, bag)| fits(bag));
    fitting.max_by_key(|(_, bag)| bag.opened).map(|(n, _)| n)
}

/// Milligrams of leaf a day over the last recorded days before today; unknown
/// where they are few or a dose of theirs has no weight.
fn rate(journal: &Journal, today: NaiveDate) -> Option<f64> {
    let back = (1..=BACK).filter_map(|n| today.checked_sub_days(Days::new(n)));
    let recorded = back.filter(|day| journal.day(*day) != Day::NotRecorded);
    let recorded: Vec<NaiveDate> = recorded.take(RECORDED).collect();
    if recorded.len() < RECORDED_LEAST {
        return None;
    }
    let mut total = Mg(0);
    let (first, last) = (*recorded.last()?, *recorded.first()?);
    for entry in Range::between(first, last).entries(journal) {
        let leaf = entry
            .dose()
            .filter(|dose| dose.form.channel() == Channel::Leaf);
        if let Some(dose) = leaf {
            total.0 += dose.leaf_weight()?.0;
        }
    }
    let days = crate::stats::middle::number(recorded.len());
    Some(total.grams() * 1000.0 / days)
}

/// How many whole days so much lasts.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "weights are bounded and the days are cut at what is followed"
)]
fn whole(left: i64, rate: f64) -> Option<u64> {
    (rate > 0.0).then(|| ((left as f64 / rate).floor() as u64).min(AHEAD))
}

/// How many whole days the plan's grams a day last, from tomorrow on.
fn by_plan(left: i64, plan: &Plan, today: NaiveDate) -> Option<u64> {
    plan.in_force(Measure::Grams, today)?;
    let mut left = Mg(left).grams();
    for n in 0..AHEAD {
        let date = today.checked_add_days(Days::new(n + 1))?;
        if plan.break_on(date).is_none() {
            left -= plan.in_force(Measure::Grams, date)?.amount.value();
        }
        if left < 0.0 {
            return Some(n);
        }
    }
    None
}
