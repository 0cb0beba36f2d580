//! `leaflog export`: the journal in a shape others read.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;

use super::desk::{Book, Desk};
use super::range;
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind};
use crate::export::csv::{self, For, Notes};
use crate::export::json::{self, Beside};
use crate::stats::range::Range;
use crate::stats::words::counted;
use crate::trouble::{self, Trouble};

/// The shapes there are.
pub const SHAPES: [&str; 2] = ["csv", "json"];

/// What is written, and where to.
struct Wish<'a> {
    shape: &'a str,
    range: Range,
    notes: Notes,
}

/// Writes the journal to stdout or a file.
///
/// # Errors
/// A wrong date, or the file could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let notes = if args.get_flag("no-notes") {
        Notes::Without
    } else {
        Notes::With
    };
    let wish = Wish {
        shape: args
            .get_one::<String>("shape")
            .map_or("csv", String::as_str),
        range: range::of(args, &book.when)?,
        notes,
    };
    let journal = book.store.load()?;
    let target = args
        .get_one::<PathBuf>("out")
        .filter(|path| path.as_os_str() != "-");
    match target {
        None => to_stdout(&wish, &journal, &book, desk),
        Some(path) => {
            let force = args.get_flag("force");
            to_file(path, force, &book, desk, |to| {
                wish.write(to, For::File, &journal, &book)
            })?;
            let entries = counted(wish.entries(&journal).count(), "entry", "entries");
            desk.voice
                .aside(&format!("wrote {entries} to {}", path.display()));
            Ok(())
        }
    }
}

fn to_stdout(wish: &Wish, journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    if io::stdout().is_terminal() {
        let mut bytes = Vec::new();
        wish.write(&mut bytes, For::Pipe, journal, book)?;
        return desk.voice.text(&String::from_utf8_lossy(&bytes));
    }
    wish.write(desk.voice.stream(), For::Pipe, journal, book)
}

/// Writes a file whole; one that is there is replaced only if the person agrees,
/// and the journal never.
///
/// # Errors
/// As of [`run`].
pub fn to_file(
    path: &Path,
    force: bool,
    book: &Book,
    desk: &mut Desk,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let there = fs::metadata(&place).ok();
    if there.as_ref().is_some_and(|it| !it.is_file()) {
        let what = format!("{} is no file that can be replaced", path.display());
        return Err(Trouble::new(what, "name another file, or - for stdout").into());
    }
    if is_journal(&place, book.store.path()) {
        let what = format!("{} is the journal itself", path.display());
        return Err(Trouble::new(what, "nothing was written; name another file").into());
    }
    if there.is_some() && !force {
        let what = format!("{} is there already", path.display());
        desk.agree(
            &what,
            "Replace it?",
            "nothing was written; --force replaces it",
        )?;
    }
    written(&place, write).map_err(|error| unwritable(path, error))
}

/// Whether this is the journal, or one of the two files SQLite keeps beside it.
fn is_journal(place: &Path, journal: &Path) -> bool {
    ["", "-wal", "-shm"].into_iter().any(|ending| {
        let mut name = journal.as_os_str().to_owned();
        name.push(ending);
        fs::canonicalize(&name).is_ok_and(|kept| kept == place)
    })
}

/// A file is written beside its place and moved there whole.
fn written(
    place: &Path,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> Result<()>,
) -> Result<()> {
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut beside = tempfile::Builder::new()
        .prefix(".leaflog-")
        .tempfile_in(folder)?;
    beside
        .as_file()
        .set_permissions(Permissions::from_mode(0o600))?;
    let mut to = BufWriter::new(beside.as_file_mut());
    write(&mut to)?;
    to.flush()?;
    drop(to);
    beside.as_file().sync_all()?;
    beside.persist(place).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn unwritable(path: &Path, error: anyhow::Error) -> anyhow::Error {
    let what = format!("could not write {}", path.display());
    let Some(cause) = error.downcast_ref::<io::Error>() else {
        return error.context(what);
    };
    let why = match cause.raw_os_error() {
        Some(code) => trouble::plain(&io::Error::from_raw_os_error(code)),
        None => trouble::plain(&io::Error::from(cause.kind())),
    };
    Trouble::new(
        format!("{what}: {why}"),
        "nothing was changed; name a file in a folder that can be written",
    )
    .into()
}

impl Wish<'_> {
    /// Without notes, an entry that is only a note says nothing.
    fn entries<'a>(&self, journal: &'a Journal) -> impl Iterator<Item = &'a Entry> {
        let notes = self.notes;
        self.range
            .entries(journal)
            .filter(move |entry| notes == Notes::With || entry.kind() != Kind::Note)
    }

    fn write(&self, to: impl Write, target: For, journal: &Journal, book: &Book) -> Result<()> {
        match (self.shape, self.notes) {
            ("json", Notes::With) => {
                let entries = self.entries(journal);
                self.whole(to, entries, journal, book)
            }
            ("json", Notes::Without) => {
                let silent: Vec<Entry> = self.entries(journal).map(without_note).collect();
                self.whole(to, &silent, journal, book)
            }
            _ => Ok(csv::write(to, self.entries(journal), target, self.notes)?),
        }
    }

    fn whole<'a>(
        &self,
        to: impl Write,
        entries: impl IntoIterator<Item = &'a Entry>,
        journal: &Journal,
        book: &Book,
    ) -> Result<()> {
        let mut drafts = book.store.drafts()?;
        if self.notes == Notes::Without {
            drafts.retain(|draft| draft.kind != Kind::Note);
            for draft in &mut drafts {
                draft.answers.remove("note");
            }
        }
        let beside = Beside {
            settings: &journal.settings,
            tombstones: &book.store.tombstones()?,
            answers: &journal.answers,
            drafts: &drafts,
        };
        Ok(json::write(to, entries, beside)?)
    }
}

fn without_note(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    entry.note = None;
    entry
}
