//! One thing that is wrong in a file, and what to write instead.

use std::fmt::Write;

use super::super::text::key;
use crate::domain::text::quoted;

/// Where, what, and what instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Counted from 1; 0 where it is the file as a whole.
    pub line: usize,
    /// What it is in: the id of a rule, the name of a class.
    pub of: String,
    /// The field.
    pub field: String,
    pub why: String,
    /// What to write; may be empty.
    pub hint: String,
}

impl Wrong {
    /// Something that no single line says.
    pub fn of_file(why: impl Into<String>, hint: &str) -> Wrong {
        Wrong {
            line: 0,
            of: String::new(),
            field: String::new(),
            why: why.into(),
            hint: hint.to_owned(),
        }
    }

    /// `amounts.toml:14: R09-dose-over-guide: sources: there is none; write …`.
    #[must_use]
    pub fn say(&self, file: &str) -> String {
        let mut said = file.to_owned();
        if self.line > 0 {
            let _ = write!(said, ":{}", self.line);
        }
        for part in [&self.of, &self.field, &self.why] {
            if !part.is_empty() {
                let _ = write!(said, ": {part}");
            }
        }
        if !self.hint.is_empty() {
            let _ = write!(said, "; {}", self.hint);
        }
        said
    }
}

/// Of a source that is in no list.
pub const NEW_SOURCE: &str = "add it there, with what it is and where it is found, and check \
                              both files in one command";

/// `"nausae" is no symptom`, with the nearest one.
pub fn unknown<'a>(
    sort: &str,
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> (String, String) {
    let why = format!("{} is no {sort}", quoted(typed));
    let hint = match nearest(typed, known) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => otherwise.to_owned(),
    };
    (why, hint)
}

/// The known one that is fewest slips away, where that is near enough to be it.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = key(typed);
    let most = (wanted.len() / 3).clamp(1, 4);
    let apart = known
        .into_iter()
        .map(|name| (strsim::osa_distance(&wanted, &key(name)), name));
    let (apart, name) = apart.min_by_key(|(apart, _)| *apart)?;
    (apart <= most).then_some(name)
}
