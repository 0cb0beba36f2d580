//! `leaflog undo` and `leaflog redo`: through the kept changes, and saying what
//! was done.

use anyhow::Result;

use super::desk::Desk;
use crate::domain::edit::describe;
use crate::store::Way;
use crate::trouble::Trouble;

/// Takes the last change back, or makes it again.
///
/// # Errors
/// There is none, or an entry has moved on since.
pub fn run(way: Way, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
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
