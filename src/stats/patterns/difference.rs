//! How far two means or rates lie apart, and how far that could be chance: a
//! bootstrap over whole weeks, the same each time for the same journal.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::seen::week_of;

/// How often the weeks are drawn again.
const ROUNDS: usize = 1000;
/// Weeks there must be: leaflog's own line.
pub const WEEKS: usize = 4;
/// Where the draws begin.
const SEED: u64 = 20_261_120;

/// A total and what it is of: minutes asleep of nights, symptoms of hours.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rate {
    pub total: f64,
    pub of: f64,
}

impl Rate {
    pub fn add(&mut self, total: f64, of: f64) {
        self.total += total;
        self.of += of;
    }

    fn value(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.total / self.of)
    }
}

/// Two rates week by week. Nights and days of one week hang together; drawn one
/// by one they would look surer than they are.
#[derive(Debug, Clone, Default)]
pub struct Weeks(BTreeMap<i32, [Rate; 2]>);

/// Two rates, how far the first lies above the other, and the 95 % interval of
/// that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub one: f64,
    pub other: f64,
    pub by: f64,
    pub low: f64,
    pub high: f64,
}

impl Weeks {
    /// Adds to a week's first or second rate.
    pub fn add(&mut self, day: NaiveDate, is_one: bool, total: f64, of: f64) {
        let rates = self.0.entry(week_of(day)).or_default();
        rates[usize::from(!is_one)].add(total, of);
    }

    /// How many weeks have either.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The two rates of all weeks.
    #[must_use]
    pub fn sums(&self) -> [Rate; 2] {
        sum(self.0.values())
    }

    /// Unknown where one of both has nothing, or there are too few weeks to draw
    /// from.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        let weeks: Vec<[Rate; 2]> = self.0.values().copied().collect();
        let [one, other] = sum(&weeks);
        let (one, other) = (one.value()?, other.value()?);
        if weeks.len() < WEEKS {
            return None;
        }
        let mut chance = Chance(SEED);
        let mut drawn: Vec<f64> = (0..ROUNDS)
            .filter_map(|_| {
                let [one, other] = sum((0..weeks.len()).map(|_| &weeks[chance.below(weeks.len())]));
                Some(one.value()? - other.value()?)
            })
            .collect();
        // Draws without one of both say nothing; with many of them nothing is known.
        if drawn.len() < ROUNDS / 2 {
            return None;
        }
        drawn.sort_by(f64::total_cmp);
        let tail = drawn.len() / 40;
        Some(Difference {
            one,
            other,
            by: one - other,
            low: drawn[tail],
            high: drawn[drawn.len() - 1 - tail],
        })
    }
}

fn sum<'a>(weeks: impl IntoIterator<Item = &'a [Rate; 2]>) -> [Rate; 2] {
    let mut all = [Rate::default(); 2];
    for week in weeks {
        for (sum, rate) in all.iter_mut().zip(week) {
            sum.add(rate.total, rate.of);
        }
    }
    all
}

impl Difference {
    /// The same in another unit.
    #[must_use]
    pub fn times(self, by: f64) -> Difference {
        self.each(|value| value * by)
    }

    /// As it is shown, to one part in `parts`: the two rates shown lie as far
    /// apart as what is said of them.
    #[must_use]
    pub fn rounded(self, parts: f64) -> Difference {
        let rounded = self.each(|value| (value * parts).round() / parts);
        Difference {
            by: rounded.one - rounded.other,
            ..rounded
        }
    }

    fn each(self, change: impl Fn(f64) -> f64) -> Difference {
        Difference {
            one: change(self.one),
            other: change(self.other),
            by: change(self.by),
            low: change(self.low),
            high: change(self.high),
        }
    }

    /// `28 min less (95 % interval: 51 min less to 5 min less)`, with what this
    /// can mean where no difference lies in the interval.
    #[must_use]
    pub fn says(&self, figure: impl Fn(f64) -> String, less: &str, more: &str) -> String {
        let one = |value: f64| {
            let said = figure(value.abs());
            let word = if value < 0.0 { less } else { more };
            if said == figure(0.0) {
                return "no difference".to_owned();
            }
            format!("{said} {word}")
        };
        let chance = if self.low <= 0.0 && self.high >= 0.0 {
            "; that can be chance"
        } else {
            ""
        };
        let (by, low, high) = (one(self.by), one(self.low), one(self.high));
        format!("{by} (95 % interval: {low} to {high}{chance})")
    }
}

/// Draws that are the same each time (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.draw()) * (n as u128);
        usize::try_from(wide >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(rates: &[[f64; 4]]) -> Weeks {
        let monday: NaiveDate = "2026-09-07".parse().unwrap();
        let mut weeks = Weeks::default();
        for (n, [one, ones, other, others]) in (0_u64..).zip(rates) {
            let day = monday + chrono::Days::new(n * 7);
            weeks.add(day, true, *one, *ones);
            weeks.add(day, false, *other, *others);
        }
        weeks
    }

    /// By a program of its own in Python 3, with the same draws.
    #[test]
    fn the_interval_is_what_another_program_draws() {
        let nights = weeks(&[
            [1200.0, 3.0, 1500.0, 4.0],
            [700.0, 2.0, 2100.0, 5.0],
            [1600.0, 4.0, 1260.0, 3.0],
            [390.0, 1.0, 2400.0, 6.0],
            [0.0, 0.0, 2900.0, 7.0],
            [1100.0, 3.0, 1620.0, 4.0],
        ]);
        let it = nights.difference().unwrap();
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-9, "{one} {other}");
        near(it.one, 383.846_153_846_153_87);
        near(it.other, 406.206_896_551_724_1);
        near(it.by, -22.360_742_705_570_26);
        near(it.low, -50.954_907_161_803_7);
        near(it.high, -0.333_333_333_333_373_2);
        assert_eq!(nights.difference(), Some(it), "it repeats");
    }

    #[test]
    fn of_nothing_or_of_few_weeks_nothing_is_known() {
        assert_eq!(Weeks::default().difference(), None);
        assert_eq!(weeks(&[[5.0, 1.0, 0.0, 0.0]; 6]).difference(), None);
        assert_eq!(weeks(&[[5.0, 1.0, 4.0, 1.0]; 3]).difference(), None);
        let alike = weeks(&[[5.0, 1.0, 4.0, 1.0]; 4]).difference().unwrap();
        assert_eq!((alike.by, alike.low, alike.high), (1.0, 1.0, 1.0));
    }

    #[test]
    fn where_most_draws_miss_one_side_nothing_is_known() {
        let mut rates = [[0.0, 0.0, 4.0, 1.0]; 40];
        rates[0] = [5.0, 1.0, 4.0, 1.0];
        // One week of forty is missed by 36 % of draws, one of four by 32 %.
        assert!(weeks(&rates).difference().is_some());
        rates[0] = [0.0, 0.0, 4.0, 1.0];
        assert_eq!(weeks(&rates).difference(), None);
    }

    #[test]
    fn what_is_said_fits_the_figures_beside_it() {
        let it = Difference {
            one: 369.4,
            other: 361.6,
            by: 7.8,
            low: -0.3,
            high: 24.0,
        };
        let minutes = |value: f64| format!("{value:.0} min");
        assert_eq!(
            it.rounded(1.0).says(minutes, "less", "more"),
            "7 min more (95 % interval: no difference to 24 min more; that can be chance)"
        );
    }
}
