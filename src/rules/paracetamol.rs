//! How much paracetamol a product holds, so that amounts of several can be added.

use super::classes::{names, words};
use super::milligrams::{much, number};
use super::text::key;
use crate::domain::substance::Substance;

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

/// Milligrams of paracetamol in an entry of something that holds it; `None` where
/// that cannot be told.
#[must_use]
pub fn taken(substance: &Substance) -> Option<f64> {
    let name = substance.name.as_str();
    let much = much(substance);
    let one = |typed: &str| held(typed).filter(|holds| holds.of == "one");
    if let Some(mg) = much.mg {
        // Of a product with several parts, small milligrams are another part's.
        return (is_alone(name) || mg >= f64::from(*PLAUSIBLE.start()))
            .then(|| mg * much.pieces.unwrap_or(1.0));
    }
    if let Some(ml) = much.ml {
        let holds = held(name).filter(|holds| holds.of == "30 ml")?;
        return Some(ml * much.pieces.unwrap_or(1.0) * f64::from(holds.mg) / 30.0);
    }
    Some(much.pieces? * f64::from(one(name)?.mg))
}

/// Whether a name means nothing but paracetamol.
fn is_alone(typed: &str) -> bool {
    names().find(typed).is_some_and(|found| {
        let mut classes = found.classes.iter();
        classes.all(|class| class.has("paracetamol"))
    })
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
    fn what_was_taken_is_added_up_from_amounts() {
        use crate::domain::field::Values;
        let mg = |name: &str, amount: &str| {
            let mut values = Values::new().with("name", name);
            if !amount.is_empty() {
                values.set("amount", amount);
            }
            taken(&Substance::parse(&values).unwrap())
        };
        for (name, amount, total) in [
            ("paracetamol", "1000 mg", Some(1_000.0)),
            ("paracetamol", "1g", Some(1_000.0)),
            ("paracetamol", "2 tablets", Some(1_000.0)),
            ("paracetamol", "2 x 1000 mg", Some(2_000.0)),
            ("paracetamol 1000", "2 tablets", Some(2_000.0)),
            ("paracetamol 4g", "", Some(4_000.0)),
            ("2x1000 mg Paracetamol", "", Some(2_000.0)),
            ("2 Panadol", "", Some(1_000.0)),
            ("co-codamol 30/500", "2 tablets", Some(1_000.0)),
            ("Percocet", "3", Some(975.0)),
            ("Percocet", "10 mg", None),
            ("NyQuil", "60 ml", Some(1_300.0)),
            ("paracetamol", "", None),
            ("paracetamol", "some", None),
            ("Tylenol", "2", None),
            ("oxycodone with paracetamol", "2 tablets", None),
        ] {
            assert_eq!(mg(name, amount), total, "{name}, {amount}");
        }
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
