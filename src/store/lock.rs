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
//! removed when the journal is opened the next time, and copies that lie in clear
//! beside a locked journal are locked with it then.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags, params};

use super::backup::{self, connect};
use super::erase::{erase, erase_folder};
use super::files::{
    self, Kind, LOGS, Ours, beside, folder_of, is_at_work, is_locked, is_plain, name_beside, sync,
};
use super::held::{Held, unwritable};
use super::key::Passphrase;
use super::open::{self, prepare};
use super::place::Place;
use crate::trouble::Trouble;

/// What was done beside the journal itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rekeyed {
    /// How many of its copies are under the new key now.
    pub copies: usize,
    /// Copies that were left as they are.
    pub left: Vec<Left>,
}

/// A copy that was left as it is, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    pub path: PathBuf,
    pub why: String,
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
    Passphrase::can_lock()?;
    // Refuses what is no journal, and brings it to the present shape.
    drop(open::open(path, backups, from)?);
    let named = path;
    let path = fs::canonicalize(named).with_context(|| could_not_find(named))?;
    refuse_another_name(&path)?;
    let held = Held::alone(&path, from)?;
    hook(Step::Held)?;
    let copies = copies_of(named, backups);
    let (ready, mut left) = looked_at(copies, from, to);
    refuse_too_little_space(&path, &ready)?;
    // The copies come first, and the journal last: once it is locked, so is all.
    let mut changed = Vec::new();
    for copy in ready {
        match brought(&copy, from, to, hook) {
            Ok((held, old)) => {
                changed.push(copy);
                bury(&held, old, hook).map_err(|error| told(error, &changed, to))?;
            }
            Err(error) => left.push(Left::because(copy, &error)),
        }
    }
    clear(named, backups);
    let old = swap(&held, to, hook).map_err(|error| told(error, &changed, to))?;
    bury(&held, old, hook)?;
    Ok(Rekeyed {
        copies: changed.len(),
        left,
    })
}

/// Brings the copies of a locked journal that can be read without its passphrase
/// under it: unlocking was cut short, or a locked copy took the place of a plain
/// journal. What cannot be locked is left, and named.
#[must_use]
pub fn cover(journal: &Path, backups: &Path, key: &Passphrase) -> Rekeyed {
    let mut copies = copies_of(journal, backups);
    copies.retain(|copy| is_plain(&copy.path));
    let (ready, mut left) = looked_at(copies, None, Some(key));
    let mut covered = 0;
    for copy in ready {
        let done = refuse_too_little_space(&copy, &[])
            .and_then(|()| brought(&copy, None, Some(key), &mut |_| Ok(())))
            .and_then(|(held, old)| bury(&held, old, &mut |_| Ok(())));
        match done {
            Ok(()) => covered += 1,
            Err(error) => left.push(Left::because(copy, &error)),
        }
    }
    Rekeyed {
        copies: covered,
        left,
    }
}

/// The copies that lie in clear beside a locked journal, and where it is known
/// why each cannot be locked. Nothing is changed: whoever looks does not hold the
/// journal, and its key may be another at the next instant.
#[must_use]
pub fn uncovered(journal: &Path, backups: &Path, key: &Passphrase) -> Vec<Left> {
    let mut copies = copies_of(journal, backups);
    copies.retain(|copy| is_plain(&copy.path));
    let (ready, mut left) = looked_at(copies, None, Some(key));
    left.extend(ready.into_iter().map(|path| Left {
        path,
        why: "another program may be using it, or its folder cannot be written".to_owned(),
    }));
    left.sort_by(|a, b| a.path.cmp(&b.path));
    left
}

/// A copy under the new key, and what is left of the file it was in.
fn brought(
    copy: &Path,
    from: Option<&Passphrase>,
    to: Option<&Passphrase>,
    hook: Hook,
) -> Result<(Held, Option<PathBuf>)> {
    let held = Held::alone(copy, from)?;
    let old = swap(&held, to, hook)?;
    Ok((held, old))
}

/// Another name of the same file is somebody's copy: overwriting would empty it
/// too.
fn refuse_another_name(path: &Path) -> Result<()> {
    if fs::metadata(path)?.nlink() == 1 {
        return Ok(());
    }
    Err(Trouble::new(
        format!("{} has another name (a hard link)", path.display()),
        "nothing was changed; copy the file to a new one and use that",
    )
    .into())
}

/// The copies of a journal, and what was set aside of it.
fn copies_of(journal: &Path, backups: &Path) -> Vec<Ours> {
    let mut ours = files::all(journal, backups);
    ours.retain(|ours| matches!(ours.kind, Kind::Copy(_) | Kind::SetAside));
    ours
}

/// The copies that can be brought under the new key, and those that cannot. None
/// is changed.
fn looked_at(
    copies: Vec<Ours>,
    from: Option<&Passphrase>,
    to: Option<&Passphrase>,
) -> (Vec<PathBuf>, Vec<Left>) {
    let (mut ready, mut left) = (Vec::new(), Vec::new());
    for Ours { path, kind } in copies {
        match why_not(&path, &kind, from, to) {
            None => ready.push(path),
            Some(Ok(())) => {}
            Some(Err(why)) => left.push(Left {
                path,
                why: why.to_owned(),
            }),
        }
    }
    (ready, left)
}

/// Why a copy is not brought under the new key: it is already, or it cannot be.
fn why_not(
    copy: &Path,
    kind: &Kind,
    from: Option<&Passphrase>,
    to: Option<&Passphrase>,
) -> Option<Result<(), &'static str>> {
    match copy_key(copy, from, to) {
        Some(Key::New) => return Some(Ok(())),
        None if is_locked(copy) => return Some(Err("it is locked with another passphrase")),
        None => return Some(Err("it could not be opened")),
        Some(Key::Old) => {}
    }
    let names = fs::symlink_metadata(copy).map_or(0, |found| found.nlink());
    if names != 1 {
        return Some(Err("it has another name (a hard link)"));
    }
    if OpenOptions::new().write(true).open(copy).is_err() {
        return Some(Err("it cannot be written"));
    }
    // What lies beside a damaged file may be all there is of it.
    let has_logs = LOGS.iter().any(|log| beside(copy, log).exists());
    let is_whole = || backup::prove(copy, from).is_ok();
    if *kind == Kind::SetAside && (has_logs || !is_whole()) {
        return Some(Err("it is damaged"));
    }
    None
}

impl Left {
    fn because(path: PathBuf, error: &anyhow::Error) -> Left {
        let why = format!("{error:#}");
        Left { path, why }
    }
}

/// Each is copied beside itself, one after the other.
fn refuse_too_little_space(journal: &Path, copies: &[PathBuf]) -> Result<()> {
    for path in copies.iter().map(PathBuf::as_path).chain([journal]) {
        let needs = fs::metadata(path).map_or(0, |found| found.len());
        let disk = rustix::fs::statvfs(folder_of(path));
        let free = disk.map_or(u64::MAX, |disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        if free < needs + needs / 8 {
            return Err(Trouble::new(
                format!("there is too little space for a copy of {}", path.display()),
                "nothing was changed; make some space and try again",
            )
            .into());
        }
    }
    Ok(())
}

/// What went wrong, with what was changed before it.
fn told(error: anyhow::Error, changed: &[PathBuf], to: Option<&Passphrase>) -> anyhow::Error {
    if changed.is_empty() {
        return error;
    }
    let names: Vec<String> = changed.iter().map(|it| it.display().to_string()).collect();
    let under = match to {
        Some(_) => "locked with the new passphrase",
        None => "without a passphrase",
    };
    let what = match error.downcast::<Trouble>() {
        Ok(trouble) => trouble.what,
        Err(error) => format!("{error:#}"),
    };
    Trouble::new(
        what,
        format!(
            "the journal is as it was; {under} by now: {}; the same again goes on where it stopped",
            names.join(", ")
        ),
    )
    .into()
}

fn could_not_find(path: &Path) -> String {
    format!("could not find {}", path.display())
}

/// What the export says of a full disk has no code of its own.
fn not_copied(path: &Path, error: &rusqlite::Error) -> anyhow::Error {
    Trouble::new(
        format!("could not copy {}: {error}", path.display()),
        "nothing was changed; check the disk and its free space, and try again",
    )
    .into()
}

/// Puts a proved copy under another key in the place of what is held, which is
/// as it was where this fails; the name of the old file, where it has one.
fn swap(held: &Held, to: Option<&Passphrase>, hook: Hook) -> Result<Option<PathBuf>> {
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
    Ok(linked.then_some(old))
}

/// Overwrites the file that was replaced.
fn bury(held: &Held, old: Option<PathBuf>, hook: Hook) -> Result<()> {
    buried(held, old, hook).map_err(|error| {
        Trouble::new(
            format!(
                "{} is under its new key, but the file of before could not be overwritten: {error:#}",
                held.path.display()
            ),
            "it is tried again when the journal is opened the next time",
        )
        .into()
    })
}

fn buried(held: &Held, old: Option<PathBuf>, hook: Hook) -> Result<()> {
    let folder = folder_of(&held.path);
    hook(Step::Renamed)?;
    sync(&folder)?;
    hook(Step::Settled)?;
    held.overwrite()?;
    hook(Step::Overwritten)?;
    if let Some(old) = old {
        // Another leaflog that was opened just now may have done it.
        erase(&old)?;
    }
    sync(&folder)?;
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
        let _ = erase(&self.0);
    }
}

/// Everything, the marks of a journal too, which the export leaves out.
pub(super) fn export(
    db: &Connection,
    fresh: &Path,
    to: Option<&Passphrase>,
) -> rusqlite::Result<()> {
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
    let is_plain = is_plain(copy);
    let opens = |key: Option<&Passphrase>| {
        // Making a key takes its time, and a plain file has none.
        if key.is_some() && is_plain {
            return false;
        }
        connect(copy, key)
            .and_then(|db| {
                Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
            })
            .is_ok()
    };
    match (opens(from), from == to) {
        (true, _) => Some(Key::Old),
        (false, false) if opens(to) => Some(Key::New),
        _ => None,
    }
}

/// Erases what was cut short beside a journal that opens, and beside its copies.
/// What cannot be removed is left for the next time.
pub(super) fn tidy(journal: &Path, backups: &Path) {
    for Ours { path, kind } in files::all(journal, backups) {
        match kind {
            Kind::Rekeying(of) => put_right(&path, &of, journal),
            Kind::Unfinished if is_at_work(&path) == Some(false) => {
                let _ = erase(&path);
            }
            Kind::Other if is_at_work(&path) == Some(false) => {
                let _ = erase_folder(&path);
            }
            _ => {}
        }
    }
}

/// As [`tidy`], where nobody else has the journal: only what another process is
/// known to be at stays.
pub(super) fn clear(path: &Path, backups: &Path) {
    for Ours { path, kind } in files::all(path, backups) {
        if is_at_work(&path) == Some(true) {
            continue;
        }
        let _ = match kind {
            Kind::Unfinished => erase(&path),
            Kind::Other => erase_folder(&path),
            _ => Ok(()),
        };
    }
}

/// Removes what stayed of a file that was to be replaced. Cut short before the
/// rename, the old name still means the file itself. A copy that is gone by now
/// was pruned or removed, and what stayed of it goes as well; of the journal
/// itself it may be all there is.
fn put_right(path: &Path, of: &Path, journal: &Path) {
    let there = Place::of(of);
    if there.is_some() && there == Place::of(path) {
        let _ = fs::remove_file(path);
    } else if there.is_some() || is_gone(of) && !files::is_itself(of, journal) {
        let _ = erase(path);
    }
}

/// Whether nothing bears this name; a link that leads nowhere does.
fn is_gone(path: &Path) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
