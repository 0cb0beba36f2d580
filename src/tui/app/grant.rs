//! Granting wishes: the one place that changes the journal.

use anyhow::Result;
use chrono::TimeDelta;
use uuid::Uuid;

use super::App;
use crate::domain::about::About as Fact;
use crate::domain::answer::{Answer, Level, Said};
use crate::domain::edit::{self, Edit};
use crate::domain::{Entry, What, setting};
use crate::rules::{self, Alert};
use crate::stats::duration;
use crate::store::{Change, Way};
use crate::tui::action::Action;
use crate::tui::form::Form;
use crate::tui::msg::{Msg, Page};
use crate::tui::overlay::{
    About, Ask, Checkins, Country, Emergency, Help, Overlay, Patterns, Plan, PlanKind, Report,
    Settings, Why,
};
use crate::tui::view::{HIDDEN, Veil};

/// A change older than this is shown before it is taken back.
const OLD: TimeDelta = TimeDelta::hours(12);

impl App {
    pub(super) fn grant(&mut self, wish: Msg) -> Result<()> {
        match wish {
            Msg::Go(page) => self.go(page),
            Msg::Turn(by) => self.turn(by),
            Msg::New(kind) => self.open_form(Form::new(kind, &self.view)),
            Msg::NewPlanLine(fact) => {
                self.close();
                self.open_form(Form::about(fact, &self.view));
            }
            Msg::Edit(id) => self.edit(id),
            Msg::Delete(id) => self.delete(id)?,
            Msg::Save => self.save()?,
            Msg::Typed => self.keep_draft()?,
            Msg::Leave => self.leave()?,
            Msg::ContinueDraft(slot) => self.resume(&slot),
            Msg::ForgetDraft(slot) => self.forget(&slot)?,
            Msg::Undo => self.take_back(Way::Undo)?,
            Msg::Redo => self.take_back(Way::Redo)?,
            Msg::Agreed => self.agreed()?,
            Msg::Answer { alert, said } => self.answer(&alert, said)?,
            Msg::Acknowledged(alert) => self.acknowledged(&alert)?,
            Msg::Set { name, value } => self.set(name, &value)?,
            Msg::Country(code) => self.country(&code)?,
            Msg::Hold => self.hold()?,
            Msg::StepBack => self.step_back()?,
            Msg::Checkin(name) => self.open_checkin(name),
            Msg::Questions(name) => self.begin_checkin(name),
            Msg::Answered => self.keep_answers()?,
            Msg::LeaveCheckin => self.leave_checkin()?,
            Msg::SaveCheckin => self.save_checkin()?,
            Msg::WriteReport => self.write_report()?,
            Msg::Handover => self.hand_over()?,
            Msg::Hide => self.hide(),
            Msg::Lock => self.lock(),
            Msg::Passphrase => self.ask_for_passphrase(),
            Msg::Begin(key) => self.begin(key),
            Msg::OpenDay(date) => {
                self.page = Page::Journal;
                self.screens.journal.show_day(date, &self.view);
            }
            Msg::OpenEntry(id) => {
                self.page = Page::Journal;
                self.screens.journal.show_entry(id, &self.view);
            }
            Msg::Say(text) => self.say(text),
            Msg::Close => self.close(),
            Msg::Quit => self.quits = true,
            other => self.open_over(other),
        }
        Ok(())
    }

    /// What only opens something over the screen.
    fn open_over(&mut self, wish: Msg) {
        let overlay = match wish {
            Msg::Emergency => Overlay::Emergency(Emergency::default()),
            Msg::Help => Overlay::Help(Help::of(self.context())),
            Msg::About => Overlay::About(About::default()),
            Msg::Plan => Overlay::Plan(Plan::default()),
            Msg::PlanKind => Overlay::PlanKind(PlanKind::default()),
            Msg::AskCountry => Overlay::Country(Country::default()),
            Msg::Checkins => Overlay::Checkins(Checkins::default()),
            Msg::Settings => Overlay::Settings(Settings::default()),
            Msg::Report => Overlay::Report(Report::of(&self.view)),
            Msg::Patterns => Overlay::Patterns(Patterns::of(&self.view)),
            Msg::Why(alerts) => Overlay::Why(Why::of(alerts)),
            _ => return,
        };
        self.stand(overlay);
    }

    /// To a screen, away from whatever page stands over one. A form, questions
    /// or a card below that page come back first: they are left by their own
    /// keys alone.
    fn go(&mut self, page: Page) {
        while self.overlay.is_some() {
            self.close();
            let below = self.overlay.as_ref();
            if below.is_some_and(Overlay::is_left_by_its_own_keys) {
                return;
            }
        }
        self.page = page;
    }

    fn turn(&mut self, by: i8) {
        let pages = Page::ALL.len();
        let here = Page::ALL.iter().position(|page| *page == self.page);
        let step = if by < 0 { pages - 1 } else { 1 };
        self.go(Page::ALL[(here.unwrap_or_default() + step) % pages]);
    }

    /// Puts something over the screen; what stood there comes back after it.
    pub(super) fn stand(&mut self, overlay: Overlay) {
        self.under.extend(self.overlay.replace(overlay));
    }

    pub(super) fn close(&mut self) {
        self.overlay = self.under.pop();
    }

    /// The key that ends the first page, or a card, means what it always means.
    /// A card stays where the key means nothing below it, or would delete.
    fn begin(&mut self, key: crossterm::event::KeyEvent) {
        if let Some(Overlay::Cards(_)) = &self.overlay {
            let below = match self.under.last() {
                Some(below) => below.screen().name(),
                None => self.screens.at(self.page).name(),
            };
            let means = self.view.keymap.find(below, key);
            if means.is_none_or(|action| action == Action::Delete) {
                return;
            }
        }
        self.close();
        self.press(key);
    }

    fn edit(&mut self, id: Uuid) {
        let form = self
            .view
            .journal
            .find(id)
            .map(|entry| Form::edit(entry, &self.view));
        if let Some(form) = form {
            self.open_form(form);
        }
    }

    fn delete(&mut self, id: Uuid) -> Result<()> {
        let Some(entry) = self.view.journal.find(id).cloned() else {
            return Ok(());
        };
        let what = self.said(&edit::describe(&[Edit::Add(entry.clone())]));
        let deleted = Entry {
            changed: self.view.when.now,
            ..entry
        };
        self.make(&[Edit::Delete(deleted)])?;
        self.say(format!("Deleted: {what}. u undoes."));
        Ok(())
    }

    /// Words that hold amounts or names, unless they are hidden.
    pub(super) fn said(&self, text: &str) -> String {
        if self.view.is_hidden() {
            HIDDEN.to_owned()
        } else {
            text.to_owned()
        }
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

    /// Takes a change back, or brings it back; one that is old or was made
    /// elsewhere is shown first.
    fn take_back(&mut self, way: Way) -> Result<()> {
        if way == Way::Undo {
            self.pass_read()?;
        }
        let Some(change) = self.store.next_change(way, self.view.when.now)? else {
            self.say(match way {
                Way::Undo => "Nothing to take back.",
                Way::Redo => "Nothing to bring back.",
            });
            return Ok(());
        };
        let ago = self.view.when.now - change.at;
        if self.store.made(&change) && ago <= OLD {
            return self.walk(way);
        }
        let question = self.question(way, &change, ago);
        self.stand(Overlay::Ask(Ask {
            way,
            change: change.no,
            question,
        }));
        Ok(())
    }

    fn question(&self, way: Way, change: &Change, ago: TimeDelta) -> String {
        let verb = match way {
            Way::Undo => "Take back",
            Way::Redo => "Bring back",
        };
        let what = self.said(&edit::describe(&change.edits));
        let by = if self.store.made(change) {
            ""
        } else {
            ", not in this window"
        };
        let ago = duration::ago(ago);
        format!("{verb}: {what}? It was written {ago}{by}. Enter does it, Esc leaves it.")
    }

    fn agreed(&mut self) -> Result<()> {
        let Some(Overlay::Ask(ask)) = &self.overlay else {
            return Ok(());
        };
        let (way, shown) = (ask.way, ask.change);
        self.close();
        let next = self.store.next_change(way, self.view.when.now)?;
        if next.is_some_and(|change| change.no == shown) {
            return self.walk(way);
        }
        self.say("Something was written since; look again.");
        Ok(())
    }

    fn walk(&mut self, way: Way) -> Result<()> {
        let Some((change, edits)) = self.store.go(way, self.view.when.now)? else {
            return Ok(());
        };
        self.view.journal.apply(&edits);
        self.changed();
        let what = self.said(&edit::describe(&change.edits));
        self.say(match way {
            Way::Undo => format!("Took back: {what}. U brings it back."),
            Way::Redo => format!("Brought back: {what}. u takes it back."),
        });
        Ok(())
    }

    fn set(&mut self, name: &'static str, value: &str) -> Result<()> {
        let (setting, to) = setting::check(name, value)?;
        let from = self.view.journal.settings.get(name).map(str::to_owned);
        if from == to {
            return Ok(());
        }
        self.make(&[Edit::Setting {
            name: name.to_owned(),
            from,
            to,
        }])?;
        let now = self.view.journal.settings.or_default(name).to_owned();
        let now = if now.is_empty() {
            "as the system"
        } else {
            &now
        };
        self.say(format!("{}: {now}. u takes it back.", setting.says));
        Ok(())
    }

    /// Keeps where the person is, as a fact about them.
    fn country(&mut self, code: &str) -> Result<()> {
        self.close();
        if self.view.journal.country() == Some(code) {
            return Ok(());
        }
        let now = self.view.when.now;
        let fact = Entry {
            id: self.store.new_id(now)?,
            at: self.view.now,
            changed: now,
            note: None,
            what: What::About(Fact::country(code)),
        };
        self.make(&[Edit::Add(fact)])?;
        self.say(format!("Country: {code}. u takes it back."));
        Ok(())
    }

    /// Keeps that an urgent card was read, and goes on to the next.
    fn acknowledged(&mut self, alert: &Alert) -> Result<()> {
        if let Some(Overlay::Cards(cards)) = &self.overlay
            && cards.is_done()
        {
            self.close();
        }
        let edit = rules::answered(alert, Said::Read, &self.view.journal, self.view.now);
        self.make(&[edit])?;
        let made = self.store.next_change(Way::Undo, self.view.when.now)?;
        self.read.extend(made.map(|change| change.no));
        Ok(())
    }

    /// Takes back that cards were read, so that the next thing taken back is
    /// what the person wrote.
    fn pass_read(&mut self) -> Result<()> {
        let now = self.view.when.now;
        while let Some(change) = self.store.next_change(Way::Undo, now)? {
            if !self.read.contains(&change.no) {
                break;
            }
            self.walk(Way::Undo)?;
        }
        Ok(())
    }

    /// Keeps what was said to a warning; said again at the same level, it is
    /// taken back.
    fn answer(&mut self, alert: &Alert, said: Said) -> Result<()> {
        let before = self.view.journal.answer(alert.rule, &alert.subject, said);
        let before = before.cloned();
        let again = before.as_ref().is_some_and(|it| stands(it, alert));
        let says = match (said, again) {
            (_, true) => "Taken back.",
            (Said::Clinician, false) => "Kept: your clinician knows. u takes it back.",
            (_, false) => "Kept: you have read it. u takes it back.",
        };
        let edit = if again {
            Edit::Answer {
                from: before,
                to: None,
            }
        } else {
            rules::answered(alert, said, &self.view.journal, self.view.now)
        };
        self.make(&[edit])?;
        self.say(says);
        Ok(())
    }
}

/// Whether what was said still answers the warning: not one that is worse now,
/// nor one that is urgent and has returned with another entry since.
fn stands(answer: &Answer, alert: &Alert) -> bool {
    let behind = u32::try_from(alert.because.len()).unwrap_or(u32::MAX);
    let is_new =
        alert.level == Level::Urgent && (answer.at < alert.since.to_utc() || answer.times < behind);
    answer.level >= alert.level && !is_new
}
