//! Whether something moved over some days: the median of the slopes between
//! every two of them (Theil and Sen), which single odd days do not pull, and
//! a band within which it is called steady.

use super::span::Trend;

/// With fewer days than this nothing is said of a trend: leaflog's own line.
pub const LEAST_DAYS: usize = 10;
/// A move over the whole stretch of less than this share of the median is
/// called steady: leaflog's own line.
const STEADY: f64 = 0.2;

/// The median slope between every two points, a day being one along.
#[must_use]
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    middle(&mut slopes(points))
}

/// The slopes between every two points that do not stand one above the other.
#[must_use]
pub fn slopes(points: &[(f64, f64)]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (n, (x, y)) in points.iter().enumerate() {
        let later = points[n + 1..]
            .iter()
            .filter(|(other, _)| (other - x).abs() > 0.0);
        slopes.extend(later.map(|(x2, y2)| (y2 - y) / (x2 - x)));
    }
    slopes
}

/// The median without sorting all of them.
fn middle(values: &mut [f64]) -> Option<f64> {
    let half = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let is_odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    if is_odd {
        return Some(*upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, *upper))
}

/// How values moved from the first of their days to the last. Moves of less
/// than `least` are steady whatever the median; unknown with too few days.
#[must_use]
pub fn moved(points: &[(f64, f64)], median: f64, least: f64) -> Option<Trend> {
    let (begins, ends) = (points.first()?.0, points.last()?.0);
    if points.len() < LEAST_DAYS {
        return None;
    }
    let move_of_all = theil_sen(points)? * (ends - begins);
    Some(if move_of_all.abs() < least.max(median.abs() * STEADY) {
        Trend::Steady
    } else if move_of_all < 0.0 {
        Trend::Less
    } else {
        Trend::More
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(values: &[f64]) -> Vec<(f64, f64)> {
        let days = (0_u32..).map(f64::from);
        days.zip(values.iter().copied()).collect()
    }

    /// By hand: the slopes of (0,1) (1,2) (2,9) (4,5) are 1, 4, 1, 7, 1, -2;
    /// of the same without the last day 1, 4, 7.
    #[test]
    fn the_median_of_all_slopes_by_hand() {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, 9.0), (4.0, 5.0)];
        assert_eq!(theil_sen(&points), Some(1.0));
        assert_eq!(theil_sen(&points[..3]), Some(4.0));
        assert_eq!(theil_sen(&points[..1]), None);
        assert_eq!(theil_sen(&[(1.0, 2.0), (1.0, 5.0)]), None);
    }

    #[test]
    fn one_odd_day_is_no_trend() {
        let mut values = vec![3.0; 20];
        values[19] = 60.0;
        assert_eq!(moved(&days(&values), 3.0, 0.5), Some(Trend::Steady));
    }

    #[test]
    fn a_move_needs_its_days_and_its_size() {
        let rising =
            |n: u32, by: f64| -> Vec<f64> { (0..n).map(|day| 5.0 + f64::from(day) * by).collect() };
        assert_eq!(moved(&days(&rising(9, 1.0)), 5.0, 0.5), None);
        assert_eq!(moved(&days(&rising(10, 1.0)), 5.0, 0.5), Some(Trend::More));
        assert_eq!(moved(&days(&rising(10, -1.0)), 5.0, 0.5), Some(Trend::Less));
        // Nine days of 0.11 are 0.99, just under a fifth of 5; of 0.12 over it.
        assert_eq!(
            moved(&days(&rising(10, 0.11)), 5.0, 0.5),
            Some(Trend::Steady)
        );
        assert_eq!(moved(&days(&rising(10, 0.12)), 5.0, 0.5), Some(Trend::More));
        assert_eq!(moved(&[], 5.0, 0.5), None);
    }
}
