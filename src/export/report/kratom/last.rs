//! When kratom was last taken.

use super::super::figures::Figures;
use super::super::part::Part;
use super::super::says;
use super::super::words::Words;
use crate::rules::emergency;
use crate::stats::duration;

/// The last dose before the report.
#[must_use]
pub fn last(of: &Figures) -> Part {
    let mut part = Part::new("last", "Last dose before the report");
    let Some(entry) = of.last_dose else {
        part.say("No dose is written down up to then.");
        return part;
    };
    let ago = if of.asked.to == of.asked.when.today() {
        duration::ago(of.asked.when.moment() - entry.at)
    } else {
        let before = duration::words(of.until - entry.at);
        format!("{before} before the end of these days")
    };
    part.row(
        "",
        Words::own(&emergency::says(entry)),
        says::at(entry.at),
        ago,
    );
    part
}
