//! One condition: a measure, and which of its values count.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::judged::Judged;
use super::measure::{Finding, Measure};
use super::wording;

/// A measure and its bounds. Without bounds any value above 0 counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub measure: Measure,
    /// At least.
    pub from: Option<f64>,
    /// More than.
    pub above: Option<f64>,
    /// At most.
    pub to: Option<f64>,
    /// Less than.
    pub below: Option<f64>,
}

impl Condition {
    /// What was found, if its value counts. Too little written down never does.
    #[must_use]
    pub fn met<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let found = self.measure.of(judged)?;
        self.counts(found.value).then_some(found)
    }

    /// Whether it asks for little, as for hours of sleep.
    #[must_use]
    pub fn counts_downwards(&self) -> bool {
        (self.to.is_some() || self.below.is_some()) && self.from.is_none() && self.above.is_none()
    }

    /// Whether such a value counts.
    #[must_use]
    pub fn counts(&self, value: f64) -> bool {
        let bounds = [self.from, self.above, self.to, self.below];
        if bounds.iter().all(Option::is_none) {
            return value > 0.0;
        }
        self.from.is_none_or(|from| value >= from)
            && self.above.is_none_or(|above| value > above)
            && self.to.is_none_or(|to| value <= to)
            && self.below.is_none_or(|below| value < below)
    }

    /// How far a value that does not count has come, from 0 to 1.
    #[must_use]
    pub fn part(&self, value: f64) -> f64 {
        match self.from.or(self.above) {
            Some(least) if least > 0.0 => (value / least).clamp(0.0, 1.0),
            _ => 0.0,
        }
    }

    /// What a value that does not count is short of: `2 of 3 occasions in 22 h`.
    #[must_use]
    pub fn short(&self, value: f64) -> String {
        let says = wording::plain(&self.measure.says());
        let n = wording::number(value);
        match self.from {
            _ if self.bounds().is_empty() => format!("not written down: {says}"),
            Some(from) if value < from && wording::counts_things(&says) => {
                format!("{n} of {} {says}", wording::number(from))
            }
            _ => format!("{says}: {n}, it takes {}", self.bounds().join(" and ")),
        }
    }

    /// `at least 3`.
    fn bounds(&self) -> Vec<String> {
        let bounds = [
            (self.from, "at least"),
            (self.above, "more than"),
            (self.to, "at most"),
            (self.below, "less than"),
        ];
        let named = bounds.into_iter().filter_map(|(bound, word)| {
            let bound = wording::number(bound?);
            Some(format!("{word} {bound}"))
        });
        named.collect()
    }

    /// The condition in words, for the table of rules.
    #[must_use]
    pub fn says(&self) -> String {
        let bounds = [
            (self.from, "≥"),
            (self.above, ">"),
            (self.to, "≤"),
            (self.below, "<"),
        ];
        let mut says = self.measure.says();
        for (bound, sign) in bounds {
            if let Some(bound) = bound {
                says = format!("{says} {sign} {bound}");
            }
        }
        says
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Condition, D::Error> {
        let mut table = toml::Table::deserialize(from)?;
        let mut bound = |name: &str| match table.remove(name) {
            None => Ok(None),
            Some(toml::Value::Integer(n)) => i32::try_from(n)
                .map(|n| Some(f64::from(n)))
                .map_err(|_| D::Error::custom(format!("{name}: {n} is too large"))),
            Some(toml::Value::Float(n)) => Ok(Some(n)),
            Some(other) => Err(D::Error::custom(format!("{name}: {other} is no number"))),
        };
        Ok(Condition {
            from: bound("from")?,
            above: bound("above")?,
            to: bound("to")?,
            below: bound("below")?,
            measure: Measure::deserialize(toml::Value::Table(table))
                .map_err(|wrong| D::Error::custom(wrong.message()))?,
        })
    }
}
