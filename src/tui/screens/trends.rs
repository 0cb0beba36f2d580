//! Trends: how often before how much, nights and symptoms, a week or longer,
//! beside the stretch before; the same in words.

mod cells;
mod counted;
mod felt;
mod list;
mod month;
mod page;
mod series;
mod week;
mod when;
mod year;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::Screen;
use crate::domain::moment::day_of;
use crate::stats::days::{DayStats, Stand};
use crate::stats::figure::Series;
use crate::stats::parts::Part;
use crate::stats::period::{Length, Period, Way};
use crate::stats::span::day_words;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;
use crate::tui::widgets::text::{cut, ends, styled, width};
use counted::{Counted, Key};
use page::Page;

/// From this width on the words stand beside the chart.
const WIDE: usize = 118;
/// Columns of the chart there.
const CHART: usize = 80;
/// Below this width days stand one under the other.
const NARROW: usize = 60;
/// Columns of the names of the parts.
const PARTS: usize = 26;
/// From this many lines on the words have room to breathe.
const TALL: usize = 30;
/// From so many lines on a narrow page says what its signs mean before them,
/// and keeps its heads in sight.
const LEGEND_ABOVE: usize = 8;
/// What stands for how strong a symptom was, where there is little room.
const FELT_SHORT: &str = "1 mild … 4 emergency  - not noted";
/// The longest line of words.
const WORDS: usize = 78;

/// The screen.
#[derive(Debug, Default)]
pub struct Trends {
    length: Length,
    part: Part,
    /// The chosen day; today where nothing was chosen.
    day: Option<NaiveDate>,
    /// Lines scrolled off; without it the page follows the chosen day.
    scroll: Option<usize>,
    counted: RefCell<Option<Rc<Counted>>>,
}

impl Screen for Trends {
    fn name(&self) -> &'static str {
        "trends"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Left) => return self.travel(view, Way::Back),
            Input::Act(Action::Right) => return self.travel(view, Way::On),
            Input::Act(Action::Up) => return self.walk(view, Way::Back),
            Input::Act(Action::Down) => return self.walk(view, Way::On),
            Input::Act(Action::DayBefore) => return self.day_off(view, Way::Back),
            Input::Act(Action::DayAfter) => return self.day_off(view, Way::On),
            Input::Act(Action::View) => {
                self.part = self.part.next();
                self.scroll = None;
            }
            Input::Act(Action::Longer) => return self.set_length(self.length.longer()),
            Input::Act(Action::Shorter) => return self.set_length(self.length.shorter()),
            Input::Act(Action::Patterns) => return Some(Msg::Patterns),
            Input::Act(Action::PageDown) => {
                self.scroll_by(view, isize::try_from(view.area.height / 2).unwrap_or(1));
            }
            Input::Act(Action::PageUp) => {
                self.scroll_by(view, -isize::try_from(view.area.height / 2).unwrap_or(1));
            }
            Input::Scroll(lines) => self.scroll_by(view, isize::from(lines)),
            Input::Act(Action::Open) => {
                self.scroll = None;
                return Some(Msg::OpenDay(self.chosen(view)));
            }
            Input::Click(at) => self.click(view, at),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        if view.journal.is_empty() {
            frame.render_widget(Paragraph::new(empty_lines(view, area)), area);
            frame.set_cursor_position(area.as_position());
            return;
        }
        let page = self.page(view, area);
        let shown = shown(area);
        let top = self.top(&page, area);
        let rows = usize::from(shown.height);
        // What is shown, of which days, and the heads stay in sight.
        let lines = (0..rows).filter_map(|row| page.lines.get(page.line_at(row, top)).cloned());
        let lines: Vec<Line> = lines.collect();
        frame.render_widget(Paragraph::new(lines), shown);
        let below = page.lines.len().saturating_sub(top + rows);
        if shown.height < area.height {
            let foot = Rect {
                y: shown.bottom(),
                height: 1,
                ..area
            };
            frame.render_widget(self.foot(view, below, usize::from(area.width)), foot);
        }
        let place = page.cursor.and_then(|(column, line)| {
            let row = u16::try_from(line.checked_sub(top)?).ok()?;
            let column = u16::try_from(column).ok()?;
            let at = Position::new(area.x + column, area.y + row);
            shown.contains(at).then_some(at)
        });
        frame.set_cursor_position(place.unwrap_or(area.as_position()));
    }
}

impl Trends {
    fn chosen(&self, view: &View) -> NaiveDate {
        let today = view.when.today();
        self.day.map_or(today, |day| day.min(today))
    }

    fn counted(&self, view: &View) -> Rc<Counted> {
        let today = view.when.today();
        let key = Key {
            period: Period::around(self.length, self.chosen(view), today),
            today,
            revision: view.revision,
            hidden: view.is_hidden(),
        };
        let mut kept = self.counted.borrow_mut();
        match &*kept {
            Some(counted) if counted.key == key => Rc::clone(counted),
            _ => {
                let counted = Rc::new(Counted::of(key, view));
                *kept = Some(Rc::clone(&counted));
                counted
            }
        }
    }

    /// Back or on by as much time as is shown.
    fn travel(&mut self, view: &View, way: Way) -> Option<Msg> {
        let to = self.length.step(self.chosen(view), way);
        self.go(view, to, way)
    }

    /// To the next day, week or month of the chart.
    fn walk(&mut self, view: &View, way: Way) -> Option<Msg> {
        let to = self.length.next(self.chosen(view), way);
        self.go(view, to, way)
    }

    /// A day back or on, whatever is shown.
    fn day_off(&mut self, view: &View, way: Way) -> Option<Msg> {
        let to = Length::Week.next(self.chosen(view), way);
        self.go(view, to, way)
    }

    fn go(&mut self, view: &View, to: NaiveDate, way: Way) -> Option<Msg> {
        let today = view.when.today();
        let first = view
            .journal
            .first_at()
            .map_or(today, |at| day_of(at, view.journal.day_start()));
        let period = |day| Period::around(self.length, day, today);
        self.scroll = None;
        let day = to.min(today);
        if way == Way::Back && period(day).to < first {
            return Some(Msg::Say("Nothing was written down before this.".to_owned()));
        }
        if way == Way::On && day == self.chosen(view) {
            return Some(Msg::Say(
                "This is today; what comes is not known.".to_owned(),
            ));
        }
        self.day = (day != today).then_some(day);
        None
    }

    fn set_length(&mut self, length: Length) -> Option<Msg> {
        let says = match (length == self.length, length) {
            (true, Length::Week) => Some("A week is the shortest.".to_owned()),
            (true, _) => Some("A year is the longest.".to_owned()),
            _ => None,
        };
        self.length = length;
        self.scroll = None;
        says.map(Msg::Say)
    }

    fn click(&mut self, view: &View, at: Position) {
        if !view.area.contains(at) || view.journal.is_empty() {
            return;
        }
        let page = self.page(view, view.area);
        let row = usize::from(at.y - view.area.y);
        let line = page.line_at(row, self.top(&page, view.area));
        let day = page.day_at(usize::from(at.x - view.area.x), line);
        if let Some(day) = day.filter(|day| *day <= view.when.today()) {
            self.day = Some(day);
        }
    }

    fn scroll_by(&mut self, view: &View, lines: isize) {
        let page = self.page(view, view.area);
        let last = page
            .lines
            .len()
            .saturating_sub(usize::from(shown(view.area).height));
        let top = self.top(&page, view.area).saturating_add_signed(lines);
        self.scroll = Some(top.min(last));
    }

    /// The first line that is shown.
    fn top(&self, page: &Page, area: Rect) -> usize {
        let rows = usize::from(shown(area).height);
        let last = page.lines.len().saturating_sub(rows);
        let cursor = page.cursor.map_or(0, |(_, line)| line);
        let follows = (cursor + 1).saturating_sub(rows);
        self.scroll.unwrap_or(follows).min(last)
    }

    fn page(&self, view: &View, area: Rect) -> Page {
        let counted = self.counted(view);
        let columns = usize::from(area.width);
        let rows = usize::from(shown(area).height);
        let mut page = Page::default();
        if columns >= WIDE {
            self.title(&mut page, view, &counted, CHART);
            self.draw_chart(&mut page, view, &counted, CHART, rows);
            let room = (columns - CHART - 2).min(WORDS);
            beside(&mut page, self.full_words(view, &counted, room), CHART + 2);
        } else {
            let words = self.words(view, &counted, columns, rows);
            self.title(&mut page, view, &counted, columns);
            if columns < NARROW && rows >= LEGEND_ABOVE {
                self.legend_above(&mut page, view, &counted, columns);
            }
            let left = rows.saturating_sub(words.lines.len());
            self.draw_chart(&mut page, view, &counted, columns, left);
            page.lines.extend(words.lines);
        }
        match rows {
            0..4 => page.pinned.clear(),
            4..LEGEND_ABOVE => page.pinned.truncate(1),
            _ if columns >= WIDE => page.pinned.truncate(1),
            _ => {}
        }
        page
    }

    /// What the signs mean, before them: further down nobody finds it who does
    /// not know them.
    fn legend_above(&self, page: &mut Page, view: &View, counted: &Counted, columns: usize) {
        let dim = view.theme.dim;
        let is_long = matches!(self.length, Length::Quarter | Length::Year);
        if self.part == Part::Often && is_long {
            page.pin(styled(
                format!(" {}", cells::squares_legend_short(view)),
                dim,
            ));
            page.pin(styled(format!(" {}", self.legend()), dim));
            return;
        }
        let in_bed = |day: &DayStats| day.night.is_some_and(|night| night.asleep.is_none());
        let is_list = self.part == Part::Often && self.length == Length::Week;
        let brackets = is_list && counted.days.iter().any(in_bed);
        let brackets = if brackets { "  ( ) in bed" } else { "" };
        let legend = match self.part {
            Part::Felt => FELT_SHORT.to_owned(),
            _ => format!("{}{brackets}", self.legend()),
        };
        if !legend.is_empty() {
            page.text(&legend, columns, dim);
        }
    }

    /// The days, what the signs mean where there is room, and the parts.
    fn title(&self, page: &mut Page, view: &View, counted: &Counted, columns: usize) {
        let says = counted.key.period.says(counted.key.today);
        let mut title = vec![styled(format!(" {says}   "), view.theme.title)];
        if self.has_legend(counted, columns) {
            title.push(styled(self.legend(), view.theme.dim));
        }
        page.pin(ends(title, self.parts(view, counted, columns), columns));
    }

    /// The names of the parts, with a sign at the one that is shown; where they
    /// do not fit that one alone.
    fn parts(&self, view: &View, counted: &Counted, columns: usize) -> Vec<Span<'static>> {
        let theme = &view.theme;
        let says = counted.key.period.says(counted.key.today);
        if width(&says) + PARTS + 4 > columns {
            return vec![styled(format!(">{} ", self.part.name()), theme.accent)];
        }
        let name = |part: Part| {
            if part == self.part {
                styled(format!(">{} ", part.name()), theme.accent)
            } else {
                styled(format!(" {} ", part.name()), theme.dim)
            }
        };
        Part::ALL.into_iter().map(name).collect()
    }

    /// Whether the legend fits beside the title; else it stands under the words.
    fn has_legend(&self, counted: &Counted, columns: usize) -> bool {
        let says = counted.key.period.says(counted.key.today);
        width(&says) + width(self.legend()) + PARTS + 6 <= columns
    }

    /// What moves the page, and how much of it is below.
    fn foot(&self, view: &View, below: usize, columns: usize) -> Line<'static> {
        let key = |action| view.keymap.shown("trends", action);
        let (span, one) = match self.length {
            Length::Week => ("week", "day"),
            Length::Month => ("month", "day"),
            Length::Quarter => ("13 weeks", "week"),
            Length::Year => ("year", "month"),
        };
        let days = if matches!(self.length, Length::Quarter | Length::Year) {
            let (back, on) = (key(Action::DayBefore), key(Action::DayAfter));
            format!("  {back} {on} day")
        } else {
            String::new()
        };
        let moves = format!(
            " {} {} {span}  {} {} {one}{days}  {} opens it",
            key(Action::Left),
            key(Action::Right),
            key(Action::Up),
            key(Action::Down),
            key(Action::Open),
        );
        let more = match below {
            0 => String::new(),
            n => format!("{n} more, {} ", key(Action::PageDown)),
        };
        let fits = width(&moves) + width(&more) + 2 <= columns;
        let moves = if fits { moves } else { String::new() };
        ends(
            vec![styled(moves, view.theme.dim)],
            vec![styled(more, view.theme.key)],
            columns,
        )
    }

    /// What the signs of a day mean.
    fn legend(&self) -> &'static str {
        match self.part {
            Part::Often => {}
            Part::When if self.length == Length::Week => {
                return "? not recorded  - no such  … not over";
            }
            Part::When => return "? not recorded  0 none  - no such",
            Part::Sleep => return "? not recorded  … not over",
            Part::Felt => return "",
        }
        match self.length {
            Length::Week => "? not recorded  … not over",
            Length::Month => "? not recorded  0 none",
            Length::Quarter | Length::Year => "· not recorded  0 none",
        }
    }

    fn draw_chart(
        &self,
        page: &mut Page,
        view: &View,
        counted: &Counted,
        columns: usize,
        rows: usize,
    ) {
        let chosen = self.chosen(view);
        match self.part {
            Part::Often => {}
            Part::When => return when::draw(page, view, counted, chosen, columns),
            Part::Sleep => {
                return series::draw(page, view, counted, &Series::SLEEP, chosen, columns);
            }
            Part::Felt => return felt::draw(page, view, counted, chosen, columns),
        }
        match self.length {
            Length::Week if columns >= week::COLUMNS => {
                week::draw(page, view, counted, chosen, week::Rows::of(rows));
            }
            Length::Month if columns >= month::COLUMNS => {
                month::draw(page, view, counted, chosen, columns, rows);
            }
            Length::Week | Length::Month => {
                list::draw_days(page, view, counted, chosen, columns);
                list::draw_doses(page, view, counted, columns);
                list::draw_symptoms(page, view, counted, columns);
            }
            Length::Quarter => list::draw_weeks(page, view, counted, chosen, columns),
            Length::Year => year::draw(page, view, counted, chosen, columns),
        }
    }

    /// The chosen day on a line, and the whole in a paragraph.
    fn words(&self, view: &View, counted: &Counted, columns: usize, rows: usize) -> Page {
        let mut page = Page::default();
        let room = columns.min(WORDS + 2);
        if let Some(day) = self.chosen_day(view, counted) {
            let words = day_words(day);
            if rows < TALL && columns >= NARROW {
                let line = cut(&format!(" {words}"), columns.saturating_sub(1));
                page.push(styled(line, view.theme.title));
            } else {
                page.gap();
                page.text(&words, room, view.theme.title);
            }
        }
        if rows >= TALL {
            page.gap();
        }
        if self.part == Part::Often {
            page.text(&counted.words(self.part).join(" "), room, Style::new());
            add_at_least(&mut page, view, counted, room);
        } else {
            for sentence in counted.words(self.part) {
                page.text(sentence, room, Style::new());
            }
        }
        let is_above = columns < NARROW && rows >= LEGEND_ABOVE;
        if !is_above && !self.has_legend(counted, columns) {
            page.text(self.legend(), room, view.theme.dim);
        }
        page
    }

    /// The chosen day, the whole a sentence a line, and every day of a week.
    fn full_words(&self, view: &View, counted: &Counted, columns: usize) -> Page {
        let mut page = Page::default();
        if let Some(day) = self.chosen_day(view, counted) {
            page.text(&day_words(day), columns, view.theme.title);
            page.gap();
        }
        for sentence in counted.words(self.part) {
            page.text(sentence, columns, Style::new());
        }
        if self.part != Part::Often {
            return page;
        }
        add_at_least(&mut page, view, counted, columns);
        if counted.is_week() {
            page.gap();
            let begun = counted.days.iter().filter(|day| day.stand != Stand::Ahead);
            for day in begun {
                page.text(&day_words(day), columns, view.theme.dim);
            }
        }
        page
    }

    fn chosen_day<'a>(&self, view: &View, counted: &'a Counted) -> Option<&'a DayStats> {
        counted.day(self.chosen(view))
    }
}

/// What the `+` after grams means, where one may stand.
fn add_at_least(page: &mut Page, view: &View, counted: &Counted, columns: usize) {
    let missing = counted.now.doses_without_weight + counted.then.doses_without_weight;
    if missing > 0 && !view.is_hidden() {
        let text = "2.5+ is at least 2.5 g: a dose without a weight is not in it.";
        page.text(text, columns, view.theme.dim);
    }
}

/// Puts lines beside those of the page, from its second line on.
fn beside(page: &mut Page, words: Page, column: usize) {
    for (n, line) in words.lines.into_iter().enumerate() {
        if page.lines.len() <= n + 1 {
            page.gap();
        }
        let left = &mut page.lines[n + 1];
        let gap = column.saturating_sub(left.width());
        left.push_span(" ".repeat(gap));
        left.spans.extend(line.spans);
    }
}

/// Where the page is drawn: its last line is left for what moves it.
fn shown(area: Rect) -> Rect {
    let height = if area.height < 6 {
        area.height
    } else {
        area.height - 1
    };
    Rect { height, ..area }
}

fn empty_lines(view: &View, area: Rect) -> Vec<Line<'static>> {
    let columns = usize::from(area.width).min(WORDS);
    let key = view.keymap.shown("trends", Action::Dose);
    let mut page = Page::default();
    page.gap();
    page.text("Nothing is written down yet.", columns, view.theme.title);
    page.gap();
    page.text(
        "After a few days this page shows how often you took kratom, then how much; \
         which days were without, apart from days nothing was written down; and how \
         nights and symptoms moved beside them.",
        columns,
        Style::new(),
    );
    page.gap();
    page.text(
        &format!("{key} writes down a dose, ? shows all keys."),
        columns,
        view.theme.dim,
    );
    page.lines
}
