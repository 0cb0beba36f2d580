//! `leaflog restore`: back to a copy, with what would change shown first.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::key::{self, Perhaps};
use super::takes::{flag, option, path, place};
use super::{lock as locking, words};
use crate::clock;
use crate::domain::Kind;
use crate::domain::journal::Journal;
use crate::domain::moment::When;
use crate::stats::words::counted;
use crate::store::backup::{self, Copy};
use crate::store::files::{is_locked, is_plain};
use crate::store::lock;
use crate::store::restore::{self, Kept, Present, Ready};
use crate::store::{Passphrase, Store};
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let keyfile = "A file with the copy's passphrase, if it is another";
    vec![
        place("file", "FILE", "The copy; leaflog backup lists them")
            .required(true)
            .value_parser(path()),
        flag("dry-run", "Say what it would do and change nothing"),
        flag("yes", "Do it without asking"),
        option("other-passphrase-file", "FILE", keyfile).value_parser(path()),
    ]
}

/// Puts a copy in the journal's place.
///
/// # Errors
/// The copy does not open, nobody agrees, or it could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let missing = || {
        Trouble::new(
            "no copy was named",
            "leaflog backup lists the copies there are",
        )
    };
    let copy = args.get_one::<PathBuf>("file").ok_or_else(missing)?;
    let journal = desk.paths.journal.clone();
    let lock = Lock::of(copy, &journal);
    let named = args.get_one::<PathBuf>("other-passphrase-file");
    let key = if lock.copy {
        Some(key::of_another(copy, &[], named, desk)?)
    } else {
        None
    };
    let mut ready = restore::ready(copy, key.clone(), &journal)?;
    let when = clock::when(&ready.journal.settings)?;
    let present = present(&journal, lock, key.as_ref(), desk)?;
    shown(copy, &ready, &present, lock, &when, desk)?;
    if args.get_flag("dry-run") {
        desk.voice.aside("nothing was changed");
        return Ok(());
    }
    desk.voice.flush()?;
    if !args.get_flag("yes") {
        // Nothing lies about while a person thinks, or goes away.
        drop(ready);
        agree(desk)?;
        ready = restore::ready(copy, key.clone(), &journal)?;
    }
    let entries = counted(ready.entries, "entry", "entries");
    let today = when.moment().date_naive();
    let backups = desk.paths.backups.clone();
    let kept = ready.take_its_place(&journal, &present, &backups, when.now, today)?;
    let what = format!("restored {entries} from {}", copy.display());
    desk.voice.has_done(&what);
    desk.voice.text(&what)?;
    desk.voice.text(&match kept {
        Kept::Nothing => "there was no journal before".to_owned(),
        Kept::Copy(path) => format!("the journal of before is kept in {}", path.display()),
        Kept::Aside(path) => format!("the damaged file is kept whole as {}", path.display()),
    })?;
    cover(key.as_ref(), desk)
}

/// What stands at the journal's place: one that nobody could look into is only
/// set aside where the person says that its passphrase is lost.
fn present(
    journal: &Path,
    lock: Lock,
    in_hand: Option<&Passphrase>,
    desk: &Desk,
) -> Result<Present> {
    if !lock.present {
        return Ok(restore::present(journal, None));
    }
    let in_hand: Vec<Passphrase> = in_hand.cloned().into_iter().collect();
    let key = match key::perhaps(journal, &in_hand, desk)? {
        Perhaps::Opens(key) => Some(key),
        Perhaps::Lost => return Ok(Present::Damaged),
        Perhaps::Unknown => None,
    };
    match restore::present(journal, key) {
        Present::Locked => Err(restore::not_looked_at(journal).into()),
        found => Ok(found),
    }
}

/// Whether the copy and the journal are locked.
#[derive(Debug, Clone, Copy)]
struct Lock {
    copy: bool,
    present: bool,
}

impl Lock {
    fn of(copy: &Path, journal: &Path) -> Lock {
        Lock {
            copy: is_locked(copy),
            present: is_locked(journal),
        }
    }
}

/// What would change, by kind.
fn shown(
    copy: &Path,
    ready: &Ready,
    present: &Present,
    lock: Lock,
    when: &When,
    desk: &mut Desk,
) -> Result<()> {
    let here = match present {
        Present::Whole(key) => whole(desk, key.clone())?,
        Present::Missing | Present::Locked | Present::Damaged => Journal::default(),
    };
    let voice = &mut desk.voice;
    voice.labelled("copy", &copy.display().to_string())?;
    voice.labelled("journal", &desk.paths.journal.display().to_string())?;
    match present {
        Present::Whole(_) | Present::Locked => {}
        Present::Missing => voice.text("There is no journal there now.")?,
        Present::Damaged => voice.text(
            "The journal there does not open or is damaged; it would be kept whole beside the restored one.",
        )?,
    }
    voice.labelled("last entry in the copy", &last(&ready.journal, when))?;
    if let Present::Whole(_) = present {
        voice.labelled("last entry in the journal", &last(&here, when))?;
        compared(&here, &ready.journal, desk)?;
    } else {
        voice.labelled("entries in the copy", &ready.entries.to_string())?;
    }
    let voice = &mut desk.voice;
    if ready.older {
        voice.text("The copy is of an older leaflog; it would be brought to the present shape.")?;
    }
    locked_then(ready.key(), present, lock, desk)
}

/// What is locked with which passphrase once the copy stands in its place.
fn locked_then(
    key: Option<&Passphrase>,
    present: &Present,
    lock: Lock,
    desk: &mut Desk,
) -> Result<()> {
    if lock.copy {
        let says = "The journal would be locked with the copy's passphrase.";
        desk.voice.text(says)?;
    }
    if lock.copy && !lock.present {
        goes_with_it(present, desk)?;
    }
    let Present::Whole(before) = present else {
        return Ok(());
    };
    if lock.present && !lock.copy {
        let says = "The copy is not locked: the journal would be readable without a passphrase.";
        desk.voice.text(says)?;
    }
    let copies = backup::all(&desk.paths.journal, &desk.paths.backups);
    if lock.present && before.as_ref() != key && copies.iter().any(Copy::is_locked) {
        let says =
            "Copies that are locked keep their passphrase: keep it as long as you keep them.";
        desk.voice.text(says)?;
    }
    Ok(())
}

/// What is locked with the journal where a locked copy takes the place of a plain
/// one, and what cannot be.
fn goes_with_it(present: &Present, desk: &mut Desk) -> Result<()> {
    match present {
        Present::Whole(_) => desk.voice.text(
            "The journal of before would be kept locked with it too, and its file overwritten.",
        )?,
        Present::Damaged => desk.voice.text(
            "The damaged file would stay readable without a passphrase, as far as it can be read.",
        )?,
        Present::Missing | Present::Locked => {}
    }
    let mut copies = backup::all(&desk.paths.journal, &desk.paths.backups);
    copies.retain(|copy| is_plain(&copy.path));
    if copies.is_empty() {
        return Ok(());
    }
    let copies = counted(copies.len(), "copy", "copies");
    desk.voice
        .text(&format!("{copies} would be locked with it too."))
}

/// Copies in clear go under the passphrase of the journal that is locked now.
fn cover(key: Option<&Passphrase>, desk: &mut Desk) -> Result<()> {
    let Some(key) = key else {
        return Ok(());
    };
    let done = lock::cover(&desk.paths.journal, &desk.paths.backups, key);
    locking::name_left(&done, desk);
    if done.copies == 0 {
        return Ok(());
    }
    let are = if done.copies == 1 { "is" } else { "are" };
    let copies = counted(done.copies, "copy", "copies");
    desk.voice
        .text(&format!("{copies} {are} locked with it now"))
}

/// All of the present journal; the store is closed again, for nobody may be using
/// it when it is replaced.
fn whole(desk: &Desk, key: Option<Passphrase>) -> Result<Journal> {
    Store::open_with(&desk.paths.journal, &desk.paths.backups, key)?.load()
}

fn last(journal: &Journal, when: &When) -> String {
    let mut made = journal.entries().iter().rev();
    match made.find(|entry| entry.kind() != Kind::Event) {
        Some(entry) => words::entry(entry, when),
        None => "none".to_owned(),
    }
}

/// How many entries of a kind stand only here, only in the copy, or otherwise.
#[derive(Debug, Default, Clone, Copy)]
struct Differs {
    only_here: usize,
    only_there: usize,
    otherwise: usize,
}

fn compared(here: &Journal, there: &Journal, desk: &mut Desk) -> Result<()> {
    let mut kinds: BTreeMap<&str, Differs> = BTreeMap::new();
    for entry in here.entries() {
        let of = kinds.entry(entry.kind().name()).or_default();
        match there.find(entry.id) {
            None => of.only_here += 1,
            Some(other) if other != entry => of.otherwise += 1,
            Some(_) => {}
        }
    }
    for entry in there.entries() {
        if here.find(entry.id).is_none() {
            kinds.entry(entry.kind().name()).or_default().only_there += 1;
        }
    }
    kinds.retain(|_, of| of.only_here + of.only_there + of.otherwise > 0);
    if kinds.is_empty() {
        desk.voice.text("The entries are the same in both.")?;
    }
    for (kind, of) in kinds {
        desk.voice.labelled(kind, &of.says())?;
    }
    let settings = settings(here, there);
    if !settings.is_empty() {
        desk.voice
            .labelled("settings that differ", &settings.join(", "))?;
    }
    Ok(())
}

impl Differs {
    fn says(self) -> String {
        let parts = [
            (self.only_here, "only in the journal (would go)"),
            (self.only_there, "only in the copy (would come back)"),
            (self.otherwise, "different (would be as in the copy)"),
        ];
        let said = parts.iter().filter(|(n, _)| *n > 0);
        let said: Vec<String> = said.map(|(n, what)| format!("{n} {what}")).collect();
        said.join(", ")
    }
}

/// The names of the settings that are not the same in both.
fn settings(here: &Journal, there: &Journal) -> Vec<String> {
    let mut names: Vec<&str> = here
        .settings
        .iter()
        .chain(there.settings.iter())
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| here.settings.get(name) != there.settings.get(name));
    names.into_iter().map(str::to_owned).collect()
}

fn agree(desk: &mut Desk) -> Result<()> {
    let hint = "nothing was changed; --yes does it without asking";
    desk.must_type_yes("put the copy in the journal's place", "restore", hint)
}
