//! How hard a text is to read for someone who is tired or unwell.

/// Nothing is harder to read than this: leaflog's own line.
pub const HARDEST: f64 = 8.0;

/// Flesch-Kincaid grade, with syllables counted as groups of vowels.
#[must_use]
pub fn grade(text: &str) -> f64 {
    let sentences = text.matches(['.', ':', ';', '?']).count().max(1);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return 0.0;
    }
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    grade_of(sentences, words.len(), syllables)
}

/// The grade of so many sentences, words and syllables.
#[must_use]
pub fn grade_of(sentences: usize, words: usize, syllables: usize) -> f64 {
    0.39 * share(words, sentences) + 11.8 * share(syllables, words) - 15.59
}

/// How many there are of one for each of the other.
#[must_use]
pub fn share(of: usize, in_all: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(of) / number(in_all.max(1))
}

/// Groups of vowels, without an ending that is not spoken.
#[must_use]
pub fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let e = word.ends_with('e') && !word.ends_with("le");
    let ed = word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    groups
        .saturating_sub(usize::from((e || ed) && groups > 1))
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_well_enough() {
        for (word, count) in [
            ("kratom", 2),
            ("breathe", 1),
            ("paracetamol", 5),
            ("one", 1),
            ("mixed", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
