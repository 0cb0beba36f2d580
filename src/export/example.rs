//! One made-up entry of each kind, with as much said as can be.

use chrono::{DateTime, FixedOffset, NaiveTime};
use uuid::Uuid;

use crate::domain::field::Values;
use crate::domain::moment::{When, Zone};
use crate::domain::{Entry, Kind};

/// Friday evening in Berlin, as milliseconds of an id; the rest says nothing.
const ID: Uuid = Uuid::from_u128(0x019a_a2a2_73c0_7000_8000_0000_0000_0001);

type Answers = &'static [(&'static str, &'static str)];

const DOSE: Answers = &[
    ("amount", "2.5g"),
    ("count", "2"),
    ("count_unit", "scoops"),
    ("form", "powder"),
    ("product", "Green bag"),
    ("batch", "2291"),
    ("mitragynine_mg", "31.5"),
    ("hydroxy_mg", "0.4"),
    ("reason", "pain"),
    ("estimated", "no"),
];

const SLEEP: Answers = &[
    ("bed_at", "2026-11-19T23:05"),
    ("try_at", "2026-11-19T23:20"),
    ("asleep_after_min", "25"),
    ("awakenings", "2"),
    ("awake_min", "40"),
    ("wake_at", "2026-11-20T06:50"),
    ("up_at", "2026-11-20T07:10"),
    ("quality", "6"),
];

const BAG: Answers = &[
    ("name", "Green bag"),
    ("count_unit", "scoop"),
    ("amount", "2.2g"),
    ("form", "powder"),
    ("batch", "2291"),
    ("weighed_times", "5"),
    ("weighed_spread", "0.2g"),
    ("mitragynine_mg", "31.5"),
    ("hydroxy_mg", "0.4"),
    ("vendor", "the shop"),
    ("price", "20 EUR"),
    ("opened_on", "2026-11-02"),
    ("holds", "250g"),
    ("certificate_date", "2026-03-01"),
    ("certificate_lab", "the lab"),
    ("certificate_matches", "yes"),
];

/// The answers, as they would be typed.
fn answers(kind: Kind) -> Answers {
    match kind {
        Kind::Dose => DOSE,
        Kind::Substance => &[("name", "wine"), ("amount", "2 glasses")],
        Kind::Sleep => SLEEP,
        Kind::Symptom => &[("name", "nausea"), ("severity", "1")],
        Kind::None => &[("date", "2026-11-17")],
        Kind::Note => &[],
        Kind::Medicine => &[
            ("name", "sertraline"),
            ("amount", "50 mg"),
            ("until", "2026-12-31"),
        ],
        Kind::About => &[
            ("name", "dose line"),
            ("amount", "2.5"),
            ("until", "2026-12-31"),
        ],
        Kind::Product => BAG,
        Kind::Reading => &[
            ("name", "withdrawal check"),
            ("amount", "3"),
            ("answers", "2,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0"),
        ],
        Kind::Event => &[("name", "drove")],
    }
}

/// The entry; `None` never comes of answers that fit, which a test holds.
#[must_use]
pub fn entry(kind: Kind) -> Option<Entry> {
    let now = DateTime::from_timestamp(1_795_205_640, 0)?;
    let zone = Zone::Fixed(FixedOffset::east_opt(3600)?);
    let when = When::new(now, zone, NaiveTime::MIN);
    let answers = answers(kind).iter().map(|(name, text)| (*name, *text));
    let mut values: Values = answers
        .map(|(name, text)| (name, text.to_owned()))
        .collect();
    values.set("note", "slept badly");
    Entry::parse(ID, kind, &values, &when).ok()
}

/// What stands in a column of it, as the journal keeps it.
#[must_use]
pub fn cell(kind: Kind, column: &str) -> String {
    match (column, entry(kind)) {
        ("id", _) => ID.to_string(),
        ("kind", _) => kind.name().to_owned(),
        ("name", _) if kind == Kind::Dose => "kratom".to_owned(),
        (column, Some(entry)) => entry.values().get(column).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns;
    use super::*;

    #[test]
    fn every_column_of_every_kind_has_an_example() {
        for kind in Kind::ALL {
            assert!(entry(kind).is_some(), "{kind:?}");
            for column in columns::of(kind) {
                assert_ne!(cell(kind, column.name), "", "{kind:?} {}", column.name);
            }
        }
    }
}
