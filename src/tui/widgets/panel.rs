//! Boxes with a title in their upper edge.

use ratatui::layout::{Constraint, Flex, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Clear};
use ratatui::{Frame, style::Style};

use super::super::theme::Theme;

/// A box with this title; gives what is inside it.
pub fn panel(theme: &Theme, title: &str, frame: &mut Frame, area: Rect) -> Rect {
    let block = Block::new()
        .borders(Borders::ALL)
        .border_style(theme.edge)
        .title(Line::styled(format!(" {title} "), theme.title));
    let block = if title.is_empty() {
        Block::new().borders(Borders::ALL).border_style(theme.edge)
    } else {
        block
    };
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

/// Empties a part of the screen for what stands over it.
pub fn clear(frame: &mut Frame, area: Rect) {
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, Style::reset());
}

/// A part of the screen of at most this size, in its middle.
#[must_use]
pub fn middle(area: Rect, columns: u16, rows: u16) -> Rect {
    let [row] = Layout::vertical([Constraint::Max(rows)])
        .flex(Flex::Center)
        .areas(area);
    let [place] = Layout::horizontal([Constraint::Max(columns)])
        .flex(Flex::Center)
        .areas(row);
    place
}
