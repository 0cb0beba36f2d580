//! What is shown of what holds, so that nobody learns not to read: which alerts
//! are full cards, which are one line, which stay silent.
//! How many and how often is leaflog's own line.

use chrono::{DateTime, TimeDelta, Utc};

use super::Alert;
use super::judge::{felt_lately, holding, in_order};
use super::rule::{Again, Each, On, Rule, find};
use super::taken::{Known, known, meant};
use super::wait::is_waited_for;
use crate::domain::Entry;
use crate::domain::answer::{Answer, Level, Said};
use crate::domain::edit::Edit;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// At most so many cards at a time: leaflog's own line.
const CARDS: usize = 3;
/// "My clinician knows" lapses after so many days: leaflog's own line.
pub const CLINICIAN_DAYS: i64 = 90;

/// The same entries bring no second card for so long, whatever a rule says.
const ONE_EVENT: TimeDelta = TimeDelta::hours(24);

/// Hours of silence of a pattern, by level, after the first card in a row, the
/// second, and so on: leaflog's own line. A week is 166 hours, so that the drift
/// of a weekly habit does not count.
fn silence(level: Level) -> &'static [u32] {
    match level {
        Level::Urgent => &[0],
        Level::Warning => &[166, 334, 670],
        Level::Caution => &[670],
        Level::Info => &[1438],
    }
}

/// Alerts divided by how they are shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Full cards, worst first, at most three.
    pub cards: Vec<Alert>,
    /// One line each: said before and not worse since, only good to know, or no
    /// room for a card.
    pub lines: Vec<Alert>,
    /// What to keep of it: that these were shown.
    pub edits: Vec<Edit>,
}

/// How an alert is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Card,
    /// One line that is kept as shown: what is only good to know.
    Told,
    Line,
    /// Shown not long ago; may stand on a card it shares.
    Rests,
    Silent,
}

/// Applies what was shown and answered before to alerts at an instant.
#[must_use]
pub fn present(alerts: Vec<Alert>, journal: &Journal, now: Moment) -> Shown {
    let quiet = journal.settings.is_yes("quiet");
    let wait = is_waited_for(&alerts, journal, now);
    let desk = Desk { journal, now };
    let mut alerts = in_order(alerts);
    alerts.retain(|alert| !quiet || alert.level >= Level::Warning);
    let hows: Vec<How> = alerts
        .iter()
        .map(|alert| {
            if wait && alert.level != Level::Urgent {
                return How::Silent;
            }
            desk.how(alert, &alerts)
        })
        .collect();
    desk.lay(alerts, &hows)
}

/// What is urgent, holds and was not read yet: it is said again at every save
/// until somebody has read it.
#[must_use]
pub fn unread(journal: &Journal, now: Moment) -> Vec<Alert> {
    let mut alerts = holding(journal, now);
    alerts.retain(|alert| alert.level == Level::Urgent);
    let desk = Desk { journal, now };
    alerts.retain(|alert| !desk.was_read(alert));
    alerts
}

/// Whether an alert is told once, when an entry is saved: it stands with that
/// entry, but neither in forms nor among what holds today.
#[must_use]
pub fn is_told_once(alert: &Alert) -> bool {
    rule_of(alert).is_some_and(|rule| rule.each == Some(Each::Product))
}

/// What keeps an answer of the person to an alert: "read", "my clinician knows".
#[must_use]
pub fn answered(alert: &Alert, said: Said, journal: &Journal, now: Moment) -> Edit {
    let from = journal.answer(alert.rule, &alert.subject, said).cloned();
    let to = Answer {
        rule: alert.rule.to_owned(),
        subject: alert.subject.clone(),
        said,
        level: alert.level,
        at: now.to_utc(),
        times: u32::try_from(alert.because.len()).unwrap_or(u32::MAX),
    };
    Edit::Answer { from, to: Some(to) }
}

struct Desk<'a> {
    journal: &'a Journal,
    now: Moment,
}

impl Desk<'_> {
    fn how(&self, alert: &Alert, others: &[Alert]) -> How {
        let Some(rule) = rule_of(alert) else {
            return How::Card;
        };
        if alert.level == Level::Urgent {
            return if self.was_read(alert) {
                How::Silent
            } else {
                How::Card
            };
        }
        let lines = again(alert, rule).is_none_or(|again| again.lines);
        let line = rule.on != On::Now && alert.level > Level::Info && lines;
        if !rule.always && self.clinician_knows(alert, rule, others) {
            return if line { How::Line } else { How::Silent };
        }
        if self.is_silent(alert, rule) {
            return if line { How::Line } else { How::Rests };
        }
        match alert.level {
            Level::Info => How::Told,
            _ => How::Card,
        }
    }

    /// Whether the person has read it since the newest entry behind it was
    /// written or changed. An entry that is not kept yet was read by nobody; of
    /// entries written in the second of reading, as many were read as stood
    /// there.
    fn was_read(&self, alert: &Alert) -> bool {
        let Some(read) = self.answer(alert, Said::Read) else {
            return false;
        };
        let Some(newest) = self.newest(alert) else {
            return false;
        };
        let stood = usize::try_from(read.times.max(1)).unwrap_or(usize::MAX);
        read.level >= alert.level
            && (newest < read.at || newest == read.at && alert.because.len() <= stood)
    }

    /// When the newest entry behind it happened, was written or last changed;
    /// none where one of them is not kept yet.
    fn newest(&self, alert: &Alert) -> Option<DateTime<Utc>> {
        let entries = alert.because.iter().map(|id| self.journal.find(*id));
        // What is planned has not happened yet.
        let now = self.now.to_utc();
        let newest = |entry: &Entry| entry.changed.max(entry.at.to_utc().min(now));
        let times = entries.map(|entry| entry.map(newest));
        times.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// "My clinician knows" of this level or a worse one, not too long ago. With
    /// a second substance in play, or any drowsiness, it does not count.
    fn clinician_knows(&self, alert: &Alert, rule: &Rule, others: &[Alert]) -> bool {
        let lapsed =
            |answer: &Answer| self.now.to_utc() - answer.at >= TimeDelta::days(CLINICIAN_DAYS);
        let known = self.answer(alert, Said::Clinician);
        if known.is_none_or(|answer| answer.level < alert.level || lapsed(answer)) {
            return false;
        }
        if felt_lately(self.journal, "drowsy", 24, self.now) {
            return false;
        }
        if rule.each != Some(Each::Substance) {
            return true;
        }
        if known.is_some_and(|answer| self.is_prescribed_anew(alert, answer)) {
            return false;
        }
        let mixes = |other: &Alert| rule_of(other).is_some_and(|r| r.each == rule.each);
        let second = |other: &Alert| {
            mixes(other) && other.subject != alert.subject && may_sedate(&other.subject)
        };
        !others.iter().any(second)
    }

    /// Whether a medicine it is about was written down or changed since.
    fn is_prescribed_anew(&self, alert: &Alert, answer: &Answer) -> bool {
        let mut entries = self.journal.entries().iter();
        entries.any(|entry| {
            let medicine = entry.medicine().filter(|_| entry.changed > answer.at);
            medicine.is_some_and(|medicine| {
                let names = known(&medicine.name);
                names.iter().any(|known| known.name == alert.subject)
            })
        })
    }

    /// Whether a card of this level was shown not long ago.
    fn is_silent(&self, alert: &Alert, rule: &'static Rule) -> bool {
        let shown = self.answer(alert, Said::Shown);
        let Some(shown) = shown.or(self.answer(alert, Said::Read)) else {
            return false;
        };
        if shown.level < alert.level {
            return false;
        }
        // A card that was shown since the newest entry is not shown twice.
        let since = self.newest(alert).is_some_and(|newest| newest <= shown.at);
        if since && self.now.to_utc() - shown.at < ONE_EVENT {
            return true;
        }
        let read = self.answer(alert, Said::Read).map(|read| read.at);
        let last = read.map_or(shown.at, |read| read.max(shown.at));
        quiet_until(alert, rule, shown.times, last).is_none_or(|until| self.now.to_utc() < until)
    }

    fn answer(&self, alert: &Alert, said: Said) -> Option<&Answer> {
        self.journal.answer(alert.rule, &alert.subject, said)
    }

    /// Deals the alerts out; rules that share a card go onto the first of them.
    fn lay(&self, alerts: Vec<Alert>, hows: &[How]) -> Shown {
        let mut shown = Shown::default();
        let mut more = Vec::new();
        let with_cards: Vec<&str> = alerts
            .iter()
            .zip(hows)
            .filter(|(_, how)| **how == How::Card)
            .filter_map(|(alert, _)| shared(alert))
            .collect();
        for (alert, how) in alerts.into_iter().zip(hows) {
            let group = shared(&alert).filter(|group| with_cards.contains(group));
            let room = shown.cards.len() < CARDS;
            let host = shown
                .cards
                .iter_mut()
                .find(|c| group.is_some() && shared(c) == group);
            match (how, host) {
                (How::Silent, _) | (How::Rests, None) => {}
                (_, Some(host)) => {
                    host.also.push(alert.title.clone());
                    shown.edits.push(self.keep(&alert));
                }
                (How::Card, None) if room => {
                    shown.edits.push(self.keep(&alert));
                    shown.cards.push(alert);
                }
                (How::Card, None) => more.push(alert),
                (How::Told, None) => {
                    shown.edits.push(self.keep(&alert));
                    shown.lines.push(alert);
                }
                (How::Line, None) => shown.lines.push(alert),
            }
        }
        more.append(&mut shown.lines);
        shown.lines = more;
        shown
    }

    /// That it was shown now, how often in a row.
    fn keep(&self, alert: &Alert) -> Edit {
        let from = self.answer(alert, Said::Shown).cloned();
        let times = match &from {
            Some(shown) if self.goes_on(alert, shown) => shown.times.saturating_add(1),
            _ => 1,
        };
        let to = Answer {
            rule: alert.rule.to_owned(),
            subject: alert.subject.clone(),
            said: Said::Shown,
            level: alert.level,
            at: self.now.to_utc(),
            times,
        };
        Edit::Answer { from, to: Some(to) }
    }

    /// Whether a card follows the one before, rather than beginning anew: it did
    /// not rise, and no more than twice its longest silence has passed.
    fn goes_on(&self, alert: &Alert, shown: &Answer) -> bool {
        let longest = rule_of(alert).and_then(|rule| gaps(alert, rule).iter().max().copied());
        let longest = TimeDelta::hours(i64::from(longest.unwrap_or(0)) * 2);
        shown.level >= alert.level && self.now.to_utc() - shown.at <= longest
    }
}

/// Until when it stays silent; `None` is for ever.
fn quiet_until(
    alert: &Alert,
    rule: &'static Rule,
    times: u32,
    last: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let hours = gaps(alert, rule);
    let nth = usize::try_from(times.saturating_sub(1)).unwrap_or(usize::MAX);
    let gap = hours.get(nth).or(hours.last())?;
    Some(last + TimeDelta::hours(i64::from(*gap)))
}

/// Whether a name may stand for something that slows breathing or
/// consciousness; a name nobody knows may.
fn may_sedate(name: &str) -> bool {
    let sedates = |known: &Known| {
        known.is_unknown() || known.has("depressant") || known.has("mild_depressant")
    };
    meant(name).is_none() && known(name).iter().any(sedates)
}

fn rule_of(alert: &Alert) -> Option<&'static Rule> {
    find(alert.rule)
}

fn shared(alert: &Alert) -> Option<&'static str> {
    rule_of(alert)?.shares.as_deref()
}

/// What its row says about silence, else its rule.
fn again(alert: &Alert, rule: &'static Rule) -> Option<&'static Again> {
    let own = rule.any.get(alert.row).and_then(|row| row.again.as_ref());
    own.or(rule.again.as_ref())
}

/// Its hours of silence: the row's, the rule's, or those of its level.
fn gaps(alert: &Alert, rule: &'static Rule) -> &'static [u32] {
    let own = rule.any.get(alert.row).and_then(|row| row.again.as_ref());
    match again(alert, rule) {
        Some(again) if alert.level > Level::Info || own.is_some() => &again.after_hours,
        _ => silence(alert.level),
    }
}
