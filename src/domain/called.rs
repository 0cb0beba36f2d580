//! What a warning may call an entry: what was typed, and what leaflog calls it.

use std::collections::BTreeSet;

use super::{Entry, What};

/// The names that leaflog has for what was typed: "sertraline" for "Zoloft".
/// Rules know them, and what lies below them is handed this.
pub type Called = fn(&str) -> Vec<String>;

/// No names but what was typed.
#[must_use]
pub fn as_typed(_typed: &str) -> Vec<String> {
    Vec::new()
}

/// What was typed and what leaflog calls it, in small letters.
pub fn names<'a>(typed: impl IntoIterator<Item = &'a str>, called: Called) -> BTreeSet<String> {
    let typed: BTreeSet<&str> = typed.into_iter().map(str::trim).collect();
    let typed = typed.into_iter().filter(|name| !name.is_empty());
    let names = typed.flat_map(|name| std::iter::once(name.to_owned()).chain(called(name)));
    names.map(|name| name.to_lowercase()).collect()
}

impl Entry {
    /// The name that was typed in it, of what was taken, felt, had or measured.
    #[must_use]
    pub fn typed_name(&self) -> Option<&str> {
        match &self.what {
            What::Dose(dose) => dose.product.as_deref(),
            What::Substance(substance) => Some(&substance.name),
            What::Symptom(symptom) => Some(&symptom.name),
            What::Medicine(medicine) => Some(&medicine.name),
            What::About(about) => Some(&about.name),
            What::Product(product) => Some(&product.name),
            What::Reading(reading) => Some(&reading.name),
            What::Event(event) => Some(event.name.name()),
            What::Sleep(_) | What::None(_) | What::Note => None,
        }
    }

    /// What a warning about it may call it, in small letters: its id too.
    #[must_use]
    pub fn called(&self, called: Called) -> BTreeSet<String> {
        let mut names = names(self.typed_name(), called);
        names.insert(self.id.to_string());
        names
    }
}
