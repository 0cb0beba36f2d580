//! The passphrase of a locked journal, wiped from memory when it is let go.

use rusqlite::Connection;
use zeroize::Zeroizing;

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

    /// The words as an SQL text, quotes doubled; for `PRAGMA key` and `ATTACH`.
    #[must_use]
    pub fn quoted(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("'{}'", self.0.replace('\'', "''")))
    }

    /// Gives the key to a connection that has read nothing yet.
    pub(super) fn unlock(&self, db: &Connection) -> rusqlite::Result<()> {
        let pragma = Zeroizing::new(format!("PRAGMA key = {}", self.quoted().as_str()));
        db.execute_batch(&pragma)
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Passphrase(…)")
    }
}
