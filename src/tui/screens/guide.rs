//! Guide: short pages to read, their titles beside them where there is room, and
//! a name to look up.

mod lookup;
mod meets;
mod pages;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::Screen;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{cut, styled};
use lookup::Lookup;
use pages::{Block, Page, pages};

/// From this width on the titles stand beside the page.
const WIDE: u16 = 100;
/// Columns of the titles there.
const TITLES: u16 = 32;
/// The longest line.
const READABLE: usize = 76;

/// The screen.
#[derive(Debug, Default)]
pub struct Guide {
    chosen: usize,
    /// Whether keys move the page rather than the choice of one.
    reads: bool,
    scroll: Scroll,
    /// A name is being looked up.
    lookup: Option<Lookup>,
}

impl Screen for Guide {
    fn name(&self) -> &'static str {
        if self.lookup.is_some() {
            "lookup"
        } else {
            "guide"
        }
    }

    fn holds_text(&self) -> bool {
        self.lookup.as_ref().is_some_and(Lookup::holds_text)
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        if let Some(lookup) = &mut self.lookup {
            if input == Input::Act(Action::Close) {
                self.lookup = None;
            } else {
                return lookup.take(input, view, page_area(view.area));
            }
            return None;
        }
        match input {
            Input::Act(Action::Search) => self.look_up(),
            Input::Act(Action::Open) => self.open(),
            Input::Act(Action::Close | Action::Left) => self.reads = false,
            Input::Act(Action::Right) if !self.reads => self.open(),
            Input::Click(at) => self.click(view, at),
            input if self.scrolls(view, &input) => {
                let area = page_area(view.area);
                let lines = lines(view, self.page(), area.width).len();
                self.turn(&input, lines, usize::from(area.height));
            }
            input => self.choose(&input),
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let page = page_area(area);
        let is_wide = area.width >= WIDE;
        if let Some(lookup) = &self.lookup {
            if is_wide {
                self.draw_titles(view, frame, titles_area(area));
            }
            lookup.draw(view, frame, page);
            return;
        }
        if is_wide || !self.reads {
            let titles = if is_wide { titles_area(area) } else { area };
            self.draw_titles(view, frame, titles);
        }
        if is_wide || self.reads {
            self.scroll
                .draw(view, frame, page, lines(view, self.page(), page.width));
        }
        if self.reads {
            frame.set_cursor_position(page.as_position());
        }
    }
}

impl Guide {
    fn page(&self) -> &'static Page {
        &pages()[self.chosen.min(pages().len() - 1)]
    }

    fn open(&mut self) {
        if !self.reads {
            self.scroll = Scroll::default();
        }
        self.reads = true;
    }

    /// From any page; Esc leads to the one on mixing.
    fn look_up(&mut self) {
        let mut titles = pages().iter().map(|page| page.title);
        self.chosen = titles.position(|title| title == "Mixing").unwrap_or(0);
        self.reads = false;
        self.open();
        self.lookup = Some(Lookup::default());
    }

    /// Whether this moves the page: always while it is read, and a page at a
    /// time or with the wheel also where it only stands beside the titles.
    fn scrolls(&self, view: &View, input: &Input) -> bool {
        let whole = matches!(
            input,
            Input::Act(Action::PageDown | Action::PageUp) | Input::Scroll(_)
        );
        self.reads || (whole && view.area.width >= WIDE)
    }

    fn turn(&mut self, input: &Input, lines: usize, rows: usize) {
        let far = i16::try_from(lines).unwrap_or(i16::MAX);
        let input = match input {
            Input::Act(Action::First) => &Input::Scroll(-far),
            Input::Act(Action::Last) => &Input::Scroll(far),
            other => other,
        };
        self.scroll.take(input, lines, rows);
    }

    fn choose(&mut self, input: &Input) {
        let last = pages().len() - 1;
        let chosen = match input {
            Input::Act(Action::Down) | Input::Scroll(1..) => (self.chosen + 1).min(last),
            Input::Act(Action::Up) | Input::Scroll(..=-1) => self.chosen.saturating_sub(1),
            Input::Act(Action::First | Action::PageUp) => 0,
            Input::Act(Action::Last | Action::PageDown) => last,
            _ => return,
        };
        self.chosen = chosen;
        self.scroll = Scroll::default();
    }

    fn click(&mut self, view: &View, at: Position) {
        let is_wide = view.area.width >= WIDE;
        let titles = if is_wide {
            titles_area(view.area)
        } else {
            view.area
        };
        if !titles.contains(at) || (self.reads && !is_wide) {
            return;
        }
        let row = usize::from(at.y - titles.y) + self.first(titles);
        let Some(n) = row.checked_sub(HEAD).filter(|n| *n < pages().len()) else {
            return;
        };
        self.chosen = n;
        self.reads = false;
        self.open();
    }

    /// Rows of the list that are above the sight.
    fn first(&self, area: Rect) -> usize {
        (self.chosen + HEAD + 1).saturating_sub(usize::from(area.height))
    }

    fn draw_titles(&self, view: &View, frame: &mut Frame, area: Rect) {
        let theme = &view.theme;
        let columns = usize::from(area.width.saturating_sub(2));
        let mut lines = vec![Line::default()];
        for (n, page) in pages().iter().enumerate() {
            let here = n == self.chosen;
            let sign = if here { ">" } else { " " };
            let style = if here {
                theme.selected
            } else {
                ratatui::style::Style::new()
            };
            lines.push(Line::from(vec![
                styled(sign, theme.accent),
                styled(cut(page.title, columns), style),
            ]));
        }
        if area.width < WIDE && usize::from(area.height) > lines.len() + 3 {
            let open = view.keymap.shown("guide", Action::Open);
            let text =
                "Short pages, each with where it comes from. Nothing here replaces medical care.";
            lines.push(Line::default());
            for line in wrap(text, columns.min(READABLE)) {
                lines.push(Line::styled(format!(" {line}"), theme.dim));
            }
            let search = view.keymap.shown("guide", Action::Search);
            let keys = format!("{open} opens a page. {search} looks up any name.");
            for line in wrap(&keys, columns.min(READABLE)) {
                lines.push(Line::styled(format!(" {line}"), theme.dim));
            }
        }
        let first = self.first(area);
        let shown: Vec<Line> = lines
            .into_iter()
            .skip(first)
            .take(usize::from(area.height))
            .collect();
        frame.render_widget(Paragraph::new(shown), area);
        let row = u16::try_from((self.chosen + HEAD).saturating_sub(first)).unwrap_or_default();
        let at = Position::new(area.x, area.y + row);
        frame.set_cursor_position(if area.contains(at) {
            at
        } else {
            area.as_position()
        });
    }
}

/// Empty lines above the titles.
const HEAD: usize = 1;

fn titles_area(area: Rect) -> Rect {
    let [titles, _] =
        Layout::horizontal([Constraint::Length(TITLES), Constraint::Fill(1)]).areas(area);
    titles
}

/// Where the page stands.
fn page_area(area: Rect) -> Rect {
    if area.width < WIDE {
        return area;
    }
    let [_, page] =
        Layout::horizontal([Constraint::Length(TITLES), Constraint::Fill(1)]).areas(area);
    page
}

/// The text on lines that break only at spaces: a telephone number and `7-OH`
/// stay whole.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let whole = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, whole).into_iter();
    lines.map(std::borrow::Cow::into_owned).collect()
}

/// A page wrapped to so many columns.
fn lines(view: &View, page: &Page, columns: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns).saturating_sub(2).min(READABLE);
    let mut lines = vec![
        Line::default(),
        Line::styled(format!(" {}", page.title), view.theme.title),
    ];
    for (n, block) in page.blocks.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| page.blocks.get(n));
        let joined = matches!(
            (before, block),
            (Some(Block::Item(..)), Block::Item(..)) | (Some(Block::Heading(_)), _)
        );
        if !joined {
            lines.push(Line::default());
        }
        lines.extend(block_lines(view, block, columns));
    }
    lines.push(Line::default());
    let key = view.keymap.shown("guide", Action::Close);
    lines.push(Line::styled(
        format!(" {key} back to the pages"),
        view.theme.dim,
    ));
    lines
}

fn block_lines(view: &View, block: &Block, columns: usize) -> Vec<Line<'static>> {
    let hanging = |sign: &str, text: &str, style| {
        let indent = sign.chars().count() + 2;
        let wrapped = wrap(text, columns.saturating_sub(indent));
        let lines = wrapped.into_iter().enumerate().map(|(n, line)| {
            let sign = if n == 0 { sign } else { "" };
            let sign = styled(format!(" {sign:<indent$}"), view.theme.dim);
            Line::from(vec![sign, Span::styled(line, style)])
        });
        lines.collect::<Vec<Line>>()
    };
    let plain = ratatui::style::Style::new();
    match block {
        Block::Heading(text) => {
            let wrapped = wrap(text, columns).into_iter();
            let styled = |line| Line::styled(format!(" {line}"), view.theme.title);
            wrapped.map(styled).collect()
        }
        Block::Text(text) => {
            let wrapped = wrap(text, columns).into_iter();
            wrapped.map(|line| Line::raw(format!(" {line}"))).collect()
        }
        Block::Item(sign, text) => {
            let sign = if *sign == "-" { "·" } else { sign };
            hanging(sign, text, plain)
        }
        Block::From(names) => {
            let names = names.iter();
            names
                .flat_map(|name| hanging("", name, view.theme.dim))
                .collect()
        }
    }
}
