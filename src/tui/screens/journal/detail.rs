//! All of one entry, with the warnings that it raised.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};
use uuid::Uuid;

use chrono::TimeDelta;

use super::Journal;
use crate::domain::field::Ask;
use crate::domain::known::Version;
use crate::domain::moment::offset_text;
use crate::domain::text::{one_line, printable};
use crate::domain::{Entry, Kind, What};
use crate::rules::{self, Alert, REACH_DAYS};
use crate::tui::view::View;
use crate::tui::widgets::text::{cut, styled, wrap};
use crate::tui::widgets::{alerts, panel};

/// The warnings of the entry that was looked at last.
#[derive(Debug, Default)]
pub struct Detail {
    of: Option<(Uuid, u64)>,
    raised: Vec<Alert>,
}

impl Detail {
    /// Judges an entry at its own time; only for the one that is read large,
    /// since it looks through half a year of journal.
    fn look(&mut self, view: &View, entry: &Entry) {
        let of = Some((entry.id, view.revision));
        if self.of != of {
            self.of = of;
            self.raised = raised(view, entry);
        }
    }
}

fn raised(view: &View, entry: &Entry) -> Vec<Alert> {
    let from = (entry.at - TimeDelta::days(REACH_DAYS)).to_utc();
    let until = view.journal.between(from, entry.at.to_utc()).to_vec();
    let mut before = rules_journal(view, until);
    before.remove(entry.id);
    let raised = rules::raised_by(&before, entry, entry.at);
    rules::let_wait(raised, &view.journal, view.now).0
}

fn rules_journal(view: &View, entries: Vec<Entry>) -> crate::domain::journal::Journal {
    let settings = view.journal.settings.clone();
    crate::domain::journal::Journal::new(entries, settings, Vec::new())
}

impl Journal {
    /// What holds now because of the chosen entry; read large, also what it
    /// raised at its own time.
    pub(super) fn alerts(&self, view: &View) -> Vec<Alert> {
        let Some(entry) = self.entry(view) else {
            return Vec::new();
        };
        let mut alerts = view.alerts_of(entry);
        if self.large {
            alerts.extend(self.then(view, entry));
        }
        alerts
    }

    /// What an entry raised at its own time and does not hold any more.
    fn then(&self, view: &View, entry: &Entry) -> Vec<Alert> {
        let now = view.alerts_of(entry);
        let said =
            |a: &Alert, b: &Alert| a.rule == b.rule && a.subject == b.subject && a.level >= b.level;
        let mut detail = self.detail.borrow_mut();
        detail.look(view, entry);
        let raised = detail.raised.iter();
        raised
            .filter(|alert| !now.iter().any(|other| said(other, alert)))
            .cloned()
            .collect()
    }

    pub(super) fn draw_detail(&self, view: &View, entry: &Entry, frame: &mut Frame, area: Rect) {
        panel::clear(frame, area);
        let room = usize::from(area.width.saturating_sub(6));
        let title = cut(&view.title(entry), room);
        let inside = panel::panel(&view.theme, &title, frame, area);
        let columns = usize::from(inside.width);
        let rows = usize::from(inside.height);
        let lines = if self.large {
            self.all_lines(view, entry, columns)
        } else {
            few_lines(view, entry, columns, rows)
        };
        frame.render_widget(Text::from(lines), inside);
    }

    /// Rows of a box that holds everything.
    pub(super) fn wanted_rows(&self, view: &View, entry: &Entry, columns: u16) -> u16 {
        let columns = usize::from(columns.saturating_sub(2));
        let lines = self.all_lines(view, entry, columns).len();
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2)
    }

    fn all_lines(&self, view: &View, entry: &Entry, columns: usize) -> Vec<Line<'static>> {
        let now = view.alerts_of(entry);
        let mut lines = alerts::first(view, &now, 1, columns);
        lines.push(moments_line(view, entry, columns));
        lines.extend(answers(view, entry, columns));
        lines.extend(elsewhere(view, entry, columns));
        for alert in now {
            lines.push(Line::default());
            lines.extend(alerts::card(view, &alert, columns));
        }
        let then = self.then(view, entry);
        if !then.is_empty() {
            lines.push(Line::default());
            lines.push(Line::styled(" When it was written down:", view.theme.dim));
        }
        for (n, alert) in then.into_iter().enumerate() {
            if n > 0 {
                lines.push(Line::default());
            }
            lines.extend(alerts::card(view, &alert, columns));
        }
        lines
    }
}

/// As much as fits: the warnings keep their place, the note gives way.
fn few_lines(view: &View, entry: &Entry, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let mut told = view.alerts_of(entry);
    told.sort_by_key(|alert| std::cmp::Reverse(alert.level));
    let mut lines = alerts::first(view, &told, 1, columns);
    lines.push(moments_line(view, entry, columns));
    let others = elsewhere(view, entry, columns);
    let room = rows.saturating_sub(lines.len() + told.len().min(rows / 2));
    lines.extend(others.into_iter().take(room));
    let room = rows.saturating_sub(lines.len() + told.len().min(rows / 2));
    lines.extend(answers(view, entry, columns).into_iter().take(room));
    lines.extend(told.iter().enumerate().map(|(n, alert)| {
        let right = if n == 0 { "F1 why" } else { "" };
        alerts::line(view, alert, false, right, columns)
    }));
    lines
}

fn moments_line(view: &View, entry: &Entry, columns: usize) -> Line<'static> {
    let text = cut(&format!(" {}", moments(entry)), columns);
    Line::styled(text, view.theme.dim)
}

/// `Fri 20 Nov 20:40 UTC+01:00, written down at 20:41`.
fn moments(entry: &Entry) -> String {
    let at = match entry.kind() {
        Kind::None => entry.date().format("%a %-d %b %Y").to_string(),
        _ => format!(
            "{} {}",
            entry.at.format("%a %-d %b %Y %H:%M"),
            offset_text(*entry.at.offset())
        ),
    };
    let Some(written) = entry.written() else {
        return at;
    };
    let written = written.with_timezone(entry.at.offset());
    let format = if written.date_naive() == entry.at.date_naive() {
        "%H:%M"
    } else {
        "%a %-d %b %H:%M"
    };
    format!("{at}, written down at {}", written.format(format))
}

/// What was written of it on another machine while it was changed here.
fn elsewhere(view: &View, entry: &Entry, columns: usize) -> Vec<Line<'static>> {
    let others = view.journal.elsewhere.get(&entry.id).into_iter().flatten();
    let mut lines = Vec::new();
    for version in others {
        let says = match version {
            Version::Deleted(_) => "deleted elsewhere, kept here".to_owned(),
            Version::Written(_) if view.is_hidden() => "also written elsewhere".to_owned(),
            Version::Written(other) => {
                let what = printable(&other.says());
                let at = other.at.format("%a %-d %b %H:%M");
                format!(
                    "also written elsewhere as: {what}, {at}{}",
                    beside(entry, other)
                )
            }
        };
        let wrapped = wrap(&says, columns.saturating_sub(2)).into_iter();
        let style = view.theme.caution;
        lines.extend(wrapped.map(|text| Line::styled(format!(" {text}"), style)));
    }
    if !lines.is_empty() {
        let id = entry.short_id();
        let how = cut(
            &format!(" leaflog merge --take {id} takes it, --dismiss {id} lets it go"),
            columns,
        );
        lines.push(Line::styled(how, view.theme.dim));
    }
    lines
}

/// What differs and does not stand in the title: the note, the product.
fn beside(here: &Entry, there: &Entry) -> String {
    let (mine, theirs) = (here.values(), there.values());
    let fields = there.kind().fields().iter();
    let differing = fields.filter(|field| {
        !is_in_title(&there.what, field.name)
            && !matches!(field.ask, Ask::Time)
            && mine.get(field.name) != theirs.get(field.name)
    });
    let says = differing.map(|field| {
        let says = theirs.get(field.name).unwrap_or("nothing");
        format!("; {} {}", field.label.to_lowercase(), one_line(says))
    });
    says.collect::<Vec<String>>().concat()
}

/// The answers that the title does not say, then the note.
fn answers(view: &View, entry: &Entry, columns: usize) -> Vec<Line<'static>> {
    let values = entry.values();
    let fields = entry.kind().fields().iter();
    let rest: Vec<String> = fields
        .filter(|field| !is_in_title(&entry.what, field.name))
        .filter(|field| !matches!(field.ask, Ask::Time | Ask::LongText))
        .filter_map(|field| {
            let answer = values.get(field.name)?;
            Some(format!(
                "{} {}",
                field.label.to_lowercase(),
                view.text(answer)
            ))
        })
        .collect();
    let mut lines: Vec<Line> = wrap(&rest.join(" · "), columns.saturating_sub(2))
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| Line::raw(format!(" {text}")))
        .collect();
    if let Some(note) = entry.note.as_deref().filter(|_| entry.kind() != Kind::Note) {
        lines.extend(note_lines(view, "note   ", note, columns));
    } else if let Some(note) = &entry.note {
        lines.extend(note_lines(view, "", note, columns));
    }
    lines
}

fn note_lines(view: &View, label: &'static str, note: &str, columns: usize) -> Vec<Line<'static>> {
    let note = if view.is_hidden() {
        view.text(note)
    } else {
        printable(note)
    };
    let room = columns.saturating_sub(label.len() + 2);
    wrap(&note, room)
        .into_iter()
        .enumerate()
        .map(|(n, text)| {
            let head = if n == 0 {
                label.to_owned()
            } else {
                " ".repeat(label.len())
            };
            Line::from(vec![
                styled(format!(" {head}"), view.theme.dim),
                Span::raw(text),
            ])
        })
        .collect()
}

fn is_in_title(what: &What, field: &str) -> bool {
    match what {
        What::Dose(_) => matches!(field, "amount" | "form" | "mitragynine_mg" | "hydroxy_mg"),
        What::Substance(_) | What::About(_) => matches!(field, "name" | "amount" | "unit"),
        What::Medicine(_) => matches!(field, "name" | "amount" | "unit" | "until"),
        What::Product(_) => matches!(
            field,
            "name" | "form" | "batch" | "count_unit" | "amount" | "unit"
        ),
        What::Symptom(_) | What::Reading(_) | What::Event(_) => true,
        What::Sleep(_) => matches!(field, "bed_at" | "up_at"),
        What::None(_) | What::Note => false,
    }
}
