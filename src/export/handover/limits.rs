//! What the journal cannot say, so that nobody reads more out of it.

use super::Seen;
use crate::domain::dose::{Channel, Dose};
use crate::stats::range::Range;
use crate::stats::words::counted;

impl Seen<'_> {
    pub(super) fn limits(&self) -> Vec<String> {
        let mut lines = vec![
            "All of it is the person's own record; nothing was measured or checked.".to_owned(),
        ];
        lines.extend(self.weights());
        let of = self.figures();
        lines.push(format!(
            "Not recorded: {} of {}. Not recorded is unknown, not none.",
            of.days_not_recorded,
            counted(of.days, "day", "days")
        ));
        lines.extend(
            [
                "Strength differs several-fold between products; grams of leaf are no alkaloid dose.",
                "No blood level is known, and none follows from the time since a dose.",
                "Routine drug screens miss kratom.",
            ]
            .map(str::to_owned),
        );
        lines
    }

    /// How the weights were come by, in the days of the averages and today.
    fn weights(&self) -> Option<String> {
        let days = Range {
            to: Some(self.today()),
            ..self.whole_days()
        };
        let doses = days.entries(self.journal).filter_map(|it| it.dose());
        let leaf: Vec<&Dose> = doses
            .filter(|dose| dose.form.channel() == Channel::Leaf)
            .collect();
        let estimated = |dose: &&&Dose| {
            dose.leaf_weight().is_some()
                && (dose.estimated == Some(true) || dose.taken.count.is_some())
        };
        let guessed = leaf.iter().filter(estimated).count();
        let without = leaf.iter().filter(|it| it.leaf_weight().is_none()).count();
        (!leaf.is_empty()).then(|| {
            format!(
                "Weights of {} in these days and today: {guessed} estimated or counted, {without} not known, the rest as typed.",
                counted(leaf.len(), "leaf dose", "leaf doses")
            )
        })
    }
}
