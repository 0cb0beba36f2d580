//! What a typed name was understood to be, where that is not the name itself.

use crate::domain::{Entry, What};
use crate::rules::classes::names;
use crate::rules::facts::facts;
use crate::rules::symptoms::symptoms;

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

fn of_fact(typed: &str) -> Option<String> {
    match facts().find(typed) {
        Some(fact) => read_as(typed, fact.name),
        None => Some(
            "your own word: it stands on the emergency card, and no warning reads it; leaflog about lists those that are read"
                .to_owned(),
        ),
    }
}

fn of_symptom(typed: &str) -> Option<String> {
    match symptoms().find(typed) {
        Some(found) => read_as(typed, found.name),
        None => symptoms().near(typed).map(did_you_mean),
    }
}

fn did_you_mean(name: &str) -> String {
    format!("Did you mean {name}? leaflog edit last \"name={name}\" corrects it")
}

fn of_substance(typed: &str) -> Option<String> {
    match names().find(typed) {
        // What to do instead is pointed out wherever it is saved.
        Some(found) if found.has("kratom") => None,
        Some(found) => read_as(typed, &found.names.join(" and ")),
        None => near(typed).map(did_you_mean),
    }
}

fn read_as(typed: &str, name: &str) -> Option<String> {
    (!typed.eq_ignore_ascii_case(name)).then(|| format!("read as {name}"))
}

/// The one known name that is a slip away.
fn near(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    if typed.chars().count() < 4 {
        return None;
    }
    let known = names()
        .all()
        .flat_map(|it| std::iter::once(&it.name).chain(it.aliases));
    known
        .copied()
        .find(|name| strsim::damerau_levenshtein(&name.to_lowercase(), &typed) == 1)
}
