//! How much: leaf, extract and 7-OH, each on its own.

use super::super::charts::{days_with_leaf, whole_days};
use super::super::figures::Figures;
use super::super::part::Part;
use super::super::says::{self, middle, number};
use crate::stats::amounts::{Label, Labelled, Leaf};
use crate::stats::middle::quartiles;
use crate::stats::words::counted;

/// Amounts: leaf, extract and 7-OH apart.
#[must_use]
pub fn much(of: &Figures) -> Part {
    let mut part = Part::new("much", "How much");
    let (sum, amounts) = (&of.summary, &of.amounts);
    if sum.doses == 0 {
        part.say("No dose is written down for these days, so no amount is known.");
        return part;
    }
    part.row(
        "doses",
        "Doses of every form",
        sum.doses.to_string(),
        format!(
            "{} leaf, {} extract, {} 7-OH; never added as amounts",
            amounts.leaf.doses, amounts.extract.doses, amounts.seven_oh.doses
        ),
    );
    leaf(&mut part, of, &amounts.leaf);
    labelled(&mut part, "Extract", &amounts.extract);
    labelled(&mut part, "7-OH", &amounts.seven_oh);
    part
}

fn leaf(part: &mut Part, of: &Figures, leaf: &Leaf) {
    if leaf.doses == 0 {
        return;
    }
    let sum = &of.summary;
    let weighed = weighed(leaf);
    let least = |figure: String| at_least(leaf, figure);
    let grams = middle(leaf.grams, " g", number);
    part.row("", "Leaf, one dose, median", grams, weighed.clone());
    let largest = least(known_grams(sum.largest_dose_g));
    part.row("largest_dose_g", "Leaf, largest dose", largest, weighed);
    let these = format!("of the {} whose weight is known", leaf.weighed);
    part.row(
        "doses_above_range",
        "Leaf doses above 3 g",
        least(sum.doses_above_range.to_string()),
        format!("{these}; 3 g is no safe amount, see Method"),
    );
    let from_five = least(leaf.from_five.to_string());
    part.row("", "Leaf doses of 5 g or more", from_five, these.clone());
    a_day(part, of);
    let all = least(known_grams(sum.leaf_g_total));
    part.row("leaf_g_total", "Leaf in all", all, these);
    part.row(
        "doses_without_weight",
        "Leaf doses without a known weight",
        sum.doses_without_weight.to_string(),
        "missing from the grams",
    );
    if leaf.estimated > 0 {
        part.row(
            "",
            "Leaf doses called an estimate",
            leaf.estimated.to_string(),
            says::of(leaf.estimated, leaf.doses, "leaf dose", "leaf doses"),
        );
    }
}

/// Leaf a day: of the days where all of it is known, and as a summary has it.
fn a_day(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let whole = whole_days(&of.days);
    let on = says::of(
        whole.len(),
        days_with_leaf(&of.days),
        "leaf day",
        "leaf days",
    );
    let today = of.days.last().filter(|day| !day.is_over());
    let open = today.map_or("", |_| "; today is not over");
    part.row(
        "",
        "Leaf a day, median of days with leaf",
        middle(quartiles(whole), " g", number),
        format!("all weights known on {on}{open}"),
    );
    let mut known = format!(
        "known leaf weights over all {} with kratom",
        counted(sum.days_with_kratom, "day", "days")
    );
    if sum.doses_without_weight > 0 {
        let has = counted(sum.doses_without_weight, "dose has", "doses have");
        known = format!("{known}; at least, {has} no weight");
    }
    part.row(
        "leaf_g_per_day_used",
        "Leaf per day with kratom, mean",
        at_least(&of.amounts.leaf, known_grams(sum.leaf_g_per_day_used)),
        known,
    );
}

pub(super) fn weighed(leaf: &Leaf) -> String {
    let weighed = says::of(leaf.weighed, leaf.doses, "dose", "doses");
    format!("weight known for {weighed}")
}

/// What is only a part where a weight is missing, and nothing where all are.
pub(super) fn at_least(leaf: &Leaf, figure: String) -> String {
    if leaf.weighed == 0 {
        says::UNKNOWN.to_owned()
    } else if leaf.weighed < leaf.doses && figure != "0" {
        format!("at least {figure}")
    } else {
        figure
    }
}

pub(super) fn known_grams(grams: Option<f64>) -> String {
    grams.map_or(says::UNKNOWN.to_owned(), |grams| {
        format!("{} g", number(grams))
    })
}

fn labelled(part: &mut Part, name: &str, of: &Labelled) {
    if of.doses == 0 {
        return;
    }
    part.row("", format!("{name}, doses"), of.doses.to_string(), "");
    let mut label = |what: &str, label: &Label| {
        let known = format!(
            "label known for {}",
            says::of(label.known, of.doses, "dose", "doses")
        );
        let largest = label
            .largest
            .map(|mg| format!(", largest {} mg", number(mg)));
        let figure = middle(label.mg, " mg", number) + &largest.unwrap_or_default();
        part.row(
            "",
            format!("{name}, {what} by the label, median"),
            figure,
            known,
        );
    };
    if of.mitragynine.known > 0 || of.hydroxy.known == 0 {
        label("mitragynine", &of.mitragynine);
    }
    if of.hydroxy.known > 0 {
        label("7-OH", &of.hydroxy);
    }
}
