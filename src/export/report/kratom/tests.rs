//! The section on kratom, row by row.

use super::super::asked::Asked;
use super::super::figures::Figures;
use super::super::part::Part;
use super::often::gaps;
use super::*;
use crate::stats::range::Range;
use crate::stats::sample::{journal, when};

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
