//! `leaflog import`: reads what was exported, all or nothing.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::foreign::{self, Source};
use super::progress::Bar;
use super::remarks;
use super::takes::{flag, path, place};
use crate::domain::edit::{Edit, differing};
use crate::domain::{Entry, text};
use crate::export::merge::{self, Deleted, Differing, Mode, Plan};
use crate::export::whole::{self, Here, WholePlan};
use crate::export::wrong::{Place, Wrong};
use crate::export::{json, read_csv};
use crate::saving;
use crate::stats::words::counted;
use crate::trouble::{self, Trouble};

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let shapes = ["csv", "json", foreign::HERBAL_TRACKER, foreign::PSYCHONAUT];
    let shape = place(
        "shape",
        "SHAPE",
        "What wrote the file; csv with --map is your own",
    );
    let file = place("file", "FILE", "The file; - is stdin");
    let mut takes = vec![
        shape.required(true).value_parser(shapes),
        file.required(true).value_parser(path()),
        flag("dry-run", "Say what it would do and change nothing"),
        flag("replace", "Take what the file says where it differs"),
        flag("restore", "Bring back what was deleted here"),
    ];
    takes.extend(foreign::options());
    takes.push(flag(
        "yes",
        "Import doses that look too large as they stand",
    ));
    takes
}

/// Reads a file into the journal.
///
/// # Errors
/// The file cannot be read or something in it is wrong; nothing was written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let shape = args
        .get_one::<String>("shape")
        .map_or("csv", String::as_str);
    let path = args.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let source = Source::asked(args, shape)?;
    let bytes = contents(&path)?;
    let name = path.display().to_string();
    if let Some(source) = source {
        return foreign::run(&source, &bytes, &name, args, desk);
    }
    let dry = args.get_flag("dry-run");
    let mut book = if dry { desk.look()? } else { desk.open()? };
    let mut bar = Bar::new(desk.voice.look, bytes.len());
    bar.part(0, READ);
    let plan = match shape {
        "json" => from_json(&bytes, mode(args), &mut book, &mut bar),
        _ => from_csv(&bytes, mode(args), &mut book, &mut bar),
    };
    if !matches!(plan, Ok(Ok(_))) || dry {
        bar.end();
    }
    let mut plan = plan?.map_err(|wrong| match foreign::elsewhere(shape, &bytes, &name) {
        Some(trouble) => trouble.into(),
        None => refused(&wrong, &name, desk),
    })?;
    let left_out = leave_out_purged(&mut plan.plan, mode(args), &book)?;
    if !dry {
        let edits = &plan.plan.edits;
        bar.part(READ, 100);
        let told = &mut |done| bar.at(done, edits.len());
        let now = book.when.now;
        book.store
            .bring_in_telling(edits, &plan.tombstones, &plan.drafts, now, told)?;
        bar.end();
        desk.voice.has_done(format!("{name} was imported"));
    }
    remarks::say(&plan.plan.edits, &name, desk);
    tell(&plan, dry, &name, desk)?;
    tell_left_out(left_out, desk)
}

pub(super) fn tell_left_out(left_out: usize, desk: &mut Desk) -> Result<()> {
    if left_out == 0 {
        return Ok(());
    }
    let left = counted(left_out, "entry", "entries");
    let says = format!("  {left} of days that were purged here left out; --restore takes them");
    desk.voice.text(&says)
}

/// Keeps days away that were purged here, and says how many entries that is.
pub(super) fn leave_out_purged(plan: &mut Plan, mode: Mode, book: &Book) -> Result<usize> {
    let purged = book.store.purged()?;
    if mode.deleted == Deleted::Restore || purged.is_empty() {
        return Ok(0);
    }
    let all = plan.edits.len();
    plan.edits.retain(|edit| match edit {
        Edit::Add(entry) => !purged.iter().any(|it| it.covers(entry)),
        _ => true,
    });
    let left_out = all - plan.edits.len();
    plan.added -= left_out;
    Ok(left_out)
}

pub(super) fn mode(args: &ArgMatches) -> Mode {
    Mode {
        differing: if args.get_flag("replace") {
            Differing::TakeTheirs
        } else {
            Differing::Keep
        },
        deleted: if args.get_flag("restore") {
            Deleted::Restore
        } else {
            Deleted::StayDeleted
        },
    }
}

fn contents(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| {
        let why = trouble::plain(&error);
        Trouble::new(
            format!("could not read {}: {why}", path.display()),
            "name the file to read, or - for stdin",
        )
    })?;
    Ok(bytes)
}

type Planned = Result<WholePlan, Vec<Wrong>>;

/// How much of an import is done, in percent, when all is read.
const READ: usize = 60;

fn from_csv(bytes: &[u8], mode: Mode, book: &mut Book, bar: &mut Bar) -> Result<Planned> {
    let told = &mut |done| bar.at(done, bytes.len());
    let rows = read_csv::read(bytes, &book.when, told);
    let mut rows = match rows {
        Ok(rows) => rows,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let entries = rows.iter().map(|row| (row.place, &row.entry));
    if let Err(wrong) = all_sound(entries) {
        return Ok(Err(wrong));
    }
    let journal = book.store.load()?;
    merge::keep_uncolumned(&mut rows, &journal);
    let plan = merge::plan(&journal, &book.store.tombstones()?, rows, mode);
    Ok(Ok(WholePlan {
        plan,
        ..WholePlan::default()
    }))
}

fn from_json(bytes: &[u8], mode: Mode, book: &mut Book, bar: &mut Bar) -> Result<Planned> {
    let file = match json::read_telling(bytes, &mut |done, of| bar.at(done, of)) {
        Ok(file) => file,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let entries = file.entries.iter().enumerate();
    let entries = entries.filter(|(_, entry)| !remarks::comes_back(entry));
    let entries = entries.map(|(n, entry)| (Place::At("entries", n), entry));
    if let Err(wrong) = all_sound(entries) {
        return Ok(Err(wrong));
    }
    let journal = book.store.load()?;
    let here = Here {
        tombstones: &book.store.tombstones()?,
        drafts: &book.store.drafts()?,
    };
    Ok(Ok(whole::plan(&journal, here, file, mode)))
}

/// Whether every entry of a file can be so by itself.
pub(super) fn all_sound<'a>(
    entries: impl Iterator<Item = (Place, &'a Entry)>,
) -> Result<(), Vec<Wrong>> {
    let wrong: Vec<Wrong> = entries
        .filter_map(|(place, entry)| Some(Wrong::of(place, saving::sound(entry).err()?)))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Names everything that is wrong, then refuses the file.
pub(super) fn refused(wrong: &[Wrong], name: &str, desk: &mut Desk) -> anyhow::Error {
    for wrong in wrong {
        desk.voice.aside(&text::one_line(&wrong.say(name)));
    }
    let places = wrong.iter().map(|wrong| wrong.places).sum();
    let places = counted(places, "place", "places");
    Trouble::new(
        format!("{places} in {name} cannot be read"),
        "nothing was imported; correct them and try again",
    )
    .into()
}

/// `imported  12 added, 3 the same`, then what stayed as it was.
pub(super) fn tell(plan: &WholePlan, dry: bool, name: &str, desk: &mut Desk) -> Result<()> {
    let WholePlan { plan: merged, .. } = plan;
    for kept in &merged.kept {
        let says = format!(
            "{name}{}: {} says {} in the file and {} here{}; kept as it is here",
            kept.place,
            kept.here.short_id(),
            text::quoted(&kept.there.says()),
            text::quoted(&kept.here.says()),
            match differing(&kept.here, &kept.there).as_slice() {
                [] => String::new(),
                [field] => format!(" ({field} differs)"),
                fields => format!(" ({} differ)", fields.join(", ")),
            },
        );
        desk.voice.aside(&says);
    }
    for name in &plan.settings_kept {
        desk.voice
            .aside(&format!("the setting {name} is kept as it is here"));
    }
    let verb = if dry {
        "nothing imported; it would be"
    } else {
        "imported"
    };
    let counts = counts(merged, plan).join(", ");
    if desk.voice.look.plain {
        return desk.voice.labelled(verb, &counts);
    }
    desk.voice.text(&format!("{verb}  {counts}"))?;
    if !merged.kept.is_empty() || plan.deleted_there > 0 {
        desk.voice.text("  --replace takes what the file says")?;
    }
    if merged.deleted_here > 0 {
        desk.voice
            .text("  --restore brings back what was deleted here")?;
    }
    Ok(())
}

fn counts(merged: &Plan, plan: &WholePlan) -> Vec<String> {
    let edits = |is: fn(&Edit) -> bool| merged.edits.iter().filter(|edit| is(edit)).count();
    let others = [
        (merged.replaced, "replaced"),
        (merged.kept.len(), "different and kept as here"),
        (merged.restored, "restored"),
        (merged.deleted_here, "deleted here and left so"),
        (plan.deleted, "deleted as in the file"),
        (plan.deleted_there, "deleted in the file and kept here"),
        (
            edits(|edit| matches!(edit, Edit::Setting { .. })),
            "of the settings",
        ),
        (
            edits(|edit| matches!(edit, Edit::Answer { .. })),
            "of what was shown of warnings",
        ),
        (plan.tombstones.len(), "known to be deleted now"),
        (plan.drafts.len(), "half-written"),
    ];
    let added = format!("{} added", merged.added);
    let same = format!("{} here already", merged.same);
    let others = others.into_iter().filter(|(n, _)| *n > 0);
    [added, same]
        .into_iter()
        .chain(others.map(|(n, what)| format!("{n} {what}")))
        .collect()
}
