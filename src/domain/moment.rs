//! Times as people say them: "2h ago", "yesterday 21:00", "23:30" of last
//! night. Always given the present; never reads a clock.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, Local, LocalResult, NaiveDate, NaiveDateTime, NaiveTime,
    Offset, TimeDelta, TimeZone, Timelike, Utc,
};

use super::field::Invalid;
use super::span::is_longer_than_a_day;
use super::text::quoted;
use super::tz::Tz;

/// An instant and the offset from UTC it was lived in.
pub type Moment = DateTime<FixedOffset>;

const TIME_HINT: &str = "write now, 14:05, 2h ago, yesterday 21:00 or 2026-11-20 21:00";
const DATE_HINT: &str = "write today, yesterday or a date like 2026-11-20";

/// Where a local time is read: the rules of a place, not one bare offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    Named(Tz),
    /// The system's own rules, where they have no IANA name.
    System,
    /// One offset, for rows that carry their own.
    Fixed(FixedOffset),
}

impl Zone {
    /// The instant with the offset this zone gives it.
    #[must_use]
    pub fn at(self, instant: DateTime<Utc>) -> Moment {
        match self {
            Zone::Named(tz) => tz.at(instant),
            Zone::System => instant.with_timezone(&Local).fixed_offset(),
            Zone::Fixed(offset) => instant.with_timezone(&offset),
        }
    }

    /// A local time in this zone. A repeated hour means the earlier one; a
    /// skipped one does not exist.
    #[must_use]
    pub fn resolve(self, local: NaiveDateTime) -> Option<Moment> {
        fn earlier<T: TimeZone>(found: LocalResult<DateTime<T>>) -> Option<Moment> {
            found.earliest().map(|at| at.fixed_offset())
        }
        match self {
            Zone::Named(tz) => tz.resolve(local),
            Zone::System => earlier(Local.from_local_datetime(&local)),
            Zone::Fixed(offset) => earlier(offset.from_local_datetime(&local)),
        }
    }
}

/// The present as typed times are read: the instant, the zone, and when a day
/// starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub now: DateTime<Utc>,
    pub zone: Zone,
    /// 00:00 to 11:59.
    pub day_start: NaiveTime,
    /// Whether a time after `now` is refused; files that keep what was once
    /// accepted are read without.
    pub refuse_future: bool,
}

impl When {
    #[must_use]
    pub fn new(now: DateTime<Utc>, zone: Zone, day_start: NaiveTime) -> When {
        When {
            now,
            zone,
            day_start,
            refuse_future: true,
        }
    }

    /// Reads what was once accepted, whatever the clock says today.
    #[must_use]
    pub fn any_time(mut self) -> When {
        self.refuse_future = false;
        self
    }

    /// Reads what may lie ahead: a plan, an operation.
    #[must_use]
    pub fn ahead(self) -> When {
        self.any_time()
    }

    /// The same present, lived at another offset.
    #[must_use]
    pub fn at_offset(mut self, offset: FixedOffset) -> When {
        self.zone = Zone::Fixed(offset);
        self
    }

    /// Now, to the whole minute, at the zone's offset.
    #[must_use]
    pub fn moment(&self) -> Moment {
        to_minute(self.zone.at(self.now))
    }

    /// The day that now belongs to.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_of(self.zone.at(self.now), self.day_start)
    }

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
        let now = self.zone.at(self.now);
        let today = self.exists(field, now.date_naive().and_time(time))?;
        match now.date_naive().pred_opt() {
            Some(day_before) if today > now => self.exists(field, day_before.and_time(time)),
            _ => Ok(today),
        }
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
        let date = in_english(words, noon)?.date_naive();
        if date > today && names_a_month_only(words) {
            return date.with_year(date.year() - 1);
        }
        Some(date)
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
            Some(time) => self.night_occurrence(field, time, before),
            None => self.parse(field, typed),
        }
    }

    fn night_occurrence(
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
                // The night would have held it, had the clock not jumped.
                None if local <= before.naive_local() => return self.exists(field, local),
                _ => {}
            }
        }
        self.exists(field, date.and_time(time))
    }
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

/// The day an instant belongs to: the local date at the offset lived in, where
/// a day runs from `day_start` to `day_start`.
#[must_use]
pub fn day_of(at: Moment, day_start: NaiveTime) -> NaiveDate {
    let local = at.naive_local();
    let date = local.date();
    if local.time() >= day_start {
        return date;
    }
    date.pred_opt().unwrap_or(date)
}

/// Cut to the whole minute.
#[must_use]
pub fn to_minute(at: Moment) -> Moment {
    at - TimeDelta::seconds(i64::from(at.second()))
        - TimeDelta::nanoseconds(i64::from(at.nanosecond()))
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

/// A time of a night, where a bare hour can be nothing else: `23`, `7h`, `23:30`.
#[must_use]
pub fn night_clock(typed: &str) -> Option<NaiveTime> {
    let lower = typed.trim().to_lowercase();
    let bare = || {
        let hour = lower.strip_suffix('h').unwrap_or(&lower).trim_end();
        let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
        NaiveTime::from_hms_opt(hour.parse().ok().filter(|_| digits)?, 0, 0)
    };
    clock_time(&lower).or_else(bare)
}

/// `14:05`, `9:30`, `21.05`, `9pm`, `9:30 pm`, `22 uhr`, `22.30 uhr`, `22h30`.
#[must_use]
pub fn clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    if let Some(time) = text.strip_suffix("uhr") {
        let time = time.trim_end();
        return if time.contains([':', '.']) {
            clock_time(time)
        } else {
            clock_time(&format!("{time}:00"))
        };
    }
    if let Some((hour, minute)) = text.split_once('h').filter(|(_, rest)| !rest.is_empty()) {
        return clock_time(&format!(
            "{}:{}",
            hour.trim_end(),
            two_digits(minute).map(|_| minute)?
        ));
    }
    let (digits, noon) = if let Some(morning) = text.strip_suffix("am") {
        (morning.trim_end(), Some(0))
    } else if let Some(evening) = text.strip_suffix("pm") {
        (evening.trim_end(), Some(12))
    } else {
        (text, None)
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) => (hour, two_digits(minute)?),
        None if noon.is_some() => (digits, 0),
        None => return None,
    };
    let hour: u32 = (1..=2).contains(&hour.len()).then(|| hour.parse().ok())??;
    let hour = match noon {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Reads `UTC+01:00` and `+01:00`.
///
/// # Errors
/// Says how an offset is written.
pub fn parse_offset(typed: &str) -> Result<FixedOffset, Invalid> {
    let text = typed.trim();
    let bare = text.strip_prefix("UTC").unwrap_or(text);
    if bare.is_empty() || bare == "Z" {
        return Ok(Utc.fix());
    }
    DateTime::parse_from_str(&format!("2000-01-01 00:00 {bare}"), "%Y-%m-%d %H:%M %:z")
        .map(|at| *at.offset())
        .map_err(|_| {
            Invalid::new(
                "utc_offset",
                format!("{} is not an offset", quoted(typed)),
                "write it like UTC+01:00",
            )
        })
}

/// `UTC+01:00`.
#[must_use]
pub fn offset_text(offset: FixedOffset) -> String {
    format!("UTC{offset}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(now: &str, tz: Tz) -> When {
        let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
        When::new(now, Zone::Named(tz), NaiveTime::MIN)
    }

    fn friday() -> When {
        when(
            "2026-11-20T21:14:30+01:00",
            Tz::named("Europe/Berlin").unwrap(),
        )
    }

    fn said(when: &When, typed: &str) -> String {
        match when.parse("at", typed) {
            Ok(at) => at.to_rfc3339(),
            Err(wrong) => wrong.to_string(),
        }
    }

    #[test]
    fn times_as_people_say_them() {
        for (typed, means) in [
            ("now", "2026-11-20T21:14:00+01:00"),
            ("", "2026-11-20T21:14:00+01:00"),
            ("14:05", "2026-11-20T14:05:00+01:00"),
            ("21:15", "2026-11-19T21:15:00+01:00"),
            ("9pm", "2026-11-20T21:00:00+01:00"),
            ("9:30 am", "2026-11-20T09:30:00+01:00"),
            ("2h ago", "2026-11-20T19:14:00+01:00"),
            ("2 hours ago", "2026-11-20T19:14:00+01:00"),
            ("90 min ago", "2026-11-20T19:44:00+01:00"),
            ("45m ago", "2026-11-20T20:29:00+01:00"),
            ("2 days ago", "2026-11-18T21:14:00+01:00"),
            ("yesterday 21:00", "2026-11-19T21:00:00+01:00"),
            ("Yesterday 9pm", "2026-11-19T21:00:00+01:00"),
            ("yesterday 9:05 PM", "2026-11-19T21:05:00+01:00"),
            ("2026-11-19 9:05 am", "2026-11-19T09:05:00+01:00"),
            ("monday 8:00", "2026-11-16T08:00:00+01:00"),
            ("18 nov 07:10", "2026-11-18T07:10:00+01:00"),
            ("2026-11-20 21:00", "2026-11-20T21:00:00+01:00"),
            ("2026-07-01T08:00", "2026-07-01T08:00:00+02:00"),
            ("2026-11-20T12:00:59-08:00", "2026-11-20T12:00:00-08:00"),
            ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00+00:00"),
        ] {
            assert_eq!(said(&friday(), typed), means, "{typed}");
        }
    }

    #[test]
    fn a_bare_hour_is_a_time_of_a_night_and_asked_about_elsewhere() {
        let when = friday();
        let up = when.parse_up("up_at", "7").unwrap();
        assert_eq!(up.to_rfc3339(), "2026-11-20T07:00:00+01:00");
        for (typed, means) in [
            ("23", "2026-11-19T23:00:00+01:00"),
            ("0", "2026-11-20T00:00:00+01:00"),
            ("22 Uhr", "2026-11-19T22:00:00+01:00"),
            ("22h", "2026-11-19T22:00:00+01:00"),
            ("22.30 Uhr", "2026-11-19T22:30:00+01:00"),
            ("22:30Uhr", "2026-11-19T22:30:00+01:00"),
            ("22h30", "2026-11-19T22:30:00+01:00"),
        ] {
            let bed = when.parse_night("bed_at", typed, up).unwrap();
            assert_eq!(bed.to_rfc3339(), means, "{typed}");
        }
        for typed in ["24", "99", "-1", "7.5", "230", "24 Uhr", "+7"] {
            assert!(when.parse_night("bed_at", typed, up).is_err(), "{typed}");
        }
        let on = when.parse_on("up_at", "7", "2026-11-02").unwrap();
        assert_eq!(on.to_rfc3339(), "2026-11-02T07:00:00+01:00");
        assert_eq!(said(&when, "20 Uhr"), "2026-11-20T20:00:00+01:00");
        for typed in ["7", "7h"] {
            let wrong = when.parse("at", typed).unwrap_err();
            assert_eq!(wrong.hint, "write 07:00 or 7h ago", "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_time_says_what_to_write() {
        for (typed, says) in [
            ("25:00", "at: \"25:00\" is not a time"),
            ("soon", "at: \"soon\" is not a time"),
            (
                "tomorrow 10:00",
                "at: Sat 21 Nov 2026 10:00 is in the future",
            ),
            (
                "2026-11-20 21:15",
                "at: Fri 20 Nov 2026 21:15 is in the future",
            ),
            (
                "20/11/2026 10:00",
                "at: \"20/11/2026 10:00\" can be read in two ways",
            ),
            ("yesterday", "at: \"yesterday\" says no hour"),
            ("-2h ago", "at: \"-2h ago\" is not a time"),
        ] {
            assert_eq!(said(&friday(), typed), says, "{typed}");
        }
    }

    #[test]
    fn a_skipped_hour_is_refused_and_a_repeated_one_means_the_earlier() {
        let spring = when(
            "2026-03-29T12:00:00+02:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        assert_eq!(
            said(&spring, "2026-03-29 02:30"),
            "at: Sun 29 Mar 2026 02:30 does not exist: the clock jumped over it"
        );
        let autumn = when(
            "2026-10-25T12:00:00+01:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        assert_eq!(said(&autumn, "02:30"), "2026-10-25T02:30:00+02:00");
        assert_eq!(said(&autumn, "10h ago"), "2026-10-25T02:00:00+01:00");
    }

    #[test]
    fn another_date_has_the_offset_of_its_own_date() {
        let auckland = when(
            "2026-11-20T21:14:00+13:00",
            Tz::named("Pacific/Auckland").unwrap(),
        );
        assert_eq!(
            said(&auckland, "2026-06-20 21:00"),
            "2026-06-20T21:00:00+12:00"
        );
        let la = when(
            "2026-11-20T21:14:00-08:00",
            Tz::named("America/Los_Angeles").unwrap(),
        );
        assert_eq!(said(&la, "2026-06-20 21:00"), "2026-06-20T21:00:00-07:00");
        let kolkata = when(
            "2026-01-01T00:10:00+05:30",
            Tz::named("Asia/Kolkata").unwrap(),
        );
        assert_eq!(said(&kolkata, "23:50"), "2025-12-31T23:50:00+05:30");
    }

    #[test]
    fn a_night_resolves_backwards_from_getting_up() {
        let when = friday();
        let up = when.parse("up_at", "07:15").unwrap();
        let bed = when.parse_night("bed_at", "23:30", up).unwrap();
        assert_eq!(bed.to_rfc3339(), "2026-11-19T23:30:00+01:00");
        let early = when.parse_night("bed_at", "00:30", up).unwrap();
        assert_eq!(early.to_rfc3339(), "2026-11-20T00:30:00+01:00");
    }

    #[test]
    fn a_night_over_a_skipped_hour_is_not_the_night_before() {
        let spring = when(
            "2026-03-29T12:00:00+02:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        let up = spring.parse("up_at", "07:15").unwrap();
        let wrong = spring.parse_night("bed_at", "02:30", up).unwrap_err();
        assert!(wrong.why.contains("does not exist"), "{wrong}");
        let monday = when(
            "2026-03-30T12:00:00+02:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        let up = monday.parse("up_at", "02:10").unwrap();
        let wrong = monday.parse_night("bed_at", "02:30", up).unwrap_err();
        assert!(wrong.why.contains("29 Mar 2026 02:30"), "{wrong}");
    }

    #[test]
    fn a_day_that_runs_past_midnight_holds_the_small_hours() {
        let mut late = when(
            "2026-11-21T01:30:00+01:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        late.day_start = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
        for (typed, means) in [
            ("today 00:30", "2026-11-21T00:30:00+01:00"),
            ("tonight 00:30", "2026-11-21T00:30:00+01:00"),
            ("friday 00:30", "2026-11-21T00:30:00+01:00"),
            ("today 21:00", "2026-11-20T21:00:00+01:00"),
            ("yesterday 00:30", "2026-11-20T00:30:00+01:00"),
            ("last night 03:59", "2026-11-20T03:59:00+01:00"),
            ("yesterday 04:00", "2026-11-19T04:00:00+01:00"),
            ("2026-11-20 00:30", "2026-11-20T00:30:00+01:00"),
            ("20 nov 00:30", "2026-11-20T00:30:00+01:00"),
            // Still to come on the next date.
            ("today 03:00", "2026-11-20T03:00:00+01:00"),
        ] {
            assert_eq!(said(&late, typed), means, "{typed}");
        }
    }

    #[test]
    fn months_ago_keep_the_clock_time_and_hours_do_not() {
        assert_eq!(said(&friday(), "2 months ago"), "2026-09-20T21:14:00+02:00");
        assert_eq!(said(&friday(), "48 hours ago"), "2026-11-18T21:14:00+01:00");
        let autumn = when(
            "2026-10-25T12:00:00+01:00",
            Tz::named("Europe/Berlin").unwrap(),
        );
        assert_eq!(said(&autumn, "24h ago"), "2026-10-24T13:00:00+02:00");
        assert_eq!(said(&autumn, "1 day ago"), "2026-10-24T12:00:00+02:00");
    }

    #[test]
    fn a_day_may_start_at_four() {
        let at = DateTime::parse_from_rfc3339("2026-11-20T03:00:00+01:00").unwrap();
        let four = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
        assert_eq!(day_of(at, four).to_string(), "2026-11-19");
        assert_eq!(day_of(at, NaiveTime::MIN).to_string(), "2026-11-20");
    }

    #[test]
    fn dates_as_people_say_them() {
        let when = friday();
        for (typed, means) in [
            ("today", "2026-11-20"),
            ("yesterday", "2026-11-19"),
            ("friday", "2026-11-20"),
            ("last friday", "2026-11-13"),
            ("wed", "2026-11-18"),
            ("18 nov", "2026-11-18"),
            ("3 days ago", "2026-11-17"),
            ("24 dec", "2025-12-24"),
            ("2026-02-28", "2026-02-28"),
        ] {
            assert_eq!(
                when.parse_date("date", typed).unwrap().to_string(),
                means,
                "{typed}"
            );
        }
        assert!(when.parse_date("date", "2026-02-30").is_err());
        assert!(when.parse_date("date", "2026-11-21").is_err());
        assert!(when.parse_date("date", "11/20/2026").is_err());
    }

    #[test]
    fn times_ago_may_be_counted_in_words() {
        let when = When::new(
            DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00")
                .unwrap()
                .to_utc(),
            Zone::Named(Tz::named("Europe/Berlin").unwrap()),
            NaiveTime::MIN,
        );
        let at = |typed| {
            when.parse("at", typed)
                .unwrap()
                .format("%d %H:%M")
                .to_string()
        };
        for (typed, says) in [
            ("an hour ago", "20 20:14"),
            ("a minute ago", "20 21:13"),
            ("half an hour ago", "20 20:44"),
            ("Two hours ago", "20 19:14"),
            ("three days ago", "17 21:14"),
            ("a day ago", "19 21:14"),
        ] {
            assert_eq!(at(typed), says, "{typed}");
        }
        for like in [
            "this morning",
            "last night",
            "yesterday",
            "afternoon",
            "friday",
        ] {
            let wrong = when.parse("at", like).unwrap_err();
            assert_eq!(wrong.why, format!("{like:?} says no hour"));
            let hint = wrong.hint.split_once("like ").unwrap().1;
            assert!(when.parse("at", hint).is_ok(), "{hint}");
        }
        assert!(
            when.parse("at", "whenever")
                .unwrap_err()
                .why
                .contains("is not a time")
        );
    }
}
