//! What was taken: the last dose, the last day, everything else, and what met.

use super::Seen;
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::Day;
use crate::rules::emergency::substance;
use crate::stats::duration;
use crate::stats::labels::Labels;
use crate::stats::met::{Met, met};
use crate::stats::words::counted;

/// Anything else counts for so many hours, and what met a dose for so many.
const OTHERS_H: i64 = 72;
const TOGETHER_H: i64 = 168;

impl Seen<'_> {
    pub(super) fn last_dose(&self) -> Vec<String> {
        let last = self.journal.last_dose(self.at().to_utc());
        let Some((entry, dose)) = last.and_then(|entry| Some((entry, entry.dose()?))) else {
            return vec!["No dose is written down.".to_owned()];
        };
        let when = self.moment(entry.at);
        vec![
            format!(
                "The last dose was {} before this, on {when}.",
                self.since(entry.at)
            ),
            format!("It was {}; {}.", amount(entry, dose), packet(dose)),
        ]
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

    /// Everything else, the newest of each with how often before.
    pub(super) fn others(&self) -> Vec<String> {
        let mut newest: Vec<(String, &Entry, usize)> = Vec::new();
        for entry in self.hours(OTHERS_H).rev() {
            let Some(taken) = entry.substance() else {
                continue;
            };
            let name = substance(entry);
            // Kratom under another name is no other substance.
            let classes = (self.lookups.classes)(&taken.name);
            if !classes.is_empty() && classes.iter().all(|class| class.starts_with("kratom")) {
                continue;
            }
            match newest.iter_mut().find(|(known, ..)| *known == name) {
                Some((.., more)) => *more += 1,
                None => newest.push((name, entry, 0)),
            }
        }
        if newest.is_empty() {
            return vec![format!(
                "Nothing else is written down for the last {OTHERS_H} hours. That is unknown, not none."
            )];
        }
        let mut lines = vec![format!("In the last {OTHERS_H} hours:")];
        lines.extend(newest.into_iter().map(|(_, entry, more)| {
            let (since, when) = (self.since(entry.at), self.moment(entry.at));
            let more = match more {
                0 => String::new(),
                more => format!("; {more} more in {OTHERS_H} h"),
            };
            format!("{}: {since} before this, {when}{more}.", entry.title())
        }));
        lines
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
