//! Fractions in front of a unit: `½ g`, `1 1/2 scoops`, `half a scoop`.

use super::Number;
use crate::domain::field::Invalid;
use crate::domain::text::quoted;

/// The number that a fraction in front says, and the unit behind it. A unit must
/// follow: half of what is not to be guessed.
pub fn fraction(typed: &str) -> Result<Option<(Number, &str)>, Invalid> {
    let text = typed.trim();
    let Some((value, unit)) = in_words(text).or_else(|| in_figures(text)) else {
        return Ok(None);
    };
    let unit = unit.trim();
    match Number::new(value).filter(|_| unit.starts_with(char::is_alphabetic)) {
        Some(number) => Ok(Some((number, unit))),
        None => Err(Invalid::new(
            "amount",
            format!("{} does not say of what", quoted(typed)),
            "write it with its unit, like 0.5g or 1.5 scoops",
        )),
    }
}

/// `half a scoop`, `one and a half scoops`.
fn in_words(text: &str) -> Option<(f64, &str)> {
    const SAID: [(&str, f64); 5] = [
        ("one and a half ", 1.5),
        ("half a ", 0.5),
        ("half an ", 0.5),
        ("a half ", 0.5),
        ("half ", 0.5),
    ];
    SAID.into_iter().find_map(|(words, value)| {
        let (start, rest) = text.split_at_checked(words.len())?;
        start.eq_ignore_ascii_case(words).then_some((value, rest))
    })
}

/// `1/2 g`, `½ scoop`, `1½ scoops`, `1 1/2 scoops`. `11/2` may be a slip of
/// `1 1/2` and is nothing; so is what no decimal says exactly.
fn in_figures(text: &str) -> Option<(f64, &str)> {
    const SIGNS: [(char, f64); 3] = [('¼', 0.25), ('½', 0.5), ('¾', 0.75)];
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let whole = &text[..text.len() - after.len()];
    let number = |whole: &str| match whole {
        "" => Some(0.0),
        digits if digits.len() <= 3 => digits.parse::<f64>().ok(),
        _ => None,
    };
    let next = after.trim_start();
    let sign = SIGNS.into_iter().find(|(sign, _)| next.starts_with(*sign));
    if let Some((sign, part)) = sign {
        return Some((number(whole)? + part, &next[sign.len_utf8()..]));
    }
    let (whole, top) = if next.starts_with(|c: char| c.is_ascii_digit()) {
        (whole, next)
    } else {
        ("", text)
    };
    let (top, below) = top.split_once('/')?;
    let unit = below.trim_start_matches(|c: char| c.is_ascii_digit());
    let below = &below[..below.len() - unit.len()];
    let exact = matches!(below, "2" | "4" | "5" | "8" | "10");
    let (top, below): (u8, u8) = (top.parse().ok()?, below.parse().ok()?);
    let proper = exact && (1..below).contains(&top);
    proper.then_some((number(whole)? + f64::from(top) / f64::from(below), unit))
}
