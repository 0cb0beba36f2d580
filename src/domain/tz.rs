//! Time zones by their IANA names, from the tables that come with leaflog. They
//! are read when a zone is named, not at every start of the program.

use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Offset as _, Timelike, Utc};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::moment::Moment;

/// A zone of the tables.
#[derive(Clone, Copy)]
pub struct Tz {
    name: &'static str,
    rules: &'static TimeZone,
}

/// Every name there is.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let tables = TimeZoneDatabase::bundled();
    let names = tables.available();
    names.map(|name| &*name.to_string().leak()).collect()
});

/// The zones that were named so far: one or two in the life of a program.
static KNOWN: LazyLock<Mutex<HashMap<String, Tz>>> = LazyLock::new(Mutex::default);

impl Tz {
    /// The zone of that name, case ignored.
    #[must_use]
    pub fn named(name: &str) -> Option<Tz> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tz) = known.get(name) {
            return Some(*tz);
        }
        let rules = TimeZoneDatabase::bundled().get(name).ok()?;
        let tz = Tz {
            name: rules.iana_name()?.to_owned().leak(),
            rules: Box::leak(Box::new(rules)),
        };
        known.insert(name.to_owned(), tz);
        Some(tz)
    }

    /// Coordinated universal time, where nothing says a place.
    #[must_use]
    pub fn utc() -> Tz {
        static UTC: TimeZone = TimeZone::UTC;
        Tz {
            name: "UTC",
            rules: &UTC,
        }
    }

    /// Every name there is, in order.
    #[must_use]
    pub fn names() -> &'static [&'static str] {
        &NAMES
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// An instant with the offset lived in there.
    #[must_use]
    pub fn at(self, instant: DateTime<Utc>) -> Moment {
        let offset = Timestamp::from_second(instant.timestamp())
            .map_or(Offset::UTC, |at| self.rules.to_offset(at));
        instant.with_timezone(&chrono_offset(offset))
    }

    /// A local time there. A repeated hour means the earlier one; a skipped one
    /// does not exist.
    #[must_use]
    pub fn resolve(self, local: NaiveDateTime) -> Option<Moment> {
        let offset = match self.rules.to_ambiguous_timestamp(civil(local)?).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Fold { before, .. } => before,
            AmbiguousOffset::Gap { .. } => return None,
        };
        local.and_local_timezone(chrono_offset(offset)).single()
    }
}

fn chrono_offset(offset: Offset) -> FixedOffset {
    // Both know offsets of less than 26 hours; no place has more than 15.
    FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| Utc.fix())
}

fn civil(local: NaiveDateTime) -> Option<civil::DateTime> {
    let part = |n: u32| i8::try_from(n).ok();
    civil::DateTime::new(
        i16::try_from(local.year()).ok()?,
        part(local.month())?,
        part(local.day())?,
        part(local.hour())?,
        part(local.minute())?,
        part(local.second())?,
        0,
    )
    .ok()
}

impl PartialEq for Tz {
    fn eq(&self, other: &Tz) -> bool {
        self.name == other.name
    }
}

impl Eq for Tz {}

impl fmt::Display for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn local(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let date = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        date.and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        assert_eq!(Tz::named("europe/berlin").unwrap().name(), "Europe/Berlin");
        assert!(Tz::named("Europe/Atlantis").is_none());
        assert!(Tz::names().contains(&"Pacific/Chatham"));
        assert_eq!(Tz::utc(), Tz::named("UTC").unwrap());
    }

    #[test]
    fn a_skipped_hour_is_none_and_a_repeated_one_is_the_earlier() {
        let berlin = Tz::named("Europe/Berlin").unwrap();
        assert!(berlin.resolve(local(3, 29, 2, 30)).is_none());
        let twice = berlin.resolve(local(10, 25, 2, 30)).unwrap();
        assert_eq!(twice.to_rfc3339(), "2026-10-25T02:30:00+02:00");
        assert_eq!(berlin.at(twice.to_utc()), twice);
        let half = Tz::named("Australia/Lord_Howe").unwrap();
        assert_eq!(
            half.resolve(local(7, 1, 12, 0)).unwrap().to_rfc3339(),
            "2026-07-01T12:00:00+10:30"
        );
    }

    #[test]
    fn the_rules_go_on_after_the_tables_end() {
        let berlin = Tz::named("Europe/Berlin").unwrap();
        let summer = "2090-07-01T10:00:00Z".parse().unwrap();
        assert_eq!(berlin.at(summer).to_rfc3339(), "2090-07-01T12:00:00+02:00");
    }
}
