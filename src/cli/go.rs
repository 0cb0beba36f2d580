//! `leaflog undo` and `leaflog redo`: through the kept changes, and saying what
//! was done.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::takes::flag;
use crate::domain::edit::{describe, entries};
use crate::stats::duration;
use crate::store::{Change, Way};
use crate::trouble::Trouble;

/// A change of more entries than this is only gone through once the person
/// agrees: it may be a whole import that they did not mean.
const MANY: usize = 20;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![flag("yes", "A change of many entries too, without asking")]
}

/// Takes the last change back, or makes it again.
///
/// # Errors
/// There is none, it is of many entries and nobody agreed, or an entry has moved
/// on since.
pub fn run(way: Way, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let now = book.when.now;
    let next = book.store.next_change(way, now)?;
    let many = next.filter(|change| entries(&change.edits) > MANY && !args.get_flag("yes"));
    if let Some(change) = many {
        let ago = duration::ago(now - change.at);
        agree(way, &change, &ago, desk)?;
        let next = book.store.next_change(way, now)?;
        if next.is_none_or(|next| next.no != change.no) {
            return Err(written_since().into());
        }
    }
    let Some((change, _)) = book.store.go(way, book.when.now)? else {
        return Err(nothing(way).into());
    };
    let what = describe(&change.edits);
    let says = match way {
        Way::Undo => format!("Took back: {what}. leaflog redo brings it back."),
        Way::Redo => format!("Made again: {what}. leaflog undo takes it back."),
    };
    desk.voice.has_done(match way {
        Way::Undo => format!("{what} was taken back"),
        Way::Redo => format!("{what} was made again"),
    });
    desk.voice.text(&says)
}

fn nothing(way: Way) -> Trouble {
    match way {
        Way::Undo => Trouble::new(
            "there is no change to take back",
            "changes are kept for 7 days, the last 200 of them",
        ),
        Way::Redo => Trouble::new(
            "there is nothing to bring back",
            "only what leaflog undo took back, until something new is written down",
        ),
    }
}

fn agree(way: Way, change: &Change, ago: &str, desk: &mut Desk) -> Result<()> {
    let what = describe(&change.edits);
    let (says, to_do, hint) = match way {
        Way::Undo => (
            format!("This would take back: {what}, written {ago}."),
            "take it back",
            "nothing was changed; leaflog undo --yes takes it back",
        ),
        Way::Redo => (
            format!("This would make again: {what}, written {ago}."),
            "make it again",
            "nothing was changed; leaflog redo --yes makes it again",
        ),
    };
    desk.remark(&says);
    desk.must_type_yes(to_do, "", hint)
}

fn written_since() -> Trouble {
    Trouble::new(
        "something else was written while this was asked",
        "nothing was changed; leaflog undo shows what is last now",
    )
}
