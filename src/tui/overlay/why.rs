//! Why there are warnings: all there is to say of each.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::rules::Alert;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::alerts::{self, card, reasons};
use crate::tui::widgets::scroll::Scroll;

/// The warnings, the one that was asked about first.
#[derive(Debug)]
pub struct Why {
    alerts: Vec<Alert>,
    scroll: Scroll,
}

impl Why {
    #[must_use]
    pub fn of(alerts: Vec<Alert>) -> Why {
        Why {
            alerts,
            scroll: Scroll::default(),
        }
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let mut lines = alerts::first(view, &self.alerts, usize::MAX, columns);
        for (n, alert) in self.alerts.iter().enumerate() {
            if n > 0 {
                lines.push(Line::default());
            }
            lines.extend(card(view, alert, columns));
            lines.extend(reasons(view, alert, columns));
        }
        lines.push(Line::default());
        lines.push(Line::styled(
            format!(" {}", crate::rules::NO_LIST),
            view.theme.dim,
        ));
        lines
    }
}

impl Screen for Why {
    fn name(&self) -> &'static str {
        "why"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        if matches!(
            input,
            Input::Act(Action::Close | Action::Save) | Input::Click(_)
        ) {
            return Some(Msg::Close);
        }
        let lines = |columns| self.lines(view, columns);
        self.scroll = self.scroll.on_page(&input, view, lines);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        self.scroll.draw_page(view, "Why", frame, area, lines);
    }
}
