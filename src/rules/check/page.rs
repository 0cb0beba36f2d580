//! A page of the Guide: its headings, its sources, how it reads.

use super::super::sources::sources;
use super::reading::{HARDEST, grade_of, share, syllables};
use super::words;
use super::wrong::{NEW_SOURCE, Wrong, unknown};

/// The longest line of a page.
const LINE_MAX: usize = 78;
/// The longest page: a little more than the longest that is built in.
const LINES_MAX: usize = 60;
/// The most words of a sentence, and of the sentences of a page on average.
const SENTENCE_MAX: usize = 30;
const SENTENCE_MEAN: f64 = 20.0;
/// What no page gives.
const SCHEDULES: [&str; 4] = [
    "taper",
    "percent a week",
    "percent each week",
    "every other day",
];

/// What is wrong with a page, and how many sentences it has.
#[must_use]
pub fn read(text: &str) -> (usize, Vec<Wrong>) {
    let mut page = Page::default();
    page.headings(text);
    page.sources(text);
    page.lines(text);
    let sentences = sentences(text);
    page.how_it_reads(&sentences);
    page.wrong.sort_by_key(|wrong| wrong.line);
    (sentences.len(), page.wrong)
}

#[derive(Default)]
struct Page {
    wrong: Vec<Wrong>,
}

impl Page {
    fn add(&mut self, line: usize, why: impl Into<String>, hint: impl Into<String>) {
        self.wrong.push(Wrong {
            line,
            of: String::new(),
            field: String::new(),
            why: why.into(),
            hint: hint.into(),
        });
    }

    fn headings(&mut self, text: &str) {
        if !text.starts_with("# ") {
            self.add(1, "has no title", "begin with a line like # Mixing");
        }
        let title = text.lines().next().unwrap_or_default();
        // Two pages state no figure of their own.
        let states = !["# Where to get help", "# What the documents say"].contains(&title);
        if states && !text.to_lowercase().contains("how sure") {
            let hint = "add a heading ## How sure is this, and say what is known how well";
            self.add(0, "does not say how sure it is", hint);
        }
    }

    fn sources(&mut self, text: &str) {
        let Some((before, ids)) = text.split_once("## Sources") else {
            let hint = "end with ## Sources and ids of assets/sources.toml, with commas between";
            return self.add(0, "names no sources", hint);
        };
        let line = 1 + before.lines().count();
        for id in ids.split(',').map(str::trim) {
            if sources().find(id).is_none() {
                let known = sources().all().map(|source| source.id);
                let otherwise = NEW_SOURCE;
                let (why, hint) = unknown("source in assets/sources.toml", id, known, otherwise);
                self.add(line, why, hint);
            }
        }
    }

    fn lines(&mut self, text: &str) {
        let count = text.lines().count();
        if count > LINES_MAX {
            let hint = format!("{LINES_MAX} at most: say less, or make two pages of it");
            self.add(0, format!("has {count} lines"), hint);
        }
        for (n, line) in text.lines().enumerate() {
            let length = line.chars().count();
            if length > LINE_MAX {
                let why = format!("has {length} characters");
                self.add(
                    n + 1,
                    why,
                    format!("{LINE_MAX} at most; go on in the next line"),
                );
            }
            // Alone it is the key for an emergency.
            if line
                .split(' ')
                .any(|word| word.contains('!') && word != "!")
            {
                self.add(n + 1, "has an exclamation mark", words::CALMLY);
            }
            self.no_dose(n + 1, line);
        }
        // What is said may begin on one line and be denied on the next.
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let next = lines.get(n + 1).copied().unwrap_or_default();
            let here = words::amounts_to_take(&format!("{line} {next}"));
            let below = words::amounts_to_take(next);
            for amount in here.iter().filter(|it| !below.contains(it)) {
                self.add(n + 1, format!("says \"{amount}\""), words::NO_AMOUNT);
            }
        }
        let says = |word: &str, n: usize| {
            let here = lines[n..].iter().take(3).copied().collect::<Vec<_>>();
            words::said(&here.join(" "))
                .iter()
                .any(|(said, _)| *said == word)
        };
        for (word, instead) in words::said(text) {
            let last = (0..lines.len()).rev().find(|n| says(word, *n));
            let line = last.map_or(0, |n| n + 1);
            self.add(line, format!("says \"{word}\""), instead);
        }
    }

    /// Amounts of a medicine and plans for one are a clinician's.
    fn no_dose(&mut self, n: usize, line: &str) {
        let lower = line.to_lowercase();
        let is_number = |word: &str| word.parse::<f64>().is_ok();
        let mut before = "";
        for word in lower.split_whitespace() {
            let number = word.trim_end_matches("mg");
            let joined = number != word && is_number(number);
            if joined || (word == "mg" && is_number(before)) {
                let hint = "write what to ask a pharmacist or a doctor; amounts are theirs to say";
                self.add(n, "gives an amount of a medicine", hint);
            }
            before = word;
        }
        for word in SCHEDULES.iter().filter(|word| lower.contains(**word)) {
            let hint = "a plan for coming down is made with a clinician: say that";
            self.add(n, format!("says \"{word}\""), hint);
        }
    }

    fn how_it_reads(&mut self, sentences: &[(usize, String)]) {
        let mut counted = (0, 0);
        for (line, sentence) in sentences {
            let words = spoken(sentence);
            counted.0 += words.len();
            counted.1 += words.iter().map(|word| syllables(word)).sum::<usize>();
            if words.len() > SENTENCE_MAX {
                let why = format!("a sentence has {} words", words.len());
                self.add(
                    *line,
                    why,
                    format!("{SENTENCE_MAX} at most; make two of it"),
                );
            }
        }
        let mean = share(counted.0, sentences.len());
        if mean >= SENTENCE_MEAN {
            let why = format!("its sentences have {mean:.0} words on average");
            self.add(
                0,
                why,
                format!("fewer than {SENTENCE_MEAN}; make them shorter"),
            );
        }
        let grade = grade_of(sentences.len().max(1), counted.0, counted.1);
        if grade > HARDEST {
            let why = format!("reads at school grade {grade:.1}");
            self.add(
                0,
                why,
                format!("{HARDEST} at most: shorter sentences, shorter words"),
            );
        }
    }
}

/// The sentences of a page with the line each begins at, its headings and
/// sources left out.
fn sentences(text: &str) -> Vec<(usize, String)> {
    let body = text.split("## Sources").next().unwrap_or_default();
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (n, line) in body.lines().enumerate() {
        let item = line.strip_prefix("- ").or_else(|| numbered(line));
        if line.starts_with('#') || line.trim().is_empty() {
            open = false;
            continue;
        }
        open &= item.is_none();
        for word in item.unwrap_or(line).split_inclusive([' ', ':']) {
            match found.last_mut().filter(|_| open) {
                Some((_, sentence)) => sentence.push_str(word),
                None => found.push((n + 1, word.to_owned())),
            }
            open = !word.trim_end().ends_with(['.', '?', ':']);
        }
        if let Some((_, sentence)) = found.last_mut().filter(|_| open) {
            sentence.push(' ');
        }
    }
    found
}

/// `1. text`.
fn numbered(line: &str) -> Option<&str> {
    let (number, text) = line.split_once(". ")?;
    number.chars().all(|c| c.is_ascii_digit()).then_some(text)
}

fn spoken(sentence: &str) -> Vec<&str> {
    let words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).collect()
}
