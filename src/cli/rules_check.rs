//! `leaflog rules check`: tries a changed file of rules, names, numbers or a
//! Guide page, and says in plain words what is wrong with it. No journal is
//! looked at and nothing is changed.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ArgMatches;

use super::alerts::paragraph;
use super::desk::Desk;
use crate::domain::text::one_line;
use crate::rules::check::{self, Checked, Sort, Wrong};
use crate::stats::words::counted;
use crate::trouble::{self, Trouble};

/// What files it can try.
const KNOWN: &str = "rules/*.toml, substances.toml (classes and names), symptoms.toml, \
                     facts.toml, helplines.toml, sources.toml and pages of guidance/*.md";

/// More than this nobody reads at once.
const MOST_TOLD: usize = 20;

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
        let hint = "name a file that is there; the folder you are in counts: rules/amounts.toml";
        Trouble::new(format!("could not read {shown}: {why}"), hint)
    })?;
    String::from_utf8(bytes).map_err(|_| {
        let what = format!("{shown} is not plain text in UTF-8");
        Trouble::new(what, "save it with a plain text editor, as UTF-8").into()
    })
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
    let mut says = format!("{shown}: in order: {}.", checked.counted);
    if checked.own > 0 {
        says += &format!(" {} of it ran and hold.", proofs(checked.own));
    }
    if checked.others > 0 {
        let ran = proofs(checked.others);
        let whose = if checked.own > 0 {
            "all other rules"
        } else {
            "the rules"
        };
        says += &format!(" {ran} of {whose} ran with it and hold.");
    }
    paragraph(&says, &mut desk.voice)?;
    if !checked.note.is_empty() {
        paragraph(
            &format!("Worth knowing: {}.", checked.note),
            &mut desk.voice,
        )?;
    }
    paragraph(
        "It says that the file is well formed and does what its proofs show, not that it is \
         true: that takes two people who know the medicine. CONTRIBUTING.md says how.",
        &mut desk.voice,
    )
}

fn proofs(n: usize) -> String {
    counted(n, "proof", "proofs")
}
