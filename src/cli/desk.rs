//! What a command works at: where things lie, how it speaks, and the journal
//! once it is opened.

use std::cell::{Cell, OnceCell};
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{NaiveTime, TimeDelta};

use super::Opening;
use super::key::{self, Asking};
use super::voice::Voice;
use crate::clock::{self, ZoneFrom};
use crate::domain::Entry;
use crate::domain::field::Invalid;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When};
use crate::paths::Paths;
use crate::rules;
use crate::store::backup::Copies;
use crate::store::files::is_locked;
use crate::store::{Store, Wrote, is_closed, no_such_entry};
use crate::trouble::Trouble;

/// The place a command works at.
#[derive(Debug)]
pub struct Desk {
    pub paths: Paths,
    pub voice: Voice,
    /// Whether the journal's place was named, by option or variable.
    pub named: bool,
    /// The file that holds the passphrase of a locked journal.
    pub passphrase_file: Option<PathBuf>,
    /// Whether a file may be written in clear from a locked journal.
    pub in_clear: bool,
    /// Whether the journal that was opened is locked.
    pub was_locked: Cell<bool>,
    /// What is to be opened when the command is done.
    pub opening: Option<Opening>,
    /// The journal that was opened to be written in.
    pub opened: OnceCell<Opened>,
}

/// What is remembered of a journal when its store is gone: whether something
/// was written, and what a copy of it takes.
#[derive(Debug)]
pub struct Opened {
    pub wrote: Wrote,
    pub copies: Copies,
    pub now: Moment,
    /// No entry was written down on this day before.
    pub first: bool,
}

/// An open journal, and the present as its times are read.
#[derive(Debug)]
pub struct Book {
    pub store: Store,
    pub when: When,
    pub zone_from: ZoneFrom,
}

impl Desk {
    /// Opens the journal to write in it, making it where there is none.
    ///
    /// # Errors
    /// Names the path, the reason and what to do.
    pub fn open(&self) -> Result<Book> {
        self.open_by(Asking::AtTheTerminal)
    }

    fn open_by(&self, asking: Asking) -> Result<Book> {
        let book = Book::new(self.store(asking)?)?;
        let copies = Copies::of(
            &self.paths.journal,
            &self.paths.backups,
            book.store.key().cloned(),
        );
        let now = book.when.moment();
        let _ = self.opened.set(Opened {
            wrote: book.store.wrote(),
            copies,
            first: is_first(&book.store, &now),
            now,
        });
        Ok(book)
    }

    fn store(&self, asking: Asking) -> Result<Store> {
        if !is_locked(&self.paths.journal) {
            return Store::open(&self.paths.journal, &self.paths.backups);
        }
        let store = key::open(self, asking)?;
        self.was_locked.set(true);
        Ok(store)
    }

    /// Makes the copy of the day, where something was written and there is none
    /// yet, or one without an entry of that day. What was done stands, whatever
    /// becomes of the copy.
    pub fn copy_of_the_day(&mut self) {
        let Some(opened) = self.opened.take() else {
            return;
        };
        let (copies, today) = (&opened.copies, opened.now.date_naive());
        let is_due = opened.first || !copies.has(today);
        if !is_due || !opened.wrote.is_so() {
            return;
        }
        if let Err(error) = copies.renew(today, opened.now.to_utc()) {
            self.voice.aside(&format!("remark: {}", told(&error)));
        }
    }

    /// Opens the journal to read it; where there is none, nothing is made.
    ///
    /// # Errors
    /// As of [`Desk::open`].
    pub fn look(&mut self) -> Result<Book> {
        self.look_by(Asking::AtTheTerminal)
    }

    /// As [`Desk::look`], and never waits for a passphrase.
    ///
    /// # Errors
    /// As of [`Desk::open`], and where the journal is locked and no file holds
    /// its passphrase.
    pub fn look_unasked(&mut self) -> Result<Book> {
        // A pipe may wait for a person too.
        let is_file = |path: &PathBuf| path.is_file();
        self.passphrase_file = self.passphrase_file.take().filter(is_file);
        self.look_by(Asking::Never)
    }

    fn look_by(&mut self, asking: Asking) -> Result<Book> {
        if is_closed(&self.paths.journal) {
            let path = self.paths.journal.display();
            self.voice.aside(&format!(
                "{path} or its folder cannot be written; it is only read"
            ));
            let key = if is_locked(&self.paths.journal) {
                self.was_locked.set(true);
                Some(key::to_read(self, asking)?)
            } else {
                None
            };
            return Book::new(Store::read_only(&self.paths.journal, key)?);
        }
        // A place that cannot even be looked at is not an empty one.
        if !matches!(self.paths.journal.try_exists(), Ok(false)) || self.paths.journal.is_symlink()
        {
            return self.open_by(asking);
        }
        if self.named {
            let path = self.paths.journal.display();
            self.voice
                .aside(&format!("there is no journal at {path} yet"));
        }
        Book::new(Store::in_memory()?)
    }

    /// Has the terminal UI opened afterwards, on a made-up journal if one is
    /// given.
    pub fn open_later(&mut self, made_up: Option<Store>) {
        self.opening = Some(Opening {
            paths: self.paths.clone(),
            made_up,
            key: None,
            paint: self.voice.look.paint,
            ascii: self.voice.look.ascii,
        });
    }

    /// Has the terminal UI opened on the journal; a locked one with the
    /// passphrase of the file that was named, if one was.
    ///
    /// # Errors
    /// That file cannot be read.
    pub fn open_journal_later(&mut self) -> Result<()> {
        self.open_later(None);
        let locked = is_locked(&self.paths.journal);
        let file = self.passphrase_file.as_ref().filter(|_| locked);
        let key = file.map(|file| key::from_file(file, self)).transpose()?;
        if let Some(opening) = &mut self.opening {
            opening.key = key;
        }
        Ok(())
    }

    /// A line on stderr that is neither data nor a question.
    pub fn remark(&self, says: &str) {
        self.voice.remark(says);
    }

    /// Asks for the whole word yes, where a slip of the finger must not do.
    /// `older` is a word that was asked for here once; it agrees too.
    ///
    /// # Errors
    /// Nobody sits there to type it, or another was typed.
    pub fn must_type_yes(&mut self, to_do: &str, older: &str, hint: &str) -> Result<()> {
        if !io::stdin().is_terminal() {
            return Err(Trouble::new("nobody is there to agree", hint).into());
        }
        if self.types_yes(to_do, older)? {
            return Ok(());
        }
        Err(Trouble::new("left as it was", hint).into())
    }

    /// Whether the whole word yes comes, from whatever stdin is.
    ///
    /// # Errors
    /// As of [`answer`].
    pub fn types_yes(&mut self, to_do: &str, older: &str) -> Result<bool> {
        self.voice.aside(&format!("Type yes to {to_do}:"));
        let typed = answer()?.unwrap_or_default();
        let typed = typed.trim().to_lowercase();
        Ok(typed == "yes" || !typed.is_empty() && typed == older)
    }

    /// What comes from a locked journal is written in clear only where the
    /// person says so.
    ///
    /// # Errors
    /// As of [`Desk::must_type_yes`].
    pub fn agree_in_clear(&mut self, path: &Path) -> Result<()> {
        if self.in_clear || !self.was_locked.get() {
            return Ok(());
        }
        let name = path.display();
        self.remark(&format!(
            "The journal is locked; {name} would not be: anyone who can read that file can read it."
        ));
        let hint = "nothing was written; --in-clear writes a file that anyone can read";
        self.must_type_yes("write it in clear", "", hint)
    }

    /// Asks a question that only "y" or "yes" agrees to. `hint` says how to agree
    /// without being asked.
    ///
    /// # Errors
    /// Nobody sits there to answer, or the answer is no.
    pub fn agree(&mut self, what: &str, question: &str, hint: &str) -> Result<()> {
        if !io::stdin().is_terminal() {
            return Err(Trouble::new(what, hint).into());
        }
        let asked = match question {
            "" => what.to_owned(),
            question => format!("{what}. {question}"),
        };
        if self.says_yes(&asked)? {
            return Ok(());
        }
        Err(Trouble::new("left as it was", hint).into())
    }

    /// The answer to a question, from whatever stdin is.
    ///
    /// # Errors
    /// As of [`answer`].
    pub fn says_yes(&mut self, question: &str) -> Result<bool> {
        self.voice.aside(&format!("{question} [y/N]"));
        let answer = answer()?.unwrap_or_default();
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }
}

/// Whether no entry was written down on this day; not known is taken for a no.
fn is_first(store: &Store, now: &Moment) -> bool {
    let until = now.to_utc() + TimeDelta::seconds(1);
    let midnight = now.to_utc() - (now.time() - NaiveTime::MIN);
    matches!(store.has_entry_written(midnight, until), Ok(false))
}

/// What went wrong and what to do, on one line.
fn told(error: &anyhow::Error) -> String {
    match error.downcast_ref::<Trouble>() {
        Some(trouble) => format!("{}; {}", trouble.what, trouble.hint),
        None => format!("{error:#}"),
    }
}

/// The next line from stdin; none at its end.
///
/// # Errors
/// It cannot be read, or is no text.
pub fn answer() -> Result<Option<String>> {
    let mut line = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut line)
        .context("could not read the answer")?;
    Ok((read > 0).then_some(line))
}

/// The longest text read from stdin; a note is refused long before.
const STDIN_MAX: u64 = 4 << 20;

/// All of stdin as a note.
///
/// # Errors
/// It cannot be read, or is no text.
pub fn note_from_stdin() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(STDIN_MAX)
        .read_to_end(&mut bytes)
        .context("could not read the note from stdin")?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Invalid::new("note", "is not UTF-8 text", "write it as plain text"))?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

impl Book {
    /// The journal with the present as its settings read it.
    ///
    /// # Errors
    /// The settings could not be read, or `LEAFLOG_NOW` is no time.
    pub fn new(store: Store) -> Result<Book> {
        let store = store.calling(rules::called);
        let settings = store.settings()?;
        Ok(Book {
            when: clock::when(&settings)?,
            zone_from: clock::zone(&settings).1,
            store,
        })
    }

    /// The part of the journal that rules may ask about a time.
    ///
    /// # Errors
    /// The journal could not be read.
    pub fn around(&mut self, at: Moment) -> Result<Journal> {
        let first = at.to_utc().min(self.when.now);
        self.store.load_around(first - rules::HOLDS, rules::reach)
    }

    /// The entry meant by the ending of an id, or by `last`.
    ///
    /// # Errors
    /// There is none, or more than one.
    pub fn find(&self, typed: &str) -> Result<Entry> {
        let ids = match typed.trim() {
            "last" => self.store.last_written()?.into_iter().collect(),
            ending if is_ending(ending) => self.store.ending_in(ending, 2)?,
            _ => Vec::new(),
        };
        let missing = match (typed.trim(), ids.len()) {
            ("last", 0) => Trouble::new(
                "nothing is written down yet",
                "leaflog dose 2.5g writes a dose down",
            ),
            (typed, found) => no_such_entry(typed, found),
        };
        match ids.as_slice() {
            [id] => self.store.entry(*id)?.ok_or_else(|| missing.into()),
            _ => Err(missing.into()),
        }
    }
}

/// Whether this can be the ending of an id: a dash alone would be the ending of
/// every one.
fn is_ending(typed: &str) -> bool {
    typed.contains(|c: char| c.is_ascii_hexdigit())
        && typed.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::is_ending;

    #[test]
    fn a_dash_alone_ends_no_id() {
        for typed in ["", "-", "--", "12g"] {
            assert!(!is_ending(typed), "{typed:?}");
        }
        for typed in ["a", "3f2", "B-3f2"] {
            assert!(is_ending(typed), "{typed:?}");
        }
    }
}
