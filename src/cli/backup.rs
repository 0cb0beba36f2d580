//! `leaflog backup`: a whole copy of the journal, or a list of those there are.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use super::desk::Desk;
use super::takes::{json, path, place};
use super::{file, key};
use crate::clock;
use crate::domain::moment::When;
use crate::domain::setting::Settings;
use crate::stats::words::counted;
use crate::store::backup::{self, Copies, Copy, Proved, Sort, why};
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![
        place("file", "FILE", "Where the copy goes").value_parser(path()),
        file::force(),
        json().conflicts_with("file"),
    ]
}

/// Copies the journal to a file, or lists the copies.
///
/// # Errors
/// The copy could not be written, or did not open.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    match args.get_one::<PathBuf>("file") {
        Some(path) => write(path, args.get_flag("force"), desk),
        None if args.get_flag("json") => {
            let listed: Vec<Value> = listed(desk)?.iter().map(Listed::json).collect();
            desk.voice.json(&listed)
        }
        None => list(desk),
    }
}

fn write(path: &Path, force: bool, desk: &mut Desk) -> Result<()> {
    if path.as_os_str() == "-" {
        return Err(Trouble::new(
            "a backup goes to a file",
            "leaflog backup FILE; leaflog export json writes everything to stdout",
        )
        .into());
    }
    if desk.paths.journal.symlink_metadata().is_err() {
        return Err(Trouble::new(
            format!(
                "there is no journal at {} yet",
                desk.paths.journal.display()
            ),
            "there is nothing to copy",
        )
        .into());
    }
    let store = desk.open()?.store;
    let place = file::place(path, force, store.path(), desk)?;
    let key = store.key().cloned();
    let locked = key.is_some();
    let copies = Copies::of(store.path(), &desk.paths.backups, key);
    let proved = copies.write_to(place.path()).map_err(|error| {
        Trouble::new(
            format!("could not write {}: {}", path.display(), why(&error)),
            "nothing was changed; name a file in a folder that can be written and has space",
        )
    })?;
    let bytes = std::fs::metadata(place.path()).map_or(0, |found| found.len());
    let entries = counted(proved.entries, "entry", "entries");
    let lock = if locked {
        "; it is locked with the journal's passphrase"
    } else {
        "; it is not locked: whoever has the file can read it"
    };
    desk.voice.aside(&format!(
        "copied {entries} to {} ({}), and opened it to see that it is whole{lock}",
        path.display(),
        size(bytes)
    ));
    Ok(())
}

/// A copy, and whether it opens.
struct Listed {
    copy: Copy,
    opens: Result<Proved>,
    /// It lies where a link leads to, or comes from.
    elsewhere: bool,
}

fn listed(desk: &Desk) -> Result<Vec<Listed>> {
    let mut listed = Vec::new();
    let copies = backup::all(&desk.paths.journal, &desk.paths.backups);
    let first = copies.iter().find(|copy| copy.is_locked());
    let key = match first {
        Some(first) => key::of_copies(&first.path, desk)?,
        None => None,
    };
    for copy in copies {
        let key = key.as_ref().filter(|_| copy.is_locked());
        let opens = backup::prove(&copy.path, key);
        let elsewhere = copy.path.parent() != Some(&desk.paths.backups);
        listed.push(Listed {
            copy,
            opens,
            elsewhere,
        });
    }
    Ok(listed)
}

fn list(desk: &mut Desk) -> Result<()> {
    let listed = listed(desk)?;
    let folder = desk.paths.backups.display().to_string();
    if listed.is_empty() {
        desk.voice.aside(&format!(
            "there are no copies of this journal in {folder} yet; one is made after the first change of a day"
        ));
        return Ok(());
    }
    let when = clock::when(&Settings::default())?;
    for one in &listed {
        if desk.voice.look.plain {
            desk.voice.labelled("backup", &one.plain(&when))?;
        } else {
            desk.voice.line([one.row(&when)])?;
        }
    }
    desk.voice.aside(&format!(
        "in {folder}; leaflog restore FILE goes back to one, leaflog backup FILE makes one more"
    ));
    Ok(())
}

impl Listed {
    fn name(&self) -> String {
        if self.elsewhere {
            return self.copy.path.display().to_string();
        }
        let name = self.copy.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// `2026-11-20   1204 entries   2.1 MB   opens   journal.db.2026-11-20.db`
    fn row(&self, when: &When) -> String {
        format!(
            "{:<25}  {:>13}  {:>8}  {:<6}  {}",
            self.of_when(when),
            self.entries(),
            size(self.copy.bytes),
            if self.opens.is_ok() { "opens" } else { "look" },
            match &self.opens {
                Ok(_) => self.name(),
                Err(error) => format!("{}: {}", self.name(), self.why_not(error)),
            }
        )
    }

    fn plain(&self, when: &When) -> String {
        format!(
            "{}, {}, {}, {}, {}",
            self.of_when(when),
            self.entries(),
            size(self.copy.bytes),
            match &self.opens {
                Ok(_) => "opens".to_owned(),
                Err(error) => format!("does not open: {}", self.why_not(error)),
            },
            self.copy.path.display()
        )
    }

    fn json(&self) -> Value {
        json!({
            "file": self.copy.path.to_string_lossy(),
            "date": self.copy.date().map(|date| date.to_string()),
            "before": match &self.copy.sort {
                Sort::Day(_) => None,
                Sort::For(why, _) => Some(why),
            },
            "bytes": self.copy.bytes,
            "opens": self.opens.is_ok(),
            "entries": self.opens.as_ref().ok().map(|proved| proved.entries),
            "why_not": self.opens.as_ref().err().map(|error| self.why_not(error)),
        })
    }

    fn of_when(&self, when: &When) -> String {
        match &self.copy.sort {
            Sort::Day(date) => date.to_string(),
            Sort::For(why, at) => {
                let date = when.zone.at(*at).date_naive();
                format!("{date} {}", why.replace('-', " "))
            }
        }
    }

    fn entries(&self) -> String {
        match &self.opens {
            Ok(proved) => counted(proved.entries, "entry", "entries"),
            Err(_) => "-".to_owned(),
        }
    }

    fn why_not(&self, error: &anyhow::Error) -> String {
        if self.copy.is_locked() {
            "it is locked, or damaged".to_owned()
        } else {
            why(error)
        }
    }
}

/// `2.1 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    let units = ["kB", "MB", "GB", "TB"];
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let mut number = bytes as f64 / 1000.0;
    let mut at = 0;
    while number >= 1000.0 && at + 1 < units.len() {
        number /= 1000.0;
        at += 1;
    }
    match number {
        number if number < 10.0 => format!("{number:.1} {}", units[at]),
        number => format!("{number:.0} {}", units[at]),
    }
}
