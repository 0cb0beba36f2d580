//! `leaflog warnings --all`: every rule, whether it holds, and why or why not.

use anyhow::Result;
use serde_json::{Value, json};

use super::alerts::{paragraph, sign, wrapped_in};
use super::voice::{Ink, Span, Voice};
use super::words;
use crate::domain::moment::When;
use crate::rules::{Every, NO_LIST, State};

const TOO_LITTLE: &str = "too little was written down to say";

/// A line longer than this is cut; `--plain` and `--json` have it whole.
const LONGEST: usize = 150;

/// Shows them all.
///
/// # Errors
/// Nobody reads it any more.
pub fn show(all: &[Every], as_json: bool, when: &When, voice: &mut Voice) -> Result<()> {
    if as_json {
        let all: Vec<Value> = all.iter().map(|it| object(it, when)).collect();
        return voice.json(&all);
    }
    for it in all {
        one(it, when, voice)?;
    }
    if voice.look.plain {
        return voice.labelled("note", NO_LIST);
    }
    voice.gap()?;
    paragraph(NO_LIST, voice)
}

fn one(it: &Every, when: &When, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        voice.labelled("title", title(it))?;
        return voice.labelled("stands", &says(it, when));
    }
    let (ink, sign) = match &it.state {
        State::Holds(alert) => (Ink::Level(alert.level), sign(alert.level)),
        State::Not(_) | State::TooLittle => (Ink::Plain, ""),
    };
    let head = Span(ink, format!("{sign:>3} "));
    voice.line([head, Span(Ink::Bold, title(it).to_owned())])?;
    let says = words::shortened(&says(it, when), LONGEST);
    for line in wrapped_in(&says, voice.look.width, 4) {
        voice.line([format!("    {line}")])?;
    }
    Ok(())
}

fn title(it: &Every) -> &str {
    match &it.state {
        State::Holds(alert) => &alert.title,
        State::Not(_) | State::TooLittle => it.rule.name(),
    }
}

/// `holds since Fri 20 Nov 18:05`
fn says(it: &Every, when: &When) -> String {
    match &it.state {
        State::Holds(alert) => format!("holds since {}", words::moment(alert.since, when)),
        State::Not(short) => format!("does not hold; {short}"),
        State::TooLittle => TOO_LITTLE.to_owned(),
    }
}

fn object(it: &Every, when: &When) -> Value {
    let (holds, level, since) = match &it.state {
        State::Holds(alert) => (Some(true), Some(alert.level.name()), Some(alert.since)),
        State::Not(_) => (Some(false), None, None),
        State::TooLittle => (None, None, None),
    };
    json!({
        "rule": it.rule.id,
        "title": title(it),
        "holds": holds,
        "level": level,
        "since": since.map(|since| since.to_rfc3339()),
        "why": says(it, when),
    })
}
