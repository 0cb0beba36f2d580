//! How often and how much: grams of leaf a day are times a day by grams each,
//! and one of both may have moved more.

use std::collections::BTreeMap;

use super::periods::{Period, Periods};
use super::seen::{Seen, Taken};
use super::{Found, Pattern, Subject};
use crate::domain::amount::Mg;
use crate::stats::middle::number;
use crate::stats::span::Trend;
use crate::stats::words::{counted, one_decimal};

const SUBJECT: Subject = Subject {
    id: "amount",
    title: "How often, and how much each",
};
/// Weighed doses of leaf in each period, and the share of all that they are:
/// leaflog's own lines.
const WEIGHED: usize = 10;
const SHARE: f64 = 0.5;
/// A part that makes up this much of a change is what moved most.
const MOST: f64 = 2.0 / 3.0;

/// One period in its two parts.
struct Parts {
    doses: usize,
    weighed: usize,
    /// A recorded day.
    times: f64,
    /// Grams of a weighed dose, the mean.
    size: f64,
}

pub fn pattern(seen: &Seen) -> Found {
    let periods = Periods::of(seen).map_err(|needs| SUBJECT.needs(needs))?;
    let (now, before) = (
        Parts::of(seen, &periods.now),
        Parts::of(seen, &periods.before),
    );
    if !(now.is_enough() && before.is_enough()) {
        return Err(SUBJECT.needs(format!(
            "needs {WEIGHED} doses of leaf with a weight in each of two stretches of {} days, \
             and a weight on half of the doses; so far {} of {} and {} of {}",
            periods.days, before.weighed, before.doses, now.weighed, now.doses,
        )));
    }
    let bare = now.doses + before.doses - now.weighed - before.weighed;
    let bare = match bare {
        0 => String::new(),
        bare => format!(", {bare} without a weight taken to be like the others"),
    };
    let from = format!(
        "{} of leaf, before {}{bare}; {}",
        counted(now.doses, "dose", "doses"),
        before.doses,
        periods.recorded(),
    );
    Ok(vec![Pattern {
        id: SUBJECT.id,
        title: SUBJECT.title,
        about: None,
        says: says(&periods, &now, &before),
        n: now.doses + before.doses,
        from,
        counts: "Extract and 7-OH are not in it; days said to be without count as 0.",
        cannot_say: "why it moved, or what was taken on days that are not recorded.",
        figures: figures(&now, &before),
    }])
}

impl Parts {
    fn of(seen: &Seen, period: &Period) -> Parts {
        let taken: Vec<&Taken> = seen.leaf().filter(|it| period.holds(it.day)).collect();
        let weights = taken.iter().filter_map(|it| it.dose.leaf_weight());
        let grams: Vec<f64> = weights.map(Mg::grams).collect();
        Parts {
            doses: taken.len(),
            weighed: grams.len(),
            // Both are above zero where there is enough.
            times: number(taken.len()) / number(period.recorded.max(1)),
            size: grams.iter().sum::<f64>() / number(grams.len().max(1)),
        }
    }

    fn is_enough(&self) -> bool {
        self.weighed >= WEIGHED && number(self.weighed) >= SHARE * number(self.doses)
    }

    fn amount(&self) -> f64 {
        self.times * self.size
    }

    fn says(&self) -> String {
        format!(
            "{} times a recorded day, {} g each, {} g a day",
            one_decimal(self.times),
            one_decimal(self.size),
            one_decimal(self.amount()),
        )
    }
}

fn says(periods: &Periods, now: &Parts, before: &Parts) -> String {
    format!(
        "{} you took leaf {}; in the {} days before {}. {}",
        periods.says(),
        now.says(),
        periods.days,
        before.says(),
        moved(now, before),
    )
}

/// Which of both moved.
fn moved(now: &Parts, before: &Parts) -> String {
    let trend = |of: fn(&Parts) -> f64| Trend::of(of(before), of(now));
    let often = trend(|parts| parts.times);
    let size = trend(|parts| parts.size);
    let change = (now.amount() / before.amount() - 1.0) * 100.0;
    let amount = match trend(Parts::amount) {
        Trend::Steady if often == Trend::Steady && size == Trend::Steady => {
            return "Both are about as they were.".to_owned();
        }
        Trend::Steady if often == Trend::More || size == Trend::Less => {
            return "More often and less each time: about as much a day.".to_owned();
        }
        Trend::Steady => return "Less often and more each time: about as much a day.".to_owned(),
        Trend::More => format!("{change:.0} % more a day"),
        Trend::Less => format!("{:.0} % less a day", -change),
    };
    let share = (now.times / before.times).ln() / (now.amount() / before.amount()).ln();
    let what = if share >= MOST {
        "what moved most is how often"
    } else if share <= 1.0 - MOST {
        "what moved most is how much each time"
    } else {
        "both moved"
    };
    format!("{amount}; {what}.")
}

fn figures(now: &Parts, before: &Parts) -> BTreeMap<&'static str, f64> {
    BTreeMap::from([
        ("times_a_day", now.times),
        ("times_a_day_before", before.times),
        ("g_each", now.size),
        ("g_each_before", before.size),
        ("g_a_day", now.amount()),
        ("g_a_day_before", before.amount()),
    ])
}
