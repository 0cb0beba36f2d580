//! When doses fall: a map of weekdays and hours, and the times between doses,
//! waking and bed.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::cells::{self, BLANK};
use super::counted::Counted;
use super::page::Page;
use super::series;
use crate::stats::figure::Series;
use crate::stats::hours::WEEKDAYS;
use crate::tui::view::View;
use crate::tui::widgets::text::styled;

/// Columns of a weekday's name.
const NAME: usize = 6;
/// From this many columns on the map has the numbers beside it.
const BESIDE: usize = 76;
/// Columns of the map there.
const MAP: usize = NAME + 24 + 2;

/// The chart.
pub fn draw(page: &mut Page, view: &View, counted: &Counted, chosen: NaiveDate, columns: usize) {
    let mut numbers = Page::default();
    let beside = columns >= BESIDE;
    let room = if beside { columns - MAP } else { columns };
    series::draw(&mut numbers, view, counted, &Series::WHEN, chosen, room);
    let mut map = Page::default();
    draw_map(&mut map, view, counted, if beside { MAP } else { columns });
    if beside {
        page.beside(map, numbers, MAP);
    } else {
        numbers.gap();
        page.below(numbers);
        page.below(map);
    }
}

fn draw_map(page: &mut Page, view: &View, counted: &Counted, columns: usize) {
    let dim = view.theme.dim;
    let head = format!("{}0     6     12    18", " ".repeat(NAME));
    page.push(styled(head, dim));
    for weekday in WEEKDAYS {
        let mut spans = vec![styled(format!(" {weekday}  "), dim)];
        for hour in 0..24 {
            let square = match counted.hours.share(weekday, hour) {
                None => styled(BLANK, dim),
                Some(share) if share <= 0.0 => Span::raw(" "),
                Some(share) => styled(cells::squares(view)[step(share)], view.theme.kratom),
            };
            spans.push(square);
        }
        page.push(Line::from(spans));
    }
    let [a, b, c, d] = cells::squares(view);
    let legend = format!(
        "a dose on up to {a} a quarter, {b} half, {c} three quarters, {d} more of the recorded days; {BLANK} none recorded"
    );
    page.text(&legend, columns, dim);
}

/// Which of four darknesses a share has.
fn step(share: f64) -> usize {
    let ends = [0.25, 0.5, 0.75];
    ends.iter().filter(|end| share > **end).count()
}
