//! Doses, other substances and notes from the JSON that
//! `PsychonautWiki` Journal writes.

mod taken;
mod values;
mod words;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::super::csv::BYTE_ORDER_MARK;
use super::super::merge::Row;
use super::super::wrong::{Place, Wrong};
use super::{Foreign, Found, Wrongs, lasting_id};
use crate::domain::dose::Form;
use crate::domain::field::{Invalid, Values};
use crate::domain::moment::When;
use crate::domain::{Entry, Kind};
use taken::{Amount, PLAIN, Sort, round, substance};
use values::{AHEAD, flag, needed_time, text, time};
use words::{as_written, plain_name, told_of};

type Object = Map<String, Value>;

/// Reads the file.
///
/// # Errors
/// Everything that is wrong, by its place in the file; then nothing is given.
pub fn read(bytes: &[u8], when: &When) -> Result<Foreign, Vec<Wrong>> {
    let file = object(bytes).map_err(|wrong| vec![wrong])?;
    let experiences = experiences(&file).map_err(|wrong| vec![wrong])?;
    let mut journal = Other {
        units: units(&file),
        when: *when,
        found: Found::default(),
        read: Foreign::default(),
        wrong: Wrongs::default(),
        without_amount: 0,
        in_note: 0,
        mixed: 0,
    };
    journal.leave_the_rest(&file, &["experiences"]);
    for (n, experience) in experiences.iter().enumerate() {
        journal.experience(n, experience);
    }
    journal.end()
}

/// Whether a file looks like one.
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    object(bytes)
        .is_ok_and(|file| file.contains_key("experiences") && !file.contains_key("leaflog"))
}

fn whole(why: impl Into<String>, hint: &str) -> Wrong {
    Wrong::new(Place::Whole, "file", why, hint)
}

fn object(bytes: &[u8]) -> Result<Object, Wrong> {
    const HINT: &str = "choose the JSON file that the app's own export wrote";
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(whole("is empty", HINT));
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(file)) => Ok(file),
        Ok(_) => Err(whole("is no PsychonautWiki Journal", HINT)),
        Err(error) if error.is_eof() => Err(whole(
            format!("is cut off: {error}"),
            "export it again; nothing of a part is taken",
        )),
        Err(error) => Err(whole(format!("is not JSON: {error}"), HINT)),
    }
}

fn experiences(file: &Object) -> Result<&Vec<Value>, Wrong> {
    if file.contains_key("leaflog") {
        return Err(whole(
            "was written by leaflog",
            "leaflog import json reads it",
        ));
    }
    match file.get("experiences") {
        Some(Value::Array(_)) if file.get("ingestions").is_some_and(Value::is_array) => Err(whole(
            "is from an old version of the app, with ingestions apart from experiences",
            "export it again from the app as it is today",
        )),
        Some(Value::Array(experiences)) => Ok(experiences),
        Some(_) => Err(Wrong::new(
            Place::Whole,
            "experiences",
            "is not a list",
            "choose the JSON file that the app's own export wrote",
        )),
        None => Err(whole(
            "has no experiences",
            "choose the JSON file that the app's own export wrote",
        )),
    }
}

/// A unit of the person's own: what it is called and what one of it was said to
/// hold.
struct OwnUnit {
    id: i64,
    name: String,
    holds: String,
}

fn units(file: &Object) -> Vec<OwnUnit> {
    let list = file.get("customUnits").and_then(Value::as_array);
    let unit = |value: &Value| {
        let text = |key: &str| value[key].as_str().unwrap_or_default().trim().to_owned();
        let name = [text("unit"), text("name")]
            .into_iter()
            .find(|it| !it.is_empty())?;
        let holds = value["dose"]
            .as_f64()
            .map(|dose| format!("{dose} {}", text("originalUnit")));
        Some(OwnUnit {
            id: value["id"].as_i64()?,
            name,
            holds: holds.unwrap_or_default(),
        })
    };
    list.into_iter().flatten().filter_map(unit).collect()
}

struct Other {
    units: Vec<OwnUnit>,
    when: When,
    found: Found,
    read: Foreign,
    wrong: Wrongs,
    /// Doses whose amount nobody wrote down.
    without_amount: usize,
    /// Doses whose amount says nothing of their strength, kept in the note.
    in_note: usize,
    /// Kratom with something else in it.
    mixed: usize,
}

/// What is read of an experience; the rest is counted.
const OF_EXPERIENCE: [&str; 6] = [
    "title",
    "text",
    "creationDate",
    "sortDate",
    "ingestions",
    "timedNotes",
];
/// What is read of an ingestion.
const OF_INGESTION: [&str; 13] = [
    "substanceName",
    "time",
    "creationDate",
    "administrationRoute",
    "dose",
    "units",
    "isDoseAnEstimate",
    "notes",
    "stomachFullness",
    "administrationSite",
    "releaseForm",
    "consumerName",
    "customUnitId",
];

impl Other {
    fn experience(&mut self, n: usize, value: &Value) {
        let place = Place::Experience(n, None);
        let Some(experience) = value.as_object() else {
            let wrong = Wrong::new(
                place,
                "experience",
                "is not an object",
                "choose the file as the app wrote it",
            );
            return self.wrong.add(wrong);
        };
        self.leave_the_rest(experience, &OF_EXPERIENCE);
        let mut first = None;
        for (list, is_note) in [("ingestions", false), ("timedNotes", true)] {
            let items = match experience.get(list) {
                None | Some(Value::Null) => &Vec::new(),
                Some(Value::Array(items)) => items,
                Some(_) => {
                    let wrong = Wrong::new(
                        place,
                        list,
                        "is not a list",
                        "choose the file as the app wrote it",
                    );
                    self.wrong.add(wrong);
                    continue;
                }
            };
            for (m, item) in items.iter().enumerate() {
                let place = Place::Experience(n, Some((list, m)));
                let read = if is_note {
                    self.timed_note(item)
                } else {
                    self.ingestion(item)
                };
                match read {
                    Ok(Some(entry)) => {
                        first = first.or(Some(entry.at.to_utc()));
                        self.read.rows.push(Row {
                            place,
                            id: None,
                            entry,
                        });
                    }
                    Ok(None) => {}
                    Err(invalid) => self.wrong.add(Wrong::of(place, invalid)),
                }
            }
        }
        match self.text(experience, first) {
            Ok(Some(entry)) => self.read.rows.push(Row {
                place,
                id: None,
                entry,
            }),
            Ok(None) => {}
            Err(invalid) => self.wrong.add(Wrong::of(place, invalid)),
        }
    }

    /// Anything that nobody asked for, by its name in plain words.
    fn leave_the_rest(&mut self, object: &Object, taken: &[&str]) {
        for (key, value) in object
            .iter()
            .filter(|(key, _)| !taken.contains(&key.as_str()))
        {
            let many = match value {
                Value::Null | Value::Bool(false) => 0,
                Value::Array(items) => items.len(),
                Value::Object(items) if items.is_empty() => 0,
                Value::String(text) if text.trim().is_empty() => 0,
                _ => 1,
            };
            if many > 0 {
                *self.read.not_taken.entry(plain_name(key)).or_default() += many;
            }
        }
    }

    /// What was written of an experience as a whole, as a note at its first time.
    fn text(
        &mut self,
        experience: &Object,
        first: Option<DateTime<Utc>>,
    ) -> Result<Option<Entry>, Invalid> {
        let title = text(experience, "title")?;
        let Some(says) = text(experience, "text")? else {
            if title.is_some() {
                self.read.leave("titles without a text");
            }
            return Ok(None);
        };
        let stamps = ["sortDate", "creationDate"];
        let at = match first {
            Some(at) => Some(at),
            None => stamps
                .iter()
                .find_map(|key| time(experience, key, &self.when).ok().flatten()),
        };
        let Some(at) = at else {
            self.read.leave("texts without a time");
            return Ok(None);
        };
        let note: Vec<String> = title.into_iter().chain([says]).collect();
        let values = Values::new().with("note", note.join("\n"));
        self.entry(Kind::Note, at, at, "", values)
            .map(Some)
            .map_err(|wrong| told_of(wrong, "text"))
    }

    fn timed_note(&mut self, value: &Value) -> Result<Option<Entry>, Invalid> {
        let Some(object) = value.as_object() else {
            return Err(Invalid::new(
                "timedNote",
                "is not an object",
                "choose the file as the app wrote it",
            ));
        };
        let Some(says) = text(object, "note")? else {
            return Ok(None);
        };
        let at = needed_time(object, &self.when)?;
        let written = time(object, "creationDate", &self.when)?.unwrap_or(at);
        let values = Values::new().with("note", says);
        self.entry(Kind::Note, at, written, "", values).map(Some)
    }

    /// One thing taken: a dose, or another substance; nothing where somebody else
    /// took it.
    fn ingestion(&mut self, value: &Value) -> Result<Option<Entry>, Invalid> {
        let Some(object) = value.as_object() else {
            return Err(Invalid::new(
                "ingestion",
                "is not an object",
                "choose the file as the app wrote it",
            ));
        };
        self.leave_the_rest(object, &OF_INGESTION);
        if text(object, "consumerName")?.is_some() {
            self.read.leave("what somebody else took");
            return Ok(None);
        }
        let Some(name) = text(object, "substanceName")? else {
            return Err(Invalid::new(
                "substanceName",
                "is missing",
                "write what was taken",
            ));
        };
        let name = name.trim().to_owned();
        let at = needed_time(object, &self.when)?;
        let written = time(object, "creationDate", &self.when)?.unwrap_or(at);
        let amount = self.amount(object)?;
        let mut notes: Vec<String> = text(object, "notes")?.into_iter().collect();
        for (key, says) in [
            ("administrationRoute", "route"),
            ("administrationSite", "site"),
            ("stomachFullness", "stomach"),
            ("releaseForm", "release"),
        ] {
            let typed = text(object, key)?;
            notes
                .extend(typed.map(|it| format!("{says}: {}", it.to_lowercase().replace('_', " "))));
        }
        notes.extend(amount.holds.clone());
        let estimated = flag(object, "isDoseAnEstimate")?;
        let (kind, mut values) = self.taken(&name, &amount, &mut notes);
        match (kind, estimated) {
            (Kind::Dose, true) => values.set("estimated", "yes"),
            (_, true) => notes.push("estimated".to_owned()),
            _ => {}
        }
        values.set("note", notes.join("\n"));
        let of = format!("{name}\n{}", at.timestamp_millis());
        self.entry(kind, at, written, &of, values).map(Some)
    }

    fn amount(&self, object: &Object) -> Result<Amount, Invalid> {
        let dose = match object.get("dose") {
            None | Some(Value::Null) => None,
            Some(Value::Number(n)) => n.as_f64(),
            Some(_) => {
                return Err(Invalid::new(
                    "dose",
                    "is not a number",
                    "write a number, or null where it is not known",
                ));
            }
        };
        if dose.is_some_and(|dose| dose < 0.0) {
            return Err(Invalid::new(
                "dose",
                "is below zero",
                "write how much was taken",
            ));
        }
        let own = object.get("customUnitId").and_then(Value::as_i64);
        let own = own.map(|id| self.units.iter().find(|unit| unit.id == id));
        let unit = match own {
            Some(Some(unit)) => unit.name.clone(),
            Some(None) => text(object, "units")?.unwrap_or_else(|| "unit".to_owned()),
            None => text(object, "units")?.unwrap_or_default(),
        };
        let holds = own.flatten().filter(|unit| !unit.holds.is_empty());
        Ok(Amount {
            dose,
            unit: unit.trim().to_owned(),
            holds: holds.map(|unit| format!("1 {} was said to be {}", unit.name, unit.holds)),
        })
    }

    /// The kind of what was taken, and what it says.
    fn taken(&mut self, name: &str, amount: &Amount, notes: &mut Vec<String>) -> (Kind, Values) {
        match Sort::of(name) {
            Sort::Other { with_kratom } => {
                self.mixed += usize::from(with_kratom);
                (Kind::Substance, substance(name, amount))
            }
            sort => (Kind::Dose, self.dose(&sort, name, amount, notes)),
        }
    }

    fn dose(
        &mut self,
        sort: &Sort,
        name: &str,
        amount: &Amount,
        notes: &mut Vec<String>,
    ) -> Values {
        let form = match sort {
            Sort::Leaf => "powder",
            Sort::SevenOh | Sort::LikeSevenOh => "7oh",
            _ => "extract",
        };
        let mut values = Values::new().with("form", form);
        if !PLAIN.contains(&name.to_lowercase().as_str()) {
            values.set("product", name);
        }
        let unknown = |values: &mut Values| {
            values.set("count", "1");
            values.set("count_unit", "dose");
        };
        match (amount.dose, amount.milligrams(), sort) {
            (None, ..) => {
                self.without_amount += 1;
                unknown(&mut values);
            }
            (_, Some(mg), Sort::Leaf) => values.set("amount", format!("{} g", round(mg / 1000.0))),
            (_, Some(mg), Sort::SevenOh) => values.set("hydroxy_mg", round(mg)),
            (_, Some(mg), Sort::Mitragynine) => values.set("mitragynine_mg", round(mg)),
            (_, Some(_), _) => {
                self.in_note += 1;
                notes.push(format!("amount: {}", amount.says()));
                unknown(&mut values);
            }
            (Some(dose), None, _) => {
                values.set("count", dose.to_string());
                values.set(
                    "count_unit",
                    if amount.unit.is_empty() {
                        "unit"
                    } else {
                        &amount.unit
                    },
                );
            }
        }
        values
    }

    /// An entry with an id that is the same at every reading.
    fn entry(
        &mut self,
        kind: Kind,
        at: DateTime<Utc>,
        written: DateTime<Utc>,
        of: &str,
        mut values: Values,
    ) -> Result<Entry, Invalid> {
        values.set("at", self.when.zone.at(at).to_rfc3339());
        let of = format!(
            "psychonaut\n{}\n{}\n{}\n{of}",
            kind.name(),
            at.timestamp_millis(),
            written.timestamp_millis()
        );
        let of = self.found.again(&of);
        let when = When {
            now: self.when.now + AHEAD,
            ..self.when
        };
        let mut entry =
            Entry::parse(uuid::Uuid::nil(), kind, &values, &when).map_err(as_written)?;
        entry.id = lasting_id(written.min(self.when.now).timestamp_millis(), &of);
        entry.changed = entry.written().unwrap_or(self.when.now);
        Ok(entry)
    }

    fn end(mut self) -> Result<Foreign, Vec<Wrong>> {
        self.wrong.end()?;
        let doses = self.read.rows.iter().filter_map(|row| row.entry.dose());
        let powder = doses.filter(|dose| dose.form == Form::Powder).count();
        for (n, what) in [
            (
                powder,
                "the form is powder: the file does not say it; leaflog edit ID form=capsule changes one",
            ),
            (
                self.without_amount,
                "kratom without an amount is 1 dose, its weight not known",
            ),
            (
                self.in_note,
                "extract by weight alone is 1 dose; what the file says is in the note",
            ),
            (
                self.mixed,
                "kratom with something else, or only near its name, is another substance; write the kratom down as a dose too",
            ),
        ] {
            if n > 0 {
                self.read.settled.push(format!("{what} ({n})"));
            }
        }
        Ok(self.read)
    }
}

#[cfg(test)]
mod tests;
