//! The house keeps its own order: layers, first lines, words.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which parts a part may use besides itself; what is not named here is the
/// binary's or stands at the edges.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain", "trouble"]),
    ("stats", &["domain"]),
    ("rules", &["domain"]),
    ("demo", &["domain"]),
    ("lookups", &["rules", "stats"]),
    ("plan", &["domain", "rules", "stats", "lookups"]),
    ("checkins", &["domain", "rules", "stats", "lookups"]),
    ("saving", &["domain", "rules", "stats", "checkins"]),
    (
        "export",
        &[
            "domain", "rules", "stats", "lookups", "plan", "checkins", "trouble",
        ],
    ),
    (
        "cli",
        &[
            "domain", "store", "stats", "rules", "lookups", "export", "checkins", "plan", "saving",
            "demo", "clock", "file", "paths", "trouble",
        ],
    ),
    (
        "tui",
        &[
            "domain", "store", "stats", "rules", "lookups", "export", "checkins", "plan", "saving",
            "clock", "file", "paths", "trouble",
        ],
    ),
];

/// What stands at the edges, and who may use it is said above by name.
const EDGES: [&str; 5] = ["clock", "crash", "file", "paths", "trouble"];

fn files(under: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in fs::read_dir(under).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a file holds besides its tests.
fn without_tests(file: &Path) -> String {
    if file.ends_with("tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next();
    code.unwrap_or_default().to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The parts that a file's code names after `crate::`, one by one or grouped in
/// braces.
fn parts_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(group) => used.extend(grouped(group)),
            None => used.push(first_name(part)),
        }
    }
    used
}

fn first_name(part: &str) -> String {
    part.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first name of each path of a group, up to the brace that closes it.
fn grouped(group: &str) -> Vec<String> {
    let mut names = vec![first_name(group)];
    let mut depth = 0_u32;
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

#[test]
fn grouped_imports_are_seen_too() {
    let code = "use crate::store::Store;\nuse crate::{\n    cli::{desk, voice},\n    tui,\n};\nlet at = crate::clock::now();";
    let mut used = parts_used(code);
    used.retain(|name| !name.is_empty());
    assert_eq!(used, ["store", "cli", "tui", "clock"]);
}

/// Code that asks what time it is cannot be told a fixed one.
#[test]
fn only_one_file_reads_the_clock() {
    let clocks = ["Utc", "Local", "SystemTime", "Instant"].map(|clock| format!("{clock}::now("));
    let mut reading = Vec::new();
    for file in files(&root().join("src"), ".rs") {
        let code = without_tests(&file);
        if !file.ends_with("clock.rs") && clocks.iter().any(|clock| code.contains(clock)) {
            reading.push(file);
        }
    }
    assert!(reading.is_empty(), "{reading:?}");
}

/// The files of a part: `src/plan.rs` and those in `src/plan`.
fn files_of(part: &str) -> Vec<PathBuf> {
    let src = root().join("src");
    let (folder, file) = (src.join(part), src.join(format!("{part}.rs")));
    let mut all = Vec::new();
    if folder.is_dir() {
        all.extend(files(&folder, ".rs"));
    }
    all.extend(file.is_file().then_some(file));
    all
}

/// What tests of any layer may use too: journals to try things on.
const TRIED_ON: [&str; 2] = ["stats", "demo"];

/// Its tests too, or a layer could not be read without what lies above it.
#[test]
fn each_layer_uses_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for (layer, may_use) in MAY_USE {
        let files = files_of(layer);
        assert!(!files.is_empty(), "{layer}");
        for file in files {
            let code = parts_used(&without_tests(&file));
            let all = parts_used(&fs::read_to_string(&file).unwrap()).into_iter();
            let tried = all.filter(|used| !TRIED_ON.contains(&used.as_str()));
            for used in code.into_iter().chain(tried) {
                let known =
                    MAY_USE.iter().any(|(name, _)| *name == used) || EDGES.contains(&used.as_str());
                if known && used != *layer && !may_use.contains(&used.as_str()) {
                    wrong.push(format!(
                        "{} uses {used}",
                        file.strip_prefix(root()).unwrap().display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn screens_never_see_the_store() {
    let mut drawn = files(&root().join("src/tui/screens"), ".rs");
    drawn.push(root().join("src/tui/view.rs"));
    for file in drawn {
        let used = parts_used(&without_tests(&file));
        assert!(!used.contains(&"store".to_owned()), "{}", file.display());
    }
}

/// The drawing at the top of `src/lib.rs`, line by line.
fn drawing() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let lines = lib.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.trim().to_owned()).collect()
}

/// The parts that a line of it names: ``[`store`]``.
fn parts_named(line: &str) -> BTreeSet<&str> {
    let linked = line.split("[`").skip(1);
    let names = linked.filter_map(|rest| Some(rest.split_once("`]")?.0));
    names
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

#[test]
fn the_drawing_names_every_part_and_no_other() {
    let drawing = drawing();
    let named: BTreeSet<&str> = drawing.iter().flat_map(|line| parts_named(line)).collect();
    let there: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|item| item.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|part| !["lib", "main"].contains(&part.as_str()))
        .collect();
    assert_eq!(named, there.iter().map(String::as_str).collect());
    let known = MAY_USE.iter().map(|(layer, _)| *layer).chain(EDGES);
    assert_eq!(named, known.collect());
}

#[test]
fn the_table_of_the_drawing_is_the_one_that_is_held() {
    let drawing = drawing();
    let rows = drawing.iter().filter(|line| line.contains("[`"));
    let mut held = 0;
    for row in rows.filter(|line| line.starts_with('|')) {
        let (layers, may_use) = row.trim_matches('|').split_once('|').unwrap();
        for layer in parts_named(layers) {
            let all = MAY_USE.iter().find(|(name, _)| *name == layer).unwrap().1;
            let all = all.iter().copied().filter(|part| !EDGES.contains(part));
            let all: BTreeSet<&str> = all.collect();
            match may_use.trim() {
                "nothing of ours" => assert!(all.is_empty(), "{layer}"),
                "all of it, not each other" => {
                    assert!(all.is_disjoint(&parts_named(layers)), "{layer}");
                }
                named => assert_eq!(all, named.split(", ").collect(), "{layer}"),
            }
            held += 1;
        }
    }
    assert_eq!(held, MAY_USE.len());
}

/// Every type and deed of the picture is somewhere in the code under its name.
#[test]
fn what_the_picture_shows_is_there() {
    let drawing = drawing();
    let picture = drawing.iter().skip_while(|line| *line != "```text").skip(1);
    let picture: Vec<&str> = picture
        .map(String::as_str)
        .take_while(|line| *line != "```")
        .collect();
    let code: String = files(&root().join("src"), ".rs")
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let picture = picture.join("\n");
    let sign = |c: char| !(c.is_alphanumeric() || c == ':' || c == '_');
    let mut seen = 0;
    for name in picture.split(sign).filter(|name| *name != "SQLite") {
        let (owner, deed) = name.split_once("::").unwrap_or((name, ""));
        let is_type = owner.starts_with(char::is_uppercase);
        let kinds = ["struct", "enum", "trait"].map(|kind| format!("pub {kind} {owner}"));
        assert!(
            !is_type || kinds.iter().any(|it| code.contains(it)),
            "{owner}"
        );
        assert!(
            deed.is_empty() || code.contains(&format!("fn {deed}(")),
            "{name}"
        );
        seen += usize::from(is_type) + usize::from(!deed.is_empty());
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn each_file_begins_with_a_sentence_a_stranger_understands() {
    let files = [
        files(&root().join("src"), ".rs"),
        files(&root().join("tests"), ".rs"),
    ]
    .concat();
    let without: Vec<_> = files
        .iter()
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

/// Words the program never says to a person (the titles of sources may).
const NEVER: &[&str] = &[
    "recommended dose",
    "natural alternative",
    "helps with",
    "detox",
    "relapse",
    "abuse",
    "addict",
    "sweet spot",
    "potentiat",
    "microdos",
    "lower risk than",
    "optimal",
    "game-changer",
];

/// "abuse", but not the "Antabuse" that people type.
fn begins_a_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(char::is_alphabetic))
}

#[test]
fn no_text_blames_praises_or_promises() {
    let mut said = Vec::new();
    let texts = [
        files(&root().join("src"), ".rs"),
        files(&root().join("assets"), ".toml"),
        files(&root().join("assets"), ".md"),
        files(&root().join("docs"), ".md"),
        ["README.md", "CHANGELOG.md", "PRIVACY.md", "SECURITY.md"]
            .map(|name| root().join(name))
            .to_vec(),
    ];
    for file in texts.concat() {
        // Titles of papers, and the list of what is never said.
        if file.ends_with("sources.toml") || file.ends_with("check/words.rs") {
            continue;
        }
        for (number, line) in without_tests(&file).lines().enumerate() {
            // What people call things themselves is understood, and never said.
            if line.starts_with("words = [") {
                continue;
            }
            let lower = line.to_lowercase();
            for word in NEVER.iter().filter(|word| begins_a_word(&lower, word)) {
                said.push(format!(
                    "{}:{}: {word}",
                    file.strip_prefix(root()).unwrap().display(),
                    number + 1
                ));
            }
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// "Safe" stands only where it is denied.
#[test]
fn nothing_is_called_safe() {
    const DENIED: &[&str] = &[
        "not a sign of safety",
        "isn't a sign of safety",
        "no sign of safety",
        "not a safe amount",
        "cannot tell you an amount that is safe",
    ];
    let mut said = Vec::new();
    for file in [
        files(&root().join("assets"), ".toml"),
        files(&root().join("assets"), ".md"),
        files(&root().join("docs"), ".md"),
    ]
    .concat()
    {
        if file.ends_with("sources.toml") {
            continue;
        }
        let text = fs::read_to_string(&file)
            .unwrap()
            .to_lowercase()
            .replace('\n', " ");
        let mut left = text.clone();
        for denied in DENIED {
            left = left.replace(denied, "");
        }
        for word in left
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| ["safe", "safely", "safety", "safer"].contains(word))
        {
            said.push(format!(
                "{}: {word}",
                file.strip_prefix(root()).unwrap().display()
            ));
        }
    }
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// A comment says the fact itself, or names a source of `assets/sources.toml`: a
/// number of a chapter in a paper that lies elsewhere tells a stranger nothing.
#[test]
fn no_comment_points_outside_the_house() {
    let elsewhere = ["EVID", "PROD", "HOU", "SCRE"];
    let endings = ["ENCE", "UCT", "SE", "ENS"];
    let words: Vec<String> = elsewhere
        .iter()
        .zip(endings)
        .map(|(one, other)| format!("{one}{other}"))
        .collect();
    let mut read = vec![root().join("build.rs"), root().join("README.md")];
    for folder in ["src", "tests", "assets", "benches", "docs"] {
        read.extend(files(&root().join(folder), ""));
    }
    let mut pointing = Vec::new();
    for file in read {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let lines = text.lines().enumerate();
        let found = lines.filter(|(_, line)| words.iter().any(|word| line.contains(word.as_str())));
        pointing.extend(found.map(|(n, _)| format!("{}:{}", file.display(), n + 1)));
    }
    assert!(pointing.is_empty(), "{}", pointing.join("\n"));
}

/// Crates whose business is a network; names that begin so are meant too.
const NETWORKED: [&str; 36] = [
    "actix",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "dbus",
    "dns-lookup",
    "ftp",
    "git2",
    "grpc",
    "h2",
    "h3",
    "hickory",
    "http",
    "hyper",
    "isahc",
    "lettre",
    "libssh",
    "minreq",
    "native-tls",
    "quinn",
    "redis",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tokio",
    "tonic",
    "tungstenite",
    "ureq",
    "websocket",
    "zbus",
];

/// The locked packages, those of tests and other systems too.
fn locked() -> Vec<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let lock: toml::Table = lock.parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let names = packages.iter().map(|package| package["name"].as_str());
    names.map(|name| name.unwrap().to_owned()).collect()
}

#[test]
fn nothing_it_is_built_from_is_made_for_a_network() {
    let locked = locked();
    assert!(locked.len() > 100, "{locked:?}");
    let networked: Vec<&String> = locked
        .iter()
        .filter(|name| NETWORKED.iter().any(|start| name.starts_with(start)))
        .collect();
    assert!(networked.is_empty(), "{networked:?}");
}

#[test]
fn no_line_of_it_speaks_to_a_network() {
    let mut speaking = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let code = fs::read_to_string(&file).unwrap();
        let names = [
            "std::net",
            "unix::net",
            "TcpStream",
            "UdpSocket",
            "UnixStream",
            "net::",
        ];
        speaking.extend(
            names
                .iter()
                .filter(|name| code.contains(**name))
                .map(|name| format!("{}: {name}", file.display())),
        );
    }
    assert!(speaking.is_empty(), "{}", speaking.join("\n"));
}
