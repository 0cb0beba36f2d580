//! `leaflog plan`: what the person means to do, beside what is written down.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::{option, path, place};
use super::voice::{Voice, dim};
use super::{alerts, file, words};
use crate::domain::Entry;
use crate::domain::edit::Edit;
use crate::domain::field::Invalid;
use crate::domain::journal::Journal;
use crate::domain::text;
use crate::plan::change::{self, WEEK};
use crate::plan::record::Record;
use crate::plan::supply::Supply;
use crate::plan::{self, Measure, Plan, ics};
use crate::stats::words::counted;
use crate::{rules, saving};

const DEEDS: [&str; 7] = ["limit", "step", "break", "hold", "back", "end", "ics"];

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![
        place(
            "deed",
            "WHAT",
            "limit, step, break, hold, back, end or ics; alone, show it",
        )
        .value_parser(DEEDS),
        place(
            "words",
            "WORDS",
            "3 doses, 6 g a day, 2.5 g a dose, 5 days a week; or days to hold",
        )
        .num_args(0..)
        .action(ArgAction::Append),
        option("from", "DATE", "The first day; for several steps, one each")
            .action(ArgAction::Append),
        option("to", "DATE", "The last day of a break"),
        option("why", "TEXT", "Why there is a break"),
        option("out", "FILE", "A file for ics; - is stdout").value_parser(path()),
        file::in_clear(),
        file::force(),
    ]
}

/// Shows the plan, or changes it: each deed is one change.
///
/// # Errors
/// A wrong answer, or the journal could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    match args.get_one::<String>("deed").map(String::as_str) {
        None => show(desk),
        Some("ics") => calendar(args, desk),
        Some(deed) => {
            let mut book = desk.open()?;
            let journal = book.store.load()?;
            let edits = edits(deed, args, &Plan::of(&journal), &book)?;
            keep(&edits, journal, &mut book, desk)
        }
    }
}

fn edits(deed: &str, args: &ArgMatches, plan: &Plan, book: &Book) -> Result<Vec<Edit>> {
    let when = &book.when;
    let id = || book.store.new_id(when.now);
    Ok(match deed {
        "limit" => steps(args, None, plan, book)?,
        "step" => steps(args, Some(Measure::Grams), plan, book)?,
        "break" => vec![pause(args, book)?],
        "hold" => change::hold(plan, days(args)?, when)?,
        "back" => change::back(plan, days(args)?, [id()?, id()?], when)?,
        _ => change::end(plan, when)?,
    })
}

fn words_of(args: &ArgMatches) -> Vec<String> {
    let words = args.get_many::<String>("words").into_iter().flatten();
    let words = words.flat_map(|word| word.split_whitespace().map(str::to_owned));
    words.collect()
}

/// How many days steps are moved.
fn days(args: &ArgMatches) -> Result<u64, Invalid> {
    let typed = words_of(args).join(" ");
    let number = typed
        .trim_end_matches("days")
        .trim_end_matches("day")
        .trim();
    match (number, number.parse()) {
        ("", _) => Ok(WEEK),
        (_, Ok(days @ 1..=366)) => Ok(days),
        _ => Err(Invalid::new(
            "plan",
            format!("{} is no number of days", text::quoted(&typed)),
            "write how many days, like 7",
        )),
    }
}

/// The lines typed, each from its own date.
fn steps(args: &ArgMatches, grams: Option<Measure>, plan: &Plan, book: &Book) -> Result<Vec<Edit>> {
    let mut typed: Vec<String> = Vec::new();
    for word in words_of(args) {
        match typed.last_mut() {
            Some(last) if !word.starts_with(|c: char| c.is_ascii_digit()) => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => typed.push(word),
        }
    }
    let from: Vec<&String> = args.get_many("from").into_iter().flatten().collect();
    let today_alone = from.is_empty() && typed.len() == 1;
    if typed.is_empty() || from.len() != typed.len() && !today_alone {
        return Err(Invalid::new(
            "from",
            format!(
                "there are {} and {}",
                counted(typed.len(), "amount", "amounts"),
                counted(from.len(), "date", "dates")
            ),
            "write each amount with its first day, like 6g --from 2026-12-01",
        )
        .into());
    }
    let mut edits = Vec::new();
    for (n, typed) in typed.iter().enumerate() {
        let line = Measure::parse(typed, grams)?;
        let from = match from.get(n) {
            Some(from) => book.when.parse_any_date("from", from)?,
            None => book.when.today(),
        };
        let id = book.store.new_id(book.when.now)?;
        edits.push(change::line(plan, line, from, id, &book.when)?);
    }
    Ok(edits)
}

fn pause(args: &ArgMatches, book: &Book) -> Result<Edit> {
    let date = |name: &'static str| {
        let typed = args
            .get_many::<String>(name)
            .and_then(|mut all| all.next_back());
        typed
            .map(|typed| book.when.parse_any_date(name, typed))
            .transpose()
    };
    let to = args.get_one::<String>("to");
    let to = to
        .map(|typed| book.when.parse_any_date("to", typed))
        .transpose()?;
    let why = args.get_one::<String>("why");
    let why = why.map(|typed| text::note("why", typed)).transpose()?;
    let from = date("from")?.unwrap_or_else(|| book.when.today());
    let id = book.store.new_id(book.when.now)?;
    Ok(change::pause(from, to, why, id, &book.when)?)
}

/// Saves the edits as one change, and says what they did and what they raise.
fn keep(edits: &[Edit], journal: Journal, book: &mut Book, desk: &mut Desk) -> Result<()> {
    let now = book.when.moment();
    let before = journal.clone();
    let (raised, after) = saving::each(journal, edits, now)?;
    let shown = rules::present(raised, &before, now);
    let all: Vec<Edit> = edits.iter().chain(&shown.edits).cloned().collect();
    book.store.apply(&all, book.when.now)?;
    desk.voice.has_done("the plan was changed");
    for edit in edits {
        done(edit, &mut desk.voice)?;
    }
    let remarks: Vec<Option<String>> = Plan::of(&after)
        .remarks(book.when.today())
        .into_iter()
        .map(Some)
        .collect();
    alerts::remarks(&remarks, &mut desk.voice)?;
    alerts::shown(&shown, &mut desk.voice)
}

/// `saved  at most 6 g a day, from Tue 1 Dec               3f9a21`
fn done(edit: &Edit, voice: &mut Voice) -> Result<()> {
    let Some(entry) = edit.entry() else {
        return Ok(());
    };
    let (verb, says) = match edit {
        Edit::Delete(_) => ("deleted", plan::says(entry)),
        Edit::Change { from, .. } if from.date() != entry.date() => (
            "moved",
            format!("{}, was {}", plan::says(entry), plan::day(from.date())),
        ),
        Edit::Change { .. } => ("changed", plan::says(entry)),
        _ => ("saved", plan::says(entry)),
    };
    row(verb, &format!("{verb}  {says}"), &says, entry, voice)
}

/// A line with the end of its entry's id at the right.
fn row(label: &str, line: &str, says: &str, entry: &Entry, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(label, &format!("{says}, id {}", entry.short_id()));
    }
    let room = voice.look.width.saturating_sub(13);
    let gap = room.saturating_sub(words::columns(line)).max(2);
    voice.line([line.into(), " ".repeat(gap).into(), dim(entry.short_id())])
}

fn show(desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let journal = book.store.load()?;
    let (now, today) = (book.when.moment(), book.when.today());
    let plan = Plan::of(&journal);
    let voice = &mut desk.voice;
    let rows = plan.rows(today);
    if rows.is_empty() {
        voice.text("No plan is written down.")?;
    }
    if let Some(says) = Record::of(&plan, &journal, now).words(&journal) {
        sentence("today", &says, voice)?;
    }
    for it in &rows {
        row("plan", &it.says, &it.says, it.entry, voice)?;
        if let Some(why) = &it.why {
            sentence("why", why, voice)?;
        }
    }
    for remark in plan.remarks(today) {
        sentence("note", &remark, voice)?;
    }
    if let Some(says) = Supply::of(&plan, &journal, now).and_then(|it| it.words()) {
        sentence("in the bag", &says, voice)?;
    }
    if voice.look.plain {
        return Ok(());
    }
    alerts::paragraph(
        "leaflog plan limit 3 doses, leaflog plan step 6g --from DATE and leaflog plan break --from DATE --to DATE write one down; hold, back and end change it.",
        voice,
    )
}

fn sentence(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(label, says);
    }
    alerts::paragraph(&format!("{label}: {}", text::one_line(says)), voice)
}

/// The plan as a calendar, to stdout or a file.
fn calendar(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let journal = book.store.load()?;
    let (plan, today) = (Plan::of(&journal), book.when.today());
    let written = ics::calendar(&plan, today);
    let out = args.get_one::<PathBuf>("out");
    let Some(out) = out.filter(|path| path.as_os_str() != "-") else {
        return desk.voice.data(written.as_bytes());
    };
    file::write(out, args.get_flag("force"), book.store.path(), desk, |to| {
        Ok(to.write_all(written.as_bytes())?)
    })?;
    let events = counted(ics::count(&plan, today), "entry", "entries");
    desk.voice
        .aside(&format!("wrote {events} to {}", out.display()));
    Ok(())
}
