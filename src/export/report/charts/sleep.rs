//! Nights by the day they ended on: hours, and how good each was.

use chrono::TimeDelta;

use super::axis::{Band, NUMBERS, Scale};
use super::columns::{Column, Columns};
use super::picture::{Ink, Picture, Place, Shape};
use super::times::BAR;
use super::{Chart, Counted, Table};
use crate::stats::days::Stand;
use crate::stats::duration;
use crate::stats::figure::Series;
use crate::stats::middle::number;
use crate::stats::words::{counted as count, one_decimal};

/// Where hours and quality begin and end.
const HOURS: (f64, f64) = (16.0, 66.0);
const QUALITY: (f64, f64) = (84.0, 112.0);
const HOUR: f64 = 60.0;

pub fn chart(counted: &Counted) -> Chart {
    let title = counted.cut_title("Sleep, each night", "Sleep, the mean of nights");
    let words = words(counted);
    Chart {
        svg: draw(counted).finish("chart-sleep", &title, &words),
        table: table(&counted.columns),
        title,
        words,
    }
}

/// Minutes asleep, where that is known.
fn asleep(columns: &Columns, column: &Column) -> Option<f64> {
    if columns.is_of_days() {
        Series::Asleep.value(column.days.first()?)
    } else {
        column.span.asleep_min
    }
}

/// Minutes in bed of a night whose sleep is not known.
fn only_in_bed(columns: &Columns, column: &Column) -> Option<f64> {
    let night = column.days.first()?.night?;
    let known = !columns.is_of_days() || night.asleep.is_some();
    let minutes = i32::try_from(night.in_bed).ok().filter(|_| !known)?;
    Some(f64::from(minutes))
}

/// From 0 to 10.
fn quality(columns: &Columns, column: &Column) -> Option<f64> {
    if columns.is_of_days() {
        Series::Quality.value(column.days.first()?)
    } else {
        column.span.quality
    }
}

fn draw(counted: &Counted) -> Picture {
    let columns = &counted.columns;
    let mut picture = Picture::new(QUALITY.1 + 31.0);
    let band = Band::new(NUMBERS, columns.all.len());
    let heading = if columns.is_of_days() {
        "hours asleep"
    } else {
        "hours asleep, the mean of nights where it is known"
    };
    picture.text((NUMBERS, 9.0), Place::Right, heading);
    let either = |column| asleep(columns, column).or_else(|| only_in_bed(columns, column));
    let hours = columns
        .all
        .iter()
        .filter_map(either)
        .map(|minutes| minutes / HOUR);
    let scale = Scale::new(hours, 8.0, HOURS.0, HOURS.1);
    scale.draw(&mut picture, &band);
    let (mut known, mut in_bed) = (Shape::default(), Shape::default());
    for (n, column) in columns.all.iter().enumerate() {
        let Some(minutes) = either(column) else {
            continue;
        };
        let is_known = asleep(columns, column).is_some();
        let shape = if is_known { &mut known } else { &mut in_bed };
        let (wide, high) = (band.bar(), scale.height(minutes / HOUR));
        shape.bar(band.middle(n) - wide / 2.0, HOURS.1 - high, wide, high);
    }
    picture.draw(&known, Ink::Filled(BAR));
    picture.draw(&in_bed, Ink::Hollow);
    draw_quality(&mut picture, columns, &band);
    band.dates(&mut picture, columns, QUALITY.1 + 14.0);
    let legend = if columns
        .all
        .iter()
        .any(|it| only_in_bed(columns, it).is_some())
    {
        "blank: not recorded\u{2003} outlined: time in bed, as time asleep is not known"
    } else {
        "blank: not recorded"
    };
    picture.text((band.left, QUALITY.1 + 27.5), Place::Right, legend);
    picture
}

fn draw_quality(picture: &mut Picture, columns: &Columns, band: &Band) {
    let heading = if columns.is_of_days() {
        "quality as said, 0 bad to 10 good"
    } else {
        "quality as said, 0 bad to 10 good, the median"
    };
    picture.text((NUMBERS, QUALITY.0 - 6.0), Place::Right, heading);
    let scale = Scale::new(std::iter::empty(), 10.0, QUALITY.0, QUALITY.1);
    scale.draw(picture, band);
    let mut points = Shape::default();
    for (n, column) in columns.all.iter().enumerate() {
        if let Some(quality) = quality(columns, column) {
            points.dot(band.middle(n), scale.y(quality));
        }
    }
    picture.draw(&points, Ink::Dots(4.4));
}

fn words(counted: &Counted) -> String {
    let (span, days) = (&counted.span, counted.days);
    let nights = days.iter().filter(|day| day.night.is_some()).count();
    let all = days.iter().filter(|day| day.stand != Stand::Ahead).count();
    let mut said = vec![format!(
        "Recorded {nights} of {}.",
        count(all, "night", "nights")
    )];
    if let Some(minutes) = span.asleep_min {
        #[expect(clippy::cast_possible_truncation, reason = "a night has few minutes")]
        let asleep = TimeDelta::minutes(minutes.round() as i64);
        said.push(format!(
            "Asleep {} on average of {} where it is known.",
            duration::words(asleep),
            count(span.nights, "night", "nights")
        ));
    } else if nights > 0 {
        said.push("Time asleep is known of none of them, only time in bed.".to_owned());
    }
    if let Some(quality) = span.quality {
        let of = days
            .iter()
            .filter(|day| Series::Quality.value(day).is_some())
            .count();
        let nights = count(of, "night", "nights");
        said.push(format!(
            "Median quality {} of 10, of {nights}.",
            one_decimal(quality)
        ));
    }
    said.join(" ")
}

fn table(columns: &Columns) -> Table {
    let head: &[&str] = if columns.is_of_days() {
        &[
            "Night before",
            "Asleep, h:min",
            "In bed, h:min",
            "Quality, 0 to 10",
        ]
    } else {
        &[
            columns.each.head(),
            "Asleep, mean, h:min",
            "Nights known",
            "Quality, median, 0 to 10",
        ]
    };
    let row = |column: &Column| {
        let shown = |series: Series, value: Option<f64>| {
            value.map_or_else(String::new, |value| series.shown(value))
        };
        let between = if columns.is_of_days() {
            let night = column.days.first().and_then(|day| day.night);
            night.map_or_else(String::new, |night| {
                duration::clock(TimeDelta::minutes(night.in_bed))
            })
        } else {
            number(column.span.nights).to_string()
        };
        vec![
            columns.name(column),
            shown(Series::Asleep, asleep(columns, column)),
            between,
            shown(Series::Quality, quality(columns, column)),
        ]
    };
    Table {
        head: head.iter().map(|&it| it.to_owned()).collect(),
        rows: columns.all.iter().map(row).collect(),
    }
}
