//! Granting wishes: the one place that changes the journal.

use anyhow::Result;

use super::App;
use crate::domain::answer::{Answer, Said};
use crate::domain::edit::{self, Edit};
use crate::rules::Alert;
use crate::store::Way;
use crate::tui::msg::{Msg, Page};
use crate::tui::overlay::{Help, Overlay};
use crate::tui::view::Veil;

impl App {
    pub(super) fn grant(&mut self, wish: Msg) -> Result<()> {
        match wish {
            Msg::Go(page) => self.go(page),
            Msg::Turn(by) => self.turn(by),
            Msg::Undo => self.walk(Way::Undo)?,
            Msg::Redo => self.walk(Way::Redo)?,
            Msg::Answer { alert, said } => self.answer(&alert, said)?,
            Msg::Hide => self.hide(),
            Msg::Help => self.stand(Overlay::Help(Help::of(self.context()))),
            Msg::Say(text) => self.say(text),
            Msg::Close => self.overlay = self.aside.take(),
            Msg::Quit => self.quits = true,
            _ => {}
        }
        Ok(())
    }

    fn go(&mut self, page: Page) {
        self.page = page;
    }

    fn turn(&mut self, by: i8) {
        let pages = Page::ALL.len();
        let here = Page::ALL.iter().position(|page| *page == self.page);
        let step = if by < 0 { pages - 1 } else { 1 };
        self.page = Page::ALL[(here.unwrap_or_default() + step) % pages];
    }

    fn stand(&mut self, overlay: Overlay) {
        self.overlay = Some(overlay);
    }

    fn hide(&mut self) {
        (self.view.veil, self.message) = match self.view.veil {
            Veil::Open => (Veil::Hidden, None),
            Veil::Hidden => (Veil::Open, None),
        };
        if self.view.is_hidden() {
            self.say("Amounts and names are hidden. h shows them.");
        }
    }

    /// Makes edits: on disk first, then in memory.
    pub(super) fn make(&mut self, edits: &[Edit]) -> Result<()> {
        self.store.apply(edits, self.view.when.now)?;
        self.view.journal.apply(edits);
        self.changed();
        Ok(())
    }

    fn walk(&mut self, way: Way) -> Result<()> {
        let Some((change, edits)) = self.store.go(way, self.view.when.now)? else {
            self.say(match way {
                Way::Undo => "Nothing to take back.",
                Way::Redo => "Nothing to bring back.",
            });
            return Ok(());
        };
        self.view.journal.apply(&edits);
        self.changed();
        let what = edit::describe(&change.edits);
        self.say(match way {
            Way::Undo => format!("Took back: {what}. U brings it back."),
            Way::Redo => format!("Brought back: {what}. u takes it back."),
        });
        Ok(())
    }

    /// Keeps what was said to a warning; said again at the same level, it is
    /// taken back.
    fn answer(&mut self, alert: &Alert, said: Said) -> Result<()> {
        let before = self.view.journal.answer(alert.rule, &alert.subject, said);
        let before = before.cloned();
        let again = before.as_ref().is_some_and(|it| it.level >= alert.level);
        let to = (!again).then(|| Answer {
            rule: alert.rule.to_owned(),
            subject: alert.subject.clone(),
            said,
            level: alert.level,
            at: self.view.when.now,
            times: 1,
        });
        let says = match (said, again) {
            (_, true) => "Taken back.",
            (Said::Clinician, false) => "Kept: your clinician knows. u takes it back.",
            (_, false) => "Kept: you have read it. u takes it back.",
        };
        self.make(&[Edit::Answer { from: before, to }])?;
        self.say(says);
        Ok(())
    }
}
