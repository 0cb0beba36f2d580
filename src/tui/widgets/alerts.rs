//! Warnings: on one line, and with everything there is to say of them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::text::{ends, fill, fit, styled, width, wrap};
use crate::domain::answer::Level;
use crate::domain::text::one_line;
use crate::rules::Alert;
use crate::rules::sources;
use crate::tui::theme::level_words;
use crate::tui::view::View;

/// The widest that text is wrapped; longer lines are hard to read.
const READABLE: usize = 96;

/// `>!! WARNING  Alcohol with kratom  That's alcohol and …      Enter why`.
#[must_use]
pub fn line(
    view: &View,
    alert: &Alert,
    chosen: bool,
    right: &str,
    columns: usize,
) -> Line<'static> {
    let mut left = head(view, alert, chosen);
    left.push(Span::raw(format!("  {}", view.says(alert))));
    let right = format!("  {right}");
    if right.trim().is_empty() || columns < 30 + width(&right) {
        return fit(left, columns);
    }
    ends(left, vec![styled(right, view.theme.dim)], columns)
}

/// The number to call, before all else while something urgent holds: how much of
/// a screen it takes.
fn urgent(view: &View, area: Rect) -> Vec<Line<'static>> {
    let rows = usize::from(area.height / 3).max(1);
    first(view, &view.alerts, rows, usize::from(area.width))
}

/// What is left of a screen under the number to call.
#[must_use]
pub fn under_urgent(view: &View, area: Rect) -> Rect {
    let taken = u16::try_from(urgent(view, area).len()).unwrap_or(1);
    let taken = taken.min(area.height);
    Rect {
        y: area.y + taken,
        height: area.height - taken,
        ..area
    }
}

/// Draws the number to call; gives what is left under it.
pub fn draw_urgent(view: &View, frame: &mut Frame, area: Rect) -> Rect {
    frame.render_widget(Paragraph::new(urgent(view, area)), area);
    frame.set_cursor_position(area.as_position());
    under_urgent(view, area)
}

/// The number to call, or the one thing to do before that, while something
/// urgent is among the warnings; in as many rows as it takes, up to so many.
#[must_use]
pub fn first(view: &View, alerts: &[Alert], rows: usize, columns: usize) -> Vec<Line<'static>> {
    let urgent = |alert: &&Alert| alert.level == Level::Urgent && !alert.first.is_empty();
    let Some(alert) = alerts.iter().find(urgent) else {
        return Vec::new();
    };
    let said = wrap(&alert.first.to_uppercase(), columns.saturating_sub(1));
    let lines = said.into_iter().take(rows);
    lines
        .map(|text| Line::styled(fill(&format!(" {text}"), columns), view.theme.urgent))
        .collect()
}

/// Sign, word and title.
fn head(view: &View, alert: &Alert, chosen: bool) -> Vec<Span<'static>> {
    let theme = &view.theme;
    let mark = if chosen {
        styled(">", theme.accent)
    } else {
        Span::raw(" ")
    };
    vec![
        mark,
        styled(level_words(alert.level), theme.level(alert.level)),
        Span::raw("  "),
        styled(view.alert_title(alert), theme.title),
    ]
}

/// At most so many warnings of a stack say all they have to say.
const IN_FULL: usize = 3;

/// Warnings one under the other in so many rows: the chosen one, else the worst,
/// says all it has to say, and as many others as there is room for; the rest
/// stand on a line each. Where not even that fits, the last ones are left out.
/// Gives the lines of each.
#[must_use]
pub fn stack(
    view: &View,
    alerts: &[Alert],
    chosen: Option<usize>,
    rows: usize,
    columns: usize,
) -> Vec<Vec<Line<'static>>> {
    let most = chosen.unwrap_or(0).min(alerts.len().saturating_sub(1));
    let wanted = |n: usize| match alerts.get(n) {
        Some(alert) if columns >= 30 => said(view, alert, columns).len(),
        _ => 0,
    };
    // On a phone the others keep their line before one says more.
    let under = match alerts.len() {
        0 | 1 => 1,
        _ if columns >= 50 => 2,
        all => all,
    };
    let fits = wanted(most) + under <= rows;
    let first = if fits { wanted(most) } else { 0 };
    let mut spare = rows.saturating_sub(alerts.len()).saturating_sub(first);
    let mut full = vec![most; usize::from(fits)];
    for n in (0..alerts.len()).filter(|n| *n != most) {
        if full.len() < IN_FULL && columns >= 30 && wanted(n) <= spare {
            spare -= wanted(n);
            full.push(n);
        }
    }
    let mut stacked: Vec<Vec<Line>> = alerts
        .iter()
        .enumerate()
        .map(|(n, alert)| {
            let here = chosen == Some(n);
            if full.contains(&n) && columns >= 30 {
                in_full(view, alert, here, columns)
            } else {
                let right = if here && columns >= 50 {
                    "Enter why"
                } else {
                    ""
                };
                vec![line(view, alert, here, right, columns)]
            }
        })
        .collect();
    while stacked.len() > 1 && stacked.iter().map(Vec::len).sum::<usize>() > rows {
        stacked.pop();
    }
    stacked
}

/// How many more there are, at the end of the last row.
pub fn draw_more(view: &View, says: &str, last: Rect, frame: &mut Frame) {
    let wide = u16::try_from(width(says)).unwrap_or(u16::MAX);
    let wide = wide.min(last.width);
    let place = Rect {
        x: last.right() - wide,
        width: wide,
        ..last
    };
    frame.render_widget(Line::styled(says.to_owned(), view.theme.key), place);
}

/// Rows in which each stands on a line, and the worst says all.
#[must_use]
pub fn least_rows(view: &View, alerts: &[Alert], columns: usize) -> usize {
    let worst = alerts.first();
    alerts.len() + worst.map_or(0, |alert| said(view, alert, columns).len())
}

fn in_full(view: &View, alert: &Alert, here: bool, columns: usize) -> Vec<Line<'static>> {
    let right = if here && columns >= 50 {
        "Enter why"
    } else {
        ""
    };
    let right = vec![styled(right, view.theme.dim)];
    let mut lines = vec![ends(head(view, alert, here), right, columns)];
    let indent = indent(columns);
    let says = said(view, alert, columns).into_iter();
    lines.extend(says.map(|text| Line::raw(format!("{:indent$}{text}", ""))));
    lines
}

/// Where the text of a warning begins in a stack.
fn indent(columns: usize) -> usize {
    if columns < 50 { 1 } else { 13 }
}

/// What a warning says, as its lines in a stack.
fn said(view: &View, alert: &Alert, columns: usize) -> Vec<String> {
    let room = columns.saturating_sub(indent(columns) + 2);
    wrap(&view.says(alert), room.min(READABLE))
}

/// Level and title, then what it says, on as many lines as it takes.
#[must_use]
pub fn card(view: &View, alert: &Alert, columns: usize) -> Vec<Line<'static>> {
    let theme = &view.theme;
    let mut title = view.alert_title(alert);
    if !alert.also.is_empty() && !view.hides(alert) {
        title = format!("{title}; also {}", one_line(&alert.also.join(", ")));
    }
    let head = fit(
        vec![
            Span::raw(" "),
            styled(level_words(alert.level), theme.level(alert.level)),
            Span::raw("  "),
            styled(title, theme.title),
        ],
        columns,
    );
    let says = wrap(&view.says(alert), columns.saturating_sub(3).min(READABLE));
    std::iter::once(head)
        .chain(says.into_iter().map(|text| Line::raw(format!(" {text}"))))
        .collect()
}

/// Why it matters, what helps, how sure that is and where it comes from, each
/// beside its word.
#[must_use]
pub fn reasons(view: &View, alert: &Alert, columns: usize) -> Vec<Line<'static>> {
    if view.hides(alert) {
        return helps(view, alert, columns);
    }
    let mut lines = part(view, "Why", alert.why, columns);
    lines.extend(helps(view, alert, columns));
    lines.extend(part(view, "Sure?", alert.evidence, columns));
    for (n, id) in alert.sources.iter().enumerate() {
        let label = if n == 0 { "From" } else { "" };
        let (name, sort) = sources::with_sort(id);
        lines.extend(part(view, label, &name, columns));
        lines.extend(sort.into_iter().flat_map(|sort| {
            let lines = part(view, "", &sort, columns).into_iter();
            lines.map(|line| line.style(view.theme.dim))
        }));
    }
    lines
}

/// What helps, each on its own line.
#[must_use]
pub fn helps(view: &View, alert: &Alert, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (n, help) in view.alert_helps(alert).iter().enumerate() {
        let label = if n == 0 { "Helps" } else { "" };
        lines.extend(part(view, label, help, columns));
    }
    lines
}

/// A text beside its word, wrapped under itself.
#[must_use]
pub fn part(view: &View, label: &str, text: &str, columns: usize) -> Vec<Line<'static>> {
    let indent = if columns < 50 { 1 } else { 9 };
    let room = columns.saturating_sub(indent + 1).min(READABLE);
    let mut lines = Vec::new();
    if indent == 1 && !label.is_empty() {
        lines.push(Line::styled(format!(" {label}"), view.theme.dim));
    }
    for (n, text) in wrap(&one_line(text), room).into_iter().enumerate() {
        let head = if n == 0 && indent > 1 { label } else { "" };
        lines.push(Line::from(vec![
            Span::styled(format!("{:indent$}", format!(" {head}")), view.theme.dim),
            Span::styled(text, Style::new()),
        ]));
    }
    lines
}
