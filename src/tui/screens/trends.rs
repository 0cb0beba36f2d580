//! How often and how much, over a week and longer.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Screen;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;

/// The screen.
#[derive(Debug, Default)]
pub struct Trends {}

impl Screen for Trends {
    fn name(&self) -> &'static str {
        "trends"
    }

    fn on(&mut self, _input: Input, _view: &View) -> Option<Msg> {
        None
    }

    fn draw(&self, _view: &View, _frame: &mut Frame, _area: Rect) {}
}
