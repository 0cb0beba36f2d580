//! The first page: what this is, what it cannot know, where it is kept.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::domain::text::one_line;
use crate::store::CAN_LOCK;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::clear;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{cut, wrap};

/// The page.
#[derive(Debug, Default)]
pub struct Start {
    scroll: Scroll,
}

const WHAT: &str = "A private journal for people who already use kratom.";
const FOR: &str = "It helps you notice risk early, look back honestly, and bring a clinician \
    something they can read.";
const CANNOT: &str = "It cannot tell you an amount that is safe. Nothing here replaces medical \
    care. Strength differs from bag to bag, and most of what is known comes from small studies \
    and people's own reports; every warning says how sure it is.";
const WHERE: &str = "Everything stays in one file on this computer:";
const ALONE: &str = "leaflog never uses a network. Anyone who can read that file can read your \
    journal, unless you lock it with a passphrase:  l  does that now, leaflog lock later.";
const CANNOT_LOCK: &str = "leaflog never uses a network. Anyone who can read that file can read \
    your journal: this build of leaflog cannot lock it with a passphrase, the usual build can.";
const LOCKED: &str = "leaflog never uses a network. That file is locked: only your passphrase \
    opens it, and nobody can bring it back.";
const EMERGENCY: &str = "In an emergency press  !  on any screen.";

fn lines(view: &View, columns: usize) -> Vec<Line<'static>> {
    let theme = &view.theme;
    let indent = if columns >= 60 { 3 } else { 1 };
    let room = columns.saturating_sub(2 * indent).clamp(1, 74);
    let margin = " ".repeat(indent);
    let plain = Style::new();
    let mut lines = vec![Line::styled("leaflog", theme.title).centered()];
    let mut part = |text: &str, style: Style| {
        lines.push(Line::default());
        for text in wrap(text, room) {
            lines.push(Line::styled(format!("{margin}{text}"), style));
        }
    };
    part(WHAT, theme.title);
    part(FOR, plain);
    part(CANNOT, plain);
    part(WHERE, plain);
    let lock = match view.is_locked {
        true => LOCKED,
        false if CAN_LOCK => ALONE,
        false => CANNOT_LOCK,
    };
    part(lock, plain);
    part(EMERGENCY, theme.title);
    let place = format!("{margin}{}", cut(&one_line(&view.place), room));
    let after = lines
        .iter()
        .position(|line| line.to_string().trim().ends_with(':'));
    let after = after.map_or(lines.len(), |n| n + 1);
    lines.insert(after, Line::styled(place, theme.title));
    lines
}

impl Screen for Start {
    fn name(&self) -> &'static str {
        "start"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Country) => return Some(Msg::AskCountry),
            Input::Act(Action::Passphrase) => return Some(Msg::Passphrase),
            Input::Act(Action::Emergency) => return Some(Msg::Emergency),
            Input::Act(Action::Quit) => return Some(Msg::Quit),
            Input::Key(key) => return Some(Msg::Begin(key)),
            _ => {}
        }
        let lines = lines(view, usize::from(view.area.width)).len();
        self.scroll
            .take(&input, lines, usize::from(view.area.height));
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        self.scroll
            .draw(view, frame, area, lines(view, usize::from(area.width)));
        frame.set_cursor_position(area.as_position());
    }
}
