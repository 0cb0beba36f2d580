//! What kratom came as: products, forms, batches, and what the bag says.

use super::super::figures::Figures;
use super::super::part::{Part, Sheet};
use super::super::says::{self, number};
use super::super::words::Words;
use crate::domain::Entry;
use crate::domain::amount::LabelMg;
use crate::domain::dose::Dose;
use crate::domain::product::{Product, same};

/// Products, forms and batches of the doses, with what is known of the bag.
#[must_use]
pub fn products(of: &Figures) -> Part {
    let mut part = Part::new("products", "Products and forms");
    let head = [
        "Product",
        "Form",
        "Batch",
        "Doses",
        "On the bag, as written down",
    ];
    let mut sheet = Sheet::new("bags", "Products and forms", &head, 5);
    for (dose, times) in kinds(of) {
        let bag = dose.product.as_deref().and_then(|name| bag(of, name, dose));
        sheet.rows.push(vec![
            named(dose.product.as_deref()),
            Words::of(dose.form.says()),
            named(dose.batch.as_deref()),
            Words::of(times.to_string()),
            bag.map_or_else(Words::default, label),
        ]);
    }
    if sheet.rows.iter().all(|row| row[4].text.is_empty()) {
        sheet.head.truncate(4);
        sheet.rows.iter_mut().for_each(|row| row.truncate(4));
    }
    if sheet.rows.is_empty() {
        part.say("No dose is written down for these days.");
    }
    part.table(sheet);
    part
}

fn named(name: Option<&str>) -> Words {
    name.map_or(Words::of("not named"), Words::own)
}

/// Each product, form and batch, the most frequent first.
fn kinds<'a>(of: &Figures<'a>) -> Vec<(&'a Dose, usize)> {
    let mut kinds: Vec<(&Dose, usize)> = Vec::new();
    for dose in of.entries.iter().filter_map(|entry| entry.dose()) {
        let is = |known: &&mut (&Dose, usize)| {
            let (a, b) = (known.0, dose);
            a.form == b.form && a.batch == b.batch && a.product == b.product
        };
        match kinds.iter_mut().find(is) {
            Some((_, times)) => *times += 1,
            None => kinds.push((dose, 1)),
        }
    }
    kinds.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    kinds
}

/// What is written down last of a product, of the same batch where there is one.
fn bag<'a>(of: &Figures<'a>, name: &str, dose: &Dose) -> Option<&'a Product> {
    let bags = of.journal.lasting().rev().filter_map(Entry::product);
    let named: Vec<&Product> = bags.filter(|bag| same(&bag.name, name)).collect();
    let mut of_batch = named.iter().filter(|bag| bag.batch == dose.batch);
    of_batch.next().or(named.first()).copied()
}

/// `a scoop weighs 2.2 g; certificate of 1 Mar 2026 for this batch`.
fn label(bag: &Product) -> Words {
    let unit = bag.unit.as_deref().unwrap_or("unit");
    let mg = |label: Option<LabelMg>, of: &str| {
        label.map(|mg| format!("{} mg {of} a {unit} by the label", number(mg.mg())))
    };
    let certificate = bag.certificate.date.map(|date| {
        let of = match bag.certificate.matches {
            Some(true) => ", for this batch",
            Some(false) => ", for another batch",
            None => ", for which batch is not known",
        };
        format!("certificate of {}{of}", says::day(date))
    });
    let parts: Vec<String> = [
        bag.weighs
            .map(|mg| format!("one {unit} weighs {} g", number(mg.grams()))),
        mg(bag.mitragynine, "mitragynine"),
        mg(bag.hydroxy, "7-OH"),
        certificate,
    ]
    .into_iter()
    .flatten()
    .collect();
    Words::own(&parts.join("; "))
}
