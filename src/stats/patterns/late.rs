//! Evenings with a late dose beside evenings without, and the sleep after.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::difference::{Difference, WEEKS, Weeks};
use super::seen::Seen;
use super::{Found, Pattern, Subject};
use crate::domain::sleep::Sleep;
use crate::stats::duration;
use crate::stats::words::one_decimal;

const SUBJECT: Subject = Subject {
    id: "late",
    title: "Sleep after late doses",
};
/// A dose so long before bed is a late one: leaflog's own line.
const LATE: TimeDelta = TimeDelta::hours(4);
/// Nights after evenings with, and after evenings without: leaflog's own line.
const NIGHTS: f64 = 10.0;

pub fn pattern(seen: &Seen) -> Found {
    let (mut asleep, mut rated) = (Weeks::default(), Weeks::default());
    let mut nights = [0_usize; 2];
    for (day, night) in &seen.nights {
        let Some(was_late) = was_late(seen, night) else {
            continue;
        };
        nights[usize::from(!was_late)] += 1;
        if let Some(total) = night.total_sleep() {
            let minutes = total.as_seconds_f64() / 60.0;
            asleep.add(*day, was_late, minutes, 1.0);
        }
        if let Some(quality) = night.quality {
            rated.add(*day, was_late, f64::from(quality), 1.0);
        }
    }
    let [asleep, rated] = [asleep, rated].map(|weeks| Compared::of(&weeks));
    let says: Vec<String> = [
        asleep.as_ref().map(asleep_words),
        rated.as_ref().map(rated_words),
    ]
    .into_iter()
    .flatten()
    .collect();
    if says.is_empty() {
        let [with, without] = nights;
        return Err(SUBJECT.needs(format!(
            "needs {NIGHTS:.0} nights after evenings with a dose in the four hours before bed \
             and {NIGHTS:.0} after recorded evenings without, in {WEEKS} weeks or more, with \
             the time asleep or the quality; so far {with} and {without}"
        )));
    }
    let [with, without] = nights;
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: says.join(" "),
        n: with + without,
        from: format!(
            "{with} nights after a dose in the four hours before bed, {without} after none"
        ),
        counts: "Nights with a dose in them, and evenings that are not recorded, are left out. \
                 The interval comes from drawing whole weeks again.",
        cannot_say: "what causes it. Evenings with a late dose may differ in other ways too, \
                     and longer or better rated sleep after one may only be withdrawal put off.",
        figures: figures(asleep.as_ref(), rated.as_ref()),
    }])
}

/// Whether a dose came late before a night; unknown where that evening is not
/// recorded, or kratom was taken in the night.
fn was_late(seen: &Seen, night: &Sleep) -> Option<bool> {
    let bed = night.bed_at.to_utc();
    let up = night.up_at.to_utc();
    let second = TimeDelta::seconds(1);
    if seen.took_within(bed, up - second) {
        return None;
    }
    let late = seen.took_within(bed - LATE - second, bed);
    let evening: NaiveDate = seen.day_of(night.bed_at - LATE);
    (late || seen.is_recorded(evening)).then_some(late)
}

/// A measure after both sorts of evening.
struct Compared {
    nights: [f64; 2],
    by: Difference,
}

impl Compared {
    fn of(weeks: &Weeks) -> Option<Compared> {
        let nights = weeks.sums().map(|rate| rate.of);
        let enough = nights.iter().all(|nights| *nights >= NIGHTS);
        let by = weeks.difference().filter(|_| enough)?;
        Some(Compared { nights, by })
    }
}

fn asleep_words(compared: &Compared) -> String {
    let shown = compared.by.rounded(1.0);
    let minutes = |value: f64| duration::words(TimeDelta::seconds(seconds(value)));
    format!(
        "Asleep {} on average after an evening with a late dose ({:.0} nights), {} after one \
         without ({:.0}): {}.",
        minutes(shown.one),
        compared.nights[0],
        minutes(shown.other),
        compared.nights[1],
        shown.says(minutes, "less", "more"),
    )
}

/// To the nearest minute.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a night has at most 1440 minutes"
)]
fn seconds(minutes: f64) -> i64 {
    minutes.round() as i64 * 60
}

fn rated_words(compared: &Compared) -> String {
    let shown = compared.by.rounded(10.0);
    format!(
        "Rated {} of 10 after late doses ({:.0} nights), {} without ({:.0}): {}.",
        one_decimal(shown.one),
        compared.nights[0],
        one_decimal(shown.other),
        compared.nights[1],
        shown.says(one_decimal, "lower", "higher"),
    )
}

fn figures(asleep: Option<&Compared>, rated: Option<&Compared>) -> BTreeMap<&'static str, f64> {
    let mut figures = BTreeMap::new();
    if let Some(it) = asleep {
        figures.extend([
            ("asleep_min_late", it.by.one),
            ("asleep_min_without", it.by.other),
            ("asleep_min_more", it.by.by),
            ("asleep_min_low", it.by.low),
            ("asleep_min_high", it.by.high),
        ]);
    }
    if let Some(it) = rated {
        figures.extend([
            ("quality_late", it.by.one),
            ("quality_without", it.by.other),
            ("quality_more", it.by.by),
            ("quality_low", it.by.low),
            ("quality_high", it.by.high),
        ]);
    }
    figures
}
