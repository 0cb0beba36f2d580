//! An entry as JSON and the kept changes hold it: flat, by CSV column.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::field::{self, Values};
use super::moment::{self, When};
use super::{Entry, Kind};

#[derive(Serialize, Deserialize)]
struct Flat {
    id: Uuid,
    kind: String,
    at: String,
    changed: DateTime<Utc>,
    #[serde(flatten)]
    values: BTreeMap<String, String>,
}

impl Serialize for Entry {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let values = self.values();
        let keep = |name: &str| {
            !matches!(name, "date" | "time" | "utc_offset") || self.kind() == Kind::None
        };
        Flat {
            id: self.id,
            kind: self.kind().name().to_owned(),
            at: self.at.to_rfc3339(),
            changed: self.changed,
            values: values
                .iter()
                .filter(|(name, _)| keep(name))
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect(),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Entry, D::Error> {
        use serde::de::Error;
        let flat = Flat::deserialize(from)?;
        let kind = Kind::parse(&flat.kind).map_err(D::Error::custom)?;
        let mut values = Values::new();
        for (name, text) in flat.values {
            let name = field::known_name(&name)
                .ok_or_else(|| D::Error::custom(format!("{name} is not a known field")))?;
            values.set(name, text);
        }
        let at = DateTime::parse_from_rfc3339(&flat.at).map_err(D::Error::custom)?;
        if values.get("utc_offset").is_none() {
            values.set("utc_offset", moment::offset_text(*at.offset()));
        }
        values.set("at", flat.at);
        let when = When::new(
            flat.changed,
            moment::Zone::Fixed(*at.offset()),
            NaiveTime::MIN,
        )
        .any_time();
        let mut entry = Entry::parse(flat.id, kind, &values, &when)
            .map_err(|wrong| D::Error::custom(format!("{wrong}; {}", wrong.hint)))?;
        entry.changed = flat.changed;
        Ok(entry)
    }
}
