//! The help: the key table in words.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{fill, styled};

/// The keys of the screen it was asked on, then those of everywhere.
#[derive(Debug)]
pub struct Help {
    context: &'static str,
    top: u16,
}

impl Help {
    #[must_use]
    pub fn of(context: &'static str) -> Help {
        Help { context, top: 0 }
    }

    fn lines(&self, view: &View) -> Vec<Line<'static>> {
        let binds = view.keymap.in_context(self.context);
        binds
            .map(|bind| {
                Line::from(vec![
                    styled(fill(&format!(" {}", bind.all_shown()), 18), view.theme.key),
                    bind.say.clone().into(),
                ])
            })
            .collect()
    }

    fn scroll(&mut self, by: i16, view: &View) {
        let rows = view.area.height.saturating_sub(2);
        let lines = u16::try_from(self.lines(view).len()).unwrap_or(u16::MAX);
        let last = lines.saturating_sub(rows);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

impl Screen for Help {
    fn name(&self) -> &'static str {
        "help"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        let page = view.area.height.saturating_sub(3).cast_signed();
        match input {
            Input::Act(Action::Close | Action::Help) | Input::Click(_) => return Some(Msg::Close),
            Input::Act(Action::Down) => self.scroll(1, view),
            Input::Act(Action::Up) => self.scroll(-1, view),
            Input::Act(Action::PageDown) => self.scroll(page, view),
            Input::Act(Action::PageUp) => self.scroll(-page, view),
            Input::Scroll(lines) => self.scroll(lines, view),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Keys", frame, area);
        let text = Paragraph::new(self.lines(view)).scroll((self.top, 0));
        frame.render_widget(text, inside);
        frame.set_cursor_position(inside.as_position());
    }
}
