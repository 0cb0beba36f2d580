//! Words that leaflog says to nobody, and what is written instead: they blame,
//! praise, promise or reassure.

/// A word or phrase, and what stands in its place; one that ends in `…` is meant
/// with every ending. Denials are heard out first ([`DENIED`]); what people call
/// things themselves is understood all the same.
pub const NEVER: [(&str, &str); 37] = [
    ("safe", REASSURES),
    ("safely", REASSURES),
    ("safer", REASSURES),
    ("safety", REASSURES),
    ("harmless", REASSURES),
    ("no risk", REASSURES),
    ("low risk", REASSURES),
    ("lower risk than", REASSURES),
    ("natural", REASSURES),
    ("natural alternative", REASSURES),
    ("healthy", REASSURES),
    ("ceiling effect", REASSURES),
    ("can take more", REASSURES),
    (
        "recommended dose",
        "no amount is recommended: say what was seen at which amount",
    ),
    ("microdos…", "say the amount in grams or milligrams"),
    ("optimal", PROMISES),
    ("sweet spot", PROMISES),
    ("helps with", PROMISES),
    ("benefit…", PROMISES),
    ("boost…", PROMISES),
    (
        "potentiat…",
        "say what happens: both make drowsy, levels rise",
    ),
    ("game changer", PROMISES),
    ("detox…", "say what is meant: a break, stopping, withdrawal"),
    ("clean", "say \"without kratom\""),
    ("dirty", "say what was found in it"),
    ("relaps…", "say \"took kratom again\""),
    ("abus…", BLAMES),
    (
        "addict…",
        "say \"dependence\", and of a person what happened",
    ),
    ("junkie", BLAMES),
    ("failure", BLAMES),
    ("streak", PRAISES),
    ("score to beat", PRAISES),
    ("countdown", PRAISES),
    ("well done", PRAISES),
    ("congratulations", PRAISES),
    ("should", ORDERS),
    ("must", ORDERS),
];

const REASSURES: &str = "nothing here is called harmless: say what is known, and how well";
const PROMISES: &str = "leaflog claims no good of kratom: say what was seen, in whom, how often";
const BLAMES: &str = "say what was taken or what happened, without a verdict on the person";
const PRAISES: &str = "days and amounts are told as they are, no prize and no contest";
const ORDERS: &str = "ask or say what helps: \"please …\", \"it helps to …\", \"call …\"";

/// In place of an exclamation mark.
pub const CALMLY: &str = "say it calmly, with a full stop";

/// In place of an amount to take.
pub const NO_AMOUNT: &str = "no amount to take is given: say what to ask a pharmacist or a doctor, \
                             or what was seen at which amount";

const NUMBERS: [&str; 14] = [
    "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "twelve", "twenty", "several",
];

const UNITS: [&str; 23] = [
    "mg",
    "g",
    "gram",
    "grams",
    "milligram",
    "milligrams",
    "mcg",
    "ml",
    "tablet",
    "tablets",
    "pill",
    "pills",
    "capsule",
    "capsules",
    "drop",
    "drops",
    "scoop",
    "scoops",
    "spoon",
    "spoons",
    "teaspoon",
    "teaspoons",
    "shots",
];

/// Amounts that a text tells someone to take: `take 10 mg`, `try two tablets`.
#[must_use]
pub fn amounts_to_take(text: &str) -> Vec<String> {
    const BETWEEN: [&str; 14] = [
        "about", "around", "another", "at", "just", "least", "more", "most", "only", "or", "small",
        "to", "up", "whole",
    ];
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(ToOwned::to_owned)
        .collect();
    let mut found = Vec::new();
    for (at, verb) in words.iter().enumerate() {
        if !["take", "have", "use", "try"].contains(&verb.as_str()) {
            continue;
        }
        let mut counted = false;
        for (n, word) in words.iter().enumerate().skip(at + 1).take(6) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let (number, unit) = number_and_unit(bare);
            counted |= number;
            if counted && UNITS.contains(&unit) {
                found.push(format!("{} {bare}", words[at..n].join(" ")));
                break;
            }
            let goes_on = (number && unit.is_empty()) || BETWEEN.contains(&bare);
            if !goes_on || word.ends_with(['.', ';', ':', '?']) {
                break;
            }
        }
    }
    found
}

/// `10mg` is a number and `mg`, `1-2` and `two` are numbers, `mg` is a unit.
fn number_and_unit(word: &str) -> (bool, &str) {
    if NUMBERS.contains(&word) {
        return (true, "");
    }
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '½' | '/');
    let unit = word.trim_start_matches(digits);
    (unit.len() < word.len(), unit)
}

/// The only company in which a word of the list may stand.
pub const DENIED: [&str; 6] = [
    "not a sign of safety",
    "isn't a sign of safety",
    "no sign of safety",
    "not a safe amount",
    "cannot tell you an amount that is safe",
    "is natural says nothing of harm",
];

/// The words of the list that a text says, each with what to write instead.
#[must_use]
pub fn said(text: &str) -> Vec<(&'static str, &'static str)> {
    let mut left = text.to_lowercase().replace('\n', " ");
    for denied in DENIED {
        left = left.replace(denied, "");
    }
    let left = left.replace(|c: char| !c.is_alphanumeric(), " ");
    let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
    let left = format!(" {left} ");
    let is_said = |word: &str| match word.strip_suffix('…') {
        Some(beginning) => left.contains(&format!(" {beginning}")),
        None => left.contains(&format!(" {word} ")),
    };
    let mut said = NEVER.to_vec();
    said.retain(|(word, _)| is_said(word));
    // Of "natural alternative" not "natural" as well.
    let whole = said.clone();
    said.retain(|(word, _)| {
        !whole
            .iter()
            .any(|(more, _)| more != word && more.contains(word))
    });
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_to_take_is_found() {
        for text in [
            "Take 10 mg of diazepam.",
            "take two tablets of paracetamol",
            "You can have 1-2 capsules",
            "Try about 500mg",
            "Use up to 3 g of kratom",
            "Take 1 or 2 more pills.",
            "take 2,5 g",
        ] {
            assert_eq!(amounts_to_take(text).len(), 1, "{text}");
        }
        for text in [
            "People who take 5 or more doses",
            "Take no more for now. 3 g was a lot.",
            "Use 112. One tablet holds 500 mg.",
            "have one person near you",
            "those who take it 3 times a day",
        ] {
            assert_eq!(amounts_to_take(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_word_is_found_and_its_denial_is_heard() {
        let words = |text: &str| said(text).iter().map(|it| it.0).collect::<Vec<_>>();
        assert_eq!(words("This is Safe."), ["safe"]);
        assert_eq!(words("It is not a safe amount."), [""; 0]);
        assert_eq!(words("It cannot tell you an amount that is safe."), [""; 0]);
        assert_eq!(words("2 g is an amount that is safe."), ["safe"]);
        assert_eq!(words("A natural alternative"), ["natural alternative"]);
        assert_eq!(words("Antabuse, cleaner, mustard"), [""; 0]);
        assert_eq!(words("Addictive and relapsing"), ["relaps…", "addict…"]);
    }
}
