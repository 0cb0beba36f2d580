//! Patterns: what goes together, counted once when the page is opened, as
//! sentences.

use chrono::{Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::lookups::lookups;
use crate::stats::patterns::{self, NO_CAUSE, Pattern, patterns};
use crate::stats::range::Range;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::wrap;

/// The longest line of words.
const WORDS: usize = 90;

/// How far back it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    TwelveWeeks,
    Year,
    All,
}

/// The page, and what it was counted for.
#[derive(Debug)]
pub struct Patterns {
    reach: Reach,
    scroll: Scroll,
    found: patterns::Patterns,
    revision: u64,
    today: NaiveDate,
}

impl Patterns {
    /// The patterns of the last year.
    #[must_use]
    pub fn of(view: &View) -> Patterns {
        Patterns::reaching(Reach::Year, view)
    }

    fn reaching(reach: Reach, view: &View) -> Patterns {
        Patterns {
            reach,
            scroll: Scroll::default(),
            found: reach.count(view),
            revision: view.revision,
            today: view.when.today(),
        }
    }

    /// Counts again where the journal or the day is another, or how far back is.
    fn look(&mut self, reach: Reach, view: &View) {
        let is_old = self.revision != view.revision || self.today != view.when.today();
        if is_old || reach != self.reach {
            *self = Patterns::reaching(reach, view);
        }
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let mut page = Page {
            lines: Vec::new(),
            columns: columns.min(WORDS),
        };
        page.text(&self.found.says(), 1, Style::new());
        page.text(NO_CAUSE, 1, view.theme.dim);
        for same in self.found.headed() {
            page.headed(same, view);
        }
        if !self.found.not_enough.is_empty() {
            page.heading("Not enough yet", view);
            for it in &self.found.not_enough {
                page.text(&format!("{}: {}.", it.title, it.needs), 2, view.theme.dim);
            }
        }
        page.lines
    }
}

impl Reach {
    fn count(self, view: &View) -> patterns::Patterns {
        let back = match self {
            Reach::TwelveWeeks => Some(84),
            Reach::Year => Some(365),
            Reach::All => None,
        };
        let today = view.when.today();
        let from = back.and_then(|days| today.checked_sub_days(Days::new(days)));
        let range = Range { from, to: None };
        patterns(&view.journal, range, &view.when, &lookups())
    }

    fn longer(self) -> Reach {
        match self {
            Reach::TwelveWeeks => Reach::Year,
            _ => Reach::All,
        }
    }

    fn shorter(self) -> Reach {
        match self {
            Reach::All => Reach::Year,
            _ => Reach::TwelveWeeks,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Reach::TwelveWeeks => "Patterns of twelve weeks",
            Reach::Year => "Patterns of a year",
            Reach::All => "Patterns of all that is written",
        }
    }
}

/// Lines of text, one under the other.
struct Page {
    lines: Vec<Line<'static>>,
    columns: usize,
}

impl Page {
    fn text(&mut self, says: &str, indent: usize, style: Style) {
        let room = self.columns.saturating_sub(indent + 1).max(8);
        let lines = wrap(says, room).into_iter();
        self.lines
            .extend(lines.map(|line| Line::styled(format!("{:indent$}{line}", ""), style)));
    }

    fn heading(&mut self, title: &str, view: &View) {
        self.lines.push(Line::default());
        self.text(title, 1, view.theme.title);
    }

    /// The patterns of one heading; what they cannot say stands once.
    fn headed(&mut self, same: &[Pattern], view: &View) {
        let Some(first) = same.first() else { return };
        self.heading(first.title, view);
        if view.is_hidden() {
            return self.text(&view.text(&first.says), 2, view.theme.dim);
        }
        for pattern in same {
            self.text(&view.text(&pattern.says), 2, Style::new());
            self.text(&format!("From {}.", pattern.from), 2, view.theme.dim);
        }
        self.text(first.counts, 2, view.theme.dim);
        let cannot = format!("It cannot say {}", first.cannot_say);
        self.text(&cannot, 2, view.theme.dim);
    }
}

impl Screen for Patterns {
    fn name(&self) -> &'static str {
        "patterns"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) | Input::Click(_) => return Some(Msg::Close),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Longer) => self.look(self.reach.longer(), view),
            Input::Act(Action::Shorter) => self.look(self.reach.shorter(), view),
            _ => self.look(self.reach, view),
        }
        let lines = |columns| self.lines(view, columns);
        self.scroll = self.scroll.on_page(&input, view, lines);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        self.scroll
            .draw_page(view, self.reach.title(), frame, area, lines);
    }
}
