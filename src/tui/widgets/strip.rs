//! A day of hours in one line: signs where something was, words where there is
//! room.

use chrono::{TimeDelta, Timelike};

use super::text::{cut, fill, width};
use crate::domain::moment::{Moment, Zone};

/// A stretch of time laid over some columns, both ends included.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    pub from: Moment,
    pub to: Moment,
    pub columns: usize,
}

/// A sign at a time, and the word that follows it where there is room.
#[derive(Debug, Clone)]
pub struct Mark {
    pub at: Moment,
    pub sign: String,
    pub word: String,
}

impl Scale {
    /// The hours up to an instant.
    #[must_use]
    pub fn last_hours(hours: i64, to: Moment, columns: usize) -> Scale {
        Scale {
            from: to - TimeDelta::hours(hours),
            to,
            columns,
        }
    }

    /// The column an instant falls on, if it is inside.
    #[must_use]
    pub fn column(&self, at: Moment) -> Option<usize> {
        (self.columns > 0 && at >= self.from && at <= self.to).then(|| self.clamped(at))
    }

    /// The column nearest to an instant.
    #[must_use]
    pub fn clamped(&self, at: Moment) -> usize {
        let last = self.columns.saturating_sub(1);
        let all = (self.to - self.from).num_minutes().max(1);
        let into = (at - self.from).num_minutes().clamp(0, all);
        let column = into * i64::try_from(last).unwrap_or_default() / all;
        usize::try_from(column).unwrap_or_default()
    }

    /// The marks, oldest first, in exactly so many columns. A word gives way to
    /// the sign after it, and a sign that would fall on another stands beside
    /// it.
    #[must_use]
    pub fn draw(&self, marks: &[Mark]) -> String {
        let placed: Vec<(usize, Mark)> = marks
            .iter()
            .filter_map(|mark| Some((self.column(mark.at)?, mark.clone())))
            .collect();
        let mut line = String::new();
        let placed = together(&placed);
        for (n, (column, mark)) in placed.iter().enumerate() {
            let used = width(&line);
            // A sign that falls on another stands beside it.
            let start = (*column).max(used);
            let start = start.min(self.columns.saturating_sub(width(&mark.sign)).max(used));
            let next = placed.get(n + 1).map_or(self.columns, |(next, _)| *next);
            let room = next.saturating_sub(start + width(&mark.sign) + 1);
            let last = n + 1 == placed.len();
            let after = self.columns.saturating_sub(start + width(&mark.sign));
            let word = width(mark.word.trim_start());
            if last && width(&mark.word) > after && start > used + word + 1 {
                // No room behind the last sign: its word stands before it.
                line.push_str(&" ".repeat(start - used - word - 1));
                line.push_str(mark.word.trim_start());
                line.push(' ');
                line.push_str(&mark.sign);
                continue;
            }
            let room = if last { after } else { room };
            line.push_str(&" ".repeat(start - used));
            line.push_str(&mark.sign);
            if room > 0 && (width(&mark.word) <= room || room >= 6) {
                line.push_str(&cut(&mark.word, room));
            }
        }
        fill(&line, self.columns)
    }

    /// The hours of the clock under their columns: `22    00    02`.
    #[must_use]
    pub fn hours(&self, every: u32, zone: Zone) -> String {
        let mut line = String::new();
        let whole = self.from.to_utc() - TimeDelta::minutes(i64::from(self.from.minute()));
        for hour in 0..=24 {
            let at = zone.at(whole + TimeDelta::hours(hour));
            let Some(column) = self.column(at).filter(|_| at.hour().is_multiple_of(every)) else {
                continue;
            };
            let used = width(&line);
            if column >= used && column + 2 <= self.columns {
                line.push_str(&" ".repeat(column - used));
                line.push_str(&at.format("%H").to_string());
            }
        }
        line
    }
}

/// Marks of one column with the same sign stand as one, counted: `●×2`.
fn together(placed: &[(usize, Mark)]) -> Vec<(usize, Mark)> {
    let mut joined: Vec<(usize, Mark)> = Vec::new();
    for part in placed.chunk_by(|a, b| a.0 == b.0 && a.1.sign == b.1.sign) {
        let mut one = part[0].clone();
        if part.len() > 1 {
            one.1.sign = format!("{}×{}", one.1.sign, part.len());
            let words: Vec<&str> = part.iter().map(|(_, mark)| mark.word.trim()).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            one.1.word = if words.is_empty() {
                String::new()
            } else {
                format!(" {}", words.join(", "))
            };
        }
        joined.push(one);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn at(text: &str) -> Moment {
        DateTime::parse_from_rfc3339(&format!("2026-11-20T{text}:00+01:00")).unwrap()
    }

    fn mark(time: &str, word: &str) -> Mark {
        Mark {
            at: at(time),
            sign: "*".to_owned(),
            word: word.to_owned(),
        }
    }

    #[test]
    fn words_give_way_to_the_next_sign() {
        let scale = Scale {
            from: at("00:00"),
            to: at("20:00"),
            columns: 21,
        };
        let line = scale.draw(&[
            mark("02:00", "2.5"),
            mark("04:00", "2.5"),
            mark("17:00", "2.5"),
        ]);
        assert_eq!(line, "  * *2.5         *2.5");
        assert_eq!(
            scale.draw(&[mark("04:00", ""), mark("04:10", "")]).trim(),
            "*×2"
        );
        assert_eq!(
            scale.draw(&[mark("19:00", "wine")]),
            "              wine * "
        );
    }

    #[test]
    fn hours_stand_under_their_columns() {
        let scale = Scale {
            from: at("00:00"),
            to: at("20:00"),
            columns: 21,
        };
        let zone = Zone::Fixed(*at("00:00").offset());
        assert_eq!(scale.hours(6, zone), "00    06    12    18");
    }
}
