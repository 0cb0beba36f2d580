//! What there is to say of a score, in words: the same on every screen. It is
//! never called low, high, mild or severe.

use chrono::Datelike;

use super::checkin::Checkin;
use super::done::{self, Done};
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::rules::calls::{Calls, OWN};
use crate::rules::helplines::helplines;
use crate::rules::sources::sources;
use crate::stats::duration;

/// How many scores before the last one are named.
const BEFORE: usize = 3;

/// A heading, and what stands under it.
pub type Part = (&'static str, String);

/// The last score with its range, the own scores before it, and the time since a
/// dose.
#[must_use]
pub fn score(journal: &Journal, checkin: &Checkin, now: Moment) -> Vec<Part> {
    let all = done::all(journal, checkin, now);
    let Some((last, before)) = all.split_last() else {
        return vec![("score", "None yet.".to_owned())];
    };
    let (most, how) = (checkin.most(), checkin.scored_as());
    let mut parts = vec![("score", format!("{}, from 0 to {most}: {how}", last.score))];
    let answered = answers(checkin, last, before.last());
    parts.extend(answered.map(|says| ("answers", says)));
    let before = before.iter().rev().take(BEFORE);
    let before: Vec<String> = before
        .map(|it| format!("{} on {}", it.score, day(it.entry.at, now)))
        .collect();
    if !before.is_empty() {
        parts.push(("before", before.join(", ")));
    }
    if checkin.since_dose {
        let says = last.since_dose.map(duration::words);
        let says = says.map(|time| format!("{time} before, as far as is written down"));
        let none = || "none is written down before it".to_owned();
        parts.push(("last dose", says.unwrap_or_else(none)));
    }
    parts
}

/// What the score does not say, where to talk, and what the questions are based
/// on.
#[must_use]
pub fn beside(journal: &Journal, checkin: &Checkin) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    parts.extend(checkin.call.map(|call| ("call", call.to_owned())));
    parts.push(("can't say", checkin.cannot_say.join(" ")));
    parts.push(("to talk", to_talk(&Calls::of(journal))));
    parts.push(("based on", checkin.based_on.to_owned()));
    let named = checkin.sources.iter().filter_map(|id| sources().find(id));
    let named: Vec<&str> = named.map(|source| source.name).collect();
    parts.push(("sources", named.join(", ")));
    parts
}

/// `sweating 3 (1 before), aches 2; the rest 0`: what is above 0 now or was the
/// time before, and nothing where the answers are not known.
fn answers(checkin: &Checkin, last: &Done, before: Option<&Done>) -> Option<String> {
    let now = last.answers()?;
    let then = before.and_then(Done::answers);
    let said = |n: u8| match checkin.is_yes_no() {
        true if n > 0 => "yes".to_owned(),
        true => "no".to_owned(),
        false => n.to_string(),
    };
    let mut parts = Vec::new();
    for (item, (asked, given)) in checkin.items.iter().zip(now).enumerate() {
        let then = then.and_then(|then| then.get(item).copied());
        let then = then.filter(|then| then != given);
        let differs = then.map_or(String::new(), |then| format!(" ({} before)", said(then)));
        if *given > 0 || !differs.is_empty() {
            parts.push(format!("{} {}{differs}", asked.label, said(*given)));
        }
    }
    let rest = said(0);
    Some(
        match (parts.is_empty(), parts.len() < checkin.items.len()) {
            (true, _) => format!("all {rest}"),
            (false, true) => format!("{}; the rest {rest}", parts.join(", ")),
            (false, false) => parts.join(", "),
        },
    )
}

/// `6 h 20 min after a dose`; nothing where the check-in does not ask.
#[must_use]
pub fn after_dose(checkin: &Checkin, done: &Done) -> String {
    match done.since_dose {
        _ if !checkin.since_dose => String::new(),
        Some(time) => format!("{} after a dose", duration::words(time)),
        None => "no dose is written down before it".to_owned(),
    }
}

/// The last withdrawal check in one sentence, for whoever reads it out; nothing
/// where there is none.
#[must_use]
pub fn last_withdrawal(journal: &Journal, now: Moment) -> Option<String> {
    let checkin = super::checkin::named("withdrawal check")?;
    let last = done::last(journal, checkin, now)?;
    let (most, how) = (checkin.most(), checkin.scored_as());
    let when = format!(
        "{} {}",
        day(last.entry.at, now),
        last.entry.at.format("%H:%M")
    );
    let after = after_dose(checkin, &last);
    let score = last.score;
    Some(format!(
        "{score}, from 0 to {most} ({how}), on {when}, {after}."
    ))
}

/// `13 Nov`, with the year where it is not this one.
#[must_use]
pub fn day(at: Moment, now: Moment) -> String {
    let same_year = at.year() == now.year();
    let format = if same_year { "%-d %b" } else { "%-d %b %Y" };
    at.format(format).to_string()
}

/// The person's own line before those of the country, and a page that lists
/// more.
fn to_talk(calls: &Calls) -> String {
    let own = calls.crisis.iter().map(|line| format!("{line} ({OWN})"));
    let lines = calls.country.into_iter();
    let lines = lines.flat_map(|country| country.drugs.iter().chain(&country.talk));
    let built_in = lines.map(|line| format!("{} {}", line.name, line.number));
    let mut each: Vec<String> = own.chain(built_in).collect();
    each.dedup();
    let find = format!("{} lists lines by country", helplines().fallback.find);
    if each.is_empty() {
        return format!("A clinician, or a line near you: {find}.");
    }
    format!("A clinician, or {}. {find}.", each.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkins::checkin::{checkins, named};
    use crate::domain::setting::Settings;
    use crate::stats::sample::{entry, now};

    fn journal(entries: &[&str]) -> Journal {
        let entries = entries.iter().map(|text| entry(text)).collect();
        Journal::new(entries, Settings::default(), vec![])
    }

    #[test]
    fn the_own_scores_before_stand_beside_the_last() {
        let entries = [
            "reading name=withdrawal_check amount=9 at=2025-11-06T08:00",
            "reading name=withdrawal_check amount=11 at=2026-11-13T08:00",
            "dose amount=2g at=2026-11-20T05:40",
            "reading name=withdrawal_check amount=14 at=2026-11-20T12:00",
        ];
        let parts = score(
            &journal(&entries),
            named("withdrawal check").unwrap(),
            now(),
        );
        assert_eq!(
            parts,
            [
                (
                    "score",
                    "14, from 0 to 64: the sum of 16 answers".to_owned()
                ),
                ("before", "11 on 13 Nov, 9 on 6 Nov 2025".to_owned()),
                (
                    "last dose",
                    "6 h 20 min before, as far as is written down".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn single_answers_stand_beside_those_of_the_time_before() {
        let says = |entries: &[&str], name: &str| {
            let parts = score(&journal(entries), named(name).unwrap(), now());
            let found = parts.iter().find(|(label, _)| *label == "answers");
            found.map(|(_, says)| says.clone())
        };
        let week =
            "reading name=long-term_check amount=5 answers=3,0,0,0,2,0,0 at=2026-11-13T08:00";
        let later =
            "reading name=long-term_check amount=6 answers=4,0,0,0,2,0,0 at=2026-11-20T08:00";
        assert_eq!(
            says(&[week, later], "long-term check").as_deref(),
            Some("constipation 4 (3 before), flat mood 2; the rest 0")
        );
        let none = "reading name=pain amount=0 answers=0,0,0 at=2026-11-20T08:00";
        assert_eq!(says(&[none], "pain").as_deref(), Some("all 0"));
        let alone = "reading name=pain amount=3 at=2026-11-20T08:00";
        assert_eq!(says(&[alone], "pain"), None, "not known, not 0");
        let list =
            "reading name=reflection amount=2 answers=0,0,0,1,0,0,0,0,0,1,0 at=2026-11-20T08:00";
        assert_eq!(
            says(&[list], "reflection").as_deref(),
            Some("craving yes, needing more yes; the rest no")
        );
    }

    #[test]
    fn the_last_withdrawal_check_is_one_sentence() {
        let entries = [
            "reading name=withdrawal_check amount=9 at=2026-11-06T08:00",
            "dose amount=2g at=2026-11-20T05:40",
            "reading name=withdrawal_check amount=14 at=2026-11-20T12:00",
        ];
        let says = last_withdrawal(&journal(&entries), now());
        let one =
            "14, from 0 to 64 (the sum of 16 answers), on 20 Nov 12:00, 6 h 20 min after a dose.";
        assert_eq!(says.as_deref(), Some(one));
        assert_eq!(last_withdrawal(&journal(&[]), now()), None);
    }

    #[test]
    fn nothing_is_said_of_scores_that_are_not_there() {
        for checkin in checkins() {
            let parts = score(&journal(&[]), checkin, now());
            assert_eq!(parts, [("score", "None yet.".to_owned())]);
        }
    }

    #[test]
    fn everywhere_there_is_somebody_to_talk_to() {
        let of = |code| Calls {
            country: helplines().find(code),
            ..Calls::default()
        };
        assert!(to_talk(&of("US")).contains("1-800-662-4357"));
        for country in ["DE", "ZZ"] {
            assert!(
                to_talk(&of(country)).contains("findahelpline.com"),
                "{country}"
            );
        }
    }

    #[test]
    fn an_own_line_stands_before_those_of_the_country() {
        let calls = Calls {
            country: helplines().find("US"),
            crisis: Some("555 0100".to_owned()),
            ..Calls::default()
        };
        let says = to_talk(&calls);
        let begins = "A clinician, or 555 0100 (your own number) · ";
        assert!(says.starts_with(begins), "{says}");
        assert!(says.contains("1-800-662-4357"), "{says}");
    }
}
