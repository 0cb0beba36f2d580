//! A report for a clinician: for which days, for whom, with or without notes, and
//! into which file.

use crossterm::event::{Event, KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;

use crate::domain::field::Invalid;
use crate::domain::moment::When;
use crate::domain::text::one_line;
use crate::export::csv::Notes;
use crate::export::report::{Asked, Paper, free_line};
use crate::stats::range::Range;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{cut, cut_before, fill, styled, wrap};

/// What the person is asked about before a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unasked {
    Replaces,
    InClear,
    /// Both.
    ReplacesInClear,
}

/// The form.
#[derive(Debug)]
pub struct Report {
    fields: Vec<Field>,
    focus: usize,
    /// What is wrong, or what is asked before a file is replaced.
    says: Option<String>,
    /// The file that Enter replaces.
    replaces: Option<String>,
}

/// One line of the form.
#[derive(Debug)]
struct Field {
    name: &'static str,
    label: &'static str,
    hint: String,
    typed: Typed,
    /// A closed list instead of a text, and which of it is chosen.
    choices: &'static [&'static str],
    chosen: usize,
}

const NOTES: &[&str] = &["with notes", "without notes"];
const PAPER: &[&str] = &["the printer's own", "A4", "Letter"];
const LABEL: usize = 13;
const INTRO: &str = "A page for a clinician, as a file you can open in a browser and print. \
    Nothing is sent.";

impl Field {
    fn text(name: &'static str, label: &'static str, hint: impl Into<String>) -> Field {
        Field {
            name,
            label,
            hint: hint.into(),
            typed: Typed::default(),
            choices: &[],
            chosen: 0,
        }
    }

    fn of(name: &'static str, label: &'static str, choices: &'static [&'static str]) -> Field {
        Field {
            choices,
            ..Field::text(name, label, "left and right change it")
        }
    }

    fn press(&mut self, key: KeyEvent) {
        if self.choices.is_empty() {
            self.typed.handle_event(&Event::Key(key));
            return;
        }
        let all = self.choices.len();
        match key.code {
            KeyCode::Right | KeyCode::Char(' ') => self.chosen = (self.chosen + 1) % all,
            KeyCode::Left => self.chosen = (self.chosen + all - 1) % all,
            _ => {}
        }
    }

    /// What stands in it, and whether that is only a hint.
    fn shown(&self) -> (String, bool) {
        match self.choices.get(self.chosen) {
            Some(choice) => (format!("‹ {choice} ›"), false),
            None if self.typed.value().is_empty() => (self.hint.clone(), true),
            None => (self.typed.value().to_owned(), false),
        }
    }
}

impl Report {
    /// Thirty days up to today, with notes, into a file named for them.
    #[must_use]
    pub fn of(view: &View) -> Report {
        let usual = Asked::new(Range::ALL, view.when);
        let fields = vec![
            Field::text("from", "From", usual.from.to_string()),
            Field::text("to", "To", format!("{}, today", usual.to)),
            Field::text("name", "Your name", "may stay empty"),
            Field::text("visit", "Wanted", "from the visit, one line"),
            Field::of("notes", "Notes", NOTES),
            Field::of("paper", "Paper", PAPER),
            Field::text("file", "File", usual.file()),
        ];
        Report {
            fields,
            focus: 0,
            says: None,
            replaces: None,
        }
    }

    fn field(&self, name: &str) -> &Field {
        let mut fields = self.fields.iter();
        let found = fields.find(|field| field.name == name);
        found.unwrap_or(&self.fields[0])
    }

    fn typed(&self, name: &str) -> &str {
        self.field(name).typed.value().trim()
    }

    /// What is asked for.
    ///
    /// # Errors
    /// Not a date, a date ahead, or a line that is too long.
    pub fn asked(&self, when: &When) -> Result<Asked, Invalid> {
        let days = |name: &'static str| {
            let typed = self.typed(name);
            let days = (!typed.is_empty()).then(|| when.parse_past_days(name, typed));
            days.transpose()
        };
        let range = Range {
            from: days("from")?.map(|it| it.0),
            to: days("to")?.map(|it| it.1),
        };
        if let (Some(from), Some(to)) = (range.from, range.to)
            && to < from
        {
            let why = format!("{to} comes before {from}");
            return Err(Invalid::new("to", why, "write the later day here"));
        }
        let mut asked = Asked::new(range, *when);
        asked.name = free_line("name", self.typed("name"))?;
        asked.visit = free_line("visit", self.typed("visit"))?;
        asked.notes = [Notes::With, Notes::Without][self.field("notes").chosen];
        asked.paper = [Paper::Any, Paper::A4, Paper::Letter][self.field("paper").chosen];
        Ok(asked)
    }

    /// The file it goes into.
    #[must_use]
    pub fn file(&self, asked: &Asked) -> String {
        match self.typed("file") {
            "" => asked.file(),
            typed => typed.to_owned(),
        }
    }

    /// The file it would go into now, for its empty field.
    fn file_hint(&self, when: &When) -> String {
        let asked = self.asked(when);
        asked.map_or_else(|_| self.field("file").hint.clone(), |asked| asked.file())
    }

    /// Whether Enter was said again for this file.
    #[must_use]
    pub fn replaces(&self, file: &str) -> bool {
        self.replaces.as_deref() == Some(file)
    }

    /// Asks before a file is replaced, or is written in clear though the journal
    /// is locked.
    pub fn ask(&mut self, file: &str, what: Unasked) {
        let file_says = one_line(file);
        self.says = Some(match what {
            Unasked::Replaces => format!("{file_says} is there already. Enter again replaces it."),
            Unasked::ReplacesInClear => format!(
                "The journal is locked, this file would not be. {file_says} is there already. \
                 Enter again replaces it."
            ),
            Unasked::InClear => {
                "The journal is locked, this file would not be. Enter again writes it.".to_owned()
            }
        });
        self.replaces = Some(file.to_owned());
    }

    /// Points at what is wrong.
    pub fn point(&mut self, wrong: &Invalid) {
        self.says = Some(format!("{}; {}", wrong.why, wrong.hint));
        let at = self.fields.iter().position(|it| it.name == wrong.field);
        self.focus = at.unwrap_or(self.focus);
    }

    fn go(&mut self, by: usize) {
        self.focus = (self.focus + by) % self.fields.len();
    }

    /// Every line, and the row the cursor stands on.
    fn lines(&self, view: &View, columns: usize, rows: usize) -> (Vec<Line<'static>>, usize) {
        let theme = &view.theme;
        let says = |text: &str, style: Style| -> Vec<Line<'static>> {
            let lines = wrap(text, columns.saturating_sub(2)).into_iter();
            let line = |text| Line::styled(format!(" {text}"), style);
            lines.map(line).collect()
        };
        let mut lines = says(INTRO, Style::new());
        lines.push(Line::default());
        // Every field in sight is worth more than what the page is for.
        if lines.len() + self.fields.len() > rows {
            lines.clear();
        }
        let first = lines.len();
        let room = columns.saturating_sub(LABEL + 1).max(1);
        for (n, field) in self.fields.iter().enumerate() {
            let is_here = n == self.focus;
            let mark = if is_here { ">" } else { " " };
            let label = fill(&format!(" {mark} {}", field.label), LABEL);
            let (text, is_hint) = match field.shown() {
                (_, true) if field.name == "file" => (self.file_hint(&view.when), true),
                shown => shown,
            };
            let unseen = field.typed.visual_scroll(room.saturating_sub(1));
            let shown: String = text.chars().skip(unseen).collect();
            let style = if is_hint { theme.dim } else { theme.field };
            let label = styled(label, if is_here { theme.accent } else { Style::new() });
            let shown = match field.name {
                // What is left out stands at the end of the name.
                "file" if is_hint => cut_before(&shown, room),
                _ => cut(&shown, room),
            };
            lines.push(Line::from(vec![label, styled(shown, style)]));
        }
        if let Some(wrong) = &self.says {
            lines.push(Line::default());
            lines.extend(says(wrong, theme.wrong));
        }
        (lines, first + self.focus)
    }

    /// The column of the cursor.
    fn column(&self, columns: usize) -> usize {
        let typed = &self.fields[self.focus].typed;
        let room = columns.saturating_sub(LABEL + 2).max(1);
        LABEL + typed.visual_cursor() - typed.visual_scroll(room)
    }
}

impl Screen for Report {
    fn name(&self) -> &'static str {
        "report"
    }

    fn holds_text(&self) -> bool {
        !self.fields[self.focus].typed.value().is_empty()
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Save) => return Some(Msg::WriteReport),
            Input::Act(Action::NextField) => self.go(1),
            Input::Act(Action::PreviousField) => self.go(self.fields.len() - 1),
            Input::Key(key) => {
                self.fields[self.focus].press(key);
                (self.says, self.replaces) = (None, None);
            }
            Input::Paste(text) => {
                let field = &mut self.fields[self.focus];
                if field.choices.is_empty() {
                    let text = format!("{}{}", field.typed.value(), one_line(&text));
                    field.typed = Typed::new(text);
                }
            }
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let inside = panel(&view.theme, "Report for a clinician", frame, area);
        let columns = usize::from(inside.width);
        let rows = usize::from(inside.height).max(1);
        let (lines, row) = self.lines(view, columns, rows);
        let said = if self.says.is_some() {
            lines.len() - 1
        } else {
            row
        };
        // What is wrong stays in sight, and the field before all.
        let top = (said + 1).saturating_sub(rows).min(row);
        let shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
        frame.render_widget(Text::from(shown), inside);
        let at =
            |start: u16, by: usize| start.saturating_add(u16::try_from(by).unwrap_or_default());
        let (x, y) = (at(inside.x, self.column(columns)), at(inside.y, row - top));
        let end = (
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
        );
        frame.set_cursor_position(Position::new(x.min(end.0), y.min(end.1)));
    }
}
