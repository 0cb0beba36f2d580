//! The screens, one file each.

mod guide;
mod journal;
mod today;
mod trends;
mod warnings;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::msg::{Input, Msg, Page};
use super::view::View;

pub use guide::Guide;
pub use journal::Journal;
pub use today::Today;
pub use trends::Trends;
pub use warnings::Warnings;

/// Something that fills the screen, or stands over it. It sees the [`View`],
/// never the store.
pub trait Screen {
    /// Its context in the key table.
    fn name(&self) -> &'static str;

    /// Whether a text is begun in it, in which `!` is a letter and not the key
    /// of the emergency card.
    fn holds_text(&self) -> bool {
        false
    }

    /// Answers what the person did with a wish. `view.area` is where it was
    /// drawn last.
    fn on(&mut self, input: Input, view: &View) -> Option<Msg>;

    /// Draws the whole of its area, whatever the size.
    fn draw(&self, view: &View, frame: &mut Frame, area: Rect);
}

/// All screens; each keeps where the person was on it.
#[derive(Debug, Default)]
pub struct Screens {
    pub today: Today,
    pub journal: Journal,
    pub trends: Trends,
    pub warnings: Warnings,
    pub guide: Guide,
}

impl Screens {
    #[must_use]
    pub fn at(&self, page: Page) -> &dyn Screen {
        match page {
            Page::Today => &self.today,
            Page::Journal => &self.journal,
            Page::Trends => &self.trends,
            Page::Warnings => &self.warnings,
            Page::Guide => &self.guide,
        }
    }

    pub fn at_mut(&mut self, page: Page) -> &mut dyn Screen {
        match page {
            Page::Today => &mut self.today,
            Page::Journal => &mut self.journal,
            Page::Trends => &mut self.trends,
            Page::Warnings => &mut self.warnings,
            Page::Guide => &mut self.guide,
        }
    }
}
