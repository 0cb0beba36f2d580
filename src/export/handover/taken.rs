//! What was taken: the last dose, the last day, everything else, and what met.

use std::collections::HashSet;

use uuid::Uuid;

use super::Seen;
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::Day;
use crate::domain::text::one_line;
use crate::rules::classes::names;
use crate::rules::emergency::{self, substance};
use crate::rules::{REACH_DAYS, counts_h, holding};
use crate::stats::duration;
use crate::stats::labels::Labels;
use crate::stats::met::{Met, met};
use crate::stats::words::counted;

/// Anything else counts for so many hours, and what met a dose for so many.
const OTHERS_H: i64 = 72;
const STANDING_H: i64 = 14 * 24;
const TOGETHER_H: i64 = 168;

/// Each sort of kratom, its name, and its class where it is written down as
/// something else that was taken.
const CHANNELS: [(Channel, &str, &str); 3] = [
    (Channel::Leaf, "leaf", "kratom_leaf"),
    (Channel::Extract, "extract", "kratom_extract"),
    (Channel::SevenOh, "7-OH", "kratom_7oh"),
];

/// The last of each is told whatever its age: what it is called, and its role or
/// class.
const LASTS: [(&str, &str); 4] = [
    ("opioid", "opioid"),
    ("opioid blocker", "opioid_blocker"),
    ("sedative", "sedative"),
    ("alcohol", "alcohol"),
];

/// What is told whatever its age, for so many days.
const LAST_DAYS: i64 = 90;

impl Seen<'_> {
    pub(super) fn last_dose(&self) -> Vec<String> {
        let last = self.journal.last_dose(self.at().to_utc());
        let Some((entry, dose)) = last.and_then(|entry| Some((entry, entry.dose()?))) else {
            return vec!["No dose is written down.".to_owned()];
        };
        let when = self.moment(entry.at);
        let mut lines = vec![
            format!(
                "The last dose was {} before this, on {when}.",
                self.since(entry.at)
            ),
            format!("It was {}; {}.", amount(entry, dose), packet(dose)),
        ];
        lines.extend(CHANNELS.map(|of| self.last_of(&of)));
        lines
    }

    /// `Last extract: 36 h 14 min before this, Thu 19 Nov 09:00: extract, 50 mg
    /// mitragynine.`
    fn last_of(&self, (channel, name, class): &(Channel, &str, &str)) -> String {
        let is = |entry: &&Entry| match (entry.dose(), entry.substance()) {
            (Some(dose), _) => dose.form.channel() == *channel,
            (_, Some(taken)) => (self.lookups.classes)(&taken.name)
                .iter()
                .any(|it| it == class),
            _ => false,
        };
        let mut upto = self.journal.until(self.at().to_utc()).iter().rev();
        let Some(last) = upto.find(is) else {
            return format!("No {name} is written down.");
        };
        let says = match last.dose() {
            Some(dose) => amount(last, dose),
            None => last.title(),
        };
        let unlabelled = last.dose().is_some_and(|dose| {
            *channel != Channel::Leaf
                && dose.taken.mitragynine.is_none()
                && dose.taken.hydroxy.is_none()
        });
        let unknown = if unlabelled { ", mg not known" } else { "" };
        let (since, when) = (self.since(last.at), self.moment(last.at));
        format!("Last {name}: {since} before this, {when}: {says}{unknown}.")
    }

    pub(super) fn last_day(&self) -> Vec<String> {
        let doses: Vec<&Entry> = self.hours(24).filter(|it| it.dose().is_some()).collect();
        if doses.is_empty() {
            return vec![self.no_dose_today().to_owned()];
        }
        let mut lines = vec![format!("{}.", counted(doses.len(), "dose", "doses"))];
        for (entry, dose) in doses.iter().filter_map(|it| Some((it, it.dose()?))) {
            let when = self.moment(entry.at);
            lines.push(format!(
                "{when}: {}; {}.",
                amount(entry, dose),
                packet(dose)
            ));
        }
        lines.extend(leaf(&doses));
        lines.extend(apart(doses));
        lines
    }

    fn no_dose_today(&self) -> &'static str {
        match self.journal.day(self.today()) {
            Day::None => "No dose is written down; the person said there was none today.",
            Day::WithKratom(_) | Day::NotRecorded => {
                "No dose is written down. That is unknown, not none."
            }
        }
    }

    /// Everything else that may still count, the newest of each with how often
    /// before; and the last of what matters most, however long ago.
    pub(super) fn others(&self) -> Vec<String> {
        let mut newest: Vec<(String, &Entry, usize)> = Vec::new();
        let mut older: Vec<(String, &Entry)> = Vec::new();
        let held = holding(self.journal, self.at());
        let behind: HashSet<Uuid> = held.into_iter().flat_map(|it| it.because).collect();
        for entry in self.hours(REACH_DAYS * 24).rev() {
            let Some(taken) = entry.substance() else {
                continue;
            };
            // Kratom under another name is no other substance.
            let classes = (self.lookups.classes)(&taken.name);
            if !classes.is_empty() && classes.iter().all(|class| class.starts_with("kratom")) {
                continue;
            }
            let name = substance(entry);
            let hours = (self.at() - entry.at).num_hours();
            let counts = counts_for(&taken.name);
            match newest.iter_mut().find(|(known, ..)| *known == name) {
                Some((.., more)) => *more += usize::from(hours < OTHERS_H),
                None if hours < counts || behind.contains(&entry.id) => {
                    newest.push((name, entry, 0));
                }
                None if hours < LAST_DAYS * 24 => older.push((name, entry)),
                None => {}
            }
        }
        let mut lines = vec![match newest.len() {
            0 => format!(
                "Nothing else is written down for the last {OTHERS_H} hours. That is unknown, not none."
            ),
            _ => format!(
                "In the last {OTHERS_H} hours, or so lately that a warning of leaflog's still counts it:"
            ),
        }];
        lines.extend(newest.iter().map(|(_, entry, more)| {
            let (since, when) = (self.since(entry.at), self.moment(entry.at));
            let more = match more {
                0 => String::new(),
                more => format!("; {more} more in {OTHERS_H} h"),
            };
            let says = emergency::says(entry);
            format!("{says}: {since} before this, {when}{more}.")
        }));
        let told: Vec<&Entry> = newest.iter().map(|(_, entry, _)| *entry).collect();
        lines.extend(
            LASTS
                .iter()
                .map(|kind| self.last_in_class(kind, &told, &older)),
        );
        lines
    }

    /// `Last alcohol: 20 days before this, Sat 31 Oct 20:00: wine.`
    fn last_in_class(
        &self,
        (says, role): &(&str, &str),
        told: &[&Entry],
        older: &[(String, &Entry)],
    ) -> String {
        let is_one = |name: &str| {
            names().find(name).is_some_and(|found| {
                found.has(role) || found.classes.iter().any(|class| class.id == *role)
            })
        };
        let is = |entry: &&Entry| entry.substance().is_some_and(|it| is_one(&it.name));
        let all = told.iter().chain(older.iter().map(|(_, entry)| entry));
        let last = all.copied().filter(is).max_by_key(|entry| entry.at);
        let last = match last {
            Some(last) => format!(
                "Last {says}: {} before this, {}: {}.",
                self.since(last.at),
                self.moment(last.at),
                emergency::says(last)
            ),
            None => format!("No {says} is written down as taken in the last {LAST_DAYS} days."),
        };
        let daily = self.journal.medicines(self.at().date_naive());
        let mut daily: Vec<String> = daily
            .filter(|(_, medicine)| is_one(&medicine.name))
            .map(|(_, medicine)| one_line(&medicine.name))
            .collect();
        daily.sort();
        daily.dedup();
        match daily.as_slice() {
            [] => last,
            daily => format!("{last} Taken regularly: {}.", daily.join(", ")),
        }
    }

    /// What was taken near a dose, the last of each.
    pub(super) fn together(&self) -> Vec<String> {
        let to = self.at().to_utc();
        let from = to - chrono::TimeDelta::hours(TOGETHER_H);
        let all = met(self.journal, from, to, self.lookups);
        let mut of_name: Vec<(String, Vec<Met>)> = Vec::new();
        for it in all.into_iter().rev() {
            let name = substance(it.substance);
            match of_name.iter_mut().find(|(known, _)| *known == name) {
                Some((_, all)) => all.push(it),
                None => of_name.push((name, vec![it])),
            }
        }
        if of_name.is_empty() {
            return vec!["Nothing else is written down near a dose in the last 7 days. That is unknown, not none.".to_owned()];
        }
        let mut lines =
            vec!["In the last 7 days, near a dose; each substance has its own window:".to_owned()];
        lines.extend(of_name.iter().map(|(name, all)| self.near(name, all)));
        lines
    }

    /// `alcohol, 3 times, 20 min to 4 h 00 min from the nearest dose; last …`
    fn near(&self, name: &str, all: &[Met]) -> String {
        let Some(last) = all.first() else {
            return String::new();
        };
        let when = self.moment(last.substance.at);
        if all.len() == 1 {
            return format!("{}: {when}, {}.", last.substance.title(), last.says());
        }
        let apart = all.iter().map(|it| it.after().abs());
        let (near, far) = (apart.clone().min(), apart.max());
        let words = |time: Option<_>| time.map(duration::words).unwrap_or_default();
        let (near, far) = (words(near), words(far));
        let apart = if near == far {
            format!("each {near} from the nearest dose")
        } else {
            format!("{near} to {far} from the nearest dose")
        };
        let times = all.len();
        format!(
            "{name}: {times} times, {apart}; last {when}, {}.",
            last.says()
        )
    }
}

/// For how many hours something is told: as long as a rule asks about it, and
/// two weeks where its class counts whatever the hour.
fn counts_for(name: &str) -> i64 {
    let standing = names().find(name).is_some_and(|found| found.standing());
    let counts = i64::from(counts_h(name).unwrap_or_default());
    counts.max(if standing { STANDING_H } else { OTHERS_H })
}

/// `2.5 g powder`, `3 capsules, weight not known`
fn amount(entry: &Entry, dose: &Dose) -> String {
    let title = entry.title().replace('≈', "about ");
    match (dose.form.channel(), dose.leaf_weight()) {
        (Channel::Leaf, None) => format!("{title}, weight not known"),
        _ if dose.estimated == Some(true) => format!("{title}, estimated"),
        _ => title,
    }
}

/// `Green bag, batch 2291`
fn packet(dose: &Dose) -> String {
    match (&dose.product, &dose.batch) {
        (None, None) => "product not known".to_owned(),
        (Some(product), None) => format!("{product}, batch not known"),
        (None, Some(batch)) => format!("product not known, batch {batch}"),
        (Some(product), Some(batch)) => format!("{product}, batch {batch}"),
    }
}

/// Leaf in all, and what is missing from it.
fn leaf(doses: &[&Entry]) -> Option<String> {
    let leaf = doses.iter().filter_map(|it| it.dose());
    let leaf: Vec<&Dose> = leaf
        .filter(|it| it.form.channel() == Channel::Leaf)
        .collect();
    let weights: Vec<Mg> = leaf.iter().filter_map(|dose| dose.leaf_weight()).collect();
    let without = leaf.len() - weights.len();
    let grams: Mg = weights.iter().copied().sum();
    match (weights.len(), without) {
        (0, 0) => None,
        (0, _) => Some("Leaf in all: weight not known.".to_owned()),
        (_, 0) => Some(format!("Leaf in all: {grams} g.")),
        (_, n) => Some(format!(
            "Leaf in all: at least {grams} g; {} not in it, weight not known.",
            counted(n, "dose", "doses")
        )),
    }
}

/// Extract and 7-OH, each apart from leaf.
pub(super) fn apart<'a>(doses: impl IntoIterator<Item = &'a Entry>) -> Vec<String> {
    let doses: Vec<&Entry> = doses.into_iter().collect();
    [(Channel::Extract, "Extract"), (Channel::SevenOh, "7-OH")]
        .into_iter()
        .map(|(channel, name)| (name, Labels::of(doses.iter().copied(), channel)))
        .filter(|(_, labels)| labels.doses > 0)
        .map(|(name, labels)| format!("{name}, apart from leaf: {}.", labels.says()))
        .collect()
}
