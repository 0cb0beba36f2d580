//! A whole program to press keys on: a real app over an in-memory store, under
//! a fixed clock.

#![allow(dead_code, reason = "each test file uses its own part of the stage")]
#![allow(
    clippy::unwrap_used,
    reason = "a stage that cannot be set is a failed test"
)]

use chrono::{DateTime, NaiveTime, Utc};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use leaflog::clock::ZoneFrom;
use leaflog::domain::edit::Edit;
use leaflog::domain::field::{Values, known_name};
use leaflog::domain::moment::{When, Zone};
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::store::Store;
use leaflog::tui::app::{App, Around};
use leaflog::tui::theme::{Palette, Signs, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// Friday evening in Berlin.
pub const NOW: &str = "2026-11-20T21:14:00+01:00";

/// A program that waits for keys.
pub struct Stage {
    pub app: App,
    terminal: Terminal<TestBackend>,
}

/// How a stage is set.
pub struct Setting {
    pub columns: u16,
    pub rows: u16,
    pub palette: Palette,
    pub signs: Signs,
    pub zone: fn(&Settings) -> (Zone, ZoneFrom),
}

impl Default for Setting {
    fn default() -> Setting {
        Setting {
            columns: 80,
            rows: 24,
            palette: Palette::Colour,
            signs: Signs::Unicode,
            zone: berlin,
        }
    }
}

fn berlin(settings: &Settings) -> (Zone, ZoneFrom) {
    let tz = settings
        .timezone()
        .unwrap_or(Tz::named("Europe/Berlin").expect("a zone"));
    (Zone::Named(tz), ZoneFrom::Setting)
}

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(NOW).unwrap().to_utc()
}

impl Stage {
    /// A stage with these entries, each `kind field=value field=value`, `_` for
    /// a space.
    pub fn new(entries: &[&str], setting: &Setting) -> Stage {
        Stage::with_store(store(entries), setting)
    }

    pub fn with_store(store: Store, setting: &Setting) -> Stage {
        Stage::at(store, now(), setting)
    }

    /// The same at another present.
    pub fn at(store: Store, now: DateTime<Utc>, setting: &Setting) -> Stage {
        let around = Around {
            now,
            zone: setting.zone,
        };
        let theme = Theme::load(setting.palette, setting.signs).unwrap();
        let mut app = App::open(store, around, theme).unwrap();
        app.load_all().unwrap();
        let backend = TestBackend::new(setting.columns, setting.rows);
        let mut stage = Stage {
            app,
            terminal: Terminal::new(backend).unwrap(),
        };
        stage.draw();
        stage
    }

    fn draw(&mut self) {
        let app = &mut self.app;
        self.terminal.draw(|frame| app.draw(frame)).unwrap();
    }

    /// Presses keys, drawing after each as the program does.
    pub fn press(&mut self, keys: &str) -> &mut Stage {
        for key in read_keys(keys) {
            self.app.press(key);
            self.draw();
        }
        self
    }

    pub fn take(&mut self, event: Event) -> &mut Stage {
        self.app.take(event);
        self.draw();
        self
    }

    /// Looks for what another leaflog wrote, as the program does now and then.
    pub fn look(&mut self) -> &mut Stage {
        self.app.look();
        self.draw();
        self
    }

    /// Makes the terminal larger or smaller.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Stage {
        self.terminal.backend_mut().resize(columns, rows);
        self.terminal.autoresize().unwrap();
        self.app.take(Event::Resize(columns, rows));
        self.draw();
        self
    }

    /// What stands on the screen.
    pub fn picture(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let columns = usize::from(buffer.area.width.max(1));
        let mut lines: Vec<String> = buffer
            .content
            .chunks(columns)
            .map(|row| {
                let mut line = String::new();
                let mut skip = 0;
                for cell in row {
                    if skip == 0 {
                        line.push_str(cell.symbol());
                        skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
                    }
                    skip -= 1;
                }
                line.trim_end().to_owned()
            })
            .collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines.join("\n")
    }

    /// What stands on the screen, cell by cell.
    pub fn frame(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// Every style that was used, for the tests without colour.
    pub fn styles(&self) -> Vec<ratatui::style::Style> {
        let buffer = self.terminal.backend().buffer();
        buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::style)
            .collect()
    }

    pub fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.get_cursor_position().unwrap();
        (at.x, at.y)
    }
}

/// An in-memory store with these entries.
pub fn store(entries: &[&str]) -> Store {
    let mut store = Store::in_memory().unwrap();
    for text in entries {
        let entry = entry(&store, text);
        store.apply(&[Edit::Add(entry)], now()).unwrap();
    }
    store
}

/// An entry of such a text.
pub fn entry(store: &Store, text: &str) -> Entry {
    let mut words = text.split(' ');
    let kind = Kind::parse(words.next().unwrap()).unwrap();
    let values: Values = words
        .map(|word| {
            let (name, value) = word.split_once('=').unwrap();
            (known_name(name).unwrap(), value.replace('_', " "))
        })
        .collect();
    let when = When::new(
        now(),
        Zone::Named(Tz::named("Europe/Berlin").expect("a zone")),
        NaiveTime::MIN,
    );
    Entry::parse(store.new_id(now()).unwrap(), kind, &values, &when).unwrap()
}

/// `d5<enter>` as keys.
pub fn read_keys(keys: &str) -> Vec<KeyEvent> {
    let mut rest = keys;
    let mut read = Vec::new();
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (letter(first), &rest[first.len_utf8()..]),
        };
        read.push(key);
        rest = after;
    }
    read
}

fn letter(letter: char) -> KeyEvent {
    let modifiers = if letter.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(letter), modifiers)
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("c-") {
        let letter = letter.chars().next().unwrap();
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    let code = match name {
        "lt" => KeyCode::Char('<'),
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "s-tab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        "f1" => KeyCode::F(1),
        other => panic!("{other:?} is no key"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// A Friday: three doses, an evening with wine, a night, a few days before.
pub const FRIDAY: &[&str] = &[
    "none date=2026-11-17",
    "note note=slept_badly,_skipped_the_walk at=2026-11-17T22:00",
    "dose amount=2.5g product=Green_bag at=2026-11-19T10:15",
    "dose amount=2.5g product=Green_bag at=2026-11-19T21:30",
    "sleep bed_at=23:20 up_at=2026-11-20T07:10 try_at=23:30 asleep_after_min=20 awake_min=60 quality=5",
    "dose amount=2.5g product=Green_bag reason=withdrawal at=2026-11-20T09:40",
    "symptom name=nausea severity=1 at=2026-11-20T13:10",
    "dose amount=2.5g product=Green_bag reason=energy at=2026-11-20T13:50",
    "dose amount=2.5g product=Green_bag reason=pain at=2026-11-20T18:05",
    "substance name=alcohol amount=2_glasses_of_wine note=dinner at=2026-11-20T20:40",
];

/// The screen after these keys, on an empty journal.
pub fn screen(keys: &str) -> String {
    Stage::new(&[], &Setting::default()).press(keys).picture()
}

/// The screen after these keys, on that Friday.
pub fn friday(keys: &str) -> String {
    Stage::new(FRIDAY, &Setting::default())
        .press(keys)
        .picture()
}

/// The same on a phone.
pub fn phone(entries: &[&str], keys: &str) -> String {
    let small = Setting {
        columns: 40,
        rows: 12,
        ..Setting::default()
    };
    Stage::new(entries, &small).press(keys).picture()
}
