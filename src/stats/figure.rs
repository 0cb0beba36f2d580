//! One number a day, over a stretch of days: its median, its middle half, how
//! many days it is known of, and whether it moved.

use chrono::TimeDelta;

use super::days::{DayStats, Stand};
use super::duration;
use super::middle::{Quartiles, median, number, quartiles};
use super::slope::{LEAST_DAYS, moved};
use super::span::Trend;
use super::words::{counted, one_decimal};
use crate::domain::amount::Mg;
use crate::domain::journal::Day;
use crate::domain::symptom::Severity;

/// What a day can have a number of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Series {
    /// Doses of every form.
    Doses,
    /// Grams of leaf.
    Leaf,
    /// Minutes between doses, as [`super::between`] has them.
    Gap,
    AfterWaking,
    BeforeBed,
    Asleep,
    Efficiency,
    Latency,
    Quality,
    /// A number measured or scored, by its name.
    Reading(String),
}

impl Series {
    /// Of when doses fall.
    pub const WHEN: [Series; 3] = [Series::Gap, Series::AfterWaking, Series::BeforeBed];
    /// Of nights.
    pub const SLEEP: [Series; 4] = [
        Series::Asleep,
        Series::Efficiency,
        Series::Latency,
        Series::Quality,
    ];

    /// What it is, as a sentence begins.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Series::Doses => "Doses a day",
            Series::Leaf => "Leaf a day",
            Series::Gap => "Time between doses, nights left out",
            Series::AfterWaking => "First dose after waking",
            Series::BeforeBed => "Last dose before bed",
            Series::Asleep => "Asleep",
            Series::Efficiency => "Share of the time in bed asleep",
            Series::Latency => "Falling asleep",
            Series::Quality => "Quality of sleep, 0 to 10",
            Series::Reading(name) => name,
        }
    }

    /// The same, over a column of figures.
    #[must_use]
    pub fn short(&self) -> &str {
        match self {
            Series::Doses => "times",
            Series::Leaf => "leaf g",
            Series::Gap => "gaps",
            Series::AfterWaking => "waking",
            Series::BeforeBed => "to bed",
            Series::Asleep => "asleep",
            Series::Efficiency => "% bed",
            Series::Latency => "onset",
            Series::Quality => "qual",
            Series::Reading(name) => name,
        }
    }

    /// Its number on a day, where it is known. A day said to be without kratom
    /// has no doses; of a day not recorded nothing is known.
    #[must_use]
    pub fn value(&self, day: &DayStats) -> Option<f64> {
        match self {
            Series::Doses => day.is_recorded().then(|| number(day.doses)),
            Series::Leaf => match (day.state, day.leaf, day.doses_without_weight) {
                (Day::NotRecorded, _, _) => None,
                (_, leaf, 0) => Some(leaf.map_or(0.0, Mg::grams)),
                _ => None,
            },
            Series::Gap => median(self.values(day)),
            Series::AfterWaking => day.after_waking.map(minutes),
            Series::BeforeBed => day.before_bed.map(minutes),
            Series::Asleep => day.night?.asleep.map(minutes),
            Series::Efficiency => day.night?.efficiency,
            Series::Latency => day.night?.latency.map(f64::from),
            Series::Quality => day.night?.quality.map(f64::from),
            Series::Reading(name) => {
                let of = |(known, value): &(String, f64)| is_same(known, name).then_some(*value);
                median(day.readings.iter().filter_map(of).collect())
            }
        }
    }

    /// All its numbers on a day: a day can have several times between doses, and
    /// the middle of a stretch is that of all of them, not of the days' middles.
    #[must_use]
    pub fn values(&self, day: &DayStats) -> Vec<f64> {
        match self {
            Series::Gap => day.gaps.iter().copied().map(minutes).collect(),
            _ => self.value(day).into_iter().collect(),
        }
    }

    /// A number of it, short: `4:10`, `81`, `2.5`.
    #[must_use]
    pub fn shown(&self, value: f64) -> String {
        match self {
            Series::Gap | Series::AfterWaking | Series::BeforeBed | Series::Asleep => {
                duration::clock(time(value))
            }
            Series::Efficiency | Series::Latency => format!("{value:.0}"),
            _ => one_decimal(value),
        }
    }

    /// The same in a sentence, with its unit.
    #[must_use]
    pub fn says(&self, value: f64) -> String {
        match self {
            Series::Gap | Series::AfterWaking | Series::BeforeBed | Series::Asleep => {
                duration::words(time(value))
            }
            Series::Efficiency => format!("{value:.0} %"),
            Series::Latency => format!("{value:.0} min"),
            Series::Leaf => format!("{} g", one_decimal(value)),
            _ => one_decimal(value),
        }
    }

    /// A night that ended today is over, and so is each time between doses; a day
    /// is not until it ends.
    fn counts(&self, day: &DayStats) -> bool {
        let is_of_nights = Series::SLEEP.contains(self) || *self == Series::BeforeBed;
        let is_over = is_of_nights || *self == Series::Gap && !day.gaps.is_empty();
        day.is_over() || is_over && day.stand == Stand::Today
    }

    /// Moves of less than this are steady whatever the median is.
    fn least(&self) -> f64 {
        match self {
            Series::Gap | Series::AfterWaking | Series::BeforeBed | Series::Asleep => 30.0,
            Series::Efficiency | Series::Latency => 5.0,
            Series::Doses | Series::Leaf | Series::Quality | Series::Reading(_) => 0.5,
        }
    }

    fn trend(&self, trend: Trend) -> &'static str {
        let is_time = matches!(
            self,
            Series::Gap
                | Series::AfterWaking
                | Series::BeforeBed
                | Series::Asleep
                | Series::Latency
        );
        match (trend, is_time, self) {
            (Trend::Steady, _, _) => "steady",
            (Trend::Less, true, _) => "shorter",
            (Trend::More, true, _) => "longer",
            (Trend::Less, _, Series::Doses | Series::Leaf) => "less",
            (Trend::More, _, Series::Doses | Series::Leaf) => "more",
            (Trend::Less, _, _) => "lower",
            (Trend::More, _, _) => "higher",
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand minutes")]
fn minutes(minutes: i64) -> f64 {
    minutes as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a few thousand minutes")]
fn time(minutes: f64) -> TimeDelta {
    TimeDelta::minutes(minutes.round() as i64)
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// One number over a stretch of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub series: Series,
    /// Unknown where no day has it.
    pub quartiles: Option<Quartiles>,
    /// Days it is known of.
    pub known: usize,
    /// Days it could be known of.
    pub days: usize,
    /// Days with a single time and so none between.
    once: usize,
    /// What today has while it is not over, and so is not in it.
    open: Option<f64>,
    /// The day of the stretch and the number, where it is known.
    points: Vec<(f64, f64)>,
}

impl Figure {
    #[must_use]
    pub fn of(series: Series, days: &[DayStats]) -> Figure {
        let counting = || days.iter().filter(|day| series.counts(day));
        let points: Vec<(f64, f64)> = counting()
            .filter_map(|day| Some((since(days, day), series.value(day)?)))
            .collect();
        let quartiles = quartiles(counting().flat_map(|day| series.values(day)).collect());
        let once =
            |day: &&DayStats| series == Series::Gap && day.occasions == 1 && day.gaps.is_empty();
        let today = days.iter().find(|day| day.stand == Stand::Today);
        let open = today.filter(|day| !series.counts(day));
        Figure {
            open: open.and_then(|day| series.value(day)),
            quartiles,
            known: points.len(),
            days: counting().count(),
            once: counting().filter(once).count(),
            points,
            series,
        }
    }

    /// How it moved over the stretch; unknown with too few days.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        moved(&self.points, self.quartiles?.middle, self.series.least())
    }

    /// `Asleep: median 6 h 10 min, the middle half from 5 h 40 min to 7 h 02
    /// min, month before 5 h 50 min; recorded 11 of 14 nights; steady.`
    #[must_use]
    pub fn words(&self, before: &Figure, word: &str) -> String {
        let (series, unit) = (&self.series, self.unit());
        let name = series.name();
        let Some(of) = self.quartiles else {
            let known = self.known_for();
            return format!(
                "{name}: {known} 0 of {}{}{}.",
                self.counted(unit),
                self.once(),
                self.open()
            );
        };
        let before = before.quartiles.map_or_else(String::new, |before| {
            format!(", {word} before {}", series.says(before.middle))
        });
        let trend = self.trend().map_or_else(
            || format!("too few for a trend (from {LEAST_DAYS})"),
            |trend| format!("over them {}", series.trend(trend)),
        );
        format!(
            "{name}: median {}{}{before}; {} {} of {}{}{}; {trend}.",
            series.says(of.middle),
            self.middle_half(of),
            self.known_for(),
            self.known,
            self.counted(unit),
            self.once(),
            self.open()
        )
    }

    /// A time is reckoned from two entries; anything else was written down.
    fn known_for(&self) -> &'static str {
        if Series::WHEN.contains(&self.series) {
            "known for"
        } else {
            "recorded"
        }
    }

    /// `, taken once on 2`: those days have no time between doses.
    fn once(&self) -> String {
        match self.once {
            0 => String::new(),
            days => format!(", taken once on {days}"),
        }
    }

    /// A time of today, which stands in the chart and not in the median.
    fn open(&self) -> String {
        let open = self.open.filter(|_| Series::WHEN.contains(&self.series));
        let open = open.map(|open| format!(", and today so far {}", self.series.says(open)));
        open.unwrap_or_default()
    }

    /// Where the middle half lies; of three values there is none.
    fn middle_half(&self, of: Quartiles) -> String {
        let (low, high) = (self.series.says(of.low), self.series.says(of.high));
        match of.n {
            0..=3 => String::new(),
            _ if low == high => format!(", the middle half all {low}"),
            _ => format!(", the middle half from {low} to {high}"),
        }
    }

    fn unit(&self) -> (&'static str, &'static str) {
        if Series::SLEEP.contains(&self.series) || self.series == Series::BeforeBed {
            ("night", "nights")
        } else {
            ("day", "days")
        }
    }

    fn counted(&self, (one, many): (&str, &str)) -> String {
        counted(self.days, one, many)
    }
}

/// Days into the stretch.
fn since(days: &[DayStats], day: &DayStats) -> f64 {
    let first = days.first().map_or(day.date, |first| first.date);
    let into = i32::try_from((day.date - first).num_days());
    into.map_or(0.0, f64::from)
}

/// A sentence for each, beside the stretch before.
#[must_use]
pub fn words(series: &[Series], days: &[DayStats], before: &[DayStats], word: &str) -> Vec<String> {
    let figures = series.iter().map(|series| {
        let of = |days| Figure::of(series.clone(), days);
        (of(days), of(before))
    });
    figures
        .map(|(now, before)| now.words(&before, word))
        .collect()
}

/// The names of everything measured or scored, those of most days first.
#[must_use]
pub fn readings(days: &[DayStats]) -> Vec<String> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for (name, _) in days.iter().flat_map(|day| &day.readings) {
        match names.iter_mut().find(|(known, _)| is_same(known, name)) {
            Some((_, on)) => *on += 1,
            None => names.push((name, 1)),
        }
    }
    names.sort_by_key(|(_, on)| std::cmp::Reverse(*on));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// The symptoms of both stretches: emergencies first, then those of most days.
#[must_use]
pub fn symptoms(days: &[DayStats], before: &[DayStats]) -> Vec<String> {
    let mut felt: Vec<(&str, usize, Severity)> = Vec::new();
    for (name, severity) in days.iter().chain(before).flat_map(|day| &day.symptoms) {
        match felt.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, on, most)) => {
                *on += 1;
                *most = (*severity).max(*most);
            }
            None => felt.push((name, 1, *severity)),
        }
    }
    felt.sort_by_key(|(_, on, most)| std::cmp::Reverse((*most == Severity::Emergency, *on, *most)));
    felt.into_iter()
        .map(|(name, _, _)| name.to_owned())
        .collect()
}

/// A sentence for each symptom: on how many days, how strong, and the stretch
/// before. A day counts where anything was written down on it.
#[must_use]
pub fn symptom_words(
    names: &[String],
    days: &[DayStats],
    before: &[DayStats],
    word: &str,
) -> Vec<String> {
    let written = |days: &[DayStats]| days.iter().filter(|day| has_entries(day)).count();
    let (now, then) = (written(days), written(before));
    let said = names.iter().map(|name| {
        let felt = felt_on(name, days);
        let on = format!(
            "{name}: on {} of {}",
            felt.len(),
            counted(now, "day", "days")
        );
        let before = if then > 0 {
            format!(
                "; {word} before on {} of {then}",
                felt_on(name, before).len()
            )
        } else {
            String::new()
        };
        format!("{on}{}{before}.", strengths(&felt))
    });
    said.collect()
}

/// Whether anything is written down on a day.
#[must_use]
pub fn has_entries(day: &DayStats) -> bool {
    day.is_recorded() || day.night.is_some() || !day.symptoms.is_empty() || !day.readings.is_empty()
}

/// How strong a symptom was on each day that had it.
#[must_use]
pub fn felt_on(name: &str, days: &[DayStats]) -> Vec<Severity> {
    let all = days.iter().flat_map(|day| &day.symptoms);
    let of = all.filter(|(known, _)| known == name);
    of.map(|(_, severity)| *severity).collect()
}

/// `, 2 mild, 1 severe`
fn strengths(felt: &[Severity]) -> String {
    let each = [
        Severity::Mild,
        Severity::Moderate,
        Severity::Severe,
        Severity::Emergency,
    ];
    let parts = each.into_iter().filter_map(|severity| {
        let on = felt.iter().filter(|of| **of == severity).count();
        (on > 0).then(|| format!(", {on} {}", severity.says()))
    });
    parts.collect()
}

/// What the person's own lines and the record say together, neither praise nor
/// blame: on how many recorded days it was at or under the line.
#[must_use]
pub fn line_words(days: &[DayStats]) -> Vec<String> {
    let of = |unit: &str, series: &Series, line: fn(&DayStats) -> Option<f64>| {
        let lines: Vec<f64> = days.iter().filter_map(line).collect();
        let (least, most) = (
            lines.iter().copied().reduce(f64::min)?,
            lines.iter().copied().reduce(f64::max)?,
        );
        let both: Vec<(f64, f64)> = days
            .iter()
            .filter(|day| day.is_over())
            .filter_map(|day| Some((series.value(day)?, line(day)?)))
            .collect();
        let within = both.iter().filter(|(value, line)| value <= line).count();
        let drawn = if least < most {
            format!("{} to {}", one_decimal(least), one_decimal(most))
        } else {
            one_decimal(least)
        };
        Some(format!(
            "Your own line of {drawn} {unit}: at or under it on {within} of {} that are known.",
            counted(both.len(), "day", "days")
        ))
    };
    let doses = of("doses a day", &Series::Doses, |day| day.lines.doses);
    let grams = of("g a day", &Series::Leaf, |day| day.lines.grams);
    doses
        .into_iter()
        .chain(grams)
        .chain(dose_line(days))
        .collect()
}

fn dose_line(days: &[DayStats]) -> Option<String> {
    let drawn: Vec<Mg> = days.iter().filter_map(|day| day.lines.dose).collect();
    let (least, most) = (drawn.iter().min()?, drawn.iter().max()?);
    let drawn = if least < most {
        format!("{least} to {most} g")
    } else {
        format!("{least} g")
    };
    let under = days
        .iter()
        .filter_map(|day| day.lines.dose.map(|line| (day, line)));
    let doses = under.flat_map(|(day, line)| day.leaf_doses.iter().map(move |dose| *dose <= line));
    let (within, all) = doses.fold((0, 0), |(within, all), is| {
        (within + usize::from(is), all + 1)
    });
    Some(format!(
        "Your own dose line of {drawn}: {within} of {} of known weight at or under it.",
        counted(all, "dose", "doses")
    ))
}

#[cfg(test)]
mod tests {
    use super::super::days::days;
    use super::super::sample::{date, journal, lookups};
    use super::*;

    fn of(lines: &[&str], from: &str, to: &str) -> Vec<DayStats> {
        let today = date("2026-11-20");
        days(&journal(lines), date(from), date(to), today, &lookups())
    }

    #[test]
    fn unknown_is_never_nothing() {
        let lines = [
            "none date=2026-11-16",
            "dose amount=2g at=2026-11-17T08:00",
            "dose amount=3_capsules form=capsule at=2026-11-17T14:00",
            "dose form=extract mitragynine_mg=50 at=2026-11-18T08:00",
        ];
        let days = of(&lines, "2026-11-16", "2026-11-19");
        let leaf: Vec<Option<f64>> = days.iter().map(|day| Series::Leaf.value(day)).collect();
        assert_eq!(leaf, [Some(0.0), None, Some(0.0), None]);
        let doses: Vec<Option<f64>> = days.iter().map(|day| Series::Doses.value(day)).collect();
        assert_eq!(doses, [Some(0.0), Some(2.0), Some(1.0), None]);
    }

    #[test]
    fn today_is_left_out_until_it_ends_but_last_night_is_over() {
        let lines = [
            "sleep bed_at=2026-11-19T23:00 up_at=2026-11-20T06:00 quality=4",
            "dose amount=2g at=2026-11-20T08:00",
        ];
        let days = of(&lines, "2026-11-20", "2026-11-22");
        let n = |series| Figure::of(series, &days).quartiles.map(|of| of.n);
        assert_eq!(n(Series::Doses), None);
        assert_eq!(n(Series::AfterWaking), None);
        assert_eq!(n(Series::Quality), Some(1));
        let words = words(&[Series::Doses, Series::Quality], &days, &[], "week");
        assert_eq!(
            words,
            [
                "Doses a day: recorded 0 of 0 days.",
                "Quality of sleep, 0 to 10: median 4; recorded 1 of 1 night; too few for a trend (from 10)."
            ]
        );
    }

    #[test]
    fn a_figure_in_words() {
        let lines: Vec<String> = (1..=18)
            .filter(|day| *day != 5)
            .map(|day| {
                let quality = if day < 10 { 3 } else { 6 };
                let before = day - 1;
                format!("sleep bed_at=2026-11-{before:02}T23:00 up_at=2026-11-{day:02}T07:00 quality={quality}")
            })
            .filter(|line| !line.contains("-00T"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let days = of(&lines, "2026-11-01", "2026-11-19");
        let none = of(&[], "2026-10-01", "2026-10-31");
        assert_eq!(
            words(&[Series::Quality], &days, &none, "month"),
            [
                "Quality of sleep, 0 to 10: median 6, the middle half from 3 to 6; \
              recorded 16 of 19 nights; over them higher."
            ]
        );
    }

    #[test]
    fn symptoms_and_readings_in_words() {
        let lines = [
            "symptom name=nausea severity=1 at=2026-11-16T09:00",
            "symptom name=nausea severity=3 at=2026-11-17T09:00",
            "none date=2026-11-18",
            "reading name=pulse amount=72 at=2026-11-16T09:00",
            "reading name=Pulse amount=80 at=2026-11-16T19:00",
        ];
        let days = of(&lines, "2026-11-16", "2026-11-19");
        assert_eq!(
            symptom_words(&["nausea".to_owned()], &days, &[], "week"),
            ["nausea: on 2 of 3 days, 1 mild, 1 severe."]
        );
        assert_eq!(readings(&days), ["pulse"]);
        let pulse = Series::Reading("pulse".to_owned());
        assert_eq!(pulse.value(&days[0]), Some(76.0));
    }

    #[test]
    fn own_lines_beside_the_record() {
        let lines = [
            "about name=doses_a_day amount=2 at=2026-11-16",
            "about name=doses_a_day amount=1 at=2026-11-18",
            "about name=dose_line amount=2.5 at=2026-11-16",
            "dose amount=2g at=2026-11-16T08:00",
            "dose amount=2.5g at=2026-11-16T18:00",
            "dose amount=2.6g at=2026-11-18T08:00",
            "dose amount=2g at=2026-11-18T18:00",
        ];
        let days = of(&lines, "2026-11-16", "2026-11-19");
        assert_eq!(
            line_words(&days),
            [
                "Your own line of 1 to 2 doses a day: at or under it on 1 of 2 days that are known.",
                "Your own dose line of 2.5 g: 3 of 4 doses of known weight at or under it."
            ]
        );
        assert_eq!(line_words(&of(&lines, "2026-11-10", "2026-11-12")), [""; 0]);
    }
}
