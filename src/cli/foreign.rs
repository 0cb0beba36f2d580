//! `leaflog import` of what other programs keep: what was understood, and what
//! has no place here, is said before anything is kept.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use textwrap::{Options, WordSeparator};
use uuid::Uuid;

use super::desk::{Book, Desk};
use super::import;
use super::takes::option;
use super::usage::Usage;
use super::voice::Voice;
use super::words;
use crate::domain::edit::Edit;
use crate::domain::moment::{When, Zone};
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind};
use crate::export::foreign::dates::Order;
use crate::export::foreign::{
    Foreign, deleted_before, herbal_tracker, map, perhaps_twice, psychonaut,
};
use crate::export::merge::{self, Plan, Row};
use crate::export::whole::WholePlan;
use crate::export::wrong::{Place, Wrong};
use crate::saving;
use crate::stats::words::counted;
use crate::trouble::Trouble;

/// The shapes of other programs, as typed.
pub const HERBAL_TRACKER: &str = "herbal-tracker";
pub const PSYCHONAUT: &str = "psychonaut";

/// How a spreadsheet of one's own is to be read.
pub fn options() -> [Arg; 2] {
    let pairs = option(
        "map",
        "PAIRS",
        "Columns of your own spreadsheet: \"Date=date,Grams=amount\"; unit:=g says it for every row",
    );
    let dates = option(
        "dates",
        "ORDER",
        "Day, month and year of dates that can be read in two ways",
    );
    [
        pairs.action(ArgAction::Append),
        dates.value_parser(Order::NAMES),
    ]
}

/// Where a file comes from, if not from leaflog.
pub enum Source {
    Sheet {
        pairs: Vec<String>,
        order: Option<Order>,
    },
    HerbalTracker,
    Psychonaut,
}

impl Source {
    /// What was asked for.
    ///
    /// # Errors
    /// Words that do not go together.
    pub fn asked(args: &ArgMatches, shape: &str) -> Result<Option<Source>> {
        let pairs: Vec<String> = args
            .get_many::<String>("map")
            .map(|pairs| pairs.cloned().collect())
            .unwrap_or_default();
        let order = args.get_one::<String>("dates");
        if pairs.is_empty() && order.is_some() {
            return Err(misplaced("--dates goes with --map"));
        }
        if !pairs.is_empty() && shape != "csv" {
            return Err(misplaced("--map goes with import csv"));
        }
        Ok(match shape {
            HERBAL_TRACKER => Some(Source::HerbalTracker),
            PSYCHONAUT => Some(Source::Psychonaut),
            _ if pairs.is_empty() => None,
            _ => Some(Source::Sheet {
                pairs,
                order: order.and_then(|name| Order::named(name)),
            }),
        })
    }

    fn read(&self, bytes: &[u8], when: &When) -> Result<Foreign, Vec<Wrong>> {
        match self {
            Source::Sheet { pairs, order } => {
                let asked = map::Asked {
                    pairs,
                    order: *order,
                };
                map::read(bytes, asked, when)
            }
            Source::HerbalTracker => herbal_tracker::read(bytes, when),
            Source::Psychonaut => psychonaut::read(bytes, when),
        }
    }
}

fn misplaced(what: &str) -> anyhow::Error {
    Usage {
        what: what.to_owned(),
        hint: "leaflog import csv FILE --map \"Date=date,Grams=amount\"".to_owned(),
    }
    .into()
}

/// Reads a file from elsewhere into the journal.
///
/// # Errors
/// Something in it is wrong, or nobody agreed to what looks too large; nothing
/// was written.
pub fn run(
    source: &Source,
    bytes: &[u8],
    name: &str,
    args: &ArgMatches,
    desk: &mut Desk,
) -> Result<()> {
    let dry = args.get_flag("dry-run");
    let mut book = if dry { desk.look()? } else { desk.open()? };
    let read = source.read(bytes, &book.when).and_then(|read| {
        import::all_sound(read.rows.iter().map(|row| (row.place, &row.entry))).map(|()| read)
    });
    let read = match read {
        Ok(read) => read,
        Err(wrong) => return Err(import::refused(&wrong, name, desk)),
    };
    let is_sheet = matches!(source, Source::Sheet { .. });
    let seen = Seen::of(read, is_sheet, import::mode(args), &mut book)?;
    seen.tell(name, dry, &book, desk)?;
    let left_out = seen.left_out;
    let plan = WholePlan {
        plan: seen.plan,
        ..WholePlan::default()
    };
    if !dry {
        if !seen.large.is_empty() && !args.get_flag("yes") {
            let doses = counted(seen.large.len(), "very large dose", "very large doses");
            let what = format!("{name} holds {doses}");
            desk.agree(
                &what,
                "Import all of it as it stands?",
                "nothing was imported; look at those rows, then add --yes or correct them",
            )?;
        }
        book.store
            .bring_in(&plan.plan.edits, &[], &[], book.when.now)?;
        desk.voice.has_done(format!("{name} was imported"));
    }
    import::tell(&plan, dry, name, desk)?;
    import::tell_left_out(left_out, desk)
}

/// A file, and what it comes to in this journal.
struct Seen {
    /// Rows of the file, in its order: place, time and what it says.
    rows: Vec<(Place, Entry)>,
    settled: Vec<String>,
    not_taken: Vec<String>,
    plan: Plan,
    /// How many entries are of days that were purged here.
    left_out: usize,
    /// How many rows were taken as an entry here that says more or other than they.
    alike: usize,
    /// What of those entries is replaced.
    replaces: Vec<(Place, String)>,
    /// New entries of a minute of which one was deleted here.
    deleted: Vec<(Place, String)>,
    /// New entries beside one that may be the same.
    twice: Vec<(Place, String)>,
    /// New doses that are asked about.
    large: Vec<(Place, String)>,
}

/// Where what is told begins on its line.
const LABEL: usize = 15;
/// So many rows are shown before anything is kept.
const SHOWN: usize = 5;

impl Seen {
    fn of(mut read: Foreign, is_sheet: bool, mode: merge::Mode, book: &mut Book) -> Result<Seen> {
        let journal = book.store.load()?;
        let tombstones = book.store.tombstones()?;
        let when = book.when;
        read.recognise(&journal, &tombstones);
        if is_sheet {
            read.recognise_alike(&journal);
        }
        let rows: Vec<(Place, Entry)> = read
            .rows
            .iter()
            .map(|row: &Row| (row.place, row.entry.clone()))
            .collect();
        let places: HashMap<Uuid, Place> = rows
            .iter()
            .map(|(place, entry)| (entry.id, *place))
            .collect();
        let mut plan = merge::plan(&journal, &tombstones, read.rows, mode);
        let left_out = import::leave_out_purged(&mut plan, mode, book)?;
        let at = |entry: &Entry| places.get(&entry.id).copied().unwrap_or(Place::Whole);
        let twice = perhaps_twice(&journal, &plan);
        let twice = twice
            .into_iter()
            .map(|(new, here)| {
                let says = words::entry_in_full(new, &when);
                let beside = words::entry_in_full(here, &when);
                (at(new), format!("{says}; here already: {beside}"))
            })
            .collect();
        let deleted = deleted_before(&tombstones, &plan).into_iter().map(|new| {
            let says = words::entry_in_full(new, &when);
            let why = format!("{says}; one of that minute was deleted here, and this adds one");
            (at(new), why)
        });
        let deleted = deleted.collect();
        let replaces = plan.edits.iter().filter_map(|edit| match edit {
            Edit::Change { from, to } if read.alike.contains(&from.id) => {
                let (was, says) = (
                    words::entry_in_full(from, &when),
                    words::entry_in_full(to, &when),
                );
                Some((at(from), format!("here: {was}; then: {says}")))
            }
            _ => None,
        });
        let replaces = replaces.collect();
        let large = plan.edits.iter().filter_map(|edit| match edit {
            Edit::Add(entry) => Some((at(entry), saving::much_by_itself(entry.dose()?)?)),
            _ => None,
        });
        Ok(Seen {
            large: large.collect(),
            rows,
            settled: read.settled,
            not_taken: read
                .not_taken
                .into_iter()
                .map(|(what, n)| format!("{what} ({n})"))
                .collect(),
            alike: read.alike.len(),
            replaces,
            deleted,
            twice,
            plan,
            left_out,
        })
    }

    /// Says what was understood; before anything is kept, with the first rows.
    fn tell(&self, name: &str, dry: bool, book: &Book, desk: &mut Desk) -> Result<()> {
        let voice = &mut desk.voice;
        told(voice, "understood", &self.summary(book))?;
        if dry {
            for (place, entry) in self.rows.iter().take(SHOWN) {
                told(
                    voice,
                    &place_of(*place),
                    &words::entry_in_full(entry, &book.when),
                )?;
            }
            let more = self.rows.len().saturating_sub(SHOWN);
            if more > 0 {
                told(voice, "and", &format!("{more} more"))?;
            }
        }
        for settled in &self.settled {
            told(voice, "assumed", settled)?;
        }
        if !self.not_taken.is_empty() {
            told(voice, "not taken", &self.not_taken.join(", "))?;
        }
        if self.alike > 0 {
            told(voice, "taken as here", &taken_as_here(self.alike))?;
        }
        for (what, list, shown) in [
            // An entry that somebody typed is changed under its name only.
            ("replaces", &self.replaces, usize::MAX),
            ("deleted here", &self.deleted, SHOWN),
            ("perhaps twice", &self.twice, SHOWN),
            ("very large", &self.large, SHOWN),
        ] {
            for (place, says) in list.iter().take(shown) {
                told(voice, what, &format!("{name}{place}: {says}"))?;
            }
            let more = list.len().saturating_sub(shown);
            if more > 0 {
                told(voice, what, &format!("and {more} more"))?;
            }
        }
        Ok(())
    }

    /// `3 doses and 1 note, Tue 3 Nov 2026 07:40 to …, times of Europe/Berlin`.
    fn summary(&self, book: &Book) -> String {
        let mut kinds: Vec<String> = Vec::new();
        for kind in Kind::ALL {
            let n = self
                .rows
                .iter()
                .filter(|(_, entry)| entry.kind() == kind)
                .count();
            if n > 0 {
                let (one, many) = named(kind);
                kinds.push(counted(n, one, many));
            }
        }
        let times = self.rows.iter().map(|(_, entry)| entry.at);
        let (Some(first), Some(last)) = (times.clone().min(), times.max()) else {
            return "no rows".to_owned();
        };
        let day = |at: crate::domain::moment::Moment| at.format("%a %-d %b %Y").to_string();
        let span = if first.date_naive() == last.date_naive() {
            day(first)
        } else {
            format!("{} to {}", day(first), day(last))
        };
        let zone = match book.when.zone {
            Zone::Named(tz) => format!("times of {tz}"),
            Zone::System | Zone::Fixed(_) => "times of this system".to_owned(),
        };
        format!("{}, {span}, {zone}", kinds.join(", "))
    }
}

/// Nothing tells an entry that was read from a sheet from one that was typed.
fn taken_as_here(n: usize) -> String {
    let rows = counted(n, "row is an entry", "rows are entries");
    format!(
        "{rows} of the same minute and amount, read from a sheet before or typed by hand; what the sheet does not say stays"
    )
}

/// `line 4`; a place in JSON is too long for it.
fn place_of(place: Place) -> String {
    match place {
        Place::Line(line) => format!("line {line}"),
        _ => "such as".to_owned(),
    }
}

/// `label  text`, folded under itself.
fn told(voice: &mut Voice, label: &str, says: &str) -> Result<()> {
    let says = one_line(says);
    if voice.look.plain {
        return voice.labelled(label, &says);
    }
    let room = voice.look.width.saturating_sub(LABEL).max(LABEL);
    let mut label = label;
    for line in textwrap::wrap(
        &says,
        Options::new(room).word_separator(WordSeparator::AsciiSpace),
    ) {
        voice.text(&format!("{label:<LABEL$}{line}"))?;
        label = "";
    }
    Ok(())
}

fn named(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Dose => ("dose", "doses"),
        Kind::Substance => ("other substance", "other substances"),
        Kind::Sleep => ("night", "nights"),
        Kind::Symptom => ("symptom", "symptoms"),
        Kind::None => ("day without kratom", "days without kratom"),
        Kind::Note => ("note", "notes"),
        Kind::Medicine => ("medicine", "medicines"),
        Kind::About => ("fact about you", "facts about you"),
        Kind::Product => ("product", "products"),
        Kind::Reading => ("reading", "readings"),
        Kind::Event => ("event", "events"),
    }
}

/// Where a file that leaflog cannot read as its own may come from.
#[must_use]
pub fn elsewhere(shape: &str, bytes: &[u8], name: &str) -> Option<Trouble> {
    let told = |what: &str, shape: &str| {
        Trouble::new(
            format!("{name} is {what}"),
            format!("nothing was imported; leaflog import {shape} {name} reads it"),
        )
    };
    let names: HashSet<String> = first_row(bytes);
    let keeps_kinds = names.contains("kind");
    match shape {
        _ if psychonaut::is_one(bytes) => Some(told("a PsychonautWiki Journal", PSYCHONAUT)),
        "csv" if herbal_tracker::is_one(bytes) => {
            Some(told("a Herbal Tracker+ file", HERBAL_TRACKER))
        }
        "csv" if !keeps_kinds && names.len() > 1 => Some(Trouble::new(
            format!("{name} was not written by leaflog: it has no column kind"),
            "nothing was imported; a spreadsheet of your own is read with --map \"Date=date,Time=time,Grams=amount\", first with --dry-run",
        )),
        _ => None,
    }
}

fn first_row(bytes: &[u8]) -> HashSet<String> {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let Ok(first) = str::from_utf8(first) else {
        return HashSet::new();
    };
    let names = first.trim_start_matches('\u{feff}').split([',', ';', '\t']);
    names
        .map(|name| name.trim().trim_matches('"').to_lowercase())
        .collect()
}
