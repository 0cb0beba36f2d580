//! What changes a plan: each is one change of a few edits, to be taken back
//! whole. No date and no amount comes from here that the person did not write.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{Line, Measure, Plan};
use crate::domain::about::About;
use crate::domain::amount::Number;
use crate::domain::edit::Edit;
use crate::domain::field::Invalid;
use crate::domain::moment::When;
use crate::domain::{Entry, What, begins};
use crate::rules::facts::PLANNED_BREAK;

/// How far steps are moved unless the person says otherwise.
pub const WEEK: u64 = 7;

/// A line from a date on. One of the same measure that begins on that date is
/// replaced.
///
/// # Errors
/// The date has no beginning.
pub fn line(
    plan: &Plan,
    (measure, amount): (Measure, Number),
    from: NaiveDate,
    id: Uuid,
    when: &When,
) -> Result<Edit, Invalid> {
    let mut same = plan.lines.iter().rev();
    let same = same.find(|line| line.measure == measure && line.from == from);
    let Some(same) = same else {
        return Ok(Edit::Add(new_line(measure, amount, from, id, when)?));
    };
    let mut to = same.entry.clone();
    to.changed = when.now;
    to.what = What::About(About {
        name: measure.name().to_owned(),
        amount: Some(amount),
        until: None,
    });
    Ok(Edit::Change {
        from: same.entry.clone(),
        to,
    })
}

fn new_line(
    measure: Measure,
    amount: Number,
    from: NaiveDate,
    id: Uuid,
    when: &When,
) -> Result<Entry, Invalid> {
    let about = About {
        name: measure.name().to_owned(),
        amount: Some(amount),
        until: None,
    };
    Ok(Entry {
        id,
        at: begins(from, when)?,
        changed: when.now,
        note: None,
        what: What::About(about),
    })
}

/// A break from one day to another, and why.
///
/// # Errors
/// It ends before it begins.
pub fn pause(
    from: NaiveDate,
    until: Option<NaiveDate>,
    why: Option<String>,
    id: Uuid,
    when: &When,
) -> Result<Edit, Invalid> {
    if until.is_some_and(|until| until < from) {
        return Err(Invalid::new(
            "to",
            "is before the first day of the break",
            "write the last day of it, like 2026-12-07",
        ));
    }
    Ok(Edit::Add(Entry {
        id,
        at: begins(from, when)?,
        changed: when.now,
        note: why,
        what: What::About(About {
            name: PLANNED_BREAK.to_owned(),
            amount: None,
            until,
        }),
    }))
}

/// Every step still ahead comes so many days later.
///
/// # Errors
/// No step lies ahead.
pub fn hold(plan: &Plan, days: u64, when: &When) -> Result<Vec<Edit>, Invalid> {
    let today = when.today();
    let ahead = plan.lines.iter().filter(|line| line.from > today);
    let edits: Vec<Edit> = ahead
        .map(|line| later(line.entry, days, when))
        .collect::<Result<_, _>>()?;
    if edits.is_empty() {
        return Err(Invalid::new(
            "plan",
            "no step lies ahead",
            "nothing was changed; what counts today goes on",
        ));
    }
    Ok(edits)
}

/// From today on the step before counts again; the one that is left comes again
/// after so many days, and those behind it keep their distance to it.
///
/// # Errors
/// No step was before this one.
pub fn back(plan: &Plan, days: u64, ids: [Uuid; 2], when: &When) -> Result<Vec<Edit>, Invalid> {
    let today = when.today();
    let steps = Measure::ALL.into_iter().filter_map(|measure| {
        let now = plan.in_force(measure, today)?;
        Some((now, plan.looser_before(now)?))
    });
    let Some((now, before)) = steps.max_by_key(|(now, _)| now.from) else {
        return Err(Invalid::new(
            "plan",
            "no step was before this one",
            "leaflog plan limit writes a line of your own",
        ));
    };
    let again = today.checked_add_days(Days::new(days)).unwrap_or(today);
    let moved = u64::try_from((again - now.from).num_days()).unwrap_or(0);
    let mut edits = Vec::new();
    if now.from == today {
        edits.push(later(now.entry, moved, when)?);
    } else {
        edits.push(Edit::Add(new_line(
            now.measure,
            now.amount,
            again,
            ids[1],
            when,
        )?));
    }
    edits.push(Edit::Add(new_line(
        now.measure,
        before.amount,
        today,
        ids[0],
        when,
    )?));
    let ahead = plan.lines.iter();
    for line in ahead.filter(|line| line.measure == now.measure && line.from > today) {
        edits.push(later(line.entry, moved, when)?);
    }
    Ok(edits)
}

/// The plan ends with yesterday: what counts today ends, what lies ahead is
/// deleted.
///
/// # Errors
/// There is no plan.
pub fn end(plan: &Plan, when: &When) -> Result<Vec<Edit>, Invalid> {
    let today = when.today();
    let lines = plan.lines.iter().map(|it| (it.entry, it.until));
    let breaks = plan.breaks.iter().map(|it| (it.entry, it.until));
    let open = lines
        .chain(breaks)
        .filter(|(_, until)| until.is_none_or(|until| until >= today));
    let edits: Vec<Edit> = open.map(|(entry, _)| ended(entry, today, when)).collect();
    if edits.is_empty() {
        return Err(Invalid::new(
            "plan",
            "there is none",
            "leaflog plan limit 3 doses writes a line of your own",
        ));
    }
    Ok(edits)
}

fn ended(entry: &Entry, today: NaiveDate, when: &When) -> Edit {
    let mut to = entry.clone();
    to.changed = when.now;
    match (&mut to.what, today.pred_opt()) {
        (What::About(about), Some(yesterday)) if entry.date() <= yesterday => {
            about.until = Some(yesterday);
            Edit::Change {
                from: entry.clone(),
                to,
            }
        }
        _ => Edit::Delete(to),
    }
}

/// The entry so many days later, its last day too.
fn later(entry: &Entry, days: u64, when: &When) -> Result<Edit, Invalid> {
    let moved = |date: NaiveDate| date.checked_add_days(Days::new(days)).unwrap_or(date);
    let mut to = entry.clone();
    to.at = begins(moved(entry.date()), when)?;
    to.changed = when.now;
    if let What::About(about) = &mut to.what {
        about.until = about.until.map(moved);
    }
    Ok(Edit::Change {
        from: entry.clone(),
        to,
    })
}

impl<'a> Plan<'a> {
    /// The last line before another one that allowed more.
    fn looser_before(&self, line: &Line) -> Option<&Line<'a>> {
        let before = self.lines.iter().rev();
        before
            .filter(|other| other.measure == line.measure && other.from < line.from)
            .find(|other| line.measure.allows_more(other.amount, line.amount))
    }
}
