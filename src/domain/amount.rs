//! Amounts: weights in whole milligrams, label milligrams, counts, and how
//! people type them.

use std::fmt;

use super::field::Invalid;
use super::text::quoted;

/// A weight in whole milligrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mg(pub i64);

impl Mg {
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "weights are far below 2^52 mg")]
    pub fn grams(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// Grams with up to three decimals and no trailing zeros: `2.5`.
impl fmt::Display for Mg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(self.0, f)
    }
}

impl std::iter::Sum for Mg {
    fn sum<I: Iterator<Item = Mg>>(weights: I) -> Mg {
        Mg(weights.map(|w| w.0).sum())
    }
}

/// Milligrams of an alkaloid as a label states them, in whole micrograms,
/// since labels print decimals. Never a weight of leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelMg(pub i64);

impl LabelMg {
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "labels are far below 2^52 µg")]
    pub fn mg(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// These micrograms, where a label could state them.
    #[must_use]
    pub fn new(micrograms: i64) -> Option<LabelMg> {
        (1..=LABEL_MAX)
            .contains(&micrograms)
            .then_some(LabelMg(micrograms))
    }

    /// Reads label milligrams: `45`, `45mg`, `31,3 mg`.
    ///
    /// # Errors
    /// Names `field` and says what to write.
    pub fn parse(field: &'static str, typed: &str) -> Result<LabelMg, Invalid> {
        let hint = "write the label's milligrams, like 45 or 31.5";
        let (number, unit) = split(field, typed, hint)?;
        if !matches!(unit.to_lowercase().as_str(), "" | "mg") {
            return Err(Invalid::new(
                field,
                format!("{} is not in milligrams", quoted(typed)),
                hint,
            ));
        }
        let micrograms = number
            .thousandths()
            .ok_or_else(|| Invalid::new(field, "has more than three decimals", hint))?;
        match micrograms {
            1..=LABEL_MAX => Ok(LabelMg(micrograms)),
            _ => Err(Invalid::new(
                field,
                format!("{number} mg on a label cannot be right"),
                hint,
            )),
        }
    }
}

/// Milligrams with up to three decimals: `31.5`.
impl fmt::Display for LabelMg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        thousandths(self.0, f)
    }
}

fn thousandths(value: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (whole, rest) = (value / 1000, (value % 1000).abs());
    if rest == 0 {
        write!(f, "{whole}")
    } else {
        let digits = format!("{rest:03}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// A number as people type it: not negative, finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// The number, if it is finite and not negative; adding 0 makes 0 of the -0
    /// that files can hold.
    #[must_use]
    pub fn new(value: f64) -> Option<Number> {
        (value.is_finite() && (0.0..1e12).contains(&value)).then_some(Number(value + 0.0))
    }

    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// In whole thousandths, if it is that exact.
    #[expect(clippy::cast_possible_truncation, reason = "a Number is below 1e12")]
    fn thousandths(self) -> Option<i64> {
        let scaled = self.0 * 1000.0;
        let whole = scaled.round();
        ((scaled - whole).abs() < 1e-6).then_some(whole as i64)
    }

    /// Reads a plain number; a decimal comma is understood, a thousands
    /// separator is refused because it cannot be told from one.
    ///
    /// # Errors
    /// Names `field` and says what to write.
    pub fn parse(field: &'static str, typed: &str, hint: &str) -> Result<Number, Invalid> {
        let (number, rest) = split(field, typed, hint)?;
        if rest.is_empty() {
            Ok(number)
        } else {
            Err(Invalid::new(
                field,
                format!("{} is not a number", quoted(typed)),
                hint,
            ))
        }
    }
}

/// As few digits as say it exactly.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How many of a unit: `1.5 scoops`.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    pub n: Number,
    pub unit: String,
}

impl Count {
    /// A count of a unit, both as typed in their own fields.
    ///
    /// # Errors
    /// A count that is zero or no number; an empty unit.
    pub fn parse(n: &str, unit: &str) -> Result<Count, Invalid> {
        let hint = "write a number of units, like 3 capsules";
        let n = Number::parse("count", n, hint)?;
        if n.value() == 0.0 {
            return Err(Invalid::new("count", "is zero", hint));
        }
        let unit = super::text::line("count_unit", unit)?;
        if unit.is_empty() {
            return Err(Invalid::new("count_unit", "is missing", hint));
        }
        let lower = unit.to_lowercase();
        if is_measured(&lower) {
            return Err(Invalid::new(
                "count_unit",
                format!("{} is not something counted", quoted(&unit)),
                "write weights as amount and unit, and counts like 3 capsules",
            ));
        }
        Ok(Count { n, unit })
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.n, self.unit)
    }
}

/// What a typed dose amount is: a weight, or a count of a unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    Weight(Mg),
    Count(Count),
}

/// The largest weight that is taken for one dose at all; above 15 g the
/// program asks again, above this a unit must be wrong.
const WEIGHT_MAX: Mg = Mg(1_000_000);
/// The most milligrams a label can state, in micrograms.
const LABEL_MAX: i64 = 10_000_000;
const WEIGHT_HINT: &str = "write grams or milligrams, like 2.5g or 800mg";

impl Amount {
    /// The largest weight one dose can have.
    pub const MOST: Mg = WEIGHT_MAX;

    /// Reads `2.5g`, `800 mg`, `2,5`, `3 capsules`, `1 1/2 scoops`, `½ g`, `half a
    /// scoop`. A bare number means grams; a bare fraction means nothing.
    ///
    /// # Errors
    /// Names `amount` and says what to write.
    pub fn parse(typed: &str) -> Result<Amount, Invalid> {
        let (number, unit) = match fraction(typed)? {
            Some(said) => said,
            None => split("amount", typed, WEIGHT_HINT)?,
        };
        let lower = unit.to_lowercase();
        let word = lower.as_str();
        let understood = GRAMS.contains(&word) || MILLIGRAMS.contains(&word) || is_count_unit(word);
        if understood && number.value() == 0.0 {
            return Err(Invalid::new("amount", "is zero", zero_hint()));
        }
        match word {
            word if GRAMS.contains(&word) => weight(number, 1000.0).map(Amount::Weight),
            word if MILLIGRAMS.contains(&word) => {
                not_thousands(typed, unit)?;
                weight(number, 1.0).map(Amount::Weight)
            }
            other if says_more(other) => Err(Invalid::new(
                "amount",
                format!("{} says more than an amount", quoted(typed)),
                "write the weight alone, like 8g; form, product and label milligrams have fields of their own",
            )),
            other if is_count_unit(other) => Ok(Amount::Count(Count {
                n: number,
                unit: super::text::line("amount", unit)?,
            })),
            other if other.starts_with(['-', '–']) => Err(Invalid::new(
                "amount",
                format!("{} is not one amount", quoted(typed)),
                "write one, like 3g; ~3g says that it is a guess",
            )),
            _ => Err(Invalid::new(
                "amount",
                format!("{} is not a weight", quoted(typed)),
                WEIGHT_HINT,
            )),
        }
    }
}

/// What stands behind a word that says an amount was guessed: `~3g`, `ca. 3 g`,
/// `about 3 capsules`.
#[must_use]
pub fn guessed(typed: &str) -> Option<&str> {
    const SIGNS: [&str; 2] = ["~", "≈"];
    const WORDS: [&str; 8] = [
        "approximately",
        "approx",
        "roughly",
        "around",
        "about",
        "circa",
        "ca",
        "c.",
    ];
    let typed = typed.trim();
    if let Some(rest) = SIGNS.iter().find_map(|sign| typed.strip_prefix(sign)) {
        return Some(rest.trim_start());
    }
    WORDS.iter().find_map(|word| {
        let (start, rest) = typed.split_at_checked(word.len())?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let ends = rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit());
        (ends && start.eq_ignore_ascii_case(word)).then(|| rest.trim_start())
    })
}

/// The number that a fraction in front says, and the unit behind it. A unit must
/// follow: half of what is not to be guessed.
fn fraction(typed: &str) -> Result<Option<(Number, &str)>, Invalid> {
    let text = typed.trim();
    let Some((value, unit)) = in_words(text).or_else(|| in_figures(text)) else {
        return Ok(None);
    };
    let unit = unit.trim();
    match Number::new(value).filter(|_| unit.starts_with(char::is_alphabetic)) {
        Some(number) => Ok(Some((number, unit))),
        None => Err(Invalid::new(
            "amount",
            format!("{} does not say of what", quoted(typed)),
            "write it with its unit, like 0.5g or 1.5 scoops",
        )),
    }
}

/// `half a scoop`, `one and a half scoops`.
fn in_words(text: &str) -> Option<(f64, &str)> {
    const SAID: [(&str, f64); 5] = [
        ("one and a half ", 1.5),
        ("half a ", 0.5),
        ("half an ", 0.5),
        ("a half ", 0.5),
        ("half ", 0.5),
    ];
    SAID.into_iter().find_map(|(words, value)| {
        let (start, rest) = text.split_at_checked(words.len())?;
        start.eq_ignore_ascii_case(words).then_some((value, rest))
    })
}

/// `1/2 g`, `½ scoop`, `1½ scoops`, `1 1/2 scoops`. `11/2` may be a slip of
/// `1 1/2` and is nothing; so is what no decimal says exactly.
fn in_figures(text: &str) -> Option<(f64, &str)> {
    const SIGNS: [(char, f64); 3] = [('¼', 0.25), ('½', 0.5), ('¾', 0.75)];
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let whole = &text[..text.len() - after.len()];
    let number = |whole: &str| match whole {
        "" => Some(0.0),
        digits if digits.len() <= 3 => digits.parse::<f64>().ok(),
        _ => None,
    };
    let next = after.trim_start();
    let sign = SIGNS.into_iter().find(|(sign, _)| next.starts_with(*sign));
    if let Some((sign, part)) = sign {
        return Some((number(whole)? + part, &next[sign.len_utf8()..]));
    }
    let (whole, top) = if next.starts_with(|c: char| c.is_ascii_digit()) {
        (whole, next)
    } else {
        ("", text)
    };
    let (top, below) = top.split_once('/')?;
    let unit = below.trim_start_matches(|c: char| c.is_ascii_digit());
    let below = &below[..below.len() - unit.len()];
    let exact = matches!(below, "2" | "4" | "5" | "8" | "10");
    let (top, below): (u8, u8) = (top.parse().ok()?, below.parse().ok()?);
    let proper = exact && (1..below).contains(&top);
    proper.then_some((number(whole)? + f64::from(top) / f64::from(below), unit))
}

fn zero_hint() -> &'static str {
    "write what was taken, like 2.5g; a day without kratom is 'none'"
}

fn weight(number: Number, mg_per_unit: f64) -> Result<Mg, Invalid> {
    let mg = number.value() * mg_per_unit;
    if mg > WEIGHT_MAX.grams() * 1000.0 {
        return Err(Invalid::new(
            "amount",
            format!("{} g cannot be one dose", mg / 1000.0),
            WEIGHT_HINT,
        ));
    }
    let whole = mg.round();
    if whole == 0.0 || (mg - whole).abs() > 1e-6 {
        return Err(Invalid::new(
            "amount",
            "is finer than a milligram",
            "write grams with at most three decimals, like 2.125g",
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by WEIGHT_MAX above"
    )]
    Ok(Mg(whole as i64))
}

/// The words for weights; a bare number means grams.
const GRAMS: &[&str] = &["", "g", "gram", "grams", "gramm", "gr", "gm", "gms"];
const MILLIGRAMS: &[&str] = &["mg", "milligram", "milligrams", "mgs"];
/// Words for what is counted that look like a slip of one of those.
const COUNTED: &[&str] = &["gum", "gums", "mug", "mugs"];

/// Volumes and other weights, which are never what is counted.
const NOT_COUNTED: [&str; 38] = [
    "ml",
    "l",
    "cl",
    "dl",
    "litre",
    "litres",
    "liter",
    "liters",
    "milliliter",
    "millilitre",
    "milliliters",
    "millilitres",
    "kg",
    "kgs",
    "kilo",
    "kilos",
    "kilogram",
    "kilograms",
    "oz",
    "ounce",
    "ounces",
    "lb",
    "lbs",
    "pound",
    "pounds",
    "mcg",
    "ug",
    "µg",
    "μg",
    "microgram",
    "micrograms",
    "grain",
    "grains",
    "floz",
    "fl oz",
    "cc",
    "percent",
    "stone",
];

/// "g", "g powder", "ml": begins with a weight or a volume.
fn is_measured(unit: &str) -> bool {
    let first = unit.split_whitespace().next().unwrap_or_default();
    let words = GRAMS.iter().chain(MILLIGRAMS).chain(&NOT_COUNTED);
    !first.is_empty() && words.into_iter().any(|word| *word == first)
}

/// "g powder", "mg mitragynine": a weight, and then something else.
fn says_more(unit: &str) -> bool {
    let mut words = unit.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_weight = GRAMS
        .iter()
        .chain(MILLIGRAMS)
        .any(|weight| *weight == first);
    is_weight && !first.is_empty() && words.next().is_some()
}

/// Whether a word can name what is counted. Volumes, other weights and slips of
/// "gram" cannot: a wrong unit must never be stored as if it were understood.
fn is_count_unit(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && word.starts_with(char::is_alphabetic)
        && !word.chars().any(|c| c.is_ascii_digit())
        && !NOT_COUNTED.contains(&word)
        && (COUNTED.contains(&word)
            || !GRAMS
                .iter()
                .chain(MILLIGRAMS)
                .filter(|unit| unit.len() >= 2)
                .any(|unit| strsim::damerau_levenshtein(unit, word) <= 1))
}

/// The leading number of what was typed, and the rest without white space
/// around it.
///
/// # Errors
/// There is no number, it is negative, or a comma may be a thousands separator.
pub fn split<'a>(
    field: &'static str,
    typed: &'a str,
    hint: &str,
) -> Result<(Number, &'a str), Invalid> {
    let typed_trimmed = typed.trim().trim_start_matches('≈').trim_start();
    if typed_trimmed.starts_with(['-', '−', '–']) {
        return Err(Invalid::new(
            field,
            format!("{} is below zero", quoted(typed)),
            hint,
        ));
    }
    let end = typed_trimmed
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(typed_trimmed.len());
    let (digits, rest) = typed_trimmed.split_at(end);
    let not_a_number = || Invalid::new(field, format!("{} is not a number", quoted(typed)), hint);
    if looks_like_thousands(digits) {
        return Err(Invalid::new(
            field,
            format!("{} may mean a thousand or a decimal", quoted(typed)),
            "write 1500 or 1.5: a comma before exactly three digits can mean either",
        ));
    }
    let digits = digits.replace(',', ".");
    if digits.matches('.').count() > 1 || !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(not_a_number());
    }
    let number = digits
        .parse()
        .ok()
        .and_then(Number::new)
        .ok_or_else(not_a_number)?;
    Ok((number, rest.trim()))
}

/// Refuses `1.000 mg`: of milligrams nobody weighs thousandths, and in some
/// countries it is a thousand. `rest` is what follows the number.
///
/// # Errors
/// Names `amount` and says what to write.
pub fn not_thousands(typed: &str, rest: &str) -> Result<(), Invalid> {
    let word = rest.split(|c: char| !c.is_alphabetic()).next();
    let small = [
        "mg",
        "mgs",
        "mcg",
        "ug",
        "µg",
        "μg",
        "ie",
        "iu",
        "milligram",
        "milligrams",
    ];
    let small = word.is_some_and(|word| small.contains(&word.to_lowercase().as_str()));
    let digits = typed.strip_suffix(rest).unwrap_or(typed).trim();
    if small && looks_like_thousands(&digits.replace('.', ",")) {
        return Err(Invalid::new(
            "amount",
            format!("{} may mean a thousand or a decimal", quoted(typed)),
            "write 1000 or 1: a point or a comma before exactly three digits can mean either",
        ));
    }
    Ok(())
}

/// `1,500` and `1,500.5`: digits that are not just 0, a comma, three digits.
fn looks_like_thousands(digits: &str) -> bool {
    digits.split_once(',').is_some_and(|(whole, rest)| {
        let group = rest.split(['.', ',']).next().unwrap_or_default();
        group.len() == 3 && whole.trim_start_matches('0').chars().any(|c| c != '0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grams(typed: &str) -> String {
        match Amount::parse(typed) {
            Ok(Amount::Weight(mg)) => format!("{mg} g"),
            Ok(Amount::Count(count)) => format!("count {count}"),
            Err(wrong) => format!("error: {wrong}"),
        }
    }

    #[test]
    fn weights_as_people_type_them() {
        for (typed, means) in [
            ("2.5g", "2.5 g"),
            ("2,5g", "2.5 g"),
            ("2.5 G", "2.5 g"),
            ("800mg", "0.8 g"),
            ("3", "3 g"),
            (".5", "0.5 g"),
            ("0,125", "0.125 g"),
            ("2 grams", "2 g"),
            ("≈2.2g", "2.2 g"),
            ("3 capsules", "count 3 capsules"),
            ("1,5 scoops", "count 1.5 scoops"),
            ("1 tablet", "count 1 tablet"),
            ("2 caps", "count 2 caps"),
            ("1 cap", "count 1 cap"),
            ("1 bag", "count 1 bag"),
            ("1 tsp", "count 1 tsp"),
            ("1 mug", "count 1 mug"),
            ("2 gums", "count 2 gums"),
        ] {
            assert_eq!(grams(typed), means, "{typed}");
        }
    }

    #[test]
    fn fractions_as_people_type_them() {
        for (typed, means) in [
            ("1 1/2 scoops", "count 1.5 scoops"),
            ("1½ scoops", "count 1.5 scoops"),
            ("1 ½ scoops", "count 1.5 scoops"),
            ("½ scoop", "count 0.5 scoop"),
            ("¾ tsp", "count 0.75 tsp"),
            ("half a scoop", "count 0.5 scoop"),
            ("Half a capsule", "count 0.5 capsule"),
            ("one and a half scoops", "count 1.5 scoops"),
            ("1/2 g", "0.5 g"),
            ("1/2g", "0.5 g"),
            ("2 1/4 g", "2.25 g"),
            ("half a gram", "0.5 g"),
            ("1/2 mg", "error: amount: is finer than a milligram"),
        ] {
            assert_eq!(grams(typed), means, "{typed}");
        }
        for typed in [
            "1/2",
            "1 1/2",
            "½",
            "half",
            "half a",
            "11/2 scoops",
            "3/2 g",
            "1/3 g",
            "1/0 g",
            "1.5 1/2 g",
            "1/2 kg",
            "half a kilo",
            "½ oz",
            "1/2/3 g",
            "1/2 1/2 g",
            "1 2 g",
            "half a 2 g",
            "1/2 g powder",
            "1000 1/2 g",
            "-1/2 g",
            "1,5½ g",
            "½½ g",
            "half ml",
        ] {
            assert!(Amount::parse(typed).is_err(), "{typed} {}", grams(typed));
        }
    }

    #[test]
    fn three_grams_never_become_three_kilograms() {
        for typed in [
            "3kg",
            "20ml",
            "1 oz",
            "3 kilograms",
            "2.5 gramms",
            "2q",
            "5 mcg",
            "2.5 grs",
            "800 mgg",
            "2 grm",
            "800 mgms",
        ] {
            assert_eq!(
                grams(typed),
                format!("error: amount: \"{typed}\" is not a weight")
            );
        }
    }

    #[test]
    fn a_weight_with_more_words_is_never_a_count() {
        for typed in [
            "8g powder",
            "4 grams of maeng da",
            "10 mg mitragynine",
            "3 g capsules",
        ] {
            assert_eq!(
                grams(typed),
                format!("error: amount: \"{typed}\" says more than an amount")
            );
        }
        assert!(Count::parse("3", "g").is_err());
        assert!(Count::parse("3", "g powder").is_err());
        assert!(Count::parse("3", "capsules").is_ok());
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for (typed, says) in [
            ("", "amount: \"\" is not a number"),
            ("-2g", "amount: \"-2g\" is below zero"),
            ("0g", "amount: is zero"),
            ("0 capsules", "amount: is zero"),
            ("0x10", "amount: \"0x10\" is not a weight"),
            (
                "1,500",
                "amount: \"1,500\" may mean a thousand or a decimal",
            ),
            (
                "1,500mg",
                "amount: \"1,500mg\" may mean a thousand or a decimal",
            ),
            ("2.5.1", "amount: \"2.5.1\" is not a number"),
            ("nan", "amount: \"nan\" is not a number"),
            ("1e400", "amount: \"1e400\" is not a weight"),
            ("2.0005g", "amount: is finer than a milligram"),
            ("0.4mg", "amount: is finer than a milligram"),
            ("0.0000000001g", "amount: is finer than a milligram"),
            (
                "999999999999999999999999",
                "amount: \"999999999999999999999999\" is not a number",
            ),
            ("5000g", "amount: 5000 g cannot be one dose"),
        ] {
            assert_eq!(grams(typed), format!("error: {says}"));
        }
    }

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!(Number::new(-0.0).unwrap().to_string(), "0");
    }

    proptest! {
        #[test]
        fn every_weight_says_back_what_it_is(mg in 1_i64..1_000_000) {
            let said = format!("{}g", Mg(mg));
            prop_assert_eq!(Amount::parse(&said).unwrap(), Amount::Weight(Mg(mg)));
        }

        #[test]
        fn no_text_makes_it_panic(typed in "\\PC*") {
            let _ = Amount::parse(&typed);
            let _ = LabelMg::parse("mitragynine_mg", &typed);
        }
    }
}
