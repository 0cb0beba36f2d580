//! A box of lines of which one is chosen, and stays in sight.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Text};

use super::panel::{clear, panel};
use crate::tui::view::View;

/// Draws the lines around the chosen one, with the cursor on it and, where there
/// is room, a line below it in sight.
pub fn draw(
    view: &View,
    title: &str,
    lines: impl FnOnce(usize) -> (Vec<Line<'static>>, usize),
    frame: &mut Frame,
    area: Rect,
) {
    clear(frame, area);
    let inside = panel(&view.theme, title, frame, area);
    let (lines, chosen) = lines(usize::from(inside.width));
    let rows = usize::from(inside.height).max(1);
    let last = chosen + usize::from(rows > 2);
    let top = (last + 1).saturating_sub(rows);
    let shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
    frame.render_widget(Text::from(shown), inside);
    let row = u16::try_from(chosen - top.min(chosen)).unwrap_or_default();
    let end = Position::new(
        area.right().saturating_sub(1),
        area.bottom().saturating_sub(1),
    );
    let (x, y) = (inside.x.saturating_add(1), inside.y.saturating_add(row));
    frame.set_cursor_position(Position::new(x.min(end.x), y.min(end.y)));
}
