//! Journals made of lines; the notation stands in `tests/rules.rs`.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::cast_possible_truncation,
    reason = "each test file uses its own part"
)]

use chrono::{DateTime, NaiveTime, TimeDelta};
use leaflog::domain::field::Values;
use leaflog::domain::journal::Journal;
use leaflog::domain::moment::{Moment, When, Zone};
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use uuid::Uuid;

/// The instant proofs are judged at.
pub fn now() -> Moment {
    at("2026-11-20T21:00:00+01:00")
}

pub fn at(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The journal that such lines make, judged at [`now`].
pub fn written(lines: &[String]) -> Journal {
    let entries = lines.iter().flat_map(|line| entries(line, now()));
    Journal::new(entries.collect(), Settings::default(), vec![])
}

/// The entries of one line, times counted back from an instant in Berlin.
pub fn entries(line: &str, now: Moment) -> Vec<Entry> {
    entries_in(line, now, Zone::Named(Tz::named("Europe/Berlin").unwrap()))
}

/// The entries of one line, lived in a zone.
pub fn entries_in(line: &str, now: Moment, zone: Zone) -> Vec<Entry> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let mut ago = TimeDelta::zero();
    match words.last() {
        Some(&"ago") => {
            words.pop();
            ago = span(words.pop().expect(line));
        }
        Some(&"ahead") => {
            words.pop();
            ago = -span(words.pop().expect(line));
        }
        _ => {}
    }
    let mut times = (1, TimeDelta::zero());
    if let [.., n, "every", every] = words.as_slice() {
        times = (
            n.strip_prefix('x').expect(line).parse().expect(line),
            span(every),
        );
        words.truncate(words.len() - 3);
    }
    let back = |n: i32| now - ago - times.1 * n;
    (0..times.0).map(|n| entry(&words, back(n), zone)).collect()
}

fn span(text: &str) -> TimeDelta {
    let (number, unit) = text.split_at(text.len() - 1);
    let minutes = match unit {
        "m" => 1.0,
        "h" => 60.0,
        "d" => 1440.0,
        _ => panic!("{text} is no span"),
    };
    TimeDelta::minutes((number.parse::<f64>().expect(text) * minutes).round() as i64)
}

fn entry(words: &[&str], at: Moment, zone: Zone) -> Entry {
    let (kind, values) = answers(words, at);
    let mut when = When::new(at.to_utc(), zone, NaiveTime::MIN);
    when.refuse_future = false;
    let values = match kind {
        Kind::None => values.with("date", zone.at(at.to_utc()).date_naive().to_string()),
        Kind::Sleep => values,
        _ => values.with("at", zone.at(at.to_utc()).to_rfc3339()),
    };
    Entry::parse(Uuid::now_v7(), kind, &values, &when).unwrap()
}

fn answers(words: &[&str], at: Moment) -> (Kind, Values) {
    let rest = words[1..].join(" ");
    match words[0] {
        "dose" => (Kind::Dose, dose(&words[1..])),
        "took" => (Kind::Substance, lasting(&words[1..], at)),
        "symptom" => {
            let (name, severity) = rest.rsplit_once(' ').unwrap();
            (
                Kind::Symptom,
                Values::new().with("name", name).with("severity", severity),
            )
        }
        "none" => (Kind::None, Values::new()),
        "note" => (Kind::Note, Values::new().with("note", "text")),
        "about" => (Kind::About, lasting(&words[1..], at)),
        "medicine" => (Kind::Medicine, lasting(&words[1..], at)),
        "product" => (Kind::Product, lasting(&words[1..], at)),
        "reading" => {
            let (name, amount) = rest.rsplit_once(' ').unwrap();
            (
                Kind::Reading,
                Values::new().with("name", name).with("amount", amount),
            )
        }
        "event" => (Kind::Event, Values::new().with("name", rest)),
        "sleep" => (Kind::Sleep, night(&words[1..], at)),
        other => panic!("{other} is no entry"),
    }
}

/// A name of several words, and answers as `until=2d` (so long after it began),
/// `amount=50_mg`, `unit=scoop`, `batch=2291`: an underscore is a space.
fn lasting(words: &[&str], at: Moment) -> Values {
    let mut values = Values::new();
    let mut name = Vec::new();
    for word in words {
        let Some((field, answer)) = word.split_once('=') else {
            name.push(*word);
            continue;
        };
        match field {
            "until" => values.set("until", (at + span(answer)).date_naive().to_string()),
            "unit" => values.set("count_unit", answer),
            "weighs" => values.set("amount", answer),
            "certificate" => {
                values.set(
                    "certificate_date",
                    (at - span(answer)).date_naive().to_string(),
                );
            }
            "matches" => values.set("certificate_matches", answer),
            "amount" => values.set("amount", answer.replace('_', " ")),
            "batch" => values.set("batch", answer),
            "form" => values.set("form", answer),
            other => panic!("{other} is no answer"),
        }
    }
    values.set("name", name.join(" "));
    values
}

/// A night of so long that ended then: `8h asleep=35 awake=40 quality=3`.
fn night(words: &[&str], up: Moment) -> Values {
    let bed = up - span(words[0]);
    let mut values = Values::new()
        .with("up_at", up.to_rfc3339())
        .with("bed_at", bed.to_rfc3339());
    for word in &words[1..] {
        let (field, answer) = word.split_once('=').expect(word);
        match field {
            "asleep" => values.set("asleep_after_min", answer),
            "awake" => values.set("awake_min", answer),
            "quality" => values.set("quality", answer),
            other => panic!("{other} is no answer"),
        }
    }
    values
}

fn dose(words: &[&str]) -> Values {
    let mut values = Values::new();
    let mut amount = Vec::new();
    for word in words {
        if let Some(mg) = word.strip_prefix("mitragynine=") {
            values.set("mitragynine_mg", mg);
        } else if let Some(mg) = word.strip_prefix("hydroxy=") {
            values.set("hydroxy_mg", mg);
        } else if let Some(product) = word.strip_prefix("product=") {
            values.set("product", product.replace('_', " "));
        } else if let Some(batch) = word.strip_prefix("batch=") {
            values.set("batch", batch);
        } else if let Some(reason) = word.strip_prefix("reason=") {
            values.set("reason", reason);
        } else if ["powder", "capsule", "tea", "leaf", "extract", "7oh"].contains(word) {
            values.set("form", *word);
        } else {
            amount.push(*word);
        }
    }
    values.set("amount", amount.join(" "));
    values
}
