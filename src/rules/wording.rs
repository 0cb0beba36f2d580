//! The words of rules as people read them: no `@groups`, no signs of comparison.

use super::facts::facts;
use super::symptoms::symptoms;

/// At most so many names of a group are told.
const NAMED: usize = 3;

/// What a condition or a trigger says, in plain words.
pub fn plain(says: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut bounded = 2;
    for word in says.split(' ') {
        bounded += 1;
        let Some(sign) = compared(word) else {
            words.push(named(word));
            continue;
        };
        // The second bound of one thing: `at least 6 and at most 120`.
        let joins = bounded == 2;
        bounded = 0;
        match words.last_mut() {
            Some(last) if !joins => last.push(':'),
            _ => words.push("and".to_owned()),
        }
        words.push(sign.to_owned());
    }
    words.join(" ").replace(": at most 0", ": none")
}

fn compared(word: &str) -> Option<&'static str> {
    match word {
        "≥" => Some("at least"),
        ">" => Some("more than"),
        "≤" => Some("at most"),
        "<" => Some("less than"),
        _ => None,
    }
}

/// A group by some of its names: `hives or itch`.
fn named(word: &str) -> String {
    let Some(group) = word.strip_prefix('@') else {
        return word.replace('_', " ");
    };
    let (group, end) = match group.strip_suffix(',') {
        Some(group) => (group, ","),
        None => (group, ""),
    };
    let felt = symptoms().all().filter(|it| it.signs.contains(&group));
    let mut names: Vec<&str> = felt.map(|it| it.name).collect();
    let stated = facts().all().filter(|it| it.sets.contains(&group));
    names.extend(stated.map(|it| it.name));
    let more = names.len() > NAMED;
    names.truncate(NAMED);
    if more {
        names.push("the like");
    }
    names.join(" or ") + end
}

/// Whether it begins with what is counted, so that a number may stand before.
pub fn counts_things(says: &str) -> bool {
    let things = [
        "g ",
        "mg ",
        "label mg",
        "occasions",
        "days ",
        "poor nights",
        "nights ",
        "different ",
        "weeks ",
    ];
    !says.contains("multiple") && things.iter().any(|thing| says.starts_with(thing))
}

/// A number with one place at most.
pub fn number(value: f64) -> String {
    ((value * 10.0).round() / 10.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_groups_become_words() {
        assert_eq!(
            plain("occasions in 22 h ≥ 3"),
            "occasions in 22 h: at least 3"
        );
        assert_eq!(
            plain("hours ≥ 6 ≤ 120"),
            "hours: at least 6 and at most 120"
        );
        assert_eq!(plain("days without ≤ 0"), "days without: none");
        assert_eq!(plain("cyp3a_blocker taken"), "cyp3a blocker taken");
        assert!(!plain("@red-breathing in 24 h").contains('@'));
    }
}
