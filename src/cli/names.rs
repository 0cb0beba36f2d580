//! What names mean, for those who count: only the rules know.

use crate::rules::classes::{names, window_h};
use crate::stats::Lookups;

/// The rules' own lists.
#[must_use]
pub fn lookups() -> Lookups<'static> {
    Lookups {
        window_h: &window_h,
        classes: &|name| {
            let found = names().find(name);
            let classes = found.map(|found| found.classes).unwrap_or_default();
            classes.iter().map(|class| class.id.to_owned()).collect()
        },
    }
}
