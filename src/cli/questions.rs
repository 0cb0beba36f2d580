//! The questions of a check-in, one line each, answered from a keyboard or from
//! any other stdin.

use anyhow::Result;

use super::desk::{Desk, answer};
use crate::checkins::Half;
use crate::domain::text::quoted;

/// How the asking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Answered,
    /// There was nothing more to read.
    Left,
}

/// What one line of text means.
enum Typed {
    Choice(u8),
    Back,
    Unknown,
}

/// Asks what is not answered yet. `keep` is called with every answer, so that
/// none is lost.
///
/// # Errors
/// Stdin could not be read, or an answer could not be kept.
pub fn ask(half: &mut Half, desk: &mut Desk, keep: impl Fn(&Half) -> Result<()>) -> Result<Ended> {
    let items = half.checkin.items.len();
    let mut item = half.answered();
    let mut scale = String::new();
    desk.voice
        .aside("back goes to the question before, Ctrl-d keeps it for later.");
    while item < items {
        let words = says(half, item);
        if words != scale {
            desk.voice.aside(&format!("Answers: {words}"));
            scale = words;
        }
        let asks = half.checkin.items[item].ask;
        let given = half
            .given(item)
            .map_or(String::new(), |given| format!(", now {given}"));
        let most = half.checkin.highest(item);
        let number = item + 1;
        let range = if half.checkin.is_yes_no() {
            "no or yes".to_owned()
        } else {
            format!("0 to {most}")
        };
        desk.voice
            .aside(&format!("{number} of {items}  {asks} ({range}{given})"));
        let Some(line) = answer()? else {
            return Ok(Ended::Left);
        };
        match read(&line, half, item) {
            Typed::Choice(choice) => {
                half.answer(item, choice);
                keep(half)?;
                item += 1;
            }
            Typed::Back => item = item.saturating_sub(1),
            Typed::Unknown => {
                let line = quoted(line.trim());
                desk.voice
                    .aside(&format!("  {line} is no answer here; write {range}"));
            }
        }
    }
    Ok(Ended::Answered)
}

/// A number, its words, or `back`. Enter alone keeps an answer that was given.
fn read(line: &str, half: &Half, item: usize) -> Typed {
    let line = line.trim().to_lowercase();
    if matches!(line.as_str(), "back" | "b") {
        return Typed::Back;
    }
    if line.is_empty() {
        return half.given(item).map_or(Typed::Unknown, Typed::Choice);
    }
    let choices = half.checkin.choices(item);
    let number = line
        .parse()
        .ok()
        .filter(|n: &u8| *n <= half.checkin.highest(item));
    let is_meant =
        |words: &&str| *words == line || (half.checkin.is_yes_no() && words[..1] == line);
    let word = choices.iter().position(is_meant);
    let choice = number.or_else(|| word.and_then(|at| u8::try_from(at).ok()));
    choice.map_or(Typed::Unknown, Typed::Choice)
}

/// `0 not at all, 1 a little …`, without the numbers that have no word.
fn says(half: &Half, item: usize) -> String {
    let choices = half.checkin.choices(item).iter().enumerate();
    let worded = choices.filter(|(_, words)| !words.is_empty());
    let each: Vec<String> = worded.map(|(n, words)| format!("{n} {words}")).collect();
    each.join(", ")
}
