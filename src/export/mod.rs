//! The journal in other shapes.
