//! Patterns of journals worked out by hand; what another program worked out
//! stands with the interval and the line.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::*;
use crate::demo::demo;
use crate::domain::setting::Settings;
use crate::stats::sample::{date, entry, lookups, when};

/// Lines of a journal, day by day.
#[derive(Default)]
struct Written(Vec<String>);

impl Written {
    fn add(&mut self, line: impl Into<String>) {
        self.0.push(line.into());
    }

    /// A dose of leaf at these hours of a day.
    fn doses(&mut self, day: NaiveDate, amount: &str, hours: &[u32]) {
        for hour in hours {
            self.add(format!("dose amount={amount} at={day}T{hour:02}:00"));
        }
    }

    /// A night that ends on a day: in bed at 23:00, up at 07:00, so long awake.
    fn night(&mut self, up: NaiveDate, awake: u32, quality: u32) {
        let bed = up.pred_opt().unwrap();
        self.add(format!(
            "sleep bed_at={bed}T23:00 up_at={up}T07:00 asleep_after_min=0 awake_min={awake} \
             quality={quality}"
        ));
    }

    fn journal(&self) -> Journal {
        let entries = self.0.iter().map(|line| entry(line)).collect();
        Journal::new(entries, Settings::default(), vec![])
    }

    fn all(&self) -> Patterns {
        patterns(&self.journal(), Range::ALL, &when(), &lookups())
    }
}

/// So many days up to yesterday, Thursday 19 November.
fn days(n: u64) -> impl Iterator<Item = NaiveDate> {
    let first = date("2026-11-20") - Days::new(n);
    first.iter_days().take(usize::try_from(n).unwrap())
}

fn found<'a>(all: &'a Patterns, id: &str) -> Vec<&'a Pattern> {
    all.patterns.iter().filter(|it| it.id == id).collect()
}

fn said(all: &Patterns, id: &str) -> Vec<String> {
    let found = found(all, id).into_iter();
    found.map(|it| it.says.clone()).collect()
}

fn one<'a>(all: &'a Patterns, id: &str) -> &'a Pattern {
    match found(all, id).as_slice() {
        [one] => one,
        other => panic!("{id}: {other:?}, {:?}", all.not_enough),
    }
}

fn needs<'a>(all: &'a Patterns, id: &str) -> &'a str {
    let missing = all.not_enough.iter().find(|it| it.id == id);
    missing.map_or("it is shown", |it| &it.needs)
}

fn near(pattern: &Pattern, figure: &str, value: f64) {
    let is = pattern.figures[figure];
    assert!((is - value).abs() < 1e-9, "{figure}: {is}, not {value}");
}

// --- amount ------------------------------------------------------------------

/// Four weeks of one sort, then four of another.
fn two_periods(before: (&str, &[u32]), now: (&str, &[u32])) -> Written {
    let mut written = Written::default();
    for (n, day) in days(56).enumerate() {
        let (amount, hours) = if n < 28 { before } else { now };
        written.doses(day, amount, hours);
    }
    written
}

#[test]
fn an_amount_is_times_by_size_and_one_of_both_moved() {
    let often = two_periods(("2g", &[8, 14]), ("2g", &[8, 13, 18])).all();
    let often = one(&often, "amount");
    assert_eq!(
        often.says,
        "In the 28 days to 19 Nov 2026 you took leaf 3 times a recorded day, 2 g each, 6 g a \
         day; in the 28 days before 2 times a recorded day, 2 g each, 4 g a day. 50 % more a \
         day; what moved most is how often."
    );
    assert_eq!(
        often.from,
        "84 doses of leaf, before 56; recorded 28 of 28 days, before 28 of 28"
    );
    assert_eq!(often.n, 140);
    let ends = |before, now| {
        let all = two_periods(before, now).all();
        let says = &one(&all, "amount").says;
        says.rsplit_once("g a day. ").unwrap().1.to_owned()
    };
    assert_eq!(
        ends(("4g", &[8, 14]), ("2g", &[8, 14])),
        "50 % less a day; what moved most is how much each time."
    );
    assert_eq!(
        ends(("2g", &[8, 14]), ("3g", &[8, 13, 18])),
        "125 % more a day; both moved."
    );
    assert_eq!(
        ends(("3g", &[8, 14]), ("2g", &[8, 13, 18])),
        "More often and less each time: about as much a day."
    );
    assert_eq!(
        ends(("2g", &[8, 13, 18]), ("3g", &[8, 14])),
        "Less often and more each time: about as much a day."
    );
    assert_eq!(
        ends(("2g", &[8, 14]), ("2.1g", &[8, 14])),
        "Both are about as they were."
    );
}

#[test]
fn days_without_are_0_times_and_days_not_recorded_are_in_neither() {
    let mut written = Written::default();
    for (n, day) in days(56).enumerate() {
        match n {
            // Of the last four weeks two are days without, one is not recorded.
            28..42 => written.add(format!("none date={day}")),
            42..49 => {}
            _ => written.doses(day, "2g", &[8, 14, 20]),
        }
    }
    let all = written.all();
    let amount = one(&all, "amount");
    // 7 days with 3 doses of 21 recorded.
    near(amount, "times_a_day", 1.0);
    near(amount, "times_a_day_before", 3.0);
    near(amount, "g_a_day", 2.0);
    assert!(amount.from.contains("recorded 21 of 28 days"));
}

#[test]
fn what_has_no_weight_is_taken_to_be_like_the_others_if_it_is_the_smaller_part() {
    let mut some = Written::default();
    for day in days(56) {
        some.doses(day, "2g", &[8]);
        some.doses(day, "3_capsules", &[14]);
    }
    let all = some.all();
    let amount = one(&all, "amount");
    near(amount, "g_a_day", 4.0);
    assert!(amount.from.contains("56 without a weight"));
    for day in days(56) {
        some.doses(day, "3_capsules", &[20]);
    }
    assert!(needs(&some.all(), "amount").ends_with("so far 28 of 84 and 28 of 84"));
}

#[test]
fn a_shorter_range_is_halved_and_half_a_recorded_week_is_not_compared() {
    let mut written = Written::default();
    for day in days(15) {
        written.doses(day, "2g", &[8, 14]);
    }
    let all = written.all();
    assert!(
        one(&all, "amount")
            .says
            .starts_with("In the 7 days to 19 Nov")
    );
    let range = Range::between(date("2026-11-10"), date("2026-11-30"));
    let short = patterns(&written.journal(), range, &when(), &lookups());
    assert!(needs(&short, "amount").ends_with("so far 10 days are over"));
    let mut gaps = Written::default();
    for day in days(28).filter(|day| day.weekday() == Weekday::Mon) {
        gaps.doses(day, "2g", &[8, 14, 16, 20]);
    }
    assert!(needs(&gaps.all(), "amount").contains("recorded in each"));
}

// --- gaps --------------------------------------------------------------------

#[test]
fn gaps_that_shrink_by_half_an_hour_a_week() {
    let mut written = Written::default();
    let monday = date("2026-09-21");
    for week in 0..8_u64 {
        // 7.5 h at first, 4 h in the last full week; the clock changes in one.
        let apart = 450 - 30 * week;
        for day in (0..7).map(|n| monday + Days::new(week * 7 + n)) {
            for n in 0..3 {
                let minutes = 7 * 60 + n * apart;
                let (hour, minute) = (minutes / 60, minutes % 60);
                written.add(format!("dose amount=2g at={day}T{hour:02}:{minute:02}"));
            }
        }
    }
    let all = written.all();
    let gaps = one(&all, "gaps");
    assert_eq!(
        gaps.says,
        "The time from one dose to the next got shorter: about 7.5 h at first, about 4 h now."
    );
    near(gaps, "hours_a_week", -0.5);
    assert_eq!(gaps.n, 8 * 14);
}

#[test]
fn two_doses_a_day_are_steady_through_the_clock_change_and_one_has_no_time_between() {
    let mut written = Written::default();
    days(60).for_each(|day| written.doses(day, "2g", &[12]));
    assert!(needs(&written.all(), "gaps").contains("so far 0"));
    days(60).for_each(|day| written.doses(day, "2g", &[17]));
    assert_eq!(
        one(&written.all(), "gaps").says,
        "The time from one dose to the next is about 5 h, with no steady move in either \
         direction."
    );
}

#[test]
fn a_wait_over_days_is_not_counted_and_doses_together_are_one_time() {
    let mut written = Written::default();
    for (n, day) in days(70).enumerate().filter(|(n, _)| n % 10 != 9) {
        if n % 10 == 5 {
            written.add(format!("none date={day}"));
            continue;
        }
        for (hour, minute) in (0..30).flat_map(|minute| [(12, minute), (18, minute)]) {
            written.add(format!("dose amount=1g at={day}T{hour}:{minute:02}"));
        }
    }
    let all = written.all();
    let gaps = one(&all, "gaps");
    // Eight days of ten have one each; weeks of fewer than 5 fall out.
    assert!(gaps.n <= 56, "{}", gaps.n);
    assert!(gaps.says.contains("about 6 h"), "{}", gaps.says);
}

// --- weekdays, hours -----------------------------------------------------------

#[test]
fn weekdays_by_hand() {
    let mut written = Written::default();
    for day in days(28) {
        match day.weekday() {
            Weekday::Sat => written.doses(day, "2g", &[8, 11, 14, 17]),
            Weekday::Tue => written.add(format!("none date={day}")),
            _ => written.doses(day, "2g", &[8, 14]),
        }
    }
    let all = written.all();
    let weekdays = one(&all, "weekdays");
    assert_eq!(
        weekdays.says,
        "Most doses a day are on Saturdays, 4 on average over 4 Saturdays; fewest on Tuesdays, \
         0 over 4 Tuesdays."
    );
    near(weekdays, "Friday", 2.0);
    let mut even = Written::default();
    days(28).for_each(|day| even.doses(day, "2g", &[8, 14]));
    let says = one(&even.all(), "weekdays").says.clone();
    assert_eq!(
        says,
        "Every weekday is much the same: 2 to 2 doses a recorded day."
    );
    let mut few = Written::default();
    days(27).for_each(|day| few.doses(day, "2g", &[8]));
    assert!(needs(&few.all(), "weekdays").ends_with("so far the least is 3, with 27 doses"));
}

#[test]
fn hours_are_those_of_the_place_the_dose_was_taken_in() {
    let mut written = Written::default();
    for (n, day) in days(20).enumerate() {
        // Half of the days in New York.
        let offset = if n < 10 { "-05:00" } else { "" };
        written.add(format!("dose amount=2g at={day}T08:30{offset}"));
        written.add(format!("dose amount=2g at={day}T23:15{offset}"));
    }
    let all = written.all();
    let hours = one(&all, "hours");
    // New York's 23:15 is 05:15 in Berlin, but was night there.
    near(hours, "night_percent", 50.0);
    near(hours, "busiest_percent", 50.0);
    near(hours, "busiest_from_hour", 6.0);
    assert_eq!(
        hours.says,
        "20 of 40 doses (50 %) are between 06:00 and 09:00, the busiest three hours; 20 (50 %) \
         between 22:00 and 05:00."
    );
}

// --- reasons -------------------------------------------------------------------

#[test]
fn reasons_by_hand() {
    let mut written = Written::default();
    for (n, day) in days(56).enumerate() {
        let reason = match n {
            0..7 | 28..42 => " reason=withdrawal",
            7..20 | 42..50 => " reason=pain",
            20..25 => " reason=energy",
            _ => "",
        };
        written.add(format!("dose amount=2g at={day}T08:00{reason}"));
    }
    let all = written.all();
    let reasons = one(&all, "reasons");
    assert_eq!(
        reasons.says,
        "In the 28 days to 19 Nov 2026 the reason for 14 of 22 doses (64 %) was “to avoid \
         feeling ill”, in the 28 days before for 7 of 25 doses (28 %): more often. The other \
         reason given most now: pain (8 of 22)."
    );
    assert_eq!(
        reasons.from,
        "47 doses with a reason, 9 without; recorded 28 of 28 days, before 28 of 28"
    );
    written.0.iter_mut().for_each(|line| {
        *line = line
            .replace(" reason=pain", "")
            .replace(" reason=energy", "");
    });
    assert!(needs(&written.all(), "reasons").ends_with("so far 7 and 14"));
}

// --- symptoms ------------------------------------------------------------------

/// Six weeks: up at 7, a dose at 8, in bed at 23. Six waking hours of each day
/// are after a dose, ten are not.
fn six_weeks(night: bool) -> Written {
    let mut written = Written::default();
    let monday = date("2026-10-05");
    for day in monday.iter_days().take(42) {
        written.doses(day, "2g", &[8]);
        if night {
            written.night(day, 0, 5);
        }
        let symptom = |hour: &str| format!("symptom name=nausea severity=1 at={day}T{hour}");
        match day.weekday() {
            Weekday::Mon | Weekday::Wed => written.add(symptom("14:00")),
            Weekday::Fri => written.add(symptom("14:01")),
            // In the minute of the dose, in the night, and said to be none.
            Weekday::Sat => written.add(symptom("08:00")),
            Weekday::Sun => {
                written.add(symptom("03:30"));
                written.add(symptom("20:00").replace("severity=1", "severity=0"));
            }
            _ => {}
        }
    }
    written
}

#[test]
fn symptoms_by_waking_hours_after_a_dose_and_others() {
    for has_nights in [true, false] {
        let all = six_weeks(has_nights).all();
        let felt = one(&all, "symptoms-after");
        near(felt, "after_times", 12.0);
        near(felt, "other_times", 12.0);
        near(felt, "after_hours", 42.0 * 6.0);
        near(felt, "other_hours", 42.0 * 10.0);
        // 12 of 252 h less 12 of 420 h; every week is the same.
        near(felt, "more_per_100_hours", 100.0 * 12.0 / 630.0);
        near(felt, "low", felt.figures["high"]);
        assert_eq!(
            felt.says,
            "nausea: 4.8 per 100 waking hours in the six hours after a dose (12 times in 252 h), \
             2.9 in the other hours (12 times in 420 h): 1.9 more (95 % interval: 1.9 more to 1.9 \
             more)."
        );
    }
}

#[test]
fn windows_that_overlap_count_once() {
    let mut written = six_weeks(true);
    let monday = date("2026-10-05");
    for day in monday.iter_days().take(42) {
        // 8 to 14 and 10 to 16 are eight hours; 21 to 23 are two.
        written.doses(day, "2g", &[10, 21]);
    }
    let all = written.all();
    let felt = one(&all, "symptoms-after");
    // The dose at 21 reaches to 3 at night, but that is asleep.
    near(felt, "after_hours", 42.0 * 10.0);
    near(felt, "other_hours", 42.0 * 6.0);
}

#[test]
fn few_symptoms_and_few_other_hours_are_not_compared() {
    let mut often = six_weeks(true);
    for day in date("2026-10-05").iter_days().take(42) {
        often.doses(day, "2g", &[2, 7, 12, 17, 22]);
    }
    assert!(needs(&often.all(), "symptoms-after").contains("outside"));
    let mut few = six_weeks(true);
    few.0
        .retain(|line| !line.contains("symptom") || line.contains("T14:01"));
    assert!(needs(&few.all(), "symptoms-after").contains("at most 6 times"));
}

#[test]
fn hours_after_a_dose_in_one_week_only_are_too_few_to_draw_from() {
    let mut written = six_weeks(true);
    for line in &mut written.0 {
        let is_later = !line.contains("2026-10-0") && line.starts_with("dose");
        if is_later && !line.contains("2026-10-1") {
            *line = line.replace("dose amount=2g at=", "none date=");
            line.truncate("none date=2026-10-05".len());
        }
    }
    written
        .0
        .retain(|line| !(line.starts_with("dose") && line.contains("2026-10-1")));
    assert!(needs(&written.all(), "symptoms-after").contains("spread over 4 weeks"));
}

#[test]
fn a_name_is_one_name_whatever_its_case() {
    let mut written = six_weeks(true);
    for line in written.0.iter_mut().step_by(3) {
        *line = line.replace("nausea", "Nausea");
    }
    assert_eq!(found(&written.all(), "symptoms-after").len(), 1);
}

// --- late doses ----------------------------------------------------------------

/// Six weeks: a dose at `late` on the evenings of Tuesday, Thursday and Sunday,
/// with nights of six hours after them, of seven after the others.
fn evenings(late: &str) -> Written {
    let mut written = Written::default();
    let monday = date("2026-10-05");
    for day in monday.iter_days().take(42) {
        written.doses(day, "2g", &[8]);
        let is_late = matches!(day.weekday(), Weekday::Tue | Weekday::Thu | Weekday::Sat);
        if is_late {
            written.add(format!("dose amount=2g at={day}T{late}"));
        }
        let (awake, quality) = if is_late { (120, 4) } else { (60, 6) };
        written.night(day.succ_opt().unwrap(), awake, quality);
    }
    written
}

#[test]
fn evenings_with_late_doses_beside_evenings_without() {
    let all = evenings("19:00").all();
    let late = one(&all, "late");
    // The night the clock goes back is an hour longer: 17 of 360 minutes and
    // one of 420. The interval is by a program of its own in Python 3.
    near(late, "asleep_min_late", (17.0 * 360.0 + 420.0) / 18.0);
    near(late, "asleep_min_without", 420.0);
    near(late, "asleep_min_low", -60.0);
    near(late, "asleep_min_high", -50.0);
    near(late, "quality_more", -2.0);
    assert_eq!(
        late.says,
        "Asleep 6 h 03 min on average after an evening with a late dose (18 nights), 7 h 00 min \
         after one without (24): 57 min less (95 % interval: 1 h 00 min less to 50 min less). \
         Rated 4 of 10 after late doses (18 nights), 6 without (24): 2 lower (95 % interval: 2 \
         lower to 2 lower)."
    );
    assert_eq!(late.n, 42);
    // A minute earlier is not late, and nothing is left to compare.
    let all = evenings("18:59").all();
    assert!(needs(&all, "late").ends_with("so far 0 and 42"));
}

#[test]
fn longer_sleep_after_late_doses_is_never_a_gain() {
    let mut written = evenings("20:00");
    for line in &mut written.0 {
        *line = line.replace("awake_min=120", "awake_min=30");
    }
    let all = written.all();
    let late = one(&all, "late");
    // The night the clock goes back adds its hour to one of 18.
    near(late, "asleep_min_more", 30.0 + 60.0 / 18.0);
    assert!(late.says.contains("33 min more"));
    assert!(late.cannot_say.contains("withdrawal put off"));
    assert!(late.cannot_say.starts_with("what causes it"));
}

#[test]
fn a_dose_in_the_night_and_an_evening_not_recorded_leave_the_night_out() {
    let mut written = evenings("19:00");
    // Wednesday's nights begin on days with nothing but the night.
    written.0.retain(|line| {
        let is_wednesday = line
            .split("at=")
            .nth(1)
            .and_then(|at| at.get(..10)?.parse::<NaiveDate>().ok())
            .is_some_and(|day| day.weekday() == Weekday::Wed);
        !(line.starts_with("dose") && is_wednesday)
    });
    let all = written.all();
    assert_eq!(one(&all, "late").n, 36);
    written.add("dose amount=2g at=2026-10-06T03:00");
    assert_eq!(one(&written.all(), "late").n, 35);
}

#[test]
fn hours_before_bed_are_real_hours_when_the_clock_goes_back() {
    let mut written = evenings("19:00");
    let before = one(&written.all(), "late").from.clone();
    assert!(before.starts_with("18 nights"), "{before}");
    // Bed at 03:30 after the hour came twice: 23:40 is 3 h 50 min before it by
    // the clock, 4 h 50 min in truth.
    written.0.retain(|line| !line.contains("up_at=2026-10-25"));
    written
        .0
        .retain(|line| line != "dose amount=2g at=2026-10-24T19:00");
    written.add("dose amount=2g at=2026-10-24T23:40");
    written.add("sleep bed_at=2026-10-25T03:30 up_at=2026-10-25T07:30 quality=5");
    let after = one(&written.all(), "late").from.clone();
    assert!(
        after.starts_with("17 nights") && after.ends_with("25 after none"),
        "{after}"
    );
}

#[test]
fn in_spring_too() {
    let mut written = Written::default();
    for day in date("2026-03-02").iter_days().take(42) {
        written.doses(day, "2g", &[8]);
        written.night(day, 60, 5);
    }
    // In bed at 05:00 summer time; 00:30 is 4 h 30 min by the clock, 3 h 30 min
    // in truth: late, but one such evening is no pattern.
    written.add("dose amount=2g at=2026-03-29T00:30");
    written.0.retain(|line| !line.contains("up_at=2026-03-29"));
    written.add("sleep bed_at=2026-03-29T05:00 up_at=2026-03-29T07:30 quality=5");
    assert!(needs(&written.all(), "late").ends_with("so far 1 and 40"));
}

#[test]
fn of_nights_that_overlap_the_longest_counts() {
    let mut written = evenings("19:00");
    written.add("sleep bed_at=2026-10-14T03:00 up_at=2026-10-14T06:00 quality=0");
    let all = written.all();
    near(one(&all, "late"), "quality_late", 4.0);
    near(one(&all, "late"), "quality_without", 6.0);
}

// --- products ------------------------------------------------------------------

#[test]
fn products_and_batches_side_by_side() {
    let mut written = Written::default();
    for (n, day) in days(24).enumerate() {
        let (bag, grams) = match n {
            0..12 => ("product=Green_bag batch=2291", "2g"),
            _ => ("product=green_bag batch=2304", "3g"),
        };
        written.add(format!("dose amount={grams} {bag} at={day}T08:00"));
        if n % 4 == 0 {
            written.add(format!("symptom name=nausea severity=2 at={day}T14:00"));
            written.add(format!("symptom name=itching severity=1 at={day}T14:01"));
        }
    }
    assert_eq!(
        said(&written.all(), "products"),
        [
            "Green bag, batch 2291: 12 doses, median 2 g; a symptom was written within six \
             hours after 3 of them (25 %).",
            "green bag, batch 2304: 12 doses, median 3 g; a symptom was written within six \
             hours after 3 of them (25 %)."
        ]
    );
    written.0.retain(|line| !line.contains("2291"));
    assert!(needs(&written.all(), "products").ends_with("so far 1"));
}

#[test]
fn a_symptom_is_counted_with_the_last_dose_before_it() {
    let mut written = Written::default();
    for day in days(12) {
        written.add(format!("dose amount=2g product=A at={day}T08:00"));
        written.add(format!("dose amount=2_scoops product=B at={day}T10:00"));
        written.add(format!("symptom name=nausea severity=2 at={day}T11:00"));
    }
    assert_eq!(
        said(&written.all(), "products"),
        [
            "A, no batch written: 12 doses, median 2 g; a symptom was written within six hours \
             after 0 of them (0 %).",
            "B, no batch written: 12 doses, none with a weight of leaf; a symptom was written \
             within six hours after 12 of them (100 %)."
        ]
    );
}

// --- all of them ---------------------------------------------------------------

#[test]
fn an_empty_journal_and_a_first_day_say_what_is_missing() {
    let mut written = Written::default();
    let empty = written.all();
    assert_eq!((empty.from, empty.days), (None, 0));
    assert_eq!(empty.not_enough.len(), 8);
    written.doses(date("2026-11-20"), "2g", &[8, 12]);
    let first = written.all();
    assert_eq!((first.days, first.patterns.len()), (0, 0));
    assert!(first.says().starts_with("No day of it is over yet"));
}

#[test]
fn today_is_left_out_until_it_ends() {
    let mut written = Written::default();
    days(60).for_each(|day| written.doses(day, "2g", &[8, 14]));
    let before = written.all();
    written.doses(date("2026-11-20"), "9g", &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(written.all(), before);
    let range = Range::between(date("1970-01-01"), date("2200-01-01"));
    assert_eq!(
        patterns(&written.journal(), range, &when(), &lookups()),
        before
    );
}

#[test]
fn one_kind_only_and_years_of_gaps_are_no_trouble() {
    let kinds = [
        "dose amount=3_capsules form=capsule",
        "dose form=extract mitragynine_mg=50",
        "symptom name=nausea severity=3",
        "substance name=alcohol",
        "note note=hello",
    ];
    for kind in kinds {
        let mut written = Written::default();
        for day in days(80).chain(date("2014-01-01").iter_days().take(40)) {
            written.add(format!("{kind} at={day}T09:00"));
        }
        let all = written.all();
        assert!(found(&all, "amount").is_empty(), "{kind}");
        for pattern in &all.patterns {
            assert!(
                pattern.figures.values().all(|it| it.is_finite()),
                "{pattern:?}"
            );
        }
    }
    let mut nights = Written::default();
    days(80).for_each(|day| nights.night(day, 60, 5));
    assert_eq!(nights.all().patterns, []);
    let mut none = Written::default();
    days(80).for_each(|day| none.add(format!("none date={day}")));
    assert_eq!(none.all().patterns, []);
}

#[test]
fn a_made_up_year_repeats_and_never_says_what_causes_what() {
    let entries = demo(7, 365, &when());
    let journal = Journal::new(entries, Settings::default(), vec![]);
    let all = patterns(&journal, Range::ALL, &when(), &lookups());
    assert_eq!(all, patterns(&journal, Range::ALL, &when(), &lookups()));
    assert_eq!(all.not_enough, []);
    for pattern in &all.patterns {
        let says = pattern.says.to_lowercase();
        for word in [
            "because", "due to", "leads", "cause", "better", "worse", "improve", "good", "bad",
            "only", "already",
        ] {
            assert!(!says.contains(word), "{word}: {says}");
        }
        assert!(pattern.n > 0 && !pattern.from.is_empty() && !pattern.cannot_say.is_empty());
    }
}
