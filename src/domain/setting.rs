//! Settings the person told this journal: where they live in time, how it
//! behaves.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{NaiveTime, Timelike};

use super::asked;
use super::field::Invalid;
use super::text::{one_line, quoted};
use super::tz::Tz;

/// A setting's name, what it means, and what it is unless set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub name: &'static str,
    pub says: &'static str,
    pub default: &'static str,
    pub hint: &'static str,
}

/// When a locked journal locks itself again in the terminal.
pub const IDLE_LOCK: &str = "idle_lock";
/// The number to call first in an emergency.
pub const EMERGENCY_NUMBER: &str = "emergency_number";
/// The poison line to call.
pub const POISON_LINE: &str = "poison_line";
/// Someone to talk to.
pub const CRISIS_LINE: &str = "crisis_line";
/// The longest number with the words beside it, in characters.
const NUMBER_MAX: usize = 40;

/// All settings. `country` is kept as a fact about the person, not here.
pub const ALL: &[Setting] = &[
    Setting {
        name: "timezone",
        says: "the time zone times are read in",
        default: "",
        hint: "write a zone like Europe/Berlin, or nothing for the system's",
    },
    Setting {
        name: "day_start",
        says: "when a new day begins",
        default: "00:00",
        hint: "write a time from 00:00 to 11:59, like 04:00",
    },
    Setting {
        name: "quiet",
        says: "hide infos and cautions",
        default: "no",
        hint: "write yes or no",
    },
    Setting {
        name: "mouse",
        says: "the mouse works in the terminal",
        default: "yes",
        hint: "write yes or no",
    },
    Setting {
        name: IDLE_LOCK,
        says: "minutes without a key until it locks",
        default: "10",
        hint: "write minutes from 1 to 1440, or never",
    },
    Setting {
        name: EMERGENCY_NUMBER,
        says: "your own number to call first",
        default: "",
        hint: "write a number, or nothing for your country's",
    },
    Setting {
        name: POISON_LINE,
        says: "your own poison line",
        default: "",
        hint: "write a number, or nothing for your country's",
    },
    Setting {
        name: CRISIS_LINE,
        says: "your own line to talk to",
        default: "",
        hint: "write a number, or nothing for your country's",
    },
];

/// The settings of a journal: only those that were set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    set: BTreeMap<String, String>,
    /// Asked for every entry, and so not read anew each time.
    day_start: NaiveTime,
}

impl Settings {
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Settings {
        let set = pairs.into_iter().collect();
        let mut settings = Settings {
            set,
            day_start: NaiveTime::MIN,
        };
        settings.read_day_start();
        settings
    }

    fn read_day_start(&mut self) {
        let start = day_start(self.or_default("day_start"));
        self.day_start = start.unwrap_or(NaiveTime::MIN);
    }

    /// What was set, if anything.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.set.get(name).map(String::as_str)
    }

    /// What was set, or the default.
    #[must_use]
    pub fn or_default(&self, name: &str) -> &str {
        let default = ALL.iter().find(|setting| setting.name == name);
        self.get(name)
            .or(default.map(|setting| setting.default))
            .unwrap_or_default()
    }

    pub fn set(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.set.insert(name.to_owned(), value.to_owned()),
            None => self.set.remove(name),
        };
        self.read_day_start();
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.set
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    #[must_use]
    pub fn day_start(&self) -> NaiveTime {
        self.day_start
    }

    #[must_use]
    pub fn timezone(&self) -> Option<Tz> {
        self.get("timezone").and_then(Tz::named)
    }

    #[must_use]
    pub fn is_yes(&self, name: &str) -> bool {
        self.or_default(name) == "yes"
    }
}

/// Checks a value for a setting and gives it as it is kept; `None` is "as if
/// never set".
///
/// # Errors
/// No such setting, or no such value for it.
pub fn check(name: &str, typed: &str) -> Result<(&'static Setting, Option<String>), Invalid> {
    let setting = find(name)?;
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok((setting, None));
    }
    let wrong = || {
        Invalid::new(
            setting.name,
            format!("{} does not fit", quoted(typed)),
            setting.hint,
        )
    };
    let value = match setting.name {
        "timezone" => Tz::named(typed)
            .ok_or_else(|| unknown_zone(typed))?
            .name()
            .to_owned(),
        "day_start" => day_start(typed)
            .ok_or_else(wrong)?
            .format("%H:%M")
            .to_string(),
        IDLE_LOCK => match typed {
            "never" | "0" => "never".to_owned(),
            minutes => minutes
                .parse::<u16>()
                .ok()
                .filter(|minutes| (1..=1440).contains(minutes))
                .ok_or_else(wrong)?
                .to_string(),
        },
        EMERGENCY_NUMBER | POISON_LINE | CRISIS_LINE => number(typed).ok_or_else(wrong)?,
        _ => asked::yes_no_text(asked::yes_no(setting.name, typed)?).to_owned(),
    };
    Ok((setting, Some(value)))
}

fn unknown_zone(typed: &str) -> Invalid {
    Invalid::new(
        "timezone",
        format!(
            "{} is not a zone{}",
            quoted(typed),
            super::meant(typed, Tz::names())
        ),
        "write a zone like Europe/Berlin, or nothing for the system's",
    )
}

/// The setting of that name.
///
/// # Errors
/// Names the settings there are.
pub fn find(name: &str) -> Result<&'static Setting, Invalid> {
    ALL.iter()
        .find(|setting| setting.name == name)
        .ok_or_else(|| {
            let mut names: Vec<&str> = ALL.iter().map(|setting| setting.name).collect();
            names.push("country");
            Invalid::new(
                "setting",
                format!(
                    "{} is not a setting{}",
                    quoted(name),
                    super::meant(name, &names)
                ),
                format!("write one of {}", names.join(", ")),
            )
        })
}

/// How long a locked journal may stand open without a key; none is for ever.
#[must_use]
pub fn idle(value: &str) -> Option<Duration> {
    let minutes = value.parse::<u64>().ok().filter(|minutes| *minutes > 0);
    minutes.map(|minutes| Duration::from_secs(minutes * 60))
}

/// A number to call, perhaps with a word beside it; without a digit it is none.
fn number(typed: &str) -> Option<String> {
    let number = one_line(&typed.replace(char::is_control, " "));
    let number = number.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_number = number.contains(|c: char| c.is_ascii_digit());
    (is_number && number.chars().count() <= NUMBER_MAX).then_some(number)
}

fn day_start(typed: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(typed, "%H:%M")
        .ok()
        .filter(|time| time.hour() < 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_in_the_morning() {
        assert_eq!(
            check("day_start", "4:00").unwrap().1.as_deref(),
            Some("04:00")
        );
        let wrong = check("day_start", "13:00").unwrap_err();
        assert_eq!(wrong.to_string(), "day_start: \"13:00\" does not fit");
    }

    #[test]
    fn a_zone_is_found_in_any_case() {
        assert_eq!(
            check("timezone", "europe/berlin").unwrap().1.as_deref(),
            Some("Europe/Berlin")
        );
        assert!(check("timezone", "Berlin time").is_err());
        assert_eq!(check("timezone", "").unwrap().1, None);
    }

    #[test]
    fn a_number_to_call_has_a_digit_and_no_control_characters() {
        let poison = |typed| check(POISON_LINE, typed).map(|it| it.1);
        assert_eq!(
            poison(" 030\u{1b} 19240 ").unwrap().as_deref(),
            Some("030 19240")
        );
        assert_eq!(poison("").unwrap(), None);
        for wrong in ["call Jo", "\u{7}", &"1".repeat(41)] {
            assert!(poison(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_setting_is_answered_with_the_near_one() {
        let wrong = check("timezon", "x").unwrap_err();
        assert!(wrong.why.contains("Did you mean timezone?"));
    }
}
