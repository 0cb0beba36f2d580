//! What stands between two cells, and which decimal sign goes with it.

/// A spreadsheet in a country with a decimal comma expects semicolons, and reads
/// `0.125` as 125: the two signs belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delimiter {
    #[default]
    Comma,
    /// With a decimal comma.
    Semicolon,
    Tab,
}

impl Delimiter {
    /// As typed on the command line.
    pub const NAMES: [&str; 3] = [",", ";", "tab"];

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Delimiter> {
        match name {
            "," => Some(Delimiter::Comma),
            ";" => Some(Delimiter::Semicolon),
            "tab" => Some(Delimiter::Tab),
            _ => None,
        }
    }

    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }

    /// The decimal sign of a number that is written with a point.
    #[must_use]
    pub fn decimal_comma(self) -> bool {
        self == Delimiter::Semicolon
    }

    /// Which one a header line was written with: the sign that stands in it most
    /// often outside of quotation marks.
    #[must_use]
    pub fn of_header(header: &[u8]) -> Delimiter {
        let mut quoted = false;
        let mut counts = [0_usize; 3];
        for byte in header {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted => counts[0] += 1,
                b';' if !quoted => counts[1] += 1,
                b'\t' if !quoted => counts[2] += 1,
                _ => {}
            }
        }
        match counts {
            [commas, semicolons, tabs] if semicolons > commas && semicolons >= tabs => {
                Delimiter::Semicolon
            }
            [commas, _, tabs] if tabs > commas => Delimiter::Tab,
            _ => Delimiter::Comma,
        }
    }
}

/// `2,5` as `2.5`, where it can only be that: leaflog writes no zero at the end
/// of a decimal, so that `1,500` is not its own.
#[must_use]
pub fn with_point(cell: &str) -> Option<String> {
    let (whole, part) = cell.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_ours = digits(whole) && digits(part) && !part.ends_with('0');
    is_ours.then(|| format!("{whole}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_what_stands_between_its_cells() {
        for (header, is) in [
            ("kind,date,time", Delimiter::Comma),
            ("kind;date;time", Delimiter::Semicolon),
            ("kind\tdate\ttime", Delimiter::Tab),
            ("kind", Delimiter::Comma),
            ("\"kind,of\";date;\"a,b,c\"", Delimiter::Semicolon),
        ] {
            assert_eq!(Delimiter::of_header(header.as_bytes()), is, "{header}");
        }
    }

    #[test]
    fn a_thousand_is_never_made_a_decimal() {
        assert_eq!(with_point("2,125").as_deref(), Some("2.125"));
        for kept in ["1,500", "1,000", "1.5", "1,2,3", "1,5 g", ",5", ""] {
            assert_eq!(with_point(kept), None, "{kept}");
        }
    }
}
