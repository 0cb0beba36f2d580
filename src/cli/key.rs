//! The passphrase of a locked journal: from a file that was named, else asked at
//! the terminal without showing it. Never an argument, never a variable.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use zeroize::Zeroizing;

use super::desk::Desk;
use super::quiet::Quiet;
use crate::paths::Paths;
use crate::store::backup;
use crate::store::files::is_locked;
use crate::store::{CAN_LOCK, Passphrase, Store, cannot_open, does_not_open};
use crate::trouble::{Trouble, plain};

/// How long to wait after each wrong passphrase typed; then it gives up.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];
/// More than anyone types, less than a file named by mistake.
const LONGEST: u64 = 64 << 10;

const SHORT: &str = "This passphrase is short: someone with a copy of the file could have a \
    machine guess it. Four or more words picked at random are strong, and can be remembered.";

/// The first line of a file.
///
/// # Errors
/// It cannot be read, or cannot lock a journal.
pub fn from_file(path: &Path, desk: &Desk) -> Result<Passphrase> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let open_to_others = file
        .metadata()
        .is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o077 != 0);
    if open_to_others {
        let name = path.display();
        desk.remark(&format!(
            "others on this computer can read {name}; chmod 600 closes it to them"
        ));
    }
    // Room from the start: a text that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(LONGEST)?));
    file.take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let words = std::str::from_utf8(line).map_err(|_| {
        Trouble::new(
            format!("{} is not UTF-8 text", path.display()),
            "its first line is the passphrase, as plain text",
        )
    })?;
    Ok(Passphrase::read(Zeroizing::new(words.to_owned()))?)
}

fn unreadable(path: &Path, error: &io::Error) -> Trouble {
    Trouble::new(
        format!("could not read {}: {}", path.display(), plain(error)),
        "name a file whose first line is the passphrase",
    )
}

/// Asks at the terminal; what is typed is not shown.
///
/// # Errors
/// Nobody is there to answer, or it cannot lock a journal.
fn typed(question: &str) -> Result<Passphrase> {
    Ok(Passphrase::read(read(question)?)?)
}

fn read(question: &str) -> Result<Zeroizing<String>> {
    let _quiet = Quiet::begin();
    let words = rpassword::prompt_password(format!("{question}: "));
    words
        .map(Zeroizing::new)
        .context("could not ask for the passphrase")
}

/// Whether someone sits at a terminal. A program that runs this one with none
/// of the three must never wait for an answer.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() || io::stderr().is_terminal()
}

fn nobody_to_ask(path: &Path) -> Trouble {
    Trouble::new(
        format!(
            "{} is locked with a passphrase, or it is no leaflog journal",
            path.display()
        ),
        "--passphrase-file FILE names a file that holds the passphrase; at a terminal leaflog asks for it; --journal FILE names another journal",
    )
}

/// Without a passphrase; where there are copies, a damaged file is told how to go
/// back to one.
fn unasked(paths: &Paths) -> anyhow::Error {
    let copies = backup::all(&paths.journal, &paths.backups);
    if copies.iter().any(|copy| !copy.is_locked())
        && let Err(error) = Store::open(&paths.journal, &paths.backups)
    {
        return error;
    }
    nobody_to_ask(&paths.journal).into()
}

/// The key of a locked journal, and of the copies made of it, that are only to be
/// read.
///
/// # Errors
/// As of [`open`].
pub fn to_read(desk: &Desk, asking: Asking) -> Result<Passphrase> {
    let path = &desk.paths.journal;
    refuse_what_cannot_open(path)?;
    if let Some(file) = &desk.passphrase_file {
        let key = from_file(file, desk)?;
        let fits = key.opens(path).then_some(key);
        return Ok(fits.ok_or_else(|| does_not_fit(path))?);
    }
    if asking == Asking::Never || !can_ask() {
        return Err(unasked(&desk.paths));
    }
    asked("Passphrase", path, desk)
}

/// The key of a locked file beside the journal: one that is in hand, that of a
/// file that was named for it, that of the journal's file, or what is typed.
///
/// # Errors
/// None of them opens it, and nobody can be asked.
pub fn of_another(
    path: &Path,
    in_hand: &[Passphrase],
    named: Option<&PathBuf>,
    desk: &Desk,
) -> Result<Passphrase> {
    refuse_what_cannot_open(path)?;
    if let Some(key) = in_hand.iter().find(|key| key.opens(path)) {
        return Ok(key.clone());
    }
    for file in [named, desk.passphrase_file.as_ref()].into_iter().flatten() {
        let key = from_file(file, desk)?;
        if key.opens(path) {
            return Ok(key);
        }
    }
    if named.is_none() && can_ask() && may_be_locked(path) {
        return asked(&format!("Passphrase of {}", path.display()), path, desk);
    }
    Err(Trouble::new(
        format!(
            "{} is locked with another passphrase, or it is no leaflog journal",
            path.display()
        ),
        match (in_hand, &desk.passphrase_file) {
            ([], None) => {
                "nothing was changed; --passphrase-file FILE names a file with its passphrase"
            }
            _ => {
                "nothing was changed; --other-passphrase-file FILE names a file with its passphrase"
            }
        },
    )
    .into())
}

/// What is known of the passphrase of a journal that is to be replaced.
#[derive(Debug)]
pub enum Perhaps {
    Opens(Passphrase),
    /// The person said that it is lost.
    Lost,
    /// None that was given opens it, and it may be whole.
    Unknown,
}

/// The key of a journal that may as well be damaged.
///
/// # Errors
/// A file that was named cannot be read, or the terminal is gone.
pub fn perhaps(path: &Path, in_hand: &[Passphrase], desk: &Desk) -> Result<Perhaps> {
    if let Some(key) = in_hand.iter().find(|key| key.opens(path)) {
        return Ok(Perhaps::Opens(key.clone()));
    }
    if let Some(file) = &desk.passphrase_file {
        let key = from_file(file, desk)?;
        let fits = key.opens(path);
        return Ok(if fits {
            Perhaps::Opens(key)
        } else {
            Perhaps::Unknown
        });
    }
    if !can_ask() || !may_be_locked(path) || !CAN_LOCK {
        return Ok(Perhaps::Unknown);
    }
    let _quiet = Quiet::begin();
    let question = "Passphrase of the journal that stands there now, or Enter alone if it is lost";
    for pause in PAUSES {
        let words = read(question)?;
        if words.is_empty() {
            return Ok(Perhaps::Lost);
        }
        let key = Passphrase::read(words)?;
        if key.opens(path) {
            return Ok(Perhaps::Opens(key));
        }
        is_wrong(desk, pause);
    }
    Ok(Perhaps::Unknown)
}

/// The key of the copies of the journal, of which `first` is a locked one; none
/// where nobody can be asked: then each says that it is locked.
///
/// # Errors
/// A file that was named cannot be read, or what was typed opens nothing.
pub fn of_copies(first: &Path, desk: &Desk) -> Result<Option<Passphrase>> {
    if !CAN_LOCK {
        return Ok(None);
    }
    if let Some(file) = &desk.passphrase_file {
        return from_file(file, desk).map(Some);
    }
    // They share the journal's key, where it is locked.
    let journal = &desk.paths.journal;
    let path = if is_locked(journal) { journal } else { first };
    if !can_ask() || !may_be_locked(path) {
        return Ok(None);
    }
    asked("Passphrase", path, desk).map(Some)
}

/// Whether it is worth asking: what is locked comes in whole pages.
pub fn may_be_locked(path: &Path) -> bool {
    const PAGE: u64 = 4096;
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() >= PAGE && it.len() % PAGE == 0)
}

/// What is typed until it opens a file. Typed wrong, it is asked again after a
/// pause.
fn asked(question: &str, path: &Path, desk: &Desk) -> Result<Passphrase> {
    let _quiet = Quiet::begin();
    for pause in PAUSES {
        let key = typed(question)?;
        if key.opens(path) {
            return Ok(key);
        }
        is_wrong(desk, pause);
    }
    Err(does_not_fit(path).into())
}

fn is_wrong(desk: &Desk, pause: Duration) {
    desk.remark("That is not its passphrase. Capitals and spaces count.");
    thread::sleep(pause);
}

/// Opens a locked journal. Typed wrong, it is asked again after a pause.
///
/// # Errors
/// The passphrase does not open it, or nobody can be asked.
pub fn open(desk: &Desk, asking: Asking) -> Result<Store> {
    let paths = &desk.paths;
    refuse_what_cannot_open(&paths.journal)?;
    let opened = |key| Store::open_with(&paths.journal, &paths.backups, Some(key));
    if let Some(file) = &desk.passphrase_file {
        let key = from_file(file, desk)?;
        return opened(key).map_err(|error| wrong(error, &paths.journal));
    }
    if asking == Asking::Never || !can_ask() {
        return Err(unasked(paths));
    }
    let _quiet = Quiet::begin();
    for pause in PAUSES {
        match opened(typed("Passphrase")?) {
            Err(error) if does_not_open(&error, &paths.journal) => {
                is_wrong(desk, pause);
            }
            done => return done,
        }
    }
    Err(does_not_fit(&paths.journal).into())
}

/// Nobody is asked for a passphrase that this build can do nothing with.
fn refuse_what_cannot_open(path: &Path) -> Result<(), Trouble> {
    if CAN_LOCK {
        return Ok(());
    }
    Err(cannot_open(path))
}

fn wrong(error: anyhow::Error, path: &Path) -> anyhow::Error {
    if does_not_open(&error, path) {
        return does_not_fit(path).into();
    }
    error
}

/// Whether an error says that a passphrase does not open the file.
pub fn is_not_its(error: &anyhow::Error, path: &Path) -> bool {
    let trouble = error.downcast_ref::<Trouble>();
    trouble.is_some_and(|trouble| *trouble == does_not_fit(path))
}

fn does_not_fit(path: &Path) -> Trouble {
    Trouble::new(
        format!(
            "this passphrase does not open {}, or it is no leaflog journal",
            path.display()
        ),
        "nothing was changed; capitals and spaces count; there is no way around a forgotten passphrase",
    )
}

/// Whether the passphrase may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    AtTheTerminal,
    /// Where waiting for an answer would harm: an emergency, a shell prompt.
    Never,
}

/// The passphrase of the present, which opens the journal.
///
/// # Errors
/// As of [`open`].
pub fn present(desk: &Desk) -> Result<Passphrase> {
    let store = open(desk, Asking::AtTheTerminal)?;
    let key = store.key().cloned();
    key.context("the journal was opened without a passphrase")
}

/// A passphrase to be set: from a file, else asked twice.
///
/// # Errors
/// The two differ, nobody can be asked, or it cannot lock a journal.
pub fn new(file: Option<&PathBuf>, option: &str, desk: &Desk) -> Result<Passphrase> {
    let key = match file {
        Some(file) => from_file(file, desk)?,
        None if !can_ask() => {
            let hint = format!("{option} FILE names a file whose first line is the passphrase");
            return Err(Trouble::new("nobody can be asked for a new passphrase", hint).into());
        }
        None => typed_twice()?,
    };
    if key.is_short() {
        desk.remark(SHORT);
    }
    Ok(key)
}

fn typed_twice() -> Result<Passphrase> {
    let _quiet = Quiet::begin();
    let first = typed("New passphrase")?;
    if typed("The same again")? == first {
        return Ok(first);
    }
    Err(Trouble::new(
        "the two are not the same",
        "nothing was changed; do it again",
    )
    .into())
}
