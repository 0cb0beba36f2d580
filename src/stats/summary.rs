//! The figures of a range of days, as `leaflog summary --json` gives them: not
//! rounded, and null where something cannot be known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Lookups;
use super::between;
use super::co_use::CoUse;
use super::middle::{mean, median, number, ratio};
use super::range::{self, Range};
use crate::domain::Entry;
use crate::domain::amount::Mg;
use crate::domain::dose::{Channel, Dose};
use crate::domain::journal::{Day, Journal};
use crate::domain::symptom::Severity;

/// Where the range of single doses ends that the documents name (1 to 3 g of
/// leaf). Not a safe amount.
pub const RANGE_ENDS: Mg = Mg(3000);

/// The figures of a range, in the order they are written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Unknown where no range was asked for and nothing is written down.
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
    pub days: usize,
    pub days_with_kratom: usize,
    /// Said so, and no kratom.
    pub days_none: usize,
    pub days_not_recorded: usize,
    pub longest_run_days: usize,
    pub current_run_days: usize,
    /// Of every form.
    pub doses: usize,
    /// Leaf doses that are missing from the grams.
    pub doses_without_weight: usize,
    pub doses_per_day_used: Option<f64>,
    /// Of leaf doses with known weight; unknown when no leaf dose has one.
    pub leaf_g_total: Option<f64>,
    pub leaf_g_per_day_used: Option<f64>,
    pub largest_dose_g: Option<f64>,
    /// Leaf doses above [`RANGE_ENDS`].
    pub doses_above_range: usize,
    pub doses_with_other_substances: usize,
    /// From each dose to the next, nights and days not recorded in it.
    pub median_hours_between_doses: Option<f64>,
    /// The median time between doses, as [`super::between`] has it.
    #[serde(skip)]
    pub median_minutes_between: Option<f64>,
    /// How many times between doses that median is from.
    #[serde(skip)]
    pub times_between: usize,
    pub sleep: Sleep,
    /// The most frequent first.
    pub symptoms: Vec<Symptom>,
    /// The most frequent first.
    pub substances: Vec<Substance>,
}

/// Nights, by the date of getting up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sleep {
    pub nights: usize,
    /// 0 to 10.
    pub quality_median: Option<f64>,
    /// Minutes, of the nights where it is known, as the Consensus Sleep Diary
    /// reckons it (carney-2012).
    pub total_sleep_min_mean: Option<f64>,
    /// How many nights that mean is from.
    #[serde(skip)]
    pub total_sleep_nights: usize,
    /// Percent of the time in bed, the mean of the nights where it is known.
    pub efficiency_mean: Option<f64>,
    /// How many nights that mean is from.
    #[serde(skip)]
    pub efficiency_nights: usize,
    /// From how many nights the median quality is.
    #[serde(skip)]
    pub quality_nights: usize,
}

/// How often a symptom was written down, and how strong; those of severity 0
/// are not in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Symptom {
    pub name: String,
    pub count: usize,
    pub severity_mean: f64,
    /// 1 to 4.
    pub severity_max: u8,
}

/// How often something else was taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Substance {
    pub name: String,
    /// Empty where it is not assessed.
    pub classes: Vec<String>,
    pub count: usize,
}

/// The figures of a range of a whole journal.
#[must_use]
pub fn summary(journal: &Journal, range: Range, today: NaiveDate, lookups: &Lookups) -> Summary {
    let (from, to) = range.ends(journal, today);
    let range = Range { from, to: Some(to) };
    let entries: Vec<&Entry> = range.entries(journal).collect();
    let days = Days::count(journal, from, to, today);
    let doses = Doses::count(journal, &entries, lookups);
    let between = from.map_or_else(Vec::new, |from| between::gaps(journal, from, to));
    let minutes = between.iter().map(|gap| gap.hours() * 60.0);
    Summary {
        from,
        to,
        days: days.with_kratom + days.none + days.not_recorded,
        days_with_kratom: days.with_kratom,
        days_none: days.none,
        days_not_recorded: days.not_recorded,
        longest_run_days: days.longest_run,
        current_run_days: days.current_run,
        doses: doses.all,
        doses_without_weight: doses.without_weight,
        doses_per_day_used: ratio(number(doses.all), days.with_kratom),
        leaf_g_total: doses.leaf_g,
        leaf_g_per_day_used: doses.leaf_g.and_then(|g| ratio(g, days.with_kratom)),
        largest_dose_g: doses.largest.map(Mg::grams),
        doses_above_range: doses.above_range,
        doses_with_other_substances: doses.with_other,
        median_hours_between_doses: doses.median_wait_h,
        median_minutes_between: median(minutes.collect()),
        times_between: between.len(),
        sleep: sleep(&entries),
        symptoms: symptoms(&entries, lookups),
        substances: substances(&entries, lookups),
    }
}

#[derive(Default)]
struct Days {
    with_kratom: usize,
    none: usize,
    not_recorded: usize,
    longest_run: usize,
    current_run: usize,
}

impl Days {
    fn count(journal: &Journal, from: Option<NaiveDate>, to: NaiveDate, today: NaiveDate) -> Days {
        let mut days = Days::default();
        let mut run = 0;
        for date in from.into_iter().flat_map(|from| range::days(from, to)) {
            let day = journal.day(date);
            match day {
                Day::WithKratom(_) => days.with_kratom += 1,
                Day::None => days.none += 1,
                Day::NotRecorded => days.not_recorded += 1,
            }
            let still_open = date == to && date == today && day == Day::NotRecorded;
            if !still_open {
                run = if matches!(day, Day::WithKratom(_)) {
                    run + 1
                } else {
                    0
                };
            }
            days.longest_run = days.longest_run.max(run);
        }
        days.current_run = run;
        days
    }
}

struct Doses {
    all: usize,
    without_weight: usize,
    leaf_g: Option<f64>,
    largest: Option<Mg>,
    above_range: usize,
    with_other: usize,
    median_wait_h: Option<f64>,
}

impl Doses {
    fn count(journal: &Journal, entries: &[&Entry], lookups: &Lookups) -> Doses {
        let doses: Vec<(&Entry, &Dose)> = entries
            .iter()
            .filter_map(|entry| Some((*entry, entry.dose()?)))
            .collect();
        let weights: Vec<Mg> = doses.iter().filter_map(|(_, d)| d.leaf_weight()).collect();
        let leaf = doses.iter().filter(|(_, d)| is_leaf(d)).count();
        let co_use = CoUse::new(journal, lookups);
        let with_other = |(entry, _): &&(&Entry, &Dose)| {
            let mut names = co_use.around(entry.at.to_utc());
            names.next().is_some()
        };
        let known = leaf == 0 || !weights.is_empty();
        Doses {
            all: doses.len(),
            without_weight: leaf - weights.len(),
            leaf_g: known.then(|| weights.iter().copied().sum::<Mg>().grams()),
            largest: weights.iter().copied().max(),
            above_range: weights.iter().filter(|mg| **mg > RANGE_ENDS).count(),
            with_other: doses.iter().filter(with_other).count(),
            median_wait_h: median(waits_h(&doses)),
        }
    }
}

fn is_leaf(dose: &Dose) -> bool {
    dose.form.channel() == Channel::Leaf
}

/// Hours from each dose to the next, whatever lies between.
fn waits_h(doses: &[(&Entry, &Dose)]) -> Vec<f64> {
    let seconds = doses
        .windows(2)
        .map(|pair| (pair[1].0.at - pair[0].0.at).num_seconds());
    #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
    seconds.map(|seconds| seconds as f64 / 3600.0).collect()
}

fn sleep(entries: &[&Entry]) -> Sleep {
    let nights: Vec<_> = entries.iter().filter_map(|entry| entry.sleep()).collect();
    let quality = nights.iter().filter_map(|n| n.quality.map(f64::from));
    let quality: Vec<f64> = quality.collect();
    #[expect(clippy::cast_precision_loss, reason = "a night has few minutes")]
    let minutes: Vec<f64> = nights
        .iter()
        .filter_map(|night| night.total_sleep())
        .map(|total| total.num_minutes() as f64)
        .collect();
    let efficiency: Vec<f64> = nights.iter().filter_map(|n| n.efficiency()).collect();
    Sleep {
        nights: nights.len(),
        quality_nights: quality.len(),
        quality_median: median(quality),
        total_sleep_nights: minutes.len(),
        total_sleep_min_mean: mean(&minutes),
        efficiency_nights: efficiency.len(),
        efficiency_mean: mean(&efficiency),
    }
}

fn symptoms(entries: &[&Entry], lookups: &Lookups) -> Vec<Symptom> {
    let felt = entries
        .iter()
        .filter_map(|entry| entry.symptom())
        .filter(|symptom| symptom.severity > Severity::None)
        .map(|symptom| (lookups.felt(&symptom.name), symptom.severity.number()));
    let mut symptoms: Vec<Symptom> = by_name(felt)
        .into_iter()
        .map(|(name, severities)| {
            let total: f64 = severities.iter().copied().map(f64::from).sum();
            Symptom {
                name,
                count: severities.len(),
                severity_mean: total / number(severities.len()),
                severity_max: severities.into_iter().max().unwrap_or_default(),
            }
        })
        .collect();
    symptoms.sort_by_key(|symptom| std::cmp::Reverse(symptom.count));
    symptoms
}

fn substances(entries: &[&Entry], lookups: &Lookups) -> Vec<Substance> {
    let taken = entries
        .iter()
        .filter_map(|entry| entry.substance())
        .map(|substance| (substance.name.as_str(), ()));
    let mut substances: Vec<Substance> = by_name(taken)
        .into_iter()
        .map(|(name, times)| Substance {
            classes: (lookups.classes)(&name),
            name,
            count: times.len(),
        })
        .collect();
    substances.sort_by_key(|substance| std::cmp::Reverse(substance.count));
    substances
}

/// What was said of each name, in order of name; case does not tell names
/// apart, and the name is as it was written last.
fn by_name<'a, T>(said: impl Iterator<Item = (&'a str, T)>) -> Vec<(String, Vec<T>)> {
    let mut names: BTreeMap<String, (&str, Vec<T>)> = BTreeMap::new();
    for (name, what) in said {
        let of_name = names.entry(name.to_lowercase()).or_default();
        of_name.0 = name;
        of_name.1.push(what);
    }
    names
        .into_values()
        .map(|(name, said)| (name.to_owned(), said))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{date, journal, lookups};
    use super::*;

    fn of(lines: &[&str], range: Range) -> Summary {
        summary(&journal(lines), range, date("2026-11-20"), &lookups())
    }

    const WEEK: [&str; 16] = [
        "dose amount=2g at=2026-11-16T08:00",
        "dose amount=4g at=2026-11-16T20:00",
        "none date=2026-11-16",
        "none date=2026-11-17",
        "dose amount=3g at=2026-11-18T08:00",
        "dose amount=3_capsules form=capsule at=2026-11-18T14:00",
        "dose form=extract mitragynine_mg=50 at=2026-11-19T08:00",
        "substance name=alcohol amount=2_drinks at=2026-11-16T20:00",
        "substance name=Alcohol at=2026-11-19T23:00",
        "substance name=naloxone at=2026-11-18T08:00",
        "sleep bed_at=2026-11-15T23:00 try_at=2026-11-15T23:15 up_at=2026-11-16T06:45 wake_at=2026-11-16T06:30 asleep_after_min=25 awake_min=40 quality=6",
        "sleep bed_at=2026-11-17T23:00 up_at=2026-11-18T07:00 quality=3",
        "symptom name=nausea severity=1 at=2026-11-16T09:00",
        "symptom name=nausea severity=4 at=2026-11-18T09:00",
        "symptom name=nausea severity=0 at=2026-11-19T09:00",
        "symptom name=dizzy severity=0 at=2026-11-19T09:00",
    ];

    #[test]
    fn a_week_by_hand() {
        let week = of(
            &WEEK,
            Range::between(date("2026-11-16"), date("2026-11-20")),
        );
        assert_eq!((week.days, week.days_with_kratom), (5, 3));
        assert_eq!((week.days_none, week.days_not_recorded), (1, 1));
        assert_eq!((week.longest_run_days, week.current_run_days), (2, 2));
        assert_eq!((week.doses, week.doses_without_weight), (5, 1));
        assert_eq!(week.doses_per_day_used, Some(5.0 / 3.0));
        assert_eq!(week.leaf_g_total, Some(9.0));
        assert_eq!(week.leaf_g_per_day_used, Some(3.0));
        assert_eq!(week.largest_dose_g, Some(4.0));
        assert_eq!(week.doses_above_range, 1);
        // Waits of 12, 36, 6 and 18 hours; 12 and 6 of them lie within a day.
        assert_eq!(week.median_minutes_between, Some(540.0));
        assert_eq!(week.times_between, 2);
        assert_eq!(week.median_hours_between_doses, Some(15.0));
        // 16 Nov 08:00 and 20:00; "Alcohol" has 24 h here and meets 19 Nov 08:00.
        assert_eq!(week.doses_with_other_substances, 3);
        assert_eq!(week.sleep.nights, 2);
        assert_eq!(week.sleep.quality_median, Some(4.5));
        assert_eq!(week.sleep.total_sleep_min_mean, Some(370.0));
        assert_eq!(week.sleep.efficiency_mean, Some(370.0 * 100.0 / 465.0));
        assert_eq!(
            week.symptoms,
            [Symptom {
                name: "nausea".to_owned(),
                count: 2,
                severity_mean: 2.5,
                severity_max: 4,
            }]
        );
        let taken: Vec<(&str, usize)> = week
            .substances
            .iter()
            .map(|substance| (substance.name.as_str(), substance.count))
            .collect();
        assert_eq!(taken, [("Alcohol", 2), ("naloxone", 1)]);
    }

    #[test]
    fn an_empty_journal_knows_nothing() {
        let none = of(&[], Range::ALL);
        let text = serde_json::to_string(&none).unwrap();
        assert_eq!(
            text,
            r#"{"from":null,"to":"2026-11-20","days":0,"days_with_kratom":0,"days_none":0,"days_not_recorded":0,"longest_run_days":0,"current_run_days":0,"doses":0,"doses_without_weight":0,"doses_per_day_used":null,"leaf_g_total":0.0,"leaf_g_per_day_used":null,"largest_dose_g":null,"doses_above_range":0,"doses_with_other_substances":0,"median_hours_between_doses":null,"sleep":{"nights":0,"quality_median":null,"total_sleep_min_mean":null,"efficiency_mean":null},"symptoms":[],"substances":[]}"#
        );
    }

    #[test]
    fn without_any_weight_grams_are_unknown() {
        let counted = of(
            &["dose amount=3_capsules form=capsule at=2026-11-18T14:00"],
            Range::ALL,
        );
        assert_eq!(counted.leaf_g_total, None);
        assert_eq!(counted.leaf_g_per_day_used, None);
        assert_eq!(counted.doses_without_weight, 1);
        let extract = of(
            &["dose form=extract mitragynine_mg=50 at=2026-11-19T08:00"],
            Range::ALL,
        );
        assert_eq!(extract.leaf_g_total, Some(0.0));
        assert_eq!(extract.doses_without_weight, 0);
    }

    #[test]
    fn both_ends_of_a_window_are_in_it_and_the_range_does_not_cut_it() {
        let range = Range::between(date("2026-11-18"), date("2026-11-18"));
        let with = |lines: &[&str]| of(lines, range).doses_with_other_substances;
        let dose = "dose amount=2g at=2026-11-18T12:00";
        assert_eq!(
            with(&[dose, "substance name=alcohol at=2026-11-18T00:00"]),
            1
        );
        assert_eq!(
            with(&[dose, "substance name=alcohol at=2026-11-17T23:59"]),
            0
        );
        assert_eq!(
            with(&[dose, "substance name=alcohol at=2026-11-19T00:00"]),
            1
        );
        assert_eq!(
            with(&[dose, "substance name=alcohol at=2026-11-19T00:01"]),
            0
        );
        assert_eq!(
            with(&[dose, "substance name=diazepam at=2026-11-15T12:00"]),
            1
        );
        assert_eq!(
            with(&[dose, "substance name=whatever at=2026-11-19T12:00"]),
            1
        );
        assert_eq!(
            with(&[dose, "substance name=naloxone at=2026-11-18T12:00"]),
            0
        );
        assert_eq!(
            with(&[dose, "substance name=kratom_shot at=2026-11-18T12:00"]),
            0
        );
        assert_eq!(
            with(&[dose, "substance name=kava_kratom at=2026-11-18T12:00"]),
            1
        );
        assert_eq!(
            with(&[
                dose,
                "dose form=extract mitragynine_mg=9 at=2026-11-18T12:01"
            ]),
            0
        );
    }

    #[test]
    fn the_current_run_ends_today_or_yesterday() {
        let run = |lines: &[&str], to: &str| {
            of(lines, Range::between(date("2026-11-01"), date(to))).current_run_days
        };
        let (wed, thu) = (
            "dose amount=2g at=2026-11-18T12:00",
            "dose amount=2g at=2026-11-19T12:00",
        );
        assert_eq!(run(&[wed, thu], "2026-11-20"), 2);
        assert_eq!(run(&[wed, thu, "none date=2026-11-20"], "2026-11-20"), 0);
        assert_eq!(
            run(
                &[wed, thu, "dose amount=1g at=2026-11-20T08:00"],
                "2026-11-20"
            ),
            3
        );
        assert_eq!(run(&[wed, thu], "2026-11-18"), 1);
        assert_eq!(run(&[wed], "2026-11-19"), 0);
        let only_thursday = Range::between(date("2026-11-19"), date("2026-11-20"));
        assert_eq!(of(&[wed, thu], only_thursday).current_run_days, 1);
    }

    #[test]
    fn without_a_range_it_runs_from_the_first_entry_to_today() {
        let all = of(
            &[
                "note note=hello at=2026-11-17T12:00",
                "dose amount=2g at=2026-11-18T12:00",
            ],
            Range::ALL,
        );
        assert_eq!(
            (all.from, all.to),
            (Some(date("2026-11-17")), date("2026-11-20"))
        );
        assert_eq!((all.days, all.days_not_recorded), (4, 3));
    }
}
