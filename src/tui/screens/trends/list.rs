//! Days or weeks one under the other: for phones, and for thirteen weeks.
//! Columns that do not fit go, the least needed first.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::cells::{self, BLANK, Cell, OPEN, OTHER, UNKNOWN};
use super::counted::Counted;
use super::page::{Page, Spot};
use crate::domain::amount::Mg;
use crate::stats::days::{DayStats, Stand};
use crate::stats::middle::number;
use crate::stats::span::Span as Figures;
use crate::stats::summary::RANGE_ENDS;
use crate::stats::words::one_decimal;
use crate::tui::view::{HIDDEN, View};
use crate::tui::widgets::chart::lying;
use crate::tui::widgets::text::{cut, fill, fill_left, styled, width};

/// A column: its heading, how wide it is, and how soon it goes.
struct Column {
    head: &'static str,
    wide: usize,
    rank: u8,
    /// Bars and marks stand left, figures right.
    left: bool,
}

const fn figures(head: &'static str, wide: usize, rank: u8) -> Column {
    Column {
        head,
        wide,
        rank,
        left: false,
    }
}

const fn bars(wide: usize, rank: u8) -> Column {
    Column {
        head: "",
        wide,
        rank,
        left: true,
    }
}

struct Row {
    day: NaiveDate,
    name: String,
    /// Its days as squares.
    squares: Vec<(NaiveDate, Cell)>,
    cells: Vec<Cell>,
}

/// The days of a week or month.
pub fn draw_days(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    chosen: NaiveDate,
    columns: usize,
) {
    const COLUMNS: [Column; 7] = [
        figures("times", 5, 0),
        bars(5, 6),
        figures("leaf g", 7, 2),
        figures("other", 6, 1),
        figures("slept", 6, 3),
        figures("qual", 5, 4),
        figures("largest", 8, 5),
    ];
    let most = counted.most(|day| number(day.doses));
    let rows: Vec<Row> = counted
        .days
        .iter()
        .filter(|day| day.stand != Stand::Ahead)
        .map(|day| Row {
            day: day.date,
            name: day_name(day),
            squares: Vec::new(),
            cells: vec![
                cells::times(view, day),
                Cell::new(lying(number(day.doses), most, 4), view.theme.kratom),
                cells::leaf(view, day),
                other_mark(view, day),
                slept(view, day),
                cells::quality(view, day),
                largest(view, day),
            ],
        })
        .collect();
    table(page, view, &COLUMNS, &rows, chosen..=chosen, columns);
}

/// Weeks, of which the one with the chosen day is chosen.
pub fn draw_weeks(
    page: &mut Page,
    view: &View,
    counted: &Counted,
    chosen: NaiveDate,
    columns: usize,
) {
    const COLUMNS: [Column; 10] = [
        figures("times", 6, 0),
        bars(7, 8),
        figures("before", 7, 4),
        figures("leaf g", 7, 3),
        figures("other", 6, 2),
        figures("slept", 6, 5),
        figures("qual", 5, 6),
        figures("none", 5, 1),
        figures(BLANK, 3, 1),
        figures("largest", 8, 7),
    ];
    let weeks: Vec<(&[DayStats], Figures)> = counted
        .days
        .chunks(7)
        .map(|days| (days, Figures::of(days)))
        .collect();
    let most = weeks.iter().filter_map(|(_, week)| week.times_a_day);
    let most = most.fold(0.0, f64::max);
    let before: Vec<Figures> = counted.before.chunks(7).map(Figures::of).collect();
    let rows: Vec<Row> = weeks
        .iter()
        .enumerate()
        .filter_map(|(n, (days, week))| {
            let first = days.first()?;
            let mut cells = week_cells(view, week, most);
            let then = before.get(n).and_then(|then| then.times_a_day);
            cells.insert(2, Cell::new(cells::rate(then), view.theme.dim));
            let squares = days.iter().map(|day| (day.date, cells::square(view, day)));
            Some(Row {
                day: first.date,
                name: first.date.format("%-d %b").to_string(),
                squares: squares.collect(),
                cells,
            })
        })
        .collect();
    let monday = crate::stats::period::monday(chosen);
    table(page, view, &COLUMNS, &rows, monday..=chosen, columns);
    if columns >= super::NARROW {
        page.text(&cells::squares_legend(view), columns, view.theme.dim);
    }
}

fn week_cells(view: &View, week: &Figures, most: f64) -> Vec<Cell> {
    let dim = view.theme.dim;
    let none = week.recorded - week.with_kratom;
    let gaps = week.begun - week.recorded;
    let some = |n: usize| {
        if n == 0 {
            Cell::plain("")
        } else {
            Cell::plain(n.to_string())
        }
    };
    let unknown = if week.begun == 0 { "" } else { UNKNOWN };
    let or_unknown = |text: String| {
        if text.is_empty() {
            Cell::new(unknown, dim)
        } else {
            Cell::plain(text)
        }
    };
    let times = match week.times_a_day {
        Some(times) => Cell::new(one_decimal(times), view.theme.title),
        None if week.with_kratom > 0 => Cell::new(OPEN, dim),
        None if none > 0 => Cell::plain("none"),
        None => Cell::new(unknown, dim),
    };
    vec![
        times,
        Cell::new(
            lying(week.times_a_day.unwrap_or(0.0), most, 6),
            view.theme.kratom,
        ),
        or_unknown_leaf(view, week),
        match week.days_with_other {
            0 => Cell::plain(""),
            n => Cell::new(format!("{OTHER}{n}"), view.theme.other),
        },
        or_unknown(cells::mean_clock(week.asleep_min)),
        or_unknown(cells::rate(week.quality)),
        some(none),
        some(gaps),
        Cell::plain(
            week.largest
                .map_or_else(String::new, |g| one_decimal(g.grams())),
        ),
    ]
}

fn or_unknown_leaf(view: &View, week: &Figures) -> Cell {
    let text = cells::leaf_rate(view, week);
    let unknown = text.is_empty() && week.doses_without_weight > 0;
    if unknown {
        Cell::new(UNKNOWN, view.theme.dim)
    } else {
        Cell::plain(text)
    }
}

/// `Fri 20…`.
fn day_name(day: &DayStats) -> String {
    let open = if day.stand == Stand::Today { OPEN } else { "" };
    format!("{}{open}", day.date.format("%a %-d"))
}

fn other_mark(view: &View, day: &DayStats) -> Cell {
    match day.with_other.len() {
        0 => Cell::plain(""),
        1 => Cell::new(OTHER, view.theme.other),
        n => Cell::new(format!("{OTHER}{n}"), view.theme.other),
    }
}

/// Time asleep; where only the time in bed is known, that, in brackets.
fn slept(view: &View, day: &DayStats) -> Cell {
    match day.night {
        Some(night) if night.asleep.is_none() => Cell::new(
            format!("({})", cells::clock(night.in_bed)),
            view.theme.night,
        ),
        _ => cells::asleep(view, day),
    }
}

fn largest(view: &View, day: &DayStats) -> Cell {
    let largest = day.largest().map(|dose| one_decimal(dose.grams()));
    Cell::plain(match largest {
        Some(_) if view.is_hidden() => HIDDEN.to_owned(),
        other => other.unwrap_or_default(),
    })
}

/// Columns of a day's name.
const NAME: usize = 9;

fn table(
    page: &mut Page,
    view: &View,
    columns: &[Column],
    rows: &[Row],
    chosen: std::ops::RangeInclusive<NaiveDate>,
    room: usize,
) {
    let squares = if rows.iter().any(|row| !row.squares.is_empty()) {
        SQUARES
    } else {
        0
    };
    let kept = kept(columns, room.saturating_sub(NAME + squares));
    let mut head = vec![Span::raw(" ".repeat(NAME))];
    if squares > 0 {
        head.push(styled(fill("MTWTFSS", squares), view.theme.dim));
    }
    for n in &kept {
        head.push(styled(
            fill_left(columns[*n].head, columns[*n].wide),
            view.theme.dim,
        ));
    }
    page.pin(Line::from(head));
    for row in rows {
        let line = page.lines.len();
        let here = chosen.contains(&row.day);
        if here {
            page.cursor = Some((0, line));
        }
        let mut squares_of = Vec::new();
        for (n, (day, cell)) in row.squares.iter().enumerate() {
            let (from, is_chosen) = (NAME + n, day == chosen.end());
            page.spots.push(Spot {
                line,
                from,
                to: from + 1,
                day: *day,
            });
            if is_chosen {
                page.cursor = Some((from, line));
            }
            let style = if is_chosen {
                view.theme.here
            } else {
                cell.style
            };
            squares_of.push(styled(cell.text.clone(), style));
        }
        page.spots.push(Spot {
            line,
            from: 0,
            to: room,
            day: row.day,
        });
        let sign = if here { ">" } else { " " };
        let style = if here {
            view.theme.accent
        } else {
            view.theme.dim
        };
        let mut spans = vec![styled(fill(&format!("{sign}{}", row.name), NAME), style)];
        spans.extend(squares_of);
        for n in &kept {
            let (column, cell) = (&columns[*n], &row.cells[*n]);
            let text = if column.left {
                fill(&format!(" {}", cell.text), column.wide)
            } else {
                fill_left(&cell.text, column.wide)
            };
            spans.push(styled(text, cell.style));
        }
        page.push(Line::from(spans));
    }
}

/// Columns of the squares of a week.
const SQUARES: usize = 7;

/// Which columns fit.
fn kept(columns: &[Column], room: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    while kept.iter().map(|n| columns[*n].wide).sum::<usize>() > room {
        let Some(last) = kept.iter().copied().max_by_key(|n| columns[*n].rank) else {
            break;
        };
        kept.retain(|n| *n != last);
    }
    kept
}

/// Each day's single doses on a lying scale, with the line at 3 g.
pub fn draw_doses(page: &mut Page, view: &View, counted: &Counted, columns: usize) {
    let Some(largest) = counted.largest().filter(|_| columns > NAME + 12) else {
        return;
    };
    let scale = Scale {
        most: largest.max(Mg(4000)),
        columns: (columns - NAME - 1).min(48),
    };
    page.gap();
    page.push(styled(scale.head(), view.theme.dim));
    for day in counted.days.iter().filter(|day| !day.leaf_doses.is_empty()) {
        let mut spans = vec![styled(
            fill(&format!(" {}", day_name(day)), NAME),
            view.theme.dim,
        )];
        spans.extend(scale.draw(view, &day.leaf_doses));
        page.push(Line::from(spans));
    }
    let note = "│ 3 g: the documents' range ends here; not a safe amount";
    page.text(note, columns, view.theme.dim);
}

struct Scale {
    most: Mg,
    columns: usize,
}

impl Scale {
    fn column(&self, dose: Mg) -> usize {
        let last = i64::try_from(self.columns.saturating_sub(1)).unwrap_or_default();
        let column = dose.0.clamp(0, self.most.0) * last / self.most.0.max(1);
        let column = usize::try_from(column).unwrap_or_default();
        if dose == RANGE_ENDS {
            return column;
        }
        // Beside the line, never on it.
        let line = self.column(RANGE_ENDS);
        if dose > RANGE_ENDS {
            column.max(line + 1)
        } else {
            column.min(line.saturating_sub(1))
        }
    }

    /// Where 3 g stands, and the end of the scale where there is room.
    fn head(&self) -> String {
        let line = NAME + self.column(RANGE_ENDS);
        let head = fill(" doses", line - 1) + "3 g";
        let end = format!("{} g", one_decimal(self.most.grams()));
        let room = (NAME + self.columns).saturating_sub(width(&head));
        if room > width(&end) {
            head + &fill_left(&end, room)
        } else {
            head
        }
    }

    /// `●` for a dose, a figure for several on one place.
    fn draw(&self, view: &View, doses: &[Mg]) -> Vec<Span<'static>> {
        let line = self.column(RANGE_ENDS);
        (0..self.columns)
            .map(|column| {
                let here = doses.iter().filter(|dose| self.column(**dose) == column);
                match here.count() {
                    0 if column == line => styled("│", view.theme.dim),
                    0 => Span::raw(" "),
                    1 => styled("●", view.theme.kratom),
                    n => styled(n.min(9).to_string(), view.theme.kratom),
                }
            })
            .collect()
    }
}

/// What was felt, one symptom a line: `nausea  ▪ Mon 16  ▪▪ Thu 19`.
pub fn draw_symptoms(page: &mut Page, view: &View, counted: &Counted, columns: usize) {
    for name in counted.symptoms.iter().take(4) {
        let felt = counted.days.iter().filter_map(|day| {
            let severity = super::counted::felt(day, name)?;
            Some(format!(
                "{} {}",
                cells::marks(severity),
                day.date.format("%a")
            ))
        });
        let felt: Vec<String> = felt.collect();
        if felt.is_empty() {
            continue;
        }
        let name = cut(name, (columns / 2).max(8));
        let rest = cut(&felt.join("  "), columns.saturating_sub(width(&name) + 4));
        page.push(Line::from(vec![
            styled(format!(" {name}  "), view.theme.dim),
            Span::raw(rest),
        ]));
    }
}
