//! Something done or ahead that changes what a dose may do to others.

use super::asked;
use super::field::{Ask, Choice, Field, Invalid, NOTE, Values};

/// Something done, or planned for a time that may be ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    pub name: EventName,
}

/// What can be done or planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventName {
    Drove,
    /// Driving, or machines, still ahead.
    PlansToDrive,
    Surgery,
}

pub const NAMES: &[Choice] = &[
    Choice::new("drove", "drove"),
    Choice::new("plans to drive", "plans to drive"),
    Choice::new("surgery", "surgery"),
];

pub const FIELDS: &[Field] = &[
    Field::new("name", "What", Ask::Choice(NAMES))
        .means("what was done, or is planned")
        .positional()
        .hint("drove, plans to drive, surgery")
        .required(),
    Field::new("at", "When", Ask::Time).hint("now, 14:05, or a date ahead: 2026-12-01 08:00"),
    NOTE,
];

impl Event {
    /// Builds an event from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Event, Invalid> {
        let typed = values.get("name").ok_or_else(|| {
            Invalid::new(
                "name",
                "is missing",
                "write drove, plans to drive or surgery",
            )
        })?;
        let place = asked::choose("name", NAMES, typed)?;
        Ok(Event {
            name: EventName::ALL[place],
        })
    }

    /// The answers that parse to this event.
    #[must_use]
    pub fn values(&self) -> Values {
        Values::new().with("name", self.name.name())
    }

    /// `plans to drive`.
    #[must_use]
    pub fn title(&self) -> String {
        NAMES[self.name as usize].says.to_owned()
    }
}

impl EventName {
    pub const ALL: [EventName; 3] = [
        EventName::Drove,
        EventName::PlansToDrive,
        EventName::Surgery,
    ];

    /// As stored and exported.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].value
    }

    /// The event stored under that name.
    #[must_use]
    pub fn named(name: &str) -> Option<EventName> {
        EventName::ALL
            .into_iter()
            .find(|event| event.name() == name)
    }
}
