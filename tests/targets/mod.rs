//! What is fed with anything at all: no bytes may end the program, and what is
//! read is written so that it reads the same. `tests/anything.rs` feeds them
//! with damaged examples, and `fuzz/` for as long as one likes.

#![allow(dead_code, reason = "each fuzz target uses its own part")]

#[path = "../stage/mod.rs"]
pub mod stage;

use std::sync::Once;

use chrono::{NaiveTime, Utc};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use leaflog::domain::amount::Amount;
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::export::csv::{For, Notes};
use leaflog::export::foreign::dates::Order;
use leaflog::export::foreign::{herbal_tracker, map, psychonaut};
use leaflog::export::json::Beside;
use leaflog::export::{csv, json, merge, read_csv};
use leaflog::rules::check;
use stage::{FRIDAY, Setting, Stage};

/// Takes anything, or ends the program.
type Feed = fn(&[u8]);

/// What may be fed with anything, by name.
pub const TARGETS: [(&str, Feed); 11] = [
    ("csv", a_table),
    ("json", a_whole_journal),
    ("herbal", a_herbal_tracker_file),
    ("psychonaut", a_psychonaut_journal),
    ("sheet", a_sheet_of_ones_own),
    ("rules", a_rule_file),
    ("amount", an_amount),
    ("moment", a_moment),
    ("line", a_command_line),
    ("keys", keys),
    ("windows", windows),
];

/// Friday evening in Berlin.
fn when() -> When {
    let zone = Zone::Named(Tz::named("Europe/Berlin").expect("a zone"));
    When::new(stage::now(), zone, NaiveTime::MIN)
}

/// A CSV file: what is read from it is read the same once it was written.
pub fn a_table(bytes: &[u8]) {
    let Ok(rows) = read_csv::read(bytes, &when().any_time(), &mut |_| {}) else {
        return;
    };
    are_read_again(rows);
}

/// What became entries is written, and read the same.
fn are_read_again(rows: Vec<merge::Row>) {
    let entries: Vec<Entry> = rows.into_iter().map(|row| row.entry).collect();
    let mut written = Vec::new();
    csv::write(&mut written, &entries, For::Pipe, Notes::With).expect("memory takes it");
    let again = read_csv::read(&written, &when().any_time(), &mut |_| {});
    let again = again.expect("what was written is read");
    let mut again: Vec<Entry> = again.into_iter().map(|row| row.entry).collect();
    for (again, entry) in again.iter_mut().zip(&entries) {
        // Other programs do not say when it was; a table of leaflog's does not either.
        again.changed = entry.changed;
    }
    assert_eq!(again, entries);
}

/// A file of Herbal Tracker+.
pub fn a_herbal_tracker_file(bytes: &[u8]) {
    if let Ok(read) = herbal_tracker::read(bytes, &when()) {
        are_read_again(read.rows);
    }
}

/// A Journal of `PsychonautWiki`.
pub fn a_psychonaut_journal(bytes: &[u8]) {
    if let Ok(read) = psychonaut::read(bytes, &when()) {
        are_read_again(read.rows);
    }
}

/// A table of one's own: the first line is what `--map` says, the second may be
/// the order of its dates.
pub fn a_sheet_of_ones_own(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (pairs, order) = ([line()], Order::named(&line()));
    let table = parts.next().unwrap_or_default();
    let pairs = &pairs;
    if let Ok(read) = map::read(table, map::Asked { pairs, order }, &when()) {
        are_read_again(read.rows);
    }
}

/// A JSON file, as a table.
pub fn a_whole_journal(bytes: &[u8]) {
    let Ok(whole) = json::read(bytes) else { return };
    let beside = Beside {
        settings: &whole.settings,
        tombstones: &whole.tombstones,
        answers: &whole.answers,
        drafts: &whole.drafts,
    };
    let mut written = Vec::new();
    json::write(&mut written, &whole.entries, beside).expect("memory takes it");
    assert!(json::read(&written).is_ok_and(|again| again.entries == whole.entries));
}

/// A file of rules: in order, or refused in words.
pub fn a_rule_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (rules, wrong) = check::rules::read(text, &check::Beside::default());
    assert!(!rules.is_empty() || !wrong.is_empty());
    for wrong in wrong {
        assert!(!wrong.why.is_empty(), "{wrong:?}");
    }
}

/// An amount as typed: what is understood is understood the same when it is
/// said back.
pub fn an_amount(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    if let Ok(amount) = Amount::parse(&typed) {
        let said = match &amount {
            Amount::Weight(mg) => mg.to_string(),
            Amount::Count(count) => count.to_string(),
        };
        assert_eq!(Amount::parse(&said).ok(), Some(amount), "{typed:?}: {said}");
    }
}

/// A time as typed: never after the present unless that is allowed.
pub fn a_moment(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let when = when();
    if let Ok(moment) = when.parse("at", &typed) {
        assert!(
            moment.with_timezone(&Utc) <= when.now,
            "{typed:?}: {moment}"
        );
    }
    let _ = when.ahead().parse("at", &typed);
    let _ = when.parse_date("date", &typed);
    let _ = when.parse_up("up_at", &typed);
}

/// Lines as typed into a form: the kind, then `field=text`, one a line.
pub fn a_command_line(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let kind = Kind::ALL[usize::from(*first) % Kind::ALL.len()];
    let text = String::from_utf8_lossy(rest);
    let values = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter_map(|(name, text)| {
            Some((leaflog::domain::field::known_name(name)?, text.to_owned()))
        })
        .collect();
    let id = uuid::Uuid::now_v7();
    if let Ok(entry) = Entry::parse(id, kind, &values, &when()) {
        let again = Entry::parse(id, kind, &entry.values(), &when().any_time());
        assert_eq!(again.ok(), Some(entry), "{text}");
    }
}

/// Keys, pasted text and windows of any size against the whole program.
pub fn keys(bytes: &[u8]) {
    // Keys can write a report into this folder: not into the sources.
    static AWAY: Once = Once::new();
    AWAY.call_once(|| {
        let away = format!("leaflog-keys-{}", std::process::id());
        let away = std::env::temp_dir().join(away);
        std::fs::create_dir_all(&away).expect("a temporary folder");
        std::env::set_current_dir(away).expect("it can be gone to");
    });
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    for byte in bytes.chunks(2).take(200) {
        let (what, with) = (byte[0], *byte.get(1).unwrap_or(&0));
        match what {
            0..=3 => {
                let size = [(1, 1), (20, 5), (40, 12), (80, 24), (200, 60), (500, 200)];
                let (columns, rows) = size[usize::from(with) % size.len()];
                stage.resize(columns, rows);
            }
            4..=7 => {
                stage.resize(u16::from(with).max(1), u16::from(with / 3).max(1));
            }
            8..=11 => {
                let text = ["\u{1b}[2J", "a\nb\tc", "\u{202e}x\u{0}", "2,5", "🌿🌿🌿"];
                let text = text[usize::from(with) % text.len()];
                stage.take(Event::Paste(text.to_owned()));
            }
            _ => {
                stage.take(Event::Key(key(what, with)));
            }
        }
    }
}

/// What can stand on the screen, by the keys that lead there.
pub const EVERYTHING: [&str; 38] = [
    "",
    "2",
    "2<enter>",
    "2/wine",
    "2f",
    "2jjxu",
    "3",
    "3v",
    "3g",
    "4",
    "4<enter>",
    "5",
    "5<enter>",
    "5/lorazepam",
    "d",
    "d20<enter>",
    "d9<f1>",
    "owin",
    "s",
    "y",
    "0",
    "n",
    "!",
    "?",
    "p",
    "pc",
    "pl",
    "pi",
    "pi<enter>",
    "pi<enter><enter>",
    ",",
    "R",
    "<enter>",
    "<c-l>",
    "yblue lips<tab>3<enter>",
    "d2<enter>",
    "d2<esc>",
    "h",
];

/// Windows of one size after another, with anything open: the first byte says
/// what, each two that follow how wide and high.
pub fn windows(bytes: &[u8]) {
    let Some((what, sizes)) = bytes.split_first() else {
        return;
    };
    let mut stage = Stage::new(FRIDAY, &Setting::default());
    stage.press(EVERYTHING[usize::from(*what) % EVERYTHING.len()]);
    for size in sizes.chunks_exact(2).take(20) {
        // Most that goes wrong goes wrong where there is little room.
        let fits = |byte: u8, most: u16| match u16::from(byte) {
            small @ 0..=149 => small.min(most),
            large => most.saturating_sub((255 - large) * 3),
        };
        let (columns, rows) = (fits(size[0], 500), fits(size[1], 200));
        stage.resize(columns.max(1), rows.max(1));
    }
}

fn key(what: u8, with: u8) -> KeyEvent {
    let named = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::F(1),
    ];
    match what {
        12..=90 => KeyEvent::new(named[usize::from(with) % named.len()], KeyModifiers::NONE),
        91..=110 => KeyEvent::new(
            KeyCode::Char(char::from(b'a' + with % 26)),
            KeyModifiers::CONTROL,
        ),
        _ => KeyEvent::new(
            KeyCode::Char(char::from(b' ' + with % 95)),
            KeyModifiers::NONE,
        ),
    }
}
