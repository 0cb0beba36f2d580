//! A rule as written in `assets/rules/*.toml`: when it speaks, what it says,
//! where that comes from, and examples that prove it.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

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
/// stands in `tests/rules.rs`.
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
                "on = {word:?}: write \"now\" or a list of kinds"
            ))),
            Typed::Kinds(kinds) => {
                let kinds: Result<Vec<Kind>, _> = kinds.iter().map(|k| Kind::parse(k)).collect();
                Ok(On::Entries(kinds.map_err(D::Error::custom)?))
            }
        }
    }
}

/// The rule files with their proofs, by name: as `build.rs` reads them, so that
/// [`rules`] and [`proven`] hold the same rules in the same order. That order
/// says nothing to a person; `place` does.
const FILES: [(&str, &str); 12] = [
    (
        "assets/rules/amounts.toml",
        include_str!("../../assets/rules/amounts.toml"),
    ),
    (
        "assets/rules/breaks.toml",
        include_str!("../../assets/rules/breaks.toml"),
    ),
    (
        "assets/rules/dependence.toml",
        include_str!("../../assets/rules/dependence.toml"),
    ),
    (
        "assets/rules/frequency.toml",
        include_str!("../../assets/rules/frequency.toml"),
    ),
    (
        "assets/rules/medicines.toml",
        include_str!("../../assets/rules/medicines.toml"),
    ),
    (
        "assets/rules/mixing.toml",
        include_str!("../../assets/rules/mixing.toml"),
    ),
    (
        "assets/rules/person.toml",
        include_str!("../../assets/rules/person.toml"),
    ),
    (
        "assets/rules/product.toml",
        include_str!("../../assets/rules/product.toml"),
    ),
    (
        "assets/rules/red-flags.toml",
        include_str!("../../assets/rules/red-flags.toml"),
    ),
    (
        "assets/rules/sleep.toml",
        include_str!("../../assets/rules/sleep.toml"),
    ),
    (
        "assets/rules/stopping.toml",
        include_str!("../../assets/rules/stopping.toml"),
    ),
    (
        "assets/rules/symptoms.toml",
        include_str!("../../assets/rules/symptoms.toml"),
    ),
];

/// Every rule that comes with leaflog, read once, without its proofs: no
/// command needs them.
///
/// # Panics
/// When a file is not in order; those that are built in are tested.
#[must_use]
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let built_in = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
        let file: File = serde_json::from_str(built_in).expect("assets/rules are tested");
        file.rule
    });
    &RULES
}

/// Every rule with its proofs.
///
/// # Errors
/// Names the file, the rule and the reason.
pub fn proven() -> Result<Vec<Rule>, String> {
    let read: Result<Vec<Vec<Rule>>, String> =
        FILES.iter().map(|(file, text)| parse(file, text)).collect();
    read.map(|rules| rules.concat())
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

/// Reads a file of rules.
///
/// # Errors
/// Names the file, the rule and the reason.
pub fn parse(file: &str, text: &str) -> Result<Vec<Rule>, String> {
    let rules = match toml::from_str::<File>(text) {
        Ok(file) => file.rule,
        Err(wrong) => return Err(format!("{file}: {}", blame(text, &wrong))),
    };
    for rule in &rules {
        rule.check()
            .map_err(|why| format!("{file}: {}: {why}", rule.id))?;
    }
    Ok(rules)
}

/// Which rule of a file is wrong, and why.
fn blame(text: &str, wrong: &toml::de::Error) -> String {
    let Ok(table) = text.parse::<toml::Table>() else {
        return wrong.to_string();
    };
    let rules = table.get("rule").and_then(toml::Value::as_array);
    for rule in rules.into_iter().flatten() {
        if let Err(wrong) = Rule::deserialize(rule.clone()) {
            let id = rule.get("id").and_then(toml::Value::as_str);
            let id = id.unwrap_or("a rule without an id");
            return format!("{id}: {}", wrong.message());
        }
    }
    wrong.message().to_owned()
}

impl Rule {
    /// What a rule needs beyond its shape.
    fn check(&self) -> Result<(), String> {
        let says_level = |row: &Row| row.level.is_some() || self.level.is_some();
        if self.any.is_empty() || self.any.iter().any(|row| row.all.is_empty()) {
            return Err("any: has no condition".to_owned());
        }
        if self.levels.is_empty() && !self.any.iter().all(says_level) {
            return Err("level: a row has none".to_owned());
        }
        if self.levels.windows(2).any(|two| two[0].from >= two[1].from) {
            return Err("levels: stand in rising order".to_owned());
        }
        if self.helps.iter().all(|help| help.trim().is_empty()) {
            return Err("do: there is nothing to do".to_owned());
        }
        if self.any.iter().any(|row| row.on == Some(On::Now)) {
            return Err("on: a row names kinds of entries".to_owned());
        }
        if self.sources.is_empty() {
            return Err("sources: there is none".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_is_in_order() {
        assert!(!rules().is_empty());
        for rule in rules() {
            assert_eq!(rule.check(), Ok(()), "{}", rule.id);
            assert!(!rule.name().contains('{'), "{}: called", rule.id);
        }
    }
}
