//! One thing that was looked at: how it is, and what to do about it.

use anyhow::Result;
use serde_json::{Value, json};

use super::super::voice::{Ink, Span, Voice};
use crate::domain::answer::Level;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Ok,
    /// Nothing is wrong, but it is worth a look.
    Look,
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug)]
pub struct Line {
    pub state: State,
    about: &'static str,
    says: String,
    /// What to do about it.
    todo: String,
}

impl Line {
    pub fn ok(about: &'static str, says: String) -> Line {
        Line {
            state: State::Ok,
            about,
            says,
            todo: String::new(),
        }
    }

    pub fn look(about: &'static str, says: String, todo: &str) -> Line {
        Line {
            state: State::Look,
            about,
            says,
            todo: todo.to_owned(),
        }
    }

    pub fn wrong(about: &'static str, says: String, todo: &str) -> Line {
        Line {
            state: State::Wrong,
            ..Line::look(about, says, todo)
        }
    }

    /// As JSON says it.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "state": self.state.word(),
            "about": self.about,
            "says": self.says,
            "do": (!self.todo.is_empty()).then_some(&self.todo),
        })
    }

    /// `wrong  permissions  … can be read by others on this computer`
    ///
    /// # Errors
    /// Nobody reads it any more.
    pub fn print(&self, voice: &mut Voice) -> Result<()> {
        if voice.look.plain {
            voice.labelled(self.about, &format!("{}, {}", self.state.word(), self.says))?;
            if !self.todo.is_empty() {
                voice.labelled("do", &self.todo)?;
            }
            return Ok(());
        }
        let state = Span(self.state.ink(), format!("{:<5}", self.state.word()));
        voice.line([state, format!("  {:<11}  {}", self.about, self.says).into()])?;
        if !self.todo.is_empty() {
            voice.line([format!("{:>20}{}", "", self.todo)])?;
        }
        Ok(())
    }
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Look => "look",
            State::Wrong => "wrong",
        }
    }

    fn ink(self) -> Ink {
        match self {
            State::Ok => Ink::Dim,
            State::Look => Ink::Level(Level::Caution),
            State::Wrong => Ink::Level(Level::Warning),
        }
    }
}
