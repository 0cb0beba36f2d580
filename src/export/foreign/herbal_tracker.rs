//! Doses from the CSV that Herbal Tracker+ writes.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta};

use super::super::cell;
use super::super::merge::Row;
use super::super::wrong::{Place, Wrong};
use super::map::{comes_again, hour_twice};
use super::sheet::Sheet;
use super::{Foreign, Found, Wrongs, dates, lasting_id};
use crate::domain::field::{Invalid, Values};
use crate::domain::moment::{When, offset_text, to_minute};
use crate::domain::text::{one_line, quoted};
use crate::domain::{Entry, Kind};

/// The columns there are, in any order; others are left and counted.
const COLUMNS: [&str; 7] = [
    "date",
    "time",
    "iso_timestamp",
    "strain_code",
    "strain_name",
    "amount_g",
    "notes",
];
/// How it writes that a strain is not known.
const NO_NAME: &str = "Unknown strain";
const NO_CODE: &str = "???";

/// Whether a file begins with the names of its columns.
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let first = String::from_utf8_lossy(first).to_lowercase();
    ["iso_timestamp", "strain_name", "amount_g"]
        .iter()
        .all(|name| first.contains(name))
}

/// Reads the file.
///
/// # Errors
/// Everything that is wrong, in order of line; then no row is given.
pub fn read(bytes: &[u8], when: &When) -> Result<Foreign, Vec<Wrong>> {
    let sheet = Sheet::read(bytes)?;
    let places = places(&sheet)?;
    let mut tracker = Tracker {
        places,
        when: *when,
        found: Found::default(),
        read: Foreign::default(),
        twice: 0,
    };
    let mut wrong = Wrongs::default();
    let named = |place: &usize| !tracker.places.contains(&Some(*place));
    let others: Vec<usize> = (0..sheet.header.len()).filter(named).collect();
    for (line, record) in &sheet.rows {
        for place in &others {
            if record
                .get(*place)
                .is_some_and(|cell| !cell.trim().is_empty())
            {
                tracker.read.leave(one_line(&sheet.header[*place]));
            }
        }
        match tracker.entry(record) {
            Ok(entry) => tracker.read.rows.push(Row {
                place: Place::Line(*line),
                id: None,
                entry,
            }),
            Err(invalid) => wrong.add(Wrong::of(Place::Line(*line), invalid)),
        }
    }
    wrong.end()?;
    let settled = &mut tracker.read.settled;
    settled.push(
        "the form is powder: the file does not say it; leaflog edit ID form=capsule changes one"
            .to_owned(),
    );
    settled.extend(hour_twice(tracker.twice));
    Ok(tracker.read)
}

fn places(sheet: &Sheet) -> Result<[Option<usize>; 7], Vec<Wrong>> {
    let mut places = [None; 7];
    let mut wrong = Vec::new();
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        match sheet.only(name) {
            Ok(found) => *place = found,
            Err(doubled) => wrong.push(doubled),
        }
    }
    let missing = |name: &str| {
        Wrong::new(
            Place::Line(sheet.line),
            name,
            "is missing in the header",
            "choose a file from Herbal Tracker+; a spreadsheet of your own is read with import csv --map",
        )
    };
    let dated = places[2].is_some() || (places[0].is_some() && places[1].is_some());
    if wrong.is_empty() && !dated {
        wrong.push(missing("iso_timestamp"));
    }
    if wrong.is_empty() && places[5].is_none() {
        wrong.push(missing("amount_g"));
    }
    if wrong.is_empty() {
        Ok(places)
    } else {
        Err(wrong)
    }
}

struct Tracker {
    places: [Option<usize>; 7],
    when: When,
    found: Found,
    read: Foreign,
    twice: usize,
}

impl Tracker {
    fn entry(&mut self, record: &csv::StringRecord) -> Result<Entry, Invalid> {
        let cell = |n: usize| {
            let cell = self.places[n].and_then(|place| record.get(place));
            cell.map(cell::read).unwrap_or_default()
        };
        let mut values = Values::new().with("form", "powder");
        let offset = written(
            cell(0).trim(),
            cell(1).trim(),
            cell(2).trim(),
            &self.when,
            &mut values,
        )?;
        values.set("amount", grams(cell(5).trim())?);
        let (code, name) = (cell(3).trim(), cell(4).trim());
        values.set("product", if name == NO_NAME { "" } else { name });
        let code = if code == NO_CODE { "" } else { code };
        let code = (!code.is_empty() && code != name).then(|| format!("code {code}"));
        let note = Some(cell(6).to_owned()).filter(|note| !note.trim().is_empty());
        let notes: Vec<String> = note.into_iter().chain(code).collect();
        values.set("note", notes.join("\n"));
        let of = format!(
            "herbal-tracker\n{}\n{}\n{}\n{}",
            cell(0),
            cell(1),
            cell(2),
            cell(3)
        );
        let of = self.found.again(&of);
        let mut entry =
            Entry::parse(uuid::Uuid::nil(), Kind::Dose, &values, &self.when).map_err(as_written)?;
        entry.id = lasting_id(entry.at.timestamp_millis(), &of);
        entry.changed = entry.written().unwrap_or(self.when.now);
        self.twice += usize::from(offset.is_none() && comes_again(entry.at, &self.when));
        Ok(entry)
    }
}

/// Sets date, time and the offset, where one is known, and gives that offset.
/// The file says its times as local ones, and once more as a timestamp: local
/// too, or of UTC, or with an offset.
fn written(
    date: &str,
    time: &str,
    iso: &str,
    when: &When,
    values: &mut Values,
) -> Result<Option<FixedOffset>, Invalid> {
    let local = local(date, time)?;
    let stamped = stamped(iso)?;
    let (local, offset) = match (local, stamped) {
        (None, None) => {
            return Err(Invalid::new(
                "iso_timestamp",
                "is missing",
                "write it like 2026-11-20T21:05:00",
            ));
        }
        (Some(local), None) | (None, Some(Stamp::Local(local))) => (local, None),
        (Some(local), Some(Stamp::Local(stamp))) if local == stamp => (local, None),
        (None, Some(Stamp::Utc(at))) => {
            let at = when.zone.at(at.and_utc());
            (at.naive_local(), Some(*at.offset()))
        }
        (Some(local), Some(Stamp::Utc(at))) => (local, Some(lived(local - at).ok_or_else(differ)?)),
        (None, Some(Stamp::At(at))) => (at.naive_local(), Some(*at.offset())),
        (Some(local), Some(Stamp::At(at))) if local == at.naive_local() => {
            (local, Some(*at.offset()))
        }
        (Some(_), Some(_)) => return Err(differ()),
    };
    values.set("date", local.date().to_string());
    values.set("time", local.format("%H:%M").to_string());
    values.set_some("utc_offset", offset.map(offset_text));
    Ok(offset)
}

enum Stamp {
    Local(NaiveDateTime),
    Utc(NaiveDateTime),
    At(DateTime<FixedOffset>),
}

fn local(date: &str, time: &str) -> Result<Option<NaiveDateTime>, Invalid> {
    if date.is_empty() || time.is_empty() {
        return Ok(None);
    }
    let dates::Read::Date(day) = dates::date(date, None) else {
        return Err(Invalid::new(
            "date",
            format!("{} is not a date", quoted(date)),
            "write it like 2026-11-20",
        ));
    };
    let hour = dates::clock(time).ok_or_else(|| {
        Invalid::new(
            "time",
            format!("{} is not a time", quoted(time)),
            "write it like 21:05",
        )
    })?;
    Ok(Some(day.and_time(hour)))
}

/// To the whole minute.
fn stamped(iso: &str) -> Result<Option<Stamp>, Invalid> {
    if iso.is_empty() {
        return Ok(None);
    }
    let naive = |text: &str| {
        let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
        Some(to_minute(at.and_utc().fixed_offset()).naive_utc())
    };
    let stamp = match iso.strip_suffix(['Z', 'z']) {
        Some(utc) => naive(utc).map(Stamp::Utc),
        None => naive(iso).map(Stamp::Local).or_else(|| {
            let at = DateTime::parse_from_rfc3339(iso).ok()?;
            Some(Stamp::At(to_minute(at)))
        }),
    };
    stamp.map(Some).ok_or_else(|| {
        Invalid::new(
            "iso_timestamp",
            format!("{} is not a timestamp", quoted(iso)),
            "write it like 2026-11-20T21:05:00+01:00, or leave it empty",
        )
    })
}

/// The offset that lies between a local time and the same of UTC.
fn lived(apart: TimeDelta) -> Option<FixedOffset> {
    let minutes = apart.num_minutes();
    let possible = minutes % 15 == 0 && minutes.abs() <= 14 * 60;
    let seconds = i32::try_from(minutes * 60).ok().filter(|_| possible)?;
    FixedOffset::east_opt(seconds)
}

fn differ() -> Invalid {
    Invalid::new(
        "iso_timestamp",
        "is another time than date and time say",
        "correct one of them, or leave iso_timestamp empty",
    )
}

/// The file says grams, as a bare number.
fn grams(cell: &str) -> Result<String, Invalid> {
    const HINT: &str = "write grams, like 2.5";
    if cell.is_empty() {
        return Err(Invalid::new("amount_g", "is missing", HINT));
    }
    let bare = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    let gram = cell.strip_suffix(['g', 'G']).map_or(cell, str::trim_end);
    if bare
        || gram
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return Ok(format!("{gram} g"));
    }
    Err(Invalid::new(
        "amount_g",
        format!("{} is not a number of grams", quoted(cell)),
        HINT,
    ))
}

/// A fault told of the file's own column.
fn as_written(wrong: Invalid) -> Invalid {
    let field = match wrong.field {
        "amount" => "amount_g",
        "product" => "strain_name",
        "note" => "notes",
        other => other,
    };
    wrong.of(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::when;

    const HEADER: &str = "date,time,iso_timestamp,strain_code,strain_name,amount_g,notes\n";

    fn given(rows: &str) -> Result<Foreign, Vec<Wrong>> {
        read(format!("\u{feff}{HEADER}{rows}").as_bytes(), &when())
    }

    fn wrong(rows: &str) -> String {
        let wrong = given(rows).unwrap_err();
        wrong
            .iter()
            .map(|it| it.say("h.csv"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_row_is_a_dose() {
        let read = given("2026-11-18,21:05,2026-11-18T21:05:30.123,GM,Green one,2.5,\"two, and\na line\"\n2026-11-18,22:05,2026-11-18T22:05:00.000,???,Unknown strain,1.0,\n").unwrap();
        let [one, two] = read.rows.as_slice() else {
            panic!()
        };
        assert_eq!(one.entry.says(), "dose 2.5 g powder");
        let dose = one.entry.dose().unwrap();
        assert_eq!(dose.product.as_deref(), Some("Green one"));
        assert_eq!(one.entry.note.as_deref(), Some("two, and\na line\ncode GM"));
        assert_eq!(one.entry.at.to_rfc3339(), "2026-11-18T21:05:00+01:00");
        assert_eq!(two.entry.dose().unwrap().product, None);
        assert_eq!(two.entry.note, None);
    }

    #[test]
    fn the_offset_lived_in_is_what_lies_between() {
        for (iso, at) in [
            ("2026-11-18T20:05:00.000Z", "2026-11-18T21:05:00+01:00"),
            ("2026-11-19T02:05:00.000Z", "2026-11-18T21:05:00-05:00"),
            ("2026-11-18T21:05:00.000-05:00", "2026-11-18T21:05:00-05:00"),
            ("", "2026-11-18T21:05:00+01:00"),
        ] {
            let read = given(&format!("2026-11-18,21:05,{iso},,,2.5,\n")).unwrap();
            assert_eq!(read.rows[0].entry.at.to_rfc3339(), at, "{iso}");
        }
        let alone = given(",,2026-11-18T20:05:00.000Z,,,2.5,\n").unwrap();
        assert_eq!(
            alone.rows[0].entry.at.to_rfc3339(),
            "2026-11-18T21:05:00+01:00"
        );
    }

    #[test]
    fn the_same_row_has_the_same_id_and_a_second_one_another() {
        let row = "2026-11-18,21:05,2026-11-18T21:05:00.000,GM,Green one,2.5,\n";
        let ids = |rows: &str| {
            given(rows)
                .unwrap()
                .rows
                .iter()
                .map(|row| row.entry.id)
                .collect::<Vec<_>>()
        };
        let twice = ids(&row.repeat(2));
        assert_eq!(twice, ids(&row.repeat(2)));
        assert_ne!(twice[0], twice[1]);
        assert_eq!(ids(row)[0], twice[0]);
    }

    #[test]
    fn any_order_of_columns_and_others_beside() {
        let text = "mood,amount_g,strain_name,iso_timestamp\n5,2,Red one,2026-11-18T21:05:00\n";
        let read = read(text.as_bytes(), &when()).unwrap();
        assert_eq!(read.rows[0].entry.says(), "dose 2 g powder");
        assert_eq!(read.not_taken.get("mood"), Some(&1));
        assert!(is_one(HEADER.as_bytes()));
        assert!(!is_one(b"kind,date,time,amount\n"));
    }

    #[test]
    fn every_bad_row_is_named() {
        let says = wrong(
            "2026-11-18,21:05,2026-11-18T22:05:00.000,,,2.5,\n2026-02-30,21:05,,,,2.5,\n2026-11-18,21:05,soon,,,2.5,\n2026-11-18,21:05,,,,lots,\n2026-11-18,21:05,,,,-2.5,\n2026-11-18,21:05,,,,,\n2026-11-22,21:05,,,,1,\n2026-11-18,21:05,,,,5000,\n",
        );
        for says_it in [
            "h.csv:2: iso_timestamp: is another time than date and time say",
            "h.csv:3: date: \"2026-02-30\" is not a date",
            "h.csv:4: iso_timestamp: \"soon\" is not a timestamp",
            "h.csv:5: amount_g: \"lots\" is not a number of grams",
            "h.csv:6: amount_g: \"-2.5 g\" is below zero",
            "h.csv:7: amount_g: is missing",
            "h.csv:8: time: Sun 22 Nov 2026 21:05 is in the future",
            "h.csv:9: amount_g: 5000 g cannot be one dose",
        ] {
            assert!(says.contains(says_it), "{says_it}\n{says}");
        }
    }
}
