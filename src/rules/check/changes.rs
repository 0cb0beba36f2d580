//! What a file changes against the rules that are built in, for whoever reviews it.

use std::collections::BTreeMap;

use super::super::rule::{InFile, Proofs, Rule};

/// Changes that people who know the medicine agree to first.
const MEDICINE: [&str; 10] = [
    "on", "level", "levels", "any", "first", "say", "why", "do", "sources", "evidence",
];

/// What is to be said of the changes, a sentence each.
pub fn told(
    shipped: &[InFile],
    proofs: &BTreeMap<String, Proofs>,
    name: &str,
    rules: &[Rule],
) -> Vec<String> {
    let mut told = Vec::new();
    let built_in = |id: &str| {
        let mut all = shipped.iter().flat_map(|file| &file.rule);
        all.find(|rule| rule.id == id)
    };
    let (mut changed, mut new, mut unreviewed) = (Vec::new(), Vec::new(), Vec::new());
    for rule in rules {
        let Some(before) = built_in(&rule.id) else {
            new.push(rule.id.as_str());
            continue;
        };
        let fields = fields(before, proofs.get(&rule.id), rule);
        if fields.is_empty() {
            continue;
        }
        if fields.iter().any(|it| MEDICINE.contains(it)) && before.reviewed == rule.reviewed {
            unreviewed.push(rule.id.as_str());
        }
        changed.push(format!("{} ({})", rule.id, fields.join(", ")));
    }
    let file = shipped.iter().find(|file| file.name == name);
    let before = file.iter().flat_map(|file| &file.rule);
    let gone = before.map(|rule| rule.id.as_str());
    let gone = gone.filter(|id| !rules.iter().any(|it| it.id == **id));
    let gone: Vec<&str> = gone.collect();
    if file.is_none() {
        told.push(
            "No file of leaflog has this name: its rules were put in the place of those with the \
             same ids."
                .to_owned(),
        );
    }
    say(&mut told, "No longer in it: ", &gone);
    if !gone.is_empty() {
        let less = "Less is warned of now; say why, with a source, when you send it.";
        told.push(less.to_owned());
    }
    say(&mut told, "New: ", &new);
    if changed.is_empty() && new.is_empty() && gone.is_empty() {
        told.push("The rules in it are as the built-in ones.".to_owned());
    }
    let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
    say(&mut told, "Changed: ", &changed);
    if !unreviewed.is_empty() {
        let rules = unreviewed.join(", ");
        told.push(format!(
            "Still with the date of its last review: {rules}. Once two people have agreed to the \
             change, write that day as reviewed."
        ));
    }
    told
}

fn say(told: &mut Vec<String>, what: &str, ids: &[&str]) {
    if !ids.is_empty() {
        told.push(format!("{what}{}.", ids.join(", ")));
    }
}

/// The fields of a rule that are not as they were.
fn fields(before: &Rule, proofs: Option<&Proofs>, now: &Rule) -> Vec<&'static str> {
    let fires = proofs.is_none_or(|it| it.fires == now.fires);
    let silent = proofs.is_none_or(|it| it.silent == now.silent);
    let same = [
        (
            "title",
            before.title == now.title && before.called == now.called,
        ),
        ("on", before.on == now.on && before.each == now.each),
        ("subject", before.subject == now.subject),
        ("place", before.place == now.place),
        ("level", before.level == now.level),
        ("levels", before.levels == now.levels),
        ("any", before.any == now.any),
        ("first", before.first == now.first),
        ("say", before.say == now.say),
        ("why", before.why == now.why),
        ("do", before.helps == now.helps),
        ("sources", before.sources == now.sources),
        ("evidence", before.evidence == now.evidence),
        ("not_yet", before.not_yet == now.not_yet),
        ("reviewed", before.reviewed == now.reviewed),
        ("again", before.again == now.again),
        ("shares", before.shares == now.shares),
        ("yields_to", before.yields_to == now.yields_to),
        ("others_wait", before.others_wait == now.others_wait),
        ("always", before.always == now.always),
        ("fires", fires),
        ("silent", silent),
    ];
    let differing = same.into_iter().filter(|(_, same)| !same);
    differing.map(|(field, _)| field).collect()
}
