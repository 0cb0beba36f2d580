//! Dates and times as spreadsheets write them. A date that can be read in two
//! ways is never read in one.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::moment::clock_time;

/// In which order a date names day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
    YearFirst,
}

impl Order {
    /// As typed on the command line.
    pub const NAMES: [&'static str; 3] = ["dmy", "mdy", "ymd"];

    /// The order of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Order> {
        match name {
            "dmy" => Some(Order::DayFirst),
            "mdy" => Some(Order::MonthFirst),
            "ymd" => Some(Order::YearFirst),
            _ => None,
        }
    }
}

/// What a text says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    Date(NaiveDate),
    /// A date in two orders.
    TwoWays,
    /// Written like a date, and not in the calendar.
    NotInCalendar,
    NoDate,
}

/// Reads `2026-11-20`, `20.11.2026`, `20/11/2026`, `20 Nov 2026`, a weekday in
/// front or not.
#[must_use]
pub fn date(text: &str, order: Option<Order>) -> Read {
    let text = without_weekday(text.trim());
    let parts: Vec<&str> = text
        .split([' ', ',', '.', '/', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let &[first, second, third] = parts.as_slice() else {
        return Read::NoDate;
    };
    if let Some(read) = with_month_name(first, second, third) {
        return read;
    }
    let numbers = [first, second, third].map(number);
    let [Some(a), Some(b), Some(c)] = numbers else {
        return Read::NoDate;
    };
    let dots = text.contains('.');
    match (first.len(), third.len()) {
        (4, _) => calendar(a, b, c),
        (_, 4) => year_last((a, b, c), dots, order),
        (1 | 2, 2) => short_year((a, b, c), dots, order),
        _ => Read::NoDate,
    }
}

fn year_last((a, b, year): (u32, u32, u32), dots: bool, order: Option<Order>) -> Read {
    match order {
        Some(Order::MonthFirst) => calendar(year, a, b),
        Some(Order::DayFirst) => calendar(year, b, a),
        _ if dots || a == b => calendar(year, b, a),
        _ => match (a <= 12, b <= 12) {
            (true, true) => Read::TwoWays,
            (true, false) => calendar(year, a, b),
            (false, _) => calendar(year, b, a),
        },
    }
}

/// With two digits any of the three may be the year; dots say day, month, year.
fn short_year((a, b, c): (u32, u32, u32), dots: bool, order: Option<Order>) -> Read {
    match order {
        Some(Order::YearFirst) => calendar(2000 + a, b, c),
        Some(Order::MonthFirst) => calendar(2000 + c, a, b),
        Some(Order::DayFirst) => calendar(2000 + c, b, a),
        None if dots => calendar(2000 + c, b, a),
        None => Read::TwoWays,
    }
}

/// `20 Nov 2026`, `November 20, 2026`, `20-Nov-2026`.
fn with_month_name(a: &str, b: &str, c: &str) -> Option<Read> {
    let month = |name: &str| {
        let month: chrono::Month = name.parse().ok()?;
        Some(month.number_from_month())
    };
    let year = number(c).filter(|_| c.len() == 4)?;
    let (month, day) = match (month(a), month(b)) {
        (Some(month), _) => (month, number(b)?),
        (_, Some(month)) => (month, number(a)?),
        _ => return None,
    };
    Some(calendar(year, month, day))
}

fn calendar(year: u32, month: u32, day: u32) -> Read {
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    NaiveDate::from_ymd_opt(year, month, day).map_or(Read::NotInCalendar, Read::Date)
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// `Fri 20.11.2026`, `Friday, 20 Nov 2026`.
fn without_weekday(text: &str) -> &str {
    match text.split_once([' ', ',']) {
        Some((first, rest)) if first.parse::<chrono::Weekday>().is_ok() => {
            rest.trim_start_matches([' ', ','])
        }
        _ => text,
    }
}

/// Reads `21:05`, `21:05:30`, `9:05 PM`, `9:05:30 p.m.`, `9pm`, `21.05`.
#[must_use]
pub fn clock(text: &str) -> Option<NaiveTime> {
    let lower = text.trim().to_lowercase().replace('\u{202f}', " ");
    let lower = lower.replace("a.m.", "am").replace("p.m.", "pm");
    let (body, half) = match lower
        .strip_suffix("am")
        .or_else(|| lower.strip_suffix("pm"))
    {
        Some(body) => (body.trim_end(), &lower[body.len()..]),
        None => (lower.as_str(), ""),
    };
    let parts: Vec<&str> = body.split(':').collect();
    match parts.as_slice() {
        [hour, minute, second] if is_second(second) => {
            clock_time(&format!("{hour}:{minute}{half}"))
        }
        _ => clock_time(&lower),
    }
}

/// `30`, `30.000`.
fn is_second(text: &str) -> bool {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    whole.len() == 2 && digits(whole) && digits(rest) && whole < "60"
}

/// A cell that holds date and time, in its two parts; the time is empty where
/// there is none.
#[must_use]
pub fn halves(text: &str) -> (&str, &str) {
    let text = text.trim();
    let iso = text.as_bytes().get(10) == Some(&b'T') && text.is_char_boundary(10);
    if iso {
        return (&text[..10], &text[11..]);
    }
    let colon = text.find(':');
    let half = |end: &str| {
        let lower = text.to_lowercase();
        lower.len() == text.len() && lower.ends_with(end)
    };
    let begins = match colon {
        Some(colon) => text[..colon].rfind(char::is_whitespace),
        None if half("am") || half("pm") => {
            let body = text[..text.len() - 2].trim_end();
            body.rfind(char::is_whitespace)
        }
        None => None,
    };
    match begins {
        Some(at) => (
            text[..at].trim_end().trim_end_matches(','),
            text[at..].trim_start(),
        ),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, order: Option<Order>) -> String {
        match date(text, order) {
            Read::Date(date) => date.to_string(),
            Read::TwoWays => "two ways".to_owned(),
            Read::NotInCalendar => "not in the calendar".to_owned(),
            Read::NoDate => "no date".to_owned(),
        }
    }

    #[test]
    fn dates_of_spreadsheets() {
        for text in [
            "2026-11-20",
            "2026/11/20",
            "20.11.2026",
            "20.11.26",
            "20/11/2026",
            "11/20/2026",
            "20-11-2026",
            "20 Nov 2026",
            "Nov 20, 2026",
            "November 20, 2026",
            "20-Nov-2026",
            "Fri 20.11.2026",
            "Friday, 20 Nov 2026",
            "Fri, 11/20/2026",
        ] {
            assert_eq!(said(text, None), "2026-11-20", "{text}");
        }
        assert_eq!(said("11/11/2026", None), "2026-11-11");
    }

    #[test]
    fn a_date_in_two_ways_waits_for_a_word() {
        for text in ["5/11/2026", "05-11-2026", "20/11/26", "26/11/20"] {
            assert_eq!(said(text, None), "two ways", "{text}");
        }
        assert_eq!(said("5/11/2026", Some(Order::DayFirst)), "2026-11-05");
        assert_eq!(said("5/11/2026", Some(Order::MonthFirst)), "2026-05-11");
        assert_eq!(said("26/11/05", Some(Order::YearFirst)), "2026-11-05");
        assert_eq!(
            said("11/20/2026", Some(Order::DayFirst)),
            "not in the calendar"
        );
        assert_eq!(said("30.02.2026", None), "not in the calendar");
        assert_eq!(said("20/20/2026", None), "not in the calendar");
        for text in [
            "",
            "soon",
            "45981",
            "20.11.",
            "1/2/3",
            "2026-11",
            "-5/11/2026/1",
        ] {
            assert_eq!(said(text, None), "no date", "{text}");
        }
    }

    #[test]
    fn times_of_spreadsheets() {
        for text in [
            "21:05",
            "21:05:30",
            "21:05:30.000",
            "9:05 PM",
            "9:05:59 pm",
            "9:05 p.m.",
            "21.05",
            "9:05\u{202f}PM",
        ] {
            let time = clock(text).map(|time| time.to_string());
            assert_eq!(time.as_deref(), Some("21:05:00"), "{text}");
        }
        for text in ["", "0.878", "25:00", "21:05:61", "9", "21:5"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_with_both_is_taken_apart() {
        for (text, day, time) in [
            ("2026-11-20T21:05:00", "2026-11-20", "21:05:00"),
            ("20.11.2026 21:05", "20.11.2026", "21:05"),
            ("11/20/2026, 9:05 PM", "11/20/2026", "9:05 PM"),
            ("Nov 20, 2026 9 pm", "Nov 20, 2026", "9 pm"),
            ("20 Nov 2026", "20 Nov 2026", ""),
        ] {
            assert_eq!(halves(text), (day, time), "{text}");
        }
    }
}
