//! The person: regular medicines with what is known of them beside kratom, facts
//! that change the risk, check-ins and their own plan.

use super::figures::Figures;
use super::others::{gravest, meets};
use super::part::{Part, Sheet};
use super::says;
use super::words::Words;
use crate::checkins::{self, checkins, done};
use crate::domain::Entry;
use crate::plan::{self, Plan};
use crate::rules::about;
use crate::rules::classes::names;
use crate::rules::facts::{PLANNED_BREAK, facts};
use crate::rules::sources::sources;
use crate::stats::figure::{Figure, Series, line_words, readings};
use crate::stats::words::one_decimal;

/// Medicines taken on any of the days, the gravest beside kratom first, with every
/// rule that spoke of them: a sentence each, and the whole in the appendix.
#[must_use]
pub fn medicines(of: &Figures) -> Part {
    let mut part = Part::new("medicines", "Regular medicines");
    let head = ["Medicine", "Since", "Beside kratom"];
    let mut sheet = Sheet::new("regular", "Regular medicines", &head, usize::MAX);
    let mut whole = Sheet::new(
        "all-regular",
        "Regular medicines and interaction notes",
        &["Medicine", "Beside kratom", "Evidence"],
        0,
    );
    let taken = of.journal.lasting().filter(|entry| lasts(entry, of));
    let mut taken: Vec<&Entry> = taken.filter(|entry| entry.medicine().is_some()).collect();
    taken.sort_by_key(|entry| std::cmp::Reverse(gravest(name(entry)).0));
    for entry in taken {
        let notes = notes(entry, of);
        let short: Vec<&str> = notes.iter().map(|note| note.short.as_str()).collect();
        sheet.rows.push(vec![
            Words::own(&entry.title()),
            Words::of(since(entry)),
            Words::cut(&short.join(" "), 600),
        ]);
        whole.rows.extend(notes.into_iter().map(|note| {
            vec![
                Words::own(&entry.title()),
                Words::cut(&note.whole, 400),
                Words::of(note.evidence),
            ]
        }));
    }
    if sheet.rows.is_empty() {
        part.say("No regular medicine is written down. That is not proof that none is taken.");
    } else {
        sheet.more = String::from("The whole notes, with evidence, are in the appendix");
        sheet.whole = Some(Box::new(whole));
    }
    part.table(sheet);
    part
}

fn name(entry: &Entry) -> &str {
    let medicine = entry.medicine();
    medicine.map_or("", |medicine| medicine.name.as_str())
}

/// Whether it began before the end of the days and had not ended before them.
fn lasts(entry: &Entry, of: &Figures) -> bool {
    let until = match (entry.medicine(), entry.about()) {
        (Some(medicine), _) => medicine.until,
        (_, Some(about)) => about.until,
        _ => None,
    };
    entry.date() <= of.asked.to && until.is_none_or(|until| of.asked.from <= until)
}

/// What is known of a medicine beside kratom.
struct Note {
    /// In one sentence.
    short: String,
    whole: String,
    evidence: String,
}

fn notes(entry: &Entry, of: &Figures) -> Vec<Note> {
    let raised = about(&of.raised, entry).map(|it| {
        let (title, why) = (&it.alert.title, why(entry, it.alert.why));
        Note {
            short: format!("{title}: {}.", first_sentence(&why)),
            whole: format!("{title}: {why}"),
            evidence: evidence(it.alert.evidence, it.alert.sources),
        }
    });
    let notes: Vec<Note> = raised.collect();
    if notes.is_empty() {
        vec![by_class(entry)]
    } else {
        notes
    }
}

/// `Up to the first full stop.`; one inside a number is none.
fn first_sentence(text: &str) -> &str {
    let ends = [". ", "; "].iter().filter_map(|end| text.find(end));
    match ends.min() {
        Some(end) => &text[..end],
        None => text.trim_end_matches('.'),
    }
}

/// The sentences of a rule's reason that name no other medicine than this one;
/// the reason of its own class where each of them does.
fn why(entry: &Entry, why: &'static str) -> String {
    let name = entry.medicine().map_or("", |it| it.name.as_str());
    let found = names().find(name);
    let own = |it: &str| {
        found
            .as_ref()
            .is_some_and(|found| found.names.contains(&it))
    };
    let is_kratom = |ids: &[&str]| ids.iter().all(|id| id.starts_with("kratom"));
    let others = names().all();
    let others: Vec<&str> = others
        .filter(|it| !own(it.name) && !is_kratom(it.classes))
        .map(|it| it.name)
        .collect();
    let names_other = |sentence: &str| {
        let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '-');
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        words.iter().any(|word| others.contains(&word.as_str()))
    };
    let kept: Vec<&str> = why
        .split_inclusive(". ")
        .map(str::trim)
        .filter(|sentence| !names_other(sentence))
        .collect();
    let worst = found.and_then(|it| it.classes.into_iter().max_by_key(|class| class.danger));
    match (kept.is_empty(), worst) {
        (true, Some(class)) => class.why.to_owned(),
        (true, None) => why.to_owned(),
        (false, _) => kept.join(" "),
    }
}

/// What is known of its class, where no rule spoke.
fn by_class(entry: &Entry) -> Note {
    let name = name(entry);
    let found = names().find(name);
    let classes = found.iter().flat_map(|found| &found.classes);
    let worst = classes.max_by_key(|class| (meets(class).0, class.danger));
    worst.map_or_else(
        || {
            let says =
                "Not assessed: leaflog does not know the name; that is not a sign of safety.";
            Note {
                short: says.to_owned(),
                whole: says.to_owned(),
                evidence: String::new(),
            }
        },
        |class| {
            let (_, says) = meets(class);
            Note {
                short: format!("{says}: {}.", first_sentence(class.why)),
                whole: format!("{says}: {} No warning held in these days.", class.why),
                evidence: named(class.sources),
            }
        },
    )
}

fn evidence(strength: &str, ids: &[String]) -> String {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    format!("{strength} ({})", named(&ids))
}

/// The short names of some sources.
fn named(ids: &[&str]) -> String {
    let names = ids.iter().filter_map(|id| sources().find(id));
    let names: Vec<&str> = names.map(|source| source.name).collect();
    names.join("; ")
}

/// Facts that hold in the days; lines of one's own stand with the plan.
#[must_use]
pub fn about_them(of: &Figures) -> Part {
    let mut part = Part::new("about", "About the person");
    let head = ["Fact", "Since", "Until"];
    let mut sheet = Sheet::new("facts", "Facts that change the risk", &head, 12);
    for entry in of.journal.lasting().filter(|entry| lasts(entry, of)) {
        let Some(fact) = entry.about().filter(|it| it.country_code().is_none()) else {
            continue;
        };
        if !is_of_plan(&fact.name) {
            sheet.rows.push(vec![
                Words::own(&fact.says()),
                Words::of(since(entry)),
                Words::of(fact.until.map_or(String::new(), says::day)),
            ]);
        }
    }
    if sheet.rows.is_empty() {
        part.say("No fact about the person is written down.");
    }
    part.table(sheet);
    part
}

/// When what lasts began, as far as it was said.
fn since(entry: &Entry) -> String {
    let date = says::day(entry.date());
    if entry.is_without_start() {
        format!("not known; written down {date}")
    } else {
        date
    }
}

fn is_of_plan(name: &str) -> bool {
    facts()
        .find(name)
        .is_some_and(|fact| fact.name == PLANNED_BREAK || plan::Measure::named(fact.name).is_some())
}

/// The person's own lines beside the record.
#[must_use]
pub fn own_plan(of: &Figures) -> Part {
    let mut part = Part::new("plan", "Their own plan");
    let plan = Plan::of(of.journal);
    let mut rows = Sheet::new("lines", "Lines and breaks the person chose", &["Line"], 8);
    for row in plan.rows(of.asked.to) {
        rows.rows.push(vec![Words::own(&row.says)]);
    }
    let lines = line_words(&of.days);
    if rows.rows.is_empty() && lines.is_empty() {
        part.say("No plan of their own is written down.");
    }
    part.table(rows);
    for line in lines {
        // The sentence is written to the person; here it is about them.
        part.say(line.replacen("Your own", "Own", 1));
    }
    part
}

/// Scores of check-ins, and other numbers that were measured.
#[must_use]
pub fn check_ins(of: &Figures) -> Part {
    let mut part = Part::new("checkins", "Check-ins and readings");
    let head = ["Check-in", "Range", "Times", "First", "Last"];
    let mut sheet = Sheet::new("scores", "Check-in scores", &head, 8);
    for checkin in checkins() {
        sheet.rows.extend(scores(checkin, of));
    }
    let head = ["Measured", "Days", "Median"];
    let mut measured = Sheet::new("readings", "Measured", &head, 6);
    for name in readings(&of.days) {
        if checkins::named(&name).is_none() {
            let figure = Figure::of(Series::Reading(name.clone()), &of.days);
            measured.rows.push(vec![
                Words::own(&name),
                Words::of(figure.quartiles.map_or(0, |it| it.n).to_string()),
                Words::of(says::middle(figure.quartiles, "", one_decimal)),
            ]);
        }
    }
    if sheet.rows.is_empty() && measured.rows.is_empty() {
        part.say("No check-in and no reading is written down for these days.");
    } else {
        part.say("A score is a number the person gave; it is no diagnosis.");
    }
    part.table(sheet);
    part.table(measured);
    part
}

fn scores(checkin: &checkins::Checkin, of: &Figures) -> Option<Vec<Words>> {
    let start = of.journal.day_start();
    let done = done::all(of.journal, checkin, of.until);
    let mut done = done
        .iter()
        .filter(|it| of.asked.range().holds(it.entry.day(start)));
    let first = done.next()?;
    let last = done.clone().next_back().unwrap_or(first);
    let says = |it: &done::Done| Words::of(format!("{}, {}", it.score, of.day(it.entry.date())));
    Some(vec![
        Words::of(checkin.title),
        Words::of(format!("0 to {}", checkin.most())),
        Words::of((done.count() + 1).to_string()),
        says(first),
        says(last),
    ])
}

#[cfg(test)]
mod notes {
    use super::why;
    use crate::rules::rule::rules;
    use crate::stats::sample::entry;

    #[test]
    fn a_note_of_a_medicine_names_no_other_one() {
        let methadone = entry("medicine name=methadone at=2026-03-01");
        let opioids = rules().iter().find(|rule| rule.why.contains("tianeptine"));
        let says = why(&methadone, &opioids.unwrap().why);
        assert!(says.starts_with("It slows breathing for days"), "{says}");
        assert!(!says.contains("ramadol") && !says.contains("ianeptine"));
    }
}
