//! The time of a clock as people type it: `14:05`, `9pm`, `22h30`, `22 uhr`.

use chrono::NaiveTime;

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
