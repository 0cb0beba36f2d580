//! What a person can write down. Nothing here reads a clock, a file or the
//! terminal.

pub mod about;
pub mod amount;
pub mod answer;
mod asked;
pub mod called;
pub mod dose;
pub mod draft;
pub mod edit;
mod entry;
pub mod event;
pub mod field;
mod flat;
pub mod joining;
pub mod journal;
mod kind;
pub mod known;
pub mod medicine;
pub mod moment;
pub mod none;
pub mod note;
pub mod number;
pub mod occasion;
pub mod product;
pub mod purged;
pub mod reading;
pub mod setting;
pub mod sleep;
pub mod span;
pub mod substance;
pub mod symptom;
pub mod text;
pub mod tz;

pub use asked::meant;
pub use entry::{Entry, What, begins};
pub use kind::Kind;
