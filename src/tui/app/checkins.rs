//! Check-ins begun, kept half answered, and saved.

use anyhow::Result;

use super::App;
use super::entries::Kept;
use crate::checkins::checkin::named;
use crate::checkins::{self, Half};
use crate::domain::{Entry, Kind};
use crate::stats::duration;
use crate::tui::overlay::{Checkin, Overlay, Questions};

impl App {
    pub(super) fn open_checkin(&mut self, name: &str) {
        if let Some(checkin) = named(name) {
            self.stand(Overlay::Checkin(Checkin::of(checkin)));
        }
    }

    /// Begins a check-in, or goes on with it where it is half answered.
    pub(super) fn begin_checkin(&mut self, name: &str) {
        let Some(checkin) = named(name) else {
            return;
        };
        match Half::kept(&self.view.drafts, checkin) {
            Some(half) if half.is_stale(self.view.now) => {
                let ago = duration::ago(self.view.ago(half.begun));
                self.say(format!(
                    "What was half answered {ago} is about another time; this begins anew."
                ));
                self.ask_questions(Half::new(checkin, self.view.now));
            }
            Some(half) => self.ask_questions(half),
            None => self.ask_questions(Half::new(checkin, self.view.now)),
        }
    }

    fn ask_questions(&mut self, half: Half) {
        self.stand(Overlay::Questions(Questions::of(half)));
    }

    fn questions(&self) -> Option<&Questions> {
        match &self.overlay {
            Some(Overlay::Questions(questions)) => Some(questions),
            _ => None,
        }
    }

    /// Keeps every answer as it is given.
    pub(super) fn keep_answers(&mut self) -> Result<()> {
        let draft = self.questions().and_then(|open| open.half().draft());
        draft.map_or(Ok(()), |draft| self.store.save_draft(&draft))
    }

    /// Leaves the questions; what was answered stays and is offered again.
    pub(super) fn leave_checkin(&mut self) -> Result<()> {
        let Some(open) = self.questions() else {
            return Ok(());
        };
        let kept = open.half().draft().map(|_| open.half().says());
        self.keep_answers()?;
        self.close();
        self.view.drafts = self.store.drafts()?;
        if let Some(kept) = kept {
            self.say(format!("Kept half answered: {kept}."));
        }
        Ok(())
    }

    /// Saves the check-in as any other entry, and shows its page.
    pub(super) fn save_checkin(&mut self) -> Result<()> {
        let Some(open) = self.questions() else {
            return Ok(());
        };
        let (checkin, slot) = (open.half().checkin, open.half().slot());
        let Some(values) = open.half().values() else {
            return Ok(());
        };
        let id = self.store.new_id(self.view.when.now)?;
        let entry = Entry::parse(id, Kind::Reading, &values, &self.view.when)?;
        self.under_it_its_page(checkin);
        self.put(entry, None, Kept { slot, before: None })
    }

    /// The page of a check-in comes back after its questions.
    fn under_it_its_page(&mut self, checkin: &'static checkins::Checkin) {
        if let Some(Overlay::Checkin(_)) = self.under.last() {
            self.under.pop();
        }
        self.under.push(Overlay::Checkin(Checkin::of(checkin)));
    }
}
