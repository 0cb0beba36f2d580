//! Numbers over time, several beside each other: a month as bars, a column a
//! day; anything else as a table, a line for each day, week or month.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells::{Cell, NOTHING, OPEN, UNKNOWN};
use super::counted::Counted;
use super::month::{self, Month};
use super::page::{Page, Spot};
use crate::domain::journal::Day;
use crate::stats::days::{DayStats, Stand};
use crate::stats::figure::{Figure, Series};
use crate::stats::middle::{median, number};
use crate::stats::period::Length;
use crate::tui::view::View;
use crate::tui::widgets::chart::{bar, lying};
use crate::tui::widgets::text::{fill, fill_left, styled};

/// Columns of a day's, week's or month's name, and of a number at least.
const NAME: usize = 10;
const NUMBER: usize = 7;

/// The chart of these numbers.
pub fn draw(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    series: &[Series],
    chosen: NaiveDate,
    columns: usize,
) {
    let is_month = counted.key.period.length == Length::Month;
    if is_month && columns >= month::COLUMNS {
        bars(page, view, counted, series, chosen, columns);
    } else {
        table(page, view, counted, series, chosen, columns);
    }
}

/// A number over some days: the median of all there are.
#[must_use]
pub fn value(series: &Series, days: &[DayStats]) -> Option<f64> {
    median(days.iter().flat_map(|day| series.values(day)).collect())
}

fn style(view: &View, series: &Series) -> Style {
    if Series::SLEEP.contains(series) {
        view.theme.night
    } else {
        view.theme.kratom
    }
}

/// What stands where there is no number: nothing of it on days with entries,
/// a day off, or nothing known.
#[must_use]
pub fn missing(view: &View, series: &Series, days: &[DayStats]) -> Cell {
    let dim = view.theme.dim;
    let is_of_nights = Series::SLEEP.contains(series);
    let [day] = days else {
        let any = days.iter().any(DayStats::is_recorded) && !is_of_nights;
        return Cell::new(if any { NOTHING } else { UNKNOWN }, dim);
    };
    match (day.state, day.stand) {
        (_, Stand::Ahead) => Cell::plain(""),
        (Day::None, _) if !is_of_nights => Cell::plain("0"),
        (Day::WithKratom(_), _) if !is_of_nights => Cell::new(NOTHING, dim),
        (_, Stand::Today) => Cell::new(OPEN, dim),
        (_, Stand::Over) => Cell::new(UNKNOWN, dim),
    }
}

/// The full length of a bar: what a score or a share can be at most, else the
/// most there is.
fn most(series: &Series, values: impl Iterator<Item = f64>) -> f64 {
    match series {
        Series::Efficiency => 100.0,
        Series::Quality => 10.0,
        _ => values.fold(0.0, f64::max),
    }
}

fn bars(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    series: &[Series],
    chosen: NaiveDate,
    columns: usize,
) {
    const ROWS: usize = 2;
    let month = Month::of(view, counted, columns);
    month.headings(page, chosen);
    for (n, series) in series.iter().enumerate() {
        if n > 0 {
            page.gap();
        }
        let known = counted.days.iter().filter_map(|day| series.value(day));
        let most = most(series, known);
        let scale = format!("≤{}", series.shown(most));
        for level in (0..ROWS).rev() {
            let label = match level {
                1 => series.short(),
                _ if most > 0.0 => &scale,
                _ => "",
            };
            month.row(page, label, label, |day| match series.value(day) {
                Some(value) => {
                    let bar = bar(value, most, ROWS);
                    Cell::new(bar[level].to_string(), style(view, series))
                }
                None if level == 0 => missing(view, series, std::slice::from_ref(day)),
                None => Cell::plain(""),
            });
        }
    }
}

/// A column of the table.
struct Column<'a> {
    series: &'a Series,
    /// Columns of its number.
    number: usize,
    /// Columns of its bar, where there is room.
    bar: usize,
    most: f64,
}

fn table(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    series: &[Series],
    chosen: NaiveDate,
    room: usize,
) {
    let period = counted.key.period;
    let begun = |days: &&[DayStats]| days.first().is_some_and(|day| day.stand != Stand::Ahead);
    let cuts: Vec<&[DayStats]> = period
        .cut(&counted.days)
        .into_iter()
        .filter(begun)
        .collect();
    let fits = (room.saturating_sub(NAME) / NUMBER).min(series.len());
    let each = room.saturating_sub(NAME) / fits.max(1);
    let bar = each.saturating_sub(NUMBER + 2);
    let bar = if bar < 3 { 0 } else { bar.min(12) };
    let columns: Vec<Column> = series
        .iter()
        .take(fits)
        .map(|series| Column {
            series,
            number: if bar == 0 {
                each.min(NUMBER + 2)
            } else {
                NUMBER + 1
            },
            bar,
            most: most(series, cuts.iter().filter_map(|days| value(series, days))),
        })
        .collect();
    head(page, view, &columns);
    for days in cuts {
        row(page, view, counted, &columns, days, chosen, room);
    }
    figures(page, view, counted, &columns);
}

fn head(page: &mut Page, view: &View, columns: &[Column]) {
    let mut line = " ".repeat(NAME);
    for column in columns {
        line += &fill_left(column.series.short(), column.number);
        line += &" ".repeat(column.gap());
    }
    page.pin(styled(line, view.theme.dim));
}

impl Column<'_> {
    /// Columns behind the number.
    fn gap(&self) -> usize {
        if self.bar == 0 { 0 } else { self.bar + 1 }
    }
}

fn row(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    columns: &[Column],
    days: &[DayStats],
    chosen: NaiveDate,
    room: usize,
) {
    let Some(first) = days.first() else {
        return;
    };
    let line = page.lines.len();
    page.spots.push(Spot {
        line,
        from: 0,
        to: room,
        day: first.date,
    });
    let here = days.iter().any(|day| day.date == chosen);
    if here {
        page.cursor = Some((0, line));
    }
    let (sign, name_style) = if here {
        (">", view.theme.accent)
    } else {
        (" ", view.theme.dim)
    };
    let open = if first.stand == Stand::Today {
        OPEN
    } else {
        ""
    };
    let name = match counted.key.period.length {
        Length::Week | Length::Month => first.date.format("%a %-d").to_string(),
        Length::Quarter | Length::Year => counted.key.period.cut_says(first.date),
    };
    let mut spans = vec![styled(
        fill(&format!("{sign}{name}{open}"), NAME),
        name_style,
    )];
    for column in columns {
        let value = value(column.series, days);
        let style = style(view, column.series);
        let cell = match value {
            Some(value) => Cell::new(column.series.shown(value), style),
            None => missing(view, column.series, days),
        };
        spans.push(styled(fill_left(&cell.text, column.number), cell.style));
        let bar = lying(value.unwrap_or(0.0), column.most, column.bar);
        spans.push(styled(fill(&format!(" {bar}"), column.gap()), style));
    }
    page.push(Line::from(spans));
}

/// The median of all days, of the stretch before, and of how many it is known.
fn figures(page: &mut Page, view: &View, counted: &Counted, columns: &[Column]) {
    let of = |days: &[DayStats]| -> Vec<Figure> {
        let all = columns.iter().map(|column| column.series.clone());
        all.map(|series| Figure::of(series, days)).collect()
    };
    let (now, before) = (of(&counted.days), of(&counted.before));
    let middle = |figure: &Figure| {
        let of = figure.quartiles.map(|of| figure.series.shown(of.middle));
        of.unwrap_or_else(|| UNKNOWN.to_owned())
    };
    let known = |figure: &Figure| format!("{}/{}", figure.known, figure.days);
    let dim = view.theme.dim;
    let rows: [(&str, Vec<String>, Style); 3] = [
        ("median", now.iter().map(middle).collect(), view.theme.title),
        ("before", before.iter().map(middle).collect(), dim),
        ("known for", now.iter().map(known).collect(), dim),
    ];
    for (name, texts, style) in rows {
        let mut spans = vec![styled(fill(&format!(" {name}"), NAME), dim)];
        for (text, column) in texts.iter().zip(columns) {
            // Where both do not fit, the number of days alone.
            let text = match text.split_once('/') {
                Some((n, _)) if text.len() >= column.number => n,
                _ => text,
            };
            spans.push(styled(fill_left(text, column.number), style));
            spans.push(Span::raw(" ".repeat(column.gap())));
        }
        page.push(Line::from(spans));
    }
}

/// A bar of one row, or what stands where there is no number.
#[must_use]
pub fn small_bar(view: &View, series: &Series, days: &[DayStats], most: f64) -> Cell {
    value(series, days).map_or_else(
        || {
            Cell::new(
                if days.iter().all(|day| day.stand == Stand::Ahead) {
                    ""
                } else {
                    NOTHING
                },
                view.theme.dim,
            )
        },
        |value| {
            let bar = bar(value, most.max(number(1)), 1);
            Cell::new(bar[0].to_string(), style(view, series))
        },
    )
}
