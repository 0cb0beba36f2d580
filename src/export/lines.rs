//! Which physical line of a text a byte stands in.

/// Counts forward through a text.
#[derive(Debug)]
pub struct Lines<'a> {
    bytes: &'a [u8],
    /// How far it has counted.
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Lines<'a> {
        Lines {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// The line, counted from 1, of the first byte at or after `place` that
    /// does not end a line. Places are asked for in rising order.
    pub fn of(&mut self, place: usize) -> u64 {
        let rest = self.bytes.get(place..).unwrap_or_default();
        let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let place = (place + skipped.count()).min(self.bytes.len());
        for at in self.at..place {
            let ends = match self.bytes[at] {
                b'\n' => true,
                b'\r' => self.bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
        self.at = self.at.max(place);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_of_line_end_counts_once() {
        let mut lines = Lines::new(b"a\nb\r\nc\rd\n\ne");
        let places = [0, 2, 5, 7, 9];
        assert_eq!(places.map(|place| lines.of(place)), [1, 2, 3, 4, 6]);
    }
}
