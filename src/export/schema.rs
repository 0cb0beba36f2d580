//! The JSON Schema of what `export json` writes. The published text stands in
//! `assets/schema`; a test holds that it says what is put together here.

use serde_json::{Map, Value, json};

use super::columns::{self, Allowed, DATE, ID, TIME};
use super::json::FORMAT;
use crate::domain::Kind;
use crate::domain::answer::{Level, Said};
use crate::domain::field::NAMES;
use crate::domain::setting::{self, Setting};

/// The published schema.
pub const TEXT: &str = include_str!("../../assets/schema/journal-1.json");

/// The schema as the columns of each kind make it.
#[must_use]
pub fn schema() -> Value {
    let kinds = Kind::ALL.map(|kind| json!({"$ref": format!("#/$defs/{}", kind.name())}));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:leaflog:journal:{FORMAT}"),
        "title": format!("leaflog journal, format {FORMAT}"),
        "description": "What leaflog export json writes: the whole journal, without loss. Numbers are kept as text, as they stand in the journal. A field that says nothing is left out.",
        "type": "object",
        "required": ["leaflog", "settings", "entries", "tombstones", "answers", "drafts"],
        "additionalProperties": false,
        "properties": {
            "leaflog": stamp(),
            "settings": settings(),
            "entries": {
                "description": "Everything written down, oldest first.",
                "type": "array",
                "items": {"oneOf": kinds},
            },
            "tombstones": list("What was deleted, so that it stays so in other copies.", "tombstone"),
            "answers": list("What was shown of warnings, and what the person said to them.", "answer"),
            "drafts": list("Forms that were begun and not saved.", "draft"),
        },
        "$defs": definitions(),
    })
}

fn stamp() -> Value {
    json!({
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": false,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"description": "The leaflog that wrote it.", "type": "string"},
        },
    })
}

fn list(says: &str, of: &str) -> Value {
    json!({
        "description": says,
        "type": "array",
        "items": {"$ref": format!("#/$defs/{of}")},
    })
}

fn settings() -> Value {
    let each = setting::ALL.iter();
    let properties: Map<String, Value> = each
        .map(|setting| (setting.name.to_owned(), set(setting)))
        .collect();
    json!({
        "description": "Only what was set.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn set(setting: &Setting) -> Value {
    let is = match (setting.name, setting.default) {
        ("day_start", _) => json!({"type": "string", "pattern": "^(0[0-9]|1[01]):[0-5][0-9]$"}),
        (_, "yes" | "no") => Allowed::YesNo.schema(),
        _ => json!({"type": "string", "minLength": 1}),
    };
    described(setting.says, is)
}

fn definitions() -> Value {
    let mut all = Map::new();
    let moment = format!("^{DATE}T{TIME}:[0-5][0-9](\\.[0-9]+)?[+-]{TIME}$");
    let instant = format!("^{DATE}T{TIME}:[0-5][0-9](\\.[0-9]+)?Z$");
    let text = |says: &str, pattern: &str| json!({"description": says, "type": "string", "pattern": pattern});
    all.insert("id".to_owned(), text("A UUID.", ID));
    let says = "A local time with its offset from UTC.";
    all.insert("moment".to_owned(), text(says, &moment));
    all.insert("instant".to_owned(), text("A time in UTC.", &instant));
    for kind in Kind::ALL {
        all.insert(kind.name().to_owned(), entry(kind));
    }
    all.insert("tombstone".to_owned(), tombstone());
    all.insert("answer".to_owned(), answer());
    all.insert("draft".to_owned(), draft());
    Value::Object(all)
}

/// What of a column stands in an entry: `at` says when, but a day without
/// kratom is a date.
fn is_written(kind: Kind, column: &str) -> bool {
    match column {
        "id" | "kind" | "time" => false,
        "date" | "utc_offset" => kind == Kind::None,
        "name" => kind != Kind::Dose,
        _ => true,
    }
}

fn entry(kind: Kind) -> Value {
    let mut properties = head(kind);
    let columns = columns::of(kind).into_iter();
    for column in columns.filter(|column| is_written(kind, column.name)) {
        let says = match column.unit {
            "" => column.means.to_owned(),
            unit => format!("{} ({unit})", column.means),
        };
        properties.insert(
            column.name.to_owned(),
            described(&says, column.allowed.schema()),
        );
    }
    let mut required = vec!["id", "kind", "at", "changed"];
    let asked = kind.fields().iter().filter(|field| field.required);
    required.extend(asked.map(|field| field.name));
    required.extend(always(kind));
    let mut entry = object(&required, properties);
    if kind == Kind::Dose {
        let known = ["amount", "count", "mitragynine_mg", "hydroxy_mg"];
        entry["anyOf"] = Value::from_iter(known.map(|name| json!({"required": [name]})));
    }
    if matches!(kind, Kind::Dose | Kind::Product) {
        entry["dependentRequired"] = json!({
            "amount": ["unit"],
            "unit": ["amount"],
            "count": ["count_unit"],
            "count_unit": ["count"],
        });
    }
    entry
}

/// Written whether it was asked for or not.
fn always(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Dose => &["form"],
        Kind::None => &["date", "utc_offset"],
        _ => &[],
    }
}

fn head(kind: Kind) -> Map<String, Value> {
    let at = match kind {
        Kind::None => "noon of the day",
        Kind::Sleep => "when the person got up",
        _ => "when it was, or when it began",
    };
    let pairs = [
        ("id", json!({"$ref": "#/$defs/id"})),
        ("kind", json!({"const": kind.name()})),
        ("at", described(at, json!({"$ref": "#/$defs/moment"}))),
        (
            "changed",
            described(
                "when it was last written",
                json!({"$ref": "#/$defs/instant"}),
            ),
        ),
    ];
    let owned = |(name, is): (&str, Value)| (name.to_owned(), is);
    pairs.into_iter().map(owned).collect()
}

fn tombstone() -> Value {
    let mut properties = head(Kind::Note);
    properties.insert("kind".to_owned(), Allowed::Kind.schema());
    let says = "where the entry stood";
    let at = json!({"$ref": "#/$defs/moment"});
    properties.insert("at".to_owned(), described(says, at));
    object(&["id", "kind", "at", "changed"], properties)
}

fn answer() -> Value {
    let properties = json!({
        "rule": {"description": "the id of the rule", "type": "string", "minLength": 1},
        "subject": {"description": "what the warning was about, where a rule speaks of several things", "type": "string"},
        "said": {"enum": Said::ALL.map(Said::name)},
        "level": {"enum": Level::ALL.map(Level::name)},
        "at": {"$ref": "#/$defs/instant"},
        "times": {"description": "how often in a row it was shown", "type": "integer", "minimum": 0, "maximum": u32::MAX},
    });
    let required = ["rule", "subject", "said", "level", "at", "times"];
    object(&required, properties)
}

fn draft() -> Value {
    let properties = json!({
        "kind": Allowed::Kind.schema(),
        "begun": {"$ref": "#/$defs/moment"},
        "editing": {
            "description": "the entry it would change; null for a new one",
            "oneOf": [{"type": "null"}, {"$ref": "#/$defs/id"}],
        },
        "answers": {
            "description": "what was typed so far, as typed",
            "type": "object",
            "propertyNames": {"enum": NAMES.as_slice()},
            "additionalProperties": {"type": "string"},
        },
    });
    object(&["kind", "begun", "editing", "answers"], properties)
}

fn object(required: &[&str], properties: impl Into<Value>) -> Value {
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties.into(),
    })
}

/// A schema with a description in front.
fn described(says: &str, is: Value) -> Value {
    let mut described = Map::new();
    described.insert("description".to_owned(), Value::from(says));
    if let Value::Object(is) = is {
        described.extend(is);
    }
    Value::Object(described)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn text() -> String {
        serde_json::to_string_pretty(&schema()).unwrap() + "\n"
    }

    #[test]
    fn the_published_schema_is_that_of_the_columns() {
        assert!(
            TEXT == text(),
            "write it anew: cargo test --lib write_the_schema -- --ignored; a field that was not there before needs a new format only where an older leaflog would misread it"
        );
    }

    #[test]
    #[ignore = "writes assets/schema"]
    fn write_the_schema() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join(format!("assets/schema/journal-{FORMAT}.json"));
        std::fs::write(path, text()).unwrap();
    }
}
