//! The person: medicines, facts, signs of an emergency, the last check-in.

use chrono::NaiveDate;

use super::Seen;
use crate::domain::event::EventName;
use crate::domain::symptom::Severity;
use crate::rules::emergency;
use crate::rules::facts::facts;
use crate::rules::symptoms::symptoms;
use crate::rules::text::key;

/// Groups of signs that rules answer with an emergency, however mild they were.
const RED: [&str; 9] = [
    "red-any",
    "red-breathing",
    "red-heart-any",
    "seizure",
    "suicide",
    "allergy",
    "liver-red",
    "liver-dark",
    "gut-red",
];

/// Facts of these groups speak of kratom itself, not of the person.
const BESIDE: [&str; 2] = ["Kratom", "Lines of your own"];

impl Seen<'_> {
    /// Each once, with the first day it was written down for.
    pub(super) fn medicines(&self) -> Vec<String> {
        let mut told: Vec<(String, NaiveDate)> = Vec::new();
        for (entry, medicine) in self.journal.medicines(self.at().date_naive()) {
            let (says, since) = (medicine.says(), entry.at.date_naive());
            match told.iter_mut().find(|(known, _)| key(known) == key(&says)) {
                Some((_, first)) => *first = since.min(*first),
                None => told.push((says, since)),
            }
        }
        if told.is_empty() {
            return vec!["None is written down. That is unknown, not none.".to_owned()];
        }
        let said = told.into_iter();
        said.map(|(says, since)| format!("{says}, since {}.", since.format("%-d %b %Y")))
            .collect()
    }

    /// Conditions and whatever else was written down, and surgery ahead.
    pub(super) fn about(&self) -> Vec<String> {
        let of_person = |says: &String| {
            let fact = facts().find(says);
            fact.is_none_or(|fact| !BESIDE.contains(&fact.group))
        };
        let known = emergency::facts(self.journal, self.at()).into_iter();
        let known: Vec<String> = known.filter(of_person).collect();
        let says = known.iter().map(|says| format!("{says}."));
        let mut lines: Vec<String> = says.collect();
        if lines.is_empty() {
            let none =
                "No condition, pregnancy or allergy is written down. That is unknown, not none.";
            lines.push(none.to_owned());
        }
        let ahead = self.journal.lasting().filter(|entry| {
            let surgery = entry
                .event()
                .is_some_and(|it| it.name == EventName::Surgery);
            surgery && entry.at > self.at()
        });
        lines
            .extend(ahead.map(|it| format!("Surgery is written down for {}.", self.moment(it.at))));
        lines
    }

    pub(super) fn red_flags(&self) -> Vec<String> {
        let told = self.hours(7 * 24).rev().filter_map(|entry| {
            let symptom = entry.symptom()?;
            let known = symptoms().find(&symptom.name);
            let red = known.is_some_and(|it| it.signs.iter().any(|sign| RED.contains(sign)));
            let told = match symptom.severity {
                Severity::None => false,
                Severity::Mild | Severity::Moderate => red,
                Severity::Severe | Severity::Emergency => true,
            };
            told.then(|| format!("{}: {}.", symptom.title(), self.moment(entry.at)))
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            return vec![
                "No red-flag or severe symptom is written down for the last 7 days. That is unknown, not none."
                    .to_owned(),
            ];
        }
        let head = "Red-flag or severe symptoms in the last 7 days:".to_owned();
        std::iter::once(head).chain(told).collect()
    }

    pub(super) fn checkin(&self) -> Vec<String> {
        let none = || "None was done.".to_owned();
        vec![self.asked.checkin.clone().unwrap_or_else(none)]
    }
}
