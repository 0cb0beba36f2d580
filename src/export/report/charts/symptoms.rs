//! A row a symptom: the higher and darker a mark, the stronger it was.

use super::axis::Band;
use super::columns::Column;
use super::picture::{Ink, Picture, Place, Shape};
use super::times::APART;
use super::words::cut;
use super::{Chart, Counted, Table};
use crate::domain::symptom::Severity;
use crate::stats::figure::{felt_on, has_entries, symptoms};
use crate::stats::middle::number;
use crate::stats::words::counted as count;

/// How many have a row, and how many stand in the table.
const DRAWN: usize = 8;
const WRITTEN: usize = 40;
const ROW: f64 = 14.0;
const TOP: f64 = 4.0;
/// Room for names.
const NAMES: f64 = 112.0;
const FELT: [Severity; 4] = [
    Severity::Mild,
    Severity::Moderate,
    Severity::Severe,
    Severity::Emergency,
];
const DARK: [f64; 4] = [0.2, 0.3, 0.4, 0.5];

pub fn chart(counted: &Counted) -> Chart {
    let title = counted.cut_title(
        "Symptoms, the strongest of each day",
        "Symptoms, the strongest",
    );
    let names = symptoms(counted.days, &[]);
    let words = words(counted, &names);
    Chart {
        svg: draw(counted, &names).finish("chart-symptoms", &title, &words),
        table: table(counted, &names),
        title,
        words,
    }
}

fn worst(name: &str, column: &Column) -> Option<Severity> {
    felt_on(name, column.days).into_iter().max()
}

fn draw(counted: &Counted, names: &[String]) -> Picture {
    let columns = &counted.columns;
    let drawn = &names[..names.len().min(DRAWN)];
    if drawn.is_empty() {
        let mut picture = Picture::new(24.0);
        picture.text((0.0, 15.0), Place::Right, "none written down");
        return picture;
    }
    let ground = TOP + number(drawn.len()) * ROW;
    let mut picture = Picture::new(ground + 33.0);
    let band = Band::new(NAMES, columns.all.len());
    let mut shades: [Shape; 4] = Default::default();
    let mut lines = Shape::default();
    for (n, name) in drawn.iter().enumerate() {
        let base = TOP + number(n + 1) * ROW;
        picture.text_within((0.0, base - 3.5), NAMES - 6.0, &cut(name, 18));
        lines.line((band.left, base), (band.right, base));
        let mut digits = Vec::new();
        for (place, column) in columns.all.iter().enumerate() {
            let Some(severity) = worst(name, column) else {
                continue;
            };
            let strength = severity.number();
            let wide = (band.pitch * 0.9).min(18.0);
            let high = f64::from(strength) * (ROW - 2.0) / 4.0;
            let left = band.middle(place) - wide / 2.0;
            let shade = usize::from(strength.clamp(1, 4)) - 1;
            shades[shade].bar(left, base - high, wide, high);
            digits.extend(
                char::from_digit(u32::from(strength), 10).map(|digit| (band.middle(place), digit)),
            );
        }
        if band.holds_digits() {
            picture.signs(base - 3.0, &digits);
        }
    }
    for (shape, dark) in shades.iter().zip(DARK) {
        picture.draw(shape, Ink::Filled(dark));
    }
    picture.draw(&lines, Ink::Line(0.3));
    band.dates(&mut picture, columns, ground + 15.0);
    legend(&mut picture, names, drawn.len(), ground + 29.0);
    picture
}

const NOTHING: &str =
    "No symptom was written down in these days, which does not say that there was none.";

fn legend(picture: &mut Picture, names: &[String], drawn: usize, y: f64) {
    let steps: Vec<String> = FELT
        .iter()
        .map(|it| format!("{} {}", it.number(), it.says()))
        .collect();
    let more = names.len() - drawn;
    let more = if more > 0 {
        format!("{APART}{more} more not drawn")
    } else {
        String::new()
    };
    let says = format!("{}{APART}blank: none written down{more}", steps.join(APART));
    picture.text((0.0, y), Place::Right, &says);
}

fn words(counted: &Counted, names: &[String]) -> String {
    if names.is_empty() {
        return NOTHING.to_owned();
    }
    let written = counted.days.iter().filter(|day| has_entries(day)).count();
    let first: Vec<String> = names
        .iter()
        .take(3)
        .map(|name| {
            let felt = felt_on(name, counted.days);
            let most = felt.iter().max().map_or("", |most| most.says());
            let on = count(felt.len(), "day", "days");
            format!("{} on {on}, at most {most}", cut(name, 40))
        })
        .collect();
    let more = match names.len() {
        0..=3 => String::new(),
        n => format!("; and {} more", n - 3),
    };
    format!(
        "{} written down, on {} with any entry: {}{more}. A blank is no sign that there was none.",
        count(names.len(), "symptom", "symptoms"),
        count(written, "day", "days"),
        first.join("; ")
    )
}

fn table(counted: &Counted, names: &[String]) -> Table {
    let head = ["Symptom", "Days", "Mild", "Moderate", "Severe", "Emergency"];
    let mut rows: Vec<Vec<String>> = names
        .iter()
        .take(WRITTEN)
        .map(|name| {
            let felt = felt_on(name, counted.days);
            let of = |severity| felt.iter().filter(|it| **it == severity).count();
            let mut row = vec![cut(name, 60), felt.len().to_string()];
            row.extend(FELT.map(|severity| of(severity).to_string()));
            row
        })
        .collect();
    if let Some(more) = names.len().checked_sub(WRITTEN).filter(|more| *more > 0) {
        let mut row = vec![String::new(); head.len()];
        row[0] = format!("and {more} more");
        rows.push(row);
    }
    Table {
        head: head.map(str::to_owned).to_vec(),
        rows,
    }
}
