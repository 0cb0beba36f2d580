//! The kinds of entries.

use serde::{Deserialize, Serialize};

use super::asked::meant;
use super::field::{Field, Invalid};
use super::{
    about, dose, event, medicine, none, note, product, reading, sleep, substance, symptom, text,
};

/// The sort of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Dose,
    Substance,
    Sleep,
    Symptom,
    None,
    Note,
    Medicine,
    About,
    Product,
    Reading,
    Event,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Dose,
        Kind::Substance,
        Kind::Sleep,
        Kind::Symptom,
        Kind::None,
        Kind::Note,
        Kind::Medicine,
        Kind::About,
        Kind::Product,
        Kind::Reading,
        Kind::Event,
    ];

    /// As stored, exported and typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Dose => "dose",
            Kind::Substance => "substance",
            Kind::Sleep => "sleep",
            Kind::Symptom => "symptom",
            Kind::None => "none",
            Kind::Note => "note",
            Kind::Medicine => "medicine",
            Kind::About => "about",
            Kind::Product => "product",
            Kind::Reading => "reading",
            Kind::Event => "event",
        }
    }

    /// As a list shows it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Kind::Substance => "other",
            Kind::Sleep => "night",
            other => other.name(),
        }
    }

    /// Whether it says something lasting rather than something of a day: a
    /// medicine, a fact about the person, what is in the bag.
    #[must_use]
    pub fn is_lasting(self) -> bool {
        matches!(self, Kind::Medicine | Kind::About | Kind::Product)
    }

    /// Whether lists of days leave it out unless asked: what rules read beside
    /// the days themselves.
    #[must_use]
    pub fn is_beside(self) -> bool {
        self.is_lasting() || matches!(self, Kind::Reading | Kind::Event)
    }

    /// What it asks for, in the order it is asked.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Dose => dose::FIELDS,
            Kind::Substance => substance::FIELDS,
            Kind::Sleep => sleep::FIELDS,
            Kind::Symptom => symptom::FIELDS,
            Kind::None => none::FIELDS,
            Kind::Note => note::FIELDS,
            Kind::Medicine => medicine::FIELDS,
            Kind::About => about::FIELDS,
            Kind::Product => product::FIELDS,
            Kind::Reading => reading::FIELDS,
            Kind::Event => event::FIELDS,
        }
    }

    /// The kind of that name, case ignored.
    ///
    /// # Errors
    /// Names the kinds there are.
    pub fn parse(typed: &str) -> Result<Kind, Invalid> {
        let word = typed.trim().to_lowercase();
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == word)
            .ok_or_else(|| {
                let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                Invalid::new(
                    "kind",
                    format!(
                        "{} is not a kind of entry{}",
                        text::quoted(typed),
                        meant(&word, &names)
                    ),
                    format!("write one of {}", names.join(", ")),
                )
            })
    }
}
