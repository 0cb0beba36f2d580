//! The house keeps its own order: layers, first lines, words.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fs;
use std::path::{Path, PathBuf};

/// Which parts a part may use besides itself; what is not named here is the
/// binary's or stands at the edges.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain", "trouble"]),
    ("stats", &["domain"]),
    ("rules", &["domain"]),
    ("plan", &["domain", "rules", "stats"]),
    ("checkins", &["domain", "rules", "stats"]),
    (
        "export",
        &["domain", "rules", "stats", "plan", "checkins", "trouble"],
    ),
    (
        "cli",
        &[
            "domain", "store", "stats", "rules", "export", "checkins", "plan", "saving", "demo",
            "clock", "file", "paths", "trouble",
        ],
    ),
    (
        "tui",
        &[
            "domain", "store", "stats", "rules", "export", "checkins", "plan", "saving", "clock",
            "file", "paths", "trouble",
        ],
    ),
];

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
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !file.ends_with("clock.rs") && clocks.iter().any(|clock| code.contains(clock)) {
            reading.push(file);
        }
    }
    assert!(reading.is_empty(), "{reading:?}");
}

#[test]
fn each_layer_uses_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for (layer, may_use) in MAY_USE {
        for file in files(&root().join("src").join(layer), ".rs") {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for used in parts_used(code) {
                let known = MAY_USE.iter().any(|(name, _)| *name == used)
                    || ["saving", "demo", "clock", "file", "paths", "trouble"]
                        .contains(&used.as_str());
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
        let text = fs::read_to_string(&file).unwrap();
        let said_to_people = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in said_to_people.lines().enumerate() {
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
