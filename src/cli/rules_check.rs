//! `leaflog rules check`: tries changed files of rules, names, numbers or Guide
//! pages, and says in plain words what is wrong with it. No journal is
//! looked at and nothing is changed.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::TimeDelta;
use clap::{Arg, ArgMatches};

use super::alerts::paragraph;
use super::desk::Desk;
use super::given;
use super::takes::{path, place};
use crate::clock;
use crate::domain::text::one_line;
use crate::rules::check::{self, AllWrong, Given, Sort, Together};
use crate::stats::words::counted;
use crate::trouble::Trouble;

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
        "A file; its name says which one it would replace. Several are tried together",
    );
    let file = file.required(true).num_args(1..);
    vec![file.value_parser(path())]
}

/// Checks files, all of them in the place of the built-in ones at once.
///
/// # Errors
/// One cannot be read, or something in one is wrong.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let paths = args.get_many::<PathBuf>("file").into_iter().flatten();
    let (mut shown, mut given) = (Vec::new(), Vec::new());
    for path in paths {
        shown.push(path.display().to_string());
        given.push(file(path, desk)?);
    }
    // Somewhere it is already the next day.
    let today = (clock::now()? + TimeDelta::hours(14)).date_naive();
    match check::files(&given, today) {
        Ok(together) => told(&together, &shown, desk),
        Err(wrong) => Err(refused(&wrong, &shown, desk)),
    }
}

/// Reads one file.
fn file(path: &Path, desk: &mut Desk) -> Result<Given> {
    let text = contents(path)?;
    let name = check::meant(&path.file_name().unwrap_or_default().to_string_lossy());
    if let Some(sort) = Sort::of(&name, &text) {
        return Ok(Given { name, sort, text });
    }
    let shown = path.display().to_string();
    let slips = check::slips(&text);
    if !slips.is_empty() {
        let slips: AllWrong = slips.into_iter().map(|it| (Some(0), it)).collect();
        return Err(refused(&slips, &[shown], desk));
    }
    let what = format!("{shown} is no file that can be tried here");
    Err(Trouble::new(what, format!("it knows {KNOWN}")).into())
}

/// The longest of these files has 200 kB.
const MOST: u64 = 8_000_000;

fn contents(path: &Path) -> Result<String> {
    let shown = path.display();
    let hint = "write where the file lies; most terminals write it when the file is dragged into their window";
    let bytes = given::read(path, MOST, hint)?;
    if bytes.starts_with(b"{\\rtf") {
        let what = format!("{shown} is rich text, not plain text");
        let hint = "in TextEdit choose Format, Make Plain Text, and save it again";
        return Err(Trouble::new(what, hint).into());
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        let what = format!("{shown} is not plain text in UTF-8");
        Trouble::new(what, "save it with a plain text editor, as UTF-8")
    })?;
    // What Notepad writes before the first letter.
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn refused(wrong: &AllWrong, shown: &[String], desk: &mut Desk) -> anyhow::Error {
    let all = shown.join(", ");
    for (at, wrong) in wrong.iter().take(MOST_TOLD) {
        let file = at.and_then(|at| shown.get(at)).unwrap_or(&all);
        desk.voice.aside(&one_line(&wrong.say(file)));
    }
    if let Some(more) = wrong.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        desk.voice
            .aside(&format!("… and {more} more; correct these first"));
    }
    let places = counted(wrong.len(), "place", "places");
    let mut named: Vec<&str> = Vec::new();
    for (at, _) in wrong {
        let file = at.and_then(|at| shown.get(at)).unwrap_or(&all);
        if !named.contains(&file.as_str()) {
            named.push(file);
        }
    }
    Trouble::new(
        format!("{places} in {} to correct", named.join(", ")),
        "correct them and run it again; nothing was changed",
    )
    .into()
}

fn told(together: &Together, shown: &[String], desk: &mut Desk) -> Result<()> {
    for (checked, shown) in together.each.iter().zip(shown) {
        let says = format!("{shown}: in order: {}.", checked.counted);
        let ran = ran(checked.own, together.others, together.each.len() > 1);
        paragraph(&(says + &ran), &mut desk.voice)?;
        for note in &checked.notes {
            paragraph(note, &mut desk.voice)?;
        }
    }
    let several = together.each.len() > 1;
    if several && together.others > 0 {
        let says = format!(
            "The {} proofs of all other rules ran with these files together and hold.",
            together.others
        );
        paragraph(&says, &mut desk.voice)?;
    }
    let own: usize = together.each.iter().map(|it| it.own).sum();
    let proven = match (own + together.others, several) {
        (0, _) => "",
        (_, false) => " and does what its proofs show",
        (_, true) => " and do what their proofs show",
    };
    let formed = if several {
        "the files are"
    } else {
        "the file is"
    };
    let says = format!(
        "This says that {formed} well formed{proven}. Whether it is true, only people who know \
         the medicine can say: two of them, as CONTRIBUTING.md asks."
    );
    paragraph(&says, &mut desk.voice)
}

/// Which proofs ran, behind what was found in order.
fn ran(own: usize, others: usize, several: bool) -> String {
    let its_own = counted(own, "proof", "proofs");
    match (own, others) {
        (0, 0) => String::new(),
        (0, _) if several => String::new(),
        (_, _) if several => format!(" {its_own} of its own ran and hold."),
        (0, all) => format!(" All {all} proofs of the rules ran with it and hold."),
        (_, others) => {
            format!(
                " {its_own} of its own ran and hold, and so do the {others} of all other rules."
            )
        }
    }
}
