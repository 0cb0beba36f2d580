//! A fact about the person that changes the risk or the advice.

use chrono::NaiveDate;

use super::amount::Number;
use super::field::{AT, Ask, Field, Invalid, NOTE, Values};
use super::moment::When;

/// A fact that holds from the entry's time until a date.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub name: String,
    pub amount: Option<Number>,
    pub until: Option<NaiveDate>,
}

/// How a fact about the country begins; the ISO 3166 code follows.
pub const COUNTRY: &str = "country ";

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::About)
        .positional()
        .hint("country DE")
        .required(),
    Field::new("amount", "Amount", Ask::Quantity),
    Field::new("until", "Until", Ask::Date).hint("2026-12-31"),
    AT,
    NOTE,
];

impl About {
    /// Where the person is, which decides the number to call.
    #[must_use]
    pub fn country(code: &str) -> About {
        About {
            name: format!("{COUNTRY}{code}"),
            amount: None,
            until: None,
        }
    }

    /// The ISO 3166 code, where this is about the country.
    #[must_use]
    pub fn country_code(&self) -> Option<&str> {
        self.name.strip_prefix(COUNTRY)
    }

    /// Builds a fact from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values, when: &When) -> Result<About, Invalid> {
        let hint = "write a number";
        Ok(About {
            name: super::name(values, "write the fact, like country DE")?,
            amount: values
                .get("amount")
                .map(|text| Number::parse("amount", text, hint))
                .transpose()?,
            until: values
                .get("until")
                .map(|text| when.parse_any_date("until", text))
                .transpose()?,
        })
    }

    /// The answers that parse to this fact.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new().with("name", self.name.clone());
        values.set_some("amount", self.amount.map(|n| n.to_string()));
        values.set_some("until", self.until.map(|date| date.to_string()));
        values
    }

    /// `country DE`, `lower dose, 2, until 2026-12-31`.
    #[must_use]
    pub fn title(&self) -> String {
        let title = super::substance::titled(&self.name, self.amount, None);
        match self.until {
            Some(until) => format!("{title}, until {until}"),
            None => title,
        }
    }
}
