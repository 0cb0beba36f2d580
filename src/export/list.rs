//! Entries as a list of objects keyed by the CSV columns, for scripts.

use serde_json::{Map, Value};

use crate::domain::field::columns;
use crate::domain::{Entry, Kind};

/// Every object has every column, in the order of the CSV header; null where
/// the entry says nothing. What is a number is a number, all else is text as in
/// CSV (without its apostrophes).
#[must_use]
pub fn rows_json<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Value {
    entries.into_iter().map(object).collect()
}

fn object(entry: &Entry) -> Value {
    let values = entry.values();
    let cell = |column: &str| match column {
        "id" => Value::from(entry.id.to_string()),
        "kind" => Value::from(entry.kind().name()),
        "name" if entry.kind() == Kind::Dose => Value::from("kratom"),
        _ => values
            .get(column)
            .map_or(Value::Null, |text| value(column, text)),
    };
    let cells = columns()
        .iter()
        .map(|column| ((*column).to_owned(), cell(column)));
    Value::Object(cells.collect::<Map<String, Value>>())
}

fn value(column: &str, text: &str) -> Value {
    if !NUMBERS.contains(&column) {
        return Value::from(text);
    }
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

const NUMBERS: [&str; 9] = [
    "amount",
    "mitragynine_mg",
    "hydroxy_mg",
    "severity",
    "quality",
    "asleep_after_min",
    "awakenings",
    "awake_min",
    "count",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::entry;

    #[test]
    fn every_column_in_order_numbers_as_numbers() {
        let dose = entry("dose amount=2.5g at=2026-11-20T18:05 note==1");
        let rows = rows_json([&dose]);
        let row = rows[0].as_object().unwrap();
        let keys: Vec<&str> = row.keys().map(String::as_str).collect();
        assert_eq!(keys, columns());
        assert_eq!(row["amount"], 2.5);
        assert_eq!(row["name"], "kratom");
        assert_eq!(row["note"], "=1");
        assert_eq!(row["severity"], Value::Null);
        assert_eq!(row["time"], "18:05");
    }
}
