//! What a save raised: urgent cards one by one over everything, until each was
//! read; the others together.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::answer::Level;
use crate::rules::{Alert, Shown};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::alerts::{self, card, helps, reasons};
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::wrap;

/// Cards that were not put away yet.
#[derive(Debug)]
pub struct Cards {
    urgent: Vec<Alert>,
    others: Vec<Alert>,
    lines: Vec<Alert>,
    scroll: Scroll,
}

impl Cards {
    /// The cards of what is shown; `None` where there is none. What was said
    /// before and is no worse stands in nobody's way.
    #[must_use]
    pub fn of(shown: Shown) -> Option<Cards> {
        let (urgent, others): (Vec<Alert>, Vec<Alert>) = shown
            .cards
            .into_iter()
            .partition(|alert| alert.level == Level::Urgent);
        let nothing = urgent.is_empty() && others.is_empty();
        (!nothing).then(|| Cards {
            urgent,
            others,
            lines: shown.lines,
            scroll: Scroll::default(),
        })
    }

    #[must_use]
    pub fn is_urgent(&self) -> bool {
        !self.urgent.is_empty()
    }

    /// Nothing is left to put away.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.urgent.is_empty() && self.others.is_empty()
    }

    fn all(&self) -> Vec<Alert> {
        self.others.iter().chain(&self.lines).cloned().collect()
    }

    fn text(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        match self.urgent.first() {
            Some(alert) => urgent_lines(view, alert, columns),
            None => self.other_lines(view, columns),
        }
    }

    fn other_lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for alert in &self.others {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(card(view, alert, columns));
            lines.extend(helps(view, alert, columns));
        }
        if !self.lines.is_empty() && !lines.is_empty() {
            lines.push(Line::default());
        }
        // What is one line says all it has to say where there is room.
        let rows = self.rows(view).saturating_sub(lines.len());
        let rows = rows.max(alerts::least_rows(view, &self.lines, columns));
        let stacked = alerts::stack(view, &self.lines, None, rows, columns);
        lines.extend(stacked.into_iter().flatten());
        lines
    }

    fn rows(&self, view: &View) -> usize {
        let rows = if self.is_urgent() {
            view.area.height.saturating_sub(1)
        } else {
            view.area.height.saturating_sub(2)
        };
        usize::from(rows)
    }
}

/// The card under its first line.
fn urgent_lines(view: &View, alert: &Alert, columns: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    let room = columns.saturating_sub(3).min(90);
    // What is urgent is shown even where amounts and names are hidden.
    lines.extend(
        wrap(&alert.say, room)
            .into_iter()
            .map(|text| Line::styled(format!("  {text}"), view.theme.title)),
    );
    lines.push(Line::default());
    lines.extend(reasons(view, alert, columns));
    lines
}

impl Screen for Cards {
    fn name(&self) -> &'static str {
        if self.is_urgent() { "urgent" } else { "card" }
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Acknowledge) => {
                self.scroll = Scroll::default();
                let alert = (!self.urgent.is_empty()).then(|| self.urgent.remove(0))?;
                return Some(Msg::Acknowledged(Box::new(alert)));
            }
            Input::Act(Action::Emergency) => return Some(Msg::Emergency),
            Input::Act(Action::Why) => return Some(Msg::Why(self.all())),
            Input::Act(Action::Close | Action::Save) => return Some(Msg::Close),
            Input::Click(_) if !self.is_urgent() => return Some(Msg::Close),
            // Who writes down two doses in a row types on: no key gets lost.
            Input::Key(key) if !self.is_urgent() => return Some(Msg::Begin(key)),
            _ => {}
        }
        let columns = usize::from(view.area.width.saturating_sub(2));
        let lines = self.text(view, columns).len();
        let rows = self.rows(view);
        self.scroll.take(&input, lines, rows);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        match self.urgent.first() {
            Some(alert) => self.draw_urgent(view, alert, frame, area),
            None => self.draw_others(view, frame, area),
        }
    }
}

impl Cards {
    fn draw_urgent(&self, view: &View, alert: &Alert, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let columns = usize::from(area.width);
        let first = wrap(
            &alert.first.replacen("Call ", "CALL  ", 1),
            columns.saturating_sub(4).max(1),
        );
        let most = area.height.saturating_sub(1).max(1);
        let rows = u16::try_from(first.len()).unwrap_or(1).min(most);
        for (n, text) in (0..rows).zip(first) {
            let place = Rect {
                y: area.y + n,
                height: 1,
                ..area
            };
            let line = format!("  {text:<width$}", width = columns.saturating_sub(2));
            frame.render_widget(Line::styled(line, view.theme.urgent), place);
        }
        let rest = Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        };
        let lines = self.text(view, columns);
        self.scroll.draw(view, frame, rest, lines);
        frame.set_cursor_position(area.as_position());
    }

    fn draw_others(&self, view: &View, frame: &mut Frame, area: Rect) {
        let columns = usize::from(area.width.saturating_sub(2));
        let lines = self.text(view, columns);
        let wanted = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        let height = wanted.min(area.height);
        let place = Rect {
            y: area.bottom() - height,
            height,
            ..area
        };
        clear(frame, place);
        let inside = panel(&view.theme, "Worth knowing", frame, place);
        self.scroll.draw(view, frame, inside, lines);
        frame.set_cursor_position(inside.as_position());
    }
}
