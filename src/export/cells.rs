//! The cells of one CSV row. They say what [`Entry::values`] says (a property
//! test holds that), without asking for memory at every cell.

use std::fmt::{Display, Write};

use chrono::{FixedOffset, NaiveDate, Timelike};

use super::cell::needs_apostrophe;
use super::csv::Notes;
use super::delimiter::Delimiter;
use crate::domain::about::About;
use crate::domain::dose::{Dose, Form, Reason};
use crate::domain::field::columns;
use crate::domain::medicine::Medicine;
use crate::domain::moment::{Moment, offset_text};
use crate::domain::product::Product;
use crate::domain::reading::Reading;
use crate::domain::sleep::Sleep;
use crate::domain::substance::Substance;
use crate::domain::symptom::Symptom;
use crate::domain::{Entry, What};

/// How many columns there are.
const WIDTH: usize = 28;

/// One text that is used again for every row, and where each cell stands in it.
#[derive(Debug, Default)]
pub struct Cells {
    text: String,
    places: [(usize, usize); WIDTH],
    /// The last offset, as it is written: neighbouring entries share it.
    offset: Option<(FixedOffset, String)>,
    decimal_comma: bool,
}

impl Cells {
    /// Cells for a file with this delimiter.
    #[must_use]
    pub fn new(delimiter: Delimiter) -> Cells {
        Cells {
            decimal_comma: delimiter.decimal_comma(),
            ..Cells::default()
        }
    }

    /// The cells in the order of the header.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(from, to)| &self.text[*from..*to])
    }

    /// Says this entry instead of the last one.
    pub fn fill(&mut self, entry: &Entry, notes: Notes) {
        self.text.clear();
        self.places = [(0, 0); WIDTH];
        self.show(at("id"), entry.id);
        self.text(at("kind"), entry.kind().name());
        self.date(at("date"), entry.date());
        self.offset(*entry.at.offset());
        if !matches!(entry.what, What::None(_)) {
            self.put(at("time"), |to| clock(to, entry.at));
        }
        match &entry.what {
            What::Dose(dose) => self.dose(dose),
            What::Substance(substance) => self.substance(substance),
            What::Sleep(sleep) => self.sleep(sleep),
            What::Symptom(symptom) => self.symptom(symptom),
            What::About(about) => self.about(about),
            What::Medicine(medicine) => self.medicine(medicine),
            What::Product(product) => self.product(product),
            What::Reading(reading) => self.reading(reading),
            What::Event(event) => self.text(at("name"), event.name.name()),
            What::None(_) | What::Note => {}
        }
        if notes == Notes::With {
            self.text_some(at("note"), entry.note.as_deref());
        }
    }

    fn dose(&mut self, dose: &Dose) {
        self.text(at("name"), "kratom");
        if let Some(weight) = dose.taken.weight {
            self.number(at("amount"), weight);
            self.text(at("unit"), "g");
        }
        if let Some(count) = &dose.taken.count {
            self.number(at("count"), count.n);
            self.text(at("count_unit"), &count.unit);
        }
        self.number_some(at("mitragynine_mg"), dose.taken.mitragynine);
        self.number_some(at("hydroxy_mg"), dose.taken.hydroxy);
        self.text(at("form"), dose.form.name());
        self.text_some(at("product"), dose.product.as_deref());
        self.text_some(at("batch"), dose.batch.as_deref());
        self.text_some(at("reason"), dose.reason.map(Reason::name));
        let yes_no = |yes| if yes { "yes" } else { "no" };
        self.text_some(at("estimated"), dose.estimated.map(yes_no));
    }

    fn substance(&mut self, substance: &Substance) {
        self.text(at("name"), &substance.name);
        self.number_some(at("amount"), substance.amount);
        self.text_some(at("unit"), substance.unit.as_deref());
    }

    fn sleep(&mut self, sleep: &Sleep) {
        let own = *sleep.up_at.offset();
        self.night_time(at("bed_at"), Some(sleep.bed_at), own);
        self.night_time(at("try_at"), sleep.try_at, own);
        self.show_some(at("asleep_after_min"), sleep.asleep_after_min);
        self.show_some(at("awakenings"), sleep.awakenings);
        self.show_some(at("awake_min"), sleep.awake_min);
        self.night_time(at("wake_at"), sleep.wake_at, own);
        self.night_time(at("up_at"), Some(sleep.up_at), own);
        self.show_some(at("quality"), sleep.quality);
    }

    fn symptom(&mut self, symptom: &Symptom) {
        self.text(at("name"), &symptom.name);
        self.show(at("severity"), symptom.severity.number());
    }

    fn about(&mut self, about: &About) {
        self.text(at("name"), &about.name);
        self.number_some(at("amount"), about.amount);
        self.show_some(at("until"), about.until);
    }

    fn medicine(&mut self, medicine: &Medicine) {
        self.text(at("name"), &medicine.name);
        self.number_some(at("amount"), medicine.amount);
        self.text_some(at("unit"), medicine.unit.as_deref());
        self.show_some(at("until"), medicine.until);
    }

    /// What has a column; the rest of a product is kept by JSON.
    fn product(&mut self, product: &Product) {
        self.text(at("name"), &product.name);
        self.text_some(at("form"), product.form.map(Form::name));
        self.text_some(at("batch"), product.batch.as_deref());
        if let Some(unit) = &product.unit {
            self.text(at("count"), "1");
            self.text(at("count_unit"), unit);
        }
        if let Some(weight) = product.weighs {
            self.number(at("amount"), weight);
            self.text(at("unit"), "g");
        }
        self.number_some(at("mitragynine_mg"), product.mitragynine);
        self.number_some(at("hydroxy_mg"), product.hydroxy);
    }

    fn reading(&mut self, reading: &Reading) {
        self.text(at("name"), &reading.name);
        self.number(at("amount"), reading.amount);
    }

    fn date(&mut self, column: usize, date: NaiveDate) {
        self.show(column, date);
    }

    fn offset(&mut self, offset: FixedOffset) {
        let known = self.offset.take().filter(|(known, _)| *known == offset);
        let (offset, says) = known.unwrap_or_else(|| (offset, offset_text(offset)));
        self.put(at("utc_offset"), |to| to.push_str(&says));
        self.offset = Some((offset, says));
    }

    /// `2026-11-20T23:05`, with the offset where it is not the row's own.
    fn night_time(&mut self, column: usize, time: Option<Moment>, own: FixedOffset) {
        let Some(time) = time else { return };
        self.put(column, |to| {
            show(to, time.date_naive());
            to.push('T');
            clock(to, time);
            if *time.offset() != own {
                show(to, time.offset());
            }
        });
    }

    /// A text, behind an apostrophe where a spreadsheet would run it.
    fn text(&mut self, column: usize, text: &str) {
        self.put(column, |to| {
            if needs_apostrophe(text) {
                to.push('\'');
            }
            to.push_str(text);
        });
    }

    fn text_some(&mut self, column: usize, text: Option<&str>) {
        if let Some(text) = text {
            self.text(column, text);
        }
    }

    fn show(&mut self, column: usize, value: impl Display) {
        self.put(column, |to| show(to, value));
    }

    fn show_some(&mut self, column: usize, value: Option<impl Display>) {
        if let Some(value) = value {
            self.show(column, value);
        }
    }

    /// A number that may have decimals.
    fn number(&mut self, column: usize, value: impl Display) {
        if self.decimal_comma {
            let says = value.to_string().replace('.', ",");
            self.put(column, |to| to.push_str(&says));
        } else {
            self.show(column, value);
        }
    }

    fn number_some(&mut self, column: usize, value: Option<impl Display>) {
        if let Some(value) = value {
            self.number(column, value);
        }
    }

    fn put(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        let from = self.text.len();
        write(&mut self.text);
        self.places[column] = (from, self.text.len());
    }
}

fn show(to: &mut String, value: impl Display) {
    // Writing to a String cannot fail.
    let _ = write!(to, "{value}");
}

/// `21:05`, without a format to read each time.
fn clock(to: &mut String, at: Moment) {
    for (n, sign) in [(at.hour(), ":"), (at.minute(), "")] {
        let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('0');
        to.push(digit(n / 10));
        to.push(digit(n));
        to.push_str(sign);
    }
}

/// A column's place in the header; a name that is not there is a bug that every
/// test of a row finds.
fn at(name: &str) -> usize {
    columns()
        .iter()
        .position(|column| *column == name)
        .unwrap_or_default()
}
