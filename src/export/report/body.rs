//! Body and mind: symptoms, red flags with their dates, nights.

use std::cmp::Reverse;

use super::figures::Figures;
use super::part::{Part, Row, Sheet};
use super::says::{self, figure};
use super::words::Words;
use crate::domain::symptom::Severity;
use crate::domain::{Entry, Kind};
use crate::lookups::sign;
use crate::stats::figure::{Series, has_entries};
use crate::stats::summary;
use crate::stats::words::{counted, one_decimal};

/// Symptoms: those with a red flag first, then the strongest, then the most frequent.
#[must_use]
pub fn symptoms(of: &Figures) -> Part {
    let mut part = Part::new("symptoms", "Symptoms");
    if of.summary.symptoms.is_empty() {
        part.say(
            "No symptom is written down for these days. That is not proof that none was felt.",
        );
        return part;
    }
    let written = of.days.iter().filter(|day| has_entries(day)).count();
    let head = ["Symptom", "Times", "Days", "Mean, 0 to 4", "Strongest"];
    let mut sheet = Sheet::new(
        "felt",
        "Red flags first, then the strongest, then the most frequent",
        &head,
        8,
    );
    let mut symptoms: Vec<&summary::Symptom> = of.summary.symptoms.iter().collect();
    symptoms.sort_by_key(|it| Reverse((is_red(of, &it.name), it.severity_max, it.count)));
    for symptom in symptoms {
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
    part.say(format!(
        "Something is written down on {}.",
        says::of(written, of.summary.days, "day", "days")
    ));
    part
}

fn is_red(of: &Figures, name: &str) -> bool {
    let name = name.to_lowercase();
    let mut red = of.red.iter().filter_map(|entry| entry.symptom());
    red.any(|it| sign(&it.name).unwrap_or(&it.name).to_lowercase() == name)
}

fn days_with(of: &Figures, name: &str) -> usize {
    let name = name.to_lowercase();
    let has = |day: &&crate::stats::days::DayStats| {
        let mut felt = day.symptoms.iter();
        felt.any(|(felt, _)| felt.to_lowercase() == name)
    };
    of.days.iter().filter(has).count()
}

/// Every entry that called for help when it was written down, none left out.
#[must_use]
pub fn red_flags(of: &Figures) -> Part {
    let mut part = Part::new("flags", "Red flags");
    let head = ["Red flag", "When", "How strong"];
    let mut sheet = Sheet::new("red", "Red flags, the newest first", &head, usize::MAX);
    for entry in of.red.iter().rev() {
        let strong = entry.symptom().map_or("", |it| it.severity.says());
        sheet.rows.push(vec![
            Words::own(&flag(entry)),
            Words::of(of.at(entry.at)),
            Words::of(strong),
        ]);
    }
    if sheet.rows.is_empty() && of.asked.shows(Kind::Symptom) {
        part.say("No red flag is written down.");
    }
    part.table(sheet);
    part
}

/// How many, and what they were, the strongest first.
#[must_use]
pub fn red_in_short(of: &Figures) -> Row {
    const NAMED: usize = 4;
    let mut names: Vec<String> = Vec::new();
    let mut red: Vec<&Entry> = of.red.iter().rev().copied().collect();
    red.sort_by_key(|entry| Reverse(entry.symptom().map(|it| it.severity)));
    for entry in red {
        let name = Words::cut(&flag(entry), 40).text;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let left = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if left > 0 {
        names.push(format!("{left} more below"));
    }
    let figure = if of.red.is_empty() {
        "none written down".to_owned()
    } else {
        counted(of.red.len(), "entry", "entries")
    };
    Row {
        key: "",
        what: Words::of("Red flags"),
        figure: Words::of(figure),
        known: names.join(", "),
    }
}

fn flag(entry: &Entry) -> String {
    let symptom = entry.symptom();
    symptom.map_or_else(|| entry.says(), |symptom| symptom.name.clone())
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

#[cfg(test)]
mod tests {
    use super::super::super::super::stats::sample::{journal, when};
    use super::super::asked::Asked;
    use super::*;
    use crate::stats::range::Range;

    #[test]
    fn no_red_flag_is_cut_and_they_stand_before_what_is_frequent() {
        let mut lines: Vec<String> = (1..=9)
            .map(|day| format!("symptom name=chest_pain severity=3 at=2026-11-0{day}T09:00"))
            .collect();
        lines.push("symptom name=itch severity=4 at=2026-11-10T09:00".to_owned());
        for hour in 10..22 {
            lines.push(format!(
                "symptom name=nausea severity=1 at=2026-11-12T{hour}:00"
            ));
        }
        lines.push("symptom name=itching severity=2 at=2026-11-13T09:00".to_owned());
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let journal = journal(&lines);
        let asked = Asked::new(Range::ALL, when());
        let figures = Figures::of(&journal, &asked);
        let mut red = red_flags(&figures);
        assert_eq!(red.tables[0].rows.len(), 10);
        assert_eq!(red.tables[0].split(), None);
        let tile = red_in_short(&figures);
        assert_eq!(tile.figure.text, "10 entries");
        assert_eq!(tile.known, "itch, chest pain");
        let part = symptoms(&figures);
        let rows = part.tables[0].rows.iter();
        let names: Vec<&str> = rows.map(|row| row[0].text.as_str()).collect();
        assert_eq!(names, ["itching", "chest pain", "nausea"]);
    }
}
