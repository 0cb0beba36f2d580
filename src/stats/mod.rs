//! Numbers for people: summaries, days, the present.

pub mod amounts;
pub mod between;
pub mod co_use;
pub mod days;
pub mod duration;
pub mod figure;
pub mod hours;
pub mod keeping;
pub mod labels;
pub mod met;
pub mod middle;
pub mod own_lines;
pub mod parts;
pub mod patterns;
pub mod period;
pub mod range;
pub mod since;
pub mod slope;
pub mod span;
pub mod summary;
pub mod today;
pub mod together;
pub mod unrecorded;
pub mod words;

#[cfg(test)]
pub(crate) mod sample;

/// What names mean, which only the rules know: they are passed in.
#[derive(Clone, Copy)]
pub struct Lookups<'a> {
    /// Hours around a dose within which a name counts as taken together with
    /// it; `None` where it never does.
    pub window_h: &'a dyn Fn(&str) -> Option<u32>,
    /// The ids of the classes of a name; empty where it is not assessed.
    pub classes: &'a dyn Fn(&str) -> Vec<String>,
    /// The sign that a symptom's name is read as, where a list knows it.
    pub sign: &'a dyn Fn(&str) -> Option<&'static str>,
    /// Which line of one's own a fact about the person draws, where it does.
    pub own_line: &'a dyn Fn(&str) -> Option<own_lines::Own>,
}

impl Lookups<'_> {
    /// What was felt, by the name it is read as: "sweting" counts as sweating. A
    /// word that no list knows is its own; the word itself stays in the entry.
    #[must_use]
    pub fn felt<'a>(&self, typed: &'a str) -> &'a str {
        (self.sign)(typed).unwrap_or(typed)
    }
}
