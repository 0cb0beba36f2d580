//! The terminal UI by keys: what a person types, and what stands on the screen.

mod stage;

use stage::{FRIDAY, friday, phone};

#[test]
fn today() {
    insta::assert_snapshot!(friday(""));
}

#[test]
fn today_on_a_phone() {
    insta::assert_snapshot!(phone(FRIDAY, ""));
}
