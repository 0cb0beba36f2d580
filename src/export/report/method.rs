//! The page of method: what each figure means, and what none of them can show.

use std::collections::BTreeMap;

use super::figures::Figures;
use super::part::Sheet;
use super::words::Words;
use crate::rules::classes::window_h;
use crate::rules::sources::named;
use crate::stats::between;

/// Read for the definitions whatever is in the report.
const ALWAYS: [&str; 4] = [
    "document-004",
    "palungwachira-2022",
    "grundmann-2017",
    "carney-2012",
];

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub name: &'static str,
    pub says: String,
}

/// The definitions.
#[must_use]
pub fn terms(of: &Figures) -> Vec<Term> {
    let term = |name, says: &str| Term {
        name,
        says: says.to_owned(),
    };
    vec![
        term(
            "What this is",
            "Everything here was written down by the person. It is self-reported; nothing was measured by leaflog. It cannot show what caused what, and it cannot show a blood level. What is not written down is not known, and is never counted as nothing.",
        ),
        Term {
            name: "Day",
            says: format!(
                "The local date at the offset that was lived in, beginning at {}. With kratom: a dose is written down. Without: the person said so. Not recorded: neither. Recorded days are the first two together.",
                of.asked.when.day_start.format("%H:%M")
            ),
        },
        term(
            "Doses",
            "Every entry of kratom, of any form. Doses a day are of recorded days that are over, a day without kratom as 0; doses per day with kratom are all doses through the days that have one.",
        ),
        term(
            "Leaf, extract, 7-OH",
            "Leaf is powder, capsules, tea and leaf. No conversion to extract or 7-OH exists, so the three are never added. Grams are of leaf doses with a known weight; a scoop or capsule weighs something only where the person weighed it. A weight that is not known is missing from every gram, which then says \"at least\". Leaf a day is the median of days with leaf that are over and of which every weight is known. Milligrams are what labels say; labels are often wrong.",
        ),
        term(
            "Median, middle half",
            "The middle value, and where the middle half of the values lies (quartiles as R's type 7). \"Known for\" says of how many they are.",
        ),
        term(
            "Above 3 g, 5 g or more",
            "One of the unsigned articles behind leaflog names 1 to 3 g of leaf as a single dose. That is no safe amount and no tested range: of selected poison-centre cases 45% had taken 1 to 5 g in the day, and bags differ several-fold in mitragynine. In a survey of 8,049 people unwanted gut effects came mostly from 5 g a dose. 5 g itself is counted as 5 g or more, as the warning does. Both lines only sort the record.",
        ),
        term(
            "Runs and gaps",
            "A run is days with kratom in a row; a day not recorded ends it. What began before these days is said beside it. From each dose to the next is of neighbouring doses within these days, with the nights and days between them; an unrecorded dose between two would make it shorter.",
        ),
        term("Time between doses", between::MEANS),
        Term {
            name: "Co-use",
            says: windows(of),
        },
        term(
            "Sleep",
            "A night belongs to the date of getting up. Total sleep is known where falling asleep and lying awake were written down, as in the Consensus Sleep Diary; efficiency is its share of the time in bed, the mean of nights.",
        ),
        term(
            "Symptoms",
            "As the person named them, 0 none, 1 mild, 2 moderate, 3 severe, 4 emergency; those of 0 are not counted. Red flags are entries that raised an urgent warning, judged at their own time, and anything called an emergency.",
        ),
        term(
            "Warnings",
            "Rules that leaflog judges at every entry and at the end of every day. The words for evidence are of the rule: what is called leaflog's own line was drawn by its authors, not by a study.",
        ),
        term(
            "Late, changed",
            "An entry counts as late when it was first written more than 24 hours after its own time, as changed when it was changed more than an hour after that. For imported entries without their own id, the import is when they were written.",
        ),
    ]
}

/// The windows of what was taken.
fn windows(of: &Figures) -> String {
    let mut hours: BTreeMap<String, u32> = BTreeMap::new();
    for substance in &of.summary.substances {
        if let Some(window) = window_h(&substance.name) {
            let name = Words::own(&substance.name).text;
            hours.insert(name, window);
        }
    }
    let general = "Another substance counts as taken together with a dose when it was taken at most its own window before or after it; a name leaflog does not know counts for 24 h.";
    if hours.is_empty() {
        return general.to_owned();
    }
    let left = hours.len().saturating_sub(12);
    let named = hours.into_iter().take(12);
    let mut named: Vec<String> = named
        .map(|(name, hours)| format!("{name} {hours} h"))
        .collect();
    if left > 0 {
        named.push(format!("{left} more"));
    }
    format!("{general} Here: {}.", named.join(", "))
}

/// Every source that a rule or a definition of this report stands on.
#[must_use]
pub fn read(of: &Figures) -> Sheet {
    let mut sheet = Sheet::new(
        "sources",
        "Sources used in this report",
        &["Source", "What it is"],
        usize::MAX,
    );
    let of_rules = of.raised.iter().flat_map(|it| it.alert.sources.iter());
    let mut ids: Vec<&str> = of_rules.map(String::as_str).chain(ALWAYS).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = crate::rules::sources::sources();
    for source in ids.into_iter().filter_map(|id| known.find(id)) {
        sheet
            .rows
            .push(vec![Words::of(named(source.id)), Words::of(source.what)]);
    }
    sheet
}
