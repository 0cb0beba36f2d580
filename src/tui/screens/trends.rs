//! Trends: how often before how much, nights and symptoms, a week or longer,
//! beside the stretch before; the same in words.

mod cells;
mod counted;
mod list;
mod month;
mod page;
mod period;
mod week;
mod year;

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::Screen;
use crate::domain::moment::day_of;
use crate::stats::span::day_words;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;
use crate::tui::widgets::text::{ends, styled};
use counted::{Counted, Key};
use page::Page;
use period::{Length, Period, Way};

/// From this width on the words stand beside the chart.
const WIDE: usize = 118;
/// Columns of the chart there.
const CHART: usize = 80;
/// The longest line of words.
const WORDS: usize = 78;

/// The screen.
#[derive(Debug, Default)]
pub struct Trends {
    length: Length,
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
            Input::Act(Action::Longer) => return self.set_length(self.length.longer()),
            Input::Act(Action::Shorter) => return self.set_length(self.length.shorter()),
            Input::Act(Action::PageDown) => {
                self.scroll_by(view, isize::try_from(view.area.height / 2).unwrap_or(1))
            }
            Input::Act(Action::PageUp) => {
                self.scroll_by(view, -isize::try_from(view.area.height / 2).unwrap_or(1))
            }
            Input::Scroll(lines) => self.scroll_by(view, isize::from(lines)),
            Input::Act(Action::Open) => return self.open(view),
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
        let top = self.top(&page, area);
        let lines: Vec<Line> = page
            .lines
            .iter()
            .skip(top)
            .take(usize::from(area.height))
            .cloned()
            .collect();
        frame.render_widget(Paragraph::new(lines), area);
        draw_more(view, frame, area, page.lines.len(), top);
        let place = page.cursor.and_then(|(column, line)| {
            let row = u16::try_from(line.checked_sub(top)?).ok()?;
            let column = u16::try_from(column).ok()?;
            let at = Position::new(area.x + column, area.y + row);
            area.contains(at).then_some(at)
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

    /// A day opens in the journal; a week or month of a longer chart opens
    /// here.
    fn open(&mut self, view: &View) -> Option<Msg> {
        self.scroll = None;
        match self.length {
            Length::Week | Length::Month => return Some(Msg::OpenDay(self.chosen(view))),
            Length::Quarter => self.length = Length::Week,
            Length::Year => self.length = Length::Month,
        }
        None
    }

    fn click(&mut self, view: &View, at: Position) {
        if !view.area.contains(at) || view.journal.is_empty() {
            return;
        }
        let page = self.page(view, view.area);
        let line = usize::from(at.y - view.area.y) + self.top(&page, view.area);
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
            .saturating_sub(usize::from(view.area.height));
        let top = self.top(&page, view.area).saturating_add_signed(lines);
        self.scroll = Some(top.min(last));
    }

    /// The first line that is shown.
    fn top(&self, page: &Page, area: Rect) -> usize {
        let rows = usize::from(area.height);
        let last = page.lines.len().saturating_sub(rows);
        let cursor = page.cursor.map_or(0, |(_, line)| line);
        let follows = (cursor + 1).saturating_sub(rows);
        self.scroll.unwrap_or(follows).min(last)
    }

    fn page(&self, view: &View, area: Rect) -> Page {
        let counted = self.counted(view);
        let (columns, rows) = (usize::from(area.width), usize::from(area.height));
        let wide = columns >= WIDE;
        let chart = if wide { CHART } else { columns };
        let words = self.words(
            view,
            &counted,
            if wide {
                (columns - CHART - 2).min(WORDS)
            } else {
                columns.min(WORDS + 2)
            },
            wide,
        );
        let mut page = Page::default();
        self.title(&mut page, view, &counted, chart);
        self.draw_chart(
            &mut page,
            view,
            &counted,
            chart,
            if wide {
                rows
            } else {
                rows.saturating_sub(words.lines.len()) + 4
            },
        );
        if wide {
            beside(&mut page, words, CHART + 2);
        } else {
            page.lines.extend(words.lines);
        }
        page
    }

    fn title(&self, page: &mut Page, view: &View, counted: &Counted, columns: usize) {
        let says = counted.key.period.says(counted.key.today);
        let title = vec![styled(format!(" {says}"), view.theme.title)];
        let legend = self.legend();
        let fits = says.len() + legend.chars().count() + 4 <= columns;
        let legend = if fits { legend } else { String::new() };
        page.push(ends(title, vec![styled(legend, view.theme.dim)], columns));
    }

    /// What the signs of a day mean.
    fn legend(&self) -> String {
        match self.length {
            Length::Week => "? not recorded   none said so   … not over ".to_owned(),
            Length::Month | Length::Year => {
                "? not recorded   0 none, said so   … not over ".to_owned()
            }
            Length::Quarter => "? days not recorded   none days said so ".to_owned(),
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
        match self.length {
            Length::Week if columns >= week::COLUMNS => {
                week::draw(page, view, counted, chosen, week::Rows::of(rows, 0));
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

    /// The chosen day, and the whole in sentences.
    fn words(&self, view: &View, counted: &Counted, columns: usize, wide: bool) -> Page {
        let mut page = Page::default();
        let chosen = self.chosen(view);
        let by_days = matches!(self.length, Length::Week | Length::Month);
        if by_days && let Some(day) = counted.day(chosen) {
            page.text(&day_words(day), columns, view.theme.accent);
        }
        if wide {
            page.gap();
            for sentence in &counted.words {
                page.text(sentence, columns, Style::new());
            }
            if counted.is_week() {
                page.gap();
                for day in counted
                    .days
                    .iter()
                    .filter(|day| day.stand != crate::stats::days::Stand::Ahead)
                {
                    page.text(&day_words(day), columns, view.theme.dim);
                }
            }
        } else {
            page.text(&counted.words.join(" "), columns, Style::new());
            let legend = self.legend();
            if counted.key.period.says(counted.key.today).len() + legend.chars().count() + 4
                > columns
            {
                page.text(&legend, columns, view.theme.dim);
            }
        }
        page
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

/// That there is more below.
fn draw_more(view: &View, frame: &mut Frame, area: Rect, lines: usize, top: usize) {
    let below = lines.saturating_sub(top + usize::from(area.height));
    if below == 0 || area.width < 24 {
        return;
    }
    let key = view.keymap.shown("trends", Action::PageDown);
    let text = format!(" {below} more, {key} ");
    let wide = u16::try_from(text.chars().count())
        .unwrap_or(area.width)
        .min(area.width);
    let place = Rect {
        x: area.right() - wide,
        y: area.bottom() - 1,
        width: wide,
        height: 1,
    };
    frame.render_widget(Line::styled(text, view.theme.accent), place);
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
