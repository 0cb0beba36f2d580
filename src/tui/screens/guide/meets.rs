//! What leaflog would say if a name were taken together with kratom: tried out
//! on a made-up dose, so that it is never other than the warnings themselves.

use uuid::Uuid;

use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::setting::Settings;
use crate::domain::{Entry, Kind};
use crate::rules::{Alert, raised_by};
use crate::tui::view::View;

/// The warnings to this name, worst first.
#[derive(Debug)]
pub struct Meets {
    /// With leaf within the same hour.
    pub leaf: Vec<Alert>,
    /// Those that speak only where it is 7-OH.
    pub strong: Vec<Alert>,
}

/// Tries a name out; nothing where it is no name that could be written down.
#[must_use]
pub fn meets(view: &View, name: &str) -> Option<Meets> {
    let leaf = with(view, name, ("powder", "amount", "1g"))?;
    let mut strong = with(view, name, ("7oh", "hydroxy_mg", "1"))?;
    strong.retain(|alert| leaf.iter().all(|known| known.rule != alert.rule));
    Some(Meets { leaf, strong })
}

/// Nothing of the person's journal is in it: it is about the name alone.
fn with(
    view: &View,
    name: &str,
    (form, field, amount): (&str, &'static str, &str),
) -> Option<Vec<Alert>> {
    let dose = [("form", form), (field, amount)];
    let dose = made_up(view, 1, Kind::Dose, &dose)?;
    let other = made_up(view, 2, Kind::Substance, &[("name", name)])?;
    let journal = Journal::new(vec![dose], Settings::default(), Vec::new());
    let mut alerts = raised_by(&journal, &other, view.now);
    alerts.retain(|alert| alert.because.contains(&other.id));
    Some(alerts)
}

fn made_up(view: &View, id: u128, kind: Kind, answers: &[(&'static str, &str)]) -> Option<Entry> {
    let mut values = Values::new();
    for (field, answer) in answers {
        values.set(field, *answer);
    }
    Entry::parse(Uuid::from_u128(id), kind, &values, &view.when).ok()
}
