//! What rules ask of kratom itself: how much, how often, how long without.

use std::fmt;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, count};
use super::taken::in_words;
use crate::domain::Entry;
use crate::domain::amount::{LabelMg, Mg};
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::Day;
use crate::domain::occasion::{OCCASION, occasions};

/// How many entries behind a long pattern are named.
const NAMED: usize = 20;

/// What of a dose is compared with earlier ones; they are never converted into
/// each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Grams of leaf.
    LeafG,
    /// Milligrams of mitragynine by the label of an extract or 7-OH product.
    ExtractMg,
    /// Milligrams of mitragynine by any label.
    MitragynineMg,
    /// Milligrams of 7-OH by the label.
    HydroxyMg,
}

impl Amount {
    pub fn says(self) -> &'static str {
        match self {
            Amount::LeafG => "g of leaf",
            Amount::ExtractMg => "label mg of mitragynine of an extract",
            Amount::MitragynineMg => "label mg of mitragynine",
            Amount::HydroxyMg => "label mg of 7-OH",
        }
    }

    /// Thousandths of it in a dose.
    pub fn thousandths(self, dose: &Dose) -> Option<i64> {
        self.of(dose).map(Measured::thousandths)
    }

    /// Whether a dose is of this sort, its amount known or not.
    pub fn is_of(self, dose: &Dose) -> bool {
        let channel = dose.form.channel();
        match self {
            Amount::LeafG => channel == Channel::Leaf,
            Amount::ExtractMg => channel == Channel::Extract,
            Amount::MitragynineMg => dose.taken.mitragynine.is_some(),
            Amount::HydroxyMg => channel == Channel::SevenOh,
        }
    }

    fn of(self, dose: &Dose) -> Option<Measured> {
        match self {
            Amount::LeafG => dose.leaf_weight().map(Measured::Leaf),
            Amount::ExtractMg => {
                let label = dose.taken.mitragynine?;
                (dose.form.channel() != Channel::Leaf).then_some(Measured::Label(label))
            }
            Amount::MitragynineMg => dose.taken.mitragynine.map(Measured::Label),
            Amount::HydroxyMg => dose.taken.hydroxy.map(Measured::Label),
        }
    }
}

/// What a dose holds of one [`Amount`]: a weight of leaf, or what a label says.
#[derive(Debug, Clone, Copy)]
enum Measured {
    Leaf(Mg),
    Label(LabelMg),
}

impl Measured {
    /// Grams of leaf, or milligrams of a label.
    fn value(self) -> f64 {
        match self {
            Measured::Leaf(weight) => weight.grams(),
            Measured::Label(label) => label.mg(),
        }
    }

    /// Thousandths of that, to compare what is of the same [`Amount`].
    fn thousandths(self) -> i64 {
        match self {
            Measured::Leaf(Mg(milligrams)) => milligrams,
            Measured::Label(LabelMg(micrograms)) => micrograms,
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measured::Leaf(weight) => weight.fmt(f),
            Measured::Label(label) => label.fmt(f),
        }
    }
}

/// How much the judged dose is, in grams or label milligrams.
pub fn amount<'a>(judged: &Judged<'a>, of: Amount) -> Option<Finding<'a>> {
    let entry = judged.entry?;
    let amount = of.of(entry.dose()?)?;
    let found = Finding::value(amount.value()).word("g", amount.to_string());
    Some(found.because(vec![entry]))
}

/// Grams of leaf in the judged dose and in those of the half hour before it, which
/// the body meets as one; none where the dose stands alone.
pub fn together<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let entry = judged.entry?;
    let weight = |entry: &Entry| entry.dose()?.leaf_weight();
    let before = judged
        .doses_before(1)
        .take_while(|dose| entry.at - dose.at < OCCASION);
    weight(entry)?;
    let mut doses: Vec<&Entry> = before.filter(|dose| weight(dose).is_some()).collect();
    if doses.is_empty() {
        return Some(Finding::value(0.0));
    }
    doses.reverse();
    doses.push(entry);
    let total: Mg = doses.iter().filter_map(|dose| weight(dose)).sum();
    let found = Finding::value(total.grams()).word("g", total.to_string());
    let first = doses[0].at;
    let within = in_words(first, entry.at.max(first + TimeDelta::minutes(1)));
    Some(found.word("within", within).because(doses))
}

/// The judged dose as a multiple of the largest earlier one.
pub fn times_largest<'a>(judged: &Judged<'a>, of: Amount, days: u32) -> Option<Finding<'a>> {
    let entry = judged.entry?;
    let now = of.of(entry.dose()?)?;
    let earlier = judged.doses_before(i64::from(days));
    let amounts = earlier.filter_map(|dose| Some((of.of(dose.dose()?)?, dose)));
    let (most, largest) = amounts.max_by_key(|(amount, _)| amount.thousandths())?;
    let times = ratio(now.thousandths(), most.thousandths());
    let found = Finding::value(times).word("largest", most.to_string());
    Some(found.because(vec![largest, entry]))
}

/// One amount as a multiple of the other, both in the same unit.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts are far below 2^52 thousandths"
)]
pub fn ratio(one: i64, other: i64) -> f64 {
    one as f64 / other.max(1) as f64
}

/// Grams of leaf in the last hours; unknown where no dose was weighed.
pub fn leaf_total<'a>(judged: &Judged<'a>, hours: u32) -> Option<Finding<'a>> {
    let weighed = |entry: &&Entry| {
        entry
            .dose()
            .is_some_and(|dose| dose.leaf_weight().is_some())
    };
    let leaf = |entry: &Entry| entry.dose().is_some_and(|dose| Amount::LeafG.is_of(dose));
    let all = judged.doses(hours).filter(|entry| leaf(entry)).count();
    let doses: Vec<&Entry> = judged.doses(hours).filter(weighed).collect();
    let weights = doses.iter().filter_map(|entry| entry.dose()?.leaf_weight());
    let total: Mg = weights.sum();
    if doses.is_empty() {
        return None;
    }
    let said = if doses.len() < all {
        format!("at least {total}")
    } else {
        total.to_string()
    };
    let found = Finding::value(total.grams()).word("total", said);
    Some(found.because(doses))
}

/// Capsules, spoons or other units of leaf in the last hours, of doses that were
/// counted and not weighed.
pub fn leaf_counted<'a>(judged: &Judged<'a>, hours: u32) -> Finding<'a> {
    let counted = judged.doses(hours).filter_map(|entry| {
        let dose = entry.dose().filter(|dose| Amount::LeafG.is_of(dose))?;
        let count = dose.taken.count.as_ref();
        let count = count.filter(|_| dose.leaf_weight().is_none())?;
        Some((count.n.value(), entry))
    });
    let (counts, doses): (Vec<f64>, Vec<&Entry>) = counted.unzip();
    Finding::value(counts.iter().sum()).because(doses)
}

pub fn counted_says(hours: u32) -> String {
    format!("capsules or other units of unweighed leaf in {hours} h")
}

/// The occasions that began in the last hours. Where a chain of doses reaches
/// back further, it is followed to its beginning first.
pub fn occasions_in<'a>(judged: &Judged<'a>, hours: u32) -> Finding<'a> {
    let from = judged.at - TimeDelta::hours(i64::from(hours));
    let before = judged.doses(hours + 24).collect::<Vec<_>>();
    let all = occasions(chain_start(&before, from).iter().copied());
    let inside = all.into_iter().filter(|occasion| occasion[0].at >= from);
    let inside: Vec<&Entry> = inside.map(|occasion| occasion[0]).collect();
    let n = count(inside.len());
    let span = inside.first().zip(inside.last());
    let span = span.map_or(0, |(first, last)| (last.at - first.at).num_minutes());
    let newest = inside.len().saturating_sub(NAMED);
    Finding::of(n)
        .word("hours", super::taken::in_hours(span))
        .because(inside[newest..].to_vec())
}

/// The doses from the last one before `from` that surely began an occasion.
fn chain_start<'s, 'a>(
    doses: &'s [&'a Entry],
    from: crate::domain::moment::Moment,
) -> &'s [&'a Entry] {
    let inside = doses.partition_point(|dose| dose.at < from);
    let mut start = inside;
    while start > 0 && start < doses.len() && doses[start].at - doses[start - 1].at < OCCASION {
        start -= 1;
    }
    &doses[start..]
}

/// Hours from the dose before to the judged one; unknown where the judged dose
/// belongs to the occasion that is still running.
pub fn hours_since_occasion<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let entry = judged.entry.filter(|entry| entry.dose().is_some())?;
    let mut doses: Vec<&Entry> = judged.doses_before(2).collect();
    doses.reverse();
    let before = *doses.last()?;
    doses.push(entry);
    let running = occasions(doses.into_iter()).pop()?;
    if running.len() > 1 {
        return None;
    }
    let minutes = i32::try_from((entry.at - before.at).num_minutes()).ok()?;
    let found = Finding::value(f64::from(minutes) / 60.0);
    let gap = in_words(before.at, entry.at);
    Some(found.word("gap", gap).because(vec![before, entry]))
}

/// The run of days with kratom that is still going on.
pub fn run<'a>(judged: &Judged<'a>) -> Finding<'a> {
    let days = judged.run_days();
    Finding::of(days).because(newest(judged, i64::from(days)))
}

/// How many of the last days the person said to be without.
pub fn days_without<'a>(judged: &Judged<'a>, days: u32) -> Finding<'a> {
    Finding::of(judged.count_days(days, |day| day == Day::None))
}

/// How many of the last days had kratom.
pub fn days_with<'a>(judged: &Judged<'a>, days: u32) -> Finding<'a> {
    let with = judged.count_days(days, |day| matches!(day, Day::WithKratom(_)));
    Finding::of(with)
        .word("days", days.to_string())
        .because(newest(judged, i64::from(days)))
}

/// The newest doses of the last days, oldest first.
pub fn newest<'a>(judged: &Judged<'a>, days: i64) -> Vec<&'a Entry> {
    let from = judged.at - TimeDelta::days(days);
    let entries = judged.journal.between(from.into(), judged.at.into());
    let doses = entries.iter().rev().filter(|entry| entry.dose().is_some());
    let mut doses: Vec<&Entry> = doses.take(NAMED).collect();
    doses.reverse();
    doses
}

/// Whole days since the first entry.
pub fn days_since_first<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let first = judged.journal.first_at()?;
    let first = crate::domain::moment::day_of(first, judged.journal.day_start());
    let days = u32::try_from((judged.today() - first).num_days()).ok()?;
    Some(Finding::value(f64::from(days)))
}

/// The days without kratom written down before the judged dose.
#[derive(Debug, Clone, Copy)]
pub struct Break<'a> {
    dose: &'a Entry,
    before: &'a Entry,
    /// The last day with kratom before it.
    last: NaiveDate,
    days: i64,
}

impl<'a> Break<'a> {
    /// The gap before the judged dose; none where it is the first of all.
    pub fn before(judged: &Judged<'a>) -> Option<Break<'a>> {
        let dose = judged.entry.filter(|entry| entry.dose().is_some())?;
        let earlier = judged.journal.until(dose.at.into()).iter().rev();
        let mut earlier = earlier.filter(|entry| entry.dose().is_some());
        let key = (dose.at, dose.id);
        let kept = judged.journal.earlier.last_dose.as_deref();
        let before = earlier.find(|entry| (entry.at, entry.id) < key).or(kept)?;
        let last = judged.day(before);
        Some(Break {
            dose,
            before,
            last,
            days: ((judged.day(dose) - last).num_days() - 1).max(0),
        })
    }

    /// Whole days between the two that have no dose.
    pub fn days_without(self) -> Finding<'a> {
        let n = u32::try_from(self.days).unwrap_or(u32::MAX);
        Finding::of(n).because(vec![self.before, self.dose])
    }

    /// The days before the gap that had kratom, newest first.
    fn use_dates(self, judged: &Judged, days: u32) -> Vec<NaiveDate> {
        let back =
            (0..i64::from(days)).filter_map(|n| self.last.checked_sub_signed(TimeDelta::days(n)));
        back.filter(|day| matches!(judged.journal.day(*day), Day::WithKratom(_)))
            .collect()
    }

    /// Whether doses of the days before the gap were not loaded, so that little
    /// is known of them; regular use is then assumed, because the longest breaks
    /// are the most dangerous ones to come back from.
    fn is_unseen(self, judged: &Judged, days: u32) -> bool {
        let from = self.before.at - TimeDelta::days(i64::from(days));
        let unseen = judged.journal.earlier.last_dose.as_deref();
        unseen.is_some_and(|dose| dose.at >= from)
    }

    /// How many of the days before the gap had kratom.
    pub fn use_days(self, judged: &Judged<'a>, days: u32) -> Finding<'a> {
        let n = if self.is_unseen(judged, days) {
            f64::from(days)
        } else {
            f64::from(count(self.use_dates(judged, days).len()))
        };
        Finding::value(n)
    }

    /// By how many days the gap is longer than the longest in the days before it;
    /// below 0 where it is shorter.
    pub fn over_longest(self, judged: &Judged<'a>, days: u32) -> Finding<'a> {
        let dates = self.use_dates(judged, days);
        let gaps = dates.windows(2).map(|two| (two[0] - two[1]).num_days() - 1);
        let longest = gaps.max().unwrap_or(0);
        let over = i32::try_from(self.days - longest).unwrap_or(i32::MAX);
        Finding::value(f64::from(over))
    }

    /// The dose in percent of the median leaf dose in the days before the gap; 100
    /// where either weight is not known.
    pub fn vs_median_pct(self, judged: &Judged<'a>, days: u32) -> Finding<'a> {
        let weight = self.dose.dose().and_then(Dose::leaf_weight);
        let median = self.median(judged, days);
        let value = match weight.zip(median) {
            // Twice the median is a whole number of milligrams.
            Some((weight, twice)) => ratio(weight.0 * 200, twice),
            None => 100.0,
        };
        Finding::value(value)
    }

    /// Twice the median of the known leaf doses in the days before the gap,
    /// milligrams.
    fn median(self, judged: &Judged, days: u32) -> Option<i64> {
        let to = self.before.at;
        let from = to - TimeDelta::days(i64::from(days));
        let entries = judged.journal.between(from.into(), to.into()).iter();
        let mut weights: Vec<i64> = entries
            .filter_map(|entry| Some(entry.dose()?.leaf_weight()?.0))
            .collect();
        weights.sort_unstable();
        let middle = weights.len().checked_sub(1)?;
        Some(weights[middle / 2] + weights[middle.div_ceil(2)])
    }
}
