//! Forms opened, kept half typed, and saved.

use anyhow::Result;

use super::App;
use crate::checkins::Half;
use crate::domain::answer::Said;
use crate::domain::edit::{self, Edit};
use crate::domain::field::Invalid;
use crate::domain::{Entry, Kind};
use crate::rules::{self, Alert};
use crate::saving;
use crate::stats::duration;
use crate::store::Draft;
use crate::tui::form::Form;
use crate::tui::overlay::{Cards, Overlay};
use crate::tui::theme::level_words;

/// What is asked where no amount is to be seen.
const HIDDEN_QUESTION: &str =
    "That is far more than you usually write down. Is that the right amount and unit?";

impl App {
    pub(super) fn open_form(&mut self, form: Form) {
        self.stand(Overlay::Form(Box::new(form)));
    }

    fn form(&self) -> Option<&Form> {
        match &self.overlay {
            Some(Overlay::Form(form)) => Some(form),
            _ => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match &mut self.overlay {
            Some(Overlay::Form(form)) => Some(form),
            _ => None,
        }
    }

    /// Keeps what is half typed, at every key.
    pub(super) fn keep_draft(&mut self) -> Result<()> {
        let Some(form) = self.form() else {
            return Ok(());
        };
        match form.draft() {
            Some(draft) => self.store.save_draft(&draft),
            None => match form.before() {
                Some(before) => self.store.save_draft(before),
                None => self.store.remove_draft(form.kind().name()),
            },
        }
    }

    /// Leaves the form; what was typed stays and is offered again.
    pub(super) fn leave(&mut self) -> Result<()> {
        let kept = self.form().and_then(Form::draft);
        let before = self.form().and_then(Form::before);
        let gone = before.map(|before| duration::ago(self.view.ago(before.begun)));
        self.keep_draft()?;
        self.close();
        self.view.drafts = self.store.drafts()?;
        if let Some(draft) = kept {
            let instead = gone.map(|ago| format!(" It stands for the one from {ago}."));
            let kind = draft.kind.says();
            self.say(format!(
                "Kept half typed: {kind}.{}",
                instead.unwrap_or_default()
            ));
        }
        Ok(())
    }

    /// Goes on with what was half typed; what is typed already is kept in its
    /// place and can be brought back the same way.
    pub(super) fn resume(&mut self, slot: &str) {
        let kept = self.view.drafts.iter().find(|draft| draft.slot() == slot);
        let kept = kept.cloned();
        if let Some(half) = kept.as_ref().and_then(Half::of) {
            return self.begin_checkin(half.checkin.name);
        }
        let (draft, typed) = match self.form_mut() {
            Some(open) => (open.take_before(), open.draft()),
            None => (kept, None),
        };
        let Some(mut form) = draft.map(|draft| Form::resume(&draft, &self.view)) else {
            return;
        };
        form.set_aside(typed);
        match self.form_mut() {
            Some(open) => *open = form,
            None => self.open_form(form),
        }
    }

    /// Forgets what was half typed.
    pub(super) fn forget(&mut self, slot: &str) -> Result<()> {
        let mut kept = self.view.drafts.iter();
        let kept = kept.find(|draft| draft.slot() == slot);
        let says = kept.map(forgot).unwrap_or_default();
        self.store.remove_draft(slot)?;
        self.view.drafts = self.store.drafts()?;
        self.say(says);
        Ok(())
    }

    /// Saves the form, or says on it why not.
    pub(super) fn save(&mut self) -> Result<()> {
        let Some(form) = self.form() else {
            return Ok(());
        };
        let (kind, values) = (form.kind(), form.values());
        let editing = form.editing().cloned();
        let before = form.before().filter(|_| !form.makes_up_for_before());
        let kept = Kept {
            slot: kind.name().to_owned(),
            before: before.cloned(),
        };
        let id = match &editing {
            Some(entry) => entry.id,
            None => self.store.new_id(self.view.when.now)?,
        };
        let (journal, when) = (&self.view.journal, &self.view.when);
        let parsed = saving::product::entry(id, kind, &values, editing.as_ref(), journal, when);
        let entry = match parsed {
            Ok(entry) => entry,
            Err(wrong) => {
                self.refuse(wrong);
                return Ok(());
            }
        };
        if editing
            .as_ref()
            .is_some_and(|old| old.says_the_same(&entry))
        {
            self.put_away(kept)?;
            self.say("Nothing was changed.");
            return Ok(());
        }
        if self.form_mut().is_some_and(Form::asks_about_name) {
            return Ok(());
        }
        self.put(entry, editing, kept)
    }

    fn refuse(&mut self, wrong: Invalid) {
        if let Some(form) = self.form_mut() {
            form.refuse(wrong);
        }
    }

    pub(super) fn put(&mut self, entry: Entry, editing: Option<Entry>, kept: Kept) -> Result<()> {
        let now = self.view.now;
        let considered = self.consider(&entry, editing.as_ref());
        let considered = match considered {
            Ok(considered) => considered,
            Err(wrong) => {
                self.refuse(wrong);
                return Ok(());
            }
        };
        let is_hidden = self.view.is_hidden();
        let question = considered.ask_again.as_deref();
        let question = question.map(|it| if is_hidden { HIDDEN_QUESTION } else { it });
        if let (Some(question), Some(form)) = (question, self.form_mut())
            && !form.ask(question)
        {
            return Ok(());
        }
        let shown = rules::present(considered.raised, &self.view.journal, now);
        let changes = editing.is_some();
        let told = told(&entry);
        let edits = saving::edits(entry, editing, &shown);
        let also: Vec<String> = shown.lines.iter().map(|alert| self.also(alert)).collect();
        self.make(&edits)?;
        // From here on it is saved: a warning about it waits for nothing.
        let away = self.put_away(kept);
        let verb = if changes { "Changed" } else { "Saved" };
        let mut parts = vec![format!("{verb}: {}.", self.said(&told))];
        parts.extend(considered.point_out.map(|text| pointed_out(&text)));
        parts.extend(also);
        if away.is_err() {
            parts.push(
                "What was half typed could not be forgotten; it may be offered again.".into(),
            );
        }
        self.say(parts.join(" "));
        if let Some(cards) = Cards::of(shown) {
            self.stand(Overlay::Cards(cards));
        }
        Ok(())
    }

    /// A warning without a card in a few words, and whether it was said before;
    /// what is told only once was not.
    fn also(&self, alert: &Alert) -> String {
        if rules::is_told_once(alert) {
            return format!("{}.", self.view.alert_title(alert));
        }
        let level = level_words(alert.level).trim();
        let journal = &self.view.journal;
        let before = journal.answer(alert.rule, &alert.subject, Said::Shown);
        let again = if before.is_some() { " again" } else { "" };
        format!("{level}{again}: {}.", self.view.alert_title(alert))
    }

    /// Judges an entry against the journal without it and what it replaces.
    fn consider(
        &mut self,
        entry: &Entry,
        editing: Option<&Entry>,
    ) -> Result<saving::Considered, Invalid> {
        let journal = &mut self.view.journal;
        let replaced = editing.and_then(|old| journal.remove(old.id));
        let considered = saving::consider(journal, entry, self.view.now);
        if let Some(old) = replaced {
            journal.insert(old);
        }
        considered
    }

    /// The form is done with; a half-typed one from before it stays.
    fn put_away(&mut self, kept: Kept) -> Result<()> {
        self.close();
        match kept.before {
            Some(draft) => self.store.save_draft(&draft)?,
            None => self.store.remove_draft(&kept.slot)?,
        }
        self.view.drafts = self.store.drafts()?;
        Ok(())
    }
}

/// Where a form was kept half typed, and what is to stand there once it is
/// saved.
pub(super) struct Kept {
    pub slot: String,
    pub before: Option<Draft>,
}

fn forgot(draft: &Draft) -> String {
    match draft.checkin() {
        Some(name) => format!("Forgot the half-answered {name}."),
        None => format!("Forgot the half-typed {}.", draft.kind.says()),
    }
}

/// What was understood: `dose 2.5 g powder, Fri 20 Nov 18:05`.
fn told(entry: &Entry) -> String {
    match entry.kind() {
        Kind::None => edit::describe(&[Edit::Add(entry.clone())]),
        _ => format!("{}, {}", entry.says(), entry.at.format("%a %-d %b %H:%M")),
    }
}

/// The same words with this screen's own key.
fn pointed_out(text: &str) -> String {
    let text = text.replace("leaflog undo", "u");
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    format!(
        "{}{}.",
        first.into_iter().flatten().collect::<String>(),
        letters.as_str()
    )
}
