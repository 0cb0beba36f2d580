//! What a handover says, and what it leaves unsaid.

use super::*;
use crate::lookups::lookups;
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
            "Last leaf: 3 h 09 min before this, Fri 20 Nov 18:05: 2.5 g powder.",
            "Last extract: 37 h 14 min before this, Thu 19 Nov 08:00: extract, 50 mg mitragynine.",
            "No 7-OH is written down.",
        ]
    );
    assert_eq!(
        of(&parts, "other substances"),
        [
            "In the last 72 hours, or so lately that a warning of leaflog's still counts it:",
            "wine: 34 min before this, Fri 20 Nov 20:40.",
            "No opioid is written down as taken in the last 90 days.",
            "No opioid blocker is written down as taken in the last 90 days.",
            "No sedative is written down as taken in the last 90 days.",
            "Last alcohol: 34 min before this, Fri 20 Nov 20:40: wine.",
        ]
    );
    assert_eq!(
        of(&parts, "red flags")[1..],
        ["seizure, mild: Thu 19 Nov 09:00, 36 h 14 min before this."]
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
    assert!(of(&parts, "other substances")[0].contains("unknown"));
}

#[test]
fn what_a_warning_still_counts_is_told_however_long_ago() {
    let parts = said(&[
        "dose amount=2g at=2026-11-20T08:00",
        "substance name=naltrexone_depot at=2026-11-12T08:00",
        "substance name=sertraline at=2026-11-11T08:00",
        "substance name=ibuprofen at=2026-11-11T08:00",
        "substance name=oxycodone at=2026-09-20T08:00",
        "substance name=wine at=2026-08-30T20:00",
        "substance name=diazepam at=2026-06-01T08:00",
        "medicine name=fluoxetine amount=20_mg at=2026-03-01 until=2026-10-25",
        "medicine name=ramipril at=2026-03-01 until=2026-11-10",
        "medicine name=amoxicillin at=2026-03-01 until=2026-03-10",
        "medicine name=lamotrigine at=2026-03-01",
    ]);
    let others = of(&parts, "other substances").join("\n");
    for told in [
        "naltrexone depot: 8 days before this",
        "sertraline: 9 days before this",
        "Last opioid: 61 days before this, Sun 20 Sep 08:00: oxycodone.",
        "Last alcohol: 82 days before this, Sun 30 Aug 20:00: wine.",
        "No sedative is written down as taken in the last 90 days.",
    ] {
        assert!(others.contains(told), "{told}\n{others}");
    }
    assert!(!others.contains("ibuprofen") && !others.contains("diazepam"));
    assert_eq!(
        of(&parts, "regular medicines"),
        [
            "lamotrigine, since 1 Mar 2026; last taken: not written down.",
            "Ended: fluoxetine, 20 mg, last day 25 Oct 2026, 26 days before this.",
            "Ended: ramipril, last day 10 Nov 2026, 10 days before this.",
        ]
    );
}

#[test]
fn runs_are_said_with_how_much_is_recorded() {
    let mut lines: Vec<String> = (1..=9)
        .map(|day| format!("dose amount=2g at=2026-10-0{day}T08:00"))
        .collect();
    lines.push("none date=2026-11-17".to_owned());
    lines.extend([18, 19, 20].map(|day| format!("dose amount=2g at=2026-11-{day}T08:00")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(
        of(&said(&lines), "how long")[0],
        "Kratom on 3 of 4 recorded days of the last 30; longest run 9 days, to Fri 9 Oct; in a row now 3 days."
    );
    let all = summary(&journal(&lines), Range::ALL, when().today(), &lookups());
    assert_eq!((all.longest_run_days, all.current_run_days), (9, 3));
}

#[test]
fn red_flags_are_of_thirty_days_and_are_those_of_the_warnings() {
    let parts = said(&[
        "symptom name=dark_urine severity=2 at=2026-10-30T08:00",
        "symptom name=short_of_breath severity=3 at=2026-11-10T08:00",
        "symptom name=short_of_breath severity=3 at=2026-11-11T08:00",
        "symptom name=craving severity=3 at=2026-11-19T08:00",
        "symptom name=seizure severity=1 at=2026-10-01T08:00",
    ]);
    assert_eq!(
        of(&parts, "red flags"),
        [
            "Red flags in the last 30 days:",
            "short of breath, severe: Wed 11 Nov 08:00, 9 days before this; 1 more.",
            "dark urine, moderate: Fri 30 Oct 08:00, 21 days before this.",
            "Other severe symptoms in the last 7 days:",
            "craving, severe: Thu 19 Nov 08:00, 37 h 14 min before this.",
        ]
    );
}

/// A fact as it is written down without a start.
fn written_now(line: &str, at: Moment) -> Entry {
    let mut entry = crate::stats::sample::entry(line);
    let seconds = u64::try_from(at.timestamp()).unwrap();
    entry.at = at;
    entry.id = uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0));
    entry
}

#[test]
fn a_fact_without_a_start_is_taken_to_have_held_before() {
    let mut journal = journal(&[
        "dose amount=2g at=2026-11-10T08:00",
        "about name=long_QT at=2026-01-01",
    ]);
    for (line, ago) in [
        ("about name=pregnant at=2026-11-20", 2),
        ("about name=sleep_apnoea at=2026-11-20", 1),
    ] {
        journal.insert(written_now(line, now() - TimeDelta::minutes(ago)));
    }
    let about = |at: Moment| {
        let asked = Asked { at, ..asked() };
        let parts = handover(&journal, &asked, &lookups());
        of(&parts, "about the person").to_vec()
    };
    assert_eq!(
        about(now()),
        [
            "long QT, since 1 Jan 2026.",
            "pregnant, written down 20 Nov 2026; start not known.",
            "sleep apnoea, written down 20 Nov 2026; start not known.",
        ]
    );
    assert_eq!(
        about(now() - TimeDelta::days(5)),
        [
            "long QT, since 1 Jan 2026.",
            "sleep apnoea, written down 20 Nov 2026; start not known; taken to have held at this time too.",
        ]
    );
}

#[test]
fn a_regular_sedative_is_named_where_none_was_written_down_as_taken() {
    let parts = said(&[
        "dose amount=2g at=2026-11-20T08:00",
        "medicine name=diazapam amount=5_mg at=2026-03-01",
        "medicine name=Xanax at=2026-03-01",
    ]);
    let others = of(&parts, "other substances").join("\n");
    let told = "No sedative is written down as taken in the last 90 days. \
                Taken regularly: Xanax, diazapam.";
    assert!(others.contains(told), "{others}");
    let daily = of(&parts, "regular medicines").join("\n");
    assert!(
        daily.contains("diazapam, 5 mg (that is diazepam)"),
        "{daily}"
    );
    assert!(daily.contains("Xanax (that is alprazolam)"), "{daily}");
}
