//! Leaf in grams: a day above, single doses under it, and in rows of their own
//! what no gram of leaf can stand for.

use super::axis::{Band, NUMBERS, Scale};
use super::columns::{Column, Columns, Known};
use super::picture::{Ink, Picture, Place, Shape};
use super::times::{self, BAR};
use super::words::completeness;
use super::{Chart, Counted, Table};
use crate::domain::amount::Mg;
use crate::stats::days::DayStats;
use crate::stats::figure::Series;
use crate::stats::middle::{Quartiles, median, quartiles};
use crate::stats::summary::RANGE_ENDS;
use crate::stats::words::{counted as count, one_decimal};

/// What the line across single doses is, and is not.
pub const LINE: &str = "the documents' range ends here; not a safe amount";

/// Where the bars of days and the points of doses begin and end.
const DAYS: (f64, f64) = (16.0, 58.0);
const DOSES: (f64, f64) = (85.0, 126.0);
/// The height of a row under them.
const ROW: f64 = 12.0;

pub fn chart(counted: &Counted) -> Chart {
    let title = counted.cut_title("Grams of leaf, each day and dose", "Grams of leaf");
    let words = words(counted);
    Chart {
        svg: draw(counted).finish("chart-grams", &title, &words),
        table: table(&counted.columns),
        title,
        words,
    }
}

/// What a row under the chart counts.
struct Row {
    says: &'static str,
    head: &'static str,
    count: fn(&Column) -> usize,
}

const ROWS: [Row; 3] = [
    Row {
        says: "no g",
        head: "Leaf doses without a weight",
        count: |column| column.span.doses_without_weight,
    },
    Row {
        says: "extract",
        head: "Doses of extract",
        count: |column| column.span.extract_doses,
    },
    Row {
        says: "7-OH",
        head: "Doses of 7-OH",
        count: |column| column.span.seven_oh_doses,
    },
];

/// Grams of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grams {
    Known(f64),
    /// Some of it: a dose has no weight, or the day is not over.
    AtLeast(f64),
    Unknown,
    /// There is none to draw: no leaf, no record.
    Nothing,
}

fn grams(columns: &Columns, column: &Column) -> Grams {
    let (Known::Kratom, Some(day)) = (column.known(), column.days.first()) else {
        return Grams::Nothing;
    };
    if !columns.is_of_days() {
        let known = whole_days(column.days);
        return match median(known) {
            Some(grams) => Grams::Known(grams),
            None if days_with_leaf(column.days) > 0 => Grams::Unknown,
            None => Grams::Nothing,
        };
    }
    match (day.leaf, Series::Leaf.value(day)) {
        (Some(leaf), None) => Grams::AtLeast(leaf.grams()),
        (Some(_), Some(grams)) if times::is_open(columns, column) => Grams::AtLeast(grams),
        (Some(_), Some(grams)) => Grams::Known(grams),
        (None, None) => Grams::Unknown,
        (None, Some(_)) => Grams::Nothing,
    }
}

/// Grams of the days with leaf that are over and miss no weight.
#[must_use]
pub fn whole_days(days: &[DayStats]) -> Vec<f64> {
    let over = days.iter().filter(|day| day.is_over() && has_leaf(day));
    over.filter_map(|day| Series::Leaf.value(day)).collect()
}

#[must_use]
pub fn days_with_leaf(days: &[DayStats]) -> usize {
    days.iter().filter(|day| has_leaf(day)).count()
}

fn has_leaf(day: &DayStats) -> bool {
    day.leaf.is_some() || day.doses_without_weight > 0
}

/// Single leaf doses of a column.
fn doses(column: &Column) -> impl Iterator<Item = Mg> {
    column
        .days
        .iter()
        .flat_map(|day| day.leaf_doses.iter().copied())
}

fn middle(column: &Column) -> Option<(f64, Quartiles, f64)> {
    let grams: Vec<f64> = doses(column).map(Mg::grams).collect();
    let least = grams.iter().copied().reduce(f64::min)?;
    let most = grams.iter().copied().reduce(f64::max)?;
    Some((least, quartiles(grams)?, most))
}

fn draw(counted: &Counted) -> Picture {
    let columns = &counted.columns;
    let rows: Vec<&Row> = ROWS
        .iter()
        .filter(|row| columns.all.iter().any(|it| (row.count)(it) > 0))
        .collect();
    let below = DOSES.1 + crate::stats::middle::number(rows.len()) * ROW;
    let below = if rows.is_empty() { below } else { below + 3.0 };
    let mut picture = Picture::new(below + 31.0);
    let band = Band::new(NUMBERS, columns.all.len());
    let seen = draw_days(&mut picture, columns, &band);
    draw_doses(&mut picture, columns, &band);
    let mut y = DOSES.1 + 2.0;
    for row in rows {
        y += ROW;
        draw_row(&mut picture, columns, &band, row, y);
    }
    band.dates(&mut picture, columns, below + 14.0);
    picture.text(
        (band.left, below + 27.5),
        Place::Right,
        &legend(columns, &seen),
    );
    picture
}

fn draw_days(picture: &mut Picture, columns: &Columns, band: &Band) -> Vec<char> {
    let heading = if columns.is_of_days() {
        "g of leaf a day"
    } else {
        "g of leaf a day, the median of days with leaf where it is known"
    };
    picture.text((NUMBERS, 9.0), Place::Right, heading);
    let of = |column| match grams(columns, column) {
        Grams::Known(grams) | Grams::AtLeast(grams) => Some(grams),
        Grams::Unknown | Grams::Nothing => None,
    };
    let scale = Scale::new(columns.all.iter().filter_map(of), 2.0, DAYS.0, DAYS.1);
    scale.draw(picture, band);
    let (mut known, mut least) = (Shape::default(), Shape::default());
    let mut unknown = Vec::new();
    for (n, column) in columns.all.iter().enumerate() {
        let (shape, value) = match grams(columns, column) {
            Grams::Known(value) => (&mut known, value),
            Grams::AtLeast(value) => (&mut least, value),
            Grams::Unknown => {
                unknown.push((band.middle(n), '?'));
                continue;
            }
            Grams::Nothing => continue,
        };
        let (wide, high) = (band.bar(), scale.height(value));
        shape.bar(band.middle(n) - wide / 2.0, DAYS.1 - high, wide, high);
    }
    picture.draw(&known, Ink::Filled(BAR));
    picture.draw(&least, Ink::Hollow);
    picture.signs(DAYS.1 + 10.0, &unknown);
    let mut seen = times::signs(picture, columns, band, DAYS.1 + 10.0);
    seen.retain(|sign| *sign != '?');
    seen.extend(unknown.into_iter().map(|(_, sign)| sign));
    seen
}

fn draw_doses(picture: &mut Picture, columns: &Columns, band: &Band) {
    let heading = if columns.is_of_days() {
        "g of each leaf dose"
    } else {
        "g of single leaf doses"
    };
    picture.text((NUMBERS, DOSES.0 - 7.0), Place::Right, heading);
    let all = columns.all.iter().flat_map(doses).map(Mg::grams);
    let scale = Scale::new(all, 6.0, DOSES.0, DOSES.1);
    scale.draw_around(picture, band, RANGE_ENDS.grams());
    let line = format!("{RANGE_ENDS} g, dashed: {LINE}");
    picture.text((band.right, DOSES.0 - 7.0), Place::Left, &line);
    if columns.is_of_days() {
        draw_points(picture, columns, band, &scale);
    } else {
        draw_spreads(picture, columns, band, &scale);
    }
}

/// A point a dose; those of one day that would lie on each other stand once.
fn draw_points(picture: &mut Picture, columns: &Columns, band: &Band, scale: &Scale) {
    let mut points = Shape::default();
    for (n, column) in columns.all.iter().enumerate() {
        let mut heights: Vec<f64> = doses(column)
            .map(|dose| scale.y(dose.grams()).round())
            .collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup();
        for y in heights {
            points.dot(band.middle(n), y);
        }
    }
    picture.draw(&points, Ink::Dots(4.4));
}

fn draw_spreads(picture: &mut Picture, columns: &Columns, band: &Band, scale: &Scale) {
    let (mut spreads, mut middles) = (Shape::default(), Shape::default());
    for (n, column) in columns.all.iter().enumerate() {
        let Some((least, of, most)) = middle(column) else {
            continue;
        };
        let (x, half) = (band.middle(n), (band.bar() / 2.0).max(1.5));
        spreads.line((x, scale.y(least) + 0.5), (x, scale.y(most) - 0.5));
        middles.line(
            (x - half, scale.y(of.middle)),
            (x + half, scale.y(of.middle)),
        );
    }
    picture.draw(&spreads, Ink::Line(1.0));
    picture.draw(&middles, Ink::Line(2.0));
}

fn draw_row(picture: &mut Picture, columns: &Columns, band: &Band, row: &Row, y: f64) {
    picture.text((band.left - 4.0, y), Place::Left, row.says);
    let mut signs = Vec::new();
    let mut marks = Shape::default();
    for (n, column) in columns.all.iter().enumerate() {
        let count = (row.count)(column);
        let digit = u32::try_from(count)
            .ok()
            .and_then(|count| char::from_digit(count, 10));
        match digit {
            _ if count == 0 => {}
            _ if !band.holds_digits() => {
                marks.bar(band.middle(n) - band.bar() / 2.0, y - 7.0, band.bar(), 7.0);
            }
            digit => signs.push((band.middle(n), digit.unwrap_or('+'))),
        }
    }
    picture.signs(y, &signs);
    picture.draw(&marks, Ink::Filled(BAR));
}

fn legend(columns: &Columns, seen: &[char]) -> String {
    let mut parts = times::sign_words(seen);
    if columns
        .all
        .iter()
        .any(|it| matches!(grams(columns, it), Grams::AtLeast(_)))
    {
        parts.push("outlined: at least this much");
    }
    if columns
        .all
        .iter()
        .any(|it| it.span.doses_without_weight > 0)
    {
        parts.push("no g: leaf without a weight");
    }
    if !columns.is_of_days() {
        parts.push("a line: smallest to largest dose, its tick: the median");
    }
    parts.join(times::APART)
}

fn words(counted: &Counted) -> String {
    let span = &counted.span;
    let mut said = Vec::new();
    if span.leaf_doses + span.doses_without_weight == 0 {
        said.push(format!(
            "{} No dose of leaf was written down.",
            completeness(span)
        ));
    } else {
        let all = count(
            span.leaf_doses + span.doses_without_weight,
            "leaf dose",
            "leaf doses",
        );
        said.push(format!("Weight known of {} of {all}.", span.leaf_doses));
        said.extend(rate_words(counted));
    }
    if let Some(largest) = span.largest {
        said.push(format!(
            "The largest single dose was {largest} g; {} of {} of known weight above {RANGE_ENDS} g, where the documents' range ends, which is not a safe amount.",
            counted.summary.doses_above_range,
            span.leaf_doses
        ));
    }
    if span.extract_doses + span.seven_oh_doses > 0 {
        said.push(format!(
            "Not in the grams: {} of extract, {} of 7-OH.",
            count(span.extract_doses, "dose", "doses"),
            span.seven_oh_doses
        ));
    }
    said.join(" ")
}

/// Grams a day: the mean where every dose has a weight, as everywhere else,
/// and the median of those days where they have.
fn rate_words(counted: &Counted) -> Option<String> {
    let whole = whole_days(counted.days);
    let of = whole.len();
    let median = one_decimal(median(whole)?);
    let mean = counted.span.leaf_g_a_day.map(|mean| {
        let days = count(counted.span.rated, "day", "days");
        format!("; mean {} g of {days} with kratom", one_decimal(mean))
    });
    Some(format!(
        "Leaf a day: median {median} g on {of} of {} with leaf, those that are over and miss no weight{}.",
        count(days_with_leaf(counted.days), "day", "days"),
        mean.unwrap_or_default()
    ))
}

fn table(columns: &Columns) -> Table {
    let own: &[&str] = if columns.is_of_days() {
        &["Leaf, g", "Each leaf dose, g"]
    } else {
        &[
            "Leaf a day, median, g",
            "Days it is of",
            "Days with leaf",
            "Smallest dose, g",
            "Median dose, g",
            "Largest dose, g",
        ]
    };
    let head = [columns.each.head()];
    let head = head
        .iter()
        .chain(own)
        .copied()
        .chain(ROWS.iter().map(|row| row.head));
    Table {
        head: head.map(str::to_owned).collect(),
        rows: columns
            .all
            .iter()
            .map(|column| row(columns, column))
            .collect(),
    }
}

fn row(columns: &Columns, column: &Column) -> Vec<String> {
    let mut row = vec![columns.name(column), grams_words(columns, column)];
    if columns.is_of_days() {
        let each: Vec<String> = doses(column)
            .take(24)
            .map(|dose| dose.to_string())
            .collect();
        let more = doses(column).count().saturating_sub(each.len());
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        row.push(format!("{}{more}", each.join(", ")));
    } else {
        row.push(whole_days(column.days).len().to_string());
        row.push(days_with_leaf(column.days).to_string());
        let of = middle(column);
        let shown = |value: Option<f64>| value.map_or_else(String::new, one_decimal);
        row.push(shown(of.map(|(least, _, _)| least)));
        row.push(shown(of.map(|(_, of, _)| of.middle)));
        row.push(shown(of.map(|(_, _, most)| most)));
    }
    let is_known = matches!(column.known(), Known::None | Known::Kratom);
    row.extend(ROWS.iter().map(|it| {
        let counted = (it.count)(column).to_string();
        if is_known { counted } else { String::new() }
    }));
    row
}

fn grams_words(columns: &Columns, column: &Column) -> String {
    // A day's grams are a sum and stay as exact as they were weighed.
    let shown = |grams| {
        let of_day = column.span.leaf.filter(|_| columns.is_of_days());
        of_day.map_or_else(|| one_decimal(grams), |leaf| leaf.to_string())
    };
    match (column.known(), grams(columns, column)) {
        (Known::Ahead, _) => "ahead".to_owned(),
        (Known::NotRecorded, _) => "not recorded".to_owned(),
        (Known::None, _) => "said to be none".to_owned(),
        (_, Grams::Known(grams)) => shown(grams),
        (_, Grams::AtLeast(grams)) => format!("at least {}", shown(grams)),
        (_, Grams::Unknown) => "not known".to_owned(),
        (_, Grams::Nothing) => "no leaf".to_owned(),
    }
}
