//! What an anaesthetist, a prescriber or an emergency doctor needs read out, in
//! the order they ask: facts as they were written down, each line a statement
//! of its own, and then what the journal cannot say. It gives no advice.

mod days;
mod limits;
mod person;
mod taken;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::checkins::told;
use crate::domain::event::EventName;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When, Zone, day_of, offset_text};
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind};
use crate::stats::range::Range;
use crate::stats::{Lookups, duration};

/// The widest line of it as text.
pub const WIDEST: usize = 70;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The time it speaks of.
    pub at: Moment,
    /// When it is made.
    pub made: Moment,
    pub zone: Zone,
    /// How many whole days the averages are of.
    pub days: u32,
    /// The last withdrawal check-in in words, where there is one.
    pub checkin: Option<String>,
}

/// The averages are of a week unless asked otherwise.
pub const DAYS: u32 = 7;

impl Asked {
    /// What is asked of a time, made at another or the same.
    #[must_use]
    pub fn of(journal: &Journal, at: Moment, made: Moment, when: &When, days: u32) -> Asked {
        Asked {
            at,
            made: made.max(at),
            zone: when.zone,
            days,
            checkin: told::last_withdrawal(journal, at),
        }
    }
}

/// Some statements that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub label: &'static str,
    pub lines: Vec<String>,
}

/// The journal as it stood, and the time that is spoken of.
struct Seen<'a> {
    journal: &'a Journal,
    /// With what came later.
    all: &'a Journal,
    asked: &'a Asked,
    lookups: &'a Lookups<'a>,
}

/// The whole of it.
#[must_use]
pub fn handover(journal: &Journal, asked: &Asked, lookups: &Lookups) -> Vec<Part> {
    let all = journal;
    let journal = &as_of(all, asked.at);
    let seen = Seen {
        journal,
        all,
        asked,
        lookups,
    };
    let mut parts = vec![("handover", seen.made())];
    if journal.is_empty() {
        parts.push((
            "journal",
            vec![
                "Nothing is written down in this journal up to then. That is unknown, not none."
                    .into(),
            ],
        ));
    } else {
        parts.extend([
            ("last dose", seen.last_dose()),
            ("red flags", seen.red_flags()),
            ("regular medicines", seen.medicines()),
            ("about the person", seen.about()),
            ("withdrawal check", seen.checkin()),
            ("last 24 hours", seen.last_day()),
            ("average", seen.average()),
            ("how long", seen.how_long()),
            ("forms", seen.forms()),
            ("other substances", seen.others()),
            ("taken together", seen.together()),
            ("cannot say", seen.limits()),
        ]);
    }
    let printable = |lines: Vec<String>| lines.iter().map(|line| one_line(line)).collect();
    let parts = parts.into_iter().map(|(label, lines)| Part {
        label,
        lines: printable(lines),
    });
    parts.collect()
}

/// As text: a heading in capitals, its statements under it, at most so many
/// columns wide.
#[must_use]
pub fn text(parts: &[Part], width: usize) -> String {
    let options = textwrap::Options::new(width.min(WIDEST))
        .initial_indent("  ")
        .subsequent_indent("    ");
    let parts = parts.iter().map(|part| {
        let mut rows = vec![part.label.to_uppercase()];
        for line in &part.lines {
            let wrapped = textwrap::wrap(line, &options);
            rows.extend(wrapped.into_iter().map(std::borrow::Cow::into_owned));
        }
        rows.join("\n") + "\n"
    });
    parts.collect::<Vec<String>>().join("\n")
}

/// The journal without what came later; surgery ahead stays, and so does what
/// was said of a whole day that had begun.
fn as_of(journal: &Journal, at: Moment) -> Journal {
    let is_ahead = |entry: &Entry| {
        entry
            .event()
            .is_some_and(|it| it.name == EventName::Surgery)
    };
    let of_days = |entry: &Entry| entry.kind().is_lasting() || entry.kind() == Kind::None;
    let stood = |entry: &&Entry| {
        entry.at <= at
            || is_ahead(entry)
            || of_days(entry) && entry.at.date_naive() <= at.date_naive()
    };
    let entries = journal.entries().iter().filter(stood).cloned().collect();
    let mut then = Journal::new(entries, journal.settings.clone(), Vec::new());
    then.earlier = journal.earlier.clone();
    then
}

impl Seen<'_> {
    fn at(&self) -> Moment {
        self.asked.at
    }

    fn today(&self) -> NaiveDate {
        day_of(self.at(), self.journal.day_start())
    }

    /// The whole days before the one that is spoken of.
    fn whole_days(&self) -> Range {
        let first = self.today() - TimeDelta::days(i64::from(self.asked.days));
        Range::between(first, self.today() - TimeDelta::days(1))
    }

    /// What was written down of the hours before.
    fn hours(&self, hours: i64) -> impl DoubleEndedIterator<Item = &Entry> {
        let to = self.at().to_utc();
        self.journal.last_hours(hours, to).iter()
    }

    fn made(&self) -> Vec<String> {
        let at = self.in_full(self.asked.at);
        let mut lines = vec!["From leaflog, a journal the person keeps on their own.".to_owned()];
        if self.asked.made == self.asked.at {
            lines.push(format!("Made {at}."));
        } else {
            lines.push(format!(
                "Says what was written down of the time up to {at}."
            ));
            lines.push(format!("Made {}.", self.in_full(self.asked.made)));
        }
        lines
    }

    /// `Fri 20 Nov 2026 21:14 (UTC+01:00, Europe/Berlin)`
    fn in_full(&self, at: Moment) -> String {
        let offset = offset_text(*at.offset());
        let zone = match self.asked.zone {
            Zone::Named(tz) => format!("{offset}, {}", tz.name()),
            Zone::System | Zone::Fixed(_) => offset,
        };
        format!("{} ({zone})", at.format("%a %-d %b %Y %H:%M"))
    }

    /// `Fri 20 Nov`, with the year where it is not this one.
    fn day(&self, date: NaiveDate) -> String {
        let same_year = date.year() == self.at().year();
        let format = if same_year {
            "%a %-d %b"
        } else {
            "%a %-d %b %Y"
        };
        date.format(format).to_string()
    }

    /// `Fri 20 Nov 18:05`, with the offset where it was lived at another one.
    fn moment(&self, at: Moment) -> String {
        let says = format!("{} {}", self.day(at.date_naive()), at.format("%H:%M"));
        if self.asked.zone.at(at.to_utc()).offset() == at.offset() {
            says
        } else {
            format!("{says} {}", offset_text(*at.offset()))
        }
    }

    /// How long before it something was, in hours for as long as they are
    /// counted: `3 h 09 min`, `53 h (2 days 5 h)`, `16 days`.
    fn since(&self, at: Moment) -> String {
        let since = self.at() - at;
        match since.num_hours() {
            48..168 => format!("{} h ({})", since.num_hours(), duration::words(since)),
            _ => duration::words(since),
        }
    }
}

#[cfg(test)]
mod tests;
