//! What else was taken, resolved to classes, and how it meets kratom in time.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::TimeDelta;

use super::classes::{Class, Danger, Match, names};
use super::facts::{Fact, facts};
use super::judged::Judged;
use super::lasting::Regular;
use super::memory::Memory;
use super::rule::rules;
use super::symptoms::{Symptom, symptoms};
use crate::domain::Entry;
use crate::domain::moment::Moment;

/// One substance of what a typed name was understood to be.
#[derive(Debug, Clone)]
pub struct Known {
    /// The name leaflog uses, or what was typed where it knows none.
    pub name: String,
    /// Empty where the name is unknown.
    pub classes: Vec<&'static Class>,
    /// Hours around kratom at full severity; `None` for naloxone.
    pub full_h: Option<u32>,
    /// Hours in which it still counts as the same day, where that is longer.
    pub wide_h: Option<u32>,
    /// Hours in which any rule asks how it meets kratom; never less than both.
    reach_h: Option<u32>,
    /// An unknown name that sounds like a pill or powder from an unknown hand.
    pub unmarked: bool,
}

/// An entry of something taken, and what it was understood to be.
#[derive(Debug, Clone)]
pub struct Taken<'a> {
    pub entry: &'a Entry,
    pub known: Arc<[Known]>,
}

/// A substance and the nearest kratom around the judged entry.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    pub substance: Taken<'a>,
    /// Which of the substances of that entry.
    pub which: usize,
    /// The nearest kratom that any rule would ask about, if there is any.
    pub kratom: Option<&'a Entry>,
    /// How far apart both were taken. Around a medicine that is itself judged, how
    /// long ago the kratom was.
    apart: Option<TimeDelta>,
    /// Whether it is a medicine that is taken regularly on the day of the kratom,
    /// or since.
    pub regular: bool,
}

impl Known {
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.classes.is_empty()
    }

    #[must_use]
    pub fn has(&self, role: &str) -> bool {
        self.classes.iter().any(|class| class.has(role))
    }

    #[must_use]
    pub fn is(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own.id == class)
    }

    #[must_use]
    pub fn is_dangerous(&self) -> bool {
        self.classes
            .iter()
            .any(|class| class.danger == Danger::Dangerous)
    }

    /// Whether it is a pill or powder that may hold anything: whatever it was
    /// sold as, it is treated as an opioid.
    #[must_use]
    pub fn is_of_unknown_content(&self) -> bool {
        self.is("unknown_pill")
    }

    /// Whether it has one of these roles or classes.
    #[must_use]
    pub fn is_one_of(&self, roles: &[String], classes: &[String]) -> bool {
        roles.iter().any(|role| self.has(role)) || classes.iter().any(|class| self.is(class))
    }

    /// How far apart it and kratom may be for any rule to ask about both.
    fn reach(&self) -> Option<TimeDelta> {
        Some(TimeDelta::hours(i64::from(self.reach_h?)))
    }

    /// The same, with the hours of the rules that name it.
    fn seen_by_rules(mut self) -> Known {
        let rows = rules().iter().flat_map(|rule| &rule.any);
        let conditions = rows.flat_map(|row| &row.all);
        let asked = conditions.filter_map(|condition| condition.measure.reach_h(&self));
        self.reach_h = asked.max().max(self.wide_h).max(self.full_h);
        self
    }

    fn of(found: &Match<'static>) -> Known {
        Known {
            name: found.name.to_owned(),
            classes: found.classes.clone(),
            full_h: found.window_h,
            wide_h: found.wide_window_h,
            reach_h: None,
            unmarked: false,
        }
    }

    fn unknown(typed: &str) -> Known {
        Known {
            name: typed.trim().to_owned(),
            classes: Vec::new(),
            full_h: super::classes::window_h(""),
            wide_h: None,
            reach_h: None,
            unmarked: names().sounds_unmarked(typed),
        }
    }

    /// How much of what another class does this one does too.
    fn alike(&self, class: &Class) -> usize {
        let roles = class.roles.iter();
        roles.filter(|role| self.has(role)).count()
    }
}

impl<'a> Pair<'a> {
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.substance.known[self.which]
    }

    /// What a sentence calls it: the name leaflog uses, but of a pill or powder
    /// of unknown content what the person wrote, which is all that is known.
    #[must_use]
    pub fn said(&self) -> String {
        let known = self.known();
        let of_several = self.substance.known.iter().filter(|k| !k.is_unknown());
        let typed = self.substance.entry.substance();
        match typed.filter(|_| known.is_of_unknown_content()) {
            Some(typed) if of_several.count() == 1 => typed.name.trim().to_owned(),
            _ => known.name.clone(),
        }
    }

    /// How far apart both were taken, in minutes.
    #[must_use]
    pub fn gap_min(&self) -> Option<i64> {
        Some(self.apart?.num_minutes())
    }

    /// Whether both meet within so many hours.
    #[must_use]
    pub fn is_within(&self, hours: u32) -> bool {
        self.gap_min()
            .is_some_and(|gap| gap <= i64::from(hours) * 60)
    }

    /// Whether both meet inside the window of full severity.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.known()
            .full_h
            .is_some_and(|hours| self.is_within(hours))
    }

    /// What weighs more of one name: written down at full severity, then taken
    /// regularly, then nearer.
    fn weight(&self) -> (u8, Option<Reverse<i64>>) {
        let rank = match (self.regular, self.is_full()) {
            (false, true) => 2,
            (true, _) => 1,
            (false, false) => 0,
        };
        (rank, self.gap_min().map(Reverse))
    }

    /// The entries it is made of, the substance first.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        let kratom = self.kratom.filter(|k| k.id != self.substance.entry.id);
        std::iter::once(self.substance.entry).chain(kratom)
    }
}

impl Taken<'_> {
    #[must_use]
    pub fn is_kratom(&self) -> bool {
        self.known.iter().any(|known| known.has("kratom"))
    }
}

pub(super) static TAKEN: Memory<Arc<[Known]>> = Memory::new();
pub(super) static FELT: Memory<Option<&'static Symptom>> = Memory::new();
pub(super) static MEANT: Memory<Option<&'static Fact>> = Memory::new();

/// What a typed name means, remembered.
#[must_use]
pub fn known(typed: &str) -> Arc<[Known]> {
    TAKEN.of(typed, look_up)
}

/// In how many hours after it any rule still asks about a substance of this
/// name and kratom; nothing for naloxone.
#[must_use]
pub fn counts_h(typed: &str) -> Option<u32> {
    known(typed).iter().filter_map(|known| known.reach_h).max()
}

/// What a typed symptom means, remembered.
#[must_use]
pub fn felt(typed: &str) -> Option<&'static Symptom> {
    FELT.of(typed, |typed| symptoms().find(typed))
}

/// What a typed fact about a person means, remembered.
#[must_use]
pub fn meant(typed: &str) -> Option<&'static Fact> {
    MEANT.of(typed, |typed| facts().find(typed))
}

fn look_up(typed: &str) -> Arc<[Known]> {
    let Some(found) = names().find(typed) else {
        return Arc::new([Known::unknown(typed).seen_by_rules()]);
    };
    let mut all = if found.names.len() > 1 {
        one_by_one(&found)
    } else {
        vec![Known::of(&found)]
    };
    if found.partly && names().sounds_unmarked(typed) {
        all.push(Known::unknown(typed));
    } else if found.partly && found.danger() < Danger::Serious {
        // What nobody read may be worse than what was read.
        all.push(Known::unknown(&found.unread));
    }
    all.into_iter().map(Known::seen_by_rules).collect()
}

/// The substances of "wine and xanax", each with its own classes; a class that
/// comes from the form ("patch") goes to the one it is most like.
fn one_by_one(found: &Match<'static>) -> Vec<Known> {
    let each = found.names.iter().filter_map(|name| names().find(name));
    let mut all: Vec<Known> = each.map(|one| Known::of(&one)).collect();
    for class in &found.classes {
        if all.iter().any(|known| known.is(class.id)) {
            continue;
        }
        if let Some(known) = all.iter_mut().max_by_key(|known| known.alike(class)) {
            known.classes.push(class);
            known.full_h = known.full_h.max(class.window_h.first().copied());
            let wide_h = known.wide_h.max(class.window_h.get(1).copied());
            known.wide_h = wide_h.filter(|wide| Some(*wide) > known.full_h);
        }
    }
    all
}

/// For how many hours after kratom a medicine that is newly written down is held
/// against it, 14 days: as long as a card about it rests.
pub const MEDICINE_LOOKS_BACK_H: u32 = 336;

/// How long after kratom a symptom is still held against what else was taken:
/// as long as the slowest medicine stays.
const AFTER_KRATOM: TimeDelta = TimeDelta::days(35);

/// Every substance that meets the judged entry, one pair for each name: around
/// a symptom, those that met the last kratom before it.
#[must_use]
pub fn pairs<'a>(judged: &Judged<'a>) -> Vec<Pair<'a>> {
    let Some(entry) = judged.entry else {
        return Vec::new();
    };
    let own = judged.taken_as(entry);
    let mut pairs = own.map_or_else(Vec::new, |own| own_pairs(judged, own));
    if entry.medicine().is_some() {
        let mut medicines = judged.regular.iter();
        let own = medicines.find(|regular| regular.taken.entry.id == entry.id);
        pairs.extend(own.into_iter().flat_map(|own| own_regular(judged, own)));
    }
    let kratom = match own {
        _ if entry.dose().is_some() => Some(entry),
        Some(own) if own.is_kratom() => Some(entry),
        _ if entry.symptom().is_some() => last_kratom(judged, entry.at),
        _ => None,
    };
    if let Some(kratom) = kratom {
        add_all(&mut pairs, judged, kratom);
    }
    pairs
}

/// Every substance that meets some kratom, one pair for each name.
#[must_use]
pub fn around<'a>(judged: &Judged<'a>, kratom: &'a Entry) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    add_all(&mut pairs, judged, kratom);
    pairs
}

fn add_all<'a>(pairs: &mut Vec<Pair<'a>>, judged: &Judged<'a>, kratom: &'a Entry) {
    for taken in judged.taken_near(kratom.at) {
        let apart = (taken.entry.at - kratom.at).abs();
        add_met(pairs, taken, kratom, apart, false);
    }
    for regular in judged.regular {
        let apart = regular.apart(kratom.at);
        let lasts = regular.lasts_at(kratom.at);
        add_met(pairs, &regular.taken, kratom, apart, lasts);
    }
}

/// The substances of the judged entry itself, each with the nearest kratom.
fn own_pairs<'a>(judged: &Judged<'a>, own: &Taken<'a>) -> Vec<Pair<'a>> {
    let pair = |which: usize| {
        let reach = own.known[which].reach();
        let kratom = reach.and_then(|reach| nearest_kratom(judged, own, reach));
        Pair {
            substance: own.clone(),
            which,
            kratom,
            apart: kratom.map(|kratom| (kratom.at - own.entry.at).abs()),
            regular: false,
        }
    };
    (0..own.known.len()).map(pair).collect()
}

/// The substances of the judged medicine: one that is still taken with the last
/// kratom lately, one that has ended with the last of its days, else with the
/// nearest before or after them.
fn own_regular<'a>(judged: &Judged<'a>, own: &Regular<'a>) -> Vec<Pair<'a>> {
    let seen = judged.seen;
    let back = TimeDelta::hours(i64::from(MEDICINE_LOOKS_BACK_H));
    let lately = judged.journal.between((seen - back).into(), seen.into());
    let mut lately = lately.iter().rev();
    let lasts = own.lasts_at(seen);
    let while_taken = lately.find(|entry| is_kratom(entry) && (lasts || own.lasts_at(entry.at)));
    let pair = |which: usize| {
        let reach = own.taken.known[which].reach();
        let edge = || reach.and_then(|reach| kratom_beside(judged, own, reach));
        let kratom = while_taken.or_else(edge);
        let apart = kratom.map(|kratom| match while_taken {
            Some(_) => seen - kratom.at,
            None => own.apart(kratom.at),
        });
        Pair {
            substance: own.taken.clone(),
            which,
            kratom,
            apart,
            regular: while_taken.is_some(),
        }
    };
    (0..own.taken.known.len()).map(pair).collect()
}

/// The nearest kratom before or after the days on which a medicine is taken.
fn kratom_beside<'a>(
    judged: &Judged<'a>,
    own: &Regular<'a>,
    reach: TimeDelta,
) -> Option<&'a Entry> {
    let begun = own.taken.entry.at;
    let over = own.over().filter(|over| *over <= judged.seen);
    let between = |from: Moment, to: Moment| {
        let entries = judged.journal.between(from.into(), to.into()).iter();
        entries.filter(|entry| is_kratom(entry))
    };
    let before = between(begun - reach, begun.min(judged.seen)).next_back();
    let after = over.and_then(|over| between(over, judged.seen.min(over + reach)).next());
    let both = before.into_iter().chain(after);
    both.filter(|kratom| !own.lasts_at(kratom.at) && own.apart(kratom.at) <= reach)
        .min_by_key(|kratom| own.apart(kratom.at))
}

/// Whether it is kratom, as a dose or as something taken.
fn is_kratom(entry: &Entry) -> bool {
    let taken = |name: &str| known(name).iter().any(|known| known.has("kratom"));
    entry.dose().is_some() || entry.substance().is_some_and(|it| taken(&it.name))
}

/// The last kratom up to an instant that any rule would ask about.
fn last_kratom<'a>(judged: &Judged<'a>, at: Moment) -> Option<&'a Entry> {
    let before = judged
        .journal
        .between((at - AFTER_KRATOM).into(), at.into());
    before.iter().rev().find(|entry| is_kratom(entry))
}

fn nearest_kratom<'a>(
    judged: &Judged<'a>,
    own: &Taken<'a>,
    window: TimeDelta,
) -> Option<&'a Entry> {
    if own.is_kratom() && own.known.iter().any(|known| known.classes.len() > 1) {
        return Some(own.entry);
    }
    let at = own.entry.at;
    let to = judged.seen.min(at + window);
    let around = judged.journal.between((at - window).into(), to.into());
    let doses = around.iter().filter(|other| other.dose().is_some());
    let as_substance = judged.taken_near(at).iter().filter(|t| t.is_kratom());
    let as_substance = as_substance.map(|t| t.entry).filter(|other| {
        other.id != own.entry.id && other.at <= to && (other.at - at).abs() <= window
    });
    doses
        .chain(as_substance)
        .min_by_key(|kratom| (kratom.at - at).abs())
}

/// Adds the substances of an entry that meet this kratom. Where a name comes
/// twice, as "tilidine" and as "tilidine retard", the one that weighs more
/// stays.
fn add_met<'a>(
    pairs: &mut Vec<Pair<'a>>,
    taken: &Taken<'a>,
    kratom: &'a Entry,
    apart: TimeDelta,
    regular: bool,
) {
    if taken.entry.id == kratom.id {
        return;
    }
    for (which, known) in taken.known.iter().enumerate() {
        if known.reach().is_none_or(|reach| apart > reach) {
            continue;
        }
        let pair = Pair {
            substance: taken.clone(),
            which,
            kratom: Some(kratom),
            apart: Some(apart),
            regular,
        };
        let same = |other: &&mut Pair| other.known().name == known.name;
        match pairs.iter_mut().find(same) {
            Some(other) if other.weight() >= pair.weight() => {}
            Some(other) => *other = pair,
            None => pairs.push(pair),
        }
    }
}

/// How far apart any of these and kratom may be for a rule to ask about both.
#[must_use]
pub fn farthest(taken: &[Taken]) -> TimeDelta {
    let known = taken.iter().flat_map(|taken| taken.known.iter());
    let reach = known.filter_map(Known::reach).max();
    reach.unwrap_or_default()
}

/// Resolves the substances among entries.
#[must_use]
pub fn among(entries: &[Entry]) -> Vec<Taken<'_>> {
    let substances = entries.iter().filter_map(|entry| {
        let name = &entry.substance()?.name;
        Some(Taken {
            entry,
            known: known(name),
        })
    });
    let mut taken: Vec<Taken> = substances.collect();
    super::loperamide::weigh(&mut taken);
    taken
}

/// The hours between two moments in whole hours, rounded up, at least one:
/// `1 hour`, `3 hours`.
#[must_use]
pub fn in_hours(minutes: i64) -> String {
    match (minutes + 59) / 60 {
        ..=1 => "1 hour".to_owned(),
        hours => format!("{hours} hours"),
    }
}

/// `35 min`, `1 h`, `1 h 35 min`.
#[must_use]
pub fn in_words(from: Moment, to: Moment) -> String {
    let minutes = (to - from).abs().num_minutes();
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
