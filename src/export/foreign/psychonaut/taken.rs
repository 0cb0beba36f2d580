//! What was taken: the amount as the file says it, and what its name stands for.

use crate::domain::field::Values;
use crate::rules::classes;

/// Names that say no more than what it is.
pub const PLAIN: [&str; 7] = [
    "kratom",
    "mitragyna",
    "mitragyna speciosa",
    "mitragynine",
    "kratom extract",
    "7-oh",
    "7-hydroxymitragynine",
];

/// How much was taken, as the file says it.
pub struct Amount {
    pub dose: Option<f64>,
    pub unit: String,
    /// What one of the person's own units was said to hold.
    pub holds: Option<String>,
}

impl Amount {
    pub fn milligrams(&self) -> Option<f64> {
        match self.unit.to_lowercase().as_str() {
            "mg" | "mgs" | "milligram" | "milligrams" => self.dose,
            "g" | "gram" | "grams" => self.dose.map(|dose| dose * 1000.0),
            _ => None,
        }
    }

    pub fn says(&self) -> String {
        let dose = self.dose.map(|dose| dose.to_string()).unwrap_or_default();
        format!("{dose} {}", self.unit).trim().to_owned()
    }
}

pub fn substance(name: &str, amount: &Amount) -> Values {
    let mut values = Values::new().with("name", name);
    values.set_some("amount", amount.dose.map(|dose| dose.to_string()));
    if amount.dose.is_some() {
        values.set("unit", amount.unit.clone());
    }
    values
}

/// What a name stands for, of what comes from kratom.
pub enum Sort {
    Leaf,
    /// Its milligrams are those of one alkaloid.
    Mitragynine,
    Extract,
    SevenOh,
    /// Pseudoindoxyl and the like, whose milligrams are not those of 7-OH.
    LikeSevenOh,
    Other {
        with_kratom: bool,
    },
}

impl Sort {
    pub fn of(name: &str) -> Sort {
        let Some(found) = classes::names().find(name) else {
            return Sort::Other { with_kratom: false };
        };
        let ids: Vec<&str> = found.classes.iter().map(|class| class.id).collect();
        let alone = !found.guessed && ids.len() == 1;
        match ids.as_slice() {
            ["kratom_leaf"] if alone && name.eq_ignore_ascii_case("mitragynine") => {
                Sort::Mitragynine
            }
            ["kratom_leaf"] if alone => Sort::Leaf,
            ["kratom_extract"] if alone => Sort::Extract,
            ["kratom_7oh"] if alone && found.name == "7-OH" => Sort::SevenOh,
            ["kratom_7oh"] if alone => Sort::LikeSevenOh,
            _ => Sort::Other {
                with_kratom: found.has("kratom"),
            },
        }
    }
}

/// Up to three decimals: what a file reckoned itself may have more.
pub fn round(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
