//! Proofs, run by what judges the real journals.

use std::collections::BTreeMap;

use super::super::rule::{Proof, Proofs, Rule};
use super::super::{Alert, SAY_MAX, holding};
use super::notation;
use super::rules::TITLE_MAX;
use crate::domain::answer::Level;
use crate::domain::text::one_line;

/// The countries whose numbers are tried in a text: some have lines of every
/// sort, some few, and one is not known.
pub const COUNTRIES: [&str; 5] = ["US", "GB", "DE", "NZ", "XX"];

/// One proof that does not hold.
#[derive(Debug)]
pub struct Broken {
    pub rule: String,
    /// `fires` or `silent`.
    pub field: &'static str,
    /// Its place in that list.
    pub at: usize,
    pub why: String,
    pub hint: String,
}

/// How many proofs there are and which do not hold.
#[derive(Debug, Default)]
pub struct Proven {
    pub ran: usize,
    pub broken: Vec<Broken>,
}

/// A rule and what is to prove it.
pub struct Trial<'a> {
    pub id: &'a str,
    pub level: Option<Level>,
    pub fires: &'a [Proof],
    pub silent: &'a [Proof],
}

/// The trials of rules that hold their own proofs.
pub fn of_rules(rules: &[Rule]) -> impl Iterator<Item = Trial<'_>> {
    rules.iter().map(|rule| Trial {
        id: &rule.id,
        level: rule.level,
        fires: &rule.fires,
        silent: &rule.silent,
    })
}

/// The trials of rules whose proofs are kept elsewhere.
pub fn kept<'a>(
    rules: &'a [Rule],
    proofs: &'a BTreeMap<String, Proofs>,
) -> impl Iterator<Item = Trial<'a>> {
    rules.iter().filter_map(|rule| {
        let own = proofs.get(&rule.id)?;
        Some(Trial {
            id: &rule.id,
            level: rule.level,
            fires: &own.fires,
            silent: &own.silent,
        })
    })
}

/// Runs the proofs of rules of the built-in list, or of what stands in its place,
/// and reads each warning with the numbers of these countries too.
#[must_use]
pub fn run<'a>(trials: impl Iterator<Item = Trial<'a>>, countries: &[&str]) -> Proven {
    let mut proven = Proven::default();
    for it in trials {
        for (at, proof) in it.fires.iter().enumerate() {
            let wrong = fired(&it, proof).or_else(|| told_badly(it.id, proof, countries));
            proven.add(it.id, "fires", at, wrong);
        }
        for (at, proof) in it.silent.iter().enumerate() {
            proven.add(it.id, "silent", at, silent_about(it.id, proof));
        }
    }
    proven
}

impl Proven {
    fn add(&mut self, id: &str, field: &'static str, at: usize, wrong: Option<(String, String)>) {
        self.ran += 1;
        self.broken.extend(wrong.map(|(why, hint)| Broken {
            rule: id.to_owned(),
            field,
            at,
            why,
            hint,
        }));
    }
}

/// `["dose 3g", "took wine 1h ago"]`, shortened.
fn quoted(proof: &Proof) -> String {
    let entries = proof.entries.join("\", \"");
    let shown: String = entries.chars().take(110).collect();
    let more = if shown.len() < entries.len() {
        "…"
    } else {
        ""
    };
    format!("[\"{}{more}\"]", one_line(&shown))
}

fn holds(proof: &Proof) -> Vec<Alert> {
    let journal = notation::written(&proof.entries);
    journal.map_or_else(|_| Vec::new(), |journal| holding(&journal, notation::now()))
}

/// What is wrong with a proof that is to warn.
fn fired(it: &Trial, proof: &Proof) -> Option<(String, String)> {
    let level = proof.level.or(it.level);
    let all = holds(proof);
    let own: Vec<&Alert> = all.iter().filter(|alert| alert.rule == it.id).collect();
    let at_level = |alert: &&Alert| level.is_none_or(|level| alert.level == level);
    let about = |alert: &&Alert| proof.subject.as_ref().is_none_or(|it| *it == alert.subject);
    let says = |alert: &&Alert| {
        proof
            .says
            .as_ref()
            .is_none_or(|it| alert.say.contains(it.as_str()))
    };
    if own.iter().any(|it| at_level(it) && about(it) && says(it)) {
        let badly = own.iter().find_map(|alert| told(alert));
        return badly.map(|(why, hint)| (format!("{}: {why}", quoted(proof)), hint));
    }
    let was_to = match level {
        Some(level) => format!("was to warn at {}", level.name()),
        None => "was to warn".to_owned(),
    };
    let proof_says = quoted(proof);
    let near = own.iter().find(|it| at_level(it) && about(it));
    let near = near
        .or_else(|| own.iter().find(|it| at_level(it)))
        .or_else(|| own.first());
    let why = match near {
        None => format!(
            "{proof_says} {was_to}, and the rule stays silent; {}",
            instead(&all)
        ),
        Some(got) if !at_level(got) => {
            format!(
                "{proof_says} {was_to}, and it warns at {}",
                got.level.name()
            )
        }
        Some(got) if !about(got) => format!(
            "{proof_says} was to be about \"{}\", and it is about \"{}\"",
            proof.subject.as_deref().unwrap_or_default(),
            got.subject
        ),
        Some(got) => format!(
            "{proof_says} was to say \"{}\", and it says \"{}\"",
            proof.says.as_deref().unwrap_or_default(),
            got.say
        ),
    };
    Some((why, CORRECT.to_owned()))
}

/// What speaks where a rule was to.
fn instead(all: &[Alert]) -> String {
    let named = all
        .iter()
        .map(|it| format!("{} ({})", it.rule, it.level.name()));
    let named: Vec<String> = named.take(3).collect();
    if named.is_empty() {
        "and so does every other".to_owned()
    } else {
        format!("what speaks is {}", named.join(", "))
    }
}

/// What is wrong with a proof that is to stay silent.
fn silent_about(id: &str, proof: &Proof) -> Option<(String, String)> {
    let all = holds(proof);
    let alert = all.iter().find(|alert| alert.rule == id)?;
    let why = format!(
        "{} was to stay silent, and it warns ({}): \"{}\"",
        quoted(proof),
        alert.level.name(),
        alert.say
    );
    Some((why, CORRECT.to_owned()))
}

const CORRECT: &str = "correct the condition in any, or this line where what it shows has changed";

/// What is wrong with what a proof that warns says, in any of the countries.
fn told_badly(id: &str, proof: &Proof, countries: &[&str]) -> Option<(String, String)> {
    for country in countries {
        let mut entries = proof.entries.clone();
        entries.retain(|entry| !entry.starts_with("about"));
        entries.push(format!("about country {country} 200d ago"));
        let journal = notation::written(&entries).ok()?;
        let alerts = holding(&journal, notation::now());
        let mut own = alerts.iter().filter(|alert| alert.rule == id);
        if let Some((why, hint)) = own.find_map(told) {
            return Some((format!("{}: {why}", quoted(proof)), hint));
        }
    }
    None
}

/// What is wrong with the words of a warning, every slot filled.
#[must_use]
pub fn told(alert: &Alert) -> Option<(String, String)> {
    let length = |text: &str| text.chars().count();
    if length(&alert.say) > SAY_MAX {
        let why = format!("says {} characters: \"{}\"", length(&alert.say), alert.say);
        return Some((
            why,
            format!("{SAY_MAX} at most, so that it is read to its end"),
        ));
    }
    if length(&alert.title) > TITLE_MAX {
        let why = format!(
            "its title has {} characters: \"{}\"",
            length(&alert.title),
            alert.title
        );
        return Some((why, format!("{TITLE_MAX} at most")));
    }
    if alert.first.is_empty() != (alert.level != Level::Urgent) {
        let why =
            "what comes first on an urgent card is missing, or stands on one that is not urgent";
        return Some((
            why.to_owned(),
            "write first = \"…\" for urgent warnings alone".to_owned(),
        ));
    }
    let texts = [&alert.title, &alert.say, &alert.first];
    for text in texts.into_iter().chain(&alert.helps) {
        if text.contains(['{', '}']) {
            let why = format!("nothing fills the braces of \"{text}\"");
            let hint = "this rule's measure does not say that; write the text without it";
            return Some((why, hint.to_owned()));
        }
    }
    let empty = alert.title.is_empty() || alert.say.is_empty();
    if empty || alert.because.is_empty() {
        return Some((
            "says nothing, or rests on no entry".to_owned(),
            String::new(),
        ));
    }
    None
}
