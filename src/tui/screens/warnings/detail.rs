//! Everything there is to say of one warning.

use chrono::TimeDelta;
use ratatui::text::{Line, Span};

use crate::domain::answer::{Level, Said};
use crate::rules::{self, Alert};
use crate::tui::theme::level_words;
use crate::tui::view::View;
use crate::tui::widgets::alerts::{part, reasons};
use crate::tui::widgets::text::{styled, wrap};

/// Longer lines are hard to read.
const READABLE: usize = 96;

/// Whether "my clinician knows" is an answer to it.
#[must_use]
pub fn takes_clinician(alert: &Alert) -> bool {
    let always = rules::rule::find(alert.rule).is_some_and(|rule| rule.always);
    alert.level < Level::Urgent && !always
}

/// `since 20:40`, or the day where it is another.
#[must_use]
pub fn since(view: &View, alert: &Alert) -> String {
    let today = alert.began.date_naive() == view.now.date_naive();
    let format = if today { "%H:%M" } else { "%a %-d %b" };
    format!("since {}", alert.began.format(format))
}

/// What the person said to it: `read 20 Nov`, `clinician knows, 20 Nov`.
#[must_use]
pub fn answered(view: &View, alert: &Alert) -> Vec<String> {
    let answers = [
        (Said::Read, "read "),
        (Said::Clinician, "clinician knows, "),
    ];
    let said = answers.into_iter().filter_map(|(said, words)| {
        let answer = view.journal.answer(alert.rule, &alert.subject, said)?;
        let lapsed = said == Said::Clinician
            && view.when.now - answer.at >= TimeDelta::days(rules::CLINICIAN_DAYS);
        let counts = answer.level >= alert.level && !lapsed;
        let day = view.when.zone.at(answer.at).format("%-d %b");
        counts.then(|| format!("{words}{day}"))
    });
    said.collect()
}

/// What it says, why, what helps, how sure that is and where it comes from.
#[must_use]
pub fn lines(view: &View, alert: &Alert, columns: usize) -> Vec<Line<'static>> {
    let says = wrap(&view.says(alert), columns.saturating_sub(2).min(READABLE));
    let mut lines: Vec<Line> = says
        .into_iter()
        .map(|text| Line::raw(format!(" {text}")))
        .collect();
    if !alert.also.is_empty() && !view.hides(alert) {
        lines.extend(part(view, "Also", &alert.also.join("; "), columns));
    }
    lines.push(Line::default());
    lines.extend(reasons(view, alert, columns));
    lines
}

/// The same as a page of its own.
#[must_use]
pub fn page(view: &View, alert: &Alert, columns: u16) -> Vec<Line<'static>> {
    let columns = usize::from(columns);
    let theme = &view.theme;
    let level = level_words(alert.level);
    let mut lines = Vec::new();
    let names = wrap(&view.alert_title(alert), columns.saturating_sub(14).max(8));
    for (n, name) in names.into_iter().enumerate() {
        let level = if n == 0 {
            styled(level, theme.level(alert.level))
        } else {
            Span::raw(" ".repeat(10))
        };
        lines.push(Line::from(vec![
            Span::raw(" "),
            level,
            Span::raw("  "),
            styled(name, theme.title),
        ]));
    }
    let mut state = vec![since(view, alert)];
    state.extend(answered(view, alert));
    lines.push(Line::styled(format!(" {}", state.join("   ")), theme.dim));
    lines.push(Line::default());
    lines.extend(self::lines(view, alert, columns));
    lines.push(Line::default());
    let end = wrap(rules::NO_LIST, columns.saturating_sub(2));
    lines.extend(
        end.into_iter()
            .map(|text| Line::styled(format!(" {text}"), theme.dim)),
    );
    lines
}
