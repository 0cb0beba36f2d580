//! What several kinds ask for alike: a name, a date, a whole number, yes or no.

use chrono::NaiveDate;

use super::field::{Choice, Invalid, Values};
use super::moment::When;
use super::text;

/// A required `name`.
pub fn name(values: &Values, hint: &str) -> Result<String, Invalid> {
    match values.get("name") {
        Some(typed) => text::line("name", typed),
        None => Err(Invalid::new("name", "is missing", hint)),
    }
}

/// A date that may be ahead.
pub fn date(
    values: &Values,
    field: &'static str,
    when: &When,
) -> Result<Option<NaiveDate>, Invalid> {
    let typed = values.get(field);
    typed
        .map(|text| when.parse_any_date(field, text))
        .transpose()
}

/// What something says, and until when.
pub fn until(says: String, until: Option<NaiveDate>) -> String {
    match until {
        Some(until) => format!("{says}, until {until}"),
        None => says,
    }
}

/// A whole number up to and including `most`.
pub fn whole(field: &'static str, typed: &str, most: u16, hint: &str) -> Result<u16, Invalid> {
    typed
        .trim()
        .trim_end_matches("min")
        .trim_end()
        .parse()
        .ok()
        .filter(|n| *n <= most)
        .ok_or_else(|| {
            Invalid::new(
                field,
                format!(
                    "{} is not a whole number from 0 to {most}",
                    text::quoted(typed)
                ),
                hint,
            )
        })
}

pub fn yes_no(field: &'static str, typed: &str) -> Result<bool, Invalid> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err(Invalid::new(
            field,
            format!("{} is neither yes nor no", text::quoted(typed)),
            "write yes or no",
        )),
    }
}

pub fn yes_no_text(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// One of a closed list, by its value or by how it is said, case ignored.
pub fn choose(field: &'static str, choices: &[Choice], typed: &str) -> Result<usize, Invalid> {
    let word = typed.trim().to_lowercase();
    choices
        .iter()
        .position(|choice| choice.value == word || choice.says.to_lowercase() == word)
        .ok_or_else(|| {
            let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            Invalid::new(
                field,
                format!(
                    "{} is not one of them{}",
                    text::quoted(typed),
                    meant(&word, &values)
                ),
                format!("write one of {}", values.join(", ")),
            )
        })
}

/// `. Did you mean powder?`, where one of the words is near what was typed.
#[must_use]
pub fn meant(typed: &str, words: &[&str]) -> String {
    words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(word, typed), word))
        .filter(|(slips, word)| *slips <= 1 + word.len() / 4)
        .min()
        .map(|(_, word)| format!(". Did you mean {word}?"))
        .unwrap_or_default()
}
