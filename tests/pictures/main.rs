//! The README's pictures, drawn from the program itself on a made-up journal: a
//! picture that no longer shows what the program shows is a failed test.
//!
//! `PICTURES=write cargo test --test pictures` draws them again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod report;
#[path = "../stage/mod.rs"]
mod stage;
mod terminal;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveTime;
use leaflog::demo::demo;
use leaflog::domain::edit::Edit;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::tz::Tz;
use leaflog::store::Store;
use stage::{Setting, Stage, now};

const REDRAW: &str = "PICTURES=write cargo test --test pictures";

/// `leaflog demo --seed 5 --days 365`, on a Friday evening in Berlin: three doses,
/// wine with dinner, and a month that went from six doses a day to three.
const SEED: u64 = 5;
const DAYS: u32 = 365;

/// A picture of a screen: its name, columns and rows, the keys to it.
const FRAMES: [(&str, (u16, u16), &str); 8] = [
    ("today", (80, 26), "1"),
    ("today-phone", (40, 26), "1"),
    ("dose", (80, 25), "d3"),
    ("dose-phone", (40, 28), "d3"),
    ("month", (80, 28), "3+"),
    ("year", (80, 26), "3+++"),
    ("warnings", (80, 27), "4"),
    ("emergency", (80, 26), "!"),
];

fn when() -> When {
    let berlin = Zone::Named(Tz::named("Europe/Berlin").unwrap());
    When::new(now(), berlin, NaiveTime::MIN)
}

fn made_up() -> Store {
    let mut store = Store::in_memory().unwrap();
    let entries = demo(SEED, DAYS, &when());
    let edits: Vec<Edit> = entries.into_iter().map(Edit::Add).collect();
    store.apply(&edits, now()).unwrap();
    store
}

/// The picture a file should hold.
fn screen((columns, rows): (u16, u16), keys: &str) -> String {
    let setting = Setting {
        columns,
        rows,
        ..Setting::default()
    };
    let mut stage = Stage::with_store(made_up(), &setting);
    terminal::picture(stage.press(keys).frame())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is wrong with the file of this picture, if anything.
fn stale(name: &str, drawn: &str) -> Option<String> {
    let name = format!("assets/pictures/{name}.svg");
    let path = root().join(&name);
    if std::env::var("PICTURES").is_ok_and(|how| how == "write") {
        fs::write(&path, drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let kept = kept.replace("\r\n", "\n");
    (kept != drawn).then(|| format!("{name} is not what leaflog shows now"))
}

fn names() -> BTreeSet<String> {
    let screens = FRAMES.iter().map(|(name, ..)| format!("{name}.svg"));
    screens.chain(["report.svg".to_owned()]).collect()
}

fn drawn_by_nobody() -> Vec<String> {
    let files = fs::read_dir(root().join("assets/pictures")).unwrap();
    let found = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names = names();
    let left = found.filter(|name| !names.contains(name));
    left.map(|name| format!("assets/pictures/{name} is drawn by nobody: remove it"))
        .collect()
}

/// The README and the pages of the manual.
fn pages() -> Vec<String> {
    let mut pages = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    if let Ok(folder) = fs::read_dir(root().join("docs")) {
        pages.extend(folder.map(|file| file.unwrap().path()));
    }
    let pages = pages.iter();
    pages
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

/// What a page says of a picture it shows.
fn words(page: &str, name: &str) -> Option<String> {
    let (before, after) = page.split_once(&format!("pictures/{name}"))?;
    let words = if after.starts_with(')') {
        before.rsplit("![").next()?
    } else {
        after.split_once("alt=\"")?.1.split('"').next()?
    };
    Some(words.to_owned())
}

/// Figures in the words that the picture does not show.
fn figures_gone(name: &str, words: &str) -> Vec<String> {
    let svg = fs::read_to_string(root().join("assets/pictures").join(name)).unwrap();
    let svg = roxmltree::Document::parse(&svg).unwrap();
    let text = svg.descendants().filter_map(|node| node.text());
    let shown: BTreeSet<&str> = text.flat_map(split_at_words).collect();
    let said = split_at_words(words).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    let gone = said.filter(|figure| !shown.contains(figure));
    gone.map(str::to_owned).collect()
}

fn split_at_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.');
    words.map(|word| word.trim_end_matches('.'))
}

#[test]
fn the_pictures_show_the_program_as_it_is() {
    let screens = FRAMES.iter();
    let screens = screens.map(|(name, size, keys)| stale(name, &screen(*size, keys)));
    let report = report::picture(&made_up().load().unwrap(), &when());
    let mut stale: Vec<String> = screens
        .chain([stale("report", &report)])
        .flatten()
        .collect();
    stale.extend(drawn_by_nobody());
    assert!(
        stale.is_empty(),
        "{}\n{REDRAW}\ndraws them again; look at them before you keep them",
        stale.join("\n")
    );
}

/// Each is on a page, with words for those who do not see it.
#[test]
fn every_picture_is_shown_with_words_that_say_what_is_seen() {
    let pages = pages();
    for name in names() {
        let words = pages.iter().find_map(|page| words(page, &name));
        assert!(words.is_some(), "no page shows assets/pictures/{name}");
        let words = words.unwrap_or_default();
        assert!(words.len() > 60, "too little is said of {name}: {words:?}");
        let gone = figures_gone(&name, &words);
        assert!(gone.is_empty(), "{name} no longer shows {gone:?}: {words}");
    }
    let said = pages.iter().any(|page| page.contains(REDRAW));
    assert!(said, "no page says {REDRAW}");
}
