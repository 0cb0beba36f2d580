//! The journal as one table a kind, each with its own columns only, for
//! statistics programs. What one file with all kinds has no column for stands
//! here too.

use std::io::{self, Write};

use serde_json::Value;

use super::cell::needs_apostrophe;
use super::columns::{self, Allowed, Column};
use super::csv::{self, For, Notes};
use super::delimiter::Delimiter;
use super::dictionary::{self, Row};
use super::example;
use crate::domain::moment::{Moment, offset_text};
use crate::domain::{Entry, Kind};

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub notes: Notes,
    pub delimiter: Delimiter,
}

/// The kinds that get a table: without notes, an entry that is only a note says
/// nothing.
pub fn kinds(notes: Notes) -> impl Iterator<Item = Kind> {
    let kinds = Kind::ALL.into_iter();
    kinds.filter(move |kind| notes == Notes::With || *kind != Kind::Note)
}

/// What a table's file is called.
#[must_use]
pub fn file_name(kind: Kind) -> String {
    format!("{}.csv", kind.name())
}

/// What the dictionary beside the tables is called.
pub const DICTIONARY: &str = "dictionary.csv";

/// Writes the entries of one kind.
///
/// # Errors
/// The writer's own.
pub fn write<'a>(
    to: impl Write,
    kind: Kind,
    entries: impl IntoIterator<Item = &'a Entry>,
    style: Style,
) -> io::Result<()> {
    let columns = columns_of(kind, style.notes);
    let mut file = csv::writer(to, For::File, style.delimiter)?;
    let header = columns.iter().map(|column| column.name.as_str());
    file.write_record(header).map_err(csv::plain)?;
    for entry in entries.into_iter().filter(|entry| entry.kind() == kind) {
        let values = entry.values();
        for column in &columns {
            let kept = match column.is.name {
                "id" => entry.id.to_string(),
                name => values.get(name).unwrap_or_default().to_owned(),
            };
            let cell = column.cell(kept, entry, style.delimiter);
            file.write_field(cell).map_err(csv::plain)?;
        }
        file.write_record(None::<&[u8]>).map_err(csv::plain)?;
    }
    file.flush()
}

/// Writes what every column of every table says.
///
/// # Errors
/// The writer's own.
pub fn write_dictionary(to: impl Write, style: Style) -> io::Result<()> {
    dictionary::write(to, &dictionary(style.notes), For::File, style.delimiter)
}

/// The rows of that dictionary.
#[must_use]
pub fn dictionary(notes: Notes) -> Vec<Row> {
    let mut rows = Vec::new();
    for kind in kinds(notes) {
        for column in columns_of(kind, notes) {
            let kept = example::cell(kind, column.is.name);
            let example = match example::entry(kind) {
                Some(entry) => column.cell(kept, &entry, Delimiter::Comma),
                None => kept,
            };
            dictionary::take(&mut rows, column.name, kind, column.is, example);
        }
    }
    rows
}

/// A column of a table.
#[derive(Debug)]
struct TableColumn {
    name: String,
    is: Column,
    shows: Shows,
}

/// What a cell makes of what the journal keeps.
#[derive(Debug, Clone, Copy)]
enum Shows {
    /// What is kept, in the form of this column.
    Kept,
    /// The local time alone: its offset has a column beside it.
    Local,
    /// The offset of a night's own time.
    OffsetOf(fn(&Entry) -> Option<Moment>),
}

/// A table says nothing that is the same in every row.
fn columns_of(kind: Kind, notes: Notes) -> Vec<TableColumn> {
    let columns = columns::of(kind).into_iter().filter(|column| {
        let same = matches!(column.allowed, Allowed::Only(_) | Allowed::Kind);
        !same && (notes == Notes::With || column.name != "note")
    });
    columns.flat_map(told).collect()
}

/// How a table tells a column: under a name with its unit, and a time and its
/// offset apart.
fn told(is: Column) -> Vec<TableColumn> {
    let column = |name: String, shows| TableColumn { name, is, shows };
    let of_offset = |name: &str, means, at| TableColumn {
        name: name.to_owned(),
        is: Column {
            means,
            allowed: Allowed::Offset,
            ..is
        },
        shows: Shows::OffsetOf(at),
    };
    let local = || TableColumn {
        name: is.name.to_owned(),
        is: Column {
            allowed: Allowed::LocalTime,
            ..is
        },
        shows: Shows::Local,
    };
    match is.name {
        "bed_at" => vec![
            local(),
            of_offset("bed_utc_offset", "the offset of bed_at", bed),
        ],
        "try_at" => vec![
            local(),
            of_offset("try_utc_offset", "the offset of try_at", tried),
        ],
        "wake_at" => vec![
            local(),
            of_offset("wake_utc_offset", "the offset of wake_at", woke),
        ],
        "up_at" => vec![local()],
        name if is.unit == "g" => vec![column(format!("{name}_g"), Shows::Kept)],
        name => vec![column(name.to_owned(), Shows::Kept)],
    }
}

fn bed(night: &Entry) -> Option<Moment> {
    night.sleep().map(|sleep| sleep.bed_at)
}

fn tried(night: &Entry) -> Option<Moment> {
    night.sleep()?.try_at
}

fn woke(night: &Entry) -> Option<Moment> {
    night.sleep()?.wake_at
}

/// `2026-11-20T23:05`, before an offset.
const LOCAL: usize = 16;

impl TableColumn {
    fn cell(&self, kept: String, entry: &Entry, delimiter: Delimiter) -> String {
        match self.shows {
            Shows::Local => kept.chars().take(LOCAL).collect(),
            Shows::OffsetOf(at) => {
                at(entry).map_or_else(String::new, |at| offset_text(*at.offset()))
            }
            Shows::Kept => in_form(kept, self.is.allowed, delimiter),
        }
    }
}

fn in_form(mut kept: String, allowed: Allowed, delimiter: Delimiter) -> String {
    match allowed {
        Allowed::Answers if !kept.is_empty() => listed(&kept),
        Allowed::Line | Allowed::Lines if needs_apostrophe(&kept) => format!("'{kept}"),
        Allowed::Number | Allowed::Thousandths | Allowed::Grams => {
            kept.truncate(kept.trim_end_matches('g').len());
            if delimiter.decimal_comma() {
                kept = kept.replace('.', ",");
            }
            kept
        }
        _ => kept,
    }
}

/// `2,0,1` as the JSON `[2,0,1]`, which no spreadsheet takes for a number.
fn listed(answers: &str) -> String {
    let numbers = answers.split(',').filter_map(|n| n.parse::<u8>().ok());
    numbers.collect::<Value>().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::entry;

    fn table(kind: Kind, lines: &[&str], delimiter: Delimiter) -> String {
        let entries: Vec<Entry> = lines.iter().map(|line| entry(line)).collect();
        let notes = Notes::With;
        let mut bytes = Vec::new();
        write(&mut bytes, kind, &entries, Style { notes, delimiter }).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        text.trim_start_matches('\u{feff}').to_owned()
    }

    /// The first row, column by column, where it says something.
    fn cells(table: &str, delimiter: Delimiter) -> Vec<(String, String)> {
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .from_reader(table.as_bytes());
        let header = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        let pairs = header.iter().zip(&row).skip(4);
        pairs
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .collect()
    }

    fn said(kind: Kind, line: &str) -> Vec<(String, String)> {
        cells(&table(kind, &[line], Delimiter::Comma), Delimiter::Comma)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, cell): &(&str, &str)| ((*name).to_owned(), (*cell).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_dose_has_no_column_that_is_always_the_same() {
        let dose = said(Kind::Dose, "dose amount=2.5g at=2026-11-20T18:05 note==1");
        assert_eq!(
            dose,
            pairs(&[("amount_g", "2.5"), ("form", "powder"), ("note", "'=1")])
        );
    }

    #[test]
    fn a_product_is_told_whole() {
        let bag = said(
            Kind::Product,
            "product name=Green_bag count_unit=scoop amount=2.2g weighed_times=5 weighed_spread=0.2g vendor=@shop price=20_EUR opened_on=2026-11-02 holds=250g certificate_date=2026-03-01 certificate_lab=lab certificate_matches=yes at=2026-11-02T10:00",
        );
        assert_eq!(
            bag,
            pairs(&[
                ("name", "Green bag"),
                ("amount_g", "2.2"),
                ("count_unit", "scoop"),
                ("vendor", "'@shop"),
                ("price", "20 EUR"),
                ("opened_on", "2026-11-02"),
                ("certificate_date", "2026-03-01"),
                ("certificate_lab", "lab"),
                ("certificate_matches", "yes"),
                ("weighed_times", "5"),
                ("weighed_spread_g", "0.2"),
                ("holds_g", "250"),
            ])
        );
    }

    #[test]
    fn a_night_has_its_times_and_their_offsets_apart() {
        let night = said(
            Kind::Sleep,
            "sleep bed_at=2026-10-24T23:05 up_at=2026-10-25T07:05",
        );
        assert_eq!(
            night,
            pairs(&[
                ("bed_at", "2026-10-24T23:05"),
                ("bed_utc_offset", "UTC+02:00"),
                ("up_at", "2026-10-25T07:05"),
            ])
        );
    }

    #[test]
    fn answers_are_one_list() {
        let score = said(
            Kind::Reading,
            "reading name=mine amount=3 answers=2,0,1 at=2026-11-20T18:05",
        );
        assert_eq!(score[2], ("answers".to_owned(), "[2,0,1]".to_owned()));
    }

    #[test]
    fn semicolons_come_with_decimal_commas() {
        let line = "dose amount=2.5g at=2026-11-20T18:05 note=a;=b";
        let text = table(Kind::Dose, &[line], Delimiter::Semicolon);
        let dose = cells(&text, Delimiter::Semicolon);
        assert_eq!(dose[0], ("amount_g".to_owned(), "2,5".to_owned()));
        assert_eq!(dose[2], ("note".to_owned(), "a;=b".to_owned()));
    }

    #[test]
    fn the_dictionary_has_a_row_for_every_column_of_every_table() {
        for notes in [Notes::With, Notes::Without] {
            let rows = dictionary(notes);
            for kind in kinds(notes) {
                for column in columns_of(kind, notes) {
                    let of = rows.iter().filter(|row| row.column == column.name);
                    let found = of.filter(|row| row.kinds.contains(&kind)).count();
                    assert_eq!(found, 1, "{kind:?} {}", column.name);
                }
            }
        }
    }
}
