//! What rules ask of everything else that was taken, and of kratom by channel.

use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, named};
use super::taken::{self, Known, in_hours};
use crate::domain::Entry;
use crate::domain::dose::Channel;

/// How many substances of these roles, classes or dangers were taken in the last
/// hours, or inside their own window.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    /// Those marked dangerous with kratom, of any role.
    #[serde(default)]
    dangerous: bool,
    /// Names that are not known count too.
    #[serde(default)]
    unknown: bool,
    /// Without it, each one's own window counts.
    #[serde(default)]
    hours: Option<u32>,
}

/// Whether the judged substance meets kratom inside its window, before or after.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoUse {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    window: Window,
}

/// Which of a substance's two windows a co-use lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The first: at full severity.
    Full,
    /// The second: still the same day, one level lower.
    Wide,
}

/// Whether the judged substance has a name nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnknownName {
    /// Only those that sound like a pill or powder from an unknown hand.
    #[serde(default)]
    unmarked: bool,
}

/// How many doses of these channels were taken in the last hours.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KratomTaken {
    of: Vec<Of>,
    hours: u32,
}

/// Whether the judged entry is kratom of these channels, a dose or what was
/// written down as a substance.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KratomIs {
    of: Vec<Of>,
}

/// A channel of kratom, as rules name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    Leaf,
    Extract,
    #[serde(rename = "7oh")]
    SevenOh,
}

impl Taken {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let mut newest = None;
        let mut because = Vec::new();
        let within = self.hours.map(|hours| judged.taken_within(hours));
        for taken in within.unwrap_or(judged.taken) {
            let mut known = taken.known.iter();
            if let Some(known) = known.find(|known| self.counts(judged, taken, known)) {
                newest = Some(known.name.clone());
                because.push(taken.entry);
            }
        }
        let found = Finding::many(because);
        match newest {
            Some(name) => found.word("drug", name),
            None => found,
        }
    }

    fn counts(&self, judged: &Judged, taken: &taken::Taken, known: &Known) -> bool {
        let is = known.is_one_of(&self.roles, &self.classes)
            || self.dangerous && known.is_dangerous()
            || self.unknown && known.is_unknown();
        let ago = (judged.at - taken.entry.at).num_minutes();
        let window = self.hours.or(known.full_h);
        is && window.is_some_and(|hours| (0..=i64::from(hours) * 60).contains(&ago))
    }

    /// None where each one's own window counts.
    pub fn hours(&self) -> u32 {
        self.hours.unwrap_or_default()
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("role", &self.roles), named("class", &self.classes)].concat()
    }

    pub fn says(&self) -> String {
        let mut what: Vec<&str> = self.names().into_iter().map(|(_, name)| name).collect();
        what.extend(self.dangerous.then_some("anything dangerous"));
        what.extend(self.unknown.then_some("an unknown name"));
        let what = what.join(" or ");
        match self.hours {
            Some(hours) => format!("{what} taken in {hours} h"),
            None => format!("{what} taken inside its window"),
        }
    }
}

impl CoUse {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let pair = judged.pair?;
        let known = pair.known();
        let hours = match self.window {
            Window::Full => known.full_h,
            Window::Wide => known.wide_h,
        };
        let met = pair.gap_min().zip(hours).filter(|_| !pair.regular);
        let inside = met.filter(|(gap, hours)| *gap <= i64::from(*hours) * 60);
        let inside = inside.filter(|_| known.is_one_of(&self.roles, &self.classes));
        let Some((gap, _)) = inside else {
            return Some(Finding::default());
        };
        let found = Finding::of(1)
            .word("drug", pair.said())
            .word("hours", in_hours(gap));
        Some(found.because(pair.entries().collect()))
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        [named("role", &self.roles), named("class", &self.classes)].concat()
    }

    pub fn says(&self) -> String {
        let what: Vec<&str> = self.names().into_iter().map(|(_, name)| name).collect();
        let window = match self.window {
            Window::Full => "its window",
            Window::Wide => "its second, longer window",
        };
        format!("{} and kratom inside {window}", what.join(" or "))
    }
}

impl UnknownName {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let pair = judged.pair?;
        let known = pair.known();
        if !known.is_unknown() || self.unmarked && !known.unmarked {
            return Some(Finding::default());
        }
        if meets_as_opioid(judged, pair.substance.entry) {
            return Some(Finding::default());
        }
        let found = Finding::of(1).word("item", known.name.clone());
        Some(found.because(pair.entries().collect()))
    }

    pub fn says(self) -> &'static str {
        if self.unmarked {
            "an unknown pill or powder"
        } else {
            "an unknown name"
        }
    }
}

impl KratomTaken {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let entries = judged.last_hours(self.hours).iter();
        let doses = entries.filter(|entry| self.counts(judged, entry));
        Finding::many(doses.collect())
    }

    /// Whether it is such a dose, or one that was written down as a substance.
    fn counts(&self, judged: &Judged, entry: &Entry) -> bool {
        if let Some(dose) = entry.dose() {
            return self.of.iter().any(|of| of.is(dose.form.channel()));
        }
        let role = if self.of.contains(&Of::Leaf) {
            "kratom"
        } else {
            "kratom_strong"
        };
        let taken = judged.taken_as(entry);
        taken.is_some_and(|taken| taken.known.iter().any(|known| known.has(role)))
    }

    pub fn hours(&self) -> u32 {
        self.hours
    }

    pub fn says(&self) -> String {
        let of: Vec<&str> = self.of.iter().map(|of| of.says()).collect();
        format!("{} in {} h", of.join(" or "), self.hours)
    }
}

impl KratomIs {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Finding<'a> {
        let it = judged.entry.filter(|entry| {
            if let Some(dose) = entry.dose() {
                return self.of.iter().any(|of| of.is(dose.form.channel()));
            }
            let taken = judged.taken_as(entry);
            let is = |known: &Known| self.of.iter().any(|of| known.is(of.class()));
            taken.is_some_and(|taken| taken.known.iter().any(is))
        });
        Finding::many(it.into_iter().collect())
    }

    pub fn says(&self) -> String {
        let of: Vec<&str> = self.of.iter().map(|of| of.says()).collect();
        format!("it is {}", of.join(" or "))
    }
}

impl Of {
    /// The class of what was written down as a substance.
    fn class(self) -> &'static str {
        match self {
            Of::Leaf => "kratom_leaf",
            Of::Extract => "kratom_extract",
            Of::SevenOh => "kratom_7oh",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Of::Leaf => "leaf",
            Of::Extract => "extract",
            Of::SevenOh => "7-OH",
        }
    }

    pub fn is(self, channel: Channel) -> bool {
        match self {
            Of::Leaf => channel == Channel::Leaf,
            Of::Extract => channel == Channel::Extract,
            Of::SevenOh => channel == Channel::SevenOh,
        }
    }
}

/// Whether a name that is only partly known was understood as a pill or powder
/// of unknown content and meets kratom so: then it is spoken of as the opioid
/// it may be, and not a second time as a name nobody knows.
fn meets_as_opioid(judged: &Judged, entry: &Entry) -> bool {
    let pairs = taken::pairs(judged);
    let mut own = pairs.iter().filter(|p| p.substance.entry.id == entry.id);
    own.any(|pair| pair.known().is_of_unknown_content() && pair.is_full())
}
