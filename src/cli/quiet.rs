//! The terminal without echo, from before a passphrase is asked for until it was
//! understood: what is typed early, or in a pause, is not shown either.

use std::fs::File;

use rustix::termios::{self, LocalModes, OptionalActions, Termios};

/// As long as this lives, nothing that is typed is shown.
pub struct Quiet {
    /// None where there is no terminal.
    before: Option<(File, Termios)>,
}

impl Quiet {
    pub fn begin() -> Quiet {
        let before = File::open("/dev/tty").ok().and_then(|terminal| {
            let before = termios::tcgetattr(&terminal).ok()?;
            let mut quiet = before.clone();
            // A Ctrl-c waits for the question, which gives the echo back.
            quiet.local_modes &= !(LocalModes::ECHO | LocalModes::ISIG);
            termios::tcsetattr(&terminal, OptionalActions::Now, &quiet).ok()?;
            Some((terminal, before))
        });
        Quiet { before }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        if let Some((terminal, before)) = &self.before {
            // A terminal that is gone needs no echo.
            let _ = termios::tcsetattr(terminal, OptionalActions::Now, before);
        }
    }
}
