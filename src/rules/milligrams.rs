//! Milligrams of paracetamol and caffeine, added up from what was written of
//! amounts: `1000 mg`, `2 tablets`. What was not written is unknown, never
//! nothing.

use chrono::TimeDelta;
use serde::Deserialize;

use super::caffeine;
use super::judged::Judged;
use super::measure::Finding;
use super::paracetamol;
use super::taken::Taken;
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
        let span = TimeDelta::hours(i64::from(self.hours));
        let since = judged.at - TimeDelta::hours(i64::from(self.ended));
        let windows = (0..all.len()).filter(|n| all[*n].0.at >= since);
        let windows = windows.map(|end| {
            let from = all[end].0.at - span;
            let start = all.partition_point(|(entry, _)| entry.at < from);
            let inside = &all[start..=end];
            let mg: f64 = inside.iter().map(|(_, mg)| mg.unwrap_or(SOME_MG)).sum();
            (mg, inside)
        });
        let (mg, inside) = windows.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        let known = inside.iter().any(|(_, mg)| mg.is_some());
        let entries = inside.iter().map(|(entry, _)| *entry).collect();
        known.then(|| Finding::value(mg).because(entries))
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
        None => Much::default(),
    }
}

/// Reads the numbers of a text and what they count: `2 x 500 mg`, `500mg x2`,
/// `2 tablets of 1000 mg`. In `1000 mg (2 tablets)` the weight is that of all.
fn read(text: &str) -> Much {
    let text = text.to_lowercase().replace('×', "x");
    let mut much = Much::default();
    let mut rest = text.as_str();
    let mut before = String::new();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before.push_str(&rest[..at]);
        let Some((n, after)) = number(&rest[at..]) else {
            break;
        };
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
        ] {
            assert_eq!(read(text), much(pieces, mg), "{text}");
        }
        assert_eq!(read("30 ml").ml, Some(30.0));
        assert_eq!(read("1 cl").ml, Some(10.0));
    }
}
