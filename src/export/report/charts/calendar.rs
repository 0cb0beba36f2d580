//! A calendar: the darker the more often, with the number of times in every
//! square, so that it reads without any colour. Weeks are rows; in a longer
//! range they are columns, and beyond a year every square is a month.

use chrono::{Datelike, NaiveDate};

use super::picture::{Ink, Picture, Place, Shape, WIDE};
use super::words::{completeness, stretch};
use super::{Chart, Counted, Table};
use crate::domain::journal::Day;
use crate::stats::days::{DayStats, Stand};
use crate::stats::middle::number;
use crate::stats::period::{first_of_month, monday};
use crate::stats::span::Span;
use crate::stats::words::{counted as count, one_decimal};

/// About how wide a letter is, in the widest fonts of a system.
const LETTER: f64 = 5.9;
/// From how many times a day a square is so dark.
const STEPS: [(f64, f64); 4] = [(0.0, 0.08), (2.0, 0.22), (4.0, 0.36), (6.0, 0.5)];
const STEPS_SAY: [&str; 4] = ["1", "2 or 3", "4 or 5", "6 or more"];
const MONTHS_SAY: [&str; 4] = ["under 2", "2 to 4", "4 to 6", "6 or more"];
/// The longest range whose weeks are rows, in days.
const ROWS_OF_WEEKS: usize = 62;
/// The longest range whose weeks are columns.
const MOST_WEEKS: usize = 54;
/// The most years that are drawn; the table has them all.
const MOST_YEARS: usize = 12;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub fn chart(counted: &Counted) -> Chart {
    let weeks = weeks(counted.days);
    let is_long = weeks.len() > MOST_WEEKS;
    let what = if is_long {
        "Calendar of times a day, month by month"
    } else {
        "Calendar of times a day"
    };
    let title = counted.title(what);
    let words = words(counted);
    let picture = if counted.days.len() <= ROWS_OF_WEEKS {
        rows_of_weeks(&weeks)
    } else if is_long {
        years(counted.days)
    } else {
        columns_of_weeks(&weeks)
    };
    Chart {
        svg: picture.finish("chart-calendar", &title, &words),
        table: if is_long {
            table_of_months(counted.days)
        } else {
            table_of_weeks(&weeks)
        },
        title,
        words,
    }
}

fn weeks(days: &[DayStats]) -> Vec<&[DayStats]> {
    days.chunk_by(|a, b| monday(a.date) == monday(b.date))
        .collect()
}

/// Squares of one calendar, collected by how dark they are.
#[derive(Default)]
struct Squares {
    shades: [Shape; 4],
    frames: Shape,
    others: Shape,
}

impl Squares {
    /// Where it is, how wide and how high.
    fn shade(&mut self, times: f64, (x, y, wide, high): (f64, f64, f64, f64)) {
        let step = STEPS.iter().rposition(|(from, _)| times >= *from);
        self.shades[step.unwrap_or(0)].bar(x, y, wide, high);
    }

    fn draw(self, picture: &mut Picture) {
        for (shape, (_, dark)) in self.shades.iter().zip(STEPS) {
            picture.draw(shape, Ink::Filled(dark));
        }
        picture.draw(&self.frames, Ink::Line(0.3));
        picture.draw(&self.others, Ink::Filled(1.0));
    }
}

/// Dates in the squares, two blocks side by side where one would be high.
fn rows_of_weeks(weeks: &[&[DayStats]]) -> Picture {
    const HIGH: f64 = 17.0;
    const GAP: f64 = 14.0;
    const MONTH: f64 = 26.0;
    let blocks = if weeks.len() > 6 { 2 } else { 1 };
    let rows = weeks.len().div_ceil(blocks).max(1);
    let wide = (WIDE - GAP) / number(blocks) / 7.0 - MONTH / 7.0;
    let mut picture = Picture::new(14.0 + number(rows) * HIGH + 19.0);
    let mut squares = Squares::default();
    let left = |block: usize| MONTH + number(block) * (wide * 7.0 + MONTH + GAP);
    for block in 0..blocks {
        for (n, says) in WEEKDAYS.iter().enumerate() {
            let x = left(block) + (number(n) + 0.5) * wide;
            picture.text((x, 10.0), Place::Middle, says);
        }
    }
    for (n, week) in weeks.iter().enumerate() {
        let month = |week: &[DayStats]| week.first().map(|day| day.date.month());
        let goes_on = n % rows > 0 && month(weeks[n - 1]) == month(week);
        if let Some(day) = week.first().filter(|_| !goes_on) {
            let at = (left(n / rows) - 4.0, 14.0 + number(n % rows) * HIGH + 12.0);
            picture.text(at, Place::Left, &day.date.format("%b").to_string());
        }
        for day in *week {
            let x = left(n / rows) + number(weekday(day.date)) * wide;
            let y = 14.0 + number(n % rows) * HIGH;
            square_with_date(&mut picture, &mut squares, day, (x, y, wide, HIGH));
        }
    }
    squares.draw(&mut picture);
    legend(
        &mut picture,
        14.0 + number(rows) * HIGH + 13.0,
        "times a day",
        &STEPS_SAY,
    );
    picture
}

fn square_with_date(
    picture: &mut Picture,
    squares: &mut Squares,
    day: &DayStats,
    place: (f64, f64, f64, f64),
) {
    let (x, y, wide, high) = place;
    squares.frames.bar(x, y, wide, high);
    if day.doses > 0 {
        squares.shade(number(day.doses), place);
    }
    picture.text(
        (x + 2.5, y + 12.0),
        Place::Right,
        &day.date.day().to_string(),
    );
    let says = match (day.state, day.stand) {
        (Day::WithKratom(_), _) => day.doses.to_string(),
        (Day::None, _) => "0".to_owned(),
        (Day::NotRecorded, Stand::Ahead) => return,
        (Day::NotRecorded, _) => "·".to_owned(),
    };
    picture.strong((x + wide - 3.0, y + 12.0), Place::Left, &says);
    if !day.with_other.is_empty() {
        let width = 6.5 * number(says.chars().count());
        squares
            .others
            .triangle(x + wide - 6.5 - width, y + 8.5, 6.0);
    }
}

fn weekday(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

/// A column a week and a row a weekday, as far as a year.
fn columns_of_weeks(weeks: &[&[DayStats]]) -> Picture {
    const LEFT: f64 = 26.0;
    const HIGH: f64 = 13.0;
    let wide = ((WIDE - LEFT) / number(weeks.len())).min(22.0);
    let mut picture = Picture::new(14.0 + 7.0 * HIGH + 19.0);
    let mut squares = Squares::default();
    for (n, says) in WEEKDAYS.iter().enumerate() {
        let y = 14.0 + number(n) * HIGH + 10.0;
        picture.text((LEFT - 4.0, y), Place::Left, says);
    }
    for (says, at) in month_names(weeks, wide) {
        picture.text((LEFT + at, 10.0), Place::Right, &says);
    }
    let mut signs: [Vec<(f64, char)>; 7] = Default::default();
    for (n, week) in weeks.iter().enumerate() {
        for day in *week {
            let (x, row) = (LEFT + number(n) * wide, weekday(day.date));
            let y = 14.0 + number(row) * HIGH;
            let Some(sign) = sign(day) else {
                continue;
            };
            let has_other = !day.with_other.is_empty();
            let aside = if has_other { 2.0 } else { 0.0 };
            signs[row].push((x + wide / 2.0 - aside, sign));
            if day.doses > 0 {
                squares.shade(
                    number(day.doses),
                    (x + 0.5, y + 0.5, wide - 1.0, HIGH - 1.0),
                );
            }
            if has_other {
                squares.others.triangle(x + wide - 2.8, y + 3.4, 3.6);
            }
        }
    }
    squares.draw(&mut picture);
    for (n, row) in signs.iter().enumerate() {
        picture.light_signs(14.0 + number(n) * HIGH + 10.0, row);
    }
    legend(
        &mut picture,
        14.0 + 7.0 * HIGH + 13.0,
        "times a day",
        &STEPS_SAY,
    );
    picture
}

/// What a small square says.
fn sign(day: &DayStats) -> Option<char> {
    match (day.state, day.stand) {
        (Day::WithKratom(doses), _) => Some(char::from_digit(doses, 10).unwrap_or('+')),
        (Day::None, _) => Some('0'),
        (Day::NotRecorded, Stand::Ahead) => None,
        (Day::NotRecorded, _) => Some('·'),
    }
}

/// The month over the week that holds its first day, where there is room, and
/// where it begins.
fn month_names(weeks: &[&[DayStats]], wide: f64) -> Vec<(String, f64)> {
    let mut names = Vec::new();
    let mut free = 0.0;
    for (n, week) in weeks.iter().enumerate() {
        let first = week.iter().find(|day| day.date.day() == 1);
        let Some(day) = first.or(week.first().filter(|_| n == 0)) else {
            continue;
        };
        let names_year = n == 0 || day.date.month() == 1;
        let form = if names_year { "%b %Y" } else { "%b" };
        let name = day.date.format(form).to_string();
        let (at, length) = (number(n) * wide, LETTER * number(name.len()) + 4.0);
        if at >= free && at + length <= (number(weeks.len()) * wide).max(length) {
            free = at + length;
            names.push((name, at));
        }
    }
    names
}

/// A row a year, a square a month.
fn years(days: &[DayStats]) -> Picture {
    const LEFT: f64 = 34.0;
    const HIGH: f64 = 13.0;
    let years: Vec<&[DayStats]> = by_year(days);
    let years = &years[years.len().saturating_sub(MOST_YEARS)..];
    let wide = (WIDE - LEFT) / 12.0;
    let mut picture = Picture::new(14.0 + number(years.len()) * HIGH + 19.0);
    let mut squares = Squares::default();
    for month in 1..=12_u32 {
        let name = NaiveDate::from_ymd_opt(2000, month, 1)
            .unwrap_or_default()
            .format("%b");
        let x = LEFT + (f64::from(month) - 0.5) * wide;
        picture.text((x, 10.0), Place::Middle, &name.to_string());
    }
    for (n, year) in years.iter().enumerate() {
        let y = 14.0 + number(n) * HIGH;
        let name = year
            .first()
            .map_or_else(String::new, |day| day.date.year().to_string());
        picture.text((LEFT - 4.0, y + 10.0), Place::Left, &name);
        for month in by_month(year) {
            let Some(first) = month.first() else {
                continue;
            };
            let x = LEFT + f64::from(first.date.month0()) * wide;
            square_of_month(&mut picture, &mut squares, month, (x, y, wide, HIGH));
        }
    }
    squares.draw(&mut picture);
    let says = "mean times a day";
    legend(
        &mut picture,
        14.0 + number(years.len()) * HIGH + 13.0,
        says,
        &MONTHS_SAY,
    );
    picture
}

fn square_of_month(
    picture: &mut Picture,
    squares: &mut Squares,
    month: &[DayStats],
    place: (f64, f64, f64, f64),
) {
    let (x, y, wide, high) = place;
    let of = Span::of(month);
    if of.begun == 0 {
        return;
    }
    squares.frames.bar(x, y, wide, high);
    if let Some(times) = of.times_a_day {
        squares.shade(times, place);
    }
    let says = month_sign(&of);
    picture.text((x + wide / 2.0, y + 10.0), Place::Middle, &says);
    if of.days_with_other > 0 {
        squares.others.triangle(x + wide - 7.0, y + high / 2.0, 6.0);
    }
}

fn month_sign(of: &Span) -> String {
    match (of.recorded, of.with_kratom, of.times_a_day) {
        (0, _, _) => "·".to_owned(),
        (_, 0, _) => "0".to_owned(),
        (_, _, Some(times)) => one_decimal(times),
        (_, _, None) => "?".to_owned(),
    }
}

fn by_year(days: &[DayStats]) -> Vec<&[DayStats]> {
    days.chunk_by(|a, b| a.date.year() == b.date.year())
        .collect()
}

fn by_month(days: &[DayStats]) -> Vec<&[DayStats]> {
    days.chunk_by(|a, b| first_of_month(a.date) == first_of_month(b.date))
        .collect()
}

/// The four darknesses in a row, and the signs.
fn legend(picture: &mut Picture, y: f64, says: &str, steps: &[&str; 4]) {
    picture.text((0.0, y), Place::Right, says);
    let mut x = LETTER * number(says.chars().count()) + 8.0;
    let mut squares = Squares::default();
    for (step, says) in steps.iter().enumerate() {
        squares.shades[step].bar(x, y - 8.5, 11.0, 10.0);
        squares.frames.bar(x, y - 8.5, 11.0, 10.0);
        picture.text((x + 14.0, y), Place::Right, says);
        x += 14.0 + LETTER * number(says.chars().count()) + 8.0;
    }
    squares.others.triangle(x + 4.0, y - 3.5, 6.0);
    squares.draw(picture);
    let signs = "with something else\u{2003} 0 none, as said\u{2003} · not recorded";
    picture.text((x + 10.0, y), Place::Right, signs);
}

fn words(counted: &Counted) -> String {
    let span = &counted.span;
    let mut said = vec![completeness(span)];
    if span.with_kratom > 0 {
        said.push(format!(
            "The longest run of days with kratom was {}.",
            count(counted.summary.longest_run_days, "day", "days")
        ));
        // What was taken the day after a dose belongs to a day without one.
        let with_kratom = counted.days.iter().filter(|day| day.doses > 0);
        let with_other = with_kratom.filter(|day| !day.with_other.is_empty());
        said.push(format!(
            "Something else was taken around a dose on {} of {} with kratom.",
            with_other.count(),
            count(span.with_kratom, "day", "days")
        ));
    }
    said.join(" ")
}

fn table_of_weeks(weeks: &[&[DayStats]]) -> Table {
    let row = |week: &&[DayStats]| {
        let mut row = vec![String::new(); 8];
        if let (Some(first), Some(last)) = (week.first(), week.last()) {
            row[0] = stretch(first.date, last.date);
        }
        for day in *week {
            row[weekday(day.date) + 1] = day_words(day);
        }
        row
    };
    let head = ["Week"].into_iter().chain(WEEKDAYS);
    Table {
        head: head.map(str::to_owned).collect(),
        rows: weeks.iter().map(row).collect(),
    }
}

fn day_words(day: &DayStats) -> String {
    let says = match (day.state, day.stand) {
        (Day::WithKratom(_), _) => day.doses.to_string(),
        (Day::None, _) => "none".to_owned(),
        (Day::NotRecorded, Stand::Ahead) => "ahead".to_owned(),
        (Day::NotRecorded, _) => "not recorded".to_owned(),
    };
    if day.with_other.is_empty() {
        says
    } else {
        format!("{says} ▲")
    }
}

fn table_of_months(days: &[DayStats]) -> Table {
    let head = [
        "Month",
        "Mean times a day",
        "Days with kratom",
        "Days recorded",
        "Days",
        "Days with something else",
    ];
    let row = |month: &[DayStats]| {
        let of = Span::of(month);
        let name = month
            .first()
            .map(|day| day.date.format("%b %Y").to_string());
        let times = match month_sign(&of).as_str() {
            "·" => "not recorded".to_owned(),
            "0" => "said to be none".to_owned(),
            "?" => "not known".to_owned(),
            times => times.to_owned(),
        };
        let counts = [of.with_kratom, of.recorded, of.begun, of.days_with_other];
        let mut row = vec![name.unwrap_or_default(), times];
        row.extend(counts.map(|n| n.to_string()));
        row
    };
    Table {
        head: head.map(str::to_owned).to_vec(),
        rows: by_month(days).into_iter().map(row).collect(),
    }
}
