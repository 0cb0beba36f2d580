//! The lines that begin a part of a file: `[[rule]]`, `[[class]]`; and what was
//! meant where one is not known.

use super::Sort;
use super::wrong::{Wrong, nearest};

/// What begins a part, and what a file with such a part holds.
const HEADINGS: [(&str, Sort); 7] = [
    ("rule", Sort::Rules),
    ("substance", Sort::Substances),
    ("class", Sort::Substances),
    ("symptom", Sort::Symptoms),
    ("fact", Sort::Facts),
    ("country", Sort::Helplines),
    ("source", Sort::Sources),
];

/// A line that begins a part.
struct Heading<'a> {
    name: &'a str,
    /// One of many: in two pairs of brackets.
    many: bool,
}

/// What the parts of a file say that it holds.
pub fn sort(text: &str) -> Option<Sort> {
    let mut found = text.lines().filter_map(read).filter(|it| it.many);
    found.find_map(|it| known(it.name))
}

/// Every part whose name is a slip for one that is known.
#[must_use]
pub fn slips(text: &str) -> Vec<Wrong> {
    let lines = text.lines().zip(1..);
    let slips = lines.filter_map(|(line, number)| {
        let heading = read(line)?;
        let meant = meant(&heading)?;
        let (opens, closes) = if heading.many {
            ("[[", "]]")
        } else {
            ("[", "]")
        };
        Some(Wrong {
            line: number,
            of: String::new(),
            field: String::new(),
            why: format!("{opens}{}{closes} begins nothing here", heading.name),
            hint: format!("did you mean [[{meant}]]?"),
        })
    });
    slips.collect()
}

/// `rule` of `[[rules]]`, and of `[rule]`.
fn meant(heading: &Heading) -> Option<&'static str> {
    if known(heading.name).is_some() {
        let mut all = HEADINGS.iter().map(|it| it.0);
        return all.find(|name| !heading.many && *name == heading.name);
    }
    let name = heading.name.to_lowercase();
    let one = match name.strip_suffix("ies") {
        Some(start) => format!("{start}y"),
        None => name.strip_suffix('s').unwrap_or(&name).to_owned(),
    };
    // Others stand beside these in their files.
    (!["form", "not_it", "fillers", "everyday"].contains(&one.as_str()))
        .then(|| nearest(&one, HEADINGS.iter().map(|it| it.0)))?
}

fn known(name: &str) -> Option<Sort> {
    let found = HEADINGS.iter().find(|it| it.0 == name);
    found.map(|it| it.1)
}

/// `[[ rule ]]  # a remark`; a part of a part (`[rule.any]`) is none.
fn read(line: &str) -> Option<Heading<'_>> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inside = line.strip_prefix('[')?.strip_suffix(']')?;
    let twice = inside.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let name = twice.unwrap_or(inside).trim();
    let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then_some(Heading {
        name,
        many: twice.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_said_with_what_was_meant() {
        for (line, meant) in [
            ("[[rules]]", "rule"),
            ("[rule]", "rule"),
            ("[[Rule]]  # mine", "rule"),
            ("[[classes]]", "class"),
            ("[[substances]]", "substance"),
            ("[[substnace]]", "substance"),
            ("[[symptoms]]", "symptom"),
            ("[[facts]]", "fact"),
            ("[[countries]]", "country"),
            ("[[sources]]", "source"),
        ] {
            let slips = slips(line);
            assert_eq!(slips.len(), 1, "{line}");
            assert_eq!(slips[0].hint, format!("did you mean [[{meant}]]?"));
        }
    }

    #[test]
    fn what_is_known_is_no_slip() {
        for line in [
            "[[rule]]",
            "[[ class ]]",
            "[paracetamol]",
            "[rule.any]",
            "[[form]]",
            "[",
        ] {
            assert_eq!(slips(line), [], "{line}");
        }
        assert_eq!(sort("x = 1\n[[ rule ]] # one"), Some(Sort::Rules));
        assert_eq!(sort("[rule]"), None);
    }

    #[test]
    fn nothing_that_is_built_in_is_a_slip() {
        let lists = [
            include_str!("../../../assets/substances.toml"),
            include_str!("../../../assets/symptoms.toml"),
            include_str!("../../../assets/facts.toml"),
            include_str!("../../../assets/helplines.toml"),
            include_str!("../../../assets/sources.toml"),
        ];
        for list in lists {
            assert_eq!(slips(list), []);
        }
    }
}
