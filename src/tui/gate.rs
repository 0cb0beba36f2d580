//! The page before the journal: it asks for the passphrase, or for a new one,
//! and knows nothing of what is written down. `!` shows the emergency card here
//! too.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};

use super::app::frame::{footer, ground};
use super::msg::{Input, Msg};
use super::overlay::Emergency;
use super::screens::Screen;
use super::secret::Secret;
use super::theme::Signs;
use super::view::View;
use super::widgets::fold::fold;
use super::widgets::panel::{clear, middle, panel};
use super::widgets::text::wrap;
use crate::store::Passphrase;

/// How long to wait after each wrong passphrase, and after every further one.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 15];

const LOCKED: &str = "The journal is locked.";
const BEFORE: [&str; 3] = [
    "There is no recovery: a forgotten passphrase means a lost journal. Keep it written down \
     somewhere others do not look.",
    "Several words picked at random are strong, and can be remembered.",
    "Exports and copies made elsewhere stay as they are.",
];
/// The same where there is little room; the last where there is next to none.
const BEFORE_BRIEF: [&str; 2] = [
    "No recovery: a forgotten passphrase means a lost journal. Keep it written down where others \
     do not look. Copies made elsewhere stay as they are.",
    "No recovery: forgotten means lost.",
];
const SHORT: &str = "That is short, and could be guessed by a machine. Enter takes it all the \
    same; Backspace begins anew.";

/// What is asked for.
#[derive(Debug)]
enum Asks {
    Present,
    New,
    /// The new one a second time.
    Again(Secret),
}

/// The page.
#[derive(Debug)]
pub struct Gate {
    asks: Asks,
    typed: Secret,
    says: Option<String>,
    wrong: usize,
    not_before: Option<Instant>,
    /// A short one was pointed out once.
    pointed_out: bool,
    card: Option<Emergency>,
    pub view: View,
}

/// What the person wishes here.
#[derive(Debug, PartialEq)]
pub enum Wish {
    Open(Passphrase),
    Set(Passphrase),
    /// Back to the journal, which stays without a passphrase.
    Back,
    Quit,
}

impl Gate {
    /// Asks for what opens the journal; `view` shows none.
    #[must_use]
    pub fn locked(view: View, says: Option<String>) -> Gate {
        Gate {
            asks: Asks::Present,
            typed: Secret::default(),
            says,
            wrong: 0,
            not_before: None,
            pointed_out: false,
            card: None,
            view,
        }
    }

    /// Asks for a new one.
    #[must_use]
    pub fn setting(view: View) -> Gate {
        Gate {
            asks: Asks::New,
            ..Gate::locked(view, None)
        }
    }

    /// It did not open the journal.
    pub fn refuse(&mut self, why: &str, now: Instant) {
        let pause = PAUSES[self.wrong.min(PAUSES.len() - 1)];
        self.wrong += 1;
        self.not_before = Some(now + Duration::from_secs(pause));
        self.says = Some(format!("{why} The next try in {pause} s."));
    }

    /// Takes what the terminal sent.
    pub fn take(&mut self, event: Event, now: Instant) -> Option<Wish> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.press(key, now),
            Event::Paste(text) => {
                self.typed.push(text.lines().next().unwrap_or_default());
                None
            }
            _ => None,
        }
    }

    fn press(&mut self, key: KeyEvent, now: Instant) -> Option<Wish> {
        if self.card.is_some() {
            self.press_on_card(key);
            return None;
        }
        let with_ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Some(self.away()),
            KeyCode::Char('c' | 'd') if with_ctrl => return Some(Wish::Quit),
            KeyCode::Char('j' | 'm') if with_ctrl => return self.enter(now),
            KeyCode::Char('u') if with_ctrl => self.typed = Secret::default(),
            KeyCode::Char('!') if self.typed.is_empty() => self.card = Some(Emergency::default()),
            KeyCode::Char(sign) if !with_ctrl => {
                self.says = None;
                self.typed.push(sign.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Backspace if self.pointed_out => {
                self.pointed_out = false;
                self.says = None;
                self.typed = Secret::default();
            }
            KeyCode::Backspace => self.typed.pop(),
            KeyCode::Enter => return self.enter(now),
            _ => {}
        }
        None
    }

    fn press_on_card(&mut self, key: KeyEvent) {
        let found = self.view.keymap.find("card-alone", key);
        let input = found.map_or(Input::Key(key), Input::Act);
        let Some(card) = &mut self.card else {
            return;
        };
        if card.on(input, &self.view) == Some(Msg::Close) {
            self.card = None;
        }
    }

    fn away(&self) -> Wish {
        match self.asks {
            Asks::Present => Wish::Quit,
            Asks::New | Asks::Again(_) => Wish::Back,
        }
    }

    fn enter(&mut self, now: Instant) -> Option<Wish> {
        if let Some(left) = self
            .not_before
            .and_then(|at| at.checked_duration_since(now))
            && !left.is_zero()
        {
            self.says = Some(format!(
                "Please wait {} s more.",
                left.as_millis().div_ceil(1000)
            ));
            return None;
        }
        if self.typed.is_empty() {
            self.says = Some("Nothing is typed yet.".to_owned());
            return None;
        }
        match &self.asks {
            Asks::Present => self.passphrase().map(Wish::Open),
            Asks::New => self.first(),
            Asks::Again(_) => self.second(),
        }
    }

    fn passphrase(&mut self) -> Option<Passphrase> {
        match Passphrase::read(self.typed.take()) {
            Ok(words) => Some(words),
            Err(trouble) => {
                self.says = Some(format!("{}; {}", trouble.what, trouble.hint));
                None
            }
        }
    }

    fn first(&mut self) -> Option<Wish> {
        if Passphrase::is_short_text(self.typed.len()) && !self.pointed_out {
            self.pointed_out = true;
            self.says = Some(SHORT.to_owned());
            return None;
        }
        self.says = None;
        self.asks = Asks::Again(std::mem::take(&mut self.typed));
        None
    }

    fn second(&mut self) -> Option<Wish> {
        let typed = self.typed.take();
        if !matches!(&self.asks, Asks::Again(first) if *first == typed) {
            self.asks = Asks::New;
            self.says = Some("The two are not the same; type it anew.".to_owned());
            return None;
        }
        self.typed.push(&typed);
        self.passphrase().map(Wish::Set)
    }

    /// Draws the page.
    pub fn draw(&mut self, frame: &mut Frame) {
        let (over, keys) = ground(frame.area());
        self.view.area = over;
        match &self.card {
            Some(card) => card.draw(&self.view, frame, over),
            None => self.draw_page(frame, over),
        }
        frame.render_widget(footer(&self.view, self.context(), keys.width), keys);
        if self.view.theme.signs == Signs::Ascii {
            fold(frame.buffer_mut());
        }
    }

    fn context(&self) -> &'static str {
        match (&self.card, &self.asks) {
            (Some(_), _) => "card-alone",
            (None, Asks::Present) => "unlock",
            (None, _) => "passphrase",
        }
    }

    /// What is said under the field.
    fn says(&self, columns: usize) -> Vec<Line<'static>> {
        let says = self.says.as_deref().unwrap_or_default();
        let lines = wrap(says, columns.saturating_sub(2).max(1)).into_iter();
        let lines = lines.filter(|text| !text.is_empty());
        lines
            .map(|text| Line::styled(format!(" {text}"), self.view.theme.wrong))
            .collect()
    }

    fn draw_page(&self, frame: &mut Frame, over: Rect) {
        clear(frame, over);
        let (rows, framed_from) = match self.asks {
            Asks::Present => (8, 6),
            Asks::New | Asks::Again(_) => (14, 13),
        };
        let place = middle(over, 66, rows);
        // Where room is short, words are worth more than a frame.
        let inside = if place.height >= framed_from && place.width >= 24 {
            panel(&self.view.theme, "leaflog", frame, place)
        } else {
            place
        };
        let columns = usize::from(inside.width.max(1));
        let says = self.says(columns);
        // The field is what must be seen, and what is said about it.
        let spare = usize::from(inside.height).saturating_sub(2 + says.len().max(1));
        let (mut lines, label) = match self.asks {
            Asks::Present => (vec![Line::from(format!(" {LOCKED}"))], "Passphrase"),
            Asks::New => (before(columns, spare), "New passphrase"),
            Asks::Again(_) => (before(columns, spare), "The same again"),
        };
        lines.truncate(spare);
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let row = lines.len();
        let room = columns.saturating_sub(label.len() + 4);
        let dots = self.typed.len().min(room);
        let dot = match self.view.theme.signs {
            Signs::Ascii => "*",
            Signs::Unicode => "•",
        };
        lines.push(Line::from(format!(" {label}  {}", dot.repeat(dots))));
        lines.extend(says);
        frame.render_widget(Text::from(lines), inside);
        let column = (label.len() + 3 + dots).min(columns.saturating_sub(1));
        let x = inside.x + u16::try_from(column).unwrap_or_default();
        let y = inside.y + u16::try_from(row).unwrap_or_default();
        let last = Position::new(
            over.right().saturating_sub(1),
            over.bottom().saturating_sub(1),
        );
        frame.set_cursor_position(Position::new(x.min(last.x), y.min(last.y)));
    }
}

/// What is said before a passphrase is set: as much of it as these rows hold
/// whole.
fn before(columns: usize, rows: usize) -> Vec<Line<'static>> {
    let room = columns.saturating_sub(2).max(1);
    let whole: Vec<String> = BEFORE.iter().flat_map(|says| wrap(says, room)).collect();
    let brief = BEFORE_BRIEF.iter().map(|says| wrap(says, room));
    let mut said = std::iter::once(whole).chain(brief);
    let said = said.find(|lines| lines.len() <= rows).unwrap_or_default();
    said.into_iter()
        .map(|text| Line::styled(format!(" {text}"), Style::new()))
        .collect()
}
