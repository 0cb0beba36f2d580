//! Kratom itself: what it came as, how often, how much, and when last.

mod forms;
mod last;
mod much;
mod often;
mod products;

pub use forms::forms;
pub use last::last;
pub use much::much;
pub use often::often;
pub use products::products;

#[cfg(test)]
mod tests;
