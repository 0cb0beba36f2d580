//! Looking up a name: what it is, how it meets kratom, and which warnings would
//! speak. Nothing that is typed here is kept.

use crossterm::event::Event;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use tui_input::Input as Typed;
use tui_input::backend::crossterm::EventHandler;

use super::meets::{Meets, meets};
use crate::domain::text::one_line;
use crate::rules::Alert;
use crate::rules::classes::{Class, Danger, Match, names};
use crate::rules::sources;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::theme::level_words;
use crate::tui::view::View;
use crate::tui::widgets::alerts::part;
use crate::tui::widgets::text::{cut, ends, fit, styled, wrap};

/// At most so many names are offered.
const MOST: usize = 8;
/// The longest name that is read: leaflog's own line.
const LONGEST: usize = 80;
/// The longest line.
const READABLE: usize = 76;
/// Below this many columns there are no labels for what speaks for itself.
const NARROW: usize = 50;
/// Always in sight, whatever is found.
const NOT_A_SIGN: &str = "Outside the hours is not a sign of safety. No list is complete.";
const NOBODY: &str = "A pharmacist or a poison centre can look. A pill or powder that nobody \
    knows: treat it as an opioid.";
const HINT: &str = "Type any name: a medicine, a brand, a drink, a street name. It shows what \
    leaflog knows of it together with kratom. Nothing you type here is kept.";

/// A name being typed and what is known of it.
#[derive(Debug, Default)]
pub struct Lookup {
    typed: Typed,
    /// Names that may be meant.
    offers: Vec<&'static str>,
    /// Which of the offered names is looked at in place of the typed one.
    chosen: Option<usize>,
    /// Lines above the sight.
    top: usize,
}

impl Lookup {
    #[must_use]
    pub fn holds_text(&self) -> bool {
        !self.typed.value().is_empty()
    }

    /// Takes all but the key that leaves it.
    pub fn take(&mut self, input: Input, view: &View, area: Rect) -> Option<Msg> {
        match input {
            Input::Act(Action::Down) if !self.offers.is_empty() => self.step(1),
            Input::Act(Action::Up) if !self.offers.is_empty() => self.step(-1),
            Input::Act(Action::Save) => return self.accept(),
            Input::Key(key) => {
                let mut typed = self.typed.clone();
                typed.handle_event(&Event::Key(key));
                self.retyped(typed);
            }
            Input::Paste(text) => {
                let text = format!("{}{}", self.typed.value(), one_line(&text));
                self.retyped(Typed::new(text.chars().take(LONGEST).collect()));
            }
            input => self.scroll(&input, view, area),
        }
        None
    }

    fn scroll(&mut self, input: &Input, view: &View, area: Rect) {
        let found = self.places(area).found;
        let rows = usize::from(found.height);
        let page = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        let by = match input {
            Input::Act(Action::Down) => 1,
            Input::Act(Action::Up) => -1,
            Input::Act(Action::PageDown) => page,
            Input::Act(Action::PageUp) => -page,
            Input::Scroll(by) => isize::from(*by),
            _ => return,
        };
        let last = self.lines(view, found.width).len().saturating_sub(rows);
        self.top = self.top.min(last).saturating_add_signed(by).min(last);
    }

    fn retyped(&mut self, typed: Typed) {
        let is_same = typed.value() == self.typed.value();
        if typed.value().chars().count() > LONGEST {
            return;
        }
        self.typed = typed;
        if !is_same {
            self.offers = offers(self.typed.value().trim());
            self.chosen = None;
            self.top = 0;
        }
    }

    fn step(&mut self, by: isize) {
        let count = self.offers.len();
        self.chosen = match (self.chosen, by) {
            _ if count == 0 => None,
            (None, 1) => Some(0),
            (None | Some(0), _) if by < 0 => None,
            (at, _) => at.map(|n| n.saturating_add_signed(by).min(count - 1)),
        };
        self.top = 0;
    }

    /// Writes the offered name in place of what was typed; what is read as it
    /// stands says so.
    fn accept(&mut self) -> Option<Msg> {
        let unread = names().find(self.typed.value()).is_none_or(|it| it.slip);
        let first = if unread { Some(0) } else { None };
        if let Some(name) = self
            .chosen
            .or(first)
            .and_then(|n| self.offers.get(n).copied())
        {
            self.retyped(Typed::new(name.to_owned()));
            return None;
        }
        let name = cut(self.typed.value().trim(), 40);
        let others = match (name.is_empty(), self.offers.is_empty()) {
            (true, _) => return None,
            (false, true) => "",
            (false, false) => " Tab looks at the next name.",
        };
        Some(Msg::Say(format!("This is about {name}.{others}")))
    }

    /// The name that is looked at.
    fn name(&self) -> String {
        let chosen = self.chosen.and_then(|n| self.offers.get(n).copied());
        chosen.unwrap_or(self.typed.value().trim()).to_owned()
    }

    pub fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let places = self.places(area);
        frame.render_widget(self.entry_line(view, area.width), places.entry);
        frame.render_widget(self.offers_line(view, area.width), places.offers);
        let lines = self.lines(view, places.found.width);
        self.draw_found(view, frame, places.found, lines);
        let always = always(area.width).into_iter();
        let always: Vec<Line> = always
            .map(|text| Line::styled(format!(" {text}"), view.theme.title))
            .collect();
        frame.render_widget(Paragraph::new(always), places.always);
        let column = 3 + u16::try_from(self.typed.visual_cursor()).unwrap_or_default();
        let x = (area.x + column).min(area.right().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, places.entry.y));
    }

    /// The lines in sight; where there is more, the last row says by which key.
    /// Letters are text here.
    fn draw_found(&self, view: &View, frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>) {
        let rows = usize::from(area.height);
        let top = self.top.min(lines.len().saturating_sub(rows));
        let below = lines.len().saturating_sub(top + rows);
        let mut shown: Vec<Line> = lines.into_iter().skip(top).take(rows).collect();
        if below > 0 && rows > 2 {
            shown.pop();
            let key = view.keymap.shown("lookup", Action::PageDown);
            let says = styled(format!("{key} {} more ", below + 1), view.theme.key);
            shown.push(ends(vec![], vec![says], usize::from(area.width)));
        }
        frame.render_widget(Paragraph::new(shown), area);
    }

    fn places(&self, area: Rect) -> Places {
        let always = u16::try_from(always(area.width).len()).unwrap_or(1);
        let offers = u16::from(!self.offers.is_empty());
        let [entry, offers, found, always] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(offers),
            Constraint::Fill(1),
            Constraint::Max(always),
        ])
        .areas(area);
        Places {
            entry,
            offers,
            found,
            always,
        }
    }

    fn entry_line(&self, view: &View, columns: u16) -> Line<'static> {
        let typed = self.typed.value().to_owned();
        let right = if columns < 60 { "" } else { "not kept " };
        ends(
            vec![styled(" / ", view.theme.accent), Span::raw(typed)],
            vec![styled(right, view.theme.dim)],
            usize::from(columns),
        )
    }

    /// The offered names in a row, from the chosen one on where they are many.
    fn offers_line(&self, view: &View, columns: u16) -> Line<'static> {
        let theme = &view.theme;
        let from = self.chosen.map_or(0, |n| n.saturating_sub(1));
        let mut spans = Vec::new();
        for (n, name) in self.offers.iter().enumerate().skip(from) {
            let here = self.chosen == Some(n);
            let style = if here { theme.selected } else { theme.dim };
            spans.push(styled(if here { "  >" } else { "   " }, theme.accent));
            spans.push(styled(*name, style));
        }
        fit(spans, usize::from(columns).saturating_sub(1))
    }

    /// What is known, on lines of so many columns.
    fn lines(&self, view: &View, columns: u16) -> Vec<Line<'static>> {
        let columns = usize::from(columns).min(READABLE + 2);
        let name = self.name();
        let mut lines = Vec::new();
        if columns >= NARROW {
            lines.push(Line::default());
        }
        if name.is_empty() {
            let hint = wrap(HINT, columns.saturating_sub(2)).into_iter();
            lines.extend(hint.map(|text| Line::raw(format!(" {text}"))));
            return lines;
        }
        let found = names().find(&name);
        let said = said(&name, found.as_ref(), !self.offers.is_empty());
        let head = wrap(&said, columns.saturating_sub(2)).into_iter();
        lines.extend(head.map(|text| Line::styled(format!(" {text}"), view.theme.said)));
        let known = found.as_ref();
        let prescribed = known.filter(|found| may_be_prescribed(found));
        // On a phone the risk is one line and stays in sight.
        let risk = prescribed.filter(|_| columns < NARROW);
        lines.extend(risk.map_or_else(Vec::new, |found| {
            plain(view, "Risk", danger(found.danger()), columns)
        }));
        lines.extend(prescribed.map_or_else(Vec::new, |found| to_do(view, found, columns)));
        lines.extend(known.map_or_else(Vec::new, |found| about(view, found, columns)));
        lines.extend(warnings(view, &name, known, columns));
        lines.extend(known.map_or_else(Vec::new, |found| from(view, found, columns)));
        lines
    }
}

/// Names that may be meant, without the one that was typed out.
fn offers(typed: &str) -> Vec<&'static str> {
    let found = names().suggest(typed, MOST);
    let found = found.into_iter().map(|substance| substance.name);
    let mut offers: Vec<&str> = found.collect();
    if let Some(meant) = names().find(typed).filter(|it| it.slip) {
        offers.retain(|name| *name != meant.name);
        offers.insert(0, meant.name);
    }
    offers.retain(|name| !name.eq_ignore_ascii_case(typed));
    offers
}

/// Where the parts stand.
struct Places {
    entry: Rect,
    offers: Rect,
    found: Rect,
    always: Rect,
}

fn always(columns: u16) -> Vec<String> {
    wrap(NOT_A_SIGN, usize::from(columns).saturating_sub(2))
}

/// The first line: the name, or a question where it was not written as it is.
fn said(name: &str, found: Option<&Match>, is_offered: bool) -> String {
    match found {
        Some(found) if found.partly => format!(
            "Taken as {}. The rest of it is not assessed.",
            found.names.join(" and ")
        ),
        Some(found) if found.slip => format!("Did you mean {}?", found.names.join(" and ")),
        Some(found) if found.name.eq_ignore_ascii_case(name) => found.name.to_owned(),
        Some(found) => format!("{}: {}", cut(name, 40), found.names.join(" and ")),
        None => {
            let meant = if is_offered {
                " Did you mean one of these above?"
            } else {
                ""
            };
            format!(
                "{}: not assessed. Nobody looked; that says nothing about it.{meant}",
                cut(name, 40)
            )
        }
    }
}

/// How it meets kratom, for how long, and why.
fn about(view: &View, found: &Match, columns: usize) -> Vec<Line<'static>> {
    let is_said = columns < NARROW && may_be_prescribed(found);
    let mut lines = if is_said {
        Vec::new()
    } else {
        plain(view, "Risk", danger(found.danger()), columns)
    };
    lines.extend(plain(view, "Hours", &hours(found), columns));
    let mut classes: Vec<&&Class> = found.classes.iter().collect();
    classes.sort_by_key(|class| std::cmp::Reverse(class.danger));
    for (n, class) in classes.into_iter().enumerate() {
        let label = if n == 0 { "Kind" } else { "and" };
        let text = format!("{}. {}", class.says, class.why);
        lines.extend(plain(view, label, &text, columns));
    }
    if found.has("kratom") {
        lines.extend(part(view, "", "Write it down as a dose.", columns));
    }
    lines
}

/// A part whose label is left out where there is little room.
fn plain(view: &View, label: &str, text: &str, columns: usize) -> Vec<Line<'static>> {
    let label = if columns < NARROW { "" } else { label };
    part(view, label, text, columns)
}

fn danger(danger: Danger) -> &'static str {
    match danger {
        Danger::Dangerous => "dangerous: with kratom it can kill",
        Danger::Serious => "serious caution: ask a pharmacist before the next kratom",
        Danger::Caution => "caution: worth knowing before taking both",
        Danger::Low => "low known risk, which is not a sign of safety",
        Danger::None => "no interaction is known, which is not a sign of safety",
        Danger::EmergencyMedicine => "an emergency medicine: never hold it back",
    }
}

/// `24 h before or after kratom; up to 48 h it still counts as the same day.`
fn hours(found: &Match) -> String {
    let mut text = match (found.window_h, found.wide_window_h) {
        (None, _) => "none: it is given whenever it is needed.".to_owned(),
        (Some(full), None) => format!("{} before or after kratom.", in_words(full)),
        (Some(full), Some(wide)) => format!(
            "{} before or after kratom, at a lower level up to {}.",
            in_words(full),
            in_words(wide)
        ),
    };
    if found.standing() {
        text.push_str(" Taken regularly, it counts whatever the hour.");
    }
    text
}

fn in_words(hours: u32) -> String {
    if hours > 96 && hours.is_multiple_of(24) {
        format!("{hours} h ({} days)", hours / 24)
    } else {
        format!("{hours} h")
    }
}

/// The titles of the warnings that would speak, and how sure they are.
fn warnings(view: &View, name: &str, found: Option<&Match>, columns: usize) -> Vec<Line<'static>> {
    let Some(Meets { leaf, strong }) = meets(view, name) else {
        return Vec::new();
    };
    let mut lines = titles(view, &leaf, "Says", columns);
    lines.extend(titles(view, &strong, "7-OH", columns));
    let Some(found) = found else {
        lines.extend(plain(view, "Do", NOBODY, columns));
        return lines;
    };
    if lines.is_empty() {
        lines = plain(view, "Says", silence(found.danger()), columns);
    }
    if !may_be_prescribed(found) {
        lines.extend(to_do(view, found, columns));
    }
    let mut words: Vec<&str> = Vec::new();
    for alert in leaf.iter().chain(&strong) {
        if !words.contains(&alert.evidence) {
            words.push(alert.evidence);
        }
    }
    for (n, words) in words.into_iter().enumerate() {
        let label = if n == 0 { "Sure?" } else { "" };
        lines.extend(part(view, label, words, columns));
    }
    lines
}

/// Whether it is something a person may have been told to take; what to do with
/// it then stands before what it can do.
fn may_be_prescribed(found: &Match) -> bool {
    let may_be = |class: &&&Class| class.id != "alcohol" && !class.has("kratom");
    let mut classes = found.classes.iter().filter(may_be);
    classes.any(|class| class.danger >= Danger::Caution)
}

/// Nobody stops a medicine, alcohol or a sedative for what stands here.
fn to_do(view: &View, found: &Match, columns: usize) -> Vec<Line<'static>> {
    let mut says = Vec::new();
    if may_be_prescribed(found) {
        says.push(
            "If it is prescribed, please keep taking it as prescribed. Ask a pharmacist before \
             the next kratom.",
        );
    }
    if found.has("stop_danger") {
        says.push("Taken daily, it is dangerous to stop suddenly.");
    }
    if says.is_empty() {
        return Vec::new();
    }
    plain(view, "Do", &says.join(" "), columns)
}

/// Where no warning speaks: never as if that were good news.
fn silence(danger: Danger) -> &'static str {
    match danger {
        Danger::EmergencyMedicine => "No warning stands in its way.",
        danger if danger >= Danger::Caution => {
            "No warning speaks from the name alone. What stands above holds all the same. The \
             hours are leaflog's own line."
        }
        _ => "No warning would speak, which is not a sign of safety.",
    }
}

fn titles(view: &View, alerts: &[Alert], label: &str, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (n, alert) in alerts.iter().enumerate() {
        let label = if n == 0 { label } else { "" };
        let text = format!("{}  {}", level_words(alert.level).trim(), alert.title);
        lines.extend(plain(view, label, &text, columns));
    }
    lines
}

fn from(view: &View, found: &Match, columns: usize) -> Vec<Line<'static>> {
    let mut ids: Vec<&str> = Vec::new();
    for id in found.classes.iter().flat_map(|class| class.sources) {
        if !ids.contains(id) {
            ids.push(id);
        }
    }
    let names: Vec<String> = ids.into_iter().map(sources::says).collect();
    if names.is_empty() {
        return Vec::new();
    }
    part(view, "From", &names.join("; "), columns)
}
