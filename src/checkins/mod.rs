//! Check-ins: short lists of questions whose score is kept as a reading.
//!
//! `assets/checkins/*.toml` hold the questions, so that another check-in is
//! another file ([`checkin`]). [`half`] is one that is being answered, [`done`]
//! are those that were, [`told`] is what there is to say of a score. No score is
//! called low or high anywhere.

pub mod checkin;
pub mod done;
pub mod half;
pub mod told;

pub use checkin::{Checkin, checkins, named};
pub use done::Done;
pub use half::Half;
