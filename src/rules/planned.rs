//! What rules ask of a person's own plan: how steep a step is.

use chrono::{Days, NaiveDate};

use super::facts::{DOSE_LINE, DOSES_A_DAY, GRAMS_A_DAY, facts};
use super::judged::Judged;
use super::measure::Finding;
use crate::domain::Entry;

/// The lines a step can go down on; times and grams are never compared.
const STEPPED: [&str; 3] = [GRAMS_A_DAY, DOSES_A_DAY, DOSE_LINE];

/// A line: what it limits, to how much, from when until when.
struct Line<'a> {
    entry: &'a Entry,
    name: &'static str,
    amount: f64,
    until: Option<NaiveDate>,
}

fn line(entry: &Entry) -> Option<Line<'_>> {
    let about = entry.about()?;
    let name = facts().find(&about.name)?.name;
    Some(Line {
        entry,
        name: STEPPED.into_iter().find(|it| *it == name)?,
        amount: about.amount?.value(),
        until: about.until,
    })
}

/// By how many percent a line is below the one that counted on the day before
/// it begins: of the judged entry, or else the steepest of those that began in
/// the last days and still count. Unknown where no line was before, or none
/// above nothing.
pub fn step_pct<'a>(judged: &Judged<'a>, days: u32) -> Option<Finding<'a>> {
    if let Some(entry) = judged.entry {
        return below(&line(entry)?, judged);
    }
    let today = judged.today();
    let first = today.checked_sub_days(Days::new(u64::from(days).saturating_sub(1)))?;
    let lines = judged.journal.facts(today).filter_map(|(it, _)| line(it));
    lines
        .filter(|it| it.entry.date() >= first && counts(it, today, judged))
        .filter_map(|it| below(&it, judged))
        .max_by(|one, other| one.value.total_cmp(&other.value))
}

/// The question in words.
pub fn says(days: u32) -> String {
    format!("percent a step of the plan goes down, begun in {days} days")
}

/// The line of a name that counts on a day: the last one begun.
fn in_force<'a>(name: &str, on: NaiveDate, judged: &Judged<'a>) -> Option<Line<'a>> {
    let lines = judged
        .journal
        .facts(on)
        .filter_map(|(entry, _)| line(entry));
    lines
        .filter(|it| it.name == name)
        .max_by_key(|it| it.entry.date())
}

fn counts(it: &Line, on: NaiveDate, judged: &Judged) -> bool {
    in_force(it.name, on, judged).is_some_and(|now| now.entry.id == it.entry.id)
}

fn below<'a>(it: &Line<'a>, judged: &Judged<'a>) -> Option<Finding<'a>> {
    let begins = it.entry.date();
    if it.until.is_some_and(|until| until < begins) {
        return None;
    }
    let before = in_force(it.name, begins.pred_opt()?, judged)?;
    if before.amount <= 0.0 {
        return None;
    }
    let pct = (before.amount - it.amount) / before.amount * 100.0;
    // A hundredth, so that a tenth less is ten percent and no hair more.
    let pct = (pct * 100.0).round() / 100.0;
    let found = Finding::value(pct.max(0.0)).word("pct", format!("{pct:.0}"));
    Some(found.because(vec![before.entry, it.entry]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::Journal;
    use crate::stats::sample::{journal, now};

    fn judged<'a>(journal: &'a Journal, entry: Option<&'a Entry>) -> Judged<'a> {
        Judged {
            journal,
            taken: &[],
            farthest: chrono::TimeDelta::zero(),
            at: entry.map_or_else(now, |entry| entry.at),
            seen: now(),
            entry,
            pair: None,
            fact: None,
            regular: &[],
            stated: &[],
        }
    }

    /// In percent, of the line written last and of the last seven days.
    fn steps(lines: &[&str]) -> (Option<f64>, Option<f64>) {
        let journal = journal(lines);
        let last = journal.entries().last();
        let value = |found: Option<Finding>| found.map(|it| it.value);
        (
            value(step_pct(&judged(&journal, last), 7)),
            value(step_pct(&judged(&journal, None), 7)),
        )
    }

    #[test]
    fn a_step_is_measured_against_the_line_before_it() {
        let from_8 = |then: &str| {
            let then = format!("about name=grams_a_day amount={then} at=2026-11-18");
            steps(&["about name=grams_a_day amount=8 at=2026-11-01", &then])
        };
        assert_eq!(from_8("6"), (Some(25.0), Some(25.0)));
        assert_eq!(from_8("5.9"), (Some(26.25), Some(26.25)));
        assert_eq!(from_8("7.2"), (Some(10.0), Some(10.0)));
        assert_eq!(from_8("9"), (Some(0.0), Some(0.0)), "a step up is none");
    }

    #[test]
    fn doses_are_measured_alike_and_never_against_grams() {
        let doses = [
            "about name=doses_a_day amount=4 at=2026-11-01",
            "about name=doses_a_day amount=3 at=2026-11-18",
        ];
        assert_eq!(steps(&doses), (Some(25.0), Some(25.0)));
        let mixed = [
            "about name=doses_a_day amount=4 at=2026-11-01",
            "about name=grams_a_day amount=3 at=2026-11-18",
        ];
        assert_eq!(steps(&mixed), (None, None));
    }

    #[test]
    fn a_step_ahead_counts_when_it_is_saved_and_again_when_it_begins() {
        let ahead = [
            "about name=grams_a_day amount=8 at=2026-11-01",
            "about name=grams_a_day amount=4 at=2026-12-01",
        ];
        assert_eq!(steps(&ahead), (Some(50.0), None));
        let eight_days_ago = [
            "about name=grams_a_day amount=8 at=2026-11-01",
            "about name=grams_a_day amount=4 at=2026-11-13",
        ];
        assert_eq!(steps(&eight_days_ago), (Some(50.0), None));
        let seven_days = [
            "about name=grams_a_day amount=8 at=2026-11-01",
            "about name=grams_a_day amount=4 at=2026-11-14",
        ];
        assert_eq!(steps(&seven_days), (Some(50.0), Some(50.0)));
    }

    #[test]
    fn without_a_line_before_nothing_is_said() {
        assert_eq!(
            steps(&["about name=grams_a_day amount=4 at=2026-11-18"]),
            (None, None)
        );
        let ended = [
            "about name=grams_a_day amount=8 at=2026-10-01 until=2026-10-10",
            "about name=grams_a_day amount=4 at=2026-11-18",
        ];
        assert_eq!(steps(&ended), (None, None));
        let from_nothing = [
            "about name=grams_a_day amount=0 at=2026-11-01",
            "about name=grams_a_day amount=4 at=2026-11-18",
        ];
        assert_eq!(steps(&from_nothing), (None, None));
    }

    #[test]
    fn the_steepest_that_still_counts_is_told() {
        let both = [
            "about name=grams_a_day amount=8 at=2026-11-01",
            "about name=doses_a_day amount=4 at=2026-11-01",
            "about name=grams_a_day amount=7 at=2026-11-17",
            "about name=doses_a_day amount=2 at=2026-11-18",
        ];
        assert_eq!(steps(&both).1, Some(50.0));
        // Gone back on the nineteenth.
        let back = [
            "about name=grams_a_day amount=8 at=2026-11-01",
            "about name=grams_a_day amount=4 at=2026-11-17",
            "about name=grams_a_day amount=8 at=2026-11-19",
        ];
        assert_eq!(steps(&back).1, Some(0.0));
    }
}
