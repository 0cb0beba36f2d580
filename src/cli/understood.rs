//! What a typed name was understood to be, where that is not the name itself.

use crate::domain::journal::Journal;
use crate::domain::reading::PULSE;
use crate::domain::symptom::Symptom;
use crate::domain::{Entry, What};
use crate::rules::classes::{Class, names};
use crate::rules::facts::facts;
use crate::rules::symptoms::symptoms;
use crate::saving;
use crate::saving::product::Weigher;

const OWN_SYMPTOM: &str = "your own word: no warning reads it; in an emergency: leaflog emergency";

/// `read as alprazolam`, or the name that may have been meant.
#[must_use]
pub fn of(entry: &Entry) -> Option<String> {
    match &entry.what {
        What::Substance(substance) => of_substance(&substance.name),
        What::Symptom(symptom) => of_symptom(symptom),
        What::Reading(reading) if !reading.is_pulse() => of_reading(&reading.name),
        What::Medicine(medicine) => of_substance(&medicine.name),
        What::About(about) if about.country_code().is_none() => of_fact(&about.name),
        _ => None,
    }
}

/// The same of what is only asked about, where there is nothing to correct yet.
#[must_use]
pub fn before(entry: &Entry) -> Option<String> {
    let says = of(entry)?;
    Some(match says.split_once("leaflog edit last") {
        Some((says, _)) => format!("{says}leaflog check --took NAME asks again"),
        None => says,
    })
}

/// Where to write down what is only heard of by the rules when it is taken regularly.
#[must_use]
pub fn regular(entry: &Entry, journal: &Journal) -> Option<String> {
    let typed = &entry.substance()?.name;
    let found = names().find(typed)?;
    let only_regular = |class: &&Class| class.standing && class.window_h.is_empty();
    let is_written = journal
        .entries()
        .iter()
        .filter_map(Entry::medicine)
        .any(|medicine| {
            let other = names().find(&medicine.name);
            other.is_some_and(|other| other.name == found.name)
        });
    (!is_written
        && found
            .classes
            .iter()
            .copied()
            .any(|class| only_regular(&class)))
    .then(|| {
        let name = crate::domain::text::quoted(found.name);
        format!("taken regularly? leaflog medicine {name}: then it is checked with every dose")
    })
}

/// The product that would say what a counted dose weighs.
#[must_use]
pub fn weigher(entry: &Entry, journal: &Journal) -> Option<String> {
    Some(match saving::product::weigher(entry, journal)? {
        Weigher::Only(name, says) => {
            format!(
                "its weight is not known. {says}: leaflog edit last \"product={name}\" takes that"
            )
        }
        Weigher::Meant(name) => {
            format!("Did you mean {name}? leaflog edit last \"product={name}\" corrects it")
        }
    })
}

fn of_fact(typed: &str) -> Option<String> {
    if let Some(fact) = facts().find(typed) {
        return read_as(typed, fact.name);
    }
    let own = "your own word: it stands on the emergency card, and no warning reads it";
    Some(match asked(&facts().near(typed)) {
        Some(asks) => format!("{asks}; till then it is {own}"),
        None => format!("{own}; leaflog about lists those that are read"),
    })
}

fn of_symptom(symptom: &Symptom) -> Option<String> {
    let typed = &symptom.name;
    if let Some(found) = symptoms().find(typed) {
        return read_as(typed, found.name);
    }
    let near = symptoms().near(typed).and_then(|near| asked(&[near]));
    // Marked as an emergency, any word is read.
    let read = symptom.severity.number() >= 4;
    near.or_else(|| (!read).then(|| OWN_SYMPTOM.to_owned()))
}

/// So many slips away a name may still have meant the pulse.
const PULSE_SLIPS: usize = 2;

fn of_reading(typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let near = strsim::damerau_levenshtein(&typed, PULSE) <= PULSE_SLIPS;
    let near = near || typed.contains("heart") || typed.contains(PULSE);
    if near { asked(&[PULSE]) } else { None }
}

fn of_substance(typed: &str) -> Option<String> {
    let found = names().find(typed);
    match &found {
        // What to do instead is pointed out wherever it is saved.
        Some(found) if found.has("kratom") => None,
        Some(found) if found.guessed => {
            let name = found.names.join(" and ");
            let rest = if found.partly {
                ", and the rest is not assessed"
            } else {
                ""
            };
            Some(format!(
                "Did you mean {name}? It is read as that{rest}; {}",
                correct("NAME")
            ))
        }
        Some(found) if found.partly => Some(format!(
            "read as {} and something not assessed",
            found.names.join(" and ")
        )),
        Some(found) => read_as(typed, &found.names.join(" and ")),
        None => asked(&names().meant(typed)),
    }
}

/// Which known name may have been meant, all of them where there are several.
fn asked(meant: &[&str]) -> Option<String> {
    let (last, before) = meant.split_last()?;
    if before.is_empty() {
        return Some(format!("Did you mean {last}? {}", correct(last)));
    }
    let before = before.join(", ");
    Some(format!(
        "Did you mean {before} or {last}? {}",
        correct("NAME")
    ))
}

fn correct(name: &str) -> String {
    format!("leaflog edit last \"name={name}\" corrects it")
}

fn read_as(typed: &str, name: &str) -> Option<String> {
    (!typed.eq_ignore_ascii_case(name)).then(|| format!("read as {name}"))
}
