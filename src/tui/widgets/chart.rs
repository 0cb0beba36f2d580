//! Bars and dots of letters: how high a value stands in so many rows, and which
//! row a dose falls on beside the line at 3 g.

use crate::domain::amount::Mg;
use crate::stats::summary::RANGE_ENDS;

/// A row filled by so many eighths.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How a value fills some rows, the lowest first: each a sign to repeat. What
/// is above nothing is never drawn as nothing.
#[must_use]
pub fn bar(value: f64, most: f64, rows: usize) -> Vec<char> {
    let filled = eighths(value, most, rows);
    (0..rows)
        .map(|row| EIGHTHS[filled.saturating_sub(row * 8).min(8)])
        .collect()
}

/// A bar that lies: so many columns for the most, at least one for anything.
#[must_use]
pub fn lying(value: f64, most: f64, columns: usize) -> String {
    let filled = eighths(value, most, columns).div_ceil(8);
    "█".repeat(filled)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a few hundred"
)]
fn eighths(value: f64, most: f64, rows: usize) -> usize {
    if value <= 0.0 || most <= 0.0 || rows == 0 {
        return 0;
    }
    let all = crate::stats::middle::number(rows * 8);
    ((value / most).min(1.0) * all).round().max(1.0) as usize
}

/// Rows of equal height above and below one line at 3 g, where the documents'
/// range ends. Only a dose of just 3 g stands on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plot {
    pub above: usize,
    pub below: usize,
}

/// Where a dose stands in a [`Plot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// So many rows above the line, from 1.
    Above(usize),
    Line,
    /// So many rows below the line, from 1.
    Below(usize),
}

impl Plot {
    /// A plot of so many rows, the line's included, that shows a dose as large
    /// as this one.
    #[must_use]
    pub fn of(largest: Option<Mg>, rows: usize) -> Plot {
        let rows = rows.max(3);
        let largest = largest.unwrap_or(RANGE_ENDS);
        for below in (1..rows - 1).rev() {
            let plot = Plot {
                above: rows - 1 - below,
                below,
            };
            let shown = RANGE_ENDS.grams() + plot.step() * crate::stats::middle::number(plot.above);
            if largest.grams() <= shown {
                return plot;
            }
        }
        Plot {
            above: rows - 2,
            below: 1,
        }
    }

    /// Grams of a row.
    #[must_use]
    pub fn step(self) -> f64 {
        RANGE_ENDS.grams() / crate::stats::middle::number(self.below.max(1))
    }

    /// Where a dose stands; one that is too large for the rows stands on the
    /// highest.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few rows"
    )]
    pub fn band(self, dose: Mg) -> Band {
        let off = (dose.grams() - RANGE_ENDS.grams()) / self.step();
        if dose == RANGE_ENDS {
            Band::Line
        } else if off > 0.0 {
            Band::Above((off.ceil() as usize).clamp(1, self.above.max(1)))
        } else {
            Band::Below(((-off).ceil() as usize).clamp(1, self.below.max(1)))
        }
    }

    /// Its rows from the highest to the lowest.
    #[must_use]
    pub fn bands(self) -> Vec<Band> {
        let above = (1..=self.above).rev().map(Band::Above);
        let below = (1..=self.below).map(Band::Below);
        above.chain([Band::Line]).chain(below).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_its_rows_from_below() {
        assert_eq!(bar(0.0, 4.0, 2), [' ', ' ']);
        assert_eq!(bar(1.0, 4.0, 2), ['▄', ' ']);
        assert_eq!(bar(3.0, 4.0, 2), ['█', '▄']);
        assert_eq!(bar(4.0, 4.0, 1), ['█']);
        assert_eq!(bar(9.0, 4.0, 1), ['█']);
        assert_eq!(bar(1.0, 0.0, 1), [' ']);
    }

    #[test]
    fn little_is_never_nothing() {
        assert_eq!(bar(0.01, 40.0, 1), ['▁']);
        assert_eq!(lying(0.01, 40.0, 5), "█");
        assert_eq!(lying(0.0, 40.0, 5), "");
        assert_eq!(lying(40.0, 40.0, 5), "█████");
    }

    #[test]
    fn only_just_three_grams_stands_on_the_line() {
        let plot = Plot::of(Some(Mg(4000)), 4);
        assert_eq!((plot.above, plot.below), (1, 2));
        assert_eq!(plot.band(Mg(3000)), Band::Line);
        assert_eq!(plot.band(Mg(3001)), Band::Above(1));
        assert_eq!(plot.band(Mg(2999)), Band::Below(1));
        assert_eq!(plot.band(Mg(1500)), Band::Below(1));
        assert_eq!(plot.band(Mg(1400)), Band::Below(2));
        assert_eq!(plot.band(Mg(0)), Band::Below(2));
    }

    #[test]
    fn a_larger_dose_gets_more_rows_above_the_line() {
        assert_eq!(Plot::of(Some(Mg(2000)), 6), Plot { above: 1, below: 4 });
        assert_eq!(Plot::of(Some(Mg(7000)), 6), Plot { above: 3, below: 2 });
        let full = Plot::of(Some(Mg(60_000)), 4);
        assert_eq!(full, Plot { above: 2, below: 1 });
        assert_eq!(full.band(Mg(60_000)), Band::Above(2));
        assert_eq!(Plot::of(None, 0), Plot { above: 1, below: 1 });
    }
}
