//! Doses, other substances and notes from the JSON that
//! `PsychonautWiki` Journal writes.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};

use super::super::csv::BYTE_ORDER_MARK;
use super::super::merge::Row;
use super::super::wrong::{Place, Wrong};
use super::{Foreign, Found, Wrongs, lasting_id};
use crate::domain::dose::Form;
use crate::domain::field::{Invalid, Values};
use crate::domain::moment::When;
use crate::domain::text::{one_line, quoted};
use crate::domain::{Entry, Kind};
use crate::rules::classes;

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

/// Written by another clock, a file may be a little ahead of this one:
/// leaflog's own line.
const AHEAD: TimeDelta = TimeDelta::hours(1);

/// Names that say no more than what it is.
const PLAIN: [&str; 7] = [
    "kratom",
    "mitragyna",
    "mitragyna speciosa",
    "mitragynine",
    "kratom extract",
    "7-oh",
    "7-hydroxymitragynine",
];

/// How much was taken, as the file says it.
struct Amount {
    dose: Option<f64>,
    unit: String,
    /// What one of the person's own units was said to hold.
    holds: Option<String>,
}

impl Amount {
    fn milligrams(&self) -> Option<f64> {
        match self.unit.to_lowercase().as_str() {
            "mg" | "mgs" | "milligram" | "milligrams" => self.dose,
            "g" | "gram" | "grams" => self.dose.map(|dose| dose * 1000.0),
            _ => None,
        }
    }

    fn says(&self) -> String {
        let dose = self.dose.map(|dose| dose.to_string()).unwrap_or_default();
        format!("{dose} {}", self.unit).trim().to_owned()
    }
}

fn substance(name: &str, amount: &Amount) -> Values {
    let mut values = Values::new().with("name", name);
    values.set_some("amount", amount.dose.map(|dose| dose.to_string()));
    if amount.dose.is_some() {
        values.set("unit", amount.unit.clone());
    }
    values
}

/// What a name stands for, of what comes from kratom.
enum Sort {
    Leaf,
    /// Its milligrams are those of one alkaloid.
    Mitragynine,
    Extract,
    SevenOh,
    /// Pseudoindoxyl and the like, whose milligrams are not those of 7-OH.
    LikeSevenOh,
    Other {
        with_kratom: bool,
    },
}

impl Sort {
    fn of(name: &str) -> Sort {
        let Some(found) = classes::names().find(name) else {
            return Sort::Other { with_kratom: false };
        };
        let ids: Vec<&str> = found.classes.iter().map(|class| class.id).collect();
        let alone = !found.guessed && ids.len() == 1;
        match ids.as_slice() {
            ["kratom_leaf"] if alone && name.eq_ignore_ascii_case("mitragynine") => {
                Sort::Mitragynine
            }
            ["kratom_leaf"] if alone => Sort::Leaf,
            ["kratom_extract"] if alone => Sort::Extract,
            ["kratom_7oh"] if alone && found.name == "7-OH" => Sort::SevenOh,
            ["kratom_7oh"] if alone => Sort::LikeSevenOh,
            _ => Sort::Other {
                with_kratom: found.has("kratom"),
            },
        }
    }
}

/// Up to three decimals: what a file reckoned itself may have more.
fn round(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A text that is there; white space is none.
fn text(object: &Object, key: &'static str) -> Result<Option<String>, Invalid> {
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

fn flag(object: &Object, key: &'static str) -> Result<bool, Invalid> {
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

fn needed_time(object: &Object, when: &When) -> Result<DateTime<Utc>, Invalid> {
    time(object, "time", when)?
        .ok_or_else(|| Invalid::new("time", "is missing", "write it in milliseconds since 1970"))
}

/// Milliseconds since 1970.
fn time(object: &Object, key: &'static str, when: &When) -> Result<Option<DateTime<Utc>>, Invalid> {
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

/// A key of the file in plain words.
fn plain_name(key: &str) -> String {
    let plain = match key {
        "substanceCompanions" => "colours of substances",
        "customSubstances" => "substances of one's own (what they are)",
        "customUnits" => "units of one's own (their weight; it stands in the note)",
        "customRecipes" => "recipes",
        "location" => "locations",
        "ratings" => "ratings",
        "isFavorite" => "favourites",
        "endTime" => "end times",
        "estimatedDoseStandardDeviation" => "how far an estimate may be off",
        "reminders" => "reminders",
        "preferences" => "settings of the app",
        other => return one_line(other),
    };
    plain.to_owned()
}

/// A fault told of the file's own field.
fn as_written(wrong: Invalid) -> Invalid {
    let field = match wrong.field {
        "amount" | "count" | "mitragynine_mg" | "hydroxy_mg" => "dose",
        "unit" | "count_unit" => "units",
        "name" | "product" => "substanceName",
        "note" => "notes",
        "at" => "time",
        other => other,
    };
    wrong.of(field)
}

fn told_of(wrong: Invalid, field: &'static str) -> Invalid {
    if wrong.field == "notes" {
        wrong.of(field)
    } else {
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::when;

    /// 18 Nov 2026 21:05 in Berlin.
    const AT: i64 = 1_795_032_300_000;

    fn given(ingestions: &str) -> Result<Foreign, Vec<Wrong>> {
        let text = format!(
            r#"{{"experiences":[{{"title":"A","text":"","creationDate":{AT},"sortDate":{AT},"ingestions":[{ingestions}]}}]}}"#
        );
        read(text.as_bytes(), &when())
    }

    fn taken(rest: &str) -> String {
        let one = format!(r#"{{"time":{AT},"creationDate":{AT},"isDoseAnEstimate":false,{rest}}}"#);
        match given(&one) {
            Ok(read) => read
                .rows
                .iter()
                .map(|row| {
                    let note = row
                        .entry
                        .note
                        .clone()
                        .unwrap_or_default()
                        .replace('\n', " / ");
                    format!(
                        "{} {} {note}",
                        row.entry.at.format("%d %H:%M"),
                        row.entry.says()
                    )
                })
                .collect::<Vec<_>>()
                .join("; "),
            Err(wrong) => wrong
                .iter()
                .map(|it| it.say("p.json"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    #[test]
    fn kratom_is_a_dose_and_the_rest_is_not() {
        for (rest, says) in [
            (
                r#""substanceName":"Kratom","dose":2.5,"units":"g","administrationRoute":"ORAL","notes":"calm""#,
                "18 21:05 dose 2.5 g powder calm / route: oral",
            ),
            (
                r#""substanceName":"Mitragyna speciosa","dose":800,"units":"mg""#,
                "18 21:05 dose 0.8 g powder ",
            ),
            (
                r#""substanceName":"Kratom","dose":3,"units":"capsules""#,
                "18 21:05 dose 3 capsules, powder ",
            ),
            (
                r#""substanceName":"Kratom","dose":null,"units":"g""#,
                "18 21:05 dose 1 dose, powder ",
            ),
            (
                r#""substanceName":"7-Hydroxymitragynine","dose":15,"units":"mg""#,
                "18 21:05 dose 7-OH, 15 mg 7-OH ",
            ),
            (
                r#""substanceName":"Mitragynine","dose":50,"units":"mg""#,
                "18 21:05 dose extract, 50 mg mitragynine ",
            ),
            (
                r#""substanceName":"Kratom extract","dose":120,"units":"mg""#,
                "18 21:05 dose 1 dose, extract amount: 120 mg",
            ),
            (
                r#""substanceName":"Pseudoindoxyl","dose":5,"units":"mg""#,
                "18 21:05 dose 1 dose, 7-OH amount: 5 mg",
            ),
            (
                r#""substanceName":"Feel Free","dose":1,"units":"bottle""#,
                "18 21:05 other Feel Free, 1 bottle ",
            ),
            (
                r#""substanceName":"Alcohol","dose":20,"units":"g","administrationRoute":"ORAL""#,
                "18 21:05 other Alcohol, 20 g route: oral",
            ),
            (
                r#""substanceName":"Something new","dose":null,"units":null"#,
                "18 21:05 other Something new ",
            ),
        ] {
            assert_eq!(taken(rest), says, "{rest}");
        }
        assert!(taken(r#""substanceName":"Maeng Da","dose":2,"units":"g""#).contains("2 g powder"));
    }

    #[test]
    fn what_another_person_took_is_not_mine() {
        let one = format!(
            r#"{{"time":{AT},"substanceName":"Kratom","dose":5,"units":"g","consumerName":"Sam"}}"#
        );
        let read = given(&one).unwrap();
        assert!(read.rows.is_empty());
        assert_eq!(read.not_taken.get("what somebody else took"), Some(&1));
    }

    #[test]
    fn what_is_wrong_names_its_place() {
        for (rest, says) in [
            (
                r#""substanceName":"Kratom","dose":-2,"units":"g""#,
                "p.json: experiences[0].ingestions[0].dose: is below zero",
            ),
            (
                r#""substanceName":"Kratom","dose":"2","units":"g""#,
                "p.json: experiences[0].ingestions[0].dose: is not a number",
            ),
            (
                r#""substanceName":"Kratom","dose":2,"units":"oz""#,
                "p.json: experiences[0].ingestions[0].units: \"oz\" is not something counted",
            ),
            (
                r#""substanceName":"Kratom","dose":0,"units":"g""#,
                "p.json: experiences[0].ingestions[0].dose: is zero",
            ),
            (
                r#""substanceName":"  ","dose":2"#,
                "p.json: experiences[0].ingestions[0].substanceName: is missing",
            ),
            (
                r#""substanceName":7,"dose":2"#,
                "p.json: experiences[0].ingestions[0].substanceName: \"7\" is not a text",
            ),
            (
                r#""substanceName":"Wine","notes":"a\u0007b""#,
                "p.json: experiences[0].ingestions[0].notes: holds a control character",
            ),
        ] {
            assert!(taken(rest).starts_with(says), "{}", taken(rest));
        }
        for (time, says) in [
            ("1900000000000", "is in the future"),
            ("1763668800", "is not a time in milliseconds"),
            ("\"soon\"", "is not a time"),
            ("null", "is missing"),
        ] {
            let one = format!(r#"{{"substanceName":"Wine","time":{time}}}"#);
            let wrong = given(&one).unwrap_err()[0].say("p.json");
            assert!(
                wrong.starts_with("p.json: experiences[0].ingestions[0].time: ")
                    && wrong.contains(says),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_rest_of_the_file_is_counted() {
        let text = format!(
            r#"{{"experiences":[{{"title":"Lake","text":"A day out","creationDate":{AT},"sortDate":{AT},"isFavorite":true,
            "location":{{"name":"Lake","latitude":1.0}},"ratings":[{{"option":"PLUS"}}],
            "timedNotes":[{{"creationDate":{AT},"time":{AT},"note":"warm","color":"BLUE","isPartOfTimeline":true}}],
            "ingestions":[{{"substanceName":"Kratom","time":{AT},"dose":2,"customUnitId":4,"endTime":{AT},"isDoseAnEstimate":true,"aura":"green"}}]}},
            {{"title":"Only a title","text":"","ingestions":[]}}],
            "substanceCompanions":[{{"substanceName":"Kratom","color":"GREEN"}}],
            "customUnits":[{{"id":4,"name":"cap","unit":"capsule","dose":500,"originalUnit":"mg"}}],"customSubstances":[]}}"#
        );
        let read = read(text.as_bytes(), &when()).unwrap();
        let said: Vec<String> = read
            .rows
            .iter()
            .map(|row| format!("{} {:?}", row.entry.says(), row.entry.note))
            .collect();
        assert_eq!(
            said,
            [
                "dose ≈2 capsule, powder Some(\"1 capsule was said to be 500 mg\")",
                "note warm Some(\"warm\")",
                "note Lake A day out Some(\"Lake\\nA day out\")",
            ]
        );
        let left: Vec<String> = read
            .not_taken
            .iter()
            .map(|(what, n)| format!("{what} {n}"))
            .collect();
        assert_eq!(
            left,
            [
                "aura 1",
                "colours of substances 1",
                "end times 1",
                "favourites 1",
                "locations 1",
                "ratings 1",
                "titles without a text 1",
                "units of one's own (their weight; it stands in the note) 1",
            ]
        );
    }

    #[test]
    fn another_shape_is_one_sentence() {
        for (text, says) in [
            ("", "is empty"),
            ("[]", "is no PsychonautWiki Journal"),
            ("{}", "has no experiences"),
            ("{\"experiences\":[{\"title\":", "is cut off"),
            ("{\"experiences\":7}", "experiences: is not a list"),
            ("{\"experiences\":[],\"ingestions\":[]}", "old version"),
            ("{\"leaflog\":{\"format\":1}}", "leaflog import json"),
            ("nonsense", "is not JSON"),
            (
                "{\"experiences\":[7]}",
                "experiences[0].experience: is not an object",
            ),
            (
                "{\"experiences\":[{\"ingestions\":{}}]}",
                "experiences[0].ingestions: is not a list",
            ),
        ] {
            let wrong = read(text.as_bytes(), &when()).unwrap_err();
            assert!(
                wrong[0].say("p.json").contains(says),
                "{}",
                wrong[0].say("p.json")
            );
        }
    }
}
