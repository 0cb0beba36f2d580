//! What one hands to a clinician: one page of HTML that needs nothing else. Two
//! printed pages in the order they ask, then an appendix with the numbers and a
//! page of method.
//!
//! Every number is counted in `figures`, by the code that counts it for
//! `summary`; the files beside it put them into words; `assets/report/` lays
//! them out and escapes them.

mod asked;
mod body;
pub mod charts;
mod figures;
mod kratom;
mod method;
mod others;
mod part;
mod person;
mod record;
mod says;
mod words;

use askama::Template;

use crate::domain::Kind;
use crate::domain::journal::Journal;
use crate::export::csv::Notes;
use crate::stats::words::counted;
use charts::Chart;
use figures::Figures;
use method::Term;
use part::{Part, Row, Sheet};
use words::Words;

pub use asked::{Asked, Paper, free_line, kinds};

/// Everything that stands on the page.
#[derive(Debug, Template)]
#[template(path = "report/report.html")]
pub struct Report {
    pub title: String,
    /// Who, when, what for, what was left out.
    pub head: Vec<Row>,
    /// The figures that are asked first.
    pub short: Vec<Row>,
    /// What changes the risk, before all else.
    pub risk: Vec<Part>,
    pub kratom: Vec<Part>,
    pub charts: Vec<Chart>,
    pub rest: Vec<Part>,
    pub appendix: Vec<Sheet>,
    pub terms: Vec<Term>,
    pub sources: Sheet,
    pub version: &'static str,
    pub zone: String,
    pub paper: &'static str,
}

/// The page of what is asked.
///
/// # Errors
/// It could not be laid out.
pub fn html(journal: &Journal, asked: &Asked) -> Result<String, askama::Error> {
    Report::of(journal, asked).render()
}

impl Report {
    /// Counts and says everything.
    #[must_use]
    pub fn of(journal: &Journal, asked: &Asked) -> Report {
        let shown = asked.part_of(journal);
        let journal = shown.as_ref().unwrap_or(journal);
        let figures = Figures::of(journal, asked);
        let (risk, rest) = parts(&figures);
        let mut report = Report {
            title: format!("Kratom journal, {}", says::stretch(asked.from, asked.to)),
            head: head(&figures),
            short: short(&figures),
            risk,
            kratom: kratom(&figures),
            charts: charts(&figures),
            rest,
            appendix: Vec::new(),
            terms: method::terms(&figures),
            sources: method::read(&figures),
            version: env!("CARGO_PKG_VERSION"),
            zone: asked.zone(),
            paper: asked.paper.css(),
        };
        report.fill_appendix();
        report
    }

    /// What is too long for the first pages goes to the appendix, after the
    /// numbers of the charts.
    fn fill_appendix(&mut self) {
        let parts = self.risk.iter_mut().chain(&mut self.kratom);
        let parts = parts.chain(&mut self.rest);
        let sheets = parts.flat_map(|part| part.tables.iter_mut());
        let long = sheets.filter_map(Sheet::split);
        self.appendix = long.collect();
    }
}

fn head(of: &Figures) -> Vec<Row> {
    let mut part = Part::default();
    let asked = of.asked;
    let unsaid = || Words::of("not said");
    let name = asked.name.as_deref().map_or_else(unsaid, Words::own);
    part.row("", "Made by", name, "");
    let days = counted(of.summary.days, "day", "days");
    let usual = if asked.is_usual {
        " (the last 30: no others were asked for)"
    } else {
        ""
    };
    let stretch = says::stretch(asked.from, asked.to);
    part.row("", "Days", format!("{stretch}, {days}{usual}"), "");
    let visit = asked.visit.as_deref();
    let visit = visit.map_or_else(unsaid, |visit| Words::cut(visit, 200));
    part.row("", "Wanted from the visit", visit, "");
    let made = says::at(asked.when.moment());
    part.row("", "Made on", format!("{made} ({})", asked.zone()), "");
    if let Some(left) = left_out(asked) {
        part.row("", "Left out, as was asked", left, "");
    }
    part.rows
}

/// What the person asked to leave out.
fn left_out(asked: &Asked) -> Option<String> {
    let mut left: Vec<&str> = Vec::new();
    if asked.notes == Notes::Without {
        left.push("all notes");
    }
    if asked.only.is_some() {
        let kinds = Kind::ALL.into_iter().filter(|kind| !asked.shows(*kind));
        let kinds = kinds.filter(|kind| *kind != Kind::Note || asked.notes == Notes::With);
        left.extend(kinds.map(plural));
    }
    (!left.is_empty()).then(|| {
        let what = left.join(", ");
        format!("{what}. Nothing on this page was counted or judged from them.")
    })
}

fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Dose => "doses",
        Kind::Substance => "other substances",
        Kind::Sleep => "nights",
        Kind::Symptom => "symptoms",
        Kind::None => "days without kratom",
        Kind::Note => "entries that are only a note",
        Kind::Medicine => "regular medicines",
        Kind::About => "facts about the person",
        Kind::Product => "products",
        Kind::Reading => "readings and check-ins",
        Kind::Event => "events",
    }
}

/// What is asked first, as far as it is shown: taken from the rows below, so
/// that no figure is said in two ways.
fn short(of: &Figures) -> Vec<Row> {
    let mut part = Part::default();
    if of.entries.is_empty() {
        return part.rows;
    }
    if of.asked.shows(Kind::Dose) {
        let asked_first =
            |row: &Row| row.key == "days_with_kratom" || row.what.text == "Doses a day, median";
        let often = kratom::often(of).rows.into_iter().filter(asked_first);
        part.rows.extend(often.map(|row| Row { key: "", ..row }));
        if of.summary.doses > 0 {
            part.rows.extend(kratom::forms(of));
        }
    }
    if of.asked.shows(Kind::Dose) && of.asked.shows(Kind::Substance) && of.summary.doses > 0 {
        part.rows.push(others::in_short(of));
    }
    if of.asked.shows(Kind::Symptom) || !of.red.is_empty() {
        part.rows.insert(0, body::red_in_short(of));
    }
    part.rows
}

fn kratom(of: &Figures) -> Vec<Part> {
    if !of.asked.shows(Kind::Dose) {
        return Vec::new();
    }
    vec![
        kratom::products(of),
        kratom::often(of),
        kratom::much(of),
        kratom::last(of),
    ]
}

/// How a part of the page is said.
type Says = fn(&Figures) -> Part;

/// What changes the risk, which comes first, and all the rest.
fn parts(of: &Figures) -> (Vec<Part>, Vec<Part>) {
    let risk: [(&[Kind], Says); 3] = [
        (&[], body::red_flags),
        (&[Kind::About], person::about_them),
        (&[Kind::Medicine], person::medicines),
    ];
    let rest: [(&[Kind], Says); 7] = [
        (&[Kind::Substance], others::others),
        (&[Kind::Symptom], body::symptoms),
        (&[Kind::Sleep], body::sleep),
        (&[Kind::Reading], person::check_ins),
        (&[Kind::About], person::own_plan),
        (&[], record::raised),
        (&[], record::kept),
    ];
    let shown = |(kinds, part): &(&[Kind], Says)| {
        let shows = kinds.iter().all(|kind| of.asked.shows(*kind));
        shows.then(|| part(of))
    };
    let risk: Vec<Part> = risk.iter().filter_map(shown).collect();
    let mut rest: Vec<Part> = rest.iter().filter_map(shown).collect();
    if of.asked.notes == Notes::With {
        rest.push(record::notes(of));
    }
    let (mut empty, risk): (Vec<Part>, Vec<Part>) = risk.into_iter().partition(Part::is_empty);
    let (none, mut rest): (Vec<Part>, Vec<Part>) = rest.into_iter().partition(Part::is_empty);
    empty.extend(none);
    rest.extend(nothing(empty));
    (risk, rest)
}

/// The parts nothing is written down for, together: each says so.
fn nothing(empty: Vec<Part>) -> Option<Part> {
    let mut part = Part::new("nothing", "Nothing written down");
    part.says = empty.into_iter().flat_map(|part| part.says).collect();
    (!part.says.is_empty()).then_some(part)
}

/// The charts of what is shown.
fn charts(of: &Figures) -> Vec<Chart> {
    charts::all(of.journal, of.asked.range(), of.asked.when.today())
}
