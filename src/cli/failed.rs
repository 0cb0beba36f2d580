//! How a command that failed says so: the error, the hint, the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use super::usage::Usage;
use crate::domain::field::Invalid;
use crate::domain::text;
use crate::trouble::Trouble;

/// Says what went wrong and what to do, and how to leave: 1 where it could not
/// be done, 2 where the words were wrong. A closed pipe is no error.
#[must_use]
pub fn trouble(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let (what, hint, code) = explained(error);
    // Where not even this can be written, the exit code still says it.
    let mut stderr = io::stderr();
    let _ = writeln!(stderr, "error: {}", text::one_line(&what));
    if !hint.is_empty() {
        let _ = writeln!(stderr, "hint: {}", text::one_line(&hint));
    }
    ExitCode::from(code)
}

/// What, hint and exit code.
fn explained(error: &anyhow::Error) -> (String, String, u8) {
    if let Some(wrong) = error.downcast_ref::<Invalid>() {
        return (wrong.to_string(), wrong.hint.clone(), 2);
    }
    if let Some(usage) = error.downcast_ref::<Usage>() {
        return (usage.what.clone(), usage.hint.clone(), 2);
    }
    match error.downcast_ref::<Trouble>() {
        Some(trouble) => (trouble.what.clone(), trouble.hint.clone(), 1),
        None => (plain(error), disk(error).to_owned(), 1),
    }
}

/// What went wrong, without the number the system has for it.
fn plain(error: &anyhow::Error) -> String {
    let says = format!("{error:#}");
    let end = says.find(" (os error").unwrap_or(says.len());
    says[..end].to_owned()
}

/// What to do where the system would not go on and nobody said more of it.
fn disk(error: &anyhow::Error) -> &'static str {
    let cause = error.downcast_ref::<io::Error>();
    match cause.and_then(io::Error::raw_os_error) {
        Some(_) => "leaflog doctor looks at the journal, its disk and its free space",
        None => "",
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
