//! What others read: every file is what its own description says it is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "laws/any.rs"]
#[expect(dead_code, reason = "the laws use the rest")]
mod any;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use any::{any_entry, any_score, any_whole_product};
use chrono::NaiveTime;
use jsonschema::Validator;
use leaflog::demo::demo;
use leaflog::domain::answer::{Answer, Level, Said};
use leaflog::domain::draft::Draft;
use leaflog::domain::field::{Values, columns};
use leaflog::domain::journal::Tombstone;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::setting::{self, Settings};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::export::columns::{Allowed, Column};
use leaflog::export::csv::{For, Notes};
use leaflog::export::delimiter::Delimiter;
use leaflog::export::json::{self, Beside};
use leaflog::export::tables::{self, Style};
use leaflog::export::{cell, csv, dictionary, schema};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const LEAFLOG: &str = env!("CARGO_BIN_EXE_leaflog");

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(schema::TEXT).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn exported(entries: &[Entry], settings: &Settings) -> Value {
    let mut bytes = Vec::new();
    let draft = Draft {
        kind: Kind::Dose,
        begun: when().moment(),
        editing: Some(Uuid::now_v7()),
        answers: Values::new()
            .with("amount", "2.")
            .with("note", "=1\u{202e}"),
    };
    let answer = |said| Answer {
        rule: "R19-mix-alcohol".to_owned(),
        subject: "wine".to_owned(),
        said,
        level: Level::Urgent,
        at: when().now,
        times: 2,
    };
    let tombstones: Vec<Tombstone> = Kind::ALL.map(tombstone).to_vec();
    let beside = Beside {
        settings,
        tombstones: &tombstones,
        answers: &Said::ALL.map(answer),
        drafts: &[
            Draft {
                editing: None,
                ..draft.clone()
            },
            draft,
        ],
    };
    json::write(&mut bytes, entries, beside).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn tombstone(kind: Kind) -> Tombstone {
    Tombstone {
        id: Uuid::now_v7(),
        kind,
        at: when().moment(),
        changed: when().now,
    }
}

fn when() -> When {
    let now = "2026-11-20T20:14:00.123Z".parse().unwrap();
    let zone = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    When::new(now, zone, NaiveTime::MIN)
}

fn all_settings() -> Settings {
    let typed = |name| match name {
        "timezone" => "Pacific/Chatham",
        "day_start" => "04:30",
        "emergency_number" | "poison_line" | "crisis_line" => "112",
        _ => "yes",
    };
    let pairs = setting::ALL.iter().filter_map(|it| {
        let value = setting::check(it.name, typed(it.name)).ok()?.1?;
        Some((it.name.to_owned(), value))
    });
    Settings::new(pairs)
}

/// What is wrong, in words; empty where nothing is.
fn wrong(validator: &Validator, file: &Value) -> String {
    let errors: Vec<String> = validator
        .iter_errors(file)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    errors.join("\n")
}

#[test]
fn a_made_up_journal_and_an_empty_one_fit_the_schema() {
    let validator = validator();
    for (entries, settings) in [
        (demo(7, 120, &when()), all_settings()),
        (vec![], Settings::default()),
    ] {
        let file = exported(&entries, &settings);
        assert_eq!(wrong(&validator, &file), "");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_entry_fits_the_schema(entries in prop::collection::vec(
        prop_oneof![4 => any_entry(), 1 => any_whole_product(), 1 => any_score()], 1..24,
    )) {
        let validator = validator();
        let file = exported(&entries, &Settings::default());
        prop_assert_eq!(wrong(&validator, &file), "");
    }

    #[test]
    fn every_cell_is_one_that_the_dictionary_allows(entries in prop::collection::vec(any_entry(), 1..24)) {
        let mut bytes = Vec::new();
        csv::write(&mut bytes, &entries, For::Pipe, Notes::With).unwrap();
        let rows = dictionary::of_journal();
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        for (entry, record) in entries.iter().zip(reader.records()) {
            let record = record.unwrap();
            for (name, cell) in columns().iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
                let of_kind = rows.iter().filter(|row| row.kinds.contains(&entry.kind()));
                let row = of_kind.filter(|row| row.column == *name).collect::<Vec<_>>();
                prop_assert_eq!(row.len(), 1, "{} of {:?}", name, entry.kind());
                prop_assert!(allows(row[0].is, cell::read(cell)), "{name}: {cell:?} and {:?}", row[0]);
            }
        }
    }

    #[test]
    fn every_cell_of_a_table_is_one_that_its_dictionary_allows(entries in prop::collection::vec(
        prop_oneof![4 => any_entry(), 1 => any_whole_product(), 1 => any_score()], 1..24,
    )) {
        let rows = tables::dictionary(Notes::With);
        for kind in Kind::ALL {
            let mut bytes = Vec::new();
            let style = Style { notes: Notes::With, delimiter: Delimiter::Tab };
            tables::write(&mut bytes, kind, &entries, style).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().delimiter(b'\t').from_reader(&bytes[3..]);
            let header = reader.headers().unwrap().clone();
            for record in reader.records() {
                let record = record.unwrap();
                for (name, cell) in header.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
                    let row = rows.iter().find(|row| row.column == name && row.kinds.contains(&kind));
                    let is = row.unwrap().is;
                    prop_assert!(allows(is, cell::read(cell)), "{name}: {cell:?} and {is:?}");
                }
            }
        }
    }
}

/// Held against the schema of the column; a table shows two of them otherwise
/// than the journal keeps them.
fn allows(is: Column, cell: &str) -> bool {
    let shown = match is.allowed {
        Allowed::Grams => Allowed::Thousandths,
        other => other,
    };
    if is.allowed == Allowed::Answers {
        return serde_json::from_str::<Vec<u8>>(cell).is_ok();
    }
    jsonschema::is_valid(&shown.schema(), &json!(cell))
}

#[test]
fn every_field_that_a_kind_can_write_is_in_the_schema_and_no_other() {
    let schema: Value = serde_json::from_str(schema::TEXT).unwrap();
    let whole = dictionary_entries();
    for kind in Kind::ALL {
        let of_schema = schema["$defs"][kind.name()]["properties"]
            .as_object()
            .unwrap();
        let of_schema: BTreeSet<&str> = of_schema.keys().map(String::as_str).collect();
        let mut written = BTreeSet::new();
        for entry in whole.iter().filter(|entry| entry["kind"] == kind.name()) {
            written.extend(entry.as_object().unwrap().keys().map(String::as_str));
        }
        assert_eq!(of_schema, written, "{kind:?}");
    }
}

/// Entries of each kind that between them say all that can be said.
fn dictionary_entries() -> Vec<Value> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut made = Vec::new();
    for _ in 0..3000 {
        use proptest::strategy::{Strategy, ValueTree};
        let strategy = prop_oneof![6 => any_entry(), 1 => any_whole_product(), 1 => any_score()];
        let entry = strategy.new_tree(&mut runner).unwrap().current();
        made.push(serde_json::to_value(entry).unwrap());
    }
    made
}

/// A name, a place in the file with the first entry of a kind as `{kind}`, and
/// what stands there then: nothing where it is taken out.
fn damages() -> Vec<(&'static str, &'static str, Option<Value>)> {
    vec![
        ("a newer format", "/leaflog/format", Some(json!(2))),
        ("no drafts", "/drafts", None),
        ("more than there is", "/more", Some(json!(1))),
        ("no such kind", "/entries/{dose}/kind", Some(json!("dosis"))),
        ("another kind", "/entries/{dose}/kind", Some(json!("sleep"))),
        ("no id", "/entries/{dose}/id", None),
        ("a unit alone", "/entries/{dose}/amount", None),
        ("a number", "/entries/{dose}/amount", Some(json!(2.5))),
        ("too fine", "/entries/{dose}/amount", Some(json!("2.1234"))),
        ("a comma", "/entries/{dose}/amount", Some(json!("2,5"))),
        ("no such form", "/entries/{dose}/form", Some(json!("pill"))),
        (
            "no offset",
            "/entries/{dose}/at",
            Some(json!("2026-11-20T18:05:00")),
        ),
        (
            "of another kind",
            "/entries/{dose}/severity",
            Some(json!("1")),
        ),
        (
            "eleven of ten",
            "/entries/{sleep}/quality",
            Some(json!("11")),
        ),
        ("never in bed", "/entries/{sleep}/bed_at", None),
        (
            "severity five",
            "/entries/{symptom}/severity",
            Some(json!("5")),
        ),
        ("two lines", "/entries/{symptom}/name", Some(json!("a\nb"))),
        ("no such setting", "/settings/colour", Some(json!("red"))),
        ("noon", "/settings/day_start", Some(json!("12:00"))),
        ("no such level", "/answers/0/level", Some(json!("fatal"))),
        ("less than never", "/answers/0/times", Some(json!(-1))),
        ("a grave of nothing", "/tombstones/0/kind", Some(json!("x"))),
        (
            "no such field",
            "/drafts/0/answers/colour",
            Some(json!("red")),
        ),
    ]
}

#[test]
fn a_damaged_file_does_not_fit() {
    let validator = validator();
    let good = exported(&demo(7, 60, &when()), &all_settings());
    assert_eq!(wrong(&validator, &good), "");
    for (name, place, to) in damages() {
        let mut place = place.to_owned();
        for kind in ["dose", "sleep", "symptom"] {
            let entries = good["entries"].as_array().unwrap();
            let first = entries.iter().position(|entry| entry["kind"] == kind);
            place = place.replace(&format!("{{{kind}}}"), &first.unwrap().to_string());
        }
        let (parent, key) = place.rsplit_once('/').unwrap();
        let mut file = good.clone();
        let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        match to {
            Some(value) => parent.insert(key.to_owned(), value),
            None => parent.remove(key),
        };
        assert!(!validator.is_valid(&file), "{name}");
    }
}

fn leaflog(home: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(LEAFLOG);
    command
        .env_clear()
        .env("HOME", home)
        .env("TZ", "Europe/Berlin")
        .env("LEAFLOG_NOW", "2026-11-20T21:14:00+01:00")
        .current_dir(home)
        .args(words);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    output
}

#[test]
fn a_whole_journal_goes_out_in_and_out_again_byte_by_byte() {
    let home = tempfile::tempdir().unwrap();
    let at = |words: &[&str]| leaflog(home.path(), words);
    at(&["demo", "--days", "60", "--seed", "7", "--save", "here.db"]);
    let here = |words: &[&str]| at(&[&["--journal", "here.db"], words].concat());
    here(&["note", "=1+1; \"a\"\n,b\u{202e}"]);
    here(&["set", "day_start", "04:30"]);
    here(&["delete", "last"]);
    here(&["took", "wine", "--amount", "2 glasses"]);
    here(&["reading", "mood", "7.125"]);
    let first = here(&["export", "json"]).stdout;
    fs::write(home.path().join("all.json"), &first).unwrap();
    at(&["--journal", "there.db", "import", "json", "all.json"]);
    let second = at(&["--journal", "there.db", "export", "json"]).stdout;
    assert!(first == second, "not the same");
    let file: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(wrong(&validator(), &file), "");
    for list in ["entries", "tombstones", "answers"] {
        assert!(!file[list].as_array().unwrap().is_empty(), "{list}");
    }
}

#[test]
fn the_schema_is_printed_and_is_the_published_one() {
    let home = tempfile::tempdir().unwrap();
    let printed = leaflog(home.path(), &["export", "json", "--schema"]).stdout;
    assert_eq!(String::from_utf8(printed).unwrap(), schema::TEXT);
}
