//! What each kind keeps in its own table.

use chrono::{DateTime, FixedOffset};
use rusqlite::types::Type;
use rusqlite::{CachedStatement, Connection, Error, Result, Row, params};

use crate::domain::about::About;
use crate::domain::amount::{Count, LabelMg, Mg, Number};
use crate::domain::dose::{Dose, Form, Reason, Taken};
use crate::domain::event::{Event, EventName};
use crate::domain::medicine::Medicine;
use crate::domain::moment::Moment;
use crate::domain::none::NoKratom;
use crate::domain::product::{Certificate, Product};
use crate::domain::reading::{Answers, Reading};
use crate::domain::sleep::Sleep;
use crate::domain::substance::Substance;
use crate::domain::symptom::{Severity, Symptom};
use crate::domain::{Entry, Kind, What};

/// The header's columns that every entry is read with, before its body's.
pub const HEADER: &str = "entry.id, entry.at, entry.utc_offset, entry.changed, entry.note";
/// Where the body's columns begin.
const FIRST: usize = 5;

/// The body's columns of a kind, in the order they are read; a note has none.
pub fn columns(kind: Kind) -> &'static str {
    match kind {
        Kind::Dose => {
            ", weight_mg, count, count_unit, form, product, batch, reason, estimated, mitragynine_ug, hydroxy_ug"
        }
        Kind::Substance => ", name, amount, unit",
        Kind::Sleep => {
            ", bed_at, bed_offset, try_at, try_offset, wake_at, wake_offset, asleep_after_min, awakenings, awake_min, quality"
        }
        Kind::Symptom => ", name, severity",
        Kind::None => ", date",
        Kind::Note => "",
        Kind::Medicine => ", name, amount, unit, until",
        Kind::About => ", name, amount, until",
        Kind::Product => {
            ", name, form, batch, count_unit, weight_mg, weighed_times, weighed_spread_mg, mitragynine_ug, hydroxy_ug, vendor, opened_on, price, certificate_date, certificate_lab, certificate_matches, holds_mg"
        }
        Kind::Reading => ", name, amount, answers",
        Kind::Event => ", name",
    }
}

/// Reads the body from a row of [`HEADER`] and [`columns`].
pub fn read(kind: Kind, up_at: Moment, row: &Row) -> Result<What> {
    let at = |n: usize| FIRST + n;
    Ok(match kind {
        Kind::Dose => What::Dose(dose(row)?),
        Kind::Substance => What::Substance(Substance {
            name: row.get(at(0))?,
            amount: number(row, at(1))?,
            unit: row.get(at(2))?,
        }),
        Kind::Sleep => What::Sleep(Sleep {
            bed_at: moment(row, at(0))?.unwrap_or(up_at),
            try_at: moment(row, at(2))?,
            wake_at: moment(row, at(4))?,
            asleep_after_min: row.get(at(6))?,
            awakenings: row.get(at(7))?,
            awake_min: row.get(at(8))?,
            up_at,
            quality: row.get(at(9))?,
        }),
        Kind::Symptom => What::Symptom(Symptom {
            name: row.get(at(0))?,
            severity: Severity::ALL[usize::from(row.get::<_, u8>(at(1))?.min(4))],
        }),
        Kind::None => What::None(NoKratom {
            date: row.get(at(0))?,
        }),
        Kind::Note => What::Note,
        Kind::Medicine => What::Medicine(Medicine {
            name: row.get(at(0))?,
            amount: number(row, at(1))?,
            unit: row.get(at(2))?,
            until: row.get(at(3))?,
        }),
        Kind::About => What::About(About {
            name: row.get(at(0))?,
            amount: number(row, at(1))?,
            until: row.get(at(2))?,
        }),
        Kind::Product => What::Product(Box::new(product(row)?)),
        Kind::Reading => What::Reading(reading(row)?),
        Kind::Event => What::Event(event(row)?),
    })
}

fn dose(row: &Row) -> Result<Dose> {
    let at = |n: usize| FIRST + n;
    let unit: Option<String> = row.get(at(2))?;
    let form = row.get_ref(at(3))?.as_str()?;
    Ok(Dose {
        taken: Taken {
            weight: row.get::<_, Option<i64>>(at(0))?.map(Mg),
            count: number(row, at(1))?
                .zip(unit)
                .map(|(n, unit)| Count { n, unit }),
            mitragynine: row.get::<_, Option<i64>>(at(8))?.map(LabelMg),
            hydroxy: row.get::<_, Option<i64>>(at(9))?.map(LabelMg),
        },
        form: Form::named(form).unwrap_or(Form::Powder),
        product: row.get(at(4))?,
        batch: row.get(at(5))?,
        reason: row
            .get_ref(at(6))?
            .as_str_or_null()?
            .and_then(Reason::named),
        estimated: row.get(at(7))?,
    })
}

fn product(row: &Row) -> Result<Product> {
    let at = |n: usize| FIRST + n;
    let weight = |n: usize| Ok::<_, Error>(row.get::<_, Option<i64>>(at(n))?.map(Mg));
    let label = |n: usize| Ok::<_, Error>(row.get::<_, Option<i64>>(at(n))?.map(LabelMg));
    Ok(Product {
        name: row.get(at(0))?,
        form: row.get_ref(at(1))?.as_str_or_null()?.and_then(Form::named),
        batch: row.get(at(2))?,
        unit: row.get(at(3))?,
        weighs: weight(4)?,
        weighed_times: row.get(at(5))?,
        weighed_spread: weight(6)?,
        mitragynine: label(7)?,
        hydroxy: label(8)?,
        vendor: row.get(at(9))?,
        opened_on: row.get(at(10))?,
        price: row.get(at(11))?,
        certificate: Certificate {
            date: row.get(at(12))?,
            lab: row.get(at(13))?,
            matches: row.get(at(14))?,
        },
        holds: weight(15)?,
    })
}

fn reading(row: &Row) -> Result<Reading> {
    let at = |n: usize| FIRST + n;
    let answers = row.get_ref(at(2))?.as_str_or_null()?;
    Ok(Reading {
        name: row.get(at(0))?,
        amount: number(row, at(1))?.ok_or_else(|| unreadable(at(1)))?,
        answers: answers.and_then(|text| Answers::parse(text).ok()),
    })
}

/// An event that this leaflog does not know must not be taken for another one.
fn event(row: &Row) -> Result<Event> {
    let name = EventName::named(row.get_ref(FIRST)?.as_str()?);
    Ok(Event {
        name: name.ok_or_else(|| unreadable(FIRST))?,
    })
}

fn unreadable(column: usize) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, "is not known".into())
}

fn number(row: &Row, column: usize) -> Result<Option<Number>> {
    Ok(row.get::<_, Option<f64>>(column)?.and_then(Number::new))
}

/// A time and, in the next column, its offset.
fn moment(row: &Row, column: usize) -> Result<Option<Moment>> {
    let (at, offset): (Option<i64>, Option<i32>) = (row.get(column)?, row.get(column + 1)?);
    Ok(at
        .zip(offset)
        .and_then(|(at, offset)| moment_of(at, offset)))
}

/// The moment of these seconds since 1970, at this offset in seconds.
pub fn moment_of(at: i64, offset: i32) -> Option<Moment> {
    Some(DateTime::from_timestamp(at, 0)?.with_timezone(&FixedOffset::east_opt(offset)?))
}

/// Writes the body of an entry whose header stands at `no`.
pub fn write(db: &Connection, no: i64, entry: &Entry) -> Result<()> {
    match &entry.what {
        What::Dose(dose) => write_dose(&mut db.prepare_cached(DOSE)?, no, dose),
        What::Substance(it) => insert(
            db,
            "INSERT INTO substance VALUES (?1, ?2, ?3, ?4)",
            params![no, it.name, it.amount.map(Number::value), it.unit],
        ),
        What::Sleep(it) => write_sleep(db, no, it),
        What::Symptom(it) => insert(
            db,
            "INSERT INTO symptom VALUES (?1, ?2, ?3)",
            params![no, it.name, it.severity.number()],
        ),
        What::None(it) => insert(db, "INSERT INTO none VALUES (?1, ?2)", params![no, it.date]),
        What::Note => Ok(()),
        What::Medicine(it) => insert(
            db,
            "INSERT INTO medicine VALUES (?1, ?2, ?3, ?4, ?5)",
            params![no, it.name, it.amount.map(Number::value), it.unit, it.until],
        ),
        What::About(it) => insert(
            db,
            "INSERT INTO about VALUES (?1, ?2, ?3, ?4)",
            params![no, it.name, it.amount.map(Number::value), it.until],
        ),
        What::Product(it) => write_product(db, no, it),
        What::Reading(it) => insert(
            db,
            "INSERT INTO reading VALUES (?1, ?2, ?3, ?4)",
            params![
                no,
                it.name,
                it.amount.value(),
                it.answers.as_ref().map(Answers::to_string),
            ],
        ),
        What::Event(it) => insert(
            db,
            "INSERT INTO event VALUES (?1, ?2)",
            params![no, it.name.name()],
        ),
    }
}

fn write_sleep(db: &Connection, no: i64, it: &Sleep) -> Result<()> {
    let offset = |at: Moment| at.offset().local_minus_utc();
    insert(
        db,
        "INSERT INTO sleep VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            no,
            it.bed_at.timestamp(),
            offset(it.bed_at),
            it.try_at.map(|at| at.timestamp()),
            it.try_at.map(offset),
            it.wake_at.map(|at| at.timestamp()),
            it.wake_at.map(offset),
            it.asleep_after_min,
            it.awakenings,
            it.awake_min,
            it.quality,
        ],
    )
}

fn write_product(db: &Connection, no: i64, it: &Product) -> Result<()> {
    insert(
        db,
        "INSERT INTO product VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            no,
            it.name,
            it.form.map(Form::name),
            it.batch,
            it.unit,
            it.weighs.map(|weight| weight.0),
            it.weighed_times,
            it.weighed_spread.map(|weight| weight.0),
            it.mitragynine.map(|mg| mg.0),
            it.hydroxy.map(|mg| mg.0),
            it.vendor,
            it.opened_on,
            it.price,
            it.certificate.date,
            it.certificate.lab,
            it.certificate.matches,
            it.holds.map(|weight| weight.0),
        ],
    )
}

const DOSE: &str = "INSERT INTO dose VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

fn write_dose(statement: &mut CachedStatement, no: i64, dose: &Dose) -> Result<()> {
    let taken = &dose.taken;
    statement.execute(params![
        no,
        taken.weight.map(|weight| weight.0),
        taken.count.as_ref().map(|count| count.n.value()),
        taken.count.as_ref().map(|count| count.unit.as_str()),
        dose.form.name(),
        dose.product,
        dose.batch,
        dose.reason.map(Reason::name),
        dose.estimated,
        taken.mitragynine.map(|mg| mg.0),
        taken.hydroxy.map(|mg| mg.0),
    ])?;
    Ok(())
}

fn insert(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    db.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Removes the body of the entry whose header stands at `no`.
pub fn erase(db: &Connection, no: i64, kind: Kind) -> Result<()> {
    if kind == Kind::Note {
        return Ok(());
    }
    let sql = format!("DELETE FROM {} WHERE entry = ?1", kind.name());
    insert(db, &sql, [no])
}
