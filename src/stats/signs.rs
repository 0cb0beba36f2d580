//! What was felt, by the name it is read as: "sweting" counts as sweating. The
//! word itself stays in the entry.

use std::collections::HashMap;

use super::Lookups;

/// The names that were met, each looked up once.
pub struct Signs<'a, 'l> {
    lookups: &'l Lookups<'l>,
    read: HashMap<&'a str, &'a str>,
}

impl<'a, 'l> Signs<'a, 'l> {
    #[must_use]
    pub fn new(lookups: &'l Lookups) -> Signs<'a, 'l> {
        Signs {
            lookups,
            read: HashMap::new(),
        }
    }

    /// The name it is read as; a word that no list knows is its own.
    pub fn read(&mut self, typed: &'a str) -> &'a str {
        let lookups = self.lookups;
        let read = self.read.entry(typed);
        read.or_insert_with(|| (lookups.sign)(typed).unwrap_or(typed))
    }
}
