//! What the page is made of: parts with a heading, rows of figures with how
//! complete they are, and tables.

use super::words::Words;

/// A part of the page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// The anchor.
    pub id: &'static str,
    pub head: &'static str,
    pub rows: Vec<Row>,
    pub tables: Vec<Sheet>,
    /// Sentences below.
    pub says: Vec<Words>,
}

/// A figure: what, how much, and how complete.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its name in a summary, where it has one.
    pub key: &'static str,
    pub what: Words,
    pub figure: Words,
    pub known: String,
}

/// A table. Its first column names the row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub id: String,
    /// Empty where the heading above says it already.
    pub caption: String,
    /// The part it stands in.
    pub under: &'static str,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Words>>,
    /// So many rows stand on the first pages; all of them in the appendix.
    pub first: usize,
    /// What the heading above says instead of it.
    said: &'static str,
    /// What is said of rows that are not here.
    pub more: String,
    /// What stands for it in the appendix, where that says more.
    pub whole: Option<Box<Sheet>>,
}

/// No table of the appendix is longer: the newest or most frequent are kept.
pub const MOST: usize = 200;

impl Part {
    #[must_use]
    pub fn new(id: &'static str, head: &'static str) -> Part {
        Part {
            id,
            head,
            ..Part::default()
        }
    }

    pub fn row(
        &mut self,
        key: &'static str,
        what: impl Into<Words>,
        figure: impl Into<Words>,
        known: impl Into<String>,
    ) {
        self.rows.push(Row {
            key,
            what: what.into(),
            figure: figure.into(),
            known: known.into(),
        });
    }

    /// Whether it only says that nothing is written down.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.tables.is_empty()
    }

    pub fn say(&mut self, words: impl Into<Words>) {
        self.says.push(words.into());
    }

    /// A table, where it has rows.
    pub fn table(&mut self, mut sheet: Sheet) {
        if !sheet.rows.is_empty() {
            sheet.under = self.id;
            if self.tables.is_empty() && self.rows.is_empty() && sheet.caption == self.head {
                sheet.caption.clear();
                sheet.said = self.head;
            }
            self.tables.push(sheet);
        }
    }
}

impl Sheet {
    #[must_use]
    pub fn new(id: &str, caption: &str, head: &[&str], first: usize) -> Sheet {
        Sheet {
            id: id.to_owned(),
            caption: caption.to_owned(),
            head: head.iter().map(|head| (*head).to_owned()).collect(),
            first,
            ..Sheet::default()
        }
    }

    /// Cuts it to what the first pages hold; the whole of it, for the appendix,
    /// where that is more.
    pub fn split(&mut self) -> Option<Sheet> {
        if let Some(whole) = self.whole.take() {
            return Some(*whole);
        }
        if self.rows.len() <= self.first {
            return None;
        }
        let mut whole = self.clone();
        self.more = format!("{} more in the appendix", self.rows.len() - self.first);
        self.rows.truncate(self.first);
        if whole.rows.len() > MOST {
            whole.more = format!("{} more left out", whole.rows.len() - MOST);
            whole.rows.truncate(MOST);
        }
        if whole.caption.is_empty() {
            whole.caption = String::from(self.said);
        }
        whole.id = format!("all-{}", self.id);
        Some(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_goes_on_in_the_appendix() {
        let mut sheet = Sheet::new("red", "Red flags", &["When"], 3);
        sheet.rows = (0..250).map(|n| vec![Words::of(n.to_string())]).collect();
        let whole = sheet.split().unwrap();
        assert_eq!((sheet.rows.len(), whole.rows.len()), (3, MOST));
        assert_eq!(sheet.more, "247 more in the appendix");
        assert_eq!(whole.more, "50 more left out");
        assert_eq!(sheet.split(), None);
    }
}
