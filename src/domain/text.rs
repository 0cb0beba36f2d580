//! Text people typed: what may be kept, and what may reach a terminal.

use super::field::Invalid;

/// The longest name or other single line, in characters.
pub const LINE_MAX: usize = 200;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 20_000;

/// A single line: trimmed, without control characters, not too long.
///
/// # Errors
/// Names the field and says what to write.
pub fn line(field: &'static str, typed: &str) -> Result<String, Invalid> {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        return Err(Invalid::new(
            field,
            "holds a line break or a control character",
            "write it on one line, in plain text",
        ));
    }
    no_longer_than(field, text, LINE_MAX)
}

/// A note: any text without control characters other than line breaks and
/// tabs.
///
/// # Errors
/// Names the field and says what to write.
pub fn note(field: &'static str, typed: &str) -> Result<String, Invalid> {
    if typed
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        return Err(Invalid::new(
            field,
            "holds a control character",
            "write plain text; line breaks and tabs are fine",
        ));
    }
    no_longer_than(field, typed, NOTE_MAX)
}

fn no_longer_than(field: &'static str, text: &str, most: usize) -> Result<String, Invalid> {
    let length = text.chars().count();
    if length > most {
        return Err(Invalid::new(
            field,
            format!("is {length} characters long"),
            format!("write at most {most} characters"),
        ));
    }
    Ok(text.to_owned())
}

/// Text that may be printed: no control characters but line breaks and tabs,
/// and none of the characters that turn the writing direction around, so that
/// a note can never drive the terminal.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| may_be_printed(*c)).collect()
}

/// Whether a character is only a character: a letter, a sign, a line break or a
/// tab.
#[must_use]
pub fn may_be_printed(c: char) -> bool {
    matches!(c, '\n' | '\t') || !(c.is_control() || turns_direction(c))
}

/// [`printable`] on one line: line breaks and tabs become single spaces.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in printable(text).split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Bidirectional embeddings, overrides and isolates (Unicode UAX 9), and the
/// separators some terminals break lines at.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}')
}

/// What one and many of a unit have in common, lower case, so that `1 glass` and
/// `2 Glasses` are of the same unit. It is held against another and said to
/// nobody: of a word that ends like `glasse` its last letter may be missing.
#[must_use]
pub fn singular(unit: &str) -> String {
    let unit = unit.trim().to_lowercase();
    let one = match unit.strip_suffix('s') {
        Some(one) if !one.is_empty() && !one.ends_with('s') => one,
        _ => &unit,
    };
    if let Some(stem) = one.strip_suffix("ie") {
        return format!("{stem}y");
    }
    let in_es = ["sse", "she", "che", "xe", "ze", "oe"];
    match one.strip_suffix('e') {
        Some(stem) if in_es.iter().any(|end| one.ends_with(end)) => stem.to_owned(),
        _ => one.to_owned(),
    }
}

/// A typed word in quotes for an error, cut so that the error stays one line.
#[must_use]
pub fn quoted(typed: &str) -> String {
    let shown = one_line(typed);
    if shown.chars().count() > 40 {
        let cut: String = shown.chars().take(39).collect();
        format!("\"{cut}…\"")
    } else {
        format!("\"{shown}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_escape_sequence_never_reaches_the_terminal() {
        assert_eq!(printable("\u{1b}[31mred\u{7}\u{202e}"), "[31mred");
        assert_eq!(one_line("two\nlines\tand  spaces "), "two lines and spaces");
    }

    #[test]
    fn one_and_many_of_a_unit_are_the_same() {
        for (one, many) in [
            ("glass", "Glasses"),
            ("scoop", "scoops "),
            ("capsule", "capsules"),
            ("piece", "pieces"),
            ("pouch", "pouches"),
            ("box", "boxes"),
            ("dash", "dashes"),
            ("tablespoon", "tablespoons"),
            ("dose", "doses"),
            ("pastry", "pastries"),
            ("cookie", "cookies"),
            ("size", "sizes"),
            ("potato", "potatoes"),
            ("löffel", "Löffel"),
            ("Maß", "maß"),
            ("s", "s"),
            ("", ""),
        ] {
            assert_eq!(singular(one), singular(many), "{one}");
        }
        for (one, other) in [("glass", "gla"), ("glass", "class"), ("cap", "cup")] {
            assert_ne!(singular(one), singular(other), "{one}");
        }
        assert_eq!(singular("glasses"), "glass");
    }

    #[test]
    fn a_name_is_one_line_and_a_note_may_be_many() {
        assert_eq!(line("name", "  Grüner Tee  ").unwrap(), "Grüner Tee");
        assert!(line("name", "a\nb").is_err());
        assert_eq!(note("note", "a\nb").unwrap(), "a\nb");
        assert!(note("note", "a\u{0}b").is_err());
    }

    #[test]
    fn three_megabytes_are_refused_in_one_sentence() {
        let wrong = note("note", &"x".repeat(3_000_000)).unwrap_err();
        assert_eq!(wrong.to_string(), "note: is 3000000 characters long");
        assert_eq!(wrong.hint, "write at most 20000 characters");
    }
}
