//! The pages of `assets/guidance/`, read once, in the order of their files.

use std::sync::LazyLock;

use crate::rules::sources::{self, sources};

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub title: &'static str,
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Heading(&'static str),
    Text(String),
    /// With its sign: `-`, or a number.
    Item(&'static str, String),
    /// Where it comes from, by name.
    From(Vec<String>),
}

/// Adding a page is adding its file and its line.
const FILES: [&str; 14] = [
    include_str!("../../../../assets/guidance/01-mixing.md"),
    include_str!("../../../../assets/guidance/02-overdose-and-naloxone.md"),
    include_str!("../../../../assets/guidance/03-where-to-get-help.md"),
    include_str!("../../../../assets/guidance/04-amounts-and-how-often.md"),
    include_str!("../../../../assets/guidance/05-breaks-and-stopping.md"),
    include_str!("../../../../assets/guidance/06-withdrawal.md"),
    include_str!("../../../../assets/guidance/07-sleep.md"),
    include_str!("../../../../assets/guidance/08-liver.md"),
    include_str!("../../../../assets/guidance/09-pregnancy.md"),
    include_str!("../../../../assets/guidance/10-driving.md"),
    include_str!("../../../../assets/guidance/11-other-conditions.md"),
    include_str!("../../../../assets/guidance/12-products-and-batches.md"),
    include_str!("../../../../assets/guidance/13-what-the-documents-say.md"),
    include_str!("../../../../assets/guidance/14-what-leaflog-is.md"),
];

/// All pages.
#[must_use]
pub fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> =
        LazyLock::new(|| FILES.iter().map(|file| read(file)).collect());
    &PAGES
}

fn read(file: &'static str) -> Page {
    let mut page = Page {
        title: "",
        blocks: Vec::new(),
    };
    let mut open = false;
    for line in file.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            page.title = title;
        } else if let Some(heading) = line.strip_prefix("## ") {
            page.blocks.push(Block::Heading(heading));
        } else if let Some((sign, text)) = item(line) {
            page.blocks.push(Block::Item(sign, text.to_owned()));
            open = true;
            continue;
        } else if !line.is_empty() {
            page.add_text(line.trim(), open);
            open = true;
            continue;
        }
        open = false;
    }
    page.name_sources();
    page
}

/// `- text` and `1. text`.
fn item(line: &'static str) -> Option<(&'static str, &'static str)> {
    let (sign, text) = line.split_once(' ')?;
    let number = sign.strip_suffix('.').unwrap_or_default();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (sign == "-" || is_number).then(|| (sign.trim_end_matches('.'), text))
}

impl Page {
    /// A line of text: it goes on with the block before, or begins one.
    fn add_text(&mut self, line: &str, goes_on: bool) {
        match self.blocks.last_mut() {
            Some(Block::Text(text) | Block::Item(_, text)) if goes_on => {
                text.push(' ');
                text.push_str(line);
            }
            _ => self.blocks.push(Block::Text(line.to_owned())),
        }
    }

    /// The text under "Sources" is a list of ids, which stand by their names.
    fn name_sources(&mut self) {
        let at = self
            .blocks
            .iter()
            .position(|block| *block == Block::Heading("Sources"));
        let Some(at) = at else {
            return;
        };
        let ids = self.blocks.split_off(at + 1);
        let names = ids.iter().flat_map(|block| match block {
            Block::Text(text) => text.split(',').map(|id| sources::says(id.trim())).collect(),
            _ => Vec::new(),
        });
        self.blocks.push(Block::From(names.collect()));
        // A document is named in the text by its number, as its file is.
        for block in &mut self.blocks {
            if let Block::Text(text) | Block::Item(_, text) = block {
                *text = without_ids(text);
            }
        }
    }
}

/// `document-004` in a sentence is `document 004`; any other id its name.
fn without_ids(text: &str) -> String {
    let mut said = text.to_owned();
    for source in sources().all() {
        if said.contains(source.id) && source.id.contains('-') {
            let name = match source.id.strip_prefix("document-") {
                Some(number) => format!("document {number}"),
                None => source.name.to_owned(),
            };
            said = said.replace(source.id, &name);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_title_and_names_its_sources() {
        for page in pages() {
            assert!(!page.title.is_empty());
            let Some(Block::From(names)) = page.blocks.last() else {
                panic!("{} has no sources", page.title);
            };
            assert!(!names.is_empty(), "{}", page.title);
        }
    }

    /// As `leaflog rules check` holds them: sources, words, how they read.
    #[test]
    fn every_page_is_in_order() {
        for file in FILES {
            let (sentences, wrong) = crate::rules::check::page::read(file);
            assert!(sentences > 10 && wrong.is_empty(), "{wrong:#?}");
        }
    }

    #[test]
    fn every_file_is_a_page() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/guidance");
        let files = std::fs::read_dir(folder).unwrap().count();
        assert_eq!(files, pages().len());
    }

    #[test]
    fn wrapped_lines_of_a_file_are_one_text() {
        let page = read("# T\n\nOne\ntwo.\n\n- a\n  b\n1. c\n\nThree.\n");
        let item = |sign, text: &str| Block::Item(sign, text.to_owned());
        assert_eq!(
            page.blocks,
            [
                Block::Text("One two.".to_owned()),
                item("-", "a b"),
                item("1", "c"),
                Block::Text("Three.".to_owned()),
            ]
        );
    }

    #[test]
    fn the_page_on_the_documents_names_each_file() {
        let page = FILES
            .iter()
            .find(|file| file.contains("# What the documents say"));
        let page = page.unwrap().replace('\n', " ");
        for document in sources().all().filter(|source| !source.file.is_empty()) {
            assert!(page.contains(document.file), "{}", document.file);
            assert!(
                page.to_lowercase().contains(document.name),
                "{}",
                document.name
            );
        }
    }
}
