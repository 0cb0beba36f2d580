//! Names to offer while one is being typed.

use crate::domain::field::{Ask, Field};
use crate::domain::journal::Journal;
use crate::domain::reading::PULSE;
use crate::domain::{Entry, What};
use crate::rules::classes::names;
use crate::rules::facts::facts;
use crate::rules::symptoms::symptoms;
use crate::saving;

/// At most so many are offered.
const MOST: usize = 5;

/// Names that fit what was typed, the likeliest first.
#[must_use]
pub fn offers(field: &Field, typed: &str, journal: &Journal) -> Vec<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    match field.ask {
        // A name that is known just so is not on its way to another one.
        Ask::Substance if is_known(field, typed) => Vec::new(),
        Ask::Substance => {
            let meant = names().meant(typed).into_iter();
            let found = names().suggest(typed, MOST);
            let found = found.into_iter().map(|name| name.name);
            distinct(meant.chain(found).map(str::to_owned))
        }
        Ask::Symptom => signs(typed),
        Ask::Product => products(typed, journal),
        Ask::About => {
            let found = facts().suggest(typed, MOST);
            let found = found.into_iter().map(|fact| fact.name);
            let near = facts().near(typed);
            distinct(found.chain(near).map(str::to_owned))
        }
        Ask::Reading if PULSE.starts_with(&typed.to_lowercase()) => vec![PULSE.to_owned()],
        _ => Vec::new(),
    }
}

/// What a name means that is not written as the lists write it.
#[must_use]
pub fn understood(field: &Field, typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    match field.ask {
        Ask::Substance => Some(match names().find(typed) {
            Some(found) if found.partly => format!("{} and something not assessed", found.name),
            Some(found) if found.name.eq_ignore_ascii_case(typed) => return None,
            Some(found) if found.guessed => {
                format!("Did you mean {}? Taken as that", found.names.join(" and "))
            }
            Some(found) => format!("taken as {}", found.names.join(" and ")),
            None => not_known(typed),
        }),
        Ask::Symptom => match symptoms().find(typed) {
            Some(found) if found.name.eq_ignore_ascii_case(typed) => None,
            Some(found) => Some(format!("taken as {}", found.name)),
            None => Some(match symptoms().near(typed) {
                None => "your own word, kept as you write it".to_owned(),
                Some(near) => format!("Did you mean {near}? No warning reads this"),
            }),
        },
        Ask::About => match facts().find(typed) {
            Some(fact) if fact.name.eq_ignore_ascii_case(typed) => fact.asks.map(str::to_owned),
            Some(fact) => Some(format!("taken as {}", fact.name)),
            None => Some(match facts().near(typed).as_slice() {
                [] => "your own word, kept; no warning reads it".to_owned(),
                near => format!("Did you mean {}? No warning reads this", near.join(" or ")),
            }),
        },
        _ => None,
    }
}

/// A name nobody knows, and the known ones it is near to.
fn not_known(typed: &str) -> String {
    match names().meant(typed).as_slice() {
        [] => "not assessed: kept as you write it".to_owned(),
        near => format!("not assessed. Did you mean {}?", near.join(" or ")),
    }
}

/// Whether the lists know this name just so.
#[must_use]
pub fn is_known(field: &Field, typed: &str) -> bool {
    match field.ask {
        Ask::Substance => names()
            .find(typed)
            .is_some_and(|found| !found.slip && !found.partly),
        Ask::Symptom => symptoms().find(typed).is_some(),
        Ask::About => facts().find(typed).is_some(),
        _ => false,
    }
}

/// Whether no list knows this name, in its words or by a slip: no warning would
/// read it as what was meant.
#[must_use]
pub fn is_unknown(field: &Field, typed: &str) -> bool {
    match field.ask {
        Ask::Substance => names().find(typed).is_none(),
        Ask::Symptom | Ask::About => !is_known(field, typed),
        _ => false,
    }
}

fn signs(typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let begins = |word: &str| word.to_lowercase().starts_with(&typed);
    let by_name = symptoms().all().filter(|sign| begins(sign.name));
    let by_word = symptoms().all().filter(|sign| {
        sign.words
            .iter()
            .chain(&sign.abroad)
            .any(|word| begins(word))
    });
    let holding = symptoms()
        .all()
        .filter(|sign| sign.name.to_lowercase().contains(&typed));
    let found = by_name.chain(by_word).chain(holding).map(|sign| sign.name);
    let near = symptoms().near(&typed);
    distinct(found.chain(near).map(str::to_owned))
}

/// What is or was in the bags, the last one first.
fn products(typed: &str, journal: &Journal) -> Vec<String> {
    let typed = typed.to_lowercase();
    let named = |entry: &Entry| match &entry.what {
        What::Dose(dose) => dose.product.clone(),
        What::Product(product) => Some(product.name.clone()),
        _ => None,
    };
    let products = journal.entries().iter().rev().filter_map(named);
    let begins = products.filter(|product| product.to_lowercase().starts_with(&typed));
    let meant = saving::product::meant(&typed, journal);
    distinct(begins.chain(meant))
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
        if kept.len() == MOST {
            break;
        }
    }
    kept
}
