//! The report that is handed to a clinician: its numbers are those of the summary,
//! it stands alone, and nothing a person wrote can break it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveTime};
use html5ever::tendril::TendrilSink;
use leaflog::demo::demo;
use leaflog::domain::field::{Values, known_name};
use leaflog::domain::journal::Journal;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::export::csv::Notes;
use leaflog::export::report::{Asked, html};
use leaflog::lookups::lookups;
use leaflog::stats::range::Range;
use leaflog::stats::summary::summary;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use uuid::Uuid;

/// Friday 20 November 2026, 21:14 in Berlin.
fn when() -> When {
    let now = DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").unwrap();
    let berlin = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    When::new(now.to_utc(), berlin, NaiveTime::MIN)
}

fn entry(kind: &str, answers: &[(&str, &str)]) -> Entry {
    let answers = answers.iter();
    let values: Values = answers
        .map(|(name, value)| (known_name(name).unwrap(), (*value).to_owned()))
        .collect();
    let kind = Kind::parse(kind).unwrap();
    Entry::parse(Uuid::now_v7(), kind, &values, &when().any_time()).unwrap()
}

fn journal(entries: Vec<Entry>) -> Journal {
    Journal::new(entries, Settings::default(), vec![])
}

/// A month that has something in every part of the report.
fn full() -> Journal {
    let mut entries = demo(7, 60, &when());
    for (kind, answers) in [
        (
            "dose",
            [
                ("form", "extract"),
                ("mitragynine_mg", "50"),
                ("at", "2026-11-18 08:00"),
            ],
        ),
        (
            "dose",
            [
                ("form", "7oh"),
                ("hydroxy_mg", "15"),
                ("at", "2026-11-18 12:00"),
            ],
        ),
        (
            "dose",
            [
                ("amount", "6.25g"),
                ("form", "tea"),
                ("at", "2026-11-18 14:00"),
            ],
        ),
        (
            "symptom",
            [
                ("name", "chest pain"),
                ("severity", "3"),
                ("at", "2026-11-18 15:00"),
            ],
        ),
        (
            "medicine",
            [
                ("name", "sertraline"),
                ("amount", "50 mg"),
                ("at", "2026-03-01"),
            ],
        ),
        (
            "medicine",
            [("name", "zzyzx"), ("amount", "1"), ("at", "2026-03-01")],
        ),
        (
            "about",
            [
                ("name", "sleep apnoea"),
                ("note", "a machine"),
                ("at", "2026-03-01"),
            ],
        ),
        (
            "about",
            [
                ("name", "doses a day"),
                ("amount", "3"),
                ("at", "2026-11-01"),
            ],
        ),
        (
            "reading",
            [
                ("name", "pulse"),
                ("amount", "72"),
                ("at", "2026-11-18 15:00"),
            ],
        ),
        (
            "note",
            [
                ("note", "=1+1 <b>bold</b>"),
                ("date", "2026-11-18"),
                ("time", "16:00"),
            ],
        ),
    ] {
        entries.push(entry(kind, &answers));
    }
    journal(entries)
}

fn page(journal: &Journal, asked: &Asked) -> String {
    html(journal, asked).unwrap()
}

/// A page as a browser reads it.
struct Read {
    dom: RcDom,
}

impl Read {
    fn of(page: &str) -> Read {
        let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default());
        let dom = dom.one(page.to_owned());
        assert_eq!(dom.errors.borrow().as_slice(), [""; 0]);
        Read { dom }
    }

    fn each(&self, mut see: impl FnMut(&Handle)) {
        let mut open = vec![self.dom.document.clone()];
        while let Some(node) = open.pop() {
            see(&node);
            open.extend(node.children.borrow().iter().rev().cloned());
        }
    }

    /// The text of every cell that shows a figure of the summary.
    fn figures(&self) -> BTreeMap<String, String> {
        let mut figures = BTreeMap::new();
        self.each(|node| {
            if let Some(key) = attribute(node, "data-figure") {
                let before = figures.insert(key, text(node));
                assert_eq!(before, None, "a figure stands in one place");
            }
        });
        figures
    }

    /// The rows of the table of that id, cell by cell.
    fn table(&self, id: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        self.each(|node| {
            if attribute(node, "id").as_deref() == Some(id) {
                rows = rows_of(node);
            }
        });
        rows
    }
}

fn rows_of(table: &Handle) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut open = vec![table.clone()];
    while let Some(node) = open.pop() {
        if name(&node) == "tr" {
            let cells = node.children.borrow();
            let cells = cells
                .iter()
                .filter(|cell| ["td", "th"].contains(&&*name(cell)));
            rows.push(cells.map(text).collect());
        } else {
            open.extend(node.children.borrow().iter().rev().cloned());
        }
    }
    rows.remove(0);
    rows
}

fn name(node: &Handle) -> String {
    match &node.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    }
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attrs = attrs.borrow();
    let found = attrs.iter().find(|it| &*it.name.local == wanted);
    found.map(|it| it.value.to_string())
}

fn text(node: &Handle) -> String {
    if let NodeData::Text { contents } = &node.data {
        return contents.borrow().to_string();
    }
    node.children.borrow().iter().map(text).collect()
}

/// The first number of a text; none where it is not known.
fn number(text: &str) -> Option<f64> {
    if text == "not known" {
        return None;
    }
    let text = text.strip_prefix("at least ").unwrap_or(text);
    // A time asleep says its minutes in brackets.
    let text = text
        .split_once('(')
        .filter(|_| text.contains(" h "))
        .map_or(text, |it| it.1);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    Some(text[..end.unwrap_or(text.len())].parse().unwrap())
}

#[test]
fn every_number_is_that_of_the_summary() {
    let month = full();
    let bare = journal(vec![
        entry(
            "dose",
            &[
                ("amount", "3 capsules"),
                ("form", "capsule"),
                ("at", "2026-11-18 08:00"),
            ],
        ),
        entry(
            "sleep",
            &[
                ("bed_at", "2026-11-18 23:00"),
                ("up_at", "2026-11-19 07:00"),
            ],
        ),
    ]);
    for journal in [&month, &bare] {
        let asked = Asked::new(Range::ALL, when());
        let counted = summary(journal, asked.range(), when().today(), &lookups());
        let counted = serde_json::to_value(&counted).unwrap();
        let read = Read::of(&page(journal, &asked));
        let shown = read.figures();
        let mut missing = BTreeSet::new();
        let sleep = counted["sleep"].as_object().unwrap().iter();
        let sleep = sleep.map(|(key, value)| (format!("sleep.{key}"), value));
        let all = counted.as_object().unwrap().iter();
        let all = all.map(|(key, value)| (key.clone(), value)).chain(sleep);
        for (key, value) in all {
            if !(value.is_number() || value.is_null()) || key == "days" {
                continue;
            }
            let Some(shown) = shown.get(&key) else {
                missing.insert(key);
                continue;
            };
            match (number(shown), value.as_f64()) {
                (Some(shown), Some(value)) => {
                    assert!((shown - value).abs() <= 0.05, "{key}: {shown}, not {value}");
                }
                // Of no known weight nothing is above a line, and of days not
                // recorded none is known to be without kratom.
                (None, Some(0.0)) if ["doses_above_range", "current_run_days"].contains(&&*key) => {
                }
                (shown, value) => assert_eq!(shown, value, "{key}"),
            }
        }
        if counted["substances"].as_array().unwrap().is_empty() {
            // Then it is said in a sentence that none is written down.
            missing.remove("doses_with_other_substances");
        }
        assert!(missing.is_empty(), "{missing:?}");
        assert!(page(journal, &asked).contains("22 Oct to 20 Nov 2026, 30 days"));
        listed(&read, &counted);
    }
}

/// What a summary lists by name stands in tables.
fn listed(read: &Read, counted: &serde_json::Value) {
    for (what, table, columns) in [
        (
            "symptoms",
            "felt",
            ["count", "", "severity_mean", "severity_max"].as_slice(),
        ),
        ("substances", "substances", &["count"]),
    ] {
        let counted = counted[what].as_array().unwrap();
        let whole = read.table(&format!("all-{table}"));
        let rows = if whole.is_empty() {
            read.table(table)
        } else {
            whole
        };
        assert_eq!(rows.len(), counted.len(), "{what}");
        for counted in counted {
            let name = counted["name"].as_str().unwrap();
            let row = rows.iter().find(|row| row[0] == name).unwrap();
            for (cell, column) in row[1..].iter().zip(columns.iter()) {
                if !column.is_empty() {
                    let value = counted[column].as_f64().unwrap();
                    assert!((number(cell).unwrap() - value).abs() <= 0.05, "{row:?}");
                }
            }
        }
    }
}

const ELEMENTS: [&str; 54] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "section",
    "h1",
    "h2",
    "p",
    "a",
    "dl",
    "div",
    "dt",
    "dd",
    "strong",
    "small",
    "span",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "svg",
    "g",
    "path",
    "rect",
    "line",
    "text",
    "tspan",
    "desc",
    "circle",
    "ellipse",
    "polyline",
    "polygon",
    "defs",
    "pattern",
    "clipPath",
    "use",
    "symbol",
    "marker",
    "li",
    "ul",
    "ol",
    "br",
    "h3",
    "em",
    "b",
];

#[test]
fn it_stands_alone_and_is_read_as_it_was_written() {
    let page = page(&full(), &Asked::new(Range::ALL, when()));
    let read = Read::of(&page);
    let mut ids = BTreeSet::new();
    let mut links = BTreeSet::new();
    read.each(|node| {
        let name = name(node);
        assert!(
            name.is_empty() || ELEMENTS.contains(&name.as_str()),
            "<{name}>"
        );
        if name == "th" {
            assert!(attribute(node, "scope").is_some(), "{}", text(node));
        }
        if let NodeData::Element { attrs, .. } = &node.data {
            for attribute in attrs.borrow().iter() {
                let (name, value) = (&*attribute.name.local, attribute.value.to_string());
                assert!(!name.starts_with("on") && name != "src", "{name}={value}");
                if name == "id" {
                    assert!(ids.insert(value.clone()), "{value} twice");
                }
                if name == "href" {
                    links.insert(value.strip_prefix('#').unwrap().to_owned());
                }
            }
        }
    });
    assert!(links.is_subset(&ids), "{links:?}");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    for outside in ["url(", "@import", "<script", "<link", "<iframe", "<img"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn what_a_person_wrote_is_text_and_never_markup() {
    let long = "<script>alert(1)</script> ".repeat(400) + "end";
    let hostile = "</td></table><h1>owned</h1>\u{202e}\u{2066} &amp; \"=cmd|' /C calc'!A0\" שלום 👩\u{200d}⚕\u{fe0f}";
    let mut entries = vec![
        entry("note", &[("note", &long), ("at", "2026-11-18 16:00")]),
        entry(
            "substance",
            &[("name", hostile), ("at", "2026-11-18 16:00")],
        ),
        entry("medicine", &[("name", hostile), ("at", "2026-11-01")]),
        entry(
            "symptom",
            &[
                ("name", hostile),
                ("severity", "4"),
                ("at", "2026-11-18 16:00"),
            ],
        ),
        entry(
            "dose",
            &[
                ("amount", "2g"),
                ("product", hostile),
                ("batch", hostile),
                ("at", "2026-11-18 16:00"),
            ],
        ),
    ];
    for n in 0..60 {
        let at = format!("2026-11-{:02} 1{}:00", n % 20 + 1, n % 10);
        entries.push(entry(
            "note",
            &[("note", &"long ".repeat(2000)), ("at", &at)],
        ));
    }
    let mut asked = Asked::new(Range::ALL, when());
    asked.name = Some(hostile.to_owned());
    asked.visit = Some(hostile.to_owned());
    let page = page(&journal(entries), &asked);
    let read = Read::of(&page);
    let mut headings = 0;
    read.each(|node| {
        headings += usize::from(name(node) == "h1");
        assert_ne!(name(node), "script");
    });
    assert_eq!(headings, 1);
    assert!(!page.contains(['\u{202e}', '\u{2066}']));
    assert!(page.contains("more characters left out)"));
    assert!(
        page.contains("<span dir=\"auto\">&lt;/td&gt;")
            || page.contains("dir=\"auto\" class=\"long\">&#60;/td&#62;")
    );
    assert!(page.len() < 200 * 1024, "{}", page.len());
}

#[test]
fn nothing_and_one_entry_are_said_in_sentences() {
    let asked = Asked::new(Range::ALL, when());
    let empty = page(&journal(vec![]), &asked);
    Read::of(&empty);
    for says in [
        "That does not mean that nothing was taken.",
        "No other substance is written down",
        "No night is written down",
        "No warning held in these days. That is not a sign of safety.",
        "No dose is written down up to then.",
    ] {
        assert!(empty.contains(says), "{says}");
    }
    assert!(!empty.contains("NaN") && !empty.contains(">0 g<"));
    let one = entry("dose", &[("amount", "2.5g"), ("at", "2026-11-20 18:05")]);
    let one = page(&journal(vec![one]), &asked);
    Read::of(&one);
    assert!(one.contains("kratom 2.5 g powder") && one.contains("3 h 09 min ago"));
    assert!(one.contains("recorded 1 of 30 days"));
}

#[test]
fn what_is_left_out_is_nowhere() {
    let journal = full();
    let mut asked = Asked::new(Range::ALL, when());
    asked.notes = Notes::Without;
    let without = page(&journal, &asked);
    assert!(without.contains("all notes"));
    assert!(without.contains("Notes were left out of this report."));
    assert!(!without.contains("1+1") && !without.contains("a machine"));
    assert!(!without.contains("felt ill until"));

    let mut asked = Asked::new(Range::ALL, when());
    asked.only = Some(vec![Kind::Dose]);
    let only = page(&journal, &asked);
    assert!(only.contains("other substances, nights, symptoms"));
    for hidden in [
        "sertraline",
        "chest pain",
        "wine",
        "apnoea",
        "1+1",
        "id=\"sleep\"",
    ] {
        assert!(!only.to_lowercase().contains(hidden), "{hidden}");
    }
    assert!(only.contains("Days said to be without kratom"));
    Read::of(&only);
}

#[test]
fn no_word_calls_an_amount_safe_or_kratom_good() {
    let page = page(&full(), &Asked::new(Range::ALL, when())).to_lowercase();
    for word in [
        "benefit",
        "recommended dose",
        "helps with",
        "optimal",
        "detox",
        "relapse",
        "streak",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    let allowed = [
        "not a sign of safety",
        "no sign of safety",
        "no safe amount",
        "not a safe amount",
    ];
    let rest = allowed
        .iter()
        .fold(page, |page, allowed| page.replace(allowed, ""));
    assert!(
        !rest.contains(" safe "),
        "{:?}",
        rest.split(" safe ").next().map(str::len)
    );
}

#[test]
fn a_year_stays_small() {
    let journal = journal(demo(1, 365, &when()));
    let range = Range {
        from: Some("2025-11-21".parse().unwrap()),
        to: None,
    };
    let page = page(&journal, &Asked::new(range, when()));
    Read::of(&page);
    assert!(page.len() <= 400 * 1024, "{} KiB", page.len() / 1024);
}

/// What is typed in the evening without a day did not begin that evening.
#[test]
fn a_medicine_whose_start_was_not_said_has_none() {
    let now = when().moment();
    let written_now = |kind: &str, name: &str| {
        let stamp =
            uuid::Timestamp::from_unix(uuid::NoContext, u64::try_from(now.timestamp()).unwrap(), 0);
        let values = Values::new().with("name", name);
        let kind = Kind::parse(kind).unwrap();
        Entry::parse(Uuid::new_v7(stamp), kind, &values, &when()).unwrap()
    };
    let journal = journal(vec![
        written_now("medicine", "sertraline"),
        entry("medicine", &[("name", "lithium"), ("at", "2026-03-01")]),
        written_now("about", "epilepsy"),
    ]);
    let page = page(&journal, &Asked::new(Range::ALL, when()));
    assert_eq!(
        page.matches("not known; written down 20 Nov 2026").count(),
        2
    );
    assert!(page.contains("1 Mar 2026"), "{page}");
}
