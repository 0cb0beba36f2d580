//! leaflog on a disk that fails, and in a process that dies: at each single
//! call that changes a file, for each command that writes. What was
//! acknowledged is there, nothing is half there, and what went wrong is said.
//!
//! `cargo test --test faults` tries some of the calls, at other places each
//! time the journal's shape changes; `LEAFLOG_PROOFS=all` tries every one, and
//! ten writers for a minute.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod disk;
mod home;
mod shim;
mod sockets;
#[path = "../terminal/mod.rs"]
mod terminal;
mod window;
mod writers;

/// Whether every call is to be tried, however long it takes.
fn all() -> bool {
    std::env::var_os("LEAFLOG_PROOFS").is_some_and(|wanted| wanted == "all")
}
