//! What comes in and what is wished for: a screen answers an [`Input`] with a
//! [`Msg`], and the app alone grants it.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::layout::Position;
use uuid::Uuid;

use crate::domain::Kind;
use crate::domain::answer::Said;
use crate::rules::Alert;

/// What the person did.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A key that means something here.
    Act(super::action::Action),
    /// A key that means nothing here: a letter typed into a form.
    Key(KeyEvent),
    Paste(String),
    Click(Position),
    /// Lines down, or up where below zero.
    Scroll(i16),
}

/// The screens, in tab order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Today,
    Journal,
    Trends,
    Warnings,
    Guide,
}

impl Page {
    pub const ALL: [Page; 5] = [
        Page::Today,
        Page::Journal,
        Page::Trends,
        Page::Warnings,
        Page::Guide,
    ];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Page::Today => "Today",
            Page::Journal => "Journal",
            Page::Trends => "Trends",
            Page::Warnings => "Warnings",
            Page::Guide => "Guide",
        }
    }
}

/// A wish.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    Go(Page),
    /// Back or forward through the screens.
    Turn(i8),
    /// An empty form.
    New(Kind),
    Edit(Uuid),
    Delete(Uuid),
    /// The form is to be saved.
    Save,
    /// The form is to be left; what was typed is kept.
    Leave,
    /// Something was typed into the form.
    Typed,
    /// What is kept half typed under this name.
    ContinueDraft(String),
    ForgetDraft(String),
    Undo,
    Redo,
    /// What was asked about is to be done.
    Agreed,
    /// What the person says to a warning; the same again takes it back.
    Answer {
        alert: Box<Alert>,
        said: Said,
    },
    /// "I have read this", said to an urgent card.
    Acknowledged(Box<Alert>),
    Set {
        name: &'static str,
        value: String,
    },
    /// Where the person is: a code or a name as typed.
    Country(String),
    Hide,
    /// The journal is to be locked, or hidden where it has no passphrase.
    Lock,
    /// A passphrase is to be set.
    Passphrase,
    Emergency,
    Help,
    About,
    Plan,
    /// Every step ahead a week later.
    Hold,
    /// From today the step before.
    StepBack,
    /// Where the person is, to be typed.
    AskCountry,
    Settings,
    /// What a report for a clinician is to be about.
    Report,
    /// What a new line of the plan is about.
    PlanKind,
    /// A form for a line of the plan, by the fact it is kept as.
    NewPlanLine(&'static str),
    /// It is to be written as the form says.
    WriteReport,
    /// What a doctor needs read out.
    Handover,
    /// What goes together.
    Patterns,
    /// The check-ins there are.
    Checkins,
    /// The page of a check-in, by its name.
    Checkin(&'static str),
    /// Its questions.
    Questions(&'static str),
    /// A question was answered.
    Answered,
    /// The questions are to be left; what was answered is kept.
    LeaveCheckin,
    /// Every question is answered, and to be saved.
    SaveCheckin,
    /// Why there are these warnings; the first is open.
    Why(Vec<Alert>),
    /// The entries of a day, in the journal.
    OpenDay(NaiveDate),
    /// An entry, in the journal.
    OpenEntry(Uuid),
    Say(String),
    /// The first page, or a card, was read; the key that said so means what it
    /// always means.
    Begin(KeyEvent),
    /// What stands over the screen goes away.
    Close,
    Quit,
}
