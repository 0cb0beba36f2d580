//! Other substances, and each time they were taken together with kratom.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::TimeDelta;
use uuid::Uuid;

use super::figures::Figures;
use super::part::{Part, Row, Sheet};
use super::says;
use super::words::Words;
use crate::domain::{Entry, Kind};
use crate::rules::classes::{Class, Danger, names};
use crate::stats::met::beside;
use crate::stats::together::Together;
use crate::stats::words::counted;

/// How grave it is beside kratom, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grave {
    /// Nothing or little is known to happen.
    NoneKnown,
    Caution,
    /// A name leaflog does not know.
    NotAssessed,
    Ask,
    Dangerous,
}

/// What a blocker of opioids can bring on.
const WITHDRAWAL: &str = "sudden, severe withdrawal";

/// How a class meets kratom, in words. A blocker of opioids is said as its rule
/// says it, and stands with what is dangerous.
#[must_use]
pub fn meets(class: &Class) -> (Grave, &'static str) {
    let is_blocker = class.has("opioid_blocker");
    match class.danger {
        Danger::EmergencyMedicine => (Grave::NoneKnown, "an emergency medicine"),
        _ if is_blocker => (Grave::Dangerous, WITHDRAWAL),
        Danger::None => (
            Grave::NoneKnown,
            "no interaction known; not a sign of safety",
        ),
        Danger::Low => (
            Grave::NoneKnown,
            "little is known to happen; not a sign of safety",
        ),
        Danger::Caution => (Grave::Caution, "caution"),
        Danger::Serious => (Grave::Ask, "ask a pharmacist first"),
        Danger::Dangerous => (Grave::Dangerous, "dangerous together"),
    }
}

/// The gravest of what a typed name is; what nobody knows is not assessed.
#[must_use]
pub fn gravest(name: &str) -> (Grave, &'static str) {
    let found = names().find(name);
    let classes = found.iter().flat_map(|found| &found.classes);
    let all = classes.map(|class| (class.danger, meets(class)));
    let worst = all.max_by_key(|(danger, (grave, _))| (*grave, *danger));
    worst.map_or((Grave::NotAssessed, "not assessed"), |(_, meets)| meets)
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
        if sum.doses == 0 {
            "no dose is written down".to_owned()
        } else {
            says::of(sum.doses_with_other_substances, sum.doses, "dose", "doses")
        },
    );
    let near = met(of);
    for (what, graves) in BY_GRAVE {
        let named = near.iter().filter(|it| graves.contains(&it.grave));
        let named: Vec<String> = named.map(|it| it.says(sum.doses)).collect();
        if !named.is_empty() {
            let doses: HashSet<Uuid> = near
                .iter()
                .filter(|it| graves.contains(&it.grave))
                .flat_map(|it| it.doses.iter().copied())
                .collect();
            part.row("", what, doses.len().to_string(), named.join(", "));
        }
    }
    part.table(taken(of));
    part.table(co_use(of));
    part
}

/// How doses near something else are split.
const BY_GRAVE: [(&str, &[Grave]); 3] = [
    ("Doses near what is dangerous together", &[Grave::Dangerous]),
    (
        "Doses near caution, ask first or not assessed",
        &[Grave::Ask, Grave::NotAssessed, Grave::Caution],
    ),
    ("Doses near what nothing is known of", &[Grave::NoneKnown]),
];

fn taken(of: &Figures) -> Sheet {
    let head = ["Substance", "Times", "How it meets kratom"];
    let mut sheet = Sheet::new("substances", "Taken in these days", &head, 8);
    for substance in &of.summary.substances {
        sheet.rows.push(vec![
            Words::own(&substance.name),
            Words::of(substance.count.to_string()),
            Words::of(gravest(&substance.name).1),
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
    let all = of.together.iter().map(|it| (gravest(name_of(it)).0, it));
    let mut all: Vec<(Grave, &Together)> = all.collect();
    all.sort_by_key(|(grave, it)| Reverse((*grave, it.substance.at)));
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

fn name_of<'a>(it: &Together<'a>) -> &'a str {
    it.substance.substance().map_or("", |it| it.name.as_str())
}

/// How many doses something met: those near it, or all while it was taken.
struct Met<'a> {
    name: &'a str,
    grave: Grave,
    doses: HashSet<Uuid>,
    /// Taken regularly.
    regular: bool,
}

impl Met<'_> {
    /// `21 doses near wine`, `methadone every day: all doses`.
    fn says(&self, all: usize) -> String {
        let mut name = Words::own(self.name).text;
        if gravest(self.name).1 == WITHDRAWAL {
            name = format!("{name} ({WITHDRAWAL})");
        }
        if !self.regular {
            return format!("{} near {name}", counted(self.doses.len(), "dose", "doses"));
        }
        if self.doses.len() == all {
            format!("{name} every day: all doses")
        } else {
            let doses = says::of(self.doses.len(), all, "dose", "doses");
            format!("{name} while taken regularly: {doses}")
        }
    }
}

/// Everything that met a dose, the gravest and then the most frequent first.
fn met<'a>(of: &Figures<'a>) -> Vec<Met<'a>> {
    let mut all: Vec<Met> = Vec::new();
    let mut add = |name: &'a str, regular, doses: Vec<Uuid>| {
        let is = |met: &&mut Met| {
            met.regular == regular && met.name.to_lowercase() == name.to_lowercase()
        };
        if let Some(met) = all.iter_mut().find(is) {
            met.doses.extend(doses);
        } else if !doses.is_empty() {
            let (grave, doses) = (gravest(name).0, doses.into_iter().collect());
            all.push(Met {
                name,
                grave,
                doses,
                regular,
            });
        }
    };
    for it in &of.together {
        let window = TimeDelta::hours(i64::from(it.window_h));
        let (from, to) = (it.substance.at - window, it.substance.at + window);
        // They stand in order of time: a year has thousands to look through else.
        let first = of.entries.partition_point(|entry| entry.at < from);
        let end = of.entries.partition_point(|entry| entry.at <= to);
        add(name_of(it), false, doses(&of.entries[first..end], |_| true));
    }
    if of.asked.shows(Kind::Medicine) {
        for entry in of.journal.lasting() {
            if let Some(medicine) = entry.medicine() {
                let while_taken = |dose: &Entry| {
                    let day = dose.day(of.journal.day_start());
                    entry.date() <= day && medicine.until.is_none_or(|until| day <= until)
                };
                add(&medicine.name, true, doses(&of.entries, while_taken));
            }
        }
    }
    all.sort_by_key(|met| Reverse((met.grave, met.regular, met.doses.len())));
    all
}

fn doses(entries: &[&Entry], is_meant: impl Fn(&Entry) -> bool) -> Vec<Uuid> {
    let doses = entries.iter().filter(|entry| entry.dose().is_some());
    let meant = doses.filter(|dose| is_meant(dose));
    meant.map(|dose| dose.id).collect()
}

/// What is asked first: the dangerous ones by name, then the rest beside.
#[must_use]
pub fn in_short(of: &Figures) -> Row {
    let met = met(of);
    let all = of.summary.doses;
    let (dangerous, rest): (Vec<&Met>, Vec<&Met>) =
        met.iter().partition(|it| it.grave == Grave::Dangerous);
    let figure = if met.is_empty() {
        "none written down".to_owned()
    } else if dangerous.is_empty() {
        "none of those known as dangerous written down".to_owned()
    } else {
        let named = dangerous.iter().map(|it| it.says(all));
        named.collect::<Vec<String>>().join(", ")
    };
    let said = [
        ("ask a pharmacist first", Grave::Ask),
        ("not assessed", Grave::NotAssessed),
        ("caution", Grave::Caution),
        ("none known", Grave::NoneKnown),
    ];
    let said = said.into_iter().filter_map(|(says, grave)| {
        let of_it = rest.iter().filter(|it| it.grave == grave);
        let of_it: Vec<String> = of_it.map(|it| it.says(all)).collect();
        (!of_it.is_empty()).then(|| format!("{says}: {}", of_it.join(", ")))
    });
    Row {
        key: "",
        what: Words::of("Dangerous together with kratom"),
        figure: Words {
            text: figure,
            own: !dangerous.is_empty(),
        },
        known: said.collect::<Vec<String>>().join("; "),
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

    fn tile(lines: &[&str]) -> (String, String) {
        let journal = journal(lines);
        let asked = Asked::new(Range::ALL, when());
        let row = in_short(&Figures::of(&journal, &asked));
        (row.figure.text, row.known)
    }

    #[test]
    fn what_is_dangerous_comes_before_coffee() {
        let lines = [
            "dose amount=2g at=2026-11-18T18:00",
            "dose amount=2g at=2026-11-18T22:00",
            "dose amount=2g at=2026-11-19T18:00",
            "substance name=coffee at=2026-11-18T19:00",
            "substance name=coffee at=2026-11-19T17:00",
            "substance name=wine at=2026-11-18T20:00",
            "substance name=zopiclone at=2026-11-19T22:00",
        ];
        let (figure, rest) = tile(&lines);
        assert!(figure.contains("2 doses near wine"), "{figure}");
        assert!(figure.contains("near zopiclone") && !figure.contains("coffee"));
        assert!(rest.contains("3 doses near coffee"), "{rest}");
    }

    #[test]
    fn regular_medicines_are_named_beside_what_was_taken_once() {
        let dose = "dose amount=2g at=2026-11-18T18:00";
        let (figure, _) = tile(&[dose, "medicine name=methadone at=2026-03-01"]);
        assert_eq!(figure, "methadone every day: all doses");
        let ended = "medicine name=methadone at=2026-03-01 until=2026-11-17";
        assert_eq!(tile(&[dose, ended]).0, "none written down");
        assert_eq!(tile(&[dose]).0, "none written down");
    }

    #[test]
    fn a_blocker_of_opioids_is_said_as_its_rule_says_it() {
        for name in ["naltrexone", "Vivitrol", "low-dose naltrexone"] {
            let said = gravest(name);
            assert_eq!(
                said,
                (Grave::Dangerous, "sudden, severe withdrawal"),
                "{name}"
            );
        }
        let near = "substance name=naltrexone at=2026-11-18T20:00";
        assert_eq!(
            tile(&["dose amount=2g at=2026-11-18T18:00", near]).0,
            "1 dose near naltrexone (sudden, severe withdrawal)"
        );
        assert_eq!(gravest("naloxone").1, "an emergency medicine");
        assert_eq!(gravest("zzyzx").0, Grave::NotAssessed);
    }
}
