//! How often: doses a day, days with kratom, runs and gaps.

use chrono::NaiveDate;

use super::super::figures::Figures;
use super::super::part::Part;
use super::super::says::{self, figure, middle, stretch};
use crate::domain::journal::Day;
use crate::stats::figure::Series;
use crate::stats::words::{counted, one_decimal};

/// Doses a day, days with kratom, runs and gaps.
#[must_use]
pub fn often(of: &Figures) -> Part {
    let mut part = Part::new("often", "How often");
    if of.recorded() == 0 {
        part.say("No day of these is recorded: neither a dose nor \"no kratom\" is written down. That does not mean that nothing was taken.");
        return part;
    }
    days(&mut part, of);
    doses_a_day(&mut part, of);
    between(&mut part, of);
    runs(&mut part, of);
    part.row(
        "days_not_recorded",
        "Days not recorded",
        of.summary.days_not_recorded.to_string(),
        gaps(of),
    );
    part
}

/// Days with kratom, and those said to be without.
fn days(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let recorded = says::of(of.recorded(), sum.days, "day", "days");
    let recorded = format!("recorded {recorded}");
    part.row(
        "days_with_kratom",
        "Days with kratom",
        format!("{} of {} recorded", sum.days_with_kratom, of.recorded()),
        recorded.clone(),
    );
    part.row(
        "days_none",
        "Days said to be without kratom",
        sum.days_none.to_string(),
        recorded,
    );
}

/// Of the full days the median, of the days with kratom the mean.
fn doses_a_day(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let doses = of.figure(Series::Doses);
    let counted_days = doses.quartiles.map_or(0, |quartiles| quartiles.n);
    let full = says::of(counted_days, doses.days, "full day", "full days");
    let open = if sum.to == of.asked.when.today() {
        "; today is not over"
    } else {
        ""
    };
    part.row(
        "",
        "Doses a day, median",
        middle(doses.quartiles, "", one_decimal),
        format!("recorded {full}{open}"),
    );
    part.row(
        "doses_per_day_used",
        "Doses per day with kratom, mean",
        figure(sum.doses_per_day_used, ""),
        counted(sum.doses, "dose", "doses"),
    );
}

fn between(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let median = sum.median_minutes_between;
    part.row(
        "",
        "Time between doses, nights left out, median",
        median.map_or(says::UNKNOWN.to_owned(), |it| Series::Gap.says(it)),
        counted(sum.times_between, "wait", "waits"),
    );
    let waits = counted(sum.doses.saturating_sub(1), "wait", "waits");
    part.row(
        "median_hours_between_doses",
        "From each dose to the next, nights included, median",
        figure(sum.median_hours_between_doses, " h"),
        format!("{waits}; days not recorded may hide some"),
    );
}

/// Days with kratom in a row: the longest run, and the one the days end in.
fn runs(part: &mut Part, of: &Figures) {
    let sum = &of.summary;
    let first = first_run(of);
    // Of a run that the first of these days cuts, the whole is said beside it.
    let beside = |is_it: bool| match &first {
        Some(run) if is_it => format!("began before these days ({})", run.says(of)),
        Some(run) if run.whole > sum.longest_run_days => {
            format!(
                "within these days; one began before them ({})",
                run.says(of)
            )
        }
        _ => "within these days".to_owned(),
    };
    let is_longest = first
        .as_ref()
        .is_some_and(|run| run.within == sum.longest_run_days);
    part.row(
        "longest_run_days",
        "Longest run of days with kratom",
        counted(sum.longest_run_days, "day", "days"),
        beside(is_longest),
    );
    let goes_on = first
        .as_ref()
        .is_some_and(|run| run.within == sum.current_run_days && run.last == last_counted(of));
    let (days, known) = if sum.current_run_days == 0 && !is_recorded(of, last_counted(of)) {
        let gap = of.gaps.last().map_or_else(String::new, |gap| {
            format!("{} not recorded", stretch(gap.from, gap.to))
        });
        (says::UNKNOWN.to_owned(), gap)
    } else if goes_on {
        (counted(sum.current_run_days, "day", "days"), beside(true))
    } else {
        let days = counted(sum.current_run_days, "day", "days");
        (days, "within these days".to_owned())
    };
    part.row(
        "current_run_days",
        "Run at the end of these days",
        days,
        known,
    );
}

/// A run that had begun before the days of the report.
struct Cut {
    within: usize,
    whole: usize,
    last: NaiveDate,
}

impl Cut {
    /// `48 days in all, to 31 Oct`.
    fn says(&self, of: &Figures) -> String {
        let days = counted(self.whole, "day", "days");
        format!("{days} in all, to {}", of.day(self.last))
    }
}

fn first_run(of: &Figures) -> Option<Cut> {
    let days = of.days.iter();
    let run = days.take_while(|day| matches!(day.state, Day::WithKratom(_)));
    let last = run.clone().last()?.date;
    let (whole, began) = of.journal.run_to(last)?;
    (began < of.asked.from).then(|| Cut {
        within: run.count(),
        whole: usize::try_from(whole).unwrap_or(usize::MAX),
        last,
    })
}

/// The last of the days; a today of which nothing is said yet does not count.
fn last_counted(of: &Figures) -> NaiveDate {
    let to = of.asked.to;
    if to == of.asked.when.today() && !is_recorded(of, to) {
        to.pred_opt().unwrap_or(to)
    } else {
        to
    }
}

fn is_recorded(of: &Figures, date: NaiveDate) -> bool {
    of.journal.day(date) != Day::NotRecorded
}

/// The stretches that are not recorded, the longest named.
pub(super) fn gaps(of: &Figures) -> String {
    const NAMED: usize = 4;
    let mut gaps = of.gaps.clone();
    gaps.sort_by_key(|gap| std::cmp::Reverse((gap.days(), gap.to)));
    let left = gaps.len().saturating_sub(NAMED);
    gaps.truncate(NAMED);
    gaps.sort_by_key(|gap| gap.from);
    let mut named: Vec<String> = gaps.iter().map(|gap| stretch(gap.from, gap.to)).collect();
    if left > 0 {
        named.push(format!("{left} shorter"));
    }
    named.join("; ")
}
