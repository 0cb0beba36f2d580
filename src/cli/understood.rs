//! What a typed name was understood to be, where that is not the name itself.

use crate::domain::journal::Journal;
use crate::domain::{Entry, What};
use crate::rules::classes::names;
use crate::rules::facts::facts;
use crate::rules::symptoms::symptoms;
use crate::saving;
use crate::saving::product::Weigher;

/// `read as alprazolam`, or the name that may have been meant.
#[must_use]
pub fn of(entry: &Entry) -> Option<String> {
    match &entry.what {
        What::Substance(substance) => of_substance(&substance.name),
        What::Symptom(symptom) => of_symptom(&symptom.name),
        What::Medicine(medicine) => of_substance(&medicine.name),
        What::About(about) if about.country_code().is_none() => of_fact(&about.name),
        _ => None,
    }
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

fn of_symptom(typed: &str) -> Option<String> {
    match symptoms().find(typed) {
        Some(found) => read_as(typed, found.name),
        None => symptoms().near(typed).and_then(|near| asked(&[near])),
    }
}

fn of_substance(typed: &str) -> Option<String> {
    let found = names().find(typed);
    match &found {
        // What to do instead is pointed out wherever it is saved.
        Some(found) if found.has("kratom") => None,
        Some(found) if found.guessed => {
            let name = found.names.join(" and ");
            Some(format!(
                "Did you mean {name}? It is read as that; {}",
                correct("NAME")
            ))
        }
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
