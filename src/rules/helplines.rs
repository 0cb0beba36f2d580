//! Numbers to call, by country.

use serde::Deserialize;

use super::built_in::BuiltIn;
use super::text::key;
use crate::domain::field::Invalid;
use crate::domain::text::quoted;

/// A line one can call, and its number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Whose line it is.
    pub name: &'static str,
    /// The number, as dialled there.
    pub number: &'static str,
}

/// The numbers of one country; what is not known is left out rather than guessed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Two letters, ISO 3166.
    pub code: &'static str,
    /// Its English name.
    pub country: &'static str,
    /// Other names people type.
    #[serde(default)]
    pub names: Vec<&'static str>,
    /// The emergency number; empty where it was not checked.
    #[serde(default)]
    pub emergency: &'static str,
    /// Poison centres.
    #[serde(default)]
    pub poison: Vec<Line>,
    /// Someone to talk to, day and night.
    #[serde(default)]
    pub talk: Vec<Line>,
    /// Advice on drugs and treatment.
    #[serde(default)]
    pub drugs: Vec<Line>,
    /// When the numbers were last looked at.
    pub checked: &'static str,
}

/// What to show where no number is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// Emergency numbers of several regions, in one line.
    pub emergency: &'static str,
    /// A page that lists support lines by country.
    pub find: &'static str,
}

/// Every country that has numbers here.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Helplines {
    /// What to show where no number is known.
    pub fallback: Fallback,
    pub(super) country: Vec<Country>,
}

/// The list that comes with leaflog, read once.
///
/// # Panics
/// When the list is not in order; the one that is built in is tested.
#[must_use]
pub fn helplines() -> &'static Helplines {
    HELPLINES.get()
}

pub(super) static HELPLINES: BuiltIn<Helplines> = BuiltIn::new(|| {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/helplines.json")))
        .expect("assets/helplines.toml is tested")
});

impl Helplines {
    /// The country a person means: its code, its name or another name for it.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<&Country> {
        let typed = key(typed);
        self.country.iter().find(|country| country.is(&typed))
    }

    /// The two letters of a country that is known here by any name, or the two
    /// letters typed.
    ///
    /// # Errors
    /// Neither; says which country may have been meant.
    pub fn code_of(&self, typed: &str) -> Result<String, Invalid> {
        if let Some(country) = self.find(typed) {
            return Ok(country.code.to_owned());
        }
        let letters = typed.trim().to_uppercase();
        if letters.len() == 2 && letters.chars().all(|c| c.is_ascii_uppercase()) {
            return Ok(letters);
        }
        let meant = self
            .near(typed)
            .map_or_else(String::new, |name| format!(". Did you mean {name}?"));
        let quoted = quoted(typed);
        Err(Invalid::new(
            "country",
            format!("{quoted} is not a country leaflog has numbers for{meant}"),
            "write its two letters, like DE; without numbers of its own the card shows several regions'",
        ))
    }

    /// The country whose name is at most two slips away.
    fn near(&self, typed: &str) -> Option<&'static str> {
        let typed = typed.trim().to_lowercase();
        let slips = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &typed);
        let names = self
            .country
            .iter()
            .map(|it| (slips(it.country), it.country));
        names.filter(|(slips, _)| *slips <= 2).min().map(|it| it.1)
    }

    /// Every country, in the order they are offered.
    pub fn all(&self) -> impl Iterator<Item = &Country> {
        self.country.iter()
    }
}

impl Country {
    fn is(&self, typed: &str) -> bool {
        let names = [self.code, self.country];
        let mut names = names.iter().chain(&self.names);
        names.any(|name| key(name) == typed)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn emergency(typed: &str) -> Option<&'static str> {
        helplines().find(typed).map(|country| country.emergency)
    }

    #[test]
    fn people_find_their_country() {
        assert_eq!(emergency("usa"), Some("911"));
        assert_eq!(emergency("England"), Some("999"));
        assert_eq!(emergency("Deutschland"), Some("112"));
        assert_eq!(emergency("Österreich"), Some("144"));
        assert_eq!(emergency("au"), Some("000"));
        assert_eq!(emergency("Atlantis"), None);
    }

    #[test]
    fn a_country_without_numbers_is_its_two_letters() {
        let code = |typed| helplines().code_of(typed);
        assert_eq!(code("Deutschland").unwrap(), "DE");
        assert_eq!(code(" zz ").unwrap(), "ZZ");
        assert!(
            code("germny")
                .unwrap_err()
                .why
                .ends_with("Did you mean Germany?")
        );
        assert!(
            code("Atlantis")
                .unwrap_err()
                .why
                .ends_with("has numbers for")
        );
    }

    #[test]
    fn no_name_means_two_countries() {
        let mut seen = HashSet::new();
        for country in helplines().all() {
            for name in [country.code, country.country].iter().chain(&country.names) {
                assert!(seen.insert(key(name)), "{name} twice");
            }
        }
    }

    #[test]
    fn every_member_of_the_eu_is_there() {
        let members =
            "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
        for code in members.split(' ') {
            assert!(
                emergency(code).is_some_and(|number| !number.is_empty()),
                "{code}"
            );
        }
    }
}
