//! The questionnaires of `assets/checkins`: whole, readable, and never a
//! judgement.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use leaflog::checkins::checkin::{Score, named};
use leaflog::checkins::{Checkin, checkins};
use leaflog::rules::sources::sources;

/// Everything of a check-in that people read.
fn texts(checkin: &Checkin) -> Vec<&str> {
    let mut texts = vec![
        checkin.title,
        checkin.period,
        checkin.intro,
        checkin.often,
        checkin.based_on,
    ];
    texts.extend(&checkin.cannot_say);
    texts.extend(checkin.call);
    for (item, asked) in checkin.items.iter().enumerate() {
        texts.extend([asked.label, asked.ask]);
        texts.extend(checkin.choices(item));
    }
    texts
}

#[test]
fn every_file_is_a_check_in_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/checkins");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            file.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let ids: Vec<&str> = files.iter().map(|file| &file[3..]).collect();
    let found: Vec<&str> = checkins().iter().map(|it| it.id).collect();
    assert_eq!(found, ids);
}

/// Rules and journals know them by these.
#[test]
fn the_names_kept_in_entries_stay() {
    let names: Vec<&str> = checkins().iter().map(|it| it.name).collect();
    assert_eq!(
        names,
        [
            "withdrawal check",
            "dependence questions",
            "pain",
            "long-term check",
            "reflection"
        ]
    );
    let items: Vec<usize> = checkins().iter().map(|it| it.items.len()).collect();
    assert_eq!(items, [16, 5, 3, 7, 11]);
}

#[test]
fn every_question_has_all_its_choices() {
    for checkin in checkins() {
        let highest = checkin.highest(0);
        for (item, asked) in checkin.items.iter().enumerate() {
            let choices = checkin.choices(item);
            assert!(choices.len() >= 2, "{}", asked.ask);
            assert_eq!(checkin.highest(item), highest, "{}", asked.ask);
            for end in [choices.first(), choices.last()] {
                assert!(end.is_some_and(|word| !word.is_empty()), "{}", asked.ask);
            }
            let words: Vec<_> = choices.iter().filter(|word| !word.is_empty()).collect();
            let different: HashSet<_> = words.iter().collect();
            assert_eq!(words.len(), different.len(), "{}", asked.ask);
            assert!(asked.ask.ends_with('?'), "{}", asked.ask);
        }
        let labels: HashSet<_> = checkin.items.iter().map(|item| item.label).collect();
        assert_eq!(labels.len(), checkin.items.len(), "{}", checkin.id);
    }
}

#[test]
fn a_list_to_think_with_is_counted_and_not_summed() {
    let reflection = named("reflection").unwrap();
    assert_eq!(reflection.score, Score::Count);
    assert!(reflection.is_yes_no());
    let said: String = reflection.cannot_say.join(" ").to_lowercase();
    assert!(said.contains("no diagnosis"));
}

#[test]
fn every_check_in_says_where_it_is_from_and_what_it_cannot_say() {
    for checkin in checkins() {
        assert!(!checkin.sources.is_empty() && !checkin.cannot_say.is_empty());
        assert!(checkin.apart_h > 0 && !checkin.often.is_empty());
        assert!(checkin.based_on.starts_with("Own") || checkin.based_on.contains("own words"));
        for id in &checkin.sources {
            assert!(sources().find(id).is_some(), "{}: {id}", checkin.id);
        }
    }
}

#[test]
fn the_withdrawal_check_names_what_it_is_based_on() {
    let based_on = named("withdrawal check").unwrap().based_on;
    assert!(
        based_on.contains("based on the content of SOWS (Handelsman 1987), not the official form")
    );
}

/// No line is drawn between scores, nothing is praised or blamed, and what needs
/// a person beside it is not asked by a program.
#[test]
fn no_text_judges_or_asks_what_it_must_not() {
    const NEVER: &[&str] = &[
        "mild",
        "severe",
        "severity",
        "normal",
        "good",
        "bad",
        "fine",
        "well done",
        "healthy",
        "cut-off",
        "disorder",
        "suicide",
        "suicidal",
        "kill",
        "hurt yourself",
        "harm yourself",
        "end your life",
        "die",
        "death",
        "must",
        "should",
        "failure",
        "inject",
        "helps",
        "benefit",
    ];
    // What names a source, denies a line, or is a saying.
    const SAID: &[&str] = &[
        "between mild and severe",
        "how severe anything is",
        "severity of dependence scale",
        "criteria for use disorder",
        "as bad as can be",
        "a good place to begin",
    ];
    for checkin in checkins() {
        for text in texts(checkin) {
            assert!(!text.contains('!'), "{text}");
            let mut words = text.to_lowercase();
            for said in SAID {
                words = words.replace(said, "");
            }
            let words = words.replace(|c: char| !c.is_alphanumeric() && c != '-', " ");
            for word in NEVER {
                let said = format!(" {words} ").contains(&format!(" {word} "));
                assert!(!said, "{}: {word:?} in {text}", checkin.id);
            }
        }
    }
}

#[test]
fn all_of_it_reads_at_grade_eight_or_below() {
    let mut hard = Vec::new();
    for checkin in checkins() {
        let questions: Vec<&str> = checkin.items.iter().map(|item| item.ask).collect();
        let mut read = vec![checkin.intro.to_owned(), questions.join(" ")];
        read.push(checkin.cannot_say.join(" "));
        read.extend(checkin.call.map(str::to_owned));
        read.extend(questions.iter().map(|ask| (*ask).to_owned()));
        for text in read {
            let grade = grade(&text);
            if grade > 8.0 {
                hard.push(format!("{} {grade:.1}: {text}", checkin.id));
            }
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

/// Flesch-Kincaid grade, with syllables counted as groups of vowels.
fn grade(text: &str) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap());
    let sentences = text.matches(['.', ':', ';', '?']).count().max(1);
    let words: Vec<&str> = text.split_whitespace().collect();
    let groups: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * number(words.len()) / number(sentences) + 11.8 * number(groups) / number(words.len())
        - 15.59
}

fn syllables(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let vowels = word
        .split(|c| !"aeiouy".contains(c))
        .filter(|group| !group.is_empty())
        .count();
    let silent = (word.ends_with('e') && !word.ends_with("le")) || word.ends_with("ed");
    vowels
        .saturating_sub(usize::from(silent && vowels > 1))
        .max(1)
}
