//! One check-in: its last score, its own scores over time, and what none of
//! them can say.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use uuid::Uuid;

use super::list::says;
use crate::checkins::{self, Done, Half, done, told};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::{HIDDEN, View};
use crate::tui::widgets::chart::bar;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{fill, styled, width, wrap};

/// The page of a check-in.
#[derive(Debug)]
pub struct Checkin {
    checkin: &'static checkins::Checkin,
    scroll: Scroll,
}

/// Rows of the chart, and columns of one score in it.
const ROWS: usize = 5;
const STEP: usize = 3;
/// Where the words begin behind a label.
const LABEL: usize = 12;

impl Checkin {
    #[must_use]
    pub fn of(checkin: &'static checkins::Checkin) -> Checkin {
        Checkin {
            checkin,
            scroll: Scroll::default(),
        }
    }

    /// The last one that was done.
    fn last(&self, view: &View) -> Option<Uuid> {
        done::last(&view.journal, self.checkin, view.now).map(|last| last.entry.id)
    }

    fn of_last(&self, view: &View, wish: fn(Uuid) -> Msg) -> Msg {
        let nothing = || Msg::Say("None is written down yet.".to_owned());
        self.last(view).map_or_else(nothing, wish)
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let checkin = self.checkin;
        let all = done::all(&view.journal, checkin, view.now);
        let mut lines = Vec::new();
        let begins = format!("Enter begins. {}. {}", checkin.period, checkin.often);
        let begins = match Half::fresh(&view.drafts, checkin, view.now) {
            Some(_) => format!(
                "Enter goes on: {}. Ctrl-x forgets the answers.",
                says(checkin, view)
            ),
            None => begins,
        };
        lines.extend(paragraph(&begins, columns, view));
        if all.is_empty() {
            lines.extend(paragraph(checkin.intro, columns, view));
        }
        for (label, says) in told::score(&view.journal, checkin, view.now) {
            lines.extend(part(label, &view.text(&says), columns, view));
        }
        if !all.is_empty() && !view.is_hidden() {
            lines.extend(chart(checkin, &all, columns, view));
        }
        lines.push(Line::default());
        for (label, says) in told::beside(&view.journal, checkin) {
            lines.extend(part(label, &says, columns, view));
        }
        lines.extend(history(checkin, &all, columns, view));
        lines
    }
}

fn paragraph(says: &str, columns: usize, view: &View) -> Vec<Line<'static>> {
    let text = wrap(says, columns.saturating_sub(2));
    let line = |text: String| Line::styled(format!(" {text}"), view.theme.dim);
    text.into_iter().map(line).collect()
}

/// A label and the words beside it; on a narrow screen the words stand under it.
fn part(label: &str, says: &str, columns: usize, view: &View) -> Vec<Line<'static>> {
    let beside = columns >= 50;
    let indent = if beside { LABEL } else { 2 };
    let text = wrap(says, columns.saturating_sub(indent + 1));
    let mut lines = Vec::new();
    if !beside {
        lines.push(Line::styled(format!(" {label}"), view.theme.key));
    }
    for (n, text) in text.into_iter().enumerate() {
        let head = if beside && n == 0 {
            format!(" {label}")
        } else {
            String::new()
        };
        let head = styled(fill(&head, indent), view.theme.key);
        lines.push(Line::from(vec![head, Span::raw(text)]));
    }
    lines
}

/// A column for each score, the oldest at the left, up to the highest there is.
fn chart(
    checkin: &checkins::Checkin,
    all: &[Done],
    columns: usize,
    view: &View,
) -> Vec<Line<'static>> {
    let most = checkin.most();
    let edge = width(&most.to_string()) + 2;
    let room = columns.saturating_sub(edge + 2) / STEP;
    let shown = &all[all.len().saturating_sub(room.max(1))..];
    let bars: Vec<Vec<char>> = shown
        .iter()
        .map(|it| bar(it.score.value(), most, ROWS))
        .collect();
    let mut lines = vec![Line::default()];
    for row in (0..ROWS).rev() {
        let mark = match row {
            row if row == ROWS - 1 => most.to_string(),
            0 => "0".to_owned(),
            _ => String::new(),
        };
        let columns: String = bars
            .iter()
            .flat_map(|bar| [bar[row], bar[row], ' '])
            .collect();
        lines.push(Line::from(vec![
            styled(
                format!(" {mark:>right$}│", right = edge - 2),
                view.theme.edge,
            ),
            styled(columns, view.theme.kratom),
        ]));
    }
    let base = "─".repeat(shown.len() * STEP);
    lines.push(Line::styled(
        format!(" {:>right$}└{base}", "", right = edge - 2),
        view.theme.edge,
    ));
    if let [first, .., last] = shown {
        let says = format!(
            "{} to {}, one column each, oldest at the left",
            told::day(first.entry.at, view.now),
            told::day(last.entry.at, view.now)
        );
        lines.extend(paragraph(&says, columns, view));
    }
    lines
}

/// Every score in words, the newest first.
fn history(
    checkin: &checkins::Checkin,
    all: &[Done],
    columns: usize,
    view: &View,
) -> Vec<Line<'static>> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        Line::default(),
        Line::styled(" All scores", view.theme.title),
        Line::styled("  x deletes the last one, e changes it.", view.theme.dim),
    ];
    for it in all.iter().rev() {
        let score = if view.is_hidden() {
            HIDDEN.to_owned()
        } else {
            it.score.to_string()
        };
        let at = it.entry.at.format("%a %-d %b %Y %H:%M");
        let head = format!("{at:<21} {score:>5}");
        let after = told::after_dose(checkin, it);
        let text = wrap(
            format!("{head}  {after}").trim_end(),
            columns.saturating_sub(4),
        );
        lines.extend(text.into_iter().enumerate().map(|(n, text)| {
            let indent = if n == 0 { 2 } else { 4 };
            Line::raw(format!("{:indent$}{text}", ""))
        }));
    }
    lines
}

impl Screen for Checkin {
    fn name(&self) -> &'static str {
        "checkin"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Undo) => return Some(Msg::Undo),
            Input::Act(Action::Open) => return Some(Msg::Questions(self.checkin.name)),
            Input::Act(Action::Edit) => return Some(self.of_last(view, Msg::Edit)),
            Input::Act(Action::Delete) => return Some(self.of_last(view, Msg::Delete)),
            Input::Act(Action::ForgetDraft) => {
                let half = Half::kept(&view.drafts, self.checkin)?;
                return Some(Msg::ForgetDraft(half.slot()));
            }
            _ => {}
        }
        let inside = view.area.inner(ratatui::layout::Margin::new(1, 1));
        let lines = self.lines(view, usize::from(inside.width)).len();
        self.scroll.take(&input, lines, usize::from(inside.height));
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, self.checkin.title, frame, area);
        let lines = self.lines(view, usize::from(inside.width));
        self.scroll.draw(view, frame, inside, lines);
        let last = ratatui::layout::Position::new(
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
        );
        let at = inside.as_position();
        frame.set_cursor_position((at.x.min(last.x), at.y.min(last.y)));
    }
}
