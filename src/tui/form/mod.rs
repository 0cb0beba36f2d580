//! The one form for every kind of entry, made from the kind's fields.

mod answer;
mod draw;
mod preview;
mod says;
mod suggest;
mod unknown;

use chrono::{NaiveDate, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::msg::{Input, Msg};
use super::screens::Screen;
use super::view::View;
use crate::domain::field::{Ask, Invalid, Values};
use crate::domain::journal::Day;
use crate::domain::moment::Moment;
use crate::domain::{Entry, Kind};
use crate::rules::Alert;
use crate::rules::facts::PLANNED_BREAK;
use crate::saving;
use crate::store::Draft;
use answer::Answer;
use preview::Preview;
use unknown::Question;

/// A form that is being filled in.
#[derive(Debug)]
pub struct Form {
    kind: Kind,
    answers: Vec<Answer>,
    focus: usize,
    begun: Moment,
    /// The entry it changes; none for a new one.
    editing: Option<Box<Entry>>,
    /// A half-typed form of this kind from before.
    before: Option<Draft>,
    /// What is wrong with an answer, and whether saving was tried with it.
    wrong: Option<Invalid>,
    tried: bool,
    /// Asked before saving; Enter again says yes.
    asks: Option<Question>,
    /// An unknown name that was asked about, and stands if Enter comes again.
    kept: Option<String>,
    /// Names that fit what is being typed.
    offers: Vec<String>,
    preview: Preview,
}

impl Form {
    /// An empty form, in its first field.
    #[must_use]
    pub fn new(kind: Kind, view: &View) -> Form {
        let mut form = Form::of(
            kind,
            kind.fields().iter().map(Answer::empty).collect(),
            None,
            view,
        );
        if let (Kind::None, Some(date)) = (kind, form.answer_mut("date")) {
            date.offer(&day_to_offer(view));
        }
        form.judge(view);
        form
    }

    /// A form for a fact that is chosen already, in the field after its name.
    #[must_use]
    pub fn about(fact: &str, view: &View) -> Form {
        let mut form = Form::new(Kind::About, view);
        if let Some(name) = form.answer_mut("name") {
            name.offer(fact);
        }
        let is_break = fact == PLANNED_BREAK;
        let first = form.place_of(if is_break { "at" } else { "amount" });
        form.go_to(first.unwrap_or_default());
        form.judge(view);
        form
    }

    /// A form that says what an entry says.
    #[must_use]
    pub fn edit(entry: &Entry, view: &View) -> Form {
        let kind = entry.kind();
        let answers = kind.fields().iter().map(|field| says::answer(field, entry));
        let mut form = Form::of(kind, answers.collect(), Some(entry), view);
        form.go_to(0);
        form.judge(view);
        form
    }

    /// What was half typed, as it was; its time is when it was begun.
    #[must_use]
    pub fn resume(draft: &Draft, view: &View) -> Form {
        let entry = draft.editing.and_then(|id| view.journal.find(id));
        let mut form = match entry {
            Some(entry) => Form::edit(entry, view),
            None => Form::new(draft.kind, view),
        };
        form.fill(draft, view);
        form
    }

    fn of(kind: Kind, answers: Vec<Answer>, editing: Option<&Entry>, view: &View) -> Form {
        Form {
            kind,
            answers,
            focus: 0,
            begun: view.now,
            editing: editing.cloned().map(Box::new),
            before: view
                .drafts
                .iter()
                .find(|draft| draft.slot() == kind.name())
                .cloned(),
            wrong: None,
            tried: false,
            asks: None,
            kept: None,
            offers: Vec::new(),
            preview: Preview::new(view, editing),
        }
    }

    fn fill(&mut self, draft: &Draft, view: &View) {
        self.before = None;
        self.begun = draft.begun;
        for (name, text) in draft.answers.iter() {
            if let Some(answer) = self.answer_mut(name) {
                answer.set(text);
            }
        }
        let begun = draft.begun;
        if let Some(at) = self.answer_mut("at").filter(|_| begun != view.now) {
            let typed = at.text().trim().to_lowercase();
            if typed.is_empty() || typed == "now" {
                at.set(&begun.format("%Y-%m-%d %H:%M").to_string());
            }
        }
        self.judge(view);
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The entry it changes.
    #[must_use]
    pub fn editing(&self) -> Option<&Entry> {
        self.editing.as_deref()
    }

    /// The half-typed form of this kind that was neither brought back nor
    /// forgotten.
    #[must_use]
    pub fn before(&self) -> Option<&Draft> {
        self.before.as_ref()
    }

    /// The same, taken out to be gone on with.
    pub fn take_before(&mut self) -> Option<Draft> {
        self.before.take()
    }

    /// Whether what was half typed before is written down with this: all it says
    /// stands here too, or it is the same night.
    #[must_use]
    pub fn makes_up_for_before(&self) -> bool {
        let Some(before) = self.before().filter(|_| self.editing.is_none()) else {
            return false;
        };
        if before.editing.is_some() || before.begun > self.begun {
            return false;
        }
        let same_night = TimeDelta::hours(12);
        if self.kind == Kind::Sleep && self.begun - before.begun < same_night {
            return true;
        }
        before.answers.iter().all(|(name, text)| {
            let here = self.answers.iter().find(|it| it.field.name == name);
            here.is_some_and(|it| says_as_much(it.text(), text))
        })
    }

    /// Keeps what was typed into another form of this kind beside this one.
    pub fn set_aside(&mut self, draft: Option<Draft>) {
        self.before = draft;
    }

    /// What it says, by field.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        for answer in &self.answers {
            answer.say(&mut values);
        }
        // What a check-in's answers were is not asked here, and stays.
        let reading = self.editing().and_then(Entry::reading);
        let kept = reading.and_then(|reading| reading.answers.as_ref());
        values.set_some("answers", kept.map(ToString::to_string));
        values
    }

    /// What is half typed, if it is worth keeping.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let changed = |answer: &&Answer| answer.is_changed();
        let worth = |answer: &Answer| answer.field.ask != Ask::Time || self.editing.is_some();
        if !self.answers.iter().filter(changed).any(worth) {
            return None;
        }
        let typed = self.answers.iter().filter(changed);
        Some(Draft {
            kind: self.kind,
            begun: self.begun,
            editing: self.editing.as_ref().map(|entry| entry.id),
            answers: typed
                .map(|answer| (answer.field.name, answer.text().to_owned()))
                .collect(),
        })
    }

    /// An answer was wrong: it stays where it is, and its line says what to
    /// write.
    pub fn refuse(&mut self, wrong: Invalid) {
        self.go_to(self.place_of(wrong.field).unwrap_or(self.focus));
        self.wrong = Some(wrong);
        self.tried = true;
    }

    /// Asks before saving; whether it was asked already.
    pub fn ask(&mut self, question: &str) -> bool {
        let question = Question::whether_so(question);
        let asked = self.asks.as_ref() == Some(&question);
        self.asks = Some(question);
        asked
    }

    /// What it would raise, worst first.
    #[must_use]
    pub fn raised(&self) -> &[Alert] {
        self.preview.raised()
    }

    /// Whether it shows what would be warned about.
    fn warns(&self) -> bool {
        matches!(self.kind, Kind::Dose | Kind::Substance) || !self.raised().is_empty()
    }

    fn answer_mut(&mut self, name: &str) -> Option<&mut Answer> {
        self.answers
            .iter_mut()
            .find(|answer| answer.field.name == name)
    }

    /// The field that asks for this name.
    fn place_of(&self, name: &str) -> Option<usize> {
        let asks = |name: &str| self.answers.iter().position(|it| it.field.name == name);
        asks(name).or_else(|| match name {
            "count" | "count_unit" | "unit" => asks("amount"),
            "date" | "time" | "utc_offset" => asks("at").or_else(|| asks("up_at")),
            _ => None,
        })
    }

    fn focused(&mut self) -> &mut Answer {
        let focus = self.focus.min(self.answers.len() - 1);
        &mut self.answers[focus]
    }

    /// Something was typed.
    fn typed(&mut self, view: &View) -> Msg {
        self.asks = None;
        self.kept = None;
        self.tried = false;
        self.judge(view);
        let answer = &self.answers[self.focus];
        // A name that is known just so is not corrected.
        self.offers = if suggest::is_known(answer.field, answer.text().trim()) {
            Vec::new()
        } else {
            suggest::offers(answer.field, answer.text(), self.preview.journal())
        };
        Msg::Typed
    }

    fn judge(&mut self, view: &View) {
        let values = self.values();
        self.wrong = self.parsed(&values, view).err();
        let editing = self.editing.as_deref();
        self.preview.judge(self.kind, &values, editing, view);
    }

    fn parsed(&self, values: &Values, view: &View) -> Result<Entry, Invalid> {
        let journal = self.preview.journal();
        let (nobody, editing) = (uuid::Uuid::nil(), self.editing());
        saving::product::entry(nobody, self.kind, values, editing, journal, &view.when)
    }

    fn step(&mut self, forward: bool) {
        let count = self.answers.len();
        self.go_to((self.focus + if forward { 1 } else { count - 1 }) % count);
    }

    /// Stands in a field; what an entry said there stands chosen.
    fn go_to(&mut self, place: usize) {
        self.offers.clear();
        self.focus = place;
        self.focused().enter();
    }

    /// The name that is offered, if it goes on from what was typed.
    fn completion(&self) -> Option<&str> {
        let answer = &self.answers[self.focus];
        let typed = answer.text().trim();
        let first = self.offers.first()?;
        let known = suggest::is_known(answer.field, typed);
        (!known && !typed.is_empty() && first != typed).then_some(first.as_str())
    }

    fn accept(&mut self, view: &View) -> Option<Msg> {
        let name = self.completion()?.to_owned();
        self.focused().set(&name);
        let msg = self.typed(view);
        self.offers.clear();
        Some(msg)
    }

    fn next_field(&mut self, view: &View) -> Option<Msg> {
        let typed = self.answers[self.focus].text().trim().to_lowercase();
        let goes_on = self
            .completion()
            .is_some_and(|name| name.to_lowercase().starts_with(&typed));
        let accepted = if goes_on { self.accept(view) } else { None };
        self.step(true);
        accepted
    }

    fn key(&mut self, key: KeyEvent, view: &View) -> Option<Msg> {
        let at_end = self.focused().cursor_is_at_end();
        // An empty product is never filled in by passing over it.
        let empty = self.focused().text().trim().is_empty();
        if key.code == KeyCode::Right && empty && self.answers[self.focus].field.ask == Ask::Product
        {
            let (name, _) = self.only_weigher()?;
            self.focused().set(&name);
            return Some(self.typed(view));
        }
        if key.code == KeyCode::Right && at_end && self.completion().is_some() {
            return self.accept(view);
        }
        let changed = self.focused().press(key);
        changed.then(|| self.typed(view))
    }

    /// Who clicks at a letter wants to mend it there.
    fn click(&mut self, at: Position, view: &View) {
        let Some(field) = self.field_at(view, at) else {
            return;
        };
        let column = self.column_at(view, at, field);
        self.go_to(field);
        if let Some(column) = column {
            self.focused().stand_at(column);
        }
    }

    fn act(&mut self, action: Action, view: &View) -> Option<Msg> {
        match action {
            Action::Save => return Some(Msg::Save),
            Action::Close => return Some(Msg::Leave),
            Action::NextField => return self.next_field(view),
            Action::PreviousField => self.step(false),
            Action::Why if !self.raised().is_empty() => {
                return Some(Msg::Why(self.raised().to_vec()));
            }
            Action::Why => return Some(none_to_explain()),
            Action::ContinueDraft if self.before.is_some() => {
                return Some(Msg::ContinueDraft(self.kind.name().to_owned()));
            }
            Action::ForgetDraft if self.draft().is_none() => {
                let draft = self.before.take()?;
                return Some(Msg::ForgetDraft(draft.slot()));
            }
            _ => {}
        }
        None
    }
}

/// Whether an answer goes on from what was half typed of it.
fn says_as_much(answer: &str, half: &str) -> bool {
    let (answer, half) = (answer.trim().to_lowercase(), half.trim().to_lowercase());
    answer.starts_with(&half)
}

fn none_to_explain() -> Msg {
    Msg::Say("No warnings to explain.".to_owned())
}

/// Yesterday, if nothing is known of it, else today.
fn day_to_offer(view: &View) -> String {
    let today = view.when.today();
    let unknown = |date: &NaiveDate| view.journal.day(*date) == Day::NotRecorded;
    match today.pred_opt().filter(unknown) {
        Some(_) => "yesterday".to_owned(),
        None => "today".to_owned(),
    }
}

impl Screen for Form {
    fn name(&self) -> &'static str {
        "form"
    }

    fn holds_text(&self) -> bool {
        let answer = &self.answers[self.focus];
        let words = matches!(
            answer.field.ask,
            Ask::Text
                | Ask::LongText
                | Ask::Substance
                | Ask::Symptom
                | Ask::About
                | Ask::Product
                | Ask::Reading
        );
        words && !answer.text().is_empty() && !answer.is_chosen()
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(action) => self.act(action, view),
            Input::Key(key) => self.key(key, view),
            Input::Paste(text) => {
                let changed = self.focused().paste(&text);
                changed.then(|| self.typed(view))
            }
            Input::Click(at) => {
                self.click(at, view);
                None
            }
            Input::Scroll(lines) => {
                self.step(lines > 0);
                None
            }
        }
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        self.draw_on(view, frame, area);
    }
}
