//! The key table: what a key means where. Footer and help are drawn from it.

use anyhow::{Context, Result, bail};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

use super::action::Action;
use super::widgets::text;

/// The context whose keys work on every screen.
pub const EVERYWHERE: &str = "everywhere";

/// All bindings, in the order of the table.
#[derive(Debug)]
pub struct Keymap {
    screens: Vec<String>,
    binds: Vec<Bind>,
}

/// One row of the table.
#[derive(Debug)]
pub struct Bind {
    pub contexts: Vec<String>,
    pub keys: Vec<Key>,
    pub action: Action,
    /// The words in the help.
    pub say: String,
    /// The word in the bottom line, and what goes first where it is too short.
    pub foot: Option<String>,
    /// The word where there is little room.
    pub brief: Option<String>,
    pub rank: u8,
    /// In the bottom line only where there is room for words.
    pub wide: bool,
}

/// A key with its modifiers; capitals carry their shift in the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    screens: Vec<String>,
    bind: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    r#in: Vec<String>,
    keys: Vec<String>,
    r#do: Action,
    say: String,
    foot: Option<String>,
    brief: Option<String>,
    #[serde(default = "last")]
    rank: u8,
    #[serde(default)]
    wide: bool,
}

fn last() -> u8 {
    u8::MAX
}

impl Keymap {
    /// The table that comes with leaflog.
    ///
    /// # Errors
    /// It cannot be read; a test holds that it can.
    pub fn load() -> Result<Keymap> {
        Keymap::read(include_str!("../../assets/keymap.toml"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// It is not in order: an unknown key or action, or a missing column.
    pub fn read(table: &str) -> Result<Keymap> {
        let table: Table = toml::from_str(table).context("could not read the key table")?;
        let binds = table.bind.into_iter().map(Bind::new);
        Ok(Keymap {
            screens: table.screens,
            binds: binds.collect::<Result<_>>()?,
        })
    }

    /// What a key means in a context, if anything.
    #[must_use]
    pub fn find(&self, context: &str, key: KeyEvent) -> Option<Action> {
        let key = Key::of(key);
        let own = |bind: &&Bind| bind.keys.contains(&key) && bind.is_in(context);
        let shared = |bind: &&Bind| bind.keys.contains(&key) && bind.is_in(EVERYWHERE);
        let found = self.binds.iter().find(own);
        let found = found.or_else(|| {
            self.has_everywhere(context)
                .then(|| self.binds.iter().find(shared))?
        });
        found.map(|bind| bind.action)
    }

    /// All rows, in the order of the table.
    #[must_use]
    pub fn binds(&self) -> &[Bind] {
        &self.binds
    }

    /// The rows that work in a context: its own, then those of everywhere.
    pub fn in_context<'a>(&'a self, context: &'a str) -> impl Iterator<Item = &'a Bind> {
        let own = self.binds.iter().filter(move |bind| bind.is_in(context));
        let shared = self.binds.iter().filter(move |bind| {
            bind.is_in(EVERYWHERE) && !bind.is_in(context) && self.has_everywhere(context)
        });
        own.chain(shared)
    }

    /// The first key of an action in a context, as it is shown.
    #[must_use]
    pub fn shown(&self, context: &str, action: Action) -> String {
        self.in_context(context)
            .find(|bind| bind.action == action)
            .and_then(|bind| bind.keys.first())
            .map(|key| key.shown())
            .unwrap_or_default()
    }

    /// Key and word of the bottom line, as many as fit. Where the words do not
    /// fit even without the least needed, the keys stand alone.
    #[must_use]
    pub fn footer(&self, context: &str, width: usize) -> Vec<(String, String)> {
        let words = width >= 60 || !self.has_everywhere(context);
        let mut binds: Vec<&Bind> = self
            .in_context(context)
            .filter(|bind| bind.foot.is_some() && (words || !bind.wide))
            .collect();
        let item = |bind: &Bind, is_brief: bool| {
            let brief = bind.brief.as_ref().filter(|_| is_brief);
            let word = brief.or(bind.foot.as_ref()).filter(|_| words);
            (bind.shown(), word.cloned().unwrap_or_default())
        };
        loop {
            for is_brief in [false, true] {
                let items = binds.iter().map(|bind| item(bind, is_brief));
                let items: Vec<(String, String)> = items.collect();
                // What is there only for room leaves some between the words.
                let air = if binds.iter().any(|bind| bind.wide) {
                    items.len()
                } else {
                    0
                };
                if footer_width(&items) + air <= width || binds.is_empty() {
                    return items;
                }
            }
            let worst = binds.iter().map(|bind| bind.rank).max();
            let place = binds.iter().rposition(|bind| Some(bind.rank) == worst);
            binds.remove(place.unwrap_or_default());
        }
    }

    fn has_everywhere(&self, context: &str) -> bool {
        self.screens.iter().any(|screen| screen == context)
    }
}

/// How wide a bottom line is with one space before each item.
#[must_use]
pub fn footer_width(items: &[(String, String)]) -> usize {
    let wide = |(key, word): &(String, String)| {
        let gap = usize::from(!word.is_empty());
        1 + text::width(key) + gap + text::width(word)
    };
    items.iter().map(wide).sum()
}

impl Bind {
    fn new(row: Row) -> Result<Bind> {
        let keys = row.keys.iter().map(|key| Key::parse(key));
        Ok(Bind {
            contexts: row.r#in,
            keys: keys.collect::<Result<_>>()?,
            action: row.r#do,
            say: row.say,
            foot: row.foot,
            brief: row.brief,
            rank: row.rank,
            wide: row.wide,
        })
    }

    #[must_use]
    pub fn is_in(&self, context: &str) -> bool {
        self.contexts.iter().any(|own| own == context)
    }

    /// Its first key, as it is shown.
    #[must_use]
    pub fn shown(&self) -> String {
        self.keys.first().map(|key| key.shown()).unwrap_or_default()
    }

    /// All its keys, as the help shows them.
    #[must_use]
    pub fn all_shown(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| key.shown()).collect();
        keys.join(" ")
    }
}

const NAMED: [(&str, KeyCode); 15] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Delete", KeyCode::Delete),
    ("Backspace", KeyCode::Backspace),
    ("Space", KeyCode::Char(' ')),
];

impl Key {
    /// The key that was pressed. A terminal may say Shift-Tab as a Tab with
    /// shift, and letters with or without their shift.
    #[must_use]
    pub fn of(event: KeyEvent) -> Key {
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char(c) if shift && c.is_lowercase() => {
                KeyCode::Char(c.to_uppercase().next().unwrap_or(c))
            }
            other => other,
        };
        Key {
            code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        }
    }

    fn parse(name: &str) -> Result<Key> {
        let (ctrl, name) = match name.strip_prefix("Ctrl-") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        if let Some((_, code)) = NAMED.iter().find(|(named, _)| *named == name) {
            return Ok(Key { code: *code, ctrl });
        }
        let number = name.strip_prefix('F').and_then(|n| n.parse().ok());
        if let Some(number) = number {
            let code = KeyCode::F(number);
            return Ok(Key { code, ctrl });
        }
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Ok(Key {
                code: KeyCode::Char(letter),
                ctrl,
            }),
            _ => bail!("{name:?} is not the name of a key"),
        }
    }

    /// As people read it: `d`, `Enter`, `Ctrl-c`.
    #[must_use]
    pub fn shown(self) -> String {
        let named = NAMED.iter().find(|(_, code)| *code == self.code);
        let name = match (named, self.code) {
            (Some((name, _)), _) => (*name).to_owned(),
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, KeyCode::F(n)) => format!("F{n}"),
            _ => String::new(),
        };
        if self.ctrl {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_twice_in_a_context() {
        let keymap = Keymap::load().unwrap();
        let contexts: HashSet<&String> = keymap
            .binds
            .iter()
            .flat_map(|bind| &bind.contexts)
            .collect();
        for context in contexts {
            let mut seen = HashSet::new();
            for bind in keymap.binds.iter().filter(|bind| bind.is_in(context)) {
                for key in &bind.keys {
                    assert!(seen.insert(*key), "{} twice in {context}", key.shown());
                }
            }
        }
    }

    #[test]
    fn every_action_is_bound() {
        let keymap = Keymap::load().unwrap();
        for action in Action::ALL {
            let bound = keymap.binds.iter().any(|bind| bind.action == action);
            assert!(bound, "{action:?} has no key");
        }
    }

    #[test]
    fn every_key_reads_as_it_is_shown() {
        for bind in Keymap::load().unwrap().binds() {
            for key in &bind.keys {
                assert_eq!(Key::parse(&key.shown()).unwrap(), *key);
            }
        }
    }

    #[test]
    fn the_bottom_line_keeps_what_matters() {
        let keymap = Keymap::load().unwrap();
        for width in 10..120 {
            let items = keymap.footer("today", width);
            assert!(footer_width(&items) <= width);
            if width >= 30 {
                for kept in ["!", "?", "d"] {
                    assert!(items.iter().any(|(key, _)| key == kept), "{width}: {kept}");
                }
            }
        }
    }
}
