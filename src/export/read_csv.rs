//! CSV read back: every row is checked before any is given, and every bad row
//! is named by line, column and reason.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use uuid::{ContextV7, Timestamp, Uuid};

use super::cell;
use super::columns;
use super::delimiter::{self, Delimiter};
use super::header::Header;
use super::lines::Lines;
use super::merge::Row;
use super::wrong::{Place, Wrong};
use crate::domain::field::{Invalid, Values};
use crate::domain::moment::When;
use crate::domain::text::quoted;
use crate::domain::{Entry, Kind};

/// Reads a file. Times without an offset are of the zone of `when`; `progress`
/// is told how many bytes have been looked at.
///
/// # Errors
/// Everything that is wrong, in order of line; then no row is given.
pub fn read(
    bytes: &[u8],
    when: &When,
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<Row>, Vec<Wrong>> {
    let bytes = bytes
        .strip_prefix(super::csv::BYTE_ORDER_MARK)
        .unwrap_or(bytes);
    let delimiter = delimiter(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter.byte())
        .from_reader(bytes);
    let mut lines = Lines::new(bytes);
    let mut record = csv::ByteRecord::new();
    if is_utf16(bytes) || !next(&mut reader, &mut record) {
        return Err(vec![no_table(bytes)]);
    }
    let mut last = start(&record);
    let header = Header::read(&record, lines.of(last))?;
    let decimal_comma = delimiter.decimal_comma() && header.is_ours();
    let mut rows = Rows {
        decimal_comma,
        ..Rows::new(header, *when)
    };
    while next(&mut reader, &mut record) {
        last = start(&record);
        rows.take(&record, lines.of(last));
        progress(last);
    }
    if has_open_quote(&bytes[last.min(bytes.len())..]) {
        rows.wrong.push(open_quote(lines.of(last)));
    }
    if rows.wrong.is_empty() {
        Ok(rows.read)
    } else {
        Err(rows.wrong)
    }
}

/// Reading from memory cannot fail, and rows of any width are taken.
fn next(reader: &mut csv::Reader<&[u8]>, record: &mut csv::ByteRecord) -> bool {
    reader.read_byte_record(record).unwrap_or(false)
}

fn start(record: &csv::ByteRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// What the file's header is written with.
fn delimiter(bytes: &[u8]) -> Delimiter {
    let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    let header = lines.find(|line| !line.is_empty());
    Delimiter::of_header(header.unwrap_or_default())
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

fn no_table(bytes: &[u8]) -> Wrong {
    let (why, hint) = if is_utf16(bytes) {
        ("is UTF-16", "save it as CSV in UTF-8")
    } else {
        (
            "is empty",
            "write a row of column names first, like kind,date,time,amount",
        )
    };
    Wrong::new(Place::Line(1), "file", why, hint)
}

/// A quotation mark that is never closed swallows the rest of the file.
fn has_open_quote(last_row: &[u8]) -> bool {
    last_row
        .iter()
        .fold(false, |open, byte| open ^ (*byte == b'"'))
}

fn open_quote(line: u64) -> Wrong {
    Wrong::new(
        Place::Line(line),
        "row",
        "has a quotation mark that is not closed",
        "close it, and write a quotation mark inside a text twice",
    )
}

struct Rows {
    header: Header,
    when: When,
    ids: ContextV7,
    /// The line of each id.
    lines: HashMap<Uuid, u64>,
    /// Whether leaflog wrote its numbers with one.
    decimal_comma: bool,
    read: Vec<Row>,
    wrong: Vec<Wrong>,
}

impl Rows {
    fn new(header: Header, when: When) -> Rows {
        Rows {
            header,
            when,
            ids: ContextV7::new(),
            lines: HashMap::new(),
            decimal_comma: false,
            read: Vec::new(),
            wrong: Vec::new(),
        }
    }

    fn take(&mut self, record: &csv::ByteRecord, line: u64) {
        if record.iter().all(<[u8]>::is_empty) {
            return;
        }
        match self.row(record, line) {
            Ok(row) => self.read.push(row),
            Err(wrong) => self.wrong.push(wrong),
        }
    }

    fn row(&mut self, record: &csv::ByteRecord, line: u64) -> Result<Row, Wrong> {
        let place = Place::Line(line);
        let mut values = self.values(record, place)?;
        let id = values.remove("id");
        let kind = values.remove("kind");
        self.entry(line, id.as_deref(), kind.as_deref(), &values)
            .map_err(|invalid| Wrong::of(place, invalid))
    }

    fn values(&self, record: &csv::ByteRecord, place: Place) -> Result<Values, Wrong> {
        if record.len() < self.header.width() {
            return Err(Wrong::new(
                place,
                "row",
                format!(
                    "has {} of the header's {} cells",
                    record.len(),
                    self.header.width()
                ),
                "write every cell, empty ones too",
            ));
        }
        let mut values = Values::new();
        for (n, bytes) in record.iter().enumerate().filter(|(_, b)| !b.is_empty()) {
            let Some(column) = self.header.column(n) else {
                return Err(Wrong::new(
                    place,
                    "row",
                    format!("has a value in column {}, which has no name", n + 1),
                    "name the column or empty the cell",
                ));
            };
            let cell = plain(column, bytes).map_err(|invalid| Wrong::of(place, invalid))?;
            let pointed = self.decimal_comma && DECIMALS.contains(&column);
            let pointed = pointed.then(|| delimiter::with_point(&cell)).flatten();
            values.set(column, pointed.unwrap_or(cell));
        }
        Ok(values)
    }

    fn entry(
        &mut self,
        line: u64,
        id: Option<&str>,
        kind: Option<&str>,
        values: &Values,
    ) -> Result<Row, Invalid> {
        let id = id.map(|typed| self.known_id(typed, line)).transpose()?;
        let kind = match kind {
            Some(typed) => Kind::parse(typed)?,
            None => {
                return Err(Invalid::new("kind", "is missing", "write one, like dose"));
            }
        };
        belongs(kind, values)?;
        is_dated(kind, values)?;
        let new = || Uuid::new_v7(self.written());
        // Written by another clock, a file may be a little ahead of this one.
        let ahead = match kind {
            Kind::None => TimeDelta::zero(),
            _ => AHEAD,
        };
        let when = When {
            now: self.when.now + ahead,
            ..self.when
        };
        let mut entry = Entry::parse(id.unwrap_or_else(new), kind, values, &when)?;
        entry.changed = self.when.now;
        agrees(&entry, values, &when)?;
        Ok(Row {
            place: Place::Line(line),
            id,
            entry,
        })
    }

    fn known_id(&mut self, typed: &str, line: u64) -> Result<Uuid, Invalid> {
        let id = Uuid::parse_str(typed.trim())
            .ok()
            .filter(|id| !id.is_nil())
            .ok_or_else(|| {
                Invalid::new(
                    "id",
                    format!("{} is not an id", quoted(typed)),
                    "keep it as it was exported, or leave it empty for a new entry",
                )
            })?;
        match self.lines.insert(id, line) {
            Some(other) => Err(Invalid::new(
                "id",
                format!("is the same as in line {other}"),
                "keep one of the two rows",
            )),
            None => Ok(id),
        }
    }

    /// New ids rise in the order of the rows.
    fn written(&self) -> Timestamp {
        let now = self.when.now;
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Timestamp::from_unix(&self.ids, seconds, now.timestamp_subsec_nanos())
    }
}

/// The columns whose numbers may have decimals.
const DECIMALS: [&str; 4] = ["amount", "mitragynine_mg", "hydroxy_mg", "count"];

/// So far two clocks may differ: leaflog's own line.
const AHEAD: TimeDelta = TimeDelta::hours(1);

/// A cell as text. A note is taken as it is; elsewhere white space around does
/// not count, and nothing may hide in it.
fn plain(column: &'static str, bytes: &[u8]) -> Result<String, Invalid> {
    let cell = str::from_utf8(bytes)
        .map_err(|_| Invalid::new(column, "is not UTF-8 text", "save the file as CSV in UTF-8"))?;
    let cell = if cell::TEXTS.contains(&column) {
        cell::read(cell)
    } else {
        cell
    };
    if column == "note" {
        return Ok(cell.to_owned());
    }
    let cell = cell.trim();
    if cell.chars().any(char::is_control) {
        return Err(Invalid::new(
            column,
            "holds a line break or a control character",
            "write it on one line, in plain text",
        ));
    }
    Ok(cell.to_owned())
}

/// A value in a column that its kind does not have would be lost without a
/// word.
pub(super) fn belongs(kind: Kind, values: &Values) -> Result<(), Invalid> {
    let always = ["date", "time", "utc_offset", "note"];
    let known = |column: &str| always.contains(&column) || columns::has(kind, column);
    if let Some((column, value)) = values.iter().find(|(column, _)| !known(column)) {
        return Err(Invalid::new(
            column,
            format!("says {}, but a {} has none", quoted(value), kind.name()),
            "empty the cell, or write another kind",
        ));
    }
    match values.get("name") {
        Some(name) if kind == Kind::Dose && !name.trim().eq_ignore_ascii_case("kratom") => {
            Err(Invalid::new(
                "name",
                format!("{} is not kratom", quoted(name)),
                "a dose is kratom; write the kind substance for anything else",
            ))
        }
        _ => Ok(()),
    }
}

/// A file says its dates in full: "yesterday" would mean another day at every
/// reading.
fn is_dated(kind: Kind, values: &Values) -> Result<(), Invalid> {
    const HINT: &str = "write it like 2026-11-20";
    let up_says_it = kind == Kind::Sleep && values.get("up_at").is_some_and(|up| up.len() > 10);
    match values.get("date") {
        Some(typed) if NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").is_err() => Err(
            Invalid::new("date", format!("{} is not a date", quoted(typed)), HINT),
        ),
        None if !up_says_it => Err(Invalid::new("date", "is missing", HINT)),
        _ => Ok(()),
    }
}

/// A night says when it ended twice: as `date` and `time`, and as `up_at`.
pub(super) fn agrees(entry: &Entry, values: &Values, when: &When) -> Result<(), Invalid> {
    let (Some(_), Some(date)) = (entry.sleep(), values.get("date")) else {
        return Ok(());
    };
    let time = values.get("time");
    let same_date = entry.date().to_string() == date.trim();
    let when = &when.at_offset(*entry.at.offset()).any_time();
    let same_time = match time {
        Some(time) => {
            let said = when.parse("time", &format!("{date} {}", time.trim()))?;
            said.naive_local() == entry.at.naive_local()
        }
        None => true,
    };
    if same_date && same_time {
        return Ok(());
    }
    Err(Invalid::new(
        if same_date { "time" } else { "date" },
        format!(
            "is not that of up_at, {}",
            entry.at.format("%Y-%m-%dT%H:%M")
        ),
        "make both the same, or leave date and time empty",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::csv::{For, Notes, write, write_with};
    use super::*;
    use crate::stats::sample::{entry, when};

    fn given(text: &[u8]) -> Result<Vec<Row>, Vec<String>> {
        let wrong = |wrong: Vec<Wrong>| wrong.iter().map(|w| w.say("week.csv")).collect();
        read(text, &when(), &mut |_| ()).map_err(wrong)
    }

    fn titles(text: &str) -> Vec<String> {
        let rows = given(text.as_bytes()).unwrap();
        rows.iter().map(|row| row.entry.says()).collect()
    }

    fn wrong(text: &str) -> Vec<String> {
        given(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn what_was_written_is_read_as_it_was() {
        let entries = [
            entry("dose amount=2.5g at=2026-11-20T18:05 reason=pain"),
            entry("note note='tis_=1 at=2026-11-20T13:10"),
            entry("sleep bed_at=2026-10-24T23:05 up_at=2026-10-25T07:05 quality=6"),
            entry("none date=2026-11-17"),
        ];
        let mut bytes = Vec::new();
        write(&mut bytes, &entries, For::File, Notes::With).unwrap();
        let rows = given(&bytes).unwrap();
        for (row, entry) in rows.iter().zip(&entries) {
            assert_eq!(row.id, Some(entry.id));
            assert!(row.entry.says_the_same(entry), "{row:?}");
        }
        let places: Vec<Place> = rows.iter().map(|row| row.place).collect();
        assert_eq!(places, [2, 3, 4, 5].map(Place::Line));
    }

    #[test]
    fn any_order_and_any_subset_of_columns() {
        assert_eq!(
            titles(
                "Amount,time,KIND,date\n2.5,18:05,dose,2026-11-19\n\n3 capsules,9:05 PM,dose,2026-11-19\n"
            ),
            ["dose 2.5 g powder", "dose 3 capsules, powder"]
        );
        assert_eq!(
            titles("kind;date;time;amount\r\ndose;2026-11-19;18:05;2,5\r\n"),
            ["dose 2.5 g powder"]
        );
        assert_eq!(
            titles("kind,up_at,bed_at\nsleep,2026-11-19T07:00,23:00\n"),
            ["night 23:00 to 07:00"]
        );
        assert_eq!(
            titles(
                "kind,date,time,up_at,bed_at\nsleep,2026-11-19,07:00:00,2026-11-19T07:00,23:00\n"
            ),
            ["night 23:00 to 07:00"]
        );
        assert_eq!(
            titles("kind,date,up_at,bed_at\nsleep,2026-11-19,07:00,23:00\n"),
            ["night 23:00 to 07:00"]
        );
    }

    #[test]
    fn with_any_delimiter_it_is_read_as_it_was() {
        let entries = [
            entry("dose amount=2.125g at=2026-11-20T18:05 note=a;=b"),
            entry("dose amount=1.125_scoops at=2026-11-20T18:05 mitragynine_mg=31.125"),
            entry("substance name=a,b;c amount=0.125_mg at=2026-11-20T18:05"),
            entry("reading name=x amount=1500 at=2026-11-20T18:05"),
        ];
        for name in Delimiter::NAMES {
            let delimiter = Delimiter::named(name).unwrap();
            let mut bytes = Vec::new();
            write_with(&mut bytes, &entries, For::File, Notes::With, delimiter).unwrap();
            let rows = given(&bytes).unwrap();
            for (row, entry) in rows.iter().zip(&entries) {
                assert!(row.entry.says_the_same(entry), "{row:?}");
            }
        }
    }

    #[test]
    fn a_comma_that_may_be_a_thousand_is_still_refused() {
        let said = wrong("kind;date;time;name;amount\nsubstance;2026-11-19;18:05;x;1,125\n");
        assert!(said[0].contains("may mean a thousand"), "{said:?}");
    }

    #[test]
    fn both_ways_to_write_an_offset_and_none() {
        let rows = given(
            b"kind,date,time,utc_offset,note\nnote,2026-11-19,18:05,UTC-05:00,a\nnote,2026-11-19,18:05,-05:00,b\nnote,2026-11-19,18:05,,c\n",
        )
        .unwrap();
        let at: Vec<String> = rows.iter().map(|row| row.entry.at.to_rfc3339()).collect();
        assert_eq!(
            at,
            [
                "2026-11-19T18:05:00-05:00",
                "2026-11-19T18:05:00-05:00",
                "2026-11-19T18:05:00+01:00"
            ]
        );
    }

    #[test]
    fn every_bad_row_is_named_by_its_own_line() {
        assert_eq!(
            wrong(
                "kind,date,time,name,amount,severity,note\r\ndose,2026-11-19,18:05,,20ml,,\r\nsymptom,2026-11-19,18:05,nausea,,7,\"two\r\nlines\"\r\nnote,2026-11-19,18:05,,,,fine\r\nsymptom,2026-11-21,18:05,nausea,,1,\r\ndose,19.11.2026,18:05,,2,,\r\ndose,2026-11-19,,,2,,\r\nsymptom,2026-11-19,18:05,nausea,2,1,\r\ndose,2026-11-19,18:05,wine,2,,\r\ndosis,2026-11-19,18:05,,2,,\r\n,2026-11-19,18:05,,2,,\r\ndose,2026-11-19\r\n"
            ),
            [
                "week.csv:2: amount: \"20ml\" is not a weight; write grams or milligrams, like 2.5g or 800mg",
                "week.csv:3: severity: \"7\" is not from 0 to 4; write 0 none, 1 mild, 2 moderate, 3 severe or 4 emergency",
                "week.csv:6: time: Sat 21 Nov 2026 18:05 is in the future; write a time up to now, like now, 2h ago or yesterday 21:00",
                "week.csv:7: date: \"19.11.2026\" is not a date; write it like 2026-11-20",
                "week.csv:8: time: is missing; write a time like 21:05",
                "week.csv:9: amount: says \"2\", but a symptom has none; empty the cell, or write another kind",
                "week.csv:10: name: \"wine\" is not kratom; a dose is kratom; write the kind substance for anything else",
                "week.csv:11: kind: \"dosis\" is not a kind of entry. Did you mean dose?; write one of dose, substance, sleep, symptom, none, note, medicine, about, product, reading, event",
                "week.csv:12: kind: is missing; write one, like dose",
                "week.csv:13: row: has 2 of the header's 7 cells; write every cell, empty ones too",
            ]
        );
    }

    #[test]
    fn a_header_is_checked_before_any_row() {
        assert_eq!(
            wrong("kind,amout,date,date\nnonsense\n"),
            [
                "week.csv:1: header: \"amout\" is not a column. Did you mean amount?; rename it or take it out",
                "week.csv:1: date: stands twice in the header; keep one of the two columns",
            ]
        );
        assert_eq!(
            wrong("date,time\n2026-11-19,18:05\n"),
            [
                "week.csv:1: kind: is missing in the header; begin with a row of column names, like kind,date,time,amount"
            ]
        );
    }

    #[test]
    fn broken_bytes_get_one_clear_sentence() {
        let said = |bytes: &[u8]| given(bytes).unwrap_err().join("\n");
        let empty = "week.csv:1: file: is empty; write a row of column names first, like kind,date,time,amount";
        assert_eq!(said(b""), empty);
        assert_eq!(said(b"\xef\xbb\xbf\r\n"), empty);
        assert_eq!(
            said(b"\xff\xfek\0i\0n\0d\0"),
            "week.csv:1: file: is UTF-16; save it as CSV in UTF-8"
        );
        assert_eq!(
            said(b"kind,date,time,note\nnote,2026-11-19,18:05,caf\xe9\n"),
            "week.csv:2: note: is not UTF-8 text; save the file as CSV in UTF-8"
        );
        assert_eq!(
            said(b"kind,date,time,note\nnote,2026-11-19,18:05,a\0b\n"),
            "week.csv:2: note: holds a control character; write plain text; line breaks and tabs are fine"
        );
        assert_eq!(
            said(b"kind,date,time,note\nno\0te,2026-11-19,18:05,ab\n"),
            "week.csv:2: kind: holds a line break or a control character; write it on one line, in plain text"
        );
        assert_eq!(
            said(b"kind,date,time,note\nnote,2026-11-19,18:05,\"never closed\nnote,2026-11-19,18:05,b\n"),
            "week.csv:2: row: has a quotation mark that is not closed; close it, and write a quotation mark inside a text twice"
        );
    }

    #[test]
    fn three_megabytes_in_a_cell_are_one_sentence() {
        let big = "x".repeat(3_000_000);
        assert_eq!(
            wrong(&format!(
                "kind,date,time,note\nnote,2026-11-19,18:05,{big}\n"
            )),
            ["week.csv:2: note: is 3000000 characters long; write at most 20000 characters"]
        );
        let shown = wrong(&format!(
            "kind,date,time,amount\ndose,2026-11-19,18:05,{big}\n"
        ));
        assert!(shown[0].len() < 200, "{shown:?}");
    }

    #[test]
    fn an_id_twice_names_both_lines() {
        let id = "019a0000-0000-7000-8000-000000000001";
        assert_eq!(
            wrong(&format!(
                "id,kind,date,time,note\n{id},note,2026-11-19,18:05,a\n{id},note,2026-11-19,18:05,b\nx,note,2026-11-19,18:05,b\n"
            )),
            [
                "week.csv:3: id: is the same as in line 2; keep one of the two rows",
                "week.csv:4: id: \"x\" is not an id; keep it as it was exported, or leave it empty for a new entry",
            ]
        );
    }

    #[test]
    fn a_night_that_says_two_ends_is_not_guessed_at() {
        let night = "kind,date,time,bed_at,up_at\nsleep,2026-11-19,07:10,2026-11-18T23:00,2026-11-19T07:00\n";
        assert_eq!(
            wrong(night),
            [
                "week.csv:2: time: is not that of up_at, 2026-11-19T07:00; make both the same, or leave date and time empty"
            ]
        );
    }
}
