//! A page over everything, for a journal that has no passphrase to lock it with.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use crate::store::CAN_LOCK;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::clear;
use crate::tui::widgets::text::wrap;

/// The page.
#[derive(Debug, Default)]
pub struct Hidden;

const SAYS: &str = "Hidden. Enter shows it again.";
const WHY: &str = "This journal has no passphrase: anyone at this keyboard can show it, and anyone \
    who can read its file can read it.";
const SETS: &str = "leaflog lock sets one.";
const CANNOT: &str = "This build of leaflog cannot set one; the usual build can.";

impl Screen for Hidden {
    fn name(&self) -> &'static str {
        "hidden"
    }

    fn on(&mut self, input: Input, _: &View) -> Option<Msg> {
        (input == Input::Act(Action::Close)).then_some(Msg::Close)
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let room = usize::from(area.width).saturating_sub(2).clamp(1, 70);
        let mut lines = vec![Line::styled(format!(" {SAYS}"), view.theme.title)];
        lines.push(Line::default());
        let sets = if CAN_LOCK { SETS } else { CANNOT };
        let why = wrap(&format!("{WHY} {sets}"), room).into_iter();
        lines.extend(why.map(|text| Line::styled(format!(" {text}"), view.theme.dim)));
        frame.render_widget(Text::from(lines), area);
        frame.set_cursor_position(area.as_position());
    }
}
