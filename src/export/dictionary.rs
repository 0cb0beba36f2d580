//! The data dictionary: what every column of a CSV file says, as CSV.

use std::io::{self, Write};

use super::columns::{self, Allowed, Column};
use super::csv::{self, For};
use super::delimiter::Delimiter;
use super::example;
use crate::domain::Kind;
use crate::domain::field::columns as in_csv;

pub const HEADER: [&str; 6] = ["column", "kinds", "meaning", "unit", "values", "example"];

/// What one column says in some kinds. A column that says something else in
/// other kinds has another row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As the header of the file has it.
    pub column: String,
    pub kinds: Vec<Kind>,
    pub is: Column,
    pub example: String,
}

/// The rows of the one file with all kinds, in the order of its header.
#[must_use]
pub fn of_journal() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for kind in Kind::ALL {
        let columns = columns::of(kind).into_iter();
        for is in columns.filter(|column| in_csv().contains(&column.name)) {
            let name = is.name.to_owned();
            take(&mut rows, name, kind, is, example::cell(kind, is.name));
        }
    }
    let place = |row: &Row| in_csv().iter().position(|name| *name == row.column);
    rows.sort_by_key(place);
    rows
}

/// Adds what a column says in a kind, to the row of the kinds where it says the
/// same if there is one.
pub fn take(rows: &mut Vec<Row>, column: String, kind: Kind, is: Column, example: String) {
    let known = rows.iter_mut().find(|row| {
        (&row.column, row.is.means, row.is.unit) == (&column, is.means, is.unit)
            && row.is.allowed == is.allowed
    });
    match known {
        Some(row) => row.kinds.push(kind),
        None => rows.push(Row {
            column,
            kinds: vec![kind],
            is,
            example,
        }),
    }
}

/// Writes header and rows.
///
/// # Errors
/// The writer's own.
pub fn write(to: impl Write, rows: &[Row], target: For, delimiter: Delimiter) -> io::Result<()> {
    let mut file = csv::writer(to, target, delimiter)?;
    file.write_record(HEADER).map_err(csv::plain)?;
    for row in rows {
        file.write_record(row.cells(delimiter))
            .map_err(csv::plain)?;
    }
    file.flush()
}

impl Row {
    fn cells(&self, delimiter: Delimiter) -> [String; 6] {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        let kinds = if kinds.len() == Kind::ALL.len() {
            "all".to_owned()
        } else {
            kinds.join(" ")
        };
        let example = self.example.clone();
        [
            self.column.clone(),
            kinds,
            self.is.means.to_owned(),
            self.is.unit.to_owned(),
            values(self.is.allowed, delimiter),
            if self.is.allowed.is_decimal() && delimiter.decimal_comma() {
                example.replace('.', ",")
            } else {
                example
            },
        ]
    }
}

/// What may stand there, and the decimal sign of this file.
fn values(allowed: Allowed, delimiter: Delimiter) -> String {
    let says = allowed.says();
    match (allowed.is_decimal(), delimiter.decimal_comma()) {
        (false, _) => says,
        (true, false) => format!("{says}, with a decimal point"),
        (true, true) => format!("{says}, with a decimal comma"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(delimiter: Delimiter) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, &of_journal(), For::Pipe, delimiter).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_column_has_a_row_in_the_order_of_the_header() {
        let mut names: Vec<String> = of_journal().into_iter().map(|row| row.column).collect();
        names.dedup();
        assert_eq!(names, in_csv());
    }

    #[test]
    fn what_an_amount_is_depends_on_the_kind() {
        let text = written(Delimiter::Comma);
        let amounts: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("amount,"))
            .collect();
        assert_eq!(amounts.len(), 6, "{amounts:#?}");
        assert!(amounts[0].starts_with("amount,dose,\"what was taken, by weight"));
        assert!(
            amounts[0].ends_with(
                ",g,\"a number above 0 with up to 3 decimals, with a decimal point\",2.5"
            )
        );
        assert!(text.starts_with("column,kinds,meaning,unit,values,example\r\nid,all,"));
    }

    #[test]
    fn with_semicolons_it_speaks_of_decimal_commas() {
        let text = written(Delimiter::Semicolon);
        assert!(text.contains("with a decimal comma;2,5\r\n"), "{text}");
        assert!(!text.contains("decimal point"));
    }
}
