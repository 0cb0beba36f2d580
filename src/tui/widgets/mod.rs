//! Small things screens are drawn with.

pub mod alerts;
pub mod fold;
pub mod panel;
pub mod strip;
pub mod text;
