//! What a cell of a spreadsheet may hold: a text that would run as a formula
//! is written behind an apostrophe, and read back without it.

/// The columns that hold free text; all others are dates, numbers and words of
/// closed lists.
pub const TEXTS: [&str; 6] = ["name", "unit", "product", "note", "batch", "count_unit"];

/// Whether a text needs the apostrophe: it begins like a formula, or with an
/// apostrophe itself, so that the way back is exact.
#[must_use]
pub fn needs_apostrophe(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])
}

/// The text as it was before it was written: without the apostrophe, where one
/// was put.
#[must_use]
pub fn read(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if needs_apostrophe(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_is_taken_off_only_where_one_was_put() {
        assert!(needs_apostrophe("=SUM(A1)"));
        assert!(!needs_apostrophe("2 = 2"));
        assert_eq!(read("'=SUM(A1)"), "=SUM(A1)");
        assert_eq!(read("''tis"), "'tis");
        assert_eq!(read("'tis"), "'tis");
        assert_eq!(read("'"), "'");
        assert_eq!(read("''"), "'");
    }
}
