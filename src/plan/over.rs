//! The plan over a stretch of days, beside the record: each break with what was
//! written down in it, and whether a line about days a week holds, week by week.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Line, Measure, Plan, Stretch, day};
use crate::domain::journal::Day;
use crate::stats::days::{DayStats, Stand};
use crate::stats::words::counted;

/// Whether a line holds in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    /// Too many days are not recorded to say.
    Unknown,
    /// The week is not over.
    Open,
}

/// A week of the record.
#[derive(Debug, Clone, Copy, Default)]
struct Week {
    with: usize,
    without: usize,
    unrecorded: usize,
    ahead: usize,
}

impl Plan<'_> {
    /// Whether a day lies in a break.
    #[must_use]
    pub fn is_break(&self, on: NaiveDate) -> bool {
        self.break_on(on).is_some()
    }

    /// What the plan says of some days, a sentence each. `days` are those that
    /// are shown, `before` come right before them.
    #[must_use]
    pub fn over(&self, days: &[DayStats], before: &[DayStats]) -> Vec<String> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Vec::new();
        };
        let shown =
            |it: &Stretch| it.from <= last.date && it.until.is_none_or(|until| first.date <= until);
        let breaks = self.stretches().into_iter().filter(shown);
        let breaks = breaks.map(|it| break_words(it, days));
        let weeks = weeks(days, before);
        let lines = [Measure::DaysWith, Measure::DaysOff].into_iter();
        let lines = lines.flat_map(|measure| self.weeks_words(measure, &weeks));
        breaks.chain(lines).collect()
    }

    /// A sentence for each line, in the order of the weeks: a week counts for the
    /// line that held on its Monday, and no other.
    fn weeks_words(&self, measure: Measure, weeks: &[(NaiveDate, Week)]) -> Vec<String> {
        let mut of: Vec<(&Line, Vec<Week>)> = Vec::new();
        for (monday, week) in weeks {
            let Some(line) = self.in_force(measure, *monday) else {
                continue;
            };
            match of.iter_mut().find(|(known, _)| known.amount == line.amount) {
                Some((_, weeks)) => weeks.push(*week),
                None => of.push((line, vec![*week])),
            }
        }
        let is_one = of.iter().map(|(_, weeks)| weeks.len()).sum::<usize>() == 1;
        let says = |(line, weeks): (&Line, Vec<Week>)| match weeks.as_slice() {
            [week] if is_one => format!("{}: {}.", capital(&line.says()), week.words(line)),
            weeks => line_words(line, weeks),
        };
        of.into_iter().map(says).collect()
    }
}

/// `At most 2 days a week: held in 3 of 4 weeks; not known in 1.`
fn line_words(line: &Line, weeks: &[Week]) -> String {
    let held = |holds: Holds| {
        weeks
            .iter()
            .filter(|week| week.holds(line) == holds)
            .count()
    };
    let over = weeks.len() - held(Holds::Open);
    let mut parts = Vec::new();
    if over > 0 {
        let weeks = counted(over, "week", "weeks");
        parts.push(format!("held in {} of {weeks}", held(Holds::Yes)));
    }
    if held(Holds::Unknown) > 0 {
        parts.push(format!("not known in {}", held(Holds::Unknown)));
    }
    let open = weeks.last().filter(|week| week.holds(line) == Holds::Open);
    parts.extend(open.map(|week| format!("this week {}", week.words(line))));
    format!("{}: {}.", capital(&line.says()), parts.join("; "))
}

/// `Break from Mon 16 to Wed 18 Nov: no dose written down in it.`
fn break_words(stretch: Stretch, days: &[DayStats]) -> String {
    let until = stretch.until.map_or_else(
        || ", without a last day".to_owned(),
        |until| format!(" to {}", day(until)),
    );
    let says = format!("A break from {}{until}", day(stretch.from));
    let in_it = |it: &&DayStats| {
        stretch.from <= it.date && stretch.until.is_none_or(|until| it.date <= until)
    };
    let of_it: Vec<&DayStats> = days.iter().filter(in_it).collect();
    if of_it.iter().all(|it| it.stand == Stand::Ahead) {
        return format!("{says}, still ahead.");
    }
    let doses: usize = of_it.iter().map(|it| it.doses).sum();
    let unrecorded = of_it.iter().filter(|it| is_unrecorded(it)).count();
    let unrecorded = match unrecorded {
        0 => String::new(),
        some => format!(", {} not recorded", counted(some, "day", "days")),
    };
    let doses = match doses {
        0 => "no dose".to_owned(),
        some => counted(some, "dose", "doses"),
    };
    format!("{says}: {doses} written down in these days{unrecorded}.")
}

fn is_unrecorded(day: &DayStats) -> bool {
    day.state == Day::NotRecorded && day.stand == Stand::Over
}

/// Each week that ends in these days, by its Monday.
fn weeks(days: &[DayStats], before: &[DayStats]) -> Vec<(NaiveDate, Week)> {
    let ends = days.iter().filter(|it| it.date.weekday() == Weekday::Sun);
    ends.filter_map(|sunday| {
        let monday = sunday.date.checked_sub_days(Days::new(6))?;
        let all = before.iter().chain(days);
        let of: Vec<&DayStats> = all
            .filter(|it| monday <= it.date && it.date <= sunday.date)
            .collect();
        let begun = of.first().is_some_and(|it| it.stand != Stand::Ahead);
        (of.len() == 7 && begun).then(|| (monday, Week::of(&of)))
    })
    .collect()
}

impl Week {
    fn of(days: &[&DayStats]) -> Week {
        let mut week = Week::default();
        for it in days {
            match (it.state, it.stand) {
                (Day::WithKratom(_), _) => week.with += 1,
                (Day::None, _) => week.without += 1,
                (Day::NotRecorded, Stand::Over) => week.unrecorded += 1,
                (Day::NotRecorded, _) => week.ahead += 1,
            }
        }
        week
    }

    /// So many days off leave so many with kratom.
    fn holds(self, line: &Line) -> Holds {
        let amount = line.amount.value();
        let most = if line.measure == Measure::DaysOff {
            7.0 - amount
        } else {
            amount
        };
        let reaches = |days: usize| crate::stats::middle::number(days) > most;
        match self {
            _ if reaches(self.with) => Holds::No,
            _ if self.ahead > 0 => Holds::Open,
            _ if reaches(self.with + self.unrecorded) => Holds::Unknown,
            _ => Holds::Yes,
        }
    }

    /// `4 days with kratom, 1 not recorded; it holds`.
    fn words(self, line: &Line) -> String {
        let counts = if line.measure == Measure::DaysOff {
            format!(
                "{} said to be without",
                counted(self.without, "day", "days")
            )
        } else {
            format!("{} with kratom", counted(self.with, "day", "days"))
        };
        let says = match self.unrecorded {
            0 => counts,
            some => format!("{counts}, {some} not recorded"),
        };
        match self.holds(line) {
            Holds::Yes => says + "; it holds",
            Holds::No => says + "; it does not hold",
            Holds::Unknown => says + "; whether it holds is not known",
            Holds::Open => says + " so far",
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::day_of;
    use crate::lookups::lookups;
    use crate::stats::days::days;
    use crate::stats::sample::{date, journal, now};

    fn over(lines: &[&str], from: &str, to: &str) -> Vec<String> {
        let journal = journal(lines);
        let today = day_of(now(), journal.day_start());
        let of = |from, to| days(&journal, from, to, today, &lookups());
        let from = date(from);
        let before = of(from - Days::new(28), from - Days::new(1));
        Plan::of(&journal).over(&of(from, date(to)), &before)
    }

    const WEEK: (&str, &str) = ("2026-11-09", "2026-11-15");

    #[test]
    fn days_a_week_hold_or_do_not_or_are_not_known() {
        let mut lines = vec!["about name=days_a_week amount=2 at=2026-11-01"];
        lines.extend(["2026-11-09", "2026-11-10"].map(|day| match day {
            "2026-11-09" => "dose amount=2g at=2026-11-09T09:00",
            _ => "dose amount=2g at=2026-11-10T09:00",
        }));
        let says = |lines: &[&str]| over(lines, WEEK.0, WEEK.1).join(" ");
        assert_eq!(
            says(&lines),
            "At most 2 days a week: 2 days with kratom, 5 not recorded; whether it holds is not known."
        );
        let none = [
            "none date=2026-11-11",
            "none date=2026-11-12",
            "none date=2026-11-13",
            "none date=2026-11-14",
            "none date=2026-11-15",
        ];
        lines.extend(none);
        assert_eq!(
            says(&lines),
            "At most 2 days a week: 2 days with kratom; it holds."
        );
        lines.pop();
        lines.push("dose amount=2g at=2026-11-15T09:00");
        assert_eq!(
            says(&lines),
            "At most 2 days a week: 3 days with kratom; it does not hold."
        );
        // The week that is running, a Friday: nothing is said before it is over.
        assert_eq!(
            over(&lines, "2026-11-16", "2026-11-22"),
            ["At most 2 days a week: 0 days with kratom, 4 not recorded so far."]
        );
        assert_eq!(
            over(&lines, "2026-11-01", "2026-11-30"),
            [
                "At most 2 days a week: held in 0 of 2 weeks; not known in 1; this week 0 days with kratom, 4 not recorded so far."
            ]
        );
    }

    /// Four days with kratom in each of three weeks: the line was 5 days in the
    /// first two, and is 2 since; the week that runs has none of it yet.
    #[test]
    fn a_line_that_was_changed_counts_its_own_weeks_only() {
        let mut lines = vec![
            "about name=days_a_week amount=5 at=2026-10-01".to_owned(),
            "about name=days_a_week amount=2 at=2026-11-09".to_owned(),
        ];
        for monday in ["2026-10-26", "2026-11-02", "2026-11-09"].map(date) {
            for (n, day) in monday.iter_days().take(7).enumerate() {
                lines.push(match n {
                    0..4 => format!("dose amount=2g at={day}T09:00"),
                    _ => format!("none date={day}"),
                });
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(
            over(&lines, "2026-10-26", "2026-11-15"),
            [
                "At most 5 days a week: held in 2 of 2 weeks.",
                "At most 2 days a week: held in 0 of 1 week."
            ]
        );
        // A week that runs under a line of its own.
        let stopped = [
            &lines[..1],
            &lines[2..],
            &["about name=days_a_week amount=1 at=2026-11-16"],
        ];
        assert_eq!(
            over(&stopped.concat(), "2026-10-26", "2026-11-22"),
            [
                "At most 5 days a week: held in 3 of 3 weeks.",
                "At most 1 day a week: this week 0 days with kratom, 4 not recorded so far."
            ]
        );
    }

    #[test]
    fn a_break_stands_beside_what_was_written_down_in_it() {
        let lines = [
            "about name=planned_break at=2026-11-10 until=2026-11-12",
            "none date=2026-11-10",
            "dose amount=2g at=2026-11-11T09:00",
            "about name=planned_break at=2026-12-24 until=2026-12-31",
        ];
        assert_eq!(
            over(&lines, WEEK.0, WEEK.1),
            [
                "A break from Tue 10 Nov to Thu 12 Nov: 1 dose written down in these days, 1 day not recorded."
            ]
        );
        assert_eq!(
            over(&lines, "2026-12-01", "2026-12-31"),
            ["A break from Thu 24 Dec to Thu 31 Dec, still ahead."]
        );
    }
}
