//! Entries for tests, from the answers a person would give in Berlin.

use crate::domain::tz::Tz;
use chrono::{DateTime, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::Lookups;
use super::own_lines::Own;
use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When, Zone};
use crate::domain::setting::Settings;
use crate::domain::{Entry, Kind};

/// Friday 20 November 2026, 21:14.
pub fn when() -> When {
    let now = DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").unwrap();
    When::new(
        now.to_utc(),
        Zone::Named(Tz::named("Europe/Berlin").unwrap()),
        NaiveTime::MIN,
    )
}

pub fn now() -> Moment {
    when().moment()
}

/// An entry of these answers: `entry("dose amount=2g at=08:00")`; a value's
/// spaces are written `_`.
pub fn entry(line: &str) -> Entry {
    let (kind, answers) = line.split_once(' ').unwrap_or((line, ""));
    let values: Values = answers
        .split_whitespace()
        .map(|answer| answer.split_once('=').unwrap())
        .map(|(name, value)| {
            let name = crate::domain::field::known_name(name).unwrap();
            (name, value.replace('_', " "))
        })
        .collect();
    let at = when().any_time();
    Entry::parse(Uuid::now_v7(), Kind::parse(kind).unwrap(), &values, &at).unwrap()
}

pub fn journal(lines: &[&str]) -> Journal {
    let entries = lines.iter().map(|line| entry(line)).collect();
    Journal::new(entries, Settings::default(), vec![])
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Alcohol 12 h, diazepam 72 h, naloxone never, kratom by its own name, all
/// else 24 h.
pub fn lookups() -> Lookups<'static> {
    Lookups {
        window_h: &|name| match name {
            "alcohol" => Some(12),
            "diazepam" => Some(72),
            "naloxone" => None,
            _ => Some(24),
        },
        classes: &|name| match name {
            "alcohol" => vec!["alcohol".to_owned()],
            "kratom shot" => vec!["kratom_extract".to_owned()],
            "kava kratom" => vec!["kratom_extract".to_owned(), "kava".to_owned()],
            _ => vec![],
        },
        sign: &|name| (name == "sweting").then_some("sweating"),
        own_line: &|name| match name {
            "dose line" => Some(Own::Dose),
            "doses a day" => Some(Own::Doses),
            "grams a day" => Some(Own::Grams),
            _ => None,
        },
    }
}
