//! `leaflog export csv --dictionary`, `--tables DIR` and `export json --schema`:
//! what the columns say, one table a kind, and the shape of the JSON.

use std::fs::{self, DirBuilder, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;

use super::desk::Desk;
use super::usage::Usage;
use super::{file, range};
use crate::domain::Entry;
use crate::domain::text::quoted;
use crate::export::csv::{For, Notes};
use crate::export::delimiter::Delimiter;
use crate::export::tables::{self, DICTIONARY, Style};
use crate::export::{dictionary, schema};
use crate::file::refuse_the_journal;
use crate::stats::words::counted;
use crate::trouble::Trouble;

/// What is asked for beside the journal in one file.
#[derive(Debug, PartialEq)]
pub enum Asked {
    Dictionary,
    Tables(PathBuf),
    Schema,
}

/// What stands between cells.
///
/// # Errors
/// Another sign was typed.
pub fn delimiter(args: &ArgMatches) -> Result<Delimiter> {
    let Some(typed) = args.get_one::<String>("delimiter") else {
        return Ok(Delimiter::default());
    };
    Delimiter::named(typed).ok_or_else(|| {
        wrong(
            format!("--delimiter: {} does not fit", quoted(typed)),
            "write ',' or ';' in quotes, or tab; with ';' numbers have a decimal comma".to_owned(),
        )
    })
}

/// Which of them is asked for, if any.
///
/// # Errors
/// It does not go with the shape, or with another.
pub fn asked(args: &ArgMatches, shape: &str) -> Result<Option<Asked>> {
    let tables = args.get_one::<PathBuf>("tables");
    let wishes = [
        ("dictionary", "csv", args.get_flag("dictionary")),
        ("tables", "csv", tables.is_some()),
        ("delimiter", "csv", args.contains_id("delimiter")),
        ("schema", "json", args.get_flag("schema")),
    ];
    for (option, of, wished) in wishes {
        if wished && shape != of {
            return Err(wrong(
                format!("--{option} goes with export {of}"),
                format!("write leaflog export {of} --{option}"),
            ));
        }
    }
    if let Some(folder) = tables {
        for (option, wished) in [
            ("dictionary", args.get_flag("dictionary")),
            ("out", args.contains_id("out")),
        ] {
            if wished {
                return Err(wrong(
                    format!("--tables and --{option} do not go together"),
                    "--tables DIR writes the tables and the dictionary to DIR".to_owned(),
                ));
            }
        }
        return Ok(Some(Asked::Tables(folder.clone())));
    }
    let dictionary = args.get_flag("dictionary").then_some(Asked::Dictionary);
    let schema = args.get_flag("schema").then_some(Asked::Schema);
    Ok(dictionary.or(schema))
}

fn wrong(what: String, hint: String) -> anyhow::Error {
    Usage { what, hint }.into()
}

/// Writes it.
///
/// # Errors
/// A file could not be written; nothing was then.
pub fn run(asked: &Asked, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let delimiter = delimiter(args)?;
    match asked {
        Asked::Dictionary => {
            let rows = dictionary::of_journal();
            let written =
                |to: &mut dyn Write, target| dictionary::write(to, &rows, target, delimiter);
            text(&written, "the data dictionary", args, desk)
        }
        Asked::Schema => {
            let written = |to: &mut dyn Write, _| to.write_all(schema::TEXT.as_bytes());
            text(&written, "the JSON schema", args, desk)
        }
        Asked::Tables(folder) => into(folder, delimiter, args, desk),
    }
}

/// A text that says nothing of the journal, to stdout or a file.
fn text(
    write: &dyn Fn(&mut dyn Write, For) -> io::Result<()>,
    name: &str,
    args: &ArgMatches,
    desk: &mut Desk,
) -> Result<()> {
    let out = args.get_one::<PathBuf>("out");
    let Some(path) = out.filter(|path| path.as_os_str() != "-") else {
        if io::stdout().is_terminal() {
            let mut bytes = Vec::new();
            write(&mut bytes, For::Pipe)?;
            return desk.voice.text(&String::from_utf8_lossy(&bytes));
        }
        return Ok(write(desk.voice.stream(), For::Pipe)?);
    };
    let journal = desk.paths.journal.clone();
    let force = args.get_flag("force");
    file::write(path, force, &journal, desk, |to| Ok(write(to, For::File)?))?;
    desk.voice
        .aside(&format!("wrote {name} to {}", path.display()));
    Ok(())
}

fn into(folder: &Path, delimiter: Delimiter, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let range = range::of(args, &book.when)?;
    let notes = if args.get_flag("no-notes") {
        Notes::Without
    } else {
        Notes::With
    };
    let style = Style { notes, delimiter };
    let journal = book.store.load()?;
    let entries: Vec<&Entry> = range.entries(&journal).collect();
    let names = names(notes);
    let old = names_of_others(&names);
    let there = [names.as_slice(), &old].concat();
    let force = args.get_flag("force");
    may_write(folder, &there, force, book.store.path(), desk)?;
    desk.agree_in_clear(folder)?;
    all_or_none(folder, &names, &old, |beside| {
        for kind in tables::kinds(notes) {
            let to = private(&beside.join(tables::file_name(kind)))?;
            kept(to, |to| {
                tables::write(to, kind, entries.iter().copied(), style)
            })?;
        }
        let to = private(&beside.join(DICTIONARY))?;
        kept(to, |to| tables::write_dictionary(to, style))
    })
    .map_err(|error| unwritable(folder, &error))?;
    let kinds = tables::kinds(notes).map(|kind| {
        let rows = entries.iter().filter(|entry| entry.kind() == kind).count();
        format!("{} {rows}", tables::file_name(kind))
    });
    let kinds: Vec<String> = kinds.collect();
    let files = counted(names.len(), "file", "files");
    desk.voice
        .aside(&format!("wrote {files} to {}", folder.display()));
    desk.voice
        .aside(&format!("rows: {}, and {DICTIONARY}", kinds.join(", ")));
    Ok(())
}

fn names(notes: Notes) -> Vec<String> {
    let tables = tables::kinds(notes).map(tables::file_name);
    tables.chain([DICTIONARY.to_owned()]).collect()
}

/// The files of a set that this one leaves out.
fn names_of_others(these: &[String]) -> Vec<String> {
    let mut all = names(Notes::With);
    all.retain(|name| !these.contains(name));
    all
}

/// A folder, new or without these files in it; never over the journal.
fn may_write(
    folder: &Path,
    names: &[String],
    force: bool,
    journal: &Path,
    desk: &mut Desk,
) -> Result<()> {
    if fs::metadata(folder).is_ok_and(|it| !it.is_dir()) {
        return Err(Trouble::new(
            format!("{} is no folder", folder.display()),
            "nothing was written; name a new or an empty folder",
        )
        .into());
    }
    let there: Vec<PathBuf> = names
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.symlink_metadata().is_ok())
        .collect();
    for path in &there {
        let path_there = path.canonicalize().unwrap_or_else(|_| path.clone());
        refuse_the_journal(&path_there, path, journal)?;
        if path.is_dir() {
            let what = format!("{} is no file that can be replaced", path.display());
            return Err(Trouble::new(what, "nothing was written; name another folder").into());
        }
    }
    match there.first() {
        Some(first) if !force => {
            let more = match there.len() - 1 {
                0 => String::new(),
                more => format!(", and {more} more of these files"),
            };
            let what = format!("{} is there already{more}", first.display());
            desk.agree(
                &what,
                "Replace what is there?",
                "nothing was written; name a new or an empty folder, or --force replaces them",
            )
        }
        _ => Ok(()),
    }
}

/// Writes all files beside their places first, and moves them there when every
/// one is whole. What was there before comes back if one cannot be moved; what
/// is stale goes with it, for a set without notes leaves no older notes behind.
fn all_or_none(
    folder: &Path,
    names: &[String],
    stale: &[String],
    write: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let is_new = match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
        Err(error) => return Err(error),
    };
    let done = (|| {
        let hidden = |prefix| tempfile::Builder::new().prefix(prefix).tempdir_in(folder);
        let (beside, before) = (hidden(".leaflog-new-")?, hidden(".leaflog-old-")?);
        write(beside.path())?;
        moved(folder, names, stale, beside.path(), before.path())?;
        File::open(folder)?.sync_all()
    })();
    if done.is_err() && is_new {
        // Empty again: the hidden folders are gone with what they held.
        let _ = fs::remove_dir(folder);
    }
    done
}

fn moved(
    folder: &Path,
    names: &[String],
    stale: &[String],
    from: &Path,
    before: &Path,
) -> io::Result<()> {
    let all: Vec<&String> = names.iter().chain(stale).collect();
    for (n, name) in all.iter().enumerate() {
        let place = folder.join(name);
        let away = match fs::rename(&place, before.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        let there = away.and_then(|()| {
            if n < names.len() {
                fs::rename(from.join(name), &place)
            } else {
                Ok(())
            }
        });
        if let Err(error) = there {
            for (n, name) in all[..=n].iter().enumerate() {
                let place = folder.join(name);
                if n < names.len() && !from.join(name).exists() {
                    let _ = fs::remove_file(&place);
                }
                let _ = fs::rename(before.join(name), &place);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

fn kept(
    mut file: File,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> io::Result<()>,
) -> io::Result<()> {
    let mut to = BufWriter::new(&mut file);
    write(&mut to)?;
    to.flush()?;
    drop(to);
    file.sync_all()
}

fn unwritable(folder: &Path, error: &io::Error) -> anyhow::Error {
    let why = crate::file::reason(error);
    Trouble::new(
        format!("could not write to {}: {why}", folder.display()),
        "nothing was written; name a new folder in one that can be written",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_disk_that_is_full_half_way_leaves_nothing_and_takes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let names = ["a.csv".to_owned(), "b.csv".to_owned()];
        let half = |beside: &Path| {
            fs::write(beside.join("a.csv"), "new")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        };
        let new = home.path().join("new");
        assert!(all_or_none(&new, &names, &[], half).is_err());
        assert!(!new.exists());
        let old = home.path().join("old");
        fs::create_dir(&old).unwrap();
        fs::write(old.join("a.csv"), "old").unwrap();
        assert!(all_or_none(&old, &names, &[], half).is_err());
        assert_eq!(there(&old), pairs(&[("a.csv", "old")]));
    }

    #[test]
    fn what_was_there_comes_back_where_one_file_cannot_be_moved() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("old");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.csv"), "old").unwrap();
        let names = ["a.csv", "b.csv", "never-written.csv"].map(str::to_owned);
        fs::write(folder.join("stale.csv"), "old").unwrap();
        let two = |beside: &Path| {
            fs::write(beside.join("a.csv"), "new")?;
            fs::write(beside.join("b.csv"), "new")
        };
        let stale = ["stale.csv".to_owned()];
        let before = pairs(&[("a.csv", "old"), ("stale.csv", "old")]);
        assert!(all_or_none(&folder, &names, &stale, two).is_err());
        // The third was never there, so that nothing could be moved for it.
        assert_eq!(there(&folder), before);
        assert!(all_or_none(&folder, &names[..2], &stale, two).is_ok());
        let after = pairs(&[("a.csv", "new"), ("b.csv", "new")]);
        assert_eq!(there(&folder), after);
    }
}
