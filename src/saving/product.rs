//! What a dose takes over from the product it names: the form, the batch, and
//! what so many of its units weigh. It is copied when the dose is saved, so that
//! weighing anew changes no past dose.

use uuid::Uuid;

use crate::domain::amount::{Amount, Count};
use crate::domain::dose::Form;
use crate::domain::field::{Invalid, Values};
use crate::domain::journal::Journal;
use crate::domain::moment::When;
use crate::domain::product::Product;
use crate::domain::{Entry, Kind};
use crate::rules::text::{key, slips};

/// The entry of these answers, in place of another one if it is changed, with
/// what its product says.
///
/// # Errors
/// Names the field and says what to write.
pub fn entry(
    id: Uuid,
    kind: Kind,
    values: &Values,
    replaces: Option<&Entry>,
    journal: &Journal,
    when: &When,
) -> Result<Entry, Invalid> {
    match kind {
        Kind::Dose => Entry::parse(id, kind, &filled(values, replaces, journal)?, when),
        _ => Entry::parse(id, kind, values, when),
    }
}

/// What a dose that was counted and not weighed could be weighed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weigher {
    /// It names no product, and this is the only one with that unit weighed:
    /// its name, and what one unit of it weighs.
    Only(String, String),
    /// It names a product nobody knows, and this is the one it may have meant.
    Meant(String),
}

/// How a dose could be weighed: to be asked, never to be taken.
#[must_use]
pub fn weigher(entry: &Entry, journal: &Journal) -> Option<Weigher> {
    let dose = entry.dose()?;
    let count = dose
        .taken
        .count
        .as_ref()
        .filter(|_| dose.taken.weight.is_none());
    match &dose.product {
        Some(name) => meant(name, journal).map(Weigher::Meant),
        None => only(count?, journal),
    }
}

/// The one product, of whatever batch, that has this unit weighed.
#[must_use]
pub fn only(count: &Count, journal: &Journal) -> Option<Weigher> {
    let fits = |it: &&Product| it.counts(count) && it.weighs.is_some();
    let mut weighed = journal.products().filter(fits);
    let first = weighed.next()?;
    if !weighed.all(|it| it.is_called(&first.name)) {
        return None;
    }
    let (unit, weight) = (first.unit.as_deref()?, first.weighs?);
    let says = format!("{}'s {unit} weighs {weight} g", first.name);
    Some(Weigher::Only(first.name.clone(), says))
}

/// The one product that an unknown name is a slip of.
#[must_use]
pub fn meant(name: &str, journal: &Journal) -> Option<String> {
    if journal.product(name, None).is_some() {
        return None;
    }
    let typed = key(name);
    let near = |it: &&Product| slips(&typed, &key(&it.name)).is_some();
    let mut near = journal.products().filter(near);
    let first = near.next()?;
    let only = near.all(|it| it.is_called(&first.name));
    only.then(|| first.name.clone())
}

/// The answers with what the product says where they say nothing. Of an entry
/// that is changed only what was said anew is filled in, and what was copied for
/// another count or another product is not kept.
fn filled(values: &Values, replaces: Option<&Entry>, journal: &Journal) -> Result<Values, Invalid> {
    let mut values = values.clone();
    let before = replaces.map(Entry::values).unwrap_or_default();
    let count = counted(&values, &before);
    let counted_anew = count.as_ref().map(said) != counted(&before, &before).as_ref().map(said);
    let new_product = is_new("product", &values, &before);
    let other_product = new_product && before.get("product").is_some();
    if before.get("count").is_some() && (counted_anew || other_product) {
        forget_copied(&mut values, &before);
    }
    let Some(name) = values.get("product").map(str::to_owned) else {
        return Ok(values);
    };
    if new_product {
        if other_product {
            forget_bag(&mut values, &before, journal);
        }
        take_over(&name, &mut values, journal);
    }
    let new_amount = is_new("amount", &values, &before) && values.get("amount").is_some();
    if let Some(count) = count.filter(|_| new_product || counted_anew || new_amount) {
        weigh(&name, &count, &mut values, journal)?;
    }
    Ok(values)
}

fn is_new(field: &str, values: &Values, before: &Values) -> bool {
    values.get(field) != before.get(field)
}

fn said(count: &Count) -> String {
    count.to_string()
}

/// Drops the weight and the label's milligrams of a count that no longer holds,
/// unless they were said with the change.
fn forget_copied(values: &mut Values, before: &Values) {
    if !is_new("amount", values, before) {
        values.remove("amount");
        values.remove("unit");
    }
    for field in ["mitragynine_mg", "hydroxy_mg"] {
        if !is_new(field, values, before) {
            values.remove(field);
        }
    }
}

/// Drops the batch of the product before, and its form where it was copied.
fn forget_bag(values: &mut Values, before: &Values, journal: &Journal) {
    let bag = before.get("product").unwrap_or_default();
    let form = journal.product(bag, before.get("batch"));
    let form = form.and_then(|product| product.form).map(Form::name);
    if form.is_some() && before.get("form") == form && !is_new("form", values, before) {
        values.remove("form");
    }
    if !is_new("batch", values, before) {
        values.remove("batch");
    }
}

fn take_over(name: &str, values: &mut Values, journal: &Journal) {
    let Some(product) = journal.product(name, values.get("batch")) else {
        return;
    };
    if values.get("form").is_none() {
        values.set_some("form", product.form.map(Form::name));
    }
    if values.get("batch").is_none() {
        values.set_some("batch", product.batch.as_deref());
    }
}

/// # Errors
/// So many of them would weigh more, or hold more, than one dose can.
fn weigh(name: &str, count: &Count, values: &mut Values, journal: &Journal) -> Result<(), Invalid> {
    let Some(product) = journal.unit(name, values.get("batch"), count) else {
        return Ok(());
    };
    let too_many = |product: &Product| {
        let all = product.measure().unwrap_or_default();
        Invalid::new(
            "amount",
            format!("{count} cannot be one dose: {all}"),
            "write how many were taken, like 2; or change what one weighs with leaflog product",
        )
    };
    values.set("count", count.n.to_string());
    values.set("count_unit", count.unit.clone());
    if !weight_is_said(values) {
        values.remove("amount");
        values.remove("unit");
        let weight = product.weight_of(count.n);
        if weight.is_none() && product.weighs.is_some() {
            return Err(too_many(product));
        }
        if let Some(weight) = weight {
            values.set("amount", weight.to_string());
            values.set("unit", "g");
        }
    }
    let labels = [product.mitragynine, product.hydroxy];
    let names = ["mitragynine_mg", "hydroxy_mg"];
    for ((field, one), all) in names.into_iter().zip(labels).zip(product.label_of(count.n)) {
        if values.get(field).is_some() {
            continue;
        }
        if one.is_some() && all.is_none() {
            return Err(too_many(product));
        }
        values.set_some(field, all.map(|mg| mg.to_string()));
    }
    Ok(())
}

fn weight_is_said(values: &Values) -> bool {
    let parsed = values.get("amount").map(Amount::parse);
    matches!(parsed, Some(Ok(Amount::Weight(_))))
}

/// What was counted: an amount typed as a count, else the count kept before.
fn counted(values: &Values, before: &Values) -> Option<Count> {
    let typed = values.get("amount").map(Amount::parse);
    match typed {
        Some(Ok(Amount::Count(count))) => Some(count),
        _ if before.get("count").is_none() && before.get("count_unit").is_none() => None,
        _ => Count::parse(values.get("count")?, values.get("count_unit")?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setting::Settings;
    use crate::stats::sample::when;

    fn values(pairs: &[(&'static str, &str)]) -> Values {
        let pairs = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
        pairs.collect()
    }

    fn kept(kind: Kind, pairs: &[(&'static str, &str)]) -> Entry {
        Entry::parse(Uuid::now_v7(), kind, &values(pairs), &when()).unwrap()
    }

    fn bags() -> Journal {
        let green = kept(
            Kind::Product,
            &[
                ("name", "Green bag"),
                ("batch", "2291"),
                ("form", "tea"),
                ("count_unit", "scoop"),
                ("amount", "2.2g"),
            ],
        );
        let shots = kept(
            Kind::Product,
            &[
                ("name", "Shots"),
                ("form", "extract"),
                ("count_unit", "shot"),
                ("mitragynine_mg", "150"),
            ],
        );
        Journal::new(vec![green, shots], Settings::default(), vec![])
    }

    fn dose(pairs: &[(&'static str, &str)]) -> Result<Entry, Invalid> {
        entry(
            Uuid::nil(),
            Kind::Dose,
            &values(pairs),
            None,
            &bags(),
            &when(),
        )
    }

    #[test]
    fn a_dose_in_scoops_weighs_what_the_scoops_weigh() {
        let dose = dose(&[("amount", "1.5 scoops"), ("product", "green bag")]).unwrap();
        assert_eq!(dose.title(), "≈3.3 g tea (1.5 scoops)");
        assert_eq!(dose.dose().unwrap().batch.as_deref(), Some("2291"));
    }

    #[test]
    fn what_was_said_stands() {
        let said = [
            ("amount", "2g"),
            ("product", "Green bag"),
            ("form", "powder"),
            ("batch", "2300"),
        ];
        let dose = dose(&said).unwrap();
        assert_eq!(dose.title(), "2 g powder");
        assert_eq!(dose.dose().unwrap().batch.as_deref(), Some("2300"));
    }

    #[test]
    fn another_batch_of_the_same_name_was_not_weighed() {
        let pairs = [
            ("amount", "2 scoops"),
            ("product", "Green bag"),
            ("batch", "2300"),
        ];
        assert_eq!(dose(&pairs).unwrap().title(), "2 scoops, tea");
    }

    #[test]
    fn a_label_is_counted_by_unit() {
        let dose = dose(&[("amount", "2 shots"), ("product", "Shots")]).unwrap();
        assert_eq!(dose.title(), "2 shots, extract, 300 mg mitragynine");
    }

    #[test]
    fn an_unknown_product_says_nothing() {
        let dose = dose(&[("amount", "2 scoops"), ("product", "Red bag")]).unwrap();
        assert_eq!(dose.title(), "2 scoops, powder");
    }

    #[test]
    fn the_only_weighed_unit_is_offered_and_never_taken() {
        let scoops = dose(&[("amount", "1.5 scoops")]).unwrap();
        assert_eq!(scoops.title(), "1.5 scoops, powder");
        assert_eq!(
            weigher(&scoops, &bags()),
            Some(Weigher::Only(
                "Green bag".to_owned(),
                "Green bag's scoop weighs 2.2 g".to_owned()
            ))
        );
        let shots = dose(&[("amount", "2 shots")]).unwrap();
        assert_eq!(weigher(&shots, &bags()), None, "a shot was not weighed");
        let grams = dose(&[("amount", "2g")]).unwrap();
        assert_eq!(weigher(&grams, &bags()), None);
        let red = [
            ("name", "Red bag"),
            ("count_unit", "scoop"),
            ("amount", "3g"),
        ];
        let mut two = bags();
        two.insert(kept(Kind::Product, &red));
        assert_eq!(
            weigher(&scoops, &two),
            None,
            "which of the two is not known"
        );
    }

    #[test]
    fn a_slip_in_a_products_name_is_asked_about() {
        let typo = dose(&[("amount", "1.5 scoops"), ("product", "gren bag")]).unwrap();
        assert_eq!(typo.title(), "1.5 scoops, powder");
        assert_eq!(
            weigher(&typo, &bags()),
            Some(Weigher::Meant("Green bag".to_owned()))
        );
        let other = dose(&[("amount", "1.5 scoops"), ("product", "Red bag")]).unwrap();
        assert_eq!(weigher(&other, &bags()), None);
    }

    #[test]
    fn a_count_is_weighed_once_its_product_is_said() {
        let before = dose(&[("amount", "1.5 scoops")]).unwrap();
        let values = before.values().with("product", "Green bag");
        let after = entry(
            before.id,
            Kind::Dose,
            &values,
            Some(&before),
            &bags(),
            &when(),
        );
        assert_eq!(after.unwrap().title(), "≈3.3 g powder (1.5 scoops)");
    }

    #[test]
    fn a_later_weighing_changes_no_past_dose() {
        let before = dose(&[("amount", "1 scoop"), ("product", "Green bag")]).unwrap();
        let heavier = kept(
            Kind::Product,
            &[
                ("name", "Green bag"),
                ("count_unit", "scoop"),
                ("amount", "9g"),
                ("batch", "2291"),
            ],
        );
        let mut journal = bags();
        journal.insert(heavier);
        let changed = before.values().with("note", "with food");
        let again = entry(
            before.id,
            Kind::Dose,
            &changed,
            Some(&before),
            &journal,
            &when(),
        );
        assert_eq!(again.unwrap().title(), before.title());
    }

    fn changed(before: &Entry, pairs: &[(&'static str, &str)]) -> Result<Entry, Invalid> {
        let mut values = before.values();
        for (name, text) in pairs {
            values.set(name, *text);
        }
        if pairs.iter().any(|(name, _)| *name == "amount") {
            values.remove("count");
            values.remove("count_unit");
        }
        let mut journal = bags();
        journal.insert(kept(
            Kind::Product,
            &[
                ("name", "Strong"),
                ("count_unit", "scoop"),
                ("amount", "5g"),
            ],
        ));
        entry(
            before.id,
            Kind::Dose,
            &values,
            Some(before),
            &journal,
            &when(),
        )
    }

    #[test]
    fn another_count_weighs_anew() {
        let shot = dose(&[("amount", "1 shot"), ("product", "Shots")]).unwrap();
        let says = |pairs: &[(&'static str, &str)]| changed(&shot, pairs).unwrap().title();
        assert_eq!(
            says(&[("amount", "6 shots")]),
            "6 shots, extract, 900 mg mitragynine"
        );
        assert_eq!(
            says(&[("count", "6")]),
            "6 shot, extract, 900 mg mitragynine"
        );
        assert_eq!(
            says(&[("count", "6"), ("mitragynine_mg", "30")]),
            "6 shot, extract, 30 mg mitragynine"
        );
        let scoop = dose(&[("amount", "1 scoop"), ("product", "Green bag")]).unwrap();
        let says = |pairs: &[(&'static str, &str)]| changed(&scoop, pairs).unwrap().title();
        assert_eq!(says(&[("count", "8")]), "≈17.6 g tea (8 scoop)");
        assert_eq!(says(&[("amount", "3g")]), "3 g tea");
        assert_eq!(says(&[("note", "with food")]), "≈2.2 g tea (1 scoop)");
    }

    #[test]
    fn nobody_weighed_another_product_or_unit() {
        let scoops = dose(&[("amount", "2 scoops"), ("product", "Green bag")]).unwrap();
        let says = |pairs: &[(&'static str, &str)]| changed(&scoops, pairs).unwrap().title();
        assert_eq!(says(&[("product", "Strong")]), "≈10 g powder (2 scoops)");
        assert_eq!(says(&[("product", "Nope")]), "2 scoops, powder");
        assert_eq!(says(&[("product", "")]), "2 scoops, tea");
        assert_eq!(says(&[("count_unit", "spoons")]), "2 spoons, tea");
        let weighed = dose(&[("amount", "2 g"), ("product", "Green bag")]).unwrap();
        let other = changed(&weighed, &[("product", "Nope")]).unwrap();
        assert_eq!(other.title(), "2 g powder");
    }

    #[test]
    fn more_than_one_dose_can_weigh_is_refused() {
        let many = |amount: &str| dose(&[("amount", amount), ("product", "Green bag")]);
        assert!(many("454 scoops").is_ok());
        let wrong = many("455 scoops").unwrap_err();
        assert_eq!(wrong.field, "amount");
        assert!(wrong.why.contains("cannot be one dose"), "{}", wrong.why);
        let shots = dose(&[("amount", "70 shots"), ("product", "Shots")]);
        assert!(shots.unwrap_err().why.contains("cannot be one dose"));
    }
}
