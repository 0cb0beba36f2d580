//! A TOML file with the lines its parts stand on.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A step down: a field's name, or a place in a list.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    Field(&'a str),
    At(usize),
}

/// What was read, and where.
pub struct Tree<'a> {
    text: &'a str,
    root: DeTable<'a>,
}

impl<'a> Tree<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no TOML: the line and what is wrong there.
    pub fn read(text: &'a str) -> Result<Tree<'a>, (usize, String)> {
        match DeTable::parse(text) {
            Ok(root) => Ok(Tree {
                text,
                root: root.into_inner(),
            }),
            Err(wrong) => {
                let at = wrong.span().map_or(0, |span| span.start);
                Err((line_of(text, at), wrong.message().replace('\n', " ")))
            }
        }
    }

    /// The line of the deepest part of a path that is there.
    pub fn line(&self, path: &[Step]) -> usize {
        let mut line = 1;
        let mut here: Option<&Spanned<DeValue>> = None;
        for step in path {
            let next = match (here, step) {
                (None, Step::Field(name)) => self.root.get(*name),
                (Some(value), step) => below(value, *step),
                (None, Step::At(_)) => None,
            };
            let Some(next) = next else { break };
            line = line_of(self.text, next.span().start);
            here = Some(next);
        }
        line
    }

    /// The line of a field's name, or of a text, below a path.
    pub fn find(&self, path: &[Step], wanted: &str) -> usize {
        let mut here: Option<&Spanned<DeValue>> = None;
        for step in path {
            here = match (here, step) {
                (None, Step::Field(name)) => self.root.get(*name),
                (Some(value), step) => below(value, *step),
                (None, Step::At(_)) => None,
            };
        }
        let look = |is: &dyn Fn(&str) -> bool| match here {
            Some(value) => within(value, is),
            None => in_table(&self.root, is),
        };
        let at = look(&|text| text == wanted).or_else(|| look(&|text| text.contains(wanted)));
        at.map_or_else(|| self.line(path), |at| line_of(self.text, at))
    }
}

fn below<'v, 'a>(value: &'v Spanned<DeValue<'a>>, step: Step) -> Option<&'v Spanned<DeValue<'a>>> {
    match step {
        Step::Field(name) => value.get_ref().as_table()?.get(name),
        Step::At(at) => value.get_ref().as_array()?.get(at),
    }
}

/// Where a name or a text begins that is it.
fn within(value: &Spanned<DeValue>, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    match value.get_ref() {
        DeValue::String(text) if is(text) => Some(value.span().start),
        DeValue::Array(list) => list.iter().find_map(|value| within(value, is)),
        DeValue::Table(table) => in_table(table, is),
        _ => None,
    }
}

fn in_table(table: &DeTable, is: &dyn Fn(&str) -> bool) -> Option<usize> {
    let key = table.iter().find(|(key, _)| is(key.get_ref()));
    let key = key.map(|(key, _)| key.span().start);
    key.or_else(|| table.iter().find_map(|(_, value)| within(value, is)))
}

/// Counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|&&byte| byte == b'\n').count()
}
