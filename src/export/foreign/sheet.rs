//! A table as a spreadsheet saves it: names in the first row, cells below.

use super::super::csv::BYTE_ORDER_MARK;
use super::super::lines::Lines;
use super::super::wrong::{Place, Wrong};
use super::Wrongs;

/// A table whose rows are all as wide as its header.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The names, without white space around them.
    pub header: Vec<String>,
    /// The line the names stand in.
    pub line: u64,
    /// Lines above the names, like a title.
    pub above: usize,
    /// Each row with the line it begins at; empty ones are left out.
    pub rows: Vec<(u64, csv::StringRecord)>,
}

impl Sheet {
    /// Reads a table.
    ///
    /// # Errors
    /// It is no text or no table; or rows have more or fewer cells than the
    /// header.
    pub fn read(bytes: &[u8]) -> Result<Sheet, Vec<Wrong>> {
        let text = text(bytes).map_err(|wrong| vec![wrong])?;
        let (delimiter, skipped) = delimiter(text);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(&text.as_bytes()[skipped..]);
        let mut lines = Lines::new(text.as_bytes());
        let mut sheet: Option<Sheet> = None;
        let mut wrong = Wrongs::default();
        let mut last = skipped;
        let mut record = csv::StringRecord::new();
        // Reading text from memory cannot fail, and rows of any width are taken.
        while reader.read_record(&mut record).unwrap_or(false) {
            last = skipped + start(&record);
            let line = lines.of(last);
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match &mut sheet {
                None => sheet = Some(Sheet::new(&record, line)),
                Some(title) if title.is_title() && filled(&record) > 1 => {
                    let above = title.above + 1 + title.rows.len();
                    sheet = Some(Sheet {
                        above,
                        ..Sheet::new(&record, line)
                    });
                    wrong = Wrongs::default();
                }
                Some(sheet) => match sheet.fits(&record, line) {
                    Ok(()) => sheet.rows.push((line, record.clone())),
                    Err(misfit) => wrong.add(misfit),
                },
            }
        }
        let Some(sheet) = sheet else {
            return Err(vec![file("is empty", "write a row of column names first")]);
        };
        let last_row = text.get(last..).unwrap_or_default();
        if last_row.matches('"').count() % 2 == 1 {
            wrong.add(Wrong::new(
                Place::Line(lines.of(last)),
                "row",
                "has a quotation mark that is not closed",
                "close it, and write a quotation mark inside a text twice",
            ));
        }
        wrong.end()?;
        Ok(sheet)
    }

    fn new(record: &csv::StringRecord, line: u64) -> Sheet {
        Sheet {
            header: record.iter().map(|cell| cell.trim().to_owned()).collect(),
            line,
            above: 0,
            rows: Vec::new(),
        }
    }

    /// One filled cell over a table of more is no row of names.
    fn is_title(&self) -> bool {
        self.header.iter().filter(|name| !name.is_empty()).count() < 2
            && self.rows.iter().all(|(_, row)| filled(row) < 2)
    }

    /// A cell too many is a comma that was not meant as one; a cell too few may
    /// be a file that was cut.
    fn fits(&self, record: &csv::StringRecord, line: u64) -> Result<(), Wrong> {
        let (has, asked) = (record.len(), self.header.len());
        let beyond = record
            .iter()
            .skip(asked)
            .any(|cell| !cell.trim().is_empty());
        let (why, hint) = if has < asked {
            (
                format!("has {has} of the header's {asked} cells"),
                "write every cell, empty ones too; the file may be cut off",
            )
        } else if beyond {
            (
                format!("has {has} cells, and the header has {asked}"),
                "put a cell with a comma in quotation marks, or save the file with semicolons",
            )
        } else {
            return Ok(());
        };
        Err(Wrong::new(Place::Line(line), "row", why, hint))
    }

    /// Where a column stands, by its name, case ignored.
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = name.trim().to_lowercase();
        let mut names = self.header.iter();
        names.position(|known| known.to_lowercase() == name)
    }

    /// The column of that name, if it stands there once.
    ///
    /// # Errors
    /// It stands there twice.
    pub fn only(&self, name: &str) -> Result<Option<usize>, Wrong> {
        let lower = name.trim().to_lowercase();
        let mut alike = self
            .header
            .iter()
            .filter(|known| known.to_lowercase() == lower);
        if alike.nth(1).is_some() {
            return Err(Wrong::new(
                Place::Line(self.line),
                name.trim(),
                "stands twice in the header",
                "rename one of the two columns",
            ));
        }
        Ok(self.column(name))
    }
}

fn filled(record: &csv::StringRecord) -> usize {
    record.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn start(record: &csv::StringRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn file(why: impl Into<String>, hint: &str) -> Wrong {
    Wrong::new(Place::Line(1), "file", why, hint)
}

/// The file as text, or what it is instead.
fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    const SAVE: &str =
        "in the spreadsheet, save it again as \"CSV UTF-8\" (or CSV with the character set UTF-8)";
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(file(
            "is a workbook or an archive, not CSV",
            "open it in the spreadsheet and save the sheet as CSV",
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(file("is UTF-16", SAVE));
    }
    str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        Wrong::new(
            Place::Line(u64::try_from(line).unwrap_or(u64::MAX)),
            "file",
            format!(
                "is not UTF-8 text: byte {} of the file is 0x{:02X}",
                at + 1,
                bytes[at]
            ),
            SAVE,
        )
    })
}

/// Comma, semicolon or tab, whichever stands most often in the row of names;
/// and how many bytes a first line `sep=;` takes.
fn delimiter(text: &str) -> (u8, usize) {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if let [sign] = first
        .trim_end()
        .strip_prefix("sep=")
        .unwrap_or_default()
        .as_bytes()
    {
        return (*sign, first.len());
    }
    for line in text.lines().take(ABOVE) {
        let counts = [b',', b';', b'\t'].map(|sign| (sign, outside_quotes(line, sign)));
        // Of as many the last: a comma stands inside of names more often.
        let most = counts.into_iter().max_by_key(|(_, n)| *n);
        if let Some((sign, _)) = most.filter(|(_, n)| *n > 0) {
            return (sign, 0);
        }
    }
    (b',', 0)
}

/// So many lines may stand above the names.
const ABOVE: usize = 20;

fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut quoted = false;
    let outside = line.bytes().filter(|byte| {
        quoted ^= *byte == b'"';
        *byte == sign && !quoted
    });
    outside.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(bytes: &[u8]) -> String {
        match Sheet::read(bytes) {
            Ok(sheet) => {
                let rows = sheet.rows.iter();
                let rows = rows.map(|(line, row)| {
                    format!("{line}: {}", row.iter().collect::<Vec<_>>().join("|"))
                });
                format!(
                    "{}: {}; {}",
                    sheet.line,
                    sheet.header.join("|"),
                    rows.collect::<Vec<_>>().join("; ")
                )
            }
            Err(wrong) => wrong
                .iter()
                .map(|w| w.say("s.csv"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    #[test]
    fn every_sort_of_table_a_spreadsheet_saves() {
        let read = "1: Day|How much, g; 2: a|2,5";
        assert_eq!(says(b"Day,\"How much, g\"\na,\"2,5\"\n"), read);
        assert_eq!(says(b"\xef\xbb\xbfDay;How much, g\r\na;2,5\r\n;\r\n"), read);
        assert_eq!(says(b"Day\tHow much, g\ra\t2,5\r"), read);
        assert_eq!(
            says(b"sep=;\nDay;How much, g\na;2,5\n"),
            "2: Day|How much, g; 3: a|2,5"
        );
        assert_eq!(says(b",,\nDay,g,x\n\na,1,\n"), "2: Day|g|x; 4: a|1|");
    }

    #[test]
    fn what_is_no_table_says_what_it_is() {
        for (bytes, says_it) in [
            (&b""[..], "is empty"),
            (b",,,\n\n", "is empty"),
            (b"PK\x03\x04\x14\x00", "is a workbook"),
            (b"\xff\xfeD\x00", "is UTF-16"),
            (
                b"Day,Note\na,caf\xe9\n",
                "s.csv:2: file: is not UTF-8 text: byte 15 of the file is 0xE9",
            ),
            (
                b"Day,g\na,2,5\n",
                "s.csv:2: row: has 3 cells, and the header has 2",
            ),
            (b"Day,g\na\n", "s.csv:2: row: has 1 of the header's 2 cells"),
            (b"Day,g\n\"a,1\n", "quotation mark that is not closed"),
        ] {
            assert!(says(bytes).contains(says_it), "{}", says(bytes));
        }
    }

    #[test]
    fn a_thousand_rows_wrong_in_one_way_are_few_lines() {
        let text = format!("Day,g\n{}", "a\n".repeat(1000));
        let wrong = says(text.as_bytes());
        assert_eq!(wrong.lines().count(), 21);
        assert!(
            wrong.ends_with("s.csv:22: row: and 980 more like that, from here on"),
            "{wrong}"
        );
    }
}
