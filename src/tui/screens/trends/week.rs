//! A week, one column a day and one for the week before.

use ratatui::text::Line;

use super::cells::{self, Cell, OPEN, OWN};
use super::counted::{Counted, took};
use super::page::{Page, Spot, label_span, row};
use crate::domain::symptom::Severity;
use crate::stats::days::{DayStats, Stand};
use crate::stats::words;
use crate::tui::view::{HIDDEN, View};
use crate::tui::widgets::chart::{Band, Plot, bar};
use crate::tui::widgets::text::{fill_left, styled};

/// Columns of the label, of a day, of the week before; together 80.
const LABEL: usize = 12;
const DAY: usize = 8;
const BEFORE: usize = 12;
/// From this many columns on there is room for it.
pub const COLUMNS: usize = LABEL + 7 * DAY + BEFORE;
/// Columns of a bar.
const BAR: usize = 4;

/// How much room the rows may take.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// Of each bar.
    pub bar: usize,
    /// Of the single doses.
    pub plot: usize,
    /// Of what else was taken, at most.
    pub others: usize,
    /// Of symptoms, at most.
    pub symptoms: usize,
}

impl Rows {
    /// What fits into so many lines.
    #[must_use]
    pub fn of(lines: usize) -> Rows {
        let spare = lines.saturating_sub(17);
        Rows {
            others: 2 + (spare / 6).min(4),
            bar: 1 + (spare / 8).min(3),
            plot: 4 + (spare / 4).min(5),
            symptoms: 2 + (spare / 4).min(8),
        }
    }
}

/// The chart.
pub fn draw(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    chosen: chrono::NaiveDate,
    rows: Rows,
) {
    let chart = Chart {
        view,
        counted,
        rows,
    };
    chart.headings(page, chosen);
    chart.times(page);
    chart.breaks(page);
    chart.leaf(page);
    chart.doses(page);
    chart.beside_leaf(page);
    chart.others(page);
    chart.nights(page);
    chart.symptoms(page);
}

struct Chart<'a> {
    view: &'a View,
    counted: &'a Counted,
    rows: Rows,
}

impl Chart<'_> {
    fn headings(&self, page: &mut Page, chosen: chrono::NaiveDate) {
        let theme = &self.view.theme;
        let line = page.lines.len();
        let mut spans = vec![styled(" ".repeat(LABEL), theme.dim)];
        for (n, day) in self.counted.days.iter().enumerate() {
            let from = LABEL + n * DAY;
            page.spots.push(Spot {
                line,
                from,
                to: from + DAY,
                day: day.date,
            });
            let here = day.date == chosen;
            if here {
                page.cursor = Some((from, line));
            }
            let open = if day.stand == Stand::Today { OPEN } else { " " };
            let name = day.date.format("%a %-d").to_string();
            let name = format!("{}{open}", fill_left(&name, DAY - 2));
            // The sign stands right before the name.
            let before = name.len() - name.trim_start().len();
            let sign = if here { ">" } else { " " };
            let style = if here { theme.accent } else { theme.dim };
            spans.push(styled(
                format!("{}{sign}{}", " ".repeat(before), name.trim_start()),
                style,
            ));
        }
        spans.push(styled(fill_left("week before", BEFORE), theme.dim));
        page.push(Line::from(spans));
    }

    /// A row with its figure of the week before.
    fn row(&self, page: &mut Page, label: &str, cell: impl Fn(&DayStats) -> Cell, before: &str) {
        let cells: Vec<Cell> = self.counted.days.iter().map(cell).collect();
        let label = styled(label.to_owned(), self.view.theme.dim);
        let mut line = row(&label, LABEL, &cells, DAY);
        line.push_span(styled(fill_left(before, BEFORE), self.view.theme.dim));
        page.push(line);
    }

    fn bars(&self, page: &mut Page, value: impl Fn(&DayStats) -> f64) {
        let most = self.counted.most(&value);
        let bars: Vec<Vec<char>> = self
            .counted
            .days
            .iter()
            .map(|day| bar(value(day), most, self.rows.bar))
            .collect();
        for level in (0..self.rows.bar).rev() {
            let cells: Vec<Cell> = bars
                .iter()
                .map(|bar| Cell::new(bar[level].to_string().repeat(BAR), self.view.theme.kratom))
                .collect();
            page.push(row(&styled("", self.view.theme.dim), LABEL, &cells, DAY));
        }
    }

    fn times(&self, page: &mut Page) {
        let before = cells::rate(self.counted.then.times_a_day);
        self.row(
            page,
            "times a day",
            |day| cells::times(self.view, day),
            &before,
        );
        self.bars(page, |day| crate::stats::middle::number(day.doses));
        self.line(page, |day| day.lines.doses);
    }

    /// The days of a planned break, where there are any.
    fn breaks(&self, page: &mut Page) {
        if !self.counted.breaks.is_empty() {
            self.row(
                page,
                "planned",
                |day| self.counted.on_break(day, "break"),
                "",
            );
        }
    }

    /// The person's own line, where one is drawn.
    fn line(&self, page: &mut Page, line: impl Fn(&DayStats) -> Option<f64>) {
        if self.counted.any(|day| line(day).is_some()) {
            self.row(
                page,
                "your line",
                |day| cells::line(self.view, line(day)),
                "",
            );
        }
    }

    fn leaf(&self, page: &mut Page) {
        let before = cells::leaf_rate(self.view, &self.counted.then);
        self.row(page, "leaf, g", |day| cells::leaf(self.view, day), &before);
        if !self.view.is_hidden() {
            self.bars(page, |day| {
                day.leaf.map_or(0.0, crate::domain::amount::Mg::grams)
            });
            self.line(page, |day| day.lines.grams);
        }
    }

    fn doses(&self, page: &mut Page) {
        if self.view.is_hidden() {
            self.row(page, "a dose, g", |day| hidden_doses(self.view, day), "");
            return;
        }
        let plot = Plot::of(self.counted.largest(), self.rows.plot);
        let mut note = line_note(plot);
        if self.counted.any(|day| day.lines.dose.is_some())
            && let Some(free) = note.iter().position(|said| said.is_empty())
        {
            note[free] = "═ your line";
        } else if self.counted.any(|day| day.lines.dose.is_some()) {
            note.push("═ your line");
        }
        for (n, band) in plot.bands().into_iter().enumerate() {
            let label = match band {
                Band::Line => fill_left("3 g ", LABEL - 1),
                _ if n == 0 => "each dose".to_owned(),
                _ => String::new(),
            };
            let label = label_span(&styled(label, self.view.theme.dim), LABEL);
            let mut spans = vec![label];
            for day in &self.counted.days {
                spans.extend(dots(self.view, day, plot, band));
            }
            // The line ends before the words beside it.
            spans.pop();
            spans.push(styled(" ", self.view.theme.dim));
            let note = note.get(n).copied().unwrap_or_default();
            spans.push(styled(note, self.view.theme.dim));
            page.push(Line::from(spans));
        }
    }

    fn beside_leaf(&self, page: &mut Page) {
        for (label, of) in cells::beside_leaf(self.counted) {
            let before: usize = self.counted.before.iter().map(of).sum();
            let before = if before == 0 {
                String::new()
            } else {
                before.to_string()
            };
            self.row(
                page,
                label,
                |day| cells::count(self.view, day, of(day)),
                &before,
            );
        }
    }

    fn others(&self, page: &mut Page) {
        for (label, names) in cells::other_rows(&self.counted.others, self.rows.others) {
            let before = self.counted.before.iter();
            let before = before
                .filter(|day| names.iter().any(|name| took(day, name)))
                .count();
            let before = if before == 0 {
                String::new()
            } else {
                words::counted(before, "day", "days")
            };
            self.row(
                page,
                &label,
                |day| cells::others(self.view, day, names),
                &before,
            );
        }
    }

    fn nights(&self, page: &mut Page) {
        let nights = || self.counted.days.iter().filter_map(|day| day.night);
        let then = &self.counted.then;
        if nights().any(|night| night.asleep.is_some()) || nights().next().is_none() {
            let before = cells::mean_clock(then.asleep_min);
            self.row(
                page,
                "asleep, h:m",
                |day| cells::asleep(self.view, day),
                &before,
            );
        }
        if nights().any(|night| night.asleep.is_none()) {
            self.row(page, "in bed, h:m", |day| cells::in_bed(self.view, day), "");
        }
        let before = cells::rate(then.quality);
        self.row(
            page,
            "quality /10",
            |day| cells::quality(self.view, day),
            &before,
        );
    }

    fn symptoms(&self, page: &mut Page) {
        for name in self.counted.symptoms.iter().take(self.rows.symptoms) {
            let then = self.counted.before.iter();
            let most: Option<Severity> =
                then.filter_map(|day| super::counted::felt(day, name)).max();
            let before = most.map(cells::marks).unwrap_or_default();
            self.row(
                page,
                name,
                |day| cells::symptom(self.view, day, name),
                &before,
            );
        }
    }
}

fn hidden_doses(view: &View, day: &DayStats) -> Cell {
    cells::gap(view, day)
        .filter(|_| day.doses == 0)
        .map_or_else(|| Cell::plain(HIDDEN), |_| Cell::plain(""))
}

/// What the line is, beside the plot: as near to the line as it fits.
fn line_note(plot: Plot) -> Vec<&'static str> {
    const NOTE: [&str; 4] = ["documents'", "range ends", "here; not a", "safe amount"];
    let rows = plot.above + 1 + plot.below;
    let first = plot.above.min(rows.saturating_sub(NOTE.len()));
    let mut note = vec![""; first];
    note.extend(NOTE);
    note
}

/// A day's doses on one row of the plot.
fn dots(view: &View, day: &DayStats, plot: Plot, band: Band) -> Vec<ratatui::text::Span<'static>> {
    let here: Vec<_> = day
        .leaf_doses
        .iter()
        .filter(|dose| plot.band(**dose) == band)
        .collect();
    let room = DAY - 2;
    let dots = match here.len() {
        0 => String::new(),
        n if n <= room => "●".repeat(n),
        n => format!("{n}×●"),
    };
    let largest = here.iter().max().filter(|_| matches!(band, Band::Above(_)));
    let named = largest.map(|dose| format!("{dose} {dots}"));
    let dots = named
        .filter(|text| text.chars().count() < DAY)
        .unwrap_or(dots);
    let theme = &view.theme;
    let own = day.lines.dose.filter(|line| plot.band(*line) == band);
    if band != Band::Line && own.is_none() {
        let dots = fill_left(&dots, DAY - 1);
        return vec![styled(dots, theme.kratom), styled(" ", theme.dim)];
    }
    let wide = dots.chars().count();
    let sign = if own.is_some() { OWN } else { "┈" };
    vec![
        styled(sign.repeat(DAY - 1 - wide), theme.dim),
        styled(dots, theme.kratom),
        styled(sign, theme.dim),
    ]
}
