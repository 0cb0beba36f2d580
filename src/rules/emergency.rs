//! What the emergency card says and counts, wherever it is shown; the
//! signs and steps are those of cdc-asam-overdose and general-first-aid.

use super::classes::{Danger, names};
use chrono::TimeDelta;

use super::text::key;
use crate::domain::Entry;
use crate::domain::journal::Journal;
use crate::domain::medicine::Medicine;
use crate::domain::moment::Moment;
use crate::domain::text::one_line;

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

/// Why the packet is kept.
pub const PACKET: &str = "Routine drug screens miss kratom. Keep the packet for whoever comes.";

/// Anything taken within so many hours is told: leaflog's own line.
const TOLD_H: i64 = 24;
/// What may be part of it is told, and counted, within so many hours.
pub const COUNTED_H: i64 = 72;

/// The newest of one substance that was taken.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub entry: &'a Entry,
    /// How often it was taken before that, in [`COUNTED_H`].
    pub more: usize,
    /// Whether it may be part of the emergency, for all that is known.
    pub acts: bool,
}

/// Kratom and anything else taken in the hours before, the last first.
pub fn taken(journal: &Journal, hours: i64, now: Moment) -> impl Iterator<Item = &Entry> {
    let from = now - TimeDelta::hours(hours);
    let entries = journal.between(from.to_utc(), journal.present(now).to_utc());
    let entries = entries.iter().rev();
    entries.filter(|entry| entry.dose().is_some() || entry.substance().is_some())
}

/// One line for each substance, the newest first: kratom, alcohol, sedatives,
/// opioids and what nobody knows come before coffee and the like.
#[must_use]
pub fn told(journal: &Journal, now: Moment) -> Vec<Told<'_>> {
    let mut told: Vec<(String, Told)> = Vec::new();
    for entry in taken(journal, COUNTED_H, now) {
        let name = substance(entry);
        if let Some((_, told)) = told.iter_mut().find(|(known, _)| *known == name) {
            told.more += 1;
            continue;
        }
        let newest = Told {
            entry,
            more: 0,
            acts: comes_first(entry),
        };
        told.push((name, newest));
    }
    let lately = now - chrono::TimeDelta::hours(TOLD_H);
    let told = told.into_iter().map(|(_, told)| told);
    // Some sedatives and opioids act for days.
    let still =
        |told: &Told| told.entry.at >= lately || told.acts && told.entry.substance().is_some();
    let (mut told, mild): (Vec<Told>, Vec<Told>) = told.filter(still).partition(|told| told.acts);
    told.extend(mild);
    told
}

/// What else was taken in the last 24 hours, one by one, the last first.
#[must_use]
pub fn before<'a>(journal: &'a Journal, told: &[Told<'a>], now: Moment) -> Vec<&'a Entry> {
    let newest = |entry: &&Entry| told.iter().any(|told| told.entry.id == entry.id);
    taken(journal, TOLD_H, now)
        .filter(|entry| !newest(entry))
        .collect()
}

/// By what name an entry is one substance with others.
#[must_use]
pub fn substance(entry: &Entry) -> String {
    if let Some(dose) = entry.dose() {
        return format!("kratom {:?}", dose.form.channel());
    }
    let typed = entry.substance().map_or("", |taken| taken.name.as_str());
    let found = names().find(typed).filter(|found| !found.partly);
    found.map_or_else(|| key(typed), |found| found.name.to_owned())
}

/// What a name is known as, where that is not what was written: `sertraline` for
/// `sertralin`, `alprazolam` for `Xanax`.
#[must_use]
pub fn known_as(typed: &str) -> Option<String> {
    let found = names().find(typed).filter(|found| !found.partly)?;
    let known = found.names.join(" and ");
    let is_said = key(typed).contains(&key(&known));
    (!is_said).then_some(known)
}

/// `22:30`, `yesterday 22:30`, `Thu 22:30`.
#[must_use]
pub fn clock(at: Moment, now: Moment) -> String {
    let day = match (now.date_naive() - at.date_naive()).num_days() {
        0 => String::new(),
        1 => "yesterday ".to_owned(),
        _ => at.format("%a ").to_string(),
    };
    format!("{day}{}", at.format("%H:%M"))
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

fn is_slip(typed: &str) -> bool {
    names().find(typed).is_some_and(|found| found.guessed)
}

/// What was taken, with what the packet says: `kratom 2.5 g powder, Green bag,
/// batch 2291`; a mistyped name with the one it is read as.
#[must_use]
pub fn says(entry: &Entry) -> String {
    let title = entry.title();
    let Some(dose) = entry.dose() else {
        let slip = entry.substance().filter(|taken| is_slip(&taken.name));
        return match slip.and_then(|taken| known_as(&taken.name)) {
            Some(known) => format!("{title} (that is {known})"),
            None => title,
        };
    };
    let product = dose.product.iter().map(|name| format!(", {name}"));
    let batch = dose.batch.iter().map(|name| format!(", batch {name}"));
    let packet: String = product.chain(batch).collect();
    one_line(&format!("kratom {title}{packet}"))
}

impl Told<'_> {
    /// The newest, and how many more there were.
    #[must_use]
    pub fn says(&self) -> String {
        let says = says(self.entry);
        match self.more {
            0 => says,
            more => format!("{says}, and {more} more in {COUNTED_H} h"),
        }
    }
}

/// Facts about the person that hold and that whoever comes should know, each
/// once: as the person wrote it, or by its plain name where they wrote it in
/// several ways. The country and lines of one's own are left out.
#[must_use]
pub fn facts(journal: &Journal, now: Moment) -> Vec<String> {
    let mut told: Vec<(String, String)> = Vec::new();
    for (_, about) in journal.facts(now.date_naive()) {
        let fact = super::facts::facts().find(&about.name);
        if fact.is_some_and(|fact| fact.number.is_some()) {
            continue;
        }
        let name = fact.map_or_else(|| key(&about.name), |fact| fact.name.to_owned());
        let says = one_line(&about.says());
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, told)) if *told != says => {
                fact.map_or(says.as_str(), |fact| fact.name)
                    .clone_into(told);
            }
            Some(_) => {}
            None => told.push((name, says)),
        }
    }
    told.into_iter().map(|(_, says)| says).collect()
}

/// What is taken every day, as written down: `sertraline, 50 mg`, `Xanax, 1 mg (that
/// is alprazolam)`; each once, and with its amount where one is known.
#[must_use]
pub fn every_day(journal: &Journal, now: Moment) -> Vec<String> {
    let daily: Vec<&Medicine> = journal
        .medicines(now.date_naive())
        .map(|(_, medicine)| medicine)
        .collect();
    let measured = |name: &str| {
        daily
            .iter()
            .any(|it| key(&it.name) == key(name) && it.amount.is_some())
    };
    let mut told: Vec<String> = Vec::new();
    for medicine in &daily {
        let says = one_line(&medicine.says());
        let says = match known_as(&medicine.name) {
            Some(known) => format!("{says} (that is {known})"),
            None => says,
        };
        let again = told.iter().any(|it| key(it) == key(&says));
        if !again && (medicine.amount.is_some() || !measured(&medicine.name)) {
            told.push(says);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::field::Values;
    use crate::stats::sample::when;
    use uuid::Uuid;

    fn entry(kind: Kind, name: &'static str, says: &str, at: &str) -> Entry {
        let at = if kind.is_lasting() {
            ("since", at)
        } else {
            ("at", at)
        };
        let values = Values::new().with(name, says).with(at.0, at.1);
        Entry::parse(Uuid::now_v7(), kind, &values, &when()).unwrap()
    }

    fn journal(entries: Vec<Entry>) -> Journal {
        Journal::new(entries, crate::domain::setting::Settings::default(), vec![])
    }

    #[test]
    fn a_mistyped_name_is_told_with_the_one_it_is_read_as() {
        let journal = journal(vec![
            entry(Kind::Medicine, "name", "sertralin", "2026-03-01"),
            entry(Kind::Medicine, "name", "lamotrigine", "2026-03-02"),
        ]);
        let told = every_day(&journal, when().moment());
        let of = |name: &str| told.iter().any(|it| it == name);
        assert!(of("sertralin (that is sertraline)"), "{told:?}");
        assert!(of("lamotrigine"), "{told:?}");
        let taken = |name| says(&entry(Kind::Substance, "name", name, "15:00"));
        assert_eq!(taken("diazapam"), "diazapam (that is diazepam)");
        assert_eq!(taken("wine"), "wine");
    }

    #[test]
    fn coffee_is_told_last_however_new_it_is() {
        let journal = journal(vec![
            entry(Kind::Dose, "amount", "2g", "15:00"),
            entry(Kind::Substance, "name", "wine", "16:00"),
            entry(Kind::Substance, "name", "ibuprofen", "17:00"),
            entry(Kind::Substance, "name", "xanax", "18:00"),
            entry(Kind::Substance, "name", "a blue pill of Jo", "19:00"),
            entry(Kind::Substance, "name", "naloxone", "20:00"),
            entry(Kind::Substance, "name", "coffee", "21:00"),
        ]);
        let told: Vec<String> = told(&journal, when().moment())
            .into_iter()
            .map(|told| told.entry.title())
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

    #[test]
    fn the_wine_and_the_sleeping_pill_stand_beside_many_doses() {
        let journal = journal(vec![
            entry(Kind::Substance, "name", "methadone", "2026-11-18 22:00"),
            entry(Kind::Dose, "amount", "2g", "2026-11-19 10:00"),
            entry(Kind::Substance, "name", "zopiclone", "yesterday 22:30"),
            entry(Kind::Substance, "name", "wine", "17:00"),
            entry(Kind::Substance, "name", "wine", "16:30"),
            entry(Kind::Dose, "amount", "2.5g", "18:00"),
            entry(Kind::Dose, "amount", "3.3g", "18:02"),
            entry(Kind::Dose, "amount", "3g", "20:00"),
        ]);
        let now = when().moment();
        let told = told(&journal, now);
        let says: Vec<String> = told
            .iter()
            .map(|told| format!("{} {}", clock(told.entry.at, now), told.says()))
            .collect();
        assert_eq!(
            says,
            [
                "20:00 kratom 3 g powder, and 3 more in 72 h",
                "17:00 wine, and 1 more in 72 h",
                "yesterday 22:30 zopiclone",
                "Wed 22:00 methadone",
            ]
        );
        let before: Vec<String> = before(&journal, &told, now)
            .into_iter()
            .map(super::says)
            .collect();
        assert_eq!(
            before,
            ["kratom 3.3 g powder", "kratom 2.5 g powder", "wine"]
        );
    }

    #[test]
    fn what_is_known_of_a_person_is_said_once() {
        let journal = journal(vec![
            entry(Kind::About, "name", "sleep apnoea", "2026-01-01"),
            entry(Kind::About, "name", "sleep apnea", "2026-02-01"),
            entry(Kind::About, "name", "epilepsy", "2026-02-01"),
            entry(Kind::Medicine, "name", "sleeping pill", "2026-02-01"),
            entry(Kind::Medicine, "name", "Sleeping pill", "2026-03-01"),
        ]);
        let now = when().moment();
        assert_eq!(facts(&journal, now), ["sleep apnoea", "epilepsy"]);
        assert_eq!(every_day(&journal, now), ["sleeping pill"]);
    }
}
