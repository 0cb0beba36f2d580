//! A product: what is in the bag, and what one of its units weighs.

use chrono::NaiveDate;

use super::amount::{Amount, Count, LabelMg, Mg, Number};
use super::asked;
use super::dose::{Channel, FORMS, Form};
use super::field::{Ask, Field, Invalid, NOTE, SINCE, Values};
use super::moment::When;
use super::text::{line, singular};

/// What the label, the seller and the person's own scale say of a product. A new
/// batch, or another unit, is an entry of its own under the same name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Product {
    pub name: String,
    pub form: Option<Form>,
    pub batch: Option<String>,
    /// What it is counted in: `scoop`.
    pub unit: Option<String>,
    /// What one unit weighs, by the person's own scale.
    pub weighs: Option<Mg>,
    /// How many times it was weighed, and by how much that differed.
    pub weighed_times: Option<u16>,
    pub weighed_spread: Option<Mg>,
    /// A unit's mitragynine by the label.
    pub mitragynine: Option<LabelMg>,
    /// A unit's 7-hydroxymitragynine by the label.
    pub hydroxy: Option<LabelMg>,
    pub vendor: Option<String>,
    pub opened_on: Option<NaiveDate>,
    /// Grams of leaf in the bag when it was opened.
    pub holds: Option<Mg>,
    /// As typed, with its currency.
    pub price: Option<String>,
    pub certificate: Certificate,
}

/// What a certificate of analysis says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Certificate {
    pub date: Option<NaiveDate>,
    pub lab: Option<String>,
    /// Whether it names the same batch as the bag.
    pub matches: Option<bool>,
}

/// The column of what is in the bag; unlike a weight it is kept with its `g`.
pub const HOLDS: &str = "holds";

pub const FIELDS: &[Field] = &[
    Field::new("name", "Name", Ask::Product)
        .means("what is on the bag")
        .positional()
        .hint("what is on the bag")
        .required(),
    Field::new("count_unit", "Counted in", Ask::Text)
        .means("what the product is counted in")
        .flag("unit")
        .hint("scoop, capsule, shot"),
    Field::new("amount", "One weighs", Ask::Weight)
        .means("what one of these units weighs, by the person's own scale")
        .flag("weighs")
        .hint("2.2g, by your own scale"),
    Field::new("form", "Form", Ask::Choice(FORMS))
        .means("what the kratom came as")
        .hint("powder, capsule, tea, leaf, extract, 7oh"),
    Field::new("batch", "Batch", Ask::Text)
        .means("the lot number on the bag")
        .hint("the lot number"),
    Field::new("weighed_times", "Weighed how often", Ask::Times)
        .means("how many times a unit was weighed")
        .flag("weighed")
        .hint("how many times: 5"),
    Field::new("weighed_spread", "Up or down by", Ask::Weight)
        .means("by how much the weighings differed, up or down")
        .flag("spread")
        .hint("0.2g"),
    Field::new("mitragynine_mg", "Mitragynine mg", Ask::LabelMg)
        .means("mitragynine in one unit, as the label says it")
        .flag("mitragynine")
        .hint("what the label says one unit has"),
    Field::new("hydroxy_mg", "7-OH mg", Ask::LabelMg)
        .means("7-hydroxymitragynine in one unit, as the label says it")
        .flag("hydroxy")
        .hint("what the label says one unit has"),
    Field::new("vendor", "Vendor", Ask::Text)
        .means("who sold it")
        .hint("who sold it"),
    Field::new("price", "Price", Ask::Text)
        .means("the price as typed, with its currency")
        .hint("20 EUR"),
    Field::new("opened_on", "Opened on", Ask::Date)
        .means("when the bag was opened")
        .flag("opened")
        .hint("2026-11-20"),
    Field::new(HOLDS, "Bag holds", Ask::Weight)
        .means("leaf in the bag when it was opened")
        .hint("250g when it was opened; leaf only"),
    Field::new("certificate_date", "Certificate", Ask::Date)
        .means("the date of the certificate of analysis")
        .flag("certificate")
        .hint("its date: 2026-03-01"),
    Field::new("certificate_lab", "Lab", Ask::Text)
        .means("who tested it")
        .flag("lab")
        .hint("who tested it"),
    Field::new("certificate_matches", "Same batch", Ask::YesNo)
        .means("whether the certificate names this batch")
        .flag("matches")
        .hint("yes if it names this batch"),
    SINCE,
    NOTE,
];

impl Product {
    /// Builds a product from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values, when: &When) -> Result<Product, Invalid> {
        let text = |field| values.get(field).map(|text| line(field, text)).transpose();
        let label = |field| {
            let typed = values.get(field);
            typed.map(|text| LabelMg::parse(field, text)).transpose()
        };
        let product = Product {
            name: asked::name(values, "write what is on the bag")?,
            form: values.get("form").map(Form::parse).transpose()?,
            batch: text("batch")?,
            unit: unit(values)?,
            weighs: weight(values, "amount")?,
            weighed_times: times(values)?,
            weighed_spread: weight(values, "weighed_spread")?,
            mitragynine: label("mitragynine_mg")?,
            hydroxy: label("hydroxy_mg")?,
            vendor: text("vendor")?,
            opened_on: asked::date(values, "opened_on", when)?,
            holds: weight(values, HOLDS)?,
            price: text("price")?,
            certificate: Certificate {
                date: asked::date(values, "certificate_date", when)?,
                lab: text("certificate_lab")?,
                matches: values
                    .get("certificate_matches")
                    .map(|text| asked::yes_no("certificate_matches", text))
                    .transpose()?,
            },
        };
        if product.holds.is_some() && product.form.is_some_and(|it| it.channel() != Channel::Leaf) {
            return Err(Invalid::new(
                "holds",
                "is for leaf only",
                "leave it out for an extract or 7-OH: the label counts there, not the grams",
            ));
        }
        if product.unit.is_none() && product.weighs.is_some() {
            return Err(Invalid::new(
                "count_unit",
                "is missing",
                "write what it was that weighs so much, like scoop or capsule",
            ));
        }
        Ok(product)
    }

    /// The answers that parse to this product.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new().with("name", self.name.clone());
        values.set_some("form", self.form.map(Form::name));
        values.set_some("batch", self.batch.as_deref());
        if let Some(unit) = &self.unit {
            values.set("count", "1");
            values.set("count_unit", unit.clone());
        }
        if let Some(weight) = self.weighs {
            values.set("amount", weight.to_string());
            values.set("unit", "g");
        }
        values.set_some("weighed_times", self.weighed_times.map(|n| n.to_string()));
        values.set_some("weighed_spread", self.weighed_spread.map(|w| w.to_string()));
        values.set_some("mitragynine_mg", self.mitragynine.map(|mg| mg.to_string()));
        values.set_some("hydroxy_mg", self.hydroxy.map(|mg| mg.to_string()));
        values.set_some("vendor", self.vendor.as_deref());
        values.set_some("opened_on", self.opened_on.map(|date| date.to_string()));
        values.set_some("price", self.price.as_deref());
        values.set_some(HOLDS, self.holds.map(|w| format!("{w}g")));
        let certificate = &self.certificate;
        values.set_some("certificate_date", certificate.date.map(|d| d.to_string()));
        values.set_some("certificate_lab", certificate.lab.as_deref());
        let matches = certificate.matches.map(asked::yes_no_text);
        values.set_some("certificate_matches", matches);
        values
    }

    /// `Green bag, batch 2291, 1 scoop = 2.2 g, weighed 5 times, ±0.2`.
    #[must_use]
    pub fn title(&self) -> String {
        let mut parts = vec![self.name.clone()];
        parts.extend(self.form.map(|form| form.says().to_owned()));
        parts.extend(self.batch.as_ref().map(|batch| format!("batch {batch}")));
        parts.extend(self.measure());
        parts.join(", ")
    }

    /// `1 scoop = 2.2 g, weighed 5 times, ±0.2`, as far as it is known.
    #[must_use]
    pub fn measure(&self) -> Option<String> {
        let unit = self.unit.as_deref()?;
        let mut parts: Vec<String> = Vec::new();
        if let Some(weight) = self.weighs {
            parts.push(format!("1 {unit} = {weight} g"));
        }
        if let Some(times) = self.weighed_times {
            let times = if times == 1 {
                "once".to_owned()
            } else {
                format!("{times} times")
            };
            parts.push(format!("weighed {times}"));
        }
        parts.extend(self.weighed_spread.map(|spread| format!("±{spread}")));
        let label = |mg: Option<LabelMg>, what| mg.map(|mg| format!("{mg} mg {what} a {unit}"));
        parts.extend(label(self.mitragynine, "mitragynine"));
        parts.extend(label(self.hydroxy, "7-OH"));
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// This product with what a CSV row has no column for taken from another
    /// account of it; JSON keeps all of it.
    #[must_use]
    pub fn with_uncolumned(self, other: &Product) -> Product {
        Product {
            weighed_times: other.weighed_times,
            weighed_spread: other.weighed_spread,
            vendor: other.vendor.clone(),
            opened_on: other.opened_on,
            holds: other.holds,
            price: other.price.clone(),
            certificate: other.certificate.clone(),
            ..self
        }
    }

    /// Whether this is the product a dose names: case and spaces aside.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        same(&self.name, name)
    }

    /// Whether a count is in this product's unit, one or many.
    #[must_use]
    pub fn counts(&self, count: &Count) -> bool {
        let unit = self.unit.as_deref();
        unit.is_some_and(|unit| singular(unit) == singular(&count.unit))
    }

    /// What so many units weigh, where one was weighed.
    #[must_use]
    pub fn weight_of(&self, n: Number) -> Option<Mg> {
        let mg = times_rounded(self.weighs?.0, n)?;
        (1..=Amount::MOST.0).contains(&mg).then_some(Mg(mg))
    }

    /// What the label says so many units hold: mitragynine and 7-OH.
    #[must_use]
    pub fn label_of(&self, n: Number) -> [Option<LabelMg>; 2] {
        let times = |label: Option<LabelMg>| {
            let micrograms = times_rounded(label?.0, n)?;
            LabelMg::new(micrograms)
        };
        [times(self.mitragynine), times(self.hydroxy)]
    }
}

/// Whether two names are the same, case and outer spaces aside.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one.to_lowercase() == other.to_lowercase()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "both are bounded: a weight below 2^40 mg times a number below 1e12 saturates"
)]
fn times_rounded(one: i64, n: Number) -> Option<i64> {
    let all = (one as f64 * n.value()).round();
    (all >= 1.0).then_some(all as i64)
}

fn unit(values: &Values) -> Result<Option<String>, Invalid> {
    let Some(unit) = values.get("count_unit") else {
        return Ok(None);
    };
    let n = values.get("count").unwrap_or("1");
    let count = Count::parse(n, unit)?;
    if (count.n.value() - 1.0).abs() > 1e-9 {
        return Err(Invalid::new(
            "count",
            format!("is {}", count.n),
            "write what one weighs: weigh several together and divide",
        ));
    }
    Ok(Some(count.unit))
}

fn weight(values: &Values, field: &'static str) -> Result<Option<Mg>, Invalid> {
    let Some(typed) = values.get(field) else {
        return Ok(None);
    };
    let hint = "write grams or milligrams, like 2.2g or 600mg";
    let parsed = Amount::parse(typed).map_err(|wrong| match wrong.why.as_str() {
        "is zero" => Invalid::new(field, "is zero", hint),
        _ => wrong.of(field),
    });
    match parsed? {
        Amount::Weight(weight) => Ok(Some(weight)),
        Amount::Count(count) => Err(Invalid::new(
            field,
            format!("{count} is not a weight"),
            hint,
        )),
    }
}

fn times(values: &Values) -> Result<Option<u16>, Invalid> {
    let hint = "write how many times it was weighed, like 5";
    let typed = values.get("weighed_times");
    typed
        .map(|text| asked::whole("weighed_times", text, 1000, hint))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::Zone;
    use chrono::{DateTime, NaiveTime};

    fn product(pairs: &[(&'static str, &str)]) -> Result<Product, Invalid> {
        let values = pairs
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        let when = When::new(
            DateTime::UNIX_EPOCH,
            Zone::Fixed(chrono::FixedOffset::east_opt(0).unwrap()),
            NaiveTime::MIN,
        );
        Product::parse(&values, &when)
    }

    fn n(value: f64) -> Number {
        Number::new(value).unwrap()
    }

    #[test]
    fn a_unit_weighs_what_the_person_weighed() {
        let bag = product(&[
            ("name", "Green bag"),
            ("count_unit", "scoop"),
            ("amount", "2.2g"),
            ("weighed_times", "5"),
            ("weighed_spread", "0.2"),
        ])
        .unwrap();
        assert_eq!(
            bag.title(),
            "Green bag, 1 scoop = 2.2 g, weighed 5 times, ±0.2"
        );
        assert_eq!(bag.weight_of(n(1.5)), Some(Mg(3300)));
        assert!(bag.counts(&Count::parse("1.5", "Scoops").unwrap()));
        assert!(!bag.counts(&Count::parse("1", "capsule").unwrap()));
        assert!(bag.is_called(" green BAG "));
    }

    #[test]
    fn what_was_not_weighed_weighs_nothing() {
        let bag = product(&[("name", "Bag"), ("count_unit", "capsule")]).unwrap();
        assert_eq!(bag.weight_of(n(3.0)), None);
    }

    #[test]
    fn a_label_counts_by_unit() {
        let shot = product(&[
            ("name", "Shot"),
            ("form", "extract"),
            ("count_unit", "shot"),
            ("mitragynine_mg", "150"),
        ])
        .unwrap();
        assert_eq!(shot.label_of(n(2.0)), [Some(LabelMg(300_000)), None]);
    }

    #[test]
    fn a_weight_without_a_unit_says_what_is_missing() {
        let wrong = product(&[("name", "Bag"), ("amount", "2.2g")]).unwrap_err();
        assert_eq!(wrong.field, "count_unit");
        let wrong = product(&[("name", "Bag"), ("count_unit", "g"), ("amount", "1g")]).unwrap_err();
        assert_eq!(wrong.field, "count_unit");
        let zero = product(&[("name", "B"), ("count_unit", "cap"), ("amount", "0g")]).unwrap_err();
        assert_eq!(
            (zero.why.as_str(), zero.hint.contains("none")),
            ("is zero", false)
        );
        let wrong = product(&[("name", "B"), ("count_unit", "cap"), ("amount", "2 pots")]);
        assert_eq!(wrong.unwrap_err().field, "amount");
    }
}
