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
mod slip;
mod substances;
mod tree;
pub mod words;
mod wrong;

pub use heading::slips;
pub use wrong::Wrong;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::facts::FACTS;
use super::helplines::HELPLINES;
use super::rule::{self, InFile, Proofs, RULES, Rule};
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
        let named = std::path::Path::new(name);
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

/// The name of the file that is meant: without what an editor hangs behind it, as
/// in `amounts.toml.txt`, and without the number or word of a second download.
#[must_use]
pub fn meant(name: &str) -> String {
    let mut name = name;
    while let Some(shorter) = name.strip_suffix(".txt") {
        name = shorter;
    }
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return name.to_owned();
    };
    let stem = stem.trim_end_matches(" - Copy").trim_end_matches(" copy");
    let number = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit());
    let one = stem.strip_suffix(')').and_then(|it| it.rsplit_once('('));
    let stem = match one {
        Some((before, n)) if number(n) => before.trim_end(),
        _ => stem,
    };
    format!("{stem}.{ending}")
}

/// A file to be tried.
#[derive(Debug)]
pub struct Given {
    /// Its name, which says what it stands in for.
    pub name: String,
    pub sort: Sort,
    pub text: String,
}

/// What was found to be in order in one file.
#[derive(Debug, Default)]
pub struct Checked {
    /// `12 rules`, `36 countries`.
    pub counted: String,
    /// How many proofs of the file itself ran.
    pub own: usize,
    /// What it changes and what is worth knowing, a sentence each.
    pub notes: Vec<String>,
}

/// What was found to be in order in all of them.
#[derive(Debug, Default)]
pub struct Together {
    /// Each file, as given.
    pub each: Vec<Checked>,
    /// How many proofs of all other rules ran.
    pub others: usize,
}

/// What is wrong, with the place of its file among those given; of none where it
/// comes of all of them.
pub type AllWrong = Vec<(Option<usize>, Wrong)>;

/// Holds files against all that is asked of them. They stand in the place of the
/// built-in ones from here on: for a program that does nothing else. Dates after
/// `today` are still to come.
///
/// # Errors
/// All that is wrong.
pub fn files(given: &[Given], today: NaiveDate) -> Result<Together, AllWrong> {
    one_of_each(given)?;
    let mut each: Vec<Checked> = given.iter().map(|_| Checked::default()).collect();
    let mut countries = Vec::new();
    // What others name is read before what names it.
    for sort in [
        Sort::Sources,
        Sort::Substances,
        Sort::Symptoms,
        Sort::Facts,
        Sort::Helplines,
    ] {
        for (at, file) in given.iter().enumerate().filter(|it| it.1.sort == sort) {
            let counted = list(file, today, &mut countries).map_err(|wrong| of_file(at, wrong))?;
            each[at].counted = counted;
        }
    }
    let pages = given
        .iter()
        .enumerate()
        .filter(|it| it.1.sort == Sort::Page);
    let mut wrong = Vec::new();
    for (at, file) in pages {
        let (sentences, in_page) = page::read(&file.text);
        wrong.extend(of_file(at, in_page));
        each[at].counted = format!("{sentences} sentences, its sources and how hard it is to read");
    }
    let mut kept = rule::proofs();
    wrong.extend(
        rule_files(given, today, &mut each, &mut kept)
            .err()
            .unwrap_or_default(),
    );
    in_order(wrong)?;
    let mut others = 0;
    if given.iter().any(|file| file.sort != Sort::Page) {
        others = all_others(given, &kept, &countries)?;
    }
    for (file, checked) in given.iter().zip(&mut each) {
        checked.notes.extend(differs::told_of(file.sort));
    }
    Ok(Together { each, others })
}

fn in_order<T>(wrong: Vec<T>) -> Result<(), Vec<T>> {
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn of_file(at: usize, wrong: Vec<Wrong>) -> AllWrong {
    wrong.into_iter().map(|it| (Some(at), it)).collect()
}

/// Two files cannot stand in for one.
fn one_of_each(given: &[Given]) -> Result<(), AllWrong> {
    let one_list = |file: &Given| !matches!(file.sort, Sort::Rules | Sort::Page);
    let same = |one: &Given, other: &Given| {
        one.sort == other.sort && (one_list(one) || one.name == other.name)
    };
    let twice = |at: &usize| given[..*at].iter().any(|it| same(it, &given[*at]));
    let twice = (0..given.len()).filter(twice);
    in_order(twice.map(|at| (Some(at), taken())).collect())
}

fn taken() -> Wrong {
    Wrong::of_file(
        "another file of this command stands in for the same one",
        "try them one after the other",
    )
}

/// Reads a list and puts it in the place of the built-in one; says how much
/// stands in it.
fn list(
    file: &Given,
    today: NaiveDate,
    countries: &mut Vec<&'static str>,
) -> Result<String, Vec<Wrong>> {
    let text = &file.text;
    // What stands below one would be said to be wrong for nothing.
    in_order(slips(text))?;
    let (counted, stood_in) = match file.sort {
        Sort::Substances => {
            let (read, wrong) = substances::read(text);
            in_order(wrong)?;
            (read.counted(), read.stand_in())
        }
        Sort::Symptoms => {
            let (read, wrong) = lists::symptoms(text);
            in_order(wrong)?;
            let counted = format!("{} symptoms", read.all().count());
            (counted, SYMPTOMS.stand_in(read))
        }
        Sort::Facts => {
            let (read, wrong) = lists::facts(text);
            in_order(wrong)?;
            let counted = format!("{} facts", read.all().count());
            (counted, FACTS.stand_in(read))
        }
        Sort::Helplines => {
            let (read, wrong) = lists::helplines(text, today);
            in_order(wrong)?;
            let count = read.as_ref().map_or(0, |read| read.all().count());
            *countries = read.as_ref().map(lists::changed).unwrap_or_default();
            let stood_in = read.is_some_and(|read| HELPLINES.stand_in(read));
            (format!("{count} countries"), stood_in)
        }
        Sort::Sources => {
            let (read, wrong) = lists::sources(text);
            in_order(wrong)?;
            let counted = format!("{} sources", read.all().count());
            (counted, SOURCES.stand_in(read))
        }
        Sort::Rules | Sort::Page => (String::new(), true),
    };
    if stood_in {
        Ok(counted)
    } else {
        Err(vec![taken()])
    }
}

/// With the files in place, every other rule is proven anew, and what they name
/// is looked for.
fn all_others(
    given: &[Given],
    kept: &BTreeMap<String, Proofs>,
    countries: &[&str],
) -> Result<usize, AllWrong> {
    if let Some(at) = given.iter().position(|file| file.sort == Sort::Sources) {
        in_order(of_file(at, lists::sources_missed()))?;
    }
    let Proven { ran, broken } = proofs::run(proofs::kept(rule::rules(), kept), countries);
    let several = given.len() > 1;
    let at = (!several).then_some(0);
    let broken = broken.into_iter();
    in_order(broken.map(|it| (at, elsewhere(it, several))).collect())?;
    Ok(ran)
}

/// `with this file`.
fn with_these(several: bool) -> &'static str {
    if several {
        "with these files"
    } else {
        "with this file"
    }
}

/// A proof of a rule that is not in the files.
fn elsewhere(broken: Broken, several: bool) -> Wrong {
    let with = with_these(several);
    Wrong {
        line: 0,
        of: broken.rule,
        field: broken.field.to_owned(),
        why: format!("{with}, {}", broken.why),
        hint: if several {
            "the rule is as it was: look for what these files change for it".to_owned()
        } else {
            "the rule is as it was: look for what this file changes for it".to_owned()
        },
    }
}

/// Puts the rules of files in the place of the built-in ones and proves them.
fn rule_files(
    given: &[Given],
    today: NaiveDate,
    each: &mut [Checked],
    kept: &mut BTreeMap<String, Proofs>,
) -> Result<(), AllWrong> {
    let files = || {
        given
            .iter()
            .enumerate()
            .filter(|it| it.1.sort == Sort::Rules)
    };
    let slips = files().flat_map(|(at, file)| of_file(at, slips(&file.text)));
    in_order(slips.collect())?;
    let loosely = files().map(|(_, file)| {
        let (rules, _) = rules::read(&file.text, &Beside::default());
        (
            file.name.as_str(),
            rules.into_iter().map(|it| it.1).collect(),
        )
    });
    let in_place = in_their_place(loosely.collect());
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (at, file) in files() {
        let beside = Beside {
            today: Some(today),
            ..Beside::of(&in_place, &file.name)
        };
        let (rules, in_file) = rules::read(&file.text, &beside);
        wrong.extend(of_file(at, in_file));
        let rules: Vec<Rule> = rules.into_iter().map(|it| it.1).collect();
        read.push((at, file, rules));
    }
    in_order(wrong)?;
    let all: Vec<Rule> = in_place.into_iter().flat_map(|file| file.rule).collect();
    let own: Vec<Rule> = read.iter().flat_map(|it| it.2.clone()).collect();
    let at = (given.len() == 1).then_some(0);
    let alone = left_alone(&all, &own, with_these(at.is_none()));
    in_order(alone.into_iter().map(|it| (at, it)).collect())?;
    if read.is_empty() {
        return Ok(());
    }
    let shipped = rule::by_file();
    for (at, file, rules) in &read {
        each[*at].notes = changes::told(&shipped, kept, &file.name, rules);
        each[*at].counted = counted(rules.len());
    }
    kept.retain(|id, _| !own.iter().any(|rule| rule.id == *id));
    RULES.stand_in(all);
    let mut wrong = Vec::new();
    for (at, file, rules) in &read {
        let proven = proofs::run(proofs::of_rules(rules), &proofs::COUNTRIES);
        each[*at].own = proven.ran;
        if let Ok(tree) = Tree::read(&file.text) {
            let broken = proven.broken.into_iter();
            wrong.extend(broken.map(|it| (Some(*at), here(&tree, rules, it))));
        }
    }
    in_order(wrong)
}

fn counted(rules: usize) -> String {
    match rules {
        1 => "1 rule".to_owned(),
        n => format!("{n} rules"),
    }
}

/// The rules a file would stand beside.
#[derive(Debug, Default)]
pub struct Beside {
    /// Ids it may not have.
    pub taken: Vec<String>,
    /// Ids it may name.
    pub known: Vec<String>,
    /// The latest day a review can be of, where that is looked at.
    pub today: Option<NaiveDate>,
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
            today: None,
        }
    }
}

/// The built-in rules by file, with those of other files in their place. A file
/// of a name that leaflog does not have takes the place of the rules it has.
fn in_their_place(files: Vec<(&str, Vec<Rule>)>) -> Vec<InFile> {
    let mut shipped = rule::by_file();
    let is_built_in = |name: &str| rule::by_file().iter().any(|file| file.name == name);
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    for (name, rule) in files {
        if is_built_in(name) {
            let place = shipped.iter_mut().find(|file| file.name == name);
            if let Some(place) = place {
                place.rule = rule;
            }
            continue;
        }
        for file in shipped.iter_mut().filter(|it| !names.contains(&it.name)) {
            file.rule
                .retain(|it| rule.iter().all(|own| own.id != it.id));
        }
        let name = name.to_owned();
        shipped.push(InFile { name, rule });
    }
    shipped
}

/// Rules of other files that give way to one which would no longer be there.
fn left_alone(all: &[Rule], own: &[Rule], with: &str) -> Vec<Wrong> {
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
            why: format!("{with}, there is no rule {id}, which it gives way to"),
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

    #[test]
    fn a_download_or_an_editor_does_not_change_what_a_name_means() {
        for name in [
            "amounts.toml",
            "amounts.toml.txt",
            "amounts (1).toml",
            "amounts(12).toml.txt",
            "amounts copy.toml",
            "amounts - Copy.toml",
        ] {
            assert_eq!(meant(name), "amounts.toml", "{name}");
        }
        assert_eq!(meant("01-mixing (2).md.txt"), "01-mixing.md");
        assert_eq!(meant("rule"), "rule");
    }

    /// Whoever takes a rule out sees who counted on it, in whichever file.
    #[test]
    fn a_rule_that_another_file_gives_way_to_is_missed() {
        let shipped = || rule::by_file().into_iter().flat_map(|file| file.rule);
        let whole: Vec<Rule> = shipped().collect();
        assert_eq!(left_alone(&whole, &[], with_these(false)), []);
        let without: Vec<Rule> = shipped().filter(|it| it.id != "R05-red-suicide").collect();
        let said = left_alone(&without, &[], with_these(false));
        assert_eq!(said.len(), 1);
        assert_eq!(
            said[0].say("mine.toml"),
            "mine.toml: R00-red-own-word: yields_to: with this file, there is no rule \
             R05-red-suicide, which it gives way to; keep R05-red-suicide, or take it out of \
             yields_to there in the same change"
        );
    }
}
