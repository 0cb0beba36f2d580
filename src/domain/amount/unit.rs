//! The words behind a number: weights, volumes, and what is counted.

/// The words for weights; a bare number means grams.
pub const GRAMS: &[&str] = &["", "g", "gram", "grams", "gramm", "gr", "gm", "gms"];
pub const MILLIGRAMS: &[&str] = &["mg", "milligram", "milligrams", "mgs"];
/// Words for what is counted that look like a slip of one of those.
const COUNTED: &[&str] = &["gum", "gums", "mug", "mugs"];

/// Volumes and other weights, which are never what is counted.
const NOT_COUNTED: [&str; 38] = [
    "ml",
    "l",
    "cl",
    "dl",
    "litre",
    "litres",
    "liter",
    "liters",
    "milliliter",
    "millilitre",
    "milliliters",
    "millilitres",
    "kg",
    "kgs",
    "kilo",
    "kilos",
    "kilogram",
    "kilograms",
    "oz",
    "ounce",
    "ounces",
    "lb",
    "lbs",
    "pound",
    "pounds",
    "mcg",
    "ug",
    "µg",
    "μg",
    "microgram",
    "micrograms",
    "grain",
    "grains",
    "floz",
    "fl oz",
    "cc",
    "percent",
    "stone",
];

/// "g", "g powder", "ml": begins with a weight or a volume.
pub fn is_measured(unit: &str) -> bool {
    let first = unit.split_whitespace().next().unwrap_or_default();
    let words = GRAMS.iter().chain(MILLIGRAMS).chain(&NOT_COUNTED);
    !first.is_empty() && words.into_iter().any(|word| *word == first)
}

/// "g powder", "mg mitragynine": a weight, and then something else.
pub fn says_more(unit: &str) -> bool {
    let mut words = unit.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_weight = GRAMS
        .iter()
        .chain(MILLIGRAMS)
        .any(|weight| *weight == first);
    is_weight && !first.is_empty() && words.next().is_some()
}

/// Whether a word can name what is counted. Volumes, other weights and slips of
/// "gram" cannot: a wrong unit must never be stored as if it were understood.
pub fn is_count_unit(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && word.starts_with(char::is_alphabetic)
        && !word.chars().any(|c| c.is_ascii_digit())
        && !NOT_COUNTED.contains(&word)
        && (COUNTED.contains(&word)
            || !GRAMS
                .iter()
                .chain(MILLIGRAMS)
                .filter(|unit| unit.len() >= 2)
                .any(|unit| strsim::damerau_levenshtein(unit, word) <= 1))
}
