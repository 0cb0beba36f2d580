//! Long text for a person at a terminal: through the program they chose for it,
//! else `less`, else as it is. Never into a pipe or a file.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::Result;
use signal_hook::consts::SIGINT;

use super::voice::{Span, Voice, on_terminal};

/// What `less` is told where nobody told it anything: to end by itself where all
/// fits on one screen, to show what is bold, and to leave the text standing.
const LESS: &str = "FRX";

/// Whatever else it was told: to show what is bold, not its signs.
const BOLD: &str = "-R";

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
    // Ctrl-c is meant for what is on the screen, as long as it is there.
    let over = Arc::new(AtomicBool::new(false));
    // Where it cannot be kept away, it ends both.
    let _ = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&over));
    let shown = is_read(command, &text).unwrap_or(false);
    over.store(true, Ordering::SeqCst);
    shown
}

fn program(chosen: Option<OsString>) -> Option<Command> {
    match chosen {
        None => {
            let mut less = Command::new("less");
            less.arg(BOLD);
            Some(less)
        }
        Some(none) if none.is_empty() || none == "cat" => None,
        Some(words) => {
            // It may have options of its own.
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(words);
            Some(shell)
        }
    }
}

/// Gives a program the text. One that fails without having read anything of it,
/// like one that is not there or that was told what it does not understand, has
/// shown nothing.
fn is_read(mut command: Command, text: &str) -> io::Result<bool> {
    let (mut unread, mut to) = io::pipe()?;
    let mut child = command.stdin(unread.try_clone()?).spawn()?;
    // With it goes its hold on what the program alone is to read.
    drop(command);
    thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever quits early reads no further.
            let _ = to.write_all(text.as_bytes());
        });
        let ended = child.wait();
        if ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
            drop(unread);
            return Ok(true);
        }
        let mut rest = Vec::new();
        unread.read_to_end(&mut rest)?;
        Ok(rest.len() < text.len())
    })
}
