//! The list of entries, newest first.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Screen;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;

/// The screen.
#[derive(Debug, Default)]
pub struct Journal {}

impl Screen for Journal {
    fn name(&self) -> &'static str {
        "journal"
    }

    fn on(&mut self, _input: Input, _view: &View) -> Option<Msg> {
        None
    }

    fn draw(&self, _view: &View, _frame: &mut Frame, _area: Rect) {}
}

impl Journal {
    pub fn show_day(&mut self, _date: chrono::NaiveDate, _view: &View) {}
    pub fn show_entry(&mut self, _id: uuid::Uuid, _view: &View) {}
}
