//! The questions a rule may ask of a journal: a closed list, each with its own
//! parameters, no language inside. `None` is "too little was written down to
//! say", and such a condition does not hold.

use serde::Deserialize;

use super::condition::Condition;
use super::doses;
use super::judged::Judged;
use super::taken::{Known, Taken, felt, in_hours};
use crate::domain::dose::Channel;
use crate::domain::journal::Day;
use crate::domain::symptom::Severity;
use crate::domain::{Entry, Kind};

/// What a measure found.
#[derive(Debug, Clone, Default)]
pub struct Finding<'a> {
    pub value: f64,
    /// What fills the named slots of a text.
    pub words: Vec<(&'static str, String)>,
    /// The entries behind it.
    pub because: Vec<&'a Entry>,
}

/// Which of a substance's two windows a co-use lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The first: at full severity.
    Full,
    /// The second: still the same day, one level lower.
    Wide,
}

/// What of a dose is compared with earlier ones; they are never converted into
/// each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Grams of leaf.
    LeafG,
    /// Milligrams of mitragynine by the label of an extract or 7-OH product.
    ExtractMg,
    /// Milligrams of 7-OH by the label.
    HydroxyMg,
}

/// A channel of kratom, as rules name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    Leaf,
    Extract,
    #[serde(rename = "7oh")]
    SevenOh,
}

/// The measures. Hours are real hours, days are the person's own days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "measure", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// How often one of these was felt, at least so strongly. `of` holds names
    /// of the symptom list, `@groups`, or `*` for any name, listed or own.
    Symptom {
        of: Vec<String>,
        #[serde(default)]
        but: Vec<String>,
        #[serde(default = "mild")]
        severity: u8,
        hours: u32,
    },
    /// On how many different days one of these was felt.
    SymptomDays {
        of: Vec<String>,
        #[serde(default = "mild")]
        severity: u8,
        hours: u32,
    },
    /// How often one of `of` was felt near one of `with`.
    SymptomsTogether {
        of: Vec<String>,
        #[serde(default = "mild")]
        severity: u8,
        with: Vec<String>,
        #[serde(default = "mild")]
        with_severity: u8,
        within_hours: u32,
        hours: u32,
    },
    /// How often one of `of` was felt while, at that time or since, all of
    /// `with` hold.
    SymptomWith {
        of: Vec<String>,
        #[serde(default = "mild")]
        severity: u8,
        hours: u32,
        with: Vec<Condition>,
    },
    /// How many substances of these roles, classes or dangers were taken in the
    /// last hours, or inside their own window.
    Taken {
        #[serde(default)]
        roles: Vec<String>,
        #[serde(default)]
        classes: Vec<String>,
        /// Those marked dangerous with kratom, of any role.
        #[serde(default)]
        dangerous: bool,
        /// Names that are not known count too.
        #[serde(default)]
        unknown: bool,
        /// Without it, each one's own window counts.
        #[serde(default)]
        hours: Option<u32>,
    },
    /// Whether the judged substance meets kratom inside its window, before or
    /// after.
    CoUse {
        #[serde(default)]
        roles: Vec<String>,
        #[serde(default)]
        classes: Vec<String>,
        window: Window,
    },
    /// Whether the judged substance has a name nobody knows.
    UnknownName {
        /// Only those that sound like a pill or powder from an unknown hand.
        #[serde(default)]
        unmarked: bool,
    },
    /// Grams of leaf in the judged dose.
    DoseG {},
    /// How often the judged dose holds the largest one of the days before.
    DoseTimesLargest { of: Amount, days: u32 },
    /// Milligrams the label says of the judged dose.
    DoseMg { of: Amount },
    /// Grams of leaf in all doses of the last hours.
    LeafG { hours: u32 },
    /// How many doses of these channels were taken in the last hours.
    KratomTaken { of: Vec<Of>, hours: u32 },
    /// How many occasions the last hours hold: a new one starts 30 minutes
    /// after the first dose of the one before.
    Occasions { hours: u32 },
    /// Hours between the judged dose, where it starts an occasion, and the dose
    /// before it.
    HoursSinceOccasion {},
    /// Days in a row with kratom.
    RunDays {},
    /// How many of the last days had kratom.
    KratomDays { days: u32 },
    /// How many of the last days the person said to be without kratom.
    NoneDays { days: u32 },
    /// Days since the first entry.
    DaysSinceFirst {},
    /// Days without a dose written down between the judged dose and the one
    /// before it.
    DaysWithoutBefore {},
    /// By how many days that gap is longer than the longest one in the days
    /// before it.
    BreakOverLongest { days: u32 },
    /// How many of the days before that gap had kratom.
    UseDaysBeforeBreak { days: u32 },
    /// The judged dose in percent of the median dose in the days before the
    /// gap; where either weight is not known it counts as the whole of it.
    DoseVsMedianPct { days: u32 },
}

fn mild() -> u8 {
    Severity::Mild.number()
}

impl Measure {
    /// What it finds, or `None` where too little was written down.
    #[must_use]
    pub fn of<'a>(&self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        match self {
            Measure::Symptom {
                of,
                but,
                severity,
                hours,
            } => Some(felt_in(
                judged,
                &Signs {
                    of,
                    but,
                    severity: *severity,
                },
                *hours,
            )),
            Measure::SymptomDays {
                of,
                severity,
                hours,
            } => {
                let signs = Signs {
                    of,
                    but: &[],
                    severity: *severity,
                };
                Some(days_felt(judged, felt_in(judged, &signs, *hours)))
            }
            Measure::SymptomsTogether {
                of,
                severity,
                with,
                with_severity,
                within_hours,
                hours,
            } => {
                let first = Signs {
                    of,
                    but: &[],
                    severity: *severity,
                };
                let second = Signs {
                    of: with,
                    but: &[],
                    severity: *with_severity,
                };
                Some(together(judged, &first, &second, *within_hours, *hours))
            }
            Measure::SymptomWith {
                of,
                severity,
                hours,
                with,
            } => {
                let signs = Signs {
                    of,
                    but: &[],
                    severity: *severity,
                };
                Some(felt_with(judged, felt_in(judged, &signs, *hours), with))
            }
            Measure::Taken {
                roles,
                classes,
                dangerous,
                unknown,
                hours,
            } => {
                let counts = |known: &Known| {
                    is_one_of(known, roles, classes)
                        || *dangerous && known.is_dangerous()
                        || *unknown && known.is_unknown()
                };
                Some(taken_in(judged, counts, *hours))
            }
            Measure::CoUse {
                roles,
                classes,
                window,
            } => co_use(judged, roles, classes, *window),
            Measure::UnknownName { unmarked } => unknown_name(judged, *unmarked),
            Measure::DoseG {} => doses::amount(judged, Amount::LeafG),
            Measure::DoseMg { of } => doses::amount(judged, *of),
            Measure::DoseTimesLargest { of, days } => doses::times_largest(judged, *of, *days),
            Measure::LeafG { hours } => doses::leaf_total(judged, *hours),
            Measure::KratomTaken { of, hours } => Some(kratom_taken(judged, of, *hours)),
            Measure::Occasions { hours } => Some(doses::occasions_in(judged, *hours)),
            Measure::HoursSinceOccasion {} => doses::hours_since_occasion(judged),
            Measure::RunDays {} => Some(doses::run(judged)),
            Measure::KratomDays { days } => Some(doses::days_of(judged, *days)),
            Measure::NoneDays { days } => {
                let none = judged.count_days(*days, |day| day == Day::None);
                Some(Finding::of(none))
            }
            Measure::DaysSinceFirst {} => doses::days_since_first(judged),
            Measure::DaysWithoutBefore {} => doses::Break::before(judged).map(|b| b.days_without()),
            Measure::BreakOverLongest { days } => {
                doses::Break::before(judged).map(|b| b.over_longest(judged, *days))
            }
            Measure::UseDaysBeforeBreak { days } => {
                doses::Break::before(judged).map(|b| b.use_days(judged, *days))
            }
            Measure::DoseVsMedianPct { days } => {
                doses::Break::before(judged).map(|b| b.vs_median_pct(judged, *days))
            }
        }
    }

    /// The names, `@groups`, roles and classes it speaks of, for the test that
    /// holds them against the lists.
    #[must_use]
    pub fn names(&self) -> Vec<(&'static str, &str)> {
        fn all<'a>(kind: &'static str, names: &'a [String]) -> Vec<(&'static str, &'a str)> {
            names.iter().map(|name| (kind, name.as_str())).collect()
        }
        match self {
            Measure::Symptom { of, but, .. } => [all("symptom", of), all("symptom", but)].concat(),
            Measure::SymptomDays { of, .. } => all("symptom", of),
            Measure::SymptomWith { of, with, .. } => {
                let with = with.iter().flat_map(|with| with.measure.names());
                all("symptom", of).into_iter().chain(with).collect()
            }
            Measure::SymptomsTogether { of, with, .. } => {
                [all("symptom", of), all("symptom", with)].concat()
            }
            Measure::Taken { roles, classes, .. } | Measure::CoUse { roles, classes, .. } => {
                [all("role", roles), all("class", classes)].concat()
            }
            _ => Vec::new(),
        }
    }

    /// The question in words, for the table of rules.
    #[must_use]
    pub fn says(&self) -> String {
        match self {
            Measure::Symptom {
                of,
                but,
                severity,
                hours,
            } => {
                let but = if but.is_empty() {
                    String::new()
                } else {
                    format!(" but {}", but.join(", "))
                };
                format!(
                    "{}{but}, severity {severity} or more, in {hours} h",
                    any_of(of)
                )
            }
            Measure::SymptomDays {
                of,
                severity,
                hours,
            } => {
                format!(
                    "days with {}, severity {severity} or more, in {hours} h",
                    any_of(of)
                )
            }
            Measure::SymptomsTogether {
                of,
                severity,
                with,
                with_severity,
                within_hours,
                hours,
            } => {
                format!(
                    "{} ({severity} or more) within {within_hours} h of {} ({with_severity} or more), in {hours} h",
                    any_of(of),
                    any_of(with)
                )
            }
            Measure::SymptomWith {
                of,
                severity,
                hours,
                with,
            } => {
                let with: Vec<String> = with.iter().map(Condition::says).collect();
                format!(
                    "{}, severity {severity} or more, in {hours} h, with {}",
                    any_of(of),
                    with.join(" and ")
                )
            }
            Measure::Taken {
                roles,
                classes,
                dangerous,
                unknown,
                hours,
            } => {
                let mut what: Vec<&str> = roles.iter().chain(classes).map(String::as_str).collect();
                what.extend(dangerous.then_some("anything dangerous"));
                what.extend(unknown.then_some("an unknown name"));
                let when = hours.map_or("inside its window".to_owned(), |h| format!("in {h} h"));
                format!("{} taken {when}", what.join(" or "))
            }
            Measure::CoUse {
                roles,
                classes,
                window,
            } => {
                let what: Vec<&str> = roles.iter().chain(classes).map(String::as_str).collect();
                let window = match window {
                    Window::Full => "its window",
                    Window::Wide => "its second, longer window",
                };
                format!("{} and kratom inside {window}", what.join(" or "))
            }
            Measure::UnknownName { unmarked: true } => "an unknown pill or powder".to_owned(),
            Measure::UnknownName { unmarked: false } => "an unknown name".to_owned(),
            Measure::DoseG {} => "one dose of leaf, g".to_owned(),
            Measure::DoseMg { of } => format!("one dose, {}", of.says()),
            Measure::DoseTimesLargest { of, days } => {
                format!(
                    "one dose in {}, times the largest of {days} days",
                    of.says()
                )
            }
            Measure::LeafG { hours } => format!("leaf in {hours} h, g"),
            Measure::KratomTaken { of, hours } => {
                let of: Vec<&str> = of.iter().map(|of| of.says()).collect();
                format!("{} in {hours} h", of.join(" or "))
            }
            Measure::Occasions { hours } => format!("occasions in {hours} h"),
            Measure::HoursSinceOccasion {} => "hours since the occasion before".to_owned(),
            Measure::RunDays {} => "days in a row with kratom".to_owned(),
            Measure::KratomDays { days } => format!("days with kratom of {days}"),
            Measure::NoneDays { days } => format!("days said without of {days}"),
            Measure::DaysSinceFirst {} => "days since the first entry".to_owned(),
            Measure::DaysWithoutBefore {} => "days without kratom before a dose".to_owned(),
            Measure::BreakOverLongest { days } => {
                format!("days longer than the longest gap in the {days} days before")
            }
            Measure::UseDaysBeforeBreak { days } => {
                format!("days with kratom of the {days} before the gap")
            }
            Measure::DoseVsMedianPct { days } => {
                format!("percent of the median dose of the {days} days before the gap")
            }
        }
    }
}

fn any_of(names: &[String]) -> String {
    match names {
        [one] if one == "*" => "any symptom".to_owned(),
        names => names.join(" or "),
    }
}

impl Amount {
    fn says(self) -> &'static str {
        match self {
            Amount::LeafG => "g of leaf",
            Amount::ExtractMg => "label mg of mitragynine in an extract",
            Amount::HydroxyMg => "label mg of 7-OH",
        }
    }
}

impl Of {
    fn says(self) -> &'static str {
        match self {
            Of::Leaf => "leaf",
            Of::Extract => "extract",
            Of::SevenOh => "7-OH",
        }
    }

    fn is(self, channel: Channel) -> bool {
        match self {
            Of::Leaf => channel == Channel::Leaf,
            Of::Extract => channel == Channel::Extract,
            Of::SevenOh => channel == Channel::SevenOh,
        }
    }
}

impl<'a> Finding<'a> {
    /// A whole number, which also fills `{n}`.
    #[must_use]
    pub fn of(n: u32) -> Finding<'a> {
        Finding {
            value: f64::from(n),
            words: vec![("n", n.to_string())],
            because: Vec::new(),
        }
    }

    #[must_use]
    pub fn because(mut self, entries: Vec<&'a Entry>) -> Finding<'a> {
        self.because = entries;
        self
    }

    #[must_use]
    pub fn word(mut self, slot: &'static str, word: impl Into<String>) -> Finding<'a> {
        self.words.push((slot, word.into()));
        self
    }

    /// Adds the words and entries of a further condition; the first one's value
    /// stands.
    pub fn take_in(&mut self, more: Finding<'a>) {
        for (slot, word) in more.words {
            if !self.words.iter().any(|(own, _)| *own == slot) {
                self.words.push((slot, word));
            }
        }
        for entry in more.because {
            if !self.because.iter().any(|own| own.id == entry.id) {
                self.because.push(entry);
            }
        }
    }

    /// As many as the entries behind it.
    fn many(entries: Vec<&'a Entry>) -> Finding<'a> {
        Finding::of(u32::try_from(entries.len()).unwrap_or(u32::MAX)).because(entries)
    }
}

/// Which symptoms count.
struct Signs<'r> {
    of: &'r [String],
    but: &'r [String],
    severity: u8,
}

impl Signs<'_> {
    fn has(&self, entry: &Entry) -> bool {
        entry.symptom().is_some_and(|symptom| {
            symptom.severity.number() >= self.severity.max(1)
                && is_named(&symptom.name, self.of)
                && !is_named(&symptom.name, self.but)
        })
    }
}

fn is_named(typed: &str, of: &[String]) -> bool {
    let sign = felt(typed);
    of.iter().any(|of| match (of.strip_prefix('@'), sign) {
        _ if of == "*" => true,
        (Some(group), Some(sign)) => sign.signs.contains(&group),
        (None, Some(sign)) => sign.name == of,
        (_, None) => false,
    })
}

fn felt_in<'a>(judged: &Judged<'a>, signs: &Signs, hours: u32) -> Finding<'a> {
    let entries = judged.last_hours(hours).iter();
    let felt: Vec<&Entry> = entries.filter(|entry| signs.has(entry)).collect();
    named(Finding::many(felt))
}

/// The newest of the symptoms behind it fills `{symptom}`.
fn named(found: Finding) -> Finding {
    let newest = found.because.iter().rev().find_map(|entry| entry.symptom());
    match newest.map(|symptom| symptom.name.clone()) {
        Some(name) => found.word("symptom", name),
        None => found,
    }
}

/// Those of the symptoms that all other conditions hold with, judged when it
/// was felt and now.
fn felt_with<'a>(judged: &Judged<'a>, felt: Finding<'a>, with: &[Condition]) -> Finding<'a> {
    let mut all = Finding::default();
    for symptom in felt.because {
        for at in [symptom.at, judged.at] {
            let judged = Judged { at, ..*judged };
            let found: Option<Vec<Finding>> = with.iter().map(|with| with.met(&judged)).collect();
            let Some(found) = found else {
                continue;
            };
            all.value += 1.0;
            all.take_in(Finding::default().because(vec![symptom]));
            found.into_iter().for_each(|more| all.take_in(more));
        }
    }
    named(all)
}

fn days_felt<'a>(judged: &Judged<'a>, felt: Finding<'a>) -> Finding<'a> {
    let mut days: Vec<_> = felt.because.iter().map(|entry| judged.day(entry)).collect();
    days.dedup();
    let n = u32::try_from(days.len()).unwrap_or(u32::MAX);
    named(Finding::of(n).because(felt.because))
}

fn together<'a>(
    judged: &Judged<'a>,
    of: &Signs,
    with: &Signs,
    within_hours: u32,
    hours: u32,
) -> Finding<'a> {
    let first = felt_in(judged, of, hours).because;
    let second = felt_in(judged, with, hours).because;
    let near =
        |a: &Entry, b: &Entry| (a.at - b.at).abs().num_minutes() <= i64::from(within_hours) * 60;
    let mut both: Vec<&Entry> = Vec::new();
    both.extend(first.iter().filter(|a| second.iter().any(|b| near(a, b))));
    let n = u32::try_from(both.len()).unwrap_or(u32::MAX);
    both.extend(second.iter().filter(|b| first.iter().any(|a| near(a, b))));
    both.sort_by_key(|entry| entry.at);
    named(Finding::of(n).because(both))
}

fn is_one_of(known: &Known, roles: &[String], classes: &[String]) -> bool {
    roles.iter().any(|role| known.has(role)) || classes.iter().any(|class| known.is(class))
}

fn taken_in<'a>(
    judged: &Judged<'a>,
    counts: impl Fn(&Known) -> bool,
    hours: Option<u32>,
) -> Finding<'a> {
    let ago_min = |taken: &Taken| (judged.at - taken.entry.at).num_minutes();
    let inside = |taken: &Taken, known: &Known| {
        let window = hours.or(known.full_h);
        window.is_some_and(|hours| (0..=i64::from(hours) * 60).contains(&ago_min(taken)))
    };
    let mut drug = None;
    let mut because = Vec::new();
    for taken in judged.taken {
        let mut known = taken.known.iter();
        if let Some(known) = known.find(|known| counts(known) && inside(taken, known)) {
            drug = Some(known.name.clone());
            because.push(taken.entry);
        }
    }
    let found = Finding::many(because);
    match drug {
        Some(drug) => found.word("drug", drug),
        None => found,
    }
}

fn co_use<'a>(
    judged: &Judged<'a>,
    roles: &[String],
    classes: &[String],
    window: Window,
) -> Option<Finding<'a>> {
    let pair = judged.pair?;
    let known = pair.known();
    let hours = match window {
        Window::Full => known.full_h,
        Window::Wide => known.wide_h,
    };
    let inside = pair
        .gap_min()
        .zip(hours)
        .filter(|(gap, hours)| *gap <= i64::from(*hours) * 60)
        .filter(|_| is_one_of(known, roles, classes));
    let Some((gap, _)) = inside else {
        return Some(Finding::default());
    };
    Some(
        Finding::of(1)
            .word("drug", known.name.clone())
            .word("hours", in_hours(gap))
            .because(pair.entries().collect()),
    )
}

fn unknown_name<'a>(judged: &Judged<'a>, unmarked: bool) -> Option<Finding<'a>> {
    let pair = judged.pair?;
    let known = pair.known();
    if !known.is_unknown() || unmarked && !known.unmarked {
        return Some(Finding::default());
    }
    let found = Finding::of(1).word("item", known.name.clone());
    Some(found.because(pair.entries().collect()))
}

fn kratom_taken<'a>(judged: &Judged<'a>, of: &[Of], hours: u32) -> Finding<'a> {
    let strong = of.iter().any(|of| *of != Of::Leaf);
    let counts = |entry: &&Entry| match entry.kind() {
        Kind::Dose => entry
            .dose()
            .is_some_and(|dose| of.iter().any(|of| of.is(dose.form.channel()))),
        Kind::Substance => {
            let own = judged.taken.iter().find(|taken| taken.entry.id == entry.id);
            strong && own.is_some_and(|own| own.known.iter().any(|k| k.has("kratom_strong")))
        }
        _ => false,
    };
    Finding::many(judged.last_hours(hours).iter().filter(counts).collect())
}
