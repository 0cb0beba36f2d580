//! The terminal UI: a key finds its meaning in a table, a screen turns meaning
//! into a wish, and one function grants wishes.
//!
//! ```text
//!  key ─► Keymap ─► Action ─► Screen::on ─► Msg ─► App::apply ─► Store
//!         (table)   (meaning)  (no I/O)    (wish)      │
//!  frame ◄─ Screen::draw ◄─ View { journal, alerts, now, … }
//! ```
//!
//! What stands over a screen (a form, a card, the help) answers first, then what
//! works everywhere, then the screen.

pub mod action;
pub mod app;
mod copying;
mod form;
pub mod gate;
pub mod keymap;
pub mod msg;
mod overlay;
pub mod program;
mod screens;
mod secret;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod widgets;

use anyhow::Result;

use crate::clock;
use crate::paths::Paths;
use crate::store::{Passphrase, Store, keep_out_of_swap};
use app::Around;
use program::Program;
use theme::{Palette, Signs, Theme};

/// How the terminal is to be drawn on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    pub palette: Palette,
    pub signs: Signs,
}

/// Opens the journal and shows it until the person quits.
///
/// # Errors
/// The journal could not be opened, or the terminal could not be used.
pub fn run(paths: Paths, key: Option<Passphrase>, options: Options) -> Result<()> {
    keep_out_of_swap()?;
    let (around, theme) = setting(options)?;
    let program = Program::open(paths, key, around, theme, clock::running())?;
    terminal::run(program)
}

/// Shows a journal that is open already until the person quits.
///
/// # Errors
/// The journal could not be read, or the terminal could not be used.
pub fn run_on(store: Store, options: Options) -> Result<()> {
    let (around, theme) = setting(options)?;
    terminal::run(Program::made_up(store, around, theme, clock::running())?)
}

fn setting(options: Options) -> Result<(Around, Theme)> {
    let around = Around {
        now: clock::now()?,
        zone: clock::zone,
    };
    Ok((around, Theme::load(options.palette, options.signs)?))
}
