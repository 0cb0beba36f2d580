//! Judges a journal: which rules hold at an instant, and which an entry raises.

use std::cmp::Reverse;

use chrono::TimeDelta;
use uuid::Uuid;

use super::calls::Calls;
use super::condition::Condition;
use super::judged::Judged;
use super::lasting::{Regular, judged_at, regular};
use super::measure::Finding;
use super::person::Stated;
use super::rule::{Each, On, Row, Rule, rules};
use super::slots::Slots;
use super::taken::{Pair, Taken, among, farthest, meant, pairs};
use super::{Alert, REACH_DAYS};
use crate::domain::answer::Level;
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::{Entry, Kind};

/// A rule about a single entry holds so long after it: leaflog's own line.
pub const HOLDS: TimeDelta = TimeDelta::hours(24);
/// How far after a back-dated entry what followed it is judged anew: the
/// longest window of the rules about how often.
const FOLLOWED: TimeDelta = TimeDelta::days(7);
/// At most so many of the entries that followed are judged: leaflog's own line,
/// about seven a day of that week.
const FOLLOWED_MOST: usize = 48;

/// What holds at an instant, the gravest first; one alert for a rule and a
/// subject.
#[must_use]
pub fn holding(journal: &Journal, at: Moment) -> Vec<Alert> {
    gravest_first(one_each(standing(journal, at)))
}

/// The order of a list of what holds: by level; within one by the groups of
/// their places, mixing before amounts, however late the amount came; and within
/// a group what came last first. What is urgent keeps the order of its places,
/// for help comes in that order. Cards are told in groups, by `in_order`.
#[must_use]
pub fn gravest_first(mut alerts: Vec<Alert>) -> Vec<Alert> {
    alerts.sort_by_key(|alert| {
        let group = super::rule::find(alert.rule).map_or(u16::MAX, Rule::group);
        let among = (alert.level < Level::Urgent).then_some((group, Reverse(alert.since)));
        (Reverse(alert.level), among)
    });
    alerts
}

/// Every alert that holds at an instant, each with its own entries, however many
/// speak of one rule.
#[must_use]
pub fn standing(journal: &Journal, at: Moment) -> Vec<Alert> {
    let court = Court::new(journal, at, at);
    let asked = Asked::all();
    let mut held = court.patterns(at, &asked);
    for one in &mut held {
        one.began = court.pattern_began(one).unwrap_or(one.began);
    }
    let since = at - HOLDS;
    let entries = journal.between(since.into(), at.into()).iter();
    let entries = entries.chain(ahead(journal, at));
    held.extend(entries.flat_map(|entry| court.of_entry(entry, &asked)));
    held.iter().map(|held| court.say(held)).collect()
}

/// One alert for a rule and a subject, the worst first.
#[must_use]
pub fn one_each(alerts: impl IntoIterator<Item = Alert>) -> Vec<Alert> {
    let mut kept = Vec::new();
    for alert in alerts {
        keep_worst(&mut kept, alert);
    }
    in_order(kept)
}

/// What newly holds, or rises a level, when an entry is written into a journal
/// that does not have it yet. Judged at the entry's own time and, for one that
/// is dated back, against what followed it, up to `now`. What is planned ahead
/// is judged at its own time too; what lasts counts from now on.
#[must_use]
pub fn raised_by(journal: &Journal, entry: &Entry, now: Moment) -> Vec<Alert> {
    raised(journal, entry, now, false)
}

/// The same, every rule asked at every instant, whether the entry can change
/// anything for it or not: slow, and what [`raised_by`] is held against.
#[must_use]
pub fn raised_by_asking_all(journal: &Journal, entry: &Entry, now: Moment) -> Vec<Alert> {
    raised(journal, entry, now, true)
}

fn raised(journal: &Journal, entry: &Entry, now: Moment, thorough: bool) -> Vec<Alert> {
    let from = if entry.kind().is_lasting() {
        entry.at.max(now - HOLDS).min(now)
    } else {
        entry.at.min(now)
    };
    let seen = now.max(entry.at);
    let mut with = recent(journal, from);
    with.remove(entry.id);
    with.insert(entry.clone());
    let Some(entry) = with.find(entry.id) else {
        return Vec::new();
    };
    let before = Court::new(journal, from, seen);
    let after = Court::new(&with, from, seen);
    let asked = if thorough {
        Asked::all()
    } else {
        Asked::by(entry, journal, &with)
    };
    let mut raised = after.of_entry(entry, &Asked::all());
    for at in instants(&with, entry, from, now) {
        let held = after.patterns(at, &asked);
        raise(&mut raised, entry, held, |asked| before.patterns(at, asked));
    }
    for later in followers(&with, entry, now).chain(beside(&with, entry, now)) {
        let held = after.of_entry(later, &asked);
        raise(&mut raised, entry, held, |asked| {
            let later = journal.find(later.id).into_iter();
            later
                .flat_map(|later| before.of_entry(later, asked))
                .collect()
        });
    }
    in_order(raised.iter().map(|held| after.say(held)).collect())
}

/// Adds what holds with an entry and did not hold before, or not at this level.
/// Before is asked only of the rules that hold, and of nothing where none does.
fn raise(
    raised: &mut Vec<Held>,
    entry: &Entry,
    held: Vec<Held>,
    before: impl FnOnce(&Asked) -> Vec<Held>,
) {
    if held.is_empty() {
        return;
    }
    let before = before(&Asked::of(held.iter().map(|held| held.rule)));
    for held in held {
        if held.is_new(&before, entry) {
            keep_worst(raised, held);
        }
    }
}

/// The rules that are worth asking, in their order.
pub(super) struct Asked(Vec<&'static Rule>);

impl Asked {
    pub(super) fn all() -> Asked {
        Asked(rules().iter().collect())
    }

    pub(super) fn any(&self, is: impl FnMut(&'static Rule) -> bool) -> bool {
        self.0.iter().copied().any(is)
    }

    /// Those that an entry can change anything for, as far as is known: by its
    /// kind, and all of them where the record begins with it.
    fn by(entry: &Entry, journal: &Journal, with: &Journal) -> Asked {
        let kind = entry.kind();
        if kind.is_lasting() || journal.first_at() != with.first_at() {
            return Asked::all();
        }
        Asked::of(rules().iter().filter(|rule| rule.reads(kind)))
    }

    /// These, and those they leave the word to.
    pub(super) fn of(these: impl Iterator<Item = &'static Rule>) -> Asked {
        let these: Vec<&Rule> = these.collect();
        let is = |rule: &&'static Rule| {
            let mut these = these.iter();
            these.any(|own| own.id == rule.id || own.yields_to.contains(&rule.id))
        };
        Asked(rules().iter().filter(is).collect())
    }
}

/// Whether a rule holds at an instant that makes every other card wait.
pub fn makes_others_wait(journal: &Journal, at: Moment) -> bool {
    let court = Court::new(journal, at, at);
    let mut waited_for = rules().iter().filter(|rule| rule.others_wait);
    waited_for.any(|rule| judge(rule, &court.at(at)).is_some())
}

/// Whether one of these symptoms was felt at all in the hours up to an instant.
pub fn felt_lately(journal: &Journal, group: &str, hours: i64, at: Moment) -> bool {
    let entries = journal.last_hours(hours, at.into()).iter();
    let mut felt = entries.filter_map(Entry::symptom);
    felt.any(|symptom| {
        symptom.severity.number() > 0
            && super::taken::felt(&symptom.name).is_some_and(|sign| sign.signs.contains(&group))
    })
}

/// What rules can see around an instant: their reach before it, and before the
/// break it may end.
fn recent(journal: &Journal, at: Moment) -> Journal {
    let reach = at - TimeDelta::days(REACH_DAYS);
    let break_began = journal.last_dose(at.into()).map(|dose| dose.at);
    let before_break = break_began.map(|at| at - TimeDelta::days(30));
    let from = before_break.map_or(reach, |at| at.min(reach));
    let mut recent = journal.since(from.into());
    // What a whole journal leaves out here, no rule asks for.
    recent.earlier.any = journal.earlier.any;
    recent
}

/// When patterns are judged for a new entry: at its own time, at what followed
/// it within a week, and now.
fn instants(journal: &Journal, entry: &Entry, from: Moment, now: Moment) -> Vec<Moment> {
    let followed = followers(journal, entry, now).map(|later| later.at);
    let followed = followed.filter(|at| (from..=now).contains(at));
    let mut at: Vec<Moment> = std::iter::once(from).chain(followed).collect();
    at.push(now);
    at.sort_unstable();
    at.dedup();
    at
}

/// Whether rules look at an entry of its kind beside others.
fn is_followed(entry: &Entry) -> bool {
    matches!(entry.kind(), Kind::Dose | Kind::Substance | Kind::Symptom)
}

/// The entries of rules that followed an entry within a week, and those that
/// rules about single entries still hold for.
fn followers<'a>(
    journal: &'a Journal,
    entry: &'a Entry,
    now: Moment,
) -> impl Iterator<Item = &'a Entry> {
    let key = (entry.at, entry.id);
    let within = move |from: Moment, to: Moment| {
        let entries = journal.between(from.into(), to.into()).iter();
        entries.filter(move |other| is_followed(other) && (other.at, other.id) > key)
    };
    let week = within(entry.at, now.min(entry.at + FOLLOWED));
    week.take(FOLLOWED_MOST)
        .chain(within(now - HOLDS, now).filter(move |other| other.at > entry.at + HOLDS))
        .chain(events_near(journal, entry, now))
}

/// The events within a day of an entry, before it or after, and for what lasts,
/// of now: how a day was counts for all of it, and a plan lies ahead.
fn events_near<'a>(
    journal: &'a Journal,
    entry: &'a Entry,
    now: Moment,
) -> impl Iterator<Item = &'a Entry> {
    let lasts = entry.kind().is_lasting();
    let from = if lasts { now } else { entry.at };
    let (from, to) = (from - HOLDS, from.max(entry.at) + HOLDS);
    let near = journal.between(from.into(), to.into()).iter();
    near.filter(|other| other.event().is_some() && other.id != entry.id)
}

/// The events that are planned within a day.
pub(super) fn ahead(journal: &Journal, at: Moment) -> impl Iterator<Item = &Entry> {
    let near = journal.between(at.into(), (at + HOLDS).into()).iter();
    near.filter(move |entry| entry.event().is_some() && entry.at > at)
}

/// The entries before it that it may change, as far as rules still hold for them:
/// what lasts, and for a substance or what lasts itself, whatever is read.
fn beside<'a>(
    journal: &'a Journal,
    entry: &'a Entry,
    now: Moment,
) -> impl Iterator<Item = &'a Entry> {
    let lasts = entry.kind().is_lasting();
    let all = lasts || entry.substance().is_some();
    let before = journal.between((now - HOLDS).into(), now.into()).iter();
    before.filter(move |other| {
        let earlier = (other.at, other.id) < (entry.at, entry.id);
        let other_lasts = other.kind().is_lasting() && other.id != entry.id;
        other_lasts || all && earlier && is_followed(other)
    })
}

/// A journal ready to be judged at several instants.
pub(super) struct Court<'a> {
    journal: &'a Journal,
    taken: Vec<Taken<'a>>,
    farthest: TimeDelta,
    stated: Vec<Stated<'a>>,
    regular: Vec<Regular<'a>>,
    seen: Moment,
    country: Slots,
}

/// A rule that holds, before it is put into words.
pub(super) struct Held {
    pub(super) rule: &'static Rule,
    pub(super) level: Level,
    /// How far it went: more is worse.
    pub(super) grade: f64,
    row: usize,
    /// What its level says in place of the rule.
    say: Option<&'static String>,
    pub(super) subject: String,
    /// What fills the slots of its texts.
    words: Vec<(&'static str, String)>,
    /// The entries behind it.
    because: Vec<Uuid>,
    pub(super) since: Moment,
    /// Since when it holds.
    began: Moment,
}

impl<'a> Court<'a> {
    pub(super) fn new(journal: &'a Journal, from: Moment, seen: Moment) -> Court<'a> {
        let reach = from - TimeDelta::days(REACH_DAYS);
        let taken = among(journal.between(reach.into(), seen.into()));
        Court {
            journal,
            farthest: farthest(&taken),
            taken,
            stated: stated(journal).collect(),
            regular: regular(journal, seen),
            seen,
            country: Slots::of(&Calls::of(journal)),
        }
    }

    pub(super) fn at(&self, at: Moment) -> Judged<'_> {
        Judged {
            journal: self.journal,
            taken: &self.taken,
            farthest: self.farthest,
            at,
            seen: self.seen,
            entry: None,
            pair: None,
            stated: &self.stated,
            fact: None,
            regular: &self.regular,
        }
    }

    /// The patterns of some rules that hold at an instant.
    fn patterns(&self, at: Moment, asked: &Asked) -> Vec<Held> {
        Court::patterns_of(&self.at(at), asked)
    }

    /// The same, of a journal as it is judged.
    pub(super) fn patterns_of(judged: &Judged, asked: &Asked) -> Vec<Held> {
        let rules = asked.0.iter().filter(|rule| rule.on == On::Now);
        let held = rules.flat_map(|rule| match rule.each {
            Some(Each::Fact) => of_facts(rule, judged),
            _ => judge(rule, judged).into_iter().collect(),
        });
        without_yielding(held.collect())
    }

    /// When a pattern began: with the first of the entries behind it at whose
    /// time it held already.
    fn pattern_began(&self, one: &Held) -> Option<Moment> {
        let rule = Some(one.rule).filter(|rule| rule.on == On::Now)?;
        let entries = one.because.iter();
        let mut times: Vec<Moment> = entries
            .filter_map(|id| Some(self.journal.find(*id)?.at))
            .filter(|at| *at <= self.seen)
            .collect();
        times.sort_unstable();
        let held = |at: &Moment| {
            let judged = Judged {
                seen: *at,
                ..self.at(*at)
            };
            match rule.each {
                Some(Each::Fact) => {
                    let of_facts = of_facts(rule, &judged);
                    of_facts.iter().any(|then| then.subject == one.subject)
                }
                _ => judge(rule, &judged).is_some_and(|then| then.subject == one.subject),
            }
        };
        times.get(times.partition_point(|at| !held(at))).copied()
    }

    /// What some rules about single entries say to one, at its own time; to what
    /// lasts, as things stand now.
    pub(super) fn of_entry(&self, entry: &'a Entry, asked: &Asked) -> Vec<Held> {
        let kind = entry.kind();
        let mut on = asked.0.iter().filter(|rule| rule.is_on(kind)).peekable();
        if on.peek().is_none() {
            return Vec::new();
        }
        let judged = Judged {
            entry: Some(entry),
            ..self.at(judged_at(entry, self.seen))
        };
        let pairs = pairs(&judged);
        let mut all = Vec::new();
        for rule in on {
            match rule.each {
                Some(Each::Fact) => all.extend(of_facts(rule, &judged)),
                _ => all.extend(judge(rule, &judged)),
            }
            let pairs = pairs.iter().filter(|_| rule.each == Some(Each::Substance));
            for pair in pairs {
                let judged = Judged {
                    at: with_kratom(entry, pair),
                    pair: Some(pair),
                    ..judged
                };
                if let Some(held) = judge(rule, &judged) {
                    keep_worst(&mut all, held);
                }
            }
        }
        without_yielding(all)
    }

    pub(super) fn say(&self, held: &Held) -> Alert {
        let rule = held.rule;
        let row = &rule.any[held.row];
        let slots = self.country.and(&held.words);
        let say = row.say.as_ref().or(held.say).unwrap_or(&rule.say);
        let helps = row.helps.as_ref().unwrap_or(&rule.helps);
        let first = row.first.as_ref().or(rule.first.as_ref());
        let first = first.map_or("Call {first}", String::as_str);
        Alert {
            rule: &rule.id,
            title: slots.fill(row.title.as_ref().unwrap_or(&rule.title)),
            level: held.level,
            subject: held.subject.clone(),
            first: match held.level {
                Level::Urgent => slots.fill(first),
                _ => String::new(),
            },
            say: slots.fill(say),
            why: row.why.as_ref().unwrap_or(&rule.why),
            helps: helps.iter().map(|help| slots.fill(help)).collect(),
            also: Vec::new(),
            evidence: &rule.evidence,
            sources: &rule.sources,
            because: held.because.clone(),
            since: held.since,
            began: held.began,
            row: held.row,
        }
    }
}

/// What a rule says of each fact that holds.
fn of_facts(rule: &'static Rule, judged: &Judged) -> Vec<Held> {
    let mut all = Vec::new();
    for fact in judged.facts() {
        let judged = Judged {
            fact: Some(*fact),
            ..*judged
        };
        if let Some(held) = judge(rule, &judged) {
            keep_worst(&mut all, held);
        }
    }
    all
}

/// The worst row of a rule that holds.
fn judge(rule: &'static Rule, judged: &Judged) -> Option<Held> {
    let kind = judged.entry.map(Entry::kind);
    let asked = |row: &Row| row.is_on(kind) && row.is_of_pair() == judged.pair.is_some();
    let rows = rule.any.iter().enumerate().filter(|(_, row)| asked(row));
    let mut worst: Option<Held> = None;
    for held in rows.filter_map(|(n, row)| holds(rule, n, row, judged)) {
        worst = Some(match worst {
            None => held,
            Some(worst) => worst.beside(held),
        });
    }
    worst
}

/// When what is judged one by one came together: a substance with kratom, a fact
/// with what was taken.
fn met(judged: &Judged) -> Option<Moment> {
    let pair = judged.pair.map(|pair| pair.entries().map(|it| it.at).max());
    let fact = judged.fact.and_then(|stated| {
        let entry = judged.entry?;
        Some(entry.at.max(stated.entry.at))
    });
    pair.flatten().or(fact)
}

/// When a pair is judged that an entry is part of: at the entry's own time, but
/// a medicine that lasts, when the kratom was taken.
pub(super) fn with_kratom(entry: &Entry, pair: &Pair) -> Moment {
    let kratom = pair.kratom.filter(|_| entry.medicine().is_some());
    kratom.map_or(entry.at, |kratom| kratom.at.max(entry.at))
}

/// What a row that holds is about.
fn subject(rule: &Rule, row: &Row, found: &Finding, judged: &Judged) -> String {
    match (&rule.subject, judged.pair, &judged.fact) {
        (Some(subject), ..) => subject.clone(),
        (None, Some(pair), _) => pair.known().name.clone(),
        (None, None, Some(stated)) => stated.fact.name.to_owned(),
        (None, None, None) if rule.each == Some(Each::Product) => product(judged),
        (None, None, None) => {
            let own = row.subject.clone();
            own.unwrap_or_else(|| fact_of(rule, found))
        }
    }
}

/// The fact that a row of a rule about single things speaks of.
fn fact_of(rule: &Rule, found: &Finding) -> String {
    let words = found.words.iter().filter(|_| rule.each.is_some());
    let mut facts = words.filter(|(slot, _)| *slot == "condition");
    facts
        .next()
        .map(|(_, name)| name.clone())
        .unwrap_or_default()
}

/// The facts of a journal that are known.
fn stated(journal: &Journal) -> impl Iterator<Item = Stated<'_>> {
    let facts = journal.lasting().filter_map(|entry| {
        let about = entry.about()?;
        let fact = meant(&about.name)?;
        Some(Stated { entry, about, fact })
    });
    facts.filter(|stated| stated.about.country_code().is_none())
}

/// The product of the judged dose, as it is compared.
fn product(judged: &Judged) -> String {
    let dose = judged.entry.and_then(Entry::dose);
    let product = dose.and_then(|dose| dose.product.as_deref());
    product.unwrap_or_default().trim().to_lowercase()
}

/// Whether all conditions of a row hold, and at which level.
fn holds(rule: &'static Rule, n: usize, row: &'static Row, judged: &Judged) -> Option<Held> {
    let mut found: Option<Finding> = None;
    for condition in &row.all {
        let more = condition.met(judged)?;
        match &mut found {
            None => found = Some(more),
            Some(found) => found.take_in(more),
        }
    }
    let found = found?;
    let step = rule
        .levels
        .iter()
        .rev()
        .find(|step| found.value >= step.from);
    let level = row.level.or(step.map(|step| step.level)).or(rule.level)?;
    let newest = found.because.iter().map(|entry| entry.at).max();
    let less_is_worse = row.all.first().is_some_and(Condition::counts_downwards);
    Some(Held {
        rule,
        level,
        grade: if less_is_worse {
            -found.value
        } else {
            found.value
        },
        row: n,
        say: step.and_then(|step| step.say.as_ref()),
        subject: subject(rule, row, &found, judged),
        because: found.because.iter().map(|entry| entry.id).collect(),
        words: found.words,
        // What is planned has not begun.
        since: newest.unwrap_or(judged.at).min(judged.seen),
        began: met(judged).or(newest).unwrap_or(judged.at).min(judged.seen),
    })
}

impl Held {
    /// What speaks of two rows that both held: the worse one. Of two that are
    /// urgent every sign stands behind it, so that none is hidden by an older
    /// one, and the words are those of the newest, or of the row that leads.
    fn beside(self, other: Self) -> Self {
        if self.level != other.level || self.level != Level::Urgent {
            return if other.level > self.level {
                other
            } else {
                self
            };
        }
        let rank = |held: &Held| (held.rule.any[held.row].leads, held.since);
        let (mut speaks, silent) = if rank(&other) > rank(&self) {
            (other, self)
        } else {
            (self, other)
        };
        for id in silent.because {
            if !speaks.because.contains(&id) {
                speaks.because.push(id);
            }
        }
        speaks.since = speaks.since.max(silent.since);
        speaks.began = speaks.began.min(silent.began);
        speaks
    }

    /// Whether it did not hold before, or not at this level; what is urgent is
    /// new whenever a new entry stands behind it.
    fn is_new(&self, before: &[Held], entry: &Entry) -> bool {
        let anew = self.level == Level::Urgent && self.is_because_of(entry);
        let same = |other: &&Held| other.about() == self.about();
        anew || before
            .iter()
            .find(same)
            .is_none_or(|other| other.level < self.level)
    }

    /// Whether an entry stands behind it.
    pub(super) fn is_because_of(&self, entry: &Entry) -> bool {
        self.because.contains(&entry.id)
    }

    /// Whether every entry behind it stands behind another one too.
    fn is_within(&self, other: &Held) -> bool {
        let mut behind = self.because.iter();
        behind.all(|id| other.because.contains(id))
    }
}

/// What speaks of a subject, so strongly, since then.
trait Speaks {
    fn about(&self) -> (&str, &str);
    fn weight(&self) -> (Level, Moment);
    fn began(&mut self) -> &mut Moment;
}

impl Speaks for Alert {
    fn about(&self) -> (&str, &str) {
        (self.rule, &self.subject)
    }

    fn weight(&self) -> (Level, Moment) {
        (self.level, self.since)
    }

    fn began(&mut self) -> &mut Moment {
        &mut self.began
    }
}

impl Speaks for Held {
    fn about(&self) -> (&str, &str) {
        (&self.rule.id, &self.subject)
    }

    fn weight(&self) -> (Level, Moment) {
        (self.level, self.since)
    }

    fn began(&mut self) -> &mut Moment {
        &mut self.began
    }
}

/// Keeps one for a rule and a subject: the worst, and of those the newest. It
/// began with the first of them.
fn keep_worst<T: Speaks>(kept: &mut Vec<T>, mut one: T) {
    match kept.iter_mut().find(|other| other.about() == one.about()) {
        Some(other) => {
            let began = *other.began().min(one.began());
            if other.weight() < one.weight() {
                *other = one;
            }
            *other.began() = began;
        }
        None => kept.push(one),
    }
}

/// Drops what leaves the word to another rule about the same entries.
fn without_yielding(all: Vec<Held>) -> Vec<Held> {
    if all.iter().all(|held| held.rule.yields_to.is_empty()) {
        return all;
    }
    let yields = |held: &Held| {
        let mut others = all.iter();
        others.any(|other| held.rule.yields_to.contains(&other.rule.id) && held.is_within(other))
    };
    let keep: Vec<bool> = all.iter().map(|held| !yields(held)).collect();
    let all = all.into_iter().zip(keep);
    all.filter_map(|(held, keep)| keep.then_some(held))
        .collect()
}

/// Worst first: what is urgent, then the groups of their places, in each
/// by level, then by place; what is only good to know comes last.
pub fn in_order(mut alerts: Vec<Alert>) -> Vec<Alert> {
    alerts.sort_by_key(|alert| {
        let rule = super::rule::find(alert.rule);
        let place = rule.map_or(u16::MAX, |rule| rule.place);
        let part = match alert.level {
            Level::Urgent => 0,
            Level::Info => u16::MAX,
            _ => rule.map_or(u16::MAX, |rule| rule.group() + 1),
        };
        (part, Reverse(alert.level), place, alert.subject.clone())
    });
    alerts
}
