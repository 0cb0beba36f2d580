//! A page of Markdown as lines to read on a terminal: what it says, without what
//! only a browser needs.

use textwrap::Options;
use unicode_width::UnicodeWidthStr;

/// How wide, and how tables are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Folded to this many columns, tables in columns.
    Wide(usize),
    /// For a screen reader: a paragraph a line, a table row as `label: value`.
    Lines,
}

/// One line of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub is_heading: bool,
    pub text: String,
}

/// The whole page.
#[must_use]
pub fn lines(page: &str, shape: Shape) -> Vec<Line> {
    let mut told = Told {
        shape,
        lines: Vec::new(),
    };
    let mut rest: Vec<&str> = page.lines().collect();
    while let Some(first) = rest.first().copied() {
        let taken = block(&rest);
        let (block, left) = rest.split_at(taken);
        match first.chars().next() {
            None => told.gap(),
            Some('<') => {}
            Some('`') if first.starts_with("```") => told.typed(block),
            Some('#') => told.heading(first),
            Some('|') => told.table(block),
            Some(_) => told.paragraph(block),
        }
        rest = left.to_vec();
    }
    told.lines
}

/// How many lines belong together from the first one on.
fn block(lines: &[&str]) -> usize {
    let first = lines.first().copied().unwrap_or_default();
    let others = lines.iter().skip(1);
    if first.starts_with("```") {
        return others.take_while(|line| **line != "```").count() + 2;
    }
    if first.starts_with('|') {
        return others.take_while(|line| line.starts_with('|')).count() + 1;
    }
    if first.is_empty() || first.starts_with(['#', '<']) {
        return 1;
    }
    let goes_on = |line: &&&str| {
        !line.is_empty() && !line.starts_with("- ") && !line.starts_with(['|', '#', '<'])
    };
    others.take_while(goes_on).count() + 1
}

struct Told {
    shape: Shape,
    lines: Vec<Line>,
}

impl Told {
    fn push(&mut self, text: impl Into<String>) {
        self.lines.push(Line {
            is_heading: false,
            text: text.into(),
        });
    }

    /// An empty line, once.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.push("");
        }
    }

    fn heading(&mut self, line: &str) {
        let title = line.trim_start_matches(['#', ' ']);
        let width = match self.shape {
            Shape::Wide(width) => width,
            Shape::Lines => usize::MAX,
        };
        let folded = textwrap::wrap(title, width).into_iter();
        self.lines.extend(folded.map(|text| Line {
            is_heading: true,
            text: text.into_owned(),
        }));
    }

    /// What is typed, and what comes back, as it is; set in as far as there is
    /// room, for most of it is as wide as a terminal.
    fn typed(&mut self, block: &[&str]) {
        let inside = || block.iter().skip(1).filter(|line| **line != "```");
        let widest = inside().map(|line| line.width()).max().unwrap_or_default();
        let room = match self.shape {
            Shape::Wide(width) => width.saturating_sub(widest).min(4),
            Shape::Lines => 0,
        };
        for line in inside() {
            self.push(format!("{}{line}", " ".repeat(room)).trim_end());
        }
    }

    fn paragraph(&mut self, block: &[&str]) {
        let trimmed: Vec<&str> = block.iter().map(|line| line.trim()).collect();
        let text = inline(&trimmed.join(" "));
        let inset = if text.starts_with("- ") { "  " } else { "" };
        match self.shape {
            Shape::Lines => self.push(text),
            Shape::Wide(width) => {
                let options = Options::new(width).subsequent_indent(inset);
                for line in textwrap::wrap(&text, options) {
                    self.push(line);
                }
            }
        }
    }

    fn table(&mut self, block: &[&str]) {
        let rows: Vec<Vec<String>> = block
            .iter()
            .filter(|row| !row.starts_with("|-"))
            .map(|row| cells(row))
            .collect();
        let Shape::Wide(width) = self.shape else {
            for row in rows.iter().skip(1) {
                self.push(row.join(": "));
            }
            return;
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let last = columns.saturating_sub(1);
        let widths: Vec<usize> = (0..last)
            .map(|at| widest(&rows, at).min(width / columns))
            .collect();
        for row in &rows {
            self.row(row, &widths, width);
        }
    }

    /// A row whose cells are folded beside one another.
    fn row(&mut self, row: &[String], widths: &[usize], width: usize) {
        let before: usize = widths.iter().map(|wide| wide + 2).sum();
        let room = width.saturating_sub(before).max(10);
        let folded: Vec<Vec<String>> = row
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let wide = widths.get(at).copied().unwrap_or(room).max(1);
                let lines = textwrap::wrap(cell, wide).into_iter();
                lines.map(std::borrow::Cow::into_owned).collect()
            })
            .collect();
        let deep = folded.iter().map(Vec::len).max().unwrap_or_default();
        for n in 0..deep {
            let mut line = String::new();
            for (at, cell) in folded.iter().enumerate() {
                let text = cell.get(n).map_or("", String::as_str);
                let wide = widths.get(at).copied().unwrap_or_default();
                let pad = wide.saturating_sub(text.width()) + 2;
                line.push_str(text);
                line.push_str(&" ".repeat(pad));
            }
            self.push(line.trim_end());
        }
    }
}

fn widest(rows: &[Vec<String>], at: usize) -> usize {
    let wide = rows.iter().filter_map(|row| row.get(at));
    wide.map(|cell| cell.width()).max().unwrap_or_default()
}

fn cells(row: &str) -> Vec<String> {
    let inside = row.trim().trim_start_matches('|').trim_end_matches('|');
    inside.split('|').map(|cell| inline(cell.trim())).collect()
}

/// Links as what to type or where to look, and no asterisks.
fn inline(text: &str) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        told.push_str(before);
        let link = after
            .split_once("](")
            .and_then(|(words, tail)| Some((words, tail.split_once(')')?)));
        if let Some((words, (target, tail))) = link {
            told.push_str(&linked(words, target));
            rest = tail;
        } else {
            told.push('[');
            rest = after;
        }
    }
    told.push_str(rest);
    told.replace("**", "")
}

fn linked(words: &str, target: &str) -> String {
    let file = target.split('#').next().unwrap_or(target);
    let page = file.strip_suffix(".md").filter(|name| !name.contains('/'));
    match page {
        Some(page) => format!("{words} (`leaflog man {page}`)"),
        None if target.contains("://") => format!("{words} ({target})"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str, shape: Shape) -> String {
        let lines = lines(page, shape).into_iter().map(|line| line.text);
        lines.collect::<Vec<_>>().join("\n")
    }

    const PAGE: &str = "# A page\n\n<!-- $ unseen -->\nSome **words**, see\n[locking](locking.md).\n\n```console\n$ leaflog undo\n```\n\n- one thing\n- another thing\n  of two lines\n\n| key | what |\n|---|---|\n| `d` | a dose |\n";

    #[test]
    fn a_page_reads_as_text() {
        assert_eq!(
            told(PAGE, Shape::Wide(40)),
            "A page\n\nSome words, see locking (`leaflog man\nlocking`).\n\n    $ leaflog undo\n\n- one thing\n- another thing of two lines\n\nkey  what\n`d`  a dose"
        );
    }

    #[test]
    fn for_a_screen_reader_a_row_is_a_line() {
        let said = told(PAGE, Shape::Lines);
        assert!(said.ends_with("\n`d`: a dose"), "{said}");
        assert!(!said.contains("key: what"));
    }

    #[test]
    fn no_page_is_wider_than_the_terminal() {
        for page in &super::super::PAGES {
            for width in [40, 80] {
                // What the program itself said is as wide as it said it.
                let said: Vec<&str> = page.text.lines().map(str::trim).collect();
                for line in lines(page.text, Shape::Wide(width)) {
                    let fits = line.text.width() <= width;
                    let is_said = said.contains(&line.text.trim());
                    assert!(fits || is_said, "{}: {}", page.name, line.text);
                }
            }
        }
    }
}
