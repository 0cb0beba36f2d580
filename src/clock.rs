//! The only call to the clock, and where the zone comes from.

use std::env;
use std::time::Instant;

use crate::domain::tz::Tz;
use anyhow::Result;
use chrono::{DateTime, SubsecRound, Utc};

use crate::domain::moment::{When, Zone};
use crate::domain::setting::Settings;
use crate::trouble::Trouble;

/// The present, cut to whole seconds. `LEAFLOG_NOW` (RFC 3339) fixes it, never
/// the zone, so that a run can be repeated.
///
/// # Errors
/// `LEAFLOG_NOW` is not a time.
pub fn now() -> Result<DateTime<Utc>> {
    match env::var("LEAFLOG_NOW") {
        Ok(fixed) if !fixed.is_empty() => Ok(DateTime::parse_from_rfc3339(&fixed)
            .map_err(|_| {
                Trouble::new(
                    format!("LEAFLOG_NOW is {fixed:?}, which is not a time"),
                    "write it like 2026-11-20T21:14:00+01:00, or leave it out",
                )
            })?
            .to_utc()
            .trunc_subsecs(0)),
        _ => Ok(Utc::now().trunc_subsecs(0)),
    }
}

/// A mark on the clock that only runs on, to measure how long something takes;
/// `LEAFLOG_NOW` does not hold it.
#[must_use]
pub fn running() -> Instant {
    Instant::now()
}

/// Where a zone was found, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneFrom {
    Setting,
    Variable,
    System,
    /// Nothing said: UTC.
    Nowhere,
}

/// The zone times are read in: the setting, else `TZ`, else the system's.
#[must_use]
pub fn zone(settings: &Settings) -> (Zone, ZoneFrom) {
    if let Some(tz) = settings.timezone() {
        return (Zone::Named(tz), ZoneFrom::Setting);
    }
    if let Ok(name) = env::var("TZ")
        && !name.is_empty()
    {
        let zone = Tz::named(name.trim_start_matches(':')).map_or(Zone::System, Zone::Named);
        return (zone, ZoneFrom::Variable);
    }
    match iana_time_zone::get_timezone()
        .ok()
        .and_then(|name| Tz::named(&name))
    {
        Some(tz) => (Zone::Named(tz), ZoneFrom::System),
        None => (Zone::Named(Tz::utc()), ZoneFrom::Nowhere),
    }
}

/// The present as this journal's times are read.
///
/// # Errors
/// `LEAFLOG_NOW` is not a time.
pub fn when(settings: &Settings) -> Result<When> {
    Ok(When::new(now()?, zone(settings).0, settings.day_start()))
}
