//! What the journal's part of the program does when it is locked, or when
//! another file stands at the journal's place.

use std::mem;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{App, Wants};
use crate::domain::draft::Draft;
use crate::domain::setting::Settings;
use crate::rules;
use crate::store::{Passphrase, Store};
use crate::tui::form::Form;
use crate::tui::overlay::{Hidden, Overlay};

impl App {
    /// What only whoever holds the journal's place can do; asking settles it.
    pub fn take_wants(&mut self) -> Option<Wants> {
        mem::take(&mut self.wants)
    }

    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.view.journal.settings
    }

    /// What opens the journal, where it is locked.
    #[must_use]
    pub fn key(&self) -> Option<&Passphrase> {
        self.store.key()
    }

    /// Locks; without a passphrase there is only a page to hide it behind.
    pub(super) fn lock(&mut self) {
        if self.store.key().is_some() {
            self.wants = Some(Wants::Lock);
        } else if !matches!(self.overlay, Some(Overlay::Hidden(_))) {
            self.stand(Overlay::Hidden(Hidden));
        }
    }

    pub(super) fn ask_for_passphrase(&mut self) {
        self.wants = Some(Wants::Passphrase);
    }

    /// Keeps what is half typed on disk once more.
    ///
    /// # Errors
    /// The disk would not take it.
    pub fn keep_half_typed(&mut self) -> Result<()> {
        self.keep_draft()?;
        self.keep_answers()
    }

    /// What is half typed.
    #[must_use]
    pub fn half_typed(&self) -> Option<Draft> {
        let mut overlays = self.overlay.iter().chain(self.under.iter().rev());
        overlays.find_map(|overlay| match overlay {
            Overlay::Form(form) => Form::draft(form),
            Overlay::Questions(questions) => questions.half().draft(),
            _ => None,
        })
    }

    /// Goes past the first page once a passphrase was set on it.
    pub fn is_locked_now(&mut self) {
        self.overlay = None;
        self.say("Locked. From now on the passphrase is asked for; nobody can bring it back.");
    }

    /// Keeps the journal as it was here among its copies, once another file
    /// stands at its place.
    ///
    /// # Errors
    /// As of [`Store::set_aside`].
    pub fn set_aside(&self, backups: &Path) -> Result<Option<PathBuf>> {
        self.store.set_aside(backups, self.view.when.now)
    }

    /// Goes on with the file that stands at the journal's place now; what is
    /// being typed stays.
    pub fn continue_on(&mut self, store: Store) {
        self.store = store.calling(rules::called);
        let again = self.load_all().and_then(|()| self.keep_half_typed());
        match again {
            Ok(()) => self.say(
                "The journal was replaced meanwhile and is open again. As it was here it is kept: \
                 leaflog backup lists it, leaflog merge joins both.",
            ),
            Err(error) => self.complain(&error),
        }
    }
}
