//! Every file of a journal, by its name: all that is locked, purged, pruned or
//! looked after, and nothing else.
//!
//! ```text
//!  journal.db   journal.db-wal   journal.db-shm   journal.db-journal
//!  journal.db.damaged-2026-11-20                     set aside by a restore, with its logs
//!  .journal.db.new-x7Kq2a   .journal.db.old-x7Kq2a   while another key is set
//!  .leaflog-4711-x7Kq2a                              a copy that is being written
//!  .leaflog-other-x7Kq2a/                            another journal, as it was once looked at
//!  backups/journal.db.2026-11-20.db                              the copy of a day
//!  backups/journal.db.before-version-4.20261120T201400123Z.db    before its shape changed
//!  backups/journal.db.before-restore.20261120T201400000Z.db      before another took its place
//!  backups/journal.db.before-anew.20261120T201400000Z.db         a copy of a day that knew more
//!  backups/journal.db.after-purge.20261120T201400000Z.db         what a purge left
//! ```
//!
//! A link is never ours, nor is what it leads to; and a file of the journal's own
//! place is never a copy of it, whatever it is called. A journal that is reached
//! by a link has files where the link stands and where it leads.

use std::collections::HashSet;
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use rustix::process::{Pid, test_kill_process};
use tempfile::NamedTempFile;

use super::erase::erase;
use super::place::Place;

/// What a copy that is being written is called, until it is proved.
pub const UNFINISHED: &str = ".leaflog-";
/// What the folder was called in which another journal was looked at, before it
/// was read into memory; a killed merge of then left it.
pub(super) const OTHER: &str = ".leaflog-other-";
/// What SQLite keeps beside a journal.
pub const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// How many random characters end the name of a file beside the journal.
const RANDOM: usize = 6;
/// What a plain SQLite file begins with; a locked one begins with chance.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";
/// What SQLCipher writes at once, in bytes; no locked journal is smaller.
const PAGE: usize = 4096;

/// Why a copy was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// The copy of a day.
    Day(NaiveDate),
    /// Made for something larger, and when: `before-version-4`,
    /// `before-restore`, `after-purge`.
    For(String, DateTime<Utc>),
}

/// A copy of a journal, by its name; whether it opens is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    pub path: PathBuf,
    pub sort: Sort,
    pub bytes: u64,
    pub written: SystemTime,
}

/// What a file of a journal is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// What SQLite keeps beside the journal.
    Log,
    Copy(Sort),
    /// What SQLite kept beside a copy.
    CopyLog,
    /// The journal of before, which a restore set aside whole.
    SetAside,
    /// What was kept beside that.
    SetAsideLog,
    /// Being written under another key, or cut short; beside which file.
    Rekeying(PathBuf),
    /// A copy that is being written, or was cut short.
    Unfinished,
    /// A folder in which another journal was looked at.
    Other,
}

/// A file of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    pub path: PathBuf,
    pub kind: Kind,
}

/// Every file of a journal but itself, in the order of their names.
#[must_use]
pub fn all(journal: &Path, backups: &Path) -> Vec<Ours> {
    let homes = homes(journal, backups);
    let mut found = Vec::new();
    for home in &homes {
        found.extend(in_folder(&home.folder, |name| {
            kind_beside(&home.name, name, &home.folder)
        }));
        found.extend(in_folder(&home.backups, |name| {
            kind_of_copy(&home.name, name, &home.backups)
        }));
    }
    let itself = Place::of(journal);
    // Cut short, a passing name may still be the journal's own.
    let passing = |kind: &Kind| matches!(kind, Kind::Rekeying(_));
    found.retain(|ours| itself.is_none() || passing(&ours.kind) || Place::of(&ours.path) != itself);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    if homes.len() > 1 {
        // The way to a folder may be a link as well.
        let mut seen = HashSet::new();
        found.retain(|ours| seen.insert(true_name(&ours.path)));
    }
    found
}

/// A name in the folder it truly lies in; were it a link, it is not followed.
fn true_name(path: &Path) -> PathBuf {
    let folder = folder_of(path);
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    folder.join(path.file_name().unwrap_or_default())
}

/// The folders in which files of a journal lie.
#[must_use]
pub fn folders(journal: &Path, backups: &Path) -> Vec<PathBuf> {
    let homes = homes(journal, backups).into_iter();
    let mut all: Vec<PathBuf> = homes.flat_map(|home| [home.folder, home.backups]).collect();
    all.retain(|folder| folder.is_dir());
    all.sort();
    all.dedup();
    all
}

/// Whether a place is kept for a journal, be a file there or not: for what SQLite
/// and leaflog lay beside it, and for its copies.
#[must_use]
pub fn is_kept_for(place: &Path, journal: &Path) -> bool {
    let (place, name) = (true_name(place), name_of(place));
    let is_in = |folder: &Path| true_name(&folder.join(&name)) == place;
    let backups = folder_of(journal).join("backups");
    homes(journal, &backups).iter().any(|home| {
        let beside = || kind_beside(&home.name, &name, &home.folder).is_some();
        let copied = || kind_of_copy(&home.name, &name, &home.backups).is_some();
        is_in(&home.folder) && beside() || is_in(&home.backups) && copied()
    })
}

/// Whether a place is that of the journal itself, be it there or not.
#[must_use]
pub fn is_itself(place: &Path, journal: &Path) -> bool {
    let place = true_name(place);
    let mut stops = stops(journal).into_iter();
    stops.any(|stop| true_name(&stop) == place)
}

/// A place where a journal has files: beside it, and among its backups, by the
/// name it has there.
struct Home {
    name: String,
    folder: PathBuf,
    backups: PathBuf,
}

/// Where a journal is reached by links it has a home at each, for it may have
/// been opened there; whatever lies there under the name it has elsewhere belongs
/// to another journal.
fn homes(journal: &Path, backups: &Path) -> Vec<Home> {
    let stops = stops(journal).into_iter().enumerate();
    let homes = stops.map(|(n, stop)| {
        let folder = folder_of(&stop);
        let backups = match n {
            0 => backups.to_owned(),
            _ => folder.join("backups"),
        };
        Home {
            name: name_of(&stop),
            folder,
            backups,
        }
    });
    homes.collect()
}

/// A path, and every one that it leads to as a link.
fn stops(path: &Path) -> Vec<PathBuf> {
    /// More than any system follows.
    const MOST: usize = 40;
    let mut stops = vec![path.to_owned()];
    while let Some(next) = stops.last().and_then(|last| {
        let to = fs::read_link(last).ok()?;
        Some(folder_of(last).join(to))
    }) && stops.len() < MOST
    {
        stops.push(next);
    }
    stops
}

/// What lies in a folder that is what its name says: links are not followed.
fn in_folder(folder: &Path, kind: impl Fn(&str) -> Option<Kind>) -> Vec<Ours> {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = items.filter_map(|item| {
        let kind = kind(item.file_name().to_str()?)?;
        let is = item.file_type().ok()?;
        let fits = match kind {
            Kind::Other => is.is_dir(),
            _ => is.is_file(),
        };
        fits.then(|| Ours {
            path: item.path(),
            kind,
        })
    });
    ours.collect()
}

/// What a file beside the journal is, by its name.
fn kind_beside(journal: &str, name: &str, folder: &Path) -> Option<Kind> {
    if let Some(rest) = name.strip_prefix(journal) {
        if LOGS.contains(&rest) {
            return Some(Kind::Log);
        }
        let rest = rest.strip_prefix(".damaged-")?;
        let whole = without_log(rest);
        let ours = is_dated(whole.unwrap_or(rest));
        return ours.then_some(match whole {
            Some(_) => Kind::SetAsideLog,
            None => Kind::SetAside,
        });
    }
    passing(name, folder, |of| of == journal)
}

/// What a file among the copies is, by its name.
fn kind_of_copy(journal: &str, name: &str, folder: &Path) -> Option<Kind> {
    if let Some(sort) = sort_of(journal, name) {
        return Some(Kind::Copy(sort));
    }
    if without_log(name).is_some_and(|copy| sort_of(journal, copy).is_some()) {
        return Some(Kind::CopyLog);
    }
    passing(name, folder, |of| sort_of(journal, of).is_some())
}

/// What is only there for a moment, unless something is cut short.
fn passing(name: &str, folder: &Path, is_ours: impl Fn(&str) -> bool) -> Option<Kind> {
    if name.starts_with(OTHER) {
        return Some(Kind::Other);
    }
    if name.starts_with(UNFINISHED) {
        return Some(Kind::Unfinished);
    }
    let of = cut_short(name).filter(|of| is_ours(of))?;
    Some(Kind::Rekeying(folder.join(of)))
}

fn without_log(name: &str) -> Option<&str> {
    LOGS.iter().find_map(|log| name.strip_suffix(log))
}

/// `2026-11-20`, or `2026-11-20-2` where there was one already.
fn is_dated(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let count = rest.strip_prefix('-').unwrap_or("1");
    let counts = rest.is_empty() || rest.starts_with('-');
    NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok_and(|it| it.to_string() == date)
        && counts
        && !count.is_empty()
        && count.bytes().all(|byte| byte.is_ascii_digit())
}

/// What was to be replaced by `.journal.db.new-x7Kq2a`: `journal.db`.
fn cut_short(name: &str) -> Option<&str> {
    let (rest, random) = name.rsplit_once('-')?;
    let is_random = random.len() == RANDOM && random.chars().all(char::is_alphanumeric);
    let rest = rest.strip_prefix('.').filter(|_| is_random)?;
    rest.strip_suffix(".new").or(rest.strip_suffix(".old"))
}

/// `.journal.db.new-x7Kq2a`.
pub(super) fn name_beside(path: &Path, kind: &str) -> PathBuf {
    let random: String = std::iter::repeat_with(fastrand::alphanumeric)
        .take(RANDOM)
        .collect();
    path.with_file_name(format!(".{}.{kind}-{random}", name_of(path)))
}

/// Every copy of a journal there is, the last made first. Only files that bear
/// the exact names leaflog gives; what else lies in the folder is not ours.
#[must_use]
pub fn copies(journal: &Path, backups: &Path) -> Vec<Copy> {
    let ours = all(journal, backups).into_iter();
    let mut found: Vec<Copy> = ours.filter_map(copy_of).collect();
    found.sort_by(|a, b| {
        (b.sort.made(), b.written, &b.sort).cmp(&(a.sort.made(), a.written, &a.sort))
    });
    found
}

fn copy_of(ours: Ours) -> Option<Copy> {
    let Kind::Copy(sort) = ours.kind else {
        return None;
    };
    let found = fs::symlink_metadata(&ours.path).ok()?;
    Some(Copy {
        path: ours.path,
        sort,
        bytes: found.len(),
        written: found.modified().ok()?,
    })
}

impl Sort {
    /// When the copy was made, by its name: a file's own time is that of the
    /// last lock or synchronisation. The copy of a day follows its first change.
    fn made(&self) -> NaiveDateTime {
        match self {
            Sort::Day(date) => date.and_time(chrono::NaiveTime::MIN),
            Sort::For(_, at) => at.naive_utc(),
        }
    }
}

impl Copy {
    /// The day it is the copy of, where it is one of a day.
    #[must_use]
    pub fn date(&self) -> Option<NaiveDate> {
        match self.sort {
            Sort::Day(date) => Some(date),
            Sort::For(..) => None,
        }
    }

    /// Whether it asks for a passphrase.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        is_locked(&self.path)
    }
}

/// What a file's name says of it, where it is one that leaflog gives.
fn sort_of(journal: &str, file: &str) -> Option<Sort> {
    let rest = file.strip_prefix(journal)?.strip_prefix('.')?;
    let rest = rest.strip_suffix(".db")?;
    if let Some((why, stamp)) = rest.rsplit_once('.') {
        let at = stamped(stamp)?;
        let is_word =
            |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        let before = why.strip_prefix("before-");
        let before = before.is_some_and(|what| !what.is_empty() && what.chars().all(is_word));
        return (before || why == "after-purge").then(|| Sort::For(why.to_owned(), at));
    }
    let date = NaiveDate::parse_from_str(rest, "%Y-%m-%d").ok()?;
    (date.to_string() == rest).then_some(Sort::Day(date))
}

/// The instant that `20261120T201400123Z` means.
fn stamped(text: &str) -> Option<DateTime<Utc>> {
    let (seconds, rest) = text.split_at_checked(15)?;
    let millis = rest
        .strip_suffix('Z')
        .filter(|millis| millis.len() == 3 && millis.bytes().all(|byte| byte.is_ascii_digit()))?;
    let at = NaiveDateTime::parse_from_str(seconds, "%Y%m%dT%H%M%S").ok()?;
    let is_ours = at.format("%Y%m%dT%H%M%S").to_string() == seconds;
    let millis = TimeDelta::milliseconds(millis.parse().ok()?);
    is_ours.then(|| at.and_utc() + millis)
}

/// A file that a copy is written to, which is overwritten and removed unless it
/// takes its place. Its name says which process is at it.
#[derive(Debug)]
pub(super) struct Unfinished(Option<NamedTempFile>);

impl Unfinished {
    pub(super) fn in_folder(folder: &Path) -> io::Result<Unfinished> {
        let made = tempfile::Builder::new()
            .prefix(&format!("{UNFINISHED}{}-", process::id()))
            .tempfile_in(folder)?;
        fs::set_permissions(made.path(), Permissions::from_mode(0o600))?;
        Ok(Unfinished(Some(made)))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.as_ref().map_or(Path::new(""), NamedTempFile::path)
    }

    /// Waits until the disk has it, and puts it in its place.
    pub(super) fn take_place(mut self, place: &Path) -> io::Result<()> {
        let Some(made) = self.0.take() else {
            return Ok(());
        };
        made.as_file().sync_all()?;
        made.persist(place).map_err(|error| error.error)?;
        sync(&folder_of(place))
    }
}

impl Unfinished {
    /// The same where there must be no file yet.
    pub(super) fn take_free_place(mut self, place: &Path) -> io::Result<()> {
        let Some(made) = self.0.take() else {
            return Ok(());
        };
        made.as_file().sync_all()?;
        made.persist_noclobber(place).map_err(|error| error.error)?;
        sync(&folder_of(place))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let path = self.path().to_owned();
        // What cannot be removed now is found when the journal is opened.
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = erase(&beside(&path, ending));
        }
    }
}

/// Whether the process that a passing file names still runs: another leaflog may
/// be writing it. None where it names none.
#[must_use]
pub fn is_at_work(path: &Path) -> Option<bool> {
    let name = name_of(path);
    let rest = name.strip_prefix(OTHER).or(name.strip_prefix(UNFINISHED))?;
    let (id, _) = rest.split_once('-')?;
    let id = Pid::from_raw(id.parse().ok()?)?;
    Some(test_kill_process(id) != Err(rustix::io::Errno::SRCH))
}

/// Waits until the disk knows the names in a folder.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Whether a file begins as a plain SQLite file does. As [`is_locked`], to be
/// asked only of a file this process has no connection to.
#[must_use]
pub fn is_plain(path: &Path) -> bool {
    head::<16>(path).is_some_and(|head| head == *PLAIN)
}

/// Whether a file looks as a locked journal does: like chance from its first
/// byte on. What is damaged, or no journal at all, does not. To be asked only
/// while this process has no connection to it: closing any file of it would let
/// go of SQLite's locks.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    head::<PAGE>(path).is_some_and(|head| !head.starts_with(PLAIN) && is_even(&head))
}

fn head<const N: usize>(path: &Path) -> Option<[u8; N]> {
    // A pipe would be waited for.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut head = [0; N];
    File::open(path).ok()?.read_exact_at(&mut head, 0).ok()?;
    Some(head)
}

/// Whether bytes look like chance, as what is encrypted does: of 256 values a
/// page of chance misses none or one (4096 draws leave each out with a chance of
/// 1 in 9 million), while a page of a plain journal that lost its beginning
/// has mostly zeros and letters.
fn is_even(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() > 240
}

/// `journal.db-wal`.
#[must_use]
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

pub(super) fn folder_of(place: &Path) -> PathBuf {
    match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_our_own_names_are_ours() {
        let ours = [
            "journal.db.2026-11-20.db",
            "journal.db.before-version-4.20261120T201400123Z.db",
            "journal.db.before-restore.20261120T201400123Z.db",
            "journal.db.after-purge.20261120T201400123Z.db",
        ];
        for name in ours {
            assert!(sort_of("journal.db", name).is_some(), "{name}");
        }
        let not_ours = [
            "journal.db",
            "journal.db.db",
            "journal.db.2026-11-20.db.txt",
            "journal.db.2026-1-2.db",
            "journal.db.2026-02-30.db",
            "journal.db.2026-11-20 (1).db",
            "journal.db.before-.20261120T201400123Z.db",
            "journal.db.before-restore.20261120.db",
            "journal.db.after-work.20261120T201400123Z.db",
            "my-journal.db.2026-11-20.db",
            "journal.db.old.2026-11-20.db",
            ".leaflog-abc",
        ];
        for name in not_ours {
            assert_eq!(sort_of("journal.db", name), None, "{name}");
        }
    }

    #[test]
    fn every_file_of_a_journal_is_found_and_no_other() {
        let home = tempfile::tempdir().unwrap();
        let (journal, backups) = (home.path().join("journal.db"), home.path().join("backups"));
        fs::create_dir(&backups).unwrap();
        fs::create_dir(home.path().join(".leaflog-other-1-x")).unwrap();
        let beside = [
            ".journal.db.new-x7Kq2a",
            ".leaflog-1-x7Kq2a",
            "journal.db-wal",
            "journal.db.damaged-2026-11-20",
            "journal.db.damaged-2026-11-20-2",
            "journal.db.damaged-2026-11-20-wal",
        ];
        let copies = [
            ".journal.db.2026-11-20.db.old-x7Kq2a",
            ".leaflog-2-x7Kq2a",
            "journal.db.2026-11-20.db",
            "journal.db.2026-11-20.db-journal",
        ];
        let others = [
            "journal.db",
            "journal.db.damaged-by-me",
            "journal.db.damaged-2026-11-20x",
            "journal.db.mine",
            ".other.db.new-x7Kq2a",
            "backups/journal.db.old.2026-11-20.db",
            "backups/journal.db.mine.db-wal",
            "backups/.journal.db.mine.db.old-x7Kq2a",
        ];
        let among = copies.map(|name| format!("backups/{name}"));
        let names = beside.iter().copied();
        let names = names.chain(among.iter().map(String::as_str)).chain(others);
        for name in names {
            fs::write(home.path().join(name), "").unwrap();
        }
        let link = backups.join("journal.db.2026-11-21.db");
        symlink(&journal, &link).unwrap();
        fs::hard_link(&journal, backups.join("journal.db.2026-11-22.db")).unwrap();
        let found = all(&journal, &backups);
        let mut found: Vec<String> = found.iter().map(|it| name_of(&it.path)).collect();
        found.sort();
        let mut all: Vec<&str> = beside.iter().chain(&copies).copied().collect();
        all.push(".leaflog-other-1-x");
        all.sort_unstable();
        assert_eq!(found, all);
    }

    #[test]
    fn whoever_writes_a_file_is_known_by_its_name() {
        let home = tempfile::tempdir().unwrap();
        let made = Unfinished::in_folder(home.path()).unwrap();
        assert_eq!(is_at_work(made.path()), Some(true));
        drop(made);
        assert!(in_folder(home.path(), |_| Some(Kind::Unfinished)).is_empty());
        assert_eq!(is_at_work(Path::new(".leaflog-half")), None);
    }
}
