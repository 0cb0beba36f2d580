//! A night: when it began and ended, and how it was.

use chrono::TimeDelta;

use super::asked;
use super::field::{Ask, Field, Invalid, NOTE, Values};
use super::moment::{Moment, When};

/// One night. `bed_at ≤ try_at ≤ wake_at ≤ up_at`, at most 24 hours.
#[derive(Debug, Clone, PartialEq)]
pub struct Sleep {
    /// Got into bed.
    pub bed_at: Moment,
    /// Tried to sleep.
    pub try_at: Option<Moment>,
    /// Sleep onset latency, minutes.
    pub asleep_after_min: Option<u16>,
    /// Times woken, the last waking not counted.
    pub awakenings: Option<u16>,
    /// Wake after sleep onset (WASO), minutes.
    pub awake_min: Option<u16>,
    /// Woke for the last time.
    pub wake_at: Option<Moment>,
    /// Got out of bed.
    pub up_at: Moment,
    /// 0 to 10.
    pub quality: Option<u8>,
}

pub const FIELDS: &[Field] = &[
    Field::new("bed_at", "In bed", Ask::NightTime)
        .means("got into bed")
        .flag("bed")
        .hint("23:30")
        .required(),
    Field::new("up_at", "Got up", Ask::Time)
        .means("got out of bed")
        .flag("up")
        .hint("07:15")
        .required(),
    Field::new("quality", "Quality", Ask::Score(10))
        .means("how good the night was, 10 best")
        .hint("0 to 10"),
    Field::new("try_at", "Tried to sleep", Ask::NightTime)
        .means("tried to sleep")
        .flag("try")
        .hint("23:40"),
    Field::new("asleep_after_min", "Asleep after", Ask::Minutes)
        .means("how long falling asleep took")
        .flag("asleep-after")
        .hint("minutes, like 25"),
    Field::new("awakenings", "Times woken", Ask::Score(99))
        .means("times woken, the last waking not counted")
        .hint("2"),
    Field::new("awake_min", "Awake in all", Ask::Minutes)
        .means("how long awake in all after falling asleep")
        .flag("awake")
        .hint("minutes, like 40"),
    Field::new("wake_at", "Last woke", Ask::NightTime)
        .means("woke for the last time")
        .flag("wake")
        .hint("07:00"),
    NOTE,
];

impl Sleep {
    /// Builds a night from answers; its times resolve backwards from getting up.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values, when: &When) -> Result<Sleep, Invalid> {
        let up_at = Self::up(values, when)?;
        let mut before = up_at;
        let mut night = |name: &'static str| -> Result<Option<Moment>, Invalid> {
            let Some(typed) = values.get(name) else {
                return Ok(None);
            };
            let at = when.parse_night(name, typed, before)?;
            if at > before {
                return Err(out_of_order(name, before));
            }
            before = at;
            Ok(Some(at))
        };
        let wake_at = night("wake_at")?;
        let try_at = night("try_at")?;
        let bed_at = night("bed_at")?.ok_or_else(|| {
            Invalid::new(
                "bed_at",
                "is missing",
                "write when you went to bed, like 23:30",
            )
        })?;
        let sleep = Sleep {
            bed_at,
            try_at,
            asleep_after_min: whole(values, "asleep_after_min", 1440, "write minutes, like 25")?,
            awakenings: whole(values, "awakenings", 99, "write a number from 0 to 99")?,
            awake_min: whole(values, "awake_min", 1440, "write minutes, like 40")?,
            wake_at,
            up_at,
            quality: whole(values, "quality", 10, "write a number from 0 to 10")?
                .and_then(|n| u8::try_from(n).ok()),
        };
        sleep.adds_up()?;
        Ok(sleep)
    }

    fn up(values: &Values, when: &When) -> Result<Moment, Invalid> {
        match (values.get("up_at"), values.get("date"), values.get("time")) {
            (Some(up), Some(date), _) => when.parse_on("up_at", up, date),
            (Some(up), None, _) => when.parse_up("up_at", up),
            (None, Some(date), Some(time)) => when.parse("up_at", &format!("{date} {time}")),
            _ => Err(Invalid::new(
                "up_at",
                "is missing",
                "write when you got up, like 07:15",
            )),
        }
    }

    fn adds_up(&self) -> Result<(), Invalid> {
        if self.time_in_bed() > TimeDelta::hours(24) {
            return Err(Invalid::new(
                "bed_at",
                "is more than 24 hours before getting up",
                "write the night's own times, or add the date: 2026-11-19 23:30",
            ));
        }
        if self
            .total_sleep()
            .is_some_and(|tst| tst < TimeDelta::zero() || tst > self.time_in_bed())
        {
            return Err(Invalid::new(
                "awake_min",
                "and falling asleep take longer than the night",
                "write minutes that fit between trying to sleep and waking",
            ));
        }
        Ok(())
    }

    /// The answers that parse to this night, at the offset of getting up.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        let local = |at: Moment| {
            let text = at.format("%Y-%m-%dT%H:%M").to_string();
            if at.offset() == self.up_at.offset() {
                text
            } else {
                format!("{text}{}", at.offset())
            }
        };
        values.set("bed_at", local(self.bed_at));
        values.set_some("try_at", self.try_at.map(local));
        values.set_some(
            "asleep_after_min",
            self.asleep_after_min.map(|n| n.to_string()),
        );
        values.set_some("awakenings", self.awakenings.map(|n| n.to_string()));
        values.set_some("awake_min", self.awake_min.map(|n| n.to_string()));
        values.set_some("wake_at", self.wake_at.map(local));
        values.set("up_at", local(self.up_at));
        values.set_some("quality", self.quality.map(|n| n.to_string()));
        values
    }

    /// Time in bed: from bed to getting up.
    #[must_use]
    pub fn time_in_bed(&self) -> TimeDelta {
        self.up_at - self.bed_at
    }

    /// Total sleep time, known where both the minutes to fall asleep and the
    /// minutes awake are: (wake − try) − latency − WASO (Carney 2012, Sleep
    /// 35:287). `bed_at` and `up_at` stand in for a missing try and wake.
    #[must_use]
    pub fn total_sleep(&self) -> Option<TimeDelta> {
        let lay = self.wake_at.unwrap_or(self.up_at) - self.try_at.unwrap_or(self.bed_at);
        let awake = i64::from(self.asleep_after_min?) + i64::from(self.awake_min?);
        Some(lay - TimeDelta::minutes(awake))
    }

    /// Sleep efficiency: total sleep in percent of the time in bed, 0 to 100, as in
    /// the Consensus Sleep Diary (Carney 2012); unknown where total sleep is.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a night has at most 1440 minutes"
    )]
    pub fn efficiency(&self) -> Option<f64> {
        let in_bed = self.time_in_bed().num_minutes();
        let asleep = self.total_sleep()?.num_minutes();
        (in_bed > 0).then(|| asleep as f64 * 100.0 / in_bed as f64)
    }

    /// `23:20 to 07:10`.
    #[must_use]
    pub fn title(&self) -> String {
        format!(
            "{} to {}",
            self.bed_at.format("%H:%M"),
            self.up_at.format("%H:%M")
        )
    }
}

fn out_of_order(name: &'static str, before: Moment) -> Invalid {
    Invalid::new(
        name,
        format!("comes after {}", before.format("%a %-d %b %H:%M")),
        "a night runs from in bed, tried to sleep, last woke, to got up",
    )
}

fn whole(
    values: &Values,
    field: &'static str,
    most: u16,
    hint: &str,
) -> Result<Option<u16>, Invalid> {
    values
        .get(field)
        .map(|typed| asked::whole(field, typed, most, hint))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::super::moment::Zone;
    use super::*;
    use crate::domain::tz::Tz;
    use chrono::{DateTime, NaiveTime};

    fn night(now: &str, pairs: &[(&'static str, &str)]) -> Result<Sleep, Invalid> {
        let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
        let when = When::new(
            now,
            Zone::Named(Tz::named("Europe/Berlin").unwrap()),
            NaiveTime::MIN,
        );
        let values = pairs
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        Sleep::parse(&values, &when)
    }

    #[test]
    fn the_example_of_the_sleep_diary() {
        let night = night(
            "2026-11-20T21:00:00+01:00",
            &[
                ("bed_at", "23:00"),
                ("try_at", "23:15"),
                ("asleep_after_min", "25"),
                ("awake_min", "40"),
                ("wake_at", "06:30"),
                ("up_at", "06:45"),
            ],
        )
        .unwrap();
        assert_eq!(night.time_in_bed().num_minutes(), 465);
        assert_eq!(night.total_sleep().unwrap().num_minutes(), 370);
        assert!((night.efficiency().unwrap() - 79.57).abs() < 0.01);
    }

    #[test]
    fn without_the_minutes_awake_total_sleep_is_unknown() {
        let night = night(
            "2026-11-20T21:00:00+01:00",
            &[("bed_at", "23:00"), ("up_at", "7:00")],
        )
        .unwrap();
        assert_eq!(night.total_sleep(), None);
        assert_eq!(night.efficiency(), None);
    }

    #[test]
    fn a_bare_clock_time_of_getting_up_is_of_the_date_that_is_given() {
        let night = night(
            "2026-11-20T21:00:00+01:00",
            &[
                ("date", "2026-11-02"),
                ("bed_at", "23:00"),
                ("up_at", "07:00"),
            ],
        )
        .unwrap();
        assert_eq!(night.up_at.to_rfc3339(), "2026-11-02T07:00:00+01:00");
        assert_eq!(night.bed_at.to_rfc3339(), "2026-11-01T23:00:00+01:00");
    }

    #[test]
    fn getting_up_before_going_to_bed_is_refused() {
        let wrong = night(
            "2026-11-20T21:00:00+01:00",
            &[
                ("bed_at", "2026-11-20 09:00"),
                ("up_at", "2026-11-20 07:00"),
            ],
        )
        .unwrap_err();
        assert_eq!(wrong.to_string(), "bed_at: comes after Fri 20 Nov 07:00");
    }

    #[test]
    fn more_minutes_awake_than_night_are_refused() {
        let wrong = night(
            "2026-11-20T21:00:00+01:00",
            &[
                ("bed_at", "23:00"),
                ("up_at", "07:00"),
                ("asleep_after_min", "300"),
                ("awake_min", "300"),
            ],
        )
        .unwrap_err();
        assert_eq!(wrong.field, "awake_min");
    }

    #[test]
    fn the_night_of_the_clock_change_is_an_hour_longer() {
        let night = night(
            "2026-10-25T12:00:00+01:00",
            &[("bed_at", "23:05"), ("up_at", "07:05")],
        )
        .unwrap();
        assert_eq!(night.time_in_bed().num_hours(), 9);
        assert_eq!(night.values().get("bed_at"), Some("2026-10-24T23:05+02:00"));
        assert_eq!(night.values().get("up_at"), Some("2026-10-25T07:05"));
    }
}
