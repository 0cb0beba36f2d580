//! A line through uneven points: the median of the slopes between all pairs
//! (Theil 1950, Sen 1968), which single odd values do not move.

use crate::stats::middle::{median, number};
use crate::stats::slope::slopes;

/// The line, and the 95 % interval of its slope (Sen 1968).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    pub by: f64,
    pub at_zero: f64,
    pub low: f64,
    pub high: f64,
}

impl Slope {
    /// The line through points with different places; none through fewer than
    /// three.
    #[must_use]
    pub fn of(points: &[(f64, f64)]) -> Option<Slope> {
        if points.len() < 3 {
            return None;
        }
        let mut slopes = slopes(points);
        slopes.sort_by(f64::total_cmp);
        let slope = median(slopes.clone())?;
        let at_zero = median(points.iter().map(|(x, y)| y - slope * x).collect())?;
        let (low, high) = interval(&slopes, points.len())?;
        Some(Slope {
            by: slope,
            at_zero,
            low,
            high,
        })
    }

    /// Where the line runs at a place.
    #[must_use]
    pub fn at(&self, place: f64) -> f64 {
        self.at_zero + self.by * place
    }

    /// Whether even the ends of the interval go the same way.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// The slopes that lie as far from the middle as Kendall's count strays by
/// chance.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between zero and the number of slopes"
)]
fn interval(slopes: &[f64], points: usize) -> Option<(f64, f64)> {
    let n = number(points);
    let strays = 1.96 * (n * (n - 1.0) * (2.0 * n + 5.0) / 18.0).sqrt();
    let below = ((number(slopes.len()) - strays) / 2.0).floor().max(0.0) as usize;
    let above = slopes.len().checked_sub(1)?.checked_sub(below)?;
    Some((*slopes.get(below)?, *slopes.get(above)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By a program of its own in Python 3; the eighth point is odd and does
    /// not move the line.
    #[test]
    fn the_line_is_what_another_program_finds() {
        let points = [
            (-9.0, 7.5),
            (-8.0, 7.1),
            (-7.0, 7.4),
            (-5.0, 6.2),
            (-4.0, 6.4),
            (-3.0, 5.1),
            (-2.0, 12.0),
            (-1.0, 4.8),
            (0.0, 4.6),
        ];
        let line = Slope::of(&points).unwrap();
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-9, "{one} {other}");
        near(line.by, -0.323_611_111_111_111_07);
        near(line.at_zero, 4.5875);
        near(line.low, -0.433_333_333_333_333_4);
        near(line.high, -0.049_999_999_999_999_82);
        assert!(line.is_sure());
    }

    #[test]
    fn few_points_or_one_place_make_no_line() {
        assert_eq!(Slope::of(&[]), None);
        assert_eq!(Slope::of(&[(0.0, 1.0), (1.0, 2.0)]), None);
        assert_eq!(Slope::of(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}
