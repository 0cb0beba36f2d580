//! A page of lines with a place for the cursor and for the mouse.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells::Cell;
use crate::tui::widgets::text::{fill, fill_left, styled, wrap};

/// What is drawn, from top to bottom; longer than the screen it is scrolled.
#[derive(Debug, Default)]
pub struct Page {
    pub lines: Vec<Line<'static>>,
    /// Where the chosen day stands: column and line.
    pub cursor: Option<(usize, usize)>,
    /// Where days stand.
    pub spots: Vec<Spot>,
    /// Lines that stay in sight over what is scrolled: the title, heads.
    pub pinned: Vec<usize>,
}

/// Some columns of a line that stand for a day.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub line: usize,
    pub from: usize,
    pub to: usize,
    pub day: NaiveDate,
}

impl Page {
    pub fn push(&mut self, line: impl Into<Line<'static>>) {
        self.lines.push(line.into());
    }

    /// Keeps a line in sight.
    pub fn pin(&mut self, line: impl Into<Line<'static>>) {
        self.pinned.push(self.lines.len());
        self.push(line);
    }

    /// The line that stands on a row, so many lines being scrolled off.
    #[must_use]
    pub fn line_at(&self, row: usize, top: usize) -> usize {
        let natural = top + row;
        let pinned = self.pinned.get(row).filter(|line| **line < natural);
        pinned.copied().unwrap_or(natural)
    }

    pub fn gap(&mut self) {
        self.push("");
    }

    /// Text on lines of at most so many columns, one column in.
    pub fn text(&mut self, text: &str, columns: usize, style: Style) {
        for line in wrap(text, columns.saturating_sub(2)) {
            self.push(styled(format!(" {line}"), style));
        }
    }

    /// Puts another page under this one.
    pub fn below(&mut self, other: Page) {
        self.add(other, 0, self.lines.len(), |lines, _, line| {
            lines.push(line);
        });
    }

    /// Puts two pages beside each other under this one, the second from a
    /// column on.
    pub fn beside(&mut self, left: Page, right: Page, column: usize) {
        let top = self.lines.len();
        self.below(left);
        self.add(right, column, top, |lines, at, line| {
            if lines.len() <= at {
                lines.push(Line::default());
            }
            if let Some(left) = lines.get_mut(at) {
                let gap = column.saturating_sub(left.width());
                left.push_span(" ".repeat(gap));
                left.spans.extend(line.spans);
            }
        });
    }

    /// Takes over what another page holds, from a column and line on.
    fn add(
        &mut self,
        other: Page,
        column: usize,
        top: usize,
        put: impl Fn(&mut Vec<Line<'static>>, usize, Line<'static>),
    ) {
        self.spots.extend(other.spots.into_iter().map(|spot| Spot {
            line: spot.line + top,
            from: spot.from + column,
            to: spot.to + column,
            day: spot.day,
        }));
        let pinned = other.pinned.iter().map(|line| line + top);
        self.pinned.extend(pinned.filter(|_| column == 0));
        let cursor = other.cursor.map(|(at, line)| (at + column, line + top));
        self.cursor = cursor.or(self.cursor);
        for (n, line) in other.lines.into_iter().enumerate() {
            put(&mut self.lines, top + n, line);
        }
    }

    /// The day at a column of a line.
    #[must_use]
    pub fn day_at(&self, column: usize, line: usize) -> Option<NaiveDate> {
        let on = |spot: &&Spot| spot.line == line && spot.from <= column && column < spot.to;
        let found = self.spots.iter().find(on);
        // A column of a chart stands under its heading.
        let under = |spot: &&Spot| spot.line < line && spot.from <= column && column < spot.to;
        let found = found.or_else(|| self.spots.iter().rev().find(under));
        found.map(|spot| spot.day)
    }
}

/// A label and cells, each right in its columns.
#[must_use]
pub fn row(
    label: &Span<'static>,
    label_columns: usize,
    cells: &[Cell],
    columns: usize,
) -> Line<'static> {
    let mut spans = vec![label_span(label, label_columns)];
    for cell in cells {
        spans.push(styled(right(&cell.text, columns), cell.style));
    }
    Line::from(spans)
}

/// A label, one column in, in exactly so many columns.
#[must_use]
pub fn label_span(label: &Span<'static>, columns: usize) -> Span<'static> {
    // Where every column counts, figures stand right beside it.
    let free = usize::from(columns <= 8);
    let text = fill(&format!(" {}", label.content), columns - free);
    styled(text + &" ".repeat(free), label.style)
}

/// Right in its columns; one column is left free after it where there are more
/// than three.
#[must_use]
pub fn right(text: &str, columns: usize) -> String {
    let free = usize::from(columns > 3);
    fill_left(text, columns - free) + &" ".repeat(free)
}
