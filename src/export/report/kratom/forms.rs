//! The amounts on the first page: leaf alone in grams, each of several forms on
//! its own.

use super::super::figures::Figures;
use super::super::part::{Part, Row};
use super::super::says::{self, number};
use super::much::{at_least, known_grams, much, weighed};
use crate::domain::dose::Channel;
use crate::stats::amounts::{Label, Labelled, Leaf};
use crate::stats::days::DayStats;
use crate::stats::words::counted;

/// What is asked first of the amounts: leaf alone in grams; each of several forms
/// on its own, the one of most doses first.
#[must_use]
pub fn forms(of: &Figures) -> Vec<Row> {
    let amounts = &of.amounts;
    let mut part = Part::default();
    if amounts.leaf.doses == of.summary.doses {
        let mut leaf = much(of).rows;
        leaf.retain(|row| {
            let what = row.what.text.as_str();
            what == "Leaf, one dose, median" || what == "Leaf, largest dose"
        });
        return leaf.into_iter().map(|row| Row { key: "", ..row }).collect();
    }
    let mut forms = [
        (
            "Leaf",
            Channel::Leaf,
            amounts.leaf.doses,
            of_leaf(&amounts.leaf),
        ),
        (
            "Extract",
            Channel::Extract,
            amounts.extract.doses,
            of_label(&amounts.extract),
        ),
        (
            "7-OH",
            Channel::SevenOh,
            amounts.seven_oh.doses,
            of_label(&amounts.seven_oh),
        ),
    ];
    forms.sort_by_key(|(_, _, doses, _)| std::cmp::Reverse(*doses));
    for (name, channel, doses, known) in forms {
        if doses > 0 {
            let days = counted(days_of(channel, &of.days), "day", "days");
            let doses = counted(doses, "dose", "doses");
            part.row("", name, format!("{doses} on {days}"), known);
        }
    }
    part.rows
}

fn days_of(channel: Channel, days: &[DayStats]) -> usize {
    let on = |day: &&DayStats| match channel {
        Channel::Leaf => day.leaf.is_some() || day.doses_without_weight > 0,
        Channel::Extract => day.extract_doses > 0,
        Channel::SevenOh => day.seven_oh_doses > 0,
    };
    days.iter().filter(on).count()
}

/// `median 2.5 g, largest 6.5 g; weight known for 9 of 10 doses`.
fn of_leaf(leaf: &Leaf) -> String {
    let Some(grams) = leaf.grams else {
        return "weight not known".to_owned();
    };
    let largest = at_least(leaf, known_grams(leaf.largest));
    format!(
        "median {} g, largest {largest}; {}",
        number(grams.middle),
        weighed(leaf)
    )
}

/// The same in milligrams, as far as labels say them.
fn of_label(of: &Labelled) -> String {
    let says = |label: &Label, what: &str| {
        let (mg, largest) = (label.mg?, label.largest?);
        let known = says::of(label.known, of.doses, "dose", "doses");
        Some(format!(
            "label {what}: median {} mg, largest {} mg; known for {known}",
            number(mg.middle),
            number(largest)
        ))
    };
    let labels = [
        says(&of.hydroxy, "7-OH"),
        says(&of.mitragynine, "mitragynine"),
    ];
    let said: Vec<String> = labels.into_iter().flatten().collect();
    if said.is_empty() {
        "no label amount known".to_owned()
    } else {
        said.join("; ")
    }
}
