//! What a handover says, and what it leaves unsaid.

use super::*;
use crate::export::lookups::lookups;
use crate::stats::sample::{journal, now, when};
use crate::stats::summary::summary;

fn asked() -> Asked {
    Asked {
        at: now(),
        made: now(),
        zone: when().zone,
        days: 7,
        checkin: None,
    }
}

fn said(lines: &[&str]) -> Vec<Part> {
    handover(&journal(lines), &asked(), &lookups())
}

fn of<'a>(parts: &'a [Part], label: &str) -> &'a [String] {
    let part = parts.iter().find(|part| part.label == label);
    part.map_or(&[], |part| &part.lines)
}

const WEEK: [&str; 12] = [
    "dose amount=2g at=2026-11-16T08:00",
    "dose amount=4g at=2026-11-16T20:00 estimated=yes",
    "none date=2026-11-17",
    "dose amount=3g at=2026-11-18T08:00 product=Green_bag batch=2291",
    "dose amount=3_capsules form=capsule at=2026-11-18T14:00",
    "dose form=extract mitragynine_mg=50 at=2026-11-19T08:00",
    "dose amount=2.5g at=2026-11-20T18:05",
    "substance name=wine at=2026-11-16T21:00",
    "substance name=wine at=2026-11-20T20:40",
    "symptom name=seizure severity=1 at=2026-11-19T09:00",
    "symptom name=nausea severity=1 at=2026-11-19T09:00",
    "event name=surgery at=2026-11-30T08:00",
];

#[test]
fn the_figures_are_those_of_the_summary() {
    let parts = said(&WEEK);
    let journal = journal(&WEEK);
    let today = when().today();
    let range = Range::between(today - TimeDelta::days(7), today - TimeDelta::days(1));
    let figures = summary(&journal, range, today, &lookups());
    assert_eq!(figures.leaf_g_per_day_used, Some(3.0));
    assert_eq!(figures.leaf_g_total, Some(9.0));
    assert_eq!(figures.doses_per_day_used, Some(5.0 / 3.0));
    assert_eq!((figures.days_with_kratom, figures.days_none), (3, 1));
    assert_eq!(
        of(&parts, "average"),
        [
            "7 whole days up to Thu 19 Nov: recorded 4 (kratom on 3, none said on 1), not recorded 3.",
            "Leaf: at least 3 g on an average day with kratom of any form, 9 g in all; 1 leaf dose not in it, weight not known.",
            "Doses of every form: 1.7 on an average day with kratom, 5 in all.",
            "Extract, apart from leaf: 1 dose, 50 mg mitragynine by the label.",
        ]
    );
}

#[test]
fn each_line_is_a_statement_and_unknown_is_said() {
    let parts = said(&WEEK);
    assert_eq!(
        of(&parts, "last dose"),
        [
            "The last dose was 3 h 09 min before this, on Fri 20 Nov 18:05.",
            "It was 2.5 g powder; product not known.",
        ]
    );
    assert_eq!(
        of(&parts, "other substances"),
        [
            "In the last 72 hours:",
            "wine: 34 min before this, Fri 20 Nov 20:40."
        ]
    );
    assert_eq!(
        of(&parts, "red flags")[1..],
        ["seizure, mild: Thu 19 Nov 09:00."]
    );
    assert_eq!(
        of(&parts, "about the person").last().map(String::as_str),
        Some("Surgery is written down for Mon 30 Nov 08:00.")
    );
    assert!(of(&parts, "cannot say").iter().any(|line| {
        line.contains("5 leaf doses in these days and today: 1 estimated or counted, 1 not known")
    }));
}

#[test]
fn what_came_later_is_not_told_of_an_earlier_time() {
    let then = Asked {
        at: now() - TimeDelta::days(2),
        ..asked()
    };
    let parts = handover(&journal(&WEEK), &then, &lookups());
    let text = text(&parts, WIDEST);
    assert!(text.contains("7 h 14 min before this"), "{text}");
    for later in ["19 Nov", "18:05", "20:40"] {
        let told = parts[1..].iter().flat_map(|part| &part.lines);
        let mut told = told.filter(|line| line.contains(later));
        assert_eq!(told.next(), None, "{later}");
    }
}

#[test]
fn an_empty_journal_is_unknown_and_not_none() {
    let parts = said(&[]);
    assert_eq!(parts.len(), 2);
    assert!(parts[1].lines[0].contains("unknown, not none"));
}

#[test]
fn nothing_is_wider_than_seventy_columns_and_nothing_drives_the_terminal() {
    let mut lines = WEEK.to_vec();
    lines.push("about name=allergic_to_\u{202e}penicillin_and_to_a_long_list_of_other_things_that_is_here at=2026-11-01");
    let text = text(&said(&lines), 200);
    assert!(text.lines().all(|line| line.chars().count() <= WIDEST));
    assert!(text.contains("penicillin") && !text.contains('\u{202e}'));
}

#[test]
fn kratom_under_another_name_is_no_other_substance() {
    let parts = said(&["substance name=kratom_extract at=2026-11-20T20:00"]);
    assert_eq!(of(&parts, "other substances").len(), 1);
    assert!(of(&parts, "other substances")[0].contains("unknown"));
}
