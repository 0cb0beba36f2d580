//! The journal in other shapes; every function gives bytes or a value.

pub mod cell;
mod cells;
pub mod columns;
pub mod csv;
pub mod delimiter;
pub mod dictionary;
pub mod emergency;
mod example;
pub mod foreign;
pub mod handover;
mod header;
pub mod json;
mod lines;
pub mod list;
pub mod merge;
pub mod read_csv;
pub mod report;
pub mod schema;
pub mod tables;
pub mod text;
pub mod whole;
pub mod wrong;
