//! Holds the rules against their own proofs, their lists and the words people
//! read, with the code that `leaflog rules check` runs, and what is built in
//! against the files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod journals;

use std::fs;
use std::path::PathBuf;

use journals::{now, written};
use leaflog::rules::check::{Beside, proofs};
use leaflog::rules::classes::names;
use leaflog::rules::rule::{Rule, by_file, rules as shipped};
use leaflog::rules::{REACH_DAYS, check, holding, table};

/// The rule files, in order of name.
fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules");
    let files = fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<_> = files.map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

/// The rules of every file with their proofs; nothing in them is wrong.
fn rules() -> Vec<Rule> {
    let in_place = by_file();
    let mut all = Vec::new();
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy();
        let text = fs::read_to_string(&file).unwrap();
        let (rules, wrong) = check::rules::read(&text, &Beside::of(&in_place, &name));
        let wrong: Vec<String> = wrong.iter().map(|wrong| wrong.say(&name)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        all.extend(rules.into_iter().map(|it| it.1));
    }
    all
}

#[test]
fn every_file_is_in_order() {
    assert!(rules().len() > 40);
}

/// What `build.rs` ships is what the proofs prove: every file of the folder, rule
/// by rule, in the same order.
#[test]
fn every_rule_that_ships_is_proven() {
    let without = |mut rule: Rule| {
        rule.fires.clear();
        rule.silent.clear();
        rule
    };
    let kept = leaflog::rules::rule::proofs();
    for rule in rules() {
        let own = &kept[&rule.id];
        assert_eq!((&rule.fires, &rule.silent), (&own.fires, &own.silent));
    }
    let in_files: Vec<Rule> = rules().into_iter().map(without).collect();
    assert_eq!(in_files, shipped());
}

#[test]
fn every_proof_holds() {
    let rules = rules();
    let proven = proofs::run(proofs::of_rules(&rules), &proofs::COUNTRIES);
    assert!(proven.ran > 800, "{} proofs", proven.ran);
    let broken: Vec<String> = proven
        .broken
        .iter()
        .map(|it| format!("{}: {}: {}", it.rule, it.field, it.why))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A window longer than what is loaded would never be seen to its end. Rules
/// about one dose hold for a day, so the reach is a day longer still.
#[test]
fn no_window_is_longer_than_what_rules_look_back() {
    let reach = u32::try_from((REACH_DAYS - 1) * 24).unwrap();
    for class in names().classes() {
        let longest = class.window_h.iter().max();
        assert!(longest <= Some(&reach), "{}: {longest:?} h", class.id);
    }
    for substance in names().all() {
        let longest = substance.window_h.iter().max();
        assert!(longest <= Some(&reach), "{}: {longest:?} h", substance.name);
    }
}

#[test]
fn a_long_name_never_makes_a_message_long() {
    let name = &"very long name of a thing nobody knows ".repeat(5)[..190];
    let entries = [
        format!("took {name}"),
        "dose 2g 1h ago".to_owned(),
        format!("symptom {name} 4"),
    ];
    let alerts = holding(&written(&entries), now());
    assert_eq!(alerts.len(), 3);
    assert_eq!(alerts.iter().find_map(proofs::told), None);
}

#[test]
fn the_table_says_what_a_rule_does_not_read_yet() {
    for rule in &rules() {
        if let Some(not_yet) = &rule.not_yet {
            assert!(!not_yet.trim().is_empty(), "{}: nothing", rule.id);
            let row = format!("| {} |", rule.id);
            let table = table();
            let row = table.lines().find(|line| line.starts_with(&row));
            assert!(row.is_some_and(|row| row.contains(not_yet.as_str())));
        }
    }
}

#[test]
fn the_table_of_rules_is_up_to_date() {
    let kept = include_str!("../assets/rules/README.md");
    assert!(
        kept == table(),
        "run: cargo test --test rules write_the_table -- --ignored"
    );
}

#[test]
#[ignore = "writes the table of rules anew"]
fn write_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/README.md");
    std::fs::write(path, table()).unwrap();
}

#[test]
fn worst_first() {
    let entries = [
        "dose 6g",
        "dose 2g 4h ago",
        "dose 2g 8h ago",
        "took wine 2h ago",
        "symptom chest pain 1",
    ];
    let alerts = holding(&written(&entries.map(str::to_owned)), now());
    let ids: Vec<&str> = alerts.iter().map(|alert| &alert.rule[..3]).collect();
    assert_eq!(ids, ["R03", "R45", "R19", "R10", "R11", "R12", "R38"]);
}
