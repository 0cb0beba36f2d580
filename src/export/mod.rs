//! The journal in other shapes; every function gives bytes or a value.

pub mod cell;
pub mod csv;
mod row;
