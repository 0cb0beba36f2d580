//! Where the marks of a chart stand: side by side along time, and up from zero.

use chrono::{Datelike, NaiveDate};

use super::columns::{Columns, Each};
use super::picture::{Ink, Picture, Place, Shape, WIDE};
use crate::stats::middle::number;
use crate::stats::words::one_decimal;

/// The columns of a chart from left to right.
pub struct Band {
    pub left: f64,
    pub right: f64,
    pub pitch: f64,
}

/// Room left of the marks, for numbers.
pub const NUMBERS: f64 = 44.0;
/// The least room a date needs.
const DATE: f64 = 50.0;
/// The least room a single digit needs.
const DIGIT: f64 = 5.3;
const WIDEST_BAR: f64 = 24.0;

impl Band {
    #[must_use]
    pub fn new(left: f64, columns: usize) -> Band {
        let right = WIDE - 2.0;
        Band {
            left,
            right,
            pitch: (right - left) / number(columns.max(1)),
        }
    }

    #[must_use]
    pub fn middle(&self, column: usize) -> f64 {
        self.left + self.pitch * (number(column) + 0.5)
    }

    #[must_use]
    pub fn bar(&self) -> f64 {
        (self.pitch * 0.7).min(WIDEST_BAR)
    }

    /// Whether a digit fits into a column.
    #[must_use]
    pub fn holds_digits(&self) -> bool {
        self.pitch >= DIGIT
    }

    /// Dates under the marks, as many as have room.
    pub fn dates(&self, picture: &mut Picture, columns: &Columns, y: f64) {
        let mut ticks = Shape::default();
        for (n, says) in labels(columns, self.pitch) {
            let x = self.middle(n);
            ticks.line((x, y - 13.0), (x, y - 10.0));
            let half = DATE / 2.0 - 2.0;
            let (x, place) = if x + half > self.right {
                (self.right, Place::Left)
            } else {
                (x, Place::Middle)
            };
            picture.text((x, y), place, &says);
        }
        picture.draw(&ticks, Ink::Line(0.8));
    }
}

fn labels(columns: &Columns, pitch: f64) -> Vec<(usize, String)> {
    let steps: &[usize] = match columns.each {
        Each::Day => &[1, 7, 14, 28],
        Each::Week => &[1, 2, 4, 8, 13, 26, 52],
        Each::Month => &[1, 2, 3, 6, 12, 24, 60],
        Each::Year => &[1, 2, 5, 10, 20, 50],
    };
    let fits = |step: &&usize| number(**step) * pitch >= DATE;
    let step = steps.iter().find(fits).copied().unwrap_or(60);
    let first = |n: usize| columns.all.get(n)?.days.first().map(|day| day.date);
    let begins = (0..columns.all.len().min(step))
        .find(|n| first(*n).is_some_and(|date| is_round(columns.each, date, step)))
        .unwrap_or(0);
    let form = match columns.each {
        Each::Day => "%-d %b",
        Each::Week => "%-d %b %y",
        Each::Month => "%b %Y",
        Each::Year => "%Y",
    };
    (begins..columns.all.len())
        .step_by(step)
        .filter_map(|n| Some((n, first(n)?.format(form).to_string())))
        .collect()
}

/// Whether dates read best from here: a Monday, a January.
fn is_round(each: Each, date: NaiveDate, step: usize) -> bool {
    match each {
        Each::Day => step == 1 || date.weekday() == chrono::Weekday::Mon,
        Each::Week => true,
        Each::Month => date.month() == 1,
        Each::Year => usize::try_from(date.year()).is_ok_and(|year| year % step == 0),
    }
}

/// Values up from zero.
pub struct Scale {
    most: f64,
    top: f64,
    bottom: f64,
}

impl Scale {
    /// One that holds all of these values, and at least `least`.
    #[must_use]
    pub fn new(values: impl Iterator<Item = f64>, least: f64, top: f64, bottom: f64) -> Scale {
        Scale {
            most: round_up(values.fold(least, f64::max)),
            top,
            bottom,
        }
    }

    #[must_use]
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (value / self.most).clamp(0.0, 1.0)
    }

    /// The height of a bar; of more than nothing never nothing.
    #[must_use]
    pub fn height(&self, value: f64) -> f64 {
        (self.bottom - self.y(value)).max(1.0)
    }

    /// Its top and the middle of it, with their numbers on the left.
    pub fn draw(&self, picture: &mut Picture, band: &Band) {
        self.ground(picture, band);
        self.number(picture, band, 0.0);
        let mut lines = Shape::default();
        for value in [self.most / 2.0, self.most] {
            lines.line((band.left, self.y(value)), (band.right, self.y(value)));
            self.number(picture, band, value);
        }
        picture.draw(&lines, Ink::Faint);
    }

    /// Its top, and a line across at a value that means something.
    pub fn draw_around(&self, picture: &mut Picture, band: &Band, value: f64) {
        self.ground(picture, band);
        if self.bottom - self.y(value) > 10.0 {
            self.number(picture, band, 0.0);
        }
        self.number(picture, band, value);
        self.number(picture, band, self.most);
        let mut line = Shape::default();
        line.line((band.left, self.y(value)), (band.right, self.y(value)));
        picture.draw(&line, Ink::Dashed);
    }

    fn ground(&self, picture: &mut Picture, band: &Band) {
        let mut ground = Shape::default();
        ground.line((band.left, self.bottom), (band.right, self.bottom));
        picture.draw(&ground, Ink::Line(0.8));
    }

    fn number(&self, picture: &mut Picture, band: &Band, value: f64) {
        let at = (band.left - 4.0, self.y(value) + 3.5);
        picture.text(at, Place::Left, &one_decimal(value));
    }
}

/// The next number whose half is round too.
fn round_up(value: f64) -> f64 {
    const FEW: [f64; 7] = [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 16.0];
    const MANY: [f64; 9] = [2.0, 2.4, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0];
    let many = (1..12).flat_map(|power| MANY.map(|n| n * 10_f64.powi(power)));
    let found = FEW.into_iter().chain(many).find(|n| *n >= value);
    found.unwrap_or(value)
}
