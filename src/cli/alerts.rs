//! Warnings as lines of text.

use anyhow::Result;
use textwrap::Options;

use super::voice::{Ink, Span, Voice, dim};
use super::words;
use crate::domain::answer::Level;
use crate::domain::moment::When;
use crate::domain::text::one_line;
use crate::rules::sources;
use crate::rules::{Alert, NO_WARNINGS, OTHERS_WAIT, Shown};

/// Where the text of a warning begins: after its sign and level.
const INDENT: &str = "             ";

/// What a save says: cards, then lines, then where to read more.
///
/// # Errors
/// Nobody reads it any more.
pub fn shown(shown: &Shown, voice: &mut Voice) -> Result<()> {
    for alert in &shown.cards {
        card(alert, voice)?;
        if !alert.also.is_empty() {
            body("Also", &alert.also.join("; "), voice)?;
        }
    }
    for alert in &shown.lines {
        headed(alert.level, &alert.title, voice)?;
    }
    if shown.lines.is_empty() {
        where_more(&shown.cards, voice)
    } else {
        where_more(&shown.lines, voice)
    }
}

/// What is urgent and was not read yet, one line each, the number to call first.
///
/// # Errors
/// As of [`shown`].
pub fn open(alerts: &[Alert], voice: &mut Voice) -> Result<()> {
    alerts.iter().try_for_each(|alert| {
        let says = format!("{}. {}", alert.first, alert.title);
        headed(alert.level, &says, voice)
    })
}

/// Where there is more to read, under some warnings.
///
/// # Errors
/// As of [`shown`].
pub fn where_more(alerts: &[Alert], voice: &mut Voice) -> Result<()> {
    if alerts.is_empty() {
        return Ok(());
    }
    let urgent = alerts.iter().any(|alert| alert.level == Level::Urgent);
    let mut more = vec![("leaflog warnings", "says why and what helps")];
    if urgent {
        more.insert(
            0,
            ("leaflog emergency", "says what to do and what was taken"),
        );
    }
    for (command, says) in more {
        if voice.look.plain {
            voice.labelled("more", &format!("{command} {says}"))?;
        } else {
            let whole = format!("    {command}  {says}");
            if whole.chars().count() <= voice.look.width {
                voice.text(&whole)?;
            } else {
                voice.text(&format!("    {command}"))?;
                voice.text(&format!("    {says}"))?;
            }
        }
    }
    Ok(())
}

/// What a time without warnings says.
///
/// # Errors
/// As of [`shown`].
pub fn none(voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled("warnings", NO_WARNINGS);
    }
    paragraph(NO_WARNINGS, voice)
}

/// That others wait, where some do.
///
/// # Errors
/// As of [`shown`].
pub fn waiting(many: usize, voice: &mut Voice) -> Result<()> {
    if many == 0 {
        return Ok(());
    }
    if voice.look.plain {
        return voice.labelled("note", OTHERS_WAIT);
    }
    paragraph(OTHERS_WAIT, voice)
}

/// Text that is as wide as the terminal lets it be.
///
/// # Errors
/// As of [`shown`].
pub fn paragraph(says: &str, voice: &mut Voice) -> Result<()> {
    wrapped_in(says, voice.look.width, 0)
        .iter()
        .try_for_each(|line| voice.text(line))
}

/// Sign, level and message; on an urgent one the number to call comes first.
///
/// # Errors
/// As of [`shown`].
pub fn card(alert: &Alert, voice: &mut Voice) -> Result<()> {
    let first = (alert.level == Level::Urgent && !alert.first.is_empty()).then_some(&alert.first);
    if let Some(first) = first {
        headed(alert.level, first, voice)?;
        return body("", &alert.say, voice);
    }
    headed(alert.level, &alert.say, voice)
}

/// Level and title on a line of their own, then the message.
///
/// # Errors
/// As of [`shown`].
pub fn titled(alert: &Alert, voice: &mut Voice) -> Result<()> {
    if alert.level == Level::Urgent {
        return card(alert, voice);
    }
    headed(alert.level, &alert.title, voice)?;
    body("", &alert.say, voice)
}

/// Level and title; of what is urgent, all.
///
/// # Errors
/// As of [`shown`].
pub fn line(alert: &Alert, voice: &mut Voice) -> Result<()> {
    if alert.level == Level::Urgent {
        return card(alert, voice);
    }
    headed(alert.level, &alert.title, voice)
}

/// A card with why it matters, what helps, how sure that is and where it is from.
///
/// # Errors
/// As of [`shown`].
pub fn explained(alert: &Alert, voice: &mut Voice) -> Result<()> {
    card(alert, voice)?;
    body("Why", alert.why, voice)?;
    body("What helps", &alert.helps.join(" "), voice)?;
    body("Sure", alert.evidence, voice)?;
    let from: Vec<String> = alert.sources.iter().map(|id| sources::says(id)).collect();
    body("From", &from.join("; "), voice)
}

/// Everything there is to say of a warning.
///
/// # Errors
/// As of [`shown`].
pub fn in_full(alert: &Alert, when: &When, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        voice.labelled("title", &alert.title)?;
        voice.labelled("since", &words::moment(alert.began, when))?;
    } else {
        let since = format!("  since {}", words::moment(alert.began, when));
        voice.line([Span(Ink::Bold, alert.title.clone()), dim(since)])?;
    }
    explained(alert, voice)
}

/// A line that begins with the level.
fn headed(level: Level, says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(level.name(), says);
    }
    let head = format!("{:>3} {:<7}  ", sign(level), level.name().to_uppercase());
    let lines = wrapped(says, voice);
    for (n, line) in lines.into_iter().enumerate() {
        let head = if n == 0 { head.as_str() } else { INDENT };
        voice.line([Span(Ink::Level(level), head.to_owned()), line.into()])?;
    }
    Ok(())
}

/// A part of a warning below its first line, with a name where it has one.
///
/// # Errors
/// As of [`shown`].
pub fn body(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if says.is_empty() {
        return Ok(());
    }
    if voice.look.plain {
        let label = if label.is_empty() { "say" } else { label };
        return voice.labelled(&label.to_lowercase(), says);
    }
    let says = match label {
        "" => says.to_owned(),
        label => format!("{label}: {says}"),
    };
    for line in wrapped(&says, voice) {
        voice.line([format!("{INDENT}{line}")])?;
    }
    Ok(())
}

/// What there is to point out, if anything.
///
/// # Errors
/// As of [`shown`].
pub fn remarks(remarks: &[Option<String>], voice: &mut Voice) -> Result<()> {
    remarks
        .iter()
        .flatten()
        .try_for_each(|says| remark(says, voice))
}

/// What is pointed out and is no warning.
///
/// # Errors
/// As of [`shown`].
pub fn remark(says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled("note", says);
    }
    for line in wrapped_in(says, voice.look.width, 4) {
        voice.line([format!("    {line}")])?;
    }
    Ok(())
}

/// How much it matters without its word.
#[must_use]
pub fn sign(level: Level) -> &'static str {
    match level {
        Level::Urgent => "!!!",
        Level::Warning => "!!",
        Level::Caution => "!",
        Level::Info => "·",
    }
}

fn wrapped(says: &str, voice: &Voice) -> Vec<String> {
    wrapped_in(says, voice.look.width, INDENT.len())
}

/// The lines of a text beside an indent.
#[must_use]
pub fn wrapped_in(says: &str, width: usize, indent: usize) -> Vec<String> {
    let room = width.saturating_sub(indent).max(12);
    textwrap::wrap(&one_line(says), Options::new(room).break_words(false))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}
