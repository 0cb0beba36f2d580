//! How the command line speaks: data to stdout, all else to stderr; in colour,
//! without, in ASCII or one `label: value` a line. No text from a journal
//! reaches a terminal but through here.

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use crate::domain::answer::Level;
use crate::domain::text;
use crate::export::text::ascii;
use crate::trouble::{Trouble, plain};

/// What a piece of text is; colour only follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Dim,
    Bold,
    Level(Level),
}

/// A piece of a line.
#[derive(Debug, Clone)]
pub struct Span(pub Ink, pub String);

impl<T: Into<String>> From<T> for Span {
    fn from(text: T) -> Span {
        Span(Ink::Plain, text.into())
    }
}

/// Text that matters less than the rest of its line.
pub fn dim(text: impl Into<String>) -> Span {
    Span(Ink::Dim, text.into())
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

/// What makes some words stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    Colour,
    /// For low vision: bold and reversed, nothing dim, no colour.
    Contrast,
    Nothing,
}

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub paint: Paint,
    /// Nothing beyond ASCII.
    pub ascii: bool,
    /// No tables, one `label: value` a line.
    pub plain: bool,
    /// Characters a line may be wide.
    pub width: usize,
}

/// The widest line; more is hard to read.
const WIDEST: usize = 80;
const NARROWEST: usize = 20;

impl Look {
    #[must_use]
    pub fn new(colour: Colour, theme: &str, ascii: bool, plain: bool) -> Look {
        let terminal = io::stdout().is_terminal();
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM") == Some(OsString::from("dumb"));
        let width = columns();
        Look {
            paint: match (colour, theme) {
                (Colour::Never, _) => Paint::Nothing,
                (Colour::Auto, _) if !terminal || dumb => Paint::Nothing,
                (_, CONTRAST) => Paint::Contrast,
                (Colour::Auto, _) if set("NO_COLOR") => Paint::Nothing,
                _ => Paint::Colour,
            },
            ascii: ascii || terminal && !speaks_unicode(),
            plain,
            width,
        }
    }
}

/// The theme for low vision.
pub const CONTRAST: &str = "contrast";

/// Whether the terminal was said to show more than ASCII. Where nothing is said
/// it nearly always does.
fn speaks_unicode() -> bool {
    let said = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|value| !value.is_empty());
    said.is_none_or(|value| {
        let value = value.to_string_lossy().to_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    })
}

/// How wide a line may be: as the terminal is, no wider than is easy to read.
#[must_use]
pub fn columns() -> usize {
    if !io::stdout().is_terminal() {
        return WIDEST;
    }
    let size = crossterm::terminal::size();
    size.map_or(WIDEST, |(columns, _)| usize::from(columns))
        .clamp(NARROWEST, WIDEST)
}

/// Whether stdout is a terminal that can be drawn on.
#[must_use]
pub fn on_terminal() -> bool {
    io::stdout().is_terminal() && env::var_os("TERM") != Some(OsString::from("dumb"))
}

/// The two streams, and how to write on them.
#[derive(Debug)]
pub struct Voice {
    pub look: Look,
    out: BufWriter<io::Stdout>,
    /// What was done to the journal before it could be said.
    done: Option<String>,
}

impl Voice {
    #[must_use]
    pub fn new(look: Look) -> Voice {
        Voice {
            look,
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            done: None,
        }
    }

    /// A line on stdout.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn line(&mut self, spans: impl IntoIterator<Item = impl Into<Span>>) -> Result<()> {
        let line = self.inked(spans);
        writeln!(self.out, "{line}")?;
        Ok(())
    }

    /// Several lines of text on stdout.
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn text(&mut self, text: &str) -> Result<()> {
        text.trim_end_matches('\n')
            .split('\n')
            .try_for_each(|line| self.line([line]))
    }

    /// An empty line on stdout.
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn gap(&mut self) -> Result<()> {
        self.line([""])
    }

    /// `label: value`, for [`Look::plain`].
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn labelled(&mut self, label: &str, value: &str) -> Result<()> {
        self.line([format!("{label}: {}", text::one_line(value))])
    }

    /// A value as JSON on stdout; what could drive a terminal is escaped.
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        writeln!(self.out, "{}", escaped(&json))?;
        Ok(())
    }

    /// Data on stdout, as it is.
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn data(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.out.write_all(bytes)?)
    }

    /// Stdout itself, for data that comes in pieces.
    pub fn stream(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// A line on stderr: a question, progress, what is no data.
    pub fn aside(&mut self, line: &str) {
        // Nothing better can be done when not even this is heard.
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{}", self.folded(&text::printable(line)));
    }

    /// A line on stderr while nothing waits on stdout, folded to the width.
    pub fn remark(&self, says: &str) {
        let says = self.folded(&text::printable(says));
        let _ = writeln!(io::stderr(), "{}", textwrap::fill(&says, self.look.width));
    }

    /// Remembers what was done to the journal, should saying so fail: "the
    /// entry was saved (dose 2 g powder)".
    pub fn has_done(&mut self, what: impl Into<String>) {
        self.done = Some(what.into());
    }

    /// Sends on the last of what was said. Where something was done and stdout
    /// takes no more, stderr gets what stdout did not, for a warning may be in
    /// it.
    ///
    /// # Errors
    /// What went wrong before, or as of [`Voice::line`].
    pub fn end(&mut self, said: Result<()>) -> Result<()> {
        let Err(error) = said.and_then(|()| self.flush()) else {
            return Ok(());
        };
        let (Some(done), Some(cause)) = (&self.done, error.downcast_ref::<io::Error>()) else {
            return Err(error);
        };
        if cause.kind() == io::ErrorKind::BrokenPipe || self.out.flush().is_ok() {
            return Err(error);
        }
        let _ = io::stderr().write_all(self.out.buffer());
        Err(Trouble::new(
            format!(
                "{done}; only the message could not be printed: {}",
                plain(cause)
            ),
            "do not do it again; what was to be printed stands above",
        )
        .into())
    }

    /// Sends on what was said.
    ///
    /// # Errors
    /// As of [`Voice::line`].
    pub fn flush(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }

    fn inked(&self, spans: impl IntoIterator<Item = impl Into<Span>>) -> String {
        let spans = spans.into_iter().map(Into::into);
        spans.map(|span| self.painted(&span)).collect()
    }

    /// A piece of a line as text alone.
    #[must_use]
    pub fn unpainted(&self, Span(_, text): &Span) -> String {
        self.folded(&text::printable(text))
    }

    /// A piece of a line as the terminal takes it.
    #[must_use]
    pub fn painted(&self, span: &Span) -> String {
        let (ink, text) = (&span.0, self.unpainted(span));
        let style = match self.look.paint {
            Paint::Colour => style(*ink),
            Paint::Contrast => contrast(*ink),
            Paint::Nothing => return text,
        };
        format!("{style}{text}{style:#}")
    }

    fn folded(&self, text: &str) -> String {
        if self.look.ascii {
            ascii(text)
        } else {
            text.to_owned()
        }
    }
}

/// As on the screens (`assets/theme.toml`): red is the one colour that can be read
/// on light and dark backgrounds alike.
fn style(ink: Ink) -> Style {
    let red = AnsiColor::Red.on_default().bold();
    match ink {
        Ink::Plain => Style::new(),
        Ink::Dim | Ink::Level(Level::Info) => Style::new().dimmed(),
        Ink::Bold | Ink::Level(Level::Caution) => Style::new().bold(),
        Ink::Level(Level::Warning) => red,
        Ink::Level(Level::Urgent) => red.invert(),
    }
}

fn contrast(ink: Ink) -> Style {
    match ink {
        Ink::Plain | Ink::Dim | Ink::Level(Level::Info) => Style::new(),
        Ink::Bold | Ink::Level(Level::Caution | Level::Warning) => Style::new().bold(),
        Ink::Level(Level::Urgent) => Style::new().bold().invert(),
    }
}

/// JSON whose strings hold no character that could drive a terminal.
fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for sign in json.chars() {
        if text::may_be_printed(sign) {
            safe.push(sign);
        } else {
            let mut units = [0; 2];
            for unit in sign.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_same_without_what_drives_a_terminal() {
        let note = "a\u{9b}31m\u{202e}b";
        let json = escaped(&serde_json::to_string(note).unwrap());
        assert_eq!(json, "\"a\\u009b31m\\u202eb\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), note);
    }
}
