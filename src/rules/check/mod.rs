//! What is wrong with a file of `assets/`, said to a person who knows the
//! medicine and not Rust. The file is held as if it stood in the place of the
//! built-in one, and every proof is run by what judges real journals.

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
        let page = std::path::Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "md");
        if page {
            return Some(Sort::Page);
        }
        const HEADINGS: [(&str, Sort); 7] = [
            ("[[rule]]", Sort::Rules),
            ("[[substance]]", Sort::Substances),
            ("[[class]]", Sort::Substances),
            ("[[symptom]]", Sort::Symptoms),
            ("[[fact]]", Sort::Facts),
            ("[[country]]", Sort::Helplines),
            ("[[source]]", Sort::Sources),
        ];
        let mut lines = text.lines().map(str::trim_end);
        lines
            .find_map(|line| HEADINGS.iter().find(|(heading, _)| *heading == line))
            .map(|it| it.1)
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
    /// What the check did not look at, or is worth knowing.
    pub note: String,
}

/// Holds a file against all that is asked of it. It stands in the place of the
/// built-in one from here on: for a program that does nothing else.
///
/// # Errors
/// All that is wrong.
pub fn file(name: &str, sort: Sort, text: &str) -> Result<Checked, Vec<Wrong>> {
    match sort {
        Sort::Rules => rule_file(name, text),
        Sort::Page => {
            let (sentences, wrong) = page::read(text);
            in_order(wrong)?;
            Ok(Checked {
                counted: format!("{sentences} sentences, its sources and how hard it is to read"),
                note: "whether it is true, only people can say".to_owned(),
                ..Checked::default()
            })
        }
        Sort::Substances => {
            let (read, wrong) = substances::read(text);
            let counted = read.counted();
            list(counted, wrong, || read.stand_in())
        }
        Sort::Symptoms => {
            let (read, wrong) = lists::symptoms(text);
            let counted = format!("{} symptoms", read.all().count());
            list(counted, wrong, || SYMPTOMS.stand_in(read))
        }
        Sort::Facts => {
            let (read, wrong) = lists::facts(text);
            let counted = format!("{} facts", read.all().count());
            list(counted, wrong, || FACTS.stand_in(read))
        }
        Sort::Helplines => {
            let (read, wrong) = lists::helplines(text);
            let counted = read.as_ref().map_or(0, |read| read.all().count());
            let counted = format!("{counted} countries");
            list(counted, wrong, || {
                read.is_some_and(|read| HELPLINES.stand_in(read))
            })
        }
        Sort::Sources => {
            let (read, wrong) = lists::sources(text);
            let counted = format!("{} sources", read.all().count());
            list(counted, wrong, || SOURCES.stand_in(read))
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
    stand_in: impl FnOnce() -> bool,
) -> Result<Checked, Vec<Wrong>> {
    in_order(wrong)?;
    if !stand_in() {
        return Err(vec![too_late()]);
    }
    let kept = rule::proofs();
    let Proven { ran, broken } = proofs::run(proofs::kept(rule::rules(), &kept));
    in_order(broken.into_iter().map(elsewhere).collect())?;
    Ok(Checked {
        counted,
        others: ran,
        ..Checked::default()
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
    let (all, note) = in_its_place(shipped, name, &rules);
    if !RULES.stand_in(all) {
        return Err(vec![too_late()]);
    }
    let own = proofs::run(proofs::of_rules(&rules));
    let tree = Tree::read(text).map_err(|(line, why)| vec![rules::not_toml(line, &why)])?;
    let here = |broken| here(&tree, &rules, broken);
    let mut wrong: Vec<Wrong> = own.broken.into_iter().map(here).collect();
    let mut kept = rule::proofs();
    kept.retain(|id, _| !rules.iter().any(|rule| rule.id == *id));
    let others = proofs::run(proofs::kept(rule::rules(), &kept));
    wrong.extend(others.broken.into_iter().map(elsewhere));
    in_order(wrong)?;
    Ok(Checked {
        counted: match rules.len() {
            1 => "1 rule".to_owned(),
            n => format!("{n} rules"),
        },
        own: own.ran,
        others: others.ran,
        note,
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

/// All rules with those of a file in the place of the built-in ones, and what is
/// to be said of that.
fn in_its_place(shipped: Vec<InFile>, name: &str, rules: &[Rule]) -> (Vec<Rule>, String) {
    let mut all = Vec::new();
    let (mut placed, mut gone) = (false, Vec::new());
    for file in shipped {
        if file.name == name {
            let left = file.rule.into_iter().map(|rule| rule.id);
            gone.extend(left.filter(|id| !rules.iter().any(|rule| rule.id == *id)));
            all.extend(rules.iter().cloned());
            placed = true;
            continue;
        }
        let stays = |rule: &Rule| !rules.iter().any(|own| own.id == rule.id);
        all.extend(file.rule.into_iter().filter(stays));
    }
    if !placed {
        all.extend(rules.iter().cloned());
        let note = "no file of leaflog has this name: its rules were put in the place of those with the same ids";
        return (all, note.to_owned());
    }
    let note = match gone.as_slice() {
        [] => String::new(),
        gone => format!("the file no longer holds {}", gone.join(", ")),
    };
    (all, note)
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
