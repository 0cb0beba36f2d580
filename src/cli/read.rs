//! `leaflog read`: that the person has read what holds, as the key `r` says it
//! on the Warnings page. Nothing is silenced by it that a key could not.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts;
use super::desk::Desk;
use super::takes::place;
use crate::domain::answer::{Level, Said};
use crate::rules::{self, Alert};
use crate::trouble::Trouble;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let rule = "A rule, as leaflog warnings --json names it, or all";
    vec![place("rule", "RULE", rule)]
}

/// Keeps as one change that what holds now was read: one rule, all of them, or
/// the urgent ones where nothing is named.
///
/// # Errors
/// Nothing of that name holds, or the journal could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let typed = args.get_one::<String>("rule").map(|typed| typed.trim());
    let mut book = desk.look()?;
    let journal = book.around(book.when.moment())?;
    let now = journal.present(book.when.moment());
    let holding = rules::holding(&journal, now);
    if holding.is_empty() && typed.is_none_or(|typed| typed.eq_ignore_ascii_case("all")) {
        return alerts::none(&mut desk.voice);
    }
    let read: Vec<Alert> = holding
        .into_iter()
        .filter(|alert| is_meant(alert, typed))
        .collect();
    if read.is_empty() {
        return Err(nothing(typed).into());
    }
    let edits = read.iter();
    let edits: Vec<_> = edits
        .map(|alert| rules::answered(alert, Said::Read, &journal, now))
        .collect();
    book.store.apply(&edits, book.when.now)?;
    desk.voice.has_done("that you have read it was kept");
    for alert in &read {
        desk.voice
            .text(&format!("Read: {}, {}", alert.rule, alert.title))?;
    }
    let still = if read.len() == 1 {
        "It still holds"
    } else {
        "They still hold"
    };
    let says = format!(
        "{still}; what is urgent is said anew with a new entry. leaflog undo takes it back."
    );
    alerts::paragraph(&says, &mut desk.voice)
}

/// `R01`, `R01-red-breathing`, `all`; without a word what is urgent.
fn is_meant(alert: &Alert, typed: Option<&str>) -> bool {
    let Some(typed) = typed else {
        return alert.level == Level::Urgent;
    };
    let typed = typed.to_lowercase();
    let rule = alert.rule.to_lowercase();
    typed == "all" || rule == typed || rule.split('-').next() == Some(typed.as_str())
}

fn nothing(typed: Option<&str>) -> Trouble {
    let what = match typed {
        Some(typed) => format!("{} does not hold now", crate::domain::text::quoted(typed)),
        None => "nothing urgent holds now".to_owned(),
    };
    Trouble::new(
        what,
        "leaflog warnings shows what holds; leaflog read all marks all of it",
    )
}
