//! What a line of one's own limits. Grams and times are never turned into each
//! other.

use crate::domain::amount::Number;
use crate::domain::field::Invalid;
use crate::domain::text::quoted;
use crate::rules::facts::{DAYS_A_WEEK, DAYS_OFF, DOSE_LINE, DOSES_A_DAY, GRAMS_A_DAY};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Times,
    Grams,
    Dose,
    DaysWith,
    DaysOff,
}

impl Measure {
    /// In the order they are said.
    pub const ALL: [Measure; 5] = [
        Measure::Times,
        Measure::Grams,
        Measure::Dose,
        Measure::DaysWith,
        Measure::DaysOff,
    ];

    /// The fact it is kept as.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measure::Times => DOSES_A_DAY,
            Measure::Grams => GRAMS_A_DAY,
            Measure::Dose => DOSE_LINE,
            Measure::DaysWith => DAYS_A_WEEK,
            Measure::DaysOff => DAYS_OFF,
        }
    }

    /// The measure kept as this fact.
    #[must_use]
    pub fn named(fact: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|it| it.name() == fact)
    }

    /// `at most 3 doses a day`, as it is said of any day.
    #[must_use]
    pub fn says(self, amount: Number) -> String {
        let one = (amount.value() - 1.0).abs() < f64::EPSILON;
        let counted = |one_of: &str, many: &str| {
            let what = if one { one_of } else { many };
            format!("{amount} {what}")
        };
        match self {
            Measure::Times => format!("at most {} a day", counted("dose", "doses")),
            Measure::Grams => format!("at most {amount} g a day"),
            Measure::Dose => format!("at most {amount} g a dose"),
            Measure::DaysWith => format!("at most {} a week", counted("day", "days")),
            Measure::DaysOff => format!("{} off a week", counted("day", "days")),
        }
    }

    /// Whether one amount of it leaves more room than another.
    #[must_use]
    pub fn allows_more(self, one: Number, other: Number) -> bool {
        match self {
            Measure::DaysOff => one < other,
            _ => one > other,
        }
    }

    /// Reads `3 doses`, `6 g a day`, `2.5g a dose`, `5 days a week`; bare grams
    /// are `grams`.
    ///
    /// # Errors
    /// Says what to write.
    pub fn parse(typed: &str, grams: Option<Measure>) -> Result<(Measure, Number), Invalid> {
        let text = typed.trim().to_lowercase();
        let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
        let (number, what) = text.split_at(end.unwrap_or(text.len()));
        let wrong = || {
            Invalid::new(
                "plan",
                format!("{} is no limit", quoted(typed)),
                "write 3 doses, 6 g a day, 2.5 g a dose, 5 days a week or 2 days off a week",
            )
        };
        let amount = Number::parse("plan", number, "write a number first, like 3 doses")?;
        let what: Vec<&str> = what.split_whitespace().collect();
        let measure = match what.join(" ").as_str() {
            "doses" | "dose" | "doses a day" | "dose a day" | "times" | "times a day"
            | "doses per day" => Measure::Times,
            "g" | "grams" | "gram" => grams.ok_or_else(wrong)?,
            "g a day" | "grams a day" | "gram a day" | "g per day" | "g/day" => Measure::Grams,
            "g a dose" | "grams a dose" | "gram a dose" | "g per dose" | "g/dose" => Measure::Dose,
            "days a week" | "day a week" | "days per week" | "days" => Measure::DaysWith,
            "days off a week" | "day off a week" | "days off" | "day off" => Measure::DaysOff,
            _ => return Err(wrong()),
        };
        let is_week = matches!(measure, Measure::DaysWith | Measure::DaysOff);
        if is_week && amount.value() > 7.0 {
            return Err(Invalid::new(
                "plan",
                "a week has seven days",
                "write 0 to 7 days",
            ));
        }
        Ok((measure, amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_people_write_them() {
        for (typed, says) in [
            ("3 doses", "at most 3 doses a day"),
            ("1 dose a day", "at most 1 dose a day"),
            ("6 g a day", "at most 6 g a day"),
            ("2.5g a dose", "at most 2.5 g a dose"),
            ("5 days a week", "at most 5 days a week"),
            ("2 days off", "2 days off a week"),
        ] {
            let (measure, amount) = Measure::parse(typed, None).unwrap();
            assert_eq!(measure.says(amount), says, "{typed}");
        }
        assert!(Measure::parse("6g", None).is_err(), "a dose or a day?");
        let (measure, _) = Measure::parse("6g", Some(Measure::Grams)).unwrap();
        assert_eq!(measure, Measure::Grams);
        for wrong in ["", "doses", "8 days a week", "3 cups"] {
            assert!(Measure::parse(wrong, None).is_err(), "{wrong}");
        }
    }
}
