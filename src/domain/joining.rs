//! What joining another journal to this one would change. Done in either
//! order it comes to the same, and done twice the second time changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use uuid::Uuid;

use super::answer::Answer;
use super::called::{Called, names};
use super::draft::Draft;
use super::edit::Edit;
use super::known::Known;
use super::purged::Purged;
use super::setting::Settings;
use super::{Entry, Kind, What};

/// All that a journal holds, as another one reads it.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    pub known: BTreeMap<Uuid, Known>,
    pub settings: Settings,
    pub answers: Vec<Answer>,
    pub drafts: Vec<Draft>,
    pub purged: Vec<Purged>,
}

/// What to do with entries that were purged here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterPurge {
    LeaveOut,
    /// `--restore`
    Take,
}

/// The change another journal asks for, and what it comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Joining {
    pub edits: Vec<Edit>,
    /// Half-typed forms that are not here.
    pub drafts: Vec<Draft>,
    pub added: usize,
    /// Says now what the other journal says.
    pub changed: usize,
    pub deleted: usize,
    pub restored: usize,
    /// Known here as it is there, or better.
    pub same: usize,
    /// Entries that were changed in both, newly so.
    pub conflicts: Vec<Uuid>,
    /// Left out because their days were purged here.
    pub purged: usize,
    /// Settings that say something else there, and what; here they stay.
    pub settings: Vec<(String, String)>,
    /// Pairs of entries, one from each, that may be one thing written twice.
    pub twice: Vec<(Entry, Entry)>,
    /// Dates that one journal says were without kratom and the other has a
    /// dose on.
    pub contradictions: BTreeSet<NaiveDate>,
}

impl Joining {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.edits.is_empty() && self.drafts.is_empty()
    }
}

/// Whether two journals have ever had an entry in common; an empty one has
/// nothing to be a stranger with.
#[must_use]
pub fn are_related(here: &Holding, there: &Holding) -> bool {
    here.known.is_empty()
        || there.known.is_empty()
        || there.known.keys().any(|id| here.known.contains_key(id))
}

/// What `there` changes in `here`; warnings call what was typed as `called` says.
#[must_use]
pub fn join(here: &Holding, there: &Holding, after_purge: AfterPurge, called: Called) -> Joining {
    let mut joining = Joining::default();
    let purged: &[Purged] = match after_purge {
        AfterPurge::LeaveOut => &here.purged,
        AfterPurge::Take => &[],
    };
    let left_out = |it: &Known| purged.iter().any(|days| days.covers_version(it.now()));
    for (id, theirs) in &there.known {
        match here.known.get(id) {
            Some(mine) => joining.meet(mine, theirs),
            None if left_out(theirs) => {
                joining.purged += usize::from(theirs.entry().is_some());
            }
            None => joining.take(theirs),
        }
    }
    joining.settings(&here.settings, &there.settings);
    let answers = there.answers.iter();
    let gone = joining.gone(here, there, called);
    let answers = answers.filter(|it| !gone.contains(&it.subject.to_lowercase()));
    let answers = answers.filter(|it| !purged.iter().any(|days| days.covers_answer(it.at)));
    joining.answers(&here.answers, answers);
    let drafts = there.drafts.iter().filter(|draft| {
        let edits = draft.editing.filter(|id| !here.known.contains_key(id));
        let edits = edits.and_then(|id| there.known.get(&id));
        !purged.iter().any(|days| days.covers_draft(draft)) && !edits.is_some_and(left_out)
    });
    let new = drafts.filter(|draft| !here.drafts.contains(draft));
    joining.drafts = new.cloned().collect();
    joining.twice(here, there);
    joining.contradictions(here, there);
    joining
}

impl Joining {
    fn take(&mut self, theirs: &Known) {
        self.added += usize::from(theirs.entry().is_some());
        self.edits.push(Edit::Merge {
            from: None,
            to: Some(theirs.clone()),
        });
    }

    fn meet(&mut self, mine: &Known, theirs: &Known) {
        let joined = mine.joined(theirs);
        if joined == *mine {
            self.same += 1;
            return;
        }
        match (mine.entry(), joined.entry()) {
            (Some(_), None) => self.deleted += 1,
            (None, Some(_)) => self.restored += 1,
            (Some(mine), Some(joined)) if !mine.says_the_same(joined) => self.changed += 1,
            _ => self.same += 1,
        }
        if !joined.elsewhere().is_empty() && !joined.says_the_same(mine) {
            self.conflicts.push(joined.now().id());
        }
        self.edits.push(Edit::Merge {
            from: Some(mine.clone()),
            to: Some(joined),
        });
    }

    fn settings(&mut self, here: &Settings, there: &Settings) {
        for (name, value) in there.iter() {
            match here.get(name) {
                Some(mine) if mine == value => {}
                Some(_) => self.settings.push((name.to_owned(), value.to_owned())),
                None => self.edits.push(Edit::Setting {
                    name: name.to_owned(),
                    from: None,
                    to: Some(value.to_owned()),
                }),
            }
        }
    }

    /// What warnings called the entries that one of them has and that are not here,
    /// or not by that name, once they are joined; a name that another entry bears
    /// is not gone.
    fn gone(&self, here: &Holding, there: &Holding, called: Called) -> BTreeSet<String> {
        let known = here.known.iter().map(|(id, known)| (*id, known.entry()));
        let mut after: BTreeMap<Uuid, Option<&Entry>> = known.collect();
        for edit in &self.edits {
            if let Edit::Merge { to: Some(to), .. } = edit {
                after.insert(to.now().id(), to.entry());
            }
        }
        let is_gone = |entry: &&Entry| {
            let after = after.get(&entry.id).copied().flatten();
            after.is_none_or(|after| after.typed_name() != entry.typed_name())
        };
        let before = here.known.values().chain(there.known.values());
        let before = before.filter_map(Known::entry).filter(is_gone);
        let mut gone: BTreeSet<String> = before.flat_map(|entry| entry.called(called)).collect();
        if !gone.is_empty() {
            let after = || after.values().flatten();
            for name in names(after().filter_map(|entry| entry.typed_name()), called) {
                gone.remove(&name);
            }
            for entry in after() {
                gone.remove(&entry.id.to_string());
            }
        }
        gone
    }

    /// Of two answers to the same warning the later counts.
    fn answers<'a>(&mut self, here: &[Answer], there: impl Iterator<Item = &'a Answer>) {
        let order = |it: &Answer| (it.at, it.times, it.level);
        for answer in there {
            let mine = here.iter().find(|mine| mine.same_key(answer));
            if mine.is_none_or(|mine| order(mine) < order(answer)) {
                self.edits.push(Edit::Answer {
                    from: mine.cloned(),
                    to: Some(answer.clone()),
                });
            }
        }
    }

    fn twice(&mut self, here: &Holding, there: &Holding) {
        let mut only_here: HashMap<(Kind, i64), Vec<&Entry>> = HashMap::new();
        for entry in only_in(here, there) {
            let at = (entry.kind(), entry.at.timestamp());
            only_here.entry(at).or_default().push(entry);
        }
        for theirs in self.edits.iter().filter_map(added) {
            let at = (theirs.kind(), theirs.at.timestamp());
            let alike = only_here.get(&at).into_iter().flatten();
            let alike = alike.filter(|mine| may_be_one(mine, theirs));
            let pairs = alike.map(|mine| ((*mine).clone(), theirs.clone()));
            self.twice.extend(pairs);
        }
    }

    fn contradictions(&mut self, here: &Holding, there: &Holding) {
        let added: Vec<&Entry> = self.edits.iter().filter_map(added).collect();
        let mine: Vec<&Entry> = only_in(here, there).collect();
        for (one, other) in [(&added, &mine), (&mine, &added)] {
            let nones: BTreeSet<NaiveDate> = one
                .iter()
                .filter(|it| matches!(it.what, What::None(_)))
                .map(|it| it.date())
                .collect();
            let doses = other.iter().filter(|it| it.dose().is_some());
            let dates = doses.map(|it| it.date());
            self.contradictions
                .extend(dates.filter(|date| nones.contains(date)));
        }
    }
}

/// The entry that is new here.
fn added(edit: &Edit) -> Option<&Entry> {
    match edit {
        Edit::Merge { from: None, to } => to.as_ref()?.entry(),
        _ => None,
    }
}

fn only_in<'a>(one: &'a Holding, other: &'a Holding) -> impl Iterator<Item = &'a Entry> {
    let known = one.known.iter();
    known
        .filter(|(id, _)| !other.known.contains_key(*id))
        .filter_map(|(_, known)| known.entry())
}

/// Whether two entries of the same kind and minute may be one thing written
/// down on two machines.
fn may_be_one(one: &Entry, other: &Entry) -> bool {
    match one.kind() {
        Kind::Dose | Kind::Sleep | Kind::None => true,
        _ => one.title() == other.title(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime, Utc};

    use super::*;
    use crate::domain::called::as_typed;
    use crate::domain::known::Version;
    use crate::domain::purged::Days;
    use crate::stats::sample::entry;

    fn holding(entries: &[Entry]) -> Holding {
        let known = |entry: &Entry| {
            let version = Version::Written(entry.clone());
            Some((entry.id, Known::new(vec![version], BTreeSet::new())?))
        };
        Holding {
            known: entries.iter().filter_map(known).collect(),
            ..Holding::default()
        }
    }

    fn joined(here: &[Entry], there: &[Entry]) -> Joining {
        join(
            &holding(here),
            &holding(there),
            AfterPurge::LeaveOut,
            as_typed,
        )
    }

    #[test]
    fn a_dose_written_on_both_machines_is_kept_twice_and_pointed_out() {
        let one = entry("dose amount=2g at=2026-11-19T08:00");
        let two = entry("dose amount=2.5g at=2026-11-19T08:00");
        let later = entry("dose amount=2g at=2026-11-19T08:01");
        let joining = joined(std::slice::from_ref(&one), &[two.clone(), later]);
        assert_eq!(joining.added, 2);
        assert_eq!(joining.twice, [(one, two)]);
        let wine = entry("substance name=wine at=2026-11-19T08:00");
        let aspirin = entry("substance name=aspirin at=2026-11-19T08:00");
        assert_eq!(joined(&[wine], &[aspirin]).twice, []);
    }

    #[test]
    fn a_day_without_kratom_beside_a_dose_is_pointed_out() {
        let none = entry("none date=2026-11-19");
        let dose = entry("dose amount=2g at=2026-11-19T08:00");
        for (here, there) in [(&none, &dose), (&dose, &none)] {
            let joining = joined(std::slice::from_ref(here), std::slice::from_ref(there));
            assert_eq!(joining.contradictions.len(), 1);
            assert_eq!(joining.added, 1);
        }
    }

    #[test]
    fn purged_days_stay_away_unless_asked_for() {
        let old = entry("dose amount=2g at=2026-11-17T08:00");
        let kept = entry("dose amount=2g at=2026-11-19T08:00");
        let there = holding(&[old.clone(), kept]);
        let mut here = holding(&[]);
        here.purged.push(Purged {
            days: Days {
                before: old.date().succ_opt(),
                day_start: NaiveTime::MIN,
            },
            at: DateTime::<Utc>::MAX_UTC,
        });
        let joining = join(&here, &there, AfterPurge::LeaveOut, as_typed);
        assert_eq!((joining.added, joining.purged), (1, 1));
        assert_eq!(join(&here, &there, AfterPurge::Take, as_typed).added, 2);
        here.purged[0].at = DateTime::<Utc>::MIN_UTC;
        let joining = join(&here, &there, AfterPurge::LeaveOut, as_typed);
        assert_eq!(joining.purged, 0, "written down after the purge");
    }

    #[test]
    fn strangers_have_no_entry_in_common() {
        let one = holding(&[entry("dose amount=2g")]);
        let other = holding(&[entry("dose amount=2g")]);
        assert!(!are_related(&one, &other));
        assert!(are_related(&one, &one));
        assert!(are_related(&one, &Holding::default()));
    }
}
