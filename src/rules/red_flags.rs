//! Red flags: entries that called for help now, by the rules that say so on
//! saving. One definition for all that lists them.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::judge::{Asked, Court};
use super::judged::Judged;
use super::rule::{Row, Rule, rules};
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::symptom::Severity;
use crate::domain::{Entry, Kind};

/// The entries of these days, both included, that raised an urgent warning,
/// judged at their own time by what was written down up to then; and every
/// symptom called an emergency. Oldest first.
#[must_use]
pub fn red_flags(journal: &Journal, from: NaiveDate, to: NaiveDate) -> Vec<&Entry> {
    let entries = of_days(journal, from, to);
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Vec::new();
    };
    let court = Court::new(journal, first.at, last.at);
    let urgent = Urgents::of(journal);
    let entries = entries.into_iter();
    entries
        .filter(|entry| is_emergency(entry) || urgent.raised(&court, entry))
        .collect()
}

fn of_days(journal: &Journal, from: NaiveDate, to: NaiveDate) -> Vec<&Entry> {
    // Days are lived at up to 14 hours from the clock they are compared by.
    let begin = from.checked_sub_days(Days::new(2)).unwrap_or(from);
    let end = to.checked_add_days(Days::new(3)).unwrap_or(to);
    let midnight = |date: NaiveDate| date.and_time(chrono::NaiveTime::MIN).and_utc();
    let entries = journal.between(midnight(begin), midnight(end)).iter();
    entries
        .filter(|entry| (from..=to).contains(&entry.day(journal.day_start())))
        .collect()
}

fn is_emergency(entry: &Entry) -> bool {
    let symptom = entry.symptom();
    symptom.is_some_and(|symptom| symptom.severity == Severity::Emergency)
}

/// The rules that can be urgent, by the kind of entry that can change them.
struct Urgents {
    /// When anything was felt, oldest first.
    felt: Vec<DateTime<Utc>>,
    of_kind: HashMap<Kind, Vec<Ready>>,
}

/// Rules of a kind of entry, ready to be asked.
struct Ready {
    asked: Asked,
    /// They hold only where something was felt in so many hours.
    felt_in: Option<TimeDelta>,
}

impl Urgents {
    fn of(journal: &Journal) -> Urgents {
        let felt = journal.entries().iter().filter(|entry| {
            let symptom = entry.symptom();
            symptom.is_some_and(|it| it.severity != Severity::None)
        });
        let of_kind = Kind::ALL.iter().map(|kind| {
            let reads = |rule: &&Rule| rule.reads(*kind) || rule.is_on(*kind);
            let urgent = rules()
                .iter()
                .filter(reads)
                .filter(|rule| urgent_rows(rule).next().is_some());
            let (of_felt, other): (Vec<&Rule>, Vec<&Rule>) =
                urgent.partition(|rule| felt_hours(rule).is_some());
            let hours = of_felt.iter().filter_map(|rule| felt_hours(rule)).max();
            let asking = |rules: Vec<&'static Rule>, felt_in| Ready {
                asked: Asked::of(rules.into_iter()),
                felt_in,
            };
            let felt_in = hours.map(|hours| TimeDelta::hours(i64::from(hours)));
            let mut all = Vec::new();
            if !of_felt.is_empty() {
                all.push(asking(of_felt, felt_in));
            }
            if !other.is_empty() {
                all.push(asking(other, None));
            }
            (*kind, all)
        });
        Urgents {
            felt: felt.map(|entry| entry.at.to_utc()).collect(),
            of_kind: of_kind.collect(),
        }
    }

    fn raised(&self, court: &Court, entry: &Entry) -> bool {
        let ready = self.of_kind.get(&entry.kind()).into_iter().flatten();
        let mut ready = ready.filter(|it| it.felt_in.is_none_or(|span| self.was_felt(entry, span)));
        ready.any(|it| is_raised(court, entry, &it.asked))
    }

    fn was_felt(&self, entry: &Entry, span: TimeDelta) -> bool {
        let at = entry.at.to_utc();
        let before = self.felt.partition_point(|felt| *felt <= at);
        let last = before.checked_sub(1).and_then(|n| self.felt.get(n));
        last.is_some_and(|felt| *felt >= at - span)
    }
}

/// Whether a warning that is urgent at the entry's own time has it behind it.
fn is_raised(court: &Court, entry: &Entry, asked: &Asked) -> bool {
    let judged = Judged {
        seen: entry.at,
        ..court.at(entry.at)
    };
    if !asked.any(|rule| urgent_rows(rule).any(|row| what_was_felt_is_met(row, &judged))) {
        return false;
    }
    let held = Court::patterns_of(&judged, asked).into_iter();
    held.chain(court.of_entry(entry, asked))
        .any(|held| held.level == Level::Urgent && held.is_because_of(entry))
}

/// The rows of a rule that can be urgent.
fn urgent_rows(rule: &Rule) -> impl Iterator<Item = &Row> {
    rule.any.iter().filter(|row| {
        let steps = rule.levels.iter().map(|step| step.level);
        let mut levels = match row.level {
            Some(level) => vec![level],
            None => steps.chain(rule.level).collect(),
        }
        .into_iter();
        levels.any(|level| level == Level::Urgent)
    })
}

/// Whether all holds that a row asks of what was felt: the quick part of it.
fn what_was_felt_is_met(row: &Row, judged: &Judged) -> bool {
    let mut felt = row
        .all
        .iter()
        .filter(|asks| asks.measure.reads(Kind::Symptom));
    felt.all(|asks| asks.met(judged).is_some())
}

/// In how many hours something must have been felt for a rule to be urgent;
/// `None` where one of its rows asks for nothing that was felt.
fn felt_hours(rule: &Rule) -> Option<u32> {
    let rows = urgent_rows(rule).map(|row| {
        let asks = row.all.iter().filter(|asks| !asks.counts(0.0));
        let felt = asks.flat_map(|asks| asks.measure.looks_back());
        let felt = felt.filter(|(kind, _)| *kind == Kind::Symptom);
        felt.map(|(_, hours)| hours).max()
    });
    let rows: Option<Vec<u32>> = rows.collect();
    rows?.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::super::judge::raised_by;
    use super::super::symptoms::symptoms;
    use super::*;
    use crate::demo::demo;
    use crate::domain::setting::Settings;
    use crate::stats::sample::{date, entry, journal, now, when};

    fn flags(lines: &[&str]) -> Vec<String> {
        let journal = journal(lines);
        let red = red_flags(&journal, date("2026-01-01"), date("2026-11-20"));
        red.iter().map(|entry| entry.title()).collect()
    }

    #[test]
    fn what_is_urgent_on_saving_is_a_red_flag_and_nothing_else_is() {
        let names = symptoms().all().map(|symptom| symptom.name);
        for name in names.chain(["something is very wrong"]) {
            for severity in 0..=4 {
                let felt = name.replace(' ', "_");
                let line = format!("symptom name={felt} severity={severity} at=2026-11-20T20:00");
                let alone = entry(&line);
                let raised = raised_by(&journal(&[]), &alone, now());
                let urgent = raised.iter().any(|alert| alert.level == Level::Urgent);
                assert_eq!(!flags(&[&line]).is_empty(), urgent, "{name} {severity}");
            }
        }
    }

    #[test]
    fn an_entry_counts_by_what_was_written_down_before_it() {
        assert_eq!(
            flags(&[
                "symptom name=dark_urine severity=1 at=2026-11-01T08:00",
                "symptom name=dark_urine severity=1 at=2026-11-02T08:00",
                "symptom name=headache severity=3 at=2026-11-02T09:00",
                "reading name=pulse amount=140 at=2026-11-03T08:00",
                "substance name=naloxone at=2026-11-04T08:00",
                "substance name=wine at=2026-11-19T20:00",
                "symptom name=very_drowsy severity=2 at=2026-11-19T21:00",
                "dose amount=2g at=2026-11-20T08:00",
            ])
            .len(),
            4
        );
        let lines = ["symptom name=confused severity=3 at=2026-11-02T08:00"];
        let journal = journal(&lines);
        let of = |day: &str| red_flags(&journal, date(day), date(day)).len();
        assert_eq!(
            [of("2026-11-01"), of("2026-11-02"), of("2026-11-03")],
            [0, 1, 0]
        );
    }

    #[test]
    fn what_is_left_out_for_speed_changes_nothing() {
        let mut entries = demo(7, 120, &when());
        for (n, line) in [
            "symptom name=very_drowsy severity=2 at=2026-08-01T23:30",
            "symptom name=pale_stools severity=2 at=2026-09-01T08:00",
            "symptom name=fatigue severity=1 at=2026-09-04T08:00",
            "dose form=extract mitragynine_mg=50 at=2026-10-01T08:00",
            "symptom name=very_drowsy severity=2 at=2026-10-01T07:00",
            "substance name=diazepam at=2026-10-02T06:00",
            "substance name=paracetamol amount=5_g at=2026-10-05T06:00",
            "symptom name=headache severity=4 at=2026-10-06T06:00",
            "medicine name=diazepam at=2026-07-01 until=2026-10-10",
            "symptom name=shaking severity=2 at=2026-10-12T06:00",
        ]
        .iter()
        .enumerate()
        {
            entries.insert(n, entry(line));
        }
        let journal = Journal::new(entries, Settings::default(), vec![]);
        let quick = red_flags(&journal, date("2026-07-01"), date("2026-11-20"));
        let entries = journal.entries();
        let (first, last) = (entries.first().unwrap(), entries.last().unwrap());
        let court = Court::new(&journal, first.at, last.at);
        let slow = entries
            .iter()
            .filter(|entry| is_emergency(entry) || is_raised(&court, entry, &Asked::all()));
        let slow: Vec<&Entry> = slow.collect();
        assert!(quick.len() >= 6);
        assert_eq!(quick, slow);
    }
}
