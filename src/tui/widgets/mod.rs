//! Small things screens are drawn with.

pub mod alerts;
pub mod chart;
pub mod fold;
pub mod list;
pub mod panel;
pub mod scroll;
pub mod strip;
pub mod text;
