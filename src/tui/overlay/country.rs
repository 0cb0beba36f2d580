//! Where the person is, which decides the number to call.

use crossterm::event::Event;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;

use crate::domain::field::Invalid;
use crate::domain::text::one_line;
use crate::rules::helplines::{self, helplines};
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{cut, fill, styled, wrap};

/// What is being typed as the country.
#[derive(Debug, Default)]
pub struct Country {
    typed: Typed,
    wrong: Option<String>,
}

const LABEL: usize = 12;

impl Country {
    fn save(&mut self) -> Option<Msg> {
        let typed = self.typed.value().trim();
        if typed.is_empty() {
            return Some(Msg::Close);
        }
        match code_of(typed) {
            Ok(code) => Some(Msg::Country(code)),
            Err(wrong) => {
                self.wrong = Some(format!("{}; {}", wrong.why, wrong.hint));
                None
            }
        }
    }

    /// What Enter takes, and what else goes on from what was typed.
    fn offers(&self) -> String {
        let typed = self.typed.value().trim();
        if typed.is_empty() {
            return "DE, or Germany".to_owned();
        }
        match code_of(typed) {
            Ok(code) => {
                let others = offered(typed).filter(|it| it.code != code);
                let mut names = vec![name_of(&code)];
                names.extend(others.map(|it| it.country.to_owned()).take(3));
                format!("Enter: {}", names.join(" · "))
            }
            Err(_) => String::new(),
        }
    }

    fn lines(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let theme = &view.theme;
        let now = country_says(view.journal.country());
        let room = columns.saturating_sub(LABEL + 1).max(1);
        let typed = styled(fill(self.typed.value(), 18.min(room)), theme.field);
        let mut lines = vec![Line::from(vec![
            styled(fill(" > change", LABEL), theme.accent),
            typed,
        ])];
        lines.push(beside("", &self.offers(), theme.dim, room));
        lines.push(Line::default());
        for (n, text) in wrap(&now, room).into_iter().enumerate() {
            let label = if n == 0 { " Country" } else { "" };
            lines.push(beside(label, &text, Style::new(), room));
        }
        if let Some(wrong) = &self.wrong {
            let wrong = wrap(wrong, columns.saturating_sub(2));
            lines.extend(
                wrong
                    .into_iter()
                    .map(|text| Line::styled(format!(" {text}"), theme.wrong)),
            );
        }
        lines
    }
}

fn beside(label: &str, text: &str, style: Style, room: usize) -> Line<'static> {
    Line::from(vec![
        styled(fill(label, LABEL), style),
        styled(cut(text, room), style),
    ])
}

/// Countries with numbers whose name goes on from what was typed.
fn offered(typed: &str) -> impl Iterator<Item = &'static helplines::Country> {
    let typed = typed.to_lowercase();
    let goes_on = move |it: &&helplines::Country| it.country.to_lowercase().starts_with(&typed);
    helplines().all().filter(goes_on)
}

/// How a country is called, by its two letters.
fn name_of(code: &str) -> String {
    match helplines().find(code) {
        Some(it) => it.country.to_owned(),
        None => format!("{code}, no number is built in"),
    }
}

/// The two letters of a country leaflog has numbers for, the first whose name
/// goes on from what was typed, or letters as they stand. Two capitals are a
/// country's letters, whatever else begins with them.
fn code_of(typed: &str) -> Result<String, Invalid> {
    if let Some(country) = helplines().find(typed) {
        return Ok(country.code.to_owned());
    }
    let two = typed.len() == 2 && typed.chars().all(|c| c.is_ascii_alphabetic());
    let letters = typed.to_uppercase();
    if two && letters == typed {
        return Ok(letters);
    }
    if let Some(country) = offered(typed).next() {
        return Ok(country.code.to_owned());
    }
    helplines().code_of(typed)
}

fn country_says(code: Option<&str>) -> String {
    let Some(code) = code else {
        return "not said; the emergency card shows several regions' numbers".to_owned();
    };
    match helplines().find(code).filter(|it| !it.emergency.is_empty()) {
        Some(it) => format!("{}, emergency {}", it.country, it.emergency),
        None => format!("{}, no number is built in", one_line(code)),
    }
}

impl Screen for Country {
    fn name(&self) -> &'static str {
        "country"
    }

    fn holds_text(&self) -> bool {
        !self.typed.value().is_empty()
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Save) => return self.save(),
            Input::Key(key) => {
                self.typed.handle_event(&Event::Key(key));
                self.wrong = None;
            }
            Input::Paste(text) => {
                self.typed = Typed::new(format!("{}{}", self.typed.value(), one_line(&text)));
            }
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Country", frame, area);
        let lines = self.lines(view, usize::from(inside.width));
        frame.render_widget(Text::from(lines), inside);
        let column = LABEL + self.typed.visual_cursor();
        let x = inside
            .x
            .saturating_add(u16::try_from(column).unwrap_or_default());
        let last = inside.right().saturating_sub(1);
        let row = inside.y.min(area.bottom().saturating_sub(1));
        frame.set_cursor_position(Position::new(x.min(last), row));
    }
}
