//! What a measure found.

use crate::domain::Entry;

/// What a measure found.
#[derive(Debug, Clone, Default)]
pub struct Finding<'a> {
    pub value: f64,
    /// What fills the named slots of a text.
    pub words: Vec<(&'static str, String)>,
    /// The entries behind it.
    pub because: Vec<&'a Entry>,
}

impl<'a> Finding<'a> {
    /// A bare value.
    #[must_use]
    pub fn value(value: f64) -> Finding<'a> {
        Finding {
            value,
            ..Finding::default()
        }
    }

    /// A whole number, which also fills `{n}`.
    #[must_use]
    pub fn of(n: u32) -> Finding<'a> {
        Finding::value(f64::from(n)).word("n", n.to_string())
    }

    /// As many as the entries behind it.
    #[must_use]
    pub fn many(entries: Vec<&'a Entry>) -> Finding<'a> {
        Finding::of(count(entries.len())).because(entries)
    }

    #[must_use]
    pub fn because(mut self, entries: Vec<&'a Entry>) -> Finding<'a> {
        self.because = entries;
        self
    }

    #[must_use]
    pub fn word(mut self, slot: &'static str, word: impl Into<String>) -> Finding<'a> {
        self.words.push((slot, word.into()));
        self
    }

    /// Adds the words and entries of a further condition; the first one's value
    /// stands.
    pub fn take_in(&mut self, more: Finding<'a>) {
        for (slot, word) in more.words {
            if !self.words.iter().any(|(own, _)| *own == slot) {
                self.words.push((slot, word));
            }
        }
        let key = |entry: &Entry| (entry.at, entry.id);
        // What stands in order of time holds nothing twice.
        let in_order = more.because.is_sorted_by(|one, next| key(one) < key(next));
        let own = self.because.len();
        for entry in more.because {
            let known = if in_order { own } else { self.because.len() };
            if !self.because[..known].iter().any(|it| it.id == entry.id) {
                self.because.push(entry);
            }
        }
    }
}

/// A number of things, as findings count.
#[must_use]
pub fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
