//! `leaflog edit`: changes what an entry says, field by field.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::{Book, Desk};
use super::save::{self, Consent};
use super::takes::{ID, place};
use crate::domain::field::{Ask, Invalid, NAMES, Values, known_name};
use crate::domain::journal::Journal;
use crate::domain::moment::{When, night_clock};
use crate::domain::{Entry, Kind, What, meant, text};
use crate::saving;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let changes = "A CSV column or at, and what it is now; FIELD= clears it";
    vec![
        place("id", "ID", ID).required(true),
        place("changes", "FIELD=VALUE", changes)
            .required(true)
            .num_args(1..),
        save::yes(),
    ]
}

/// Changes an entry and says what it is now.
///
/// # Errors
/// No such entry or field, or a wrong answer; nothing was changed then.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let typed = args.get_one::<String>("id").map_or("", String::as_str);
    let mut book = desk.look()?;
    let before = book.find(typed)?;
    let changes = changes(
        args.get_many::<String>("changes").into_iter().flatten(),
        before.kind(),
    )?;
    let around = book.around(before.at)?;
    let after = changed(&before, &changes, &around, &book.when)?;
    if after.says_the_same(&before) {
        desk.voice.aside("it says so already; nothing was changed");
        return Ok(());
    }
    let journal = without(&before, &after, &mut book)?;
    save::put(
        &after,
        Some(before),
        &journal,
        Consent::of(args),
        &mut book,
        desk,
    )
}

/// The journal around both times of an entry, without it.
fn without(before: &Entry, after: &Entry, book: &mut Book) -> Result<Journal> {
    let mut journal = book.around(before.at.min(after.at))?;
    journal.remove(before.id);
    Ok(journal)
}

/// `amount=3g`, as field and answer.
fn changes<'a>(
    typed: impl Iterator<Item = &'a String>,
    kind: Kind,
) -> Result<Vec<(&'static str, &'a str)>, Invalid> {
    typed.map(|pair| change(pair, kind)).collect()
}

fn change(pair: &str, kind: Kind) -> Result<(&'static str, &str), Invalid> {
    let fields = of_kind(kind);
    let hint = format!("write one of {}", fields.join(", "));
    let Some((name, answer)) = pair.split_once('=') else {
        return Err(Invalid::new(
            "field",
            format!("{} is not FIELD=VALUE", text::quoted(pair)),
            "write it like amount=3g, or note= to clear it",
        ));
    };
    let Some(known) = known_name(name) else {
        return Err(Invalid::new(
            "field",
            format!(
                "{} is not a field{}",
                text::quoted(name),
                meant(&name.to_lowercase(), &fields)
            ),
            hint,
        ));
    };
    if matches!(known, "id" | "kind") {
        return Err(Invalid::new(
            known,
            "cannot be changed",
            "delete the entry and write it down anew",
        ));
    }
    if !fields.contains(&known) {
        return Err(Invalid::new(
            known,
            format!("is not asked of an entry of kind {}", kind.name()),
            hint,
        ));
    }
    Ok((known, answer))
}

/// The columns a kind has, in their order.
fn of_kind(kind: Kind) -> Vec<&'static str> {
    let asks = |ask: Ask| kind.fields().iter().any(|field| field.ask == ask);
    NAMES
        .into_iter()
        .filter(|name| match *name {
            "date" | "utc_offset" | "note" => true,
            "at" | "time" => kind != Kind::None,
            "unit" => asks(Ask::Amount) || asks(Ask::Quantity),
            "count" | "count_unit" => asks(Ask::Amount),
            "answers" => kind == Kind::Reading,
            other => kind.fields().iter().any(|field| field.name == other),
        })
        .collect()
}

/// The entry with these answers in place of its own.
fn changed(
    before: &Entry,
    changes: &[(&'static str, &str)],
    journal: &Journal,
    when: &When,
) -> Result<Entry, Invalid> {
    let given = |name: &str| changes.iter().any(|(given, _)| *given == name);
    let mut values = before.values();
    for (name, answer) in changes {
        values.set(name, *answer);
    }
    if given("amount") && !given("count") && !given("count_unit") {
        forget_count(before, &mut values);
    }
    let moved = ["at", "date", "time", "up_at"].into_iter().any(given);
    let mut when = *when;
    if moved || given("utc_offset") {
        if !given("utc_offset") && lived_in_zone(before, &when) {
            values.remove("utc_offset");
        }
        move_time(before, &given, &mut values);
    } else {
        // What was once accepted stays, whatever the clock says today.
        when = when.any_time();
    }
    let kind = before.kind();
    let mut after = saving::product::entry(before.id, kind, &values, Some(before), journal, &when)?;
    after.changed = when.now;
    Ok(after)
}

/// A new amount takes the place of what was counted before.
fn forget_count(before: &Entry, values: &mut Values) {
    if before.dose().is_some() {
        values.remove("count");
        values.remove("count_unit");
    }
}

/// Whether the entry's offset is the one its zone gives that time; another one
/// was lived elsewhere, and stays.
fn lived_in_zone(entry: &Entry, when: &When) -> bool {
    when.zone.at(entry.at.to_utc()).offset() == entry.at.offset()
}

/// Makes date, time and `at` agree on what was moved.
fn move_time(before: &Entry, given: &dyn Fn(&str) -> bool, values: &mut Values) {
    if given("at") {
        values.remove("date");
        values.remove("time");
    }
    if let What::Sleep(_) = before.what {
        move_night(before, given, values);
    }
}

/// A night stands at getting up. A new clock time of getting up is on the
/// night's own date; a new date takes the whole night along.
fn move_night(before: &Entry, given: &dyn Fn(&str) -> bool, values: &mut Values) {
    let up = match values.remove("at") {
        Some(at) => at,
        None if given("up_at") => values.get("up_at").unwrap_or_default().to_owned(),
        None if given("date") || given("time") => format!(
            "{} {}",
            values.get("date").unwrap_or_default(),
            values.get("time").unwrap_or_default()
        ),
        None => return,
    };
    let up = match night_clock(&up).filter(|_| !given("at")) {
        Some(time) => format!("{} {}", before.date(), time.format("%H:%M")),
        None => up,
    };
    values.set("up_at", up);
    for (name, at) in [
        ("bed_at", before.sleep().map(|night| night.bed_at)),
        ("try_at", before.sleep().and_then(|night| night.try_at)),
        ("wake_at", before.sleep().and_then(|night| night.wake_at)),
    ] {
        let Some(at) = at.filter(|_| !given(name)) else {
            continue;
        };
        let says = if given("date") || given("at") {
            at.format("%H:%M").to_string()
        } else {
            format!("{} {}", at.format("%Y-%m-%d %H:%M"), at.offset())
        };
        values.set(name, says);
    }
}
