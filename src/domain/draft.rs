//! A form that was begun and not saved.

use uuid::Uuid;

use super::Kind;
use super::field::Values;
use super::moment::Moment;

/// A half-typed form: its time is when it was begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub kind: Kind,
    pub begun: Moment,
    /// The entry it would change; none for a new one.
    pub editing: Option<Uuid>,
    pub answers: Values,
}

impl Draft {
    /// Where it is kept: one form a kind, and each half-answered check-in by
    /// its own name, so that none takes the place of another.
    #[must_use]
    pub fn slot(&self) -> String {
        match self.checkin() {
            Some(name) => format!("{}:{name}", self.kind.name()),
            None => self.kind.name().to_owned(),
        }
    }

    /// What it is called: `dose`, `withdrawal check`.
    #[must_use]
    pub fn says(&self) -> &str {
        self.checkin().unwrap_or(self.kind.says())
    }

    /// The name of the check-in whose first answers it holds.
    #[must_use]
    pub fn checkin(&self) -> Option<&str> {
        let is_new = self.kind == Kind::Reading && self.editing.is_none();
        let given = self.answers.get("answers").unwrap_or_default();
        let name = self.answers.get("name").unwrap_or_default();
        (is_new && !given.is_empty() && !name.is_empty()).then_some(name)
    }
}
