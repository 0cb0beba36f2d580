//! Text longer than its place: how far it was scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::text::styled;
use crate::tui::action::Action;
use crate::tui::msg::Input;
use crate::tui::view::View;

/// How many lines are above the sight.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scroll {
    top: usize,
}

impl Scroll {
    /// Moves, if the input says so; whether it did. `lines` is how long the
    /// text is, `rows` how much of it is in sight.
    pub fn take(&mut self, input: &Input, lines: usize, rows: usize) -> bool {
        let page = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        let by = match input {
            Input::Act(Action::Down) => 1,
            Input::Act(Action::Up) => -1,
            Input::Act(Action::PageDown) => page,
            Input::Act(Action::PageUp) => -page,
            Input::Scroll(by) => isize::from(*by),
            _ => return false,
        };
        let last = lines.saturating_sub(rows);
        self.top = self.top.min(last).saturating_add_signed(by).min(last);
        true
    }

    /// Draws the lines in sight; where there is more, the last row says so.
    pub fn draw(self, view: &View, frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>) {
        let rows = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(rows));
        let below = lines.len().saturating_sub(top + rows);
        let shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
        frame.render_widget(Text::from(shown), area);
        let text = format!(" j {below} more ");
        let wide = u16::try_from(text.len()).unwrap_or_default();
        if below > 0 && area.height > 2 && area.width > wide {
            let corner = Rect {
                x: area.right() - wide,
                y: area.bottom() - 1,
                width: wide,
                height: 1,
            };
            super::panel::clear(frame, corner);
            frame.render_widget(Line::from(styled(text, view.theme.key)), corner);
        }
    }
}
