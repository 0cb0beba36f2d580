//! Feeds `a_herbal_tracker_file` with anything.

#![no_main]

#[path = "../../tests/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::a_herbal_tracker_file(bytes));
