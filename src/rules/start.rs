//! Since when there is kratom, as far as it is known.

use chrono::NaiveDate;

use super::facts::{KRATOM_SINCE, facts};
use super::judged::Judged;
use super::measure::Finding;
use crate::domain::Kind;
use crate::domain::journal::Day;
use crate::domain::moment::day_of;

/// How far back a beginning is looked for among days, and how many days without
/// kratom before a dose make it one.
const LOOKED: u32 = 90;
const WITHOUT: u32 = 30;

/// Days since there is kratom: since the day the person named, or since the
/// first dose after a month said to be without, whichever is later. Unknown
/// otherwise, and never guessed from the first entry: many have used kratom for
/// years before.
pub fn days_since_start<'a>(judged: &Judged<'a>) -> Option<Finding<'a>> {
    let began = said_start(judged).max(start_after_break(judged))?;
    let days = u32::try_from((judged.today() - began).num_days()).ok()?;
    Some(Finding::value(f64::from(days)))
}

fn said_start(judged: &Judged) -> Option<NaiveDate> {
    let said = judged.journal.facts(judged.at.date_naive());
    let since = said.filter(|(_, about)| {
        let fact = facts().find(&about.name);
        fact.is_some_and(|fact| fact.name == KRATOM_SINCE)
    });
    let day_start = judged.journal.day_start();
    since.map(|(entry, _)| day_of(entry.at, day_start)).max()
}

fn start_after_break(judged: &Judged) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = judged.last_days(LOOKED).collect();
    days.reverse();
    let (mut without, mut began) = (0, None);
    for day in days {
        match judged.journal.day(day) {
            Day::None => without += 1,
            Day::NotRecorded => {}
            Day::WithKratom(_) => {
                if without >= WITHOUT {
                    began = Some(day);
                }
                without = 0;
            }
        }
    }
    began
}

pub fn looks_back() -> Vec<(Kind, u32)> {
    let hours = (LOOKED + 1) * 24;
    vec![(Kind::Dose, hours), (Kind::None, hours)]
}
