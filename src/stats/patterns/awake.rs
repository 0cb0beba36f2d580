//! The hours of each recorded day that a person was awake, as far as it is
//! known: the time in which a symptom could be felt and written down.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::seen::Seen;
use crate::domain::moment::Zone;

/// Where no night is written: up at this hour and in bed at that one.
const UP: u32 = 7;
const BED: u32 = 23;

/// The waking part of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Awake {
    pub day: NaiveDate,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

/// The waking part of each recorded day, oldest first; no two of them overlap.
#[must_use]
pub fn awake(seen: &Seen) -> Vec<Awake> {
    let offsets = offsets(seen);
    let mut spans: Vec<Awake> = Vec::new();
    for day in seen.days().filter(|day| seen.is_recorded(*day)) {
        let zone = offsets.get(&day).map_or(seen.zone, |at| Zone::Fixed(*at));
        let Some((from, to)) = waking(seen, day, zone) else {
            continue;
        };
        let from = spans.last().map_or(from, |last| last.to.max(from));
        if from < to {
            spans.push(Awake { day, from, to });
        }
    }
    spans
}

/// From getting up to going to bed, as they are written.
fn waking(seen: &Seen, day: NaiveDate, zone: Zone) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let usual = |hour: u32| {
        let local = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
        let later = || local.checked_add_signed(TimeDelta::hours(1));
        let at = zone.resolve(local).or_else(|| zone.resolve(later()?))?;
        Some(at.to_utc())
    };
    let up = seen.nights.get(&day).map(|night| night.up_at.to_utc());
    let from = up.or_else(|| usual(UP))?;
    let next = day.succ_opt().and_then(|next| seen.nights.get(&next));
    let bed = next
        .map(|night| night.bed_at.to_utc())
        .filter(|bed| *bed > from && *bed - from <= TimeDelta::hours(24));
    Some((from, bed.or_else(|| usual(BED))?))
}

/// Where the person was on a day, by what was written on it.
fn offsets(seen: &Seen) -> HashMap<NaiveDate, FixedOffset> {
    let doses = seen.doses.iter().map(|it| (it.day, *it.at.offset()));
    let felt = seen.felt.iter().map(|it| (it.day, *it.at.offset()));
    doses.chain(felt).collect()
}
