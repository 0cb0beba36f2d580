//! What holds for a while: medicines taken regularly, and when facts are judged.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::taken::{Taken, known};
use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// A medicine taken regularly.
#[derive(Debug, Clone)]
pub struct Regular<'a> {
    pub taken: Taken<'a>,
    until: Option<NaiveDate>,
}

/// The medicines of a journal that had begun by an instant, however long ago,
/// those that ended too.
#[must_use]
pub fn regular(journal: &Journal, seen: Moment) -> Vec<Regular<'_>> {
    let begun = journal.lasting().take_while(|entry| entry.at <= seen);
    let medicines = begun.filter_map(|entry| {
        let medicine = entry.medicine()?;
        let known = known(&medicine.name);
        let taken = Taken { entry, known };
        let until = medicine.until;
        Some(Regular { taken, until })
    });
    medicines.collect()
}

impl Regular<'_> {
    /// Whether it is taken on the day of an instant.
    #[must_use]
    pub fn lasts_at(&self, at: Moment) -> bool {
        lasts(self.taken.entry.at, self.until, at)
    }

    /// Whether it is taken on a day.
    #[must_use]
    pub fn lasts_on(&self, day: NaiveDate) -> bool {
        lasts_on(self.taken.entry.at, self.until, day)
    }

    /// How far an instant is from the days on which it is taken; nothing on
    /// them.
    #[must_use]
    pub fn apart(&self, at: Moment) -> TimeDelta {
        let begun = self.taken.entry.at;
        match self.ended(at) {
            _ if self.lasts_at(at) => TimeDelta::zero(),
            Some(since) if at > begun => since,
            _ => (begun - at).abs(),
        }
    }

    /// When its last day is over.
    #[must_use]
    pub fn over(&self) -> Option<Moment> {
        let over = self.until?.succ_opt()?.and_time(NaiveTime::MIN);
        over.and_local_timezone(*self.taken.entry.at.offset())
            .single()
    }

    /// How long ago its last day was over, wherever that instant was lived.
    fn ended(&self, at: Moment) -> Option<TimeDelta> {
        let over = self.until?.succ_opt()?.and_time(NaiveTime::MIN);
        let since = at.naive_local() - over;
        (since >= TimeDelta::zero()).then_some(since)
    }
}

/// Whether what began then lasts on the day of an instant.
fn lasts(begun: Moment, until: Option<NaiveDate>, at: Moment) -> bool {
    lasts_on(begun, until, at.date_naive())
}

fn lasts_on(begun: Moment, until: Option<NaiveDate>, day: NaiveDate) -> bool {
    begun.date_naive() <= day && until.is_none_or(|until| day <= until)
}

/// When an entry is judged: a fact or medicine that still lasts, as things stand
/// now; everything else, at its own time.
#[must_use]
pub fn judged_at(entry: &Entry, seen: Moment) -> Moment {
    let until = match (entry.medicine(), entry.about()) {
        (Some(medicine), _) => medicine.until,
        (_, Some(about)) => about.until,
        _ => return entry.at,
    };
    if seen > entry.at && lasts(entry.at, until, seen) {
        seen
    } else {
        entry.at
    }
}
