//! The second column of a wide terminal: the latest entries.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::domain::Kind;
use crate::tui::view::View;
use crate::tui::widgets::panel::panel;
use crate::tui::widgets::text::{cut, fill, styled};

/// As many of the latest entries as there is room for.
pub fn draw(view: &View, frame: &mut Frame, area: Rect) {
    let inside = panel(&view.theme, "Latest", frame, area);
    let columns = usize::from(inside.width);
    let entries = view.journal.entries().iter().rev();
    let lines: Vec<Line> = entries
        .filter(|entry| entry.kind() != Kind::About)
        .take(usize::from(inside.height))
        .map(|entry| {
            let when = format!(" {} ", entry.at.format("%a %-d %b %H:%M"));
            let kind = fill(entry.kind().says(), 9);
            let what = cut(&view.title(entry), columns.saturating_sub(27));
            Line::from(vec![
                styled(fill(&when, 18), view.theme.dim),
                styled(kind, view.theme.dim),
                what.into(),
            ])
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), inside);
}
