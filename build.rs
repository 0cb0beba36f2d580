//! Prepares the data in `assets/` that every command reads, because logging one
//! dose must not wait for parsing: names become tables of the program, the rest
//! becomes JSON, which is read several times faster than TOML. What people edit
//! stays TOML, and the tests read that.

#[path = "src/rules/text.rs"]
#[expect(dead_code, reason = "only keys are made here")]
mod text;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::{Table, Value};

fn main() {
    if env::var_os("CARGO_CFG_UNIX").is_none() {
        println!(
            "cargo::error=leaflog needs the permissions, locks and terminals of Unix; on Windows \
             build it inside WSL, the Linux of Windows (see docs/packaging.md)"
        );
        return;
    }
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=src/rules/text.rs");
    for name in ["symptoms", "helplines", "facts"] {
        let table = read(&Path::new("assets").join(format!("{name}.toml")));
        write(name, &table);
    }
    let (rules, proofs) = rules();
    write("rules", &rules);
    write("proofs", &proofs);
    write("checkins", &checkins());
    let names = read(Path::new("assets/substances.toml"));
    put("substances.rs", &substances(&names));
    put("names.rs", &keys(&names));
    put("paracetamol.rs", &paracetamol(&names));
    put("caffeine.rs", &caffeine(&names));
}

/// The `Table` of `src/rules/classes.rs`, as Rust.
fn substances(table: &Table) -> String {
    let lists = ["fillers", "everyday", "not_it", "unmarked"];
    let mut rust = String::from("Table {");
    for list in lists {
        write!(rust, "{list}: {},", words(table, list)).expect("a String takes all");
    }
    let each = |name: &str, made: fn(&Table) -> String| {
        let rows: Vec<String> = rows(table, name).map(made).collect();
        format!("{name}: &[{}],", rows.join(","))
    };
    rust += &each("form", |shape| {
        let (of, adds) = (words(shape, "of"), text(shape, "adds"));
        format!(
            "Shape {{ words: {}, of: {of}, adds: {adds} }}",
            words(shape, "words")
        )
    });
    rust += &each("class", class);
    rust += &each("substance", |it| {
        let (name, classes) = (text(it, "name"), words(it, "classes"));
        let (aliases, window_h) = (words(it, "aliases"), hours(it));
        format!(
            "Substance {{ name: {name}, classes: {classes}, aliases: {aliases}, window_h: {window_h} }}"
        )
    });
    rust + "}"
}

fn class(class: &Table) -> String {
    let danger: String = match class.get("danger").and_then(Value::as_str) {
        Some(danger) => danger.split('_').map(capital).collect(),
        None => panic!("assets/substances.toml: a class has no danger"),
    };
    let standing = class
        .get("standing")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    format!(
        "Class {{ id: {}, says: {}, danger: Danger::{danger}, window_h: {}, standing: {standing}, \
         roles: {}, why: {}, sources: {} }}",
        text(class, "id"),
        text(class, "says"),
        hours(class),
        words(class, "roles"),
        text(class, "why"),
        words(class, "sources"),
    )
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// The key of every name with its substance's place in the list, in order of key.
fn keys(table: &Table) -> String {
    let mut keys = Vec::new();
    for (at, substance) in rows(table, "substance").enumerate() {
        let aliases = substance
            .get("aliases")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for name in substance.get("name").into_iter().chain(aliases) {
            keys.push((text::key(name.as_str().unwrap_or_default()), at));
        }
    }
    keys.sort();
    format!("&{keys:?}")
}

/// The key of every product whose paracetamol is known, with its milligrams and what
/// holds them, in order of key.
fn paracetamol(table: &Table) -> String {
    let mut rust: Vec<String> = Vec::new();
    for row in rows(table, "paracetamol") {
        let mg = row.get("mg").and_then(Value::as_integer).unwrap_or(0);
        let of = text(row, "of");
        let names = row.get("names").and_then(Value::as_array);
        for name in names.into_iter().flatten().filter_map(Value::as_str) {
            rust.push(format!("({:?}, {mg}, {of})", text::key(name)));
        }
    }
    rust.sort();
    format!("&[{}]", rust.join(","))
}

/// The key of every drink and tablet whose caffeine is typical, with its milligrams
/// and millilitres, in order of key.
fn caffeine(table: &Table) -> String {
    let mut rust: Vec<String> = Vec::new();
    for row in rows(table, "caffeine") {
        let number = |name: &str| row.get(name).and_then(Value::as_integer).unwrap_or(0);
        let names = row.get("names").and_then(Value::as_array);
        for name in names.into_iter().flatten().filter_map(Value::as_str) {
            let key = text::key(name);
            rust.push(format!("({key:?}, {}, {})", number("mg"), number("ml")));
        }
    }
    rust.sort();
    format!("&[{}]", rust.join(","))
}

fn rows<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a Table> {
    let rows = table
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    rows.filter_map(Value::as_table)
}

fn text(table: &Table, name: &str) -> String {
    match table.get(name).and_then(Value::as_str) {
        Some(text) => format!("{text:?}"),
        None => panic!("assets/substances.toml: {name} is missing in {table}"),
    }
}

fn words(table: &Table, name: &str) -> String {
    let words = table
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let words: Vec<&str> = words.filter_map(Value::as_str).collect();
    format!("&{words:?}")
}

fn hours(table: &Table) -> String {
    let hours = table
        .get("window_h")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let hours: Vec<i64> = hours.filter_map(Value::as_integer).collect();
    format!("&{hours:?}")
}

/// The TOML files of a folder, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).unwrap_or_else(|why| panic!("{folder}: {why}"));
    let mut files: Vec<PathBuf> = found.flatten().map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

/// Every check-in, in the order of their files.
fn checkins() -> Table {
    let files = files("assets/checkins");
    let all = files.iter().map(|file| Value::Table(read(file)));
    Table::from_iter([("checkin".to_owned(), Value::Array(all.collect()))])
}

/// Every rule of every file, by the file's name, and beside them their proofs, by
/// id: only `leaflog rules check` reads those.
fn rules() -> (Table, Table) {
    let (mut all, mut proofs) = (Vec::new(), Table::new());
    for file in files("assets/rules") {
        let mut table = read(&file);
        let Some(Value::Array(mut rules)) = table.remove("rule") else {
            panic!("{}: holds no [[rule]]", file.display());
        };
        for rule in rules.iter_mut().filter_map(Value::as_table_mut) {
            let mut proof = |name: &str| {
                let none = || Value::Array(Vec::new());
                (name.to_owned(), rule.remove(name).unwrap_or_else(none))
            };
            let proven = Table::from_iter([proof("fires"), proof("silent")]);
            let id = rule.get("id").and_then(Value::as_str).unwrap_or_default();
            proofs.insert(id.to_owned(), Value::Table(proven));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let named = [
            ("name".to_owned(), Value::String(name.into_owned())),
            ("rule".to_owned(), Value::Array(rules)),
        ];
        all.push(Value::Table(Table::from_iter(named)));
    }
    let all = Table::from_iter([("file".to_owned(), Value::Array(all))]);
    (all, proofs)
}

fn read(file: &Path) -> Table {
    let text = fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    text.parse()
        .unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

fn write(name: &str, table: &Table) {
    let json = serde_json::to_string(table).expect("every TOML table is a JSON object");
    put(&format!("{name}.json"), &json);
}

fn put(file: &str, text: &str) {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    fs::write(folder.join(file), text).expect("the build folder can be written");
}
