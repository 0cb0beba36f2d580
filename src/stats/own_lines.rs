//! The lines a person drew for themselves, day by day: of several with one
//! meaning the one that began last counts.

use chrono::NaiveDate;

use super::Lookups;
use crate::domain::amount::Mg;
use crate::domain::journal::Journal;

/// What a line is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Grams of one dose.
    Dose,
    /// Doses a day.
    Doses,
    /// Grams of leaf a day.
    Grams,
}

/// The lines that hold on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lines {
    pub dose: Option<Mg>,
    pub doses: Option<f64>,
    pub grams: Option<f64>,
}

/// Every line of a journal, in the order they began.
#[derive(Debug)]
pub struct OwnLines {
    drawn: Vec<Drawn>,
}

#[derive(Debug)]
struct Drawn {
    own: Own,
    from: NaiveDate,
    until: Option<NaiveDate>,
    amount: f64,
}

impl OwnLines {
    #[must_use]
    pub fn of(journal: &Journal, lookups: &Lookups) -> OwnLines {
        let facts = journal
            .entries()
            .iter()
            .filter_map(|entry| Some((entry, entry.about()?)));
        let drawn = facts.filter_map(|(entry, about)| {
            Some(Drawn {
                amount: about.amount?.value(),
                own: (lookups.own_line)(&about.name)?,
                from: entry.at.date_naive(),
                until: about.until,
            })
        });
        OwnLines {
            drawn: drawn.collect(),
        }
    }

    /// Those that hold on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Lines {
        let last = |own: Own| {
            let mut lines = self.drawn.iter().rev();
            let found = lines.find(|line| {
                line.own == own && line.from <= day && line.until.is_none_or(|until| day <= until)
            });
            found.map(|line| line.amount)
        };
        Lines {
            dose: last(Own::Dose).map(milligrams),
            doses: last(Own::Doses),
            grams: last(Own::Grams),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a line of a few grams")]
fn milligrams(grams: f64) -> Mg {
    Mg((grams * 1000.0).round() as i64)
}
