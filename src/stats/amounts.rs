//! How much a dose was, over a stretch of days: leaf, extract and 7-OH apart,
//! never added together.

use super::middle::{Quartiles, quartiles};
use super::summary::RANGE_ENDS;
use crate::domain::Entry;
use crate::domain::amount::{LabelMg, Mg};
use crate::domain::dose::{Channel, Dose};

/// A single dose from here on is counted apart, as the rule warns: in a survey unwanted
/// gut effects came mostly from 5 g of leaf (grundmann-2017). Not a safe amount.
const FIVE: Mg = Mg(5000);

/// The doses of each channel.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amounts {
    pub leaf: Leaf,
    pub extract: Labelled,
    pub seven_oh: Labelled,
}

/// Doses of leaf: powder, capsule, tea, leaf.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leaf {
    pub doses: usize,
    /// Doses whose weight is known; all below is of these.
    pub weighed: usize,
    /// Doses whose weight the person called an estimate.
    pub estimated: usize,
    /// Grams a dose.
    pub grams: Option<Quartiles>,
    /// Grams.
    pub largest: Option<f64>,
    /// Above [`RANGE_ENDS`].
    pub above_range: usize,
    /// 5 g or more.
    pub from_five: usize,
}

/// Doses of extract or of 7-OH, by what their labels say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labelled {
    pub doses: usize,
    pub mitragynine: Label,
    pub hydroxy: Label,
}

/// Milligrams by the label, of the doses where it says so.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    pub known: usize,
    /// Milligrams a dose.
    pub mg: Option<Quartiles>,
    pub largest: Option<f64>,
}

impl Amounts {
    /// Of all doses among some entries.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Amounts {
        let doses: Vec<&Dose> = entries.into_iter().filter_map(Entry::dose).collect();
        let of = |channel: Channel| -> Vec<&Dose> {
            let of = doses.iter().filter(|dose| dose.form.channel() == channel);
            of.copied().collect()
        };
        Amounts {
            leaf: Leaf::of(&of(Channel::Leaf)),
            extract: Labelled::of(&of(Channel::Extract)),
            seven_oh: Labelled::of(&of(Channel::SevenOh)),
        }
    }
}

impl Leaf {
    fn of(doses: &[&Dose]) -> Leaf {
        let weights = doses.iter().filter_map(|dose| dose.leaf_weight());
        let weights: Vec<Mg> = weights.collect();
        let above = |line: Mg| weights.iter().filter(|weight| **weight > line).count();
        let is_estimate = |dose: &&&Dose| dose.estimated == Some(true);
        Leaf {
            doses: doses.len(),
            weighed: weights.len(),
            estimated: doses.iter().filter(is_estimate).count(),
            grams: quartiles(weights.iter().map(|weight| weight.grams()).collect()),
            largest: weights.iter().max().map(|weight| weight.grams()),
            above_range: above(RANGE_ENDS),
            from_five: weights.iter().filter(|weight| **weight >= FIVE).count(),
        }
    }
}

impl Labelled {
    fn of(doses: &[&Dose]) -> Labelled {
        Labelled {
            doses: doses.len(),
            mitragynine: Label::of(doses, |dose| dose.taken.mitragynine),
            hydroxy: Label::of(doses, |dose| dose.taken.hydroxy),
        }
    }
}

impl Label {
    fn of(doses: &[&Dose], says: fn(&Dose) -> Option<LabelMg>) -> Label {
        let known = doses.iter().filter_map(|dose| says(dose));
        let known: Vec<f64> = known.map(LabelMg::mg).collect();
        Label {
            known: known.len(),
            largest: known.iter().copied().reduce(f64::max),
            mg: quartiles(known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::journal;
    use super::*;

    #[test]
    fn each_channel_by_hand() {
        let journal = journal(&[
            "dose amount=1g at=2026-11-16T08:00",
            "dose amount=3g at=2026-11-16T12:00 estimated=yes",
            "dose amount=5g at=2026-11-17T08:00",
            "dose amount=7g at=2026-11-18T08:00",
            "dose amount=2_capsules form=capsule at=2026-11-18T14:00",
            "dose form=extract mitragynine_mg=50 at=2026-11-19T08:00",
            "dose form=extract mitragynine_mg=150 at=2026-11-19T18:00",
            "dose form=7oh amount=1_tablet at=2026-11-19T20:00",
            "dose form=7oh hydroxy_mg=15 at=2026-11-19T22:00",
        ]);
        let amounts = Amounts::of(journal.entries());
        let leaf = amounts.leaf;
        assert_eq!((leaf.doses, leaf.weighed, leaf.estimated), (5, 4, 1));
        // 1, 3, 5 and 7 g: the quarters lie at 2.5, 4 and 5.5.
        let grams = leaf.grams.unwrap();
        assert_eq!((grams.low, grams.middle, grams.high), (2.5, 4.0, 5.5));
        assert_eq!(leaf.largest, Some(7.0));
        // A dose of 3 g is not above 3 g; one of 5 g is 5 g or more.
        assert_eq!((leaf.above_range, leaf.from_five), (2, 2));
        let extract = amounts.extract;
        assert_eq!((extract.doses, extract.mitragynine.known), (2, 2));
        assert_eq!(extract.mitragynine.mg.map(|mg| mg.middle), Some(100.0));
        assert_eq!(extract.mitragynine.largest, Some(150.0));
        assert_eq!(extract.hydroxy, Label::default());
        let seven_oh = amounts.seven_oh;
        assert_eq!((seven_oh.doses, seven_oh.hydroxy.known), (2, 1));
        assert_eq!(seven_oh.hydroxy.largest, Some(15.0));
    }

    #[test]
    fn of_nothing_nothing_is_known() {
        let none = Amounts::of(&[]);
        assert_eq!(none, Amounts::default());
        assert_eq!((none.leaf.grams, none.leaf.largest), (None, None));
    }
}
