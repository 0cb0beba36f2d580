//! A pseudo-terminal with leaflog in it: keys in, a screen out.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::LocalModes;

/// How long a screen may take before the test gives up; never waited for in
/// full when leaflog works.
const PATIENCE: Duration = Duration::from_mins(2);

pub struct Terminal {
    screen: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Tells the reader to let go of the terminal after what it reads next.
    let_go: Arc<AtomicBool>,
    /// All that came from it, what has left the screen too.
    seen: Vec<u8>,
    too_small: bool,
}

fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_leaflog")
}

impl Terminal {
    #[allow(dead_code, reason = "not every story is told of a plain environment")]
    /// Starts leaflog on a journal, at a fixed present, in Berlin.
    pub fn open(journal: &Path, now: &str, columns: u16, rows: u16) -> Terminal {
        Terminal::open_with(journal, now, (columns, rows), &[])
    }

    /// The same with more in its environment.
    pub fn open_with(
        journal: &Path,
        now: &str,
        (columns, rows): (u16, u16),
        environment: &[(&str, &Path)],
    ) -> Terminal {
        Terminal::typing(journal, &[], now, (columns, rows), environment)
    }

    /// The same with words after the journal, as typed in a shell.
    pub fn typing(
        journal: &Path,
        words: &[&str],
        now: &str,
        (columns, rows): (u16, u16),
        environment: &[(&str, &Path)],
    ) -> Terminal {
        let mut command = CommandBuilder::new(binary());
        command.arg("--journal");
        command.arg(journal);
        command.args(words);
        Terminal::running(command, journal, now, (columns, rows), environment)
    }

    #[allow(dead_code, reason = "most stories run leaflog itself")]
    /// Any program that shows leaflog, in the same surroundings.
    pub fn running(
        mut command: CommandBuilder,
        journal: &Path,
        now: &str,
        (columns, rows): (u16, u16),
        environment: &[(&str, &Path)],
    ) -> Terminal {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("TZ", "Europe/Berlin"),
            ("LEAFLOG_NOW", now),
        ] {
            command.env(name, value);
        }
        command.env("HOME", journal.parent().unwrap());
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let let_go = Arc::new(AtomicBool::new(false));
        let no_more = Arc::clone(&let_go);
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if no_more.load(Ordering::SeqCst) || sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            screen: vt100::Parser::new(rows, columns, 0),
            output,
            keys: pair.master.take_writer().unwrap(),
            child,
            master: Some(pair.master),
            let_go,
            seen: Vec::new(),
            too_small: false,
        }
    }

    /// Types keys; `<enter>`, `<esc>`, `<tab>`, `<c-u>` have names.
    pub fn press(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
            let (bytes, left) = match named {
                Some((name, left)) => (named_key(name).to_owned(), left),
                None => (first.to_string(), &rest[first.len_utf8()..]),
            };
            self.keys.write_all(bytes.as_bytes()).unwrap();
            rest = left;
        }
        self.keys.flush().unwrap();
    }

    /// Waits until the screen shows this text.
    pub fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen ends with this text, as with a shell's prompt.
    #[allow(dead_code, reason = "not every story is told in a shell")]
    pub fn ends_in(&mut self, text: &str) {
        self.until(text, |screen| screen.trim_end().ends_with(text));
    }

    fn until(&mut self, what: &str, seen: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        loop {
            let screen = self.screen.screen().contents();
            if seen(&screen) {
                return;
            }
            match self
                .output
                .recv_timeout(PATIENCE.saturating_sub(begun.elapsed()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("never saw {what:?} on\n{screen}"),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended before {what:?}, on\n{screen}")
                }
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        if !self.too_small {
            self.screen.process(bytes);
        }
        self.seen.extend_from_slice(bytes);
    }

    /// Whether a text ever came, on the screen or above it.
    #[allow(dead_code, reason = "not every story has secrets")]
    pub fn ever_showed(&self, text: &str) -> bool {
        let mut parts = self.seen.windows(text.len());
        parts.any(|part| part == text.as_bytes())
    }

    #[allow(dead_code, reason = "one story is of such a terminal")]
    /// What a terminal that has one screen only, as some consoles, shows of all
    /// that came.
    pub fn on_one_screen(&self) -> String {
        let (rows, columns) = self.screen.screen().size();
        let mut plain = vt100::Parser::new(rows, columns, 0);
        let came = String::from_utf8_lossy(&self.seen);
        let came = came.replace("\u{1b}[?1049h", "");
        plain.process(came.replace("\u{1b}[?1049l", "").as_bytes());
        plain.screen().contents()
    }

    /// Waits until leaflog has ended by itself, well.
    pub fn ends(&mut self) {
        self.ends_with(0);
    }

    /// Waits until leaflog has ended by itself, with this code.
    pub fn ends_with(&mut self, code: u32) {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        let ended = self.child.wait().unwrap().exit_code();
        assert_eq!(ended, code, "{}", self.screen.screen().contents());
        self.is_given_back();
    }

    /// The terminal is as it was found: its own screen and cursor, nothing that
    /// is pasted or clicked marked, and keys echoed line by line.
    pub fn is_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "another screen");
        assert!(!screen.hide_cursor(), "no cursor");
        assert!(!screen.bracketed_paste(), "marked pastes");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, vt100::MouseProtocolMode::None);
        let Some(place) = self.master.as_ref().and_then(|it| it.tty_name()) else {
            return;
        };
        let terminal = std::fs::File::open(place).unwrap();
        let modes = rustix::termios::tcgetattr(terminal).unwrap().local_modes;
        let usual = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        assert!(modes.contains(usual), "{modes:?}");
    }

    /// Makes the window larger or smaller, and waits until something is drawn
    /// in it.
    #[allow(dead_code, reason = "not every story is told in several sizes")]
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
        // Too small a screen is more than the one here can follow.
        self.too_small = columns < 10 || rows < 5;
        if !self.too_small {
            self.screen = vt100::Parser::new(rows, columns, 0);
            self.screen.process(b"\x1b[?1049h\x1b[?2004h");
        }
        match self.output.recv_timeout(PATIENCE) {
            Ok(bytes) => self.take(&bytes),
            Err(why) => panic!("nothing drawn on {columns} × {rows}: {why}"),
        }
    }

    /// Makes the window as wide while leaflog sleeps, and types a key into it, so
    /// that it wakes to both at once.
    #[allow(dead_code, reason = "one story is of such a moment")]
    pub fn resize_and_press(&mut self, columns: u16, rows: u16, keys: &str) {
        let process = self.process().to_string();
        let send = |signal| {
            let sent = Command::new("kill").args(["-s", signal, &process]).status();
            assert!(sent.unwrap().success());
        };
        send("STOP");
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
        self.screen = vt100::Parser::new(rows, columns, 0);
        self.screen.process(b"\x1b[?1049h\x1b[?2004h");
        self.press(keys);
        send("CONT");
    }

    /// Closes the window, as a lost connection does, and waits for leaflog to
    /// end by itself.
    #[allow(dead_code, reason = "not every story closes its window")]
    pub fn close(&mut self) {
        self.let_go.store(true, Ordering::SeqCst);
        self.press("x");
        while self.output.recv_timeout(PATIENCE).is_ok() {}
        self.keys = Box::new(std::io::sink());
        self.master = None;
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(
                begun.elapsed() < PATIENCE,
                "leaflog goes on without a terminal"
            );
            std::thread::yield_now();
        }
    }

    /// The process, for signals.
    #[allow(dead_code, reason = "not every story sends signals")]
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Ends it as a crash would.
    #[allow(dead_code, reason = "not every story kills")]
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What stands on the screen.
    #[allow(dead_code, reason = "for stories that look at all of it")]
    pub fn screen(&self) -> String {
        self.screen.screen().contents()
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn named_key(name: &str) -> &'static str {
    match name {
        "enter" => "\r",
        "esc" => "\u{1b}",
        "tab" => "\t",
        "c-u" => "\u{15}",
        "c-c" => "\u{3}",
        "c-z" => "\u{1a}",
        "c-l" => "\u{c}",
        "s-tab" => "\u{1b}[Z",
        "c-r" => "\u{12}",
        other => panic!("no key <{other}>"),
    }
}

#[allow(dead_code, reason = "not every story ends with a table")]
/// `leaflog export csv`, each id in its place replaced by its number.
pub fn csv_without_ids(journal: &Path, now: &str) -> String {
    let out = Command::new(binary())
        .arg("--journal")
        .arg(journal)
        .args(["export", "csv"])
        .env("LEAFLOG_NOW", now)
        .env("TZ", "Europe/Berlin")
        .output()
        .unwrap();
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).unwrap();
    let lines = text
        .lines()
        .enumerate()
        .map(|(number, line)| match line.split_once(',') {
            Some((_, rest)) if number > 0 => format!("{number},{rest}\n"),
            _ => format!("{line}\n"),
        });
    lines.collect()
}
