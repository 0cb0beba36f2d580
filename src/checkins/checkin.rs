//! One check-in as its file defines it: questions, choices and how it is scored.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::amount::Number;
use crate::domain::field::Invalid;
use crate::domain::reading::Reading;
use crate::domain::text::quoted;
use crate::rules::text::key;

/// A list of questions.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkin {
    /// What is typed behind `leaflog checkin`.
    pub id: &'static str,
    /// As kept in the entries.
    pub name: &'static str,
    pub title: &'static str,
    /// What time the questions are about.
    pub period: &'static str,
    pub intro: &'static str,
    /// The words of each answer, from 0 up.
    choices: Vec<&'static str>,
    pub score: Score,
    /// Asked again sooner than this many hours, a score says little new.
    pub apart_h: i64,
    /// The same in words.
    pub often: &'static str,
    /// Whether the time since the last dose stands beside a score.
    #[serde(default)]
    pub since_dose: bool,
    pub based_on: &'static str,
    pub sources: Vec<&'static str>,
    pub cannot_say: Vec<&'static str>,
    /// What needs a call whatever the score is.
    pub call: Option<&'static str>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

/// One question.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// A word or two, where there is little room.
    pub label: &'static str,
    pub ask: &'static str,
    /// Its own words, where they differ from the check-in's.
    #[serde(default)]
    choices: Vec<&'static str>,
}

/// How answers become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Score {
    Sum,
    Mean,
    /// How many are above 0.
    Count,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Checkins {
    checkin: Vec<Checkin>,
}

/// Every check-in there is, in the order they are offered.
///
/// # Panics
/// When a file is not in order; those that are built in are tested.
#[must_use]
pub fn checkins() -> &'static [Checkin] {
    static CHECKINS: LazyLock<Checkins> = LazyLock::new(|| {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/checkins.json")))
            .expect("assets/checkins is tested")
    });
    &CHECKINS.checkin
}

/// The check-in whose score is kept under this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Checkin> {
    let name = name.trim();
    checkins()
        .iter()
        .find(|it| it.name.eq_ignore_ascii_case(name))
}

/// The check-in a person means: its name, or the beginning of it.
///
/// # Errors
/// There is none, or there are several; says which ones there are.
pub fn find(typed: &str) -> Result<&'static Checkin, Invalid> {
    let meant = key(typed);
    let begins = |it: &&Checkin| {
        [it.name, it.title, it.id]
            .map(key)
            .iter()
            .any(|name| name.starts_with(&meant))
    };
    let found: Vec<&Checkin> = checkins().iter().filter(begins).collect();
    match found.as_slice() {
        [one] if !meant.is_empty() => Ok(one),
        _ => {
            let ids: Vec<&str> = checkins().iter().map(|it| it.id).collect();
            Err(Invalid::new(
                "name",
                format!("{} is not the name of one check-in", quoted(typed)),
                format!("write one of {}", ids.join(", ")),
            ))
        }
    }
}

impl Checkin {
    /// The words of each answer to a question, from 0 up. A number without a
    /// word has an empty one.
    #[must_use]
    pub fn choices(&self, item: usize) -> &[&'static str] {
        let own = self.items.get(item).map(|item| item.choices.as_slice());
        own.filter(|own| !own.is_empty()).unwrap_or(&self.choices)
    }

    /// The highest answer to a question.
    #[must_use]
    pub fn highest(&self, item: usize) -> u8 {
        u8::try_from(self.choices(item).len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// Whether its questions are answered with no and yes.
    #[must_use]
    pub fn is_yes_no(&self) -> bool {
        self.choices == ["no", "yes"]
    }

    /// The highest score there is; the lowest is 0.
    #[must_use]
    pub fn most(&self) -> f64 {
        let highest = (0..self.items.len()).map(|item| self.highest(item));
        let all: Vec<u8> = highest.collect();
        self.score_of(&all).map_or(0.0, Number::value)
    }

    /// The score of answers to all questions; none where one is missing or is no
    /// choice.
    #[must_use]
    pub fn score_of(&self, given: &[u8]) -> Option<Number> {
        let whole = given.len() == self.items.len();
        let fits = |(item, given): (usize, &u8)| *given <= self.highest(item);
        if !whole || !given.iter().enumerate().all(fits) {
            return None;
        }
        let sum: u32 = given.iter().map(|given| u32::from(*given)).sum();
        let above = given.iter().filter(|given| **given > 0).count();
        Number::new(match self.score {
            Score::Sum => f64::from(sum),
            Score::Mean => tenths(f64::from(sum) / f64::from(u32::try_from(given.len()).ok()?)),
            Score::Count => f64::from(u32::try_from(above).ok()?),
        })
    }

    /// `the sum of 16 answers`.
    #[must_use]
    pub fn scored_as(&self) -> String {
        let items = self.items.len();
        match self.score {
            Score::Sum => format!("the sum of {items} answers"),
            Score::Mean => format!("the mean of {items} answers"),
            Score::Count if self.is_yes_no() => format!("how many of {items} you said yes to"),
            Score::Count => format!("how many of {items} were above 0"),
        }
    }

    /// Whether a reading could be one of this check-in.
    ///
    /// # Errors
    /// Its score is out of range, or is not what its answers come to.
    pub fn check(&self, reading: &Reading) -> Result<(), Invalid> {
        let (amount, most) = (reading.amount, self.most());
        let Some(answers) = &reading.answers else {
            return if amount.value() > most {
                let why = format!("{amount} cannot be a score of {}", quoted(self.name));
                Err(Invalid::new(
                    "amount",
                    why,
                    format!("write a number from 0 to {most}"),
                ))
            } else {
                Ok(())
            };
        };
        match self.score_of(answers.given()) {
            Some(score) if score == amount => Ok(()),
            Some(score) => Err(Invalid::new(
                "amount",
                format!("{amount} is not what its answers come to, {score}"),
                "to answer anew, delete it and check in again",
            )),
            None => Err(Invalid::new(
                "answers",
                format!(
                    "do not fit the {} questions of the {}",
                    self.items.len(),
                    self.name
                ),
                format!(
                    "write {} numbers, like {}",
                    self.items.len(),
                    self.example()
                ),
            )),
        }
    }

    fn example(&self) -> String {
        let each = (0..self.items.len()).map(|item| self.highest(item).min(1).to_string());
        each.collect::<Vec<_>>().join(",")
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reading::Answers;

    fn score(name: &str, given: &[u8]) -> Option<f64> {
        named(name)?.score_of(given).map(Number::value)
    }

    #[test]
    fn a_score_is_the_sum_the_mean_or_the_count() {
        let mut felt = [0; 16];
        felt[2] = 3;
        felt[15] = 4;
        assert_eq!(score("withdrawal check", &felt), Some(7.0));
        assert_eq!(score("pain", &[3, 5, 5]), Some(4.3));
        assert_eq!(
            score("reflection", &[0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
            Some(3.0)
        );
        assert_eq!(score("pain", &[3, 5]), None, "one is missing");
        assert_eq!(score("pain", &[3, 5, 11]), None, "no such choice");
    }

    #[test]
    fn the_ranges_are_those_of_the_scales_they_are_based_on() {
        for (name, most) in [
            ("withdrawal check", 64.0),
            ("dependence questions", 15.0),
            ("pain", 10.0),
            ("long-term check", 28.0),
            ("reflection", 11.0),
        ] {
            let found = named(name).unwrap().most();
            assert!((found - most).abs() < 1e-9, "{name}: {found}");
        }
    }

    #[test]
    fn the_beginning_of_a_name_is_enough() {
        assert_eq!(find("Withdrawal").unwrap().name, "withdrawal check");
        assert_eq!(find("long term").unwrap().name, "long-term check");
        assert_eq!(find("reflection-list").unwrap().name, "reflection");
        for wrong in ["", "w x", "check"] {
            assert!(find(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_score_must_be_what_its_answers_come_to() {
        let pain = named("pain").unwrap();
        let reading = |amount: f64, given: Option<&[u8]>| Reading {
            name: "pain".to_owned(),
            amount: Number::new(amount).unwrap(),
            answers: given.and_then(|given| Answers::new(given.to_vec())),
        };
        assert!(pain.check(&reading(4.0, Some(&[3, 5, 4]))).is_ok());
        assert!(pain.check(&reading(10.0, None)).is_ok(), "from elsewhere");
        for (amount, given, field) in [
            (5.0, Some([3, 5, 4].as_slice()), "amount"),
            (4.0, Some([3, 5].as_slice()), "answers"),
            (11.0, None, "amount"),
        ] {
            assert_eq!(
                pain.check(&reading(amount, given)).unwrap_err().field,
                field
            );
        }
    }
}
