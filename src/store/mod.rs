//! The only SQL: open, load, apply, undo.
