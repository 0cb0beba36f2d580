//! The check-ins there are, each with its last score.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};

use crate::checkins::{Checkin, Half, checkins, done, told};
use crate::stats::duration;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{cut, ends, fill, styled, wrap};

/// The list, and which of its rows is chosen.
#[derive(Debug, Default)]
pub struct Checkins {
    chosen: usize,
}

/// What is known of a check-in in a few words: `14, 13 Nov`, or how much of it
/// is half answered.
#[must_use]
pub fn says(checkin: &Checkin, view: &View) -> String {
    if let Some(half) = Half::fresh(&view.drafts, checkin, view.now) {
        return format!(
            "half answered: {} of {}",
            half.answered(),
            checkin.items.len()
        );
    }
    match done::last(&view.journal, checkin, view.now) {
        Some(last) => {
            let score = view.text(&last.score.to_string());
            format!("{score}, {}", told::day(last.entry.at, view.now))
        }
        None => "not done yet".to_owned(),
    }
}

/// How long ago the last one was.
fn ago(checkin: &Checkin, view: &View) -> String {
    let last = done::last(&view.journal, checkin, view.now);
    last.map_or(String::new(), |last| duration::ago(view.ago(last.entry.at)))
}

impl Checkins {
    fn go(&mut self, by: isize) {
        let last = checkins().len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let each = checkins().iter().enumerate();
        each.map(|(n, checkin)| {
            let (mark, style) = if n == self.chosen {
                (" > ", view.theme.selected)
            } else {
                ("   ", Style::new())
            };
            let title = if columns >= 44 {
                fill(&format!("{mark}{}", checkin.title), 25)
            } else {
                format!("{mark}{}: ", checkin.title)
            };
            let left = vec![styled(format!("{title}{}", says(checkin, view)), style)];
            let right = format!("{} ", ago(checkin, view));
            if columns >= 70 {
                ends(left, vec![styled(right, view.theme.dim)], columns)
            } else {
                Line::styled(cut(&left[0].content, columns), style)
            }
        })
        .collect()
    }
}

impl Screen for Checkins {
    fn name(&self) -> &'static str {
        "checkins"
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Undo) => return Some(Msg::Undo),
            Input::Act(Action::Open) => {
                return checkins().get(self.chosen).map(|it| Msg::Checkin(it.name));
            }
            Input::Act(Action::Down) => self.go(1),
            Input::Act(Action::Up) => self.go(-1),
            Input::Scroll(lines) => self.go(isize::from(lines)),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Check-ins", frame, area);
        let rows = usize::from(inside.height).max(1);
        let top = (self.chosen + 1).saturating_sub(rows);
        let mut lines = self.lines(view, usize::from(inside.width));
        let says = "A score is no diagnosis. None is called low or high.";
        let room = usize::from(inside.width).saturating_sub(2);
        let says = wrap(says, room);
        if lines.len() + says.len() < rows {
            lines.push(Line::default());
        }
        let says = says.into_iter();
        lines.extend(says.map(|text| Line::styled(format!(" {text}"), view.theme.dim)));
        let shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
        frame.render_widget(Text::from(shown), inside);
        let row = u16::try_from(self.chosen - top.min(self.chosen)).unwrap_or_default();
        let last = area.bottom().saturating_sub(1);
        let y = inside.y.saturating_add(row).min(last);
        let x = inside
            .x
            .saturating_add(1)
            .min(area.right().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, y));
    }
}
