//! About me: the country, regular medicines, facts and lines of one's own, what
//! is in the bags, what was measured last and what lies ahead.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use uuid::Uuid;

use crate::checkins;
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind};
use crate::rules::facts::{Counts, PLANNED_BREAK, facts};
use crate::rules::helplines::helplines;
use crate::tui::action::Action;
use crate::tui::msg::{Input, Msg};
use crate::tui::screens::Screen;
use crate::tui::view::View;
use crate::tui::widgets::list;
use crate::tui::widgets::text::{cut, ends, styled, wrap};

/// The page, and which of its rows is chosen.
#[derive(Debug, Default)]
pub struct About {
    chosen: usize,
}

/// One row of the page.
enum Row {
    Heading(&'static str),
    Country(String),
    Entry(Uuid, String, String),
    Checkin(&'static checkins::Checkin, String),
    Says(&'static str),
    Space,
}

impl Row {
    fn can_be_chosen(&self) -> bool {
        matches!(self, Row::Country(_) | Row::Entry(..) | Row::Checkin(..))
    }
}

fn rows(view: &View) -> Vec<Row> {
    let today = view.now.date_naive();
    let mut rows = vec![Row::Country(country(view))];
    let (medicines, ended) = medicines(view, today);
    part(
        "Regular medicines",
        medicines,
        "m writes one down; it is checked with every dose",
        &mut rows,
    );
    let (lines, known): (Vec<_>, Vec<_>) = view
        .journal
        .facts(today)
        .map(|(entry, _)| entry)
        .partition(|entry| is_line(entry));
    let known = known.into_iter().map(|entry| shown(entry, view)).collect();
    part(
        "Facts that change the risk",
        known,
        "f writes one down: sleep apnoea, pregnant, long QT …",
        &mut rows,
    );
    let lines: Vec<Row> = lines.into_iter().map(|entry| shown(entry, view)).collect();
    part(
        "Lines of my own",
        lines,
        "l opens the plan: a limit, steps with dates, a break",
        &mut rows,
    );
    part(
        "What is in the bags",
        of_kind(Kind::Product, view),
        "b writes one down; weigh a scoop, and doses can be scoops",
        &mut rows,
    );
    let each = checkins::checkins().iter();
    let each = each.map(|it| Row::Checkin(it, super::checkin::says(it, view)));
    part("Check-ins", each.collect(), "", &mut rows);
    let beside: Vec<Row> = last_pulse(view).into_iter().chain(ahead(view)).collect();
    if !beside.is_empty() {
        part("Measured last, and ahead", beside, "", &mut rows);
    }
    if !ended.is_empty() {
        part("Medicines that ended", ended, "", &mut rows);
    }
    rows
}

fn part(heading: &'static str, found: Vec<Row>, empty: &'static str, rows: &mut Vec<Row>) {
    rows.push(Row::Space);
    rows.push(Row::Heading(heading));
    if found.is_empty() {
        rows.push(Row::Says(empty));
    }
    rows.extend(found);
}

fn shown(entry: &Entry, view: &View) -> Row {
    let since = entry.at.format("since %-d %b %Y").to_string();
    let fact = entry.about().and_then(|about| facts().find(&about.name));
    let counts = fact.and_then(|fact| fact.number).map_or("", Counts::unit);
    let says = one_line(&view.text(&format!("{}{counts}", entry.title())));
    Row::Entry(entry.id, says, since)
}

/// Those taken today, and those that ended.
fn medicines(view: &View, today: NaiveDate) -> (Vec<Row>, Vec<Row>) {
    let all = view.journal.entries().iter();
    let (ended, now): (Vec<_>, Vec<_>) = all
        .filter_map(|entry| Some((entry, entry.medicine()?.until)))
        .partition(|(_, until)| until.is_some_and(|until| until < today));
    let each = |found: Vec<(&Entry, _)>| found.into_iter().map(|it| shown(it.0, view)).collect();
    (each(now), each(ended))
}

fn is_line(entry: &Entry) -> bool {
    let fact = entry.about().and_then(|about| facts().find(&about.name));
    fact.is_some_and(|fact| fact.number.is_some() || fact.name == PLANNED_BREAK)
}

fn of_kind(kind: Kind, view: &View) -> Vec<Row> {
    let all = view.journal.entries().iter().rev();
    all.filter(|entry| entry.kind() == kind)
        .map(|entry| shown(entry, view))
        .collect()
}

fn last_pulse(view: &View) -> Option<Row> {
    let all = view.journal.entries().iter().rev();
    let mut measured = all.filter(|entry| entry.at <= view.now && is_measured(entry));
    measured.next().map(|entry| at(entry, view))
}

/// Whether it is a number measured, and not the score of a check-in.
fn is_measured(entry: &Entry) -> bool {
    let reading = entry.reading();
    reading.is_some_and(|reading| checkins::checkin::named(&reading.name).is_none())
}

fn ahead(view: &View) -> impl Iterator<Item = Row> {
    let all = view.journal.entries().iter();
    all.filter(|entry| entry.kind() == Kind::Event && entry.at > view.now)
        .map(|entry| at(entry, view))
}

fn at(entry: &Entry, view: &View) -> Row {
    let says = one_line(&view.text(&entry.title()));
    let at = entry.at.format("%a %-d %b %H:%M").to_string();
    Row::Entry(entry.id, says, at)
}

fn country(view: &View) -> String {
    let Some(code) = view.journal.country() else {
        return "not said: the emergency card shows several regions' numbers".to_owned();
    };
    match helplines().find(code).filter(|it| !it.emergency.is_empty()) {
        Some(it) => format!("{}, emergency {}", it.country, it.emergency),
        None => format!("{}, no number is built in", one_line(code)),
    }
}

impl About {
    /// The rows that can be chosen, and the chosen one among them.
    fn chosen<'a>(&self, rows: &'a [Row]) -> Option<&'a Row> {
        let mut open = rows.iter().filter(|row| row.can_be_chosen());
        let count = open.clone().count();
        open.nth(self.chosen.min(count.saturating_sub(1)))
    }

    fn go(&mut self, by: isize, view: &View) {
        let rows = rows(view);
        let count = rows.iter().filter(|row| row.can_be_chosen()).count();
        let here = self.chosen.min(count.saturating_sub(1));
        self.chosen = here.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    fn open(&self, view: &View) -> Option<Msg> {
        match self.chosen(&rows(view))? {
            Row::Country(_) => Some(Msg::AskCountry),
            Row::Entry(id, ..) => Some(Msg::Edit(*id)),
            Row::Checkin(checkin, _) => Some(Msg::Checkin(checkin.name)),
            _ => None,
        }
    }

    fn delete(&self, view: &View) -> Option<Msg> {
        match self.chosen(&rows(view))? {
            Row::Entry(id, ..) => Some(Msg::Delete(*id)),
            _ => None,
        }
    }

    /// The lines of the page, and which of them is chosen.
    fn lines(&self, view: &View, columns: usize) -> (Vec<Line<'static>>, usize) {
        let theme = &view.theme;
        let rows = rows(view);
        let open = rows.iter().filter(|row| row.can_be_chosen()).count();
        let chosen = self.chosen.min(open.saturating_sub(1));
        let (mut lines, mut place, mut seen) = (Vec::new(), 0, 0);
        for row in rows {
            let is_chosen = row.can_be_chosen() && seen == chosen;
            seen += usize::from(row.can_be_chosen());
            if is_chosen {
                place = lines.len();
            }
            match row {
                Row::Space => lines.push(Line::default()),
                Row::Heading(heading) => {
                    lines.push(Line::styled(format!(" {heading}"), theme.title));
                }
                Row::Says(says) => lines.extend(
                    wrap(says, columns.saturating_sub(4))
                        .into_iter()
                        .map(|text| Line::styled(format!("   {text}"), theme.dim)),
                ),
                Row::Country(says) => {
                    let says = format!("Country   {says}");
                    lines.extend(entry_line(&says, "", is_chosen, view, columns));
                }
                Row::Checkin(checkin, says) => {
                    let says = format!("{}: {says}", checkin.title);
                    lines.extend(entry_line(&says, "", is_chosen, view, columns));
                }
                Row::Entry(_, says, when) => {
                    lines.extend(entry_line(&says, &when, is_chosen, view, columns));
                }
            }
        }
        (lines, place)
    }
}

/// An entry and since when; where both do not fit on a line, when goes first.
fn entry_line(
    says: &str,
    when: &str,
    is_chosen: bool,
    view: &View,
    columns: usize,
) -> Vec<Line<'static>> {
    let theme = &view.theme;
    let (mark, style) = if is_chosen {
        (" > ", theme.selected)
    } else {
        ("   ", ratatui::style::Style::new())
    };
    let wide = columns >= 60;
    let room = columns.saturating_sub(if wide { when.len() + 6 } else { 4 });
    let mut texts = wrap(says, room.max(8)).into_iter();
    let first = texts.next().unwrap_or_default();
    let right: Vec<Span> = if wide && !when.is_empty() {
        vec![styled(format!("{when} "), theme.dim)]
    } else {
        vec![]
    };
    let head = vec![styled(format!("{mark}{first}"), style)];
    let mut lines = vec![ends(head, right, columns)];
    lines.extend(texts.map(|text| Line::styled(cut(&format!("     {text}"), columns), style)));
    lines
}

impl Screen for About {
    fn name(&self) -> &'static str {
        "about"
    }

    fn on(&mut self, input: Input, view: &View) -> Option<Msg> {
        match input {
            Input::Act(Action::Close) => return Some(Msg::Close),
            Input::Act(Action::Medicine) => return Some(Msg::New(Kind::Medicine)),
            Input::Act(Action::Fact) => return Some(Msg::New(Kind::About)),
            Input::Act(Action::Product) => return Some(Msg::New(Kind::Product)),
            Input::Act(Action::Reading) => return Some(Msg::New(Kind::Reading)),
            Input::Act(Action::Checkin) => return Some(Msg::Checkins),
            Input::Act(Action::Event) => return Some(Msg::New(Kind::Event)),
            Input::Act(Action::Plan) => return Some(Msg::Plan),
            Input::Act(Action::Country) => return Some(Msg::AskCountry),
            Input::Act(Action::Undo) => return Some(Msg::Undo),
            Input::Act(Action::Hide) => return Some(Msg::Hide),
            Input::Act(Action::Help) => return Some(Msg::Help),
            Input::Act(Action::Edit) => return self.open(view),
            Input::Act(Action::Delete) => return self.delete(view),
            Input::Act(Action::Down) => self.go(1, view),
            Input::Act(Action::Up) => self.go(-1, view),
            Input::Scroll(lines) => self.go(isize::from(lines), view),
            _ => {}
        }
        None
    }

    fn draw(&self, view: &View, frame: &mut Frame, area: Rect) {
        let lines = |columns| self.lines(view, columns);
        list::draw(view, "About me", lines, frame, area);
    }
}
