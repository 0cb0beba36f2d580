//! The person: medicines, facts, signs of an emergency, the last check-in.

use chrono::TimeDelta;

use super::Seen;
use crate::domain::Entry;
use crate::domain::about::About;
use crate::domain::event::EventName;
use crate::domain::symptom::Severity;
use crate::domain::text::one_line;
use crate::rules::classes::names;
use crate::rules::emergency::known_as;
use crate::rules::facts::facts;
use crate::rules::text::key;
use crate::rules::{counts_h, red_flags};
use crate::stats::words::counted;

/// Facts of these groups speak of kratom itself, not of the person.
const BESIDE: [&str; 2] = ["Kratom", "Lines of your own"];

/// Facts of this one come and go, and are never taken to have held before.
const PASSES: &str = "Pregnancy";

/// Red flags are of so many days, and other severe symptoms of so many.
const FLAGS_DAYS: i64 = 30;
const SEVERE_DAYS: i64 = 7;
/// Medicines that ended are told for so many days, or as long as a rule counts
/// them.
const ENDED_DAYS: i64 = 30;

/// Something said once, with its first start.
struct Once<'a> {
    name: String,
    says: String,
    first: &'a Entry,
}

/// Adds what is said under a name, or an earlier start of it.
fn once<'a>(told: &mut Vec<Once<'a>>, name: String, says: String, entry: &'a Entry) {
    match told.iter_mut().find(|it| it.name == name) {
        Some(known) if known.first.at > entry.at => known.first = entry,
        Some(_) => {}
        None => told.push(Once {
            name,
            says,
            first: entry,
        }),
    }
}

impl Seen<'_> {
    /// Each once, with when it began and was last taken; those that ended
    /// lately too.
    pub(super) fn medicines(&self) -> Vec<String> {
        let mut told: Vec<Once> = Vec::new();
        for (entry, medicine) in self.journal.medicines(self.at().date_naive()) {
            once(&mut told, key(&medicine.says()), medicine.says(), entry);
        }
        let mut lines: Vec<String> = told.iter().map(|it| self.medicine(it)).collect();
        if lines.is_empty() {
            lines.push("None is written down. That is unknown, not none.".to_owned());
        }
        lines.extend(self.ended());
        lines
    }

    /// `sertraline, 50 mg, since 1 Mar 2026; last taken: not written down.`
    fn medicine(&self, it: &Once) -> String {
        let name = it.first.medicine().map_or("", |it| it.name.as_str());
        let last = match self.last_taken(name) {
            Some(taken) => format!(
                "last taken {}, {} before this",
                self.moment(taken.at),
                self.since(taken.at)
            ),
            None => "last taken: not written down".to_owned(),
        };
        let known = known_as(name).map(|known| format!(" (that is {known})"));
        let known = known.unwrap_or_default();
        format!("{}{known}, {}; {last}.", it.says, began(it.first))
    }

    fn last_taken(&self, name: &str) -> Option<&Entry> {
        let same = |typed: &str| {
            let known = |typed: &str| names().find(typed).map(|found| found.name);
            key(typed) == key(name) || known(name).is_some() && known(typed) == known(name)
        };
        let upto = self.journal.until(self.at().to_utc()).iter().rev();
        let mut taken = upto.filter(|entry| entry.substance().is_some_and(|it| same(&it.name)));
        taken.next()
    }

    fn ended(&self) -> Vec<String> {
        let today = self.at().date_naive();
        let ended = self.journal.lasting().filter_map(|entry| {
            let medicine = entry.medicine()?;
            let until = medicine.until.filter(|until| *until < today)?;
            let days = (today - until).num_days();
            let counts = i64::from(counts_h(&medicine.name).unwrap_or_default()) / 24;
            (days <= counts.max(ENDED_DAYS)).then(|| {
                let ago = counted(usize::try_from(days).unwrap_or_default(), "day", "days");
                format!(
                    "Ended: {}, last day {}, {ago} before this.",
                    medicine.says(),
                    until.format("%-d %b %Y")
                )
            })
        });
        ended.collect()
    }

    /// Conditions and whatever else was written down, and surgery ahead.
    pub(super) fn about(&self) -> Vec<String> {
        let mut told: Vec<Once> = Vec::new();
        for (entry, about) in self.journal.facts(self.at().date_naive()) {
            add_fact(&mut told, entry, about);
        }
        let mut later: Vec<Once> = Vec::new();
        for (entry, about) in self.later_facts() {
            add_fact(&mut later, entry, about);
        }
        later.retain(|it| told.iter().all(|known| known.name != it.name));
        let mut lines: Vec<String> = told
            .iter()
            .map(|it| format!("{}, {}.", it.says, began(it.first)))
            .chain(later.iter().map(|it| {
                format!(
                    "{}, {}; taken to have held at this time too.",
                    it.says,
                    began(it.first)
                )
            }))
            .collect();
        if lines.is_empty() {
            let none =
                "No condition, pregnancy or allergy is written down. That is unknown, not none.";
            lines.push(none.to_owned());
        }
        let ahead = self.journal.lasting().filter(|entry| {
            let surgery = entry
                .event()
                .is_some_and(|it| it.name == EventName::Surgery);
            surgery && entry.at > self.at()
        });
        lines
            .extend(ahead.map(|it| format!("Surgery is written down for {}.", self.moment(it.at))));
        lines
    }

    /// Facts that were written down after the time spoken of, without a start:
    /// they may have held before.
    fn later_facts(&self) -> impl Iterator<Item = (&Entry, &About)> {
        let facts_of_all = self.all.lasting().filter(|entry| entry.at > self.at());
        facts_of_all.filter_map(|entry| {
            let about = entry.about().filter(|it| it.country_code().is_none())?;
            let passes = facts()
                .find(&about.name)
                .is_some_and(|it| it.group == PASSES);
            (entry.is_without_start() && !passes).then_some((entry, about))
        })
    }

    pub(super) fn red_flags(&self) -> Vec<String> {
        let from = self.today() - TimeDelta::days(FLAGS_DAYS);
        let red = red_flags(self.journal, from, self.today());
        let red: Vec<&Entry> = red.into_iter().filter(|it| it.at <= self.at()).collect();
        let mut lines = if red.is_empty() {
            vec![format!(
                "No red flag is written down for the last {FLAGS_DAYS} days. That is unknown, not none."
            )]
        } else {
            vec![format!("Red flags in the last {FLAGS_DAYS} days:")]
        };
        lines.extend(self.newest_of_each(red.iter().rev().copied()));
        let severe = self.hours(SEVERE_DAYS * 24).rev().filter(|entry| {
            let symptom = entry.symptom();
            symptom.is_some_and(|it| it.severity == Severity::Severe)
                && red.iter().all(|it| it.id != entry.id)
        });
        let severe = self.newest_of_each(severe);
        if !severe.is_empty() {
            lines.push(format!(
                "Other severe symptoms in the last {SEVERE_DAYS} days:"
            ));
        }
        lines.extend(severe);
        lines
    }

    /// `fainted, moderate: Thu 19 Nov 23:00, 22 h 14 min before this; 1 more.`
    fn newest_of_each<'a>(&self, newest_first: impl Iterator<Item = &'a Entry>) -> Vec<String> {
        let mut told: Vec<(String, &Entry, usize)> = Vec::new();
        for entry in newest_first {
            let title = entry.title();
            match told.iter_mut().find(|(known, ..)| *known == title) {
                Some((.., more)) => *more += 1,
                None => told.push((title, entry, 0)),
            }
        }
        let line = |(title, entry, more): (String, &Entry, usize)| {
            let more = match more {
                0 => String::new(),
                more => format!("; {more} more"),
            };
            let (when, since) = (self.moment(entry.at), self.since(entry.at));
            format!("{title}: {when}, {since} before this{more}.")
        };
        told.into_iter().map(line).collect()
    }

    pub(super) fn checkin(&self) -> Vec<String> {
        let none = || "None was done.".to_owned();
        vec![self.asked.checkin.clone().unwrap_or_else(none)]
    }
}

/// `since 1 Jan 2026`, `written down 20 Nov 2026; start not known`.
fn began(entry: &Entry) -> String {
    let date = entry.at.format("%-d %b %Y");
    if entry.is_without_start() {
        format!("written down {date}; start not known")
    } else {
        format!("since {date}")
    }
}

/// A fact of the person, under its plain name where there is one.
fn add_fact<'a>(told: &mut Vec<Once<'a>>, entry: &'a Entry, about: &About) {
    let fact = facts().find(&about.name);
    if fact.is_some_and(|fact| fact.number.is_some() || BESIDE.contains(&fact.group)) {
        return;
    }
    let name = fact.map_or_else(|| key(&about.name), |fact| fact.name.to_owned());
    let says = one_line(&about.says());
    let known = told.iter_mut().find(|it| it.name == name);
    if let (Some(known), Some(fact)) = (known.filter(|it| it.says != says), fact) {
        fact.name.clone_into(&mut known.says);
    }
    once(told, name, says, entry);
}
