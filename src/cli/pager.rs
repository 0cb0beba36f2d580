//! Long text for a person at a terminal: through the program they chose for it,
//! else `less`, else as it is. Never into a pipe or a file.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Result;
use signal_hook::consts::SIGINT;

use super::voice::{Span, Voice, on_terminal};

/// What `less` is told where nobody told it anything: to end by itself where all
/// fits on one screen, to show what is bold, and to leave the text standing.
const LESS: &str = "FRX";

/// What a shell says of a program that is not there.
const NOT_FOUND: i32 = 127;

/// Shows lines page by page where a person sits at a terminal; else says them.
///
/// # Errors
/// Nobody reads them any more, or the disk is full.
pub fn show(lines: Vec<Span>, voice: &mut Voice) -> Result<()> {
    if is_wanted(voice) && is_shown(&lines, voice) {
        return Ok(());
    }
    lines.into_iter().try_for_each(|line| voice.line([line]))
}

/// One `label: value` a line is for programs that read a screen out: they have
/// pages of their own.
fn is_wanted(voice: &Voice) -> bool {
    on_terminal() && io::stdin().is_terminal() && !voice.look.plain
}

/// Whether a program was found that shows them. Who quits it has seen enough.
fn is_shown(lines: &[Span], voice: &Voice) -> bool {
    let chosen = env::var_os("PAGER");
    let text: String = lines
        .iter()
        .map(|line| match chosen {
            // What it makes of bold is not known.
            Some(_) => voice.unpainted(line) + "\n",
            None => voice.painted(line) + "\n",
        })
        .collect();
    let Some(mut command) = program(chosen) else {
        return false;
    };
    if env::var_os("LESS").is_none() {
        command.env("LESS", LESS);
    }
    // Ctrl-c is meant for what is on the screen.
    let heard = Arc::new(AtomicBool::new(false));
    let listening = signal_hook::flag::register(SIGINT, heard);
    let child = command.stdin(Stdio::piped()).spawn();
    let shown = child.is_ok_and(|child| reads(child, &text));
    if let Ok(listening) = listening {
        signal_hook::low_level::unregister(listening);
    }
    shown
}

fn program(chosen: Option<OsString>) -> Option<Command> {
    match chosen {
        None => Some(Command::new("less")),
        Some(none) if none.is_empty() || none == "cat" => None,
        Some(words) => {
            // It may have options of its own.
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(words);
            Some(shell)
        }
    }
}

fn reads(mut child: Child, text: &str) -> bool {
    if let Some(mut to) = child.stdin.take() {
        // Whoever quits early reads no further.
        let _ = to.write_all(text.as_bytes());
    }
    child
        .wait()
        .is_ok_and(|ended| ended.code() != Some(NOT_FOUND))
}
