//! What is said where leaflog itself goes wrong: at which place, never in which
//! words, for those of a panic can be words of the journal.

use std::io::{Write, stderr};
use std::panic::{self, PanicHookInfo};

/// How it begins.
pub const SAYS: &str = "leaflog went wrong inside";

/// Has a panic say where it was and what to do, and nothing else.
pub fn tell_only_where() {
    panic::set_hook(Box::new(tell));
}

fn tell(info: &PanicHookInfo) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(
        stderr(),
        "error: {SAYS}, at {place}\n\
         hint: what was saved or half typed is kept; leaflog doctor says whether the journal is whole",
    );
}
