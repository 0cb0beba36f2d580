//! `leaflog set`: the settings of this journal, and the country.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::takes::place;
use super::voice::dim;
use super::words;
use crate::clock::{self, ZoneFrom};
use crate::domain::about::About;
use crate::domain::edit::Edit;
use crate::domain::journal::Journal;
use crate::domain::moment::Zone;
use crate::domain::setting::{self, Settings};
use crate::domain::text::quoted;
use crate::domain::{Entry, What};
use crate::rules::helplines::helplines;
use crate::store::Store;

/// Kept as a fact about the person, since it changes which number to call.
const COUNTRY: &str = "country";
const COUNTRY_SAYS: &str = "the numbers to call in an emergency";

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![
        place("name", "NAME", "timezone, day_start, country …"),
        place("value", "VALUE", "What it is now; \"\" is as if never set"),
    ]
}

/// Shows all settings, shows one, or changes one.
///
/// # Errors
/// No such setting, no such value, or the journal could not be written.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let typed = |name: &str| args.get_one::<String>(name).map(String::as_str);
    match (typed("name"), typed("value")) {
        (None, _) => all(desk),
        (Some(name), None) => one(name, desk),
        (Some(COUNTRY), Some(value)) => set_country(value, desk),
        (Some(name), Some(value)) => set(name, value, desk),
    }
}

fn all(desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let settings = book.store.settings()?;
    for it in setting::ALL {
        row(it.name, &value_of(it.name, &settings), it.says, desk)?;
    }
    let country = country_says(country(&mut book.store)?.as_deref());
    row(COUNTRY, &country, COUNTRY_SAYS, desk)
}

fn row(name: &str, value: &str, says: &str, desk: &mut Desk) -> Result<()> {
    if desk.voice.look.plain {
        return desk.voice.labelled(name, value);
    }
    let room = 32_usize.saturating_sub(words::columns(value)).max(2);
    desk.voice.line([
        format!("{name:<16}  {value}{}", " ".repeat(room)).into(),
        dim(says),
    ])
}

fn one(name: &str, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let value = if name == COUNTRY {
        country_says(country(&mut book.store)?.as_deref())
    } else {
        value_of(setting::find(name)?.name, &book.store.settings()?)
    };
    desk.voice.text(&value)
}

/// What a setting is; of an unset zone, what is used instead.
fn value_of(name: &str, settings: &Settings) -> String {
    let value = settings.or_default(name);
    if name == "timezone" && settings.timezone().is_none() {
        return zone_in_use(settings, value);
    }
    value.to_owned()
}

fn zone_in_use(settings: &Settings, set: &str) -> String {
    let (zone, from) = clock::zone(settings);
    let name = match zone {
        Zone::Named(tz) => tz.name().to_owned(),
        Zone::System | Zone::Fixed(_) => "the system's".to_owned(),
    };
    let from = match from {
        ZoneFrom::Setting => "set",
        ZoneFrom::Variable => "from TZ",
        ZoneFrom::System => "from the system",
        ZoneFrom::Nowhere => "nothing says which",
    };
    if set.is_empty() {
        format!("{name} ({from})")
    } else {
        format!("{name} ({from}; {} is unknown)", quoted(set))
    }
}

fn set(name: &str, value: &str, desk: &mut Desk) -> Result<()> {
    let (setting, value) = setting::check(name, value)?;
    let mut book = desk.open()?;
    let before = book.store.settings()?.get(setting.name).map(str::to_owned);
    if before != value {
        let edit = Edit::Setting {
            name: setting.name.to_owned(),
            from: before,
            to: value,
        };
        book.store.apply(&[edit], book.when.now)?;
    }
    desk.voice.has_done(format!("{} was set", setting.name));
    let now = value_of(setting.name, &book.store.settings()?);
    desk.voice.text(&format!("{}: {now}", setting.name))
}

fn set_country(typed: &str, desk: &mut Desk) -> Result<()> {
    let mut book = desk.open()?;
    let journal = facts(&mut book.store)?;
    let edits = if typed.trim().is_empty() {
        forget_country(&journal, &book)
    } else {
        let code = helplines().code_of(typed)?;
        if journal.country() == Some(code.as_str()) {
            Vec::new()
        } else {
            vec![Edit::Add(fact(&code, &book)?)]
        }
    };
    book.store.apply(&edits, book.when.now)?;
    desk.voice.has_done(format!("{COUNTRY} was set"));
    let now = country_says(country(&mut book.store)?.as_deref());
    desk.voice.text(&format!("{COUNTRY}: {now}"))
}

fn fact(code: &str, book: &Book) -> Result<Entry> {
    Ok(Entry {
        id: book.store.new_id(book.when.now)?,
        at: book.when.moment(),
        changed: book.when.now,
        note: None,
        what: What::About(About::country(code)),
    })
}

fn forget_country(journal: &Journal, book: &Book) -> Vec<Edit> {
    let says = |entry: &&Entry| {
        let about = entry.about();
        about.is_some_and(|about| about.country_code().is_some())
    };
    let entries = journal.entries().iter().filter(says).cloned();
    entries
        .map(|mut entry| {
            entry.changed = book.when.now;
            Edit::Delete(entry)
        })
        .collect()
}

/// Every fact about the person, and nothing else.
fn facts(store: &mut Store) -> Result<Journal> {
    store.load_since(chrono::DateTime::<chrono::Utc>::MAX_UTC)
}

fn country(store: &mut Store) -> Result<Option<String>> {
    Ok(facts(store)?.country().map(str::to_owned))
}

fn country_says(code: Option<&str>) -> String {
    let Some(code) = code else {
        return "not said".to_owned();
    };
    match helplines().find(code).filter(|it| !it.emergency.is_empty()) {
        Some(it) => format!("{} {}, emergency {}", it.code, it.country, it.emergency),
        None => format!("{code}, no numbers are built in"),
    }
}
