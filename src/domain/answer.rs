//! What was shown to the person of a warning, and what they said to it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How much a warning matters now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Info,
    Caution,
    Warning,
    Urgent,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Info, Level::Caution, Level::Warning, Level::Urgent];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Caution => "caution",
            Level::Warning => "warning",
            Level::Urgent => "urgent",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// What happened to a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// leaflog showed its card.
    Shown,
    /// "Read": the person has read it.
    Read,
    /// "My clinician knows".
    Clinician,
}

impl Said {
    pub const ALL: [Said; 3] = [Said::Shown, Said::Read, Said::Clinician];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Said::Shown => "shown",
            Said::Read => "read",
            Said::Clinician => "clinician",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|said| said.name() == name)
    }
}

/// One answer: to which rule, about what, at which level, when. There is at
/// most one for a rule, subject and [`Said`]; the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub rule: String,
    /// What the warning was about, where a rule speaks of several things: the
    /// substance, the product, the entry. Else empty.
    pub subject: String,
    pub said: Said,
    pub level: Level,
    pub at: DateTime<Utc>,
    /// How often in a row it was shown, for rules that fall silent after some.
    #[serde(default)]
    pub times: u32,
}

impl Answer {
    /// Whether both are about the same rule, subject and deed.
    #[must_use]
    pub fn same_key(&self, other: &Answer) -> bool {
        self.rule == other.rule && self.subject == other.subject && self.said == other.said
    }
}
