//! Text of the report: what a person wrote is cleaned, cut where it is long, and
//! known as theirs, so that its writing direction is its own.

use crate::domain::text::printable;

/// The longest single line: a name, a unit, a batch.
const LINE: usize = 120;

/// A piece of text, and whether it holds a person's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub own: bool,
}

impl Words {
    /// What leaflog says.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Words {
        Words {
            text: text.into(),
            own: false,
        }
    }

    /// What a person wrote, on one line.
    #[must_use]
    pub fn own(text: &str) -> Words {
        Words::cut(text, LINE)
    }

    /// The same, cut after so many characters.
    #[must_use]
    pub fn cut(text: &str, most: usize) -> Words {
        Words {
            text: cut(&one_line(text), most),
            own: true,
        }
    }
}

impl Words {
    /// Whether a word of it is so long that a column may break it.
    #[must_use]
    pub fn is_long(&self) -> bool {
        is_long(&self.text)
    }
}

/// No name of a medicine is longer; what is, may be broken anywhere.
const LONG: usize = 24;

#[must_use]
pub fn is_long(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| word.chars().count() > LONG)
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words::of(text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words::of(text)
    }
}

/// On one line, without what a page may not hold: control characters, those that
/// turn the writing around, and code points that are no characters.
fn one_line(text: &str) -> String {
    let text: String = printable(text)
        .chars()
        .filter(|c| !is_no_character(*c))
        .collect();
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn is_no_character(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

/// Cut at a space where one is near, and how much was left out.
fn cut(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    let whole = &text[..end];
    let kept = match whole.rfind(' ') {
        Some(space) if whole[space..].chars().count() <= 30 => &whole[..space],
        _ => whole.trim_end_matches(is_joined),
    };
    let left = length - kept.chars().count();
    format!("{kept} … ({left} more characters left out)")
}

/// What belongs to the sign beside it: a cut must not leave it alone.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{300}'..='\u{36f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_note_says_how_much_is_missing() {
        let note = "word ".repeat(2000);
        let cut = Words::cut(&note, 200);
        assert!(
            cut.text.ends_with("… (9800 more characters left out)"),
            "{}",
            cut.text
        );
        assert!(cut.text.starts_with("word word") && cut.own);
        assert_eq!(
            Words::cut(&"x".repeat(250), 200).text.chars().count(),
            200 + 32
        );
        assert_eq!(Words::own("short").text, "short");
    }

    #[test]
    fn nothing_in_a_name_turns_the_page_around() {
        let name = "green\u{202e} gab\u{7}\nof\u{fffe}\u{fdd0} tea";
        assert_eq!(Words::own(name).text, "green gab of tea");
    }
}
