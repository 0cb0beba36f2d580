//! Body and mind: symptoms, red flags with their dates, nights.

use super::figures::Figures;
use super::part::{Part, Sheet};
use super::says::{self, figure};
use super::words::Words;
use crate::domain::Entry;
use crate::domain::symptom::Severity;
use crate::rules::symptoms::symptoms as known;
use crate::stats::figure::{Series, has_entries};
use crate::stats::words::{counted, one_decimal};

/// Symptoms by how often, and the red flags one by one.
#[must_use]
pub fn symptoms(of: &Figures) -> Part {
    let mut part = Part::new("symptoms", "Symptoms and red flags");
    if of.summary.symptoms.is_empty() {
        part.say(
            "No symptom is written down for these days. That is not proof that none was felt.",
        );
        return part;
    }
    let written = of.days.iter().filter(|day| has_entries(day)).count();
    let head = ["Symptom", "Times", "Days", "Mean, 0 to 4", "Strongest"];
    let mut sheet = Sheet::new("felt", "Symptoms, the most frequent first", &head, 8);
    for symptom in &of.summary.symptoms {
        let strongest = Severity::ALL.get(usize::from(symptom.severity_max));
        sheet.rows.push(vec![
            Words::own(&symptom.name),
            Words::of(symptom.count.to_string()),
            Words::of(days_with(of, &symptom.name).to_string()),
            Words::of(one_decimal(symptom.severity_mean)),
            Words::of(format!(
                "{}, {}",
                symptom.severity_max,
                strongest.map_or("", |it| it.says())
            )),
        ]);
    }
    part.table(sheet);
    part.table(red_flags(of));
    if red(of).next().is_none() {
        part.say("No red flag is written down.");
    }
    part.say(format!(
        "Something is written down on {}.",
        says::of(written, of.summary.days, "day", "days")
    ));
    part
}

fn days_with(of: &Figures, name: &str) -> usize {
    let name = name.to_lowercase();
    let has = |day: &&crate::stats::days::DayStats| {
        let mut felt = day.symptoms.iter();
        felt.any(|(felt, _)| felt.to_lowercase() == name)
    };
    of.days.iter().filter(has).count()
}

/// What the rules call a red flag, and anything called an emergency.
pub fn red<'a>(of: &'a Figures) -> impl DoubleEndedIterator<Item = &'a Entry> {
    of.entries.iter().copied().filter(|entry| {
        entry.symptom().is_some_and(|symptom| {
            let sign = || known().find(&symptom.name);
            let is_red = || sign().is_some_and(|sign| sign.signs.contains(&"red-any"));
            symptom.severity == Severity::Emergency || symptom.severity > Severity::None && is_red()
        })
    })
}

fn red_flags(of: &Figures) -> Sheet {
    let head = ["Red flag", "When", "How strong"];
    let mut sheet = Sheet::new("red", "Red flags, the newest first", &head, 6);
    for entry in red(of).rev() {
        if let Some(symptom) = entry.symptom() {
            sheet.rows.push(vec![
                Words::own(&symptom.name),
                Words::of(of.at(entry.at)),
                Words::of(symptom.severity.says()),
            ]);
        }
    }
    sheet
}

/// Nights, by the date of getting up.
#[must_use]
pub fn sleep(of: &Figures) -> Part {
    let mut part = Part::new("sleep", "Sleep");
    let sleep = &of.summary.sleep;
    if sleep.nights == 0 {
        part.say("No night is written down for these days.");
        return part;
    }
    let nights = of.entries.iter().filter_map(|entry| entry.sleep());
    let nights: Vec<_> = nights.collect();
    let known = |n: usize| format!("known for {}", says::of(n, sleep.nights, "night", "nights"));
    let timed = nights.iter().filter(|night| night.total_sleep().is_some());
    let timed = known(timed.count());
    part.row(
        "sleep.nights",
        "Nights",
        counted(sleep.nights, "night", "nights"),
        format!("of {}", counted(of.summary.days, "day", "days")),
    );
    let asleep = sleep.total_sleep_min_mean;
    let asleep = asleep.map_or(says::UNKNOWN.to_owned(), |min| {
        format!("{} ({} min)", Series::Asleep.says(min), one_decimal(min))
    });
    part.row("sleep.total_sleep_min_mean", "Asleep, mean", asleep, timed);
    let effective = nights.iter().filter(|night| night.efficiency().is_some());
    part.row(
        "sleep.efficiency_mean",
        "Share of the time in bed asleep, mean",
        figure(sleep.efficiency_mean, " %"),
        known(effective.count()),
    );
    let rated = nights.iter().filter(|night| night.quality.is_some());
    part.row(
        "sleep.quality_median",
        "Quality, 0 to 10, median",
        figure(sleep.quality_median, ""),
        known(rated.count()),
    );
    part
}
