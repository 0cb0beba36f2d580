//! A number measured or scored: the pulse, a check-in.

use super::amount::Number;
use super::asked;
use super::field::{AT, Ask, Field, Invalid, NOTE, Values};
use super::text::quoted;
use std::fmt;

/// A number under a name, with the single answers it comes from if it is the
/// score of a check-in.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub name: String,
    pub amount: Number,
    pub answers: Option<Answers>,
}

/// Answers in the order they were asked, each the number of the choice taken.
/// What a number means is the check-in's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers(Vec<u8>);

impl Answers {
    /// More questions than any check-in asks.
    pub const MOST: usize = 100;
    const HINT: &str = "write a whole number for each answer, like 2,0,1";

    /// So many answers; none where there are none, or too many.
    #[must_use]
    pub fn new(given: Vec<u8>) -> Option<Answers> {
        ((1..=Answers::MOST).contains(&given.len())).then_some(Answers(given))
    }

    /// Reads `2,0,1`.
    ///
    /// # Errors
    /// It is not a row of whole numbers.
    pub fn parse(typed: &str) -> Result<Answers, Invalid> {
        let wrong = || {
            let why = format!("{} is not a row of answers", quoted(typed));
            Invalid::new("answers", why, Answers::HINT)
        };
        let digits = |part: &str| part.bytes().all(|sign| sign.is_ascii_digit());
        let each = typed.split(',').map(str::trim).map(|part| {
            let number = part.parse().ok().filter(|_| digits(part));
            number.ok_or_else(wrong)
        });
        Answers::new(each.collect::<Result<_, _>>()?).ok_or_else(wrong)
    }

    #[must_use]
    pub fn given(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, given) in self.0.iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            write!(f, "{comma}{given}")?;
        }
        Ok(())
    }
}

/// Beats a minute, at rest.
pub const PULSE: &str = "pulse";
/// What else people call it.
const PULSE_TOO: [&str; 11] = [
    "heart rate",
    "heartrate",
    "heart beat",
    "hr",
    "bpm",
    "puls",
    "pulze",
    "pulse rate",
    "resting pulse",
    "resting heart rate",
    "pulse at rest",
];
/// What a heart can do; anything else is a slip of the finger.
const PULSES: std::ops::RangeInclusive<f64> = 20.0..=300.0;
const PULSE_HINT: &str = "write beats a minute, like 72";

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::Reading)
        .means("what was measured, or which check-in was answered")
        .positional()
        .hint("pulse")
        .required(),
    Field::new("amount", "Number", Ask::Number)
        .means("the number measured, or the score")
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
        let name = asked::name(values, "write what was measured, like pulse")?;
        let is_pulse = means_pulse(&name);
        let name = if is_pulse { PULSE.to_owned() } else { name };
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
        let answers = values.get("answers").map(Answers::parse).transpose()?;
        Ok(Reading {
            name,
            amount,
            answers,
        })
    }

    /// The answers that parse to this reading.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new()
            .with("name", self.name.clone())
            .with("amount", self.amount.to_string());
        values.set_some("answers", self.answers.as_ref().map(Answers::to_string));
        values
    }

    /// This reading with the answers, for which a CSV row has no column, taken
    /// from another account of it. They say nothing of another score.
    #[must_use]
    pub fn with_uncolumned(self, other: &Reading) -> Reading {
        let same = self.name == other.name && self.amount == other.amount;
        Reading {
            answers: other.answers.clone().filter(|_| same),
            ..self
        }
    }

    /// `pulse, 72`.
    #[must_use]
    pub fn title(&self) -> String {
        super::substance::titled(&self.name, Some(self.amount), None)
    }

    #[must_use]
    pub fn is_pulse(&self) -> bool {
        means_pulse(&self.name)
    }
}

/// Whether a name stands for the pulse; warnings read it under each of them.
fn means_pulse(name: &str) -> bool {
    let name = name.trim();
    let mut names = PULSE_TOO.iter().chain([&PULSE]);
    names.any(|known| known.eq_ignore_ascii_case(name))
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

    #[test]
    fn a_pulse_has_many_names() {
        for name in ["heart rate", "HR", "bpm", "puls", "pulze", "Pulse"] {
            let values = Values::new().with("name", name).with("amount", "150");
            let reading = Reading::parse(&values).unwrap();
            assert_eq!(reading.title(), "pulse, 150", "{name}");
            assert!(reading.is_pulse(), "{name}");
        }
        let pain = Values::new().with("name", "pain").with("amount", "4");
        assert!(!Reading::parse(&pain).unwrap().is_pulse());
    }

    #[test]
    fn answers_are_whole_numbers_in_a_row() {
        let row = |typed| Answers::parse(typed).map(|answers| answers.to_string());
        assert_eq!(row("2, 0,10").as_deref(), Ok("2,0,10"));
        for wrong in ["", ",", "2,", "2,,1", "-1", "+1", "1.5", "2;1", "256"] {
            assert_eq!(row(wrong).unwrap_err().field, "answers", "{wrong}");
        }
        assert_eq!(Answers::new(vec![]), None);
        assert_eq!(Answers::new(vec![0; Answers::MOST + 1]), None);
    }

    #[test]
    fn answers_stay_only_with_the_score_they_come_to() {
        let of = |amount: &str, answers: &str| {
            let values = Values::new()
                .with("name", "pain")
                .with("amount", amount)
                .with("answers", answers);
            Reading::parse(&values).unwrap()
        };
        let whole = of("4", "3,5,4");
        assert_eq!(of("4", "").with_uncolumned(&whole), whole);
        assert_eq!(of("5", "").with_uncolumned(&whole).answers, None);
    }
}
