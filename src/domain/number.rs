//! Fractions as people write them: `1/2`, `½`, `1 1/2`, `1½`.

/// A fraction at the start of a text, and what follows it. `8/500` is no fraction
/// but the two parts of a tablet, and `30/6` is nothing anybody takes.
#[must_use]
pub fn fraction(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let (whole, rest) = digits(text);
    if let Some(part) = part(rest.trim_start()) {
        let whole: f64 = if whole.is_empty() {
            0.0
        } else {
            whole.parse().ok()?
        };
        return Some((rounded(whole + part.0), part.1));
    }
    part(text).map(|(value, rest)| (rounded(value), rest))
}

/// `1/2` or `½`, below one.
fn part(text: &str) -> Option<(f64, &str)> {
    let sign = text.chars().next()?;
    if let Some(value) = one_sign(sign) {
        return Some((value, &text[sign.len_utf8()..]));
    }
    let (above, rest) = digits(text);
    let (below, rest) = digits(rest.strip_prefix(['/', '⁄'])?);
    let (above, below): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
    let goes_on = rest.starts_with(['/', '.', ',', '-', '–', '^']);
    let is = (1..below).contains(&above) && below <= 10 && !goes_on;
    is.then(|| (f64::from(above) / f64::from(below), rest))
}

fn one_sign(sign: char) -> Option<f64> {
    Some(match sign {
        '½' => 0.5,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅛' => 0.125,
        _ => return None,
    })
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

/// To three decimals, as much as anybody divides.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_numbers() {
        for (text, value, rest) in [
            ("1/2 tablet", 0.5, " tablet"),
            ("½ tablet", 0.5, " tablet"),
            ("1 1/2 tablets", 1.5, " tablets"),
            ("1½", 1.5, ""),
            ("2 ½ mg", 2.5, " mg"),
            ("1/3 pill", 0.333, " pill"),
        ] {
            assert_eq!(fraction(text), Some((value, rest)), "{text}");
        }
        for text in [
            "8/500", "30/6", "1-2", "1/0", "0/2", "5", "a half", "1/2/3", "1/2-1 mg",
        ] {
            assert_eq!(fraction(text), None, "{text}");
        }
    }
}
