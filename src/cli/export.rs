//! `leaflog export`: the journal in a shape others read.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::file;
use super::takes::{flag, option, path, place};
use super::{range, report, tables};
use crate::domain::field::Invalid;
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind};
use crate::export::csv::{self, For, Notes};
use crate::export::delimiter::Delimiter;
use crate::export::json::{self, Beside};
use crate::stats::range::Range;
use crate::stats::words::counted;

/// The shapes there are.
const SHAPES: [&str; 3] = ["csv", "json", "report"];

/// What is written, and where to.
struct Wish<'a> {
    shape: &'a str,
    range: Range,
    notes: Notes,
    delimiter: Delimiter,
}

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let only = option("only", "KINDS", "Report: only these kinds, like dose,sleep");
    let visit = option(
        "visit",
        "TEXT",
        "Report: what you want from the visit, one line",
    );
    vec![
        place("shape", "SHAPE", "What it is")
            .required(true)
            .value_parser(SHAPES),
        range::from(),
        range::to(),
        option("out", "FILE", "A file; - is stdout").value_parser(path()),
        flag("no-notes", "Leave the notes at home"),
        only,
        option("name", "TEXT", "Report: who made it, one line"),
        visit,
        flag("a4", "Report: for A4 paper"),
        flag("letter", "Report: for Letter paper").conflicts_with("a4"),
        file::force(),
        file::in_clear(),
        option(
            "delimiter",
            "SIGN",
            "Between the cells of a CSV: , ; or tab",
        ),
        flag("dictionary", "Say what each CSV column means, as CSV"),
        option("tables", "DIR", "One CSV file a kind, into a new folder").value_parser(path()),
        flag("schema", "Print the JSON Schema of export json"),
    ]
}

/// Writes the journal to stdout or a file.
///
/// # Errors
/// A wrong date, or the file could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let shape = args
        .get_one::<String>("shape")
        .map_or("csv", String::as_str);
    if let Some(asked) = tables::asked(args, shape)? {
        return tables::run(&asked, args, desk);
    }
    let mut book = desk.look()?;
    if shape == "report" {
        return report::run(args, &mut book, desk);
    }
    if let Some(option) = report::ONLY_THERE.iter().find(|name| is_given(args, name)) {
        let hint = "leaflog export report takes it";
        return Err(Invalid::new(option, "is for the report", hint).into());
    }
    let notes = if args.get_flag("no-notes") {
        Notes::Without
    } else {
        Notes::With
    };
    let wish = Wish {
        shape,
        range: range::of(args, &book.when)?,
        notes,
        delimiter: tables::delimiter(args)?,
    };
    let journal = book.store.load()?;
    let target = args
        .get_one::<PathBuf>("out")
        .filter(|path| path.as_os_str() != "-");
    match target {
        None => to_stdout(&wish, &journal, &book, desk),
        Some(path) => {
            let force = args.get_flag("force");
            file::write(path, force, book.store.path(), desk, |to| {
                wish.write(to, For::File, &journal, &book)
            })?;
            let entries = counted(wish.entries(&journal).count(), "entry", "entries");
            desk.voice
                .aside(&format!("wrote {entries} to {}", path.display()));
            Ok(())
        }
    }
}

fn is_given(args: &ArgMatches, name: &str) -> bool {
    args.value_source(name) == Some(ValueSource::CommandLine)
}

fn to_stdout(wish: &Wish, journal: &Journal, book: &Book, desk: &mut Desk) -> Result<()> {
    if io::stdout().is_terminal() {
        let mut bytes = Vec::new();
        wish.write(&mut bytes, For::Pipe, journal, book)?;
        return desk.voice.text(&String::from_utf8_lossy(&bytes));
    }
    wish.write(desk.voice.stream(), For::Pipe, journal, book)
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
            _ => {
                let entries = self.entries(journal);
                Ok(csv::write_with(
                    to,
                    entries,
                    target,
                    self.notes,
                    self.delimiter,
                )?)
            }
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
