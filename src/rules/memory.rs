//! What typed names were understood to be, remembered as long as their journal is
//! open.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::taken::{FELT, MEANT, TAKEN};

/// How many names are remembered before the memory starts anew; typing a name
/// asks for each of its beginnings.
const REMEMBERED: usize = 4096;

/// Names, and what each was understood to be.
pub(super) struct Memory<T>(LazyLock<Mutex<HashMap<String, T>>>);

impl<T: Clone> Memory<T> {
    pub const fn new() -> Memory<T> {
        Memory(LazyLock::new(Mutex::default))
    }

    /// What a name means, looked up where it is not remembered.
    pub fn of(&self, typed: &str, look_up: impl FnOnce(&str) -> T) -> T {
        if let Some(known) = self.names().get(typed) {
            return known.clone();
        }
        let found = look_up(typed);
        let mut names = self.names();
        if names.len() >= REMEMBERED {
            names.clear();
        }
        names.insert(typed.to_owned(), found.clone());
        found
    }

    fn names(&self) -> MutexGuard<'_, HashMap<String, T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self) {
        *self.names() = HashMap::new();
    }

    fn holds(&self, typed: &str) -> bool {
        self.names().contains_key(typed)
    }
}

/// Forgets every name that was typed: of medicines and what else was taken, of
/// symptoms and of facts.
pub fn forget() {
    TAKEN.forget();
    FELT.forget();
    MEANT.forget();
}

/// Whether a name that was typed is still remembered.
#[must_use]
pub fn remembers(typed: &str) -> bool {
    TAKEN.holds(typed) || FELT.holds(typed) || MEANT.holds(typed)
}

#[cfg(test)]
mod tests {
    use super::super::taken::{felt, known, meant};
    use super::*;

    #[test]
    fn every_name_is_remembered_until_it_is_forgotten() {
        let names = ["a pill of nobody", "an ache of nobody", "a fact of nobody"];
        let [pill, ache, fact] = names;
        let _ = known(pill);
        let _ = felt(ache);
        let _ = meant(fact);
        for name in names {
            assert!(remembers(name), "{name}");
        }
        forget();
        for name in names {
            assert!(!remembers(name), "{name}");
        }
    }
}
