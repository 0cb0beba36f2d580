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
    match names().find(typed) {
        Some(found)
            if found
                .classes
                .iter()
                .any(|class| class.id.starts_with("kratom")) =>
        {
            Some(
                "kratom is counted when it is a dose: leaflog undo, then leaflog dose 2.5g"
                    .to_owned(),
            )
        }
        Some(found) => read_as(typed, &found.names.join(" and ")),
        None => near(typed).map(|name| {
            format!("Did you mean {name}? leaflog edit last \"name={name}\" corrects it")
        }),
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
