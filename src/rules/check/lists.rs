//! Files of names and numbers: symptoms, facts, helplines and sources.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::super::classes::names;
use super::super::facts::{self, FACTS, Fact, Facts};
use super::super::helplines::{Country, Fallback, HELPLINES, Helplines};
use super::super::rule::rules;
use super::super::sources::{Source, Sources, sources as all_sources};
use super::super::symptoms::{GROUPS, SYMPTOMS, Symptom, Symptoms};
use super::super::text::{key, without_umlauts};
use super::tree::{Step, Tree};
use super::wrong::{Wrong, unknown};
use super::{rules as of_rules, shape, words};
use crate::domain::text::quoted;

/// A file whose parts are rows of one name, and all that is wrong with it.
pub struct Rows<'t> {
    pub tree: Tree<'t>,
    pub table: Table,
    pub wrong: Vec<Wrong>,
}

impl<'t> Rows<'t> {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no TOML.
    pub fn read(text: &'t str) -> Result<Rows<'t>, Wrong> {
        match Tree::read(text) {
            Ok(tree) => Ok(Rows {
                tree,
                table: text.parse().unwrap_or_default(),
                wrong: Vec::new(),
            }),
            Err((line, why)) => Err(of_rules::not_toml(text, line, &why)),
        }
    }

    /// Says that something in a row is wrong; `wanted` is the text it is about.
    pub fn add(
        &mut self,
        row: (&str, usize),
        wanted: &str,
        field: &str,
        why: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let path = [Step::Field(row.0), Step::At(row.1)];
        let line = if wanted.is_empty() {
            self.tree.line(&path)
        } else {
            self.tree.find(&path, wanted)
        };
        let of = self.called(row);
        self.wrong.push(Wrong {
            line,
            of,
            field: field.to_owned(),
            why: why.into(),
            hint: hint.into(),
        });
    }

    /// What a row is called in messages.
    fn called(&self, row: (&str, usize)) -> String {
        let value = self.table.get(row.0).and_then(|list| list.get(row.1));
        let named = ["id", "name", "country", "adds"]
            .iter()
            .find_map(|field| value?.get(field)?.as_str());
        named.unwrap_or(row.0).to_owned()
    }

    /// The rows of one name whose shape is in order, with their places.
    pub fn rows<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<(usize, T)> {
        let list = self.table.get(name).and_then(Value::as_array);
        let list = list.cloned().unwrap_or_default();
        let mut read = Vec::new();
        for (at, value) in list.into_iter().enumerate() {
            match T::deserialize(value) {
                Ok(row) => read.push((at, row)),
                Err(wrong) => self.misshapen((name, at), wrong.message()),
            }
        }
        read
    }

    /// The same, of rows that keep what they read for as long as the program runs.
    fn lasting<T: Deserialize<'static>>(&mut self, name: &'static str) -> Vec<(usize, T)> {
        let list = self.table.get(name).and_then(Value::as_array);
        let list = list.cloned().unwrap_or_default();
        let mut read = Vec::new();
        for (at, value) in list.into_iter().enumerate() {
            match lasting(&value) {
                Ok(row) => read.push((at, row)),
                Err(why) => self.misshapen((name, at), &why),
            }
        }
        read
    }

    fn misshapen(&mut self, row: (&str, usize), message: &str) {
        let said = shape::reworded(message);
        let wanted = said.wanted.unwrap_or_default();
        self.add(row, &wanted, &said.field, said.why, said.hint);
    }

    /// Says of everything at the top that is none of these.
    pub fn nothing_but(&mut self, known: &[&str]) {
        let others: Vec<String> = self
            .table
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .cloned()
            .collect();
        for other in others {
            self.wrong.push(Wrong {
                line: self.tree.find(&[], &other),
                of: String::new(),
                field: other,
                why: "does not belong in this file".to_owned(),
                hint: format!("what stands at the top is {}", known.join(", ")),
            });
        }
    }

    /// Says of every word of a row that is none of those known here.
    pub fn only_known<'w>(
        &mut self,
        row: (&str, usize),
        field: &str,
        words: impl IntoIterator<Item = &'w str>,
        known: &Known,
    ) {
        for word in words {
            if !known.words.contains(&word) {
                let words = known.words.iter().copied();
                let (why, hint) = unknown(known.sort, word, words, known.otherwise);
                self.add(row, word, field, why, hint);
            }
        }
    }

    /// Says of a name that two rows have, where it is new; `owner` is what the
    /// built-in row with such a name is called.
    fn once<'n>(
        &mut self,
        sort: &'static str,
        named: impl IntoIterator<Item = (usize, &'n str)>,
        one: impl Fn(&str) -> String,
        owner: impl Fn(&str) -> Option<&'static str>,
    ) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (at, name) in named {
            let before = seen.insert(one(name), at);
            let Some(before) = before.filter(|before| *before != at) else {
                continue;
            };
            let was_here = owner(&one(name)).is_some_and(|it| it == self.called((sort, at)));
            let (new, other) = if was_here { (before, at) } else { (at, before) };
            let other = self.called((sort, other));
            let why = format!("\"{name}\" is in \"{other}\" too");
            let hint = "a name means one thing: keep it in one of them";
            self.add((sort, new), name, "", why, hint);
        }
    }
}

/// The words that a field may have.
pub struct Known<'k> {
    /// What they are, as in "is no role".
    pub sort: &'static str,
    pub words: &'k [&'k str],
    /// What to do where no known one is near.
    pub otherwise: &'static str,
}

/// Reads a value from a text that is kept for as long as the program runs.
fn lasting<T: Deserialize<'static>>(value: &Value) -> Result<T, String> {
    let json = serde_json::to_string(value).map_err(|why| why.to_string())?;
    serde_json::from_str(json.leak()).map_err(|why| {
        let why = why.to_string();
        let end = why.rfind(" at line ").unwrap_or(why.len());
        why[..end].to_owned()
    })
}

/// Symptoms, and what is wrong with them.
pub fn symptoms(text: &str) -> (Symptoms, Vec<Wrong>) {
    let mut file = match Rows::read(text) {
        Ok(file) => file,
        Err(wrong) => return (Symptoms { symptom: vec![] }, vec![wrong]),
    };
    file.nothing_but(&["symptom"]);
    let read: Vec<(usize, Symptom)> = file.lasting("symptom");
    let named = read.iter().flat_map(|(at, it)| {
        let names = std::iter::once(&it.name).chain(&it.words).chain(&it.abroad);
        names.map(|name| (*at, *name))
    });
    let named: Vec<(usize, &str)> = named.collect();
    let one = |name: &str| without_umlauts(&key(name));
    file.once("symptom", named, one, |typed| {
        let built_in = SYMPTOMS.original();
        let has = |it: &&Symptom| {
            let mut all = std::iter::once(&it.name).chain(&it.words).chain(&it.abroad);
            all.any(|name| one(name) == typed)
        };
        built_in.all().find(has).map(|it| it.name)
    });
    let groups = Known {
        sort: "group that a rule reads",
        words: &GROUPS,
        otherwise: "take it out; a new group needs a rule that reads it",
    };
    let built_in = SYMPTOMS.original();
    let headings: BTreeSet<&str> = built_in.all().map(|it| it.group).collect();
    let headings: Vec<&str> = headings.into_iter().collect();
    let headings = Known {
        sort: "heading of the list",
        words: &headings,
        otherwise: "write the group of a symptom that is like it",
    };
    for (at, it) in &read {
        let signs = it.signs.iter().copied();
        file.only_known(("symptom", *at), "signs", signs, &groups);
        file.only_known(("symptom", *at), "group", [it.group], &headings);
    }
    let read = Symptoms {
        symptom: read.into_iter().map(|it| it.1).collect(),
    };
    (read, file.wrong)
}

/// Facts about a person, and what is wrong with them.
pub fn facts(text: &str) -> (Facts, Vec<Wrong>) {
    let mut file = match Rows::read(text) {
        Ok(file) => file,
        Err(wrong) => return (Facts { fact: vec![] }, vec![wrong]),
    };
    file.nothing_but(&["fact"]);
    let read: Vec<(usize, Fact)> = file.lasting("fact");
    let named = read.iter().flat_map(|(at, it)| {
        let names = std::iter::once(&it.name).chain(&it.words).chain(&it.abroad);
        names.map(|name| (*at, *name))
    });
    let named: Vec<(usize, &str)> = named.collect();
    let one = |name: &str| without_umlauts(&key(name));
    file.once("fact", named, one, |typed| {
        let built_in = FACTS.original();
        let has = |it: &&Fact| {
            let mut all = std::iter::once(&it.name).chain(&it.words).chain(&it.abroad);
            all.any(|name| one(name) == typed)
        };
        built_in.all().find(has).map(|it| it.name)
    });
    let asked = [
        facts::DOSE_LINE,
        facts::DOSES_A_DAY,
        facts::GRAMS_A_DAY,
        facts::DAYS_A_WEEK,
        facts::DAYS_OFF,
        facts::PLANNED_BREAK,
        facts::KRATOM_SINCE,
    ];
    for name in asked {
        if !read.iter().any(|(_, it)| it.name == name) {
            file.wrong.push(Wrong::of_file(
                format!("the fact \"{name}\" is missing"),
                "leaflog asks for it by this name: leave it in",
            ));
        }
    }
    let read = Facts {
        fact: read.into_iter().map(|it| it.1).collect(),
    };
    (read, file.wrong)
}

/// Helplines, where the file is in order, and what is wrong with them.
pub fn helplines(text: &str, today: NaiveDate) -> (Option<Helplines>, Vec<Wrong>) {
    let mut file = match Rows::read(text) {
        Ok(file) => file,
        Err(wrong) => return (None, vec![wrong]),
    };
    file.nothing_but(&["fallback", "country"]);
    let fallback = match file.table.get("fallback").map(lasting::<Fallback>) {
        Some(Ok(fallback)) => Some(fallback),
        Some(Err(why)) => {
            let said = shape::reworded(&why);
            file.wrong.push(Wrong {
                line: file.tree.line(&[Step::Field("fallback")]),
                of: "fallback".to_owned(),
                field: said.field,
                why: said.why,
                hint: said.hint,
            });
            None
        }
        None => {
            file.wrong.push(Wrong::of_file(
                "[fallback] is missing",
                "write what is shown where no number is known",
            ));
            None
        }
    };
    let read: Vec<(usize, Country)> = file.lasting("country");
    let named = read.iter().flat_map(|(at, it)| {
        let names = [it.code, it.country]
            .into_iter()
            .chain(it.names.iter().copied());
        names.map(|name| (*at, name)).collect::<Vec<_>>()
    });
    let named: Vec<(usize, &str)> = named.collect();
    file.once("country", named, key, |typed| {
        let built_in = HELPLINES.original();
        let has = |it: &&Country| {
            let both = [it.code, it.country].into_iter();
            both.chain(it.names.iter().copied())
                .any(|name| key(name) == typed)
        };
        built_in.all().find(has).map(|it| it.country)
    });
    for (at, it) in &read {
        country(&mut file, *at, it, today);
    }
    let country = read.into_iter().map(|it| it.1).collect();
    (
        fallback.map(|fallback| Helplines { fallback, country }),
        file.wrong,
    )
}

/// The codes of countries that are not as they are built in.
pub fn changed(read: &Helplines) -> Vec<&'static str> {
    let built_in = HELPLINES.original();
    let said = |country: &Country| format!("{country:?}");
    let before: Vec<String> = built_in.all().map(said).collect();
    let new = read.all().filter(|it| !before.contains(&said(it)));
    new.map(|it| it.code).collect()
}

fn country(file: &mut Rows, at: usize, it: &Country, today: NaiveDate) {
    let row = ("country", at);
    if it.code.len() != 2 || !it.code.chars().all(|c| c.is_ascii_uppercase()) {
        file.add(
            row,
            it.code,
            "code",
            format!("\"{}\" is no country code", it.code),
            "write two capital letters, like DE",
        );
    }
    if it.emergency.trim().is_empty() {
        let hint = "write emergency = \"…\", as it is dialled in that country";
        file.add(row, "", "emergency", "is missing", hint);
    }
    let lines = it.poison.iter().chain(&it.talk).chain(&it.drugs);
    let numbers = lines.map(|line| line.number).chain([it.emergency]);
    for number in numbers.filter(|number| !number.is_empty()) {
        let dialled = |c: char| c.is_ascii_digit() || " +-/()*#".contains(c);
        if !number.chars().any(|c| c.is_ascii_digit()) || !number.chars().all(dialled) {
            file.add(
                row,
                number,
                "number",
                format!("\"{number}\" cannot be dialled"),
                "write digits and spaces, as it is dialled in that country",
            );
        }
    }
    let month = it.checked.split_once('-').filter(|(year, month)| {
        let number = |text: &str| text.parse::<u32>().ok();
        year.len() == 4
            && month.len() == 2
            && number(year) >= Some(2026)
            && (1..=12).contains(&number(month).unwrap_or_default())
    });
    if month.is_none() {
        file.add(
            row,
            "checked",
            "checked",
            format!("\"{}\" is no month", it.checked),
            "write the month you looked the numbers up, like 2026-11",
        );
    } else if it.checked > today.format("%Y-%m").to_string().as_str() {
        let why = format!("{} is still to come", it.checked);
        let hint = "write the month you looked the numbers up";
        file.add(row, "checked", "checked", why, hint);
    }
}

/// Sources, and what is wrong with them.
pub fn sources(text: &str) -> (Sources, Vec<Wrong>) {
    let mut file = match Rows::read(text) {
        Ok(file) => file,
        Err(wrong) => return (Sources { source: vec![] }, vec![wrong]),
    };
    file.nothing_but(&["source"]);
    let read: Vec<(usize, Source)> = file.lasting("source");
    let mut seen = BTreeSet::new();
    for (at, it) in &read {
        let row = ("source", *at);
        if !seen.insert(it.id) {
            let hint = "give one of them another id";
            file.add(row, "", "id", "two sources have it", hint);
        }
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if it.id.is_empty() || !it.id.chars().all(is_plain) {
            let hint = "write small letters, digits and hyphens, like grundmann-2017";
            file.add(
                row,
                it.id,
                "id",
                format!("{} is no id", quoted(it.id)),
                hint,
            );
        }
        if it.place.is_empty() && it.file.is_empty() {
            let hint = "write where = \"…\": a DOI, a PMC number or a site";
            file.add(row, "", "where", "cannot be found", hint);
        }
        if it.what.is_empty() {
            file.add(row, "", "what", "is empty", "say in a line what it is");
        }
    }
    let read = Sources {
        source: read.into_iter().map(|it| it.1).collect(),
    };
    (read, file.wrong)
}

/// Sources that are gone from the list, and that something names.
pub fn sources_missed() -> Vec<Wrong> {
    let known: BTreeSet<&str> = all_sources().all().map(|source| source.id).collect();
    let missed = named().into_iter().filter(|id| !known.contains(id));
    let missed = missed.map(|id| {
        Wrong::of_file(
            format!("\"{id}\" is missing, and a rule or class names it"),
            "leave it in, or change what names it too, and check both files in one command",
        )
    });
    missed.collect()
}

/// The ids of all sources that a rule or a class names.
fn named() -> BTreeSet<&'static str> {
    let rules = rules().iter();
    let of_rules = rules.flat_map(|rule| rule.sources.iter().map(String::as_str));
    let classes = names().classes();
    let of_classes = classes.flat_map(|class| class.sources.iter().copied());
    of_rules.chain(of_classes).collect()
}

/// Says which words of a text are never said.
pub fn worded(file: &mut Rows, row: (&str, usize), field: &str, text: &str) {
    for (word, instead) in words::said(text) {
        file.add(row, text, field, format!("says \"{word}\""), instead);
    }
    if text.contains('!') {
        file.add(row, text, field, "has an exclamation mark", words::CALMLY);
    }
    for amount in words::amounts_to_take(text) {
        file.add(
            row,
            text,
            field,
            format!("says \"{amount}\""),
            words::NO_AMOUNT,
        );
    }
}
