//! Reasons over time, above all "to avoid feeling ill".

use std::collections::BTreeMap;

use super::periods::{Period, Periods};
use super::seen::Seen;
use super::{Found, Pattern, Subject};
use crate::domain::dose::Reason;
use crate::stats::middle::number;
use crate::stats::words::counted;

const SUBJECT: Subject = Subject {
    id: "reasons",
    title: "Reasons",
};
/// Doses with a reason in each period: leaflog's own line.
const EACH: usize = 10;
/// Shares closer than this many percent are steady.
const STEADY: f64 = 10.0;

/// The reasons of a period.
struct Given {
    doses: usize,
    reasons: BTreeMap<Reason, usize>,
}

pub fn pattern(seen: &Seen) -> Found {
    let periods = Periods::of(seen).map_err(|needs| SUBJECT.needs(needs))?;
    let now = Given::of(seen, &periods.now);
    let before = Given::of(seen, &periods.before);
    if now.all().min(before.all()) < EACH {
        return Err(SUBJECT.needs(format!(
            "needs {EACH} doses with a reason in each of two stretches of {} days; so far {} and \
             {}",
            periods.days,
            before.all(),
            now.all(),
        )));
    }
    let without = now.doses + before.doses - now.all() - before.all();
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: says(&periods, &now, &before),
        n: now.all() + before.all(),
        from: format!(
            "{} with a reason, {without} without; {}",
            counted(now.all() + before.all(), "dose", "doses"),
            periods.recorded(),
        ),
        counts: "Doses without a reason are not in it.",
        cannot_say: "what the doses without a reason were for.",
        figures: BTreeMap::from([
            ("ill_percent", now.ill()),
            ("ill_percent_before", before.ill()),
        ]),
    }])
}

impl Given {
    fn of(seen: &Seen, period: &Period) -> Given {
        let mut given = Given {
            doses: 0,
            reasons: BTreeMap::new(),
        };
        for taken in seen.doses.iter().filter(|it| period.holds(it.day)) {
            given.doses += 1;
            if let Some(reason) = taken.dose.reason {
                *given.reasons.entry(reason).or_default() += 1;
            }
        }
        given
    }

    fn all(&self) -> usize {
        self.reasons.values().sum()
    }

    fn times(&self, reason: Reason) -> usize {
        self.reasons.get(&reason).copied().unwrap_or_default()
    }

    /// The percent taken to avoid feeling ill.
    fn ill(&self) -> f64 {
        // Never of none where there is enough.
        number(self.times(Reason::Withdrawal)) * 100.0 / number(self.all().max(1))
    }

    /// `20 of 61 doses (33 %)`.
    fn says(&self) -> String {
        format!(
            "{} of {} doses ({:.0} %)",
            self.times(Reason::Withdrawal),
            self.all(),
            self.ill()
        )
    }

    /// The other reason given most often.
    fn other(&self) -> Option<(Reason, usize)> {
        let others = self.reasons.iter().filter(|it| *it.0 != Reason::Withdrawal);
        let most = others.rev().max_by_key(|it| *it.1);
        most.map(|(reason, times)| (*reason, *times))
    }
}

fn says(periods: &Periods, now: &Given, before: &Given) -> String {
    let change = now.ill() - before.ill();
    let word = if change.abs() < STEADY {
        "no clear change"
    } else if change > 0.0 {
        "more often"
    } else {
        "less often"
    };
    let other = now.other().map_or(String::new(), |(reason, times)| {
        let of = now.all();
        format!(
            " The other reason given most now: {} ({times} of {of}).",
            reason.says()
        )
    });
    format!(
        "{} the reason for {} was “to avoid feeling ill”, in the {} days before for {}: \
         {word}.{other}",
        periods.says(),
        now.says(),
        periods.days,
        before.says(),
    )
}
