//! Plans as people write them, held against days as people live them.

use chrono::NaiveTime;
use uuid::Uuid;

use super::change::{self, WEEK};
use super::record::Record;
use super::supply::Supply;
use super::{Measure, Plan, ics};
use crate::domain::amount::Mg;
use crate::domain::edit::{self, Edit};
use crate::domain::journal::Journal;
use crate::domain::moment::When;
use crate::domain::setting::Settings;
use crate::stats::sample::{date, entry, journal, now, when};

fn lines(plan: &Plan) -> Vec<String> {
    let each = plan.lines.iter();
    each.map(|line| format!("{} {}", line.from, line.amount))
        .collect()
}

fn words(journal: &Journal) -> Option<String> {
    Record::of(&Plan::of(journal), journal, now()).words(journal)
}

/// The journal with these edits made.
fn with(journal: &Journal, edits: &[Edit]) -> Journal {
    let mut after = journal.clone();
    after.apply(edits);
    after
}

fn ids() -> [Uuid; 2] {
    [Uuid::now_v7(), Uuid::now_v7()]
}

const STEPS: [&str; 4] = [
    "about name=grams_a_day amount=8 at=2026-11-01",
    "about name=grams_a_day amount=6 at=2026-11-15",
    "about name=grams_a_day amount=5 at=2026-11-29",
    "about name=grams_a_day amount=4 at=2026-12-13",
];

#[test]
fn an_empty_journal_has_no_plan() {
    let empty = journal(&[]);
    assert!(Plan::of(&empty).is_empty());
    assert_eq!(words(&empty), None);
    assert_eq!(Supply::of(&Plan::of(&empty), &empty, now()), None);
}

#[test]
fn today_stands_beside_what_is_written_down() {
    let limits = [
        "about name=doses_a_day amount=3 at=2026-11-01",
        "dose amount=2.5g at=2026-11-20T09:00",
        "dose amount=2g at=2026-11-20T14:00",
    ];
    let some = journal(&limits);
    assert_eq!(
        words(&some).as_deref(),
        Some("at most 3 times today; 2 so far")
    );
    let none = journal(&limits[..1]);
    assert_eq!(
        words(&none).as_deref(),
        Some("at most 3 times today; none written down so far")
    );
}

#[test]
fn grams_and_times_are_kept_apart() {
    let both = journal(&[
        "about name=doses_a_day amount=3 at=2026-11-01",
        "about name=grams_a_day amount=6 at=2026-11-01",
        "about name=dose_line amount=2.5 at=2026-11-01",
        "dose amount=2.5g at=2026-11-20T09:00",
        "dose amount=2_scoops at=2026-11-20T14:00",
        "dose form=7oh hydroxy_mg=15 at=2026-11-20T15:00",
    ]);
    assert_eq!(
        words(&both).as_deref(),
        Some(
            "at most 3 times, 6 g and 2.5 g a dose today; 3 doses, 2.5 g, largest 2.5 g, 1 without a weight so far"
        )
    );
}

#[test]
fn a_dose_without_a_weight_is_not_nothing() {
    let journal = journal(&[
        "about name=grams_a_day amount=6 at=2026-11-01",
        "dose amount=2_scoops at=2026-11-20T14:00",
    ]);
    assert_eq!(
        words(&journal).as_deref(),
        Some("at most 6 g today; 1 without a weight so far")
    );
}

#[test]
fn a_week_says_what_is_not_recorded() {
    let journal = journal(&[
        "about name=days_a_week amount=5 at=2026-11-01",
        "dose amount=2g at=2026-11-18T14:00",
        "dose amount=2g at=2026-11-20T14:00",
        "none date=2026-11-19",
    ]);
    assert_eq!(
        words(&journal).as_deref(),
        Some("at most 5 days in seven; 2 of the last seven, 4 not recorded")
    );
}

#[test]
fn the_last_step_begun_counts() {
    let journal = journal(&STEPS);
    let plan = Plan::of(&journal);
    let amount = |on| {
        plan.in_force(Measure::Grams, date(on))
            .map(|it| it.amount.value())
    };
    assert_eq!(amount("2026-10-31"), None);
    assert_eq!(amount("2026-11-14"), Some(8.0));
    assert_eq!(amount("2026-11-15"), Some(6.0));
    assert_eq!(amount("2026-12-25"), Some(4.0));
    let next = plan.next(Measure::Grams, date("2026-11-20")).unwrap();
    assert_eq!(next.from, date("2026-11-29"));
    assert_eq!(plan.before(next).unwrap().says(), "at most 6 g a day");
    assert!(plan.remarks(date("2026-11-20")).is_empty());
}

#[test]
fn a_line_that_ended_counts_no_more() {
    let journal = journal(&["about name=doses_a_day amount=3 at=2026-11-01 until=2026-11-19"]);
    assert_eq!(words(&journal), None);
}

#[test]
fn dates_that_run_backwards_are_told() {
    let journal = journal(&[
        "about name=grams_a_day amount=6 at=2026-11-01",
        "about name=grams_a_day amount=5 at=2026-12-20",
        "about name=grams_a_day amount=4 at=2026-12-06",
    ]);
    let plan = Plan::of(&journal);
    assert_eq!(
        lines(&plan),
        ["2026-11-01 6", "2026-12-06 4", "2026-12-20 5"]
    );
    assert_eq!(
        plan.remarks(date("2026-11-20")),
        [
            "the step from Sun 20 Dec (at most 5 g a day) allows more than the one before it from Sun 6 Dec (at most 4 g a day); are the dates the right way round?"
        ]
    );
}

#[test]
fn two_steps_of_one_day_are_told() {
    let journal = journal(&[
        "about name=grams_a_day amount=6 at=2026-12-01",
        "about name=grams_a_day amount=5 at=2026-12-01",
        "about name=doses_a_day amount=3 at=2026-12-01",
    ]);
    let told = Plan::of(&journal).remarks(date("2026-11-20"));
    assert_eq!(
        told,
        ["two steps begin on Tue 1 Dec; the one written last counts: at most 5 g a day"]
    );
}

#[test]
fn breaks_that_touch_are_one() {
    let journal = journal(&[
        "about name=planned_break at=2026-11-18 until=2026-11-21",
        "about name=planned_break at=2026-11-20 until=2026-11-25",
        "about name=planned_break at=2026-11-26 until=2026-11-28",
        "about name=planned_break at=2026-12-10 until=2026-12-01",
        "dose amount=2g at=2026-11-19T14:00",
    ]);
    let plan = Plan::of(&journal);
    assert_eq!(plan.stretches().len(), 1);
    assert_eq!(
        plan.break_on(date("2026-11-28")).unwrap().from,
        date("2026-11-18")
    );
    assert_eq!(plan.break_on(date("2026-11-29")), None);
    assert_eq!(
        words(&journal).as_deref(),
        Some("a break until Sat 28 Nov; 1 dose written down in it")
    );
    assert_eq!(
        plan.remarks(date("2026-11-20")),
        ["planned break ends on Tue 1 Dec, before it begins on Thu 10 Dec; it is not read"]
    );
}

#[test]
fn holding_moves_what_lies_ahead_and_can_be_taken_back() {
    let before = journal(&STEPS);
    let edits = change::hold(&Plan::of(&before), WEEK, &when()).unwrap();
    let after = with(&before, &edits);
    assert_eq!(
        lines(&Plan::of(&after)),
        [
            "2026-11-01 8",
            "2026-11-15 6",
            "2026-12-06 5",
            "2026-12-20 4"
        ]
    );
    let undone = with(&after, &edit::inverse(edits));
    assert_eq!(lines(&Plan::of(&undone)), lines(&Plan::of(&before)));
    let done = journal(&STEPS[..2]);
    assert!(change::hold(&Plan::of(&done), WEEK, &when()).is_err());
}

#[test]
fn going_back_keeps_the_step_that_was_left_for_later() {
    let before = journal(&STEPS);
    let edits = change::back(&Plan::of(&before), WEEK, ids(), &when()).unwrap();
    let after = with(&before, &edits);
    assert_eq!(
        lines(&Plan::of(&after)),
        [
            "2026-11-01 8",
            "2026-11-15 6",
            "2026-11-20 8",
            "2026-11-27 6",
            "2026-12-11 5",
            "2026-12-25 4"
        ]
    );
    assert!(Plan::of(&after).remarks(date("2026-11-20")).is_empty());
    let again = change::back(&Plan::of(&after), WEEK, ids(), &when());
    assert!(again.is_err(), "nothing allowed more than 8 g");
}

#[test]
fn going_back_twice_in_a_day_goes_back_two_steps() {
    let before = journal(&[
        "about name=doses_a_day amount=5 at=2026-11-01",
        "about name=doses_a_day amount=4 at=2026-11-08",
        "about name=doses_a_day amount=3 at=2026-11-15",
    ]);
    let once = with(
        &before,
        &change::back(&Plan::of(&before), WEEK, ids(), &when()).unwrap(),
    );
    let twice = with(
        &once,
        &change::back(&Plan::of(&once), WEEK, ids(), &when()).unwrap(),
    );
    let ahead = lines(&Plan::of(&twice));
    assert_eq!(ahead[3..], ["2026-11-20 5", "2026-11-27 4", "2026-12-04 3"]);
}

#[test]
fn an_ended_plan_leaves_what_was() {
    let before = journal(&STEPS);
    let after = with(&before, &change::end(&Plan::of(&before), &when()).unwrap());
    let plan = Plan::of(&after);
    assert_eq!(lines(&plan), ["2026-11-01 8", "2026-11-15 6"]);
    assert_eq!(plan.in_force(Measure::Grams, date("2026-11-20")), None);
    assert!(plan.in_force(Measure::Grams, date("2026-11-19")).is_some());
    assert!(change::end(&plan, &when()).is_err());
}

#[test]
fn a_step_begins_when_the_persons_day_does() {
    let mut settings = Settings::default();
    settings.set("day_start", Some("04:00"));
    let entries = vec![
        entry("about name=doses_a_day amount=4 at=2026-11-01"),
        entry("about name=doses_a_day amount=3 at=2026-11-21"),
    ];
    let journal = Journal::new(entries, settings, vec![]);
    let at = |time| {
        let now = chrono::DateTime::parse_from_rfc3339(time).unwrap();
        Record::of(&Plan::of(&journal), &journal, now).short()
    };
    assert_eq!(at("2026-11-21T03:59:00+01:00").as_deref(), Some("plan 4"));
    assert_eq!(at("2026-11-21T04:00:00+01:00").as_deref(), Some("plan 3"));
    // In Tokyo the twenty-first has come already.
    assert_eq!(at("2026-11-21T04:00:00+09:00").as_deref(), Some("plan 3"));
}

#[test]
fn steps_keep_their_dates_over_clock_changes_and_travel() {
    let spring = When::new(
        "2026-03-20T12:00:00Z".parse().unwrap(),
        crate::domain::moment::Zone::Named(crate::domain::tz::Tz::named("Europe/Berlin").unwrap()),
        NaiveTime::MIN,
    );
    let before = journal(&["about name=doses_a_day amount=3 at=2026-03-27"]);
    let held = change::hold(&Plan::of(&before), WEEK, &spring).unwrap();
    let after = with(&before, &held);
    let plan = Plan::of(&after);
    assert_eq!(plan.lines[0].from, date("2026-04-03"));
    assert_eq!(
        plan.lines[0].entry.at.to_rfc3339(),
        "2026-04-03T00:00:00+02:00"
    );
    // Two lines of neighbouring instants whose dates differ.
    let flown = journal(&[
        "about name=doses_a_day amount=3 at=2026-11-20T00:00:00+09:00",
        "about name=grams_a_day amount=6 at=2026-11-19T18:00:00-05:00",
    ]);
    let on = |day| flown.facts(date(day)).count();
    assert_eq!(
        (on("2026-11-18"), on("2026-11-19"), on("2026-11-20")),
        (0, 1, 2)
    );
}

/// 14 days of 2.5 g three times a day, up to yesterday; 7.5 g a day.
fn fortnight() -> Vec<String> {
    let day = |n: u32| {
        let at = format!("2026-11-{n:02}");
        ["09:00", "14:00", "19:00"]
            .map(|time| format!("dose amount=2.5g product=Green at={at}T{time}"))
    };
    (6..=19).flat_map(day).collect()
}

fn supply(extra: &[&str]) -> Option<Supply> {
    let mut all = fortnight();
    all.extend(extra.iter().map(|line| (*line).to_owned()));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let journal = journal(&all);
    Supply::of(&Plan::of(&journal), &journal, now())
}

#[test]
fn a_bag_lasts_as_long_as_the_rate_of_late() {
    // 100 g less 10 days of 7.5 g leaves 25 g: three whole days of 7.5 g.
    let bag = "product name=Green holds=100g opened_on=2026-11-10 at=2026-11-10";
    let left = supply(&[bag]).unwrap();
    assert_eq!((left.left, left.of_late), (Mg(25_000), Some(3)));
    assert_eq!(
        left.words().unwrap(),
        "About 3 days at the rate of late. If you use daily, running out can mean a sudden stop; a plan for that is worth making in time."
    );
}

#[test]
fn a_plan_is_followed_over_its_steps_and_breaks() {
    let bag = "product name=Green holds=100g opened_on=2026-11-10 at=2026-11-10";
    // 21 Nov 6 g, 22 to 23 Nov a break, 24 Nov 6 g, from 25 Nov 5 g: 25 g last
    // 21 (19), 22, 23, 24 (13), 25 (8), 26 (3): six whole days.
    let left = supply(&[
        bag,
        "about name=grams_a_day amount=6 at=2026-11-01",
        "about name=grams_a_day amount=5 at=2026-11-25",
        "about name=planned_break at=2026-11-22 until=2026-11-23",
    ]);
    assert_eq!(left.unwrap().by_plan, Some(6));
}

#[test]
fn an_unweighed_dose_leaves_the_bag_unknown() {
    let bag = "product name=Green holds=100g opened_on=2026-11-10 at=2026-11-10";
    let scoop = "dose amount=1_scoop product=Green at=2026-11-20T09:00";
    assert_eq!(supply(&[bag, scoop]), None);
    let of_another = "dose amount=1_scoop product=Red at=2026-11-20T09:00";
    assert!(supply(&[bag, of_another]).is_some());
}

#[test]
fn a_new_bag_of_the_name_takes_over() {
    let left = supply(&[
        "product name=Green holds=100g opened_on=2026-11-01 at=2026-11-01",
        "product name=Green holds=50g opened_on=2026-11-19 at=2026-11-19",
    ]);
    // Only the 19th comes from it.
    assert_eq!(left.unwrap().left, Mg(42_500));
}

#[test]
fn an_emptied_bag_is_empty_and_few_days_give_no_rate() {
    let bag = "product name=Green holds=20g opened_on=2026-11-10 at=2026-11-10";
    assert_eq!(supply(&[bag]).unwrap().left, Mg(0));
    let few = journal(&[
        "product name=Green holds=20g opened_on=2026-11-10 at=2026-11-10",
        "dose amount=2g product=Green at=2026-11-19T09:00",
    ]);
    let left = Supply::of(&Plan::of(&few), &few, now()).unwrap();
    assert_eq!((left.left, left.of_late), (Mg(18_000), None));
    assert_eq!(left.words(), None);
}

#[test]
fn a_calendar_holds_what_lies_ahead_and_no_word_of_kratom() {
    let journal = journal(&[
        STEPS[1],
        STEPS[2],
        "about name=planned_break at=2026-11-19 until=2026-11-22 note=my_own_words",
    ]);
    let text = ics::calendar(&Plan::of(&journal), date("2026-11-20"));
    for held in [
        "SUMMARY:Plan: at most 5 g a day\\, from today",
        "DTSTART;VALUE=DATE:20261129",
        "DTEND;VALUE=DATE:20261130",
        "DTSTART;VALUE=DATE:20261119",
        "DTEND;VALUE=DATE:20261123",
    ] {
        assert!(text.contains(held), "{held}\n{text}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
    let lower = text.to_lowercase();
    assert!(!lower.contains("kratom") && !lower.contains("own words"));
}
