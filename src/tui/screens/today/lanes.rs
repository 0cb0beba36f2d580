//! The last 24 hours: one lane for kratom, other, symptoms and sleep.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::{Entry, Kind, What};
use crate::tui::view::View;
use crate::tui::widgets::panel::panel;
use crate::tui::widgets::strip::{Mark, Scale};
use crate::tui::widgets::text::{fill, styled};

const LABEL: u16 = 10;

/// Draws the box with its four lanes; the hours stand in its lower edge.
pub fn draw(view: &View, frame: &mut Frame, area: Rect) {
    if area.height < 3 {
        return;
    }
    let inside = panel(&view.theme, "The last 24 hours", frame, area);
    let columns = usize::from(inside.width.saturating_sub(LABEL + 1));
    let scale = Scale::last_hours(24, view.now, columns);
    let theme = &view.theme;
    let lanes = [
        ("kratom", Kind::Dose, theme.kratom),
        ("other", Kind::Substance, theme.other),
        ("symptoms", Kind::Symptom, Style::new()),
        ("sleep", Kind::Sleep, theme.night),
    ];
    for (row, (label, kind, style)) in lanes.into_iter().enumerate() {
        let y = inside.y + u16::try_from(row).unwrap_or_default();
        if y >= inside.bottom() {
            break;
        }
        let drawn = match kind {
            Kind::Sleep => nights(view, scale),
            kind => scale.draw(&marks(view, kind)),
        };
        let label = styled(fill(&format!(" {label}"), usize::from(LABEL)), theme.dim);
        let line = Line::from(vec![label, styled(drawn, style)]);
        frame.render_widget(
            line,
            Rect {
                y,
                height: 1,
                ..inside
            },
        );
    }
    let every = if columns >= 60 { 2 } else { 4 };
    let hours = scale.hours(every, view.when.zone);
    let x = inside.x + LABEL;
    let style = theme.edge;
    for (n, part) in hours.char_indices().filter(|(_, c)| *c != ' ') {
        let x = x + u16::try_from(n).unwrap_or_default();
        if x + 1 < area.right() {
            frame.buffer_mut()[(x, area.bottom() - 1)]
                .set_char(part)
                .set_style(style);
        }
    }
    space_hours(frame, area, x, &hours);
}

/// A space on either side of each hour, so that the edge does not touch it.
fn space_hours(frame: &mut Frame, area: Rect, x: u16, hours: &str) {
    let letters: Vec<char> = hours.chars().collect();
    let y = area.bottom() - 1;
    for n in 0..=letters.len() {
        let here = letters.get(n).copied().unwrap_or(' ');
        let before = n
            .checked_sub(1)
            .and_then(|n| letters.get(n))
            .copied()
            .unwrap_or(' ');
        let after = letters.get(n + 1).copied().unwrap_or(' ');
        let at = x + u16::try_from(n).unwrap_or_default();
        if here == ' ' && (before != ' ' || after != ' ') && at + 1 < area.right() {
            frame.buffer_mut()[(at, y)].set_char(' ');
        }
    }
}

fn last_day(view: &View) -> &[Entry] {
    view.journal.last_hours(24, view.now.to_utc())
}

fn marks(view: &View, kind: Kind) -> Vec<Mark> {
    last_day(view)
        .iter()
        .filter(|entry| entry.kind() == kind)
        .map(|entry| Mark {
            at: entry.at,
            sign: sign(entry),
            word: if view.is_hidden() {
                String::new()
            } else {
                word(entry)
            },
        })
        .collect()
}

fn sign(entry: &Entry) -> String {
    match &entry.what {
        What::Dose(_) => "●".to_owned(),
        What::Substance(_) => "▲".to_owned(),
        What::Symptom(symptom) => "▪".repeat(usize::from(symptom.severity.number()).max(1)),
        _ => "·".to_owned(),
    }
}

fn word(entry: &Entry) -> String {
    let word = match &entry.what {
        What::Dose(dose) => match (dose.leaf_weight(), &dose.taken.count) {
            (Some(weight), _) => weight.to_string(),
            // Grams and scoops must not stand beside each other as if alike.
            (None, Some(_)) => "?".to_owned(),
            (None, None) => dose.form.says().to_owned(),
        },
        What::Substance(substance) => substance.name.clone(),
        What::Symptom(symptom) => format!(" {}", symptom.name),
        _ => String::new(),
    };
    let spaced = word.starts_with(' ');
    let word = crate::domain::text::one_line(&word);
    if spaced { format!(" {word}") } else { word }
}

fn nights(view: &View, scale: Scale) -> String {
    let mut lane = vec![' '; scale.columns];
    for sleep in last_day(view).iter().filter_map(Entry::sleep) {
        let (from, to) = (scale.clamped(sleep.bed_at), scale.clamped(sleep.up_at));
        for cell in lane.iter_mut().take(to + 1).skip(from) {
            *cell = '▒';
        }
        let quality = sleep.quality.map(|n| format!(" {n}")).unwrap_or_default();
        for (n, letter) in quality.chars().enumerate() {
            if let Some(cell) = lane.get_mut(to + 1 + n) {
                *cell = letter;
            }
        }
    }
    lane.into_iter().collect()
}

/// All of it on one line, for small terminals: `24 h  ·····●···▪●····●··▲·`.
pub fn one_line(view: &View, columns: u16) -> Line<'static> {
    let label = " 24 h  ";
    let columns = usize::from(columns).saturating_sub(label.len() + 1);
    let scale = Scale::last_hours(24, view.now, columns);
    let mut cells = vec![("·", view.theme.dim); columns];
    let theme = &view.theme;
    for (kind, sign, style) in [
        (Kind::Symptom, "▪", Style::new()),
        (Kind::Dose, "●", theme.kratom),
        (Kind::Substance, "▲", theme.other),
    ] {
        for entry in last_day(view).iter().filter(|entry| entry.kind() == kind) {
            if let Some(cell) = scale.column(entry.at).and_then(|n| cells.get_mut(n)) {
                *cell = (sign, style);
            }
        }
    }
    let mut spans = vec![styled(label, theme.dim)];
    spans.extend(
        cells
            .into_iter()
            .map(|(sign, style)| Span::styled(sign, style)),
    );
    Line::from(spans)
}
