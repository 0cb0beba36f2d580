//! Warnings: what holds now, worst first, with everything there is to say of
//! it; and what was shown before.

mod detail;
mod history;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::Screen;
use crate::domain::answer::Said;
use crate::rules::{Alert, NO_LIST, NO_WARNINGS, OTHERS_WAIT};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::theme::level_words;
use crate::tui::view::View;
use crate::tui::widgets::alerts;
use crate::tui::widgets::panel::panel;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{cut, ends, styled, width, wrap};

/// From this width on the detail stands beside the list.
const WIDE: u16 = 118;
/// Columns of the list there.
const LIST: u16 = 64;
/// Columns of the detail there, at most.
const DETAIL: u16 = 100;
/// Below this width there is no box.
const NARROW: u16 = 60;

/// The screen.
#[derive(Debug, Default)]
pub struct Warnings {
    chosen: usize,
    shows: Shows,
    scroll: Scroll,
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shows {
    #[default]
    List,
    /// All there is to say of the chosen one.
    Detail,
    History,
}

impl Screen for Warnings {
    fn name(&self) -> &'static str {
        "warnings"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Read) => return self.read(view),
            Input::Act(Action::Clinician) => return self.clinician(view),
            Input::Act(Action::History) => self.turn_to(Shows::History),
            Input::Act(Action::Open) => self.turn_to(Shows::Detail),
            Input::Act(Action::Close) => self.shows = Shows::List,
            Input::Click(at) => self.click(view, at),
            input => self.step(view, &input),
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let rest = alerts::draw_urgent(view, frame, area);
        match (self.shows, self.alert(view)) {
            (Shows::History, _) => self.draw_history(view, frame, rest),
            (Shows::Detail, Some(alert)) => self.draw_detail(view, alert, frame, rest),
            (_, None) => draw_none(view, frame, rest),
            (Shows::List, Some(alert)) => self.draw_list(view, alert, frame, rest),
        }
    }
}

impl Warnings {
    fn chosen(&self, view: &View) -> usize {
        self.chosen.min(view.alerts.len().saturating_sub(1))
    }

    fn alert<'a>(&self, view: &'a View) -> Option<&'a Alert> {
        view.alerts.get(self.chosen(view))
    }

    /// To another page, and with the same key back.
    fn turn_to(&mut self, shows: Shows) {
        self.shows = if self.shows == shows {
            Shows::List
        } else {
            shows
        };
        self.scroll = Scroll::default();
    }

    fn read(&self, view: &View) -> Option<Msg> {
        let alert = Box::new(self.alert(view)?.clone());
        Some(Msg::Answer {
            alert,
            said: Said::Read,
        })
    }

    fn clinician(&self, view: &View) -> Option<Msg> {
        let alert = self.alert(view)?;
        if !detail::takes_clinician(alert) {
            let says = "Not for this one: it is shown whenever it holds.";
            return Some(Msg::Say(says.to_owned()));
        }
        Some(Msg::Answer {
            alert: Box::new(alert.clone()),
            said: Said::Clinician,
        })
    }

    fn step(&mut self, view: &View, input: &Input) {
        let area = alerts::under_urgent(view, view.area);
        let (lines, rows) = match (self.shows, self.alert(view)) {
            (Shows::History, _) => (history::lines(view, area.width).len(), area.height),
            (Shows::Detail, Some(alert)) => {
                (detail::page(view, alert, area.width).len(), area.height)
            }
            _ => {
                self.choose(view, input);
                return;
            }
        };
        self.scroll.take(input, lines, usize::from(rows));
    }

    fn choose(&mut self, view: &View, input: &Input) {
        let last = view.alerts.len().saturating_sub(1);
        let chosen = self.chosen(view);
        self.chosen = match input {
            Input::Act(Action::Down) | Input::Scroll(1..) => (chosen + 1).min(last),
            Input::Act(Action::Up) | Input::Scroll(..=-1) => chosen.saturating_sub(1),
            Input::Act(Action::PageDown) => last,
            Input::Act(Action::PageUp) => 0,
            _ => chosen,
        };
    }

    fn click(&mut self, view: &View, at: Position) {
        let Some(alert) = self.alert(view).filter(|_| self.shows == Shows::List) else {
            self.shows = Shows::List;
            return;
        };
        let parts = parts(view, alert, alerts::under_urgent(view, view.area));
        if !parts.list.contains(at) {
            return;
        }
        let row = usize::from(at.y - parts.list.y) + self.first(view, parts.list);
        if row == self.chosen(view) {
            self.turn_to(Shows::Detail);
        } else if row < view.alerts.len() {
            self.chosen = row;
        }
    }

    /// The first alert of the list in sight.
    fn first(&self, view: &View, list: Rect) -> usize {
        (self.chosen(view) + 1).saturating_sub(usize::from(list.height))
    }

    fn draw_list(&self, view: &View, alert: &Alert, frame: &mut Frame, area: Rect) {
        let parts = parts(view, alert, area);
        frame.render_widget(title(view, alert, parts.title.width), parts.title);
        let first = self.first(view, parts.list);
        let rows = usize::from(parts.list.height);
        let columns = usize::from(parts.list.width);
        for (n, alert) in view.alerts.iter().enumerate().skip(first).take(rows) {
            let here = n == self.chosen(view);
            let y = parts.list.y + u16::try_from(n - first).unwrap_or_default();
            let place = Rect {
                y,
                height: 1,
                ..parts.list
            };
            frame.render_widget(row(view, alert, here, columns), place);
            if here {
                frame.set_cursor_position(place.as_position());
            }
        }
        draw_box(view, alert, frame, parts.detail);
        let below = below(view, parts.below.width, area.height);
        frame.render_widget(Paragraph::new(below), parts.below);
    }

    fn draw_detail(&self, view: &View, alert: &Alert, frame: &mut Frame, area: Rect) {
        let lines = detail::page(view, alert, area.width);
        self.scroll.draw(view, frame, area, lines);
    }

    fn draw_history(&self, view: &View, frame: &mut Frame, area: Rect) {
        self.scroll
            .draw(view, frame, area, history::lines(view, area.width));
    }
}

/// Where the parts of the list page stand.
struct Parts {
    title: Rect,
    list: Rect,
    detail: Rect,
    below: Rect,
}

fn parts(view: &View, alert: &Alert, area: Rect) -> Parts {
    let (left, beside) = if area.width >= WIDE {
        let [left, _, beside, _] = Layout::horizontal([
            Constraint::Length(LIST),
            Constraint::Length(1),
            Constraint::Max(DETAIL),
            Constraint::Fill(1),
        ])
        .areas(area);
        (left, Some(beside))
    } else {
        (area, None)
    };
    let wanted = u16::try_from(view.alerts.len()).unwrap_or(u16::MAX);
    let most = if beside.is_some() {
        area.height
    } else {
        (area.height / 3).max(1)
    };
    let under = below(view, left.width, area.height).len();
    let under = u16::try_from(under).unwrap_or(0);
    let wanted_box = if beside.is_some() {
        1
    } else {
        box_rows(view, alert, area.width)
    };
    let [title, list, inner, below, _] = Layout::vertical([
        Constraint::Length(u16::from(area.height > 4)),
        Constraint::Length(wanted.min(most)),
        Constraint::Max(wanted_box),
        Constraint::Length(under),
        Constraint::Fill(0),
    ])
    .areas(left);
    let beside = beside.map(|place| {
        let height = box_rows(view, alert, place.width).min(place.height);
        Rect { height, ..place }
    });
    Parts {
        title,
        list,
        detail: beside.unwrap_or(inner),
        below,
    }
}

/// Rows of the chosen one with its box, at most.
fn box_rows(view: &View, alert: &Alert, columns: u16) -> u16 {
    let inside = if columns < NARROW {
        columns
    } else {
        columns - 2
    };
    let lines = detail::lines(view, alert, usize::from(inside)).len();
    u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2)
}

fn draw_none(view: &View, frame: &mut Frame, area: Rect) {
    let columns = usize::from(area.width);
    let mut lines = vec![Line::default()];
    lines.extend(text(NO_WARNINGS, columns, view.theme.title));
    lines.push(Line::default());
    lines.extend(text(NO_LIST, columns, view.theme.dim));
    if let Some(earlier) = history::words(view) {
        lines.push(Line::default());
        lines.extend(text(&earlier, columns, view.theme.dim));
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn text(text: &str, columns: usize, style: ratatui::style::Style) -> Vec<Line<'static>> {
    let wrapped = wrap(text, columns.saturating_sub(2).min(76));
    let lines = wrapped.into_iter();
    lines
        .map(|line| Line::styled(format!(" {line}"), style))
        .collect()
}

fn title(view: &View, alert: &Alert, columns: u16) -> Line<'static> {
    let key = |action| view.keymap.shown("warnings", action);
    let read = format!("{} read", key(Action::Read));
    let keys = if detail::takes_clinician(alert) {
        format!("{read}   {} my clinician knows", key(Action::Clinician))
    } else {
        read
    };
    let columns = usize::from(columns);
    let left = styled(" Holding now", view.theme.title);
    let keys = if columns > width(&keys) + 16 {
        keys + " "
    } else {
        String::new()
    };
    ends(vec![left], vec![styled(keys, view.theme.dim)], columns)
}

/// `>!! WARNING  Alcohol with kratom            read 20 Nov   since 20:40`.
fn row(view: &View, alert: &Alert, here: bool, columns: usize) -> Line<'static> {
    let theme = &view.theme;
    let mark = if here {
        styled(">", theme.accent)
    } else {
        Span::raw(" ")
    };
    let name = view.alert_title(alert);
    let style = if here {
        theme.selected
    } else {
        ratatui::style::Style::new()
    };
    let used = 14 + width(&name).min(28);
    let since = detail::since(view, alert);
    let answered = detail::answered(view, alert).join(", ");
    let both = if answered.is_empty() {
        since.clone()
    } else {
        format!("{answered}   {since}")
    };
    let right = [both, answered, since]
        .into_iter()
        .find(|text| !text.is_empty() && used + width(text) + 2 <= columns)
        .unwrap_or_default();
    let left = vec![
        mark,
        styled(level_words(alert.level), theme.level(alert.level)),
        Span::raw("  "),
        styled(name, style),
    ];
    let right = if right.is_empty() {
        right
    } else {
        format!("  {right} ")
    };
    ends(left, vec![styled(right, theme.dim)], columns)
}

/// The chosen one, as much as fits.
fn draw_box(view: &View, alert: &Alert, frame: &mut Frame, area: Rect) {
    if area.height < 2 {
        return;
    }
    let inside = if area.width < NARROW || area.height < 5 {
        area
    } else {
        let title = cut(
            &view.alert_title(alert),
            usize::from(area.width.saturating_sub(6)),
        );
        panel(&view.theme, &title, frame, area)
    };
    let lines = detail::lines(view, alert, usize::from(inside.width));
    let rows = usize::from(inside.height);
    let below = lines.len().saturating_sub(rows);
    let shown: Vec<Line> = lines.into_iter().take(rows).collect();
    frame.render_widget(Paragraph::new(shown), inside);
    if below > 0 {
        let key = view.keymap.shown("warnings", Action::Open);
        let says = format!(" {key} {} more lines ", below + 1);
        let line = ends(
            vec![],
            vec![styled(says, view.theme.key)],
            usize::from(inside.width),
        );
        let last = Rect {
            y: inside.bottom() - 1,
            height: 1,
            ..inside
        };
        crate::tui::widgets::panel::clear(frame, last);
        frame.render_widget(line, last);
    }
}

/// The lines under the box: that others wait, what was shown before, and that
/// lists end.
fn below(view: &View, columns: u16, rows: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns);
    let mut lines = Vec::new();
    if view.waiting > 0 && rows > 4 {
        lines.extend(text(OTHERS_WAIT, columns, view.theme.said));
    }
    if rows < 14 {
        return lines;
    }
    let dim = view.theme.dim;
    let history = history::words(view).into_iter();
    let rest = history.chain([String::new(), NO_LIST.to_owned()]);
    lines.extend(
        rest.map(|text| Line::styled(cut(&format!(" {text}"), columns.saturating_sub(1)), dim)),
    );
    lines
}
