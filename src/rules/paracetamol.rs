//! How much paracetamol a product holds, so that amounts of several can be added.

use super::built_in::BuiltIn;
use super::classes::{names, words};
use super::milligrams::{Much, is_packs, much, much_of, number, parts, times_a_day};
use super::text::key;
use crate::domain::medicine::Medicine;
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
pub(super) static LABELS: BuiltIn<Labels> =
    BuiltIn::new(|| include!(concat!(env!("OUT_DIR"), "/paracetamol.rs")));
pub(super) type Labels = &'static [(&'static str, u32, &'static str)];

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

/// What a pack of it holds at least: sixteen tablets of 500 mg. Who writes of a
/// bottle, or of an overdose, is told, whatever the number was.
const A_PACK_MG: f64 = 8_000.0;

/// Milligrams of paracetamol in an entry of something that holds it; `None` where
/// that cannot be told.
#[must_use]
pub fn taken(substance: &Substance) -> Option<f64> {
    let name = substance.name.as_str();
    let much = much(substance);
    if let Some(packs) = packs(substance) {
        return Some(packs * A_PACK_MG);
    }
    if substance.amount.is_none() && substance.unit.is_none() {
        let parts = parts(name, &[" and ", "+", "&", ",", " plus ", " then "]);
        let held: Vec<f64> = parts.iter().filter_map(|part| in_part(part)).collect();
        if parts.len() > 1 && !held.is_empty() {
            return Some(held.iter().sum());
        }
        return in_part(name);
    }
    measured(name, much)
}

/// Milligrams in a day of a medicine that is taken regularly.
#[must_use]
pub fn a_day(medicine: &Medicine) -> Option<f64> {
    let of = Substance {
        name: medicine.name.clone(),
        amount: medicine.amount,
        unit: medicine.unit.clone(),
    };
    let often = match &medicine.unit {
        Some(unit) => times_a_day(unit),
        None => times_a_day(&medicine.name),
    };
    Some(taken(&of)? * often)
}

/// The milligrams of a name that says how much in itself.
fn in_part(part: &str) -> Option<f64> {
    let holds = names().find(part)?.has("paracetamol");
    let much = much_of(part);
    if !holds {
        return None;
    }
    match measured(part, much) {
        Some(mg) => Some(mg),
        None if much == Much::default() => Some(before_name(part)? * a_piece(part)?),
        None => None,
    }
}

fn measured(name: &str, much: Much) -> Option<f64> {
    if let Some(mg) = much.mg {
        // Of a product with several parts, small milligrams are another part's.
        return (is_alone(name) || mg >= f64::from(*PLAUSIBLE.start()))
            .then(|| mg * much.pieces.unwrap_or(1.0));
    }
    if let Some(ml) = much.ml {
        let holds = held(name).filter(|holds| holds.of == "30 ml")?;
        return Some(ml * much.pieces.unwrap_or(1.0) * f64::from(holds.mg) / 30.0);
    }
    Some(much.pieces? * a_piece(name)?)
}

/// A number before the name, as in `I took 10 paracetamol`; in `tylenol 3` it is
/// part of the name.
fn before_name(part: &str) -> Option<f64> {
    let at = part.find(|c: char| c.is_ascii_digit())?;
    let (n, after) = number(&part[at..])?;
    let counts = after.starts_with(char::is_whitespace) && names().find(after)?.has("paracetamol");
    counts.then_some(n)
}

/// Whole packs, where it is paracetamol that the words are about.
fn packs(substance: &Substance) -> Option<f64> {
    let n = substance.amount.map_or(1.0, |n| n.value().max(1.0));
    if substance.unit.as_deref().is_some_and(is_packs) {
        return Some(n);
    }
    let words = [" and ", "+", "&", ",", " with ", " plus ", " then "];
    let parts = parts(&substance.name, &words);
    let is =
        |part: &&&str| is_packs(part) && names().find(part).is_some_and(|it| it.has("paracetamol"));
    let said = substance.amount.is_some() || substance.unit.is_some();
    (!said && parts.iter().any(|part| is(&part))).then_some(1.0)
}

/// What one piece holds: what its label says, else the least that is usual.
fn a_piece(name: &str) -> Option<f64> {
    let open = on_label(name).is_none() && strength(name).is_none() && is_combined(name);
    match held(name) {
        Some(holds) if holds.of == "one" && !open => Some(f64::from(holds.mg)),
        _ => least(name),
    }
}

/// `acetaminophen with codeine`: the tablet is another than that of either alone.
fn is_combined(name: &str) -> bool {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    says(&["codein", "codone"]) && says(&["paracetamol", "acetaminophen", "apap", "tylenol"])
}

/// The least that one piece usually holds of what differs by country and maker.
fn least(name: &str) -> Option<f64> {
    if !names().find(name)?.has("paracetamol") {
        return None;
    }
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Some(match () {
        () if says(&["codein", "codol"]) => 300.0,
        () if is_alone(&name) && !says(&["tylenol"]) => 500.0,
        () => 325.0,
    })
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
    let at = LABELS
        .get()
        .binary_search_by(|(known, ..)| (*known).cmp(&key));
    let (_, mg, of) = LABELS.get()[at.ok()?];
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
        assert!(LABELS.get().is_sorted_by_key(|(key, ..)| key));
        for (key, mg, of) in *LABELS.get() {
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
            ("Tylenol", "2", Some(650.0)),
            ("tylenol", "20 tablets", Some(6_500.0)),
            ("20 tylenol", "", Some(6_500.0)),
            ("8 tylenol pm and 3 dayquil", "", Some(4_975.0)),
            ("oxycodone with paracetamol", "2 tablets", Some(650.0)),
            ("paracetamol with codeine", "2 tablets", Some(600.0)),
            ("I took 10 paracetamol", "", Some(5_000.0)),
            ("whole bottle of tylenol", "", Some(8_000.0)),
            ("paracetamol overdose", "", Some(8_000.0)),
            ("paracetamol", "a bottle", Some(8_000.0)),
            ("paracetamol", "2 packs", Some(16_000.0)),
            ("paracetamol and a bottle of wine", "", None),
            ("paracetamol with a bottle of wine", "", None),
            ("tylenol 3", "", None),
            ("paracetamol", "2x500 mg", Some(1_000.0)),
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
