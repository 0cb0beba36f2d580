//! `leaflog rules check`: tries a changed file of rules, names, numbers or a
//! Guide page, and says in plain words what is wrong with it. No journal is
//! looked at and nothing is changed.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts::paragraph;
use super::desk::Desk;
use super::takes::{path, place};
use crate::domain::text::one_line;
use crate::rules::check::{self, Checked, Sort, Wrong};
use crate::stats::words::counted;
use crate::trouble::{self, Trouble};

/// What files it can try.
const KNOWN: &str = "rules/*.toml, substances.toml (classes and names), symptoms.toml, \
                     facts.toml, helplines.toml, sources.toml and pages of guidance/*.md";

/// More than this nobody reads at once.
const MOST_TOLD: usize = 20;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let file = place(
        "file",
        "FILE",
        "The file; its name says which one it would replace",
    );
    vec![file.required(true).value_parser(path())]
}

/// Checks a file.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let path = args.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let shown = path.display().to_string();
    let text = contents(&path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(sort) = Sort::of(&name, &text) else {
        let what = format!("{shown} is no file that can be tried here");
        return Err(Trouble::new(what, format!("it knows {KNOWN}")).into());
    };
    match check::file(&name, sort, &text) {
        Ok(checked) => told(&checked, &shown, desk),
        Err(wrong) => Err(refused(&wrong, &shown, desk)),
    }
}

fn contents(path: &Path) -> Result<String> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| {
        let why = trouble::plain(&error);
        let hint = "write where the file lies; most terminals write it when the file is dragged into their window";
        Trouble::new(format!("could not read {shown}: {why}"), hint)
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let what = format!("{shown} is not plain text in UTF-8");
        Trouble::new(what, "save it with a plain text editor, as UTF-8")
    })?;
    // What Notepad writes before the first letter.
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn refused(wrong: &[Wrong], shown: &str, desk: &mut Desk) -> anyhow::Error {
    for wrong in wrong.iter().take(MOST_TOLD) {
        desk.voice.aside(&one_line(&wrong.say(shown)));
    }
    if let Some(more) = wrong.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        desk.voice
            .aside(&format!("… and {more} more; correct these first"));
    }
    let places = counted(wrong.len(), "place", "places");
    Trouble::new(
        format!("{places} in {shown} to correct"),
        "correct them and run it again; nothing was changed",
    )
    .into()
}

fn told(checked: &Checked, shown: &str, desk: &mut Desk) -> Result<()> {
    let ran = match (checked.own, checked.others) {
        (0, 0) => String::new(),
        (0, all) => format!(" All {all} proofs of the rules ran with it and hold."),
        (own, others) => format!(
            " {} of its own ran and hold, and so do the {others} of all other rules.",
            counted(own, "proof", "proofs"),
        ),
    };
    let says = format!("{shown}: in order: {}.{ran}", checked.counted);
    paragraph(&says, &mut desk.voice)?;
    for note in &checked.notes {
        paragraph(note, &mut desk.voice)?;
    }
    let proven = match checked.own + checked.others {
        0 => "",
        _ => " and does what its proofs show",
    };
    let says = format!(
        "This says that the file is well formed{proven}. Whether it is true, only people who know \
         the medicine can say: two of them, as CONTRIBUTING.md asks."
    );
    paragraph(&says, &mut desk.voice)
}
