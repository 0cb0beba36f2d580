//! Whom to call: the numbers the person wrote down stand before those of their
//! country that come with leaflog.

use super::helplines::{Country, Line, helplines};
use crate::domain::journal::Journal;
use crate::domain::setting::{CRISIS_LINE, EMERGENCY_NUMBER, POISON_LINE};
use crate::domain::text::one_line;

/// How a number the person wrote down is marked.
pub const OWN: &str = "your own number";

/// The numbers of one journal.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    pub country: Option<&'static Country>,
    pub emergency: Option<String>,
    pub poison: Option<String>,
    pub crisis: Option<String>,
}

impl Calls {
    #[must_use]
    pub fn of(journal: &Journal) -> Calls {
        let own = |name: &str| {
            let number = journal.settings.get(name).map(one_line);
            // What cannot be dialled takes no number's place.
            number.filter(|it| it.chars().any(|c| c.is_ascii_digit()))
        };
        Calls {
            country: journal.country().and_then(|code| helplines().find(code)),
            emergency: own(EMERGENCY_NUMBER),
            poison: own(POISON_LINE),
            crisis: own(CRISIS_LINE),
        }
    }

    /// The number built in for the country, if one is.
    #[must_use]
    pub fn built_in(&self) -> Option<&'static str> {
        let number = self.country.map(|country| country.emergency);
        number.filter(|number| !number.is_empty())
    }

    /// The number that comes first; those of several regions where none is known.
    #[must_use]
    pub fn number(&self) -> &str {
        let known = self.emergency.as_deref().or(self.built_in());
        known.unwrap_or(helplines().fallback.emergency)
    }

    /// What stands beside that number: whose it is.
    #[must_use]
    pub fn whose(&self) -> &'static str {
        match (&self.emergency, self.built_in(), self.country) {
            (Some(_), ..) => OWN,
            (None, Some(_), Some(country)) => country.country,
            _ => "",
        }
    }

    /// Where else to call, the person's own first: a label and its numbers.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, Vec<String>)> {
        let built_in = |lines: fn(&'static Country) -> &'static [Line]| {
            let lines = self.country.map(lines).unwrap_or_default().iter();
            lines.map(|line| format!("{} {}", line.name, line.number))
        };
        let own = |number: &Option<String>| {
            let number = number.iter();
            number.map(|it| format!("{it} ({OWN})")).collect::<Vec<_>>()
        };
        let mut poison = own(&self.poison);
        poison.extend(built_in(|country| &country.poison));
        let mut talk = own(&self.crisis);
        talk.extend(built_in(|country| &country.talk));
        let drugs = built_in(|country| &country.drugs).collect();
        // An own number takes the place of the country's, and does not hide it.
        let emergency = self.emergency.iter().filter_map(|_| {
            let country = self.country.map_or("", |country| country.country);
            let number = self.built_in();
            number.map(|number| format!("{country} {number}"))
        });
        let all = [
            ("Emergency", emergency.collect()),
            ("Poison line", poison),
            ("To talk", talk),
            ("Drugs", drugs),
        ];
        all.into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .collect()
    }

    /// When the numbers that come with leaflog were last looked at: `2026-11`.
    #[must_use]
    pub fn checked(&self) -> Option<&'static str> {
        self.country.map(|country| country.checked)
    }
}
