//! What warnings call what was typed: "sertraline" for "Zoloft", "alcohol" for
//! "wine", "seizures in the past" for "epilepsy".

use super::rule::rules;
use super::taken::{felt, known, meant};

/// Loperamide is called by this one where there was much of it.
const LOPERAMIDE: (&str, &str) = ("loperamide", "high-dose loperamide");

/// Every name that a warning may have for what was typed, wherever it was typed.
#[must_use]
pub fn called(typed: &str) -> Vec<String> {
    let known = known(typed);
    let is = |name: &str| known.iter().any(|one| one.is(name) || one.has(name));
    let felt = felt(typed);
    let is_felt = |name: &str| felt.is_some_and(|felt| felt.signs.contains(&name));
    let own = own_subjects().filter(|subject| is(subject) || is_felt(subject));
    let high = [LOPERAMIDE.1]
        .into_iter()
        .filter(|_| known.iter().any(|one| one.is(LOPERAMIDE.0)));
    let plain = felt
        .map(|felt| felt.name)
        .into_iter()
        .chain(meant(typed).map(|fact| fact.name));
    let words = own.chain(high).chain(plain).map(str::to_owned);
    words
        .chain(known.iter().map(|one| one.name.clone()))
        .collect()
}

/// What rules are about by their own words.
fn own_subjects() -> impl Iterator<Item = &'static str> {
    let of_rows = |rule: &'static super::rule::Rule| {
        let rows = rule.any.iter().filter_map(|row| row.subject.as_deref());
        rows.chain(rule.subject.as_deref())
    };
    rules().iter().flat_map(of_rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::classes::names;
    use crate::rules::symptoms::symptoms;

    fn is_called(typed: &str, name: &str) {
        let called = called(typed);
        assert!(called.iter().any(|it| it == name), "{typed}: {called:?}");
    }

    #[test]
    fn each_is_called_what_its_warnings_call_it() {
        is_called("Zoloft", "sertraline");
        is_called("wine", "alcohol");
        is_called("epilepsy", "seizures in the past");
        is_called("Panadol", "paracetamol");
        is_called("co-codamol", "paracetamol");
        is_called("heart racing", "palpitations");
        is_called("Imodium", "high-dose loperamide");
        is_called("coffee and zzqx", "zzqx");
        is_called("zzqx", "zzqx");
    }

    #[test]
    fn every_own_word_of_a_rule_is_one_that_something_typed_is_called() {
        for subject in own_subjects() {
            let taken = names().find(subject).is_some();
            let felt = symptoms().find(subject).is_some();
            assert!(taken || felt, "{subject}");
            is_called(subject, subject);
        }
    }
}
