//! `leaflog check`: what would be said of a dose or anything else, before it is
//! taken. Nothing is saved.

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use uuid::Uuid;

use super::desk::{Book, Desk};
use super::takes::{flag, option};
use super::voice::Voice;
use super::{alerts, args, understood, words};
use crate::domain::answer::Level;
use crate::domain::field::{Field, Values};
use crate::domain::journal::Journal;
use crate::domain::moment::Moment;
use crate::domain::{Entry, Kind, dose};
use crate::rules::{self, Alert};
use crate::saving;
use crate::stats::duration;

/// The fields of a dose that change what is said of it.
pub fn fields() -> impl Iterator<Item = &'static Field> + Clone {
    dose::FIELDS
        .iter()
        .filter(|field| !matches!(field.name, "note" | "reason" | "estimated" | "batch"))
}

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let took = option("took", "NAME", "Something else taken; may be repeated");
    let why = flag("why", "Also why it matters and what helps");
    vec![took.action(ArgAction::Append), why]
}

/// Says what would be said.
///
/// # Errors
/// A wrong answer, or the journal could not be read.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let values = args::answers(fields(), args)?;
    let took: Vec<&str> = args
        .get_many::<String>("took")
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let mut book = desk.look()?;
    let planned = planned(&values, &took, &mut book)?;
    let first = planned.iter().map(|entry| entry.at).min();
    let journal = book.around(first.unwrap_or(book.when.moment()))?;
    let why = args.get_flag("why");
    said(&planned, &journal, &book, why, &mut desk.voice)
}

/// The entries this would be: what else is taken, then the dose.
fn planned(values: &Values, took: &[&str], book: &mut Book) -> Result<Vec<Entry>> {
    let at = values.get("at").unwrap_or_default();
    let mut planned = Vec::new();
    for name in took {
        let substance = Values::new().with("name", *name).with("at", at);
        planned.push(Entry::parse(
            Uuid::now_v7(),
            Kind::Substance,
            &substance,
            &book.when,
        )?);
    }
    let only_when = values.iter().all(|(name, _)| name == "at");
    if only_when && !took.is_empty() {
        return Ok(planned);
    }
    let mut dose = values.clone();
    if ["amount", "mitragynine_mg", "hydroxy_mg"]
        .into_iter()
        .all(|name| dose.get(name).is_none())
    {
        // How often and with what does not ask how much.
        dose.set("amount", "1 dose");
    }
    let at = Entry::parse(Uuid::nil(), Kind::Dose, &dose, &book.when)?.at;
    let journal = book.around(at)?;
    let id = Uuid::now_v7();
    planned.push(saving::product::entry(
        id,
        Kind::Dose,
        &dose,
        None,
        &journal,
        &book.when,
    )?);
    Ok(planned)
}

fn said(
    planned: &[Entry],
    journal: &Journal,
    book: &Book,
    why: bool,
    voice: &mut Voice,
) -> Result<()> {
    let now = book.when.moment();
    let mut with = journal.clone();
    let mut raised: Vec<Alert> = Vec::new();
    if voice.look.plain {
        voice.labelled("saved", "nothing")?;
    } else {
        voice.text("nothing saved")?;
    }
    for entry in planned {
        subject(entry, journal, book, voice)?;
        let considered = saving::consider(&with, entry, now)?;
        let remarks = [
            understood::before(entry),
            considered.contradicts,
            considered.ask_again,
            considered.point_out,
        ];
        alerts::remarks(&remarks, voice)?;
        for alert in considered.raised {
            keep(&mut raised, alert);
        }
        with.insert(entry.clone());
    }
    let at = planned.iter().map(|entry| entry.at).max().unwrap_or(now);
    let at = if at < now { at } else { with.present(at) };
    told(&Told::of(raised, &with, at), why, voice)
}

/// What is told: what the entries raise, what holds besides, how many wait.
struct Told {
    raised: Vec<Alert>,
    holding: Vec<Alert>,
    waiting: usize,
}

impl Told {
    fn of(raised: Vec<Alert>, with: &Journal, at: Moment) -> Told {
        let (mut raised, waiting) = rules::let_wait(raised, with, at);
        let (held, held_waiting) = rules::let_wait(rules::holding(with, at), with, at);
        let (urgent, holding): (Vec<Alert>, Vec<Alert>) = held
            .into_iter()
            .filter(|alert| !raised.iter().any(|new| same(new, alert)))
            .partition(|alert| alert.level == Level::Urgent);
        raised.extend(urgent);
        Told {
            // Each is said once, the worst first.
            raised: rules::one_each(raised),
            holding,
            waiting: waiting.max(held_waiting),
        }
    }
}

fn told(told: &Told, why: bool, voice: &mut Voice) -> Result<()> {
    let Told {
        raised,
        holding,
        waiting,
    } = told;
    for alert in raised {
        if why {
            alerts::explained(alert, voice)?;
        } else {
            alerts::titled(alert, voice)?;
        }
    }
    if !holding.is_empty() && !voice.look.plain {
        voice.text("Holding too, with this counted in:")?;
    }
    for alert in holding {
        alerts::line(alert, voice)?;
    }
    if raised.is_empty() && holding.is_empty() {
        alerts::none(voice)?;
    }
    let more = !why && !raised.is_empty();
    if more && voice.look.plain {
        voice.labelled("more", "leaflog check --why says why and what helps")?;
    } else if more {
        alerts::remark("--why says why and what helps", voice)?;
    }
    alerts::waiting(*waiting, voice)
}

/// What it is, and how long after the last dose.
fn subject(entry: &Entry, journal: &Journal, book: &Book, voice: &mut Voice) -> Result<()> {
    let says = words::entry(entry, &book.when).replace("dose 1 dose, ", "a dose of ");
    let since = journal.last_dose(entry.at.to_utc()).map(|last| {
        format!(
            "{} after {} at {}",
            duration::words(entry.at - last.at),
            last.title(),
            words::moment(last.at, &book.when)
        )
    });
    if voice.look.plain {
        voice.labelled("checked", &says)?;
        return since.map_or(Ok(()), |since| voice.labelled("since", &since));
    }
    alerts::paragraph(&says, voice)?;
    since.map_or(Ok(()), |since| alerts::remark(&since, voice))
}

fn same(one: &Alert, other: &Alert) -> bool {
    one.rule == other.rule && one.subject == other.subject
}

/// Keeps the worse of two alerts of one rule and subject.
fn keep(raised: &mut Vec<Alert>, alert: Alert) {
    match raised.iter_mut().find(|known| same(known, &alert)) {
        Some(known) if known.level < alert.level => *known = alert,
        Some(_) => {}
        None => raised.push(alert),
    }
}
