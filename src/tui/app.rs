//! The program behind the screen: takes a key, asks who answers it, grants the
//! wish, and draws. The only part of the terminal UI that touches the store.

mod checkins;
mod entries;
pub(super) mod frame;
mod grant;
mod locking;
mod plan;
mod report;

use std::mem;
use std::path::Path;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::action::Action;
use super::copying::{Copying, News};
use super::msg::{Input, Msg, Page};
use super::overlay::{Overlay, Start};
use super::screens::Screens;
use super::theme::Theme;
use super::view::View;
use crate::clock::ZoneFrom;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::{When, Zone};
use crate::domain::setting::Settings;
use crate::domain::{Kind, text};
use crate::rules;
use crate::store::{Store, is_replaced};
use crate::trouble::Trouble;

/// The present and how a zone is found, passed in so that a test can fix both.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    pub now: DateTime<Utc>,
    pub zone: fn(&Settings) -> (Zone, ZoneFrom),
}

/// The whole program.
#[derive(Debug)]
pub struct App {
    store: Store,
    around: Around,
    view: View,
    page: Page,
    screens: Screens,
    overlay: Option<Overlay>,
    /// What stood over the screen before, and comes back after.
    under: Vec<Overlay>,
    message: Option<Message>,
    /// Changes that only say a card was read: they go with the entry below them.
    read: Vec<i64>,
    wants: Option<Wants>,
    quits: bool,
    /// None where no copies are made: of a journal in memory.
    copying: Option<Copying>,
    /// Whether the picture is older than what it shows.
    stale: bool,
}

/// What only whoever holds the journal's place can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Lock,
    Passphrase,
    /// Another file stands at the journal's place.
    Reopen,
}

/// The message line.
#[derive(Debug, Clone, PartialEq)]
struct Message {
    text: String,
    tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Said,
    Wrong,
}

impl App {
    /// Opens with the recent part of the journal, which is enough for the first
    /// picture; [`App::load_all`] brings the rest.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn open(store: Store, around: Around, theme: Theme) -> Result<App> {
        let mut store = store.calling(rules::called);
        let journal = store.load_since(around.now - TimeDelta::days(rules::REACH_DAYS))?;
        let drafts = store.drafts()?;
        let place = store.path().display().to_string();
        let view = View {
            drafts,
            is_locked: store.key().is_some(),
            ..View::of(journal, around, theme, place)?
        };
        let mut app = App {
            view,
            store,
            around,
            page: Page::Today,
            screens: Screens::default(),
            overlay: None,
            under: Vec::new(),
            message: None,
            read: Vec::new(),
            wants: None,
            quits: false,
            copying: None,
            stale: true,
        };
        app.changed();
        if app.view.journal.is_empty() && app.view.drafts.is_empty() {
            app.overlay = Some(Overlay::Start(Start::default()));
        }
        Ok(app)
    }

    /// Loads the whole journal.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn load_all(&mut self) -> Result<()> {
        let journal = self.store.load()?;
        self.view.drafts = self.store.drafts()?;
        self.replace(journal);
        Ok(())
    }

    /// Looks whether another leaflog wrote, and shows what it did.
    pub fn look(&mut self) {
        let looked = self.store.changed_elsewhere().and_then(|changed| {
            if changed {
                self.load_all()?;
            }
            Ok(())
        });
        if let Err(error) = looked {
            self.complain(&error);
        }
        let copying = self.copying.as_mut();
        match copying.and_then(|it| it.look(&self.store, &self.view.now)) {
            Some(News::Wrong(error)) => self.complain(&error),
            Some(News::WorksAgain) => {
                self.stale = true;
                self.say("The copy of the day could be made again.");
            }
            None => {}
        }
    }

    /// Has a copy of the journal made every day something changed, beginning with
    /// what changed since the last one.
    pub fn keep_copies(&mut self, folder: &Path) {
        let mut copying = Copying::into_folder(folder);
        copying.begin(&self.store, &self.view.now);
        self.copying = Some(copying);
    }

    /// Makes the copy that is still due; what went wrong with it.
    pub fn last_copy(&mut self) -> Option<anyhow::Error> {
        self.copying.as_mut()?.end(&self.store, &self.view.now)
    }

    /// Begins the copy that is still due, for whoever lets go of the journal.
    pub fn leave_copying(&mut self) -> Option<Copying> {
        let mut copying = self.copying.take()?;
        copying.begin_last(&self.store, &self.view.now);
        Some(copying)
    }

    /// Moves the clock.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        self.view.when.now = now;
        let minute = self.view.when.moment();
        if minute != self.view.now {
            self.view.now = minute;
            self.judge();
            self.stale = true;
        }
    }

    /// Takes whatever the terminal sent.
    pub fn take(&mut self, event: Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.press(key),
            Event::Paste(pasted) => {
                // Terminals send a line break as a carriage return.
                let lines = pasted.replace("\r\n", "\n").replace('\r', "\n");
                self.input(Input::Paste(text::printable(&lines)));
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Resize(..) => self.stale = true,
            _ => {}
        }
    }

    /// Takes a key.
    pub fn press(&mut self, key: KeyEvent) {
        let found = self.view.keymap.find(self.context(), key);
        let found = found.filter(|action| *action != Action::Emergency || !self.holds_text());
        self.input(found.map_or(Input::Key(key), Input::Act));
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        if !self.wants_mouse() {
            return;
        }
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => match self.tab_at(at) {
                Some(page) => self.input_of(Msg::Go(page)),
                None => self.input(Input::Click(at)),
            },
            MouseEventKind::ScrollDown => self.input(Input::Scroll(3)),
            MouseEventKind::ScrollUp => self.input(Input::Scroll(-3)),
            _ => {}
        }
    }

    /// Whether the mouse is to be listened to.
    #[must_use]
    pub fn wants_mouse(&self) -> bool {
        self.view.journal.settings.is_yes("mouse")
    }

    /// Whether the person wants to go.
    #[must_use]
    pub fn quits(&self) -> bool {
        self.quits
    }

    /// Whether the picture must be drawn again; asking settles it.
    pub fn take_stale(&mut self) -> bool {
        mem::take(&mut self.stale)
    }

    /// Must be drawn again, whatever happened.
    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// Where a key is looked up: what stands over the screen, else the screen.
    fn context(&self) -> &'static str {
        match &self.overlay {
            Some(overlay) => overlay.screen().name(),
            None => self.screens.at(self.page).name(),
        }
    }

    /// Whether a text is begun where the person is, in which `!` is a letter.
    fn holds_text(&self) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.screen().holds_text(),
            None => self.screens.at(self.page).holds_text(),
        }
    }

    fn input(&mut self, input: Input) {
        self.message = None;
        self.stale = true;
        if let Some(wish) = self.ask(input) {
            self.apply(wish);
        }
    }

    fn input_of(&mut self, wish: Msg) {
        self.message = None;
        self.stale = true;
        self.apply(wish);
    }

    /// Who answers: what stands over the screen, the app, the screen.
    fn ask(&mut self, input: Input) -> Option<Msg> {
        let is_card = matches!(self.overlay, Some(Overlay::Emergency(_)));
        if input == Input::Act(Action::Emergency) && !is_card {
            return Some(Msg::Emergency);
        }
        if input == Input::Act(Action::Lock) {
            return Some(Msg::Lock);
        }
        if let Some(overlay) = &mut self.overlay {
            if let Input::Act(action) = input
                && let Some(wish) = to_screen(action)
            {
                return Some(wish);
            }
            return overlay.screen_mut().on(input, &self.view);
        }
        if let Input::Act(action) = input
            && let Some(wish) = everywhere(action).or_else(|| self.of_draft(action))
        {
            return Some(wish);
        }
        self.screens.at_mut(self.page).on(input, &self.view)
    }

    /// What an action means for what was half typed last.
    fn of_draft(&self, action: Action) -> Option<Msg> {
        let wish = match action {
            Action::ContinueDraft => Msg::ContinueDraft,
            Action::ForgetDraft => Msg::ForgetDraft,
            _ => return None,
        };
        let nothing = || Msg::Say("Nothing is half typed.".to_owned());
        let draft = self.view.drafts.first();
        // Nothing is forgotten where it cannot be seen what it would be.
        if let (Action::ForgetDraft, Some(draft)) = (action, draft)
            && self.page != Page::Today
        {
            let says = draft.says();
            let says = format!("Still half done: {says}. On Today Ctrl-x forgets it.");
            return Some(Msg::Say(says));
        }
        Some(draft.map_or_else(nothing, |draft| wish(draft.slot())))
    }

    /// Grants a wish; what cannot be granted is said on the message line.
    fn apply(&mut self, wish: Msg) {
        if let Err(error) = self.grant(wish) {
            self.complain(&error);
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message {
            text: text.into(),
            tone: Tone::Said,
        });
    }

    pub(super) fn complain(&mut self, error: &anyhow::Error) {
        if is_replaced(error) {
            self.wants = Some(Wants::Reopen);
        }
        let text = match error.downcast_ref::<Trouble>() {
            Some(trouble) => format!("{}; {}", trouble.what, trouble.hint),
            None => format!("{error:#}"),
        };
        self.stale = true;
        self.message = Some(Message {
            text: text::one_line(&text),
            tone: Tone::Wrong,
        });
    }

    fn replace(&mut self, journal: Journal) {
        self.view.journal = journal;
        self.changed();
    }

    /// What holds now; in quiet mode no infos and cautions.
    fn judge(&mut self) {
        let journal = &self.view.journal;
        let quiet = journal.settings.is_yes("quiet");
        let now = journal.present(self.view.now);
        let mut standing = rules::standing(journal, now);
        standing.retain(|alert| !quiet || alert.level >= Level::Warning);
        (self.view.standing, self.view.waiting) = rules::let_wait(standing, journal, now);
        let untold = self.view.standing.iter();
        let untold = untold.filter(|alert| !rules::is_told_once(alert));
        self.view.alerts = rules::gravest_first(rules::one_each(untold.cloned()));
    }

    /// The journal is another: what is counted from it is counted again.
    fn changed(&mut self) {
        let (zone, zone_from) = (self.around.zone)(&self.view.journal.settings);
        let now = self.view.when.now;
        self.view.when = When::new(now, zone, self.view.journal.day_start());
        self.view.now = self.view.when.moment();
        self.view.zone_from = zone_from;
        self.judge();
        self.view.revision += 1;
        self.stale = true;
    }
}

/// What an action means on every screen.
fn everywhere(action: Action) -> Option<Msg> {
    Some(match action {
        Action::Dose => Msg::New(Kind::Dose),
        Action::Other => Msg::New(Kind::Substance),
        Action::Sleep => Msg::New(Kind::Sleep),
        Action::Symptom => Msg::New(Kind::Symptom),
        Action::Note => Msg::New(Kind::Note),
        Action::None => Msg::New(Kind::None),
        Action::About => Msg::About,
        Action::Hide => Msg::Hide,
        Action::Undo => Msg::Undo,
        Action::Redo => Msg::Redo,
        Action::Emergency => Msg::Emergency,
        Action::Help => Msg::Help,
        Action::Settings => Msg::Settings,
        Action::Report => Msg::Report,
        Action::Handover => Msg::Handover,
        Action::Quit => Msg::Quit,
        _ => return to_screen(action),
    })
}

/// The keys that lead to a screen, also from a page that stands over one.
fn to_screen(action: Action) -> Option<Msg> {
    Some(match action {
        Action::Next => Msg::Turn(1),
        Action::Previous => Msg::Turn(-1),
        Action::Today => Msg::Go(Page::Today),
        Action::Journal => Msg::Go(Page::Journal),
        Action::Trends => Msg::Go(Page::Trends),
        Action::Warnings => Msg::Go(Page::Warnings),
        Action::Guide => Msg::Go(Page::Guide),
        _ => return None,
    })
}
