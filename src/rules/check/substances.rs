//! The file of substances: classes, names and what some products hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::super::REACH_DAYS;
use super::super::caffeine::{TYPICAL, Typical};
use super::super::classes::{
    Class, Danger, LONGEST_NAME, NAMES, Names, Shape, Substance, Table, words,
};
use super::super::paracetamol::{LABELS, Labels};
use super::super::sources::sources;
use super::super::text::key;
use super::lists::{Known, Rows, worded};
use super::wrong::{NEW_SOURCE, Wrong};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    id: String,
    says: String,
    danger: Danger,
    #[serde(default)]
    window_h: Vec<u32>,
    #[serde(default)]
    standing: bool,
    roles: Vec<String>,
    why: String,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubstanceRow {
    name: String,
    classes: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    window_h: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShapeRow {
    words: Vec<String>,
    of: Vec<String>,
    adds: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParacetamolRow {
    mg: u32,
    of: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaffeineRow {
    mg: u32,
    #[serde(default)]
    ml: u32,
    names: Vec<String>,
}

impl ClassRow {
    fn check(&self, file: &mut Rows, at: usize, roles: &[&str], sources: &[&str]) {
        let row = ("class", at);
        let one_of_the_list = "write one from the list at the top of the file";
        let roles = Known {
            sort: "role",
            words: roles,
            otherwise: one_of_the_list,
        };
        let own = self.roles.iter().map(String::as_str);
        file.only_known(row, "roles", own, &roles);
        if self.roles.is_empty() {
            file.add(row, "", "roles", "there is none", one_of_the_list);
        }
        if self.sources.is_empty() {
            let hint = "write an id of assets/sources.toml";
            file.add(row, "", "sources", "there is none", hint);
        }
        let sources = Known {
            sort: "source in assets/sources.toml",
            words: sources,
            otherwise: NEW_SOURCE,
        };
        let own = self.sources.iter().map(String::as_str);
        file.only_known(row, "sources", own, &sources);
        if self.danger == Danger::Dangerous && self.window_h.is_empty() && !self.standing {
            let hint = "write how many hours around kratom it counts, like window_h = [24]";
            file.add(row, "", "window_h", "is missing", hint);
        }
        hours(file, row, &self.window_h);
        worded(file, row, "why", &self.why);
        worded(file, row, "says", &self.says);
    }
}

/// What stands in a file of substances.
#[derive(Default)]
pub struct Read {
    class: Vec<(usize, ClassRow)>,
    substance: Vec<(usize, SubstanceRow)>,
    form: Vec<(usize, ShapeRow)>,
    paracetamol: Vec<(usize, ParacetamolRow)>,
    caffeine: Vec<(usize, CaffeineRow)>,
    lists: BTreeMap<String, Vec<String>>,
}

const LISTS: [&str; 4] = ["fillers", "everyday", "not_it", "unmarked"];
const ROWS: [&str; 5] = ["form", "class", "substance", "paracetamol", "caffeine"];

/// Reads the file, and says all that is wrong with it.
pub fn read(text: &str) -> (Read, Vec<Wrong>) {
    let mut file = match Rows::read(text) {
        Ok(file) => file,
        Err(wrong) => return (Read::default(), vec![wrong]),
    };
    file.nothing_but(&[&LISTS[..], &ROWS[..]].concat());
    let list = |name: &&str| {
        let list = file.table.get(*name).and_then(toml::Value::as_array);
        let words = list.into_iter().flatten().filter_map(toml::Value::as_str);
        ((*name).to_owned(), words.map(ToOwned::to_owned).collect())
    };
    let lists = LISTS.iter().map(list).collect();
    let read = Read {
        lists,
        class: file.rows("class"),
        substance: file.rows("substance"),
        form: file.rows("form"),
        paracetamol: file.rows("paracetamol"),
        caffeine: file.rows("caffeine"),
    };
    if file.wrong.is_empty() {
        read.classes(&mut file);
        read.named(&mut file);
    }
    (read, file.wrong)
}

impl Read {
    /// `97 classes and 1058 substances`.
    pub fn counted(&self) -> String {
        let names: usize = self
            .substance
            .iter()
            .map(|(_, it)| 1 + it.aliases.len())
            .sum();
        format!(
            "{} classes and {} substances under {names} names",
            self.class.len(),
            self.substance.len()
        )
    }

    fn classes(&self, file: &mut Rows) {
        let built_in = NAMES.original();
        let roles = built_in.classes().flat_map(|it| it.roles.iter().copied());
        let roles: BTreeSet<&str> = roles.collect();
        let roles: Vec<&str> = roles.into_iter().collect();
        let sources: Vec<&str> = sources().all().map(|source| source.id).collect();
        let mut seen = BTreeSet::new();
        for (at, class) in &self.class {
            if !seen.insert(&class.id) {
                let hint = "give one of them another id";
                file.add(("class", *at), "", "id", "two classes have it", hint);
            }
            class.check(file, *at, &roles, &sources);
        }
    }

    /// Names of substances, and the words that stand for their classes.
    fn named(&self, file: &mut Rows) {
        let ids: BTreeSet<&str> = self.class.iter().map(|(_, it)| it.id.as_str()).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let classes = Known {
            sort: "class in this file",
            words: &ids,
            otherwise: "write the id of a [[class]]",
        };
        let built_in = NAMES.original();
        let mut seen: HashMap<String, (usize, &str)> = HashMap::new();
        for (at, it) in &self.substance {
            let row = ("substance", *at);
            let own = it.classes.iter().map(String::as_str);
            file.only_known(row, "classes", own, &classes);
            hours(file, row, &it.window_h);
            for name in std::iter::once(&it.name).chain(&it.aliases) {
                readable(file, row, name);
                self.no_filler(file, row, name, &built_in);
                let before = seen.insert(key(name), (*at, &it.name));
                if let Some(before) = before {
                    one_thing(file, name, before, (*at, &it.name));
                }
            }
        }
        for (at, form) in &self.form {
            let named = form.of.iter().chain([&form.adds]).map(String::as_str);
            file.only_known(("form", *at), "", named, &classes);
        }
        for (at, it) in &self.paracetamol {
            milligrams(file, ("paracetamol", *at), it.mg, &it.names, &seen);
        }
        for (at, it) in &self.caffeine {
            milligrams(file, ("caffeine", *at), it.mg, &it.names, &seen);
        }
    }

    /// A word that is passed over when a line is read names nothing. Some that
    /// are built in do both: alone they are a name.
    fn no_filler(&self, file: &mut Rows, row: (&str, usize), name: &str, built_in: &Names) {
        let fillers = self.lists.get("fillers").into_iter().flatten();
        let typed = key(name);
        let both = built_in.table.fillers.contains(&typed.as_str())
            && built_in
                .keys
                .binary_search_by(|it| it.0.cmp(&typed))
                .is_ok();
        if !both && fillers.into_iter().any(|filler| *filler == typed) {
            let why = format!("\"{name}\" is one of the words in fillers");
            let hint = "leaflog passes over it in what people type: take it out of one of them";
            file.add(row, name, "aliases", why, hint);
        }
    }

    /// Puts them in the place of the built-in ones; false where it is too late.
    pub fn stand_in(self) -> bool {
        let (labels, typical) = (self.labels(), self.typical());
        LABELS.stand_in(labels) && TYPICAL.stand_in(typical) && NAMES.stand_in(self.names())
    }

    fn labels(&self) -> Labels {
        let mut rows = Vec::new();
        for (_, it) in &self.paracetamol {
            let of: &'static str = it.of.clone().leak();
            rows.extend(it.names.iter().map(|name| (&*key(name).leak(), it.mg, of)));
        }
        rows.sort_unstable();
        rows.leak()
    }

    fn typical(&self) -> Typical {
        let mut rows = Vec::new();
        for (_, it) in &self.caffeine {
            rows.extend(
                it.names
                    .iter()
                    .map(|name| (&*key(name).leak(), it.mg, it.ml)),
            );
        }
        rows.sort_unstable();
        rows.leak()
    }

    fn names(mut self) -> Names {
        let mut list = |name: &str| lasting(self.lists.remove(name).unwrap_or_default());
        let (fillers, everyday) = (list("fillers"), list("everyday"));
        let (not_it, unmarked) = (list("not_it"), list("unmarked"));
        let mut keys: Vec<(&'static str, u16)> = Vec::new();
        for (at, (_, it)) in self.substance.iter().enumerate() {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            let names = std::iter::once(&it.name).chain(&it.aliases);
            keys.extend(names.map(|name| (&*key(name).leak(), at)));
        }
        keys.sort_unstable();
        let form = self.form.into_iter().map(|(_, it)| Shape {
            words: lasting(it.words),
            of: lasting(it.of),
            adds: it.adds.leak(),
        });
        let class = self.class.into_iter().map(|(_, it)| Class {
            id: it.id.leak(),
            says: it.says.leak(),
            danger: it.danger,
            window_h: it.window_h.leak(),
            standing: it.standing,
            roles: lasting(it.roles),
            why: it.why.leak(),
            sources: lasting(it.sources),
        });
        let substance = self.substance.into_iter().map(|(_, it)| Substance {
            name: it.name.leak(),
            classes: lasting(it.classes),
            aliases: lasting(it.aliases),
            window_h: it.window_h.leak(),
        });
        Names {
            table: Table {
                fillers,
                everyday,
                not_it,
                unmarked,
                form: form.collect::<Vec<_>>().leak(),
                class: class.collect::<Vec<_>>().leak(),
                substance: substance.collect::<Vec<_>>().leak(),
            },
            keys: keys.leak(),
        }
    }
}

/// Words that are kept for as long as the program runs.
fn lasting(words: Vec<String>) -> &'static [&'static str] {
    let words = words.into_iter().map(|word| &*word.leak());
    words.collect::<Vec<&'static str>>().leak()
}

/// A name of two substances: said where it is new, not where it stood before.
fn one_thing(file: &mut Rows, name: &str, before: (usize, &str), now: (usize, &str)) {
    let built_in = NAMES.original();
    let typed = key(name);
    let has = |it: &&Substance| {
        [&[it.name], it.aliases]
            .concat()
            .iter()
            .any(|it| key(it) == typed)
    };
    let owner = built_in.all().find(has).map(|it| it.name);
    let newcomer_first = owner == Some(now.1) && before.1 != now.1;
    let (new, other) = if newcomer_first {
        (before, now)
    } else {
        (now, before)
    };
    let why = format!("\"{name}\" is a name of \"{}\" already", other.1);
    let hint = "a name means one thing: keep it in one of them";
    file.add(("substance", new.0), name, "aliases", why, hint);
}

/// A name that leaflog can read.
fn readable(file: &mut Rows, row: (&str, usize), name: &str) {
    if key(name).is_empty() {
        let why = format!("\"{name}\" has no letter");
        file.add(row, name, "aliases", why, "take it out");
    }
    if words(name).len() > LONGEST_NAME {
        let why = format!("\"{name}\" is too long");
        let hint = format!("{LONGEST_NAME} words at most are read as one name");
        file.add(row, name, "aliases", why, hint);
    }
}

/// What products or drinks hold, each by a name that a substance has.
fn milligrams(
    file: &mut Rows,
    row: (&str, usize),
    mg: u32,
    names: &[String],
    known: &HashMap<String, (usize, &str)>,
) {
    if mg == 0 {
        let hint = "write how many milligrams one holds";
        file.add(row, "", "mg", "is 0", hint);
    }
    for name in names.iter().filter(|name| !known.contains_key(&key(name))) {
        let why = format!("\"{name}\" is no name of a substance");
        let hint = "add it to the aliases of its substance first";
        file.add(row, name, "names", why, hint);
    }
}

/// Hours around kratom: not longer than leaflog looks back, the second not the
/// shorter.
fn hours(file: &mut Rows, row: (&str, usize), hours: &[u32]) {
    let most = u32::try_from((REACH_DAYS - 1) * 24).unwrap_or(u32::MAX);
    if let Some(long) = hours.iter().find(|hours| **hours > most) {
        let hint = format!("leaflog looks back {most} h at most");
        file.add(
            row,
            "window_h",
            "window_h",
            format!("{long} h is too long"),
            hint,
        );
    }
    if hours.len() > 2 || !hours.is_sorted() {
        let hint =
            "write one number, or two: full severity, then still the same day, the larger one";
        file.add(row, "window_h", "window_h", "is not in order", hint);
    }
}
