//! The record itself: warnings it raised, notes, and how it was kept.

use super::figures::Figures;
use super::part::{Part, Sheet};
use super::says;
use super::words::Words;
use crate::domain::{Entry, Kind};
use crate::export::csv::Notes;
use crate::rules::Raised;
use crate::stats::words::counted;

/// Every rule that held on one of the days.
#[must_use]
pub fn raised(of: &Figures) -> Part {
    let mut part = Part::new("raised", "Warnings that were raised");
    if of.raised.is_empty() {
        part.say("No warning held in these days. That is not a sign of safety.");
        return part;
    }
    let head = ["Level", "Warning", "Held on", "Evidence"];
    let mut sheet = Sheet::new("warnings", "Warnings, the worst first", &head, 8);
    for it in &of.raised {
        sheet.rows.push(vec![
            Words::of(it.alert.level.name()),
            Words::cut(&it.alert.title, 160),
            Words::of(held(of, it)),
            Words::of(it.alert.evidence),
        ]);
    }
    part.table(sheet);
    part.say("Judged anew from the entries as they stand now; each title as it was at its worst.");
    part
}

/// `26 days (4 of them at this level), 22 Oct to 20 Nov`.
fn held(of: &Figures, it: &Raised) -> String {
    if it.first == it.last {
        return format!("1 day, {}", of.day(it.last));
    }
    let days = counted(it.days, "day", "days");
    let worst = if it.days_at_worst < it.days {
        format!(" ({} of them at this level)", it.days_at_worst)
    } else {
        String::new()
    };
    format!("{days}{worst}, {} to {}", of.day(it.first), of.day(it.last))
}

/// Notes in the person's own words, the newest first.
#[must_use]
pub fn notes(of: &Figures) -> Part {
    let mut part = Part::new("notes", "In their own words");
    let noted = of.entries.iter().rev();
    let noted: Vec<(&Entry, &str)> = noted
        .filter_map(|entry| Some((*entry, entry.note.as_deref()?)))
        .filter(|(_, note)| !note.trim().is_empty())
        .collect();
    if noted.is_empty() {
        part.say("No note is written down for these days.");
        return part;
    }
    let mut sheet = Sheet::new(
        "said",
        "Notes, the newest first",
        &["When", "With", "Note"],
        5,
    );
    for (entry, note) in &noted {
        let with = match entry.kind() {
            Kind::Note => Words::default(),
            _ => Words::cut(&entry.says(), 60),
        };
        sheet.rows.push(vec![
            Words::of(of.at(entry.at)),
            with,
            Words::cut(note, NOTE),
        ]);
    }
    part.table(sheet);
    part
}

/// A note is cut after so many characters.
const NOTE: usize = 280;

/// How many entries were written late or changed later.
#[must_use]
pub fn kept(of: &Figures) -> Part {
    let mut part = Part::new("kept", "How it was kept");
    let kept = of.keeping;
    let known = format!(
        "known for {}",
        says::of(
            kept.entries - kept.unknown,
            kept.entries,
            "entry",
            "entries"
        )
    );
    part.row(
        "",
        "Entries in these days",
        kept.entries.to_string(),
        "medicines, facts, products and events not counted",
    );
    part.row(
        "",
        "Written more than 24 h late",
        kept.late.to_string(),
        known.clone(),
    );
    part.row(
        "",
        "Changed more than 1 h after they were written",
        kept.changed.to_string(),
        known,
    );
    if of.asked.notes == Notes::Without {
        part.say("Notes were left out of this report.");
    }
    let none = of
        .journal
        .entries()
        .iter()
        .filter(|entry| entry.kind() == Kind::None);
    let against = none.filter(|entry| {
        of.asked.range().holds(entry.date())
            && matches!(
                of.journal.day(entry.date()),
                crate::domain::journal::Day::WithKratom(_)
            )
    });
    let against = against.count();
    if against > 0 {
        let days = counted(
            against,
            "\"no kratom\" entry stands",
            "\"no kratom\" entries stand",
        );
        part.say(format!("{days} on a day that has a dose; the dose counts."));
    }
    part
}
