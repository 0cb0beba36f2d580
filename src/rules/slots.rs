//! Fills the slots of a text: `{n}`, `{drug}`, and the numbers of the person's
//! country.

use super::SAY_MAX;
use super::calls::Calls;
use super::helplines::{Country, Line, helplines};
use crate::domain::text::one_line;

/// The words of a rule's findings and of the country.
pub struct Slots {
    words: Vec<(&'static str, String)>,
}

/// Slots that hold a name a person typed, which may be long.
const NAMES: [&str; 4] = ["drug", "item", "other", "symptom"];
/// The longest name in a text, in characters; shorter where the text is long.
const NAME_MAX: usize = 40;

impl Slots {
    /// The numbers to call, as texts name them: the person's own before their country's. Where one is not
    /// known: `{poison}` is the emergency number (where it is not urgent,
    /// `{poison_line}` says "a poison line"), `{crisis}` and `{helpline}` a page that
    /// lists lines.
    pub fn of(calls: &Calls) -> Slots {
        let own_line = |number: &String| format!("your own line ({number})");
        let own_poison = calls.poison.as_ref();
        let own_poison = own_poison.map(|number| format!("your poison line ({number})"));
        let own_crisis = calls.crisis.as_ref().map(own_line);
        let emergency = calls.emergency.as_deref().or(calls.built_in());
        let fallback = &helplines().fallback;
        let find = || format!("a line from {}", fallback.find);
        let line = |lines: fn(&Country) -> &[Line]| calls.country.and_then(|c| lines(c).first());
        let word = emergency.unwrap_or("emergency services");
        let talk = line(|country| &country.talk);
        let poisons = line(|country| &country.poison).map(poison);
        let poisons = own_poison.or(poisons);
        let talk_number = calls.crisis.as_deref().or(talk.map(|line| line.number));
        let crisis = own_crisis.clone().or_else(|| talk.map(said));
        let drugs = line(|country| &country.drugs).map(said);
        let words = vec![
            ("emergency", word.to_owned()),
            ("first", calls.number().to_owned()),
            ("poison", poisons.clone().unwrap_or_else(|| word.to_owned())),
            (
                "poison_line",
                poisons.unwrap_or_else(|| "a poison line".to_owned()),
            ),
            ("talk", talk_number.unwrap_or(calls.number()).to_owned()),
            ("crisis", crisis.clone().unwrap_or_else(find)),
            (
                "helpline",
                own_crisis.or(drugs).or(crisis).unwrap_or_else(find),
            ),
        ];
        Slots { words }
    }

    /// These and more.
    pub fn and(&self, words: &[(&'static str, String)]) -> Slots {
        let more = words.iter().map(|(slot, word)| (*slot, one_line(word)));
        Slots {
            words: self.words.iter().cloned().chain(more).collect(),
        }
    }

    /// The text with every slot filled, names cut so that it stays within
    /// [`SAY_MAX`] characters.
    pub fn fill(&self, text: &str) -> String {
        let mut room = NAME_MAX;
        loop {
            let filled = self.fill_within(text, room);
            let over = filled.chars().count().saturating_sub(SAY_MAX);
            if over == 0 || room <= 8 {
                return filled;
            }
            room = room.saturating_sub(over.min(room / 2).max(1)).max(8);
        }
    }

    fn fill_within(&self, text: &str, room: usize) -> String {
        let mut filled = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, after)) = after.split_once('}') else {
                break;
            };
            let word = self.word(slot, room);
            if filled.ends_with("You take ") {
                filled.push_str(article(&word));
            }
            if sentence_begins(&filled) {
                filled.push_str(&capital(&word));
            } else {
                filled.push_str(&word);
            }
            rest = after;
        }
        filled.push_str(rest);
        // Where no poison line is known its slot says the emergency number too.
        let emergency = self.word("emergency", room);
        filled.replace(&format!("{emergency} or {emergency}"), &emergency)
    }

    fn word(&self, slot: &str, room: usize) -> String {
        let found = self.words.iter().find(|(name, _)| *name == slot);
        let word = found.map_or_else(|| format!("{{{slot}}}"), |(_, word)| word.clone());
        if !NAMES.contains(&slot) || word.chars().count() <= room {
            return word;
        }
        let cut: String = word.chars().take(room - 1).collect();
        format!("{}…", cut.trim_end())
    }
}

/// `a ` before what is no name but a sort of thing: a sleeping pill.
fn article(name: &str) -> &'static str {
    const SORTS: [&str; 14] = [
        "benzodiazepine",
        "pill",
        "sedative",
        "relaxant",
        "spray",
        "patch",
        "opioid",
        "tablet",
        "painkiller",
        "syrup",
        "antidepressant",
        "steroid",
        "medicine",
        "antihistamine",
    ];
    let name = name.to_lowercase();
    let last = name.split_whitespace().next_back().unwrap_or_default();
    match name.chars().next() {
        _ if !SORTS.contains(&last) => "",
        Some('a' | 'e' | 'i' | 'o') => "an ",
        Some('u') if name.starts_with("un") => "an ",
        _ => "a ",
    }
}

fn sentence_begins(text: &str) -> bool {
    let text = text.trim_end();
    text.is_empty() || text.ends_with(['.', '?'])
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// `Samaritans (116 123)`, `NHS 111`.
fn said(line: &Line) -> String {
    if line.name.contains(line.number) {
        line.name.to_owned()
    } else {
        format!("{} ({})", line.name, line.number)
    }
}

/// A poison centre goes by what it is; its own name may be only a city.
fn poison(line: &Line) -> String {
    if line.name.contains(line.number) {
        line.name.to_owned()
    } else {
        format!("the poison line ({})", line.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::Journal;

    #[test]
    fn a_sort_of_medicine_has_its_article() {
        let take = |drug: &str| {
            let slots =
                Slots::of(&Calls::of(&Journal::default())).and(&[("drug", drug.to_owned())]);
            slots.fill("You take {drug}. {drug}?")
        };
        assert_eq!(
            take("sleeping pill"),
            "You take a sleeping pill. Sleeping pill?"
        );
        assert_eq!(
            take("opioid patch"),
            "You take an opioid patch. Opioid patch?"
        );
        assert_eq!(take("diazepam"), "You take diazepam. Diazepam?");
    }
}
