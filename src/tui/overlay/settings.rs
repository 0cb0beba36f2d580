//! Settings of this journal, one a line.

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;

use crate::domain::setting::{self, Setting};
use crate::domain::text::one_line;
use crate::store::CAN_LOCK;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{cut, fill, styled, width, wrap};

/// The list, and what is being typed for the chosen one.
#[derive(Debug, Default)]
pub struct Settings {
    chosen: usize,
    typed: Option<Typed>,
    wrong: Option<String>,
}

const NAME: usize = 20;
const VALUE: usize = 20;

impl Settings {
    fn here(&self) -> &'static Setting {
        &setting::ALL[self.chosen.min(setting::ALL.len() - 1)]
    }

    fn go(&mut self, forward: bool) {
        let count = setting::ALL.len();
        self.chosen = (self.chosen + if forward { 1 } else { count - 1 }) % count;
        self.typed = None;
        self.wrong = None;
    }

    fn is_switch(&self) -> bool {
        matches!(self.here().default, "yes" | "no")
    }

    fn switched(&self, view: &View) -> Msg {
        let name = self.here().name;
        let value = if view.journal.settings.is_yes(name) {
            "no"
        } else {
            "yes"
        };
        Msg::Set {
            name,
            value: value.to_owned(),
        }
    }

    fn save(&mut self, view: &View) -> Option<Msg> {
        if self.is_switch() {
            return Some(self.switched(view));
        }
        let typed = self.typed.take()?;
        let here = self.here();
        match setting::check(here.name, typed.value()) {
            Ok(_) => Some(Msg::Set {
                name: here.name,
                value: typed.value().to_owned(),
            }),
            Err(wrong) => {
                self.wrong = Some(wrong.hint);
                self.typed = Some(typed);
                None
            }
        }
    }

    fn key(&mut self, key: KeyEvent, view: &View) -> Option<Msg> {
        self.wrong = None;
        if self.is_switch() {
            let yes = view.journal.settings.is_yes(self.here().name);
            let wants = match key.code {
                KeyCode::Left | KeyCode::Right | KeyCode::Char(' ') => true,
                KeyCode::Char('y') => !yes,
                KeyCode::Char('n') => yes,
                _ => false,
            };
            return wants.then(|| self.switched(view));
        }
        let now = view
            .journal
            .settings
            .or_default(self.here().name)
            .to_owned();
        let types = matches!(key.code, KeyCode::Char(_));
        let start = || {
            if types {
                Typed::default()
            } else {
                Typed::new(now)
            }
        };
        self.typed
            .get_or_insert_with(start)
            .handle_event(&Event::Key(key));
        None
    }

    /// What the chosen setting is, or what to write for it.
    fn says(&self, view: &View) -> ratatui::text::Span<'static> {
        let theme = &view.theme;
        match &self.wrong {
            Some(wrong) => styled(wrong.clone(), theme.wrong),
            None if self.typed.is_some() => styled(self.here().hint, theme.dim),
            None => styled(self.here().says, theme.dim),
        }
    }

    /// What the chosen setting is, where it has no room beside it.
    fn said_below(&self, view: &View, columns: usize) -> Vec<Line<'static>> {
        let says = self.says(view);
        let room = columns.saturating_sub(NAME + VALUE + 2);
        if room >= 22 && width(&says.content) <= room {
            return Vec::new();
        }
        let said = wrap(&says.content, columns.saturating_sub(2)).into_iter();
        said.map(|text| Line::styled(format!(" {text}"), says.style))
            .collect()
    }

    /// The first setting that is shown, so that the chosen one is among so many
    /// rows.
    fn first(&self, rows: usize) -> usize {
        (self.chosen + 1)
            .saturating_sub(rows.max(1))
            .min(self.chosen)
    }

    fn line(&self, n: usize, setting: &Setting, view: &View, columns: usize) -> Line<'static> {
        let theme = &view.theme;
        let chosen = n == self.chosen;
        let value = match (&self.typed, chosen) {
            (Some(typed), true) => typed.value().to_owned(),
            _ => one_line(view.journal.settings.or_default(setting.name)),
        };
        let value = match (
            self.is_switch() && chosen,
            value.is_empty() && self.typed.is_none(),
        ) {
            (true, _) => format!("‹ {value} ›"),
            (_, true) if !chosen && setting.name == "timezone" => "the system's".to_owned(),
            (_, true) if !chosen => "the country's".to_owned(),
            _ => value,
        };
        let says = if chosen {
            self.says(view)
        } else {
            styled(setting.says, theme.dim)
        };
        let (mark, style) = if chosen {
            (" > ", theme.field)
        } else {
            ("   ", Style::new())
        };
        let name = setting.name.replace('_', " ");
        let room = columns.saturating_sub(NAME + VALUE + 2);
        let room = if room < 22 { 0 } else { room };
        // What is too long to stand here stands whole under the settings.
        let whole = !chosen || width(&says.content) <= room;
        let says = styled(cut(&says.content, if whole { room } else { 0 }), says.style);
        Line::from(vec![
            styled(
                fill(&format!("{mark}{name}"), NAME),
                if chosen { theme.accent } else { Style::new() },
            ),
            styled(fill(&value, VALUE), style),
            styled("  ", Style::new()),
            says,
        ])
    }
}

impl Screen for Settings {
    fn name(&self) -> &'static str {
        "settings"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Save) => return self.save(view),
            Input::Act(Action::Down) => self.go(true),
            Input::Act(Action::Up) => self.go(false),
            Input::Scroll(lines) => self.go(lines > 0),
            Input::Key(key) => return self.key(key, view),
            Input::Paste(text) => self.typed = Some(Typed::new(one_line(&text))),
            Input::Click(at) => {
                let columns = usize::from(view.area.width.saturating_sub(2));
                let rows = usize::from(view.area.height.saturating_sub(2));
                let rows = rows.saturating_sub(self.said_below(view, columns).len());
                let row = usize::from(at.y.saturating_sub(view.area.y + 1));
                let row = row + self.first(rows);
                if row < setting::ALL.len() && row != self.chosen {
                    self.chosen = row;
                    self.typed = None;
                }
            }
            Input::Act(_) => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Settings", frame, area);
        let columns = usize::from(inside.width);
        let mut lines: Vec<Line> = setting::ALL
            .iter()
            .enumerate()
            .map(|(n, setting)| self.line(n, setting, view, columns))
            .collect();
        let said = self.said_below(view, columns);
        // Where there is little room, what is said stands under a part of the list.
        let first = self.first(usize::from(inside.height).saturating_sub(said.len()));
        lines.drain(..first);
        lines.truncate(usize::from(inside.height).saturating_sub(said.len()).max(1));
        lines.extend(said);
        lines.push(Line::default());
        let where_kept = format!(" kept in {}", one_line(&view.place));
        lines.push(Line::styled(cut(&where_kept, columns), view.theme.dim));
        let locked = if view.is_locked {
            " locked with a passphrase; Ctrl-l locks at once"
        } else if CAN_LOCK {
            " not locked; leaflog lock sets a passphrase"
        } else {
            " not locked; this build of leaflog cannot lock it"
        };
        lines.push(Line::styled(cut(locked, columns), view.theme.dim));
        lines.push(Line::styled(
            " p  country and facts about me",
            view.theme.dim,
        ));
        frame.render_widget(Text::from(lines), inside);
        let shown = self.typed.as_ref().map_or(0, Typed::visual_cursor);
        let column = NAME + shown.min(VALUE);
        let x = inside
            .x
            .saturating_add(u16::try_from(column).unwrap_or_default());
        let y = inside
            .y
            .saturating_add(u16::try_from(self.chosen - first).unwrap_or_default());
        let last = Position::new(
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
        );
        frame.set_cursor_position(Position::new(x.min(last.x), y.min(last.y)));
    }
}
