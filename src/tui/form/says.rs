//! What an entry says, as somebody would type it; and what was typed, as it was
//! understood.

use super::Form;
use super::answer::Answer;
use super::suggest;
use crate::domain::amount::{Amount, Count, LabelMg};
use crate::domain::field::{Ask, Field, Values};
use crate::domain::moment::Moment;
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind, What};
use crate::saving;
use crate::saving::product::Weigher;
use crate::tui::view::View;
use crate::tui::widgets::text::width;

/// Beside a value that stands chosen.
const REPLACES: &str = "typing replaces it, Left changes it";
/// The same, where there is room for more.
const EMPTIES: &str = "typing replaces it, Backspace empties it, Left changes it";

/// A field's answer in an entry.
pub fn answer(field: &'static Field, entry: &Entry) -> Answer {
    match field.name {
        "at" => at(field, entry.at),
        "amount" => amount(field, entry),
        "date" => Answer::of(
            field,
            &entry.date().to_string(),
            one("date", entry.date().to_string()),
        ),
        _ => night_time(field, entry).unwrap_or_else(|| plain(field, entry)),
    }
}

fn one(name: &'static str, text: String) -> Values {
    Values::new().with(name, text)
}

fn plain(field: &'static Field, entry: &Entry) -> Answer {
    let values = entry.values();
    let text = values.get(field.name).unwrap_or_default();
    Answer::of(field, text, one(field.name, text.to_owned()))
}

/// A time as it is read; the instant itself stands behind it.
fn at(field: &'static Field, at: Moment) -> Answer {
    let text = at.format("%Y-%m-%d %H:%M").to_string();
    Answer::of(field, &text, one(field.name, at.to_rfc3339()))
}

fn night_time(field: &'static Field, entry: &Entry) -> Option<Answer> {
    let sleep = entry.sleep()?;
    let time = match field.name {
        "bed_at" => Some(sleep.bed_at),
        "try_at" => sleep.try_at,
        "wake_at" => sleep.wake_at,
        "up_at" => Some(sleep.up_at),
        _ => None,
    };
    time.map(|time| at(field, time))
}

fn amount(field: &'static Field, entry: &Entry) -> Answer {
    let values = entry.values();
    let join = |n: Option<&str>, unit: Option<&str>| {
        let parts: Vec<&str> = n.into_iter().chain(unit).collect();
        parts.join(" ")
    };
    let weighed = join(values.get("amount"), values.get("unit"));
    let text = match &entry.what {
        What::Dose(dose) if dose.taken.weight.is_none() => {
            join(values.get("count"), values.get("count_unit"))
        }
        _ => weighed,
    };
    let names = ["amount", "unit", "count", "count_unit"];
    let said = names
        .into_iter()
        .filter_map(|name| Some((name, values.get(name)?.to_owned())));
    Answer::of(field, &text, said.collect())
}

impl Form {
    /// What an answer was understood as, or what one looks like; there is so much
    /// room beside it, and so much on a whole line.
    pub(super) fn beside(&self, place: usize, view: &View, room: usize, line: usize) -> String {
        let answer = &self.answers[place];
        let focused = place == self.focus;
        let understood = self.understood(answer, view);
        let empty = answer.text().is_empty();
        if focused && answer.is_chosen() && self.editing().is_some() {
            let understood = understood.filter(|_| !super::draw::is_hidden(view, answer));
            let new = understood.filter(|it| !it.is_empty() && it != answer.text());
            return chosen(new.as_deref(), room, line);
        }
        if super::draw::is_hidden(view, answer) {
            return String::new();
        }
        let before = answer.said_before().filter(|_| !view.is_hidden());
        if let Some(before) = before {
            let was = format!("was {}", one_line(before));
            let both = understood.into_iter().chain([was]);
            return both.collect::<Vec<String>>().join(", ");
        }
        match understood {
            Some(understood) => understood,
            None if focused && (empty || is_measure(answer.field.ask)) => {
                answer.field.hint.to_owned()
            }
            None => String::new(),
        }
    }

    fn understood(&self, answer: &Answer, view: &View) -> Option<String> {
        let typed = answer.text();
        let name = answer.field.name;
        match answer.field.ask {
            Ask::Amount if !typed.is_empty() => Some(match Amount::parse(typed).ok()? {
                Amount::Weight(weight) => format!("{weight} g"),
                Amount::Count(count) => self.weighed(&count),
            }),
            Ask::Weight if !typed.is_empty() => match Amount::parse(typed).ok()? {
                Amount::Weight(weight) => Some(format!("{weight} g")),
                Amount::Count(_) => None,
            },
            Ask::LabelMg if !typed.is_empty() => LabelMg::parse(name, typed)
                .ok()
                .map(|mg| format!("{mg} mg")),
            Ask::Time if name == "at" || !typed.is_empty() => self.instant(answer, view).map(said),
            Ask::NightTime if !typed.is_empty() => self.instant(answer, view).map(said),
            Ask::Date if !typed.is_empty() => {
                let date = view.when.parse_any_date(name, typed).ok()?;
                Some(date.format("%a %-d %b %Y").to_string())
            }
            Ask::Product if self.kind() == Kind::Dose && !typed.is_empty() => {
                let journal = self.preview.journal();
                let Some(found) = journal.product(typed, self.batch()) else {
                    let meant = saving::product::meant(typed, journal)?;
                    return Some(format!("Did you mean {meant}?"));
                };
                let batch = found.batch.as_ref().map(|batch| format!("batch {batch}"));
                let parts: Vec<String> = batch.into_iter().chain(found.measure()).collect();
                Some(parts.join("   "))
            }
            Ask::Product if self.kind() == Kind::Dose => {
                let (name, says) = self.only_weigher()?;
                Some(format!("→ takes {name}: {says}"))
            }
            Ask::Substance | Ask::Symptom | Ask::About => suggest::understood(answer.field, typed),
            _ => None,
        }
    }

    /// What a count weighs, where one of it was weighed.
    fn weighed(&self, count: &Count) -> String {
        let product = self
            .text_of("product")
            .and_then(|name| self.preview.journal().unit(name, self.batch(), count));
        let weight = product.and_then(|product| product.weight_of(count.n));
        match weight {
            Some(weight) => format!("{count}, ≈{weight} g"),
            None => match self.only_weigher() {
                Some((name, _)) => format!("{count}, weight not known; from {name}?"),
                None => format!("{count}, weight not known"),
            },
        }
    }

    /// The only product that has weighed what was counted, where none is named;
    /// it is offered, and taken only when it is said.
    pub(super) fn only_weigher(&self) -> Option<(String, String)> {
        if self.kind() != Kind::Dose || self.text_of("product").is_some() {
            return None;
        }
        let Amount::Count(count) = Amount::parse(self.text_of("amount")?).ok()? else {
            return None;
        };
        match saving::product::only(&count, self.preview.journal())? {
            Weigher::Only(name, says) => Some((name, says)),
            Weigher::Meant(_) => None,
        }
    }

    fn batch(&self) -> Option<&str> {
        self.text_of("batch")
    }

    fn text_of(&self, name: &str) -> Option<&str> {
        let answer = self.answers.iter().find(|it| it.field.name == name)?;
        Some(answer.text().trim()).filter(|text| !text.is_empty())
    }

    /// The instant a time field says.
    fn instant(&self, answer: &Answer, view: &View) -> Option<Moment> {
        let mut values = Values::new();
        answer.say(&mut values);
        let name = answer.field.name;
        let typed = values.get(name).unwrap_or_default();
        if answer.field.ask == Ask::NightTime {
            let mut up = Values::new();
            let up_at = self
                .answers
                .iter()
                .find(|answer| answer.field.name == "up_at")?;
            up_at.say(&mut up);
            let up = view.when.parse_up("up_at", up.get("up_at")?).ok()?;
            return view.when.parse_night(name, typed, up).ok();
        }
        if name == "up_at" {
            return view.when.parse_up(name, typed).ok();
        }
        view.when.parse(name, typed).ok()
    }
}

/// What stands with a chosen value: what it was understood as, where that says
/// more than the value and a line has room for it; and what keys do to it.
fn chosen(understood: Option<&str>, room: usize, line: usize) -> String {
    let with = |keys: &str| understood.map(|it| format!("{it}; {keys}"));
    let both = [EMPTIES, REPLACES].into_iter().filter_map(with);
    let mut both = both.filter(|says| width(says) + 2 <= line);
    both.next().unwrap_or_else(|| {
        let keys = if width(EMPTIES) <= room {
            EMPTIES
        } else {
            REPLACES
        };
        keys.to_owned()
    })
}

/// What has one way to be written, so that its hint is of use while typing.
fn is_measure(ask: Ask) -> bool {
    matches!(
        ask,
        Ask::Amount | Ask::Weight | Ask::LabelMg | Ask::Time | Ask::NightTime | Ask::Date
    )
}

fn said(at: Moment) -> String {
    at.format("%a %-d %b %H:%M").to_string()
}
