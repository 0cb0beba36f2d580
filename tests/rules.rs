//! Holds the rules against their own proofs, their lists and the words people
//! read.
//!
//! The notation of a proof. Each line is one entry, as it would be typed, with
//! its time before the judged instant at the end:
//!
//! ```text
//! dose 2.5g                        now
//! dose 3 capsules capsule 5h ago   a form may follow the amount
//! dose 1 tablet 7oh hydroxy=15     and the label's milligrams, mitragynine= or hydroxy=
//! dose 2g x7 every 24h             seven of them, the last one now
//! dose 2g x7 every 24h 1d ago      … the last one a day ago
//! took wine 90m ago                something else; amount=2_glasses
//! symptom very drowsy 3 1h ago     a name and a severity
//! none 2d ago                      no kratom on that date
//! note 28d ago                     any entry at all
//! about country DE                 a fact; a line of one's own has amount=2.5
//! medicine sertraline 60d ago      taken regularly since then; until=30d so long
//! product Green bag batch=2291 unit=scoop weighs=2.2g certificate=90d matches=yes
//! dose 2g product=Green_bag batch=2291 reason=withdrawal
//! reading pulse 130 10m ago
//! event drove 1h ago               or: event surgery 10d ahead
//! sleep 8h asleep=35 awake=40 quality=3 2h ago    eight hours in bed, up two hours ago
//! ```
//!
//! Times are `m`, `h` or `d`, decimals allowed. The judged instant is
//! 2026-11-20 21:00 in Berlin. A proof fires if the rule is among what holds
//! then, at the level and about the subject named, its message filled.

mod journals;

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use journals::{now, written};
use leaflog::domain::answer::Level;
use leaflog::domain::event::EventName;
use leaflog::rules::classes::names;
use leaflog::rules::facts::facts;
use leaflog::rules::rule::{Proof, Rule, parse, proven};
use leaflog::rules::sources::sources;
use leaflog::rules::symptoms::symptoms;
use leaflog::rules::{Alert, REACH_DAYS, SAY_MAX, holding, reach, table};

fn rules() -> Vec<Rule> {
    proven().expect("rule files in order")
}

/// What `build.rs` ships is what the proofs prove: every file of the folder, rule
/// by rule, in the same order.
#[test]
fn every_rule_that_ships_is_proven() {
    let without = |mut rule: Rule| {
        rule.fires.clear();
        rule.silent.clear();
        rule
    };
    let proven: Vec<Rule> = rules().into_iter().map(without).collect();
    let shipped = leaflog::rules::rule::rules();
    let ids = |rules: &[Rule]| -> Vec<String> { rules.iter().map(|r| r.id.clone()).collect() };
    assert_eq!(ids(&proven), ids(shipped));
    assert_eq!(proven, shipped);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules");
    let files = std::fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<_> = files.map(|file| file.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let text = |file| std::fs::read_to_string(file).unwrap();
    let in_folder = files
        .iter()
        .flat_map(|file| parse(&file.to_string_lossy(), &text(file)).unwrap());
    assert_eq!(in_folder.map(without).collect::<Vec<_>>(), shipped);
}

/// A window longer than what is loaded would never be seen to its end. Rules
/// about one dose hold for a day, so the reach is a day longer still.
#[test]
fn no_window_is_longer_than_what_rules_look_back() {
    let reach = u32::try_from((REACH_DAYS - 1) * 24).unwrap();
    for class in names().classes() {
        let longest = class.window_h.iter().max();
        assert!(longest <= Some(&reach), "{}: {longest:?} h", class.id);
    }
    for substance in names().all() {
        let longest = substance.window_h.iter().max();
        assert!(longest <= Some(&reach), "{}: {longest:?} h", substance.name);
    }
}

/// Nor does any question of a rule go further back than its kind is loaded.
#[test]
fn no_rule_asks_for_more_than_is_loaded() {
    for rule in &rules() {
        let conditions = rule.any.iter().flat_map(|row| &row.all);
        for (kind, hours) in conditions.flat_map(|one| one.measure.looks_back()) {
            let asked = TimeDelta::hours(i64::from(hours));
            assert!(
                asked <= reach(kind),
                "{} asks {} h of {}",
                rule.id,
                hours,
                kind.name()
            );
        }
    }
}

fn alerts_of(rule: &Rule, proof: &Proof) -> Vec<Alert> {
    let journal = written(&proof.entries);
    let mut alerts = holding(&journal, now());
    alerts.retain(|alert| alert.rule == rule.id);
    alerts
}

#[test]
fn every_example_that_fires_does() {
    let mut wrong = Vec::new();
    for rule in &rules() {
        for proof in &rule.fires {
            let level = proof.level.or(rule.level);
            let fits = |alert: &Alert| {
                level.is_none_or(|level| alert.level == level)
                    && proof.subject.as_ref().is_none_or(|s| *s == alert.subject)
                    && proof
                        .says
                        .as_ref()
                        .is_none_or(|s| alert.say.contains(s.as_str()))
            };
            let alerts = alerts_of(rule, proof);
            if !alerts.iter().any(fits) {
                let got: Vec<String> = alerts.iter().map(told).collect();
                wrong.push(format!("{} {:?}\n   got {got:?}", rule.id, proof.entries));
            }
        }
    }
    assert!(wrong.is_empty(), "do not fire:\n{}", wrong.join("\n"));
}

#[test]
fn every_example_that_is_silent_is() {
    let mut wrong = Vec::new();
    for rule in &rules() {
        for proof in &rule.silent {
            for alert in alerts_of(rule, proof) {
                let told = told(&alert);
                wrong.push(format!("{} {:?}\n   says {told}", rule.id, proof.entries));
            }
        }
    }
    assert!(wrong.is_empty(), "are not silent:\n{}", wrong.join("\n"));
}

fn told(alert: &Alert) -> String {
    format!("{} {:?} {}", alert.level.name(), alert.subject, alert.say)
}

/// Every level a rule may speak at has an example.
#[test]
fn every_level_is_proven() {
    for rule in &rules() {
        let mut levels: BTreeSet<Level> = rule.levels.iter().map(|step| step.level).collect();
        levels.extend(rule.any.iter().filter_map(|row| row.level));
        if rule.any.iter().any(|row| row.level.is_none()) {
            levels.extend(rule.level);
        }
        for level in levels {
            let mut proofs = rule.fires.iter();
            let proven = proofs.any(|proof| proof.level.or(rule.level) == Some(level));
            assert!(proven, "{}: no example at {}", rule.id, level.name());
        }
        assert!(!rule.silent.is_empty(), "{}: no silent example", rule.id);
        assert!(!rule.fires.is_empty(), "{}: no example that fires", rule.id);
    }
}

#[test]
fn every_text_is_filled_and_short_in_every_country() {
    let countries = [
        None,
        Some("US"),
        Some("GB"),
        Some("DE"),
        Some("NZ"),
        Some("XX"),
    ];
    let rules = rules();
    for proof in rules.iter().flat_map(|rule| &rule.fires) {
        for country in countries {
            let mut entries = proof.entries.clone();
            entries.retain(|entry| country.is_none() || !entry.starts_with("about"));
            entries.extend(country.map(|code| format!("about country {code} 200d ago")));
            for alert in holding(&written(&entries), now()) {
                check_texts(&alert);
            }
        }
    }
}

fn check_texts(alert: &Alert) {
    let rule = alert.rule;
    let length = alert.say.chars().count();
    assert!(
        length <= SAY_MAX,
        "{rule}: {length} characters: {}",
        alert.say
    );
    assert!(alert.title.chars().count() <= 64, "{rule}: {}", alert.title);
    assert!(!alert.because.is_empty(), "{rule}: nothing behind it");
    assert_eq!(
        alert.first.is_empty(),
        alert.level != Level::Urgent,
        "{rule}"
    );
    let texts = [&alert.title, &alert.say, &alert.first];
    for text in texts.into_iter().chain(&alert.helps) {
        assert!(!text.contains(['{', '}']), "{rule}: not filled: {text}");
    }
    assert!(!alert.title.is_empty() && !alert.say.is_empty(), "{rule}");
}

#[test]
fn a_long_name_never_makes_a_message_long() {
    let name = &"very long name of a thing nobody knows ".repeat(5)[..190];
    let entries = [
        format!("took {name}"),
        "dose 2g 1h ago".to_owned(),
        format!("symptom {name} 4"),
    ];
    let alerts = holding(&written(&entries), now());
    assert_eq!(alerts.len(), 3);
    alerts.iter().for_each(check_texts);
}

/// When every rule was reviewed for the first time.
const FIRST_REVIEW: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

#[test]
fn every_source_exists() {
    for rule in &rules() {
        for id in &rule.sources {
            let known = sources().all().any(|source| source.id == id);
            assert!(known, "{}: no source {id}", rule.id);
        }
        let reviewed = rule.reviewed.to_string().parse::<NaiveDate>();
        let in_time = reviewed.is_ok_and(|date| date >= FIRST_REVIEW);
        assert!(in_time, "{}: reviewed {}", rule.id, rule.reviewed);
        assert!(!rule.evidence.is_empty(), "{}: no evidence", rule.id);
        assert!(!rule.why.is_empty(), "{}: no reason", rule.id);
    }
}

#[test]
fn every_name_a_rule_reads_can_be_chosen() {
    let taken = |fits: &dyn Fn(&str) -> bool| {
        let mut classes = names().all().flat_map(|substance| substance.classes);
        classes.any(|class| fits(class))
    };
    let has = |class: &str, role: &str| names().class(class).is_some_and(|class| class.has(role));
    for rule in &rules() {
        let conditions = rule.any.iter().flat_map(|row| &row.all);
        for (kind, name) in conditions.flat_map(|condition| condition.measure.names()) {
            let exists = match kind {
                "role" => taken(&|class| has(class, name)),
                "class" => taken(&|class| class == name),
                "substance" => names().all().any(|substance| substance.name == name),
                "fact" => facts().all().any(|fact| fact.is_in(name)),
                "event" => EventName::named(name).is_some(),
                _ if name == "*" => true,
                _ if name.starts_with('@') => symptoms().in_group(name).next().is_some(),
                _ => symptoms().all().any(|symptom| symptom.name == name),
            };
            assert!(exists, "{}: no {kind} {name}", rule.id);
        }
    }
}

#[test]
fn ids_are_unique_and_what_they_name_exists() {
    let mut seen = BTreeSet::new();
    for rule in &rules() {
        assert!(seen.insert(&rule.id), "{} twice", rule.id);
        for other in &rule.yields_to {
            let exists = rules().iter().any(|rule| rule.id == *other);
            assert!(exists, "{}: no rule {other}", rule.id);
        }
        let urgent = rule.level == Some(Level::Urgent);
        assert!(!urgent || rule.always, "{} can be silenced", rule.id);
    }
}

/// Words that blame, praise or reassure; leaflog's own line.
const BANNED: [&str; 35] = [
    "safe",
    "safely",
    "safer",
    "recommended dose",
    "natural",
    "helps with",
    "benefit",
    "detox",
    "clean",
    "dirty",
    "relapse",
    "relapsed",
    "abuse",
    "abuser",
    "addict",
    "addicted",
    "addiction",
    "streak",
    "score to beat",
    "countdown",
    "sweet spot",
    "optimal",
    "boost",
    "potentiate",
    "microdose",
    "lower risk than",
    "low risk",
    "failure",
    "should",
    "must",
    "ceiling effect",
    "can take more",
    "healthy dose",
    "harmless",
    "no risk",
];

#[test]
fn no_word_blames_praises_or_reassures() {
    for rule in &rules() {
        for text in texts(rule) {
            assert!(!text.contains('!'), "{}: {text}", rule.id);
            let words = text.to_lowercase();
            let words = words.replace(|c: char| !c.is_alphanumeric(), " ");
            for word in BANNED {
                let said = format!(" {words} ").contains(&format!(" {word} "));
                assert!(!said, "{}: {word:?} in {text}", rule.id);
            }
        }
    }
}

fn texts(rule: &Rule) -> Vec<&str> {
    let mut texts = vec![rule.title.as_str(), &rule.say, &rule.why, &rule.evidence];
    texts.extend(rule.first.iter().chain(&rule.helps).map(String::as_str));
    texts.extend(rule.levels.iter().filter_map(|step| step.say.as_deref()));
    texts.extend(rule.not_yet.as_deref());
    for row in &rule.any {
        let own = [&row.title, &row.first, &row.say, &row.why];
        let own = own.into_iter().flatten();
        texts.extend(own.chain(row.helps.iter().flatten()).map(String::as_str));
    }
    texts
}

/// Reasons are shown as they stand: no slot in them is ever filled.
#[test]
fn no_reason_holds_a_slot() {
    for rule in &rules() {
        let rows = rule.any.iter().filter_map(|row| row.why.as_ref());
        for why in rows.chain([&rule.why]) {
            assert!(!why.contains(['{', '}']), "{}: {why}", rule.id);
        }
    }
}

/// Flesch-Kincaid grade, with syllables counted as groups of vowels.
fn grade(text: &str) -> f64 {
    let sentences = text.matches(['.', ':', ';', '?']).count().max(1);
    let words: Vec<&str> = text.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * share(words.len(), sentences) + 11.8 * share(syllables, words.len()) - 15.59
}

fn share(of: usize, in_all: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(of) / number(in_all)
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let e = word.ends_with('e') && !word.ends_with("le");
    let ed = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups
        .saturating_sub(usize::from((e || ed) && groups > 1))
        .max(1)
}

#[test]
fn messages_read_at_grade_eight_or_below() {
    let mut hard = Vec::new();
    for rule in &rules() {
        let mut says = vec![rule.say.clone(), rule.helps.join(" ")];
        says.extend(rule.any.iter().filter_map(|row| row.say.clone()));
        for text in says {
            let text = text
                .replace("{emergency}", "112")
                .replace("{poison}", "112");
            let grade = grade(&text);
            if grade > 8.0 {
                hard.push(format!("{} {grade:.1}: {text}", rule.id));
            }
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

const GOOD: &str = r#"
[[rule]]
id = "R99-test"
title = "A test"
on = "now"
level = "info"
any = [{ all = [{ measure = "run_days", from = 7 }] }]
say = "x"
why = "x"
do = ["x"]
sources = ["leaflog-own-line"]
evidence = "x"
reviewed = 2026-11-21
"#;

#[test]
fn a_wrong_rule_file_is_answered_with_file_rule_and_reason() {
    assert_eq!(parse("mine.toml", GOOD).map(|rules| rules.len()), Ok(1));
    let wrongs = [
        ("run_days", "run_dayz", "unknown variant `run_dayz`"),
        ("from = 7", "form = 7", "unknown field `form`"),
        ("from = 7", "from = \"7\"", "from: \"7\" is no number"),
        ("why = \"x\"", "", "missing field `why`"),
        ("why =", "wy =", "unknown field `wy`"),
        ("\"now\"", "[\"dosis\"]", "\"dosis\" is not a kind of entry"),
        ("\"now\"", "\"then\"", "on = \"then\""),
        ("level = \"info\"", "", "level: a row has none"),
        ("do = [\"x\"]", "do = []", "do: there is nothing to do"),
        ("[\"leaflog-own-line\"]", "[]", "sources: there is none"),
    ];
    for (good, bad, reason) in wrongs {
        let wrong = parse("mine.toml", &GOOD.replace(good, bad)).unwrap_err();
        assert!(wrong.starts_with("mine.toml: R99-test: "), "{wrong}");
        assert!(wrong.contains(reason), "{wrong}\n  does not say {reason}");
    }
    let no_toml = parse("mine.toml", "[[rule").unwrap_err();
    assert!(no_toml.starts_with("mine.toml: "), "{no_toml}");
}

#[test]
fn the_table_says_what_a_rule_does_not_read_yet() {
    for rule in &rules() {
        if let Some(not_yet) = &rule.not_yet {
            assert!(!not_yet.trim().is_empty(), "{}: nothing", rule.id);
            let row = format!("| {} |", rule.id);
            let table = table();
            let row = table.lines().find(|line| line.starts_with(&row));
            assert!(row.is_some_and(|row| row.contains(not_yet.as_str())));
        }
    }
}

#[test]
fn the_table_of_rules_is_up_to_date() {
    let kept = include_str!("../assets/rules/README.md");
    assert!(
        kept == table(),
        "run: cargo test --test rules write_the_table -- --ignored"
    );
}

#[test]
#[ignore = "writes the table of rules anew"]
fn write_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/README.md");
    std::fs::write(path, table()).unwrap();
}

#[test]
fn worst_first() {
    let entries = [
        "dose 6g",
        "dose 2g 4h ago",
        "dose 2g 8h ago",
        "took wine 2h ago",
        "symptom chest pain 1",
    ];
    let alerts = holding(&written(&entries.map(str::to_owned)), now());
    let ids: Vec<&str> = alerts.iter().map(|alert| &alert.rule[..3]).collect();
    assert_eq!(ids, ["R03", "R45", "R19", "R10", "R11", "R12", "R38"]);
}
