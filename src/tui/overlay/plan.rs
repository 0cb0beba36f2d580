//! My plan: what counts today, what is ahead, and how long the bag lasts.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use uuid::Uuid;

use crate::plan::record::Record;
use crate::plan::supply::Supply;
use crate::plan::{Plan as Written, Row};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::list;
use crate::tui::widgets::text::wrap;

/// The page, and which of its rows is chosen.
#[derive(Debug, Default)]
pub struct Plan {
    chosen: usize,
}

fn rows(view: &View) -> Vec<Row<'_>> {
    Written::of(&view.journal).rows(view.when.today())
}

impl Plan {
    fn chosen(&self, view: &View) -> Option<Uuid> {
        let rows = rows(view);
        let last = rows.len().checked_sub(1)?;
        rows.get(self.chosen.min(last)).map(|row| row.entry.id)
    }

    fn go(&mut self, by: isize, view: &View) {
        let last = rows(view).len().saturating_sub(1);
        self.chosen = self.chosen.min(last).saturating_add_signed(by).min(last);
    }

    /// The lines of the page, and which of them is chosen.
    fn lines(&self, view: &View, columns: usize) -> (Vec<Line<'static>>, usize) {
        let theme = &view.theme;
        let (plan, today) = (Written::of(&view.journal), view.when.today());
        let mut lines = Vec::new();
        let today_says = Record::of(&plan, &view.journal, view.now).words(&view.journal);
        if let Some(says) = today_says {
            let says = format!("today: {}", view.text(&says));
            lines.extend(indented(&says, 1, theme.title, columns));
            lines.push(Line::default());
        }
        let rows = plan.rows(today);
        let chosen = self.chosen.min(rows.len().saturating_sub(1));
        let mut place = lines.len();
        for (n, row) in rows.iter().enumerate() {
            if n == chosen {
                place = lines.len();
            }
            lines.extend(row_lines(row, n == chosen, view, columns));
        }
        if rows.is_empty() {
            let says = "No plan is written down. A line of your own can be so many doses a day, grams a day, grams in a dose or days a week; several with dates are a step-down that you or your clinician wrote. A planned break has a first day and a last.";
            lines.extend(indented(says, 1, theme.dim, columns));
        }
        let supply = Supply::of(&plan, &view.journal, view.now).and_then(|it| it.words());
        for says in plan.remarks(today).into_iter().chain(supply) {
            lines.push(Line::default());
            lines.extend(indented(&view.text(&says), 1, theme.dim, columns));
        }
        (lines, place)
    }
}

fn row_lines(row: &Row, is_chosen: bool, view: &View, columns: usize) -> Vec<Line<'static>> {
    let theme = &view.theme;
    let (mark, style) = if is_chosen {
        (" > ", theme.selected)
    } else {
        ("   ", Style::new())
    };
    let says = wrap(&view.text(&row.says), columns.saturating_sub(4).max(8));
    let mut lines: Vec<Line> = says
        .into_iter()
        .enumerate()
        .map(|(n, text)| {
            Line::styled(
                format!("{}{text}", if n == 0 { mark } else { "     " }),
                style,
            )
        })
        .collect();
    if let Some(why) = &row.why {
        lines.extend(indented(&view.text(why), 5, theme.dim, columns));
    }
    lines
}

fn indented(says: &str, by: usize, style: Style, columns: usize) -> Vec<Line<'static>> {
    let texts = wrap(says, columns.saturating_sub(by + 1).max(8)).into_iter();
    texts
        .map(|text| Line::styled(format!("{}{text}", " ".repeat(by)), style))
        .collect()
}

impl Screen for Plan {
    fn name(&self) -> &'static str {
        "plan"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Fact) => return Some(Msg::PlanKind),
            Input::Act(Action::Edit) => return self.chosen(view).map(Msg::Edit),
            Input::Act(Action::Delete) => return self.chosen(view).map(Msg::Delete),
            Input::Act(Action::Hold) => return Some(Msg::Hold),
            Input::Act(Action::StepBack) => return Some(Msg::StepBack),
            Input::Act(Action::Undo) => return Some(Msg::Undo),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Down) => self.go(1, view),
            Input::Act(Action::Up) => self.go(-1, view),
            Input::Scroll(lines) => self.go(isize::from(lines), view),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        list::draw(view, "My plan", lines, frame, area);
    }
}
