//! What a typed name was understood to be, where that is not the name itself.

use crate::domain::{Entry, What};
use crate::rules::classes::names;
use crate::rules::symptoms::symptoms;

/// `read as alprazolam`, or the name that may have been meant.
#[must_use]
pub fn of(entry: &Entry) -> Option<String> {
    match &entry.what {
        What::Substance(substance) => of_substance(&substance.name),
        What::Symptom(symptom) => {
            let found = symptoms().find(&symptom.name)?;
            read_as(&symptom.name, found.name)
        }
        _ => None,
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
