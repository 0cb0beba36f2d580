//! What stands on the screen: the journal, or the page that asks for its
//! passphrase. Locking drops the journal, its warnings and the store whole.

use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::{DateTime, Utc};
use crossterm::event::{Event, KeyEventKind};
use ratatui::Frame;

use super::app::{App, Around, Wants};
use super::copying::Copying;
use super::gate::{Gate, Wish};
use super::theme::Theme;
use super::view::View;
use crate::domain::setting;
use crate::paths::Paths;
use crate::rules;
use crate::store::backup;
use crate::store::files::is_locked;
use crate::store::lock::rekey;
use crate::store::{CAN_LOCK, Draft, Passphrase, Store, does_not_open};
use crate::trouble::Trouble;

/// The journal or the gate before it.
#[derive(Debug)]
enum Stage {
    Open(Box<App>),
    Gate(Box<Gate>),
}

/// The whole program.
#[derive(Debug)]
pub struct Program {
    stage: Stage,
    /// Where the journal is; none for one that is made up.
    paths: Option<Paths>,
    around: Around,
    theme: Theme,
    /// What was half typed when the journal was replaced by a locked one.
    kept: Option<Draft>,
    /// Whether the journal as it was here is kept, while another file stands at its
    /// place that does not open.
    is_kept: bool,
    /// The copy of the day that was begun when the journal was let go.
    copying: Option<Copying>,
    /// When a person last did something: on the clock that only runs, and on
    /// that of the wall, for a computer that slept.
    touched: (Instant, DateTime<Utc>),
    quits: bool,
    stale: bool,
}

/// A file whose beginning is damaged looks like a locked one.
const NEVER_LOCKED: &str = "Its last copy has no passphrase. If the journal never had one either, \
    it is damaged: leave with Ctrl-c; leaflog doctor says what to do.";

impl Program {
    /// Opens the journal, or the gate where it is locked and no key is given.
    ///
    /// # Errors
    /// The journal could not be opened.
    pub fn open(
        paths: Paths,
        key: Option<Passphrase>,
        around: Around,
        theme: Theme,
        now: Instant,
    ) -> Result<Program> {
        let stage = if CAN_LOCK && key.is_none() && is_locked(&paths.journal) {
            let copies = backup::all(&paths.journal, &paths.backups);
            let is_odd = copies.first().is_some_and(|copy| !copy.is_locked());
            let says = is_odd.then(|| NEVER_LOCKED.to_owned());
            Stage::Gate(Box::new(Gate::locked(blank(&paths, around, &theme)?, says)))
        } else {
            let store = Store::open_with(&paths.journal, &paths.backups, key)?;
            let mut app = App::open(store, around, theme.clone())?;
            app.keep_copies(&paths.backups);
            Stage::Open(Box::new(app))
        };
        Ok(Program::of(stage, Some(paths), around, theme, now))
    }

    /// Shows a journal that is open already, and never locks it.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn made_up(store: Store, around: Around, theme: Theme, now: Instant) -> Result<Program> {
        let stage = Stage::Open(Box::new(App::open(store, around, theme.clone())?));
        Ok(Program::of(stage, None, around, theme, now))
    }

    fn of(
        stage: Stage,
        paths: Option<Paths>,
        around: Around,
        theme: Theme,
        now: Instant,
    ) -> Program {
        Program {
            stage,
            paths,
            around,
            theme,
            kept: None,
            is_kept: false,
            copying: None,
            touched: (now, around.now),
            quits: false,
            stale: true,
        }
    }

    /// Brings the rest of the journal.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn load_all(&mut self) -> Result<()> {
        match &mut self.stage {
            Stage::Open(app) => app.load_all(),
            Stage::Gate(_) => Ok(()),
        }
    }

    pub fn draw(&mut self, frame: &mut Frame) {
        match &mut self.stage {
            Stage::Open(app) => app.draw(frame),
            Stage::Gate(gate) => gate.draw(frame),
        }
    }

    pub fn look(&mut self) {
        if let Stage::Open(app) = &mut self.stage {
            app.look();
        }
        self.answer();
    }

    /// Moves the clocks, and locks after an idle time.
    pub fn tick(&mut self, now: DateTime<Utc>, running: Instant) {
        self.around.now = now;
        if let Stage::Open(app) = &mut self.stage {
            app.tick(now);
            let idle = app.settings().or_default(setting::IDLE_LOCK);
            let idle = setting::idle(idle).filter(|_| app.key().is_some());
            if idle.is_some_and(|idle| self.rested(now, running) >= idle) {
                self.lock(Some("Locked after a time without a key.".to_owned()));
            }
        }
    }

    fn rested(&self, now: DateTime<Utc>, running: Instant) -> Duration {
        let (at, on_wall) = self.touched;
        let slept = (now - on_wall).to_std().unwrap_or_default();
        slept.max(running.saturating_duration_since(at))
    }

    /// Takes whatever the terminal sent.
    pub fn take(&mut self, event: Event, running: Instant) {
        self.touched = (running, self.around.now);
        match &mut self.stage {
            Stage::Open(app) => app.take(event),
            Stage::Gate(gate) => {
                self.stale |=
                    !matches!(&event, Event::Key(key) if key.kind == KeyEventKind::Release);
                let wish = gate.take(event, running);
                if let Some(wish) = wish {
                    self.grant(wish, running);
                }
            }
        }
        self.answer();
    }

    /// What the journal's own part of the program cannot do by itself.
    fn answer(&mut self) {
        let Stage::Open(app) = &mut self.stage else {
            return;
        };
        match app.take_wants() {
            None => {}
            Some(Wants::Lock) => self.lock(None),
            Some(Wants::Passphrase) => self.ask_new(),
            Some(Wants::Reopen) => self.reopen(),
        }
    }

    /// Forgets all of the journal. What is half typed was kept at every key.
    fn lock(&mut self, says: Option<String>) {
        let (Stage::Open(app), Some(paths)) = (&mut self.stage, &self.paths) else {
            return;
        };
        if app.keep_half_typed().is_err() {
            self.kept = app.half_typed();
        }
        if let Ok(view) = blank(paths, self.around, &self.theme) {
            // The page is hidden at once; the copy is not waited for.
            self.copying = app.leave_copying();
            self.stage = Stage::Gate(Box::new(Gate::locked(view, says)));
            rules::forget();
            self.stale = true;
        }
    }

    fn ask_new(&mut self) {
        let (Stage::Open(app), Some(paths)) = (&mut self.stage, &self.paths) else {
            return;
        };
        if app.key().is_some() {
            app.is_locked_now();
        } else if app.keep_half_typed().is_ok()
            && let Ok(view) = blank(paths, self.around, &self.theme)
        {
            self.stage = Stage::Gate(Box::new(Gate::setting(view)));
            self.stale = true;
        }
    }

    /// Another file stands at the journal's place: it is opened, with the same
    /// key where that fits.
    fn reopen(&mut self) {
        let (Stage::Open(app), Some(paths)) = (&mut self.stage, &self.paths) else {
            return;
        };
        // One that is missing is not made anew over what was there.
        if !paths.journal.is_file() {
            return;
        }
        if !self.is_kept {
            match app.set_aside(&paths.backups) {
                Ok(_) => self.is_kept = true,
                Err(error) => return app.complain(&error),
            }
        }
        let opened = Store::open_with(&paths.journal, &paths.backups, app.key().cloned());
        match opened {
            Ok(store) => {
                self.is_kept = false;
                app.continue_on(store);
            }
            Err(error) if does_not_open(&error, &paths.journal) => {
                self.kept = app.half_typed();
                let says = "The journal was locked, or given another passphrase, elsewhere.";
                self.lock(Some(says.to_owned()));
            }
            Err(error) => app.complain(&error),
        }
    }

    fn grant(&mut self, wish: Wish, running: Instant) {
        let done = match wish {
            Wish::Quit => {
                self.quits = true;
                return;
            }
            Wish::Back => self.enter(None),
            Wish::Open(key) => self.enter(Some(key)),
            Wish::Set(key) => self.set(key),
        };
        let Err(error) = done else {
            return;
        };
        let wrong = self
            .paths
            .as_ref()
            .is_some_and(|paths| does_not_open(&error, &paths.journal));
        let why = match error.downcast_ref::<Trouble>() {
            _ if wrong => "That is not its passphrase. Capitals and spaces count.".to_owned(),
            Some(trouble) => format!("{}; {}.", trouble.what, trouble.hint),
            None => format!("{error:#}."),
        };
        if let Stage::Gate(gate) = &mut self.stage {
            gate.refuse(&why, running);
        }
    }

    fn set(&mut self, key: Passphrase) -> Result<()> {
        self.copying = None;
        let Some(paths) = &self.paths else {
            return Ok(());
        };
        rekey(&paths.journal, &paths.backups, None, Some(&key))?;
        self.enter(Some(key))?;
        if let Stage::Open(app) = &mut self.stage {
            app.is_locked_now();
        }
        Ok(())
    }

    /// Opens the journal and shows it.
    fn enter(&mut self, key: Option<Passphrase>) -> Result<()> {
        // A copy reads the file, which is looked at from outside here.
        self.copying = None;
        let Some(paths) = &self.paths else {
            return Ok(());
        };
        // It may have been unlocked elsewhere since it was asked for.
        let key = key.filter(|_| is_locked(&paths.journal));
        let store = Store::open_with(&paths.journal, &paths.backups, key)?;
        if let Some(draft) = &self.kept {
            store.save_draft(draft)?;
        }
        self.kept = None;
        let mut app = App::open(store, self.around, self.theme.clone())?;
        app.load_all()?;
        app.keep_copies(&paths.backups);
        self.stage = Stage::Open(Box::new(app));
        self.stale = true;
        Ok(())
    }

    #[must_use]
    pub fn wants_mouse(&self) -> bool {
        matches!(&self.stage, Stage::Open(app) if app.wants_mouse())
    }

    #[must_use]
    pub fn quits(&self) -> bool {
        self.quits || matches!(&self.stage, Stage::Open(app) if app.quits())
    }

    /// Whether the picture must be drawn again; asking settles it.
    pub fn take_stale(&mut self) -> bool {
        let stale = std::mem::take(&mut self.stale);
        let inner = match &mut self.stage {
            Stage::Open(app) => app.take_stale(),
            Stage::Gate(_) => false,
        };
        stale || inner
    }

    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// Makes the copy that is still due; what went wrong with it.
    pub fn last_copy(&mut self) -> Option<anyhow::Error> {
        match &mut self.stage {
            Stage::Open(app) => app.last_copy(),
            Stage::Gate(_) => self.copying.as_mut()?.wait(),
        }
    }

    /// Whether nothing of the journal is in the program now.
    #[must_use]
    pub fn is_at_the_gate(&self) -> bool {
        matches!(self.stage, Stage::Gate(_))
    }
}

/// A view of no journal.
fn blank(paths: &Paths, around: Around, theme: &Theme) -> Result<View> {
    View::of_none(around, theme.clone(), paths.journal.display().to_string())
}
