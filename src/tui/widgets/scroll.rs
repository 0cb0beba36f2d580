//! Text longer than its place: how far it was scrolled.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use super::panel::{clear, panel};
use super::text::{ends, spans_width, styled};
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

    /// Where it is after an input, on a page in a box that fills the screen;
    /// `lines` makes its text for so many columns.
    #[must_use]
    pub fn on_page(
        mut self,
        input: &Input,
        view: &View,
        lines: impl FnOnce(usize) -> Vec<Line<'static>>,
    ) -> Scroll {
        let inside = |all: u16| usize::from(all.saturating_sub(2));
        let lines = lines(inside(view.area.width)).len();
        self.take(input, lines, inside(view.area.height));
        self
    }

    /// Draws that page with its box and title.
    pub fn draw_page(
        self,
        view: &View,
        title: &str,
        frame: &mut Frame,
        area: Rect,
        lines: impl FnOnce(usize) -> Vec<Line<'static>>,
    ) {
        clear(frame, area);
        let inside = panel(&view.theme, title, frame, area);
        let lines = lines(usize::from(inside.width));
        self.draw(view, frame, inside, lines);
        frame.set_cursor_position(inside.as_position());
    }

    /// Draws the lines in sight; where there is more, the end of the last row
    /// says so. A line that would reach under it waits below.
    pub fn draw(self, view: &View, frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>) {
        let rows = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(rows));
        let below = lines.len().saturating_sub(top + rows);
        let mut shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
        if below > 0
            && rows > 2
            && let Some(last) = shown.pop()
        {
            let columns = usize::from(area.width);
            let says = |below: usize| vec![styled(format!("  j {below} more "), view.theme.key)];
            let fits = last.width() + spans_width(&says(below)) <= columns;
            shown.push(if fits {
                ends(own_styles(last), says(below), columns)
            } else {
                ends(vec![], says(below + 1), columns)
            });
        }
        frame.render_widget(Text::from(shown), area);
    }
}

/// The spans of a line, each with the style it has from the line.
fn own_styles(line: Line<'static>) -> Vec<Span<'static>> {
    let style = line.style;
    let own = |span: Span<'static>| Span {
        style: style.patch(span.style),
        ..span
    };
    line.spans.into_iter().map(own).collect()
}
