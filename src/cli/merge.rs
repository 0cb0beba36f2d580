//! `leaflog merge`: joins the journal of another machine to this one, and
//! chooses where both had changed an entry.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts::wrapped_in;
use super::desk::{Book, Desk};
use super::takes::{flag, option, path, place};
use super::{key, remarks, words};
use crate::domain::edit::Edit;
use crate::domain::joining::{self, AfterPurge, Joining};
use crate::domain::known::{Known, Version};
use crate::domain::moment::When;
use crate::domain::{Entry, setting, text};
use crate::export::json;
use crate::rules;
use crate::saving;
use crate::stats::words::counted;
use crate::store::files::is_plain;
use crate::store::{Other, Passphrase, refuse_unreadable};
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let other = place("other", "FILE", "The other journal; it is only read");
    let conflicts = "List what was changed in both journals";
    let take = "Take what was written elsewhere; ID:2 the second of several";
    let keyfile = "A file with the other journal's passphrase";
    vec![
        other.value_parser(path()),
        flag("dry-run", "Say what it would do and change nothing"),
        flag("yes", "Join also where the two share no entry"),
        flag("restore", "Bring back days that were purged here"),
        flag("conflicts", conflicts),
        option("take", "ID", take),
        option("dismiss", "ID", "Keep what is here and let the other go"),
        option("other-passphrase-file", "FILE", keyfile).value_parser(path()),
    ]
}

/// Joins a journal, lists what was changed in both, or chooses.
///
/// # Errors
/// The other one cannot be read or is none; nothing was changed then.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if let Some(typed) = args.get_one::<String>("take") {
        return choose(typed, Choice::Take, desk);
    }
    if let Some(typed) = args.get_one::<String>("dismiss") {
        return choose(typed, Choice::Dismiss, desk);
    }
    if args.get_flag("conflicts") {
        return list(desk);
    }
    let Some(path) = args.get_one::<PathBuf>("other") else {
        return Err(Trouble::new(
            "the other journal is missing",
            "leaflog merge FILE names it; --conflicts lists what was changed in both",
        )
        .into());
    };
    join(args, path, desk)
}

fn join(args: &ArgMatches, path: &Path, desk: &mut Desk) -> Result<()> {
    // Before a journal is made here for nothing.
    refuse_unreadable(path)?;
    let locked = !is_plain(path);
    let dry = args.get_flag("dry-run");
    let mut book = if dry { desk.look()? } else { desk.open()? };
    let key = key(args, path, locked, &book, desk)?;
    let mut other = Other::open(path, &desk.paths.journal, key.as_slice())?;
    let (here, there) = (book.store.everything()?, other.everything()?);
    drop(other);
    let name = path.display().to_string();
    if !joining::are_related(&here, &there) && !args.get_flag("yes") && !dry {
        desk.agree(
            &format!("this journal and {name} share no entry"),
            "Join them anyway?",
            "nothing was changed; --yes joins them anyway",
        )?;
    }
    let after_purge = if args.get_flag("restore") {
        AfterPurge::Take
    } else {
        AfterPurge::LeaveOut
    };
    let joining = joining::join(&here, &there, after_purge, rules::called);
    refuse_unsound(&joining, &name, desk)?;
    if !dry {
        let now = book.when.now;
        book.store
            .bring_in(&joining.edits, &[], &joining.drafts, now)?;
        desk.voice.has_done(format!("{name} was merged"));
    }
    remarks::say(&joining.edits, &name, desk);
    tell(&joining, dry, &book.when, desk)
}

/// Names what no file could bring in either, and refuses the whole.
fn refuse_unsound(joining: &Joining, name: &str, desk: &mut Desk) -> Result<()> {
    let wrong: Vec<String> = joining.edits.iter().flat_map(unsound).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    for wrong in &wrong {
        desk.voice
            .aside(&text::one_line(&format!("{name}: {wrong}")));
    }
    let places = counted(wrong.len(), "place", "places");
    Err(Trouble::new(
        format!("{places} in {name} cannot be so"),
        "nothing was merged; correct them there with leaflog --journal FILE edit ID, or delete \
         them there, and try again",
    )
    .into())
}

/// What of this edit cannot be so, by the bounds that an import holds to.
fn unsound(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::Setting {
            name,
            to: Some(value),
            ..
        } => {
            let wrong = setting::check(name, value).err();
            wrong.map(|it| it.to_string()).into_iter().collect()
        }
        Edit::Merge { from, to: Some(to) } => {
            let mine = from.as_ref().map_or(&[][..], Known::versions);
            let new = to.versions().iter().filter(|it| !mine.contains(it));
            let entries = new.filter_map(Version::entry);
            entries.filter_map(unsound_entry).collect()
        }
        _ => Vec::new(),
    }
}

/// `"dose 3000000 g powder": amount: 3000000 g cannot be one dose; id 3f9a21`
fn unsound_entry(entry: &Entry) -> Option<String> {
    let sound = match saving::sound(entry) {
        Err(wrong) if !remarks::comes_back(entry) => Err(wrong.to_string()),
        _ => json::would_read(entry),
    };
    let why = sound.err()?;
    let says = text::quoted(&entry.says());
    Some(format!("{says}: {why}; id {}", entry.short_id()))
}

/// What opens the other journal, where it is locked.
fn key(
    args: &ArgMatches,
    path: &Path,
    locked: bool,
    book: &Book,
    desk: &Desk,
) -> Result<Option<Passphrase>> {
    if !locked {
        return Ok(None);
    }
    let in_hand: Vec<Passphrase> = book.store.key().cloned().into_iter().collect();
    let named = args.get_one::<PathBuf>("other-passphrase-file");
    key::of_another(path, &in_hand, named, desk).map(Some)
}

/// `merged  2 added, 1 changed, 3 the same`, then what a person should look at.
fn tell(joining: &Joining, dry: bool, when: &When, desk: &mut Desk) -> Result<()> {
    let verb = if dry {
        "nothing merged; it would be"
    } else {
        "merged"
    };
    let counts = counts(joining).join(", ");
    if desk.voice.look.plain {
        desk.voice.labelled(verb, &counts)?;
    } else {
        desk.voice.text(&format!("{verb}  {counts}"))?;
    }
    for (name, theirs) in &joining.settings {
        let says = format!(
            "the setting {name} is {} there; it stays as it is here",
            text::quoted(theirs)
        );
        said("setting", &says, desk)?;
    }
    for (mine, theirs) in &joining.twice {
        let one = format!("{}  {}, here", mine.short_id(), words::entry(mine, when));
        let other = format!(
            "{}  {}, there",
            theirs.short_id(),
            words::entry(theirs, when)
        );
        said("twice", &one, desk)?;
        said("and", &other, desk)?;
        let says = "may be one thing written down twice; both are kept, and leaflog delete ID \
                    removes one";
        said("these", &format!("  {says}"), desk)?;
    }
    for date in &joining.contradictions {
        let says = format!(
            "{} is said to be without kratom, and has a dose from the other machine; both are kept",
            words::day(*date, when)
        );
        said("look at", &says, desk)?;
    }
    if joining.purged > 0 {
        let left = counted(joining.purged, "entry", "entries");
        let says =
            format!("{left} of days that were purged here stay left out; --restore takes them");
        said("left out", &says, desk)?;
    }
    conflicts(joining, when, desk)
}

fn counts(joining: &Joining) -> Vec<String> {
    let answers = joining.edits.iter();
    let answers = answers.filter(|edit| matches!(edit, Edit::Answer { .. }));
    let settings = joining.edits.iter();
    let settings = settings.filter(|edit| matches!(edit, Edit::Setting { .. }));
    let others = [
        (joining.changed, "changed"),
        (joining.deleted, "deleted"),
        (joining.restored, "brought back"),
        (joining.conflicts.len(), "changed in both"),
        (settings.count(), "of the settings"),
        (answers.count(), "of what was shown of warnings"),
        (joining.drafts.len(), "half-written"),
    ];
    let others = others.into_iter().filter(|(n, _)| *n > 0);
    [(joining.added, "added"), (joining.same, "the same")]
        .into_iter()
        .chain(others)
        .map(|(n, what)| format!("{n} {what}"))
        .collect()
}

fn conflicts(joining: &Joining, when: &When, desk: &mut Desk) -> Result<()> {
    if joining.conflicts.is_empty() {
        return Ok(());
    }
    let known = joining.edits.iter().filter_map(|edit| match edit {
        Edit::Merge { to: Some(to), .. } => Some(to),
        _ => None,
    });
    let new = known.filter(|known| joining.conflicts.contains(&known.now().id()));
    tell_conflicts(new, when, desk)
}

fn list(desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let holding = book.store.everything()?;
    let mut open: Vec<&Known> = holding.known.values().collect();
    open.retain(|known| !known.elsewhere().is_empty());
    open.sort_by_key(|known| known.entry().map(|entry| (entry.at, entry.id)));
    if open.is_empty() {
        desk.voice
            .aside("no entry was changed in two journals at once");
        return Ok(());
    }
    tell_conflicts(open.into_iter(), &book.when, desk)
}

/// Each entry that was changed in both, and what else was written of it.
fn tell_conflicts<'a>(
    conflicts: impl Iterator<Item = &'a Known>,
    when: &When,
    desk: &mut Desk,
) -> Result<()> {
    if !desk.voice.look.plain {
        desk.voice
            .text("Changed in both journals; the later one counts, and the other is kept:")?;
    }
    for known in conflicts {
        let Some(entry) = known.entry() else {
            continue;
        };
        let id = entry.short_id();
        let says = words::entry_in_full(entry, when);
        if desk.voice.look.plain {
            desk.voice.labelled("id", &id)?;
            desk.voice.labelled("counts", &says)?;
        } else {
            wrapped(&format!("{id}  {says}"), 2, 10, desk)?;
        }
        let others = known.elsewhere();
        for (n, other) in others.iter().enumerate() {
            let which = match others.len() {
                1 => String::new(),
                _ => format!(" ({id}:{})", n + 1),
            };
            let says = elsewhere_says(other, when);
            if desk.voice.look.plain {
                desk.voice.labelled(&format!("elsewhere{which}"), &says)?;
            } else {
                wrapped(&format!("{says}{which}"), 10, 12, desk)?;
            }
        }
    }
    if desk.voice.look.plain {
        return Ok(());
    }
    desk.voice
        .text("leaflog merge --take ID takes the other one, --dismiss ID lets it go")
}

/// `also written elsewhere as: dose 3 g powder, Fri 20 Nov 18:05`
fn elsewhere_says(version: &Version, when: &When) -> String {
    match version {
        Version::Written(entry) => format!(
            "also written elsewhere as: {}",
            words::entry_in_full(entry, when)
        ),
        Version::Deleted(_) => "deleted elsewhere; kept, so that nothing is lost".to_owned(),
    }
}

fn said(label: &str, says: &str, desk: &mut Desk) -> Result<()> {
    if desk.voice.look.plain {
        return desk.voice.labelled(label, says);
    }
    wrapped(says, 2, 4, desk)
}

/// Lines that begin at one column and go on at another.
fn wrapped(says: &str, first: usize, rest: usize, desk: &mut Desk) -> Result<()> {
    let lines = wrapped_in(says, desk.voice.look.width, rest);
    for (n, line) in lines.into_iter().enumerate() {
        let indent = if n == 0 { first } else { rest };
        desk.voice.line([format!("{:indent$}{line}", "")])?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Take,
    Dismiss,
}

/// Takes or lets go what was written elsewhere: `3f9a21`, or `3f9a21:2` where
/// there are several.
fn choose(typed: &str, choice: Choice, desk: &mut Desk) -> Result<()> {
    let (ending, which) = match typed.split_once(':') {
        Some((ending, which)) => (ending, Some(which)),
        None => (typed, None),
    };
    let mut book = desk.look()?;
    let entry = book.find(ending)?;
    let known = book.store.known(entry.id)?;
    let Some(known) = known.filter(|known| !known.elsewhere().is_empty()) else {
        return Err(Trouble::new(
            format!(
                "nothing else was written of {}",
                words::entry(&entry, &book.when)
            ),
            "leaflog merge --conflicts lists what was changed in both",
        )
        .into());
    };
    let others = known.elsewhere();
    let chosen = chosen(&others, which, choice)?;
    let left_open = |it: &&Version| which.is_some() && !it.says_the_same(chosen);
    let beside: Vec<&Version> = others.iter().copied().filter(left_open).collect();
    let counts = match choice {
        Choice::Take => chosen,
        Choice::Dismiss => known.now(),
    };
    let beside = if counts.entry().is_some() {
        beside
    } else {
        vec![]
    };
    let to = known.settled(counts, &beside, book.when.now);
    let says = match (choice, counts) {
        (Choice::Take, Version::Written(taken)) => {
            format!("Taken: {}", words::entry_in_full(taken, &book.when))
        }
        (Choice::Take, Version::Deleted(_)) => {
            format!(
                "Deleted, as elsewhere: {}",
                words::entry(&entry, &book.when)
            )
        }
        (Choice::Dismiss, _) => format!("Kept: {}", words::entry_in_full(&entry, &book.when)),
    };
    let from = known.clone();
    book.store
        .apply(&[Edit::Settle { from, to }], book.when.now)?;
    desk.voice.has_done("the choice was written down");
    desk.voice
        .text(&format!("{says}. leaflog undo takes it back."))
}

fn chosen<'a>(others: &[&'a Version], which: Option<&str>, choice: Choice) -> Result<&'a Version> {
    let place = match which {
        Some(which) => which.parse::<usize>().ok().and_then(|n| n.checked_sub(1)),
        None if others.len() == 1 || choice == Choice::Dismiss => Some(0),
        None => None,
    };
    place.and_then(|n| others.get(n).copied()).ok_or_else(|| {
        Trouble::new(
            format!("there are {} other versions of this entry", others.len()),
            "write ID:1, ID:2 …; leaflog merge --conflicts lists them",
        )
        .into()
    })
}
