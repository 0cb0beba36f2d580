//! How a body or mind can feel: plain names, people's own words, and the groups rules read.

use serde::Deserialize;

use super::built_in::BuiltIn;
use super::text::{key, nearest, says_abroad, slips, without_beginning};

/// One sign people can choose, or write in their own words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// The plain name, as shown and stored.
    pub name: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
    /// People's own words for it.
    #[serde(default)]
    pub words: Vec<&'static str>,
    /// The same in other languages, taken only as they are written.
    #[serde(default)]
    pub abroad: Vec<&'static str>,
    /// Groups it belongs to; rules name them as `@red-breathing`.
    #[serde(default)]
    pub signs: Vec<&'static str>,
}

/// Every known sign.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Symptoms {
    pub(super) symptom: Vec<Symptom>,
}

/// The list that comes with leaflog, read once.
///
/// # Panics
/// When the list is not in order; the one that is built in is tested.
#[must_use]
pub fn symptoms() -> &'static Symptoms {
    SYMPTOMS.get()
}

pub(super) static SYMPTOMS: BuiltIn<Symptoms> = BuiltIn::new(|| {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/symptoms.json")))
        .expect("assets/symptoms.toml is tested")
});

/// The groups that rules read as `@drowsy`, and nothing else is one.
pub(super) const GROUPS: [&str; 30] = [
    "allergy",
    "allergy-with-hives",
    "batch",
    "breath-red",
    "cannot-sleep",
    "confusion",
    "driving",
    "drowsy",
    "drowsy-or-faint",
    "gut-red",
    "gut-severe",
    "heart-severe",
    "heat",
    "heat-with",
    "hives",
    "itch",
    "liver-dark",
    "liver-early",
    "liver-itch",
    "liver-red",
    "liver-with-itch",
    "palpitations",
    "pupils",
    "red-any",
    "red-breathing",
    "red-heart-any",
    "sedative-stop",
    "seizure",
    "suicide",
    "withdrawal",
];

impl Symptoms {
    /// The sign a typed name means: its name or people's own words, one small slip allowed.
    /// Words that could mean two things mean nothing here and stay as typed.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<&Symptom> {
        // Chosen from the list, as most are.
        if let Some(chosen) = self.symptom.iter().find(|symptom| symptom.name == typed) {
            return Some(chosen);
        }
        let whole = key(typed);
        let typed = bare(&whole);
        let exact = |symptom: &&Symptom| symptom.keys().any(|known| bare(&known) == typed);
        let abroad = |it: &&Symptom| it.abroad.iter().any(|word| says_abroad(&whole, word));
        self.symptom
            .iter()
            .find(exact)
            .or_else(|| self.symptom.iter().find(abroad))
            .or_else(|| self.weighed(&typed))
            .or_else(|| self.slipped(&typed))
    }

    /// The sign that a name may have meant that [`Symptoms::find`] does not
    /// know: to be offered, never to be taken for it. One slip is allowed from
    /// four letters on, two from seven, one in a single word of a sign.
    #[must_use]
    pub fn near(&self, typed: &str) -> Option<&'static str> {
        let typed = bare(&key(typed));
        let allowed = match typed.chars().count() {
            0..4 => return None,
            4..7 => 1,
            _ => 2,
        };
        let whole = |symptom: &Symptom| symptom.all_keys().map(|known| bare(&known)).collect();
        let nearest = self.nearest(&typed, allowed, whole);
        nearest.or_else(|| self.nearest(&typed, 1, Symptom::single_words))
    }

    /// The first sign with the fewest slips in one of its words.
    fn nearest(
        &self,
        typed: &str,
        allowed: usize,
        words: impl Fn(&Symptom) -> Vec<String>,
    ) -> Option<&'static str> {
        let long_enough = |known: &String| known.chars().count() >= 5;
        let slips = |symptom: &Symptom| {
            let known = words(symptom).into_iter().filter(long_enough);
            known
                .map(|known| strsim::damerau_levenshtein(&known, typed))
                .min()
        };
        let near = self
            .symptom
            .iter()
            .filter_map(|it| Some((slips(it)?, it.name)));
        near.filter(|(slips, _)| *slips <= allowed)
            .min_by_key(|(slips, _)| *slips)
            .map(|(_, name)| name)
    }

    /// Every sign, in the order they are offered.
    pub fn all(&self) -> impl Iterator<Item = &Symptom> {
        self.symptom.iter()
    }

    /// The sign that is left without words of how much: "really dizzy". They go
    /// only where what is left is known, and never from a word as short as "fit".
    fn weighed(&self, typed: &str) -> Option<&Symptom> {
        let very = typed.strip_prefix("really");
        let very = very.map(|rest| format!("very{rest}"));
        let tried = very.into_iter().chain(without_weight(typed));
        let mut tried = tried.filter(|rest| rest.len() > 3);
        tried.find_map(|rest| {
            let known = |symptom: &&Symptom| symptom.keys().any(|known| bare(&known) == rest);
            self.symptom.iter().find(known)
        })
    }

    fn slipped(&self, typed: &str) -> Option<&Symptom> {
        let apart = |symptom: &Symptom| {
            let nearest = symptom
                .keys()
                .filter_map(|known| slips(typed, &bare(&known)));
            nearest.min()
        };
        match nearest(self.symptom.iter(), apart).as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Symptom {
    fn keys(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.name)
            .chain(&self.words)
            .map(|word| key(word))
    }

    /// The same with the words of other languages.
    fn all_keys(&self) -> impl Iterator<Item = String> {
        self.keys().chain(self.abroad.iter().map(|word| key(word)))
    }

    /// Every word of its name and of people's own words, by itself.
    fn single_words(&self) -> Vec<String> {
        let phrases = std::iter::once(&self.name).chain(&self.words);
        let words = phrases.flat_map(|phrase| phrase.split_whitespace());
        words.map(key).collect()
    }
}

/// A name without its words of how much, one more of them gone each time.
fn without_weight(typed: &str) -> impl Iterator<Item = String> {
    const BEFORE: [&str; 5] = ["very", "really", "abit", "feellike", "thinkingabout"];
    let shorter = |name: &String| {
        let before = BEFORE.iter().find_map(|word| name.strip_prefix(word));
        let rest = before.or_else(|| name.strip_suffix("abit"))?;
        Some(rest.to_owned())
    };
    std::iter::successors(Some(typed.to_owned()), shorter).skip(1)
}

/// Without the little words people begin with.
fn bare(key: &str) -> String {
    const BEGINNINGS: [&str; 10] = [
        "ivegot",
        "ihave",
        "iam",
        "ifeel",
        "imfeeling",
        "feeling",
        "im",
        "my",
        "ihad",
        "had",
    ];
    without_beginning(key, &BEGINNINGS)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::rules::text::without_umlauts;

    fn says(typed: &str) -> Option<&'static str> {
        symptoms().find(typed).map(|symptom| symptom.name)
    }

    #[test]
    fn no_word_means_two_signs() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for symptom in symptoms().all() {
            for known in symptom.keys() {
                let other = seen.insert(bare(&known), symptom.name);
                assert_eq!(other, None, "{known} twice, in {}", symptom.name);
            }
        }
        let mut abroad: HashMap<String, &str> = HashMap::new();
        for symptom in symptoms().all() {
            for word in &symptom.abroad {
                let known = key(word);
                let here = seen.get(&bare(&known));
                assert!(here.is_none_or(|name| *name == symptom.name), "{known}");
                let other = abroad.insert(without_umlauts(&known), symptom.name);
                assert!(other.is_none_or(|name| name == symptom.name), "{known}");
            }
        }
    }

    #[test]
    fn peoples_own_words_find_their_sign() {
        for (typed, name) in [
            ("Nausea", "nausea"),
            ("nausae", "nausea"),
            ("fit", "seizure"),
            ("passed out", "fainted"),
            ("can't breathe", "short of breath"),
            ("cant breathe", "short of breath"),
            ("the wobbles", "eye wobble"),
            ("Heart racing", "heart racing"),
            ("i want to die", "thoughts of suicide"),
            ("diarrhea", "diarrhoea"),
            ("jaundice", "yellow skin or eyes"),
            ("blue lips", "blue or grey lips"),
            ("nodding", "very drowsy"),
            ("overdose", "can't be woken"),
            ("chest pian", "chest pain"),
            ("turning blue", "blue or grey lips"),
            ("lips are blue", "blue or grey lips"),
            ("not breathing right", "uneven breathing"),
            ("stopped breathing in sleep", "stopped breathing"),
            ("passing out", "fainted"),
            ("passed out briefly", "fainted"),
            ("wanna die", "thoughts of suicide"),
            ("want to die", "thoughts of suicide"),
            ("thinking about killing myself", "thoughts of suicide"),
            ("feel like killing myself", "thoughts of suicide"),
            ("I don't want to be here anymore", "thoughts of suicide"),
            ("don't want to be here anymore", "thoughts of suicide"),
            ("grand mal seizure", "seizure"),
            ("very confused", "confused"),
            ("chest hurts a bit", "chest pain"),
            ("throat feels tight", "swelling of face or throat"),
            ("yellowish eyes", "yellow skin or eyes"),
            ("light colored stool", "pale stools"),
            ("overdosed on kratom", "can't be woken"),
            ("really dizzy", "dizziness"),
            ("I feel a bit dizzy", "dizziness"),
            ("dizzy a bit", "dizziness"),
            ("really sleepy", "very drowsy"),
            ("very short of breath", "short of breath"),
            ("really very confused", "confused"),
            ("feel like throwing up", "nausea"),
        ] {
            assert_eq!(says(typed), Some(name), "{typed}");
        }
    }

    #[test]
    fn words_of_other_languages_are_found_as_they_are_written() {
        for (typed, name) in [
            ("Kopfschmerzen", Some("headache")),
            ("Uebelkeit", Some("nausea")),
            ("Übelkeit", Some("nausea")),
            ("ich habe Atemnot", Some("short of breath")),
            ("Atemstillstand", Some("stopped breathing")),
            ("douleur à la poitrine", Some("chest pain")),
            ("quiero morir", Some("thoughts of suicide")),
            ("myśli samobójcze", Some("thoughts of suicide")),
            ("labbra blu", Some("blue or grey lips")),
            ("geelzucht", Some("yellow skin or eyes")),
            ("tmavá moč", Some("urine dark like cola")),
            ("Migräne", Some("headache")),
            ("zwroty", None),
            ("keine Atemnot", None),
            ("constipado", None),
        ] {
            assert_eq!(says(typed), name, "{typed}");
        }
    }

    #[test]
    fn what_is_not_read_may_be_offered() {
        for (typed, name) in [
            ("naussae", Some("nausea")),
            ("dizyness", Some("dizziness")),
            ("fevr", Some("fever or very hot")),
            ("hartbeat", Some("heart racing")),
            ("brething", Some("slow breathing")),
            ("happy", None),
            ("fine", None),
            ("swim", None),
        ] {
            assert_eq!(symptoms().near(typed), name, "{typed}");
        }
    }

    #[test]
    fn harmless_words_stay_as_typed() {
        for typed in [
            "fit and well",
            "very fit",
            "really fine",
            "feel like dancing",
            "thinking about work",
            "happy",
            "tired of work",
            "sore throat",
            "fine",
            "swim",
        ] {
            assert_eq!(says(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_group_that_rules_read_has_signs() {
        for group in GROUPS {
            let mut all = symptoms().all();
            assert!(
                all.any(|symptom| symptom.signs.contains(&group)),
                "@{group} is empty"
            );
        }
        let known = |sign: &&str| GROUPS.contains(sign);
        for symptom in symptoms().all() {
            assert!(symptom.signs.iter().all(known), "{}", symptom.name);
        }
    }
}
