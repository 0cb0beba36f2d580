//! The help: the key table in words.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{fill, styled};

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

    fn lines(&self, view: &View) -> Vec<Line<'static>> {
        let mut lines = rows(view, self.context);
        lines.push(Line::default());
        lines.push(Line::styled(" In a form", view.theme.title));
        lines.extend(rows(view, "form"));
        lines
    }
}

fn rows(view: &View, context: &str) -> Vec<Line<'static>> {
    let binds = view.keymap.in_context(context);
    binds
        .map(|bind| {
            let keys = fill(&format!(" {}", bind.all_shown()), 18);
            Line::from(vec![styled(keys, view.theme.key), bind.say.clone().into()])
        })
        .collect()
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
        let rows = usize::from(view.area.height.saturating_sub(2));
        let lines = self.lines(view).len();
        self.scroll.take(&input, lines, rows);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Keys", frame, area);
        self.scroll.draw(view, frame, inside, self.lines(view));
        frame.set_cursor_position(inside.as_position());
    }
}
