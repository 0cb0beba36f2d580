//! Saving one entry, the same from a form and from the command line: what is
//! refused, what is asked again, what is pointed out, what is warned about, and
//! the edits that keep it.

pub mod product;

use chrono::{NaiveDate, TimeDelta};

use crate::checkins;
use crate::domain::about::About;
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::edit::Edit;
use crate::domain::field::Invalid;
use crate::domain::journal::{Day, Journal};
use crate::domain::moment::Moment;
use crate::domain::substance::Substance;
use crate::domain::text::singular;
use crate::domain::{Entry, What};
use crate::rules::{self, Shown};

/// Above this a leaf dose is asked about again.
const ASK_ABOVE: Mg = Mg(15_000);
/// So many of anything are asked about, whatever one weighs.
const ASK_COUNT: f64 = 200.0;
/// And above so many times the largest dose of the last [`LARGEST_IN`].
const ASK_TIMES: f64 = 3.0;
const LARGEST_IN: TimeDelta = TimeDelta::days(90);
/// Above so many times what is usual it is told how many times: a slip of the
/// finger more often than a dose.
const FAR_ABOVE: f64 = 10.0;
/// From so many on there is something usual.
const USUAL_FROM: usize = 3;
/// The same dose again within this is pointed out.
const SAME_WITHIN: TimeDelta = TimeDelta::minutes(2);
/// Doses within this are told as one amount: leaflog's own line.
const TOGETHER_WITHIN: TimeDelta = TimeDelta::minutes(30);

/// What there is to say of an entry before it is saved.
#[derive(Debug, Clone, Default)]
pub struct Considered {
    /// Asked before saving: `--yes`, or Enter a second time.
    pub ask_again: Option<String>,
    /// Said, and saved all the same.
    pub point_out: Option<String>,
    /// What was said of the day before and no longer counts.
    pub contradicts: Option<String>,
    /// What it would raise, worst first, whatever was shown before.
    pub raised: Vec<rules::Alert>,
}

/// Looks at an entry that is about to be saved. `journal` must not hold it, nor
/// the entry it replaces.
///
/// # Errors
/// It cannot be said at all: "none" twice, or of a day with kratom; a line
/// without its number; a score that cannot be.
pub fn consider(journal: &Journal, entry: &Entry, now: Moment) -> Result<Considered, Invalid> {
    if let What::None(none) = &entry.what {
        may_say_none(journal, none.date)?;
    }
    if let What::About(about) = &entry.what {
        may_begin(about, entry.at, now)?;
    }
    if let What::Product(product) = &entry.what {
        may_be_opened(product.opened_on, now)?;
    }
    sound(entry)?;
    Ok(Considered {
        ask_again: looks_too_much(journal, entry),
        point_out: looks_twice(journal, entry)
            .or_else(|| comes_on_top(journal, entry))
            .or_else(|| looks_like_a_dose(entry)),
        contradicts: contradicts_none(journal, entry),
        raised: rules::raised_by(journal, entry, journal.present(now)),
    })
}

/// Looks at an entry by itself, wherever it comes from, a file too.
///
/// # Errors
/// It cannot be so: a line without its number, a medicine that ended before it
/// began, a score that its answers do not add up to.
pub fn sound(entry: &Entry) -> Result<(), Invalid> {
    match &entry.what {
        What::About(about) => may_draw(about),
        What::Medicine(medicine) => medicine.ends_after(entry.at),
        What::Reading(reading) => match checkins::checkin::named(&reading.name) {
            Some(checkin) => checkin.check(reading),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn may_say_none(journal: &Journal, date: NaiveDate) -> Result<(), Invalid> {
    let said = date.format("%a %-d %b %Y");
    if let Day::WithKratom(doses) = journal.day(date) {
        let doses = if doses == 1 {
            "a dose".to_owned()
        } else {
            format!("{doses} doses")
        };
        return Err(Invalid::new(
            "date",
            format!("{said} has {doses} written down"),
            "delete the dose first if it was written down by mistake",
        ));
    }
    if journal.says_none(date) {
        return Err(Invalid::new(
            "date",
            format!("{said} is marked as none already"),
            "nothing more is needed for that day",
        ));
    }
    Ok(())
}

/// A line of one's own needs its number.
fn may_draw(about: &About) -> Result<(), Invalid> {
    let Some(fact) = rules::facts::facts().find(&about.name) else {
        return Ok(());
    };
    match (fact.number, about.amount) {
        (Some(_), None) => Err(Invalid::new(
            "amount",
            "is missing",
            format!("write {}", fact.asks.unwrap_or("its number")),
        )),
        _ => Ok(()),
    }
}

/// Only a plan begins ahead: any other fact either holds or does not yet.
fn may_begin(about: &About, at: Moment, now: Moment) -> Result<(), Invalid> {
    let fact = rules::facts::facts().find(&about.name);
    let is_plan =
        fact.is_some_and(|fact| fact.number.is_some() || fact.name == rules::facts::PLANNED_BREAK);
    if at > now && !is_plan {
        return Err(Invalid::new(
            "at",
            format!("{} is in the future", at.format("%a %-d %b %Y")),
            "write today, yesterday or a date like 2026-11-20; only a line of your own or a planned break begins ahead",
        ));
    }
    if is_plan && about.until.is_some_and(|until| until < at.date_naive()) {
        return Err(Invalid::new(
            "until",
            "is before it begins",
            "write its last day, or leave it out",
        ));
    }
    Ok(())
}

fn may_be_opened(opened: Option<NaiveDate>, now: Moment) -> Result<(), Invalid> {
    match opened.filter(|date| *date > now.date_naive()) {
        Some(date) => Err(Invalid::new(
            "opened_on",
            format!("{} is in the future", date.format("%a %-d %b %Y")),
            "write the day it was opened, or leave it out",
        )),
        None => Ok(()),
    }
}

/// What is asked of a dose by itself, wherever it comes from.
#[must_use]
pub fn much_by_itself(dose: &Dose) -> Option<String> {
    if let Some(weight) = dose.leaf_weight().filter(|weight| *weight > ASK_ABOVE) {
        return Some(format!(
            "{weight} g is more than {ASK_ABOVE} g in one dose. Is that the right amount and unit?"
        ));
    }
    let counted = dose.taken.count.as_ref();
    let count = counted.filter(|count| count.n.value() > ASK_COUNT)?;
    Some(format!(
        "{count} is far more than one dose usually is. Is that the right number and unit?"
    ))
}

fn looks_too_much(journal: &Journal, entry: &Entry) -> Option<String> {
    let before = journal.between((entry.at - LARGEST_IN).to_utc(), entry.at.to_utc());
    let before: Vec<Measured> = before.iter().flat_map(measured).collect();
    let now = measured(entry);
    let alike = |now: &Measured| -> Vec<&Measured> {
        let same = |then: &&Measured| then.of == now.of;
        before.iter().filter(same).collect()
    };
    let far = now.iter().find_map(|now| far_above(now, &alike(now)));
    far.or_else(|| much_by_itself(entry.dose()?)).or_else(|| {
        now.iter()
            .find_map(|now| over_the_largest(now, &alike(now)))
    })
}

/// More than ten times what is usual; where that is not known yet, than the
/// largest there was.
fn far_above(now: &Measured, before: &[&Measured]) -> Option<String> {
    let mut sorted = before.to_vec();
    sorted.sort_by(|a, b| a.much.total_cmp(&b.much));
    // Of an even number the smaller of the middle two: one that was taken.
    let (name, usual) = if sorted.len() < USUAL_FROM {
        ("largest in 90 days,", *sorted.last()?)
    } else {
        ("usual", *sorted.get((sorted.len() - 1) / 2)?)
    };
    let times = now.much / usual.much;
    (times.is_finite() && times > FAR_ABOVE).then(|| {
        format!(
            "{} is {:.0} times your {name} {}. Is that the right amount and unit?",
            now.says,
            times.floor(),
            usual.says
        )
    })
}

fn over_the_largest(now: &Measured, before: &[&Measured]) -> Option<String> {
    let largest = before
        .iter()
        .max_by(|a, b| a.much.total_cmp(&b.much))
        .filter(|_| now.of.0 != Sort::Other)?;
    (now.much > largest.much * ASK_TIMES).then(|| {
        format!(
            "{} is over {ASK_TIMES} times your largest dose in 90 days, {}. Is that the right amount and unit?",
            now.says, largest.says
        )
    })
}

/// One way an entry says how much it was.
struct Measured {
    /// Only what is of the same sort is compared: channels have no conversion,
    /// and neither have units.
    of: (Sort, String),
    much: f64,
    says: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sort {
    Kratom(Channel),
    /// Anything else taken, by its name and unit.
    Other,
}

fn measured(entry: &Entry) -> Vec<Measured> {
    match &entry.what {
        What::Dose(dose) => measured_dose(dose),
        What::Substance(substance) => measured_other(substance).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn measured_other(substance: &Substance) -> Option<Measured> {
    let (amount, unit) = (substance.amount?, substance.unit.as_deref());
    let unit = unit.unwrap_or_default();
    let one = singular(unit);
    Some(Measured {
        of: (
            Sort::Other,
            format!("{one} of {}", substance.name.to_lowercase()),
        ),
        much: amount.value(),
        says: format!("{amount} {unit}").trim_end().to_owned(),
    })
}

/// Leaf by weight, extract and 7-OH by the alkaloid their label names, and any
/// of them by what was counted.
fn measured_dose(dose: &Dose) -> Vec<Measured> {
    let channel = dose.form.channel();
    let of = |unit: &str| (Sort::Kratom(channel), unit.to_owned());
    let taken = &dose.taken;
    let weight = dose.leaf_weight().map(|weight| Measured {
        of: of("g"),
        much: weight.grams(),
        says: format!("{weight} g"),
    });
    let label = match channel {
        Channel::Leaf => None,
        Channel::Extract => taken.mitragynine.map(|mg| (mg, "mitragynine")),
        Channel::SevenOh => taken.hydroxy.map(|mg| (mg, "7-OH")),
    };
    let label = label.map(|(mg, name)| Measured {
        of: of("label mg"),
        much: mg.mg(),
        says: format!("{mg} mg {name}"),
    });
    let count = taken.count.as_ref().map(|count| {
        let one = singular(&count.unit);
        Measured {
            of: (
                Sort::Kratom(channel),
                format!("{} of {one}", dose.form.name()),
            ),
            much: count.n.value(),
            says: count.to_string(),
        }
    });
    [weight, label, count].into_iter().flatten().collect()
}

/// Kratom among the other substances counts for mixing, but for no dose.
fn looks_like_a_dose(entry: &Entry) -> Option<String> {
    let name = &entry.substance()?.name;
    rules::classes::names().find(name)?.has("kratom").then(|| {
        "kratom counts only where it is written down as a dose: leaflog dose 5g, or the key d"
            .to_owned()
    })
}

fn looks_twice(journal: &Journal, entry: &Entry) -> Option<String> {
    let dose = entry.dose()?;
    let around = journal.between(
        (entry.at - SAME_WITHIN).to_utc(),
        (entry.at + SAME_WITHIN).to_utc(),
    );
    let twin = around
        .iter()
        .find(|other| other.dose().is_some_and(|other| other == dose))?;
    Some(format!(
        "the same dose is written down at {} already; both are kept (leaflog undo takes this one back)",
        twin.at.format("%H:%M")
    ))
}

/// Doses of leaf shortly before count together, where each is weighed.
fn comes_on_top(journal: &Journal, entry: &Entry) -> Option<String> {
    let weight = entry.dose()?.leaf_weight()?;
    let around = journal.between((entry.at - TOGETHER_WITHIN).to_utc(), entry.at.to_utc());
    let before = around.iter().rev().filter(|other| other.dose().is_some());
    let before: Option<Vec<(&Entry, Mg)>> = before
        .map(|other| Some((other, other.dose()?.leaf_weight()?)))
        .collect();
    let before = before?;
    let (last, first_weight) = before.first()?;
    let together = Mg(before.iter().map(|(_, mg)| mg.0).sum::<i64>() + weight.0);
    let ago = match crate::stats::duration::words(entry.at - last.at).as_str() {
        "0 min" => "just".to_owned(),
        ago => ago.to_owned(),
    };
    Some(match before.len() {
        1 => format!("you took {first_weight} g {ago} before this; together {together} g"),
        more => format!(
            "you took {more} doses in the 30 min before this, the last {ago} before; together {together} g"
        ),
    })
}

fn contradicts_none(journal: &Journal, entry: &Entry) -> Option<String> {
    let day = entry.day(journal.day_start());
    let first = entry.dose().is_some() && journal.day(day) == Day::None;
    first.then(|| {
        format!(
            "{} is marked as none too; it counts as a day with kratom now, and both are kept",
            day.format("%a %-d %b %Y")
        )
    })
}

/// Considers the entries of one change one after the other: what they raise
/// together, and the journal after them.
///
/// # Errors
/// As of [`consider`].
pub fn each(
    mut journal: Journal,
    edits: &[Edit],
    now: Moment,
) -> Result<(Vec<rules::Alert>, Journal), Invalid> {
    let mut raised = Vec::new();
    for edit in edits {
        let saved = match edit {
            Edit::Add(entry) => Some(entry),
            Edit::Change { from, to } => {
                journal.remove(from.id);
                Some(to)
            }
            _ => None,
        };
        match saved {
            Some(entry) => {
                raised.extend(consider(&journal, entry, now)?.raised);
                journal.insert(entry.clone());
            }
            None => journal.apply(std::slice::from_ref(edit)),
        }
    }
    Ok((rules::one_each(raised), journal))
}

/// The edits that save an entry, in place of the one it replaces, together with
/// what is kept of the warnings shown for it.
#[must_use]
pub fn edits(entry: Entry, replaces: Option<Entry>, shown: &Shown) -> Vec<Edit> {
    let saved = match replaces {
        Some(from) => Edit::Change { from, to: entry },
        None => Edit::Add(entry),
    };
    std::iter::once(saved)
        .chain(shown.edits.iter().cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::domain::field::Values;
    use crate::stats::sample::when;
    use uuid::Uuid;

    fn entry(kind: Kind, pairs: &[(&'static str, &str)]) -> Entry {
        let values: Values = pairs
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        Entry::parse(Uuid::now_v7(), kind, &values, &when()).unwrap()
    }

    fn journal(entries: Vec<Entry>) -> Journal {
        Journal::new(entries, crate::domain::setting::Settings::default(), vec![])
    }

    fn consider(journal: &Journal, entry: &Entry) -> Result<Considered, Invalid> {
        super::consider(journal, entry, when().moment())
    }

    #[test]
    fn fifteen_grams_are_taken_and_more_is_asked_about() {
        let empty = journal(vec![]);
        let ask = |amount| {
            consider(&empty, &entry(Kind::Dose, &[("amount", amount)]))
                .unwrap()
                .ask_again
        };
        assert_eq!(ask("15g"), None);
        assert!(
            ask("15.001g")
                .unwrap()
                .contains("15.001 g is more than 15 g")
        );
    }

    #[test]
    fn two_hundred_units_are_taken_and_more_is_asked_about() {
        let empty = journal(vec![]);
        let ask = |amount| {
            let dose = entry(Kind::Dose, &[("amount", amount)]);
            consider(&empty, &dose).unwrap().ask_again
        };
        assert_eq!(ask("200 capsules"), None);
        assert!(ask("201 capsules").unwrap().contains("201 capsules is far"));
    }

    #[test]
    fn nothing_ends_before_it_began_or_was_opened_tomorrow() {
        let empty = journal(vec![]);
        let until = |until| {
            let pairs = [
                ("name", "sertraline"),
                ("since", "2026-11-10"),
                ("until", until),
            ];
            let mut medicine = entry(Kind::Medicine, &pairs);
            medicine.at -= TimeDelta::days(10);
            consider(&empty, &medicine).map(|_| ())
        };
        assert!(until("2026-11-10").is_ok());
        assert_eq!(until("2026-11-09").unwrap_err().why, "is before it began");
        let opened = |date| {
            let product = entry(Kind::Product, &[("name", "Bag"), ("opened_on", date)]);
            consider(&empty, &product).map(|_| ())
        };
        assert!(opened("2026-11-20").is_ok());
        assert_eq!(opened("2026-11-21").unwrap_err().field, "opened_on");
    }

    #[test]
    fn each_channel_is_asked_about_in_its_own_measure() {
        let usual = journal(vec![
            entry(
                Kind::Dose,
                &[("form", "7oh"), ("hydroxy_mg", "15"), ("at", "10:00")],
            ),
            entry(
                Kind::Dose,
                &[
                    ("form", "extract"),
                    ("mitragynine_mg", "45"),
                    ("at", "9:00"),
                ],
            ),
            entry(
                Kind::Dose,
                &[
                    ("amount", "3 Capsules"),
                    ("form", "capsule"),
                    ("at", "8:00"),
                ],
            ),
            entry(Kind::Dose, &[("amount", "2g"), ("at", "7:00")]),
        ]);
        let ask = |pairs: &[(&'static str, &str)]| {
            consider(&usual, &entry(Kind::Dose, pairs))
                .unwrap()
                .ask_again
        };
        assert_eq!(ask(&[("form", "7oh"), ("hydroxy_mg", "45")]), None);
        assert_eq!(
            ask(&[("form", "7oh"), ("hydroxy_mg", "150")]).as_deref(),
            Some(
                "150 mg 7-OH is over 3 times your largest dose in 90 days, 15 mg 7-OH. Is that the right amount and unit?"
            )
        );
        let extract = ask(&[("form", "extract"), ("mitragynine_mg", "150")]);
        assert!(extract.unwrap().contains("45 mg mitragynine"));
        let capsules = ask(&[("amount", "10 capsules"), ("form", "capsule")]);
        assert!(capsules.unwrap().contains("3 Capsules"));
        assert_eq!(ask(&[("amount", "9 capsules"), ("form", "capsule")]), None);
        assert_eq!(ask(&[("amount", "10 scoops")]), None, "another unit");
        assert_eq!(
            ask(&[("amount", "10 capsules"), ("form", "extract")]),
            None,
            "another form"
        );
    }

    #[test]
    fn over_three_times_the_largest_is_asked_about() {
        let usual = journal(vec![entry(
            Kind::Dose,
            &[("amount", "2g"), ("at", "yesterday 10:00")],
        )]);
        let ask = |amount| {
            consider(&usual, &entry(Kind::Dose, &[("amount", amount)]))
                .unwrap()
                .ask_again
        };
        assert_eq!(ask("6g"), None);
        assert!(ask("6.1g").is_some());
    }

    #[test]
    fn over_ten_times_the_usual_is_told_as_such() {
        let doses = ["4g", "3g", "4g", "6g"].map(|amount| {
            let at = "yesterday 10:00";
            entry(Kind::Dose, &[("amount", amount), ("at", at)])
        });
        let usual = journal(doses.to_vec());
        let ask = |journal: &Journal, amount| {
            let dose = entry(Kind::Dose, &[("amount", amount)]);
            consider(journal, &dose).unwrap().ask_again
        };
        assert_eq!(
            ask(&usual, "252.5g").as_deref(),
            Some("252.5 g is 63 times your usual 4 g. Is that the right amount and unit?")
        );
        assert!(ask(&usual, "40g").unwrap().contains("more than 15 g"));
        assert_eq!(ask(&usual, "12g"), None);
        let tiny = ["0.5g", "0.5g", "0.5g", "2g"].map(|amount| {
            let at = "yesterday 10:00";
            entry(Kind::Dose, &[("amount", amount), ("at", at)])
        });
        let tiny = journal(tiny.to_vec());
        assert_eq!(ask(&tiny, "5g"), None, "ten times is not over ten times");
        assert!(
            ask(&tiny, "5.1g")
                .unwrap()
                .contains("10 times your usual 0.5 g")
        );
        let two = journal(tiny.entries()[..2].to_vec());
        assert_eq!(
            ask(&two, "25g").as_deref(),
            Some(
                "25 g is 50 times your largest in 90 days, 0.5 g. Is that the right amount and unit?"
            )
        );
    }

    #[test]
    fn over_ten_times_the_usual_of_anything_else_is_asked_about() {
        let took = |amount, at| {
            let pairs = [("name", "alcohol"), ("amount", amount), ("at", at)];
            entry(Kind::Substance, &pairs)
        };
        let usual = journal(vec![
            took("2 glasses", "yesterday 18:00"),
            took("1 glass", "yesterday 20:00"),
            took("2 glasses", "yesterday 21:00"),
        ]);
        let ask = |amount| {
            let drink = took(amount, "21:00");
            consider(&usual, &drink).unwrap().ask_again
        };
        assert_eq!(ask("20 glasses"), None);
        assert_eq!(
            ask("22 glasses").as_deref(),
            Some("22 glasses is 11 times your usual 2 glasses. Is that the right amount and unit?")
        );
        let one = journal(vec![took("1 glass", "yesterday 18:00")]);
        let many = consider(&one, &took("12 glasses", "21:00")).unwrap();
        assert!(many.ask_again.is_some(), "one glass is a unit of glasses");
        assert_eq!(ask("500 ml"), None, "another unit");
    }

    #[test]
    fn the_same_dose_within_two_minutes_is_pointed_out() {
        let one = journal(vec![entry(
            Kind::Dose,
            &[("amount", "2g"), ("at", "21:12")],
        )]);
        let again = |at| {
            let twin = entry(Kind::Dose, &[("amount", "2g"), ("at", at)]);
            consider(&one, &twin).unwrap().point_out
        };
        assert!(again("21:14").is_some());
        let later = journal(vec![entry(
            Kind::Dose,
            &[("amount", "2g"), ("at", "21:11")],
        )]);
        let twin = entry(Kind::Dose, &[("amount", "2g"), ("at", "21:14")]);
        let says = consider(&later, &twin).unwrap().point_out;
        assert!(!says.unwrap().contains("the same dose"));
    }

    #[test]
    fn two_doses_minutes_apart_are_told_as_one_amount() {
        let dose = |amount, at| entry(Kind::Dose, &[("amount", amount), ("at", at)]);
        let says = |before: Vec<Entry>| {
            let considered = consider(&journal(before), &dose("3.3g", "21:14"));
            considered.unwrap().point_out
        };
        assert_eq!(
            says(vec![dose("2.5g", "21:11")]).as_deref(),
            Some("you took 2.5 g 3 min before this; together 5.8 g")
        );
        assert_eq!(
            says(vec![dose("2.5g", "21:11"), dose("1g", "20:50")]).as_deref(),
            Some(
                "you took 2 doses in the 30 min before this, the last 3 min before; together 6.8 g"
            )
        );
        assert_eq!(says(vec![dose("2.5g", "20:43")]), None);
        assert_eq!(says(vec![dose("2 capsules", "21:11")]), None, "not weighed");
    }

    #[test]
    fn a_dose_on_a_day_said_to_be_none_is_pointed_out_once() {
        let dose = entry(Kind::Dose, &[("amount", "2g"), ("at", "yesterday 10:00")]);
        let mut said = journal(vec![entry(Kind::None, &[("date", "2026-11-19")])]);
        let says = consider(&said, &dose).unwrap().contradicts;
        assert!(
            says.unwrap()
                .starts_with("Thu 19 Nov 2026 is marked as none too")
        );
        said.insert(dose.clone());
        assert_eq!(consider(&said, &dose).unwrap().contradicts, None);
    }

    #[test]
    fn none_is_said_once_and_not_of_a_day_with_kratom() {
        let none = entry(Kind::None, &[("date", "2026-11-19")]);
        let with_dose = journal(vec![entry(
            Kind::Dose,
            &[("amount", "2g"), ("at", "yesterday 10:00")],
        )]);
        assert!(
            consider(&with_dose, &none)
                .unwrap_err()
                .why
                .contains("has a dose written down")
        );
        let said = journal(vec![none.clone()]);
        assert!(consider(&said, &none).unwrap_err().why.contains("already"));
        assert!(consider(&journal(vec![]), &none).is_ok());
    }
}
