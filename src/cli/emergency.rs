//! `leaflog emergency`: the number, the steps, what was taken. It never fails:
//! without a journal the card stands all the same.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::TimeDelta;
use clap::{Arg, ArgMatches};

use super::alerts::wrapped_in;
use super::desk::{Book, Desk};
use super::file;
use super::takes::{option, path};
use super::voice::{Ink, Span, Voice};
use super::words;
use crate::clock;
use crate::domain::Entry;
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When};
use crate::domain::setting::Settings;
use crate::domain::text::one_line;
use crate::export::emergency as card;
use crate::rules::calls::Calls;
use crate::rules::emergency::{self, COUNTED_H, PACKET, SIGNS, STEPS};
use crate::rules::helplines::helplines;
use crate::stats::duration;

/// What the journal knows that helps now.
struct Known {
    journal: Journal,
    when: When,
}

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let out = "A file to carry along, a page where it ends in .html; - is stdout";
    vec![
        option("out", "FILE", out).value_parser(path()),
        file::force(),
        file::in_clear(),
    ]
}

/// Shows the card.
///
/// # Errors
/// Only where nobody reads it any more, or a file could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if let Some(path) = args.get_one::<PathBuf>("out") {
        return to_file(path, args.get_flag("force"), desk);
    }
    match read(desk) {
        Ok(known) => with(&known, &mut desk.voice),
        Err(error) => without(&error, &mut desk.voice),
    }
}

/// The card to carry along; a page where the name ends in `.html`. It stands
/// without a journal too.
fn to_file(path: &Path, force: bool, desk: &mut Desk) -> Result<()> {
    let read = read(desk);
    let (known, now) = match &read {
        Ok(known) => (Some(&known.journal), known.when.moment()),
        Err(_) => (None, clock::when(&Settings::default())?.moment()),
    };
    if let Err(error) = &read {
        let why = format!("the journal could not be read, and the card says so: {error:#}");
        desk.voice.aside(&why);
    }
    if path.as_os_str() == "-" {
        return desk.voice.text(&card::text(known, now));
    }
    let ending = path.extension().unwrap_or_default();
    let is_page = ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm");
    let text = if is_page {
        card::html(known, now)
    } else {
        card::text(known, now)
    };
    let journal = desk.paths.journal.clone();
    file::write(path, force, &journal, desk, |to| {
        Ok(to.write_all(text.as_bytes())?)
    })?;
    desk.voice
        .aside(&format!("wrote the card to {}", path.display()));
    Ok(())
}

/// The card with what the journal knows.
fn with(known: &Known, voice: &mut Voice) -> Result<()> {
    let calls = Calls::of(&known.journal);
    what_to_do(&calls, voice)?;
    taken(known, voice)?;
    paragraph("signs", SIGNS, voice)?;
    who_to_ask(&calls, voice)?;
    if calls.country.is_some() {
        return Ok(());
    }
    let says = "leaflog set country DE  shows the numbers of one country";
    paragraph("more", says, voice)
}

/// The card where no journal can be read, and why.
///
/// # Errors
/// As of [`run`].
pub fn without(error: &anyhow::Error, voice: &mut Voice) -> Result<()> {
    what_to_do(&Calls::default(), voice)?;
    paragraph("taken", card::UNREAD, voice)?;
    space(voice)?;
    paragraph("signs", SIGNS, voice)?;
    who_to_ask(&Calls::default(), voice)?;
    if voice.look.plain {
        return voice.labelled("journal", &format!("{error:#}"));
    }
    // A path is not broken in two.
    voice.text("  The journal could not be read:")?;
    voice.text(&format!("  {}", one_line(&format!("{error:#}"))))
}

/// The number and the steps.
fn what_to_do(calls: &Calls, voice: &mut Voice) -> Result<()> {
    number(calls, voice)?;
    for (n, step) in (1..).zip(STEPS) {
        numbered(n, step, voice)?;
    }
    space(voice)
}

/// Whom to tell, and where else to call.
fn who_to_ask(calls: &Calls, voice: &mut Voice) -> Result<()> {
    paragraph("packet", PACKET, voice)?;
    lines(calls, voice)
}

/// Never waits for a passphrase: the number comes first.
fn read(desk: &mut Desk) -> Result<Known> {
    let Book {
        mut store, when, ..
    } = desk.look_unasked()?;
    let from = when.now - TimeDelta::hours(COUNTED_H);
    let journal = store.load_since(from)?;
    Ok(Known { journal, when })
}

/// `  CALL  112                 Germany`
fn number(calls: &Calls, voice: &mut Voice) -> Result<()> {
    let number = calls.number();
    if voice.look.plain {
        let own = if calls.emergency.is_some() {
            ", your own number"
        } else {
            ""
        };
        return voice.labelled("call", &format!("{number}{own}"));
    }
    let numbers = joined("  CALL ", number.split(" · "), 8, voice.look.width);
    let name = calls.whose();
    for call in numbers {
        let room = 52_usize.saturating_sub(words::columns(&call)).max(2);
        let room = if name.is_empty() { 0 } else { room };
        let fits = words::columns(&call) + room + words::columns(name) <= voice.look.width;
        let name = if fits { name } else { "" };
        let after = format!("{:room$}{name}", "");
        let after = after.trim_end().to_owned();
        voice.line([Span(Ink::Level(Level::Urgent), call), after.into()])?;
    }
    voice.gap()
}

fn numbered(n: usize, step: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(&format!("step {n}"), step);
    }
    for (line, text) in wrapped_in(step, voice.look.width, 5)
        .into_iter()
        .enumerate()
    {
        let head = if line == 0 {
            format!("  {n}  ")
        } else {
            " ".repeat(5)
        };
        voice.line([format!("{head}{text}")])?;
    }
    Ok(())
}

fn taken(known: &Known, voice: &mut Voice) -> Result<()> {
    let now = known.when.moment();
    let journal = &known.journal;
    let lately = emergency::taken(journal, COUNTED_H, now).count();
    let told = emergency::told(journal, now);
    if lately == 0 {
        paragraph(
            "taken",
            "Nothing is written down for the last 72 hours; say what you know.",
            voice,
        )?;
    }
    let newest: Vec<(&Entry, String)> = told.iter().map(|it| (it.entry, it.says())).collect();
    each_taken("TAKEN", &newest, known, voice)?;
    let before = emergency::before(journal, &told, now).into_iter();
    let before: Vec<(&Entry, String)> = before.map(|it| (it, emergency::says(it))).collect();
    each_taken("ALSO", &before, known, voice)?;
    let more = lately - told.iter().map(|told| 1 + told.more).sum::<usize>();
    if more > 0 {
        let label = if told.is_empty() { "TAKEN" } else { "" };
        row(label, &format!("+ {more} in {COUNTED_H} h"), voice)?;
    }
    about(journal, now, voice)?;
    space(voice)
}

/// `  TAKEN      20:40   34 min ago    alcohol, 2 glasses of wine`, what was taken
/// under itself where it is long.
fn each_taken(
    label: &str,
    taken: &[(&Entry, String)],
    known: &Known,
    voice: &mut Voice,
) -> Result<()> {
    let now = known.when.moment();
    let whens: Vec<[String; 2]> = taken
        .iter()
        .map(|(entry, _)| {
            let elsewhere = words::elsewhere(entry.at, &known.when);
            let at = format!("{}{elsewhere}", emergency::clock(entry.at, now));
            [at, duration::ago(now - entry.at)]
        })
        .collect();
    let widest = |n: usize| whens.iter().map(|when| words::columns(&when[n])).max();
    let [wide, long] = [0, 1].map(|n| widest(n).unwrap_or_default());
    for (n, ([at, ago], (_, says))) in whens.iter().zip(taken).enumerate() {
        if voice.look.plain {
            voice.labelled(&label.to_lowercase(), &format!("{at}, {ago}: {says}"))?;
            continue;
        }
        let head = format!("{at:<wide$}  {ago:<long$}  ");
        // On a phone what was taken stands under its time.
        let beside = match voice.look.width {
            60.. => words::columns(&head),
            _ => 0,
        };
        if beside == 0 {
            let label = if n == 0 { label } else { "" };
            let when = head.trim_end().to_owned();
            voice.line([Span(Ink::Bold, format!("  {label:<11}")), when.into()])?;
        }
        let lines = wrapped_in(says, voice.look.width, 13 + beside);
        for (line, text) in lines.into_iter().enumerate() {
            let first = line == 0 && beside > 0;
            let label = if n == 0 && first { label } else { "" };
            let head = if first { head.as_str() } else { "" };
            let text = format!("{head:<beside$}{text}");
            voice.line([Span(Ink::Bold, format!("  {label:<11}")), text.into()])?;
        }
    }
    Ok(())
}

/// Regular medicines, and facts that still hold.
fn about(journal: &Journal, now: Moment, voice: &mut Voice) -> Result<()> {
    let facts = emergency::facts(journal, now);
    let daily = emergency::every_day(journal, now);
    for (label, known) in [("EVERY DAY", daily), ("ABOUT", facts)] {
        if !known.is_empty() {
            row(label, &known.join(" · "), voice)?;
        }
    }
    Ok(())
}

fn lines(calls: &Calls, voice: &mut Voice) -> Result<()> {
    for (label, lines) in calls.lines() {
        numbers(label, &lines, voice)?;
    }
    let Some(checked) = calls.checked() else {
        let find = helplines().fallback.find;
        let says = format!("To talk: {find} lists lines by country.");
        return paragraph("to talk", &says, voice);
    };
    let checked = format!("Numbers checked: {}", card::month(checked));
    paragraph("numbers checked", &checked, voice)
}

/// Each line with its number, none broken in two.
fn numbers(label: &str, items: &[String], voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(&label.to_lowercase(), &items.join(" · "));
    }
    joined(
        &format!("  {label}:"),
        items.iter().map(String::as_str),
        4,
        voice.look.width,
    )
    .into_iter()
    .try_for_each(|row| voice.line([row]))
}

/// Items behind a head, none broken in two.
fn joined<'a>(
    head: &str,
    items: impl Iterator<Item = &'a str>,
    indent: usize,
    width: usize,
) -> Vec<String> {
    let mut rows = vec![head.to_owned()];
    for (n, item) in items.enumerate() {
        let sign = if n == 0 { " " } else { " · " };
        let last = rows.len() - 1;
        let row = &mut rows[last];
        let room = words::columns(row) + words::columns(sign) + words::columns(item);
        if n == 0 || room <= width {
            row.push_str(sign);
            row.push_str(item);
        } else {
            rows.push(format!("{:indent$}{item}", ""));
        }
    }
    rows
}

fn row(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        let label = if label.is_empty() { "taken" } else { label };
        return voice.labelled(&label.to_lowercase(), says);
    }
    for (n, line) in wrapped_in(says, voice.look.width, 13)
        .into_iter()
        .enumerate()
    {
        let head = if n == 0 { label } else { "" };
        voice.line([Span(Ink::Bold, format!("  {head:<11}")), line.into()])?;
    }
    Ok(())
}

/// A paragraph of its own; its label stands only in plain text.
fn paragraph(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        let value = match says.split_once(": ") {
            Some((head, value)) if head.eq_ignore_ascii_case(label) => value,
            _ => says,
        };
        return voice.labelled(label, value);
    }
    for line in wrapped_in(says, voice.look.width, 2) {
        voice.line([format!("  {line}")])?;
    }
    if label == "signs" {
        voice.gap()
    } else {
        Ok(())
    }
}

fn space(voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        Ok(())
    } else {
        voice.gap()
    }
}
