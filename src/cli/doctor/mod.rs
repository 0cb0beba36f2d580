//! `leaflog doctor`: whether the journal, its copies and what is around them are
//! as they should be, and what to do about each. One file a thing looked at.

mod backups;
mod computer_clock;
mod conflicts;
mod content;
mod file;
mod in_clear;
mod leftovers;
mod line;
mod locked;
mod permissions;
mod space;

use std::path::Path;

use anyhow::Result;
use chrono::{DateTime, Utc};
use clap::{Arg, ArgMatches};
use serde_json::Value;

use super::desk::Desk;
use super::takes::json;
use super::words;
use crate::clock::{self, ZoneFrom};
use crate::domain::moment::When;
use crate::domain::setting::Settings;
use crate::stats::words::counted;
use crate::store::files::{self, Kind, Ours, is_locked, is_plain};
use crate::store::health::{Found, Shape};
use crate::store::{Passphrase, Store};
use crate::trouble::Trouble;
use line::{Line, State};

const OTHER_BUILD: &str = "this build of leaflog cannot open it; the usual build (without \
    --no-default-features) does";

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![json()]
}

/// Looks at everything and says how it is.
///
/// # Errors
/// Something is wrong: the exit code says so too.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let lines = looked(desk)?;
    if args.get_flag("json") {
        let all: Vec<Value> = lines.iter().map(Line::json).collect();
        desk.voice.json(&all)?;
    } else {
        for line in &lines {
            line.print(&mut desk.voice)?;
        }
    }
    let wrong = lines
        .iter()
        .filter(|line| line.state == State::Wrong)
        .count();
    if wrong == 0 {
        return Ok(());
    }
    desk.voice.flush()?;
    Err(Trouble::new(
        format!("{} wrong", counted(wrong, "thing is", "things are")),
        "each says what to do about it",
    )
    .into())
}

/// What is known by the time the things around the file are looked at.
struct Looked<'a> {
    desk: &'a Desk,
    journal: &'a Path,
    key: Option<Passphrase>,
    now: DateTime<Utc>,
    /// None where it does not open.
    found: Option<Found>,
    when: When,
    zone_from: ZoneFrom,
}

fn looked(desk: &Desk) -> Result<Vec<Line>> {
    let journal = desk.paths.journal.as_path();
    let now = clock::now()?;
    let mut lines = Vec::new();
    let (mut found, mut key) = (None, None);
    match file::line(journal) {
        Err(none) => lines.push(none),
        Ok(file) => {
            lines.push(file);
            let known = locked::key_of(desk)?;
            let (of_content, examined) = content::lines(desk, &known, now);
            lines.extend(of_content);
            found = examined;
            key = known.into_key();
        }
    }
    let settings = settings(desk, found.as_ref(), key.as_ref());
    let looked = Looked {
        desk,
        key,
        journal,
        now,
        found,
        when: clock::when(&settings)?,
        zone_from: clock::zone(&settings).1,
    };
    let around = [
        permissions::lines,
        computer_clock::lines,
        backups::lines,
        in_clear::lines,
        space::lines,
        leftovers::lines,
        conflicts::lines,
    ];
    lines.extend(around.iter().flat_map(|lines| lines(&looked)));
    Ok(lines)
}

/// The settings, where opening the journal changes nothing in it.
fn settings(desk: &Desk, found: Option<&Found>, key: Option<&Passphrase>) -> Settings {
    if !found.is_some_and(opens_unchanged) {
        return Settings::default();
    }
    Store::open_with(&desk.paths.journal, &desk.paths.backups, key.cloned())
        .and_then(|store| store.settings())
        .unwrap_or_default()
}

/// Whether opening the journal changes nothing in it.
fn opens_unchanged(found: &Found) -> bool {
    found.is_whole() && found.shape() == Shape::Present
}

impl Looked<'_> {
    fn opens_unchanged(&self) -> bool {
        self.found.as_ref().is_some_and(opens_unchanged)
    }

    /// Whether a file of a locked journal is plain, and nobody is at it just now.
    fn is_clear(&self, ours: &Ours) -> bool {
        let may_be_clear = match ours.kind {
            Kind::Copy(_) | Kind::SetAside | Kind::Rekeying(_) => true,
            Kind::Unfinished => files::is_at_work(&ours.path) == Some(false),
            _ => false,
        };
        may_be_clear && is_locked(self.journal) && is_plain(&ours.path)
    }

    /// An instant as people say it.
    fn said(&self, at: DateTime<Utc>) -> String {
        words::moment(self.when.zone.at(at), &self.when)
    }
}
