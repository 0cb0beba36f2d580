//! The copy of the day, made beside the program so that no key waits for it.

use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::clock;
use crate::domain::moment::Moment;
use crate::store::Store;
use crate::store::backup::{Copies, Step};

/// A copy of today is made anew this long after the last one, where something was
/// written meanwhile: a window may stay open for days, and a computer may fall.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Whoever quits does not wait for a copy that took longer than this the last
/// time; where there is none of today yet, they do.
const QUICK: Duration = Duration::from_secs(1);

/// Whether a copy is due, being made, or could not be made.
#[derive(Debug)]
pub struct Copying {
    folder: PathBuf,
    running: Option<JoinHandle<Made>>,
    /// When the last one was begun.
    begun: Option<DateTime<Utc>>,
    /// The last one took long.
    slow: bool,
    /// Something was written that is in no copy.
    due: bool,
    /// The last one went wrong.
    failed: bool,
    /// What was said of that, until one is made again.
    said: Option<String>,
}

/// What is said of the copies in an open window.
#[derive(Debug)]
pub enum News {
    Wrong(anyhow::Error),
    WorksAgain,
}

impl News {
    fn wrong(self) -> Option<anyhow::Error> {
        match self {
            News::Wrong(error) => Some(error),
            News::WorksAgain => None,
        }
    }
}

/// Whether a copy is made in any case, or only where the last one lacks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Always,
    IfLacking,
}

/// What came of a copy, and how long it took once the journal was open.
type Made = (Result<PathBuf>, Duration);

impl Copying {
    #[must_use]
    pub fn into_folder(folder: &Path) -> Copying {
        Copying {
            folder: folder.to_owned(),
            running: None,
            begun: None,
            slow: false,
            due: false,
            failed: false,
            said: None,
        }
    }

    /// Begins a copy where something changed since the last one, be it yesterday.
    pub fn begin(&mut self, store: &Store, now: &Moment) {
        if self.copies(store).may_lack() {
            self.start(store, now, Which::IfLacking);
        }
    }

    /// Begins a copy at the first change of a day and now and then after it, and
    /// gives what came of one that has ended.
    pub fn look(&mut self, store: &Store, now: &Moment) -> Option<News> {
        let ended = self.running.take_if(|running| running.is_finished());
        let news = ended.and_then(|ended| self.join(ended));
        let rested = |begun: DateTime<Utc>| (now.to_utc() - begun).abs() >= AGAIN;
        let has_none = || !self.failed && !self.has(store, now);
        let is_time = self.begun.is_none_or(rested) || has_none();
        if self.running.is_none() && is_time && self.is_due(store) {
            self.start(store, now, Which::Always);
        }
        news
    }

    /// Waits for a copy that was begun, and makes the one that is still due.
    pub fn end(&mut self, store: &Store, now: &Moment) -> Option<anyhow::Error> {
        let wrong = self.wait();
        if wrong.is_none() && self.is_due(store) && !(self.slow && self.has(store, now)) {
            self.due = false;
            let copies = self.copies(store);
            let made = copies.renew(now.date_naive(), now.to_utc());
            return self.news(made).and_then(News::wrong);
        }
        wrong
    }

    /// Begins the copy that is still due, and does not wait.
    pub fn begin_last(&mut self, store: &Store, now: &Moment) {
        if self.is_due(store) {
            self.start(store, now, Which::Always);
        }
    }

    /// Waits for a copy that was begun, and gives what went wrong.
    pub fn wait(&mut self) -> Option<anyhow::Error> {
        let ended = self.running.take()?;
        self.join(ended).and_then(News::wrong)
    }

    fn is_due(&mut self, store: &Store) -> bool {
        self.due |= store.take_written();
        self.due
    }

    fn has(&self, store: &Store, now: &Moment) -> bool {
        self.copies(store).has(now.date_naive())
    }

    /// What is written from now on is not in the copy; nor may it be in one that is
    /// still being made, which is waited for.
    fn start(&mut self, store: &Store, now: &Moment, which: Which) {
        store.take_written();
        self.due = false;
        let before = self.running.take();
        self.begun = Some(now.to_utc());
        let (copies, today, now) = (self.copies(store), now.date_naive(), now.to_utc());
        self.running = Some(thread::spawn(move || {
            let _ = before.map(JoinHandle::join);
            if which == Which::IfLacking
                && let Some(last) = copies.up_to_date()
            {
                return (Ok(last), Duration::ZERO);
            }
            let (mut begun, mut took) = (clock::running(), Duration::ZERO);
            let made = copies.renew_by_steps(today, now, &mut |step| match step {
                Step::Opened => begun = clock::running(),
                Step::Copied => took = begun.elapsed(),
            });
            (made, took)
        }));
    }

    /// What came of one that was begun.
    fn join(&mut self, running: JoinHandle<Made>) -> Option<News> {
        let made = match running.join() {
            Ok((made, took)) => {
                self.slow = took > QUICK;
                made
            }
            Err(_) => Err(anyhow::anyhow!("the copy of the day could not be made")),
        };
        self.news(made)
    }

    /// What is new of that: the same is not said twice, and that it works again
    /// only where it was said not to.
    fn news(&mut self, made: Result<PathBuf>) -> Option<News> {
        self.failed = made.is_err();
        let Err(error) = made else {
            return self.said.take().map(|_| News::WorksAgain);
        };
        self.due = true;
        let says = format!("{error:#}");
        let is_new = self.said.as_ref() != Some(&says);
        self.said = Some(says);
        is_new.then_some(News::Wrong(error))
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
        let running = self.running.take();
        let _ = running.map(JoinHandle::join);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::channel;

    use chrono::NaiveTime;

    use super::*;
    use crate::demo::demo;
    use crate::domain::edit::Edit;
    use crate::domain::moment::{When, Zone};
    use crate::store::backup::{Copy, all, prove};

    /// A journal of its own, and where its copies lie.
    struct Home {
        journal: PathBuf,
        backups: PathBuf,
        _folder: tempfile::TempDir,
    }

    impl Home {
        fn new() -> Home {
            let folder = tempfile::tempdir().unwrap();
            Home {
                journal: folder.path().join("journal.db"),
                backups: folder.path().join("backups"),
                _folder: folder,
            }
        }

        fn open(&self) -> Store {
            Store::open(&self.journal, &self.backups).unwrap()
        }

        fn copying(&self) -> Copying {
            Copying::into_folder(&self.backups)
        }

        fn copies(&self) -> Vec<Copy> {
            all(&self.journal, &self.backups)
        }

        /// How many entries the newest copy holds.
        fn held(&self) -> usize {
            let copy = self.copies().pop().unwrap();
            prove(&copy.path, None).unwrap().entries
        }
    }

    fn note(store: &mut Store, now: &Moment) {
        let mut entry = demo(7, 1, &When::new(now.to_utc(), Zone::System, NaiveTime::MIN))
            .pop()
            .unwrap();
        entry.id = store.new_id(now.to_utc()).unwrap();
        store.apply(&[Edit::Add(entry)], now.to_utc()).unwrap();
    }

    /// A window may stay open for days, and end with the power.
    #[test]
    fn an_open_window_makes_the_copy_anew_now_and_then() {
        let home = Home::new();
        let (mut store, mut copying) = (home.open(), home.copying());
        let begun: Moment = "2026-11-20T20:00:00+01:00".parse().unwrap();
        let at = |minutes: i64| begun + TimeDelta::minutes(minutes);
        note(&mut store, &at(0));
        assert!(copying.look(&store, &at(0)).is_none());
        assert!(copying.wait().is_none());
        assert_eq!(home.held(), 1);
        note(&mut store, &at(1));
        assert!(copying.look(&store, &at(14)).is_none());
        assert!(copying.running.is_none());
        assert!(copying.look(&store, &at(15)).is_none());
        assert!(copying.wait().is_none());
        assert_eq!(home.held(), 2);
        // Where nothing was written since, there is nothing to do.
        assert!(copying.look(&store, &at(60)).is_none());
        assert!(copying.running.is_none());
        assert_eq!(home.copies().len(), 1);
    }

    /// What was copied last is not copied again because the journal was closed, which
    /// writes into its file.
    #[test]
    fn a_window_that_is_opened_copies_only_what_is_in_no_copy() {
        let home = Home::new();
        let now: Moment = "2026-11-20T20:00:00+01:00".parse().unwrap();
        let tomorrow = now + TimeDelta::days(1);
        let begun = |store: &Store| {
            let mut copying = home.copying();
            copying.begin(store, &tomorrow);
            assert!(copying.wait().is_none());
            home.copies()
        };
        let mut store = home.open();
        note(&mut store, &now);
        let mut copying = home.copying();
        assert!(copying.end(&store, &now).is_none());
        drop(store);
        // As it is where closing it took its time.
        let file = fs::File::options().write(true).open(&home.journal).unwrap();
        let later = file.metadata().unwrap().modified().unwrap() + Duration::from_mins(1);
        file.set_modified(later).unwrap();
        drop(file);
        let store = home.open();
        assert_eq!(begun(&store).len(), 1);
        drop(store);
        let mut store = home.open();
        note(&mut store, &tomorrow);
        let file = fs::File::options()
            .write(true)
            .open(home.backups.join("journal.db.2026-11-20.db"));
        file.unwrap()
            .set_modified(later - Duration::from_hours(1))
            .unwrap();
        let copies = begun(&store);
        assert_eq!(copies.len(), 2);
        assert_eq!(prove(&copies[0].path, None).unwrap().entries, 2);
    }

    /// A disk may be full, or a folder away, for an hour and not for good.
    #[test]
    fn a_copy_that_could_not_be_made_is_tried_again_and_said_once() {
        let home = Home::new();
        let (mut store, mut copying) = (home.open(), home.copying());
        let begun: Moment = "2026-11-20T20:00:00+01:00".parse().unwrap();
        let at = |minutes: i64| begun + TimeDelta::minutes(minutes);
        fs::write(&home.backups, "in its place").unwrap();
        note(&mut store, &at(0));
        assert!(copying.look(&store, &at(0)).is_none());
        assert!(copying.wait().is_some());
        // Not at every look.
        assert!(copying.look(&store, &at(14)).is_none());
        assert!(copying.running.is_none());
        assert!(copying.look(&store, &at(15)).is_none());
        assert!(copying.wait().is_none(), "the same is not said twice");
        fs::remove_file(&home.backups).unwrap();
        assert!(copying.look(&store, &at(30)).is_none());
        let running = copying.running.take().unwrap();
        assert!(matches!(copying.join(running), Some(News::WorksAgain)));
        assert_eq!(home.held(), 1);
    }

    /// The last note was written while a copy was being made, and the journal
    /// locked at once.
    #[test]
    fn what_is_written_while_a_copy_is_made_is_in_the_last_one() {
        let home = Home::new();
        let (mut store, mut copying) = (home.open(), home.copying());
        let now: Moment = "2026-11-20T20:00:00+01:00".parse().unwrap();
        note(&mut store, &now);
        let (go, waits) = channel::<()>();
        copying.running = Some(thread::spawn(move || {
            let _ = waits.recv();
            (Ok(PathBuf::new()), Duration::ZERO)
        }));
        copying.begin_last(&store, &now);
        drop(store);
        go.send(()).unwrap();
        assert!(copying.wait().is_none());
        assert_eq!(home.held(), 1);
    }

    /// Whoever quits is not held by a large journal on a slow disk, unless it has
    /// no copy of the day at all.
    #[test]
    fn a_slow_copy_is_not_waited_for_twice() {
        let home = Home::new();
        let (mut store, mut copying) = (home.open(), home.copying());
        let now: Moment = "2026-11-20T20:00:00+01:00".parse().unwrap();
        copying.slow = true;
        note(&mut store, &now);
        assert!(copying.end(&store, &now).is_none());
        assert_eq!(home.held(), 1);
        note(&mut store, &now);
        assert!(copying.end(&store, &now).is_none());
        assert_eq!(home.held(), 1);
        copying.slow = false;
        assert!(copying.end(&store, &now).is_none());
        assert_eq!(home.held(), 2);
    }

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
                (Ok(PathBuf::new()), Duration::ZERO)
            }
        }));
        go.send(()).unwrap();
        drop(copying);
        assert!(ended.load(Ordering::SeqCst));
    }
}
