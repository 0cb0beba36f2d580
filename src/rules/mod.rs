//! Warnings are data; this reads them and says which hold.

use uuid::Uuid;

use crate::domain::Entry;
use crate::domain::answer::Level;
use crate::domain::edit::Edit;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// How far back a rule may look, in days; what is older is not loaded for a
/// single command.
pub const REACH_DAYS: i64 = 120;

/// A rule that holds, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// The rule's id: `R19-mix-alcohol`.
    pub rule: &'static str,
    pub title: &'static str,
    pub level: Level,
    /// What it is about, where a rule speaks of several things, else empty.
    pub subject: String,
    /// The message, every slot filled; at most 200 characters.
    pub say: String,
    pub why: &'static str,
    /// What helps, every slot filled.
    pub helps: Vec<String>,
    /// How strong the evidence is, and which figures are leaflog's own line.
    pub evidence: &'static str,
    /// Ids in `assets/sources.toml`.
    pub sources: &'static [String],
    /// The entries behind it.
    pub because: Vec<Uuid>,
    /// Since when it holds.
    pub since: Moment,
}

/// What holds at an instant, worst first.
#[must_use]
pub fn holding(_journal: &Journal, _at: Moment) -> Vec<Alert> {
    Vec::new()
}

/// What newly holds, or rises a level, when an entry is written into a journal
/// that does not have it yet. Judged at the entry's own time and, for one that
/// is dated back, against what followed it, up to `now`.
#[must_use]
pub fn raised_by(_journal: &Journal, _entry: &Entry, _now: Moment) -> Vec<Alert> {
    Vec::new()
}

/// Alerts divided by how they are shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Full cards, worst first, at most three.
    pub cards: Vec<Alert>,
    /// Said before, and not worse since: one line each.
    pub lines: Vec<Alert>,
    /// What to keep of it: that these cards were shown.
    pub edits: Vec<Edit>,
}

/// Applies what was shown and answered before, so that nobody learns not to
/// read: which alerts are full cards, which are one line, which stay silent.
#[must_use]
pub fn present(alerts: Vec<Alert>, _journal: &Journal, _now: Moment) -> Shown {
    Shown {
        cards: alerts,
        ..Shown::default()
    }
}
