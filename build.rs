//! Turns the data in `assets/` that every command reads into JSON, which is read
//! several times faster than TOML: logging one dose must not wait for parsing.
//! What people edit stays TOML, and the tests read that.

use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::{Table, Value};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    for name in ["substances", "symptoms", "helplines"] {
        let table = read(&Path::new("assets").join(format!("{name}.toml")));
        write(name, &table);
    }
    write("rules", &rules());
}

/// Every rule of every file, without its proofs: no command needs them.
fn rules() -> Table {
    let folder = fs::read_dir("assets/rules").expect("assets/rules is a folder");
    let mut files: Vec<PathBuf> = folder.flatten().map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let mut table = read(&file);
        let Some(Value::Array(rules)) = table.remove("rule") else {
            panic!("{}: holds no [[rule]]", file.display());
        };
        all.extend(rules);
    }
    for rule in all.iter_mut().filter_map(Value::as_table_mut) {
        rule.remove("fires");
        rule.remove("silent");
    }
    Table::from_iter([("rule".to_owned(), Value::Array(all))])
}

fn read(file: &Path) -> Table {
    let text = fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    text.parse()
        .unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

fn write(name: &str, table: &Table) {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    let json = serde_json::to_string(table).expect("every TOML table is a JSON object");
    fs::write(folder.join(format!("{name}.json")), json).expect("the build folder can be written");
}
