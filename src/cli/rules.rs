//! `leaflog rules`: what every rule looks for, how sure it is, where that is from
//! and when it was last reviewed.

use anyhow::Result;
use chrono::{Months, NaiveDate};
use clap::{Arg, ArgMatches};

use super::alerts::{paragraph, wrapped_in};
use super::desk::Desk;
use super::takes::{flag, place};
use super::voice::{Ink, Span, Voice};
use crate::clock;
use crate::domain::setting::Settings;
use crate::rules::rule::{Rule, rules};
use crate::rules::{in_words, sources};
use crate::store::files::is_locked;

/// A review older than this is old: leaflog's own line.
const OLD: Months = Months::new(12);

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let text = place("text", "TEXT", "Only rules that speak of it");
    vec![
        text.num_args(1..),
        flag("old", "Only rules last reviewed more than a year ago"),
    ]
}

/// Lists all rules, those that hold a text, or those not reviewed for a year.
///
/// # Errors
/// Nobody reads it any more, or `LEAFLOG_NOW` is no time.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let when = match desk.look_unasked() {
        Ok(book) => book.when,
        // The rules are the same for everyone.
        Err(_) if is_locked(&desk.paths.journal) => clock::when(&Settings::default())?,
        Err(error) => return Err(error),
    };
    let typed = args.get_many::<String>("text").unwrap_or_default();
    let typed: Vec<&str> = typed.map(String::as_str).collect();
    let typed = typed.join(" ").to_lowercase();
    let old = args.get_flag("old");
    let since = when.today().checked_sub_months(OLD);
    let mut shown: Vec<&Rule> = rules().iter().collect();
    shown.retain(|rule| !old || reviewed(rule) < since);
    shown.retain(|rule| holds(rule, &typed));
    shown.sort_by_key(|rule| (rule.place, &rule.id));
    if shown.is_empty() {
        let says = if old {
            "No rule was last reviewed more than a year ago."
        } else {
            "No rule speaks of that."
        };
        return paragraph(says, &mut desk.voice);
    }
    for (n, rule) in shown.into_iter().enumerate() {
        if n > 0 && !desk.voice.look.plain {
            desk.voice.gap()?;
        }
        one(rule, &rule.reviewed.to_string(), &mut desk.voice)?;
    }
    Ok(())
}

fn holds(rule: &Rule, typed: &str) -> bool {
    let texts = [rule.name(), &in_words(rule).0, &rule.say, &rule.evidence];
    texts.iter().any(|text| text.to_lowercase().contains(typed))
}

fn reviewed(rule: &Rule) -> Option<NaiveDate> {
    rule.reviewed.to_string().parse().ok()
}

fn one(rule: &Rule, reviewed: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        voice.labelled("title", rule.name())?;
    } else {
        voice.line([Span(Ink::Bold, rule.name().to_owned())])?;
    }
    let (trigger, levels) = in_words(rule);
    let from: Vec<String> = rule.sources.iter().map(|id| sources::says(id)).collect();
    let parts = [
        ("level", levels.as_str()),
        ("when", &trigger),
        ("sure", &rule.evidence),
        ("from", &from.join("; ")),
        ("reviewed", reviewed),
    ];
    for (label, says) in parts {
        if voice.look.plain {
            voice.labelled(label, says)?;
            continue;
        }
        for line in wrapped_in(&format!("{label}: {says}"), voice.look.width, 4) {
            voice.line([format!("    {line}")])?;
        }
    }
    Ok(())
}
