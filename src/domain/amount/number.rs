//! A number as people type it, with a point or a comma, and what stands behind.

use std::fmt;

use crate::domain::field::Invalid;
use crate::domain::text::quoted;

/// A number as people type it: not negative, finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// The number, if it is finite and not negative; adding 0 makes 0 of the -0
    /// that files can hold.
    #[must_use]
    pub fn new(value: f64) -> Option<Number> {
        (value.is_finite() && (0.0..1e12).contains(&value)).then_some(Number(value + 0.0))
    }

    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// In whole thousandths, if it is that exact.
    #[expect(clippy::cast_possible_truncation, reason = "a Number is below 1e12")]
    pub(super) fn thousandths(self) -> Option<i64> {
        let scaled = self.0 * 1000.0;
        let whole = scaled.round();
        ((scaled - whole).abs() < 1e-6).then_some(whole as i64)
    }

    /// Reads a plain number; a decimal comma is understood, a thousands
    /// separator is refused because it cannot be told from one.
    ///
    /// # Errors
    /// Names `field` and says what to write.
    pub fn parse(field: &'static str, typed: &str, hint: &str) -> Result<Number, Invalid> {
        let (number, rest) = split(field, typed, hint)?;
        if rest.is_empty() {
            Ok(number)
        } else {
            Err(Invalid::new(
                field,
                format!("{} is not a number", quoted(typed)),
                hint,
            ))
        }
    }
}

/// As few digits as say it exactly.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The leading number of what was typed, and the rest without white space
/// around it.
///
/// # Errors
/// There is no number, it is negative, or a comma may be a thousands separator.
pub fn split<'a>(
    field: &'static str,
    typed: &'a str,
    hint: &str,
) -> Result<(Number, &'a str), Invalid> {
    let typed_trimmed = typed.trim().trim_start_matches('≈').trim_start();
    if typed_trimmed.starts_with(['-', '−', '–']) {
        return Err(Invalid::new(
            field,
            format!("{} is below zero", quoted(typed)),
            hint,
        ));
    }
    let end = typed_trimmed
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(typed_trimmed.len());
    let (digits, rest) = typed_trimmed.split_at(end);
    let not_a_number = || Invalid::new(field, format!("{} is not a number", quoted(typed)), hint);
    if looks_like_thousands(digits) {
        return Err(Invalid::new(
            field,
            format!("{} may mean a thousand or a decimal", quoted(typed)),
            "write 1500 or 1.5: a comma before exactly three digits can mean either",
        ));
    }
    let digits = digits.replace(',', ".");
    if digits.matches('.').count() > 1 || !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(not_a_number());
    }
    let number = digits
        .parse()
        .ok()
        .and_then(Number::new)
        .ok_or_else(not_a_number)?;
    Ok((number, rest.trim()))
}

/// Refuses `1.000 mg`: of milligrams nobody weighs thousandths, and in some
/// countries it is a thousand. `rest` is what follows the number.
///
/// # Errors
/// Names `amount` and says what to write.
pub fn not_thousands(typed: &str, rest: &str) -> Result<(), Invalid> {
    let word = rest.split(|c: char| !c.is_alphabetic()).next();
    let small = [
        "mg",
        "mgs",
        "mcg",
        "ug",
        "µg",
        "μg",
        "ie",
        "iu",
        "milligram",
        "milligrams",
    ];
    let small = word.is_some_and(|word| small.contains(&word.to_lowercase().as_str()));
    let digits = typed.strip_suffix(rest).unwrap_or(typed).trim();
    if small && looks_like_thousands(&digits.replace('.', ",")) {
        return Err(Invalid::new(
            "amount",
            format!("{} may mean a thousand or a decimal", quoted(typed)),
            "write 1000 or 1: a point or a comma before exactly three digits can mean either",
        ));
    }
    Ok(())
}

/// `1,500` and `1,500.5`: digits that are not just 0, a comma, three digits.
fn looks_like_thousands(digits: &str) -> bool {
    digits.split_once(',').is_some_and(|(whole, rest)| {
        let group = rest.split(['.', ',']).next().unwrap_or_default();
        group.len() == 3 && whole.trim_start_matches('0').chars().any(|c| c != '0')
    })
}
