//! `leaflog purge`: removes for good, after saying how much and asking for a
//! word.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts::wrapped_in;
use super::desk::Desk;
use super::takes::{flag, option};
use super::words;
use crate::domain::field::Invalid;
use crate::stats::words::counted;
use crate::store::{Purge, Purging};
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let before = option("before", "DATE", "Every day before this one");
    let yes = flag("yes", "Purge without asking, in a script");
    vec![
        before,
        flag("all", "Everything, settings too"),
        yes.alias("yes-purge"),
    ]
}

/// Removes the days before a date, or everything.
///
/// # Errors
/// The word was not typed, and nothing was changed; or the disk would not take
/// it.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let before = args.get_one::<String>("before");
    if before.is_some() == args.get_flag("all") {
        let hint = "write either --before DATE, or --all for everything";
        return Err(Invalid::new("purge", "must say what to remove", hint).into());
    }
    let mut book = match before {
        Some(_) => desk.look()?,
        // Copies go too where the journal itself is gone already.
        None => desk.open()?,
    };
    let what = match before {
        Some(typed) => Purge::Before(book.when.parse_date("before", typed)?),
        None => Purge::All,
    };
    let backups = desk.paths.backups.clone();
    let purging = book.store.purging(what, &backups)?;
    if purging.is_nothing() {
        // An earlier purge may have been interrupted before this.
        book.store.wipe_free_space()?;
        return desk
            .voice
            .text("nothing to purge: nothing is kept from then");
    }
    for line in says(&purging, what, &book.when) {
        for (n, part) in wrapped_in(&line, desk.voice.look.width, 4)
            .iter()
            .enumerate()
        {
            let indent = if n == 0 { 2 } else { 4 };
            desk.voice.line([format!("{:indent$}{part}", "")])?;
        }
    }
    if !args.get_flag("yes") {
        agree(desk)?;
    }
    book.store.purge(what, &backups, book.when.moment())?;
    desk.voice.has_done("it was purged");
    desk.voice.text("Purged. This cannot be taken back.")
}

fn says(purging: &Purging, what: Purge, when: &crate::domain::moment::When) -> Vec<String> {
    let entries = counted(purging.entries(), "entry", "entries");
    let mut says = vec![match what {
        Purge::Before(date) => format!("{entries} before {} would go", words::day(date, when)),
        Purge::All => format!("{entries} would go: all there are, and every setting"),
    }];
    let beside = [
        (purging.deleted(), "trace", "traces", "of deleted entries"),
        (purging.drafts(), "form", "forms", "half-typed"),
        (
            usize::try_from(purging.answers).unwrap_or_default(),
            "record",
            "records",
            "of what was shown of warnings",
        ),
    ];
    for (n, one, many, of) in beside {
        if n > 0 {
            says.push(format!("{} {of}", counted(n, one, many)));
        }
    }
    if purging.changes > 0 {
        says.push("every kept change: undo begins anew".to_owned());
    }
    if !purging.copies.is_empty() {
        let copies = counted(purging.copies.len(), "copy", "copies");
        let fresh = match what {
            Purge::Before(_) => "; one copy of what is left is made",
            Purge::All => "",
        };
        says.push(format!("{copies} of the journal among its backups{fresh}"));
    }
    if purging.holds > 0 {
        let holds = counted(
            purging.holds,
            "medicine, fact or bag",
            "medicines, facts or bags",
        );
        says.push(format!(
            "{holds} from before that still holds stays, for warnings need it; leaflog delete and \
             then a purge remove it"
        ));
    }
    says.push(
        "Files you exported, copies you made yourself and other machines keep what they have. A \
         merge leaves these days out here; purge there too."
            .to_owned(),
    );
    says
}

/// Asks for the word.
fn agree(desk: &mut Desk) -> Result<()> {
    desk.voice.aside("This cannot be undone.");
    if desk.types_yes("remove it for good", "purge")? {
        return Ok(());
    }
    let hint = "type the whole word yes, or use --yes in a script";
    Err(Trouble::new("nothing was purged", hint).into())
}
