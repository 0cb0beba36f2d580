//! What stands over a screen: one slot, one enum. Each is a [`Screen`] of its
//! own and answers before everything else.

mod about;
mod ask;
mod cards;
mod checkin;
mod country;
mod emergency;
mod handover;
mod help;
mod hidden;
mod patterns;
mod plan;
mod plan_kind;
pub mod report;
mod settings;
mod start;
mod why;

use super::form::Form;
use super::screens::Screen;

pub use about::About;
pub use ask::Ask;
pub use cards::Cards;
pub use checkin::{Checkin, Checkins, Questions};
pub use country::Country;
pub use emergency::Emergency;
pub use handover::Handover;
pub use help::Help;
pub use hidden::Hidden;
pub use patterns::Patterns;
pub use plan::Plan;
pub use plan_kind::PlanKind;
pub use report::Report;
pub use settings::Settings;
pub use start::Start;
pub use why::Why;

/// The one thing over the screen.
#[derive(Debug)]
pub enum Overlay {
    Form(Box<Form>),
    Cards(Cards),
    Why(Why),
    Emergency(Emergency),
    Handover(Handover),
    Help(Help),
    About(About),
    Patterns(Patterns),
    Plan(Plan),
    PlanKind(PlanKind),
    Report(Report),
    Country(Country),
    Settings(Settings),
    Ask(Ask),
    Checkins(Checkins),
    Checkin(Checkin),
    Questions(Questions),
    Start(Start),
    Hidden(Hidden),
}

impl Overlay {
    #[must_use]
    pub fn screen(&self) -> &dyn Screen {
        match self {
            Overlay::Form(it) => it.as_ref(),
            Overlay::Cards(it) => it,
            Overlay::Why(it) => it,
            Overlay::Emergency(it) => it,
            Overlay::Handover(it) => it,
            Overlay::Help(it) => it,
            Overlay::About(it) => it,
            Overlay::Patterns(it) => it,
            Overlay::Plan(it) => it,
            Overlay::PlanKind(it) => it,
            Overlay::Report(it) => it,
            Overlay::Country(it) => it,
            Overlay::Settings(it) => it,
            Overlay::Ask(it) => it,
            Overlay::Checkins(it) => it,
            Overlay::Checkin(it) => it,
            Overlay::Questions(it) => it,
            Overlay::Start(it) => it,
            Overlay::Hidden(it) => it,
        }
    }

    pub fn screen_mut(&mut self) -> &mut dyn Screen {
        match self {
            Overlay::Report(it) => it,
            Overlay::Form(it) => it.as_mut(),
            Overlay::Cards(it) => it,
            Overlay::Why(it) => it,
            Overlay::Emergency(it) => it,
            Overlay::Handover(it) => it,
            Overlay::Help(it) => it,
            Overlay::About(it) => it,
            Overlay::Patterns(it) => it,
            Overlay::Plan(it) => it,
            Overlay::PlanKind(it) => it,
            Overlay::Country(it) => it,
            Overlay::Settings(it) => it,
            Overlay::Ask(it) => it,
            Overlay::Checkins(it) => it,
            Overlay::Checkin(it) => it,
            Overlay::Questions(it) => it,
            Overlay::Start(it) => it,
            Overlay::Hidden(it) => it,
        }
    }

    /// Whether it holds what must not go away by a key meant for another thing:
    /// what is being typed or answered, a card that was not read.
    #[must_use]
    pub fn is_left_by_its_own_keys(&self) -> bool {
        matches!(
            self,
            Overlay::Form(_)
                | Overlay::Questions(_)
                | Overlay::Report(_)
                | Overlay::Cards(_)
                | Overlay::Emergency(_)
                | Overlay::Ask(_)
                | Overlay::Start(_)
                | Overlay::Hidden(_)
        )
    }

    /// Whether it takes the whole terminal, the header too.
    #[must_use]
    pub fn covers_all(&self) -> bool {
        match self {
            Overlay::Emergency(_) | Overlay::Start(_) | Overlay::Hidden(_) => true,
            Overlay::Cards(cards) => cards.is_urgent(),
            _ => false,
        }
    }
}
