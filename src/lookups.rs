//! What the figures ask of names, answered from the rules' own lists.

use crate::rules::classes::{names, window_h};
use crate::rules::facts::{DOSE_LINE, DOSES_A_DAY, facts};
use crate::rules::felt;
use crate::stats::Lookups;
use crate::stats::own_lines::Own;

/// Windows and classes of the names leaflog knows.
#[must_use]
pub fn lookups() -> Lookups<'static> {
    Lookups {
        window_h: &window_h,
        classes: &classes,
        sign: &sign,
        own_line: &own_line,
    }
}

/// Which line of one's own a fact draws, by its name or people's own words.
#[must_use]
pub fn own_line(name: &str) -> Option<Own> {
    let known = facts().find(name).map(|fact| fact.name);
    match known.unwrap_or(name) {
        DOSE_LINE => Some(Own::Dose),
        DOSES_A_DAY => Some(Own::Doses),
        "grams a day" => Some(Own::Grams),
        _ => None,
    }
}

/// The sign that a symptom's name is read as: its own, people's words for it, or
/// one with a slip.
#[must_use]
pub fn sign(name: &str) -> Option<&'static str> {
    felt(name).map(|sign| sign.name)
}

/// The ids of a name's classes; empty where it is not assessed.
#[must_use]
pub fn classes(name: &str) -> Vec<String> {
    let found = names().find(name);
    let classes = found.into_iter().flat_map(|found| found.classes);
    classes.map(|class| class.id.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::co_use::CoUse;
    use crate::stats::sample::{entry, journal};

    #[test]
    fn kratom_by_any_name_is_not_something_else() {
        let with = |name: &str| {
            let journal = journal(&[&format!("substance name={name} at=2026-11-19T08:00")]);
            let at = entry("dose amount=2g at=2026-11-19T08:00").at.to_utc();
            CoUse::new(&journal, &lookups()).around(at).count()
        };
        for (name, count) in [
            ("kratom", 0),
            ("7-OH", 0),
            ("kratom_extract", 0),
            ("naloxone", 0),
            ("wine", 1),
            ("something_unheard_of", 1),
        ] {
            assert_eq!(with(name), count, "{name}");
        }
        assert_eq!(classes("wine"), ["alcohol"]);
        assert_eq!(classes("something unheard of"), [""; 0]);
    }
}
