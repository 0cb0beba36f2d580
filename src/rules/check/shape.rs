//! What serde says of a wrong field, in words for people who never heard of it.

use super::wrong::nearest;
use crate::domain::text::quoted;

/// What is wrong, what to write, and the word it is about, to find its line by.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Misshapen {
    pub field: String,
    pub why: String,
    pub hint: String,
    pub wanted: Option<String>,
}

/// What each field of a file holds, for one that is missing.
const HOLDS: [(&str, &str); 40] = [
    ("id", "id = \"R99-short-name\", that no other has"),
    ("title", "title = \"…\", short and plain"),
    ("on", "on = \"now\", or a list like on = [\"dose\"]"),
    ("any", "any = [{ all = [{ measure = \"…\", from = … }] }]"),
    ("all", "all = [{ measure = \"…\", from = … }]"),
    (
        "measure",
        "measure = \"…\", what is counted or looked at, like \"dose_g\"",
    ),
    ("say", "say = \"…\", what the person reads first"),
    ("why", "why = \"…\", the reason in plain words"),
    ("do", "do = [\"…\"], what helps"),
    ("sources", "sources = [\"…\"], ids of assets/sources.toml"),
    (
        "evidence",
        "evidence = \"…\", how strong it is: strong, moderate, weak …",
    ),
    (
        "reviewed",
        "reviewed = 2026-11-21, the date of the last clinical review, without quotation marks",
    ),
    (
        "level",
        "level = \"info\", \"caution\", \"warning\" or \"urgent\"",
    ),
    ("from", "from = …, the value it begins at"),
    (
        "hours",
        "hours = 24: a threshold needs the time it is counted over",
    ),
    (
        "days",
        "days = 7: a threshold needs the time it is counted over",
    ),
    ("of", "of = \"…\", what is counted"),
    ("window", "window = \"full\" or \"wide\""),
    ("entries", "entries = [\"dose 2g\"], the made-up journal"),
    ("after_hours", "after_hours = [24]"),
    ("name", "name = \"…\""),
    ("names", "names = [\"…\"]"),
    ("group", "group = \"…\", the heading it stands under"),
    (
        "classes",
        "classes = [\"…\"], ids of [[class]] in this file",
    ),
    ("aliases", "aliases = [\"…\"], the other names people type"),
    (
        "danger",
        "danger = \"dangerous\", \"serious\", \"caution\", \"low\" or \"none\"",
    ),
    ("says", "says = \"…\", the words a sentence uses"),
    (
        "roles",
        "roles = [\"…\"], from the list at the top of the file",
    ),
    ("code", "code = \"DE\", two letters"),
    ("country", "country = \"…\", its English name"),
    ("number", "number = \"…\", as it is dialled there"),
    (
        "checked",
        "checked = \"2026-11\", when the numbers were last looked at",
    ),
    ("what", "what = \"…\", one line on what it is"),
    (
        "kind",
        "kind = \"document\", \"paper\", \"agency\", \"community\" or \"general\"",
    ),
    ("find", "find = \"…\", a page that lists lines by country"),
    ("emergency", "emergency = \"…\""),
    (
        "fallback",
        "[fallback], what is shown where no number is known",
    ),
    ("mg", "mg = …, a whole number of milligrams"),
    ("adds", "adds = \"…\", the id of a class"),
    ("words", "words = [\"…\"]"),
];

/// Says it again in plain words.
pub fn reworded(message: &str) -> Misshapen {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return not_known("field", rest);
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        return not_known(sort(rest), rest);
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        let field = ticked(rest).next().unwrap_or_default().to_owned();
        let holds = HOLDS.iter().find(|(name, _)| *name == field);
        let holds = holds.map_or_else(|| format!("{field} = …"), |it| it.1.to_owned());
        return Misshapen {
            why: "is missing".to_owned(),
            hint: format!("write {holds}"),
            field,
            wanted: None,
        };
    }
    other(message)
}

/// What a list of words is of.
fn sort(rest: &str) -> &'static str {
    const SORTS: [(&str, &str); 5] = [
        ("`urgent`", "level"),
        ("`dose_g`", "measure"),
        ("`dangerous`", "danger"),
        ("`paper`", "kind of source"),
        ("`wide`", "window"),
    ];
    let sort = SORTS.iter().find(|(one, _)| rest.contains(one));
    sort.map_or("word that is known here", |it| it.1)
}

/// Those that begin like a word, where a list is too long to be read.
fn like<'a>(typed: &str, known: &[&'a str]) -> Vec<&'a str> {
    let begins: String = typed.chars().take(4).collect();
    let like = known.iter().filter(|one| one.starts_with(&begins)).copied();
    let like: Vec<&str> = like.collect();
    if known.len() < 30 || like.is_empty() {
        return known.to_vec();
    }
    like
}

/// `a`, `b` and so on of a message.
fn ticked(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

fn not_known(sort: &str, rest: &str) -> Misshapen {
    let mut names = ticked(rest);
    let typed = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let hint = match nearest(typed, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None if known.is_empty() => "take it out".to_owned(),
        None => format!("write one of {}", like(typed, &known).join(", ")),
    };
    Misshapen {
        field: String::new(),
        why: format!("{} is no {sort}", quoted(typed)),
        hint,
        wanted: Some(typed.to_owned()),
    }
}

/// A wrong value.
fn other(message: &str) -> Misshapen {
    let wanted = message.split('"').nth(1).map(ToOwned::to_owned);
    if let Some((field, rest)) = message.split_once(": ")
        && let Some(value) = rest.strip_suffix(" is no number")
    {
        return Misshapen {
            field: field.to_owned(),
            why: format!("{value} is no number"),
            hint:
                "write the number alone, like from = 5; its unit is the measure's: dose_g counts \
                   grams of leaf, hours_since_dose hours"
                    .to_owned(),
            wanted,
        };
    }
    if let Some((_, rest)) = message.split_once("is not a kind of entry") {
        return Misshapen {
            why: message[..message.len() - rest.len()].to_owned(),
            hint: "write dose, substance, medicine, symptom, sleep, reading, event, about, \
                   product, none or note"
                .to_owned(),
            wanted,
            ..Misshapen::default()
        };
    }
    let Some((_, rest)) = message
        .split_once(": ")
        .filter(|(start, _)| start.starts_with("invalid"))
    else {
        return Misshapen {
            why: message.to_owned(),
            wanted,
            ..Misshapen::default()
        };
    };
    unfit(rest, wanted)
}

/// `string "7", expected u32`
fn unfit(rest: &str, wanted: Option<String>) -> Misshapen {
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
    if expected.contains("borrowed") && found.starts_with("string") {
        return Misshapen {
            why: "holds a quotation mark or a backslash".to_owned(),
            hint: "write it without".to_owned(),
            wanted,
            ..Misshapen::default()
        };
    }
    let found = found
        .replace("string ", "the text ")
        .replace("integer ", "the number ");
    Misshapen {
        why: format!("{found} does not fit here"),
        hint: what_fits(expected),
        wanted: wanted.or_else(|| ticked(found.as_str()).next().map(ToOwned::to_owned)),
        ..Misshapen::default()
    }
}

fn what_fits(expected: &str) -> String {
    match expected {
        "" => "",
        "a string" | "a borrowed string" => "write a text between quotation marks",
        "a sequence" => "write a list between [ and ]",
        "u32" | "u16" | "i32" | "f64" => "write a number, without quotation marks",
        "a boolean" => "write true or false",
        "a TOML datetime" | "a datetime" => "write a date like 2026-11-21, without quotation marks",
        other => return format!("expected is {other}"),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_parser_says_is_said_again_plainly() {
        for (message, why, hint) in [
            (
                "unknown field `evidense`, expected one of `evidence`, `why`",
                "\"evidense\" is no field",
                "did you mean evidence?",
            ),
            (
                "missing field `hours`",
                "is missing",
                "write hours = 24: a threshold needs the time it is counted over",
            ),
            (
                "invalid type: string \"7\", expected u32",
                "the text \"7\" does not fit here",
                "write a number, without quotation marks",
            ),
        ] {
            let said = reworded(message);
            assert_eq!((said.why.as_str(), said.hint.as_str()), (why, hint));
        }
    }
}
