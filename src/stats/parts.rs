//! What Trends shows, part by part, and each part in words.

use super::between;
use super::days::DayStats;
use super::figure::{self, Series, readings, symptom_words, symptoms};
use super::hours::Hours;
use super::span;

/// One part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    #[default]
    Often,
    When,
    Sleep,
    Felt,
}

impl Part {
    pub const ALL: [Part; 4] = [Part::Often, Part::When, Part::Sleep, Part::Felt];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Part::Often => "overview",
            Part::When => "when",
            Part::Sleep => "sleep",
            Part::Felt => "felt",
        }
    }

    /// The one after it, round and round.
    #[must_use]
    pub fn next(self) -> Part {
        let mut parts = Part::ALL.into_iter().cycle();
        parts.find(|part| *part == self);
        parts.next().unwrap_or_default()
    }

    /// Its sentences; `word` names the stretch: week, month.
    #[must_use]
    pub fn words(self, days: &[DayStats], before: &[DayStats], word: &str) -> Vec<String> {
        let of = |series: &[Series]| figure::words(series, days, before, word);
        match self {
            Part::Often => {
                let mut said = span::words(days, before, word);
                said.extend(figure::line_words(days));
                said.extend(of(&[Series::Doses, Series::Leaf]));
                said
            }
            Part::When => {
                let mut said = vec![Hours::of(days).words()];
                said.extend(of(&Series::WHEN));
                said.push(between::MEANS.to_owned());
                said
            }
            Part::Sleep => of(&Series::SLEEP),
            Part::Felt => felt(days, before, word),
        }
    }
}

fn felt(days: &[DayStats], before: &[DayStats], word: &str) -> Vec<String> {
    let mut said = symptom_words(&symptoms(days, before), days, before, word);
    let readings = readings(days).into_iter().map(Series::Reading);
    let readings: Vec<Series> = readings.collect();
    said.extend(figure::words(&readings, days, before, word));
    if said.is_empty() {
        said.push("No symptom and no reading was written down in these days.".to_owned());
    }
    said
}
