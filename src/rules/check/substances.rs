//! The file of substances: classes, names and what some products hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::super::REACH_DAYS;
use super::super::caffeine::{TYPICAL, Typical};
use super::super::classes::{Class, Danger, LONGEST_NAME, NAMES, Names, Shape, Substance, Table};
use super::super::paracetamol::{LABELS, Labels};
use super::super::sources::sources;
use super::super::text::key;
use super::lists::{Rows, worded};
use super::wrong::{Wrong, unknown};

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
        let mut seen = BTreeSet::new();
        for (at, class) in &self.class {
            let row = ("class", *at);
            if !seen.insert(&class.id) {
                file.add(
                    row,
                    "",
                    "id",
                    "two classes have it",
                    "give one of them another id",
                );
            }
            for role in class
                .roles
                .iter()
                .filter(|role| !roles.contains(role.as_str()))
            {
                let (why, hint) = unknown(
                    "role",
                    role,
                    roles.iter().copied(),
                    "write one from the list at the top of the file",
                );
                file.add(row, role, "roles", why, hint);
            }
            if class.roles.is_empty() {
                file.add(
                    row,
                    "",
                    "roles",
                    "there is none",
                    "write one from the list at the top of the file",
                );
            }
            if class.sources.is_empty() {
                file.add(
                    row,
                    "",
                    "sources",
                    "there is none",
                    "write an id of assets/sources.toml",
                );
            }
            for id in class
                .sources
                .iter()
                .filter(|id| sources().find(id).is_none())
            {
                let known = sources().all().map(|source| source.id);
                let (why, hint) = unknown(
                    "source in assets/sources.toml",
                    id,
                    known,
                    "add it there first, with what it is and where it is found",
                );
                file.add(row, id, "sources", why, hint);
            }
            if class.danger == Danger::Dangerous && class.window_h.is_empty() && !class.standing {
                file.add(
                    row,
                    "",
                    "window_h",
                    "is missing",
                    "write how many hours around kratom it counts, like window_h = [24]",
                );
            }
            hours(file, row, &class.window_h);
            worded(file, row, "why", &class.why);
            worded(file, row, "says", &class.says);
        }
    }

    fn named(&self, file: &mut Rows) {
        let classes: BTreeSet<&str> = self
            .class
            .iter()
            .map(|(_, class)| class.id.as_str())
            .collect();
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (at, it) in &self.substance {
            let row = ("substance", *at);
            for class in it
                .classes
                .iter()
                .filter(|class| !classes.contains(class.as_str()))
            {
                let (why, hint) = unknown(
                    "class in this file",
                    class,
                    classes.iter().copied(),
                    "write the id of a [[class]]",
                );
                file.add(row, class, "classes", why, hint);
            }
            hours(file, row, &it.window_h);
            for name in std::iter::once(&it.name).chain(&it.aliases) {
                let key = key(name);
                if key.is_empty() {
                    file.add(
                        row,
                        name,
                        "aliases",
                        format!("\"{name}\" has no letter"),
                        "take it out",
                    );
                }
                if let Some(other) = seen.insert(key, &it.name) {
                    let why = format!("\"{name}\" is a name of \"{other}\" already");
                    file.add(
                        row,
                        name,
                        "aliases",
                        why,
                        "a name means one thing: keep it in one of them",
                    );
                }
                if super::super::classes::words(name).len() > LONGEST_NAME {
                    let hint = format!("{LONGEST_NAME} words at most are read as one name");
                    file.add(
                        row,
                        name,
                        "aliases",
                        format!("\"{name}\" is too long"),
                        hint,
                    );
                }
            }
        }
        for (at, form) in &self.form {
            for class in form
                .of
                .iter()
                .chain([&form.adds])
                .filter(|class| !classes.contains(class.as_str()))
            {
                let (why, hint) = unknown(
                    "class in this file",
                    class,
                    classes.iter().copied(),
                    "write the id of a [[class]]",
                );
                file.add(("form", *at), class, "", why, hint);
            }
        }
        let products = self
            .paracetamol
            .iter()
            .map(|(at, it)| ("paracetamol", *at, it.mg, &it.names));
        let drinks = self
            .caffeine
            .iter()
            .map(|(at, it)| ("caffeine", *at, it.mg, &it.names));
        for (sort, at, mg, names) in products.chain(drinks) {
            if mg == 0 {
                file.add(
                    (sort, at),
                    "",
                    "mg",
                    "is 0",
                    "write how many milligrams one holds",
                );
            }
            for name in names.iter().filter(|name| !seen.contains_key(&key(name))) {
                let why = format!("\"{name}\" is no name of a substance");
                file.add(
                    (sort, at),
                    name,
                    "names",
                    why,
                    "add it to the aliases of its substance first",
                );
            }
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
