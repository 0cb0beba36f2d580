//! `leaflog warnings`: what holds, why, what helps, and where that comes from.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use super::alerts;
use super::desk::Desk;
use super::every;
use super::takes::{flag, json, option};
use crate::rules::{self, Alert, NO_LIST, sources};

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![
        option("at", "WHEN", "What held at a time"),
        flag("all", "Every rule: whether it holds, and why or why not"),
        json(),
    ]
}

/// Shows what holds now or at a time.
///
/// # Errors
/// Not a time, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let typed = args.get_one::<String>("at");
    let at = match typed {
        Some(typed) => book.when.parse("at", typed)?,
        None => book.when.moment(),
    };
    let journal = book.around(at)?;
    let at = match typed {
        Some(_) => at,
        None => journal.present(at),
    };
    if args.get_flag("all") {
        let all = rules::every(&journal, at);
        let json = args.get_flag("json");
        return every::show(&all, json, &book.when, &mut desk.voice);
    }
    let alerts = rules::holding(&journal, at);
    if args.get_flag("json") {
        let alerts: Vec<Value> = alerts.iter().map(object).collect();
        return desk.voice.json(&alerts);
    }
    let (alerts, waiting) = rules::let_wait(alerts, &journal, at);
    for (n, alert) in alerts.iter().enumerate() {
        if n > 0 {
            desk.voice.gap()?;
        }
        alerts::in_full(alert, &book.when, &mut desk.voice)?;
    }
    if alerts.is_empty() {
        return alerts::none(&mut desk.voice);
    }
    if waiting > 0 {
        desk.voice.gap()?;
    }
    alerts::waiting(waiting, &mut desk.voice)?;
    desk.voice.gap()?;
    if desk.voice.look.plain {
        return desk.voice.labelled("note", NO_LIST);
    }
    alerts::paragraph(NO_LIST, &mut desk.voice)
}

fn object(alert: &Alert) -> Value {
    json!({
        "rule": alert.rule,
        "level": alert.level.name(),
        "title": alert.title,
        "say": alert.say,
        "why": alert.why,
        "do": alert.helps,
        "entries": alert.because,
        "sources": alert.sources.iter().map(|id| sources::says(id)).collect::<Vec<_>>(),
    })
}
