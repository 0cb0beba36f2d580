//! Whether this computer knows what time it is, and where.

use chrono::TimeDelta;

use super::Looked;
use super::line::Line;
use crate::clock::ZoneFrom;
use crate::stats::words::counted;

/// By less than this, two clocks may differ and nothing is wrong.
const ASTRAY: TimeDelta = TimeDelta::minutes(5);

pub fn lines(looked: &Looked) -> Vec<Line> {
    let now = looked.said(looked.now);
    let mut lines = Vec::new();
    let found = looked.found.as_ref();
    let changed = found.and_then(|found| found.changed);
    if let Some(changed) = changed.filter(|changed| *changed > looked.now + ASTRAY) {
        let says = format!(
            "it is {now} here, but an entry was written down at {}",
            looked.said(changed)
        );
        lines.push(Line::look(
            "clock",
            says,
            "set this computer's clock, if it is wrong",
        ));
    }
    let ahead = found.map_or(0, |found| found.ahead);
    if ahead > 0 {
        let says = format!(
            "{} later than now",
            counted(ahead, "entry is", "entries are")
        );
        let todo = "leaflog list shows them; leaflog edit ID at=… puts a time right";
        lines.push(Line::look("clock", says, todo));
    }
    if looked.zone_from == ZoneFrom::Nowhere {
        let says = "nothing says which time zone this is; times are read as UTC".to_owned();
        lines.push(Line::look(
            "zone",
            says,
            "leaflog set timezone Europe/Berlin, or where you are",
        ));
    }
    if lines.is_empty() {
        lines.push(Line::ok("clock", format!("it is {now}")));
    }
    lines
}
