//! Other substances, and each time they were taken together with kratom.

use super::figures::Figures;
use super::part::{Part, Sheet};
use super::says::of as part_of;
use super::words::Words;
use crate::rules::classes::{Danger, names};
use crate::stats::met::beside;
use crate::stats::together::Together;

/// How a class meets kratom, in words.
#[must_use]
pub fn danger(danger: Danger) -> &'static str {
    match danger {
        Danger::EmergencyMedicine => "an emergency medicine",
        Danger::None => "no interaction known; not a sign of safety",
        Danger::Low => "little is known to happen; not a sign of safety",
        Danger::Caution => "caution",
        Danger::Serious => "ask a pharmacist first",
        Danger::Dangerous => "dangerous together",
    }
}

/// What else was taken, and every co-use with the hours between.
#[must_use]
pub fn others(of: &Figures) -> Part {
    let mut part = Part::new("others", "Other substances and co-use");
    let sum = &of.summary;
    if sum.substances.is_empty() && of.together.is_empty() {
        part.say("No other substance is written down for these days. That is not proof that none was taken.");
        return part;
    }
    part.row(
        "doses_with_other_substances",
        "Doses with another substance in its window",
        sum.doses_with_other_substances.to_string(),
        part_of(sum.doses_with_other_substances, sum.doses, "dose", "doses"),
    );
    part.table(taken(of));
    part.table(co_use(of));
    part
}

fn taken(of: &Figures) -> Sheet {
    let head = ["Substance", "Times", "How it meets kratom"];
    let mut sheet = Sheet::new("substances", "Taken in these days", &head, 8);
    for substance in &of.summary.substances {
        let found = names().find(&substance.name);
        let meets = found
            .as_ref()
            .map_or("not assessed", |it| danger(it.danger()));
        sheet.rows.push(vec![
            Words::own(&substance.name),
            Words::of(substance.count.to_string()),
            Words::of(meets),
        ]);
    }
    sheet
}

fn co_use(of: &Figures) -> Sheet {
    let head = [
        "Substance",
        "Taken at",
        "From the nearest dose",
        "Doses in its window",
    ];
    let mut sheet = Sheet::new(
        "together",
        "Every co-use, the most dangerous first, then the newest",
        &head,
        5,
    );
    let mut all: Vec<(u8, &Together)> = of.together.iter().map(|it| (weight(it), it)).collect();
    all.sort_by_key(|(weight, it)| std::cmp::Reverse((*weight, it.substance.at)));
    for (_, it) in all {
        sheet.rows.push(vec![
            Words::own(&it.substance.title()),
            Words::of(of.at(it.substance.at)),
            Words::of(beside(it.substance, it.dose)),
            Words::of(format!("{} within {} h", it.doses, it.window_h)),
        ]);
    }
    sheet
}

/// How far up it belongs; what nobody knows stands above what is only little.
fn weight(it: &Together) -> u8 {
    let name = it.substance.substance().map_or("", |it| it.name.as_str());
    let danger = names().find(name).map(|found| found.danger());
    match danger {
        Some(Danger::Dangerous) => 4,
        Some(Danger::Serious) => 3,
        None => 2,
        Some(Danger::Caution) => 1,
        Some(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::stats::sample::{journal, when};
    use super::super::asked::Asked;
    use super::*;
    use crate::stats::range::Range;

    #[test]
    fn hours_between_are_said_from_the_substance() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-19T18:00",
            "substance name=alcohol amount=2_drinks at=2026-11-19T20:35",
        ]);
        let asked = Asked::new(Range::ALL, when());
        let part = others(&Figures::of(&journal, &asked));
        let row: Vec<&str> = part.tables[1].rows[0]
            .iter()
            .map(|it| it.text.as_str())
            .collect();
        assert_eq!(
            row,
            [
                "alcohol, 2 drinks",
                "Thu 19 Nov 20:35",
                "2 h 35 min after a dose of 2 g",
                "1 within 12 h"
            ]
        );
        assert_eq!(part.tables[0].rows[0][2].text, "dangerous together");
    }
}
