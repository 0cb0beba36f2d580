//! `leaflog patterns`: what goes together, with its numbers and its limits.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::alerts::{paragraph, wrapped_in};
use super::desk::Desk;
use super::range;
use super::takes::json;
use super::voice::{Ink, Span, Voice};
use crate::lookups::lookups;
use crate::stats::patterns::{NO_CAUSE, NotEnough, Pattern, Patterns, patterns};

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![range::from(), range::to(), json()]
}

/// Says the patterns of a range.
///
/// # Errors
/// Not a date, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let range = range::of(args, &book.when)?;
    let journal = book.store.load()?;
    let found = patterns(&journal, range, &book.when, &lookups());
    let voice = &mut desk.voice;
    if args.get_flag("json") {
        return voice.json(&found);
    }
    title(&found, voice)?;
    for same in found.headed() {
        say(same, voice)?;
    }
    not_enough(&found.not_enough, voice)
}

fn title(found: &Patterns, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        voice.labelled("range", &found.says())?;
        return voice.labelled("note", NO_CAUSE);
    }
    voice.line([Span(Ink::Bold, "Patterns".to_owned())])?;
    paragraph(&found.says(), voice)?;
    paragraph(NO_CAUSE, voice)
}

/// The patterns of one heading; what they cannot say stands once.
fn say(same: &[Pattern], voice: &mut Voice) -> Result<()> {
    let Some(first) = same.first() else {
        return Ok(());
    };
    if voice.look.plain {
        for pattern in same {
            voice.labelled(first.title, &pattern.says)?;
            voice.labelled("from", &pattern.from)?;
        }
        voice.labelled("how it is counted", first.counts)?;
        return voice.labelled("cannot say", first.cannot_say);
    }
    voice.gap()?;
    voice.line([Span(Ink::Bold, first.title.to_owned())])?;
    for pattern in same {
        indented(&pattern.says, Ink::Plain, voice)?;
        indented(&format!("From {}.", pattern.from), Ink::Dim, voice)?;
    }
    indented(first.counts, Ink::Dim, voice)?;
    indented(
        &format!("It cannot say {}", first.cannot_say),
        Ink::Dim,
        voice,
    )
}

fn not_enough(missing: &[NotEnough], voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        let says =
            |it: &NotEnough| voice.labelled(it.title, &format!("not enough yet; {}", it.needs));
        return missing.iter().try_for_each(says);
    }
    if missing.is_empty() {
        return Ok(());
    }
    voice.gap()?;
    voice.line([Span(Ink::Bold, "Not enough yet".to_owned())])?;
    for it in missing {
        indented(&format!("{}: {}.", it.title, it.needs), Ink::Plain, voice)?;
    }
    Ok(())
}

fn indented(says: &str, ink: Ink, voice: &mut Voice) -> Result<()> {
    for line in wrapped_in(says, voice.look.width, 2) {
        voice.line([Span(ink, format!("  {line}"))])?;
    }
    Ok(())
}
