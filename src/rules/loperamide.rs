//! How much loperamide was taken in a day: above what labels allow it is an opioid
//! that upsets the heart, whatever name it was written down by.

use std::sync::Arc;

use chrono::TimeDelta;

use super::milligrams::{is_packs, much};
use super::taken::{Known, Taken, known};
use crate::domain::substance::Substance;

/// What one capsule or tablet holds, in milligrams.
const A_PIECE_MG: f64 = 2.0;
/// The most that labels allow in 24 hours, on a prescription too.
const MOST_MG: f64 = 16.0;
/// What a pack of it holds at least.
const A_PACK_MG: f64 = 24.0;

/// Milligrams of loperamide in an entry of it; `None` where nobody wrote how much.
fn taken(substance: &Substance) -> Option<f64> {
    let much = much(substance);
    let said = substance.unit.as_deref().unwrap_or(&substance.name);
    if is_packs(said) {
        return Some(A_PACK_MG);
    }
    match (much.mg, much.ml) {
        (Some(mg), _) => Some(mg * much.pieces.unwrap_or(1.0)),
        // A syrup of 1 mg in 7.5 ml, the weakest there is.
        (None, Some(ml)) => Some(ml * much.pieces.unwrap_or(1.0) / 7.5),
        (None, None) => Some(much.pieces? * A_PIECE_MG),
    }
}

/// Calls loperamide high-dose from the entry on with which more than labels allow
/// was taken in 24 hours. Oldest first.
pub fn weigh(all: &mut [Taken<'_>]) {
    let is = |it: &Taken| it.known.iter().any(|known| known.is("loperamide"));
    let own: Vec<usize> = (0..all.len()).filter(|n| is(&all[*n])).collect();
    let mg = |n: usize| all[n].entry.substance().and_then(taken).unwrap_or_default();
    let high: Vec<usize> = own
        .iter()
        .copied()
        .filter(|last| {
            let from = all[*last].entry.at - TimeDelta::hours(24);
            let before = own.iter().rev().skip_while(|n| *n > last);
            let within = before.take_while(|n| all[**n].entry.at >= from);
            within.map(|n| mg(*n)).sum::<f64>() > MOST_MG
        })
        .collect();
    for n in high {
        all[n].known = raised(&all[n].known);
    }
}

/// The same substances with high-dose loperamide in its place.
fn raised(before: &[Known]) -> Arc<[Known]> {
    let high = known("high-dose loperamide");
    let each = before.iter().flat_map(|own| {
        let is = own.is("loperamide");
        let own = if is {
            &high[..]
        } else {
            std::slice::from_ref(own)
        };
        own.to_vec()
    });
    each.collect()
}
