//! A bar on stderr for what takes a while: only on a terminal that can be drawn
//! on, and gone when it is done.

use std::env;
use std::io::{self, IsTerminal, Write};

use super::voice::Look;

/// How wide the bar itself is, in signs; with its words it fits 40 columns.
const WIDTH: usize = 20;
/// Before so much was read, nothing has taken long enough to say so.
const SHORT: usize = 1 << 18;

/// Parts of one whole, each from a percentage to another.
#[derive(Debug)]
pub struct Bar {
    watched: bool,
    ascii: bool,
    /// The percentage that stands there.
    drawn: Option<usize>,
    from: usize,
    to: usize,
}

impl Bar {
    /// A bar for so many bytes; none for few, and none where lines are read out.
    pub fn new(look: Look, bytes: usize) -> Bar {
        let terminal = io::stderr().is_terminal();
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Bar {
            watched: terminal && !dumb && !look.plain && bytes >= SHORT,
            ascii: look.ascii,
            drawn: None,
            from: 0,
            to: 100,
        }
    }

    /// From here on, what is done is this part of the whole.
    pub fn part(&mut self, from: usize, to: usize) {
        (self.from, self.to) = (from, to);
    }

    /// So much of this part is done.
    pub fn at(&mut self, done: usize, of: usize) {
        if !self.watched {
            return;
        }
        let percent = self.from + (self.to - self.from) * done.min(of) / of.max(1);
        if self.drawn != Some(percent) {
            self.drawn = Some(percent);
            let _ = write!(io::stderr(), "\r{}", self.says(percent));
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        if self.drawn.take().is_some() {
            let gap = " ".repeat(self.says(100).chars().count());
            let _ = write!(io::stderr(), "\r{gap}\r");
        }
    }

    /// `importing  ██████████░░░░░░░░░░  50 %`.
    fn says(&self, percent: usize) -> String {
        let (full, empty) = if self.ascii {
            ("#", ".")
        } else {
            ("█", "░")
        };
        let done = WIDTH * percent / 100;
        format!(
            "importing  {}{} {percent:>3} %",
            full.repeat(done),
            empty.repeat(WIDTH - done)
        )
    }
}

/// Also where reading stops half way, an error begins on an empty line.
impl Drop for Bar {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(ascii: bool) -> Bar {
        Bar {
            watched: false,
            ascii,
            drawn: None,
            from: 0,
            to: 100,
        }
    }

    #[test]
    fn a_bar_says_how_far_it_is() {
        assert_eq!(bar(false).says(0), "importing  ░░░░░░░░░░░░░░░░░░░░   0 %");
        assert_eq!(bar(false).says(50), "importing  ██████████░░░░░░░░░░  50 %");
        assert_eq!(bar(true).says(99), "importing  ###################.  99 %");
        assert_eq!(bar(true).says(100), "importing  #################### 100 %");
    }
}
