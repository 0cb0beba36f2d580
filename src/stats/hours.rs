//! When in the day doses fall: by hour and weekday, on how many of the recorded
//! days there was one.

use chrono::{Datelike, Weekday};

use super::days::DayStats;
use super::middle::number;
use super::words::counted;

/// From Monday, as ISO 8601 counts them.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Days with a dose, by weekday and hour of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    with_dose: [[usize; 24]; 7],
    /// Days of each weekday that are over and recorded.
    recorded: [usize; 7],
    /// Days that are over.
    days: usize,
}

impl Hours {
    /// Of the days that are over.
    #[must_use]
    pub fn of(days: &[DayStats]) -> Hours {
        let mut hours = Hours {
            with_dose: [[0; 24]; 7],
            recorded: [0; 7],
            days: 0,
        };
        for day in days.iter().filter(|day| day.is_over()) {
            hours.days += 1;
            let weekday = place(day.date.weekday());
            hours.recorded[weekday] += usize::from(day.is_recorded());
            for hour in 0..24 {
                let any = day.hours.iter().any(|of| usize::try_from(*of) == Ok(hour));
                hours.with_dose[weekday][hour] += usize::from(any);
            }
        }
        hours
    }

    /// How many days of a weekday are over and recorded.
    #[must_use]
    pub fn recorded(&self, weekday: Weekday) -> usize {
        self.recorded[place(weekday)]
    }

    /// On what share of the recorded days of a weekday there was a dose in an
    /// hour; unknown where none was recorded.
    #[must_use]
    pub fn share(&self, weekday: Weekday, hour: usize) -> Option<f64> {
        let days = self.recorded(weekday);
        let with_dose = self.with_dose[place(weekday)].get(hour)?;
        (days > 0).then(|| number(*with_dose) / number(days))
    }

    /// The four hours that most often had a dose, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let all: usize = self.recorded.iter().sum();
        let days = counted(self.days, "day", "days");
        let recorded = format!("recorded {all} of {days}");
        let hours = (0..24).map(|hour| {
            let on = self.with_dose.iter().map(|weekday| weekday[hour]);
            (hour, on.sum())
        });
        match often(hours, 4) {
            said if said.is_empty() => format!("Doses by the hour: none known; {recorded}."),
            said => format!("Doses by the hour: most often {said}; {recorded}."),
        }
    }

    /// A weekday in words: `08 on 3 days, 14 on 2 days; recorded 4 days`.
    #[must_use]
    pub fn weekday_words(&self, weekday: Weekday) -> String {
        let recorded = self.recorded(weekday);
        if recorded == 0 {
            return "not recorded".to_owned();
        }
        let hours = self.with_dose[place(weekday)].iter().copied();
        let said = often(hours.enumerate(), 24);
        let said = if said.is_empty() { "no dose" } else { &said };
        format!("{said}; recorded {}", counted(recorded, "day", "days"))
    }
}

fn place(weekday: Weekday) -> usize {
    weekday.num_days_from_monday() as usize
}

/// The hours with the most days, in the order of the clock.
fn often(hours: impl Iterator<Item = (usize, usize)>, most: usize) -> String {
    let mut hours: Vec<(usize, usize)> = hours.filter(|(_, on)| *on > 0).collect();
    hours.sort_by_key(|(_, on)| std::cmp::Reverse(*on));
    hours.truncate(most);
    hours.sort_by_key(|(hour, _)| *hour);
    let parts: Vec<String> = hours
        .into_iter()
        .map(|(hour, on)| format!("{hour:02}h on {}", counted(on, "day", "days")))
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::days::days;
    use super::super::sample::{date, journal, lookups};
    use super::*;

    #[test]
    fn a_share_is_of_the_recorded_days() {
        let lines = [
            "dose amount=2g at=2026-11-02T08:10",
            "dose amount=2g at=2026-11-02T08:50",
            "dose amount=2g at=2026-11-02T20:00",
            "none date=2026-11-09",
            "dose amount=2g at=2026-11-10T09:00",
            "dose amount=2g at=2026-11-20T10:00",
        ];
        let (from, to) = (date("2026-11-02"), date("2026-11-20"));
        let days = days(&journal(&lines), from, to, to, &lookups());
        let hours = Hours::of(&days);
        assert_eq!(hours.recorded(Weekday::Mon), 2);
        assert_eq!(hours.share(Weekday::Mon, 8), Some(0.5));
        assert_eq!(hours.share(Weekday::Mon, 9), Some(0.0));
        assert_eq!(hours.share(Weekday::Tue, 9), Some(1.0));
        // Wednesdays were not recorded; today, a Friday, is not over.
        assert_eq!(hours.share(Weekday::Wed, 9), None);
        assert_eq!(hours.share(Weekday::Fri, 10), None);
        assert_eq!(
            hours.words(),
            "Doses by the hour: most often 08h on 1 day, 09h on 1 day, 20h on 1 day; recorded 3 of 18 days."
        );
        assert_eq!(
            hours.weekday_words(Weekday::Mon),
            "08h on 1 day, 20h on 1 day; recorded 2 days"
        );
        assert_eq!(hours.weekday_words(Weekday::Wed), "not recorded");
    }
}
