//! Twelve months, a line each: a square a day, darker the more often.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells::{self, BLANK};
use super::counted::Counted;
use super::page::{Page, Spot};
use crate::stats::days::DayStats;
use crate::stats::period::first_of_month;
use crate::stats::span::Span as Figures;
use crate::tui::view::View;
use crate::tui::widgets::text::{fill, fill_left, styled};

/// Columns of a month's name, and of all its days.
const NAME: usize = 8;
const DAYS: usize = 31;
/// The figures beside the squares and how wide each is.
const FIGURES: [(&str, usize); 6] = [
    ("times", 6),
    ("before", 7),
    ("days", 6),
    ("none", 6),
    (BLANK, 5),
    ("other", 7),
];

/// The calendar.
pub fn draw(page: &mut Page, view: &View, counted: &Counted, chosen: NaiveDate, columns: usize) {
    let figures = fitting(columns.saturating_sub(NAME + DAYS));
    heading(page, view, figures);
    let period = counted.key.period;
    let before = period.cut(&counted.before);
    for (place, days) in period.cut(&counted.days).into_iter().enumerate() {
        let Some(first) = days.first() else {
            continue;
        };
        let line = page.lines.len();
        for (n, day) in days.iter().enumerate() {
            page.spots.push(Spot {
                line,
                from: NAME + n,
                to: NAME + n + 1,
                day: day.date,
            });
        }
        let here = first.date == first_of_month(chosen);
        if here {
            let into = usize::try_from((chosen - first.date).num_days());
            page.cursor = Some((NAME + into.unwrap_or_default(), line));
        }
        let sign = if here { ">" } else { " " };
        let style = if here {
            view.theme.accent
        } else {
            view.theme.dim
        };
        let name = format!("{sign}{}", first.date.format("%b %y"));
        let mut spans = vec![styled(fill(&name, NAME), style)];
        spans.extend(days.iter().map(|day| square(view, day, chosen)));
        spans.push(Span::raw(" ".repeat(DAYS.saturating_sub(days.len()))));
        let then = before.get(place).map(|days| Figures::of(days));
        let texts = month_figures(&Figures::of(days), then.as_ref());
        for (n, (text, (_, wide))) in texts.into_iter().zip(FIGURES).take(figures).enumerate() {
            let style = if n == 1 { view.theme.dim } else { Style::new() };
            spans.push(styled(fill_left(&text, wide), style));
        }
        page.push(Line::from(spans));
    }
    if columns >= super::NARROW {
        page.text(&cells::squares_legend(view), columns, view.theme.dim);
    }
}

/// How many of the figures fit.
fn fitting(mut room: usize) -> usize {
    let fits = |(_, wide): &&(&str, usize)| {
        let left = room.checked_sub(*wide);
        room = left.unwrap_or(0);
        left.is_some()
    };
    FIGURES.iter().take_while(fits).count()
}

fn heading(page: &mut Page, view: &View, figures: usize) {
    let mut line = fill("", NAME) + &fill("1   5    10   15   20   25   30", DAYS);
    for (head, wide) in FIGURES.into_iter().take(figures) {
        line.push_str(&fill_left(head, wide));
    }
    page.pin(styled(line, view.theme.dim));
}

/// Times a day, the same month a year before, days with kratom, none, not
/// recorded, with something else.
fn month_figures(month: &Figures, before: Option<&Figures>) -> [String; 6] {
    let some = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    [
        cells::rate(month.times_a_day),
        cells::rate(before.and_then(|before| before.times_a_day)),
        some(month.with_kratom),
        some(month.recorded - month.with_kratom),
        some(month.begun - month.recorded),
        some(month.days_with_other),
    ]
}

fn square(view: &View, day: &DayStats, chosen: NaiveDate) -> Span<'static> {
    let cell = cells::square(view, day);
    let style = if day.date == chosen {
        view.theme.here
    } else {
        cell.style
    };
    styled(cell.text, style)
}
