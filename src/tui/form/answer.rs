//! One field of a form and what is typed into it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;
use unicode_width::UnicodeWidthChar;

use crate::domain::field::{Ask, Choice, Field, Values};

const YES_NO: &[Choice] = &[Choice::new("no", "no"), Choice::new("yes", "yes")];

/// A field with its answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub field: &'static Field,
    typed: Typed,
    choice: Option<usize>,
    /// What an entry said before it was changed, and the values that said it:
    /// they stand as long as the text does.
    before: Option<(String, Values)>,
    /// Chosen whole, since it stood here before anybody typed: the first letter
    /// replaces it.
    chosen: bool,
}

impl Answer {
    #[must_use]
    pub fn empty(field: &'static Field) -> Answer {
        Answer {
            field,
            typed: Typed::default(),
            choice: None,
            before: None,
            chosen: false,
        }
    }

    /// What an entry says, which stands for these values until it is changed.
    #[must_use]
    pub fn of(field: &'static Field, text: &str, values: Values) -> Answer {
        let mut answer = Answer::empty(field);
        answer.set(text);
        answer.before = Some((answer.text().to_owned(), values));
        answer
    }

    /// Offers an answer that the first letter typed replaces.
    pub fn offer(&mut self, text: &str) {
        self.set(text);
        self.chosen = true;
    }

    /// The field was entered: what an entry said stands chosen, but for a text of
    /// many lines, which is gone on with.
    pub fn enter(&mut self) {
        let stood = self.before.is_some() && !self.is_changed();
        let is_short = self.choices().is_none() && self.field.ask != Ask::LongText;
        self.chosen |= stood && is_short && !self.text().is_empty();
    }

    /// Whether the first letter typed replaces it.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// What the entry said, where another thing stands now.
    #[must_use]
    pub fn said_before(&self) -> Option<&str> {
        let (before, _) = self.before.as_ref()?;
        (self.is_changed() && !before.is_empty()).then_some(before)
    }

    /// Answers as if it had been typed.
    pub fn set(&mut self, text: &str) {
        self.chosen = false;
        match self.choices() {
            Some(choices) => self.choice = choices.iter().position(|choice| choice.value == text),
            None => self.typed = Typed::new(text.to_owned()),
        }
    }

    /// The closed list it is one of, if it is.
    #[must_use]
    pub fn choices(&self) -> Option<&'static [Choice]> {
        match self.field.ask {
            Ask::Choice(choices) => Some(choices),
            Ask::YesNo => Some(YES_NO),
            _ => None,
        }
    }

    /// The answer as it is kept: what was typed, or the value of the choice.
    #[must_use]
    pub fn text(&self) -> &str {
        match (self.choices(), self.choice) {
            (Some(choices), Some(n)) => choices[n].value,
            (Some(_), None) => "",
            (None, _) => self.typed.value(),
        }
    }

    /// A choice as it is said; what stands without one is said too.
    #[must_use]
    pub fn says(&self) -> &'static str {
        let choices = self.choices().unwrap_or_default();
        match self.choice.or(self.resting()) {
            Some(n) => choices[n].says,
            None if self.field.required => "choose",
            None => "not said",
        }
    }

    /// The choice that holds while none is made.
    fn resting(&self) -> Option<usize> {
        match (self.field.ask, self.field.name) {
            (Ask::YesNo, _) | (_, "form") => Some(0),
            _ => None,
        }
    }

    /// Where the cursor stands, in columns.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.typed.visual_cursor()
    }

    /// How many columns of the text are out of sight to the left.
    #[must_use]
    pub fn scroll(&self, columns: usize) -> usize {
        self.typed.visual_scroll(columns.max(1))
    }

    /// Stands the cursor behind the last letter.
    pub fn go_to_end(&mut self) {
        self.typed = Typed::new(self.typed.value().to_owned());
    }

    /// Stands the cursor at the letter of this column; what stood chosen is gone on
    /// with.
    pub fn stand_at(&mut self, column: usize) {
        let mut wide = 0;
        let letters = self.typed.value().chars();
        let before = letters.take_while(|letter| {
            wide += letter.width().unwrap_or(1);
            wide <= column
        });
        let at = before.count();
        self.typed = Typed::new(self.typed.value().to_owned()).with_cursor(at);
        self.chosen = false;
    }

    #[must_use]
    pub fn cursor_is_at_end(&self) -> bool {
        self.typed.cursor() == self.typed.value().chars().count()
    }

    /// Whether it says another thing than it did at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match &self.before {
            Some((before, _)) => self.text() != before,
            None => !self.chosen && !self.text().trim().is_empty(),
        }
    }

    /// Adds its answer to what the form says.
    pub fn say(&self, values: &mut Values) {
        match &self.before {
            Some((before, said)) if before == self.text() => {
                for (name, text) in said.iter() {
                    values.set(name, text);
                }
            }
            _ => values.set(self.field.name, self.text()),
        }
    }

    /// Takes a key; whether the answer changed.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        match self.choices() {
            Some(choices) => self.choose(choices, key),
            None => self.edit(key),
        }
    }

    /// Takes pasted text: one line, or several where the field has them.
    pub fn paste(&mut self, pasted: &str) -> bool {
        if self.choices().is_some() {
            return false;
        }
        let text = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let text = match self.field.ask {
            Ask::LongText => text,
            _ => crate::domain::text::one_line(&text),
        };
        self.make_room();
        let (before, after) = self.halves();
        let cursor = before.chars().count() + text.chars().count();
        self.typed = Typed::new(before + &text + &after).with_cursor(cursor);
        !text.is_empty()
    }

    fn halves(&self) -> (String, String) {
        let letters = self.typed.value().chars();
        let at = self.typed.cursor();
        (
            letters.clone().take(at).collect(),
            letters.skip(at).collect(),
        )
    }

    fn edit(&mut self, key: KeyEvent) -> bool {
        let types = matches!(key.code, KeyCode::Char(letter) if letter != ' ')
            && !key
                .modifiers
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if types {
            self.make_room();
        }
        if self.chosen && takes_away(key) {
            self.make_room();
            return true;
        }
        self.chosen = false;
        let changed = self.typed.handle_event(&Event::Key(key));
        changed.is_some_and(|changed| changed.value)
    }

    fn make_room(&mut self) {
        if self.chosen {
            self.typed.reset();
            self.chosen = false;
        }
    }

    fn choose(&mut self, choices: &[Choice], key: KeyEvent) -> bool {
        let count = choices.len();
        let here = self.choice.or(self.resting());
        let next = match key.code {
            KeyCode::Right => Some(here.map_or(0, |n| (n + 1) % count)),
            KeyCode::Left => Some(here.map_or(count - 1, |n| (n + count - 1) % count)),
            KeyCode::Backspace | KeyCode::Delete => None,
            KeyCode::Char(letter) => match beginning_with(choices, letter, here) {
                Some(n) => Some(n),
                None => return false,
            },
            _ => return false,
        };
        let changed = self.choice != next;
        self.choice = next;
        changed
    }
}

/// Backspace and Delete; some terminals send Ctrl-h for the first.
fn takes_away(key: KeyEvent) -> bool {
    let is_control_h =
        key.code == KeyCode::Char('h') && key.modifiers.contains(KeyModifiers::CONTROL);
    is_control_h || matches!(key.code, KeyCode::Backspace | KeyCode::Delete)
}

/// The next choice after the present one whose value or word begins so.
fn beginning_with(choices: &[Choice], letter: char, here: Option<usize>) -> Option<usize> {
    let letter = letter.to_ascii_lowercase();
    let begins = |n: &usize| {
        let choice = choices[*n];
        [choice.value, choice.says]
            .iter()
            .any(|word| word.to_ascii_lowercase().starts_with(letter))
    };
    let start = here.map_or(0, |n| n + 1);
    (start..choices.len())
        .chain(0..start.min(choices.len()))
        .find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    fn field(kind: Kind, name: &str) -> &'static Field {
        kind.fields()
            .iter()
            .find(|field| field.name == name)
            .unwrap()
    }

    fn press(answer: &mut Answer, code: KeyCode) {
        answer.press(KeyEvent::new(code, KeyModifiers::NONE));
    }

    #[test]
    fn a_choice_moves_by_arrows_and_letters() {
        let mut form = Answer::empty(field(Kind::Dose, "form"));
        assert_eq!((form.text(), form.says()), ("", "powder"));
        press(&mut form, KeyCode::Right);
        assert_eq!(form.text(), "capsule");
        press(&mut form, KeyCode::Char('e'));
        assert_eq!(form.text(), "extract");
        press(&mut form, KeyCode::Char('7'));
        assert_eq!(form.says(), "7-OH");
        press(&mut form, KeyCode::Left);
        assert_eq!(form.text(), "extract");
        let mut severity = Answer::empty(field(Kind::Symptom, "severity"));
        press(&mut severity, KeyCode::Char('m'));
        assert_eq!(severity.says(), "mild");
        press(&mut severity, KeyCode::Char('m'));
        assert_eq!(severity.says(), "moderate");
        press(&mut severity, KeyCode::Char('4'));
        assert_eq!(severity.text(), "4");
    }

    #[test]
    fn a_pasted_line_break_stays_in_a_note_and_nowhere_else() {
        let mut note = Answer::empty(field(Kind::Dose, "note"));
        note.paste("one\r\ntwo");
        assert_eq!(note.text(), "one\ntwo");
        let mut product = Answer::empty(field(Kind::Dose, "product"));
        product.paste("Green\nbag");
        assert_eq!(product.text(), "Green bag");
    }

    /// What stands after a key in a field that says what an entry said.
    fn after(name: &str, said: &str, code: KeyCode) -> String {
        let field = field(Kind::Dose, name);
        let mut answer = Answer::of(field, said, Values::new().with(field.name, said));
        answer.enter();
        press(&mut answer, code);
        press(&mut answer, KeyCode::Char('5'));
        answer.text().to_owned()
    }

    #[test]
    fn a_value_that_stood_there_gives_way_to_what_is_typed_at_once() {
        assert_eq!(after("amount", "25 g", KeyCode::Char('2')), "25");
        assert_eq!(after("product", "Green", KeyCode::Char('2')), "25");
        assert_eq!(
            after("note", "slept at ", KeyCode::Char('2')),
            "slept at 25"
        );
    }

    #[test]
    fn a_key_that_goes_into_the_value_keeps_it() {
        let keys = [
            (KeyCode::End, "25 g5"),
            (KeyCode::Home, "525 g"),
            (KeyCode::Left, "25 5g"),
            (KeyCode::Char(' '), "25 g 5"),
        ];
        for (key, stands) in keys {
            assert_eq!(after("amount", "25 g", key), stands, "{key:?}");
        }
    }

    #[test]
    fn a_chosen_value_is_emptied_at_once_and_still_said() {
        let control_h = KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL);
        for key in [KeyCode::Backspace.into(), KeyCode::Delete.into(), control_h] {
            let amount = field(Kind::Dose, "amount");
            let mut answer = Answer::of(amount, "25 g", Values::new());
            answer.enter();
            assert!(answer.press(key), "{key:?}");
            assert_eq!((answer.text(), answer.said_before()), ("", Some("25 g")));
        }
        let mut answer = Answer::of(field(Kind::Dose, "amount"), "25 g", Values::new());
        answer.enter();
        press(&mut answer, KeyCode::End);
        press(&mut answer, KeyCode::Backspace);
        assert_eq!(answer.text(), "25 ", "what is mended inside loses a letter");
    }

    #[test]
    fn the_cursor_stands_at_the_letter_of_a_column() {
        for (column, stands) in [
            (0, "x日本 tea"),
            (1, "x日本 tea"),
            (3, "日x本 tea"),
            (99, "日本 teax"),
        ] {
            let mut answer = Answer::empty(field(Kind::Dose, "product"));
            answer.offer("日本 tea");
            answer.stand_at(column);
            press(&mut answer, KeyCode::Char('x'));
            assert_eq!(answer.text(), stands, "{column}");
        }
    }

    #[test]
    fn what_is_typed_is_not_chosen_again() {
        let amount = field(Kind::Dose, "amount");
        let mut answer = Answer::of(amount, "25 g", Values::new());
        answer.enter();
        press(&mut answer, KeyCode::Char('2'));
        answer.enter();
        press(&mut answer, KeyCode::Char('4'));
        assert_eq!((answer.text(), answer.said_before()), ("24", Some("25 g")));
    }

    #[test]
    fn what_is_offered_gives_way_to_what_is_typed() {
        let mut date = Answer::empty(field(Kind::None, "date"));
        date.offer("yesterday");
        assert!(!date.is_changed());
        press(&mut date, KeyCode::Char('t'));
        assert_eq!(date.text(), "t");
    }
}
