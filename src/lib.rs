//! leaflog: a private harm-reduction journal. One drawing holds the whole:
//!
//! ```text
//!  key ─► Keymap ─► Action ─► Screen::on ─► Msg ─► App::grant ─► Edit ─► Store ─► SQLite
//!         (table)   (meaning)  (no I/O)    (wish)      │                   │
//!                                                      ◄───── Journal ─────┘
//!  frame ◄─ Screen::draw(&View) ◄─ View { journal, alerts, now } ◄─ rules::holding(&journal, now)
//! ```
//!
//! The command line is the same without the first row: words become an [`Edit`].
//!
//! | layer | may use |
//! |---|---|
//! | [`domain`]: what can be written down | nothing of ours |
//! | [`store`]: the only SQL; [`stats`]: numbers; [`rules`]: warnings | domain |
//! | [`demo`]: a made-up journal | domain |
//! | [`lookups`]: what figures ask of names | rules, stats |
//! | [`plan`]: what a person means to do; [`checkins`]: questions and scores | domain, rules, stats, lookups |
//! | [`saving`]: an entry, considered before it is kept | domain, rules, stats, checkins |
//! | [`export`]: the journal in other shapes | domain, rules, stats, lookups, plan, checkins |
//! | [`cli`], [`tui`] | all of it, not each other |
//!
//! At the edges stand [`clock`], [`paths`], [`file`](mod@file), what went wrong ([`trouble`])
//! and leaflog itself going wrong ([`crash`]).
//!
//! What is never done: `domain` reads no clock, no file and no terminal; rules
//! never write; screens never see the store; nothing is async; nothing opens a
//! socket; no row holds a computed value; facts from `assets/` are never copied
//! into the journal.
//!
//! [`Edit`]: domain::edit::Edit

pub mod domain;

pub mod rules;
pub mod stats;
pub mod store;

pub mod checkins;
pub mod demo;
pub mod export;
pub mod lookups;
pub mod plan;
pub mod saving;

pub mod cli;
pub mod clock;
pub mod crash;
pub mod file;
pub mod paths;
pub mod trouble;
pub mod tui;
