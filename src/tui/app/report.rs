//! What is for a clinician: the report into a file of the person, the handover
//! on the screen.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use super::App;
use crate::domain::text::one_line;
use crate::export::report;
use crate::file::Place;
use crate::tui::overlay::report::Unasked;
use crate::tui::overlay::{Handover, Overlay};

impl App {
    /// Shows the handover, of all that is written down.
    pub(super) fn hand_over(&mut self) -> Result<()> {
        if self.view.journal.earlier.any {
            self.load_all()?;
        }
        self.stand(Overlay::Handover(Handover::of(&self.view)));
        Ok(())
    }

    /// Writes the report as its form says; a file that is there is replaced, and
    /// one of a locked journal written at all, only when Enter is said again.
    pub(super) fn write_report(&mut self) -> Result<()> {
        if self.view.journal.earlier.any {
            self.load_all()?;
        }
        let Some(Overlay::Report(form)) = &mut self.overlay else {
            return Ok(());
        };
        let asked = match form.asked(&self.view.when) {
            Ok(asked) => asked,
            Err(wrong) => {
                form.point(&wrong);
                return Ok(());
            }
        };
        let file = form.file(&asked);
        let path = Path::new(&file);
        let place = Place::look(path, self.store.path())?;
        let unasked = match (place.is_taken, self.store.key()) {
            (true, Some(_)) => Some(Unasked::ReplacesInClear),
            (true, None) => Some(Unasked::Replaces),
            (false, Some(_)) => Some(Unasked::InClear),
            (false, None) => None,
        };
        if let Some(what) = unasked.filter(|_| !form.replaces(&file)) {
            form.ask(&file, what);
            return Ok(());
        }
        let page = report::html(&self.view.journal, &asked);
        let page = page.context("could not lay out the report")?;
        place.write(|to| Ok(to.write_all(page.as_bytes())?))?;
        self.close();
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let place = one_line(&place.display().to_string());
        self.say(format!("Wrote {place}. Only your account can read it."));
        Ok(())
    }
}
