//! What a dose takes over from the product it names: the form, the batch, and
//! what so many of its units weigh. It is copied when the dose is saved, so that
//! weighing anew changes no past dose.

use uuid::Uuid;

use crate::domain::amount::{Amount, Count};
use crate::domain::dose::Form;
use crate::domain::field::{Invalid, Values};
use crate::domain::journal::Journal;
use crate::domain::moment::When;
use crate::domain::{Entry, Kind};

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

/// What was counted, where an amount was typed as a count.
fn counted(values: &Values) -> Option<Count> {
    let typed = values.get("amount")?;
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
