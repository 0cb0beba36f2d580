//! What a new line of the plan is about, asked before anything else of it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::plan::Measure;
use crate::rules::facts::PLANNED_BREAK;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::list;
use crate::tui::widgets::text::cut;

/// The list, and which of its rows is chosen.
#[derive(Debug, Default)]
pub struct PlanKind {
    chosen: usize,
}

/// The fact it is kept as, and how the list says it.
fn kinds() -> Vec<(&'static str, &'static str)> {
    let says = |measure: Measure| match measure {
        Measure::Times => "doses a day, at most",
        Measure::Grams => "grams a day, at most",
        Measure::Dose => "grams in a dose, at most",
        Measure::DaysWith => "days a week with kratom, at most",
        Measure::DaysOff => "days off a week",
    };
    let lines = Measure::ALL.into_iter().map(|it| (it.name(), says(it)));
    let pause = "a planned break";
    lines.chain([(PLANNED_BREAK, pause)]).collect()
}

impl PlanKind {
    fn go(&mut self, by: isize) {
        let last = kinds().len() - 1;
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    fn lines(&self, view: &View, columns: usize) -> (Vec<Line<'static>>, usize) {
        let line = |(n, (_, says)): (usize, (&str, &str))| {
            let (mark, style) = if n == self.chosen {
                (" > ", view.theme.selected)
            } else {
                ("   ", Style::new())
            };
            Line::styled(cut(&format!("{mark}{says}"), columns), style)
        };
        let lines = kinds().into_iter().enumerate().map(line);
        (lines.collect(), self.chosen)
    }
}

impl Screen for PlanKind {
    fn name(&self) -> &'static str {
        "plan-kind"
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Open) => {
                let kind = kinds().get(self.chosen).map(|(name, _)| *name);
                return kind.map(Msg::NewPlanLine);
            }
            Input::Act(Action::Down) => self.go(1),
            Input::Act(Action::Up) => self.go(-1),
            Input::Scroll(lines) => self.go(isize::from(lines)),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        list::draw(view, "A line of my plan: of what", lines, frame, area);
    }
}
