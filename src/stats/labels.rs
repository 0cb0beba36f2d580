//! What the labels of extract and 7-OH say in all: never added to leaf, and a
//! label that was not written down is unknown, never zero.

use super::words::counted;
use crate::domain::Entry;
use crate::domain::amount::LabelMg;
use crate::domain::dose::{Channel, Dose};

/// The doses of one channel, and the label milligrams that are known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Labels {
    pub doses: usize,
    pub mitragynine: Labelled,
    pub hydroxy: Labelled,
    /// Doses without any label milligrams.
    pub unlabelled: usize,
}

/// One substance of the labels: its sum, and of how many doses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Labelled {
    pub sum: Option<LabelMg>,
    pub doses: usize,
}

impl Labels {
    /// Of the doses of a channel among some entries.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>, channel: Channel) -> Labels {
        let doses = entries.into_iter().filter_map(Entry::dose);
        let of_channel = doses.filter(|dose| dose.form.channel() == channel);
        of_channel.fold(Labels::default(), Labels::and)
    }

    fn and(self, dose: &Dose) -> Labels {
        let taken = &dose.taken;
        let unlabelled = taken.mitragynine.is_none() && taken.hydroxy.is_none();
        Labels {
            doses: self.doses + 1,
            mitragynine: self.mitragynine.and(taken.mitragynine),
            hydroxy: self.hydroxy.and(taken.hydroxy),
            unlabelled: self.unlabelled + usize::from(unlabelled),
        }
    }

    /// `2 doses, 100 mg mitragynine by the label; label mg of 1 dose not known`;
    /// where labels name different substances, of how many doses each is.
    #[must_use]
    pub fn says(&self) -> String {
        let doses = counted(self.doses, "dose", "doses");
        let labelled = self.doses - self.unlabelled;
        let known = [(self.mitragynine, "mitragynine"), (self.hydroxy, "7-OH")];
        let known: Vec<String> = known
            .into_iter()
            .filter_map(|(of, name)| {
                let mg = of.sum?;
                let part = match of.doses {
                    n if n == labelled => String::new(),
                    n => format!(" (of {})", counted(n, "dose", "doses")),
                };
                Some(format!("{mg} mg {name}{part}"))
            })
            .collect();
        if known.is_empty() {
            return format!("{doses}, label mg not known");
        }
        let without = match self.unlabelled {
            0 => String::new(),
            n => format!("; label mg of {} not known", counted(n, "dose", "doses")),
        };
        format!("{doses}, {} by the label{without}", known.join(" and "))
    }
}

impl Labelled {
    fn and(self, mg: Option<LabelMg>) -> Labelled {
        let Some(mg) = mg else { return self };
        Labelled {
            sum: Some(LabelMg(self.sum.map_or(0, |sum| sum.0) + mg.0)),
            doses: self.doses + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::journal;
    use super::*;

    #[test]
    fn channels_stay_apart_and_an_unknown_label_is_said() {
        let journal = journal(&[
            "dose amount=2g at=2026-11-18T08:00",
            "dose form=extract mitragynine_mg=50 at=2026-11-19T08:00",
            "dose form=extract mitragynine_mg=45.5 at=2026-11-19T12:00",
            "dose form=extract amount=1_shot at=2026-11-19T16:00",
            "dose form=7oh amount=1_tablet at=2026-11-20T08:00",
        ]);
        let says = |channel| Labels::of(journal.entries(), channel).says();
        assert_eq!(
            says(Channel::Extract),
            "3 doses, 95.5 mg mitragynine by the label; label mg of 1 dose not known"
        );
        assert_eq!(says(Channel::SevenOh), "1 dose, label mg not known");
        assert_eq!(Labels::of(journal.entries(), Channel::Leaf).doses, 1);
    }

    #[test]
    fn labels_of_different_substances_do_not_look_complete() {
        let journal = journal(&[
            "dose form=extract mitragynine_mg=50 at=2026-11-19T08:00",
            "dose form=extract hydroxy_mg=10 at=2026-11-19T12:00",
        ]);
        assert_eq!(
            Labels::of(journal.entries(), Channel::Extract).says(),
            "2 doses, 50 mg mitragynine (of 1 dose) and 10 mg 7-OH (of 1 dose) by the label"
        );
    }
}
