//! An entry: a line of the journal, whatever it says.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use uuid::Uuid;

use super::about::About;
use super::dose::Dose;
use super::event::Event;
use super::field::{Invalid, Values};
use super::medicine::Medicine;
use super::moment::{self, Moment, When};
use super::none::NoKratom;
use super::product::Product;
use super::reading::Reading;
use super::sleep::Sleep;
use super::substance::Substance;
use super::symptom::Symptom;
use super::{Kind, note, text};

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
        written.is_some_and(|written| (written - self.at.to_utc()).abs() < TimeDelta::minutes(2))
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
    fn night_offsets(&self) -> Option<[Option<FixedOffset>; 3]> {
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
    let noon = date.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
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
        .or_else(|| when.zone.resolve(midnight + TimeDelta::hours(1)))
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
