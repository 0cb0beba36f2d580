//! Which days a chart shows: a week, a month, thirteen weeks or twelve months.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::days::DayStats;

/// How much time the chart covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Length {
    #[default]
    Week,
    Month,
    Quarter,
    Year,
}

/// The days of a chart and those before it, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub length: Length,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The first day of the stretch before, which is as long.
    pub before: NaiveDate,
}

/// Weeks of a quarter.
const WEEKS: u64 = 13;

impl Length {
    pub const ALL: [Length; 4] = [Length::Week, Length::Month, Length::Quarter, Length::Year];

    #[must_use]
    pub fn longer(self) -> Length {
        let longer = Length::ALL.into_iter().find(|length| *length > self);
        longer.unwrap_or(self)
    }

    #[must_use]
    pub fn shorter(self) -> Length {
        let shorter = Length::ALL.into_iter().rev().find(|length| *length < self);
        shorter.unwrap_or(self)
    }

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Length::Quarter => "quarter",
            _ => self.word(),
        }
    }

    /// `week`, as it stands in a sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Length::Week => "week",
            Length::Month => "month",
            Length::Quarter => "13 weeks",
            Length::Year => "year",
        }
    }

    /// The day as far from another as this is long.
    #[must_use]
    pub fn step(self, day: NaiveDate, way: Way) -> NaiveDate {
        match self {
            Length::Week => days_off(day, 7, way),
            Length::Month => months_off(day, 1, way),
            Length::Quarter => days_off(day, WEEKS * 7, way),
            Length::Year => months_off(day, 12, way),
        }
    }

    /// The day of the next column or row.
    #[must_use]
    pub fn next(self, day: NaiveDate, way: Way) -> NaiveDate {
        match self {
            Length::Week | Length::Month => days_off(day, 1, way),
            Length::Quarter => days_off(day, 7, way),
            Length::Year => months_off(day, 1, way),
        }
    }
}

/// Which way in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Back,
    On,
}

fn days_off(day: NaiveDate, days: u64, way: Way) -> NaiveDate {
    let off = match way {
        Way::Back => day.checked_sub_days(Days::new(days)),
        Way::On => day.checked_add_days(Days::new(days)),
    };
    off.unwrap_or(day)
}

fn months_off(day: NaiveDate, months: u32, way: Way) -> NaiveDate {
    let off = match way {
        Way::Back => day.checked_sub_months(Months::new(months)),
        Way::On => day.checked_add_months(Months::new(months)),
    };
    off.unwrap_or(day)
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    let into = day.weekday().num_days_from_monday();
    days_off(day, u64::from(into), Way::Back)
}

/// The first day of a day's month.
#[must_use]
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

impl Period {
    /// The one that holds a day. Quarters and years end with today's week and
    /// month, or lie whole ones before that.
    #[must_use]
    pub fn around(length: Length, day: NaiveDate, today: NaiveDate) -> Period {
        let (from, next) = match length {
            Length::Week => (monday(day), days_off(monday(day), 7, Way::On)),
            Length::Month => {
                let first = first_of_month(day);
                (first, months_off(first, 1, Way::On))
            }
            Length::Quarter => quarter(day, today),
            Length::Year => year(day, today),
        };
        Period {
            length,
            from,
            to: days_off(next, 1, Way::Back),
            before: length.step(from, Way::Back),
        }
    }

    /// Days of a stretch, cut as its chart is: by days, weeks or months.
    #[must_use]
    pub fn cut(self, days: &[DayStats]) -> Vec<&[DayStats]> {
        match self.length {
            Length::Week | Length::Month => days.chunks(1).collect(),
            Length::Quarter => days.chunks(7).collect(),
            Length::Year => days
                .chunk_by(|a, b| first_of_month(a.date) == first_of_month(b.date))
                .collect(),
        }
    }

    /// What the day, week or month that begins here is called.
    #[must_use]
    pub fn cut_says(self, first: NaiveDate) -> String {
        let form = match self.length {
            Length::Week | Length::Month => "%a %-d %b",
            Length::Quarter => "%-d %b",
            Length::Year => "%b %Y",
        };
        first.format(form).to_string()
    }

    /// `Mon 16 to Sun 22 Nov`, with the year where it is not today's.
    #[must_use]
    pub fn says(&self, today: NaiveDate) -> String {
        let year = if self.to.year() == today.year() {
            String::new()
        } else {
            format!(" {}", self.to.year())
        };
        match self.length {
            Length::Month => self.from.format("%B %Y").to_string(),
            Length::Year => format!(
                "{} to {}",
                self.from.format("%b %Y"),
                self.to.format("%b %Y")
            ),
            Length::Week | Length::Quarter => {
                let one_month = self.from.month() == self.to.month();
                let from = if one_month { "%a %-d" } else { "%a %-d %b" };
                let to = self.to.format("%a %-d %b");
                format!("{} to {to}{year}", self.from.format(from))
            }
        }
    }
}

fn quarter(day: NaiveDate, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let next = days_off(monday(today), 7, Way::On);
    let weeks = WEEKS * 7;
    let ago = u64::try_from((next - monday(day)).num_days() - 7).unwrap_or(0) / weeks;
    let next = days_off(next, ago * weeks, Way::Back);
    (days_off(next, weeks, Way::Back), next)
}

fn year(day: NaiveDate, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let next = months_off(first_of_month(today), 1, Way::On);
    let ago = u32::try_from(months(today) - months(day)).unwrap_or(0) / 12;
    let next = months_off(next, ago * 12, Way::Back);
    (months_off(next, 12, Way::Back), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn around(length: Length, day: &str) -> (String, String, String) {
        let period = Period::around(length, date(day), date("2026-11-20"));
        assert!((period.from..=period.to).contains(&date(day)));
        (
            period.from.to_string(),
            period.to.to_string(),
            period.says(date("2026-11-20")),
        )
    }

    fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
        (a.to_owned(), b.to_owned(), c.to_owned())
    }

    #[test]
    fn each_holds_the_day_and_ends_where_it_should() {
        assert_eq!(
            around(Length::Week, "2026-11-20"),
            three("2026-11-16", "2026-11-22", "Mon 16 to Sun 22 Nov")
        );
        assert_eq!(
            around(Length::Week, "2026-01-01"),
            three("2025-12-29", "2026-01-04", "Mon 29 Dec to Sun 4 Jan")
        );
        assert_eq!(
            around(Length::Month, "2024-02-29"),
            three("2024-02-01", "2024-02-29", "February 2024")
        );
        assert_eq!(
            around(Length::Quarter, "2026-11-20"),
            three("2026-08-24", "2026-11-22", "Mon 24 Aug to Sun 22 Nov")
        );
        assert_eq!(
            around(Length::Quarter, "2026-08-23"),
            three("2026-05-25", "2026-08-23", "Mon 25 May to Sun 23 Aug")
        );
        assert_eq!(
            around(Length::Year, "2026-11-20"),
            three("2025-12-01", "2026-11-30", "Dec 2025 to Nov 2026")
        );
        assert_eq!(
            around(Length::Year, "2025-11-30"),
            three("2024-12-01", "2025-11-30", "Dec 2024 to Nov 2025")
        );
    }

    #[test]
    fn the_stretch_before_is_as_long() {
        let period = Period::around(Length::Month, date("2026-03-31"), date("2026-11-20"));
        assert_eq!(period.before, date("2026-02-01"));
    }

    #[test]
    fn longer_and_shorter_stop_at_the_ends() {
        assert_eq!(Length::Week.shorter(), Length::Week);
        assert_eq!(
            Length::Week.longer().longer().longer().longer(),
            Length::Year
        );
        assert_eq!(Length::Year.shorter(), Length::Quarter);
    }
}
