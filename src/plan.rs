//! A person's own plan: the lines they drew, the steps between them and the
//! breaks they mean to take, as they stand on a day and beside the record.
//! Nothing here proposes an amount or a date.

pub mod change;
pub mod ics;
pub mod measure;
pub mod over;
pub mod record;
pub mod supply;

use chrono::{Days, NaiveDate};

use crate::domain::Entry;
use crate::domain::amount::Number;
use crate::domain::journal::Journal;
use crate::rules::facts::{PLANNED_BREAK, facts};
pub use measure::Measure;

/// A line of one's own, from a date on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line<'a> {
    pub entry: &'a Entry,
    pub measure: Measure,
    pub amount: Number,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// A break the person means to take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Break<'a> {
    pub entry: &'a Entry,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// Breaks that touch or overlap, as one stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: NaiveDate,
    /// Open where the person gave no last day.
    pub until: Option<NaiveDate>,
}

/// All lines and breaks, by the date they begin; of one date, the one written
/// last stands last and counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan<'a> {
    pub lines: Vec<Line<'a>>,
    pub breaks: Vec<Break<'a>>,
}

impl<'a> Plan<'a> {
    /// The plan that is written down.
    #[must_use]
    pub fn of(journal: &'a Journal) -> Plan<'a> {
        let mut plan = Plan::default();
        for entry in journal.lasting() {
            plan.take(entry);
        }
        plan.lines.sort_by_key(|line| line.from);
        plan.breaks.sort_by_key(|it| it.from);
        plan
    }

    fn take(&mut self, entry: &'a Entry) {
        let Some(about) = entry.about() else {
            return;
        };
        let Some(fact) = facts().find(&about.name) else {
            return;
        };
        let (from, until) = (entry.date(), about.until);
        if fact.name == PLANNED_BREAK {
            self.breaks.push(Break { entry, from, until });
        } else if let Some((measure, amount)) = Measure::named(fact.name).zip(about.amount) {
            self.lines.push(Line {
                entry,
                measure,
                amount,
                from,
                until,
            });
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.breaks.is_empty()
    }

    /// The line of a measure that counts on a day: the last one begun that has
    /// not ended.
    #[must_use]
    pub fn in_force(&self, measure: Measure, on: NaiveDate) -> Option<&Line<'a>> {
        let begun = self.lines.iter().rev();
        begun
            .filter(|line| line.measure == measure)
            .find(|line| line.holds_on(on))
    }

    /// The line that counted on the day before another one begins.
    #[must_use]
    pub fn before(&self, line: &Line) -> Option<&Line<'a>> {
        self.in_force(line.measure, line.from.pred_opt()?)
    }

    /// The next line of a measure after a day.
    #[must_use]
    pub fn next(&self, measure: Measure, after: NaiveDate) -> Option<&Line<'a>> {
        let mut ahead = self.lines.iter();
        ahead.find(|line| line.measure == measure && line.from > after)
    }

    /// The break a day lies in, with every break that touches it.
    #[must_use]
    pub fn break_on(&self, on: NaiveDate) -> Option<Stretch> {
        let mut stretches = self.stretches().into_iter();
        stretches.find(|it| it.from <= on && it.until.is_none_or(|until| on <= until))
    }

    /// The breaks, those that touch or overlap as one. One that ends before it
    /// begins is none.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut all: Vec<Stretch> = Vec::new();
        for it in self.breaks.iter().filter(|it| !it.is_backwards()) {
            match all.last_mut() {
                Some(last) if last.touches(it.from) => {
                    last.until = last.until.zip(it.until).map(|(a, b)| a.max(b));
                }
                _ => all.push(Stretch {
                    from: it.from,
                    until: it.until,
                }),
            }
        }
        all
    }

    /// What counts on a day and what is ahead of it, as a page lists it.
    #[must_use]
    pub fn rows(&self, today: NaiveDate) -> Vec<Row<'a>> {
        let all = Measure::ALL.into_iter();
        let now = all.filter_map(|measure| self.in_force(measure, today));
        let ahead = self.lines.iter().filter(|line| line.from > today);
        let lines = now.chain(ahead).map(|line| (line.entry, None));
        let open = self.breaks.iter();
        let open = open.filter(|it| it.until.is_none_or(|until| until >= today));
        let breaks = open.map(|it| (it.entry, it.entry.note.clone()));
        let mut rows: Vec<Row> = lines
            .chain(breaks)
            .map(|(entry, why)| Row {
                entry,
                says: says(entry),
                why,
            })
            .collect();
        rows.sort_by_key(|row| row.entry.date().max(today));
        rows
    }

    /// What does not hang together in what is still ahead, each in a sentence:
    /// it is told, and the plan is read as it stands.
    #[must_use]
    pub fn remarks(&self, today: NaiveDate) -> Vec<String> {
        let ahead = || self.lines.iter().filter(|line| line.from >= today);
        let twice = ahead().filter_map(|line| self.same_day(line));
        let up = ahead()
            .filter(|line| line.from > today)
            .filter_map(|line| self.goes_up(line));
        let ended = self.lines.iter().map(|line| (line.entry, line.until));
        let breaks = self.breaks.iter().map(|it| (it.entry, it.until));
        let backwards = ended
            .chain(breaks)
            .filter_map(|(entry, until)| backwards(entry, until?));
        twice.chain(up).chain(backwards).collect()
    }

    /// Two steps of one day: the later written one counts.
    fn same_day(&self, line: &Line) -> Option<String> {
        let others = self.lines.iter();
        let mut same =
            others.filter(|other| other.measure == line.measure && other.from == line.from);
        let counts = same.clone().next_back()?;
        // Said once, by the first of them.
        let is_first = same.next()?.entry.id == line.entry.id;
        (is_first && counts.entry.id != line.entry.id).then(|| {
            format!(
                "two steps begin on {}; the one written last counts: {}",
                day(line.from),
                line.measure.says(counts.amount)
            )
        })
    }

    /// A step that allows more than the one before it, which is what dates that
    /// run backwards come to.
    fn goes_up(&self, line: &Line) -> Option<String> {
        let before = self.before(line)?;
        line.measure.allows_more(line.amount, before.amount).then(|| {
            format!(
                "the step from {} ({}) allows more than the one before it from {} ({}); are the dates the right way round?",
                day(line.from),
                line.measure.says(line.amount),
                day(before.from),
                line.measure.says(before.amount)
            )
        })
    }
}

/// One line of a page about the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    pub entry: &'a Entry,
    pub says: String,
    /// Why, in the person's own words.
    pub why: Option<String>,
}

/// What an entry means as a part of a plan: `at most 6 g a day, from Tue 1 Dec`.
#[must_use]
pub fn says(entry: &Entry) -> String {
    let Some(about) = entry.about() else {
        return entry.title();
    };
    let measure = facts()
        .find(&about.name)
        .and_then(|fact| Measure::named(fact.name));
    let what = match measure.zip(about.amount) {
        Some((measure, amount)) => measure.says(amount),
        None => "a break".to_owned(),
    };
    let until = about.until.map(|until| format!(" to {}", day(until)));
    format!(
        "{what}, from {}{}",
        day(entry.date()),
        until.unwrap_or_default()
    )
}

impl Line<'_> {
    #[must_use]
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// `6 g a day`.
    #[must_use]
    pub fn says(&self) -> String {
        self.measure.says(self.amount)
    }
}

impl Break<'_> {
    fn is_backwards(&self) -> bool {
        self.until.is_some_and(|until| until < self.from)
    }
}

impl Stretch {
    /// Whether a break that begins then goes on from this one.
    fn touches(self, from: NaiveDate) -> bool {
        let next = |until: NaiveDate| until.checked_add_days(Days::new(1)).unwrap_or(until);
        self.until.is_none_or(|until| from <= next(until))
    }
}

fn backwards(entry: &Entry, until: NaiveDate) -> Option<String> {
    (until < entry.date()).then(|| {
        format!(
            "{} ends on {}, before it begins on {}; it is not read",
            entry.about().map_or("", |about| about.name.as_str()),
            day(until),
            day(entry.date())
        )
    })
}

/// `Tue 1 Dec`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}

#[cfg(test)]
mod tests;
