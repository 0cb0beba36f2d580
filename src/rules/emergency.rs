//! What the emergency card says and counts, wherever it is shown; the
//! signs and steps are those of cdc-asam-overdose and general-first-aid.

use super::classes::{Danger, names};
use chrono::TimeDelta;

use crate::domain::Entry;
use crate::domain::about::About;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;

/// The signs that make it one.
pub const SIGNS: &str = "Hard to wake · slow, shallow or no breathing · gurgling · blue or grey \
    lips · a seizure · chest pain, fainting · swelling of face or throat · confused";

/// What to do, in order.
pub const STEPS: [&str; 4] = [
    "Call now. Say \"not breathing properly\" or what you see. Say what was taken.",
    "Naloxone if there is any, even if unsure. More in 2-3 minutes if no change.",
    "Not breathing normally: start CPR, the call-taker guides you. Breathing normally: roll them \
     onto their side, airway open.",
    "Stay until help is there. Nothing to eat or drink; don't let them sleep it off. It can come \
     back when naloxone wears off.",
];

/// The same where there is little room; [`STEPS`] follow in full.
pub const STEPS_BRIEF: [&str; 4] = [
    "Call now. Say what you see.",
    "Naloxone if there is any, even if unsure.",
    "Not breathing normally: CPR. Breathing normally: onto their side.",
    "Stay until help is there.",
];

pub const PACKET: &str = "Routine drug screens miss kratom. Keep the packet for whoever comes.";

/// What was taken within these hours is told one by one, within those counted.
pub const TOLD_H: i64 = 24;
pub const COUNTED_H: i64 = 72;

/// Kratom and anything else taken in the hours before, the last first.
pub fn taken(journal: &Journal, hours: i64, now: Moment) -> impl Iterator<Item = &Entry> {
    let from = now - TimeDelta::hours(hours);
    let entries = journal.between(from.to_utc(), journal.present(now).to_utc());
    let entries = entries.iter().rev();
    entries.filter(|entry| entry.dose().is_some() || entry.substance().is_some())
}

/// The same told one by one: kratom, alcohol, sedatives, opioids and what nobody
/// knows come before coffee and the like, in each the last first.
#[must_use]
pub fn told(journal: &Journal, now: Moment) -> Vec<&Entry> {
    let (mut told, rest): (Vec<&Entry>, Vec<&Entry>) =
        taken(journal, TOLD_H, now).partition(|entry| comes_first(entry));
    told.extend(rest);
    told
}

/// Whether it may be part of the emergency, for all that is known; naloxone is
/// asked about too.
fn comes_first(entry: &Entry) -> bool {
    let Some(substance) = entry.substance() else {
        return true;
    };
    let Some(found) = names().find(&substance.name) else {
        return true;
    };
    let mild = [Danger::None, Danger::Low, Danger::Caution].contains(&found.danger());
    let acts = ["depressant", "sedative", "opioid"];
    found.partly || !mild || acts.iter().any(|role| found.has(role))
}

/// What was taken, with what the packet says: `kratom 2.5 g powder, Green bag,
/// batch 2291`.
#[must_use]
pub fn says(entry: &Entry) -> String {
    let title = entry.title();
    let Some(dose) = entry.dose() else {
        return title;
    };
    let product = dose.product.iter().map(|name| format!(", {name}"));
    let batch = dose.batch.iter().map(|name| format!(", batch {name}"));
    let packet: String = product.chain(batch).collect();
    crate::domain::text::one_line(&format!("kratom {title}{packet}"))
}

/// Facts about the person that hold and that whoever comes should know: the
/// country and lines of one's own left out.
pub fn facts(journal: &Journal, now: Moment) -> impl Iterator<Item = &About> {
    let tells = |about: &&About| {
        super::facts::facts()
            .find(&about.name)
            .is_none_or(|fact| fact.number.is_none())
    };
    let facts = journal.facts(now.date_naive());
    facts.map(|(_, about)| about).filter(tells)
}

/// What is taken every day, as written down: `sertraline, 50 mg`.
pub fn every_day(journal: &Journal, now: Moment) -> impl Iterator<Item = String> {
    let medicines = journal.medicines(now.date_naive());
    medicines.map(|(_, medicine)| crate::domain::text::one_line(&medicine.says()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::field::Values;
    use crate::domain::moment::{When, Zone};
    use chrono::{DateTime, NaiveTime};
    use uuid::Uuid;

    #[test]
    fn coffee_is_told_last_however_new_it_is() {
        let now = DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").unwrap();
        let when = When::new(
            now.to_utc(),
            Zone::Named(crate::domain::tz::Tz::named("Europe/Berlin").unwrap()),
            NaiveTime::MIN,
        );
        let entry = |kind, name: &'static str, says: &str, at: &str| {
            let values = Values::new().with(name, says).with("at", at);
            Entry::parse(Uuid::now_v7(), kind, &values, &when).unwrap()
        };
        let entries = vec![
            entry(Kind::Dose, "amount", "2g", "15:00"),
            entry(Kind::Substance, "name", "wine", "16:00"),
            entry(Kind::Substance, "name", "ibuprofen", "17:00"),
            entry(Kind::Substance, "name", "xanax", "18:00"),
            entry(Kind::Substance, "name", "a blue pill of Jo", "19:00"),
            entry(Kind::Substance, "name", "naloxone", "20:00"),
            entry(Kind::Substance, "name", "coffee", "21:00"),
        ];
        let settings = crate::domain::setting::Settings::default();
        let journal = Journal::new(entries, settings, vec![]);
        let told: Vec<String> = told(&journal, when.moment())
            .into_iter()
            .map(Entry::title)
            .collect();
        let order = [
            "naloxone",
            "a blue pill of Jo",
            "xanax",
            "wine",
            "2 g powder",
            "coffee",
            "ibuprofen",
        ];
        assert_eq!(told, order);
    }
}
