//! Amounts: weights in whole milligrams, label milligrams, counts, and how
//! people type them.

mod fraction;
mod number;
mod unit;

use std::fmt;

use super::field::Invalid;
use super::text::quoted;
use fraction::fraction;
use unit::{GRAMS, MILLIGRAMS, is_count_unit, is_measured, says_more};

pub use number::{Number, not_thousands, split};

/// A weight in whole milligrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mg(pub i64);

impl Mg {
    /// In grams.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "weights are far below 2^52 mg")]
    pub fn grams(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// Grams with up to three decimals and no trailing zeros: `2.5`.
impl fmt::Display for Mg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(self.0, f)
    }
}

impl std::iter::Sum for Mg {
    fn sum<I: Iterator<Item = Mg>>(weights: I) -> Mg {
        Mg(weights.map(|w| w.0).sum())
    }
}

/// Milligrams of an alkaloid as a label states them, in whole micrograms,
/// since labels print decimals. Never a weight of leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelMg(pub i64);

impl LabelMg {
    /// In milligrams.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "labels are far below 2^52 µg")]
    pub fn mg(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// These micrograms, where a label could state them.
    #[must_use]
    pub fn new(micrograms: i64) -> Option<LabelMg> {
        (1..=LABEL_MAX)
            .contains(&micrograms)
            .then_some(LabelMg(micrograms))
    }

    /// Reads label milligrams: `45`, `45mg`, `31,3 mg`.
    ///
    /// # Errors
    /// Names `field` and says what to write.
    pub fn parse(field: &'static str, typed: &str) -> Result<LabelMg, Invalid> {
        let hint = "write the label's milligrams, like 45 or 31.5";
        let (number, unit) = split(field, typed, hint)?;
        if !matches!(unit.to_lowercase().as_str(), "" | "mg") {
            return Err(Invalid::new(
                field,
                format!("{} is not in milligrams", quoted(typed)),
                hint,
            ));
        }
        let micrograms = number
            .thousandths()
            .ok_or_else(|| Invalid::new(field, "has more than three decimals", hint))?;
        match micrograms {
            1..=LABEL_MAX => Ok(LabelMg(micrograms)),
            _ => Err(Invalid::new(
                field,
                format!("{number} mg on a label cannot be right"),
                hint,
            )),
        }
    }
}

/// Milligrams with up to three decimals: `31.5`.
impl fmt::Display for LabelMg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(self.0, f)
    }
}

fn thousandths(value: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (whole, rest) = (value / 1000, (value % 1000).abs());
    if rest == 0 {
        write!(f, "{whole}")
    } else {
        let digits = format!("{rest:03}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// How many of a unit: `1.5 scoops`.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    pub n: Number,
    pub unit: String,
}

impl Count {
    /// A count of a unit, both as typed in their own fields.
    ///
    /// # Errors
    /// A count that is zero or no number; an empty unit.
    pub fn parse(n: &str, unit: &str) -> Result<Count, Invalid> {
        let hint = "write a number of units, like 3 capsules";
        let n = Number::parse("count", n, hint)?;
        if n.value() == 0.0 {
            return Err(Invalid::new("count", "is zero", hint));
        }
        let unit = super::text::line("count_unit", unit)?;
        if unit.is_empty() {
            return Err(Invalid::new("count_unit", "is missing", hint));
        }
        let lower = unit.to_lowercase();
        if is_measured(&lower) {
            return Err(Invalid::new(
                "count_unit",
                format!("{} is not something counted", quoted(&unit)),
                "write weights as amount and unit, and counts like 3 capsules",
            ));
        }
        Ok(Count { n, unit })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.n, self.unit)
    }
}

/// What a typed dose amount is: a weight, or a count of a unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    Weight(Mg),
    Count(Count),
}

/// The largest weight that is taken for one dose at all; above 15 g the
/// program asks again, above this a unit must be wrong.
const WEIGHT_MAX: Mg = Mg(1_000_000);
/// The most milligrams a label can state, in micrograms.
const LABEL_MAX: i64 = 10_000_000;
const WEIGHT_HINT: &str = "write grams or milligrams, like 2.5g or 800mg";

impl Amount {
    /// The largest weight one dose can have.
    pub const MOST: Mg = WEIGHT_MAX;

    /// Reads `2.5g`, `800 mg`, `2,5`, `3 capsules`, `1 1/2 scoops`, `½ g`, `half a
    /// scoop`. A bare number means grams; a bare fraction means nothing.
    ///
    /// # Errors
    /// Names `amount` and says what to write.
    pub fn parse(typed: &str) -> Result<Amount, Invalid> {
        let (number, unit) = match fraction(typed)? {
            Some(said) => said,
            None => split("amount", typed, WEIGHT_HINT)?,
        };
        let lower = unit.to_lowercase();
        let word = lower.as_str();
        let understood = GRAMS.contains(&word) || MILLIGRAMS.contains(&word) || is_count_unit(word);
        if understood && number.value() == 0.0 {
            return Err(Invalid::new("amount", "is zero", zero_hint()));
        }
        match word {
            word if GRAMS.contains(&word) => weight(number, 1000.0).map(Amount::Weight),
            word if MILLIGRAMS.contains(&word) => {
                not_thousands(typed, unit)?;
                weight(number, 1.0).map(Amount::Weight)
            }
            other if says_more(other) => Err(Invalid::new(
                "amount",
                format!("{} says more than an amount", quoted(typed)),
                "write the weight alone, like 8g; form, product and label milligrams have fields of their own",
            )),
            other if is_count_unit(other) => Ok(Amount::Count(Count {
                n: number,
                unit: super::text::line("amount", unit)?,
            })),
            other if other.starts_with(['-', '–']) => Err(Invalid::new(
                "amount",
                format!("{} is not one amount", quoted(typed)),
                "write one, like 3g; ~3g says that it is a guess",
            )),
            _ => Err(Invalid::new(
                "amount",
                format!("{} is not a weight", quoted(typed)),
                WEIGHT_HINT,
            )),
        }
    }
}

/// What stands behind a word that says an amount was guessed: `~3g`, `ca. 3 g`,
/// `about 3 capsules`.
#[must_use]
pub fn guessed(typed: &str) -> Option<&str> {
    const SIGNS: [&str; 2] = ["~", "≈"];
    const WORDS: [&str; 8] = [
        "approximately",
        "approx",
        "roughly",
        "around",
        "about",
        "circa",
        "ca",
        "c.",
    ];
    let typed = typed.trim();
    if let Some(rest) = SIGNS.iter().find_map(|sign| typed.strip_prefix(sign)) {
        return Some(rest.trim_start());
    }
    WORDS.iter().find_map(|word| {
        let (start, rest) = typed.split_at_checked(word.len())?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let ends = rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit());
        (ends && start.eq_ignore_ascii_case(word)).then(|| rest.trim_start())
    })
}

fn zero_hint() -> &'static str {
    "write what was taken, like 2.5g; a day without kratom is 'none'"
}

fn weight(number: Number, mg_per_unit: f64) -> Result<Mg, Invalid> {
    let mg = number.value() * mg_per_unit;
    if mg > WEIGHT_MAX.grams() * 1000.0 {
        return Err(Invalid::new(
            "amount",
            format!("{} g cannot be one dose", mg / 1000.0),
            WEIGHT_HINT,
        ));
    }
    let whole = mg.round();
    if whole == 0.0 || (mg - whole).abs() > 1e-6 {
        return Err(Invalid::new(
            "amount",
            "is finer than a milligram",
            "write grams with at most three decimals, like 2.125g",
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by WEIGHT_MAX above"
    )]
    Ok(Mg(whole as i64))
}

#[cfg(test)]
mod tests;
