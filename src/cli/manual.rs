//! The pages of the manual, which travel with the program: `docs`, word for word.

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What is typed to read it, and its file without the ending.
    pub name: &'static str,
    /// Markdown; `tests/manual.rs` runs every example in it.
    pub text: &'static str,
}

impl Page {
    /// Its first line.
    #[must_use]
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches(['#', ' '])
    }
}

macro_rules! pages {
    ($($name:literal)*) => {
        [$(Page {
            name: $name,
            text: include_str!(concat!("../../docs/", $name, ".md")),
        }),*]
    };
}

/// In the order they are read.
pub const PAGES: [Page; 10] = pages! {
    "first-evening"
    "a-week"
    "before-an-appointment"
    "locking"
    "two-machines"
    "when-something-is-wrong"
    "screen-readers"
    "keys"
    "command-line"
    "spreadsheets"
};
