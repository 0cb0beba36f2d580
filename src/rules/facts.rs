//! Facts about a person: plain names, people's own words, and the groups rules
//! read.

use serde::Deserialize;

use super::built_in::BuiltIn;
use super::text::{key, nearest, says_abroad, slips, without_beginning};

/// One fact people can choose, or write in their own words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The plain name, as shown and offered.
    pub name: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// People's own words for it.
    #[serde(default)]
    pub words: Vec<&'static str>,
    /// The same in other languages, taken only as they are written.
    #[serde(default)]
    pub abroad: Vec<&'static str>,
    /// Groups it belongs to; rules name them as `@breathing`.
    #[serde(default)]
    pub sets: Vec<&'static str>,
    /// What its number counts, where it has one.
    pub number: Option<Counts>,
    /// What its number or its date means.
    pub asks: Option<&'static str>,
}

/// What the number of a fact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    Grams,
    Daily,
    Times,
    Days,
}

impl Counts {
    /// What stands behind the number: ` g`.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Counts::Grams => " g",
            Counts::Daily => " g a day",
            Counts::Times => " a day",
            Counts::Days => " a week",
        }
    }
}

/// Every known fact.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Facts {
    pub(super) fact: Vec<Fact>,
}

/// A dose above so many grams is above a line the person drew.
pub const DOSE_LINE: &str = "dose line";
pub const DOSES_A_DAY: &str = "doses a day";
pub const GRAMS_A_DAY: &str = "grams a day";
pub const DAYS_A_WEEK: &str = "days a week";
pub const DAYS_OFF: &str = "days off a week";
/// Days the person means to be without kratom.
pub const PLANNED_BREAK: &str = "planned break";
/// Since when there is kratom at all.
pub const KRATOM_SINCE: &str = "kratom since";

/// The list that comes with leaflog, read once.
///
/// # Panics
/// When the list is not in order; the one that is built in is tested.
#[must_use]
pub fn facts() -> &'static Facts {
    FACTS.get()
}

pub(super) static FACTS: BuiltIn<Facts> = BuiltIn::new(|| {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/facts.json")))
        .expect("assets/facts.toml is tested")
});

impl Facts {
    /// The fact a typed name means: its name or people's own words, case and
    /// spaces aside.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<&Fact> {
        let whole = key(typed);
        let typed = bare(&whole);
        let is = |fact: &&Fact| fact.keys().any(|known| known == typed);
        let abroad = |fact: &&Fact| fact.abroad.iter().any(|word| says_abroad(&whole, word));
        let mut all = self.fact.iter();
        all.find(is).or_else(|| self.fact.iter().find(abroad))
    }

    /// The facts that a name may have meant that [`Facts::find`] does not know,
    /// the nearest ones: to be asked, never to be taken. One slip is allowed from
    /// five letters on, two from eight.
    #[must_use]
    pub fn near(&self, typed: &str) -> Vec<&'static str> {
        if self.find(typed).is_some() {
            return Vec::new();
        }
        let typed = bare(&key(typed));
        let apart = |fact: &Fact| {
            fact.all_keys()
                .filter_map(|known| slips(&typed, &known))
                .min()
        };
        let nearest = nearest(self.fact.iter(), apart).into_iter();
        nearest.map(|fact| fact.name).collect()
    }

    /// Every fact, in the order they are offered.
    pub fn all(&self) -> impl Iterator<Item = &Fact> {
        self.fact.iter()
    }

    /// Facts whose name or words begin as typed, then those that hold it.
    #[must_use]
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<&Fact> {
        let typed = key(typed);
        let begins = self
            .fact
            .iter()
            .filter(|fact| fact.all_keys().any(|known| known.starts_with(&typed)));
        let holds = self
            .fact
            .iter()
            .filter(|fact| fact.all_keys().any(|known| known.contains(&typed)));
        let mut found: Vec<&Fact> = Vec::new();
        for fact in begins.chain(holds) {
            if found.len() < most && !found.iter().any(|known| known.name == fact.name) {
                found.push(fact);
            }
        }
        found
    }
}

impl Fact {
    fn keys(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.name)
            .chain(&self.words)
            .map(|word| key(word))
    }

    fn all_keys(&self) -> impl Iterator<Item = String> {
        let abroad = self.abroad.iter().map(|word| key(word));
        self.keys().chain(abroad)
    }

    /// Whether rules find it under this name or `@group`.
    #[must_use]
    pub fn is_in(&self, of: &str) -> bool {
        match of.strip_prefix('@') {
            Some(set) => self.sets.contains(&set),
            None => self.name == of,
        }
    }
}

/// Without the little words people begin with.
fn bare(key: &str) -> String {
    without_beginning(key, &["iam", "ihave", "ive", "im", "my"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::without_umlauts;

    #[test]
    fn peoples_own_words_are_found() {
        for (typed, name) in [
            ("Sleep apnea", "sleep apnoea"),
            ("COPD", "lung disease"),
            ("I'm pregnant", "pregnant"),
            ("epilepsy", "seizures in the past"),
            ("dose limit", DOSE_LINE),
        ] {
            assert_eq!(facts().find(typed).map(|fact| fact.name), Some(name));
        }
        assert!(facts().find("left-handed").is_none());
    }

    #[test]
    fn words_of_other_languages_are_found_as_they_are_written() {
        for (typed, name) in [
            ("Schlafapnoe", "sleep apnoea"),
            ("schwanger", "pregnant"),
            ("Ich bin schwanger", "pregnant"),
            ("enceinte", "pregnant"),
            ("embarazada", "pregnant"),
            ("w ciąży", "pregnant"),
            ("těhotná", "pregnant"),
            ("zwanger", "pregnant"),
            ("incinta", "pregnant"),
            ("Herzinsuffizienz", "heart disease"),
            ("Vorhofflimmern", "heart disease"),
            ("Kaliummangel", "low potassium or magnesium"),
            ("hoher Blutdruck", ""),
            ("nicht schwanger", ""),
        ] {
            let found = facts().find(typed).map_or("", |fact| fact.name);
            assert_eq!(found, name, "{typed}");
        }
        assert_eq!(
            facts().find("aelter als 60").unwrap().name,
            "age 60 or over"
        );
    }

    #[test]
    fn a_slip_is_asked_about_and_never_taken() {
        for (typed, name) in [
            ("sleep apnoe", "sleep apnoea"),
            ("pregnnat", "pregnant"),
            ("Schlafapnoee", "sleep apnoea"),
            ("epilepsi", "seizures in the past"),
        ] {
            assert!(facts().find(typed).is_none(), "{typed}");
            assert_eq!(facts().near(typed), [name], "{typed}");
        }
        assert!(facts().near("left-handed").is_empty());
        assert!(facts().near("pregnant").is_empty());
    }

    #[test]
    fn no_word_means_two_facts() {
        let mut seen = std::collections::HashMap::new();
        for fact in facts().all() {
            for known in fact.all_keys().map(|known| without_umlauts(&known)) {
                let before = seen.insert(known.clone(), fact.name);
                assert!(before.is_none_or(|name| name == fact.name), "{known}");
            }
        }
    }

    #[test]
    fn the_names_that_are_asked_for_are_there() {
        for name in [
            DOSE_LINE,
            DOSES_A_DAY,
            GRAMS_A_DAY,
            DAYS_A_WEEK,
            DAYS_OFF,
            PLANNED_BREAK,
            KRATOM_SINCE,
        ] {
            assert_eq!(facts().find(name).map(|fact| fact.name), Some(name));
        }
    }
}
