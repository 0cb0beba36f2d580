//! What rules ask of how amounts change from one stretch of time to the next.
//! Amounts of different sorts are never added or compared.

use chrono::TimeDelta;
use serde::Deserialize;

use super::doses::{Amount, newest, ratio};
use super::judged::Judged;
use super::measure::{Finding, count};
use crate::domain::journal::Day;
use crate::domain::{Entry, Kind};

/// By how many percent an amount of the last days is above that of as many days
/// before: the median dose, or all of it, whichever rose more. Unknown with
/// fewer known doses than `doses` in either. In the total a dose before whose
/// amount is not known counts as the median, a recent one as nothing, so that
/// writing down more is no rise; it is asked only where the record is as long.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rise {
    /// Each for itself.
    of: Vec<Amount>,
    days: u32,
    doses: usize,
}

/// By how many percent the total of the last whole days is below that of as many
/// days before; today is not over. A recent dose whose amount is not known
/// counts as the median, an earlier one as nothing; a recent day of which nothing
/// is said counts as an average day before: an empty day is no day off.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Each for itself; the deepest counts.
    of: Vec<Amount>,
    days: u32,
}

/// The doses of one sort in a stretch of time, in thousandths.
#[derive(Debug, Default)]
struct Stretch {
    known: Vec<i64>,
    unknown: i64,
}

impl Rise {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let middle = judged.at - TimeDelta::days(i64::from(self.days));
        let first = middle - TimeDelta::days(i64::from(self.days));
        let entries = judged.journal.between(first.into(), judged.at.into());
        let split = entries.partition_point(|entry| entry.at <= middle);
        let recent = stretches(entries[split..].iter(), &self.of);
        if recent.iter().all(|one| one.known.len() < self.doses) {
            return None;
        }
        let before = stretches(entries[..split].iter(), &self.of);
        let whole_record = judged.journal.first_at().is_some_and(|at| at <= first);
        let sorts = recent.iter().zip(&before);
        let rises = sorts.filter_map(|(now, then)| self.rise(now, then, whole_record));
        let (pct, what) = rises.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let found = Finding::value(pct).word("pct", whole(pct));
        let found = found.word("what", what);
        Some(found.because(newest(judged, i64::from(self.days))))
    }

    fn rise(
        &self,
        now: &Stretch,
        then: &Stretch,
        whole_record: bool,
    ) -> Option<(f64, &'static str)> {
        if now.known.len() < self.doses || then.known.len() < self.doses {
            return None;
        }
        let twice = then.twice_median()?;
        let median = percent(now.twice_median()? - twice, twice);
        let was = 2 * then.total() + then.unknown * twice;
        let total = percent(2 * now.total() - was, was);
        if whole_record && total > median {
            return Some((total, "weekly"));
        }
        Some((median, "usual"))
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        vec![(Kind::Dose, self.days * 48)]
    }

    pub fn says(&self) -> String {
        format!(
            "percent by which the median or the total of {} rose from {} days to the next, with \
             {} doses or more in each",
            says(&self.of),
            self.days,
            self.doses
        )
    }
}

impl Cut {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let days = i64::from(self.days);
        let today = judged.today();
        let ago = |entry: &Entry| (today - judged.day(entry)).num_days();
        let entries = judged.last_hours((2 * self.days + 2) * 24).iter();
        let (recent, rest): (Vec<&Entry>, Vec<&Entry>) = entries
            .filter(|entry| entry.dose().is_some())
            .filter(|entry| (1..=2 * days).contains(&ago(entry)))
            .partition(|entry| ago(entry) <= days);
        if recent.is_empty() {
            return None;
        }
        let unseen = judged.last_days(self.days + 1).skip(1);
        let unseen = unseen.filter(|day| judged.journal.day(*day) == Day::NotRecorded);
        let unseen = i64::from(count(unseen.count()));
        let now = stretches(recent.iter().copied(), &self.of);
        let then = stretches(rest.iter().copied(), &self.of);
        let cuts = now.iter().zip(&then).filter_map(|(now, then)| {
            let was = then.total() * 2;
            let most = now.total() * 2 + now.unknown * then.twice_median()? + unseen * was / days;
            Some(percent(was - most, was))
        });
        let pct = cuts.max_by(f64::total_cmp)?;
        let found = Finding::value(pct).word("pct", whole(pct));
        Some(found.because(recent))
    }

    pub fn looks_back(&self) -> Vec<(Kind, u32)> {
        let hours = (2 * self.days + 2) * 24;
        vec![(Kind::Dose, hours), (Kind::None, hours)]
    }

    pub fn says(&self) -> String {
        format!(
            "percent by which the total of {} fell from {} whole days to the next",
            says(&self.of),
            self.days
        )
    }
}

fn says(of: &[Amount]) -> String {
    let of: Vec<&str> = of.iter().map(|of| of.says()).collect();
    of.join(" or ")
}

fn percent(more: i64, of: i64) -> f64 {
    ratio(more * 100, of)
}

/// The stretch of each sort, in one walk.
fn stretches<'a>(entries: impl Iterator<Item = &'a Entry>, of: &[Amount]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = of.iter().map(|_| Stretch::default()).collect();
    for dose in entries.filter_map(Entry::dose) {
        for (of, stretch) in of.iter().zip(&mut all) {
            match of.thousandths(dose) {
                Some(amount) => stretch.known.push(amount),
                None => stretch.unknown += i64::from(of.is_of(dose)),
            }
        }
    }
    for stretch in &mut all {
        stretch.known.sort_unstable();
    }
    all
}

impl Stretch {
    fn total(&self) -> i64 {
        self.known.iter().sum()
    }

    fn twice_median(&self) -> Option<i64> {
        let middle = self.known.len().checked_sub(1)?;
        Some(self.known[middle / 2] + self.known[middle.div_ceil(2)])
    }
}

/// Whole percent, never more than there were.
fn whole(pct: f64) -> String {
    format!("{:.0}", pct.floor().max(0.0))
}
