//! The whole journal as JSON: nothing is lost, and the format has a number.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::csv::BYTE_ORDER_MARK;
use super::wrong::{Place, Wrong};
use crate::domain::answer::Answer;
use crate::domain::draft::Draft;
use crate::domain::field::{Values, known_name};
use crate::domain::journal::Tombstone;
use crate::domain::setting::{self, Settings};
use crate::domain::{Entry, Kind};

/// The format this leaflog writes. It reads this and older ones.
pub const FORMAT: u32 = 1;

/// Everything a journal keeps beside its entries.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    pub settings: &'a Settings,
    pub tombstones: &'a [Tombstone],
    pub answers: &'a [Answer],
    pub drafts: &'a [Draft],
}

/// A journal as a file holds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Whole {
    pub settings: Settings,
    pub entries: Vec<Entry>,
    pub tombstones: Vec<Tombstone>,
    pub answers: Vec<Answer>,
    pub drafts: Vec<Draft>,
}

/// Writes it with one line for each entry, tombstone, answer and draft.
///
/// # Errors
/// The writer's own.
pub fn write<'a>(
    to: impl Write,
    entries: impl IntoIterator<Item = &'a Entry>,
    beside: Beside,
) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    let stamp = Stamp {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let settings: BTreeMap<&str, &str> = beside.settings.iter().collect();
    write!(to, "{{\n\"leaflog\": ")?;
    serde_json::to_writer(&mut to, &stamp)?;
    write!(to, ",\n\"settings\": ")?;
    serde_json::to_writer(&mut to, &settings)?;
    list(&mut to, "entries", entries)?;
    list(
        &mut to,
        "tombstones",
        beside.tombstones.iter().map(Grave::of),
    )?;
    list(&mut to, "answers", beside.answers)?;
    list(&mut to, "drafts", beside.drafts.iter().map(Half::of))?;
    writeln!(to, "\n}}")?;
    to.flush()
}

fn list<T: Serialize>(
    to: &mut impl Write,
    name: &str,
    items: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    write!(to, ",\n\"{name}\": [")?;
    let mut before = "\n";
    for item in items {
        to.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *to, &item)?;
        before = ",\n";
    }
    write!(to, "\n]")
}

/// Reads what [`write()`] wrote, all or nothing.
///
/// # Errors
/// Everything that is wrong, by entry and field; or a newer format than this
/// leaflog knows.
pub fn read(bytes: &[u8]) -> Result<Whole, Vec<Wrong>> {
    read_telling(bytes, &mut |_, _| ())
}

/// The same, telling how many of how many entries have been looked at.
///
/// # Errors
/// As of [`read`].
pub fn read_telling(bytes: &[u8], told: &mut dyn FnMut(usize, usize)) -> Result<Whole, Vec<Wrong>> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let whole = |why: String, hint: &str| vec![Wrong::new(Place::Whole, "file", why, hint)];
    let file: Value = serde_json::from_slice(bytes).map_err(|error| {
        whole(
            format!("is not JSON: {error}"),
            "choose a file from export json",
        )
    })?;
    is_known(&file)?;
    let file: File = serde_json::from_value(file)
        .map_err(|error| whole(error.to_string(), "choose a file as export json wrote it"))?;
    let mut wrong = Vec::new();
    let read = Whole {
        settings: settings(file.settings, &mut wrong),
        entries: {
            let (mut done, of) = (0, file.entries.len());
            each("entries", file.entries, &mut wrong, |value| {
                done += 1;
                told(done, of);
                entry(value)
            })
        },
        tombstones: each("tombstones", file.tombstones, &mut wrong, Grave::read),
        answers: each("answers", file.answers, &mut wrong, plainly),
        drafts: each("drafts", file.drafts, &mut wrong, Half::read),
    };
    doubled(&read, &mut wrong);
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(wrong)
    }
}

/// Whether an entry that came otherwise could have come in a file.
///
/// # Errors
/// What would be wrong with it there.
pub fn would_read(known: &Entry) -> Result<(), String> {
    let written = serde_json::to_value(known).map_err(|error| error.to_string())?;
    let again = entry(written)?;
    if again.says_the_same(known) {
        return Ok(());
    }
    Err(format!("it would be read as {}", again.says()))
}

/// Which format a file has is looked at before anything else in it.
fn is_known(file: &Value) -> Result<(), Vec<Wrong>> {
    let format = file["leaflog"]["format"].as_u64();
    let (why, hint) = match format {
        Some(format) if format <= u64::from(FORMAT) => return Ok(()),
        Some(format) => (
            format!("has format {format}, and this leaflog reads up to {FORMAT}"),
            "read it with a newer leaflog",
        ),
        None => (
            "was not written by leaflog's export json".to_owned(),
            "choose a file that begins with \"leaflog\"",
        ),
    };
    Err(vec![Wrong::new(Place::Whole, "file", why, hint)])
}

#[derive(Serialize, Deserialize)]
struct Stamp {
    format: u32,
    version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(
        dead_code,
        reason = "read before the rest, and here so that it is known"
    )]
    leaflog: Stamp,
    settings: BTreeMap<String, String>,
    entries: Vec<Value>,
    tombstones: Vec<Value>,
    answers: Vec<Value>,
    drafts: Vec<Value>,
}

/// A tombstone as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grave {
    id: Uuid,
    kind: String,
    at: String,
    changed: DateTime<Utc>,
}

impl Grave {
    fn of(tombstone: &Tombstone) -> Grave {
        Grave {
            id: tombstone.id,
            kind: tombstone.kind.name().to_owned(),
            at: tombstone.at.to_rfc3339(),
            changed: tombstone.changed,
        }
    }

    fn read(value: Value) -> Result<Tombstone, String> {
        let grave: Grave = plainly(value)?;
        Ok(Tombstone {
            id: grave.id,
            kind: Kind::parse(&grave.kind).map_err(|wrong| wrong.to_string())?,
            at: DateTime::parse_from_rfc3339(&grave.at).map_err(|e| format!("at: {e}"))?,
            changed: grave.changed,
        })
    }
}

/// A draft as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Half {
    kind: String,
    begun: String,
    editing: Option<Uuid>,
    answers: BTreeMap<String, String>,
}

impl Half {
    fn of(draft: &Draft) -> Half {
        Half {
            kind: draft.kind.name().to_owned(),
            begun: draft.begun.to_rfc3339(),
            editing: draft.editing,
            answers: draft
                .answers
                .iter()
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .collect(),
        }
    }

    fn read(value: Value) -> Result<Draft, String> {
        let half: Half = plainly(value)?;
        let mut answers = Values::new();
        for (name, text) in half.answers {
            let known = known_name(&name).ok_or(format!("answers: {name} is not a known field"))?;
            answers.set(known, text);
        }
        Ok(Draft {
            kind: Kind::parse(&half.kind).map_err(|wrong| wrong.to_string())?,
            begun: DateTime::parse_from_rfc3339(&half.begun).map_err(|e| format!("begun: {e}"))?,
            editing: half.editing,
            answers,
        })
    }
}

fn entry(value: Value) -> Result<Entry, String> {
    plainly(value)
}

fn plainly<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// Reads every item, and notes what is wrong with each.
fn each<T>(
    list: &'static str,
    values: Vec<Value>,
    wrong: &mut Vec<Wrong>,
    mut read: impl FnMut(Value) -> Result<T, String>,
) -> Vec<T> {
    let mut items = Vec::with_capacity(values.len());
    for (n, value) in values.into_iter().enumerate() {
        match read(value) {
            Ok(item) => items.push(item),
            Err(why) => wrong.push(told(Place::At(list, n), &why)),
        }
    }
    items
}

/// A reason that begins with the name of a field is about that field.
fn told(place: Place, why: &str) -> Wrong {
    match why.split_once(": ") {
        Some((field, why)) if !field.contains(' ') => Wrong::new(place, field, why, ""),
        _ => Wrong::new(place, "all of it", why, ""),
    }
}

fn settings(pairs: BTreeMap<String, String>, wrong: &mut Vec<Wrong>) -> Settings {
    let mut kept = Settings::default();
    for (name, value) in pairs {
        match setting::check(&name, &value) {
            Ok((setting, value)) => kept.set(setting.name, value.as_deref()),
            Err(invalid) => wrong.push(Wrong::of(Place::Whole, invalid)),
        }
    }
    kept
}

/// No id stands for two things.
fn doubled(read: &Whole, wrong: &mut Vec<Wrong>) {
    let mut known: HashMap<Uuid, usize> = HashMap::new();
    for (n, entry) in read.entries.iter().enumerate() {
        if let Some(first) = known.insert(entry.id, n) {
            let why = format!("is the same as in entries[{first}]");
            wrong.push(Wrong::new(Place::At("entries", n), "id", why, ""));
        }
    }
    for (n, tombstone) in read.tombstones.iter().enumerate() {
        if known.contains_key(&tombstone.id) {
            let why = "is that of an entry in the same file";
            wrong.push(Wrong::new(Place::At("tombstones", n), "id", why, ""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::{Level, Said};
    use crate::stats::sample::{entry, now};

    fn whole() -> Whole {
        let pairs = [("day_start".to_owned(), "04:00".to_owned())];
        Whole {
            settings: Settings::new(pairs),
            entries: vec![
                entry("dose amount=2.5g at=2026-11-20T18:05 note='=1_\"x\""),
                entry("sleep bed_at=2026-10-24T23:05 up_at=2026-10-25T07:05 quality=6"),
                entry("none date=2026-11-17"),
            ],
            tombstones: vec![Tombstone {
                id: Uuid::now_v7(),
                kind: Kind::Note,
                at: now(),
                changed: now().to_utc(),
            }],
            answers: vec![Answer {
                rule: "R19-mix-alcohol".to_owned(),
                subject: "wine".to_owned(),
                said: Said::Read,
                level: Level::Warning,
                at: now().to_utc(),
                times: 2,
            }],
            drafts: vec![Draft {
                kind: Kind::Dose,
                begun: now(),
                editing: None,
                answers: Values::new().with("amount", "2."),
            }],
        }
    }

    fn written(whole: &Whole) -> String {
        let mut bytes = Vec::new();
        let beside = Beside {
            settings: &whole.settings,
            tombstones: &whole.tombstones,
            answers: &whole.answers,
            drafts: &whole.drafts,
        };
        write(&mut bytes, &whole.entries, beside).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn wrong(text: &str) -> Vec<String> {
        let wrong = read(text.as_bytes()).unwrap_err();
        wrong.iter().map(|wrong| wrong.say("all.json")).collect()
    }

    #[test]
    fn nothing_is_lost() {
        let before = whole();
        let text = written(&before);
        let after = read(text.as_bytes()).unwrap();
        assert_eq!(after, before);
        assert!(
            after
                .entries
                .iter()
                .zip(&before.entries)
                .all(|(a, b)| a.says_the_same(b))
        );
        assert_eq!(written(&after), text);
        assert_eq!(
            read(written(&Whole::default()).as_bytes()),
            Ok(Whole::default())
        );
    }

    #[test]
    fn a_newer_format_is_refused_saying_so() {
        let newer = written(&whole()).replace("\"format\":1", "\"format\":2");
        assert_eq!(
            wrong(&newer),
            [
                "all.json: file: has format 2, and this leaflog reads up to 1; read it with a newer leaflog"
            ]
        );
    }

    #[test]
    fn what_is_not_ours_is_said_to_be_so() {
        assert!(wrong("[1,2]")[0].contains("was not written by leaflog"));
        assert!(wrong("")[0].starts_with("all.json: file: is not JSON: "));
        assert!(wrong("{\"leaflog\":{\"format\":1,\"version\":\"0\"}}")[0].contains("settings"));
    }

    #[test]
    fn every_wrong_entry_is_named_with_its_field() {
        let text = written(&whole())
            .replace("\"amount\":\"2.5\"", "\"amount\":\"20ml\"")
            .replace("\"quality\":\"6\"", "\"quality\":\"11\"")
            .replace("\"04:00\"", "\"13:00\"");
        assert_eq!(
            wrong(&text),
            [
                "all.json: day_start: \"13:00\" does not fit; write a time from 00:00 to 11:59, like 04:00",
                "all.json: entries[0]: amount: \"20ml\" is not a weight; write grams or milligrams, like 2.5g or 800mg",
                "all.json: entries[1]: quality: \"11\" is not a whole number from 0 to 10; write a number from 0 to 10",
            ]
        );
    }

    #[test]
    fn an_id_stands_for_one_thing_only() {
        let mut twice = whole();
        twice.entries[1].id = twice.entries[0].id;
        twice.tombstones[0].id = twice.entries[2].id;
        assert_eq!(
            wrong(&written(&twice)),
            [
                "all.json: entries[1]: id: is the same as in entries[0]",
                "all.json: tombstones[0]: id: is that of an entry in the same file",
            ]
        );
    }
}
