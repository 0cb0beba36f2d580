//! What stands over a screen: one slot, one enum. Each is a [`Screen`] of its
//! own and answers before everything else.

mod help;

use super::screens::Screen;

pub use help::Help;

/// The one thing over the screen.
#[derive(Debug)]
pub enum Overlay {
    Help(Help),
}

impl Overlay {
    #[must_use]
    pub fn screen(&self) -> &dyn Screen {
        match self {
            Overlay::Help(help) => help,
        }
    }

    pub fn screen_mut(&mut self) -> &mut dyn Screen {
        match self {
            Overlay::Help(help) => help,
        }
    }

    /// Whether it takes the whole terminal, the header too.
    #[must_use]
    pub fn covers_all(&self) -> bool {
        match self {
            Overlay::Help(_) => false,
        }
    }
}
