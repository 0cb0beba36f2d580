//! What was felt and what was measured: a row each, a column for each day, week
//! or month.

use chrono::{Datelike, NaiveDate};
use ratatui::text::Line;

use super::cells::{self, Cell, NOTHING, UNKNOWN};
use super::counted::{Counted, felt};
use super::month::Month;
use super::page::{Page, Spot, label_span};
use super::series;
use crate::stats::days::{DayStats, Stand};
use crate::stats::figure::{Series, has_entries};
use crate::stats::period::Length;
use crate::tui::view::View;
use crate::tui::widgets::text::{fill_left, styled, width};

/// Columns of a label.
const LABEL: usize = 13;
/// The widest a day, week or month gets.
const WIDEST: usize = 8;

/// The chart.
pub fn draw(page: &mut Page, view: &View, counted: &Counted, chosen: NaiveDate, columns: usize) {
    let cuts = counted.key.period.cut(&counted.days);
    let is_month = counted.key.period.length == Length::Month;
    let month = Month::of(view, counted, columns);
    let (label, wide) = if is_month {
        (month.label, month.day)
    } else {
        let label = if columns < 60 { 10 } else { LABEL };
        let wide = columns.saturating_sub(label) / cuts.len().max(1);
        (label, wide.clamp(1, WIDEST))
    };
    if is_month {
        month.headings(page, chosen);
    }
    let rows = Rows {
        view,
        counted,
        cuts: &cuts,
        label,
        wide,
    };
    if !is_month {
        rows.headings(page, chosen);
    }
    rows.symptoms(page);
    rows.readings(page);
    if counted.symptoms.is_empty() && counted.readings.is_empty() {
        page.gap();
        return;
    }
    let legend = if wide > MARKS {
        "▪ mild  ▪▪ moderate  ▪▪▪ severe  ▪▪▪▪ emergency   - not noted  ? no entries"
    } else {
        "1 mild  2 moderate  3 severe  4 emergency   - not noted  ? no entries"
    };
    page.text(legend, columns, view.theme.dim);
}

/// Marks of the strongest.
const MARKS: usize = 4;

struct Rows<'a> {
    view: &'a View,
    counted: &'a Counted,
    cuts: &'a [&'a [DayStats]],
    label: usize,
    wide: usize,
}

impl Rows<'_> {
    fn headings(&self, page: &mut Page, chosen: NaiveDate) {
        let dim = self.view.theme.dim;
        let over = self.counted.key.period.length == Length::Quarter && self.wide > 3;
        let line = page.lines.len() + usize::from(over);
        let mut months = vec![label_span(&styled("", dim), self.label)];
        let mut days = months.clone();
        let mut month = 0;
        for (n, first) in self.cuts.iter().filter_map(|cut| cut.first()).enumerate() {
            let from = self.label + n * self.wide;
            let here = self.cuts[n].iter().any(|day| day.date == chosen);
            page.spots.push(Spot {
                line,
                from,
                to: from + self.wide,
                day: first.date,
            });
            if here {
                page.cursor = Some((from + self.wide - 1, line));
            }
            let (above, under) = self.names(first.date, first.date.month() != month, n);
            month = first.date.month();
            let style = if here { self.view.theme.accent } else { dim };
            let under = if here && width(&under) < self.wide {
                format!(">{under}")
            } else {
                under
            };
            months.push(styled(fill_left(&above, self.wide), dim));
            days.push(styled(fill_left(&under, self.wide), style));
        }
        if over {
            page.pin(Line::from(months));
        }
        page.pin(Line::from(days));
    }

    /// What stands over a column, on two lines.
    fn names(&self, day: NaiveDate, new_month: bool, n: usize) -> (String, String) {
        let month = day.format("%b").to_string();
        match self.counted.key.period.length {
            Length::Quarter => {
                let over = if new_month && self.wide > 3 {
                    month
                } else {
                    String::new()
                };
                let shown = self.wide > 2 || n.is_multiple_of(2);
                let under = if shown {
                    day.day().to_string()
                } else {
                    String::new()
                };
                (over, under)
            }
            Length::Year if self.wide > 3 => (String::new(), month),
            Length::Year => (String::new(), month.chars().take(1).collect()),
            _ if self.wide > 6 => (String::new(), day.format("%a %-d").to_string()),
            _ => (String::new(), day.day().to_string()),
        }
    }

    fn row(&self, page: &mut Page, label: &str, cell: impl Fn(&[DayStats]) -> Cell) {
        let label = styled(label.to_owned(), self.view.theme.dim);
        let mut spans = vec![label_span(&label, self.label)];
        for cut in self.cuts {
            let cell = cell(cut);
            spans.push(styled(fill_left(&cell.text, self.wide), cell.style));
        }
        page.push(Line::from(spans));
    }

    fn symptoms(&self, page: &mut Page) {
        let counted = self.counted;
        let any = |name: &&String| counted.any(|day| felt(day, name).is_some());
        for name in counted.symptoms.iter().filter(any) {
            self.row(page, name, |days| self.severity(name, days));
        }
    }

    /// The strongest of some days.
    fn severity(&self, name: &str, days: &[DayStats]) -> Cell {
        let dim = self.view.theme.dim;
        match days.iter().filter_map(|day| felt(day, name)).max() {
            Some(severity) if self.wide > MARKS => Cell::plain(cells::marks(severity)),
            Some(severity) => Cell::plain(severity.number().to_string()),
            None if days.iter().all(|day| day.stand == Stand::Ahead) => Cell::plain(""),
            None if days.iter().any(has_entries) => Cell::new(NOTHING, dim),
            None => Cell::new(UNKNOWN, dim),
        }
    }

    /// As numbers where they fit, else as bars.
    fn readings(&self, page: &mut Page) {
        for name in &self.counted.readings {
            let series = Series::Reading(name.clone());
            let known = || {
                self.cuts
                    .iter()
                    .filter_map(|cut| series::value(&series, cut))
            };
            let shown = |value: f64| {
                let text = series.shown(value);
                if width(&text) < self.wide {
                    text
                } else {
                    format!("{value:.0}")
                }
            };
            let fits = known().all(|value| width(&shown(value)) < self.wide.max(2));
            let most = known().fold(0.0, f64::max);
            self.row(page, name, |days| match series::value(&series, days) {
                Some(value) if fits => Cell::plain(shown(value)),
                _ => series::small_bar(self.view, &series, days, most),
            });
        }
    }
}
