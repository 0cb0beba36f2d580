//! The handover: what a doctor needs read out, the same text as on the command
//! line, made when the page is opened and when the journal changes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::export::handover::{self as content, Asked, DAYS, Part, WIDEST};
use crate::lookups::lookups;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::wrap;

/// The page, and the journal it was made from.
#[derive(Debug)]
pub struct Handover {
    parts: Vec<Part>,
    revision: u64,
    scroll: Scroll,
}

impl Handover {
    /// As of now.
    #[must_use]
    pub fn of(view: &View) -> Handover {
        let at = view.journal.present(view.now);
        let asked = Asked::of(&view.journal, at, view.now, &view.when, DAYS);
        Handover {
            parts: content::handover(&view.journal, &asked, &lookups()),
            revision: view.revision,
            scroll: Scroll::default(),
        }
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let theme = &view.theme;
        if view.is_hidden() {
            let key = view.keymap.shown("handover", Action::Hide);
            let says = format!("Amounts and names are hidden. {key} shows them, and this page.");
            let lines = wrap(&says, columns.saturating_sub(2).max(1)).into_iter();
            return lines.map(|text| Line::from(format!(" {text}"))).collect();
        }
        let width = columns.saturating_sub(2).clamp(8, WIDEST);
        let text = content::text(&self.parts, width);
        let line = |text: &str| {
            if text.starts_with(' ') {
                Line::from(text.to_owned())
            } else {
                Line::styled(format!(" {text}"), theme.title)
            }
        };
        text.lines().map(line).collect()
    }
}

impl Screen for Handover {
    fn name(&self) -> &'static str {
        "handover"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) | Input::Click(_) => return Some(Msg::Close),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Emergency) => return Some(Msg::Emergency),
            _ => {}
        }
        if self.revision != view.revision {
            let scroll = self.scroll;
            *self = Handover::of(view);
            self.scroll = scroll;
        }
        let lines = |columns| self.lines(view, columns);
        self.scroll = self.scroll.on_page(&input, view, lines);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| {
            if self.revision == view.revision {
                self.lines(view, columns)
            } else {
                // Another leaflog wrote while it is read out.
                Handover::of(view).lines(view, columns)
            }
        };
        self.scroll
            .draw_page(view, "Handover, to read out", frame, area, lines);
    }
}
