//! Which rules held over a stretch of past days, judged anew from what is written
//! down now.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::Alert;
use super::judge::{Asked, Court, Held};
use super::judged::Judged;
use super::rule::{On, Rule, rules};
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::{self, Moment};
use crate::domain::{Entry, Kind};

/// A rule that held, with what it was about.
#[derive(Debug, Clone, PartialEq)]
pub struct Raised {
    /// As it stood at its worst; of several as bad, the newest.
    pub alert: Alert,
    /// On how many days it held at the end of the day, with a dose, or was raised by
    /// an entry.
    pub days: usize,
    /// On how many of them at the level of its worst.
    pub days_at_worst: usize,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// What held at the end of each of these instants' days, what the entries between
/// the first and the last raised at their own time, and what a count of doses came to
/// with each of them; worst first. `ends`
/// are the days with the instant each was judged at, oldest first.
#[must_use]
pub fn raised_over(journal: &Journal, ends: &[(NaiveDate, Moment)]) -> Vec<Raised> {
    let Some((first, last)) = ends.first().zip(ends.last()) else {
        return Vec::new();
    };
    let court = Court::new(journal, first.1, last.1);
    let asked = Asked::all();
    let mut found = Found::default();
    for (day, at) in ends {
        let judged = Judged {
            seen: *at,
            ..court.at(*at)
        };
        for held in Court::patterns_of(&judged, &asked) {
            found.take(*day, held);
        }
    }
    let days = first.0..=last.0;
    // What counts doses is at its worst with one of them.
    let counting = Asked::of(rules().iter().filter(|rule| counts_doses(rule)));
    for entry in journal.until(last.1.to_utc()) {
        let day = entry.day(journal.day_start());
        if !days.contains(&day) {
            continue;
        }
        if entry.dose().is_some() {
            let judged = Judged {
                seen: entry.at,
                ..court.at(entry.at)
            };
            for held in Court::patterns_of(&judged, &counting) {
                found.take(day, held);
            }
        }
        for held in court.of_entry(entry, &asked) {
            // A dose of the evening meets the wine of the next day on that day.
            let day = moment::day_of(held.since, journal.day_start());
            if days.contains(&day) {
                found.take(day, held);
            }
        }
    }
    found.in_words(&court)
}

/// Whether a rule looks at doses, and at nothing else that is written down.
fn counts_doses(rule: &Rule) -> bool {
    let others = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Dose);
    rule.on == On::Now && rule.reads(Kind::Dose) && !others.into_iter().any(|kind| rule.reads(kind))
}

/// What held so far, by rule and subject.
#[derive(Default)]
struct Found(HashMap<(&'static str, String), Past>);

struct Past {
    worst: Held,
    days: BTreeMap<NaiveDate, Level>,
}

impl Found {
    fn take(&mut self, day: NaiveDate, held: Held) {
        let key = (held.rule.id.as_str(), held.subject.clone());
        if let Some(past) = self.0.get_mut(&key) {
            let level = past.days.entry(day).or_insert(held.level);
            *level = (*level).max(held.level);
            let worst = &past.worst;
            let by_level = held.level.cmp(&worst.level);
            if by_level.then(held.grade.total_cmp(&worst.grade)).is_ge() {
                past.worst = held;
            }
        } else {
            let days = BTreeMap::from([(day, held.level)]);
            self.0.insert(key, Past { worst: held, days });
        }
    }

    fn in_words(self, court: &Court) -> Vec<Raised> {
        let raised = self.0.into_values().filter_map(|past| {
            let days = &past.days;
            let (first, last) = days.keys().next().zip(days.keys().next_back())?;
            let at_worst = days.values().filter(|level| **level == past.worst.level);
            Some(Raised {
                alert: court.say(&past.worst),
                days: days.len(),
                days_at_worst: at_worst.count(),
                first: *first,
                last: *last,
            })
        });
        let mut raised: Vec<Raised> = raised.collect();
        raised.sort_by(|a, b| {
            let key = |it: &Raised| std::cmp::Reverse((it.alert.level, it.days, it.last));
            let name = |it: &Raised| (it.alert.rule, it.alert.subject.clone());
            (key(a), name(a)).cmp(&(key(b), name(b)))
        });
        raised
    }
}

/// The rules about a regular medicine or another substance that held at an
/// instant, for what is written down of them.
pub fn about<'a>(raised: &'a [Raised], entry: &'a Entry) -> impl Iterator<Item = &'a Raised> {
    raised
        .iter()
        .filter(move |it| it.alert.because.contains(&entry.id))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::judge::holding;
    use super::*;
    use crate::stats::sample::{date, journal};

    const DAYS: [&str; 4] = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"];

    fn ends(days: &[&str]) -> Vec<(NaiveDate, Moment)> {
        let of = |day: &&str| {
            let at = DateTime::parse_from_rfc3339(&format!("{day}T23:59:00+01:00"));
            (date(day), at.unwrap())
        };
        days.iter().map(of).collect()
    }
    #[test]
    fn the_worst_is_the_farthest_and_not_the_last() {
        let journal = journal(&[
            "dose amount=9g at=2026-11-16T18:00",
            "dose amount=6g at=2026-11-16T20:00",
            "dose amount=4g at=2026-11-18T18:00",
            "dose amount=6g at=2026-11-18T19:00",
            "dose amount=4g at=2026-11-19T10:00",
            "dose amount=4g at=2026-11-19T11:30",
        ]);
        let raised = raised_over(&journal, &ends(&DAYS));
        let titled = |rule: &str| {
            let mut all = raised.iter();
            let found = all.find(|it| it.alert.rule.starts_with(rule)).unwrap();
            (found.alert.title.clone(), found.days, found.days_at_worst)
        };
        assert_eq!(titled("R10"), ("A dose of 9 g".to_owned(), 2, 2));
        assert_eq!(titled("R11").0, "A day's total of 18 g");
        assert_eq!((titled("R11").1, titled("R11").2), (3, 1));
        assert!(titled("R14").0.starts_with("1 h since"), "{raised:?}");
    }

    #[test]
    fn a_dose_and_the_wine_of_the_next_day_meet_on_the_next_day() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-17T23:30",
            "substance name=wine at=2026-11-18T02:00",
        ]);
        let raised = raised_over(&journal, &ends(&DAYS));
        let alcohol = raised.iter().find(|it| it.alert.rule.starts_with("R19"));
        let alcohol = alcohol.expect("wine near kratom is a warning");
        assert_eq!(
            (alcohol.first, alcohol.last),
            (date("2026-11-18"), date("2026-11-18"))
        );
    }

    #[test]
    fn what_was_said_then_is_found_again() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-16T18:00",
            "substance name=alcohol at=2026-11-16T19:00",
            "dose amount=4g at=2026-11-18T18:00",
            "dose amount=4g at=2026-11-19T18:00",
        ]);
        let raised = raised_over(&journal, &ends(&DAYS));
        let of = |rule: &str| {
            let mut all = raised.iter();
            all.find(|it| it.alert.rule.starts_with(rule))
        };
        let alcohol = of("R19").expect("alcohol near kratom is a warning");
        assert_eq!((alcohol.days, alcohol.last), (1, date("2026-11-16")));
        let above = of("R09").expect("4 g is above the range");
        assert_eq!((above.days, above.first), (2, date("2026-11-18")));
        assert!(raised[0].alert.level >= Level::Warning);
        // What holds at an end is found by both.
        let held = holding(&journal, ends(&DAYS)[3].1);
        for alert in held {
            assert!(raised.iter().any(|it| it.alert.rule == alert.rule));
        }
        assert!(raised_over(&journal, &[]).is_empty());
    }
}
