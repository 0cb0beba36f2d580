//! A week, month or longer in a few figures and sentences, beside the one
//! before it.

use chrono::TimeDelta;

use super::days::{DayStats, Stand};
use super::duration;
use super::middle::{mean, median, number, ratio};
use super::words::{beside_leaf, counted, one_decimal};
use crate::domain::amount::Mg;
use crate::domain::journal::Day;

/// The figures of a stretch of days. Counts take every day that has begun;
/// rates and means leave today out until it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Days that have begun.
    pub begun: usize,
    /// Whether some of its days are not over.
    pub is_open: bool,
    /// With kratom or said to be without.
    pub recorded: usize,
    pub with_kratom: usize,
    /// Of every form.
    pub doses: usize,
    pub leaf: Option<Mg>,
    pub leaf_doses: usize,
    pub doses_without_weight: usize,
    pub extract_doses: usize,
    pub seven_oh_doses: usize,
    pub largest: Option<Mg>,
    /// Days that are over and had kratom, which the rates are of.
    pub rated: usize,
    /// Doses on a day with kratom.
    pub times_a_day: Option<f64>,
    /// Grams of leaf on a day with kratom; unknown where a leaf dose has no
    /// weight.
    pub leaf_g_a_day: Option<f64>,
    /// Minutes, the mean of the nights where it is known.
    pub asleep_min: Option<f64>,
    /// Nights with a known total.
    pub nights: usize,
    /// 0 to 10, the median.
    pub quality: Option<f64>,
    /// Days with a dose that had something else in its window.
    pub days_with_other: usize,
}

/// How a rate moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    Less,
    Steady,
    More,
}

/// Two rates closer than this share of the earlier one are called steady.
/// leaflog's own line: one dose more or less moves a week's rate by about as
/// much.
const STEADY: f64 = 0.2;
/// Rates of fewer days than this are not compared: leaflog's own line.
const ENOUGH_DAYS: usize = 3;

impl Trend {
    /// How a rate moved from the span before to this one.
    #[must_use]
    pub fn of(before: f64, now: f64) -> Trend {
        let change = now - before;
        if change.abs() <= before * STEADY {
            Trend::Steady
        } else if change < 0.0 {
            Trend::Less
        } else {
            Trend::More
        }
    }

    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Trend::Less => "less",
            Trend::Steady => "steady",
            Trend::More => "more",
        }
    }
}

impl Span {
    /// The figures of these days.
    #[must_use]
    pub fn of(days: &[DayStats]) -> Span {
        let begun: Vec<&DayStats> = days.iter().filter(|d| d.stand != Stand::Ahead).collect();
        let sum = |count: fn(&DayStats) -> usize| begun.iter().map(|day| count(day)).sum();
        let rates = Rates::of(&begun);
        let nights = begun.iter().filter_map(|day| day.night);
        #[expect(clippy::cast_precision_loss, reason = "a night has few minutes")]
        let asleep: Vec<f64> = nights
            .clone()
            .filter_map(|night| night.asleep.map(|minutes| minutes as f64))
            .collect();
        let leaf: Vec<Mg> = begun.iter().filter_map(|day| day.leaf).collect();
        Span {
            begun: begun.len(),
            is_open: days.iter().any(|day| !day.is_over()),
            recorded: begun.iter().filter(|day| day.is_recorded()).count(),
            with_kratom: begun.iter().filter(|day| has_kratom(day)).count(),
            doses: sum(|day| day.doses),
            leaf: (!leaf.is_empty()).then(|| leaf.into_iter().sum()),
            leaf_doses: sum(|day| day.leaf_doses.len()),
            doses_without_weight: sum(|day| day.doses_without_weight),
            extract_doses: sum(|day| day.extract_doses),
            seven_oh_doses: sum(|day| day.seven_oh_doses),
            largest: begun.iter().filter_map(|day| day.largest()).max(),
            rated: rates.days,
            times_a_day: rates.times,
            leaf_g_a_day: rates.leaf_g,
            asleep_min: mean(&asleep),
            nights: asleep.len(),
            quality: median(nights.filter_map(|n| n.quality.map(f64::from)).collect()),
            days_with_other: begun.iter().filter(|d| !d.with_other.is_empty()).count(),
        }
    }
}

struct Rates {
    days: usize,
    times: Option<f64>,
    leaf_g: Option<f64>,
}

impl Rates {
    fn of(begun: &[&DayStats]) -> Rates {
        let rated = || begun.iter().filter(|day| day.is_over() && has_kratom(day));
        let days = rated().count();
        let doses: usize = rated().map(|day| day.doses).sum();
        let unweighed = rated().any(|day| day.doses_without_weight > 0);
        let leaf: Mg = rated().filter_map(|day| day.leaf).sum();
        let has_leaf = rated().any(|day| day.leaf.is_some());
        Rates {
            days,
            times: ratio(number(doses), days),
            leaf_g: ratio(leaf.grams(), days).filter(|_| has_leaf && !unweighed),
        }
    }
}

fn has_kratom(day: &DayStats) -> bool {
    matches!(day.state, Day::WithKratom(_))
}

/// The sentences under a chart: what was recorded, how often and how much,
/// nights, other substances, symptoms. `word` names the span: week, month.
#[must_use]
pub fn words(days: &[DayStats], before: &[DayStats], word: &str) -> Vec<String> {
    let (now, then) = (Span::of(days), Span::of(before));
    let enough = now.rated >= ENOUGH_DAYS && then.rated >= ENOUGH_DAYS;
    let compare = |what: &str, rate: Option<f64>, before: Option<f64>, unit: &str| {
        let said = format!("{what} {}{unit}", one_decimal(rate?));
        let Some(before) = before else {
            return Some(format!("{said}."));
        };
        let trend = match rate {
            Some(rate) if enough => Trend::of(before, rate).says(),
            _ => "too few days to compare",
        };
        let before = one_decimal(before);
        Some(format!("{said}, {word} before {before}{unit}: {trend}."))
    };
    let mut said = vec![recorded(&now)];
    said.extend(kratom(&now));
    said.extend(compare(
        "Times a day",
        now.times_a_day,
        then.times_a_day,
        "",
    ));
    said.extend(compare(
        "Leaf a day",
        now.leaf_g_a_day,
        then.leaf_g_a_day,
        " g",
    ));
    said.extend(nights(&now));
    said.extend(others(days));
    said.extend(symptoms(days));
    said
}

fn recorded(now: &Span) -> String {
    if now.begun == 0 {
        return "These days are still ahead.".to_owned();
    }
    let so_far = if now.is_open { " so far" } else { "" };
    let days = counted(now.begun, "day", "days");
    format!("Recorded {} of {days}{so_far}.", now.recorded)
}

fn kratom(now: &Span) -> Option<String> {
    if now.recorded == 0 {
        return None;
    }
    if now.with_kratom == 0 {
        return Some("No kratom on any of them.".to_owned());
    }
    let mut parts = vec![
        format!("Kratom on {} of them", now.with_kratom),
        counted(now.doses, "dose", "doses"),
    ];
    parts.extend(now.leaf.map(|leaf| format!("{leaf} g of leaf")));
    parts.extend(beside_leaf(
        now.doses_without_weight,
        now.extract_doses,
        now.seven_oh_doses,
    ));
    let largest = now
        .largest
        .filter(|_| now.leaf_doses > 1)
        .map(|largest| format!("; the largest was {largest} g"));
    Some(format!(
        "{}{}.",
        parts.join(", "),
        largest.unwrap_or_default()
    ))
}

fn nights(now: &Span) -> Option<String> {
    let asleep = now.asleep_min.map(|minutes| {
        #[expect(clippy::cast_possible_truncation, reason = "a night has few minutes")]
        let length = duration::words(TimeDelta::minutes(minutes.round() as i64));
        let nights = counted(now.nights, "night", "nights");
        format!("Asleep {length} on average of {nights}")
    });
    let quality = now.quality.map(one_decimal);
    match (asleep, quality) {
        (Some(asleep), Some(quality)) => Some(format!("{asleep}, median quality {quality}.")),
        (Some(asleep), None) => Some(format!("{asleep}.")),
        (None, Some(quality)) => Some(format!("Median quality of sleep {quality}.")),
        (None, None) => None,
    }
}

fn others(days: &[DayStats]) -> Option<String> {
    let with: Vec<&DayStats> = days.iter().filter(|d| !d.with_other.is_empty()).collect();
    let mut names: Vec<&str> = Vec::new();
    for name in with.iter().flat_map(|day| &day.with_other) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let on = counted(with.len(), "day", "days");
    (!with.is_empty()).then(|| format!("With something else on {on}: {}.", names.join(", ")))
}

fn symptoms(days: &[DayStats]) -> Option<String> {
    let mut felt: Vec<(&str, usize, _)> = Vec::new();
    for (name, severity) in days.iter().flat_map(|day| &day.symptoms) {
        match felt.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, on, most)) => {
                *on += 1;
                *most = *severity.max(most);
            }
            None => felt.push((name, 1, *severity)),
        }
    }
    felt.sort_by_key(|(_, on, _)| std::cmp::Reverse(*on));
    let parts: Vec<String> = felt
        .iter()
        .map(|(name, on, most)| {
            format!(
                "{name} on {}, at most {}",
                counted(*on, "day", "days"),
                most.says()
            )
        })
        .collect();
    (!parts.is_empty()).then(|| format!("Felt: {}.", parts.join("; ")))
}

/// A week or month of a longer chart on one line: `kratom on 5 of 6 recorded
/// days; times a day 3.1; leaf a day 7.6 g`.
#[must_use]
pub fn line_words(days: &[DayStats]) -> String {
    let of = Span::of(days);
    if of.begun == 0 {
        return "ahead".to_owned();
    }
    if of.recorded == 0 {
        return "not recorded".to_owned();
    }
    let recorded = counted(of.recorded, "recorded day", "recorded days");
    let mut parts = vec![format!("kratom on {} of {recorded}", of.with_kratom)];
    if of.recorded < of.begun {
        parts.push(format!("{} not recorded", of.begun - of.recorded));
    }
    parts.extend(
        of.times_a_day
            .map(|n| format!("times a day {}", one_decimal(n))),
    );
    parts.extend(
        of.leaf_g_a_day
            .map(|g| format!("leaf a day {} g", one_decimal(g))),
    );
    if of.days_with_other > 0 {
        let days = counted(of.days_with_other, "day", "days");
        parts.push(format!("with something else on {days}"));
    }
    parts.join("; ")
}

/// One day in words: `Mon 16 Nov: 3 doses, 7.5 g of leaf; with alcohol; …`.
#[must_use]
pub fn day_words(day: &DayStats) -> String {
    let mut parts = vec![kratom_of(day)];
    if !day.with_other.is_empty() {
        parts.push(format!("with {}", day.with_other.join(", ")));
    }
    if let Some(night) = day.night {
        let asleep = night.asleep.map_or_else(
            || {
                format!(
                    "{} in bed",
                    duration::words(TimeDelta::minutes(night.in_bed))
                )
            },
            |minutes| format!("asleep {}", duration::words(TimeDelta::minutes(minutes))),
        );
        let quality = night.quality.map(|quality| format!(", quality {quality}"));
        parts.push(format!("{asleep}{}", quality.unwrap_or_default()));
    }
    let felt = day.symptoms.iter();
    parts.extend(felt.map(|(name, severity)| format!("{name} {}", severity.says())));
    let open = match day.stand {
        Stand::Today => " (not over)",
        Stand::Over | Stand::Ahead => "",
    };
    format!(
        "{}{open}: {}",
        day.date.format("%a %-d %b"),
        parts.join("; ")
    )
}

fn kratom_of(day: &DayStats) -> String {
    match day.state {
        Day::NotRecorded if day.stand == Stand::Ahead => return "ahead".to_owned(),
        Day::NotRecorded => return "not recorded".to_owned(),
        Day::None => return "no kratom, you said".to_owned(),
        Day::WithKratom(_) => {}
    }
    let mut parts = vec![counted(day.doses, "dose", "doses")];
    parts.extend(day.leaf.map(|leaf| format!("{leaf} g of leaf")));
    parts.extend(beside_leaf(
        day.doses_without_weight,
        day.extract_doses,
        day.seven_oh_doses,
    ));
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::days::days;
    use super::super::sample::{date, journal, lookups};
    use super::*;

    const DAYS: [&str; 15] = [
        "dose amount=3g at=2026-11-09T08:00",
        "dose amount=2.5g at=2026-11-09T12:00",
        "dose amount=2.5g at=2026-11-10T08:00",
        "dose amount=2.5g at=2026-11-10T12:00",
        "dose amount=2.5g at=2026-11-11T08:00",
        "dose amount=4g at=2026-11-16T08:00",
        "dose amount=2.5g at=2026-11-16T12:00",
        "none date=2026-11-17",
        "dose amount=2.5g at=2026-11-18T08:00",
        "dose amount=2.5g at=2026-11-18T20:00",
        "dose amount=2.5g at=2026-11-19T20:00",
        "dose amount=6g at=2026-11-20T08:00",
        "substance name=alcohol at=2026-11-20T12:00",
        "sleep bed_at=2026-11-17T23:00 up_at=2026-11-18T06:00 quality=4 asleep_after_min=30 awake_min=20",
        "symptom name=nausea severity=2 at=2026-11-19T09:00",
    ];

    fn week(monday: &str, sunday: &str) -> Vec<DayStats> {
        days(
            &journal(&DAYS),
            date(monday),
            date(sunday),
            date("2026-11-20"),
            &lookups(),
        )
    }

    #[test]
    fn a_week_in_words() {
        let said = words(
            &week("2026-11-16", "2026-11-22"),
            &week("2026-11-09", "2026-11-15"),
            "week",
        );
        assert_eq!(
            said.join(" "),
            "Recorded 5 of 5 days so far. Kratom on 4 of them, 6 doses, 20 g of leaf; \
             the largest was 6 g. Times a day 1.7, week before 1.7: steady. \
             Leaf a day 4.7 g, week before 4.3 g: steady. \
             Asleep 6 h 10 min on average of 1 night, median quality 4. \
             With something else on 1 day: alcohol. Felt: nausea on 1 day, at most moderate."
        );
    }

    #[test]
    fn today_is_left_out_of_rates_until_it_ends() {
        let span = Span::of(&week("2026-11-16", "2026-11-22"));
        assert_eq!((span.with_kratom, span.rated), (4, 3));
        assert_eq!(span.times_a_day, Some(5.0 / 3.0));
    }

    #[test]
    fn what_is_not_recorded_is_not_called_a_day_off() {
        let empty = week("2026-10-05", "2026-10-11");
        assert_eq!(words(&empty, &empty, "week"), ["Recorded 0 of 7 days."]);
        assert_eq!(day_words(&empty[0]), "Mon 5 Oct: not recorded");
    }

    #[test]
    fn a_day_in_words() {
        let week = week("2026-11-16", "2026-11-22");
        assert_eq!(
            day_words(&week[2]),
            "Wed 18 Nov: 2 doses, 5 g of leaf; asleep 6 h 10 min, quality 4"
        );
        assert_eq!(day_words(&week[1]), "Tue 17 Nov: no kratom, you said");
        assert_eq!(
            day_words(&week[4]),
            "Fri 20 Nov (not over): 1 dose, 6 g of leaf; with alcohol"
        );
    }

    #[test]
    fn a_fifth_more_or_less_is_steady() {
        assert_eq!(Trend::of(3.1, 2.7), Trend::Steady);
        assert_eq!(Trend::of(2.0, 2.5), Trend::More);
        assert_eq!(Trend::of(2.5, 1.9), Trend::Less);
    }
}
