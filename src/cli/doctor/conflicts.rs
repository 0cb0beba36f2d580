//! What programs that keep two folders the same leave when both changed.

use std::fs;
use std::path::PathBuf;

use super::Looked;
use super::line::Line;

pub fn lines(looked: &Looked) -> Vec<Line> {
    let journal = fs::canonicalize(looked.journal);
    let journal = journal.unwrap_or_else(|_| looked.journal.to_owned());
    let name = journal.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let beside = journal
        .parent()
        .and_then(|folder| fs::read_dir(folder).ok());
    let mut names: Vec<PathBuf> = beside
        .into_iter()
        .flatten()
        .flatten()
        .filter(|file| {
            let other = file.file_name().to_string_lossy().to_lowercase();
            let mark = other.contains(".sync-conflict-") || other.contains("conflict");
            mark && other.starts_with(&stem.to_lowercase())
        })
        .map(|file| file.path())
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|path| {
            let says = format!(
                "{} was left by a program that keeps folders the same",
                path.display()
            );
            let todo =
                "both machines wrote: leaflog merge FILE brings its entries in; keep it until then";
            Line::look("conflict", says, todo)
        })
        .collect()
}
