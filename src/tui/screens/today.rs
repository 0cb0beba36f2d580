//! Today: how long since the last dose, what the day holds, what to watch.

mod bar;
mod lanes;
mod wide;

use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::Screen;
use crate::domain::Kind;
use crate::domain::answer::Level;
use crate::domain::draft::Draft;
use crate::plan::Plan;
use crate::plan::record::Record;
use crate::rules::NO_WARNINGS;
use crate::stats::today::Today as Figures;
use crate::stats::{duration, since, today};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;
use crate::tui::widgets::text::{cut, styled, width, wrap};
use crate::tui::widgets::{alerts, panel};

/// From this width on the latest entries stand beside the page.
const WIDE: u16 = 118;
/// Below this width or height there are no boxes.
const NARROW: u16 = 60;
const LOW: u16 = 16;

/// The screen.
#[derive(Debug, Default)]
pub struct Today {
    /// The warning that Enter opens.
    chosen: usize,
}

impl Screen for Today {
    fn name(&self) -> &'static str {
        "today"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        let last = view.alerts.len().saturating_sub(1);
        match input {
            Input::Act(Action::Down) | Input::Scroll(1..) => {
                self.chosen = (self.chosen + 1).min(last);
            }
            Input::Act(Action::Up) | Input::Scroll(..=-1) => {
                self.chosen = self.chosen.min(last).saturating_sub(1);
            }
            Input::Act(Action::Open | Action::Why) => {
                return Some(why(view, self.chosen.min(last)));
            }
            Input::Click(at) => {
                let row = usize::from(at.y.checked_sub(warnings_area(view, view.area).y)?);
                return Some(why(view, self.warning_at(view, row)?));
            }
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let area = alerts::draw_urgent(view, frame, area);
        if area.is_empty() {
            return;
        }
        let page = page(area);
        if page.width < area.width {
            wide::draw(
                view,
                frame,
                Rect {
                    x: page.right() + 1,
                    width: area.width - page.width - 1,
                    ..area
                },
            );
        }
        let today = &today::today(&view.journal, view.now);
        let parts = parts(view, today, page);
        if is_small(page) {
            frame.render_widget(Paragraph::new(lead_lines(view, today, page)), parts.top);
            frame.render_widget(Paragraph::new(rest_lines(view, today, page)), parts.strip);
        } else {
            draw_boxes(view, today, frame, parts.top);
            lanes::draw(view, frame, parts.strip);
        }
        draw_draft(view, frame, parts.draft);
        self.draw_warnings(view, frame, parts.warnings);
    }
}

/// Where the parts of the page stand.
struct Parts {
    top: Rect,
    strip: Rect,
    draft: Rect,
    warnings: Rect,
}

fn page(area: Rect) -> Rect {
    let width = match area.width {
        WIDE.. => (area.width / 2).clamp(80, 100),
        narrow => narrow,
    };
    Rect { width, ..area }
}

fn parts(view: &View, today: &Figures<'_>, page: Rect) -> Parts {
    let draft = u16::from(!view.drafts.is_empty());
    if is_small(page) {
        return small_parts(view, today, page, draft);
    }
    let boxes = box_rows(view, today, page.width);
    let [top, strip, draft, warnings] = Layout::vertical([
        Constraint::Length(boxes),
        Constraint::Length(6),
        Constraint::Length(draft),
        Constraint::Min(0),
    ])
    .areas(page);
    Parts {
        top,
        strip,
        draft,
        warnings,
    }
}

/// On a small page the warnings come before everything but the first lines.
fn small_parts(view: &View, today: &Figures<'_>, page: Rect, draft: u16) -> Parts {
    // The plan takes no line from a warning.
    let plan = match view.alerts.len() {
        0 => 0,
        _ => small_plan(view, page).len(),
    };
    let rest = rest_lines(view, today, page).len() - plan;
    let rest = u16::try_from(rest).unwrap_or(u16::MAX);
    let least = wanted_rows(view, page);
    let lead = u16::try_from(lead_lines(view, today, page).len()).unwrap_or(2);
    let spare = page.height.saturating_sub(lead + draft + least + rest);
    let (rows, columns) = (usize::from(least + spare), usize::from(page.width));
    let stacked = alerts::stack(view, &view.alerts, None, rows, columns);
    let stacked = stacked.iter().map(Vec::len).sum::<usize>();
    let spare = match view.alerts.len() {
        0 => 0,
        _ => u16::try_from(stacked)
            .unwrap_or(least)
            .saturating_sub(least),
    };
    let is_urgent = view.alerts.iter().any(|alert| alert.level == Level::Urgent);
    let (lead, warned) = (Constraint::Max(lead), Constraint::Length(least + spare));
    let half = Constraint::Length(draft);
    let rest = Constraint::Min(0);
    let [top, draft, warnings, strip] = if is_urgent {
        let [warnings, top, draft, strip] =
            Layout::vertical([warned, lead, half, rest]).areas(page);
        [top, draft, warnings, strip]
    } else {
        Layout::vertical([lead, half, warned, rest]).areas(page)
    };
    Parts {
        top,
        strip,
        draft,
        warnings,
    }
}

fn warnings_area(view: &View, area: Rect) -> Rect {
    let today = &today::today(&view.journal, view.now);
    parts(view, today, page(alerts::under_urgent(view, area))).warnings
}

impl Today {
    fn draw_warnings(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        if view.alerts.is_empty() {
            frame.render_widget(Paragraph::new(calm_lines(view, area.width)), area);
            frame.set_cursor_position(area.as_position());
            return;
        }
        let (top, stacked) = self.stacked(view, area);
        let chosen = self.chosen.min(view.alerts.len() - 1);
        let before: usize = stacked.iter().take(chosen - top).map(Vec::len).sum();
        let more = view.alerts.len() - stacked.len();
        let lines: Vec<Line> = stacked.into_iter().flatten().collect();
        let last = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        frame.render_widget(Paragraph::new(lines), area);
        if more > 0 {
            let y = area.y + last.clamp(1, area.height) - 1;
            let key = view.keymap.shown("today", Action::Warnings);
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            alerts::draw_more(view, &format!("  + {more} more: {key} "), row, frame);
        }
        let y = area.y + u16::try_from(before).unwrap_or_default();
        frame.set_cursor_position(Position::new(area.x, y.min(area.bottom() - 1)));
    }

    /// The lines of the warnings in sight, the chosen one among them, and which
    /// of all is the first.
    fn stacked(&self, view: &View, area: Rect) -> (usize, Vec<Vec<Line<'static>>>) {
        let (rows, columns) = (usize::from(area.height), usize::from(area.width));
        let chosen = self.chosen.min(view.alerts.len().saturating_sub(1));
        let from = |top: usize| {
            let shown = &view.alerts[top..];
            alerts::stack(view, shown, Some(chosen - top), rows, columns)
        };
        let holds = |top: &usize| from(*top).len() > chosen - top;
        let top = (0..=chosen).find(holds).unwrap_or(chosen);
        (top, from(top))
    }

    /// The warning under the mouse.
    fn warning_at(&self, view: &View, row: usize) -> Option<usize> {
        let (top, stacked) = self.stacked(view, warnings_area(view, view.area));
        let mut end = 0;
        let under = stacked.iter().position(|lines| {
            end += lines.len();
            row < end
        });
        under.map(|n| top + n)
    }
}

fn why(view: &View, n: usize) -> Msg {
    let mut alerts = view.alerts.clone();
    if n >= alerts.len() {
        return Msg::Say("No warnings to explain.".to_owned());
    }
    alerts.rotate_left(n);
    Msg::Why(alerts)
}

fn is_small(page: Rect) -> bool {
    page.width < NARROW || page.height < LOW
}

/// Rows for the warnings on a small page.
fn wanted_rows(view: &View, page: Rect) -> u16 {
    let rows = match view.alerts.len() {
        0 => calm_lines(view, page.width).len(),
        some => some.min(3),
    };
    u16::try_from(rows).unwrap_or(3)
}

fn calm_lines(view: &View, columns: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns.saturating_sub(2));
    let mut lines: Vec<Line> = wrap(NO_WARNINGS, columns)
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), view.theme.dim))
        .collect();
    if view.journal.is_empty() {
        let key = view.keymap.shown("today", Action::Dose);
        lines.push(Line::raw(cut(
            &format!(" {key} writes down a dose, ? shows all keys."),
            columns,
        )));
    }
    lines
}

fn draw_draft(view: &View, frame: &mut Frame, area: Rect) {
    let Some(draft) = view.drafts.first().filter(|_| !area.is_empty()) else {
        return;
    };
    let room = usize::from(area.width.saturating_sub(1));
    let words = draft_words(view, draft);
    let fits = words.iter().find(|text| width(text) <= room);
    let text = fits.or(words.last()).cloned().unwrap_or_default();
    let line = Line::styled(format!(" {}", cut(&text, room)), view.theme.said);
    frame.render_widget(line, area);
}

/// `Half-typed dose from 12 min ago: c continues, x forgets`, and a shorter way
/// to say it.
fn draft_words(view: &View, draft: &Draft) -> [String; 2] {
    let go_on = view.keymap.shown("today", Action::ContinueDraft);
    let forget = view.keymap.shown("today", Action::ForgetDraft);
    let (says, ago) = (draft.says(), duration::ago(view.ago(draft.begun)));
    let half = match draft.checkin() {
        Some(_) => "answered",
        None => "typed",
    };
    [
        format!("Half-{half} {says}, {ago}: {go_on} continues, {forget} forgets"),
        format!("{go_on} half-{half} {says}, {ago}"),
    ]
}

fn since_lines(view: &View, today: &Figures<'_>, columns: usize) -> Vec<Line<'static>> {
    let Some((dose, ago)) = today.last else {
        return vec![Line::styled("no dose written down yet", view.theme.dim)];
    };
    let line = format!(
        "{}  {}, {}",
        duration::words(ago),
        view.title(dose),
        bar::at_words(view, dose.at)
    );
    let mut lines = vec![Line::styled(cut(&line, columns), view.theme.title)];
    lines.extend(
        wrap(since::words(&view.journal, dose.at, view.now), columns)
            .into_iter()
            .map(Line::raw),
    );
    lines
}

fn today_lines(view: &View, today: &Figures<'_>, columns: usize) -> Vec<Line<'static>> {
    let doses = today_doses(view, today);
    let plan = plan_words(view).unwrap_or_default();
    [doses, plan, today.run_words()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .flat_map(|text| wrap(&text, columns))
        .map(Line::raw)
        .collect()
}

/// `plan  at most 3 times today; 2 so far`
fn plan_words(view: &View) -> Option<String> {
    let plan = Plan::of(&view.journal);
    let says = Record::of(&plan, &view.journal, view.now).words(&view.journal)?;
    Some(format!("plan  {}", view.text(&says)))
}

/// The plan on a small page, in two lines at most.
fn small_plan(view: &View, page: Rect) -> Vec<String> {
    let columns = usize::from(page.width.saturating_sub(2));
    let mut lines = wrap(&plan_words(view).unwrap_or_default(), columns);
    lines.retain(|line| !line.is_empty());
    lines.truncate(2);
    lines
}

fn today_doses(view: &View, today: &Figures<'_>) -> String {
    if view.is_hidden() {
        return crate::stats::words::counted(today.doses, "dose", "doses");
    }
    today.doses_words()
}

fn box_columns(page: u16) -> (u16, u16) {
    (
        page / 2 - u16::from(page.is_multiple_of(2)),
        page - page / 2 + u16::from(page.is_multiple_of(2)),
    )
}

fn box_rows(view: &View, today: &Figures<'_>, page: u16) -> u16 {
    let (left, right) = box_columns(page);
    let inside = |columns: u16| usize::from(columns.saturating_sub(4));
    let rows = since_lines(view, today, inside(left))
        .len()
        .max(today_lines(view, today, inside(right)).len());
    u16::try_from(rows).unwrap_or(2).clamp(2, 4) + 2
}

fn draw_boxes(view: &View, today: &Figures<'_>, frame: &mut Frame, area: Rect) {
    let (left, right) = box_columns(area.width);
    let [left, right] =
        Layout::horizontal([Constraint::Length(left), Constraint::Length(right)]).areas(area);
    for (title, place) in [("Since the last dose", left), ("Today", right)] {
        let inside = panel::panel(&view.theme, title, frame, place);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let columns = usize::from(inside.width);
        let lines = if place == left {
            since_lines(view, today, columns)
        } else {
            today_lines(view, today, columns)
        };
        frame.render_widget(Paragraph::new(lines), inside);
    }
}

/// How long since the last dose, without boxes: for phones and low windows.
fn lead_lines(view: &View, today: &Figures<'_>, page: Rect) -> Vec<Line<'static>> {
    let columns = usize::from(page.width.saturating_sub(1));
    let Some((dose, ago)) = today.last else {
        return vec![Line::raw(" no dose written down yet")];
    };
    let at = bar::at_words(view, dose.at);
    let at = at.trim_start_matches("at ");
    let since = format!(
        " {} since {} ({at})",
        duration::words(ago),
        view.title(dose)
    );
    vec![
        Line::styled(cut(&since, columns), view.theme.title),
        Line::raw(cut(
            &format!(" {}", since::words(&view.journal, dose.at, view.now)),
            columns,
        )),
    ]
}

/// What the day holds, without boxes.
fn rest_lines(view: &View, today: &Figures<'_>, page: Rect) -> Vec<Line<'static>> {
    let columns = usize::from(page.width.saturating_sub(1));
    let doses = today_doses(view, today);
    let doses = doses.split(", gap").next().unwrap_or_default();
    let label = if doses.contains("today") {
        " "
    } else {
        " today "
    };
    let mut lines = vec![Line::from(vec![
        styled(label, view.theme.dim),
        cut(doses, columns.saturating_sub(label.len())).into(),
    ])];
    let plan = small_plan(view, page).into_iter();
    lines.extend(plan.map(|says| Line::raw(format!(" {says}"))));
    let run = today.run_words();
    if !run.is_empty() {
        lines.push(Line::raw(cut(&format!(" {run}"), columns)));
    }
    lines.push(lanes::one_line(view, page.width));
    lines.extend(last_night(view).map(|text| Line::raw(cut(&format!(" night {text}"), columns))));
    lines
}

fn last_night(view: &View) -> Option<String> {
    let day = view.journal.between(
        (view.now - TimeDelta::hours(24)).to_utc(),
        view.now.to_utc(),
    );
    let night = day.iter().rev().find(|entry| entry.kind() == Kind::Sleep)?;
    let quality = night.sleep().and_then(|sleep| sleep.quality);
    let quality = quality
        .map(|n| format!(", quality {n}"))
        .unwrap_or_default();
    Some(format!("{}{quality}", view.title(night)))
}
