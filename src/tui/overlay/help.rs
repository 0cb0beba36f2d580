//! The help: the key table in words.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{fill, styled, wrap};

/// The keys of the screen it was asked on, then those of everywhere, then those
/// of a form.
#[derive(Debug)]
pub struct Help {
    context: &'static str,
    scroll: Scroll,
}

impl Help {
    #[must_use]
    pub fn of(context: &'static str) -> Help {
        Help {
            context,
            scroll: Scroll::default(),
        }
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let mut lines = rows(view, self.context, columns);
        lines.push(Line::default());
        lines.push(Line::styled(" In a form", view.theme.title));
        lines.extend(rows(view, "form", columns));
        lines
    }
}

fn rows(view: &View, context: &str, columns: usize) -> Vec<Line<'static>> {
    let keys = if columns < 50 { 12 } else { 18 };
    let mut lines = Vec::new();
    for bind in view.keymap.in_context(context) {
        let said = wrap(&bind.say, columns.saturating_sub(keys + 1));
        for (n, text) in said.into_iter().enumerate() {
            let shown = if n == 0 {
                bind.all_shown()
            } else {
                String::new()
            };
            let shown = fill(&format!(" {shown}"), keys);
            lines.push(Line::from(vec![styled(shown, view.theme.key), text.into()]));
        }
    }
    lines
}

impl Screen for Help {
    fn name(&self) -> &'static str {
        "help"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        if matches!(
            input,
            Input::Act(Action::Close | Action::Help) | Input::Click(_)
        ) {
            return Some(Msg::Close);
        }
        let lines = |columns| self.lines(view, columns);
        self.scroll = self.scroll.on_page(&input, view, lines);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        self.scroll.draw_page(view, "Keys", frame, area, lines);
    }
}
