//! Holding a plan and going back a step: each one change, and one key.

use anyhow::Result;

use super::App;
use crate::domain::edit::Edit;
use crate::domain::field::Invalid;
use crate::plan::Plan;
use crate::plan::change::{self, WEEK};
use crate::rules;
use crate::saving;
use crate::tui::overlay::{Cards, Overlay};

impl App {
    /// Every step ahead comes a week later.
    pub(super) fn hold(&mut self) -> Result<()> {
        let plan = Plan::of(&self.view.journal);
        let edits = change::hold(&plan, WEEK, &self.view.when);
        self.change_plan(
            edits,
            "What lies ahead comes 7 days later. u takes it back.",
        )
    }

    /// The step before counts again from today on.
    pub(super) fn step_back(&mut self) -> Result<()> {
        let now = self.view.when.now;
        let ids = [self.store.new_id(now)?, self.store.new_id(now)?];
        let plan = Plan::of(&self.view.journal);
        let edits = change::back(&plan, WEEK, ids, &self.view.when);
        self.change_plan(
            edits,
            "The step before counts from today; the others come later. u takes it back.",
        )
    }

    fn change_plan(&mut self, edits: Result<Vec<Edit>, Invalid>, says: &str) -> Result<()> {
        let edits = match edits {
            Ok(edits) => edits,
            Err(wrong) => {
                self.say(format!("Plan: {}.", wrong.why));
                return Ok(());
            }
        };
        let (journal, now) = (&self.view.journal, self.view.now);
        let (raised, _) = saving::each(journal.clone(), &edits, now)?;
        let shown = rules::present(raised, journal, now);
        let all: Vec<Edit> = edits.into_iter().chain(shown.edits.clone()).collect();
        self.make(&all)?;
        self.say(says);
        if let Some(cards) = Cards::of(shown) {
            self.stand(Overlay::Cards(cards));
        }
        Ok(())
    }
}
