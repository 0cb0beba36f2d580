//! Reading a time or a date as people type it: `2h ago`, `yesterday 21:00`,
//! `23:30` of last night.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::clock_time::{clock_time, night_clock};
use super::{Moment, When, to_minute};
use crate::domain::field::Invalid;
use crate::domain::span::is_longer_than_a_day;
use crate::domain::text::quoted;

const TIME_HINT: &str = "write now, 14:05, 2h ago, yesterday 21:00 or 2026-11-20 21:00";
const DATE_HINT: &str = "write today, yesterday or a date like 2026-11-20";

impl When {
    /// Reads a time in the past.
    ///
    /// # Errors
    /// Names `field`: not a time, a skipped hour, or the future.
    pub fn parse(&self, field: &'static str, typed: &str) -> Result<Moment, Invalid> {
        let at = to_minute(self.read(field, typed)?);
        if self.refuse_future && at > self.zone.at(self.now) {
            return Err(Invalid::new(
                field,
                format!("{} is in the future", at.format("%a %-d %b %Y %H:%M")),
                "write a time up to now, like now, 2h ago or yesterday 21:00",
            ));
        }
        if at.year() < 1970 {
            return Err(Invalid::new(
                field,
                format!("the year {} is too long ago", at.year()),
                TIME_HINT,
            ));
        }
        Ok(at)
    }

    fn read(&self, field: &'static str, typed: &str) -> Result<Moment, Invalid> {
        let text = typed.trim();
        let lower = text.to_lowercase();
        if lower.is_empty() || lower == "now" {
            return Ok(self.moment());
        }
        if let Some(at) = with_offset(text) {
            return Ok(at);
        }
        if let Some(local) = iso_local(text) {
            return self.exists(field, local);
        }
        if let Some(time) = clock_time(&lower) {
            return self.last_occurrence(field, time);
        }
        if lower.ends_with(" ago") {
            return self.ago(field, typed, &lower);
        }
        self.words(field, typed, &lower)
    }

    /// The most recent past occurrence of a clock time.
    fn last_occurrence(&self, field: &'static str, time: NaiveTime) -> Result<Moment, Invalid> {
        self.last_up_to(field, time, self.zone.at(self.now))
    }

    fn exists(&self, field: &'static str, local: NaiveDateTime) -> Result<Moment, Invalid> {
        self.zone.resolve(local).ok_or_else(|| {
            Invalid::new(
                field,
                format!(
                    "{} does not exist: the clock jumped over it",
                    local.format("%a %-d %b %Y %H:%M")
                ),
                "write a time before or after the clock change",
            )
        })
    }

    /// "2h ago": hours are real hours, whatever the clock did in between.
    fn ago(&self, field: &'static str, typed: &str, lower: &str) -> Result<Moment, Invalid> {
        let not_a_time = || not_a_time(field, typed);
        let counted = counted(lower);
        let lower = counted.as_str();
        if counts_hours(lower) {
            let then = in_english(lower, self.now).filter(|then| *then <= self.now);
            return Ok(self.zone.at(then.ok_or_else(not_a_time)?));
        }
        // "2 days ago": the same clock time on that date.
        let now = self.moment().naive_local();
        let then = in_english(lower, now.and_utc()).map(|then| then.date_naive());
        let date = then.filter(|date| *date <= now.date());
        self.exists(field, date.ok_or_else(not_a_time)?.and_time(now.time()))
    }

    /// "yesterday 21:00", "last friday 8pm", "20 nov 21:00".
    fn words(&self, field: &'static str, typed: &str, lower: &str) -> Result<Moment, Invalid> {
        if lower.contains('/') {
            return Err(Invalid::new(
                field,
                format!("{} can be read in two ways", quoted(typed)),
                "write the date as year-month-day, like 2026-11-20 21:00",
            ));
        }
        let (day, time) = day_and_time(lower).ok_or_else(|| no_hour(field, typed, lower))?;
        let date = self
            .date_words(day)
            .ok_or_else(|| not_a_time(field, typed))?;
        // A day that runs past midnight holds the small hours of the next date,
        // unless those are still to come.
        let now = self.zone.at(self.now).naive_local();
        let small_hours = (time < self.day_start && names_a_day(day))
            .then(|| date.succ_opt())
            .flatten()
            .map(|next| next.and_time(time))
            .filter(|next| *next <= now);
        self.exists(field, small_hours.unwrap_or(date.and_time(time)))
    }

    /// Reads a time in the past; a bare clock time is of `date`.
    ///
    /// # Errors
    /// Names `field`: not a time, a skipped hour, or the future.
    pub fn parse_on(
        &self,
        field: &'static str,
        typed: &str,
        date: &str,
    ) -> Result<Moment, Invalid> {
        match night_clock(typed) {
            Some(time) => self.parse(field, &format!("{date} {}", time.format("%H:%M"))),
            None => self.parse(field, typed),
        }
    }

    /// Reads when a night ended, where `7` and `7h` are hours.
    ///
    /// # Errors
    /// Names `field`: not a time, a skipped hour, or the future.
    pub fn parse_up(&self, field: &'static str, typed: &str) -> Result<Moment, Invalid> {
        match night_clock(typed) {
            Some(time) => self.parse(field, &time.format("%H:%M").to_string()),
            None => self.parse(field, typed),
        }
    }

    /// Reads a date that is not in the future.
    ///
    /// # Errors
    /// Names `field`: not a date, or a future one.
    pub fn parse_date(&self, field: &'static str, typed: &str) -> Result<NaiveDate, Invalid> {
        let date = self.parse_any_date(field, typed)?;
        if self.refuse_future && date > self.today() {
            return Err(Invalid::new(
                field,
                format!("{} is in the future", date.format("%a %-d %b %Y")),
                DATE_HINT,
            ));
        }
        Ok(date)
    }

    /// Reads a date, which may be ahead.
    ///
    /// # Errors
    /// Names `field`: not a date.
    pub fn parse_any_date(&self, field: &'static str, typed: &str) -> Result<NaiveDate, Invalid> {
        let lower = typed.trim().to_lowercase();
        if lower.contains('/') {
            return Err(Invalid::new(
                field,
                format!("{} can be read in two ways", quoted(typed)),
                "write the date as year-month-day, like 2026-11-20",
            ));
        }
        let date = NaiveDate::parse_from_str(&lower, "%Y-%m-%d").ok();
        date.or_else(|| self.date_words(&lower))
            .filter(|date| (1970..=2200).contains(&date.year()))
            .ok_or_else(|| {
                let hint = if is_longer_than_a_day(typed) {
                    "write a day of it, like 2026-11-01"
                } else {
                    DATE_HINT
                };
                Invalid::new(field, format!("{} is not a date", quoted(typed)), hint)
            })
    }

    /// "today", "yesterday", "monday", "18 nov", "3 days ago".
    fn date_words(&self, words: &str) -> Option<NaiveDate> {
        let today = self.today();
        match words {
            "today" | "this morning" | "tonight" => return Some(today),
            "yesterday" | "last night" => return today.pred_opt(),
            _ => {}
        }
        if let Ok(date) = NaiveDate::parse_from_str(words, "%Y-%m-%d") {
            return Some(date);
        }
        if let Ok(weekday) = words.trim_start_matches("last ").parse::<chrono::Weekday>() {
            let back = u64::from(today.weekday().days_since(weekday));
            let last = if words.starts_with("last ") && back == 0 {
                7
            } else {
                back
            };
            return today.checked_sub_days(Days::new(last));
        }
        let noon = today.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12);
        let date = in_english(words, noon).map(|date| date.date_naive());
        if date.is_some_and(|date| date <= today) || !names_a_month_only(words) {
            return date;
        }
        last_of_its_name(words, today)
    }

    /// Reads a time of the night that ended at `up`: the last one up to
    /// `before`, unless the date is written too.
    ///
    /// # Errors
    /// Names `field`: not a time, or a skipped hour.
    pub fn parse_night(
        &self,
        field: &'static str,
        typed: &str,
        before: Moment,
    ) -> Result<Moment, Invalid> {
        match night_clock(typed) {
            Some(time) => self.last_up_to(field, time, before),
            None => self.parse(field, typed),
        }
    }

    /// The last occurrence of a clock time up to an instant: of its date, else of
    /// the date before.
    fn last_up_to(
        &self,
        field: &'static str,
        time: NaiveTime,
        before: Moment,
    ) -> Result<Moment, Invalid> {
        let before = self.zone.at(before.to_utc());
        let date = before.date_naive();
        for day in [Some(date), date.pred_opt()].into_iter().flatten() {
            let local = day.and_time(time);
            match self.zone.resolve(local) {
                Some(at) if at <= before => return Ok(at),
                // It would be the last one, had the clock not jumped.
                None if local <= before.naive_local() => return self.exists(field, local),
                _ => {}
            }
        }
        self.exists(field, date.and_time(time))
    }
}

/// "24 dec", "29 feb": the last such date before a day. Up to eight years lie
/// between two 29ths of February.
fn last_of_its_name(words: &str, before: NaiveDate) -> Option<NaiveDate> {
    let years = (0..=8).filter_map(|back| NaiveDate::from_ymd_opt(before.year() - back, 1, 1));
    let of = |year: NaiveDate| {
        let date = in_english(words, year.and_time(NaiveTime::MIN).and_utc())?;
        Some(date.date_naive()).filter(|date| *date < before)
    };
    years.into_iter().find_map(of)
}

/// "an hour ago", "half an hour ago" and "two hours ago" with a number in front.
fn counted(words: &str) -> String {
    const SMALL: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if let Some(rest) = words.strip_prefix("half an hour ") {
        return format!("30 min {rest}");
    }
    let Some((first, rest)) = words.split_once(' ') else {
        return words.to_owned();
    };
    let n = match first {
        "a" | "an" => Some(0),
        word => SMALL.iter().position(|small| *small == word),
    };
    n.map_or_else(
        || words.to_owned(),
        |n| format!("{} {}", n + 1, rest.trim()),
    )
}

/// A day by a word, as people live it, not a date.
fn names_a_day(words: &str) -> bool {
    matches!(
        words,
        "today" | "this morning" | "tonight" | "yesterday" | "last night"
    ) || words
        .trim_start_matches("last ")
        .parse::<chrono::Weekday>()
        .is_ok()
}

/// "48h ago" and "1440 min ago" are so long ago whatever the clock did; "2 days
/// ago" and "a month ago" are a date.
fn counts_hours(words: &str) -> bool {
    let mut units = words.split(|c: char| !c.is_alphabetic());
    units.any(|unit| {
        matches!(
            unit,
            "h" | "hr"
                | "hrs"
                | "hour"
                | "hours"
                | "m"
                | "min"
                | "mins"
                | "minute"
                | "minutes"
                | "s"
                | "sec"
                | "secs"
                | "second"
                | "seconds"
        )
    })
}

/// "yesterday 21:00" in its two parts; the time may hold a space: "9:05 pm".
fn day_and_time(words: &str) -> Option<(&str, NaiveTime)> {
    let (before, last) = words.rsplit_once(char::is_whitespace)?;
    let in_two = || before.trim().rsplit_once(char::is_whitespace);
    let (day, time) = match clock_time(last) {
        Some(time) => (before, time),
        None => in_two()
            .and_then(|(day, first)| Some((day, clock_time(&format!("{first} {last}"))?)))?,
    };
    Some((day.trim().trim_end_matches(','), time))
}

fn not_a_time(field: &'static str, typed: &str) -> Invalid {
    let bare = typed.trim();
    let hour = bare.strip_suffix(['h', 'H']).unwrap_or(bare).trim_end();
    if let Some(time) = night_clock(hour).filter(|_| !hour.contains([':', '.'])) {
        let hint = format!("write {} or {hour}h ago", time.format("%H:%M"));
        return Invalid::new(field, format!("{} is not a time", quoted(typed)), hint);
    }
    Invalid::new(field, format!("{} is not a time", quoted(typed)), TIME_HINT)
}

/// A part of a day without a clock time, with one way to write it; else no
/// time at all.
fn no_hour(field: &'static str, typed: &str, lower: &str) -> Invalid {
    let like = match lower {
        "this morning" | "morning" => "this morning 8:00",
        "this afternoon" | "afternoon" => "today 15:00",
        "this evening" | "evening" | "tonight" => "today 20:00",
        "noon" | "at noon" | "midday" => "today 12:00",
        "last night" => "last night 23:00",
        "midnight" | "at midnight" => "today 0:00",
        day if names_a_day(day) => &format!("{day} 8:00"),
        _ => return not_a_time(field, typed),
    };
    Invalid::new(
        field,
        format!("{} says no hour", quoted(typed)),
        format!("write it with the hour, like {like}"),
    )
}

/// "24 dec", without a year: the last one, not the coming one.
fn names_a_month_only(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let has_year = parts
        .clone()
        .any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    !has_year && parts.any(|part| part.parse::<chrono::Month>().is_ok())
}

/// What English says of a date relative to `base`, by the `interim` crate.
fn in_english(words: &str, base: DateTime<Utc>) -> Option<DateTime<Utc>> {
    interim::parse_date_string(words, base, interim::Dialect::Uk).ok()
}

/// RFC 3339, or a local time with an offset: `2026-11-20T21:00+01:00`.
fn with_offset(text: &str) -> Option<Moment> {
    DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(|| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").ok())
        .or_else(|| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M%:z").ok())
        .or_else(|| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M %:z").ok())
        .or_else(|| {
            let local = iso_local(text.strip_suffix(['Z', 'z'])?)?;
            Some(local.and_utc().fixed_offset())
        })
}

/// `2026-11-20T21:05`, with a space or with seconds too.
fn iso_local(text: &str) -> Option<NaiveDateTime> {
    [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}
