//! Text by display width: cut, filled and wrapped without breaking a wide
//! letter.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text in at most so many columns; `…` stands for what is cut.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 0;
    for letter in text.chars() {
        let wide = letter.width().unwrap_or(0);
        if used + wide > most.saturating_sub(1) {
            break;
        }
        used += wide;
        short.push(letter);
    }
    while short.ends_with(' ') {
        short.pop();
    }
    if most > 0 {
        short.push('…');
    }
    short
}

/// The end of the text in at most so many columns; `…` stands for what is cut
/// before it.
#[must_use]
pub fn cut_before(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut used = usize::from(most > 0);
    let fits = text.char_indices().rev().take_while(|(_, letter)| {
        used += letter.width().unwrap_or(0);
        used <= most
    });
    let start = fits.last().map_or(text.len(), |(at, _)| at);
    let sign = if most > 0 { "…" } else { "" };
    format!("{sign}{}", &text[start..])
}

/// The text in exactly so many columns, spaces after it.
#[must_use]
pub fn fill(text: &str, columns: usize) -> String {
    let short = cut(text, columns);
    let gap = columns.saturating_sub(width(&short));
    short + &" ".repeat(gap)
}

/// The text in exactly so many columns, spaces before it.
#[must_use]
pub fn fill_left(text: &str, columns: usize) -> String {
    let short = cut(text, columns);
    " ".repeat(columns.saturating_sub(width(&short))) + &short
}

/// The text on lines of at most so many columns.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    textwrap::wrap(text, columns)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Spans in exactly so many columns: the last one that does not fit is cut.
#[must_use]
pub fn fit<'a>(spans: Vec<Span<'a>>, columns: usize) -> Line<'a> {
    let mut room = columns;
    let mut kept: Vec<Span<'a>> = Vec::new();
    for span in spans {
        let wide = width(&span.content);
        if wide <= room {
            room -= wide;
            kept.push(span);
        } else {
            kept.push(Span::styled(cut(&span.content, room), span.style));
            break;
        }
    }
    Line::from(kept)
}

/// One line with something at its left and something at its right end; where
/// both do not fit the left one is cut.
#[must_use]
pub fn ends<'a>(left: Vec<Span<'a>>, right: Vec<Span<'a>>, columns: usize) -> Line<'a> {
    let right_wide = spans_width(&right).min(columns);
    let room = columns - right_wide;
    let mut line = fit(left, room.saturating_sub(usize::from(right_wide > 0)));
    let gap = room.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(gap)));
    for span in fit(right, columns.saturating_sub(line.width())).spans {
        line.push_span(span);
    }
    line
}

/// How many columns some spans take.
#[must_use]
pub fn spans_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.content)).sum()
}

/// A span, spelled short.
#[must_use]
pub fn styled(text: impl Into<String>, style: Style) -> Span<'static> {
    Span::styled(text.into(), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_letter_is_never_halved() {
        assert_eq!(cut("緑茶の粉", 5), "緑茶…");
        assert_eq!(cut("緑茶の粉", 4), "緑…");
        assert_eq!(width(&fill("緑茶の粉", 6)), 6);
        assert_eq!(cut("abc", 0), "");
        assert_eq!(cut_before("緑茶の粉", 4), "…粉");
        assert_eq!(cut_before("緑茶の粉", 5), "…の粉");
        assert_eq!(cut_before("abc", 3), "abc");
        assert_eq!(cut_before("abc", 0), "");
    }

    #[test]
    fn both_ends_stand_where_they_should() {
        let line = ends(vec!["left side".into()], vec!["right".into()], 12);
        assert_eq!(line.to_string(), "left…  right");
        assert_eq!(
            ends(vec!["a".into()], vec!["b".into()], 5).to_string(),
            "a   b"
        );
    }
}
