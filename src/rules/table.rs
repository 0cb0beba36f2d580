//! The rules as one table, for people who want to read and correct them.

use super::rule::{On, Row, Rule, rules};
use crate::domain::answer::Level;

/// Every rule with its trigger, levels, evidence and sources, in Markdown. The
/// file `assets/rules/README.md` is held equal to it by a test.
#[must_use]
pub fn table() -> String {
    let mut text = String::from(
        "# The rules\n\n\
         Made from the files in this folder by `rules::table`; a test holds it equal.\n\n\
         | rule | title | holds when | not yet read | levels | evidence | sources |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let mut all: Vec<&Rule> = rules().iter().collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    for rule in all {
        text.push_str(&line(rule));
    }
    text
}

/// When a rule holds, in plain words, and its levels.
#[must_use]
pub fn in_words(rule: &Rule) -> (String, String) {
    (super::wording::plain(&trigger(rule)), levels(rule))
}

fn line(rule: &Rule) -> String {
    format!(
        "| {} | {} | {} | {} | {} | {} | {} |\n",
        rule.id,
        rule.title,
        trigger(rule),
        rule.not_yet.as_deref().unwrap_or_default(),
        levels(rule),
        rule.evidence,
        rule.sources.join(", ")
    )
}

fn trigger(rule: &Rule) -> String {
    let rows: Vec<String> = rule.any.iter().map(row).collect();
    match &rule.on {
        On::Now => rows.join("; or "),
        On::Entries(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            let a = if kinds[0].starts_with(['a', 'e']) {
                "an"
            } else {
                "a"
            };
            format!("at {a} {}: {}", kinds.join(" or "), rows.join("; or "))
        }
    }
}

fn row(row: &Row) -> String {
    let all: Vec<String> = row
        .all
        .iter()
        .map(super::condition::Condition::says)
        .collect();
    let mut all = all.join(" and ");
    if let Some(On::Entries(kinds)) = &row.on {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        all = format!("[{}] {all}", kinds.join(", "));
    }
    row.level
        .map_or(all.clone(), |level| format!("{all} ({})", level.name()))
}

fn levels(rule: &Rule) -> String {
    let mut levels: Vec<Level> = rule.level.into_iter().collect();
    levels.extend(rule.levels.iter().map(|step| step.level));
    levels.extend(rule.any.iter().filter_map(|row| row.level));
    levels.sort_unstable();
    levels.dedup();
    let names: Vec<&str> = levels.iter().map(|level| level.name()).collect();
    names.join(", ")
}
