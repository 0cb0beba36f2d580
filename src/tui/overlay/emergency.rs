//! The emergency card: the number, what to do, what was taken. It asks for
//! nothing before it shows the number, and hides nothing in hide mode: whoever
//! helps must see it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Entry;
use crate::rules::calls::{Calls, OWN};
use crate::rules::emergency::{self, COUNTED_H, PACKET, SIGNS, STEPS, STEPS_BRIEF, Told};
use crate::rules::helplines::{self, Country, helplines};
use crate::stats::duration;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::panel::clear;
use crate::tui::widgets::scroll::Scroll;
use crate::tui::widgets::text::{cut, ends, fill, styled, width, wrap};

/// The card.
#[derive(Debug, Default)]
pub struct Emergency {
    scroll: Scroll,
}

impl Screen for Emergency {
    fn name(&self) -> &'static str {
        "emergency"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close | Action::Emergency) => return Some(Msg::Close),
            Input::Act(Action::Country) => return Some(Msg::AskCountry),
            Input::Act(Action::Handover) => return Some(Msg::Handover),
            _ => {}
        }
        let columns = usize::from(view.area.width);
        let rows = usize::from(view.area.height).saturating_sub(head(view, columns).len());
        let lines = lines(view, columns, rows).len();
        self.scroll.take(&input, lines, rows);
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        clear(frame, area);
        let columns = usize::from(area.width);
        let head = head(view, columns);
        let rows = u16::try_from(head.len()).unwrap_or(1).min(area.height);
        for (n, line) in (0..rows).zip(head) {
            frame.render_widget(
                line,
                Rect {
                    y: area.y + n,
                    height: 1,
                    ..area
                },
            );
        }
        let rest = Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        };
        self.scroll.draw(
            view,
            frame,
            rest,
            lines(view, columns, usize::from(rest.height)),
        );
        frame.set_cursor_position(area.as_position());
    }
}

/// The number, which every size shows.
fn head(view: &View, columns: usize) -> Vec<Line<'static>> {
    let calls = Calls::of(&view.journal);
    let call = format!("CALL  {}", calls.number());
    let name = calls.whose();
    let key = view.keymap.shown("emergency", Action::Country);
    let right = if view.is_read {
        format!("{name}   {key} to change ")
    } else {
        format!("{name} ")
    };
    let room = columns.saturating_sub(2);
    if call.chars().count() <= room {
        let left = vec![styled(format!("  {call} "), view.theme.urgent)];
        let right = if columns >= call.chars().count() + right.chars().count() + 8 {
            vec![styled(right, view.theme.dim)]
        } else {
            Vec::new()
        };
        return vec![ends(left, right, columns)];
    }
    wrap(&call, room.max(1))
        .into_iter()
        .map(|text| Line::styled(format!(" {text}"), view.theme.urgent))
        .collect()
}

/// The card under its head. Where it is longer than its place, coffee and the
/// like come after the numbers to call; what may be part of it never does.
fn lines(view: &View, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let told = emergency::told(&view.journal, view.now);
    let steps = match numbered(view, &STEPS, columns).len() {
        wanted if wanted <= rows => Steps::Full,
        _ => Steps::Brief,
    };
    let whole = with_taken(view, columns, &told, told.len(), steps);
    if whole.len() <= rows {
        return whole;
    }
    let acts = told.iter().filter(|told| told.acts).count();
    let over = whole.len() - rows;
    let first = told.len().saturating_sub(over).max(acts);
    with_taken(view, columns, &told, first, steps)
}

fn with_taken(
    view: &View,
    columns: usize,
    told: &[Told],
    first: usize,
    steps: Steps,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let space = |lines: &mut Vec<Line<'static>>| {
        if columns >= 60 {
            lines.push(Line::default());
        }
    };
    space(&mut lines);
    lines.extend(numbered(view, steps.first(), columns));
    space(&mut lines);
    let (now, later) = told.split_at(first);
    let now: Vec<(&Entry, String)> = now.iter().map(|it| newest(it, columns)).collect();
    lines.extend(taken(view, "TAKEN", &now, columns));
    lines.extend(counted(view, told, columns));
    lines.extend(about(view, columns));
    lines.extend(indented(view, "", PACKET, columns));
    space(&mut lines);
    lines.extend(indented(view, "", SIGNS, columns));
    space(&mut lines);
    if steps == Steps::Brief {
        lines.extend(numbered(view, &STEPS, columns));
    }
    lines.extend(indented(
        view,
        "",
        &numbers(&Calls::of(&view.journal)),
        columns,
    ));
    let later = later.iter().map(|it| newest(it, columns));
    let before = emergency::before(&view.journal, told, view.now);
    let before = before
        .into_iter()
        .map(|entry| (entry, emergency::says(entry)));
    let also: Vec<(&Entry, String)> = later.chain(before).collect();
    if !also.is_empty() {
        space(&mut lines);
        lines.extend(taken(view, "ALSO", &also, columns));
    }
    lines
}

/// How the steps stand before what was taken; in brief, they follow in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Steps {
    Full,
    Brief,
}

impl Steps {
    fn first(self) -> &'static [&'static str] {
        match self {
            Steps::Full => &STEPS,
            Steps::Brief => &STEPS_BRIEF,
        }
    }
}

fn numbered(view: &View, steps: &[&str], columns: usize) -> Vec<Line<'static>> {
    (1..)
        .zip(steps)
        .flat_map(|(n, step): (usize, _)| indented(view, &n.to_string(), step, columns))
        .collect()
}

/// Text under itself behind a number.
fn indented(view: &View, head: &str, text: &str, columns: usize) -> Vec<Line<'static>> {
    let indent = match (head.is_empty(), columns >= 60) {
        (true, true) => 2,
        (true, false) => 1,
        (false, true) => 5,
        (false, false) => 3,
    };
    wrap(text, columns.saturating_sub(indent + 1).min(100))
        .into_iter()
        .enumerate()
        .map(|(n, text)| {
            let head = if n == 0 { head } else { "" };
            let left = if indent == 5 {
                format!("  {head:<3}")
            } else {
                format!("{:indent$}", format!(" {head}"))
            };
            Line::from(vec![styled(left, view.theme.key), text.into()])
        })
        .collect()
}

/// `TAKEN      20:40   34 min ago    alcohol, 2 glasses of wine`; where there is
/// little room, what it was comes before how long ago.
fn taken(
    view: &View,
    label: &str,
    entries: &[(&Entry, String)],
    columns: usize,
) -> Vec<Line<'static>> {
    let whens = entries.iter().map(|(entry, _)| when(view, entry, columns));
    let whens: Vec<[String; 2]> = whens.collect();
    let widest = |n: usize| whens.iter().map(|when| width(&when[n])).max();
    let [at, ago] = [0, 1].map(|n| widest(n).unwrap_or_default());
    let indent = if columns >= 60 { 13 } else { 8 };
    let mut lines = Vec::new();
    for ((_, says), when) in entries.iter().zip(&whens) {
        let head = if ago == 0 {
            format!("{}  ", when[0])
        } else {
            format!("{}  {}  ", fill(&when[0], at), fill(&when[1], ago))
        };
        let beside = width(&head);
        let room = columns.saturating_sub(indent + beside + 1).max(8);
        let says = match columns {
            60.. => wrap(says, room),
            _ => vec![cut(says, room)],
        };
        for (n, text) in says.into_iter().enumerate() {
            let label = if lines.is_empty() { label } else { "" };
            let text = match n {
                0 => format!("{head}{text}"),
                _ => format!("{:beside$}{text}", ""),
            };
            lines.push(row(view, label, &text, columns));
        }
    }
    lines
}

/// The newest of a substance; on a phone each has one line, and how many more
/// there were stands under all of them.
fn newest<'a>(told: &Told<'a>, columns: usize) -> (&'a Entry, String) {
    let says = if columns >= 60 {
        told.says()
    } else {
        emergency::says(told.entry)
    };
    (told.entry, says)
}

/// At what time, and how long ago where there is room for it.
fn when(view: &View, entry: &Entry, columns: usize) -> [String; 2] {
    if columns >= 60 {
        let ago = duration::ago(view.ago(entry.at));
        return [emergency::clock(entry.at, view.now), ago];
    }
    let today = entry.at.date_naive() == view.now.date_naive();
    let format = if today { "%H:%M" } else { "%a %H:%M" };
    [entry.at.format(format).to_string(), String::new()]
}

/// What else was taken in three days: `+ 5 in 72 h`.
fn counted(view: &View, told: &[Told], columns: usize) -> Vec<Line<'static>> {
    let all = emergency::taken(&view.journal, COUNTED_H, view.now).count();
    let said = |told: &Told| if columns >= 60 { 1 + told.more } else { 1 };
    let more = all - told.iter().map(said).sum::<usize>();
    let (label, text) = match (all, more) {
        _ if !view.is_read => (
            "TAKEN",
            "not known here: the journal is locked; say what you know".to_owned(),
        ),
        (0, _) => (
            "TAKEN",
            format!("nothing written down for {COUNTED_H} hours; say what you know"),
        ),
        (_, 0) => return Vec::new(),
        _ if told.is_empty() => ("TAKEN", format!("{more} in {COUNTED_H} h")),
        _ => ("", format!("+ {more} in {COUNTED_H} h")),
    };
    under(view, label, &text, columns)
}

/// What is taken every day, and facts that whoever comes should know.
fn about(view: &View, columns: usize) -> Vec<Line<'static>> {
    let (journal, now) = (&view.journal, view.now);
    let daily = emergency::every_day(journal, now);
    let facts = emergency::facts(journal, now);
    let daily_label = if columns >= 60 { "EVERY DAY" } else { "DAILY" };
    let mut lines = Vec::new();
    for (label, known) in [(daily_label, daily), ("ABOUT", facts)] {
        if !known.is_empty() {
            lines.extend(under(view, label, &known.join(" · "), columns));
        }
    }
    lines
}

/// Text behind a label, and under itself where it is longer than its line.
fn under(view: &View, label: &str, text: &str, columns: usize) -> Vec<Line<'static>> {
    let indent = if columns >= 60 { 13 } else { 8 };
    let room = columns.saturating_sub(indent + 1).max(8);
    let lines = wrap(text, room).into_iter().enumerate();
    lines
        .map(|(n, text)| row(view, if n == 0 { label } else { "" }, &text, columns))
        .collect()
}

fn row(view: &View, label: &str, text: &str, columns: usize) -> Line<'static> {
    let (indent, margin) = if columns >= 60 { (13, "  ") } else { (8, " ") };
    let label = fill(&format!("{margin}{label}"), indent);
    let text = cut(text, columns.saturating_sub(indent));
    Line::from(vec![Span::styled(label, view.theme.key), text.into()])
}

/// Poison line, someone to talk to, and how old the numbers are.
fn numbers(calls: &Calls) -> String {
    let first = |lines: fn(&Country) -> &[helplines::Line]| {
        let line = calls.country.and_then(|country| lines(country).first());
        line.map(|line| line.number.to_owned())
    };
    let own = |number: &Option<String>| number.as_ref().map(|it| format!("{it} ({OWN})"));
    let poison = own(&calls.poison).or(first(|country| &country.poison));
    let talk = own(&calls.crisis).or(first(|country| &country.talk));
    let emergency = calls.built_in().filter(|_| calls.emergency.is_some());
    let named = [
        ("Emergency", emergency.map(str::to_owned)),
        ("Poison line", poison),
        ("to talk", talk),
        ("drugs", first(|country| &country.drugs)),
    ];
    let named = named
        .into_iter()
        .filter_map(|(label, number)| Some(format!("{label} {}", number?)));
    let mut parts: Vec<String> = named.collect();
    parts.push(match calls.checked() {
        Some(checked) => format!("numbers checked {checked}"),
        None => format!(
            "To talk: {} lists lines by country.",
            helplines().fallback.find
        ),
    });
    parts.join(" · ")
}
