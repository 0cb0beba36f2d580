//! Ten leaflogs write to one journal at once: nothing lost, nothing doubled.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use super::all;
use super::home::{Home, said};

const WRITERS: usize = 10;

/// What each writer was told is saved.
fn writes(home: &Home, writer: usize, until: Instant) -> Vec<String> {
    let mut saved = Vec::new();
    while Instant::now() < until || saved.len() < 3 {
        let note = format!("writer {writer} entry {}", saved.len());
        if is_taken(home, &note) {
            saved.push(note);
        }
    }
    saved
}

/// Whether a note is written down. Waiting too long for the others is an honest
/// answer, and the only other one there may be.
fn is_taken(home: &Home, note: &str) -> bool {
    let output = home.leaflog().args(["note", note]).output().unwrap();
    let says = said(&output);
    let waited = says.contains("another leaflog is writing");
    assert!(output.status.success() || waited, "{says}");
    output.status.success()
}

#[test]
fn ten_writers_at_once_lose_nothing_and_double_nothing() {
    let home = Home::empty();
    let span = Duration::from_secs(if all() { 60 } else { 2 });
    let until = Instant::now() + span;
    let saved: Vec<String> = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let home = &home;
                scope.spawn(move || writes(home, writer, until))
            })
            .collect();
        let saved = writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap());
        saved.collect()
    });
    let list: Vec<serde_json::Value> = serde_json::from_str(&home.does("list --json")).unwrap();
    let there: BTreeSet<&str> = list
        .iter()
        .filter_map(|entry| entry["note"].as_str())
        .collect();
    assert_eq!(list.len(), saved.len());
    assert_eq!(there, saved.iter().map(String::as_str).collect());
    home.is_whole();
}

/// Whoever is told that a journal could not be made, because another leaflog was
/// just making it, has lost an entry.
#[test]
fn ten_that_start_on_an_empty_home_make_one_journal() {
    for _ in 0..if all() { 100 } else { 10 } {
        let home = Home::empty();
        let gate = Barrier::new(WRITERS);
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (home, gate) = (&home, &gate);
                scope.spawn(move || {
                    gate.wait();
                    let note = format!("first of {writer}");
                    while !is_taken(home, &note) {}
                });
            }
        });
        let list: Vec<serde_json::Value> = serde_json::from_str(&home.does("list --json")).unwrap();
        assert_eq!(list.len(), WRITERS);
        home.is_whole();
    }
}
