//! Milligrams of paracetamol and caffeine, added up from what was written of
//! amounts: `1000 mg`, `2 tablets`. What was not written is unknown, never
//! nothing.

use chrono::TimeDelta;
use serde::Deserialize;

use super::caffeine;
use super::judged::Judged;
use super::lasting::Regular;
use super::measure::{Finding, count};
use super::paracetamol;
use super::taken::Taken;
use super::text::key;
use crate::domain::Entry;
use crate::domain::moment::Moment;
use crate::domain::substance::Substance;

/// The most paracetamol in any so many hours that ended within the last `ended`
/// hours, in milligrams. An entry whose amount is unknown counts as a little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParacetamolMg {
    hours: u32,
    ended: u32,
}

/// What an unknown amount counts: more than nothing, so that it tips over what
/// was all but reached without it, and no more than that.
const SOME_MG: f64 = 1.0;

impl ParacetamolMg {
    pub fn of<'a>(self, judged: &Judged<'a>) -> Option<Finding<'a>> {
        let all = self.taken(judged);
        let daily = daily(judged);
        let span = TimeDelta::hours(i64::from(self.hours));
        let since = judged.at - TimeDelta::hours(i64::from(self.ended));
        let ends = all.iter().map(|(entry, _)| entry.at);
        let ends = ends.filter(|end| *end >= since).chain([judged.at]);
        let windows = ends.map(|end| {
            let start = all.partition_point(|(entry, _)| entry.at < end - span);
            let to = all.partition_point(|(entry, _)| entry.at <= end);
            within(
                &all[start..to],
                daily.iter().filter(|it| it.regular.lasts_at(end)),
            )
        });
        let (mg, because) = windows.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (mg > SOME_MG * f64::from(count(because.len())))
            .then(|| Finding::value(mg).because(because))
    }

    fn taken<'a>(self, judged: &Judged<'a>) -> Vec<(&'a Entry, Option<f64>)> {
        let from = judged.at - TimeDelta::hours(i64::from(self.hours()));
        let within = taken_between(judged, from, judged.at);
        let holding = within.filter(|it| it.known.iter().any(|known| known.has("paracetamol")));
        holding
            .filter_map(|it| Some((it.entry, paracetamol::taken(it.entry.substance()?))))
            .collect()
    }

    /// How many hours of what was taken it reads.
    pub fn hours(self) -> u32 {
        self.hours + self.ended
    }

    pub fn says(self) -> String {
        format!(
            "mg of paracetamol in {} h, ended in the last {} h",
            self.hours, self.ended
        )
    }
}

/// A medicine taken regularly, and milligrams of paracetamol in a day of it.
struct Daily<'a> {
    regular: &'a Regular<'a>,
    mg: f64,
}

fn daily<'a>(judged: &Judged<'a>) -> Vec<Daily<'a>> {
    let holds = |regular: &Regular| regular.taken.known.iter().any(|it| it.has("paracetamol"));
    let regular = judged.regular.iter().filter(|regular| holds(regular));
    let daily = regular.filter_map(|regular| {
        let medicine = regular.taken.entry.medicine()?;
        let mg = paracetamol::a_day(medicine)?;
        (mg > 0.0).then_some(Daily { regular, mg })
    });
    daily.collect()
}

/// What was taken and what is taken regularly, together. Where takings of the
/// medicine itself are written down too, the larger of both counts.
fn within<'a, 'b>(
    taken: &[(&'a Entry, Option<f64>)],
    daily: impl Iterator<Item = &'b Daily<'a>>,
) -> (f64, Vec<&'a Entry>)
where
    'a: 'b,
{
    let mut because: Vec<&Entry> = taken.iter().map(|(entry, _)| *entry).collect();
    let mut mg: f64 = taken.iter().map(|(_, mg)| mg.unwrap_or(SOME_MG)).sum();
    for Daily { regular, mg: a_day } in daily {
        let name = regular.taken.entry.medicine().map(|it| key(&it.name));
        let own = taken.iter().filter(|(entry, _)| {
            let taken = entry.substance();
            taken.map(|it| key(&it.name)) == name
        });
        let own: f64 = own.map(|(_, mg)| mg.unwrap_or(SOME_MG)).sum();
        mg += (a_day - own).max(0.0);
        because.push(regular.taken.entry);
    }
    (mg, because)
}

/// The most caffeine within so many hours of one kratom, before or after it, in
/// milligrams, of the kratom in the last so many hours. Unknown where no amount
/// is known.
pub fn caffeine_near_kratom<'a>(judged: &Judged<'a>, hours: u32) -> Option<Finding<'a>> {
    let span = TimeDelta::hours(i64::from(hours));
    let kratom = kratom_between(judged, judged.at - span, judged.at);
    let near = kratom.into_iter().filter_map(|kratom| {
        let to = judged.at.min(kratom.at + span);
        let taken = taken_between(judged, kratom.at - span, to).filter(|taken| is_caffeine(taken));
        let known: Vec<(&Entry, f64)> = taken
            .filter_map(|it| Some((it.entry, caffeine::taken(it.entry.substance()?)?)))
            .collect();
        let mg: f64 = known.iter().map(|(_, mg)| mg).sum();
        let mut because: Vec<&Entry> = known.iter().map(|(entry, _)| *entry).collect();
        (!because.is_empty()).then(|| {
            because.push(kratom);
            (mg, because)
        })
    });
    let (mg, because) = near.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let said = format!("{}", mg.round());
    Some(Finding::value(mg).word("mg", said).because(because))
}

fn is_caffeine(taken: &Taken) -> bool {
    taken.known.iter().any(|known| known.has("caffeine"))
}

fn taken_between<'a>(
    judged: &Judged<'a>,
    from: Moment,
    to: Moment,
) -> impl Iterator<Item = &'a Taken<'a>> {
    let taken = judged.taken;
    let start = taken.partition_point(|it| it.entry.at < from);
    let end = taken.partition_point(|it| it.entry.at <= to);
    taken[start..end.max(start)].iter()
}

/// Doses and what was written down as a substance.
fn kratom_between<'a>(judged: &Judged<'a>, from: Moment, to: Moment) -> Vec<&'a Entry> {
    let entries = judged.journal.between(from.into(), to.into()).iter();
    let doses = entries.filter(|entry| entry.dose().is_some());
    let named = taken_between(judged, from, to).filter(|taken| taken.is_kratom());
    doses.chain(named.map(|taken| taken.entry)).collect()
}

/// What an amount as people write it says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Much {
    /// So many tablets, cups, cans.
    pub pieces: Option<f64>,
    /// Of each piece where there are pieces, else of all.
    pub mg: Option<f64>,
    pub ml: Option<f64>,
}

/// Words for one of something.
const PIECES: [&str; 29] = [
    "tablet",
    "tab",
    "pill",
    "capsule",
    "cap",
    "caplet",
    "sachet",
    "powder",
    "suppository",
    "piece",
    "cup",
    "mug",
    "glass",
    "glasse",
    "can",
    "bottle",
    "drink",
    "shot",
    "serving",
    "packet",
    "film",
    "softgel",
    "tablette",
    "tabletten",
    "tasse",
    "tassen",
    "glas",
    "dose",
    "x",
];

/// What was written of how much: beside the name, or else in it.
#[must_use]
pub fn much(substance: &Substance) -> Much {
    let unit = substance.unit.as_deref().unwrap_or_default();
    match substance.amount {
        Some(n) => read(&format!("{n} {unit}")),
        None if unit.is_empty() => read(&substance.name),
        // `2x500 mg` is kept as it was typed; powers are nothing to guess at.
        None if unit.starts_with(|c: char| c.is_ascii_digit()) && !has_power(unit) => read(unit),
        None => Much::default(),
    }
}

/// The same of a text alone.
#[must_use]
pub fn much_of(text: &str) -> Much {
    read(text)
}

/// `1e3`, `10^3`.
fn has_power(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let exponent =
        |three: &[char]| three[1] == 'e' && three[0].is_ascii_digit() && three[2].is_ascii_digit();
    text.contains('^') || letters.windows(3).any(exponent)
}

/// Words for a whole pack, which holds many pieces.
const PACKS: [&str; 9] = [
    "overdose",
    "overdosed",
    "bottle",
    "bottles",
    "pack",
    "packs",
    "box",
    "boxes",
    "overdosing",
];

/// Whether a text speaks of whole packs, or of an overdose.
#[must_use]
pub fn is_packs(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| PACKS.contains(&word))
}

/// The parts of a text that names several things.
pub fn parts<'a>(text: &'a str, between: &[&str]) -> Vec<&'a str> {
    let mut parts = vec![text];
    for word in between {
        let split = |part: &'a str| -> Vec<&'a str> { part.split(word).collect() };
        parts = parts.into_iter().flat_map(split).collect();
    }
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// How often a day, from `mg 4 times a day`, `4x daily`, `every 6 hours`; once where
/// nothing is said of it, and never where it is only taken when needed.
#[must_use]
pub fn times_a_day(text: &str) -> f64 {
    let text = text.to_lowercase().replace('×', "x");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words
        .iter()
        .any(|word| matches!(*word, "needed" | "prn" | "required"))
    {
        return 0.0;
    }
    let count = |word: &str| match word {
        "once" | "one" => Some(1.0),
        "twice" | "two" | "bid" => Some(2.0),
        "thrice" | "three" | "tid" | "tds" => Some(3.0),
        "four" | "qid" | "qds" => Some(4.0),
        "five" => Some(5.0),
        "six" => Some(6.0),
        _ => word.parse::<f64>().ok(),
    };
    let pair = |n: usize| (words[n], words.get(n + 1).copied().unwrap_or_default());
    for n in 0..words.len() {
        let (word, next) = pair(n);
        if word == "every"
            && let Some(hours) = count(next.trim_end_matches('h')).filter(|hours| *hours >= 1.0)
        {
            let unit = words.get(n + 2).copied().unwrap_or_default();
            return match unit {
                unit if unit.starts_with("day") => 1.0 / hours,
                _ => 24.0 / hours,
            };
        }
        let daily = words[n + 1..]
            .iter()
            .any(|word| matches!(*word, "day" | "daily" | "d" | "täglich" | "tag"));
        let glued = word.strip_suffix('x').and_then(|n| n.parse::<f64>().ok());
        let times = match next {
            "times" | "time" => count(word),
            "x" if daily && words.get(n + 2).is_none_or(|it| it.parse::<f64>().is_err()) => {
                count(word)
            }
            _ if matches!(word, "bid" | "tid" | "tds" | "qid" | "qds") => count(word),
            _ if daily && matches!(word, "twice" | "thrice") => count(word),
            _ => glued.filter(|_| daily && next.parse::<f64>().is_err()),
        };
        if let Some(times) = times {
            return times.min(24.0);
        }
    }
    1.0
}

/// Reads the numbers of a text and what they count: `2 x 500 mg`, `500mg x2`,
/// `2 tablets of 1000 mg`. In `1000 mg (2 tablets)` the weight is that of all.
fn read(text: &str) -> Much {
    let text = text
        .to_lowercase()
        .replace('×', "x")
        .replace(['\'', '’'], "");
    let mut much = Much::default();
    let mut rest = text.as_str();
    let mut before = String::new();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before.push_str(&rest[..at]);
        let Some((n, after)) = number(&rest[at..]) else {
            break;
        };
        // Of a range the larger end; of `30/500` neither alone.
        let goes_on = after.trim_start().strip_prefix(['-', '–', '—']);
        let is_range =
            goes_on.is_some_and(|to| to.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        if is_range {
            rest = goes_on.unwrap_or_default().trim_start();
            continue;
        }
        let after_word = after.trim_start();
        let end = after_word.find(|c: char| !c.is_alphabetic());
        let word = &after_word[..end.unwrap_or(after_word.len())];
        let times = before.trim_end().ends_with(" x") || before.trim_end().ends_with("gx");
        match word {
            "mg" => much.mg = Some(n),
            "g" | "gr" | "gram" | "grams" => much.mg = Some(n * 1_000.0),
            "ml" => much.ml = Some(n),
            "cl" => much.ml = Some(n * 10.0),
            "l" => much.ml = Some(n * 1_000.0),
            _ if times => much.pieces = Some(n),
            _ if much.mg.is_none() && (before.is_empty() || is_piece(word)) => {
                much.pieces = Some(n);
            }
            _ => {}
        }
        before.push_str(&rest[at..rest.len() - after.len()]);
        rest = after;
    }
    much
}

fn is_piece(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    PIECES.contains(&word) || PIECES.contains(&single)
}

/// A number at the start of a text, and what follows it.
pub fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, after) = text.split_at(end.unwrap_or(text.len()));
    let number = number.trim_end_matches(['.', ',']);
    Some((number.replace(',', ".").parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn much(pieces: Option<f64>, mg: Option<f64>) -> Much {
        let ml = None;
        Much { pieces, mg, ml }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, pieces, mg) in [
            ("1000 mg", None, Some(1000.0)),
            ("1g", None, Some(1000.0)),
            ("0,5 g", None, Some(500.0)),
            ("2", Some(2.0), None),
            ("2 tablets", Some(2.0), None),
            ("2 tablets of 1000 mg", Some(2.0), Some(1000.0)),
            ("2 x 500mg", Some(2.0), Some(500.0)),
            ("2x500 mg", Some(2.0), Some(500.0)),
            ("500 mg x 2", Some(2.0), Some(500.0)),
            ("500mg x2", Some(2.0), Some(500.0)),
            ("1000 mg (2 tablets)", None, Some(1000.0)),
            ("paracetamol 1000 mg", None, Some(1000.0)),
            ("paracetamol 2 tablets", Some(2.0), None),
            ("2 panadol", Some(2.0), None),
            ("co-codamol 8/500", None, None),
            ("half a cup", None, None),
            ("3 pots", Some(3.0), None),
            ("2-4 tablets", Some(4.0), None),
            ("500-1000 mg", None, Some(1000.0)),
            ("1'000 mg", None, Some(1000.0)),
        ] {
            assert_eq!(read(text), much(pieces, mg), "{text}");
        }
        assert_eq!(read("30 ml").ml, Some(30.0));
        assert_eq!(read("1 cl").ml, Some(10.0));
    }

    #[test]
    fn how_often_a_day_is_read() {
        for (text, times) in [
            ("mg 4 times a day", 4.0),
            ("mg four times a day", 4.0),
            ("mg 4x daily", 4.0),
            ("mg 4 x a day", 4.0),
            ("tablet twice a day", 2.0),
            ("mg every 6 hours", 4.0),
            ("mg every 6h", 4.0),
            ("mg qid", 4.0),
            ("mg", 1.0),
            ("mg a day", 1.0),
            ("mg when needed", 0.0),
        ] {
            assert!((times_a_day(text) - times).abs() < 1e-9, "{text}");
        }
    }
}
