//! What screens see: the journal and the present, never the store.

use chrono::TimeDelta;
use ratatui::layout::Rect;

use super::keymap::Keymap;
use super::theme::Theme;
use crate::clock::ZoneFrom;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When};
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind};
use crate::rules::Alert;
use crate::store::Draft;

/// What is hidden in hide mode stands as this.
pub const HIDDEN: &str = "···";

/// Whether amounts and names are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veil {
    Open,
    Hidden,
}

/// Everything a screen may look at.
#[derive(Debug)]
pub struct View {
    pub journal: Journal,
    /// Grows with every change of the journal: what was counted for another
    /// number must be counted again.
    pub revision: u64,
    /// What holds now, worst first.
    pub alerts: Vec<Alert>,
    /// The present, its zone, and when a day starts.
    pub when: When,
    /// The present to the whole minute.
    pub now: Moment,
    pub zone_from: ZoneFrom,
    pub drafts: Vec<Draft>,
    pub veil: Veil,
    pub theme: Theme,
    pub keymap: Keymap,
    /// Where the journal lives, as it is shown.
    pub place: String,
    /// The part of the terminal a screen draws on.
    pub area: Rect,
}

impl View {
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.veil == Veil::Hidden
    }

    /// What an entry says, without its kind, on one line.
    #[must_use]
    pub fn title(&self, entry: &Entry) -> String {
        if self.is_hidden() {
            return match entry.kind() {
                Kind::None | Kind::Sleep => entry.title(),
                _ => HIDDEN.to_owned(),
            };
        }
        entry.title()
    }

    /// Text of the journal, safe to draw and hidden in hide mode.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        if self.is_hidden() {
            HIDDEN.to_owned()
        } else {
            one_line(text)
        }
    }

    /// What a warning says, on one line.
    #[must_use]
    pub fn says(&self, alert: &Alert) -> String {
        if self.is_hidden() {
            format!(
                "hidden; {} shows it",
                self.keymap.shown("today", super::action::Action::Hide)
            )
        } else {
            one_line(&alert.say)
        }
    }

    /// A warning's title.
    #[must_use]
    pub fn alert_title(&self, alert: &Alert) -> String {
        self.text(&alert.title)
    }

    /// How many warnings hold, infos left out.
    #[must_use]
    pub fn warnings(&self) -> usize {
        let counts = |alert: &&Alert| alert.level > Level::Info;
        self.alerts.iter().filter(counts).count()
    }

    /// How long ago something was.
    #[must_use]
    pub fn ago(&self, at: Moment) -> TimeDelta {
        self.now - at
    }
}
