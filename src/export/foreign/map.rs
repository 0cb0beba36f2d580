//! A spreadsheet of one's own, read through a mapping of its columns.

use chrono::TimeDelta;
use uuid::{ContextV7, Timestamp, Uuid};

use super::super::cell;
use super::super::merge::Row;
use super::super::read_csv;
use super::super::wrong::{Place, Wrong};
use super::dates::{self, Order, Read};
use super::mapping::{Mapping, Taken};
use super::sheet::Sheet;
use super::{Foreign, Wrongs};
use crate::domain::amount;
use crate::domain::field::{Invalid, Values};
use crate::domain::moment::{Moment, When};
use crate::domain::text::{one_line, quoted};
use crate::domain::{Entry, Kind};

/// How a table is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What `--map` was given, each time.
    pub pairs: &'a [String],
    /// What `--dates` says of dates that can be read in two ways.
    pub order: Option<Order>,
}

/// Reads a table.
///
/// # Errors
/// Everything that is wrong, in order of line; then no row is given.
pub fn read(bytes: &[u8], asked: Asked, when: &When) -> Result<Foreign, Vec<Wrong>> {
    let sheet = Sheet::read(bytes)?;
    let mapping = Mapping::read(asked.pairs, &sheet)?;
    let mut table = Table::new(mapping, asked.order, *when)?;
    if sheet.above > 0 {
        let above = "lines above the names".to_owned();
        table.read.not_taken.insert(above, sheet.above);
    }
    for (line, record) in &sheet.rows {
        table.row(record, *line);
    }
    table.end()
}

struct Table {
    mapping: Mapping,
    /// `g` or `mg`, where the name of the column says it.
    unit: Option<&'static str>,
    kind: Option<Kind>,
    order: Option<Order>,
    when: When,
    ids: ContextV7,
    wrong: Wrongs,
    read: Foreign,
    /// Rows whose number had its unit from the name of the column.
    by_header: usize,
    /// Doses whose amount had a word like "ca." before it.
    guessed: usize,
    twice: usize,
}

/// A fault, and whether one word on the command line mends it for every row.
struct Fault {
    invalid: Invalid,
    everywhere: bool,
}

impl From<Invalid> for Fault {
    fn from(invalid: Invalid) -> Fault {
        Fault {
            invalid,
            everywhere: false,
        }
    }
}

impl Table {
    fn new(mapping: Mapping, order: Option<Order>, when: When) -> Result<Table, Vec<Wrong>> {
        let kind = settled_kind(&mapping).map_err(|wrong| vec![wrong])?;
        let mut settled = Vec::new();
        if kind == Some(Kind::Dose) && !mapping.says("kind") {
            settled.push("each row is a dose (kind:=substance in --map says otherwise)".to_owned());
        }
        Ok(Table {
            unit: unit_of(&mapping),
            kind,
            mapping,
            order,
            when,
            ids: ContextV7::new(),
            wrong: Wrongs::default(),
            read: Foreign {
                settled,
                ..Foreign::default()
            },
            by_header: 0,
            guessed: 0,
            twice: 0,
        })
    }

    fn row(&mut self, record: &csv::StringRecord, line: u64) {
        for (place, name) in &self.mapping.untaken {
            if record
                .get(*place)
                .is_some_and(|cell| !cell.trim().is_empty())
            {
                let name = match name.as_str() {
                    "" => format!("column {} (no name)", place + 1),
                    name => one_line(name),
                };
                *self.read.not_taken.entry(name).or_default() += 1;
            }
        }
        if !self.says_more_than_when(record) {
            self.read.leave("rows that say nothing but when");
            return;
        }
        match self.entry(record) {
            Ok(entry) => self.read.rows.push(Row {
                place: Place::Line(line),
                id: None,
                entry,
            }),
            Err(fault) => {
                let wrong = Wrong::new(
                    Place::Line(line),
                    self.label(fault.invalid.field),
                    fault.invalid.why,
                    fault.invalid.hint,
                );
                if fault.everywhere {
                    self.wrong.add_few(wrong);
                } else {
                    self.wrong.add(wrong);
                }
            }
        }
    }

    fn says_more_than_when(&self, record: &csv::StringRecord) -> bool {
        let when = ["date", "time", "at", "utc_offset"];
        let only_when = self.mapping.taken.iter().all(|it| when.contains(&it.to));
        let full = |it: &Taken| {
            record
                .get(it.place)
                .is_some_and(|cell| !cell.trim().is_empty())
        };
        only_when
            || self
                .mapping
                .taken
                .iter()
                .any(|it| !when.contains(&it.to) && full(it))
    }

    /// `Grams (amount)`: as the file calls it, and as leaflog does.
    fn label(&self, field: &str) -> String {
        let both =
            |it: &&Taken| it.to == field || (it.to == "at" && matches!(field, "date" | "time"));
        match self.mapping.taken.iter().find(both) {
            Some(it) if it.header.eq_ignore_ascii_case(field) => field.to_owned(),
            Some(it) => format!("{} ({field})", one_line(&it.header)),
            None => field.to_owned(),
        }
    }

    fn entry(&mut self, record: &csv::StringRecord) -> Result<Entry, Fault> {
        let mut values = self.values(record)?;
        let kind = match values.remove("kind") {
            Some(typed) => Kind::parse(&typed)?,
            None => self
                .kind
                .ok_or_else(|| Invalid::new("kind", "is missing", "write one, like dose"))?,
        };
        self.settle_when(&mut values)?;
        self.settle_night(&mut values)?;
        self.settle_unit(kind, &mut values)?;
        read_csv::belongs(kind, &values)?;
        let mut entry = Entry::parse(self.new_id(), kind, &values, &self.when)
            .map_err(|wrong| what_to_add(wrong, &self.mapping))?;
        read_csv::agrees(&entry, &values, &self.when)?;
        if kind == Kind::Dose && values.get("form").is_none() {
            self.read.assumed_form.insert(entry.id);
        }
        entry.changed = self.when.now;
        let mut amounts = ["amount", "count"]
            .into_iter()
            .filter_map(|it| values.get(it));
        self.guessed += usize::from(
            kind == Kind::Dose && amounts.any(|amount| amount::guessed(amount).is_some()),
        );
        self.twice +=
            usize::from(values.get("utc_offset").is_none() && comes_again(entry.at, &self.when));
        Ok(entry)
    }

    fn values(&self, record: &csv::StringRecord) -> Result<Values, Invalid> {
        let mut values: Values = self.mapping.constants.iter().cloned().collect();
        let mut notes: Vec<String> = Vec::new();
        let many = self.mapping.columns_of("note") > 1;
        for it in &self.mapping.taken {
            let cell = record.get(it.place).unwrap_or_default();
            if cell.trim().is_empty() {
                continue;
            }
            let text = if cell::TEXTS.contains(&it.to) {
                cell::read(cell)
            } else {
                cell
            };
            match it.to {
                "note" if many => notes.push(format!("{}: {}", it.header, text.trim())),
                "note" => notes.push(text.to_owned()),
                to => values.set(to, one_line_of(to, text)?),
            }
        }
        if !notes.is_empty() {
            values.set("note", notes.join("\n"));
        }
        Ok(values)
    }

    /// Date and time, wherever they stand, as leaflog writes them.
    fn settle_when(&self, values: &mut Values) -> Result<(), Fault> {
        let (field, typed) = match (values.remove("at"), values.remove("date")) {
            (Some(at), _) => ("at", at),
            (None, Some(date)) => ("date", date),
            (None, None) if values.get("up_at").is_some_and(|up| up.len() > 10) => return Ok(()),
            (None, None) => {
                return Err(Invalid::new("date", "is missing", "write it like 2026-11-20").into());
            }
        };
        if let Ok(at) = chrono::DateTime::parse_from_rfc3339(typed.trim()) {
            values.set("date", at.date_naive().to_string());
            values.set("time", at.format("%H:%M").to_string());
            values.set("utc_offset", format!("UTC{}", at.offset()));
            return Ok(());
        }
        let (day, hour) = dates::halves(&typed);
        values.set("date", self.date(field, day)?);
        if let Some(time) = values.remove("time") {
            values.set("time", clock("time", &time)?);
            if !hour.is_empty() && clock(field, hour)? != "00:00" {
                return Err(Invalid::new(
                    field,
                    format!("{} says a time too", quoted(&typed)),
                    "map it as at, or map no other column as time",
                )
                .into());
            }
        } else if !hour.is_empty() {
            values.set("time", clock(field, hour)?);
        }
        Ok(())
    }

    /// The times of a night, and the last day of what lasted.
    fn settle_night(&self, values: &mut Values) -> Result<(), Fault> {
        for field in ["bed_at", "try_at", "wake_at", "up_at"] {
            let Some(typed) = values.remove(field) else {
                continue;
            };
            let (day, hour) = dates::halves(&typed);
            let says = match (dates::clock(&typed), hour) {
                (Some(time), _) => time.format("%H:%M").to_string(),
                (None, "") => typed,
                (None, hour) => format!("{}T{}", self.date(field, day)?, clock(field, hour)?),
            };
            values.set(field, says);
        }
        if let Some(typed) = values.remove("until") {
            values.set("until", self.date("until", dates::halves(&typed).0)?);
        }
        Ok(())
    }

    fn date(&self, field: &'static str, typed: &str) -> Result<String, Fault> {
        let wrong = |why: String, hint: &str| Invalid::new(field, why, hint);
        match dates::date(typed, self.order) {
            Read::Date(date) => Ok(date.to_string()),
            Read::TwoWays => Err(Fault {
                invalid: wrong(
                    format!("{} can be read in two ways", quoted(typed)),
                    "add --dates dmy where the day stands first, --dates mdy where the month does, or --dates ymd",
                ),
                everywhere: true,
            }),
            Read::NotInCalendar => Err(wrong(
                format!("{} is not in the calendar", quoted(typed)),
                "write a day there is, like 2026-11-20; --dates dmy|mdy|ymd says which part is which",
            )
            .into()),
            Read::NoDate => Err(wrong(
                format!("{} is not a date", quoted(typed)),
                "write it like 2026-11-20, 20.11.2026 or 20 Nov 2026; take a row of totals out",
            )
            .into()),
        }
    }

    /// A bare number is a weight only where something says so.
    fn settle_unit(&mut self, kind: Kind, values: &mut Values) -> Result<(), Fault> {
        let bare = values.get("amount").filter(|amount| {
            let last = amount.trim_end().chars().next_back();
            last.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        });
        let Some(amount) = bare.map(str::to_owned) else {
            return Ok(());
        };
        let measured = matches!(
            kind,
            Kind::Dose | Kind::Substance | Kind::Medicine | Kind::Product
        );
        if !measured || values.get("unit").is_some() {
            return Ok(());
        }
        if let Some(unit) = self.unit {
            values.set("unit", unit);
            self.by_header += 1;
        } else if matches!(kind, Kind::Dose | Kind::Product) {
            return Err(Fault {
                invalid: Invalid::new(
                    "amount",
                    format!("{} has no unit", quoted(&amount)),
                    "add unit:=g or unit:=mg to --map, or count_unit:=capsules and map the column as count",
                ),
                everywhere: true,
            });
        }
        Ok(())
    }

    /// New ids rise in the order of the rows.
    fn new_id(&self) -> Uuid {
        let now = self.when.now;
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(
            &self.ids,
            seconds,
            now.timestamp_subsec_nanos(),
        ))
    }

    fn end(mut self) -> Result<Foreign, Vec<Wrong>> {
        self.wrong.end()?;
        let settled = &mut self.read.settled;
        let amounts = self.mapping.taken.iter().find(|it| it.to == "amount");
        if let (Some(unit), Some(it)) = (self.unit.filter(|_| self.by_header > 0), amounts) {
            let unit = if unit == "g" { "grams" } else { "milligrams" };
            settled.push(format!(
                "numbers in {} are {unit}, as its name says",
                quoted(&it.header)
            ));
        }
        if self.guessed > 0 {
            let n = self.guessed;
            settled.push(format!(
                "amounts like \"ca. 3 g\" or \"~3 g\" are estimated, in {n}"
            ));
        }
        if !self.read.assumed_form.is_empty() {
            settled.push("the form is powder (form:=capsule in --map says otherwise)".to_owned());
        }
        settled.extend(hour_twice(self.twice));
        Ok(self.read)
    }
}

/// What `kind` is where no cell says it: as said for all, else a dose, unless
/// the columns are those of something else.
fn settled_kind(mapping: &Mapping) -> Result<Option<Kind>, Wrong> {
    let wrong = |invalid: Invalid| {
        Wrong::new(
            Place::Whole,
            "--map",
            format!("kind: {}", invalid.why),
            invalid.hint,
        )
    };
    if let Some((_, typed)) = mapping.constants.iter().find(|(to, _)| *to == "kind") {
        return Kind::parse(typed).map(Some).map_err(wrong);
    }
    if mapping.says("kind") {
        return Ok(None);
    }
    let of_a_dose = |to: &str| {
        matches!(to, "date" | "time" | "at" | "utc_offset" | "note" | "unit")
            || Kind::Dose.fields().iter().any(|field| field.name == to)
            || matches!(to, "count" | "count_unit")
    };
    let amount = ["amount", "count", "mitragynine_mg", "hydroxy_mg"];
    let all = mapping.taken.iter().all(|it| of_a_dose(it.to));
    if all && amount.iter().any(|to| mapping.says(to)) {
        return Ok(Some(Kind::Dose));
    }
    Err(wrong(Invalid::new(
        "kind",
        "is missing",
        "say what every row is, like kind:=substance, or map the column that does",
    )))
}

/// A cell of one line; what hides in it is refused.
fn one_line_of(field: &'static str, text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err(Invalid::new(
            field,
            "holds a line break or a control character",
            "write it on one line, in plain text",
        ));
    }
    Ok(text.to_owned())
}

fn clock(field: &'static str, typed: &str) -> Result<String, Invalid> {
    let time = dates::clock(typed).ok_or_else(|| {
        Invalid::new(
            field,
            format!("{} is not a time", quoted(typed)),
            "write it like 21:05 or 9:05 PM",
        )
    })?;
    Ok(time.format("%H:%M").to_string())
}

/// `g` or `mg`, where the name of the amounts says one of them: `Grams`,
/// `Dose (mg)`, `amount_g`.
fn unit_of(mapping: &Mapping) -> Option<&'static str> {
    let it = mapping.taken.iter().find(|it| it.to == "amount")?;
    let lower = it.header.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let (mut grams, mut milligrams) = (false, false);
    for word in &mut words {
        grams |= matches!(word, "g" | "gram" | "grams" | "gramm");
        milligrams |= matches!(
            word,
            "mg" | "mgs" | "milligram" | "milligrams" | "milligramm"
        );
    }
    match (grams, milligrams) {
        (true, false) => Some("g"),
        (false, true) => Some("mg"),
        _ => None,
    }
}

/// Where no cell says the time, one pair may say it for all such rows.
fn what_to_add(wrong: Invalid, mapping: &Mapping) -> Invalid {
    let hint = match (wrong.field, wrong.why.as_str()) {
        ("time", "is missing") if mapping.says("time") => {
            "write it into that cell, or add one for all rows without a time to --map, like time:=12:00"
        }
        ("time", "is missing") => {
            "map the column that says it, or say one for all rows, like time:=12:00"
        }
        _ => return wrong,
    };
    Invalid {
        hint: hint.to_owned(),
        ..wrong
    }
}

/// Whether the clock showed this time twice, and this is the first of them.
pub(super) fn comes_again(at: Moment, when: &When) -> bool {
    let again = when.zone.at(at.to_utc() + TimeDelta::hours(1));
    again.naive_local() == at.naive_local()
}

/// Said of times in the hour that clocks go through twice.
pub(super) fn hour_twice(n: usize) -> Option<String> {
    (n > 0).then(|| format!("the earlier of an hour that came twice, in {n}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::when;

    fn read_as(text: &str, pairs: &str, order: Option<Order>) -> Result<Foreign, Vec<Wrong>> {
        let pairs = [pairs.to_owned()];
        read(
            text.as_bytes(),
            Asked {
                pairs: &pairs,
                order,
            },
            &when(),
        )
    }

    fn rows(text: &str, pairs: &str) -> Vec<String> {
        let read = read_as(text, pairs, None).unwrap();
        let says = |row: &Row| format!("{} {}", row.entry.at.format("%d %H:%M"), row.entry.says());
        read.rows.iter().map(says).collect()
    }

    fn wrong(text: &str, pairs: &str) -> String {
        let wrong = read_as(text, pairs, None).unwrap_err();
        wrong
            .iter()
            .map(|it| it.say("s.csv"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_bare_number_is_grams_only_where_something_says_so() {
        let g = "Day,Time,Grams\n2026-11-18,9:05 PM,3\n";
        assert_eq!(
            rows(g, "Day=date,Time=time,Grams=amount"),
            ["18 21:05 dose 3 g powder"]
        );
        let mg = "Day;Time;Dose (mg)\n18.11.2026;21:05;3000\n";
        assert_eq!(
            rows(mg, "Day=date,Time=time,Dose (mg)=amount"),
            ["18 21:05 dose 3 g powder"]
        );
        let none = "Day,Time,Dose\n2026-11-18,21:05,3000\n";
        assert!(wrong(none, "Day=date,Time=time,Dose=amount").starts_with(
            "s.csv:2: Dose (amount): \"3000\" has no unit; add unit:=g or unit:=mg to --map"
        ));
        assert_eq!(
            rows(
                none,
                "Day=date,Time=time,Dose=amount,unit:=mg,form:=capsule"
            ),
            ["18 21:05 dose 3 g capsule"]
        );
        let own = "Day,Time,Dose\n2026-11-18,21:05,\"3,5 g\"\n2026-11-18,22:05,2 scoops\n";
        assert_eq!(
            rows(own, "Day=date,Time=time,Dose=amount"),
            [
                "18 21:05 dose 3.5 g powder",
                "18 22:05 dose 2 scoops, powder"
            ]
        );
    }

    #[test]
    fn columns_that_are_not_mapped_are_counted() {
        let text = "When,g,Mood,Weather,\n2026-11-18 21:05,3,4,,x\n2026-11-19 21:05,3,,rain,\n2026-11-19 22:05,,2,,\n";
        let read = read_as(text, "When=at,g=amount", None).unwrap();
        let left: Vec<String> = read
            .not_taken
            .iter()
            .map(|(what, n)| format!("{what} {n}"))
            .collect();
        assert_eq!(
            left,
            [
                "Mood 2",
                "Weather 1",
                "column 5 (no name) 1",
                "rows that say nothing but when 1"
            ]
        );
        assert_eq!(read.rows.len(), 2);
    }

    #[test]
    fn other_kinds_and_several_notes() {
        let text = "Day,Time,What,How much,Why,Felt\n2026-11-18,21:05,wine,2 glasses,party,fine\n";
        let pairs = "Day=date,Time=time,What=name,How much=amount,Why=note,Felt=note";
        assert!(wrong(text, pairs).contains("--map: kind: is missing; say what every row is"));
        let read = read_as(text, &format!("{pairs},kind:=substance"), None).unwrap();
        assert_eq!(read.rows[0].entry.says(), "other wine, 2 glasses");
        assert_eq!(
            read.rows[0].entry.note.as_deref(),
            Some("Why: party\nFelt: fine")
        );
        let night = "Day;To bed;Up;Rating\n18.11.2026;11:30 PM;7:10 AM;6\n";
        assert_eq!(
            rows(
                night,
                "Day=date,To bed=bed_at,Up=up_at,Rating=quality,kind:=sleep"
            ),
            ["18 07:10 night 23:30 to 07:10"]
        );
    }

    #[test]
    fn every_bad_cell_is_named() {
        let text = "Day,Time,Grams\n30.02.2026,21:05,2\n5/11/2026,21:05,2\n2026-11-18,25:00,2\n2026-11-18,21:05,-2\n2026-11-18,21:05,2 oz\n2026-11-22,21:05,2\n2026-03-29,02:30,2\nTotal,,12\n,21:05,2\n";
        let says = wrong(text, "Day=date,Time=time,Grams=amount");
        for says_it in [
            "s.csv:2: Day (date): \"30.02.2026\" is not in the calendar",
            "s.csv:3: Day (date): \"5/11/2026\" can be read in two ways; add --dates dmy",
            "s.csv:4: time: \"25:00\" is not a time",
            "s.csv:5: Grams (amount): \"-2 g\" is below zero",
            "s.csv:6: Grams (amount): \"2 oz\" is not a weight",
            "s.csv:7: time: Sun 22 Nov 2026 21:05 is in the future",
            "s.csv:8: time: Sun 29 Mar 2026 02:30 does not exist: the clock jumped over it",
            "s.csv:9: Day (date): \"Total\" is not a date",
            "s.csv:10: Day (date): is missing",
        ] {
            assert!(says.contains(says_it), "{says_it}\n{says}");
        }
    }

    #[test]
    fn an_hour_that_came_twice_is_said() {
        let text = "At,Grams\n2026-10-25 02:30,2\n2026-10-25T02:30:00+01:00,2\n";
        let read = read_as(text, "At=at,Grams=amount", None).unwrap();
        let at: Vec<String> = read
            .rows
            .iter()
            .map(|row| row.entry.at.to_rfc3339())
            .collect();
        assert_eq!(
            at,
            ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
        );
        assert!(
            read.settled.iter().any(|it| it.contains("came twice")),
            "{:?}",
            read.settled
        );
    }

    #[test]
    fn a_row_without_its_time_is_told_what_to_add() {
        let text = "Day,Time,Grams\n2026-11-18,,2\n";
        assert!(wrong(text, "Day=date,Time=time,Grams=amount").contains("time: is missing; write it into that cell, or add one for all rows without a time to --map, like time:=12:00"));
        assert_eq!(
            rows(text, "Day=date,Time=time,Grams=amount,time:=12:00"),
            ["18 12:00 dose 2 g powder"]
        );
    }

    #[test]
    fn without_a_time_one_may_be_said_for_all() {
        let text = "Day,Grams\n2026-11-18,2\n";
        assert!(wrong(text, "Day=date,Grams=amount").contains("time: is missing; map the column that says it, or say one for all rows, like time:=12:00"));
        assert_eq!(
            rows(text, "Day=date,Grams=amount,time:=12:00"),
            ["18 12:00 dose 2 g powder"]
        );
    }
}
