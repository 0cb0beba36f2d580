//! `leaflog trends`: a week, month, quarter or year in words, part by part.

use anyhow::Result;
use clap::{Arg, ArgMatches};

use super::desk::Desk;
use super::range;
use super::rows::{heading, row, said};
use super::takes::{option, place};
use super::voice::Voice;
use crate::domain::field::Invalid;
use crate::lookups::lookups;
use crate::plan::Plan;
use crate::stats::days::{DayStats, days};
use crate::stats::hours::{Hours, WEEKDAYS};
use crate::stats::parts::Part;
use crate::stats::period::{Length, Period};
use crate::stats::span;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let lengths = Length::ALL.map(Length::name);
    vec![
        option(
            "range",
            "SPAN",
            "week, month, quarter or year; else a month",
        )
        .value_parser(lengths),
        place("date", "DATE", "A day of it").num_args(1..),
    ]
}

/// Says the stretch of time that a date lies in, beside the one before.
///
/// # Errors
/// Not a date, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut book = desk.look()?;
    let today = book.when.today();
    let date = range::day(args, &book.when)?;
    if date > today {
        let hint = "write today or a day before it";
        return Err(Invalid::new("date", "is still ahead", hint).into());
    }
    let period = Period::around(length(args), date, today);
    let journal = book.store.load()?;
    let mut all = days(&journal, period.before, period.to, today, &lookups());
    let days = all.split_off(all.partition_point(|day| day.date < period.from));
    let voice = &mut desk.voice;
    heading(period.length.name(), &period.says(today), voice)?;
    rows(period, &days, voice)?;
    for part in Part::ALL {
        heading("part", part.name(), voice)?;
        if part == Part::When {
            weekdays(&days, voice)?;
        }
        for sentence in part.words(&days, &all, period.length.word()) {
            said(&sentence, voice)?;
        }
        if part == Part::Often && matches!(period.length, Length::Week | Length::Month) {
            for sentence in Plan::of(&journal).over(&days, &all) {
                said(&sentence, voice)?;
            }
        }
    }
    Ok(())
}

fn length(args: &ArgMatches) -> Length {
    let name = args.get_one::<String>("range").map(String::as_str);
    let mut lengths = Length::ALL.into_iter();
    let found = lengths.find(|length| Some(length.name()) == name);
    found.unwrap_or(Length::Month)
}

/// Each day, week or month on a line; days still ahead are left out.
fn rows(period: Period, days: &[DayStats], voice: &mut Voice) -> Result<()> {
    for cut in period.cut(days) {
        let Some(first) = cut.first() else {
            continue;
        };
        match (cut, span::line_words(cut)) {
            (_, says) if says == "ahead" => {}
            ([day], _) => {
                let says = span::day_words(day);
                let (label, says) = says.split_once(": ").unwrap_or(("", &says));
                row(label, says, voice)?;
            }
            (_, says) => row(&period.cut_says(first.date), &says, voice)?,
        }
    }
    Ok(())
}

/// At which hours there were doses, weekday by weekday.
fn weekdays(days: &[DayStats], voice: &mut Voice) -> Result<()> {
    let hours = Hours::of(days);
    for weekday in WEEKDAYS {
        row(&weekday.to_string(), &hours.weekday_words(weekday), voice)?;
    }
    Ok(())
}
