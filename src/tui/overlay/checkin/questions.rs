//! The questions of a check-in, one at a time.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Text};

use crate::checkins::Half;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::{clear, panel};
use crate::tui::widgets::text::{cut, wrap};

/// What is answered so far, and which question is asked.
#[derive(Debug)]
pub struct Questions {
    half: Half,
    /// The question asked; behind the last one, whether to save.
    item: usize,
    /// The choice that is marked, and not yet taken.
    chosen: Option<u8>,
    /// A 1 was typed where it may be the beginning of 10.
    is_begun: bool,
}

impl Questions {
    /// Goes on with the first question that is not answered.
    #[must_use]
    pub fn of(half: Half) -> Questions {
        Questions {
            item: half.answered(),
            half,
            chosen: None,
            is_begun: false,
        }
    }

    #[must_use]
    pub fn half(&self) -> &Half {
        &self.half
    }

    fn is_asked(&self) -> bool {
        self.item < self.half.checkin.items.len()
    }

    /// Another question, with the answer it has.
    fn go(&mut self, item: usize) {
        self.item = item.min(self.half.answered());
        self.chosen = self.half.given(self.item);
        self.is_begun = false;
    }

    /// Takes the marked choice, and asks the next question.
    fn take(&mut self) -> Option<Msg> {
        let Some(chosen) = self.chosen else {
            return Some(Msg::Say(
                "A number answers; or choose with the arrows, then Enter.".to_owned(),
            ));
        };
        if !self.half.answer(self.item, chosen) {
            return None;
        }
        self.go(self.item + 1);
        Some(Msg::Answered)
    }

    fn mark(&mut self, forward: bool) {
        if !self.is_asked() {
            return;
        }
        let highest = self.half.checkin.highest(self.item);
        self.is_begun = false;
        self.chosen = Some(match (self.chosen, forward) {
            (None, true) => 0,
            (None, false) => highest,
            (Some(n), true) => n.saturating_add(1).min(highest),
            (Some(n), false) => n.saturating_sub(1),
        });
    }

    /// A number answers and goes on; so do y and n where those are the answers.
    fn key(&mut self, key: KeyEvent) -> Option<Msg> {
        let KeyCode::Char(sign) = key.code else {
            return None;
        };
        if !self.is_asked() {
            return None;
        }
        if self.half.checkin.is_yes_no() && matches!(sign, 'y' | 'n') {
            return self.give(u8::from(sign == 'y'));
        }
        let digit = u8::try_from(sign.to_digit(10)?).ok()?;
        let highest = self.half.checkin.highest(self.item);
        let longer = |n: u8| n.checked_mul(10)?.checked_add(digit);
        match self.chosen.filter(|_| self.is_begun) {
            Some(begun) => match longer(begun).filter(|n| *n <= highest) {
                Some(choice) => self.give(choice),
                None => Some(begun_number(begun)),
            },
            None if digit > 0 && digit.checked_mul(10)? <= highest => {
                self.chosen = Some(digit);
                self.is_begun = true;
                Some(begun_number(digit))
            }
            None if digit <= highest => self.give(digit),
            None => Some(Msg::Say(format!("The answers go from 0 to {highest}."))),
        }
    }

    fn give(&mut self, choice: u8) -> Option<Msg> {
        self.chosen = Some(choice);
        self.take()
    }

    fn title(&self) -> String {
        let checkin = self.half.checkin;
        if self.is_asked() {
            format!(
                "{}, {} of {}",
                checkin.title,
                self.item + 1,
                checkin.items.len()
            )
        } else {
            checkin.title.to_owned()
        }
    }

    /// What is asked, on at most so many rows with its choices, and the row of
    /// the marked one.
    fn lines(&self, view: &View, columns: usize, rows: usize) -> (Vec<Line<'static>>, usize) {
        if !self.is_asked() {
            return (self.end(view, columns, rows), 0);
        }
        let checkin = self.half.checkin;
        let choices = usize::from(checkin.highest(self.item)) + 1;
        let asks = self.question(columns, rows);
        let spare = rows.saturating_sub(asks.len() + choices);
        let mut lines = Vec::new();
        if spare >= 4 {
            lines.push(Line::styled(format!(" {}", checkin.period), view.theme.dim));
            lines.push(Line::default());
        }
        let title = |text: String| Line::styled(format!(" {text}"), view.theme.title);
        lines.extend(asks.into_iter().map(title));
        if spare >= 1 {
            lines.push(Line::default());
        }
        let room = rows.saturating_sub(lines.len()).max(1);
        let marked = self.chosen.map_or(0, usize::from);
        let top = (marked + 1).saturating_sub(room);
        let place = lines.len() + marked - top;
        let shown = (top..choices).take(room);
        lines.extend(shown.map(|choice| self.choice(choice, room < choices, view, columns)));
        (lines, place)
    }

    /// The whole question, or where that leaves no row for a choice a few words.
    fn question(&self, columns: usize, rows: usize) -> Vec<String> {
        let item = &self.half.checkin.items[self.item];
        let room = columns.saturating_sub(2);
        let whole = wrap(item.ask, room);
        if whole.len() < rows {
            return whole;
        }
        let mut short = wrap(item.label, room);
        short.truncate(rows.saturating_sub(1).max(1));
        short
    }

    /// ` > 2  moderately`; where not all of them fit, how many there are.
    fn choice(&self, choice: usize, is_cut: bool, view: &View, columns: usize) -> Line<'static> {
        let words = self.half.checkin.choices(self.item);
        let word = words.get(choice).copied().unwrap_or_default();
        let most = words.len().saturating_sub(1);
        let marked = self.chosen.map(usize::from) == Some(choice);
        let (mark, style) = if marked {
            (" > ", view.theme.selected)
        } else {
            ("   ", Style::new())
        };
        let of = if is_cut {
            format!(" of {most}")
        } else {
            String::new()
        };
        let end = || format!("({most} {})", words.last().copied().unwrap_or_default());
        let word = if word.is_empty() && is_cut && marked {
            end()
        } else {
            word.to_owned()
        };
        let text = format!("{mark}{choice:>2}{of}  {word}");
        Line::styled(cut(text.trim_end(), columns), style)
    }

    /// Everything is answered.
    fn end(&self, view: &View, columns: usize, rows: usize) -> Vec<Line<'static>> {
        let checkin = self.half.checkin;
        let values = self.half.values().unwrap_or_default();
        let score = values.get("amount").unwrap_or_default();
        let says = [
            format!("All {} answered. Enter saves.", checkin.items.len()),
            format!(
                "Score {score}, from 0 to {}: {}.",
                checkin.most(),
                checkin.scored_as()
            ),
            "Left goes back to a question, Esc keeps it for later.".to_owned(),
        ];
        let mut lines = Vec::new();
        for (n, text) in says.iter().enumerate() {
            let style = if n == 0 {
                view.theme.title
            } else {
                Style::new()
            };
            let wrapped = wrap(text, columns.saturating_sub(2));
            lines.extend(
                wrapped
                    .into_iter()
                    .map(|text| Line::styled(format!(" {text}"), style)),
            );
        }
        lines.truncate(rows);
        lines
    }
}

/// Which of two numbers is meant is never guessed.
fn begun_number(digit: u8) -> Msg {
    Msg::Say(format!("Enter takes {digit}, 0 makes it {digit}0."))
}

impl Screen for Questions {
    fn name(&self) -> &'static str {
        "question"
    }

    fn on(&mut self, input: Input, _view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::LeaveCheckin),
            Input::Act(Action::Save | Action::NextField) if self.is_asked() => return self.take(),
            Input::Act(Action::Save) => return Some(Msg::SaveCheckin),
            Input::Act(Action::PreviousField) => self.go(self.item.saturating_sub(1)),
            Input::Act(Action::Down) => self.mark(true),
            Input::Act(Action::Up) => self.mark(false),
            Input::Scroll(lines) => self.mark(lines > 0),
            Input::Key(key) => return self.key(key),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let low = area.height < 5;
        let inside = if low {
            area
        } else {
            panel(&view.theme, &self.title(), frame, area)
        };
        let rows = usize::from(inside.height);
        let (lines, place) = self.lines(view, usize::from(inside.width), rows);
        frame.render_widget(Text::from(lines), inside);
        let row = u16::try_from(place).unwrap_or_default();
        let last = Position::new(
            area.right().saturating_sub(1),
            area.bottom().saturating_sub(1),
        );
        let (x, y) = (inside.x.saturating_add(1), inside.y.saturating_add(row));
        frame.set_cursor_position(Position::new(x.min(last.x), y.min(last.y)));
    }
}
