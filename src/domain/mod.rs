//! What a person can write down. Nothing here reads a clock, a file or the
//! terminal.

pub mod about;
pub mod amount;
pub mod answer;
pub mod called;
pub mod dose;
pub mod draft;
pub mod edit;
pub mod event;
pub mod field;
pub mod joining;
pub mod journal;
pub mod known;
pub mod medicine;
pub mod moment;
pub mod none;
pub mod note;
pub mod number;
pub mod product;
pub mod purged;
pub mod reading;
pub mod setting;
pub mod sleep;
pub mod span;
pub mod substance;
pub mod symptom;
pub mod text;
pub mod tz;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use about::About;
use dose::Dose;
use event::Event;
use field::{Choice, Field, Invalid, Values};
use medicine::Medicine;
use moment::{Moment, When};
use none::NoKratom;
use product::Product;
use reading::Reading;
use sleep::Sleep;
use substance::Substance;
use symptom::Symptom;

/// One line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Lasting, a UUID v7: it carries when the entry was written down.
    pub id: Uuid,
    /// To the whole minute, at the offset lived in. A night stands at getting
    /// up; "none" at noon of its date.
    pub at: Moment,
    /// When it was last written; merging two journals reads it.
    pub changed: DateTime<Utc>,
    pub note: Option<String>,
    pub what: What,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Dose(Dose),
    Substance(Substance),
    Sleep(Sleep),
    Symptom(Symptom),
    None(NoKratom),
    Note,
    Medicine(Medicine),
    About(About),
    Product(Box<Product>),
    Reading(Reading),
    Event(Event),
}

/// The sort of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Dose,
    Substance,
    Sleep,
    Symptom,
    None,
    Note,
    Medicine,
    About,
    Product,
    Reading,
    Event,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Dose,
        Kind::Substance,
        Kind::Sleep,
        Kind::Symptom,
        Kind::None,
        Kind::Note,
        Kind::Medicine,
        Kind::About,
        Kind::Product,
        Kind::Reading,
        Kind::Event,
    ];

    /// As stored, exported and typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dose => "dose",
            Kind::Substance => "substance",
            Kind::Sleep => "sleep",
            Kind::Symptom => "symptom",
            Kind::None => "none",
            Kind::Note => "note",
            Kind::Medicine => "medicine",
            Kind::About => "about",
            Kind::Product => "product",
            Kind::Reading => "reading",
            Kind::Event => "event",
        }
    }

    /// As a list shows it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Kind::Substance => "other",
            Kind::Sleep => "night",
            other => other.name(),
        }
    }

    /// Whether it says something lasting rather than something of a day: a
    /// medicine, a fact about the person, what is in the bag.
    #[must_use]
    pub fn is_lasting(self) -> bool {
        matches!(self, Kind::Medicine | Kind::About | Kind::Product)
    }

    /// Whether lists of days leave it out unless asked: what rules read beside
    /// the days themselves.
    #[must_use]
    pub fn is_beside(self) -> bool {
        self.is_lasting() || matches!(self, Kind::Reading | Kind::Event)
    }

    /// What it asks for, in the order it is asked.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Dose => dose::FIELDS,
            Kind::Substance => substance::FIELDS,
            Kind::Sleep => sleep::FIELDS,
            Kind::Symptom => symptom::FIELDS,
            Kind::None => none::FIELDS,
            Kind::Note => note::FIELDS,
            Kind::Medicine => medicine::FIELDS,
            Kind::About => about::FIELDS,
            Kind::Product => product::FIELDS,
            Kind::Reading => reading::FIELDS,
            Kind::Event => event::FIELDS,
        }
    }

    /// The kind of that name, case ignored.
    ///
    /// # Errors
    /// Names the kinds there are.
    pub fn parse(typed: &str) -> Result<Kind, Invalid> {
        let word = typed.trim().to_lowercase();
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == word)
            .ok_or_else(|| {
                let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                Invalid::new(
                    "kind",
                    format!(
                        "{} is not a kind of entry{}",
                        text::quoted(typed),
                        meant(&word, &names)
                    ),
                    format!("write one of {}", names.join(", ")),
                )
            })
    }
}

impl What {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            What::Dose(_) => Kind::Dose,
            What::Substance(_) => Kind::Substance,
            What::Sleep(_) => Kind::Sleep,
            What::Symptom(_) => Kind::Symptom,
            What::None(_) => Kind::None,
            What::Note => Kind::Note,
            What::Medicine(_) => Kind::Medicine,
            What::About(_) => Kind::About,
            What::Product(_) => Kind::Product,
            What::Reading(_) => Kind::Reading,
            What::Event(_) => Kind::Event,
        }
    }

    fn parse(kind: Kind, values: &Values, when: &When) -> Result<What, Invalid> {
        Ok(match kind {
            Kind::Dose => What::Dose(Dose::parse(values)?),
            Kind::Substance => What::Substance(Substance::parse(values)?),
            Kind::Sleep => What::Sleep(Sleep::parse(values, when)?),
            Kind::Symptom => What::Symptom(Symptom::parse(values)?),
            Kind::None => What::None(NoKratom::parse(values, when)?),
            Kind::Note => {
                note::check(values)?;
                What::Note
            }
            Kind::Medicine => What::Medicine(Medicine::parse(values, when)?),
            Kind::About => What::About(About::parse(values, when)?),
            Kind::Product => What::Product(Box::new(Product::parse(values, when)?)),
            Kind::Reading => What::Reading(Reading::parse(values)?),
            Kind::Event => What::Event(Event::parse(values)?),
        })
    }

    fn values(&self) -> Values {
        match self {
            What::Dose(dose) => dose.values(),
            What::Substance(substance) => substance.values(),
            What::Sleep(sleep) => sleep.values(),
            What::Symptom(symptom) => symptom.values(),
            What::None(none) => none.values(),
            What::Note => Values::new(),
            What::Medicine(medicine) => medicine.values(),
            What::About(about) => about.values(),
            What::Product(product) => product.values(),
            What::Reading(reading) => reading.values(),
            What::Event(event) => event.values(),
        }
    }
}

impl Entry {
    /// Builds an entry from answers: those of a form, the command line, a CSV
    /// row or JSON. `date`, `time` and `utc_offset` say when, or `at` does, or
    /// it is now.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(id: Uuid, kind: Kind, values: &Values, when: &When) -> Result<Entry, Invalid> {
        let when = &match values.get("utc_offset") {
            Some(typed) => when.at_offset(moment::parse_offset(typed)?),
            None => *when,
        };
        let what = What::parse(kind, values, when)?;
        let at = match &what {
            What::Sleep(sleep) => sleep.up_at,
            What::None(none) => noon(none.date, when)?,
            What::About(about) if about.country_code().is_none() => since(values, &when.ahead())?,
            What::Medicine(_) | What::About(_) | What::Product(_) => since(values, when)?,
            What::Event(_) => since(values, &when.ahead())?,
            _ => written_time(values, when)?,
        };
        let note = values
            .get("note")
            .map(|typed| text::note("note", typed))
            .transpose()?;
        Ok(Entry {
            id,
            at,
            changed: when.now,
            note,
            what,
        })
    }

    /// The answers that parse to this entry, by CSV column. Parsing them again
    /// gives the same entry; a property test holds that.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = self.what.values();
        values.set("date", self.date().to_string());
        if self.kind() != Kind::None {
            values.set("time", self.at.format("%H:%M").to_string());
        }
        values.set("utc_offset", moment::offset_text(*self.at.offset()));
        values.set_some("note", self.note.as_deref());
        values
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.what.kind()
    }

    /// The local calendar date, whatever the day start.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        match &self.what {
            What::None(none) => none.date,
            _ => self.at.date_naive(),
        }
    }

    /// The day it belongs to. A night belongs to the date of getting up, "none"
    /// to the date it names; everything else to the day that was running.
    #[must_use]
    pub fn day(&self, day_start: NaiveTime) -> NaiveDate {
        match &self.what {
            What::None(_) | What::Sleep(_) => self.date(),
            _ => moment::day_of(self.at, day_start),
        }
    }

    /// When it was first written down, by its id, to the millisecond.
    #[must_use]
    pub fn written(&self) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.id.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }

    /// Whether its time is only that of writing it down, to two minutes: when
    /// what lasts began was not said.
    #[must_use]
    pub fn is_without_start(&self) -> bool {
        let written = self.written();
        written.is_some_and(|written| {
            (written - self.at.to_utc()).abs() < chrono::TimeDelta::minutes(2)
        })
    }

    /// Whether both say the same, whenever they were written.
    #[must_use]
    pub fn says_the_same(&self, other: &Entry) -> bool {
        self.id == other.id
            && self.at == other.at
            && self.at.offset() == other.at.offset()
            && self.note == other.note
            && self.what == other.what
            && self.night_offsets() == other.night_offsets()
    }

    /// The offsets of a night's own times, which comparing instants passes over.
    fn night_offsets(&self) -> Option<[Option<chrono::FixedOffset>; 3]> {
        let sleep = self.sleep()?;
        let times = [Some(sleep.bed_at), sleep.try_at, sleep.wake_at];
        Some(times.map(|at| at.map(|at| *at.offset())))
    }

    #[must_use]
    pub fn dose(&self) -> Option<&Dose> {
        match &self.what {
            What::Dose(dose) => Some(dose),
            _ => None,
        }
    }

    #[must_use]
    pub fn substance(&self) -> Option<&Substance> {
        match &self.what {
            What::Substance(substance) => Some(substance),
            _ => None,
        }
    }

    #[must_use]
    pub fn symptom(&self) -> Option<&Symptom> {
        match &self.what {
            What::Symptom(symptom) => Some(symptom),
            _ => None,
        }
    }

    #[must_use]
    pub fn sleep(&self) -> Option<&Sleep> {
        match &self.what {
            What::Sleep(sleep) => Some(sleep),
            _ => None,
        }
    }

    #[must_use]
    pub fn about(&self) -> Option<&About> {
        match &self.what {
            What::About(about) => Some(about),
            _ => None,
        }
    }

    #[must_use]
    pub fn medicine(&self) -> Option<&Medicine> {
        match &self.what {
            What::Medicine(medicine) => Some(medicine),
            _ => None,
        }
    }

    #[must_use]
    pub fn product(&self) -> Option<&Product> {
        match &self.what {
            What::Product(product) => Some(product),
            _ => None,
        }
    }

    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        match &self.what {
            What::Reading(reading) => Some(reading),
            _ => None,
        }
    }

    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        match &self.what {
            What::Event(event) => Some(event),
            _ => None,
        }
    }

    /// What it says, without its kind: `2.5 g powder`, `nausea, mild`.
    #[must_use]
    pub fn title(&self) -> String {
        text::one_line(&match &self.what {
            What::Dose(dose) => dose.title(),
            What::Substance(substance) => substance.title(),
            What::Sleep(sleep) => sleep.title(),
            What::Symptom(symptom) => symptom.title(),
            What::None(_) => "no kratom on this day".to_owned(),
            What::Note => self.note.clone().unwrap_or_default(),
            What::Medicine(medicine) => medicine.title(),
            What::About(about) => about.title(),
            What::Product(product) => product.title(),
            What::Reading(reading) => reading.title(),
            What::Event(event) => event.title(),
        })
    }

    /// Its kind and what it says: `dose 2.5 g powder`.
    #[must_use]
    pub fn says(&self) -> String {
        match self.kind() {
            Kind::None => "no kratom".to_owned(),
            kind => format!("{} {}", kind.says(), self.title()),
        }
    }

    /// The last six characters of the id, as lists show it.
    #[must_use]
    pub fn short_id(&self) -> String {
        let id = self.id.simple().to_string();
        id[id.len() - 6..].to_owned()
    }
}

fn noon(date: NaiveDate, when: &When) -> Result<Moment, Invalid> {
    let noon = date.and_time(NaiveTime::MIN) + chrono::TimeDelta::hours(12);
    when.zone
        .resolve(noon)
        .ok_or_else(|| Invalid::new("date", "has no noon", "write another date"))
}

/// From when something holds: a time, or a date, which begins at its midnight.
fn since(values: &Values, when: &When) -> Result<Moment, Invalid> {
    let only_date = values.get("at").is_none() && values.get("time").is_none();
    if let Some(date) = values.get("date").filter(|_| only_date) {
        return begins(when.parse_date("date", date)?, when);
    }
    let written = written_time(values, when);
    let (Err(wrong), Some(typed)) = (&written, values.get("at")) else {
        return written;
    };
    match when.parse_date("at", typed) {
        Ok(today) if today == when.today() => Ok(when.moment()),
        Ok(date) => begins(date, when),
        Err(ahead) if when.parse_any_date("at", typed).is_ok() => Err(ahead),
        Err(_) => Err(wrong.clone()),
    }
}

/// The first minute of a date, which some clock changes skip.
///
/// # Errors
/// It has none.
pub fn begins(date: NaiveDate, when: &When) -> Result<Moment, Invalid> {
    let midnight = date.and_time(NaiveTime::MIN);
    let first = when.zone.resolve(midnight);
    first
        .or_else(|| when.zone.resolve(midnight + chrono::TimeDelta::hours(1)))
        .ok_or_else(|| Invalid::new("at", "has no midnight", "write a time too"))
}

fn written_time(values: &Values, when: &When) -> Result<Moment, Invalid> {
    match (values.get("at"), values.get("date"), values.get("time")) {
        (Some(at), _, _) => when.parse("at", at),
        (None, Some(date), Some(time)) => {
            let date = when.parse_any_date("date", date)?;
            when.parse("time", &format!("{date} {}", time.trim()))
        }
        (None, Some(_), None) => Err(Invalid::new(
            "time",
            "is missing",
            "write a time like 21:05",
        )),
        (None, None, Some(time)) => when.parse("time", time),
        (None, None, None) => Ok(when.moment()),
    }
}

/// A required `name`.
fn name(values: &Values, hint: &str) -> Result<String, Invalid> {
    match values.get("name") {
        Some(typed) => text::line("name", typed),
        None => Err(Invalid::new("name", "is missing", hint)),
    }
}

/// A date that may be ahead.
fn date(values: &Values, field: &'static str, when: &When) -> Result<Option<NaiveDate>, Invalid> {
    let typed = values.get(field);
    typed
        .map(|text| when.parse_any_date(field, text))
        .transpose()
}

/// What something says, and until when.
fn until(says: String, until: Option<NaiveDate>) -> String {
    match until {
        Some(until) => format!("{says}, until {until}"),
        None => says,
    }
}

/// A whole number up to and including `most`.
fn whole(field: &'static str, typed: &str, most: u16, hint: &str) -> Result<u16, Invalid> {
    typed
        .trim()
        .trim_end_matches("min")
        .trim_end()
        .parse()
        .ok()
        .filter(|n| *n <= most)
        .ok_or_else(|| {
            Invalid::new(
                field,
                format!(
                    "{} is not a whole number from 0 to {most}",
                    text::quoted(typed)
                ),
                hint,
            )
        })
}

fn yes_no(field: &'static str, typed: &str) -> Result<bool, Invalid> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err(Invalid::new(
            field,
            format!("{} is neither yes nor no", text::quoted(typed)),
            "write yes or no",
        )),
    }
}

fn yes_no_text(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// One of a closed list, by its value or by how it is said, case ignored.
fn choose(field: &'static str, choices: &[Choice], typed: &str) -> Result<usize, Invalid> {
    let word = typed.trim().to_lowercase();
    choices
        .iter()
        .position(|choice| choice.value == word || choice.says.to_lowercase() == word)
        .ok_or_else(|| {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            Invalid::new(
                field,
                format!(
                    "{} is not one of them{}",
                    text::quoted(typed),
                    meant(&word, &values)
                ),
                format!("write one of {}", values.join(", ")),
            )
        })
}

/// `. Did you mean powder?`, where one of the words is near what was typed.
#[must_use]
pub fn meant(typed: &str, words: &[&str]) -> String {
    words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(word, typed), word))
        .filter(|(slips, word)| *slips <= 1 + word.len() / 4)
        .min()
        .map(|(_, word)| format!(". Did you mean {word}?"))
        .unwrap_or_default()
}

/// An entry in a file or in the kept changes: flat, by CSV column.
#[derive(Serialize, Deserialize)]
struct Flat {
    id: Uuid,
    kind: String,
    at: String,
    changed: DateTime<Utc>,
    #[serde(flatten)]
    values: std::collections::BTreeMap<String, String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_lived_at_another_offset_does_not_say_the_same() {
        let when = When::new(
            DateTime::parse_from_rfc3339("2026-10-25T12:00:00+01:00")
                .unwrap()
                .to_utc(),
            moment::Zone::Named(crate::domain::tz::Tz::named("Europe/Berlin").unwrap()),
            NaiveTime::MIN,
        );
        let night = |bed: &str| {
            let values = Values::new().with("bed_at", bed).with("up_at", "07:00");
            Entry::parse(Uuid::nil(), Kind::Sleep, &values, &when).unwrap()
        };
        let here = night("2026-10-24T23:00+02:00");
        let there = night("2026-10-24T22:00+01:00");
        assert!(here.says_the_same(&here));
        assert!(!here.says_the_same(&there));
    }
}
