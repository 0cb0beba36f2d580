//! A medicine taken regularly, from a day until a day.

use chrono::NaiveDate;

use super::amount::Number;
use super::asked;
use super::field::{Ask, Field, Invalid, NOTE, SINCE, UNTIL, Values};
use super::moment::{Moment, When};

/// Written down once, and held against every dose while it lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Medicine {
    pub name: String,
    /// The leading number of what was typed.
    pub amount: Option<Number>,
    /// The rest as typed: `mg twice a day`.
    pub unit: Option<String>,
    /// The last day it was taken, or is to be.
    pub until: Option<NaiveDate>,
}

pub const FIELDS: &[Field] = &[
    Field::new("name", "Medicine", Ask::Substance)
        .means("a medicine taken regularly, from the date on")
        .positional()
        .hint("sertraline, pregabalin")
        .required(),
    Field::new("amount", "How much", Ask::Quantity)
        .means("how much at a time: the number of what was typed")
        .hint("50 mg, 1 tablet twice a day"),
    SINCE,
    UNTIL,
    NOTE,
];

impl Medicine {
    /// Builds a medicine from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values, when: &When) -> Result<Medicine, Invalid> {
        let name = asked::name(values, "write its name, like sertraline")?;
        let (amount, unit) = super::substance::quantity(values)?;
        Ok(Medicine {
            name,
            amount,
            unit,
            until: asked::date(values, "until", when)?,
        })
    }

    /// What ends before it began is counted on no day.
    ///
    /// # Errors
    /// Its last day lies before the day it began.
    pub fn ends_after(&self, begun: Moment) -> Result<(), Invalid> {
        if self.until.is_some_and(|until| until < begun.date_naive()) {
            return Err(Invalid::new(
                "until",
                "is before it began",
                "write its last day, or leave it out",
            ));
        }
        Ok(())
    }

    /// The answers that parse to this medicine.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new().with("name", self.name.clone());
        values.set_some("amount", self.amount.map(|n| n.to_string()));
        values.set_some("unit", self.unit.clone());
        values.set_some("until", self.until.map(|date| date.to_string()));
        values
    }

    /// `sertraline, 50 mg`, and when it ended.
    #[must_use]
    pub fn title(&self) -> String {
        asked::until(self.says(), self.until)
    }

    /// `sertraline, 50 mg`.
    #[must_use]
    pub fn says(&self) -> String {
        super::substance::titled(&self.name, self.amount, self.unit.as_deref())
    }
}
