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

    #[test]
    fn every_source_of_a_page_is_in_the_list() {
        for file in FILES {
            let (_, ids) = file.split_once("## Sources").unwrap();
            for id in ids.split(',').map(str::trim) {
                assert!(sources().find(id).is_some(), "{id:?}");
            }
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

    /// The sentences of a page, its headings and sources left out.
    fn sentences(page: &Page) -> Vec<String> {
        let mut found = Vec::new();
        for block in &page.blocks {
            let (Block::Text(text) | Block::Item(_, text)) = block else {
                continue;
            };
            let parts = text.split_inclusive([' ', ':']).fold(
                vec![String::new()],
                |mut parts: Vec<String>, word| {
                    let ends = word.trim_end().ends_with(['.', '?', ':']);
                    if let Some(last) = parts.last_mut() {
                        last.push_str(word);
                    }
                    if ends {
                        parts.push(String::new());
                    }
                    parts
                },
            );
            found.extend(parts.into_iter().filter(|part| !part.trim().is_empty()));
        }
        found
    }

    fn words(sentence: &str) -> Vec<String> {
        let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'');
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }

    /// An estimate: groups of vowels, a silent e left out.
    fn syllables(word: &str) -> usize {
        let is_vowel = |c: char| "aeiouy".contains(c);
        let mut groups = 0;
        let mut before = false;
        for c in word.chars() {
            groups += usize::from(is_vowel(c) && !before);
            before = is_vowel(c);
        }
        let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
        (groups - usize::from(silent)).max(1)
    }

    fn count(n: usize) -> f64 {
        f64::from(u32::try_from(n).unwrap_or(u32::MAX))
    }

    #[test]
    fn a_tired_person_can_read_every_page() {
        for page in pages() {
            let sentences = sentences(page);
            let words: Vec<String> = sentences.iter().flat_map(|s| words(s)).collect();
            let syllables: usize = words.iter().map(|word| syllables(word)).sum();
            let long = count(words.len()) / count(sentences.len());
            assert!(long < 20.0, "{}: {long:.1} words a sentence", page.title);
            let heavy = count(syllables) / count(words.len());
            let grade = 0.39 * long + 11.8 * heavy - 15.59;
            assert!(grade <= 8.0, "{}: grade {grade:.1}", page.title);
        }
    }

    #[test]
    fn no_sentence_runs_on() {
        for page in pages() {
            for sentence in sentences(page) {
                assert!(words(&sentence).len() <= 30, "{}: {sentence}", page.title);
            }
        }
    }

    #[test]
    fn syllables_are_counted_well_enough() {
        for (word, count) in [
            ("kratom", 2),
            ("breathe", 1),
            ("paracetamol", 5),
            ("one", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn every_source_of_a_page_is_known() {
        for file in FILES {
            let ids = file.split_once("## Sources").map(|(_, ids)| ids);
            let ids: Vec<&str> = ids.unwrap_or_default().split(',').map(str::trim).collect();
            assert!(ids.iter().all(|id| !id.is_empty()), "{}", &file[..30]);
            for id in ids {
                assert!(sources().find(id).is_some(), "{id:?} in {}", &file[..30]);
            }
        }
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

    #[test]
    fn pages_say_how_sure_they_are() {
        let without: Vec<&str> = FILES
            .iter()
            .filter(|file| !file.to_lowercase().contains("how sure"))
            .filter_map(|file| file.lines().next())
            .collect();
        assert_eq!(without, ["# Where to get help", "# What the documents say"]);
    }

    #[test]
    fn no_page_gives_a_dose_of_a_medicine_or_a_schedule() {
        for file in FILES {
            let text = file.to_lowercase();
            for (n, word) in text.split_whitespace().enumerate() {
                let number = word.trim_end_matches("mg");
                let is_mg = number != word && number.parse::<f64>().is_ok();
                assert!(!is_mg, "{word} in {}", &file[..30]);
                let before = n
                    .checked_sub(1)
                    .and_then(|n| text.split_whitespace().nth(n));
                let number = before.is_some_and(|before| before.parse::<f64>().is_ok());
                assert!(word != "mg" || !number, "mg in {}", &file[..30]);
            }
            for word in [
                "taper",
                "percent a week",
                "percent each week",
                "every other day",
            ] {
                assert!(!text.contains(word), "{word} in {}", &file[..30]);
            }
        }
    }

    #[test]
    fn no_line_of_a_page_is_too_long() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            assert!(line.chars().count() <= 78, "{line}");
        }
    }

    #[test]
    fn no_page_says_what_must_not_be_said() {
        const BANNED: [&str; 21] = [
            "safe ",
            "safely",
            "recommended dose",
            "natural alternative",
            "helps with",
            "detox",
            "clean",
            "relapse",
            "abuse",
            "addict",
            "streak",
            "benefit",
            "optimal",
            "microdose",
            "!!",
            "sweet spot",
            "potentiat",
            "ceiling",
            "safer",
            "healthy",
            "should",
        ];
        for file in FILES {
            let mut text = file.to_lowercase().replace('\n', " ");
            for denial in [
                "not a safe amount",
                "not a sign of safety",
                "amount that is safe",
            ] {
                text = text.replace(denial, "");
            }
            for word in BANNED {
                assert!(!text.contains(word), "{word:?} in {}", &file[..30]);
            }
        }
    }
}
