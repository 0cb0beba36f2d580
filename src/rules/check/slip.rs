//! Ordinary slips in a line that is no TOML: a date as written at home, a comma in
//! a number, a word without quotation marks.

/// What to write in place of the slip in a line, where there is one.
pub fn meant(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    if line.starts_with('#') {
        return None;
    }
    // What stands between quotation marks is as meant.
    let outside: Vec<&str> = line.split('"').step_by(2).collect();
    let outside = outside.join("\"");
    let mut values = outside.split('=').skip(1).map(str::trim_start);
    values.find_map(of_value)
}

fn of_value(value: &str) -> Option<&'static str> {
    let first = value.chars().next()?;
    if first.is_alphabetic() {
        let word: String = value.chars().take_while(|c| c.is_alphanumeric()).collect();
        let known = ["true", "false", "inf", "nan"].contains(&word.as_str());
        return (!known).then_some("put quotation marks around a word, like level = \"warning\"");
    }
    if !first.is_ascii_digit() {
        return None;
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/');
    let number: String = value.chars().take_while(|c| number(*c)).collect();
    let parts: Vec<&str> = number.split(['.', ',', '/']).collect();
    match parts.as_slice() {
        [_, _, year] if !year.is_empty() => Some("write the date like 2026-11-21"),
        [_, part] if number.contains(',') && !part.is_empty() => {
            Some("write a point in a number, not a comma, like 5.5")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_said_with_what_was_meant() {
        for (line, says) in [
            ("reviewed = 21.11.2026", "date"),
            ("reviewed = 11/21/2026", "date"),
            ("from = 5,5", "comma"),
            ("{ measure = \"dose_g\", from = 5,5 },", "comma"),
            ("level = warning", "quotation"),
            ("{ measure = dose_g, from = 5 },", "quotation"),
        ] {
            assert!(meant(line).is_some_and(|it| it.contains(says)), "{line}");
        }
    }

    #[test]
    fn what_is_right_is_no_slip() {
        for line in [
            "from = 5.5, to = 6",
            "on = true",
            "window_h = [1, 2]",
            "# level = warning",
            "say = \"a = b, from = 5,5\"",
            "reviewed = 2026-11-21",
        ] {
            assert_eq!(meant(line), None, "{line}");
        }
    }
}
