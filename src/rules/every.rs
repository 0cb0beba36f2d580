//! Every rule at an instant: whether it holds, and in one line why not.

use super::Alert;
use super::judge::{Court, HOLDS, ahead, holding, with_kratom};
use super::judged::Judged;
use super::lasting::judged_at;
use super::measure::count;
use super::rule::{Each, On, Row, Rule, rules};
use super::taken::pairs;
use crate::domain::Entry;
use crate::domain::Kind;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// A rule and how it stands.
#[derive(Debug, Clone)]
pub struct Every {
    pub rule: &'static Rule,
    pub state: State,
}

/// How a rule stands.
#[derive(Debug, Clone)]
pub enum State {
    Holds(Box<Alert>),
    /// It does not hold; what is short of it.
    Not(String),
    /// Too little was written down to say.
    TooLittle,
}

/// Every rule: those that hold first, worst first, once for each thing they are
/// about; then the others by their places.
#[must_use]
pub fn every(journal: &Journal, at: Moment) -> Vec<Every> {
    let mut all = Vec::new();
    for alert in holding(journal, at) {
        if let Some(rule) = super::rule::find(alert.rule) {
            let state = State::Holds(Box::new(alert));
            all.push(Every { rule, state });
        }
    }
    let holds = |rule: &Rule| all.iter().any(|it| it.rule.id == rule.id);
    let mut others: Vec<&'static Rule> = rules().iter().filter(|rule| !holds(rule)).collect();
    others.sort_by_key(|rule| (rule.place, &rule.id));
    let court = Court::new(journal, at, at);
    all.extend(others.into_iter().map(|rule| Every {
        rule,
        state: why_not(&court, rule, journal, at),
    }));
    all
}

/// How near one row came to holding.
#[derive(Default)]
struct Near {
    /// From 0 to 1.
    part: f64,
    /// What was found and is too little of it; none where that is not known.
    short: Option<String>,
    unknown: bool,
}

fn why_not(court: &Court<'_>, rule: &'static Rule, journal: &Journal, at: Moment) -> State {
    let mut near = Vec::new();
    match &rule.on {
        On::Now => near.extend(each(rule, &court.at(at))),
        On::Entries(kinds) => {
            let lately = journal.between((at - HOLDS).into(), at.into()).iter();
            let lately = lately.chain(ahead(journal, at));
            let mut entries = lately.filter(|entry| rule.is_on(entry.kind())).peekable();
            if entries.peek().is_none() {
                return State::Not(none_of(kinds));
            }
            near.extend(entries.flat_map(|entry| of_entry(court, rule, entry, at)));
        }
    }
    nearest(near, rule)
}

/// `no dose or substance in the last 24 h`.
fn none_of(kinds: &[Kind]) -> String {
    let mut names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let last = names.pop().unwrap_or("entry");
    let names = if names.is_empty() {
        last.to_owned()
    } else {
        format!("{} or {last}", names.join(", "))
    };
    format!("no {names} in the last {} h", HOLDS.num_hours())
}

/// The rows as asked of one entry, and of each substance that it meets.
fn of_entry(court: &Court<'_>, rule: &'static Rule, entry: &Entry, at: Moment) -> Vec<Near> {
    let judged = Judged {
        entry: Some(entry),
        ..court.at(judged_at(entry, at))
    };
    let mut near = each(rule, &judged);
    if rule.each == Some(Each::Substance) {
        for pair in &pairs(&judged) {
            let judged = Judged {
                at: with_kratom(entry, pair),
                pair: Some(pair),
                ..judged
            };
            near.extend(rows(rule, &judged));
        }
    }
    near
}

fn each(rule: &'static Rule, judged: &Judged<'_>) -> Vec<Near> {
    if rule.each != Some(Each::Fact) {
        return rows(rule, judged);
    }
    let facts = judged.facts().map(|fact| Judged {
        fact: Some(*fact),
        ..*judged
    });
    facts.flat_map(|judged| rows(rule, &judged)).collect()
}

fn rows(rule: &'static Rule, judged: &Judged<'_>) -> Vec<Near> {
    let kind = judged.entry.map(Entry::kind);
    let asked = |row: &&Row| row.is_on(kind) && row.is_of_pair() == judged.pair.is_some();
    let rows = rule.any.iter().filter(asked);
    rows.map(|row| row_of(row, judged)).collect()
}

fn row_of(row: &Row, judged: &Judged<'_>) -> Near {
    let mut near = Near::default();
    for condition in &row.all {
        match condition.measure.of(judged) {
            None => near.unknown = true,
            Some(found) if condition.counts(found.value) => near.part += 1.0,
            Some(found) => {
                near.part += condition.part(found.value);
                near.short
                    .get_or_insert_with(|| condition.short(found.value));
            }
        }
    }
    near.part /= f64::from(count(row.all.len()));
    near
}

/// The row that came nearest speaks; where nothing is known to be short, too
/// little was written down.
fn nearest(near: Vec<Near>, rule: &Rule) -> State {
    if near.is_empty() {
        return State::Not(match rule.each {
            Some(Each::Fact) => "no fact about you that it speaks of".to_owned(),
            _ => "nothing else is written down near kratom".to_owned(),
        });
    }
    if near.iter().any(|it| it.short.is_none() && !it.unknown) {
        return State::Not("another warning speaks of the same entries".to_owned());
    }
    let undecided = near.iter().any(|it| it.short.is_none());
    let known = near.into_iter().filter(|it| it.short.is_some());
    let best = known.reduce(|best, it| if it.part > best.part { it } else { best });
    match best.and_then(|best| best.short) {
        None => State::TooLittle,
        Some(short) if undecided => State::Not(format!("{short}, as far as is written down")),
        Some(short) => State::Not(short),
    }
}
