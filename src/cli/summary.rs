//! `leaflog summary`: the figures of a range of days.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::takes::json;
use super::voice::{Ink, Span, Voice};
use super::{range, words};
use crate::domain::moment::When;
use crate::lookups::lookups;
use crate::stats::figure::Series;
use crate::stats::summary::{Summary, summary};
use crate::stats::words::{counted, one_decimal};

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    vec![range::from(), range::to(), json()]
}

/// Says the figures of a range.
///
/// # Errors
/// Not a date, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let range = range::of(args, &book.when)?;
    let journal = book.store.load()?;
    let figures = summary(&journal, range, book.when.today(), &lookups());
    if args.get_flag("json") {
        return desk.voice.json(&figures);
    }
    title(&figures, &book.when, &mut desk.voice)?;
    for (label, value) in rows(&figures) {
        row(&label, &value, &mut desk.voice)?;
    }
    Ok(())
}

fn title(of: &Summary, when: &When, voice: &mut Voice) -> Result<()> {
    let days = counted(of.days, "day", "days");
    let to = words::day(of.to, when);
    let title = match of.from {
        Some(from) => format!("{} to {to}, {days}", words::day(from, when)),
        None => format!("up to {to}, nothing written down"),
    };
    if voice.look.plain {
        return voice.labelled("range", &title);
    }
    voice.line([Span(Ink::Bold, title)])
}

fn rows(of: &Summary) -> Vec<(String, String)> {
    let known = [days(of), doses(of), nights(of)].concat();
    known
        .into_iter()
        .map(|(label, value)| (label.to_owned(), value))
        .chain(felt(of))
        .chain(took(of))
        .collect()
}

fn figure(value: Option<f64>, unit: &str) -> String {
    value.map_or("not known".to_owned(), |value| {
        format!("{}{unit}", one_decimal(value))
    })
}

fn days(of: &Summary) -> Vec<(&'static str, String)> {
    vec![
        ("days with kratom", of.days_with_kratom.to_string()),
        ("days said to be none", of.days_none.to_string()),
        ("days not recorded", of.days_not_recorded.to_string()),
        ("longest run", counted(of.longest_run_days, "day", "days")),
        ("current run", counted(of.current_run_days, "day", "days")),
    ]
}

fn doses(of: &Summary) -> Vec<(&'static str, String)> {
    vec![
        ("doses", of.doses.to_string()),
        (
            "leaf doses without weight",
            of.doses_without_weight.to_string(),
        ),
        ("doses per day used", figure(of.doses_per_day_used, "")),
        ("leaf in all", figure(of.leaf_g_total, " g")),
        ("leaf per day used", figure(of.leaf_g_per_day_used, " g")),
        ("largest dose", figure(of.largest_dose_g, " g")),
        ("doses above 3 g", of.doses_above_range.to_string()),
        (
            "doses with something else",
            of.doses_with_other_substances.to_string(),
        ),
        ("median between doses", between(of)),
        (
            "median from dose to dose",
            nights_in(of.median_hours_between_doses),
        ),
    ]
}

fn between(of: &Summary) -> String {
    of.median_minutes_between
        .map_or("not known".to_owned(), |minutes| {
            format!("{}, nights left out", Series::Gap.says(minutes))
        })
}

fn nights_in(hours: Option<f64>) -> String {
    hours.map_or("not known".to_owned(), |hours| {
        format!("{} h, nights included", one_decimal(hours))
    })
}

fn nights(of: &Summary) -> Vec<(&'static str, String)> {
    vec![
        ("nights", of.sleep.nights.to_string()),
        (
            "median quality",
            of_nights(of.sleep.quality_median, " of 10", of.sleep.quality_nights),
        ),
        (
            "mean asleep",
            of_nights(
                of.sleep.total_sleep_min_mean,
                " min",
                of.sleep.total_sleep_nights,
            ),
        ),
        (
            "mean sleep efficiency",
            of_nights(of.sleep.efficiency_mean, " %", of.sleep.efficiency_nights),
        ),
    ]
}

/// `415 min, from 6 nights`
fn of_nights(value: Option<f64>, unit: &str, nights: usize) -> String {
    let says = figure(value, unit);
    match value {
        Some(_) => format!("{says}, from {}", counted(nights, "night", "nights")),
        None => says,
    }
}

fn felt(of: &Summary) -> impl Iterator<Item = (String, String)> {
    of.symptoms.iter().map(|it| {
        let times = counted(it.count, "time", "times");
        let mean = one_decimal(it.severity_mean);
        let says = format!(
            "{times}, severity {mean} on average, {} at most",
            it.severity_max
        );
        (format!("felt {}", it.name), says)
    })
}

fn took(of: &Summary) -> impl Iterator<Item = (String, String)> {
    of.substances.iter().map(|it| {
        let classes = if it.classes.is_empty() {
            "not assessed".to_owned()
        } else {
            it.classes.join(", ").replace('_', " ")
        };
        let times = counted(it.count, "time", "times");
        (format!("took {}", it.name), format!("{times} ({classes})"))
    })
}

fn row(label: &str, value: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(label, value);
    }
    voice.line([format!("  {label:<26}  {value}")])
}
