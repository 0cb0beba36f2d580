//! How much paracetamol a product holds, so that amounts of several can be added.

use super::classes::{names, words};
use super::text::key;

/// What one of a product holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    pub mg: u32,
    /// `one` tablet, capsule, powder or sachet, or `30 ml`.
    pub of: &'static str,
}

/// Key, milligrams and what holds them, in order of key, made from
/// `assets/substances.toml` by `build.rs`.
static LABELS: &[(&str, u32, &str)] = include!(concat!(env!("OUT_DIR"), "/paracetamol.rs"));

/// What one tablet of anybody's product may hold, in milligrams; a number outside is
/// something else.
const PLAUSIBLE: std::ops::RangeInclusive<u32> = 80..=2_000;

/// What one of a typed product holds: the strength that was typed, else what its label
/// says everywhere. `None` where it holds none, or nobody can tell from the name.
#[must_use]
pub fn held(typed: &str) -> Option<Holds> {
    let found = names().find(typed)?;
    if !found.has("paracetamol") {
        return None;
    }
    if let Some(mg) = strength(typed) {
        return Some(Holds { mg, of: "one" });
    }
    label(typed, &found.names)
}

/// What the label of a name says, as it stands; no strength is read from it.
#[must_use]
pub fn on_label(name: &str) -> Option<Holds> {
    let key = key(name);
    let at = LABELS.binary_search_by(|(known, ..)| (*known).cmp(&key));
    let (_, mg, of) = LABELS[at.ok()?];
    Some(Holds { mg, of })
}

/// The label of the longest name in a text that means what the text was read as: the
/// paracetamol in "oxycodone with paracetamol" says nothing of that tablet.
fn label(typed: &str, read: &[&str]) -> Option<Holds> {
    if let Some(holds) = on_label(typed) {
        return Some(holds);
    }
    let words = words(typed);
    let runs = (1..=words.len()).rev().flat_map(|long| words.windows(long));
    runs.map(|run| run.iter().map(|word| word.text.as_str()).collect())
        .find_map(|run: String| {
            let holds = on_label(&run)?;
            let means = names().find(&run)?;
            read.contains(&means.name).then_some(holds)
        })
}

/// The paracetamol in "1g", "650 mg", "tylenol 500", or after the stroke of "30/500".
fn strength(typed: &str) -> Option<u32> {
    let stroke = typed.rsplit_once('/').map(|(_, after)| after);
    if let Some((mg, _)) = stroke.and_then(number) {
        return plausible(mg);
    }
    let mut rest = typed;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (amount, after) = number(&rest[at..])?;
        let unit = after.trim_start().split(|c: char| !c.is_ascii_alphabetic());
        let grams = matches!(unit.into_iter().next(), Some("g" | "G" | "gr" | "gram"));
        let mg = if grams { amount * 1_000.0 } else { amount };
        if let Some(mg) = plausible(mg) {
            return Some(mg);
        }
        rest = after;
    }
    None
}

/// A number at the start of a text, and what follows it.
fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, after) = text.split_at(end.unwrap_or(text.len()));
    Some((number.replace(',', ".").parse().ok()?, after))
}

fn plausible(mg: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is looked at after it"
    )]
    let mg = mg.round() as u32;
    PLAUSIBLE.contains(&mg).then_some(mg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mg(typed: &str) -> Option<u32> {
        held(typed).map(|holds| holds.mg)
    }

    #[test]
    fn every_product_with_a_strength_holds_paracetamol() {
        assert!(LABELS.is_sorted_by_key(|(key, ..)| key));
        for (key, mg, of) in LABELS {
            let found = names().find(key).filter(|found| !found.slip);
            assert!(found.is_some_and(|it| it.has("paracetamol")), "{key}");
            assert!(PLAUSIBLE.contains(mg), "{key}: {mg}");
            assert!(["one", "30 ml"].contains(of), "{key}: {of}");
        }
    }

    #[test]
    fn what_a_label_says_is_known() {
        for (typed, holds) in [
            ("Percocet", Some(325)),
            ("co-codamol", Some(500)),
            ("2 Panadol", Some(500)),
            ("Thomapyrin", Some(200)),
            ("Excedrin", Some(250)),
            ("Theraflu", Some(650)),
            ("paracetamol", Some(500)),
            ("oxycodone with paracetamol", None),
            ("hydrocodone acetaminophen", None),
            ("Tylenol", None),
            ("ibuprofen", None),
            ("grzmpf", None),
        ] {
            assert_eq!(mg(typed), holds, "{typed}");
        }
        let nyquil = held("NyQuil");
        assert_eq!(
            nyquil,
            Some(Holds {
                mg: 650,
                of: "30 ml"
            })
        );
    }

    #[test]
    fn a_strength_that_was_typed_counts_first() {
        for (typed, holds) in [
            ("Tylenol 650", Some(650)),
            ("paracetamol 1g", Some(1_000)),
            ("paracetamol 1 g", Some(1_000)),
            ("0.5 g paracetamol", Some(500)),
            ("2x1000 mg Paracetamol", Some(1_000)),
            ("co-codamol 8/500", Some(500)),
            ("Percocet 10/325", Some(325)),
            ("Zaldiar 75/650", Some(650)),
            ("co-codamol 30", Some(500)),
        ] {
            assert_eq!(mg(typed), holds, "{typed}");
        }
    }
}
