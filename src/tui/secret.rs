//! A passphrase while it is typed: shown as dots, wiped when it is let go.

use zeroize::Zeroizing;

/// Room from the start, so that what grows leaves no copies behind.
const ROOM: usize = 1024;

/// What was typed so far.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Default for Secret {
    fn default() -> Secret {
        Secret(Zeroizing::new(String::with_capacity(ROOM)))
    }
}

impl Secret {
    pub fn push(&mut self, text: &str) {
        if self.0.len() + text.len() > self.0.capacity() {
            let mut more = String::with_capacity((self.0.len() + text.len()) * 2);
            more.push_str(&self.0);
            self.0 = Zeroizing::new(more);
        }
        self.0.push_str(text);
    }

    pub fn pop(&mut self) {
        self.0.pop();
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many dots stand for it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.chars().count()
    }

    #[must_use]
    pub fn take(&mut self) -> Zeroizing<String> {
        std::mem::take(self).0
    }
}

impl PartialEq<Zeroizing<String>> for Secret {
    fn eq(&self, other: &Zeroizing<String>) -> bool {
        *self.0 == **other
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_never_said() {
        let mut secret = Secret::default();
        secret.push("сад");
        secret.pop();
        secret.push(&"x".repeat(5000));
        assert_eq!(secret.len(), 5002);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert!(secret.take().starts_with("саx"));
        assert!(secret.is_empty());
    }
}
