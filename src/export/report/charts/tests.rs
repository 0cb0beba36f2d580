//! Journals worked by hand, drawn: what each picture says, its table and how
//! complete they are.

use roxmltree::Document;

use super::*;
use crate::domain::setting::Settings;
use crate::domain::symptom::{Severity, Symptom};
use crate::domain::{Entry, What};
use crate::stats::sample::{date, entry, journal};

const TODAY: &str = "2026-11-20";

fn between(journal: &Journal, from: &str, to: &str) -> Vec<Chart> {
    let range = Range::between(date(from), date(to));
    all(journal, range, date(TODAY))
}

/// What stands in a chart's table, a line a row.
fn rows(chart: &Chart) -> Vec<String> {
    let rows = chart.table.rows.iter();
    rows.map(|row| row.join(" | ")).collect()
}

/// Every picture is well-formed, names itself, points nowhere and runs
/// nothing, whatever is in the journal.
fn check(charts: &[Chart]) {
    assert_eq!(charts.len(), 5);
    let mut ids = Vec::new();
    for chart in charts {
        let picture = Document::parse(&chart.svg).unwrap();
        let svg = picture.root_element();
        assert_eq!(svg.attribute("role"), Some("img"));
        assert!(svg.attribute("viewBox").is_some());
        let said = |tag| picture.descendants().find(|node| node.has_tag_name(tag));
        assert_eq!(said("title").unwrap().text(), Some(chart.title.as_str()));
        assert_eq!(said("desc").unwrap().text(), Some(chart.words.as_str()));
        for node in picture.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(
                ["svg", "title", "desc", "text", "path"].contains(&name),
                "{name}"
            );
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                assert!(!name.ends_with("href") && !name.starts_with("on"), "{name}");
                assert!(!value.contains("url(") && !value.contains("NaN"), "{value}");
            }
            ids.extend(node.attribute("id").map(str::to_owned));
        }
        let wide = chart.table.head.len();
        assert!(
            chart.table.rows.iter().all(|row| row.len() == wide),
            "{}",
            chart.title
        );
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

/// All the text of a picture but its title and description.
fn drawn(chart: &Chart) -> Vec<String> {
    let picture = Document::parse(&chart.svg).unwrap();
    let texts = picture
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    texts
        .filter_map(|node| node.text())
        .map(str::to_owned)
        .collect()
}

fn mixed() -> Journal {
    journal(&[
        "none date=2026-11-03",
        "dose amount=2.25g at=2026-11-04T08:00",
        "dose amount=3_capsules form=capsule at=2026-11-04T12:00",
        "dose form=extract mitragynine_mg=50 at=2026-11-05T18:00",
        "dose form=7oh hydroxy_mg=15 at=2026-11-06T18:00",
        "substance name=alcohol at=2026-11-06T20:00",
        "dose amount=3g at=2026-11-07T08:00",
        "dose amount=3.5g at=2026-11-07T20:00",
        "sleep bed_at=2026-11-06T23:00 up_at=2026-11-07T06:00 asleep_after_min=30 awake_min=20 quality=4",
        "sleep bed_at=2026-11-07T23:00 up_at=2026-11-08T06:00",
        "symptom name=nausea severity=2 at=2026-11-07T09:00",
        "symptom name=nausea severity=3 at=2026-11-07T12:00",
        "symptom name=nausea severity=1 at=2026-11-08T12:00",
    ])
}

#[test]
fn a_gap_a_day_said_to_be_none_and_a_number_are_three_things() {
    let charts = between(&mixed(), "2026-11-02", "2026-11-05");
    check(&charts);
    assert_eq!(
        rows(&charts[0]),
        [
            "Mon 2 Nov 2026 | not recorded",
            "Tue 3 Nov 2026 | said to be none",
            "Wed 4 Nov 2026 | 2",
            "Thu 5 Nov 2026 | 1",
        ]
    );
    assert!(drawn(&charts[0]).contains(&"·0".to_owned()));
    assert_eq!(
        charts[0].words,
        "Recorded 3 of 4 days: kratom on 2, said to be none on 1. On 2 days with kratom that are \
         over, 1.5 times a day on average; most 2 on 4 Nov 2026. 3 doses in all."
    );
}

#[test]
fn extract_and_7_oh_are_never_grams() {
    let charts = between(&mixed(), "2026-11-03", "2026-11-07");
    assert_eq!(
        rows(&charts[1]),
        [
            "Tue 3 Nov 2026 | said to be none |  | 0 | 0 | 0",
            "Wed 4 Nov 2026 | at least 2.25 | 2.25 | 1 | 0 | 0",
            "Thu 5 Nov 2026 | no leaf |  | 0 | 1 | 0",
            "Fri 6 Nov 2026 | no leaf |  | 0 | 0 | 1",
            "Sat 7 Nov 2026 | 6.5 | 3, 3.5 | 0 | 0 | 0",
        ]
    );
    let said = &charts[1].words;
    assert!(
        said.contains("Weight known of 3 of 4 leaf doses."),
        "{said}"
    );
    assert!(
        said.contains("median 6.5 g on 1 of 2 days with leaf"),
        "{said}"
    );
    assert!(!said.contains("mean"), "a weight is missing: {said}");
    assert!(said.contains("1 of 3 of known weight above 3 g"), "{said}");
    assert!(said.contains("1 dose of extract, 1 of 7-OH"), "{said}");
    let drawn = drawn(&charts[1]);
    assert!(
        drawn.iter().any(|it| it.ends_with(grams::LINE)),
        "{drawn:?}"
    );
    for row in ["no g", "extract", "7-OH"] {
        assert!(drawn.iter().any(|it| it == row), "{row}");
    }
}

#[test]
fn extract_alone_has_times_and_no_grams() {
    let journal = journal(&["dose form=extract mitragynine_mg=50 at=2026-11-05T18:00"]);
    let charts = between(&journal, "2026-11-05", "2026-11-05");
    check(&charts);
    assert_eq!(rows(&charts[0]), ["Thu 5 Nov 2026 | 1"]);
    assert_eq!(
        rows(&charts[1]),
        ["Thu 5 Nov 2026 | no leaf |  | 0 | 1 | 0"]
    );
    let said = &charts[1].words;
    assert!(said.contains("No dose of leaf was written down."), "{said}");
}

#[test]
fn without_any_weight_no_gram_is_drawn() {
    let journal = journal(&["dose amount=3_capsules form=capsule at=2026-11-05T18:00"]);
    let charts = between(&journal, "2026-11-05", "2026-11-05");
    assert_eq!(
        rows(&charts[1]),
        ["Thu 5 Nov 2026 | not known |  | 1 | 0 | 0"]
    );
    assert!(drawn(&charts[1]).contains(&"?".to_owned()));
    assert!(
        charts[1]
            .words
            .starts_with("Weight known of 0 of 1 leaf dose.")
    );
}

#[test]
fn the_calendar_marks_what_was_taken_with_something_else() {
    let charts = between(&mixed(), "2026-11-02", "2026-11-08");
    assert_eq!(
        charts[2].table.head.join(" "),
        "Week Mon Tue Wed Thu Fri Sat Sun"
    );
    assert_eq!(
        rows(&charts[2]),
        ["2 to 8 Nov 2026 | not recorded | none | 2 | 1 | 1 ▲ | 2 | not recorded"]
    );
}

#[test]
fn a_night_without_a_known_sleep_is_time_in_bed_and_others_stay_blank() {
    let charts = between(&mixed(), "2026-11-06", "2026-11-08");
    assert_eq!(
        rows(&charts[3]),
        [
            "Fri 6 Nov 2026 |  |  | ",
            "Sat 7 Nov 2026 | 6:10 | 7:00 | 4",
            "Sun 8 Nov 2026 |  | 7:00 | ",
        ]
    );
    assert_eq!(
        charts[3].words,
        "Recorded 2 of 3 nights. Asleep 6 h 10 min on average of 1 night where it is known. \
         Median quality 4 of 10, of 1 night."
    );
}

/// The clock is set back in the night to 25 October: eight hours by the clock
/// are nine.
#[test]
fn the_night_the_clock_changes_has_its_true_length() {
    let journal = journal(&[
        "sleep bed_at=2026-10-24T23:00+02:00 up_at=2026-10-25T07:00 asleep_after_min=0 awake_min=0",
    ]);
    let charts = between(&journal, "2026-10-25", "2026-10-25");
    assert_eq!(rows(&charts[3]), ["Sun 25 Oct 2026 | 9:00 | 9:00 | "]);
}

#[test]
fn a_symptom_counts_once_a_day_at_its_strongest() {
    let charts = between(&mixed(), "2026-11-06", "2026-11-08");
    assert_eq!(rows(&charts[4]), ["nausea | 2 | 1 | 0 | 1 | 0"]);
    assert!(drawn(&charts[4]).contains(&"31".to_owned()));
}

#[test]
fn eight_symptoms_are_drawn_and_the_rest_is_counted() {
    let lines: Vec<String> = (0..11)
        .map(|n| format!("symptom name=sign_{n} severity=1 at=2026-11-07T{n:02}:00"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let charts = between(&journal(&lines), "2026-11-07", "2026-11-07");
    let drawn = drawn(&charts[4]);
    assert_eq!(drawn.iter().filter(|it| it.starts_with("sign")).count(), 8);
    assert!(
        drawn.iter().any(|it| it.contains("3 more not drawn")),
        "{drawn:?}"
    );
    assert_eq!(charts[4].table.rows.len(), 11);
}

#[test]
fn an_empty_journal_says_that_nothing_is_known() {
    for charts in [
        all(&journal(&[]), Range::ALL, date(TODAY)),
        between(&journal(&[]), "2026-10-22", TODAY),
        between(&mixed(), "2026-11-21", "2026-11-30"),
        between(&mixed(), "2026-11-20", "2026-11-10"),
    ] {
        check(&charts);
        assert!(!charts[0].words.contains("none on"), "{}", charts[0].words);
        assert!(
            charts
                .iter()
                .all(|chart| !drawn(chart).contains(&"0".repeat(30)))
        );
    }
    let charts = between(&journal(&[]), "2026-11-19", "2026-11-19");
    assert_eq!(charts[0].words, "Recorded 0 of 1 day.");
    assert_eq!(rows(&charts[0]), ["Thu 19 Nov 2026 | not recorded"]);
}

#[test]
fn today_is_not_over() {
    let journal = journal(&["dose amount=1g at=2026-11-20T08:00"]);
    let charts = between(&journal, "2026-11-20", "2026-11-21");
    check(&charts);
    assert_eq!(
        rows(&charts[0]),
        ["Fri 20 Nov 2026 | 1, not over", "Sat 21 Nov 2026 | ahead"]
    );
    assert_eq!(
        rows(&charts[1])[0],
        "Fri 20 Nov 2026 | at least 1 | 1 | 0 | 0 | 0"
    );
}

fn hostile(name: &str) -> Entry {
    let mut entry = entry("symptom name=x severity=4 at=2026-11-07T09:00");
    entry.what = What::Symptom(Symptom {
        name: name.to_owned(),
        severity: Severity::Emergency,
    });
    entry
}

#[test]
fn peoples_words_are_words() {
    let names = [
        "</text><script>alert(1)</script>\"'&".to_owned(),
        "\u{1b}[31m\u{0}\u{202e}evil\u{fffe}\u{ffff}".to_owned(),
        "a\u{301}".repeat(5000),
        "界".repeat(10_000),
        "]]>&lt;!--".to_owned(),
        " \n\t ".to_owned(),
    ];
    let entries = names.iter().map(|name| hostile(name)).collect();
    let journal = Journal::new(entries, Settings::default(), vec![]);
    let charts = between(&journal, "2026-11-01", "2026-11-10");
    check(&charts);
    let all = format!("{:?}", charts[4]);
    for sign in ['\u{1b}', '\u{202e}'] {
        assert!(!charts[4].svg.contains(sign) && !charts[4].words.contains(sign));
    }
    assert!(all.len() < 10_000, "{}", all.len());
}

/// The numbers of every table, summed over its rows, are those of the summary.
#[test]
fn tables_and_summary_agree() {
    let journal = many_days(400);
    for (from, is_long) in [("2026-10-22", false), ("2025-12-01", true)] {
        let range = Range::between(date(from), date(TODAY));
        let summary = summary(&journal, range, date(TODAY), &lookups());
        let charts = all(&journal, range, date(TODAY));
        check(&charts);
        let sum = |chart: usize, head: &str| -> usize {
            let table = &charts[chart].table;
            let place = table.head.iter().position(|it| it == head).unwrap();
            let cells = table
                .rows
                .iter()
                .map(|row| row[place].split(',').next().unwrap());
            cells.filter_map(|cell| cell.parse::<usize>().ok()).sum()
        };
        if is_long {
            assert_eq!(sum(0, "Doses"), summary.doses);
            assert_eq!(sum(0, "Days with kratom"), summary.days_with_kratom);
            assert_eq!(sum(0, "Days said to be none"), summary.days_none);
            assert_eq!(sum(0, "Days not recorded"), summary.days_not_recorded);
        } else {
            assert_eq!(sum(0, "Times"), summary.doses);
        }
        assert_eq!(
            sum(1, "Leaf doses without a weight"),
            summary.doses_without_weight
        );
        let above = format!("{} of", summary.doses_above_range);
        assert!(charts[1].words.contains(&above), "{}", charts[1].words);
    }
}

#[test]
fn a_long_range_is_cut_into_weeks_months_or_years() {
    let first = |charts: &[Chart]| rows(&charts[0])[0].split(" | ").next().unwrap().to_owned();
    for (from, title, name, most) in [
        ("2026-08-13", "Times a day, 13 Aug", "Thu 13 Aug 2026", 100),
        ("2026-08-12", "week by week", "12 to 16 Aug 2026", 16),
        ("2024-09-01", "week by week", "1 Sep 2024", 121),
        ("2023-01-01", "month by month", "Jan 2023", 121),
        ("2016-11-20", "month by month", "Nov 2016", 121),
        ("2001-01-01", "year by year", "2001", 121),
        ("0001-01-01", "year by year", "1906", 121),
    ] {
        let charts = between(&journal(&[]), from, TODAY);
        check(&charts);
        assert!(charts[0].title.contains(title), "{}", charts[0].title);
        assert_eq!(first(&charts), name);
        assert!(charts[0].table.rows.len() <= most);
    }
}

#[test]
fn ten_years_stay_small() {
    let journal = many_days(3653);
    let charts = between(&journal, "2016-11-20", TODAY);
    check(&charts);
    let cells = charts.iter().flat_map(|it| it.table.rows.iter().flatten());
    // A cell costs its tags too.
    let tables: usize = cells.map(|cell| cell.len() + 9).sum();
    let pictures: usize = charts.iter().map(|chart| chart.svg.len()).sum();
    assert!(pictures + tables <= 150 * 1024, "{pictures} + {tables}");
}

/// Days up to today: mostly two to five doses, one in nineteen without a weight,
/// every eleventh day said to be none and every thirteenth not recorded.
fn many_days(days: u32) -> Journal {
    let mut lines = Vec::new();
    for n in 0..days {
        let day = date(TODAY) - chrono::TimeDelta::days(i64::from(n) + 1);
        match (n % 11, n % 13) {
            (0, _) => lines.push(format!("none date={day}")),
            (_, 0) => {}
            _ => lines.extend((0..2 + n % 4).map(|dose| {
                let hour = 8 + dose * 3;
                match (n + dose) % 19 {
                    0 => format!("dose amount=3_capsules form=capsule at={day}T{hour:02}:00"),
                    more => format!("dose amount={}mg at={day}T{hour:02}:00", 1500 + more * 130),
                }
            })),
        }
        if n % 3 > 0 {
            let severity = 1 + n % 3;
            lines.push(format!(
                "symptom name=sign_{} severity={severity} at={day}T21:00",
                n % 9
            ));
            lines.push(format!(
                "sleep bed_at={day}T00:30 up_at={day}T07:00 asleep_after_min=20 awake_min=10 quality={}",
                n % 11
            ));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    journal(&lines)
}

#[test]
fn something_else_counts_on_days_with_kratom_only() {
    let journal = journal(&[
        "dose amount=2g at=2026-11-16T23:00",
        "none date=2026-11-17",
        "substance name=alcohol at=2026-11-17T01:00",
        "dose amount=2g at=2026-11-18T20:00",
        "substance name=alcohol at=2026-11-18T21:00",
    ]);
    let range = Range::between(date("2026-11-16"), date("2026-11-19"));
    let charts = all(&journal, range, date("2026-11-20"));
    let said = "Something else was taken around a dose on 1 of 2 days with kratom.";
    assert!(charts[2].words.contains(said), "{}", charts[2].words);
}
