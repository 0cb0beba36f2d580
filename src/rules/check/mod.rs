//! What is wrong with a file of `assets/`, said to a person who knows the
//! medicine and not Rust. The file is held as if it stood in the place of the
//! built-in one, and every proof is run by what judges real journals.

mod changes;
mod differs;
mod heading;
mod lists;
pub mod notation;
pub mod page;
pub mod proofs;
pub mod reading;
pub mod rules;
mod shape;
mod substances;
mod tree;
pub mod words;
mod wrong;

pub use heading::slips;
pub use wrong::Wrong;

use super::facts::FACTS;
use super::helplines::HELPLINES;
use super::rule::{self, InFile, RULES, Rule};
use super::sources::SOURCES;
use super::symptoms::SYMPTOMS;
use proofs::{Broken, Proven};
use tree::{Step, Tree};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Rules,
    Substances,
    Symptoms,
    Facts,
    Helplines,
    Sources,
    Page,
}

impl Sort {
    /// Which sort of file it is, by its name and by what stands in it.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Option<Sort> {
        // Some editors hang their own ending behind it.
        let named = std::path::Path::new(name.trim_end_matches(".txt"));
        let page = named.extension().is_some_and(|ending| ending == "md");
        // README.md and its like are no pages of the Guide.
        if page && !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            return Some(Sort::Page);
        }
        let named = || {
            let mut files = rule::by_file().into_iter();
            files.any(|file| file.name == name).then_some(Sort::Rules)
        };
        heading::sort(text).or_else(named)
    }
}

/// What was found to be in order.
#[derive(Debug, Default)]
pub struct Checked {
    /// `12 rules`, `36 countries`.
    pub counted: String,
    /// How many proofs of the file itself ran, and of all other rules.
    pub own: usize,
    pub others: usize,
    /// What it changes and what is worth knowing, a sentence each.
    pub notes: Vec<String>,
}

/// Holds a file against all that is asked of it. It stands in the place of the
/// built-in one from here on: for a program that does nothing else.
///
/// # Errors
/// All that is wrong.
pub fn file(name: &str, sort: Sort, text: &str) -> Result<Checked, Vec<Wrong>> {
    if sort != Sort::Page {
        // What stands below one would be said to be wrong for nothing.
        in_order(slips(text))?;
    }
    match sort {
        Sort::Rules => rule_file(name, text),
        Sort::Page => {
            let (sentences, wrong) = page::read(text);
            in_order(wrong)?;
            Ok(Checked {
                counted: format!("{sentences} sentences, its sources and how hard it is to read"),
                ..Checked::default()
            })
        }
        Sort::Substances => {
            let (read, wrong) = substances::read(text);
            let counted = read.counted();
            list(
                counted,
                wrong,
                &[],
                || read.stand_in(),
                differs::of_substances,
            )
        }
        Sort::Symptoms => {
            let (read, wrong) = lists::symptoms(text);
            let counted = format!("{} symptoms", read.all().count());
            list(
                counted,
                wrong,
                &[],
                || SYMPTOMS.stand_in(read),
                differs::of_symptoms,
            )
        }
        Sort::Facts => {
            let (read, wrong) = lists::facts(text);
            let counted = format!("{} facts", read.all().count());
            list(
                counted,
                wrong,
                &[],
                || FACTS.stand_in(read),
                differs::of_facts,
            )
        }
        Sort::Helplines => {
            let (read, wrong) = lists::helplines(text);
            let count = read.as_ref().map_or(0, |read| read.all().count());
            let changed = read.as_ref().map(lists::changed).unwrap_or_default();
            let stand_in = || read.is_some_and(|read| HELPLINES.stand_in(read));
            let counted = format!("{count} countries");
            list(counted, wrong, &changed, stand_in, differs::of_helplines)
        }
        Sort::Sources => {
            let (read, wrong) = lists::sources(text);
            let counted = format!("{} sources", read.all().count());
            list(
                counted,
                wrong,
                &[],
                || SOURCES.stand_in(read),
                differs::of_sources,
            )
        }
    }
}

fn in_order(wrong: Vec<Wrong>) -> Result<(), Vec<Wrong>> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// A list that rules read: with it in its place, every rule is proven anew.
fn list(
    counted: String,
    wrong: Vec<Wrong>,
    countries: &[&str],
    stand_in: impl FnOnce() -> bool,
    changes: fn() -> Vec<String>,
) -> Result<Checked, Vec<Wrong>> {
    in_order(wrong)?;
    if !stand_in() {
        return Err(vec![too_late()]);
    }
    let kept = rule::proofs();
    let Proven { ran, broken } = proofs::run(proofs::kept(rule::rules(), &kept), countries);
    in_order(broken.into_iter().map(elsewhere).collect())?;
    Ok(Checked {
        counted,
        own: 0,
        others: ran,
        notes: changes(),
    })
}

/// Nobody meets this: the check reads no list before.
fn too_late() -> Wrong {
    Wrong {
        line: 0,
        of: String::new(),
        field: String::new(),
        why: "could not stand in the place of the built-in one".to_owned(),
        hint: String::new(),
    }
}

/// A proof of a rule that is not in the file.
fn elsewhere(broken: Broken) -> Wrong {
    Wrong {
        line: 0,
        of: broken.rule,
        field: broken.field.to_owned(),
        why: format!("with this file, {}", broken.why),
        hint: "the rule is as it was: look for what this file changes for it".to_owned(),
    }
}

fn rule_file(name: &str, text: &str) -> Result<Checked, Vec<Wrong>> {
    let shipped = rule::by_file();
    let (rules, wrong) = rules::read(text, &Beside::of(&shipped, name));
    in_order(wrong)?;
    let rules: Vec<Rule> = rules.into_iter().map(|it| it.1).collect();
    let mut kept = rule::proofs();
    let notes = changes::told(&shipped, &kept, name, &rules);
    let all = in_its_place(shipped, name, &rules);
    in_order(left_alone(&all, &rules))?;
    if !RULES.stand_in(all) {
        return Err(vec![too_late()]);
    }
    let own = proofs::run(proofs::of_rules(&rules), &proofs::COUNTRIES);
    let tree = Tree::read(text).map_err(|(line, why)| vec![rules::not_toml(text, line, &why)])?;
    let here = |broken| here(&tree, &rules, broken);
    let mut wrong: Vec<Wrong> = own.broken.into_iter().map(here).collect();
    kept.retain(|id, _| !rules.iter().any(|rule| rule.id == *id));
    let others = proofs::run(proofs::kept(rule::rules(), &kept), &[]);
    wrong.extend(others.broken.into_iter().map(elsewhere));
    in_order(wrong)?;
    Ok(Checked {
        counted: match rules.len() {
            1 => "1 rule".to_owned(),
            n => format!("{n} rules"),
        },
        own: own.ran,
        others: others.ran,
        notes,
    })
}

/// The rules a file would stand beside.
#[derive(Debug, Default)]
pub struct Beside {
    /// Ids it may not have.
    pub taken: Vec<String>,
    /// Ids it may name.
    pub known: Vec<String>,
}

impl Beside {
    /// Of a file in the place of the built-in one of that name. One of another
    /// name replaces the rules it has, and may have any.
    #[must_use]
    pub fn of(shipped: &[InFile], name: &str) -> Beside {
        let is_own = shipped.iter().any(|file| file.name == name);
        let beside = shipped.iter().filter(|file| file.name != name);
        let known = beside
            .flat_map(|file| &file.rule)
            .map(|rule| rule.id.clone());
        let known: Vec<String> = known.collect();
        Beside {
            taken: if is_own { known.clone() } else { Vec::new() },
            known,
        }
    }
}

/// All rules with those of a file in the place of the built-in ones.
fn in_its_place(shipped: Vec<InFile>, name: &str, rules: &[Rule]) -> Vec<Rule> {
    let mut all = Vec::new();
    let mut own = rules.to_vec();
    for file in shipped {
        if file.name == name {
            all.append(&mut own);
            continue;
        }
        let stays = |rule: &Rule| !rules.iter().any(|own| own.id == rule.id);
        all.extend(file.rule.into_iter().filter(stays));
    }
    all.append(&mut own);
    all
}

/// Rules of other files that give way to one which would no longer be there.
fn left_alone(all: &[Rule], own: &[Rule]) -> Vec<Wrong> {
    let is_there = |id: &String| all.iter().any(|rule| rule.id == *id);
    let others = all
        .iter()
        .filter(|rule| !own.iter().any(|own| own.id == rule.id));
    let gone = others.flat_map(|rule| {
        let gone = rule.yields_to.iter().filter(|id| !is_there(id));
        gone.map(|id| Wrong {
            line: 0,
            of: rule.id.clone(),
            field: "yields_to".to_owned(),
            why: format!("with this file, there is no rule {id}, which it gives way to"),
            hint: format!("keep {id}, or take it out of yields_to there in the same change"),
        })
    });
    gone.collect()
}

/// A proof of a rule of the file.
fn here(tree: &Tree, rules: &[Rule], broken: Broken) -> Wrong {
    let at = rules.iter().position(|rule| rule.id == broken.rule);
    let path = [
        Step::Field("rule"),
        Step::At(at.unwrap_or_default()),
        Step::Field(broken.field),
        Step::At(broken.at),
    ];
    Wrong {
        line: tree.line(&path),
        of: broken.rule,
        field: broken.field.to_owned(),
        why: broken.why,
        hint: broken.hint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever takes a rule out sees who counted on it, in whichever file.
    #[test]
    fn a_rule_that_another_file_gives_way_to_is_missed() {
        let shipped = || rule::by_file().into_iter().flat_map(|file| file.rule);
        let whole: Vec<Rule> = shipped().collect();
        assert_eq!(left_alone(&whole, &[]), []);
        let without: Vec<Rule> = shipped().filter(|it| it.id != "R05-red-suicide").collect();
        let said = left_alone(&without, &[]);
        assert_eq!(said.len(), 1);
        assert_eq!(
            said[0].say("mine.toml"),
            "mine.toml: R00-red-own-word: yields_to: with this file, there is no rule \
             R05-red-suicide, which it gives way to; keep R05-red-suicide, or take it out of \
             yields_to there in the same change"
        );
    }
}
