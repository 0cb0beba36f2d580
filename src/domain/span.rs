//! Days named at once: a month, a year.

use chrono::{Datelike, Month, Months, NaiveDate};

use super::field::Invalid;
use super::moment::When;

impl When {
    /// Reads a date, a month (`2024-03`, `march 2024`, the last `march`) or a
    /// year, as its first and its last day.
    ///
    /// # Errors
    /// Names `field`: none of them.
    pub fn parse_days(
        &self,
        field: &'static str,
        typed: &str,
    ) -> Result<(NaiveDate, NaiveDate), Invalid> {
        let words = typed.trim().to_lowercase();
        let year = year(&words).and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        let named = match year {
            Some(first) => Some((first, Months::new(12))),
            None => self.month(&words).map(|first| (first, Months::new(1))),
        };
        let days = named.and_then(|(first, length)| {
            let last = first.checked_add_months(length)?.pred_opt()?;
            (1970..=2200)
                .contains(&first.year())
                .then_some((first, last))
        });
        match days {
            Some(days) => Ok(days),
            None => self.parse_any_date(field, typed).map(|date| (date, date)),
        }
    }

    /// The same of days that are not all ahead; what is ahead is left out.
    ///
    /// # Errors
    /// Names `field`: none of them, or a future one.
    pub fn parse_past_days(
        &self,
        field: &'static str,
        typed: &str,
    ) -> Result<(NaiveDate, NaiveDate), Invalid> {
        let (first, last) = self.parse_days(field, typed)?;
        if first > self.today() {
            let why = format!("{} is in the future", first.format("%a %-d %b %Y"));
            return Err(Invalid::new(field, why, "write a day up to today"));
        }
        Ok((first, last.min(self.today())))
    }

    /// The first day of the month that is named, if one is; without a year it is
    /// the last one that has begun.
    fn month(&self, words: &str) -> Option<NaiveDate> {
        if let Some((first, second)) = words.split_once('-') {
            let month = second.parse().ok().filter(|_| second.len() <= 2)?;
            return NaiveDate::from_ymd_opt(year(first)?, month, 1);
        }
        let words: Vec<&str> = words.split_whitespace().collect();
        let of = |month: &str, year| {
            let month: Month = month.parse().ok()?;
            NaiveDate::from_ymd_opt(year, month.number_from_month(), 1)
        };
        match words.as_slice() {
            [month] => {
                let today = self.today();
                let this = of(month, today.year())?;
                if this > today {
                    return of(month, today.year() - 1);
                }
                Some(this)
            }
            [first, second] => match (year(first), year(second)) {
                (None, Some(year)) => of(first, year),
                (Some(year), None) => of(second, year),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether a text may be meant as a month or a year.
#[must_use]
pub fn is_longer_than_a_day(typed: &str) -> bool {
    let typed = typed.trim();
    let (start, month) = typed.split_once('-').unwrap_or((typed, "1"));
    year(start).is_some() && month.parse::<u32>().is_ok_and(|it| (1..=12).contains(&it))
}

fn year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime};

    use super::super::moment::Zone;
    use super::super::tz::Tz;
    use super::*;

    fn friday() -> When {
        let now = DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").unwrap();
        let zone = Zone::Named(Tz::named("Europe/Berlin").unwrap());
        When::new(now.to_utc(), zone, NaiveTime::MIN)
    }

    #[test]
    fn of_this_month_what_is_ahead_is_left_out() {
        let (first, last) = friday().parse_past_days("to", "2026-11").unwrap();
        assert_eq!((first.day(), last.day()), (1, 20));
        for ahead in ["2026-12", "2027", "2026-11-21"] {
            let wrong = friday().parse_past_days("to", ahead).unwrap_err();
            assert!(wrong.why.contains("in the future"), "{ahead}");
        }
    }

    #[test]
    fn a_month_where_a_day_is_meant_is_asked_about() {
        let wrong = friday().parse_date("since", "2024-03").unwrap_err();
        assert_eq!(wrong.hint, "write a day of it, like 2026-11-01");
    }

    #[test]
    fn a_month_and_a_year_have_a_first_and_a_last_day() {
        let when = friday();
        for (typed, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-3", "2024-03-01", "2024-03-31"),
            ("2024-12", "2024-12-01", "2024-12-31"),
            ("March 2024", "2024-03-01", "2024-03-31"),
            ("2024 mar", "2024-03-01", "2024-03-31"),
            ("march", "2026-03-01", "2026-03-31"),
            ("nov", "2026-11-01", "2026-11-30"),
            ("december", "2025-12-01", "2025-12-31"),
            ("2024-03-05", "2024-03-05", "2024-03-05"),
            ("yesterday", "2026-11-19", "2026-11-19"),
            ("18 nov", "2026-11-18", "2026-11-18"),
        ] {
            let (from, to) = when.parse_days("from", typed).unwrap();
            let read = (from.to_string(), to.to_string());
            assert_eq!(read, (first.to_owned(), last.to_owned()), "{typed}");
        }
        for typed in [
            "2024-13", "2024-00", "1066", "12", "2024-", "-03", "2024-003",
        ] {
            assert!(when.parse_days("from", typed).is_err(), "{typed}");
        }
    }
}
