//! Which column of a table says what: `Date=date,Grams=amount,kind:=dose`.

use super::super::wrong::{Place, Wrong};
use super::sheet::Sheet;
use crate::domain::field::columns;
use crate::domain::{meant, text};

/// A column of the table that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    pub place: usize,
    pub header: String,
    pub to: &'static str,
}

/// A mapping that fits a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mapping {
    pub taken: Vec<Taken>,
    /// What every row says, where its own cell is empty.
    pub constants: Vec<(&'static str, String)>,
    /// Columns that nothing was said of; a place without a name has none.
    pub untaken: Vec<(usize, String)>,
}

impl Mapping {
    /// Reads the pairs and finds their columns.
    ///
    /// # Errors
    /// Every pair that is none, names no column, or names one twice.
    pub fn read(typed: &[String], sheet: &Sheet) -> Result<Mapping, Vec<Wrong>> {
        let mut mapping = Mapping::default();
        let mut wrong = Vec::new();
        for pair in typed.iter().flat_map(|typed| pairs(typed)) {
            if let Err(misfit) = mapping.take(&pair, sheet) {
                wrong.push(misfit);
            }
        }
        if mapping.says("at") && (mapping.says("date") || mapping.says("time")) {
            wrong.push(refused(
                "at says date and time, and so do date and time",
                "keep one of the two ways",
            ));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let places = sheet.header.iter().enumerate();
        let free = places.filter(|(place, _)| mapping.taken.iter().all(|it| it.place != *place));
        mapping.untaken = free.map(|(place, name)| (place, name.clone())).collect();
        Ok(mapping)
    }

    /// Whether any column or constant says this.
    pub fn says(&self, to: &str) -> bool {
        self.taken.iter().any(|it| it.to == to)
            || self.constants.iter().any(|(name, _)| *name == to)
    }

    /// How many columns say this.
    pub fn columns_of(&self, to: &str) -> usize {
        self.taken.iter().filter(|it| it.to == to).count()
    }

    fn take(&mut self, pair: &str, sheet: &Sheet) -> Result<(), Wrong> {
        // A header may end in a colon itself: "Date:=date".
        let constant = pair
            .split_once(":=")
            .filter(|(name, _)| sheet.column(&format!("{}:", name.trim())).is_none());
        if let Some((to, value)) = constant {
            let to = target(to)?;
            if self.constants.iter().any(|(name, _)| *name == to) {
                return Err(refused(
                    format!("{to} is said twice"),
                    "keep one of the two",
                ));
            }
            self.constants.push((to, value.trim().to_owned()));
            return Ok(());
        }
        let Some((header, to)) = pair.rsplit_once('=') else {
            return Err(refused(
                format!("{} says no pair", text::quoted(pair)),
                "write pairs of a column of the file and one of leaflog, like \"Date=date,Grams=amount\"",
            ));
        };
        let to = target(to)?;
        let Some(place) = sheet.only(header)? else {
            return Err(no_column(header.trim(), sheet));
        };
        if to != "note" && self.columns_of(to) > 0 {
            return Err(refused(
                format!("{to} is said by two columns"),
                "keep one of the two; only note may be several",
            ));
        }
        self.taken.push(Taken {
            place,
            header: sheet.header[place].clone(),
            to,
        });
        Ok(())
    }
}

/// The pairs of one text. A piece without a sign of its own belongs to the name
/// behind it, which may hold a comma.
fn pairs(typed: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    let mut begun = String::new();
    for piece in typed.split(',') {
        begun.push_str(piece);
        if piece.contains('=') {
            pairs.push(std::mem::take(&mut begun));
        } else {
            begun.push(',');
        }
    }
    let rest = begun.trim_end_matches(',').trim();
    if !rest.is_empty() {
        pairs.push(rest.to_owned());
    }
    pairs
}

/// A column of leaflog, or `at`.
fn target(typed: &str) -> Result<&'static str, Wrong> {
    let lower = typed.trim().to_lowercase();
    let mut known: Vec<&'static str> = columns().iter().copied().filter(|it| *it != "id").collect();
    known.push("at");
    known
        .iter()
        .find(|name| **name == lower)
        .copied()
        .ok_or_else(|| {
            refused(
                format!(
                    "{} is no column of leaflog{}",
                    text::quoted(typed.trim()),
                    meant(&lower, &known)
                ),
                format!("write one of {}", known.join(", ")),
            )
        })
}

fn no_column(header: &str, sheet: &Sheet) -> Wrong {
    let names: Vec<&str> = sheet
        .header
        .iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let near = meant(&header.to_lowercase(), &lower);
    // Said as the file writes it.
    let near = names.iter().zip(&lower).find_map(|(name, lower)| {
        (near == format!(". Did you mean {lower}?")).then(|| format!(". Did you mean {name}?"))
    });
    refused(
        format!(
            "{} is no column of the file{}",
            text::quoted(header),
            near.unwrap_or_default()
        ),
        format!("it has {}", text::one_line(&names.join(", "))),
    )
}

fn refused(why: impl Into<String>, hint: impl Into<String>) -> Wrong {
    Wrong::new(Place::Whole, "--map", why, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(names: &str) -> Sheet {
        Sheet::read(names.as_bytes()).unwrap()
    }

    fn said(typed: &str, names: &str) -> String {
        match Mapping::read(&[typed.to_owned()], &sheet(names)) {
            Ok(mapping) => {
                let taken = mapping
                    .taken
                    .iter()
                    .map(|it| format!("{}>{}", it.header, it.to));
                let constants = mapping
                    .constants
                    .iter()
                    .map(|(to, value)| format!("{to}={value}"));
                taken.chain(constants).collect::<Vec<_>>().join(" ")
            }
            Err(wrong) => wrong
                .iter()
                .map(|it| it.say("s.csv"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    #[test]
    fn pairs_find_their_columns() {
        let names = "Date;Amount, g;Date:;x=y\n";
        assert_eq!(
            said(" date =date, amount, g = Amount", names),
            "Date>date Amount, g>amount"
        );
        assert_eq!(
            said("Date:=date,x=y=note,kind:=dose", names),
            "Date:>date x=y>note kind=dose"
        );
    }

    #[test]
    fn what_is_not_there_is_named() {
        let names = "Date,Grams,Mood,Mood\n";
        for (typed, says) in [
            (
                "Grms=amount",
                "s.csv: --map: \"Grms\" is no column of the file. Did you mean Grams?; it has Date, Grams, Mood, Mood",
            ),
            (
                "Grams=amout",
                "\"amout\" is no column of leaflog. Did you mean amount?; write one of kind, date",
            ),
            ("Grams=id", "\"id\" is no column of leaflog"),
            ("Date", "\"Date\" says no pair; write pairs"),
            ("Date=date,Grams=date", "date is said by two columns"),
            ("Date=at,Grams=time", "at says date and time"),
            (
                "Mood=note",
                "s.csv:1: Mood: stands twice in the header; rename one of the two columns",
            ),
            ("kind:=dose,kind:=note", "kind is said twice"),
        ] {
            assert!(
                said(typed, names).contains(says),
                "{typed}: {}",
                said(typed, names)
            );
        }
    }
}
