//! A warning on one line: sign, word, what it says.

use ratatui::text::{Line, Span};

use super::text::{ends, fit, styled, width};
use crate::rules::Alert;
use crate::tui::theme::level_words;
use crate::tui::view::View;

/// `>!! WARNING  alcohol 34 min ago: …                      Enter why`.
#[must_use]
pub fn line(
    view: &View,
    alert: &Alert,
    chosen: bool,
    right: &str,
    columns: usize,
) -> Line<'static> {
    let theme = &view.theme;
    let mark = if chosen {
        styled(">", theme.accent)
    } else {
        Span::raw(" ")
    };
    let level = styled(level_words(alert.level), theme.level(alert.level));
    let says = if view.is_hidden() {
        view.says(alert)
    } else {
        crate::domain::text::one_line(&alert.say)
    };
    let left = vec![mark, level, Span::raw("  "), Span::raw(says)];
    if right.is_empty() || columns < 60 {
        return fit(left, columns);
    }
    let right = format!("  {right}");
    debug_assert!(width(&right) < columns);
    ends(left, vec![styled(right, theme.dim)], columns)
}
