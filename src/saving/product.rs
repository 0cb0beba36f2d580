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
        Kind::Dose => Entry::parse(id, kind, &filled(values, replaces, journal), when),
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
/// that is changed only what was said anew is filled in.
fn filled(values: &Values, replaces: Option<&Entry>, journal: &Journal) -> Values {
    let mut values = values.clone();
    let before = replaces.map(Entry::values).unwrap_or_default();
    let Some(name) = values.get("product").map(str::to_owned) else {
        return values;
    };
    let is_new = |field: &str| values.get(field) != before.get(field);
    let (new_product, new_amount) = (is_new("product"), is_new("amount"));
    if new_product {
        take_over(&name, &mut values, journal);
    }
    if new_product || new_amount {
        weigh(&name, &mut values, journal);
    }
    values
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

fn weigh(name: &str, values: &mut Values, journal: &Journal) {
    let Some(count) = counted(values) else {
        return;
    };
    let Some(product) = journal.unit(name, values.get("batch"), &count) else {
        return;
    };
    values.set("count", count.n.to_string());
    values.set("count_unit", count.unit.clone());
    values.remove("amount");
    values.remove("unit");
    if let Some(weight) = product.weight_of(count.n) {
        values.set("amount", weight.to_string());
        values.set("unit", "g");
    }
    let [mitragynine, hydroxy] = product.label_of(count.n);
    for (field, label) in [("mitragynine_mg", mitragynine), ("hydroxy_mg", hydroxy)] {
        if values.get(field).is_none() {
            values.set_some(field, label.map(|mg| mg.to_string()));
        }
    }
}

/// What was counted, where an amount was typed as a count, or a count is kept
/// without a weight.
fn counted(values: &Values) -> Option<Count> {
    let Some(typed) = values.get("amount") else {
        return Count::parse(values.get("count")?, values.get("count_unit")?).ok();
    };
    match Amount::parse(typed).ok()? {
        Amount::Count(count) => Some(count),
        Amount::Weight(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::Zone;
    use crate::domain::setting::Settings;
    use crate::domain::tz::Tz;
    use chrono::{DateTime, NaiveTime, Utc};

    fn when() -> When {
        let now: DateTime<Utc> = "2026-11-20T20:14:00Z".parse().unwrap();
        When::new(
            now,
            Zone::Named(Tz::named("Europe/Berlin").unwrap()),
            NaiveTime::MIN,
        )
    }

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
}
