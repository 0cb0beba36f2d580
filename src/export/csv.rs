//! The journal as CSV: one row an entry, RFC 4180, for any spreadsheet.

use std::io::{self, Write};

use super::cells::Cells;
use super::delimiter::Delimiter;
use crate::domain::Entry;
use crate::domain::field::columns;

/// Stands before the header of a file, since spreadsheets guess the encoding
/// wrong without it; a pipe does without.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether the person's own notes go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    With,
    Without,
}

/// Where it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// A file begins with a byte-order mark.
    File,
    Pipe,
}

/// Writes header and rows in the order given, with commas between.
///
/// # Errors
/// The writer's own.
pub fn write<'a>(
    to: impl Write,
    entries: impl IntoIterator<Item = &'a Entry>,
    target: For,
    notes: Notes,
) -> io::Result<()> {
    write_with(to, entries, target, notes, Delimiter::Comma)
}

/// Writes header and rows in the order given, holding no more than the row at
/// hand.
///
/// # Errors
/// The writer's own.
pub fn write_with<'a>(
    to: impl Write,
    entries: impl IntoIterator<Item = &'a Entry>,
    target: For,
    notes: Notes,
    delimiter: Delimiter,
) -> io::Result<()> {
    let mut rows = writer(to, target, delimiter)?;
    rows.write_record(columns()).map_err(plain)?;
    let mut row = Cells::new(delimiter);
    for entry in entries {
        row.fill(entry, notes);
        rows.write_record(row.all()).map_err(plain)?;
    }
    rows.flush()
}

/// What writes the rows of any CSV file.
pub(super) fn writer<W: Write>(
    mut to: W,
    target: For,
    delimiter: Delimiter,
) -> io::Result<csv::Writer<W>> {
    if target == For::File {
        to.write_all(BYTE_ORDER_MARK)?;
    }
    Ok(csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .delimiter(delimiter.byte())
        .buffer_capacity(1 << 16)
        .from_writer(to))
}

/// The writer's own error, so that a closed pipe can be told from the rest.
pub(super) fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::entry;

    fn written(lines: &[&str], notes: Notes) -> String {
        let entries: Vec<Entry> = lines.iter().map(|line| entry(line)).collect();
        let mut bytes = Vec::new();
        write(&mut bytes, &entries, For::Pipe, notes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// The second line without its id.
    fn row(line: &str) -> String {
        let text = written(&[line], Notes::With);
        let row = text.split_once("\r\n").unwrap().1;
        row.split_once(',').unwrap().1.trim_end().to_owned()
    }

    #[test]
    fn the_header_is_exactly_this() {
        assert_eq!(
            written(&[], Notes::With),
            "id,kind,date,time,utc_offset,name,amount,unit,form,product,reason,estimated,mitragynine_mg,hydroxy_mg,severity,quality,bed_at,try_at,asleep_after_min,awakenings,awake_min,wake_at,up_at,note,batch,count,count_unit,until\r\n"
        );
    }

    #[test]
    fn one_row_of_each_kind() {
        for (line, says) in [
            (
                "dose amount=2.5g at=2026-11-20T18:05 reason=withdrawal product=Green_bag batch=2291 estimated=yes",
                "dose,2026-11-20,18:05,UTC+01:00,kratom,2.5,g,powder,Green bag,withdrawal,yes,,,,,,,,,,,,,2291,,,",
            ),
            (
                "dose amount=1.5_scoops at=2026-11-20T18:05 form=tea",
                "dose,2026-11-20,18:05,UTC+01:00,kratom,,,tea,,,,,,,,,,,,,,,,,1.5,scoops,",
            ),
            (
                "dose form=7oh hydroxy_mg=15.5 mitragynine_mg=2 at=2026-07-01T18:05",
                "dose,2026-07-01,18:05,UTC+02:00,kratom,,,7oh,,,,2,15.5,,,,,,,,,,,,,,",
            ),
            (
                "substance name=alcohol amount=2_glasses_of_wine at=2026-11-20T20:40 note=dinner,_late",
                "substance,2026-11-20,20:40,UTC+01:00,alcohol,2,glasses of wine,,,,,,,,,,,,,,,,\"dinner, late\",,,,",
            ),
            (
                "sleep bed_at=2026-10-24T23:05 up_at=2026-10-25T07:05 try_at=2026-10-24T23:10 wake_at=2026-10-25T07:00 asleep_after_min=25 awakenings=2 awake_min=40 quality=6",
                "sleep,2026-10-25,07:05,UTC+01:00,,,,,,,,,,,6,2026-10-24T23:05+02:00,2026-10-24T23:10+02:00,25,2,40,2026-10-25T07:00,2026-10-25T07:05,,,,,",
            ),
            (
                "symptom name=nausea severity=1 at=2026-11-20T13:10",
                "symptom,2026-11-20,13:10,UTC+01:00,nausea,,,,,,,,,1,,,,,,,,,,,,,",
            ),
            (
                "none date=2026-11-17",
                "none,2026-11-17,,UTC+01:00,,,,,,,,,,,,,,,,,,,,,,,",
            ),
            (
                "about name=country_DE until=2026-12-31 at=2026-11-20T13:10",
                "about,2026-11-20,13:10,UTC+01:00,country DE,,,,,,,,,,,,,,,,,,,,,,2026-12-31",
            ),
        ] {
            assert_eq!(row(line), says, "{line}");
        }
    }

    #[test]
    fn a_note_never_runs_as_a_formula() {
        let line = "note note==HYPERLINK(\"x\") at=2026-11-20T13:10";
        assert!(row(line).contains(",\"'=HYPERLINK(\"\"x\"\")\","));
    }

    #[test]
    fn notes_can_stay_at_home_and_a_file_begins_with_a_mark() {
        let entries = [entry("dose amount=2g at=2026-11-20T13:10 note=secret")];
        let mut bytes = Vec::new();
        write(&mut bytes, &entries, For::File, Notes::Without).unwrap();
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
        assert!(!String::from_utf8(bytes).unwrap().contains("secret"));
    }
}
