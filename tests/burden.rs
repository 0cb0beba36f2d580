//! How many cards people see, on made-up journals of twelve weeks: a card a day
//! would teach them not to read. The aims are leaflog's own; the bounds here are
//! generous, so that only a change that floods people fails. The table:
//! `cargo test --test burden -- --nocapture`.

mod journals;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use journals::{entries, now};
use leaflog::domain::Entry;
use leaflog::domain::journal::Journal;
use leaflog::domain::setting::Settings;
use leaflog::rules::{present, raised_by};

const WEEKS: i64 = 12;

/// A person's week, told back from its last day at nine in the evening, and
/// what held before the first one.
struct Person {
    who: &'static str,
    before: &'static [&'static str],
    week: Vec<String>,
}

/// Cards of the twelve weeks by rule, and lines of all rules.
#[derive(Debug, Default)]
struct Seen {
    cards: BTreeMap<&'static str, u32>,
    lines: u32,
}

impl Seen {
    fn cards_a_week(&self) -> f64 {
        let cards: u32 = self.cards.values().sum();
        f64::from(cards) / 12.0
    }

    fn of(&self, rule: &str) -> u32 {
        let mut cards = self.cards.iter();
        let found = cards.find(|(id, _)| id.starts_with(rule));
        found.map_or(0, |(_, cards)| *cards)
    }
}

/// The same on each of the seven days, at this hour of the day.
fn daily(what: &str, hour: u32) -> Vec<String> {
    (0..7).map(|day| on(what, day, hour)).collect()
}

/// So many days before the last one, at this hour.
fn on(what: &str, days_ago: u32, hour: u32) -> String {
    match (days_ago * 24 + 21).checked_sub(hour) {
        Some(hours) => format!("{what} {hours}h ago"),
        None => format!("{what} {}h ahead", hour - 21),
    }
}

/// Lives the weeks through as the program does: judged, kept, shown.
fn seen_by(person: &Person) -> Seen {
    let start = now() - TimeDelta::days(7 * WEEKS);
    let earlier = person.before.iter().flat_map(|line| entries(line, start));
    let mut journal = Journal::new(earlier.collect(), Settings::default(), vec![]);
    let mut all: Vec<Entry> = (1..=WEEKS)
        .flat_map(|week| {
            let end = start + TimeDelta::days(7 * week);
            person.week.iter().flat_map(move |line| entries(line, end))
        })
        .collect();
    all.sort_by_key(|entry| (entry.at, entry.id));
    let mut seen = Seen::default();
    for entry in all {
        let at = entry.at;
        let raised = raised_by(&journal, &entry, at);
        let shown = present(raised, &journal, at);
        journal.insert(entry);
        journal.apply(&shown.edits);
        for card in &shown.cards {
            *seen.cards.entry(card.rule).or_default() += 1;
        }
        seen.lines += u32::try_from(shown.lines.len()).unwrap_or(u32::MAX);
    }
    println!(
        "{:<34} {:>5.2} cards a week, {:>5.2} lines; of 12 weeks: {}",
        person.who,
        seen.cards_a_week(),
        f64::from(seen.lines) / 12.0,
        seen.cards
            .iter()
            .map(|(rule, cards)| format!("{} {cards}", &rule[..3]))
            .collect::<Vec<_>>()
            .join(", ")
    );
    seen
}

fn doses(amount: &str, hours: &[u32]) -> Vec<String> {
    let dose = format!("dose {amount} product=green batch=1");
    hours.iter().flat_map(|hour| daily(&dose, *hour)).collect()
}

/// A bag of which all is known.
const BAG: &str = "product green batch=1 certificate=30d matches=yes 90d ago";

fn cards(who: &'static str, before: &'static [&'static str], week: Vec<String>) -> f64 {
    seen_by(&Person { who, before, week }).cards_a_week()
}

#[test]
fn a_weekend_user_sees_a_card_in_three_weeks() {
    let dose = "dose 2g product=green batch=1";
    let week = vec![on(dose, 1, 20), on(dose, 2, 20)];
    let seen = cards("weekends, 2 g", &[BAG], week);
    assert!(seen <= 0.5, "{seen}");
}

#[test]
fn three_doses_a_day_with_an_antidepressant_bring_two_cards_a_week() {
    let before = &[BAG, "medicine sertraline 60d ago"];
    let seen = cards("3 x 2.5 g, sertraline", before, doses("2.5g", &[8, 14, 19]));
    assert!(seen <= 3.0, "{seen}");
}

#[test]
fn eight_doses_a_day_with_weekend_drinks_bring_five_cards_a_week() {
    let hours = [6, 8, 10, 12, 14, 16, 18, 20];
    let mut week = doses("4g", &hours);
    week.extend([on("took wine", 1, 19), on("took beer", 2, 19)]);
    let seen = cards("8 x 4 g, weekend alcohol", &[BAG], week);
    assert!((2.0..=6.0).contains(&seen), "{seen}");
}

#[test]
fn a_medicine_for_sleep_is_no_card_a_day() {
    let before = &[BAG, "medicine zopiclone 60d ago"];
    let seen = cards("1 x 2.5 g, zopiclone", before, doses("2.5g", &[14]));
    assert!(seen <= 1.5, "{seen}");
}

#[test]
fn a_sleep_medicine_written_down_each_night_too() {
    let before = &[BAG, "medicine zopiclone 60d ago"];
    let mut week = doses("2.5g", &[14]);
    week.extend(daily("took zopiclone", 23));
    let seen = cards("the same, each night written", before, week);
    assert!(seen <= 7.5, "{seen}");
}

#[test]
fn a_strong_product_each_day_is_told_of_and_then_seldom() {
    let week = daily("dose 1 tablet 7oh hydroxy=15 product=green batch=1", 18);
    let seen = cards("daily 7-OH", &[BAG], week);
    assert!(seen <= 2.0, "{seen}");
}

#[test]
fn a_drink_each_evening_is_told_of_once_an_evening() {
    let mut week = doses("2.5g", &[9, 15]);
    week.extend(
        [19, 20, 21]
            .into_iter()
            .flat_map(|hour| daily("took wine", hour)),
    );
    let seen = cards("2 x 2.5 g, wine each evening", &[BAG], week);
    assert!(seen <= 9.0, "{seen}");
}

#[test]
fn a_condition_with_a_daily_tablet_is_no_card_a_day() {
    let before = &[BAG, "about sleep apnoea 60d ago"];
    let mut week = doses("2.5g", &[14]);
    week.extend(daily("took cetirizine", 8));
    let seen = cards("1 x 2.5 g, apnoea, cetirizine", before, week);
    assert!(seen <= 9.0, "{seen}");
}

#[test]
fn who_writes_no_products_is_not_told_so_each_day() {
    let week = ["dose 2.5g"].iter().flat_map(|dose| daily(dose, 14));
    let person = Person {
        who: "1 x 2.5 g, no products",
        before: &[],
        week: week.collect(),
    };
    let seen = seen_by(&person);
    assert!(seen.cards_a_week() <= 1.0, "{seen:?}");
    assert!(seen.lines <= 24, "{seen:?}");
    assert_eq!(seen.of("R38"), 0, "{seen:?}");
}
