//! How much caffeine a drink typically holds, so that several can be added.

use super::built_in::BuiltIn;
use super::classes::names;
use super::milligrams::much;
use super::text::key;
use crate::domain::substance::Substance;

/// Key, typical milligrams and the millilitres that hold them (0 for a tablet),
/// in order of key, made from `assets/substances.toml` by `build.rs`.
pub(super) static TYPICAL: BuiltIn<Typical> =
    BuiltIn::new(|| include!(concat!(env!("OUT_DIR"), "/caffeine.rs")));
pub(super) type Typical = &'static [(&'static str, u32, u32)];

/// What one of a typed drink or tablet typically holds: milligrams, and the
/// millilitres of it. `None` where nobody can tell from the name.
fn typical(typed: &str) -> Option<(u32, u32)> {
    let look = |key: &str| {
        let at = TYPICAL
            .get()
            .binary_search_by(|(known, ..)| (*known).cmp(key));
        let (_, mg, ml) = TYPICAL.get()[at.ok()?];
        Some((mg, ml))
    };
    let typed = typed.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let own = key(typed);
    let single = own.strip_suffix('s').unwrap_or(&own);
    if let Some(known) = look(&own).or_else(|| look(single)) {
        return Some(known);
    }
    // A product may be stronger or weaker than its kind; a misspelt kind is it, and
    // one with more words about how much.
    let found = names().find(typed).filter(|found| !found.partly)?;
    match found.names.as_slice() {
        [one] if found.slip || own.contains(&key(one)) => look(&key(one)),
        _ => None,
    }
}

/// Milligrams of caffeine in an entry; `None` where that cannot be told. A drink
/// without an amount is one drink, and one counted in what nobody knows the size
/// of is unknown.
#[must_use]
pub fn taken(substance: &Substance) -> Option<f64> {
    let much = much(substance);
    let said = substance.amount.is_some() || substance.unit.is_some();
    let typical = || typical(&substance.name);
    if let Some(mg) = much.mg {
        return Some(mg * much.pieces.unwrap_or(1.0));
    }
    if let Some(amount) = much.ml {
        let (mg, ml) = typical().filter(|(_, ml)| *ml > 0)?;
        return Some(amount * f64::from(mg) / f64::from(ml) * much.pieces.unwrap_or(1.0));
    }
    let pieces = much.pieces.or((!said).then_some(1.0))?;
    typical().map(|(mg, _)| pieces * f64::from(mg))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Values;

    fn mg(name: &str, amount: &str) -> Option<f64> {
        let mut values = Values::new().with("name", name);
        if !amount.is_empty() {
            values.set("amount", amount);
        }
        taken(&Substance::parse(&values).unwrap())
    }

    #[test]
    fn every_typical_drink_is_known_as_caffeine() {
        assert!(TYPICAL.get().is_sorted_by_key(|(key, ..)| key));
        for (key, mg, _) in *TYPICAL.get() {
            let found = names().find(key);
            assert!(found.is_some_and(|it| it.has("caffeine")), "{key}");
            assert!((20..=300).contains(mg), "{key}: {mg}");
        }
    }

    #[test]
    fn amounts_that_were_written_are_counted() {
        assert_eq!(mg("2 coffees", ""), Some(180.0));
        assert_eq!(mg("coffee 6 cups", ""), Some(540.0));
        assert_eq!(mg("caffeine 200mg", ""), Some(200.0));
        assert_eq!(mg("caffeine", "200 mg"), Some(200.0));
        assert_eq!(mg("coffee", "200mg"), Some(200.0));
        assert_eq!(mg("coffee", "2 cups"), Some(180.0));
        assert_eq!(mg("coffee", "3"), Some(270.0));
        assert_eq!(mg("coffee", ""), Some(90.0));
        assert_eq!(mg("coffee", "400 ml"), Some(180.0));
        assert_eq!(mg("Red Bull", "1 can"), Some(80.0));
    }

    #[test]
    fn what_nobody_knows_is_not_made_up() {
        assert_eq!(mg("caffeine", ""), None);
        assert_eq!(mg("caffeine", "2 tablets"), None);
        assert_eq!(mg("coffee", "a lot"), None);
        assert_eq!(mg("pre-workout", "1 scoop"), None);
        assert_eq!(mg("wine", "1 glass"), None);
    }
}
