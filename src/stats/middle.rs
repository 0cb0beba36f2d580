//! Medians and means; of nothing, nothing is known.

/// The median; of an even number of values the mean of the middle two.
#[must_use]
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(*upper);
    }
    Some(f64::midpoint(values[half - 1], *upper))
}

/// The middle of some values and the ends of their middle half.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
    /// How many values there are.
    pub n: usize,
}

/// The quartiles, between two values in proportion (what R calls type 7, and
/// what most programs reckon).
#[must_use]
pub fn quartiles(mut values: Vec<f64>) -> Option<Quartiles> {
    values.sort_by(f64::total_cmp);
    Some(Quartiles {
        low: quantile(&values, 1)?,
        middle: quantile(&values, 2)?,
        high: quantile(&values, 3)?,
        n: values.len(),
    })
}

/// The value so many quarters up some sorted ones.
fn quantile(sorted: &[f64], quarters: usize) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? * quarters;
    let (below, over) = (sorted.get(place / 4)?, place % 4);
    let above = sorted.get(place / 4 + 1).unwrap_or(below);
    Some(below + (above - below) * number(over) / 4.0)
}

/// The arithmetic mean.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    ratio(values.iter().sum(), values.len())
}

/// A total for each of so many; unknown for none of them.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn ratio(total: f64, of: usize) -> Option<f64> {
    (of > 0).then(|| total / of as f64)
}

/// A count as a number to calculate with.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By Python's `statistics.quantiles(values, n=4, method="inclusive")`.
    #[test]
    fn quartiles_as_another_program_reckons_them() {
        let of = |values: &[f64]| {
            quartiles(values.to_vec()).map(|all| (all.low, all.middle, all.high, all.n))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3.0]), Some((3.0, 3.0, 3.0, 1)));
        assert_eq!(of(&[4.0, 1.0]), Some((1.75, 2.5, 3.25, 2)));
        assert_eq!(of(&[2.0, 3.0, 5.0, 7.0, 11.0]), Some((3.0, 5.0, 7.0, 5)));
        let six = [2.5, 8.0, 1.0, 6.0, 4.0, 9.5];
        assert_eq!(of(&six), Some((2.875, 5.0, 7.5, 6)));
    }

    #[test]
    fn the_middle_of_few() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![4.0]), Some(4.0));
        assert_eq!(median(vec![9.0, 1.0]), Some(5.0));
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[1.0, 2.0]), Some(1.5));
    }
}
