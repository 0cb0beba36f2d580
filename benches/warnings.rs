//! How long warnings take over ten years of entries, in this process, without
//! disk and terminal: `cargo bench --bench warnings`. What is measured takes
//! turns, and the quietest of many rounds counts, so that other work on the
//! machine weighs little. Each line gives the figure and its budget.

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveTime};
use leaflog::demo::demo;
use leaflog::domain::field::Values;
use leaflog::domain::journal::Journal;
use leaflog::domain::moment::{Moment, When, Zone};
use leaflog::domain::setting::Settings;
use leaflog::domain::tz::Tz;
use leaflog::domain::{Entry, Kind};
use leaflog::rules::classes::names;
use leaflog::rules::{self, REACH_DAYS};
use leaflog::saving;
use uuid::Uuid;

/// Days of a made-up journal that make about 40,000 entries.
const DAYS: u32 = 3650;
const ROUNDS: usize = 15;

/// One thing that is measured.
struct Asked<'a> {
    what: &'static str,
    budget: Duration,
    run: Box<dyn Fn() + 'a>,
}

fn main() {
    let when = when();
    let now = when.moment();
    let journal = ten_years(&when);
    // What a form copies when it opens.
    let recent = journal.since((now - chrono::TimeDelta::days(REACH_DAYS)).into());
    println!(
        "entries: {}, of which a form looks at {}",
        journal.entries().len(),
        recent.entries().len()
    );
    let mut asked = vec![Asked {
        what: "all rules, now",
        budget: Duration::from_millis(20),
        run: Box::new(|| drop(black_box(rules::holding(&journal, now)))),
    }];
    asked.extend(typed(&when).into_iter().map(|(what, entry)| Asked {
        what,
        budget: Duration::from_millis(2),
        run: Box::new(keystroke(&recent, entry, now)),
    }));
    asked.extend(NAMES.map(|(what, name)| Asked {
        what,
        budget: Duration::from_millis(1),
        run: Box::new(|| look_up(name)),
    }));
    measure(&asked);
}

fn when() -> When {
    let now = DateTime::parse_from_rfc3339("2026-11-20T21:14:00+01:00").expect("a time");
    let berlin = Zone::Named(Tz::named("Europe/Berlin").expect("a zone"));
    When::new(now.to_utc(), berlin, NaiveTime::MIN)
}

/// A made-up journal of a person with two medicines and a condition, whom most
/// rules have something to look at.
fn ten_years(when: &When) -> Journal {
    let mut entries = demo(1, DAYS, when);
    for (kind, name, at) in [
        (Kind::Medicine, "sertraline", "2024-03-01"),
        (Kind::Medicine, "zopiclone", "2025-03-01"),
        (Kind::About, "sleep apnoea", "2020-03-01"),
    ] {
        entries.push(entry(kind, &[("name", name), ("at", at)], when));
    }
    Journal::new(entries, Settings::default(), vec![])
}

fn entry(kind: Kind, answers: &[(&'static str, &str)], when: &When) -> Entry {
    let mut values = Values::new();
    for (name, answer) in answers {
        values.set(name, *answer);
    }
    Entry::parse(Uuid::now_v7(), kind, &values, when).expect("an entry")
}

/// Entries as they stand in a form while they are typed.
fn typed(when: &When) -> Vec<(&'static str, Entry)> {
    let dose = |at| entry(Kind::Dose, &[("amount", "2.5g"), ("at", at)], when);
    let took = |name, at| entry(Kind::Substance, &[("name", name), ("at", at)], when);
    let felt = [("name", "nausea"), ("severity", "2"), ("at", "now")];
    vec![
        ("a dose now", dose("now")),
        ("a dose a day ago", dose("2026-11-19 20:00")),
        ("a dose a week ago", dose("2026-11-13 20:00")),
        ("wine now", took("wine", "now")),
        ("wine a day ago", took("wine", "2026-11-19 20:00")),
        ("wine a week ago", took("wine", "2026-11-13 20:00")),
        ("a symptom now", entry(Kind::Symptom, &felt, when)),
    ]
}

/// What a form asks at every key.
fn keystroke(recent: &Journal, entry: Entry, now: Moment) -> impl Fn() {
    move || {
        let considered = saving::consider(recent, &entry, now);
        let raised = considered.unwrap_or_default().raised;
        black_box(rules::let_wait(raised, recent, now));
    }
}

const NAMES: [(&str, &str); 6] = [
    ("a name as it is written", "sertraline"),
    ("a name with an amount", "2 glasses of red wine"),
    ("a name with slips", "quetapine and alprazolm"),
    ("a long name with a slip", "dextromethorphann"),
    ("a name nobody knows", "zzqxwv korbel mixture"),
    ("the beginning of a name", "di"),
];

/// What is asked of a name while it is typed.
fn look_up(name: &str) {
    black_box(names().find(name));
    black_box(names().suggest(name, 5));
    black_box(names().meant(name));
}

fn measure(asked: &[Asked]) {
    let mut quietest = vec![Duration::MAX; asked.len()];
    for _ in 0..ROUNDS {
        for (asked, quietest) in asked.iter().zip(&mut quietest) {
            let begun = Instant::now();
            (asked.run)();
            *quietest = begun.elapsed().min(*quietest);
        }
    }
    for (asked, took) in asked.iter().zip(quietest) {
        let kept = if took <= asked.budget {
            "kept"
        } else {
            "MISSED"
        };
        let ms = took.as_secs_f64() * 1000.0;
        let budget = asked.budget.as_millis();
        println!(
            "{:<26} {ms:>9.3} ms   budget {budget:>2} ms   {kept}",
            asked.what
        );
    }
}
