//! A substance: anything else taken, as the person named it.

use super::amount::{Number, not_thousands, split};
use super::asked;
use super::field::{AT, Ask, Field, Invalid, NOTE, Values};
use super::number::fraction;
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
        .means("what else was taken, as the person named it")
        .positional()
        .hint("wine, ibuprofen, xanax")
        .required(),
    Field::new("amount", "How much", Ask::Quantity)
        .means("how much was taken: the number of what was typed")
        .hint("2 drinks, 0.5 mg"),
    AT,
    NOTE,
];

impl Substance {
    /// Builds a substance from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Substance, Invalid> {
        let name = asked::name(values, "write what was taken, like alcohol or ibuprofen")?;
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
/// `unit`. Without a leading number, or where it goes on with a sign, as in
/// `1-2 tablets`, `2x50 mg`, `10^3 mg`, all of it is the unit, as typed.
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
    let own = |rest: &str| (!rest.is_empty()).then(|| rest.to_owned());
    if let Some((value, rest)) = fraction(&typed)
        && !goes_on(rest)
    {
        return Ok((Number::new(value), own(rest.trim()).or(unit)));
    }
    let starts_with_word = !typed.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '–' | '≈')
    });
    if starts_with_word {
        return Ok((None, Some(typed)));
    }
    let (number, rest) = split("amount", &typed, HINT)?;
    if goes_on(rest) {
        let bare = typed.ends_with(|c: char| c.is_ascii_digit());
        let unit = unit.filter(|_| bare).map(|unit| format!("{typed} {unit}"));
        return Ok((None, Some(unit.unwrap_or(typed))));
    }
    not_thousands(&typed, rest)?;
    Ok((Some(number), own(rest).or(unit)))
}

/// Whether a number is only the beginning of one: `1/20`, `1-2`, `2x50`, `1'000`,
/// `1e3`.
fn goes_on(rest: &str) -> bool {
    let mut letters = rest.trim_start().chars();
    let first = letters.next();
    let second = letters.next().is_some_and(|c| c.is_ascii_digit());
    first.is_some_and(|c| match c {
        '%' | '(' | '‰' => false,
        'x' | 'X' | 'e' | 'E' => second,
        c => !c.is_alphabetic(),
    })
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

    fn said(amount: &str) -> (Option<f64>, Option<String>) {
        let values = Values::new().with("amount", amount);
        let (n, unit) = quantity(&values).unwrap();
        (n.map(Number::value), unit)
    }

    #[test]
    fn fractions_are_numbers_and_other_signs_stay_as_typed() {
        let some = |unit: &str| Some(unit.to_owned());
        for (typed, n, unit) in [
            ("1/2 tablet", 0.5, "tablet"),
            ("½ tablet", 0.5, "tablet"),
            ("1 1/2 tablets", 1.5, "tablets"),
            ("1½ mg", 1.5, "mg"),
            ("2 x 50 mg", 2.0, "x 50 mg"),
            ("5% beer", 5.0, "% beer"),
            ("2.5 mg", 2.5, "mg"),
            ("0.125 mg", 0.125, "mg"),
        ] {
            assert_eq!(said(typed), (Some(n), some(unit)), "{typed}");
        }
        for typed in [
            "1-2 tablets",
            "1 - 2 tablets",
            "0.5-1 mg",
            "2x50 mg",
            "1'000 mg",
            "1e3 mg",
            "10^3 mg",
            "8/500",
        ] {
            assert_eq!(said(typed), (None, some(typed)), "{typed}");
        }
    }

    #[test]
    fn a_thousand_that_may_be_one_is_refused() {
        for typed in ["1.000 mg", "1,000 mg", "2.500mg"] {
            let wrong = quantity(&Values::new().with("amount", typed)).unwrap_err();
            assert!(wrong.why.contains("thousand"), "{typed}: {}", wrong.why);
        }
        let kept = Values::new().with("amount", "1.125").with("unit", "mg");
        assert!(quantity(&kept).is_ok());
    }
}
