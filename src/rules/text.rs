//! Words as people type them, brought to one form so that they can be compared.

use std::cmp::Ordering;

/// Lower case letters and digits only; accents, spaces and punctuation are gone.
#[must_use]
pub fn key(typed: &str) -> String {
    let mut key = String::with_capacity(typed.len());
    push_key(&mut key, typed);
    key
}

/// The same, added to the end of a text that exists already.
pub fn push_key(key: &mut String, typed: &str) {
    for c in typed.chars().map(narrow) {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                key.push(c.to_ascii_lowercase());
            }
        } else {
            push_folded(key, c);
        }
    }
}

/// A full-width letter, digit or sign as the plain one.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

fn push_folded(key: &mut String, c: char) {
    for c in c.to_lowercase() {
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
            'æ' => "ae",
            'ç' | 'ć' | 'č' => "c",
            'ď' | 'đ' | 'ð' => "d",
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì'..='ï' | 'ī' | 'ı' => "i",
            'ł' | 'ľ' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
            'œ' => "oe",
            'ř' => "r",
            'ś' | 'š' | 'ş' | 'ș' => "s",
            'ß' => "ss",
            'ť' | 'ț' | 'ţ' => "t",
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            other if other.is_alphanumeric() => {
                key.push(other);
                continue;
            }
            _ => continue,
        };
        key.push_str(plain);
    }
}

/// A key without the little words people begin with, where enough is left of it.
#[must_use]
pub fn without_beginning(key: &str, beginnings: &[&str]) -> String {
    let rest = beginnings.iter().find_map(|start| key.strip_prefix(start));
    rest.filter(|rest| rest.len() > 3).unwrap_or(key).to_owned()
}

/// Those with the fewest slips, as far as they count at all.
pub fn nearest<T: Copy>(
    all: impl Iterator<Item = T>,
    slips: impl Fn(T) -> Option<usize>,
) -> Vec<T> {
    let near: Vec<(usize, T)> = all.filter_map(|it| Some((slips(it)?, it))).collect();
    let best = near.iter().map(|(slips, _)| *slips).min();
    let nearest = near.into_iter().filter(|(slips, _)| Some(*slips) == best);
    nearest.map(|(_, it)| it).collect()
}

/// How many slips apart two keys are, when close enough to be one word mistyped:
/// one slip from five letters on, two from eight, the first letter right or swapped
/// with the second, and digits never different.
#[must_use]
pub fn slips(typed: &str, known: &str) -> Option<usize> {
    let shorter = typed.len().min(known.len());
    let allowed = match shorter {
        0..5 => return None,
        5..8 => 1,
        _ => 2,
    };
    apart(typed, known, allowed)
}

/// How many slips apart two keys are, when at most so many; the first letter is right
/// or swapped with the second, and digits never differ.
#[must_use]
pub fn apart(typed: &str, known: &str, most: usize) -> Option<usize> {
    if most == 0 || typed.len().abs_diff(known.len()) > most || !same_start(typed, known) {
        return None;
    }
    if digits(typed).cmp(digits(known)) != Ordering::Equal {
        return None;
    }
    let apart = strsim::osa_distance(typed, known);
    (apart <= most).then_some(apart)
}

/// Whether two keys are one slip apart, wherever it is: a letter more, less, another,
/// or two swapped.
#[must_use]
pub fn one_slip(typed: &str, known: &str) -> bool {
    if typed.len().abs_diff(known.len()) > 1 {
        return false;
    }
    let (typed, known) = (typed.as_bytes(), known.as_bytes());
    let same = |(one, other): &(&u8, &u8)| one == other;
    let start = typed.iter().zip(known).take_while(same).count();
    let (typed, known) = (&typed[start..], &known[start..]);
    let ends = typed.iter().rev().zip(known.iter().rev());
    let end = ends.take_while(same).count();
    match (&typed[..typed.len() - end], &known[..known.len() - end]) {
        ([_], [_] | []) | ([], [_]) => true,
        ([one, two], known) => *known == [*two, *one],
        _ => false,
    }
}

/// Whether a key says a word of another language: as it is written, with ae for ä,
/// or after "ich habe" and the like. Slips are not for guessing at here.
#[must_use]
pub fn says_abroad(typed: &str, word: &str) -> bool {
    const BEGINNINGS: [&str; 11] = [
        "ichhabe", "ichbin", "jesuis", "jai", "tengo", "estoy", "sono", "jestem", "jsem", "ikheb",
        "ikben",
    ];
    let typed = without_umlauts(typed);
    let word = without_umlauts(&key(word));
    let mut starts = BEGINNINGS.iter();
    typed == word || starts.any(|start| typed.strip_prefix(start) == Some(&word))
}

/// One spelling for ä, ae and a.
#[must_use]
pub fn without_umlauts(key: &str) -> String {
    key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
}

fn same_start(typed: &str, known: &str) -> bool {
    match (typed.as_bytes(), known.as_bytes()) {
        ([t, ..], [k, ..]) if t == k => true,
        ([t, u, ..], [k, l, ..]) => t == l && u == k,
        _ => false,
    }
}

fn digits(key: &str) -> impl Iterator<Item = char> + '_ {
    key.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_spaces_do_not_count() {
        assert_eq!(key("Weiß-Wein "), "weisswein");
        assert_eq!(key("St. John's wort"), "stjohnswort");
        assert_eq!(key("7-OH"), "7oh");
        assert_eq!(key("Ｘanax　２"), "xanax2", "full-width letters");
    }

    #[test]
    fn one_slip_may_be_anywhere() {
        for (typed, known) in [
            ("fuloxetine", "duloxetine"),
            ("quinidne", "quinine"),
            ("wnie", "wine"),
            ("cafe", "caffe"),
            ("xanaxx", "xanax"),
        ] {
            assert!(one_slip(typed, known), "{typed}");
        }
        assert!(!one_slip("wine", "wine") && !one_slip("nimodipine", "nifedipine"));
    }

    #[test]
    fn umlauts_may_be_written_out() {
        for typed in ["Übelkeit", "Uebelkeit", "ubelkeit", "Ich habe Übelkeit"] {
            assert!(says_abroad(&key(typed), "Übelkeit"), "{typed}");
        }
        assert!(!says_abroad(&key("keine Übelkeit"), "Übelkeit"));
    }

    #[test]
    fn slips_are_few_and_careful() {
        assert_eq!(slips("alprazolm", "alprazolam"), Some(1));
        assert_eq!(slips("laprazolam", "alprazolam"), Some(1));
        assert_eq!(slips("bear", "beer"), None, "too short to guess");
        assert_eq!(slips("zantac", "xantac"), None, "another first letter");
        assert_eq!(slips("mgm1500", "mgm1600"), None, "digits say what it is");
    }
}
