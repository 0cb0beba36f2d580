//! A fact about the person that changes the risk or the advice.

use chrono::NaiveDate;

use super::amount::Number;
use super::asked;
use super::field::{Ask, Field, Invalid, NOTE, SINCE, UNTIL, Values};
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
        .means("a fact about the person, from the date on")
        .positional()
        .hint("sleep apnoea, pregnant, country DE")
        .required(),
    Field::new("amount", "Number", Ask::Number)
        .means("the number of a line of one's own, or the count of a fact")
        .hint("for a line of your own: 2.5"),
    SINCE,
    UNTIL,
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
        let hint = "write a plain number, like 2 or 2.5";
        Ok(About {
            name: asked::name(values, "write the fact, like country DE")?,
            amount: values
                .get("amount")
                .map(|text| Number::parse("amount", bare(text), hint))
                .transpose()?,
            until: asked::date(values, "until", when)?,
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

    /// `sleep apnoea`, `dose line, 2.5`.
    #[must_use]
    pub fn says(&self) -> String {
        super::substance::titled(&self.name, self.amount, None)
    }

    /// `country DE`, `dose line, 2, until 2026-12-31`.
    #[must_use]
    pub fn title(&self) -> String {
        asked::until(self.says(), self.until)
    }
}

/// The number without the gram that a line of grams may be typed with.
fn bare(typed: &str) -> &str {
    let typed = typed.trim();
    let grams = [" grams", " gram", "grams", "gram", " g", "g"];
    let mut ends = grams.iter().filter_map(|end| typed.strip_suffix(end));
    ends.next().map_or(typed, str::trim)
}
