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
