//! Twelve months, a line each: a square a day, darker the more often.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::cells::{self, OPEN, UNKNOWN};
use super::counted::Counted;
use super::page::{Page, Spot};
use super::period::first_of_month;
use crate::domain::journal::Day;
use crate::stats::days::{DayStats, Stand};
use crate::stats::span::Span as Figures;
use crate::tui::theme::Signs;
use crate::tui::view::View;
use crate::tui::widgets::text::{fill, fill_left, styled};

/// Columns of a month's name, and of all its days.
const NAME: usize = 8;
const DAYS: usize = 31;
/// Columns of each figure beside the squares.
const FIGURE: usize = 8;
/// From how many times a day a square is darker.
const STEPS: [usize; 4] = [1, 2, 4, 6];

/// The calendar.
pub fn draw(page: &mut Page, view: &View, counted: &Counted, chosen: NaiveDate, columns: usize) {
    let figures = columns.saturating_sub(NAME + DAYS) / FIGURE;
    heading(page, view, figures);
    let months = counted
        .days
        .chunk_by(|a, b| first_of_month(a.date) == first_of_month(b.date));
    for days in months {
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
            page.cursor = Some((0, line));
        }
        let sign = if here { ">" } else { " " };
        let style = if here {
            view.theme.accent
        } else {
            view.theme.dim
        };
        let name = format!("{sign}{}", first.date.format("%b %y"));
        let mut spans = vec![styled(fill(&name, NAME), style)];
        spans.extend(days.iter().map(|day| square(view, day)));
        spans.push(Span::raw(" ".repeat(DAYS - days.len())));
        let figures = month_figures(&Figures::of(days)).into_iter().take(figures);
        spans.extend(figures.map(|text| Span::raw(fill_left(&text, FIGURE))));
        page.push(Line::from(spans));
    }
    legend(page, view, columns);
}

fn heading(page: &mut Page, view: &View, figures: usize) {
    const HEADS: [&str; 5] = ["times", "days", "none", "?", "other"];
    let mut line = fill("", NAME) + &fill("1   5    10   15   20   25   30", DAYS);
    for head in HEADS.into_iter().take(figures) {
        line.push_str(&fill_left(head, FIGURE));
    }
    page.push(styled(line, view.theme.dim));
}

/// Times a day, days with kratom, none, not recorded, with something else.
fn month_figures(month: &Figures) -> [String; 5] {
    let some = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    [
        cells::rate(month.times_a_day),
        some(month.with_kratom),
        some(month.recorded - month.with_kratom),
        some(month.begun - month.recorded),
        some(month.days_with_other),
    ]
}

fn squares(view: &View) -> [&'static str; 4] {
    match view.theme.signs {
        Signs::Unicode => ["░", "▒", "▓", "█"],
        Signs::Ascii => [":", "-", "=", "#"],
    }
}

fn square(view: &View, day: &DayStats) -> Span<'static> {
    let dim = view.theme.dim;
    match (day.state, day.stand) {
        (Day::WithKratom(_), _) => {
            let step = STEPS.iter().rposition(|from| day.doses >= *from);
            styled(squares(view)[step.unwrap_or(0)], view.theme.kratom)
        }
        (Day::None, _) => Span::raw("0"),
        (Day::NotRecorded, Stand::Ahead) => Span::raw(" "),
        (Day::NotRecorded, Stand::Today) => styled(OPEN, dim),
        (Day::NotRecorded, Stand::Over) => styled(UNKNOWN, dim),
    }
}

fn legend(page: &mut Page, view: &View, columns: usize) {
    let [a, b, c, d] = squares(view);
    let text = format!("times a day:  {a} 1  {b} 2 or 3  {c} 4 or 5  {d} 6 or more");
    page.text(&text, columns, view.theme.dim);
}
