//! Check-ins begun, kept half answered, and saved.

use anyhow::Result;

use super::App;
use crate::checkins::checkin::named;
use crate::checkins::{self, Half};
use crate::domain::{Entry, Kind};
use crate::stats::duration;
use crate::store::Draft;
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
        let draft = self.half_typed();
        let half = draft.as_ref().and_then(Half::of);
        match half.filter(|half| half.checkin == checkin) {
            Some(half) if half.is_stale(self.view.now) => {
                let ago = duration::ago(self.view.ago(half.begun));
                self.say(format!(
                    "What was half answered {ago} is about another time; this begins anew."
                ));
                self.ask_questions(Half::new(checkin, self.view.now), None);
            }
            Some(half) => self.ask_questions(half, None),
            None => self.ask_questions(Half::new(checkin, self.view.now), draft),
        }
    }

    /// Goes on with a half-answered check-in that was offered again; what is
    /// typed in its place is kept beside it.
    pub(super) fn resume_checkin(&mut self, half: Half, typed: Option<Draft>) {
        if half.is_stale(self.view.now) {
            self.begin_checkin(half.checkin.name);
        } else {
            self.ask_questions(half, typed);
        }
    }

    fn ask_questions(&mut self, half: Half, before: Option<Draft>) {
        self.stand(Overlay::Questions(Questions::of(half, before)));
    }

    /// What is half typed as a reading, a check-in or not.
    fn half_typed(&self) -> Option<Draft> {
        let mut drafts = self.view.drafts.iter();
        drafts.find(|draft| draft.kind == Kind::Reading).cloned()
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
        let gone = open
            .before()
            .map(|before| duration::ago(self.view.ago(before.begun)));
        self.keep_answers()?;
        self.close();
        self.view.drafts = self.store.drafts()?;
        if let Some(kept) = kept {
            let instead = gone.map(|ago| format!(" It stands for what was half typed {ago}."));
            self.say(format!(
                "Kept half answered: {kept}.{}",
                instead.unwrap_or_default()
            ));
        }
        Ok(())
    }

    /// Saves the check-in as any other entry, and shows its page.
    pub(super) fn save_checkin(&mut self) -> Result<()> {
        let Some(open) = self.questions() else {
            return Ok(());
        };
        let (checkin, before) = (open.half().checkin, open.before().cloned());
        let Some(values) = open.half().values() else {
            return Ok(());
        };
        let id = self.store.new_id(self.view.when.now)?;
        let entry = Entry::parse(id, Kind::Reading, &values, &self.view.when)?;
        self.under_it_its_page(checkin);
        self.put(entry, None, before)
    }

    /// The page of a check-in comes back after its questions.
    fn under_it_its_page(&mut self, checkin: &'static checkins::Checkin) {
        if let Some(Overlay::Checkin(_)) = self.under.last() {
            self.under.pop();
        }
        self.under.push(Overlay::Checkin(Checkin::of(checkin)));
    }
}
