//! Times a day: a bar each, and under it a sign where there is none to draw.

use super::axis::{Band, NUMBERS, Scale};
use super::columns::{Column, Columns, Known};
use super::picture::{Ink, Picture, Place, Shape};
use super::words::completeness;
use super::{Chart, Counted, Table};
use crate::stats::figure::Series;
use crate::stats::middle::number;
use crate::stats::words::{counted as count, one_decimal};

/// Between the parts of a legend: blanks that are not run together.
pub const APART: &str = "\u{2003} ";

/// Where the bars begin and end.
const TOP: f64 = 18.0;
const GROUND: f64 = 88.0;
/// How dark a bar is.
pub const BAR: f64 = 0.7;

pub fn chart(counted: &Counted) -> Chart {
    let title = counted.cut_title("Times a day", "Times a day with kratom");
    let words = words(counted);
    Chart {
        svg: draw(counted).finish("chart-times", &title, &words),
        table: table(&counted.columns),
        title,
        words,
    }
}

/// The number of a column: doses of a day, or the rate of a longer one.
fn times(columns: &Columns, column: &Column) -> Option<f64> {
    match column.known() {
        Known::Kratom if columns.is_of_days() => Series::Doses.value(column.days.first()?),
        Known::Kratom => column.span.times_a_day,
        _ => None,
    }
}

fn draw(counted: &Counted) -> Picture {
    let columns = &counted.columns;
    let low = if columns.is_of_days() { 0.0 } else { 16.0 };
    let mut picture = Picture::new(GROUND + 42.0 + low);
    let band = Band::new(NUMBERS, columns.all.len());
    let values = columns.all.iter().filter_map(|it| times(columns, it));
    let scale = Scale::new(values, 2.0, TOP, GROUND);
    scale.draw(&mut picture, &band);
    picture.text((NUMBERS, 9.0), Place::Right, heading(columns));
    bars(&mut picture, columns, &band, &scale);
    let seen = signs(&mut picture, columns, &band, GROUND + 10.0);
    if !columns.is_of_days() {
        share_recorded(&mut picture, columns, &band, GROUND + 28.0);
    }
    band.dates(&mut picture, columns, GROUND + 25.0 + low);
    let at = (band.left, GROUND + 38.5 + low);
    picture.text(at, Place::Right, &legend(counted, &seen));
    picture
}

fn heading(columns: &Columns) -> &'static str {
    if columns.is_of_days() {
        "times a day"
    } else {
        "times a day, the mean of days with kratom"
    }
}

fn bars(picture: &mut Picture, columns: &Columns, band: &Band, scale: &Scale) {
    let (mut over, mut open) = (Shape::default(), Shape::default());
    for (n, column) in columns.all.iter().enumerate() {
        let Some(value) = times(columns, column) else {
            continue;
        };
        let shape = if is_open(columns, column) {
            &mut open
        } else {
            &mut over
        };
        let (wide, high) = (band.bar(), scale.height(value));
        shape.bar(band.middle(n) - wide / 2.0, GROUND - high, wide, high);
    }
    picture.draw(&over, Ink::Filled(BAR));
    picture.draw(&open, Ink::Hollow);
}

/// A day that is not over; rates of longer columns leave it out.
pub fn is_open(columns: &Columns, column: &Column) -> bool {
    columns.is_of_days() && column.span.is_open
}

/// `0` said to be none, `·` not recorded, `?` not known yet; gives those used.
pub fn signs(picture: &mut Picture, columns: &Columns, band: &Band, y: f64) -> Vec<char> {
    let mut signs = Vec::new();
    for (n, column) in columns.all.iter().enumerate() {
        let sign = match column.known() {
            Known::NotRecorded => '·',
            Known::None => '0',
            Known::Kratom if times(columns, column).is_none() => '?',
            Known::Ahead | Known::Kratom => continue,
        };
        signs.push((band.middle(n), sign));
    }
    picture.signs(y, &signs);
    signs.into_iter().map(|(_, sign)| sign).collect()
}

/// How much of each column was recorded: full height is all of its days.
fn share_recorded(picture: &mut Picture, columns: &Columns, band: &Band, ground: f64) {
    let high = 10.0;
    let (mut shares, mut wholes) = (Shape::default(), Shape::default());
    for (n, column) in columns.all.iter().enumerate() {
        let share = number(column.span.recorded) / number(column.span.begun.max(1));
        let left = band.middle(n) - band.bar() / 2.0;
        if column.span.begun > 0 {
            wholes.bar(left, ground - high, band.bar(), high);
        }
        if column.span.recorded > 0 {
            let high = high * share.min(1.0);
            shares.bar(left, ground - high, band.bar(), high);
        }
    }
    picture.draw(&wholes, Ink::Filled(0.12));
    picture.draw(&shares, Ink::Filled(0.4));
    picture.text((band.left - 4.0, ground - 1.5), Place::Left, "rec.");
}

/// What the signs under the bars mean, those that are there.
pub fn sign_words(seen: &[char]) -> Vec<&'static str> {
    [
        ('0', "0 said to be none"),
        ('·', "· not recorded"),
        ('?', "? not known"),
    ]
    .into_iter()
    .filter(|(sign, _)| seen.contains(sign))
    .map(|(_, says)| says)
    .collect()
}

fn legend(counted: &Counted, seen: &[char]) -> String {
    let mut parts = sign_words(seen);
    let columns = &counted.columns;
    if columns
        .all
        .iter()
        .any(|it| is_open(columns, it) && it.known() == Known::Kratom)
    {
        parts.push("outlined: not over yet");
    }
    if !columns.is_of_days() {
        parts.push("rec.: share of days recorded");
    }
    parts.join(APART)
}

fn words(counted: &Counted) -> String {
    let span = &counted.span;
    let mut said = vec![completeness(span)];
    if let Some(times) = span.times_a_day {
        let most = counted.days.iter().max_by_key(|day| (day.doses, day.date));
        let most =
            most.map(|day| format!("; most {} on {}", day.doses, day.date.format("%-d %b %Y")));
        said.push(format!(
            "On {} with kratom that {} over, {} times a day on average{}.",
            count(span.rated, "day", "days"),
            if span.rated == 1 { "is" } else { "are" },
            one_decimal(times),
            most.unwrap_or_default()
        ));
    }
    if span.doses > 0 {
        said.push(format!("{} in all.", count(span.doses, "dose", "doses")));
    }
    said.join(" ")
}

fn table(columns: &Columns) -> Table {
    let own: &[&str] = if columns.is_of_days() {
        &["Times"]
    } else {
        &[
            "Times a day with kratom",
            "Doses",
            "Days with kratom",
            "Days said to be none",
            "Days not recorded",
        ]
    };
    let head = [columns.each.head()];
    let row = |column: &Column| {
        let mut row = vec![columns.name(column)];
        if columns.is_of_days() {
            row.push(said(columns, column));
        } else {
            let of = &column.span;
            row.push(said(columns, column));
            let counts = [
                of.doses,
                of.with_kratom,
                of.recorded - of.with_kratom,
                of.begun - of.recorded.min(of.begun),
            ];
            row.extend(counts.map(|n| n.to_string()));
        }
        row
    };
    Table {
        head: head.iter().chain(own).map(|&it| it.to_owned()).collect(),
        rows: columns.all.iter().map(row).collect(),
    }
}

fn said(columns: &Columns, column: &Column) -> String {
    let open = if is_open(columns, column) {
        ", not over"
    } else {
        ""
    };
    match (column.known(), times(columns, column)) {
        (Known::Ahead, _) => "ahead".to_owned(),
        (Known::NotRecorded, _) => format!("not recorded{open}"),
        (Known::None, _) => format!("said to be none{open}"),
        (Known::Kratom, None) => "not known".to_owned(),
        (Known::Kratom, Some(times)) => format!("{}{open}", one_decimal(times)),
    }
}
