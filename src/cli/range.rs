//! The days that a command is asked about: `--from` and `--to`, or one of them.

use anyhow::Result;
use chrono::NaiveDate;
use clap::{Arg, ArgMatches};

use super::takes::option;
use crate::domain::field::Invalid;
use crate::domain::moment::When;
use crate::stats::range::Range;

pub fn from() -> Arg {
    option("from", "DATE", "The first day")
}

pub fn to() -> Arg {
    option("to", "DATE", "The last day")
}

/// The one day that was named, today where none was.
///
/// # Errors
/// Not a date.
pub fn day(args: &ArgMatches, when: &When) -> Result<NaiveDate> {
    let typed = args.get_many::<String>("date").unwrap_or_default();
    let typed: Vec<&str> = typed.map(String::as_str).collect();
    if typed.is_empty() {
        return Ok(when.today());
    }
    Ok(when.parse_any_date("date", &typed.join(" "))?)
}

/// The days asked for.
///
/// # Errors
/// Not a date, or an end before its beginning.
pub fn of(args: &ArgMatches, when: &When) -> Result<Range> {
    let date = |name: &'static str| {
        args.get_one::<String>(name)
            .map(|typed| when.parse_any_date(name, typed))
            .transpose()
    };
    let range = Range {
        from: date("from")?,
        to: date("to")?,
    };
    if let (Some(from), Some(to)) = (range.from, range.to)
        && to < from
    {
        return Err(Invalid::new(
            "to",
            format!("{to} comes before {from}"),
            "write the earlier day after --from, the later one after --to",
        )
        .into());
    }
    Ok(range)
}
