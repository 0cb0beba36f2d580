//! Whether something that was taken steadily has stopped.

use chrono::{NaiveTime, TimeDelta};
use serde::Deserialize;

use super::judged::Judged;
use super::measure::{Finding, named};
use super::taken::{Known, known};
use crate::domain::Entry;
use crate::domain::moment::Moment;

/// Hours since the last of these classes was taken, where they were taken on at
/// least `days` of the `of_days` days up to then, or where a medicine of them
/// that was taken regularly has come to its end. Unknown where there was no such
/// use, or where such a medicine goes on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursStopped {
    classes: Vec<String>,
    days: usize,
    of_days: u32,
    #[serde(default)]
    unless_goes_on: bool,
}

/// The longest time since then that anybody asks for.
const STOPPED_DAYS: u32 = 7;

/// The end of a steady use.
struct End<'a> {
    at: Moment,
    name: String,
    because: Vec<&'a Entry>,
}

impl HoursStopped {
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let end = self.last_taken(judged);
        let ended = self.ended(judged);
        let end = match (end, ended) {
            // Taken again after it ended: then that is the end.
            (Some((end, _)), Some(ended)) if end.at > ended.at => end,
            (_, Some(ended)) => ended,
            (Some((end, true)), None) => end,
            (_, None) => return None,
        };
        if self.unless_goes_on && goes_on(&end.name, judged) {
            return None;
        }
        let minutes = i32::try_from((judged.at - end.at).num_minutes()).ok()?;
        let found = Finding::value(f64::from(minutes) / 60.0).word("drug", end.name);
        Some(found.because(end.because))
    }

    fn is(&self, known: &Known) -> bool {
        self.classes.iter().any(|class| known.is(class))
    }

    fn name(&self, all: &[Known]) -> Option<String> {
        let mut all = all.iter();
        all.find(|known| self.is(known))
            .map(|known| known.name.clone())
    }

    /// The last medicine of these that was taken regularly and came to its end:
    /// with the day after its last one.
    fn ended<'a>(&self, judged: &Judged<'a>) -> Option<End<'a>> {
        let ends = judged.medicines().filter_map(|(entry, medicine)| {
            let after = medicine.until?.succ_opt()?.and_time(NaiveTime::MIN);
            let at = after.and_local_timezone(*judged.at.offset()).single()?;
            let name = self.name(&known(&medicine.name))?;
            let days = i64::from(STOPPED_DAYS);
            (at <= judged.at && judged.at - at <= TimeDelta::days(days)).then(|| End {
                at,
                name,
                because: vec![entry],
            })
        });
        ends.max_by_key(|end| end.at)
    }

    /// The last time it was taken, and whether that ended a steady use.
    fn last_taken<'a>(&self, judged: &Judged<'a>) -> Option<(End<'a>, bool)> {
        let before = judged.taken.partition_point(|it| it.entry.at <= judged.at);
        let oldest = judged.at - TimeDelta::days(i64::from(STOPPED_DAYS + self.of_days + 1));
        let newest_first = judged.taken[..before].iter().rev();
        let reached = newest_first.take_while(|it| it.entry.at >= oldest);
        let all: Vec<(&Entry, String)> = reached
            .filter_map(|it| Some((it.entry, self.name(&it.known)?)))
            .collect();
        let (last, name) = all.first()?;
        let last_day = judged.day(last);
        let within =
            |entry: &Entry| (last_day - judged.day(entry)).num_days() < i64::from(self.of_days);
        let used: Vec<&Entry> = all.iter().map(|(entry, _)| *entry).collect();
        let used: Vec<&Entry> = used.into_iter().filter(|entry| within(entry)).collect();
        let mut days: Vec<_> = used.iter().map(|entry| judged.day(entry)).collect();
        days.dedup();
        let end = End {
            at: last.at,
            name: name.clone(),
            because: used,
        };
        Some((end, days.len() >= self.days))
    }

    pub fn names(&self) -> Vec<(&'static str, &str)> {
        named("class", &self.classes)
    }

    /// How many hours of what was taken it reads.
    pub fn hours(&self) -> u32 {
        (STOPPED_DAYS + self.of_days + 2) * 24
    }

    pub fn says(&self) -> String {
        format!(
            "hours since {} stopped, taken on {} of {} days or regularly",
            self.classes.join(" or "),
            self.days,
            self.of_days
        )
    }
}

/// Whether this very substance is still taken regularly. Another one of its kind
/// says nothing: whoever takes baclofen can stop phenibut.
fn goes_on(name: &str, judged: &Judged) -> bool {
    let today = judged.at.date_naive();
    judged.medicines().any(|(entry, medicine)| {
        let lasts = entry.at <= judged.at && medicine.until.is_none_or(|until| today <= until);
        lasts && known(&medicine.name).iter().any(|known| known.name == name)
    })
}
