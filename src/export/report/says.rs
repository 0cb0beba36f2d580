//! Small words of the report: days, figures and what is not known.

use chrono::NaiveDate;

use crate::domain::moment::Moment;
use crate::stats::middle::Quartiles;
use crate::stats::words::one_decimal;

pub const UNKNOWN: &str = "not known";

/// `20 Nov 2026`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// `Fri 20 Nov 2026 18:05`.
#[must_use]
pub fn at(moment: Moment) -> String {
    moment.format("%a %-d %b %Y %H:%M").to_string()
}

/// `1 to 3 Nov 2026`, shorter where both ends share a month or a year.
#[must_use]
pub fn stretch(from: NaiveDate, to: NaiveDate) -> String {
    let month = |date: NaiveDate| date.format("%b %Y").to_string();
    let year = |date: NaiveDate| date.format("%Y").to_string();
    if from == to {
        return day(to);
    }
    if month(from) == month(to) {
        return format!("{} to {}", from.format("%-d"), day(to));
    }
    if year(from) == year(to) {
        return format!("{} to {}", from.format("%-d %b"), day(to));
    }
    format!("{} to {}", day(from), day(to))
}

/// `2.25`, with at most two decimals.
#[must_use]
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

/// A number with its unit, or that it is not known.
#[must_use]
pub fn figure(value: Option<f64>, unit: &str) -> String {
    value.map_or(UNKNOWN.to_owned(), |value| {
        format!("{}{unit}", one_decimal(value))
    })
}

/// `3 (middle half 2 to 4)`; of three values there is no half.
#[must_use]
pub fn middle(of: Option<Quartiles>, unit: &str, says: impl Fn(f64) -> String) -> String {
    let Some(of) = of else {
        return UNKNOWN.to_owned();
    };
    let middle = format!("{}{unit}", says(of.middle));
    match of.n {
        0..=3 => middle,
        _ => format!(
            "{middle} (middle half {} to {}{unit})",
            says(of.low),
            says(of.high)
        ),
    }
}

/// `26 of 30 days`.
#[must_use]
pub fn of(part: usize, all: usize, one: &str, many: &str) -> String {
    format!("{part} of {all} {}", if all == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::super::super::super::stats::sample::date;
    use super::*;

    #[test]
    fn days_are_said_shortly() {
        let says = |from, to| stretch(date(from), date(to));
        assert_eq!(says("2026-11-01", "2026-11-03"), "1 to 3 Nov 2026");
        assert_eq!(says("2026-10-22", "2026-11-20"), "22 Oct to 20 Nov 2026");
        assert_eq!(
            says("2025-12-31", "2026-01-01"),
            "31 Dec 2025 to 1 Jan 2026"
        );
        assert_eq!(says("2026-01-01", "2026-01-01"), "1 Jan 2026");
    }

    #[test]
    fn a_half_needs_more_than_three() {
        let of = |values: &[f64]| crate::stats::middle::quartiles(values.to_vec());
        assert_eq!(middle(None, " g", number), "not known");
        assert_eq!(middle(of(&[2.0, 3.0, 4.0]), " g", number), "3 g");
        let five = of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(middle(five, " g", number), "3 g (middle half 2 to 4 g)");
        assert_eq!(
            (number(2.25), number(2.0), number(0.0)),
            ("2.25".into(), "2".into(), "0".into())
        );
    }
}
