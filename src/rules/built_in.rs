//! A list that comes with leaflog, read when it is first asked for. A file that
//! is being checked may stand in its place, before anything was asked.

use std::sync::OnceLock;

/// One of the lists made from `assets/`.
pub struct BuiltIn<T: 'static> {
    read: fn() -> T,
    list: OnceLock<T>,
}

impl<T> BuiltIn<T> {
    pub const fn new(read: fn() -> T) -> BuiltIn<T> {
        BuiltIn {
            read,
            list: OnceLock::new(),
        }
    }

    /// The list; what stands in its place, where anything does.
    pub fn get(&'static self) -> &'static T {
        self.list.get_or_init(self.read)
    }

    /// The list as it comes with leaflog, read anew, whatever stands in its place.
    pub fn original(&self) -> T {
        (self.read)()
    }

    /// Puts another in its place, for as long as the program runs. Too late
    /// once it was read: what was judged by one list is never judged by another.
    pub fn stand_in(&'static self, other: T) -> bool {
        self.list.set(other).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_list_stands_in_only_before_the_first_reading() {
        static READ: BuiltIn<u8> = BuiltIn::new(|| 1);
        static STOOD_IN_FOR: BuiltIn<u8> = BuiltIn::new(|| 1);
        assert_eq!(READ.get(), &1);
        assert!(!READ.stand_in(2));
        assert!(STOOD_IN_FOR.stand_in(2));
        assert_eq!((READ.get(), STOOD_IN_FOR.get()), (&1, &2));
        assert_eq!(STOOD_IN_FOR.original(), 1);
    }
}
