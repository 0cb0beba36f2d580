//! A form that was begun and not saved.

use uuid::Uuid;

use super::Kind;
use super::field::Values;
use super::moment::Moment;

/// A half-typed form: its time is when it was begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub kind: Kind,
    pub begun: Moment,
    /// The entry it would change; none for a new one.
    pub editing: Option<Uuid>,
    pub answers: Values,
}
