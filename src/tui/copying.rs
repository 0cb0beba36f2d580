//! The copy of the day, made beside the program so that no key waits for it.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};

use anyhow::Result;
use chrono::NaiveDate;

use crate::store::Store;
use crate::store::backup::Copies;

/// Whether a copy is due, being made, or could not be made.
#[derive(Debug)]
pub struct Copying {
    folder: PathBuf,
    running: Option<JoinHandle<Result<PathBuf>>>,
    /// It went wrong once, and was said.
    failed: bool,
}

impl Copying {
    #[must_use]
    pub fn into_folder(folder: &Path) -> Copying {
        Copying {
            folder: folder.to_owned(),
            running: None,
            failed: false,
        }
    }

    /// Begins a copy where there is none of today though something changed since
    /// the last one, be it yesterday.
    pub fn begin(&mut self, store: &Store, today: NaiveDate) {
        let copies = self.copies(store);
        if !copies.has(today) && copies.changed() {
            self.start(copies, today);
        }
    }

    /// Begins a copy at the first change of a day, and gives what went wrong
    /// with one that has ended.
    pub fn look(&mut self, store: &Store, today: NaiveDate) -> Option<anyhow::Error> {
        let ended = self.running.take_if(|running| running.is_finished());
        let wrong = ended.and_then(join);
        self.failed |= wrong.is_some();
        if self.running.is_none() && self.is_due(store, today) {
            let copies = self.copies(store);
            self.start(copies, today);
        }
        wrong
    }

    /// Waits for a copy that was begun, and makes the one that is still due.
    pub fn end(&mut self, store: &Store, today: NaiveDate) -> Option<anyhow::Error> {
        let wrong = self.running.take().and_then(join);
        self.failed |= wrong.is_some();
        if wrong.is_none() && self.is_due(store, today) {
            return self.copies(store).make(today).err();
        }
        wrong
    }

    fn is_due(&self, store: &Store, today: NaiveDate) -> bool {
        let wrote = store.wrote().load(Ordering::Relaxed);
        wrote && !self.failed && !self.copies(store).has(today)
    }

    fn start(&mut self, copies: Copies, today: NaiveDate) {
        self.running = Some(thread::spawn(move || copies.make(today)));
    }

    /// The key goes with it and is not kept here: a journal that was locked
    /// meanwhile must not leave it behind.
    fn copies(&self, store: &Store) -> Copies {
        Copies::of(store.path(), &self.folder, store.key().cloned())
    }
}

/// Whoever lets go of the journal may set another passphrase in the same process
/// next: closing the copied file then would let go of SQLite's locks on it.
impl Drop for Copying {
    fn drop(&mut self) {
        let _ = self.running.take().and_then(join);
    }
}

fn join(running: JoinHandle<Result<PathBuf>>) -> Option<anyhow::Error> {
    match running.join() {
        Ok(made) => made.err(),
        Err(_) => Some(anyhow::anyhow!("the copy of the day could not be made")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_copy_is_ended_before_the_journal_is_let_go() {
        let ended = Arc::new(AtomicBool::new(false));
        let (go, waits) = channel();
        let mut copying = Copying::into_folder(Path::new("backups"));
        copying.running = Some(thread::spawn({
            let ended = Arc::clone(&ended);
            move || {
                let _ = waits.recv();
                for _ in 0..10_000 {
                    thread::yield_now();
                }
                ended.store(true, Ordering::SeqCst);
                Ok(PathBuf::new())
            }
        }));
        go.send(()).unwrap();
        drop(copying);
        assert!(ended.load(Ordering::SeqCst));
    }
}
