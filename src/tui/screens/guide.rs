//! Short pages to read.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Screen;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;

/// The screen.
#[derive(Debug, Default)]
pub struct Guide {}

impl Screen for Guide {
    fn name(&self) -> &'static str {
        "guide"
    }

    fn on(&mut self, _input: Input, _view: &View) -> Option<Msg> {
        None
    }

    fn draw(&self, _view: &View, _frame: &mut Frame, _area: Rect) {}
}
