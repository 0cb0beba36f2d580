//! A substance: anything else taken, as the person named it.

use super::amount::{Number, split};
use super::field::{AT, Ask, Field, Invalid, NOTE, Values};
use super::text::line;

/// Alcohol, a medicine, another drug.
#[derive(Debug, Clone, PartialEq)]
pub struct Substance {
    pub name: String,
    /// The leading number of what was typed.
    pub amount: Option<Number>,
    /// The rest as typed.
    pub unit: Option<String>,
}

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::Substance)
        .positional()
        .hint("wine, ibuprofen, xanax")
        .required(),
    Field::new("amount", "How much", Ask::Quantity).hint("2 drinks, 0.5 mg"),
    AT,
    NOTE,
];

impl Substance {
    /// Builds a substance from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Substance, Invalid> {
        let name = super::name(values, "write what was taken, like alcohol or ibuprofen")?;
        let (amount, unit) = quantity(values)?;
        Ok(Substance { name, amount, unit })
    }

    /// The answers that parse to this substance.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new().with("name", self.name.clone());
        values.set_some("amount", self.amount.map(|n| n.to_string()));
        values.set_some("unit", self.unit.clone());
        values
    }

    /// `alcohol, 2 glasses of wine`.
    #[must_use]
    pub fn title(&self) -> String {
        titled(&self.name, self.amount, self.unit.as_deref())
    }
}

/// A name with its amount and unit, where they were said.
#[must_use]
pub fn titled(name: &str, amount: Option<Number>, unit: Option<&str>) -> String {
    let quantity = match (amount, unit) {
        (None, None) => return name.to_owned(),
        (Some(n), None) => n.to_string(),
        (None, Some(unit)) => unit.to_owned(),
        (Some(n), Some(unit)) => format!("{n} {unit}"),
    };
    format!("{name}, {quantity}")
}

/// The leading number and the rest, from `amount` alone or from `amount` and
/// `unit`. Without a leading number all of it is the unit, as typed.
///
/// # Errors
/// A number that cannot be understood.
pub fn quantity(values: &Values) -> Result<(Option<Number>, Option<String>), Invalid> {
    const HINT: &str = "write a number and a unit, like 2 drinks or 0.5 mg";
    let unit = values
        .get("unit")
        .map(|text| line("unit", text))
        .transpose()?;
    let Some(typed) = values.get("amount") else {
        return Ok((None, unit));
    };
    let typed = line("amount", typed)?;
    let starts_with_word = !typed.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '–' | '≈')
    });
    if starts_with_word {
        return Ok((None, Some(typed)));
    }
    let (number, rest) = split("amount", &typed, HINT)?;
    let own_unit = (!rest.is_empty()).then(|| rest.to_owned());
    Ok((Some(number), own_unit.or(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leading_number_and_the_rest_as_typed() {
        let values = Values::new()
            .with("name", "alcohol")
            .with("amount", "2 glasses of wine");
        let wine = Substance::parse(&values).unwrap();
        assert_eq!(wine.title(), "alcohol, 2 glasses of wine");
        assert_eq!(wine.values().get("amount"), Some("2"));
        assert_eq!(wine.values().get("unit"), Some("glasses of wine"));
    }

    #[test]
    fn an_amount_in_words_is_kept_as_typed() {
        let values = Values::new()
            .with("name", "tea")
            .with("amount", "half a cup");
        assert_eq!(
            Substance::parse(&values).unwrap().title(),
            "tea, half a cup"
        );
    }

    #[test]
    fn a_negative_amount_is_refused() {
        let values = Values::new()
            .with("name", "wine")
            .with("amount", "-1 glass");
        assert_eq!(Substance::parse(&values).unwrap_err().field, "amount");
    }
}
