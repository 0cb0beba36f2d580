//! A rule as written in `assets/rules/*.toml`: when it speaks, what it says,
//! where that comes from, and examples that prove it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::built_in::BuiltIn;
use super::condition::Condition;
use crate::domain::Kind;
use crate::domain::answer::Level;

/// One rule. Field by field as in the file; nothing unknown is let pass.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `R19-mix-alcohol`: lasting, kept in answers.
    pub id: String,
    /// Short and plain; slots allowed.
    pub title: String,
    /// What it is called where it does not hold, where its title has slots.
    #[serde(default)]
    pub called: Option<String>,
    /// Judged at any time, or at entries of these kinds at their own time.
    pub on: On,
    /// One alert for each thing of this sort that the judged entry meets.
    #[serde(default)]
    pub each: Option<Each>,
    /// What its alerts are about, where that is one thing under many names.
    #[serde(default)]
    pub subject: Option<String>,
    /// Its place among others: each ten is a group, told one after the
    /// other: 0 red flags, 10 a dose far above the usual and mixing, 20 after a
    /// break and first signs of illness, and 90 how much, how often and the rest.
    #[serde(default = "last")]
    pub place: u16,
    /// Its level, where neither the row nor a value says another.
    #[serde(default)]
    pub level: Option<Level>,
    /// Levels by the value of the first measure of the row that held.
    #[serde(default)]
    pub levels: Vec<Step>,
    /// It holds when any of these does; the worst of those that hold speaks.
    pub any: Vec<Row>,
    /// The line before all others on an urgent card.
    #[serde(default)]
    pub first: Option<String>,
    pub say: String,
    pub why: String,
    /// What helps.
    #[serde(rename = "do")]
    pub helps: Vec<String>,
    /// Ids in `assets/sources.toml`.
    pub sources: Vec<String>,
    /// How strong the evidence is, and which figures are leaflog's own line.
    pub evidence: String,
    /// What it is meant to read as well, once leaflog can: said in the table of
    /// rules, so that nobody takes its silence for an all-clear.
    #[serde(default)]
    pub not_yet: Option<String>,
    /// The date of the last clinical review of its words and figures.
    pub reviewed: toml::value::Datetime,
    /// How long it stays silent after a card, where its level does not say.
    #[serde(default)]
    pub again: Option<Again>,
    /// Rules that share one card when they hold together.
    #[serde(default)]
    pub shares: Option<String>,
    /// Rules that it leaves the word to where both speak of the same entries.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// While it holds, every card that is not urgent waits.
    #[serde(default)]
    pub others_wait: bool,
    /// Whether "my clinician knows" is no answer to it.
    #[serde(default)]
    pub always: bool,
    #[serde(default)]
    pub fires: Vec<Proof>,
    #[serde(default)]
    pub silent: Vec<Proof>,
}

/// When a rule is judged.
#[derive(Debug, Clone, PartialEq)]
pub enum On {
    /// At any instant, over the time up to it.
    Now,
    /// At each entry of these kinds, at its own time; holds for 24 hours.
    Entries(Vec<Kind>),
}

/// What a rule speaks of one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Each {
    /// Each other substance that meets kratom around the judged entry.
    Substance,
    /// Each fact about the person that holds.
    Fact,
    /// The product of the judged dose, to be told of once.
    Product,
}

/// A level from a value on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub from: f64,
    pub level: Level,
    #[serde(default)]
    pub say: Option<String>,
}

/// Conditions that hold together, and what is then said in place of the rule's
/// own words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub all: Vec<Condition>,
    #[serde(default)]
    pub level: Option<Level>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub first: Option<String>,
    #[serde(default)]
    pub say: Option<String>,
    #[serde(default)]
    pub why: Option<String>,
    #[serde(default, rename = "do")]
    pub helps: Option<Vec<String>>,
    #[serde(default)]
    pub again: Option<Again>,
    /// It is asked only at entries of these kinds, where not at all of its rule.
    #[serde(default)]
    pub on: Option<On>,
    /// What its alert is about, where it asks nothing of one substance.
    #[serde(default)]
    pub subject: Option<String>,
    /// Its words stand whenever it holds, beside newer signs too.
    #[serde(default)]
    pub leads: bool,
}

/// For how long a card that was shown is not shown again, unless it rises a
/// level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// Hours of silence after the first showing in a row, the second, …; the
    /// last one counts from then on. Empty: never again.
    pub after_hours: Vec<u32>,
    /// Whether one line is said in place of a card that is not shown again.
    #[serde(default = "yes")]
    pub lines: bool,
}

/// A made-up journal and what the rule says to it. The notation of `entries`
/// stands in [`super::check::notation`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub entries: Vec<String>,
    /// The level it fires at, if not its own.
    #[serde(default)]
    pub level: Option<Level>,
    /// What the alert is about.
    #[serde(default)]
    pub subject: Option<String>,
    /// Words that the message holds.
    #[serde(default)]
    pub says: Option<String>,
}

fn yes() -> bool {
    true
}

/// Of a rule without a place of its own: after all that have one.
fn last() -> u16 {
    990
}

impl Rule {
    /// Which group it is told in: each ten of the places is one.
    #[must_use]
    pub fn group(&self) -> u16 {
        self.place / 10
    }

    /// What it is called among all rules: a title without slots.
    #[must_use]
    pub fn name(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.title)
    }

    /// Whether it is judged at entries of this kind.
    #[must_use]
    pub fn is_on(&self, kind: Kind) -> bool {
        self.on.is_on(kind)
    }

    /// Whether an entry of this kind that is written beside others can change
    /// what it says.
    #[must_use]
    pub fn reads(&self, kind: Kind) -> bool {
        let mut conditions = self.any.iter().flat_map(|row| &row.all);
        conditions.any(|asks| asks.measure.reads(kind))
    }
}

impl On {
    fn is_on(&self, kind: Kind) -> bool {
        matches!(self, On::Entries(kinds) if kinds.contains(&kind))
    }
}

impl Row {
    /// Whether it is asked of an entry of this kind, or of none.
    #[must_use]
    pub fn is_on(&self, kind: Option<Kind>) -> bool {
        let on = |on: &On| kind.is_some_and(|kind| on.is_on(kind));
        self.on.as_ref().is_none_or(on)
    }

    /// Whether it asks anything of one substance and the kratom it meets.
    #[must_use]
    pub fn is_of_pair(&self) -> bool {
        self.all.iter().any(|asks| asks.measure.is_of_pair())
    }
}

impl<'de> Deserialize<'de> for On {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<On, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Typed {
            Word(String),
            Kinds(Vec<String>),
        }
        match Typed::deserialize(from)? {
            Typed::Word(word) if word == "now" => Ok(On::Now),
            Typed::Word(word) => Err(D::Error::custom(format!(
                "on = {word:?}: write \"now\" or a list of kinds, like [\"dose\"]"
            ))),
            Typed::Kinds(kinds) => {
                let kinds: Result<Vec<Kind>, _> = kinds.iter().map(|k| Kind::parse(k)).collect();
                Ok(On::Entries(kinds.map_err(D::Error::custom)?))
            }
        }
    }
}

/// The rules that come with leaflog, by file and without their proofs: no other
/// command needs those. The order says nothing to a person; `place` does.
#[derive(Deserialize)]
struct Shipped {
    file: Vec<InFile>,
}

/// The rules of one file.
#[derive(Debug, Deserialize)]
pub struct InFile {
    /// `amounts.toml`.
    pub name: String,
    pub rule: Vec<Rule>,
}

/// What proves a rule.
#[derive(Debug, Deserialize)]
pub struct Proofs {
    pub fires: Vec<Proof>,
    pub silent: Vec<Proof>,
}

pub(super) static RULES: BuiltIn<Vec<Rule>> = BuiltIn::new(|| {
    let rules = by_file().into_iter().flat_map(|file| file.rule);
    rules.collect()
});

/// Every rule, read once, without its proofs.
#[must_use]
pub fn rules() -> &'static [Rule] {
    RULES.get()
}

/// The rules that come with leaflog, as they stand in their files.
///
/// # Panics
/// When a file is not in order; those that are built in are tested.
#[must_use]
pub fn by_file() -> Vec<InFile> {
    let built_in = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
    let shipped: Shipped = serde_json::from_str(built_in).expect("assets/rules are tested");
    shipped.file
}

/// The proofs that come with leaflog, by the id of their rule.
///
/// # Panics
/// When a file is not in order; those that are built in are tested.
#[must_use]
pub fn proofs() -> BTreeMap<String, Proofs> {
    let built_in = include_str!(concat!(env!("OUT_DIR"), "/proofs.json"));
    serde_json::from_str(built_in).expect("assets/rules are tested")
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}
