//! Check-ins in the terminal: which there are, one with its scores, and its
//! questions one at a time.

mod list;
mod page;
mod questions;

pub use list::{Checkins, says};
pub use page::Checkin;
pub use questions::Questions;
