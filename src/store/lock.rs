//! Locking, unlocking and another passphrase are one thing: the journal is
//! copied under another key, the copy is proved, and it takes the journal's
//! place in one step. What was there before is overwritten.
//!
//! ```text
//!  hold alone ─► export ─► fsync ─► prove ─► keep the old name ─► rename ─► fsync ─► overwrite
//!  └──────────── the journal as it was ───────────────────────┘ └─── the new one ────────────┘
//! ```
//!
//! Whenever it is cut short, one whole journal stands at its place. What is left
//! beside it (`.journal.db.new-…`, `.journal.db.old-…`) is overwritten and
//! removed when the journal is opened the next time.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags, params};

use super::backup::UNFINISHED;
use super::erase::{overwrite, wipe, wipe_folder};
use super::key::Passphrase;
use super::open::{self, prepare};
use super::other;
use super::place::{Place, replaced};
use super::trouble::explain;
use crate::trouble::{Trouble, plain};

/// How long another leaflog may go on using the journal before this gives up.
const PATIENCE: Duration = Duration::from_millis(500);
/// How many random characters end the name of a file beside the journal.
const RANDOM: usize = 6;

/// What was done beside the journal itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rekeyed {
    /// How many of its copies are under the new key now.
    pub copies: usize,
    /// Copies that could not be opened, and were left as they are.
    pub left: Vec<PathBuf>,
}

/// A place where it may be cut short; a test stops at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Held,
    Made,
    Exported,
    Proved,
    Linked,
    Renamed,
    Settled,
    Overwritten,
    Removed,
}

type Hook<'a> = &'a mut dyn FnMut(Step) -> Result<()>;

/// Brings the journal and its copies from one key to another; no key is plain.
/// No other connection to it may be open, in this process neither.
///
/// # Errors
/// It is in use, or something cannot be read or written; the journal is as it
/// was then, unless the error says otherwise.
pub fn rekey(
    path: &Path,
    backups: &Path,
    from: Option<&Passphrase>,
    to: Option<&Passphrase>,
) -> Result<Rekeyed> {
    rekey_by_steps(path, backups, from, to, &mut |_| Ok(()))
}

/// As [`rekey`], with a word at every step.
///
/// # Errors
/// As of [`rekey`], and what the hook says.
pub fn rekey_by_steps(
    path: &Path,
    backups: &Path,
    from: Option<&Passphrase>,
    to: Option<&Passphrase>,
    hook: Hook,
) -> Result<Rekeyed> {
    // Refuses what is no journal, and brings it to the present shape.
    drop(open::open(path, backups, from)?);
    let path = fs::canonicalize(path).with_context(|| could_not_find(path))?;
    let held = Held::alone(&path, from)?;
    hook(Step::Held)?;
    // The copies come first, and the journal last: once it is locked, so is all.
    let mut done = Rekeyed::default();
    for copy in copies(&path, backups)? {
        match copy_key(&copy, from, to) {
            Some(Key::Old) => {
                swap(&Held::alone(&copy, from)?, to, hook)?;
                done.copies += 1;
            }
            Some(Key::New) => {}
            None => done.left.push(copy),
        }
    }
    remove_unfinished(backups);
    for left in left_beside(&path, backups) {
        if is_damaged(&left, &path) {
            done.left.push(left);
        } else if left.is_file() {
            let _ = wipe(&left);
        }
    }
    swap(&held, to, hook)?;
    Ok(done)
}

/// Whether a restore kept it, of a journal that was damaged.
fn is_damaged(left: &Path, path: &Path) -> bool {
    name_of(left).starts_with(&format!("{}.damaged-", name_of(path)))
}

fn could_not_find(path: &Path) -> String {
    format!("could not find {}", path.display())
}

/// Whether a file looks as a locked journal does: like chance from its first
/// byte on. What is damaged, or no journal at all, does not. To be asked only while this process has no connection to it: closing any file of it
/// would let go of SQLite's locks.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    // A pipe would be waited for.
    if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return false;
    }
    let mut head = [0; PAGE];
    let read = File::open(path).and_then(|file| file.read_exact_at(&mut head, 0));
    read.is_ok() && !head.starts_with(b"SQLite format 3\0") && is_even(&head)
}

/// What SQLCipher writes at once, in bytes; no locked journal is smaller.
const PAGE: usize = 4096;

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

/// A journal or a copy that nobody else can read or write meanwhile. The fields
/// are let go in this order: a file closed before its connection would let go of
/// SQLite's locks.
struct Held {
    db: Connection,
    file: File,
    path: PathBuf,
}

impl Held {
    /// All of the journal for this process, with no write-ahead log beside it.
    fn alone(path: &Path, key: Option<&Passphrase>) -> Result<Held> {
        let explained = |error| in_use(path, error);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(|error| unwritable(path, &error))?;
        // Another name of the same file is somebody's copy: overwriting would
        // empty it too.
        if file.metadata()?.nlink() > 1 {
            return Err(Trouble::new(
                format!("{} has another name (a hard link)", path.display()),
                "nothing was changed; copy the file to a new one and use that",
            )
            .into());
        }
        let db = connect(path, key).map_err(explained)?;
        db.busy_timeout(PATIENCE).map_err(explained)?;
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
            .map_err(explained)?;
        let log = OpenOptions::new().write(true).open(beside(path, "-wal"));
        db.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))
            .map_err(explained)?;
        let mode: String = db
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))
            .map_err(explained)?;
        ensure!(mode == "delete", "the write-ahead log stayed: {mode}");
        db.execute_batch("BEGIN EXCLUSIVE; COMMIT")
            .map_err(explained)?;
        if let Ok(log) = log {
            overwrite(&log).map_err(|error| unwritable(path, &error))?;
        }
        for ending in ["-wal", "-shm", "-journal"] {
            wipe(&beside(path, ending)).map_err(|error| unwritable(path, &error))?;
        }
        let held = Held {
            db,
            file,
            path: path.to_owned(),
        };
        held.is_at_its_place()?;
        Ok(held)
    }

    /// The file whose lock is held is the one at the path, and the one that
    /// will be overwritten.
    fn is_at_its_place(&self) -> Result<()> {
        let found = self.file.metadata()?;
        let there = fs::metadata(&self.path)?;
        let same = (found.dev(), found.ino()) == (there.dev(), there.ino());
        Ok(same.then_some(()).ok_or_else(replaced)?)
    }
}

fn connect(path: &Path, key: Option<&Passphrase>) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    prepare(&db, key)?;
    Ok(db)
}

fn in_use(path: &Path, error: rusqlite::Error) -> anyhow::Error {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    if let Some(DatabaseBusy | DatabaseLocked) = error.sqlite_error_code() {
        return Trouble::new(
            format!("another leaflog is using {}", path.display()),
            "nothing was changed; close it and try again",
        )
        .into();
    }
    explain(path, error)
}

fn unwritable(path: &Path, error: &io::Error) -> anyhow::Error {
    Trouble::new(
        format!("could not write {}: {}", path.display(), plain(error)),
        "nothing was changed; allow writing there and in its folder, make some space and try again",
    )
    .into()
}

/// What the export says of a full disk has no code of its own.
fn not_copied(path: &Path, error: &rusqlite::Error) -> anyhow::Error {
    Trouble::new(
        format!("could not copy {}: {error}", path.display()),
        "nothing was changed; check the disk and its free space, and try again",
    )
    .into()
}

/// Puts a proved copy under another key in the place of what is held.
fn swap(held: &Held, to: Option<&Passphrase>, hook: Hook) -> Result<()> {
    let path = &held.path;
    let fresh = Fresh::beside(path).map_err(|error| unwritable(path, &error))?;
    hook(Step::Made)?;
    export(&held.db, &fresh.0, to).map_err(|error| not_copied(path, &error))?;
    File::open(&fresh.0)?.sync_all()?;
    hook(Step::Exported)?;
    prove(&held.db, &fresh.0, to)
        .with_context(|| format!("could not prove the copy of {}", path.display()))?;
    hook(Step::Proved)?;
    held.is_at_its_place()?;
    ensure!(
        !beside(path, "-wal").exists(),
        "a write-ahead log stands beside the journal"
    );
    // Where it is cut short after the rename, the old file must still have a
    // name to be found by. Some disks know no second names.
    let old = name_beside(path, "old");
    let linked = fs::hard_link(path, &old).is_ok();
    hook(Step::Linked)?;
    if let Err(error) = fs::rename(&fresh.0, path) {
        if linked {
            fs::remove_file(&old)?;
        }
        return Err(unwritable(path, &error));
    }
    std::mem::forget(fresh);
    let left = |error: &anyhow::Error| {
        Trouble::new(
            format!(
                "{} is under its new key, but the file of before could not be overwritten: {error:#}",
                path.display()
            ),
            "it is tried again when the journal is opened the next time",
        )
    };
    bury(held, linked.then_some(&old), hook).map_err(|error| left(&error))?;
    Ok(())
}

/// Overwrites the file that was replaced. It keeps its length: another leaflog
/// that waits for it would take an empty file for a new journal, and remove the
/// write-ahead log of the one that stands there now.
fn bury(held: &Held, old: Option<&PathBuf>, hook: Hook) -> Result<()> {
    hook(Step::Renamed)?;
    sync_folder(&held.path)?;
    hook(Step::Settled)?;
    overwrite(&held.file)?;
    hook(Step::Overwritten)?;
    if let Some(old) = old {
        // Another leaflog that was opened just now may have done it.
        wipe(old)?;
    }
    sync_folder(&held.path)?;
    hook(Step::Removed)
}

/// A file beside the journal that is overwritten and removed, unless it takes
/// the journal's place.
struct Fresh(PathBuf);

impl Fresh {
    fn beside(path: &Path) -> io::Result<Fresh> {
        let fresh = name_beside(path, "new");
        open::make_file(&fresh)?;
        Ok(Fresh(fresh))
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // What cannot be removed now is found when the journal is opened.
        let _ = wipe(&self.0);
    }
}

/// Everything, the marks of a journal too, which the export leaves out.
fn export(db: &Connection, fresh: &Path, to: Option<&Passphrase>) -> rusqlite::Result<()> {
    let name = fresh
        .to_str()
        .ok_or_else(|| rusqlite::Error::InvalidPath(fresh.to_owned()))?;
    let words = to.map_or("", Passphrase::words);
    db.execute("ATTACH DATABASE ?1 AS fresh KEY ?2", params![name, words])?;
    // A file that is thrown away when it is cut short needs no journal of its own.
    db.query_row("PRAGMA fresh.journal_mode = OFF", [], |_| Ok(()))?;
    let done = fill(db);
    let detached = db.execute_batch("DETACH DATABASE fresh");
    done.and(detached)
}

fn fill(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
    for mark in ["user_version", "application_id"] {
        let value = mark_of(db, mark)?;
        db.execute_batch(&format!("PRAGMA fresh.{mark} = {value}"))?;
    }
    Ok(())
}

fn mark_of(db: &Connection, mark: &str) -> rusqlite::Result<i64> {
    db.query_row(&format!("PRAGMA main.{mark}"), [], |row| row.get(0))
}

/// Opens the copy as anyone would, and reads every row of both.
fn prove(db: &Connection, fresh: &Path, to: Option<&Passphrase>) -> Result<()> {
    let copy = Connection::open_with_flags(
        fresh,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    prepare(&copy, to)?;
    let said: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    ensure!(said == "ok", "it is not whole: {said}");
    if to.is_some() {
        let wrong = copy.prepare("PRAGMA cipher_integrity_check")?.exists([])?;
        ensure!(!wrong, "a page of it cannot be read with its key");
    }
    for mark in ["user_version", "application_id"] {
        ensure!(
            mark_of(db, mark)? == mark_of(&copy, mark)?,
            "its {mark} is another"
        );
    }
    let schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    same_rows(db, &copy, schema).context("its tables are others")?;
    for table in tables(db)? {
        let all = format!(
            "SELECT * FROM \"{}\" NOT INDEXED",
            table.replace('"', "\"\"")
        );
        same_rows(db, &copy, &all).with_context(|| format!("its {table} is another"))?;
    }
    Ok(())
}

fn tables(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Whether both give the same rows in the same order.
fn same_rows(one: &Connection, other: &Connection, sql: &str) -> Result<()> {
    let (mut one, mut other) = (one.prepare(sql)?, other.prepare(sql)?);
    let columns = one.column_count();
    ensure!(columns == other.column_count(), "other columns");
    let (mut one, mut other) = (one.query([])?, other.query([])?);
    loop {
        let (left, right) = match (one.next()?, other.next()?) {
            (None, None) => return Ok(()),
            (Some(left), Some(right)) => (left, right),
            _ => anyhow::bail!("another number of rows"),
        };
        for column in 0..columns {
            ensure!(
                left.get_ref(column)? == right.get_ref(column)?,
                "another value"
            );
        }
    }
}

/// Which key a copy has.
enum Key {
    Old,
    /// It was brought under the new one when this was cut short before.
    New,
}

fn copy_key(copy: &Path, from: Option<&Passphrase>, to: Option<&Passphrase>) -> Option<Key> {
    let opens = |key| {
        connect(copy, key)
            .and_then(|db| db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())))
            .is_ok()
    };
    match (opens(from), from == to) {
        (true, _) => Some(Key::Old),
        (false, false) if opens(to) => Some(Key::New),
        _ => None,
    }
}

/// The copies of a journal: those that begin with its name.
fn copies(path: &Path, backups: &Path) -> Result<Vec<PathBuf>> {
    let prefix = format!("{}.", name_of(path));
    let entries = match fs::read_dir(backups) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unwritable(backups, &error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_copy =
            name.starts_with(&prefix) && entry.path().extension().is_some_and(|it| it == "db");
        if is_copy && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// A copy that a crash left half made.
fn remove_unfinished(backups: &Path) {
    for entry in fs::read_dir(backups).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(".leaflog-") {
            let _ = wipe(&entry.path());
        }
    }
}

/// Overwrites and removes what was cut short beside a journal that opens, and
/// beside its copies. What cannot be removed is left for the next time.
pub(super) fn tidy(path: &Path, backups: &Path) {
    let Ok(path) = fs::canonicalize(path) else {
        return;
    };
    let (name, of_copies) = (name_of(&path), format!("{}.", name_of(&path)));
    if let Some(folder) = path.parent() {
        tidy_folder(folder, |of| of == name);
        for left in other::left_over(folder) {
            let _ = wipe_folder(&left);
        }
    }
    tidy_folder(backups, |of| of.starts_with(&of_copies));
}

/// `is_ours` says whether a file of that name was to be replaced.
fn tidy_folder(folder: &Path, is_ours: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(of) = cut_short(&name).filter(|of| is_ours(of)) else {
            continue;
        };
        let there = Place::of(&folder.join(of));
        // Cut short before the rename, the old name still means the file itself.
        if there.is_some() && there == Place::of(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        } else if there.is_some() {
            let _ = wipe(&entry.path());
        }
    }
}

/// What a restore, a merge or a change of the key left beside a journal, and what
/// a restore kept of a damaged one.
pub(super) fn left_beside(path: &Path, backups: &Path) -> Vec<PathBuf> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (name, of_copies) = (name_of(&path), format!("{}.", name_of(&path)));
    let Some(folder) = path.parent() else {
        return Vec::new();
    };
    let damaged = format!("{name}.damaged-");
    let beside = |file: &str| {
        let half = file.strip_prefix(UNFINISHED);
        file.starts_with(&damaged)
            || cut_short(file) == Some(&name)
            || half.is_some_and(|rest| rest.chars().all(char::is_alphanumeric))
    };
    let among = |file: &str| cut_short(file).is_some_and(|of| of.starts_with(&of_copies));
    let mut found = files(folder, beside);
    found.extend(files(backups, among));
    found.extend(other::left_over(folder));
    found.sort();
    found
}

fn files(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    found
        .filter(|file| file.file_type().is_ok_and(|kind| kind.is_file()))
        .filter(|file| is_meant(&file.file_name().to_string_lossy()))
        .map(|file| file.path())
        .collect()
}

/// What was to be replaced by `.journal.db.new-x7Kq2a`: `journal.db`.
fn cut_short(name: &str) -> Option<&str> {
    let (rest, random) = name.rsplit_once('-')?;
    let is_random = random.len() == RANDOM && random.chars().all(char::is_alphanumeric);
    let rest = rest.strip_prefix('.').filter(|_| is_random)?;
    rest.strip_suffix(".new").or(rest.strip_suffix(".old"))
}

fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// `journal.db-wal`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// `.journal.db.new-x7Kq2a`.
fn name_beside(path: &Path, kind: &str) -> PathBuf {
    let random: String = std::iter::repeat_with(fastrand::alphanumeric)
        .take(RANDOM)
        .collect();
    path.with_file_name(format!(".{}.{kind}-{random}", name_of(path)))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
