//! Any entry there could be.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use leaflog::domain::about::About;
use leaflog::domain::amount::{Count, LabelMg, Mg, Number};
use leaflog::domain::dose::{Channel, Dose, Form, Reason, Taken};
use leaflog::domain::event::{Event, EventName};
use leaflog::domain::medicine::Medicine;
use leaflog::domain::moment::{Moment, Zone, to_minute};
use leaflog::domain::none::NoKratom;
use leaflog::domain::product::{Certificate, Product};
use leaflog::domain::reading::{Answers, Reading};
use leaflog::domain::sleep::Sleep;
use leaflog::domain::substance::Substance;
use leaflog::domain::symptom::{Severity, Symptom};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, What};
use proptest::prelude::*;
use uuid::Uuid;

pub fn any_zone() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        Tz::named("Europe/Berlin").expect("a zone"),
        Tz::named("Pacific/Auckland").expect("a zone"),
        Tz::named("America/Los_Angeles").expect("a zone"),
        Tz::named("Asia/Kolkata").expect("a zone"),
        Tz::named("Australia/Lord_Howe").expect("a zone"),
        Tz::named("Pacific/Chatham").expect("a zone"),
        Tz::utc(),
    ])
    .prop_map(Zone::Named)
}

/// Often near a clock change or New Year.
pub fn any_time() -> impl Strategy<Value = DateTime<Utc>> {
    let near = prop::sample::select(vec![
        "2026-03-29T01:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-03-08T10:00:00Z",
        "2026-11-01T09:00:00Z",
        "2026-09-26T14:00:00Z",
        "2026-04-04T14:00:00Z",
        "2026-12-31T23:00:00Z",
        "2026-12-31T10:30:00Z",
        "2028-02-29T00:00:00Z",
    ])
    .prop_map(|text| text.parse::<DateTime<Utc>>().expect("a time"));
    let around = (near, -2000..2000_i64).prop_map(|(at, minutes)| at + TimeDelta::minutes(minutes));
    let anywhere = (1_800_000..68_000_000_i64)
        .prop_map(|minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes));
    prop_oneof![around, anywhere]
}

fn any_moment() -> impl Strategy<Value = (Moment, Zone)> {
    (any_time(), any_zone()).prop_map(|(at, zone)| (to_minute(zone.at(at)), zone))
}

pub fn bits() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(any::<bool>(), 8)
}

/// Ids of their own, in any order of time.
pub fn any_entries(most: usize) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(any_entry(), 0..most)
}

pub fn any_entry() -> impl Strategy<Value = Entry> {
    let changed = (0..4_000_000_000_000_i64)
        .prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap_or_default());
    (any_what(), prop::option::of(any_note()), changed).prop_map(|((what, at), note, changed)| {
        let note = match what {
            What::Note => Some(note.unwrap_or_else(|| "so".to_owned())),
            _ => note,
        };
        Entry {
            id: Uuid::now_v7(),
            at,
            changed,
            note,
            what,
        }
    })
}

fn any_what() -> impl Strategy<Value = (What, Moment)> {
    let at = || any_moment().prop_map(|(at, _)| at);
    prop_oneof![
        (any_dose().prop_map(What::Dose), at()),
        (any_substance().prop_map(What::Substance), at()),
        any_night().prop_map(|night| {
            let up_at = night.up_at;
            (What::Sleep(night), up_at)
        }),
        (any_symptom().prop_map(What::Symptom), at()),
        any_moment().prop_map(|(at, zone)| none(at, zone)),
        (Just(What::Note), at()),
        (any_about().prop_map(What::About), at()),
        (any_medicine().prop_map(What::Medicine), at()),
        (
            any_product().prop_map(|it| What::Product(Box::new(it))),
            at()
        ),
        (any_reading().prop_map(What::Reading), at()),
        (any_event().prop_map(What::Event), at()),
    ]
}

fn none(at: Moment, zone: Zone) -> (What, Moment) {
    let date = at.date_naive();
    let noon = date.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
    let noon = zone.resolve(noon).expect("a noon");
    (What::None(NoKratom { date }), noon)
}

/// A line that begins like a formula, a quotation, another script, anything.
fn any_line() -> impl Strategy<Value = String> {
    let begins = prop::sample::select(vec![
        "", "=", "+", "-", "@", "'", "''", "\"", "'=", "שלום", "🍃", "2 ", "≈",
    ]);
    (begins, "[^\\p{Cc}]{0,12}")
        .prop_map(|(begins, text)| format!("{begins}{text}").trim().to_owned())
        .prop_map(|line| {
            if line.is_empty() {
                "x".to_owned()
            } else {
                line
            }
        })
}

fn any_note() -> impl Strategy<Value = String> {
    let begins = prop::sample::select(vec![
        "",
        "=",
        "+1",
        "-1",
        "@",
        "'",
        "''=",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\"",
        ",",
        " ",
        "שלום",
        "🍃\u{202e}",
    ]);
    (begins, "([^\\p{Cc}]|\n|\r|\t|\"|,){0,20}")
        .prop_map(|(begins, text)| format!("{begins}{text}"))
        .prop_map(|note| {
            if note.trim().is_empty() {
                format!("{note}x")
            } else {
                note
            }
        })
}

fn any_number() -> impl Strategy<Value = Number> {
    let decimal = (0..1_000_000_u32).prop_map(|n| f64::from(n) / 1000.0);
    prop_oneof![decimal, 0.000_001..999_999_999_999.0_f64]
        .prop_map(|n| Number::new(n).expect("in range"))
}

fn any_count() -> impl Strategy<Value = Count> {
    let n = any_number().prop_filter("a count is not zero", |n| n.value() > 0.0);
    (n, any_line()).prop_map(|(n, unit)| Count { n, unit })
}

fn any_taken() -> impl Strategy<Value = Taken> {
    let label = || prop::option::of((1..=10_000_000_i64).prop_map(LabelMg));
    (
        prop::option::of((1..=1_000_000_i64).prop_map(Mg)),
        prop::option::of(any_count()),
        label(),
        label(),
    )
        .prop_map(|(weight, count, mitragynine, hydroxy)| Taken {
            weight,
            count,
            mitragynine,
            hydroxy,
        })
}

fn any_dose() -> impl Strategy<Value = Dose> {
    (
        any_taken(),
        prop::sample::select(Form::ALL.to_vec()),
        prop::option::of(any_line()),
        prop::option::of(any_line()),
        prop::option::of(prop::sample::select(Reason::ALL.to_vec())),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(mut taken, form, product, batch, reason, estimated)| {
            let beside_weight =
                taken.count.is_some() || taken.mitragynine.is_some() || taken.hydroxy.is_some();
            if !beside_weight && (taken.weight.is_none() || form.channel() != Channel::Leaf) {
                taken.hydroxy = Some(LabelMg(31_300));
            }
            Dose {
                taken,
                form,
                product,
                batch,
                reason,
                estimated,
            }
        })
}

fn any_substance() -> impl Strategy<Value = Substance> {
    (
        any_line(),
        prop::option::of(any_number()),
        prop::option::of(any_line()),
    )
        .prop_map(|(name, amount, unit)| Substance { name, amount, unit })
}

fn any_symptom() -> impl Strategy<Value = Symptom> {
    (any_line(), prop::sample::select(Severity::ALL.to_vec()))
        .prop_map(|(name, severity)| Symptom { name, severity })
}

fn any_about() -> impl Strategy<Value = About> {
    (
        any_line(),
        prop::option::of(any_number()),
        prop::option::of(any_time().prop_map(|at| at.date_naive())),
    )
        .prop_map(|(name, amount, until)| About {
            name,
            amount,
            until,
        })
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    any_time().prop_map(|at| at.date_naive())
}

fn any_medicine() -> impl Strategy<Value = Medicine> {
    (any_substance(), prop::option::of(any_date())).prop_map(|(it, until)| Medicine {
        name: it.name,
        amount: it.amount,
        unit: it.unit,
        until,
    })
}

fn any_reading() -> impl Strategy<Value = Reading> {
    let pulse = (20..=300_u16).prop_map(|n| Reading {
        name: "pulse".to_owned(),
        amount: Number::new(f64::from(n)).expect("in range"),
        answers: None,
    });
    let other = (any_line(), any_number()).prop_map(|(name, amount)| Reading {
        name,
        amount,
        answers: None,
    });
    prop_oneof![pulse, other]
}

/// The score of a check-in, with or without its answers.
pub fn any_score() -> impl Strategy<Value = Entry> {
    let answers = prop::collection::vec(any::<u8>(), 0..=Answers::MOST).prop_map(Answers::new);
    (any_reading(), answers, any_moment()).prop_map(|(reading, answers, (at, _))| Entry {
        id: Uuid::now_v7(),
        at,
        changed: DateTime::UNIX_EPOCH,
        note: None,
        what: What::Reading(Reading { answers, ..reading }),
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    prop::sample::select(EventName::ALL.to_vec()).prop_map(|name| Event { name })
}

/// All that CSV has a column for.
fn any_product() -> impl Strategy<Value = Product> {
    let label = || prop::option::of((1..=10_000_000_i64).prop_map(LabelMg));
    let unit = prop::option::of((
        "[a-z]{4,9}pot",
        prop::option::of((1..=1_000_000_i64).prop_map(Mg)),
    ));
    let line = || prop::option::of(any_line());
    let form = prop::option::of(prop::sample::select(Form::ALL.to_vec()));
    (any_line(), form, line(), unit, label(), label()).prop_map(
        |(name, form, batch, unit, mitragynine, hydroxy)| Product {
            name,
            form,
            batch,
            weighs: unit.as_ref().and_then(|(_, weighs)| *weighs),
            unit: unit.map(|(unit, _)| unit),
            mitragynine,
            hydroxy,
            ..Product::default()
        },
    )
}

/// A product with all that is known of it.
pub fn any_whole_product() -> impl Strategy<Value = Entry> {
    let line = || prop::option::of(any_line());
    let date = || prop::option::of(any_date());
    let weighed = (
        prop::option::of(0..=1000_u16),
        prop::option::of((1..=1_000_000_i64).prop_map(Mg)),
    );
    let certificate = (date(), line(), prop::option::of(any::<bool>()));
    let holds = prop::option::of((1..=1_000_000_i64).prop_map(Mg));
    let texts = (line(), line(), date(), holds);
    (any_product(), any_moment(), weighed, certificate, texts).prop_map(
        |(
            product,
            (at, _),
            (times, spread),
            (date, lab, matches),
            (vendor, price, opened_on, holds),
        )| {
            let is_leaf = product.form.is_none_or(|it| it.channel() == Channel::Leaf);
            let product = Product {
                weighed_times: times,
                weighed_spread: spread,
                vendor,
                price,
                opened_on,
                holds: holds.filter(|_| is_leaf),
                certificate: Certificate { date, lab, matches },
                ..product
            };
            Entry {
                id: Uuid::now_v7(),
                at,
                changed: DateTime::UNIX_EPOCH,
                note: None,
                what: What::Product(Box::new(product)),
            }
        },
    )
}

/// In bed, trying, awake, up, in this order, each at its own offset.
fn any_night() -> impl Strategy<Value = Sleep> {
    let minutes = prop::array::uniform3(0..480_i64);
    let parts = prop::array::uniform2(prop::option::of(0..1440_u16));
    let kept = prop::array::uniform2(any::<bool>());
    let scores = (prop::option::of(0..=99_u16), prop::option::of(0..=10_u8));
    (any_moment(), minutes, parts, kept, scores).prop_map(
        |(
            (up_at, zone),
            [bed, tried, woke],
            [asleep_after, awake],
            [try_kept, wake_kept],
            (awakenings, quality),
        )| {
            let back = |minutes| zone.at(up_at.to_utc() - TimeDelta::minutes(minutes));
            let mut night = Sleep {
                bed_at: back(woke + tried + bed),
                try_at: try_kept.then(|| back(woke + tried)),
                asleep_after_min: asleep_after,
                awakenings,
                awake_min: awake,
                wake_at: wake_kept.then(|| back(woke)),
                up_at,
                quality,
            };
            if night
                .total_sleep()
                .is_some_and(|total| total < TimeDelta::zero())
            {
                night.awake_min = None;
            }
            night
        },
    )
}

/// Bytes of any sort, or pieces of what other programs write in any order.
pub fn foreign_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "a,b,c,d\n",
        "a;b;c;d\r\n",
        "date,time,iso_timestamp,strain_code,strain_name,amount_g,notes\n",
        "2026-11-18",
        "30.02.2026",
        "5/11/26",
        "9:05 PM",
        "25:61",
        "2026-11-18T21:05:00.000Z",
        "2026-11-18T21:05:00+99:99",
        ",",
        ";",
        "\t",
        "\n",
        "\"",
        "3,5",
        "1e999",
        "-0",
        "½ g",
        "é",
        "İam",
        "\u{feff}",
        "\0",
        "{\"experiences\":[",
        "{\"title\":\"x\",\"text\":\"y\",\"ingestions\":[",
        "{\"substanceName\":\"Kratom\",\"time\":1795032300000,\"dose\":",
        "1e308",
        "-1",
        "null",
        ",\"units\":\"g\"}",
        "]}",
        "]}]}",
        "]}",
        "pm",
        "20 Nov 2026",
        "am",
        "=",
        ":=",
        "at",
        "note",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat().into_bytes()),
        (any::<f64>(), any::<i64>(), "\\PC*").prop_map(|(dose, time, name)| {
            let name = name.replace(['\\', '"'], "");
            format!(r#"{{"experiences":[{{"text":"{name}","sortDate":{time},"ingestions":[{{"substanceName":"{name}","time":{time},"creationDate":{time},"dose":{dose:?},"units":"{name}"}}]}}]}}"#).into_bytes()
        }),
    ]
}
