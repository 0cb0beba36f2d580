//! How long something lasted, in words.

use chrono::TimeDelta;

/// `34 min`, `3 h 09 min`, `2 days 5 h`, `16 days`; what is below zero is
/// `0 min`.
#[must_use]
pub fn words(time: TimeDelta) -> String {
    let minutes = time.num_minutes().max(0);
    let (hours, days) = (minutes / 60, minutes / 1440);
    match (days, hours) {
        (_, 0) => format!("{minutes} min"),
        (0 | 1, _) => format!("{hours} h {:02} min", minutes % 60),
        (2..=6, _) => format!("{days} days {} h", hours % 24),
        _ => format!("{days} days"),
    }
}

/// How long ago something was: `12 min ago`, `just now`.
#[must_use]
pub fn ago(time: TimeDelta) -> String {
    if time < TimeDelta::minutes(1) {
        return "just now".to_owned();
    }
    format!("{} ago", words(time))
}

/// `4:10`, hours and minutes.
#[must_use]
pub fn clock(time: TimeDelta) -> String {
    let minutes = time.num_minutes().max(0);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_short_as_it_stays_clear() {
        for (minutes, says) in [
            (-5, "0 min"),
            (0, "0 min"),
            (34, "34 min"),
            (189, "3 h 09 min"),
            (1440, "24 h 00 min"),
            (2879, "47 h 59 min"),
            (2880, "2 days 0 h"),
            (16 * 1440 + 60, "16 days"),
        ] {
            assert_eq!(words(TimeDelta::minutes(minutes)), says);
        }
        assert_eq!(ago(TimeDelta::seconds(59)), "just now");
        assert_eq!(ago(TimeDelta::minutes(12)), "12 min ago");
        assert_eq!(clock(TimeDelta::minutes(250)), "4:10");
    }
}
