//! What is asked once before it is saved: an amount that is out of the way, or a
//! name no list knows while a known one is near. A name is never taken for another.

use super::{Form, suggest};
use crate::tui::widgets::text::cut;

/// So many columns of a name stand in the question.
const NAME_COLUMNS: usize = 24;

/// A question on the form; the texts that ask it, the longest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub texts: Vec<String>,
}

impl Question {
    /// Whether what was typed is so; the first sentence alone says enough.
    pub fn whether_so(question: &str) -> Question {
        let short = question.split(". ").next().unwrap_or_default();
        let asked = |text: &str| format!("{text} Enter again saves it as it is.");
        Question {
            texts: vec![asked(question), asked(&format!("{short}."))],
        }
    }

    /// Whether the name that is offered was meant.
    fn which_name(typed: &str, offered: &str) -> Question {
        let typed = cut(typed, NAME_COLUMNS);
        let asked = format!("Did you mean {offered}? Right takes it, Enter again keeps {typed}.");
        Question {
            texts: vec![format!("{typed} is not known. {asked}"), asked],
        }
    }
}

impl Form {
    /// Asks about a name no list knows while a known one is offered for it;
    /// whether that has to be answered first. Half a name would be saved as one
    /// that no warning reads.
    pub fn asks_about_name(&mut self) -> bool {
        let Some((place, offers)) = self.unknown_name() else {
            return false;
        };
        let typed = self.answers[place].text().trim().to_owned();
        if self.kept.as_ref() == Some(&typed) {
            return false;
        }
        self.focus = place;
        self.asks = offers.first().map(|it| Question::which_name(&typed, it));
        self.kept = Some(typed);
        self.offers = offers;
        self.focused().go_to_end();
        true
    }

    /// The field with a name that was typed and is known nowhere, and the names
    /// that are offered for it.
    fn unknown_name(&self) -> Option<(usize, Vec<String>)> {
        let unknown = |place: &usize| {
            let answer = &self.answers[*place];
            answer.is_changed() && suggest::is_unknown(answer.field, answer.text().trim())
        };
        let place = (0..self.answers.len()).find(unknown)?;
        let answer = &self.answers[place];
        let offers = suggest::offers(answer.field, answer.text(), self.preview.journal());
        (!offers.is_empty()).then_some((place, offers))
    }
}
