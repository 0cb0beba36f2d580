//! Asks before something old, or made elsewhere, is taken back.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::store::Way;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, middle, panel};
use crate::tui::widgets::text::wrap;

/// A question about one change.
#[derive(Debug)]
pub struct Ask {
    pub way: Way,
    /// The change that was shown: another may have come since.
    pub change: i64,
    pub question: String,
}

impl Screen for Ask {
    fn name(&self) -> &'static str {
        "ask"
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Save) => Some(Msg::Agreed),
            Input::Act(Action::Close) => Some(Msg::Close),
            _ => None,
        }
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let columns = area.width.min(70);
        let text = wrap(&self.question, usize::from(columns.saturating_sub(4)));
        let rows = u16::try_from(text.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        let place = middle(area, columns, rows);
        clear(frame, place);
        let inside = panel(&view.theme, "", frame, place);
        let lines: Vec<Line> = text
            .into_iter()
            .map(|text| Line::raw(format!(" {text}")))
            .collect();
        frame.render_widget(ratatui::text::Text::from(lines), inside);
        frame.set_cursor_position(inside.as_position());
    }
}
