//! `leaflog doctor`: whether the journal, its copies and what is around them are
//! as they should be, and what to do about each.

use std::fs;
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use super::backup::size;
use super::desk::Desk;
use super::key::{self, Asking};
use super::takes::json;
use super::voice::{Ink, Span};
use super::words;
use crate::clock::{self, ZoneFrom};
use crate::domain::answer::Level;
use crate::domain::moment::When;
use crate::domain::setting::Settings;
use crate::stats::words::counted;
use crate::store::backup::{self, Copy, Sort, why};
use crate::store::files::{self, Kind, Ours, UNFINISHED, beside, is_locked, is_plain};
use crate::store::health::{self, Found, Shape};
use crate::store::lock;
use crate::store::{CAN_LOCK, Passphrase, Store};
use crate::trouble::{Trouble, plain};

/// Below this there is too little space to write with ease.
const LITTLE: u64 = 50_000_000;
/// A last copy older than this is worth a look, where something changed since.
const OLD: TimeDelta = TimeDelta::days(3);

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Ok,
    /// Nothing is wrong, but it is worth a look.
    Look,
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug)]
struct Line {
    state: State,
    about: &'static str,
    says: String,
    /// What to do about it.
    todo: String,
}

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![json()]
}

/// Looks at everything and says how it is.
///
/// # Errors
/// Something is wrong: the exit code says so too.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let lines = looked(desk)?;
    if args.get_flag("json") {
        let all: Vec<Value> = lines.iter().map(Line::json).collect();
        desk.voice.json(&all)?;
    } else {
        for line in &lines {
            said(line, desk)?;
        }
    }
    let wrong = lines
        .iter()
        .filter(|line| line.state == State::Wrong)
        .count();
    if wrong == 0 {
        return Ok(());
    }
    desk.voice.flush()?;
    Err(Trouble::new(
        format!("{} wrong", counted(wrong, "thing is", "things are")),
        "each says what to do about it",
    )
    .into())
}

/// What is looked at, and what was found in the file.
struct Looked<'a> {
    desk: &'a Desk,
    journal: &'a Path,
    key: Option<Passphrase>,
    now: DateTime<Utc>,
    /// None where it does not open.
    found: Option<Found>,
    when: When,
    zone_from: ZoneFrom,
}

fn looked(desk: &Desk) -> Result<Vec<Line>> {
    let journal = desk.paths.journal.as_path();
    let now = clock::now()?;
    let mut lines = Vec::new();
    let (mut found, mut key) = (None, None);
    if file(journal, &mut lines) {
        match key_of(desk)? {
            Key::None => found = content(desk, None, now, &mut lines),
            Key::Fits(fits) => {
                key = Some(fits);
                found = content(desk, key.as_ref(), now, &mut lines);
            }
            Key::Unknown => lines.push(Line::look(
                "content",
                "it is locked, and was not opened".to_owned(),
                if CAN_LOCK {
                    "--passphrase-file FILE names a file with its passphrase; at a terminal leaflog asks for it"
                } else {
                    OTHER_BUILD
                },
            )),
        }
    }
    let settings = settings(desk, found.as_ref(), key.as_ref());
    let looked = Looked {
        desk,
        key,
        journal,
        now,
        found,
        when: clock::when(&settings)?,
        zone_from: clock::zone(&settings).1,
    };
    lines.extend(looked.permissions());
    lines.extend(looked.clock());
    lines.extend(looked.backups());
    lines.extend(looked.in_clear());
    lines.extend(looked.space());
    lines.extend(looked.leftovers());
    lines.extend(looked.conflicts());
    Ok(lines)
}

const OTHER_BUILD: &str = "this build of leaflog cannot open it; the usual build (without \
    --no-default-features) does";

/// What is known of the journal's key.
enum Key {
    /// It is not locked, or no key that was given opens it.
    None,
    Fits(Passphrase),
    /// It looks locked, and nobody could be asked.
    Unknown,
}

fn key_of(desk: &Desk) -> Result<Key> {
    let journal = &desk.paths.journal;
    if !is_locked(journal) || !key::may_be_locked(journal) {
        return Ok(Key::None);
    }
    if !CAN_LOCK {
        return Ok(Key::Unknown);
    }
    let copies = backup::all(journal, &desk.paths.backups);
    let is_named = desk.passphrase_file.is_some();
    // Its copies are locked with it: where they are not, it is likely damaged.
    if !is_named && !key::can_ask() {
        let has_plain = copies.iter().any(|copy| !copy.is_locked());
        return Ok(if has_plain { Key::None } else { Key::Unknown });
    }
    match key::to_read(desk, Asking::AtTheTerminal) {
        Ok(key) => Ok(Key::Fits(key)),
        Err(error) if key::is_not_its(&error, journal) => Ok(Key::None),
        Err(error) => Err(error),
    }
}

/// Whether there is a file that can be opened.
fn file(journal: &Path, lines: &mut Vec<Line>) -> bool {
    let place = journal.display();
    let elsewhere = "name another journal with --journal FILE";
    let wrong = |says: String, todo: &str| Line::wrong("journal", says, todo);
    let found = match fs::metadata(journal) {
        Ok(found) => found,
        Err(_) if journal.is_symlink() => {
            lines.push(wrong(
                format!("{place} is a link to a file that is not there"),
                "put the file back where the link leads, or name another journal with --journal FILE",
            ));
            return false;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            lines.push(Line::look(
                "journal",
                format!("there is none at {place} yet"),
                "the first entry makes it; if there was one, leaflog backup lists its copies",
            ));
            return false;
        }
        Err(error) => {
            lines.push(wrong(
                format!("{place} cannot be looked at: {}", plain(&error)),
                "allow reading there, or name another journal with --journal FILE",
            ));
            return false;
        }
    };
    let kind = found.file_type();
    if kind.is_dir() {
        lines.push(wrong(format!("{place} is a folder"), elsewhere));
        return false;
    }
    if !kind.is_file() {
        let what = match () {
            () if kind.is_fifo() => "a pipe",
            () if kind.is_socket() => "a socket",
            () => "a device",
        };
        lines.push(wrong(format!("{place} is {what}, no file"), elsewhere));
        return false;
    }
    lines.push(Line::ok(
        "journal",
        format!("{place}, {}", size(found.len())),
    ));
    true
}

fn content(
    desk: &Desk,
    key: Option<&Passphrase>,
    now: DateTime<Utc>,
    lines: &mut Vec<Line>,
) -> Option<Found> {
    match health::examine_at(&desk.paths.journal, key, now) {
        Ok(found) => {
            lines.push(whole(&found, key.is_some(), desk));
            lines.push(shape(&found, desk));
            Some(found)
        }
        Err(error) => {
            lines.push(unopened(&error, key.is_some(), desk));
            None
        }
    }
}

/// A file that does not open; SQLite cannot tell a wrong key from damage.
fn unopened(error: &anyhow::Error, tried: bool, desk: &Desk) -> Line {
    if !is_locked(&desk.paths.journal) {
        let says = format!("it does not open: {}", why(error));
        return Line::wrong("content", says, &back(desk));
    }
    let says = if tried || desk.passphrase_file.is_some() {
        "it is locked, and this passphrase does not open it"
    } else {
        "it is locked, and was not opened"
    };
    let todo = "give its passphrase to look inside; capitals and spaces count";
    Line::look("content", says.to_owned(), todo)
}

/// Whether all of it can be read and fits together.
fn whole(found: &Found, locked: bool, desk: &Desk) -> Line {
    let wrong = |says: String| Line::wrong("content", says, &back(desk));
    if !found.wrong.is_empty() {
        return wrong(format!("the file is damaged: {}", found.wrong.join("; ")));
    }
    if found.unreadable > 0 {
        let pages = counted(found.unreadable, "page", "pages");
        return wrong(format!("{pages} cannot be read with the passphrase"));
    }
    if found.stray > 0 {
        let rows = counted(found.stray, "row belongs", "rows belong");
        return wrong(format!("{rows} to no entry"));
    }
    let entries = counted(found.entries, "entry", "entries");
    let lock = if locked { ", locked" } else { "" };
    Line::ok("content", format!("whole: {entries}{lock}"))
}

/// Which leaflog wrote it.
fn shape(found: &Found, desk: &Desk) -> Line {
    let version = found.version;
    match found.shape() {
        Shape::Present => {
            let says = format!("version {version}, this leaflog's own");
            Line::ok("shape", says)
        }
        Shape::Older => Line::look(
            "shape",
            format!("version {version}, of an older leaflog"),
            "the next command brings it to the present one, and keeps a copy first",
        ),
        Shape::Newer => Line::wrong(
            "shape",
            format!("version {version}, of a newer leaflog"),
            "install the newer leaflog to open it",
        ),
        Shape::Foreign if found.application == 0 && version == 0 && found.entries == 0 => {
            let says = "nothing in it says that it is a journal".to_owned();
            Line::wrong("shape", says, &back(desk))
        }
        Shape::Foreign => Line::wrong(
            "shape",
            "it is an SQLite file, but no leaflog journal".to_owned(),
            "name the journal with --journal FILE",
        ),
    }
}

/// How to go back.
fn back(desk: &Desk) -> String {
    match backup::newest_that_opens(&desk.paths.journal, &desk.paths.backups) {
        Some(copy) => format!(
            "leaflog restore {} goes back to the newest backup that opens; the damaged file is kept",
            copy.display()
        ),
        None => format!(
            "keep a copy of the file; there is no backup that opens in {}",
            desk.paths.backups.display()
        ),
    }
}

/// Whether opening the journal changes nothing in it.
fn opens(found: Option<&Found>) -> bool {
    found.is_some_and(|found| found.is_whole() && found.shape() == Shape::Present)
}

/// The settings, where opening the journal changes nothing in it.
fn settings(desk: &Desk, found: Option<&Found>, key: Option<&Passphrase>) -> Settings {
    if !opens(found) {
        return Settings::default();
    }
    Store::open_with(&desk.paths.journal, &desk.paths.backups, key.cloned())
        .and_then(|store| store.settings())
        .unwrap_or_default()
}

/// Whether a copy opens.
#[derive(Debug)]
enum Opens {
    Now,
    /// It is locked as the journal is, and its key is not known here.
    ByItsKey,
    ByAnotherKey(Line),
    Not(Line),
}

impl Looked<'_> {
    /// Files 0600, folders 0700, all the person's own.
    fn permissions(&self) -> Vec<Line> {
        let backups = &self.desk.paths.backups;
        let mut places: Vec<PathBuf> = vec![self.journal.to_owned(), backups.clone()];
        let mut folders = files::folders(self.journal, backups);
        folders.retain(|folder| folder.ends_with("backups") && folder != backups);
        places.append(&mut folders);
        // The folder is leaflog's own only where leaflog chose it.
        if !self.desk.named {
            places.extend(self.journal.parent().map(Path::to_path_buf));
        }
        let mut ours = files::all(self.journal, backups);
        ours.retain(|ours| {
            !matches!(
                ours.kind,
                Kind::Unfinished | Kind::Other | Kind::Rekeying(_)
            )
        });
        places.extend(ours.into_iter().map(|ours| ours.path));
        let mut lines: Vec<Line> = places
            .iter()
            .filter_map(|place| open_to_others(place))
            .collect();
        if lines.is_empty() && self.journal.exists() {
            let says = "only you can read the journal and its copies".to_owned();
            lines.push(Line::ok("permissions", says));
        }
        lines
    }

    fn clock(&self) -> Vec<Line> {
        let now = self.said(self.now);
        let mut lines = Vec::new();
        let found = self.found.as_ref();
        let changed = found.and_then(|found| found.changed);
        if let Some(changed) = changed.filter(|changed| *changed > self.now + TimeDelta::minutes(5))
        {
            let says = format!(
                "it is {now} here, but an entry was written down at {}",
                self.said(changed)
            );
            lines.push(Line::look(
                "clock",
                says,
                "set this computer's clock, if it is wrong",
            ));
        }
        let ahead = found.map_or(0, |found| found.ahead);
        if ahead > 0 {
            let says = format!(
                "{} later than now",
                counted(ahead, "entry is", "entries are")
            );
            let todo = "leaflog list shows them; leaflog edit ID at=… puts a time right";
            lines.push(Line::look("clock", says, todo));
        }
        if self.zone_from == ZoneFrom::Nowhere {
            let says = "nothing says which time zone this is; times are read as UTC".to_owned();
            lines.push(Line::look(
                "zone",
                says,
                "leaflog set timezone Europe/Berlin, or where you are",
            ));
        }
        if lines.is_empty() {
            lines.push(Line::ok("clock", format!("it is {now}")));
        }
        lines
    }

    fn backups(&self) -> Vec<Line> {
        let backups = &self.desk.paths.backups;
        let copies = backup::all(self.journal, backups);
        if copies.is_empty() {
            let has_entries = self.found.as_ref().is_some_and(|found| found.entries > 0);
            let says = format!("there are none in {}", backups.display());
            if !has_entries {
                return vec![Line::ok("backups", says)];
            }
            let todo = "one is made after the next entry; leaflog backup FILE makes one now";
            return vec![Line::look("backups", says, todo)];
        }
        let looked: Vec<Opens> = copies.iter().map(|copy| self.opens(copy)).collect();
        let mut lines = vec![self.in_all(&copies, &looked)];
        let unopened = looked.into_iter().filter_map(|opens| match opens {
            Opens::Not(line) | Opens::ByAnotherKey(line) => Some(line),
            Opens::Now | Opens::ByItsKey => None,
        });
        lines.extend(unopened);
        lines
    }

    /// Whether a copy opens with what is known.
    fn opens(&self, copy: &Copy) -> Opens {
        let place = copy.path.display();
        let key = self.key.as_ref().filter(|_| copy.is_locked());
        let another = |says: String| {
            let todo = "keep it until you know that you do not need it: with its own passphrase \
                        leaflog restore or merge opens it";
            Opens::ByAnotherKey(Line::look("backups", says, todo))
        };
        if copy.is_locked() && key.is_none() {
            return if self.found.is_some() {
                another(format!("{place} is locked, and the journal is not"))
            } else {
                Opens::ByItsKey
            };
        }
        match backup::prove(&copy.path, key) {
            Ok(_) => Opens::Now,
            Err(error) if key.is_some() && backup::is_unread(&error) => another(format!(
                "{place} is locked with another passphrase, or damaged"
            )),
            Err(error) => {
                let says = format!("{place} does not open: {}", why(&error));
                let todo = "remove it, once another one opens; leaflog backup lists them";
                Opens::Not(Line::look("backups", says, todo))
            }
        }
    }

    /// How many copies opened, and of when the last one is.
    fn in_all(&self, copies: &[Copy], looked: &[Opens]) -> Line {
        let count = |is: fn(&Opens) -> bool| looked.iter().filter(|opens| is(opens)).count();
        let opening = count(|opens| matches!(opens, Opens::Now));
        let unknown = count(|opens| matches!(opens, Opens::ByItsKey));
        let another = count(|opens| matches!(opens, Opens::ByAnotherKey(_)));
        let dates = copies.iter().map(|copy| self.date_of(copy));
        let last = dates.max().unwrap_or_default();
        let says = format!(
            "{opening} of {} opened, the last of {}",
            counted(copies.len(), "copy", "copies"),
            words::day(last, &self.when)
        );
        let written = self.found.as_ref().and_then(|found| found.changed);
        let written = written.map(|written| self.when.zone.at(written).date_naive());
        let is_old = written.is_some_and(|written| written - last > OLD);
        let todo = "leaflog backup FILE makes one now";
        match (opening, is_old) {
            (0, _) if unknown == copies.len() => Line::look(
                "backups",
                says,
                if CAN_LOCK {
                    "they are locked, or damaged: the passphrase opens them"
                } else {
                    OTHER_BUILD
                },
            ),
            (0, _) if unknown + another == copies.len() => Line::look("backups", says, todo),
            (0, _) => Line::wrong("backups", says, todo),
            (_, true) => Line::look("backups", says, todo),
            (_, false) => Line::ok("backups", says),
        }
    }

    /// What can be read without the passphrase, though the journal cannot.
    fn in_clear(&self) -> Vec<Line> {
        let (journal, backups) = (self.journal, &self.desk.paths.backups);
        let line = |path: &Path, why: &str, todo: &str| {
            let says = format!("{} can be read without the passphrase{why}", path.display());
            Line::wrong("in clear", says, todo)
        };
        let clear = files::all(journal, backups).into_iter();
        let clear = clear.filter(|ours| self.is_clear(ours));
        // The journal was opened by now, which locks and removes what it can.
        let key = self.key.as_ref().filter(|_| opens(self.found.as_ref()));
        let left = key.map_or_else(Vec::new, |key| lock::uncovered(journal, backups, key));
        let lines = clear.map(|Ours { path, kind }| {
            let is_copy = matches!(kind, Kind::Copy(_) | Kind::SetAside);
            let todo = match (is_copy, key.is_some()) {
                (true, true) => "it could not be locked: remove it if it is not needed",
                (false, true) => {
                    "it could not be removed: remove it while no leaflog is running; it holds a \
                     part of a journal, or all of one"
                }
                (true, false) => {
                    "the next leaflog that opens the journal locks it; remove it if it is not needed"
                }
                (false, false) => {
                    "the next leaflog that opens the journal overwrites and removes it"
                }
            };
            let why = left.iter().find(|left| left.path == path);
            line(&path, &why.map_or(String::new(), |left| format!(" ({})", left.why)), todo)
        });
        lines.collect()
    }

    /// Whether a file of a locked journal is plain, and nobody is at it just now.
    fn is_clear(&self, ours: &Ours) -> bool {
        let may_be_clear = match ours.kind {
            Kind::Copy(_) | Kind::SetAside | Kind::Rekeying(_) => true,
            Kind::Unfinished => files::is_at_work(&ours.path) == Some(false),
            _ => false,
        };
        may_be_clear && is_locked(self.journal) && is_plain(&ours.path)
    }

    fn date_of(&self, copy: &Copy) -> NaiveDate {
        match copy.sort {
            Sort::Day(date) => date,
            Sort::For(_, at) => self.when.zone.at(at).date_naive(),
        }
    }

    /// An instant as people say it.
    fn said(&self, at: DateTime<Utc>) -> String {
        words::moment(self.when.zone.at(at), &self.when)
    }

    fn space(&self) -> Vec<Line> {
        let folder = self.journal.parent().unwrap_or(Path::new("."));
        let Ok(disk) = rustix::fs::statvfs(folder) else {
            return Vec::new();
        };
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let needs = fs::metadata(self.journal).map_or(0, |found| found.len()) * 3;
        let says = format!("{} free", size(free));
        let todo = "free some space: leaflog cannot write without it";
        vec![match free {
            free if free < needs.max(1_000_000) => Line::wrong("space", says, todo),
            free if free < LITTLE => Line::look("space", says, todo),
            _ => Line::ok("space", says),
        }]
    }

    /// What a crash, or another program, left behind.
    fn leftovers(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let is_there = self.journal.symlink_metadata().is_ok();
        let log = beside(self.journal, "-wal");
        if !is_there && log.exists() {
            let says = format!("{} is there without its journal", log.display());
            let todo = "it may hold the last entries: put the journal back beside it, or move it elsewhere";
            lines.push(Line::wrong("leftovers", says, todo));
        }
        for ours in files::all(self.journal, &self.desk.paths.backups) {
            if self.is_clear(&ours) {
                continue;
            }
            let place = ours.path.display();
            let (says, todo) = match ours.kind {
                Kind::Unfinished | Kind::Other | Kind::Rekeying(_) => (
                    format!("{place} was never finished ({UNFINISHED}…)"),
                    "remove it while no leaflog is running; it holds a part of a journal",
                ),
                Kind::SetAside => (
                    format!("{place} was set aside by leaflog restore"),
                    "it holds a journal of before: remove it once you do not need it",
                ),
                _ => continue,
            };
            lines.push(Line::look("leftovers", says, todo));
        }
        lines
    }

    /// What programs that keep two folders the same leave when both changed.
    fn conflicts(&self) -> Vec<Line> {
        let journal = fs::canonicalize(self.journal);
        let journal = journal.unwrap_or_else(|_| self.journal.to_owned());
        let name = journal.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        let beside = journal
            .parent()
            .and_then(|folder| fs::read_dir(folder).ok());
        let mut names: Vec<PathBuf> = beside
            .into_iter()
            .flatten()
            .flatten()
            .filter(|file| {
                let other = file.file_name().to_string_lossy().to_lowercase();
                let mark = other.contains(".sync-conflict-") || other.contains("conflict");
                mark && other.starts_with(&stem.to_lowercase())
            })
            .map(|file| file.path())
            .collect();
        names.sort();
        names
            .into_iter()
            .map(|path| {
                let says = format!("{} was left by a program that keeps folders the same", path.display());
                let todo = "both machines wrote: leaflog merge FILE brings its entries in; keep it until then";
                Line::look("conflict", says, todo)
            })
            .collect()
    }
}

/// A file or folder that others may open, or that is not the person's own.
fn open_to_others(place: &Path) -> Option<Line> {
    let found = fs::metadata(place).ok()?;
    let (mode, right) = (
        found.permissions().mode() & 0o777,
        if found.is_dir() { 0o700 } else { 0o600 },
    );
    let shown = place.display();
    if found.uid() != rustix::process::geteuid().as_raw() {
        let says = format!("{shown} belongs to somebody else");
        return Some(Line::wrong(
            "permissions",
            says,
            "ask whoever keeps this computer to give it to you",
        ));
    }
    if mode & 0o077 != 0 {
        let says = format!("{shown} can be read by others on this computer");
        return Some(Line::wrong(
            "permissions",
            says,
            &format!("chmod {right:o} {shown}"),
        ));
    }
    if mode & right != right {
        let says = format!("{shown} is closed to you");
        return Some(Line::wrong(
            "permissions",
            says,
            &format!("chmod {right:o} {shown}"),
        ));
    }
    None
}

impl Line {
    fn ok(about: &'static str, says: String) -> Line {
        Line {
            state: State::Ok,
            about,
            says,
            todo: String::new(),
        }
    }

    fn look(about: &'static str, says: String, todo: &str) -> Line {
        Line {
            state: State::Look,
            about,
            says,
            todo: todo.to_owned(),
        }
    }

    fn wrong(about: &'static str, says: String, todo: &str) -> Line {
        Line {
            state: State::Wrong,
            ..Line::look(about, says, todo)
        }
    }

    fn json(&self) -> Value {
        json!({
            "state": self.state.word(),
            "about": self.about,
            "says": self.says,
            "do": (!self.todo.is_empty()).then_some(&self.todo),
        })
    }
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Look => "look",
            State::Wrong => "wrong",
        }
    }

    fn ink(self) -> Ink {
        match self {
            State::Ok => Ink::Dim,
            State::Look => Ink::Level(Level::Caution),
            State::Wrong => Ink::Level(Level::Warning),
        }
    }
}

/// `wrong  permissions  … can be read by others on this computer`
fn said(line: &Line, desk: &mut Desk) -> Result<()> {
    let voice = &mut desk.voice;
    if voice.look.plain {
        voice.labelled(line.about, &format!("{}, {}", line.state.word(), line.says))?;
        if !line.todo.is_empty() {
            voice.labelled("do", &line.todo)?;
        }
        return Ok(());
    }
    let state = Span(line.state.ink(), format!("{:<5}", line.state.word()));
    voice.line([state, format!("  {:<11}  {}", line.about, line.says).into()])?;
    if !line.todo.is_empty() {
        voice.line([format!("{:>20}{}", "", line.todo)])?;
    }
    Ok(())
}
