//! Whether there is room to write.

use std::fs;
use std::path::Path;

use super::super::backup::size;
use super::Looked;
use super::line::Line;

/// Below this there is too little space to write with ease.
const LITTLE: u64 = 50_000_000;
pub fn lines(looked: &Looked) -> Vec<Line> {
    let folder = looked.journal.parent().unwrap_or(Path::new("."));
    let Ok(disk) = rustix::fs::statvfs(folder) else {
        return Vec::new();
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let needs = fs::metadata(looked.journal).map_or(0, |found| found.len()) * 3;
    let says = format!("{} free", size(free));
    let todo = "free some space: leaflog cannot write without it";
    vec![match free {
        free if free < needs.max(1_000_000) => Line::wrong("space", says, todo),
        free if free < LITTLE => Line::look("space", says, todo),
        _ => Line::ok("space", says),
    }]
}
