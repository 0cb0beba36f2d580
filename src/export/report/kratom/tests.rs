//! The section on kratom, row by row.

use super::super::asked::Asked;
use super::super::figures::Figures;
use super::super::part::Part;
use super::often::gaps;
use super::*;
use crate::lookups::lookups;
use crate::stats::days::days;
use crate::stats::figure::{Figure, Series};
use crate::stats::patterns::patterns;
use crate::stats::range::{self, Range};
use crate::stats::sample::{date, journal, now, when};
use crate::stats::summary::summary;

fn figures(lines: &[&str], says: impl Fn(&Figures)) {
    let journal = journal(lines);
    let asked = Asked::new(Range::ALL, when());
    says(&Figures::of(&journal, &asked));
}

fn said(part: &Part, what: &str) -> (String, String) {
    let row = part.rows.iter().find(|row| row.what.text == what).unwrap();
    (row.figure.text.clone(), row.known.clone())
}

#[test]
fn gaps_are_named_the_longest_first_in_order_of_time() {
    let lines = [
        "none date=2026-10-22",
        "dose amount=2g at=2026-11-02T08:00",
        "none date=2026-11-20",
    ];
    figures(&lines, |of| {
        assert_eq!(gaps(of), "23 Oct to 1 Nov 2026; 3 to 19 Nov 2026");
        let often = often(of);
        assert_eq!(often.rows[0].figure.text, "1 of 3 recorded");
        assert_eq!(often.rows[0].known, "recorded 3 of 30 days");
    });
}

/// Eight weeks of 00:30, 09:00, 09:20, 09:40, 13:00 and 22:00, so that of each
/// day 2 h 30 min over midnight, 40 min, 3 h 20 min and 9 h are between; then a
/// day of one dose, one not recorded, and one said to be without.
#[test]
fn every_page_has_the_same_time_between_doses() {
    const DAY: [&str; 6] = ["00:30", "09:00", "09:20", "09:40", "13:00", "22:00"];
    let (first, last) = (date("2026-09-21"), date("2026-11-15"));
    let mut lines = vec!["dose amount=2g at=2026-09-20T22:00".to_owned()];
    for day in range::days(first, last) {
        lines.extend(DAY.map(|time| format!("dose amount=2g at={day}T{time}")));
    }
    lines.push("dose amount=2g at=2026-11-17T12:00".to_owned());
    lines.push("none date=2026-11-19".to_owned());
    lines.push("dose amount=2g at=2026-11-20T09:00".to_owned());
    lines.push("dose amount=2g at=2026-11-20T12:15".to_owned());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let journal = journal(&lines);
    let today = when().today();
    let to = today.pred_opt().unwrap();
    let range = Range::between(first, to);

    let sum = summary(&journal, range, today, &lookups());
    // The middle two of 56 times each 40, 150, 200 and 540 minutes.
    assert_eq!(sum.median_minutes_between, Some(175.0));
    assert_eq!(sum.times_between, 4 * 56);

    let days = days(&journal, first, to, today, &lookups());
    let trends = Figure::of(Series::Gap, &days);
    assert_eq!(trends.quartiles.map(|of| of.middle), Some(175.0));
    assert_eq!((trends.known, trends.days), (56, 60));
    let words = trends.words(&trends, "week");
    assert!(words.contains("median 2 h 55 min"), "{words}");
    assert!(
        words.contains("known for 56 of 60 days, taken once on 1;"),
        "{words}"
    );

    let patterns = patterns(&journal, range, &when(), &lookups());
    let pattern = patterns.patterns.iter().find(|it| it.id == "gaps").unwrap();
    assert_eq!(pattern.n, sum.times_between);
    assert!(pattern.says.contains("about 2.9 h"), "{}", pattern.says);
    assert!((pattern.figures["hours_last_week"] * 60.0 - 175.0).abs() < 1e-9);

    let asked = Asked::new(range, when());
    let often = often(&Figures::of(&journal, &asked));
    let (median, times) = said(&often, "Time between doses, nights left out, median");
    assert_eq!(
        (median.as_str(), times.as_str()),
        ("2 h 55 min", "224 waits")
    );

    let now = crate::stats::today::today(&journal, now());
    assert_eq!(now.doses_words(), "2 doses, 4 g leaf, gap 3:15");
    let today_too = crate::stats::days::days(&journal, first, today, today, &lookups());
    assert_eq!(today_too.last().unwrap().gaps, [195]);
    let trends = Figure::of(Series::Gap, &today_too).quartiles.unwrap();
    let sum = summary(&journal, Range::between(first, today), today, &lookups());
    assert_eq!(Some(trends.middle), sum.median_minutes_between, "today too");
}

#[test]
fn each_form_used_has_a_tile_and_the_most_frequent_is_first() {
    let lines = [
        "dose amount=2g at=2026-11-17T08:00",
        "dose form=7oh hydroxy_mg=15 at=2026-11-18T08:00",
        "dose form=7oh hydroxy_mg=30 at=2026-11-18T18:00",
        "dose form=7oh amount=1_tablet at=2026-11-19T08:00",
        "dose form=extract amount=1_shot at=2026-11-19T18:00",
    ];
    figures(&lines, |of| {
        let tiles = forms(of);
        let says = |n: usize| {
            let tile = &tiles[n];
            format!("{}: {}; {}", tile.what.text, tile.figure.text, tile.known)
        };
        assert_eq!(
            says(0),
            "7-OH: 3 doses on 2 days; label 7-OH: median 22.5 mg, largest 30 mg; known for 2 of 3 doses"
        );
        assert_eq!(
            says(1),
            "Leaf: 1 dose on 1 day; median 2 g, largest 2 g; weight known for 1 of 1 dose"
        );
        assert_eq!(says(2), "Extract: 1 dose on 1 day; no label amount known");
    });
    figures(&lines[..1], |of| {
        assert_eq!(forms(of)[0].what.text, "Leaf, one dose, median");
    });
}

#[test]
fn leaf_a_day_is_of_days_whose_weights_are_all_known() {
    let lines = [
        "dose amount=2g at=2026-11-16T08:00",
        "dose amount=4g at=2026-11-17T08:00",
        "dose amount=5g at=2026-11-18T08:00",
        "dose amount=3_capsules form=capsule at=2026-11-18T18:00",
        "dose form=7oh amount=1_tablet at=2026-11-19T08:00",
    ];
    figures(&lines, |of| {
        let much = much(of);
        assert_eq!(
            said(&much, "Leaf a day, median of days with leaf"),
            (
                "3 g".into(),
                "all weights known on 2 of 3 leaf days; today is not over".into()
            )
        );
        assert_eq!(
            said(&much, "Leaf per day with kratom, mean"),
            (
                "at least 2.75 g".into(),
                "known leaf weights over all 4 days with kratom; at least, 1 dose has no weight"
                    .into()
            )
        );
        assert_eq!(said(&much, "Leaf doses of 5 g or more").0, "at least 1");
        assert_eq!(said(&much, "Leaf in all").0, "at least 11 g");
    });
}

#[test]
fn what_no_weight_tells_is_not_known() {
    figures(
        &["dose amount=3_capsules form=capsule at=2026-11-18T08:00"],
        |of| {
            let much = much(of);
            for what in ["Leaf doses above 3 g", "Leaf doses of 5 g or more"] {
                assert_eq!(said(&much, what).0, "not known", "{what}");
            }
            let often = often(of);
            let (run, known) = said(&often, "Run at the end of these days");
            assert_eq!(run, "not known");
            assert_eq!(known, "19 to 20 Nov 2026 not recorded");
        },
    );
    figures(&["none date=2026-11-19"], |of| {
        let often = often(of);
        assert_eq!(said(&often, "Run at the end of these days").0, "0 days");
    });
}

#[test]
fn a_run_that_began_before_is_said_whole() {
    let lines: Vec<String> = (14..=24)
        .map(|day| format!("dose amount=2g at=2026-10-{day}T08:00"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    figures(&lines, |of| {
        let run = said(&often(of), "Longest run of days with kratom");
        let beside = "began before these days (11 days in all, to 24 Oct)";
        assert_eq!(run, ("3 days".into(), beside.into()));
    });
    let more = [
        "dose amount=2g at=2026-11-01T08:00",
        "dose amount=2g at=2026-11-02T08:00",
        "dose amount=2g at=2026-11-03T08:00",
        "dose amount=2g at=2026-11-04T08:00",
    ];
    figures(&[&lines[..], &more[..]].concat(), |of| {
        let run = said(&often(of), "Longest run of days with kratom");
        let beside = "within these days; one began before them (11 days in all, to 24 Oct)";
        assert_eq!(run, ("4 days".into(), beside.into()));
    });
}

#[test]
fn nothing_recorded_is_not_nothing_taken() {
    figures(&[], |of| {
        let often = often(of);
        assert!(often.rows.is_empty() && much(of).rows.is_empty());
        let says = &often.says[0].text;
        assert!(says.contains("not mean that nothing was taken"));
    });
}
