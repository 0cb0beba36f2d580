//! A dose: kratom taken, how much, in which form.

use super::amount::{Amount, Count, LabelMg, Mg, guessed};
use super::asked;
use super::field::{AT, Ask, Choice, Field, Invalid, NOTE, Values};
use super::text::{line, quoted};

/// Kratom taken. At least one of weight, count and label milligrams is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    pub taken: Taken,
    pub form: Form,
    pub product: Option<String>,
    pub batch: Option<String>,
    pub reason: Option<Reason>,
    pub estimated: Option<bool>,
}

/// How much was taken, each part only where it was said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    pub weight: Option<Mg>,
    pub count: Option<Count>,
    /// Mitragynine by the label.
    pub mitragynine: Option<LabelMg>,
    /// 7-hydroxymitragynine by the label.
    pub hydroxy: Option<LabelMg>,
}

/// What the kratom came as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Powder,
    Capsule,
    Tea,
    Leaf,
    Extract,
    SevenOh,
}

/// Amounts of one channel can be added; between channels no conversion exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    Leaf,
    Extract,
    SevenOh,
}

/// Why a dose was taken, in the person's own choice of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    Pain,
    Energy,
    Mood,
    Anxiety,
    Sleep,
    Social,
    Withdrawal,
    Other,
}

pub const FORMS: &[Choice] = &[
    Choice::new("powder", "powder"),
    Choice::new("capsule", "capsule"),
    Choice::new("tea", "tea"),
    Choice::new("leaf", "leaf"),
    Choice::new("extract", "extract"),
    Choice::new("7oh", "7-OH"),
];

pub const REASONS: &[Choice] = &[
    Choice::new("pain", "pain"),
    Choice::new("energy", "energy"),
    Choice::new("mood", "mood"),
    Choice::new("anxiety", "anxiety"),
    Choice::new("sleep", "sleep"),
    Choice::new("social", "social"),
    Choice::new("withdrawal", "to avoid feeling ill"),
    Choice::new("other", "other"),
];

pub const FIELDS: &[Field] = &[
    Field::new("amount", "Amount", Ask::Amount)
        .means("what was taken, by weight; empty where it was only counted or read off a label")
        .positional()
        .hint("2.5g, 800mg, 1.5 scoops"),
    AT,
    Field::new("form", "Form", Ask::Choice(FORMS))
        .means("what the kratom came as")
        .hint("powder, capsule, tea, leaf, extract, 7oh"),
    Field::new("product", "Product", Ask::Product)
        .means("what is on the bag")
        .hint("what is on the bag"),
    Field::new("batch", "Batch", Ask::Text)
        .means("the lot number on the bag")
        .hint("the lot number"),
    Field::new("mitragynine_mg", "Mitragynine mg", Ask::LabelMg)
        .means("mitragynine taken, as the label says it")
        .flag("mitragynine")
        .hint("what the label says"),
    Field::new("hydroxy_mg", "7-OH mg", Ask::LabelMg)
        .means("7-hydroxymitragynine taken, as the label says it")
        .flag("hydroxy")
        .hint("what the label says"),
    Field::new("reason", "Reason", Ask::Choice(REASONS))
        .means("why it was taken, as the person chose to say"),
    Field::new("estimated", "Estimated", Ask::YesNo)
        .means("whether the amount was guessed, not weighed")
        .hint("yes if it was not weighed"),
    NOTE,
];

impl Dose {
    /// Builds a dose from answers.
    ///
    /// # Errors
    /// Names the field and says what to write.
    pub fn parse(values: &Values) -> Result<Dose, Invalid> {
        let form = values.get("form").map_or(Ok(Form::Powder), Form::parse)?;
        let taken = Taken::parse(values)?;
        if !taken.is_known_enough() {
            return Err(Invalid::new(
                "amount",
                "is missing",
                "write how much, like 2.5g, 800mg or 3 capsules",
            ));
        }
        taken.fits(form)?;
        Ok(Dose {
            taken,
            form,
            product: values
                .get("product")
                .map(|text| line("product", text))
                .transpose()?,
            batch: values
                .get("batch")
                .map(|text| line("batch", text))
                .transpose()?,
            reason: values.get("reason").map(Reason::parse).transpose()?,
            estimated: estimated(values)?,
        })
    }

    /// The answers that parse to this dose.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        self.taken.write(&mut values);
        values.set("form", self.form.name());
        values.set_some("product", self.product.as_deref());
        values.set_some("batch", self.batch.as_deref());
        values.set_some("reason", self.reason.map(Reason::name));
        values.set_some("estimated", self.estimated.map(asked::yes_no_text));
        values
    }

    /// Grams of leaf, where this is leaf and its weight is known.
    #[must_use]
    pub fn leaf_weight(&self) -> Option<Mg> {
        self.taken
            .weight
            .filter(|_| self.form.channel() == Channel::Leaf)
    }

    /// `2.5 g powder`, `≈4.4 g powder (2 scoops)`, `1 tablet 7-OH, 15 mg 7-OH`.
    #[must_use]
    pub fn title(&self) -> String {
        let mut parts = Vec::new();
        let about = if self.estimated == Some(true) {
            "≈"
        } else {
            ""
        };
        let form = self.form.says();
        match (&self.taken.weight, &self.taken.count) {
            (Some(weight), Some(count)) => parts.push(format!("≈{weight} g {form} ({count})")),
            (Some(weight), None) => parts.push(format!("{about}{weight} g {form}")),
            (None, Some(count)) if count.unit.starts_with(form) => {
                parts.push(format!("{about}{count}"));
            }
            (None, Some(count)) => parts.push(format!("{about}{count}, {form}")),
            (None, None) => parts.push(form.to_owned()),
        }
        if let Some(mg) = self.taken.mitragynine {
            parts.push(format!("{mg} mg mitragynine"));
        }
        if let Some(mg) = self.taken.hydroxy {
            parts.push(format!("{mg} mg 7-OH"));
        }
        parts.join(", ")
    }
}

impl Taken {
    fn parse(values: &Values) -> Result<Taken, Invalid> {
        let mut taken = Taken {
            count: match (values.get("count"), values.get("count_unit")) {
                (None, None) => None,
                (n, unit) => {
                    let n = n.unwrap_or_default();
                    Some(Count::parse(
                        guessed(n).unwrap_or(n),
                        unit.unwrap_or_default(),
                    )?)
                }
            },
            mitragynine: label(values, "mitragynine_mg")?,
            hydroxy: label(values, "hydroxy_mg")?,
            weight: None,
        };
        if let Some(amount) = values.get("amount") {
            let amount = guessed(amount).unwrap_or(amount);
            match Amount::parse(&with_unit(amount, values.get("unit")))? {
                Amount::Weight(weight) => taken.weight = Some(weight),
                Amount::Count(count) => taken.count = Some(count),
            }
        }
        Ok(taken)
    }

    fn write(&self, values: &mut Values) {
        if let Some(weight) = self.weight {
            values.set("amount", weight.to_string());
            values.set("unit", "g");
        }
        if let Some(count) = &self.count {
            values.set("count", count.n.to_string());
            values.set("count_unit", count.unit.clone());
        }
        values.set_some("mitragynine_mg", self.mitragynine.map(|mg| mg.to_string()));
        values.set_some("hydroxy_mg", self.hydroxy.map(|mg| mg.to_string()));
    }

    fn is_known_enough(&self) -> bool {
        self.weight.is_some()
            || self.count.is_some()
            || self.mitragynine.is_some()
            || self.hydroxy.is_some()
    }

    /// An extract's grams say nothing about its strength.
    fn fits(&self, form: Form) -> Result<(), Invalid> {
        let by_weight_alone = self.weight.is_some()
            && self.count.is_none()
            && self.mitragynine.is_none()
            && self.hydroxy.is_none();
        match form.channel() {
            Channel::Extract if by_weight_alone => Err(Invalid::new(
                "amount",
                "of an extract says nothing by weight alone",
                "write the label's mitragynine mg, like 50, or a count, like 1 shot",
            )),
            Channel::SevenOh if by_weight_alone => Err(Invalid::new(
                "amount",
                "of 7-OH says nothing by weight alone",
                "write the label's 7-OH mg, like 15, or a count, like 1 tablet",
            )),
            _ => Ok(()),
        }
    }
}

/// As it was said, or as a word before the amount says it: `ca. 3 g`.
fn estimated(values: &Values) -> Result<Option<bool>, Invalid> {
    let said = values.get("estimated");
    let said = said
        .map(|text| asked::yes_no("estimated", text))
        .transpose()?;
    let mut amounts = ["amount", "count"].into_iter();
    let guess = amounts.find_map(|name| values.get(name).filter(|it| guessed(it).is_some()));
    match (guess, said) {
        (Some(amount), Some(false)) => Err(Invalid::new(
            "estimated",
            format!("is no, but the amount is {}", quoted(amount)),
            "write yes, or the amount without the word before it",
        )),
        (Some(_), _) => Ok(Some(true)),
        (None, said) => Ok(said),
    }
}

/// The amount with the unit of its own column, where it has none itself.
fn with_unit(amount: &str, unit: Option<&str>) -> String {
    let bare = amount
        .trim()
        .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    match unit {
        Some(unit) if bare => format!("{amount} {unit}"),
        _ => amount.to_owned(),
    }
}

fn label(values: &Values, field: &'static str) -> Result<Option<LabelMg>, Invalid> {
    values
        .get(field)
        .map(|text| LabelMg::parse(field, text))
        .transpose()
}

impl Form {
    pub const ALL: [Form; 6] = [
        Form::Powder,
        Form::Capsule,
        Form::Tea,
        Form::Leaf,
        Form::Extract,
        Form::SevenOh,
    ];

    /// The form of that name.
    ///
    /// # Errors
    /// Names `form` and what it can be.
    pub fn parse(typed: &str) -> Result<Form, Invalid> {
        asked::choose("form", FORMS, typed).map(|n| Form::ALL[n])
    }

    /// The form stored under that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }

    /// As stored and exported.
    #[must_use]
    pub fn name(self) -> &'static str {
        FORMS[self as usize].value
    }

    /// As said on screen.
    #[must_use]
    pub fn says(self) -> &'static str {
        FORMS[self as usize].says
    }

    /// Under which of the three it is counted; they are never added to each other.
    #[must_use]
    pub fn channel(self) -> Channel {
        match self {
            Form::Powder | Form::Capsule | Form::Tea | Form::Leaf => Channel::Leaf,
            Form::Extract => Channel::Extract,
            Form::SevenOh => Channel::SevenOh,
        }
    }
}

impl Reason {
    pub const ALL: [Reason; 8] = [
        Reason::Pain,
        Reason::Energy,
        Reason::Mood,
        Reason::Anxiety,
        Reason::Sleep,
        Reason::Social,
        Reason::Withdrawal,
        Reason::Other,
    ];

    fn parse(typed: &str) -> Result<Reason, Invalid> {
        asked::choose("reason", REASONS, typed).map(|n| Reason::ALL[n])
    }

    /// The reason stored under that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// As stored and exported.
    #[must_use]
    pub fn name(self) -> &'static str {
        REASONS[self as usize].value
    }

    /// As said on screen.
    #[must_use]
    pub fn says(self) -> &'static str {
        REASONS[self as usize].says
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose(pairs: &[(&'static str, &str)]) -> Result<Dose, Invalid> {
        let values = pairs
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        Dose::parse(&values)
    }

    #[test]
    fn a_bare_number_is_grams_of_powder() {
        let dose = dose(&[("amount", "2.5")]).unwrap();
        assert_eq!(dose.title(), "2.5 g powder");
        assert_eq!(dose.leaf_weight(), Some(Mg(2500)));
    }

    #[test]
    fn a_word_before_the_amount_says_that_it_was_guessed() {
        for typed in [
            "~3g",
            "~ 3 g",
            "≈3",
            "ca. 3 g",
            "ca 3g",
            "Circa 3g",
            "approx. 3000mg",
            "about 3 g",
            "c. 3g",
            "around 3",
        ] {
            let dose = dose(&[("amount", typed)]).unwrap();
            assert_eq!(dose.title(), "≈3 g powder", "{typed}");
            assert_eq!(dose.estimated, Some(true), "{typed}");
        }
        let counted = dose(&[("count", "ca. 3"), ("count_unit", "capsules")]).unwrap();
        assert_eq!(counted.title(), "≈3 capsules, powder");
        for typed in ["cake 3", "about", "~", "3-4 g", "a cactus", "circa20ml"] {
            assert!(dose(&[("amount", typed)]).is_err(), "{typed}");
        }
        let wrong = dose(&[("amount", "~3g"), ("estimated", "no")]).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "estimated: is no, but the amount is \"~3g\""
        );
    }

    #[test]
    fn a_count_has_no_weight_until_somebody_weighed_it() {
        let dose = dose(&[("amount", "3 capsules"), ("form", "capsule")]).unwrap();
        assert_eq!(dose.title(), "3 capsules");
        assert_eq!(dose.leaf_weight(), None);
    }

    #[test]
    fn an_extract_by_weight_alone_is_refused_with_what_to_write() {
        let wrong = dose(&[("amount", "1g"), ("form", "extract")]).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "amount: of an extract says nothing by weight alone"
        );
        assert!(wrong.hint.contains("mitragynine mg, like 50"));
        assert!(dose(&[("form", "extract"), ("mitragynine_mg", "50")]).is_ok());
        assert!(dose(&[("form", "7oh"), ("amount", "1 tablet")]).is_ok());
        assert!(dose(&[("form", "7oh"), ("amount", "15mg")]).is_err());
    }

    #[test]
    fn nothing_said_is_no_dose() {
        assert_eq!(dose(&[("form", "tea")]).unwrap_err().field, "amount");
    }

    #[test]
    fn a_near_miss_is_answered() {
        let wrong = dose(&[("amount", "2"), ("form", "powdr")]).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "form: \"powdr\" is not one of them. Did you mean powder?"
        );
    }
}
