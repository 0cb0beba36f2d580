//! The passphrase of a locked journal, wiped from memory when it is let go.

use std::path::Path;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::open::prepare;
use super::read_only;
use crate::trouble::Trouble;

/// Whether SQLCipher is in this build. Plain SQLite takes a key without a word
/// and encrypts nothing: where this is false no key may ever be given to it.
pub const CAN_LOCK: bool = cfg!(feature = "lock");
/// What to do about a build that cannot.
pub const USUAL_BUILD: &str = "the usual build of leaflog (without --no-default-features)";
/// Fewer characters than this are told apart from more.
const SHORT: usize = 12;

/// What a person typed to lock a journal: kept as typed, so that one that
/// begins or ends with a space stays the same. Never shown, not even in a
/// crash message.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    #[must_use]
    pub fn new(typed: String) -> Passphrase {
        Passphrase(Zeroizing::new(typed))
    }

    /// The words as typed, where they can lock a journal.
    ///
    /// # Errors
    /// They are empty, or hold a NUL, at which SQLite would end them.
    pub fn read(typed: Zeroizing<String>) -> Result<Passphrase, Trouble> {
        if typed.is_empty() {
            return Err(Trouble::new(
                "the passphrase is empty",
                "several words that do not belong together are strong and can be remembered",
            ));
        }
        if typed.contains('\0') {
            return Err(Trouble::new(
                "the passphrase holds a NUL character",
                "write it as text, in UTF-8",
            ));
        }
        Ok(Passphrase(typed))
    }

    /// Whether it is short enough to be guessed by a patient machine.
    #[must_use]
    pub fn is_short(&self) -> bool {
        Passphrase::is_short_text(self.0.chars().count())
    }

    /// Whether so many characters are few.
    #[must_use]
    pub fn is_short_text(characters: usize) -> bool {
        characters < SHORT
    }

    /// Whether there is anything in this build that a passphrase could lock with.
    ///
    /// # Errors
    /// There is not.
    pub fn can_lock() -> Result<(), Trouble> {
        if CAN_LOCK {
            return Ok(());
        }
        Err(Trouble::new(
            "this build of leaflog cannot lock a journal",
            format!("nothing was changed; {USUAL_BUILD} can"),
        ))
    }

    /// The words, for SQLite alone.
    pub(super) fn words(&self) -> &str {
        &self.0
    }

    /// The words as an SQL text, quotes doubled; for `PRAGMA key` and `ATTACH`.
    #[must_use]
    pub fn quoted(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("'{}'", self.0.replace('\'', "''")))
    }

    /// Whether it opens a locked file, which is only read.
    #[must_use]
    pub fn opens(&self, file: &Path) -> bool {
        let opened = read_only::connect(file).and_then(|db| {
            prepare(&db, Some(self))?;
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        });
        opened.is_ok()
    }

    /// Gives the key to a connection that has read nothing yet.
    pub(super) fn unlock(&self, db: &Connection) -> rusqlite::Result<()> {
        if !CAN_LOCK {
            let error = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
            return Err(rusqlite::Error::SqliteFailure(error, None));
        }
        let pragma = Zeroizing::new(format!("PRAGMA key = {}", self.quoted().as_str()));
        db.execute_batch(&pragma)
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_this_build_is_true_of_the_sqlite_in_it() {
        let db = Connection::open_in_memory().unwrap();
        let cipher = db.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
        assert_eq!(cipher.is_ok(), CAN_LOCK, "{cipher:?}");
    }

    #[test]
    fn no_key_is_taken_that_would_lock_nothing() {
        let home = tempfile::tempdir().unwrap();
        let db = Connection::open(home.path().join("a.db")).unwrap();
        let key = Passphrase::new("four words at random".to_owned());
        assert_eq!(key.unlock(&db).is_ok(), CAN_LOCK);
    }
}
