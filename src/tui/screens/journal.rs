//! The list of entries, newest first: found, read, changed, deleted.

mod detail;
mod draw;
mod find;
mod rows;

use std::cell::RefCell;

use chrono::{Days, NaiveDate, NaiveTime};
use crossterm::event::Event;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;
use uuid::Uuid;

use super::Screen;
use crate::domain::{Entry, Kind};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::view::View;
use detail::Detail;
use find::{Found, Wanted};

/// The screen.
#[derive(Debug, Default)]
pub struct Journal {
    /// The chosen entry and where it stood last; none is the newest.
    chosen: Option<(Uuid, usize)>,
    wanted: Wanted,
    /// The search is being typed.
    typing: Option<Typed>,
    found: RefCell<Found>,
    detail: RefCell<Detail>,
    /// The detail has most of the screen.
    large: bool,
}

impl Journal {
    /// Chooses the newest entry of a day, or the nearest before it.
    pub fn show_day(&mut self, date: NaiveDate, view: &View) {
        self.all();
        let start = view.journal.day_start();
        let entries = view.journal.entries();
        // Local days of a traveller may go back: those around are looked at.
        let day = |entry: &Entry| entry.day(start);
        let after = |days: u64| {
            let later = date.checked_add_days(Days::new(days)).unwrap_or(date);
            let midnight = later.and_time(NaiveTime::MIN).and_utc();
            entries.partition_point(|entry| entry.at < midnight)
        };
        let end = after(3);
        let around = entries[..end].iter().rev().take_while(|entry| {
            let apart = date.signed_duration_since(day(entry));
            apart.num_days() <= 3
        });
        let of_day = around.clone().position(|entry| day(entry) == date);
        let near = || {
            let mut newest_first = entries[..end].iter().rev();
            newest_first.position(|entry| day(entry) <= date)
        };
        let place = of_day.or_else(near).map(|back| end - 1 - back);
        self.choose(view, place);
    }

    /// Chooses an entry.
    pub fn show_entry(&mut self, id: Uuid, view: &View) {
        self.all();
        let place = view
            .journal
            .entries()
            .iter()
            .rposition(|entry| entry.id == id);
        self.choose(view, place);
    }

    fn all(&mut self) {
        self.wanted = Wanted::default();
        self.typing = None;
    }

    fn choose(&mut self, view: &View, place: Option<usize>) {
        self.chosen = place.map(|place| (view.journal.entries()[place].id, place));
    }

    /// Where the chosen entry stands now; of one that is gone, the one before
    /// it in time.
    fn place(&self, view: &View) -> Option<usize> {
        let entries = view.journal.entries();
        let near = match self.chosen {
            None => entries.len().checked_sub(1)?,
            Some((id, place)) => {
                if entries.get(place).is_some_and(|entry| entry.id == id) {
                    place
                } else {
                    let found = entries.iter().rposition(|entry| entry.id == id);
                    found
                        .unwrap_or(place.saturating_sub(1))
                        .min(entries.len().checked_sub(1)?)
                }
            }
        };
        let found = self.found(view);
        found
            .at_or_before(view, near)
            .or_else(|| found.after(view, near))
    }

    fn entry<'a>(&self, view: &'a View) -> Option<&'a Entry> {
        view.journal.entries().get(self.place(view)?)
    }

    fn found(&self, view: &View) -> std::cell::Ref<'_, Found> {
        self.found.borrow_mut().look(&self.wanted, view);
        self.found.borrow()
    }

    /// Down the list is back in time.
    fn walk(&mut self, steps: i32, view: &View) {
        let Some(mut place) = self.place(view) else {
            return;
        };
        for _ in 0..steps.unsigned_abs() {
            let found = self.found(view);
            let next = if steps > 0 {
                found.before(view, place)
            } else {
                found.after(view, place)
            };
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        let newest = self.found(view).after(view, place).is_none();
        let place = Some(place).filter(|_| !newest);
        self.choose(view, place);
    }

    fn jump(&mut self, to_oldest: End, view: &View) {
        let place = match to_oldest {
            End::Newest => None,
            End::Oldest => {
                let found = self.found(view);
                found.at_or_before(view, 0).or_else(|| found.after(view, 0))
            }
        };
        self.choose(view, place);
    }

    fn act(&mut self, action: Action, view: &View) -> Option<Msg> {
        let page = i32::from(self.list_rows(view)).max(2) - 1;
        match action {
            Action::Down => self.walk(1, view),
            Action::Up => self.walk(-1, view),
            Action::PageDown => self.walk(page, view),
            Action::PageUp => self.walk(-page, view),
            Action::First => self.jump(End::Newest, view),
            Action::Last => self.jump(End::Oldest, view),
            Action::Open => self.large = !self.large,
            Action::Edit => {
                // It stays chosen where its new time puts it.
                let place = self.place(view);
                self.choose(view, place);
                return self.entry(view).map(|entry| Msg::Edit(entry.id));
            }
            Action::Delete => return self.delete(view),
            Action::Search => self.typing = Some(Typed::new(self.wanted.text.clone())),
            Action::Filter => self.wanted.kind = next_kind(self.wanted.kind),
            Action::Close if self.large => self.large = false,
            Action::Close => self.all(),
            Action::Why => {
                let alerts = self.alerts(view);
                return Some(if alerts.is_empty() {
                    Msg::Say("No warnings to explain.".to_owned())
                } else {
                    Msg::Why(alerts)
                });
            }
            _ => {}
        }
        None
    }

    fn delete(&mut self, view: &View) -> Option<Msg> {
        let place = self.place(view)?;
        self.choose(view, Some(place));
        Some(Msg::Delete(view.journal.entries()[place].id))
    }

    fn search(&mut self, input: Input) {
        let Some(typed) = &mut self.typing else {
            return;
        };
        match input {
            Input::Act(Action::Close) => return self.all(),
            Input::Key(key) => {
                typed.handle_event(&Event::Key(key));
            }
            Input::Paste(text) => {
                let text = crate::domain::text::one_line(&text);
                *typed = Typed::new(format!("{}{text}", typed.value()));
            }
            Input::Act(_) | Input::Click(_) | Input::Scroll(_) => return self.typing = None,
        }
        self.wanted.text = typed.value().to_owned();
        self.chosen = None;
    }

    fn click(&mut self, at: Position, view: &View) {
        let Some(place) = self.place_at(view, at) else {
            return;
        };
        if self.place(view) == Some(place) {
            self.large = !self.large;
        }
        self.choose(view, Some(place));
    }
}

/// One end of the list.
#[derive(Debug, Clone, Copy)]
enum End {
    Newest,
    Oldest,
}

fn next_kind(kind: Option<Kind>) -> Option<Kind> {
    match kind {
        None => Kind::ALL.first().copied(),
        Some(kind) => {
            let place = Kind::ALL.iter().position(|other| *other == kind)?;
            Kind::ALL.get(place + 1).copied()
        }
    }
}

impl Screen for Journal {
    fn name(&self) -> &'static str {
        if self.typing.is_some() {
            "search"
        } else {
            "journal"
        }
    }

    fn holds_text(&self) -> bool {
        let typed = self.typing.as_ref();
        typed.is_some_and(|typed| !typed.value().is_empty())
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        if self.typing.is_some() {
            self.search(input);
            return None;
        }
        match input {
            Input::Act(action) => return self.act(action, view),
            Input::Click(at) => self.click(at, view),
            Input::Scroll(lines) => self.walk(i32::from(lines), view),
            Input::Key(_) | Input::Paste(_) => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        self.draw_on(view, frame, area);
    }
}
