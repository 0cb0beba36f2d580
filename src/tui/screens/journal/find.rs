//! Which entries the list shows: those of the days, or those of a kind, or those
//! that hold a text.

use std::fmt::Display;

use crate::domain::dose::Taken;
use crate::domain::{Entry, Kind, What};
use crate::tui::view::View;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    pub kind: Option<Kind>,
    pub text: String,
}

impl Wanted {
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.kind.is_none() && self.text.trim().is_empty()
    }

    fn takes(&self, entry: &Entry, needle: &str) -> bool {
        let kind = entry.kind();
        let kind_fits = self.kind.map_or(!kind.is_beside(), |wanted| wanted == kind);
        kind_fits && (needle.is_empty() || mentions(entry, needle))
    }
}

/// The places of what was found, oldest first; `None` is everything.
#[derive(Debug, Default)]
pub struct Found {
    wanted: Wanted,
    revision: u64,
    places: Option<Vec<usize>>,
}

impl Found {
    /// Looks again, if something else is wanted or the journal changed. A
    /// longer search only looks through what the shorter one found.
    pub fn look(&mut self, wanted: &Wanted, view: &View) {
        if self.revision == view.revision && self.wanted == *wanted {
            return;
        }
        let goes_on = self.revision == view.revision
            && self.wanted.kind == wanted.kind
            && wanted.text.starts_with(&self.wanted.text);
        let needle = wanted.text.trim().to_lowercase();
        let entries = view.journal.entries();
        let takes = |place: &usize| wanted.takes(&entries[*place], &needle);
        self.places = match self.places.take() {
            _ if wanted.is_all() => None,
            Some(places) if goes_on => Some(places.into_iter().filter(takes).collect()),
            _ => Some((0..entries.len()).filter(takes).collect()),
        };
        self.wanted = wanted.clone();
        self.revision = view.revision;
    }

    /// How many, where that was counted.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.places.as_ref().map(Vec::len)
    }

    /// The newest of them up to a place.
    #[must_use]
    pub fn at_or_before(&self, view: &View, place: usize) -> Option<usize> {
        if let Some(places) = &self.places {
            let after = places.partition_point(|other| *other <= place);
            return places.get(after.checked_sub(1)?).copied();
        }
        (0..=place).rev().find(|place| is_shown(view, *place))
    }

    #[must_use]
    pub fn before(&self, view: &View, place: usize) -> Option<usize> {
        self.at_or_before(view, place.checked_sub(1)?)
    }

    #[must_use]
    pub fn after(&self, view: &View, place: usize) -> Option<usize> {
        if let Some(places) = &self.places {
            let after = places.partition_point(|other| *other <= place);
            return places.get(after).copied();
        }
        let count = view.journal.entries().len();
        (place + 1..count).find(|place| is_shown(view, *place))
    }
}

fn is_shown(view: &View, place: usize) -> bool {
    let entry = view.journal.entries().get(place);
    entry.is_some_and(|entry| !entry.kind().is_beside())
}

/// Whether an entry holds every word of a text in small letters. Nothing is
/// built up for it where it can be helped: a search goes through a whole
/// journal at every letter.
fn mentions(entry: &Entry, needle: &str) -> bool {
    needle
        .split_whitespace()
        .all(|word| mentions_word(entry, word))
}

fn mentions_word(entry: &Entry, word: &str) -> bool {
    let holds = |text: &str| holds(text, word);
    let maybe = |text: &Option<String>| text.as_deref().is_some_and(holds);
    if holds(entry.kind().says()) || maybe(&entry.note) {
        return true;
    }
    match &entry.what {
        What::Dose(dose) => {
            maybe(&dose.product)
                || maybe(&dose.batch)
                || holds(dose.form.says())
                || dose.reason.is_some_and(|reason| holds(reason.says()))
                || taken(&dose.taken, word)
        }
        What::Substance(substance) => {
            holds(&substance.name)
                || maybe(&substance.unit)
                || substance.amount.is_some_and(|n| begins(n, word))
        }
        What::Symptom(symptom) => holds(&symptom.name) || holds(symptom.severity.says()),
        What::About(about) => holds(&about.name),
        What::Medicine(medicine) => holds(&medicine.name),
        What::Product(product) => {
            holds(&product.name) || maybe(&product.batch) || maybe(&product.vendor)
        }
        What::Reading(reading) => holds(&reading.name),
        What::Event(event) => holds(event.name.name()),
        What::Sleep(_) | What::None(_) | What::Note => false,
    }
}

/// "4", "4.5", "4g" and "g" of a weighed dose; "2" and "scoops" of a counted one.
fn taken(taken: &Taken, word: &str) -> bool {
    let count = taken.count.as_ref();
    let number = word.strip_suffix('g').unwrap_or(word);
    taken
        .weight
        .is_some_and(|weight| word == "g" || begins(weight, number))
        || count.is_some_and(|count| holds(&count.unit, word) || begins(count.n, word))
}

/// Whether a number, as it is written, begins so.
fn begins(number: impl Display, word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && number.to_string().starts_with(word)
}

fn holds(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    text.len() >= needle.len()
        && text
            .windows(needle.len().max(1))
            .any(|part| part.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::{begins, holds};
    use crate::domain::amount::Mg;

    #[test]
    fn amounts_are_found_as_they_are_written() {
        assert!(begins(Mg(4500), "4.5"));
        assert!(begins(Mg(4500), "4"));
        assert!(!begins(Mg(2400), "4"));
        assert!(!begins(Mg(2400), ""));
    }

    #[test]
    fn case_does_not_count() {
        assert!(holds("Green bag", "green"));
        assert!(holds("GRÜNER TEE", "grüner"));
        assert!(!holds("tea", "teatime"));
    }
}
