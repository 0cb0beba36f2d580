//! The picture: header, body, message line, keys.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};

use super::{App, Tone};
use crate::clock::ZoneFrom;
use crate::tui::msg::Page;
use crate::tui::overlay::Overlay;
use crate::tui::theme::Signs;
use crate::tui::view::View;
use crate::tui::widgets::fold::fold;
use crate::tui::widgets::panel::clear;
use crate::tui::widgets::text::{ends, styled, width, wrap};

/// Below this many columns only the open screen is named in the header.
const NARROW: u16 = 64;
/// Below this many rows the message takes the place of the keys.
const LOW: u16 = 9;

/// Where the parts of the picture stand.
struct Parts {
    header: Rect,
    body: Rect,
    message: Rect,
    footer: Rect,
}

impl App {
    /// Draws everything.
    pub fn draw(&mut self, frame: &mut Frame) {
        let message = self.message_lines(frame.area());
        let parts = parts(frame.area(), message.len());
        let covers_all = self.overlay.as_ref().is_some_and(Overlay::covers_all);
        let over = if covers_all {
            all_but_footer(&parts)
        } else {
            parts.body
        };
        self.view.area = if self.overlay.is_some() {
            over
        } else {
            parts.body
        };
        if !covers_all {
            frame.render_widget(self.header(parts.header.width), parts.header);
            self.screens
                .at(self.page)
                .draw(&self.view, frame, parts.body);
            // A card stands over the page it was opened from.
            if let (Some(Overlay::Cards(_)), Some(below)) = (&self.overlay, self.under.last())
                && !below.covers_all()
            {
                below.screen().draw(&self.view, frame, parts.body);
            }
        }
        if let Some(overlay) = &self.overlay {
            overlay.screen().draw(&self.view, frame, over);
        }
        let keys = footer(&self.view, self.context(), parts.footer.width);
        frame.render_widget(keys, parts.footer);
        draw_message(message, frame, &parts);
        if self.view.theme.signs == Signs::Ascii {
            fold(frame.buffer_mut());
        }
    }

    /// The message's lines; a card over everything leaves it only one.
    fn message_lines(&self, area: Rect) -> Vec<Line<'static>> {
        let Some(message) = &self.message else {
            return Vec::new();
        };
        let style = match message.tone {
            Tone::Said => self.view.theme.said,
            Tone::Wrong => self.view.theme.wrong,
        };
        let covers_all = self.overlay.as_ref().is_some_and(Overlay::covers_all);
        let most = if covers_all { 1 } else { area.height / 3 };
        let text = wrap(&message.text, usize::from(area.width.saturating_sub(2)));
        text.into_iter()
            .take(usize::from(most.clamp(1, 4)))
            .map(|text| Line::styled(format!(" {text}"), style))
            .collect()
    }

    fn header(&self, columns: u16) -> Line<'static> {
        let theme = &self.view.theme;
        let mut left = vec![styled(" leaflog ", theme.dim)];
        if columns < NARROW {
            left.push(styled(format!(" {} ", self.tab(self.page)), theme.here));
        } else {
            for (n, page) in Page::ALL.into_iter().enumerate() {
                let here = page == self.page;
                left.push(Span::raw(" "));
                let style = if here { theme.here } else { theme.dim };
                left.push(styled(format!("{} {}", n + 1, self.tab(page)), style));
            }
        }
        let spare = usize::from(columns).saturating_sub(tabs_width(&left));
        ends(
            left,
            vec![Span::raw(self.clock(spare))],
            usize::from(columns),
        )
    }

    /// `Warnings(2)`.
    fn tab(&self, page: Page) -> String {
        match (page, self.view.warnings()) {
            (Page::Warnings, n) if n > 0 => format!("Warnings({n})"),
            _ => page.title().to_owned(),
        }
    }

    /// The date and time, as much of it as there is room for.
    fn clock(&self, room: usize) -> String {
        let now = self.view.now;
        let zone = match self.view.zone_from {
            ZoneFrom::Nowhere => " UTC, no zone set",
            _ => "",
        };
        let short_zone = if zone.is_empty() { "" } else { " UTC?" };
        let choices = [
            format!("{}{zone} ", now.format("%a %-d %b %H:%M")),
            format!("{}{short_zone} ", now.format("%a %-d %b %H:%M")),
            format!("{}{short_zone} ", now.format("%a %H:%M")),
            format!("{}{short_zone}", now.format("%H:%M")),
        ];
        let fits = choices.iter().find(|text| width(text) < room);
        fits.or(choices.last()).cloned().unwrap_or_default()
    }

    /// The tab under the mouse.
    pub(super) fn tab_at(&self, at: Position) -> Option<Page> {
        let covered = self.overlay.is_some();
        let columns = self.view.area.width;
        if at.y != 0 || covered || columns < NARROW || self.view.area.y == 0 {
            return None;
        }
        let mut end = width(" leaflog ");
        for (n, page) in Page::ALL.into_iter().enumerate() {
            let start = end;
            end += width(&format!(" {} {}", n + 1, self.tab(page)));
            if (start..end).contains(&usize::from(at.x)) {
                return Some(page);
            }
        }
        None
    }
}

/// The bottom line: the keys of a context.
pub fn footer(view: &View, context: &str, columns: u16) -> Line<'static> {
    let columns = usize::from(columns);
    let items = view.keymap.footer(context, columns);
    let used = crate::tui::keymap::footer_width(&items);
    let airy = used + items.len() < columns;
    let mut spans = Vec::new();
    for (n, (key, word)) in items.into_iter().enumerate() {
        let gap = if airy && n > 0 { "  " } else { " " };
        spans.push(Span::raw(gap));
        spans.push(styled(key, view.theme.key));
        if !word.is_empty() {
            spans.push(styled(format!(" {word}"), view.theme.dim));
        }
    }
    Line::from(spans)
}

/// Where a page over everything stands, and its bottom line.
#[must_use]
pub fn ground(area: Rect) -> (Rect, Rect) {
    let parts = parts(area, 0);
    (all_but_footer(&parts), parts.footer)
}

fn draw_message(lines: Vec<Line<'static>>, frame: &mut Frame, parts: &Parts) {
    if lines.is_empty() {
        return;
    }
    let place = if parts.message.height == 0 {
        parts.footer
    } else {
        parts.message
    };
    clear(frame, place);
    frame.render_widget(Text::from(lines), place);
}

fn tabs_width(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.content)).sum()
}

/// `lines` is how long the message is.
fn parts(area: Rect, lines: usize) -> Parts {
    let row = |y: u16, height: u16| Rect { y, height, ..area }.intersection(area);
    let header = u16::from(area.height >= 4);
    let footer = u16::from(area.height >= 3);
    let lines = u16::try_from(lines).unwrap_or(1).max(1);
    let message = if area.height >= LOW { lines } else { 0 };
    let body = area.height - header - footer - message;
    Parts {
        header: row(area.y, header),
        body: row(area.y + header, body),
        message: row(area.y + header + body, message),
        footer: row(area.y + header + body + message, footer),
    }
}

fn all_but_footer(parts: &Parts) -> Rect {
    Rect {
        y: parts.header.y,
        height: parts.header.height + parts.body.height + parts.message.height,
        ..parts.body
    }
}
