//! What was shown before: each warning once, when it was shown last.

use chrono::TimeDelta;
use ratatui::text::{Line, Span};

use crate::domain::answer::{Answer, Level, Said};
use crate::rules::rule;
use crate::stats::words::counted;
use crate::tui::action::Action;
use crate::tui::theme::level_words;
use crate::tui::view::View;
use crate::tui::widgets::text::{fit, styled};

/// How far back "this week" reaches.
const WEEK: TimeDelta = TimeDelta::days(7);

/// `Earlier this week: 2 warnings, 3 cautions. v shows them.` Nothing where
/// nothing was shown.
#[must_use]
pub fn words(view: &View) -> Option<String> {
    let shown = shown(view);
    let key = view.keymap.shown("warnings", Action::History);
    if shown.is_empty() {
        return None;
    }
    let week: Vec<&Answer> = shown
        .into_iter()
        .filter(|answer| is_of_week(view, answer))
        .collect();
    let count = |level: Level| week.iter().filter(|answer| answer.level == level).count();
    let counts: Vec<String> = [
        (Level::Urgent, "urgent", "urgent"),
        (Level::Warning, "warning", "warnings"),
        (Level::Caution, "caution", "cautions"),
        (Level::Info, "info", "infos"),
    ]
    .into_iter()
    .filter(|(level, _, _)| count(*level) > 0)
    .map(|(level, one, many)| counted(count(level), one, many))
    .collect();
    Some(if counts.is_empty() {
        format!("None other was shown in the last 7 days.   {key} history")
    } else {
        format!(
            "Shown in the last 7 days: {}   {key} history",
            counts.join(", ")
        )
    })
}

/// The history, newest first.
#[must_use]
pub fn lines(view: &View, columns: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns);
    let theme = &view.theme;
    let (week, before): (Vec<_>, Vec<_>) = shown(view)
        .into_iter()
        .partition(|answer| is_of_week(view, answer));
    let mut lines = Vec::new();
    for (title, answers) in [("Shown in the last 7 days", week), ("Before that", before)] {
        if answers.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(format!(" {title}"), theme.title));
        lines.extend(answers.into_iter().map(|answer| row(view, answer, columns)));
    }
    if lines.is_empty() {
        lines.push(Line::raw(" No warning was shown yet."));
    }
    lines.push(Line::default());
    let key = view.keymap.shown("warnings", Action::Close);
    lines.push(Line::styled(
        format!(" Each stands once, when it was shown last.   {key} back"),
        theme.dim,
    ));
    lines
}

/// What was shown, newest first.
fn shown(view: &View) -> Vec<&Answer> {
    let mut shown: Vec<&Answer> = view
        .journal
        .answers
        .iter()
        .filter(|answer| answer.said == Said::Shown)
        .collect();
    shown.sort_by_key(|answer| std::cmp::Reverse((answer.at, answer.level)));
    shown
}

fn is_of_week(view: &View, answer: &Answer) -> bool {
    view.when.now - answer.at < WEEK
}

fn row(view: &View, answer: &Answer, columns: usize) -> Line<'static> {
    let theme = &view.theme;
    let at = view.when.zone.at(answer.at);
    let format = if columns < 60 {
        " %-d %b  "
    } else {
        " %a %-d %b %H:%M  "
    };
    let wide = if columns < 60 { 9 } else { 19 };
    let holds = view
        .alerts
        .iter()
        .find(|alert| alert.rule == answer.rule && alert.subject == answer.subject);
    let name = match holds {
        Some(alert) => format!("{}, holds now", view.alert_title(alert)),
        None => view.text(&title(answer)),
    };
    fit(
        vec![
            styled(
                format!("{:<wide$}", at.format(format).to_string()),
                theme.dim,
            ),
            styled(level_words(answer.level), theme.level(answer.level)),
            Span::raw("  "),
            Span::raw(name),
        ],
        columns,
    )
}

/// The rule's title. What it was about is known, its numbers of then are not.
fn title(answer: &Answer) -> String {
    let Some(rule) = rule::find(&answer.rule) else {
        return answer.rule.clone();
    };
    let mut said = String::new();
    let mut rest = rule.title.as_str();
    while let Some((before, slot)) = rest.split_once('{') {
        let (slot, after) = slot.split_once('}').unwrap_or((slot, ""));
        said.push_str(before);
        let about = matches!(slot, "drug" | "item" | "symptom") && !answer.subject.is_empty();
        said.push_str(if about { &answer.subject } else { "…" });
        rest = after;
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn answer(rule: &str, subject: &str) -> Answer {
        Answer {
            rule: rule.to_owned(),
            subject: subject.to_owned(),
            said: Said::Shown,
            level: Level::Warning,
            at: DateTime::UNIX_EPOCH,
            times: 1,
        }
    }

    #[test]
    fn a_title_names_what_it_was_about() {
        assert_eq!(
            title(&answer("R20-mix-sedative", "diazepam")),
            "diazepam with kratom"
        );
        assert_eq!(
            title(&answer("R99-of-another-version", "")),
            "R99-of-another-version"
        );
    }

    #[test]
    fn numbers_of_then_are_not_made_up() {
        for rule in rule::rules() {
            let said = title(&answer(&rule.id, "x"));
            assert!(!said.contains(['{', '}']), "{said}");
        }
    }
}
