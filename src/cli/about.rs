//! What is known of the person: the country, facts, own lines, regular
//! medicines, products. `leaflog medicine`, `about` and `product` without a name
//! show their part of it.

use anyhow::Result;

use super::desk::Desk;
use super::voice::{Voice, dim};
use crate::domain::journal::Journal;
use crate::domain::{Entry, Kind};
use crate::rules::facts::facts;
use crate::rules::helplines::helplines;

/// Says what is written down of a lasting kind, and what could be.
///
/// # Errors
/// The journal could not be read.
pub fn run(kind: Kind, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let now = book.when.moment();
    let journal = book.around(now)?;
    let voice = &mut desk.voice;
    match kind {
        Kind::Medicine => medicines(&journal, now.date_naive(), voice),
        Kind::Product => products(&journal, voice),
        _ => person(&journal, now.date_naive(), voice),
    }
}

fn person(journal: &Journal, today: chrono::NaiveDate, voice: &mut Voice) -> Result<()> {
    country(journal, voice)?;
    let known: Vec<&Entry> = journal.facts(today).map(|(entry, _)| entry).collect();
    for entry in &known {
        row("about", entry, voice)?;
    }
    if known.is_empty() {
        voice.text("No facts are written down.")?;
    }
    if voice.look.plain {
        return Ok(());
    }
    voice.gap()?;
    offered(voice)?;
    voice.text("leaflog about \"sleep apnoea\" writes one down; leaflog medicine lists medicines.")
}

fn country(journal: &Journal, voice: &mut Voice) -> Result<()> {
    let says = match journal.country() {
        None => "not said; leaflog set country DE".to_owned(),
        Some(code) => match helplines().find(code) {
            Some(it) => format!("{}, emergency {}", it.country, it.emergency),
            None => code.to_owned(),
        },
    };
    voice.labelled("country", &says)
}

/// The facts there are, by heading.
fn offered(voice: &mut Voice) -> Result<()> {
    let mut group = "";
    for fact in facts().all() {
        if fact.group != group {
            group = fact.group;
            voice.line([dim(group)])?;
        }
        let asks = fact.asks.map(|asks| format!(" ({asks})"));
        voice.text(&format!("  {}{}", fact.name, asks.unwrap_or_default()))?;
    }
    voice.gap()
}

fn medicines(journal: &Journal, today: chrono::NaiveDate, voice: &mut Voice) -> Result<()> {
    let known: Vec<&Entry> = journal.medicines(today).map(|(entry, _)| entry).collect();
    for entry in &known {
        row("medicine", entry, voice)?;
    }
    if known.is_empty() {
        voice.text("No regular medicines are written down.")?;
    }
    if voice.look.plain {
        return Ok(());
    }
    voice.text("leaflog medicine sertraline --amount \"50 mg\" --from 2026-03-01 writes one down; leaflog edit ID until=DATE ends one.")
}

fn products(journal: &Journal, voice: &mut Voice) -> Result<()> {
    let all = journal.entries().iter().rev();
    let known: Vec<&Entry> = all.filter(|entry| entry.product().is_some()).collect();
    for entry in &known {
        row("product", entry, voice)?;
    }
    if known.is_empty() {
        voice.text("No products are written down.")?;
    }
    if voice.look.plain {
        return Ok(());
    }
    voice.text(
        "leaflog product \"Green bag\" --batch 2291 --unit scoop --weighs 2.2g writes one down.",
    )
}

/// `sertraline, 50 mg, since 2026-03-01                     3f9a21`
fn row(label: &str, entry: &Entry, voice: &mut Voice) -> Result<()> {
    let since = entry.at.format("%-d %b %Y");
    let says = format!("{}, since {since}", entry.title());
    if voice.look.plain {
        return voice.labelled(label, &format!("{says}, id {}", entry.short_id()));
    }
    let room = voice.look.width.saturating_sub(13);
    let gap = room.saturating_sub(super::words::columns(&says)).max(2);
    voice.line([says.into(), " ".repeat(gap).into(), dim(entry.short_id())])
}
