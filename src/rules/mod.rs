//! Warnings are data; this reads them and says which hold.
//!
//! `assets/rules/*.toml` say when a rule speaks and what it says ([`rule`]), in
//! a closed list of questions to the journal ([`measure`]). [`holding`] and
//! [`raised_by`] judge, [`present`] applies what was shown and answered before.
//! Nothing here writes, reads a clock or a file.

pub mod caffeine;
pub mod calls;
pub mod check;
pub mod classes;
pub mod emergency;
pub mod facts;
pub mod helplines;
pub mod paracetamol;
pub mod sources;
pub mod symptoms;
pub mod text;

pub mod condition;
pub mod measure;
pub mod rule;

mod again;
mod bags;
mod built_in;
mod called;
mod change;
mod doses;
mod events;
mod every;
mod felt;
mod judge;
mod judged;
mod lasting;
mod loperamide;
mod memory;
mod milligrams;
mod mixing;
mod nights;
mod past;
mod person;
mod planned;
mod readings;
mod red_flags;
mod regular;
mod signs;
mod slots;
mod start;
mod stop;
mod stopped;
mod table;
mod taken;
mod wait;
mod wording;

pub use again::{CLINICIAN_DAYS, Shown, answered, is_told_once, present, unread};
pub use called::called;
pub use every::{Every, State, every};
pub use judge::{
    HOLDS, gravest_first, holding, one_each, raised_by, raised_by_asking_all, standing,
};
pub use memory::{forget, remembers};
pub use past::{Raised, about, raised_over};
pub use red_flags::red_flags;
pub use table::{in_words, table};
pub use taken::{counts_h, felt};
pub use wait::{OTHERS_WAIT, let_wait};

use chrono::TimeDelta;
use uuid::Uuid;

use crate::domain::Kind;
use crate::domain::answer::Level;
use crate::domain::moment::Moment;

/// How far back a rule may look, in days. A monthly buprenorphine injection
/// counts for 180 days around kratom, and a rule about one dose holds for a day
/// after it; [`reach`] says how far back each kind is asked for.
pub const REACH_DAYS: i64 = 181;

/// How far back from what is judged the entries of a kind are asked for; what is
/// older is not loaded for a single command. For doses it counts from the last
/// one before, so that the use before a long break is seen too.
#[must_use]
pub fn reach(kind: Kind) -> TimeDelta {
    TimeDelta::days(match kind {
        // The longest window of a substance; and the last day without kratom,
        // which Today names.
        Kind::Substance | Kind::None => REACH_DAYS - 1,
        // The largest dose of 90 days, and a day for where days begin.
        Kind::Dose => 91,
        Kind::Sleep | Kind::Symptom | Kind::Note => 35,
        // The questions about dependence are asked back a year.
        Kind::Reading => 366,
        // What lasts or lies ahead is loaded whole.
        Kind::Medicine | Kind::About | Kind::Product | Kind::Event => return TimeDelta::MAX,
    })
}

/// The most characters a message may have, every slot filled: leaflog's own
/// line, so that it is read to its end.
pub const SAY_MAX: usize = 200;

/// What is said of a time without warnings.
pub const NO_WARNINGS: &str = "No warnings from your entries. That isn't a sign of safety.";
/// What is said under every list of warnings.
pub const NO_LIST: &str = "No list is complete, and an empty one is not a sign of safety.";

/// A rule that holds, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// The rule's id: `R19-mix-alcohol`.
    pub rule: &'static str,
    /// What it is called on screen, every slot filled.
    pub title: String,
    pub level: Level,
    /// What it is about, where a rule speaks of several things, else empty.
    pub subject: String,
    /// What comes before all else on an urgent card: the number to call, or the
    /// one thing to do before calling. Empty where nothing is urgent.
    pub first: String,
    /// The message, every slot filled; at most [`SAY_MAX`] characters.
    pub say: String,
    pub why: &'static str,
    /// What helps, every slot filled.
    pub helps: Vec<String>,
    /// Titles of the rules that share its card; filled by [`present`].
    pub also: Vec<String>,
    /// How strong the evidence is, and which figures are leaflog's own line.
    pub evidence: &'static str,
    /// Ids in `assets/sources.toml`.
    pub sources: &'static [String],
    /// The entries behind it.
    pub because: Vec<Uuid>,
    /// Since when it holds as it does: the newest of the entries behind it.
    pub since: Moment,
    /// When it began to hold, as far back as it held without a break.
    pub began: Moment,
    /// Which row of the rule's conditions held, counted from 0.
    pub row: usize,
}
