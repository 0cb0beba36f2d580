//! Small words for figures.

/// `1 dose`, `3 doses`.
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `2.7`, `3`.
#[must_use]
pub fn one_decimal(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What of some doses is not in the grams of leaf: `1 without a weight`,
/// `2 of extract`, `1 of 7-OH`.
#[must_use]
pub fn beside_leaf(without_weight: usize, extract: usize, seven_oh: usize) -> Vec<String> {
    [
        (without_weight, "without a weight"),
        (extract, "of extract"),
        (seven_oh, "of 7-OH"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, what)| format!("{n} {what}"))
    .collect()
}
