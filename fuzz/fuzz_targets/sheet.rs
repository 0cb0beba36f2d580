//! Feeds `a_sheet_of_ones_own` with anything.

#![no_main]

#[path = "../../tests/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::a_sheet_of_ones_own(bytes));
