//! The values of the file: texts, flags, and times in milliseconds since 1970.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::Object;
use crate::domain::field::Invalid;
use crate::domain::moment::When;
use crate::domain::text::quoted;

/// Written by another clock, a file may be a little ahead of this one:
/// leaflog's own line.
pub const AHEAD: TimeDelta = TimeDelta::hours(1);

/// A text that is there; white space is none.
pub fn text(object: &Object, key: &'static str) -> Result<Option<String>, Invalid> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.trim().is_empty())),
        Some(other) => Err(Invalid::new(
            key,
            format!("{} is not a text", quoted(&other.to_string())),
            "write it in quotation marks",
        )),
    }
}

pub fn flag(object: &Object, key: &'static str) -> Result<bool, Invalid> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Invalid::new(
            key,
            "is not true or false",
            "write true or false",
        )),
    }
}

/// Before this a number of milliseconds was most likely one of seconds.
const EARLIEST_MS: i64 = 100_000_000_000;

pub fn needed_time(object: &Object, when: &When) -> Result<DateTime<Utc>, Invalid> {
    time(object, "time", when)?
        .ok_or_else(|| Invalid::new("time", "is missing", "write it in milliseconds since 1970"))
}

/// Milliseconds since 1970.
pub fn time(
    object: &Object,
    key: &'static str,
    when: &When,
) -> Result<Option<DateTime<Utc>>, Invalid> {
    const HINT: &str = "write it in milliseconds since 1970, like 1763668800000";
    let value = match object.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value,
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what does not fit is no time, and refused below"
    )]
    let ms = value
        .as_i64()
        .or_else(|| value.as_f64().map(|ms| ms as i64));
    let ms = ms.ok_or_else(|| {
        Invalid::new(
            key,
            format!("{} is not a time", quoted(&value.to_string())),
            HINT,
        )
    })?;
    let at = DateTime::from_timestamp_millis(ms).filter(|_| ms >= EARLIEST_MS);
    let at =
        at.ok_or_else(|| Invalid::new(key, format!("{ms} is not a time in milliseconds"), HINT))?;
    if key == "time" && at > when.now + AHEAD {
        let says = when.zone.at(at).format("%a %-d %b %Y %H:%M").to_string();
        return Err(Invalid::new(
            key,
            format!("{says} is in the future"),
            "what is only planned is no entry; delete it in the app and export again",
        ));
    }
    Ok(Some(at))
}
