//! What one hands to a clinician.

pub mod charts;
