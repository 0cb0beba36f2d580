//! An instant and where it was lived. Always given the present; never reads a
//! clock.

mod clock_time;
mod typed;

use chrono::{
    DateTime, FixedOffset, Local, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Timelike, Utc,
};

use super::field::Invalid;
use super::text::quoted;
use super::tz::Tz;

pub use clock_time::{clock_time, night_clock};

/// An instant and the offset from UTC it was lived in.
pub type Moment = DateTime<FixedOffset>;

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
mod tests;
