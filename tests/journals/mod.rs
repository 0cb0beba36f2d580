//! Journals made of lines, in the notation of proofs.

#![allow(
    dead_code,
    clippy::missing_panics_doc,
    reason = "each test file uses its own part"
)]

use chrono::DateTime;
use leaflog::domain::Entry;
use leaflog::domain::journal::Journal;
use leaflog::domain::moment::{Moment, Zone};
use leaflog::rules::check::notation;

/// The instant proofs are judged at.
pub fn now() -> Moment {
    notation::now()
}

pub fn at(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).expect(text)
}

/// The journal that such lines make, judged at [`now`].
pub fn written(lines: &[String]) -> Journal {
    notation::written(lines).expect("lines in order")
}

/// The entries of one line, times counted back from an instant in Berlin.
pub fn entries(line: &str, now: Moment) -> Vec<Entry> {
    entries_in(line, now, notation::berlin())
}

/// The entries of one line, lived in a zone.
pub fn entries_in(line: &str, now: Moment, zone: Zone) -> Vec<Entry> {
    notation::entries(line, now, zone).expect(line)
}
