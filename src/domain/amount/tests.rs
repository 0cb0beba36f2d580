//! Amounts as people type them.

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
