//! Check-ins that were done: their scores, and how long after a dose they were.

use chrono::TimeDelta;

use super::checkin::Checkin;
use crate::domain::Entry;
use crate::domain::amount::Number;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// One score.
#[derive(Debug, Clone, Copy)]
pub struct Done<'a> {
    pub entry: &'a Entry,
    pub score: Number,
    /// Since the last dose that is written down; none where there is none, or
    /// where the check-in does not ask.
    pub since_dose: Option<TimeDelta>,
}

impl<'a> Done<'a> {
    /// The single answers, where they are kept.
    #[must_use]
    pub fn answers(&self) -> Option<&'a [u8]> {
        let answers = self.entry.reading()?.answers.as_ref()?;
        Some(answers.given())
    }
}

/// All scores of a check-in up to a time, oldest first.
#[must_use]
pub fn all<'a>(journal: &'a Journal, checkin: &Checkin, now: Moment) -> Vec<Done<'a>> {
    let mut found: Vec<Done> = newest(journal, checkin, now).collect();
    found.reverse();
    found
}

/// The last score up to a time.
#[must_use]
pub fn last<'a>(journal: &'a Journal, checkin: &Checkin, now: Moment) -> Option<Done<'a>> {
    newest(journal, checkin, now).next()
}

fn newest<'a>(
    journal: &'a Journal,
    checkin: &Checkin,
    now: Moment,
) -> impl Iterator<Item = Done<'a>> {
    let until_now = journal.until(now.to_utc()).iter().rev();
    until_now.filter_map(move |entry| {
        let reading = entry.reading()?;
        let is = reading.name.eq_ignore_ascii_case(checkin.name);
        is.then(|| Done {
            entry,
            score: reading.amount,
            since_dose: checkin
                .since_dose
                .then(|| since_dose(journal, entry))
                .flatten(),
        })
    })
}

fn since_dose(journal: &Journal, entry: &Entry) -> Option<TimeDelta> {
    let dose = journal.last_dose(entry.at.to_utc())?;
    Some(entry.at - dose.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkins::checkin::named;
    use crate::domain::setting::Settings;
    use crate::stats::sample::{entry, now};

    #[test]
    fn hours_since_a_dose_are_lived_hours_and_never_guessed() {
        // The night of 25 October has 25 hours in Berlin.
        let entries = [
            "reading name=withdrawal_check amount=3 at=2026-10-24T08:00",
            "dose amount=2g at=2026-10-24T23:00",
            "reading name=Withdrawal_Check amount=12 at=2026-10-25T08:00",
            "reading name=pain amount=4 at=2026-10-25T09:00",
        ];
        let journal = Journal::new(entries.map(entry).to_vec(), Settings::default(), vec![]);
        let found = all(&journal, named("withdrawal check").unwrap(), now());
        let hours: Vec<_> = found
            .iter()
            .map(|it| it.since_dose.map(|it| it.num_hours()))
            .collect();
        assert_eq!(hours, [None, Some(10)]);
        let pain = last(&journal, named("pain").unwrap(), now()).unwrap();
        assert_eq!(pain.since_dose, None, "it does not ask");
        assert!(last(&journal, named("reflection").unwrap(), now()).is_none());
    }
}
