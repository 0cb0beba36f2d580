//! A number measured or scored: the pulse, a check-in.

use super::amount::Number;
use super::field::{AT, Ask, Field, Invalid, NOTE, Values};
use super::text::quoted;

/// A number under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub name: String,
    pub amount: Number,
}

/// Beats a minute, at rest.
pub const PULSE: &str = "pulse";
/// What a heart can do; anything else is a slip of the finger.
const PULSES: std::ops::RangeInclusive<f64> = 20.0..=300.0;
const PULSE_HINT: &str = "write beats a minute, like 72";

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::Reading)
        .positional()
        .hint("pulse")
        .required(),
    Field::new("amount", "Number", Ask::Number)
        .positional()
        .hint("72")
        .required(),
    AT,
    NOTE,
];

impl Reading {
    /// Builds a reading from answers. Where the number is missing it may be the
    /// last word of the name: `pulse 72`.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Reading, Invalid> {
        let name = super::name(values, "write what was measured, like pulse")?;
        let is_pulse = name.eq_ignore_ascii_case(PULSE);
        let hint = if is_pulse {
            PULSE_HINT
        } else {
            "write a number"
        };
        let typed = values
            .get("amount")
            .ok_or_else(|| Invalid::new("amount", "is missing", hint))?;
        let typed = typed.trim();
        let bare = typed.strip_suffix("bpm").unwrap_or(typed).trim();
        let amount = Number::parse("amount", bare, hint)?;
        if is_pulse && !PULSES.contains(&amount.value()) {
            return Err(Invalid::new(
                "amount",
                format!("{} cannot be a pulse", quoted(typed)),
                PULSE_HINT,
            ));
        }
        Ok(Reading { name, amount })
    }

    /// The answers that parse to this reading.
    #[must_use]
    pub fn values(&self) -> Values {
        Values::new()
            .with("name", self.name.clone())
            .with("amount", self.amount.to_string())
    }

    /// `pulse, 72`.
    #[must_use]
    pub fn title(&self) -> String {
        super::substance::titled(&self.name, Some(self.amount), None)
    }

    #[must_use]
    pub fn is_pulse(&self) -> bool {
        self.name.eq_ignore_ascii_case(PULSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulse(typed: &str) -> Result<Reading, Invalid> {
        Reading::parse(&Values::new().with("name", "pulse").with("amount", typed))
    }

    #[test]
    fn a_pulse_is_beats_a_minute() {
        assert_eq!(pulse("72").unwrap().title(), "pulse, 72");
        assert_eq!(pulse("72 bpm").unwrap(), pulse("72").unwrap());
        assert_eq!(pulse("720").unwrap_err().field, "amount");
        assert_eq!(pulse("7").unwrap_err().hint, PULSE_HINT);
        assert_eq!(pulse("fast").unwrap_err().field, "amount");
    }
}
