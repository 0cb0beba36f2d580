//! What a day says in a row of the chart, in as few letters as there is room
//! for. A day off, a day not recorded and a day not over are told apart.

use chrono::TimeDelta;
use ratatui::style::Style;

use super::counted::{Counted, felt, took};
use crate::domain::journal::Day;
use crate::domain::symptom::Severity;
use crate::stats::days::{DayStats, Stand};
use crate::stats::duration;
use crate::stats::middle::number;
use crate::stats::span::Span;
use crate::stats::words::one_decimal;
use crate::tui::theme::Signs;
use crate::tui::view::{HIDDEN, View};

/// Something else was taken around a dose.
pub const OTHER: &str = "▲";
/// Nothing is known of it.
pub const UNKNOWN: &str = "?";
/// Today is not over.
pub const OPEN: &str = "…";
/// Nothing of it was written down on a day that has entries.
pub const NOTHING: &str = "-";

/// The person's own line.
pub const OWN: &str = "═";
pub const OWN_NOTE: &str = "═ your own line";
/// Not recorded, where every sign is a square.
pub const BLANK: &str = "·";

/// A few letters and how they look.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub text: String,
    pub style: Style,
}

impl Cell {
    #[must_use]
    pub fn new(text: impl Into<String>, style: Style) -> Cell {
        Cell {
            text: text.into(),
            style,
        }
    }

    #[must_use]
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::new(text, Style::new())
    }
}

/// How a day without kratom is said: a gap is not a day off.
#[must_use]
pub fn gap(view: &View, day: &DayStats) -> Option<Cell> {
    let dim = view.theme.dim;
    match (day.state, day.stand) {
        (Day::WithKratom(_), _) => None,
        (Day::None, _) => Some(Cell::plain("none")),
        (Day::NotRecorded, Stand::Ahead) => Some(Cell::plain("")),
        (Day::NotRecorded, Stand::Today) => Some(Cell::new(OPEN, dim)),
        (Day::NotRecorded, Stand::Over) => Some(Cell::new(UNKNOWN, dim)),
    }
}

/// The same where only dashes are needed, because another row says it.
fn dash(view: &View, day: &DayStats) -> Option<Cell> {
    let gap = gap(view, day)?;
    let is_off = day.state == Day::None;
    Some(if is_off { nothing(view) } else { gap })
}

fn nothing(view: &View) -> Cell {
    Cell::new(NOTHING, view.theme.dim)
}

#[must_use]
pub fn times(view: &View, day: &DayStats) -> Cell {
    gap(view, day).unwrap_or_else(|| Cell::new(day.doses.to_string(), view.theme.title))
}

/// Grams of leaf; `5+` where a dose without a weight is missing from them.
#[must_use]
pub fn leaf(view: &View, day: &DayStats) -> Cell {
    dash(view, day).unwrap_or_else(|| match day.leaf {
        _ if view.is_hidden() => Cell::plain(HIDDEN),
        Some(leaf) if day.doses_without_weight > 0 => {
            Cell::plain(format!("{}+", one_decimal(leaf.grams())))
        }
        Some(leaf) => Cell::plain(one_decimal(leaf.grams())),
        None => nothing(view),
    })
}

/// A count in its own row: doses without a weight, of extract, of 7-OH.
#[must_use]
pub fn count(view: &View, day: &DayStats, n: usize) -> Cell {
    dash(view, day).unwrap_or_else(|| match n {
        0 => nothing(view),
        n => Cell::plain(n.to_string()),
    })
}

/// Whether these were taken around its doses; several are counted.
#[must_use]
pub fn others(view: &View, day: &DayStats, names: &[String]) -> Cell {
    match names.iter().filter(|name| took(day, name)).count() {
        0 => dash(view, day).unwrap_or_else(|| nothing(view)),
        1 => Cell::new(OTHER, view.theme.other),
        n => Cell::new(format!("{OTHER}{n}"), view.theme.other),
    }
}

/// A number of the person's own line, where one is drawn.
#[must_use]
pub fn line(view: &View, line: Option<f64>) -> Cell {
    Cell::new(line.map_or_else(String::new, one_decimal), view.theme.dim)
}

/// Four darknesses, the lightest first.
#[must_use]
pub fn squares(view: &View) -> [&'static str; 4] {
    match view.theme.signs {
        Signs::Unicode => ["░", "▒", "▓", "█"],
        Signs::Ascii => [":", "-", "=", "#"],
    }
}

/// From how many times a day a square is darker.
const STEPS: [usize; 4] = [1, 2, 4, 6];

/// A day as one square: darker the more often.
#[must_use]
pub fn square(view: &View, day: &DayStats) -> Cell {
    let dim = view.theme.dim;
    match (day.state, day.stand) {
        (Day::WithKratom(_), _) => {
            let step = STEPS.iter().rposition(|from| day.doses >= *from);
            Cell::new(squares(view)[step.unwrap_or(0)], view.theme.kratom)
        }
        (Day::None, _) => Cell::plain("0"),
        (Day::NotRecorded, Stand::Ahead) => Cell::plain(" "),
        (Day::NotRecorded, Stand::Today) => Cell::new(OPEN, dim),
        (Day::NotRecorded, Stand::Over) => Cell::new(BLANK, dim),
    }
}

/// What the squares mean.
#[must_use]
pub fn squares_legend(view: &View) -> String {
    let [a, b, c, d] = squares(view);
    format!("times a day:  {a} 1  {b} 2 or 3  {c} 4 or 5  {d} 6 or more")
}

/// The same where there is little room.
#[must_use]
pub fn squares_legend_short(view: &View) -> String {
    let [a, b, c, d] = squares(view);
    format!("times a day  {a} 1  {b} 2-3  {c} 4-5  {d} 6+")
}

/// Rows for what else was taken, at most so many: a label and its names. The
/// last row holds all that is left.
#[must_use]
pub fn other_rows(names: &[String], most: usize) -> Vec<(String, &[String])> {
    if names.is_empty() {
        return vec![("with other".to_owned(), names)];
    }
    let own = if names.len() <= most {
        names.len()
    } else {
        most.saturating_sub(1)
    };
    let (first, rest) = names.split_at(own);
    let rows = first
        .iter()
        .map(|name| (format!("+ {name}"), std::slice::from_ref(name)));
    let rest = (!rest.is_empty()).then(|| (format!("+ {} others", rest.len()), rest));
    rows.chain(rest).collect()
}

/// Time asleep.
#[must_use]
pub fn asleep(view: &View, day: &DayStats) -> Cell {
    let minutes = day.night.and_then(|night| night.asleep);
    minutes.map_or_else(
        || no_night(view, day),
        |n| Cell::new(clock(n), view.theme.night),
    )
}

/// Time in bed.
#[must_use]
pub fn in_bed(view: &View, day: &DayStats) -> Cell {
    match day.night {
        Some(night) => Cell::new(clock(night.in_bed), view.theme.night),
        None => no_night(view, day),
    }
}

#[must_use]
pub fn quality(view: &View, day: &DayStats) -> Cell {
    let quality = day.night.and_then(|night| night.quality);
    quality.map_or_else(|| no_night(view, day), |n| Cell::plain(n.to_string()))
}

fn no_night(view: &View, day: &DayStats) -> Cell {
    match day.stand {
        Stand::Ahead => Cell::plain(""),
        Stand::Today | Stand::Over => Cell::new(UNKNOWN, view.theme.dim),
    }
}

/// How strong a symptom was, in marks.
#[must_use]
pub fn symptom(view: &View, day: &DayStats, name: &str) -> Cell {
    if let Some(severity) = felt(day, name) {
        return Cell::plain(marks(severity));
    }
    let written = day.is_recorded() || day.night.is_some() || !day.symptoms.is_empty();
    match day.stand {
        Stand::Ahead => Cell::plain(""),
        _ if written => nothing(view),
        _ => Cell::new(UNKNOWN, view.theme.dim),
    }
}

/// `▪▪`: mild is one, emergency four.
#[must_use]
pub fn marks(severity: Severity) -> String {
    "▪".repeat(usize::from(severity.number()))
}

/// `6:05`.
#[must_use]
pub fn clock(minutes: i64) -> String {
    duration::clock(TimeDelta::minutes(minutes))
}

/// Minutes on average, as hours and minutes.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a night has few minutes")]
pub fn mean_clock(minutes: Option<f64>) -> String {
    minutes.map_or_else(String::new, |minutes| clock(minutes.round() as i64))
}

/// A rate, or nothing where it is not known.
#[must_use]
pub fn rate(rate: Option<f64>) -> String {
    rate.map_or_else(String::new, one_decimal)
}

/// Grams of leaf on a day with kratom: hidden in hide mode, `7.5+` where a dose
/// without a weight is missing from them.
#[must_use]
pub fn leaf_rate(view: &View, span: &Span) -> String {
    if view.is_hidden() && span.with_kratom > 0 {
        return HIDDEN.to_owned();
    }
    let least = || {
        let leaf = span.leaf?.grams() / number(span.with_kratom.max(1));
        Some(format!("{}+", one_decimal((leaf * 10.0).floor() / 10.0)))
    };
    match span.leaf_g_a_day {
        Some(grams) => one_decimal(grams),
        None if span.doses_without_weight > 0 => least().unwrap_or_default(),
        None => String::new(),
    }
}

/// How many of something a day has.
pub type CountOf = fn(&DayStats) -> usize;

/// The rows beside leaf, where the days have any: their label and count.
#[must_use]
pub fn beside_leaf(counted: &Counted) -> Vec<(&'static str, CountOf)> {
    let rows: [(&str, CountOf); 3] = [
        ("no weight", |day| day.doses_without_weight),
        ("extract", |day| day.extract_doses),
        ("7-OH", |day| day.seven_oh_doses),
    ];
    let has = |of: CountOf| counted.any(|day| of(day) > 0);
    rows.into_iter().filter(|(_, of)| has(*of)).collect()
}
