//! A month, one narrow column a day, in the rows of the week.

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::text::Line;

use super::cells::{self, Cell, OPEN, OTHER, OWN, OWN_NOTE, UNKNOWN};
use super::counted::{Counted, felt, took};
use super::page::{Page, Spot, label_span};
use crate::domain::amount::Mg;
use crate::domain::journal::Day;
use crate::stats::days::{DayStats, Stand};
use crate::stats::middle::number;
use crate::tui::view::View;
use crate::tui::widgets::chart::{Band, Plot, bar};
use crate::tui::widgets::text::{fill, fill_left, styled};

/// From this many columns on a month fits in one column a day.
pub const COLUMNS: usize = 8 + 31;

/// The chart.
pub fn draw(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    chosen: NaiveDate,
    columns: usize,
    rows: usize,
) {
    let month = Month::of(view, counted, columns);
    let spare = rows.saturating_sub(18);
    month.headings(page, chosen);
    month.times(page, 1 + (spare / 8).min(2));
    if !counted.breaks.is_empty() {
        let mark = OWN.repeat(month.day);
        month.row(page, "a break", "break", |day| counted.on_break(day, &mark));
    }
    month.leaf(page, 1 + (spare / 8).min(2));
    month.doses(page, 4 + (spare / 4).min(5));
    for (label, names) in cells::other_rows(&counted.others, 2 + (spare / 6).min(4)) {
        month.row(page, &label, &label, |day| month.other(day, names));
    }
    for (label, of) in cells::beside_leaf(counted) {
        month.row(page, label, label, |day| month.digit(day, of(day)));
    }
    month.nights(page);
    for name in counted.symptoms.iter().take(2 + spare / 4) {
        month.row(page, name, name, |day| severity(day, name));
    }
}

/// Its columns: of a label, and of each day.
pub struct Month<'a> {
    view: &'a View,
    counted: &'a Counted,
    pub label: usize,
    pub day: usize,
}

impl<'a> Month<'a> {
    /// As wide as the room allows.
    #[must_use]
    pub fn of(view: &'a View, counted: &'a Counted, columns: usize) -> Month<'a> {
        let roomy = columns >= 13 + 62;
        Month {
            view,
            counted,
            label: if roomy { 13 } else { 8 },
            day: if roomy { 2 } else { 1 },
        }
    }

    /// The days and the sign over the chosen one.
    pub fn headings(&self, page: &mut Page, chosen: NaiveDate) {
        let dim = self.view.theme.dim;
        let mut letters = String::new();
        let mut dates = String::new();
        for (n, day) in self.counted.days.iter().enumerate() {
            let from = self.label + n * self.day;
            page.spots.push(Spot {
                line: page.lines.len(),
                from,
                to: from + self.day,
                day: day.date,
            });
            let letter: String = day.date.format("%a").to_string().chars().take(1).collect();
            letters.push_str(&fill_left(&letter, self.day));
            if day.date.weekday() == Weekday::Mon {
                dates = fill(&dates, (n + 1) * self.day - 1);
                dates.push_str(&day.date.day().to_string());
            }
        }
        page.pin(Line::from(vec![
            label_span(&styled("", dim), self.label),
            styled(letters, dim),
        ]));
        let into = (chosen - self.counted.key.period.from).num_days();
        let place = usize::try_from(into).unwrap_or_default() * self.day + self.day - 1;
        page.cursor = Some((self.label + place, page.lines.len()));
        // The sign of the chosen day stands over the dates of Mondays.
        let all = self.counted.days.len() * self.day + 2;
        let dates = fill(&dates, all);
        let (before, after) = (&dates[..place], &dates[place + 1..]);
        page.pin(Line::from(vec![
            label_span(&styled("", dim), self.label),
            styled(before.to_owned(), dim),
            styled("▼", self.view.theme.accent),
            styled(after.to_owned(), dim),
        ]));
    }

    /// A row with a cell a day.
    pub fn row(&self, page: &mut Page, long: &str, short: &str, cell: impl Fn(&DayStats) -> Cell) {
        let label = if self.label > 8 { long } else { short };
        let mut spans = vec![label_span(
            &styled(label.to_owned(), self.view.theme.dim),
            self.label,
        )];
        for day in &self.counted.days {
            let cell = cell(day);
            spans.push(styled(fill_left(&cell.text, self.day), cell.style));
        }
        page.push(Line::from(spans));
    }

    fn bars(
        &self,
        page: &mut Page,
        label: &str,
        rows: usize,
        most: f64,
        value: impl Fn(&DayStats) -> f64,
    ) {
        for level in (0..rows).rev() {
            let label = if level + 1 == rows { label } else { "" };
            self.row(page, label, label, |day| {
                let bar = bar(value(day), most, rows);
                Cell::new(bar[level].to_string(), self.view.theme.kratom)
            });
        }
    }

    fn times(&self, page: &mut Page, rows: usize) {
        self.row(page, "times a day", "times", |day| match self.gap(day) {
            Some(cell) => cell,
            None => Cell::new(self.figure(day.doses), self.view.theme.title),
        });
        let most = self.counted.most(|day| number(day.doses));
        self.bars(page, "", rows, most, |day| number(day.doses));
        self.line(page, |day| day.lines.doses);
        let before = &self.counted.before;
        if self.label > 8 && before.iter().any(DayStats::is_recorded) {
            let first = self.counted.key.period.from;
            self.row(page, "month before", "before", |day| {
                let into = usize::try_from((day.date - first).num_days()).unwrap_or_default();
                let then = before.get(into);
                let text = then.map_or_else(String::new, |then| match then.state {
                    Day::WithKratom(_) => self.figure(then.doses),
                    Day::None => "0".to_owned(),
                    Day::NotRecorded => UNKNOWN.to_owned(),
                });
                Cell::new(text, self.view.theme.dim)
            });
        }
    }

    /// The person's own line, where one is drawn: its number where it begins,
    /// then a line.
    fn line(&self, page: &mut Page, line: impl Fn(&DayStats) -> Option<f64>) {
        if !self.counted.any(|day| line(day).is_some()) {
            return;
        }
        let first = self.counted.days.first().map(|day| day.date);
        self.row(page, "your line", "line", |day| {
            let dim = self.view.theme.dim;
            let yesterday = day.date.pred_opt().and_then(|date| self.counted.day(date));
            let goes_on = Some(day.date) != first && yesterday.map(&line) == Some(line(day));
            match line(day) {
                None => Cell::plain(""),
                Some(_) if goes_on => Cell::new("┈".repeat(self.day), dim),
                Some(line) => Cell::plain(self.whole(line)),
            }
        });
    }

    /// A figure without its decimals; `+` where it does not fit.
    fn whole(&self, value: f64) -> String {
        let text = format!("{value:.0}");
        if text.len() > self.day {
            "+".to_owned()
        } else {
            text
        }
    }

    fn leaf(&self, page: &mut Page, rows: usize) {
        if self.view.is_hidden() {
            return;
        }
        let grams = |day: &DayStats| day.leaf.map_or(0.0, Mg::grams);
        let most = self.counted.most(grams).ceil();
        let label = if self.label > 8 {
            format!("leaf to {most} g")
        } else {
            "leaf g".to_owned()
        };
        self.bars(page, &label, rows, most, grams);
        self.line(page, |day| day.lines.grams);
    }

    fn doses(&self, page: &mut Page, rows: usize) {
        let Some(largest) = self.counted.largest() else {
            return;
        };
        let plot = Plot::of(Some(largest), rows);
        for (n, band) in plot.bands().into_iter().enumerate() {
            let (long, short) = match band {
                Band::Line => ("        3 g", "  3 g"),
                _ if n == 0 => ("each dose", "doses"),
                _ => ("", ""),
            };
            self.row(page, long, short, |day| self.dot(day, plot, band));
        }
        let room = self.label + 31 * self.day;
        let is_own = self.counted.any(|day| day.lines.dose.is_some());
        let signs = if is_own {
            OWN_NOTE
        } else {
            "● a dose, 2 two"
        };
        let note = "3 g: the documents' range ends here; not a safe amount";
        page.text(&format!("{note}   {signs}"), room, self.view.theme.dim);
    }

    /// A dot for a dose, a figure for several of about the same weight.
    fn dot(&self, day: &DayStats, plot: Plot, band: Band) -> Cell {
        let here = day
            .leaf_doses
            .iter()
            .filter(|dose| plot.band(**dose) == band);
        let is_own = day.lines.dose.is_some_and(|line| plot.band(line) == band);
        match here.count() {
            0 if is_own => Cell::plain(OWN.repeat(self.day)),
            0 if band == Band::Line => Cell::new("┈".repeat(self.day), self.view.theme.dim),
            0 => Cell::plain(""),
            1 => Cell::new("●", self.view.theme.kratom),
            n => Cell::new(self.figure(n), self.view.theme.kratom),
        }
    }

    fn nights(&self, page: &mut Page) {
        let hours = |day: &DayStats| {
            let night = day.night?;
            Some(night.asleep.unwrap_or(night.in_bed))
        };
        let counted = self.counted;
        if counted.any(|day| day.night.is_some_and(|night| night.asleep.is_some())) {
            self.row(page, "asleep, h", "asleep", |day| {
                self.hours(day, day.night.and_then(|night| night.asleep))
            });
        } else {
            self.row(page, "in bed, h", "in bed", |day| {
                self.hours(day, hours(day))
            });
        }
        self.row(page, "quality /10", "qual", |day| {
            let quality = day.night.and_then(|night| night.quality);
            match quality {
                Some(quality) => Cell::plain(self.figure(quality.into())),
                None => self.unknown(day),
            }
        });
    }

    fn hours(&self, day: &DayStats, minutes: Option<i64>) -> Cell {
        match minutes {
            Some(minutes) => {
                let hours = usize::try_from((minutes + 30) / 60).unwrap_or_default();
                Cell::new(self.figure(hours), self.view.theme.night)
            }
            None => self.unknown(day),
        }
    }

    fn unknown(&self, day: &DayStats) -> Cell {
        match day.stand {
            Stand::Ahead => Cell::plain(""),
            Stand::Today | Stand::Over => Cell::new(UNKNOWN, self.view.theme.dim),
        }
    }

    /// A count; `+` where it does not fit.
    fn figure(&self, n: usize) -> String {
        let text = n.to_string();
        if text.len() > self.day {
            "+".to_owned()
        } else {
            text
        }
    }

    /// A day off is a 0 here, which the legend says.
    fn gap(&self, day: &DayStats) -> Option<Cell> {
        match (day.state, day.stand) {
            (Day::WithKratom(_), _) => None,
            (Day::None, _) => Some(Cell::plain("0")),
            (Day::NotRecorded, Stand::Ahead) => Some(Cell::plain("")),
            (Day::NotRecorded, Stand::Today) => Some(Cell::new(OPEN, self.view.theme.dim)),
            (Day::NotRecorded, Stand::Over) => Some(Cell::new(UNKNOWN, self.view.theme.dim)),
        }
    }

    fn other(&self, day: &DayStats, names: &[String]) -> Cell {
        if names.iter().any(|name| took(day, name)) {
            Cell::new(OTHER, self.view.theme.other)
        } else {
            Cell::plain("")
        }
    }

    fn digit(&self, day: &DayStats, n: usize) -> Cell {
        match n {
            0 => self
                .gap(day)
                .filter(|cell| cell.text == UNKNOWN)
                .unwrap_or_else(|| Cell::plain("")),
            n => Cell::plain(self.figure(n)),
        }
    }
}

fn severity(day: &DayStats, name: &str) -> Cell {
    let felt = felt(day, name).map(|severity| severity.number().to_string());
    Cell::plain(felt.unwrap_or_default())
}
