//! Drawing the list.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Journal;
use super::rows::{DayRow, Row};
use crate::domain::journal::Day;
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind, What};
use crate::stats::duration;
use crate::stats::words::counted;
use crate::tui::action::Action;
use crate::tui::theme::level_words;
use crate::tui::view::View;
use crate::tui::widgets::text::{cut, ends, fill, styled};

/// From this height on the detail has a box of its own.
const TALL: u16 = 15;
/// From this width on the kind is told.
const WIDE: u16 = 60;
/// Rows of the detail's box.
const DETAIL: u16 = 6;

/// Where the parts stand: what is shown, the list, the detail.
struct Parts {
    status: Rect,
    list: Rect,
    detail: Rect,
}

fn parts(area: Rect, detail: u16) -> Parts {
    let status = u16::from(area.height > 2);
    let [status, list, detail] = Layout::vertical([
        Constraint::Length(status),
        Constraint::Min(0),
        Constraint::Length(detail),
    ])
    .areas(area);
    Parts {
        status,
        list,
        detail,
    }
}

impl Journal {
    /// How many rows the list has.
    pub(super) fn list_rows(&self, view: &View) -> u16 {
        parts(view.area, self.detail_rows(view, view.area))
            .list
            .height
    }

    /// Rows of the detail: a few where there is room, or as many as it needs.
    fn detail_rows(&self, view: &View, area: Rect) -> u16 {
        let tall = area.height >= TALL;
        match self.entry(view) {
            Some(entry) if self.large => {
                let most = area.height.saturating_sub(if tall { 8 } else { 2 });
                let least = if tall { DETAIL } else { most };
                self.wanted_rows(view, entry, area.width)
                    .clamp(least, most.max(least))
            }
            Some(_) if tall => DETAIL,
            _ => 0,
        }
    }

    pub(super) fn draw_on(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let parts = parts(area, self.detail_rows(view, area));
        let (rows, chosen) = self.rows(view, usize::from(parts.list.height));
        if rows.is_empty() {
            let text = if self.wanted.is_all() {
                " Nothing written down yet."
            } else {
                " Nothing found. Esc shows all entries."
            };
            frame.render_widget(Line::styled(text, view.theme.dim), parts.list);
            frame.set_cursor_position(parts.list.as_position());
        }
        for (n, row) in rows.iter().enumerate() {
            let y = parts.list.y + u16::try_from(n).unwrap_or_default();
            let line = row_line(view, row, chosen == Some(n), parts.list.width);
            frame.render_widget(
                line,
                Rect {
                    y,
                    height: 1,
                    ..parts.list
                },
            );
            if chosen == Some(n) {
                frame.set_cursor_position(Position::new(area.x, y));
            }
        }
        if let Some(entry) = self.entry(view).filter(|_| !parts.detail.is_empty()) {
            self.draw_detail(view, entry, frame, parts.detail);
        }
        self.draw_status(view, frame, parts.status);
    }

    fn draw_status(&self, view: &View, frame: &mut Frame, area: Rect) {
        if area.is_empty() {
            return;
        }
        let theme = &view.theme;
        let columns = usize::from(area.width);
        if let Some(typed) = &self.typing {
            let found = self.found(view).count();
            let count = found.map(|n| format!("{n} found ")).unwrap_or_default();
            let left = vec![
                styled(" / ", theme.accent),
                Span::raw(typed.value().to_owned()),
            ];
            frame.render_widget(ends(left, vec![styled(count, theme.dim)], columns), area);
            let column = 3 + u16::try_from(typed.visual_cursor()).unwrap_or_default();
            let x = (area.x + column).min(area.right().saturating_sub(1));
            frame.set_cursor_position(Position::new(x, area.y));
            return;
        }
        let right = if area.width >= WIDE {
            "/ search   f filter "
        } else {
            ""
        };
        let line = ends(
            vec![styled(format!(" {}", self.status(view)), theme.dim)],
            vec![styled(right, theme.dim)],
            columns,
        );
        frame.render_widget(line, area);
    }

    /// `412 entries since 3 Mar`, or what was found.
    fn status(&self, view: &View) -> String {
        let found = self.found(view).count();
        if let Some(n) = found {
            let kind = self.wanted.kind.map_or("", Kind::says);
            let text = self.wanted.text.trim();
            let quoted = if text.is_empty() {
                String::new()
            } else {
                format!(" with \"{}\"", one_line(text))
            };
            let of = if kind.is_empty() {
                String::new()
            } else {
                format!(" of {kind}")
            };
            return format!(
                "{}{of}{quoted}   Esc shows all",
                counted(n, "entry", "entries")
            );
        }
        let n = view.journal.entries().len();
        let since = view.journal.first_at();
        let since = since.map(|at| {
            let year =
                if at.date_naive().format("%Y").to_string() == view.now.format("%Y").to_string() {
                    ""
                } else {
                    " %Y"
                };
            format!(" since {}", at.format(&format!("%-d %b{year}")))
        });
        let many = if view.journal.earlier.any {
            "entries".to_owned()
        } else {
            counted(n, "entry", "entries")
        };
        let beside = view.journal.entries().iter();
        let beside = beside.filter(|entry| entry.kind().is_beside()).count();
        let about = view.keymap.shown("journal", Action::About);
        let beside = match beside {
            0 => String::new(),
            n => format!(", {n} of them on {about}"),
        };
        format!("{many}{}{beside}", since.unwrap_or_default())
    }

    /// The entry under the mouse.
    pub(super) fn place_at(&self, view: &View, at: Position) -> Option<usize> {
        let list = parts(view.area, self.detail_rows(view, view.area)).list;
        let row = usize::from(at.y.checked_sub(list.y)?);
        let (rows, _) = self.rows(view, usize::from(list.height));
        match rows.get(row)? {
            Row::Entry(place) => Some(*place),
            _ => None,
        }
    }
}

fn row_line(view: &View, row: &Row, chosen: bool, columns: u16) -> Line<'static> {
    match row {
        Row::Day(day) => day_line(view, day, columns),
        Row::Gap(first, last) => gap_line(view, *first, *last, columns),
        Row::Entry(place) => {
            let entry = &view.journal.entries()[*place];
            entry_line(view, entry, chosen, columns)
        }
    }
}

fn day_line(view: &View, day: &DayRow, columns: u16) -> Line<'static> {
    let wide = columns >= WIDE;
    if day.goes_on {
        let date = day.date.format(" %a %-d %b, earlier");
        return Line::styled(date.to_string(), view.theme.title);
    }
    let gap = if wide { "   " } else { " " };
    let mut parts = Vec::new();
    match day.state {
        Day::WithKratom(doses) => {
            parts.push(counted(doses as usize, "dose", "doses"));
            if day.leaf.0 > 0 && !view.is_hidden() {
                parts.push(format!("{} g leaf", day.leaf));
            }
        }
        Day::None => parts.push("none".to_owned()),
        Day::NotRecorded => parts.push("no kratom entry".to_owned()),
    }
    if day.others > 0 && wide {
        parts.push(format!("{} other", day.others));
    }
    let date = day.date.format("%a %-d %b");
    let right = vec![styled(format!("{} ", parts.join(gap)), view.theme.dim)];
    ends(
        vec![styled(format!(" {date}"), view.theme.title)],
        right,
        usize::from(columns),
    )
}

fn gap_line(
    view: &View,
    first: chrono::NaiveDate,
    last: chrono::NaiveDate,
    columns: u16,
) -> Line<'static> {
    let days = (last - first).num_days() + 1;
    let (left, right) = if days == 1 {
        let today = if first == view.when.today() {
            "nothing written down yet"
        } else {
            "not recorded"
        };
        (first.format(" %a %-d %b").to_string(), today.to_owned())
    } else {
        let left = format!(
            " {} to {}",
            first.format("%a %-d %b"),
            last.format("%a %-d %b")
        );
        (left, format!("{days} days not recorded"))
    };
    let dim = view.theme.dim;
    ends(
        vec![styled(left, dim)],
        vec![styled(format!("{right} "), dim)],
        usize::from(columns),
    )
}

/// `>  20:40  other    alcohol, 2 glasses of wine              !! WARNING`.
fn entry_line(view: &View, entry: &Entry, chosen: bool, columns: u16) -> Line<'static> {
    let theme = &view.theme;
    let wide = columns >= WIDE;
    let style = if chosen { theme.selected } else { Style::new() };
    let mark = if chosen { ">" } else { " " };
    let time = match entry.kind() {
        Kind::None => "     ".to_owned(),
        _ => entry.at.format("%H:%M").to_string(),
    };
    let gap = if wide { "  " } else { " " };
    let mut left = vec![
        styled(mark, theme.accent),
        styled(format!("{gap}{time}{gap}"), style),
    ];
    if wide {
        left.push(styled(fill(entry.kind().says(), 9), theme.dim));
    }
    left.push(styled(says(view, entry), style));
    let right = view.level_of(entry).map(|level| {
        let words = level_words(level);
        let words = if wide {
            words
        } else {
            words.split_whitespace().next().unwrap_or_default()
        };
        vec![styled(format!("{words} "), theme.level(level))]
    });
    ends(left, right.unwrap_or_default(), usize::from(columns))
}

/// What an entry says in the list: `2.5 g powder   Green bag   pain`.
fn says(view: &View, entry: &Entry) -> String {
    let mut parts = vec![view.title(entry)];
    match &entry.what {
        What::Dose(dose) if !view.is_hidden() => {
            parts.extend(dose.product.as_deref().map(one_line));
            parts.extend(dose.reason.map(|reason| reason.says().to_owned()));
        }
        What::Sleep(sleep) => {
            parts.extend(
                sleep
                    .total_sleep()
                    .map(|time| format!("{} asleep", duration::words(time))),
            );
            parts.extend(sleep.efficiency().map(|percent| format!("{percent:.0} %")));
            parts.extend(sleep.quality.map(|n| format!("quality {n}")));
        }
        _ => {}
    }
    cut(&parts.join("   "), 400)
}
