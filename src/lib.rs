//! leaflog: a private harm-reduction journal.
//!
//! ```text
//!  key ─► Keymap ─► Action ─► Screen::on ─► Msg ─► App::apply ─► Edit ─► Store ─► SQLite
//!         (table)   (meaning)  (no I/O)    (wish)      │                   │
//!                                                      ◄───── Journal ─────┘
//!  frame ◄─ Screen::draw(&View) ◄─ View { journal, alerts, now } ◄─ rules::holding(&journal, now)
//! ```

pub mod domain;

pub mod rules;
pub mod stats;
pub mod store;

pub mod export;

pub mod cli;
pub mod clock;
pub mod demo;
pub mod paths;
pub mod saving;
pub mod trouble;
pub mod tui;
