//! A check-in that is being answered, question by question.

use chrono::TimeDelta;

use super::checkin::{Checkin, named};
use crate::domain::Kind;
use crate::domain::draft::Draft;
use crate::domain::field::Values;
use crate::domain::moment::Moment;
use crate::domain::reading::Answers;

/// The answers given so far, from the first question on.
#[derive(Debug, Clone, PartialEq)]
pub struct Half {
    pub checkin: &'static Checkin,
    given: Vec<u8>,
    pub begun: Moment,
}

impl Half {
    #[must_use]
    pub fn new(checkin: &'static Checkin, begun: Moment) -> Half {
        Half {
            checkin,
            given: Vec::new(),
            begun,
        }
    }

    /// The check-in a draft was kept of, if it was kept of one.
    #[must_use]
    pub fn of(draft: &Draft) -> Option<Half> {
        if draft.kind != Kind::Reading || draft.editing.is_some() {
            return None;
        }
        let checkin = named(draft.answers.get("name")?)?;
        let kept = Answers::parse(draft.answers.get("answers")?).ok()?;
        let mut half = Half::new(checkin, draft.begun);
        for (item, choice) in kept.given().iter().enumerate() {
            half.answer(item, *choice);
        }
        Some(half)
    }

    /// What is half answered of a check-in and still about the same time.
    #[must_use]
    pub fn fresh(drafts: &[Draft], checkin: &Checkin, now: Moment) -> Option<Half> {
        let half = Half::kept(drafts, checkin)?;
        (!half.is_stale(now)).then_some(half)
    }

    /// What is half answered of a check-in, however long ago it was begun.
    #[must_use]
    pub fn kept(drafts: &[Draft], checkin: &Checkin) -> Option<Half> {
        let mut halves = drafts.iter().filter_map(Half::of);
        halves.find(|half| half.checkin == checkin)
    }

    /// Where it is kept.
    #[must_use]
    pub fn slot(&self) -> String {
        format!("{}:{}", Kind::Reading.name(), self.checkin.name)
    }

    /// What to keep of it; none before the first answer.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let answers = Answers::new(self.given.clone())?;
        Some(Draft {
            kind: Kind::Reading,
            begun: self.begun,
            editing: None,
            answers: Values::new()
                .with("name", self.checkin.name)
                .with("answers", answers.to_string()),
        })
    }

    /// What is saved, once every question is answered.
    #[must_use]
    pub fn values(&self) -> Option<Values> {
        let score = self.checkin.score_of(&self.given)?;
        let answers = Answers::new(self.given.clone())?;
        Some(
            Values::new()
                .with("name", self.checkin.name)
                .with("amount", score.to_string())
                .with("answers", answers.to_string()),
        )
    }

    /// Answers a question, the first unanswered one or one before it; whether
    /// there is such a choice.
    pub fn answer(&mut self, item: usize, choice: u8) -> bool {
        let asked = item < self.checkin.items.len() && item <= self.given.len();
        if !asked || choice > self.checkin.highest(item) {
            return false;
        }
        match self.given.get_mut(item) {
            Some(given) => *given = choice,
            None => self.given.push(choice),
        }
        true
    }

    /// The answer to a question.
    #[must_use]
    pub fn given(&self, item: usize) -> Option<u8> {
        self.given.get(item).copied()
    }

    /// How many questions are answered; also which one is next.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.given.len()
    }

    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.given.len() == self.checkin.items.len()
    }

    /// Whether it was begun so long ago that its answers are about another time.
    #[must_use]
    pub fn is_stale(&self, now: Moment) -> bool {
        now - self.begun > TimeDelta::hours(self.checkin.apart_h)
    }

    /// `withdrawal check, 5 of 16`.
    #[must_use]
    pub fn says(&self) -> String {
        let (answered, items) = (self.given.len(), self.checkin.items.len());
        format!("{}, {answered} of {items}", self.checkin.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn now() -> Moment {
        DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").unwrap()
    }

    proptest! {
        #[test]
        fn what_was_answered_goes_into_the_draft_and_back(
            which in any::<prop::sample::Index>(),
            given in prop::collection::vec(0..12_u8, 0..20),
        ) {
            let checkin = which.get(super::super::checkins());
            let mut half = Half::new(checkin, now());
            for choice in given {
                half.answer(half.answered(), choice);
            }
            prop_assert_eq!(half.draft().and_then(|draft| Half::of(&draft)), (half.answered() > 0).then_some(half.clone()));
            prop_assert!(half.draft().is_none_or(|draft| draft.slot() == half.slot()));
            prop_assert_eq!(half.values().is_some(), half.is_whole());
        }
    }

    #[test]
    fn no_question_is_passed_over() {
        let mut half = Half::new(named("pain").unwrap(), now());
        assert!(!half.answer(1, 5), "the first one is not answered");
        assert!(!half.answer(0, 11), "there is no such choice");
        assert!(half.answer(0, 4) && half.answer(1, 5) && half.answer(0, 6));
        assert_eq!((half.given(0), half.answered()), (Some(6), 2));
        assert_eq!(half.says(), "pain, 2 of 3");
    }

    #[test]
    fn answers_about_another_time_are_stale() {
        let half = Half::new(named("withdrawal check").unwrap(), now());
        assert!(!half.is_stale(now() + TimeDelta::hours(4)));
        assert!(half.is_stale(now() + TimeDelta::hours(5)));
    }

    #[test]
    fn a_half_typed_pulse_is_no_check_in() {
        let typed = |name: &str, answers: &str| Draft {
            kind: Kind::Reading,
            begun: now(),
            editing: None,
            answers: Values::new().with("name", name).with("answers", answers),
        };
        assert_eq!(Half::of(&typed("pulse", "1,2")), None);
        assert_eq!(Half::of(&typed("pain", "")), None);
        assert_eq!(Half::of(&typed("pain", "x")), None);
        assert!(Half::of(&typed("pain", "1,2")).is_some());
    }
}
