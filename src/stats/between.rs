//! The time between doses: the one figure that Today, Trends, patterns, the
//! summary and the report share.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::range::{self, Range};
use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::occasion::occasions;
use crate::domain::sleep::Sleep;

/// What is meant by it, said wherever it stands.
pub const MEANS: &str = "Time between doses is from one time to the next (doses within half an \
                         hour are one time) with no middle of a night between them; where no \
                         night is written down, that is 04:00 or a later start of the day.";

/// Where no night is written down, its middle is put here, or at the person's
/// own start of the day where that is later: leaflog's own line.
const MIDDLE: NaiveTime = match NaiveTime::from_hms_opt(4, 0, 0) {
    Some(four) => four,
    None => NaiveTime::MIN,
};
/// Less than this in bed is a nap, and no night: leaflog's own line.
const NIGHT: TimeDelta = TimeDelta::hours(3);
/// A waking day is never longer than this: nights end on each of two dates.
const LONGEST: TimeDelta = TimeDelta::days(3);

/// From the first dose of one occasion to the first of the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The day of the dose that ends it.
    pub day: NaiveDate,
    /// When it ended.
    pub at: Moment,
    pub minutes: i64,
}

impl Gap {
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a few thousand minutes")]
    pub fn hours(self) -> f64 {
        self.minutes as f64 / 60.0
    }
}

/// The times between doses that ended on these days, both included: between
/// neighbouring occasions with no middle of a night between them. Midnight
/// parts nothing, and a wait over a night, or over days, is none: a day with a
/// single occasion has no time between doses, and one dose a day is not "24 h".
#[must_use]
pub fn gaps(journal: &Journal, from: NaiveDate, to: NaiveDate) -> Vec<Gap> {
    let doses = Range::between(from - LONGEST, to).entries(journal);
    let times = occasions(doses.filter(|entry| entry.dose().is_some()));
    let nights = Nights::around(journal, from, to);
    let of = |pair: &[Vec<&Entry>]| {
        let (one, next) = (pair[0][0], pair[1][0]);
        let day = next.day(journal.day_start());
        (day >= from && !nights.part(one.at, next.at)).then(|| Gap {
            day,
            at: next.at,
            minutes: (next.at - one.at).num_minutes(),
        })
    };
    times.windows(2).filter_map(of).collect()
}

/// The middle of the night of each date.
struct Nights<'a> {
    longest: HashMap<NaiveDate, &'a Sleep>,
    unwritten: NaiveTime,
}

impl<'a> Nights<'a> {
    fn around(journal: &'a Journal, from: NaiveDate, to: NaiveDate) -> Nights<'a> {
        let mut longest: HashMap<NaiveDate, &Sleep> = HashMap::new();
        let entries = Range::between(from - LONGEST, to + TimeDelta::days(2)).entries(journal);
        let nights = entries.filter_map(|entry| entry.sleep());
        for night in nights.filter(|night| night.time_in_bed() >= NIGHT) {
            let known = longest.entry(night.up_at.date_naive()).or_insert(night);
            if known.time_in_bed() < night.time_in_bed() {
                *known = night;
            }
        }
        Nights {
            longest,
            unwritten: journal.day_start().max(MIDDLE),
        }
    }

    /// Whether the middle of a night lies between two instants. Its middle and
    /// not the whole of it, because a dose in bed, before getting up or in a
    /// wakeful hour is a dose of the evening or of the morning.
    fn part(&self, one: Moment, next: Moment) -> bool {
        let (first, last) = (one.date_naive(), next.date_naive());
        // A night that ends on the next date can have its middle before midnight.
        let mut dates = range::days(first, last + TimeDelta::days(1));
        dates.any(|date| {
            if let Some(night) = self.longest.get(&date) {
                let middle = night.bed_at + night.time_in_bed() / 2;
                one < middle && middle <= next
            } else {
                let middle = date.and_time(self.unwritten);
                one.naive_local() < middle && middle <= next.naive_local()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{date, journal};
    use super::*;

    /// Minutes, of a journal whose days begin at `day_start`.
    fn of_days_from(day_start: &str, lines: &[&str]) -> Vec<i64> {
        let mut journal = journal(lines);
        journal.settings.set("day_start", Some(day_start));
        let (from, to) = (date("2026-09-01"), date("2026-11-20"));
        let gaps = gaps(&journal, from, to);
        gaps.iter().map(|gap| gap.minutes).collect()
    }

    fn of(lines: &[&str]) -> Vec<i64> {
        of_days_from("00:00", lines)
    }

    fn doses(at: &[&str]) -> Vec<i64> {
        let lines: Vec<String> = at
            .iter()
            .map(|at| format!("dose amount=2g at={at}"))
            .collect();
        of(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn from_the_first_dose_of_a_time_to_the_first_of_the_next() {
        let day = ["2026-10-01T09:00", "2026-10-01T09:20", "2026-10-01T09:40"];
        assert_eq!(doses(&day), [40]);
        let night_before = ["2026-09-30T20:00", day[0], day[1], day[2]];
        assert_eq!(doses(&night_before), [40], "and never the whole night");
        assert_eq!(doses(&day[..2]), [0; 0], "one time");
    }

    #[test]
    fn midnight_parts_nothing_and_the_night_does() {
        let late = ["2026-10-01T22:00", "2026-10-02T00:30", "2026-10-02T22:00"];
        assert_eq!(doses(&late), [150]);
        // The night is the shorter of the two waits, and is none all the same.
        let wide = ["2026-10-01T09:00", "2026-10-01T22:00", "2026-10-02T09:00"];
        assert_eq!(doses(&wide), [13 * 60]);
    }

    #[test]
    fn one_dose_a_day_has_no_time_between() {
        let noons = ["2026-10-01T12:00", "2026-10-02T12:00", "2026-10-05T12:00"];
        assert_eq!(doses(&noons), [0; 0]);
        let evenings = ["2026-10-01T23:30", "2026-10-03T00:10", "2026-10-03T23:00"];
        assert_eq!(doses(&evenings), [0; 0], "00:10 and 23:00 are of one date");
    }

    #[test]
    fn a_night_that_is_written_down_counts_where_it_was() {
        let party = [
            "dose amount=2g at=2026-10-02T02:00",
            "dose amount=2g at=2026-10-02T05:00",
            "dose amount=2g at=2026-10-02T14:00",
        ];
        assert_eq!(of(&party), [9 * 60], "without it, 04:00 parts");
        let slept = "sleep bed_at=2026-10-02T06:00 up_at=2026-10-02T13:00";
        assert_eq!(of(&[&party[..], &[slept]].concat()), [3 * 60]);
        let nap = "sleep bed_at=2026-10-02T06:00 up_at=2026-10-02T08:59";
        assert_eq!(
            of(&[&party[..], &[nap]].concat()),
            [9 * 60],
            "a nap is none"
        );
    }

    #[test]
    fn a_dose_in_bed_is_of_the_evening_and_one_before_getting_up_of_the_morning() {
        let night = [
            "sleep bed_at=2026-10-01T23:00 up_at=2026-10-02T07:00",
            "dose amount=2g at=2026-10-01T20:00",
            "dose amount=2g at=2026-10-01T23:10",
            "dose amount=2g at=2026-10-02T06:50",
            "dose amount=2g at=2026-10-02T09:00",
        ];
        assert_eq!(of(&night), [190, 130]);
    }

    #[test]
    fn whoever_starts_the_day_late_has_no_cut_at_four() {
        let shift = [
            "dose amount=2g at=2026-10-01T20:00",
            "dose amount=2g at=2026-10-02T01:00",
            "dose amount=2g at=2026-10-02T06:00",
            "dose amount=2g at=2026-10-02T18:00",
        ];
        assert_eq!(of_days_from("11:00", &shift), [300, 300]);
    }

    /// By hand: an hour is lost in the night to 29 March; 08:00 in New York is
    /// 14:00 in Berlin, seven hours after 07:00 there.
    #[test]
    fn gaps_are_true_time() {
        let lines = [
            "dose amount=2g at=2026-03-29T01:00",
            "dose amount=2g at=2026-03-29T03:30",
            "dose amount=2g at=2026-03-30T07:00",
            "dose amount=2g at=2026-03-30T08:00-04:00",
        ];
        let gaps = gaps(&journal(&lines), date("2026-03-28"), date("2026-03-30"));
        let minutes: Vec<i64> = gaps.iter().map(|gap| gap.minutes).collect();
        assert_eq!(minutes, [90, 7 * 60]);
    }

    #[test]
    fn a_gap_does_not_depend_on_where_one_begins_to_look() {
        let journal = journal(&[
            "dose amount=2g at=2026-10-01T22:00",
            "dose amount=2g at=2026-10-02T00:30",
        ]);
        for from in ["2026-09-01", "2026-10-01", "2026-10-02"] {
            let gaps = gaps(&journal, date(from), date("2026-10-02"));
            assert_eq!(gaps.len(), 1, "{from}");
            assert_eq!((gaps[0].day, gaps[0].minutes), (date("2026-10-02"), 150));
        }
    }
}
