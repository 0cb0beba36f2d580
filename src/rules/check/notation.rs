//! The notation of a proof. Each line is one entry, as it would be typed, with
//! its time before the judged instant at the end:
//!
//! ```text
//! dose 2.5g                        now
//! dose 3 capsules capsule 5h ago   a form may follow the amount
//! dose 1 tablet 7oh hydroxy=15     and the label's milligrams, mitragynine= or hydroxy=
//! dose 2g x7 every 24h             seven of them, the last one now
//! dose 2g x7 every 24h 1d ago      … the last one a day ago
//! took wine 90m ago                something else; amount=2_glasses
//! symptom very drowsy 3 1h ago     a name and a severity
//! none 2d ago                      no kratom on that date
//! note 28d ago                     any entry at all
//! about country DE                 a fact; a line of one's own has amount=2.5
//! medicine sertraline 60d ago      taken regularly since then; until=30d so long
//! product Green bag batch=2291 unit=scoop weighs=2.2g certificate=90d matches=yes
//! dose 2g product=Green_bag batch=2291 reason=withdrawal
//! reading pulse 130 10m ago
//! event drove 1h ago               or: event surgery 10d ahead
//! sleep 8h asleep=35 awake=40 quality=3 2h ago    eight hours in bed, up two hours ago
//! ```
//!
//! Times are `m`, `h` or `d`, decimals allowed. The judged instant is
//! 2026-11-20 21:00 in Berlin. A proof fires if the rule is among what holds
//! then, at the level and about the subject named, its message filled.

use chrono::{NaiveTime, TimeDelta};
use uuid::Uuid;

use crate::domain::field::Values;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When, Zone};
use crate::domain::setting::Settings;
use crate::domain::text::quoted;
use crate::domain::tz::Tz;
use crate::domain::{Entry, Kind};

/// What a line begins with.
const BEGINNINGS: &str =
    "dose, took, symptom, none, note, about, medicine, product, reading, event or sleep";
/// No line stands for more entries than this.
const MOST_TIMES: i32 = 1_000;
/// Nothing is longer ago: hours of a hundred years.
const LONGEST_H: f64 = 876_000.0;

/// The instant proofs are judged at.
///
/// # Panics
/// Never: it is a fixed one.
#[must_use]
pub fn now() -> Moment {
    let now = Moment::parse_from_rfc3339("2026-11-20T21:00:00+01:00");
    now.expect("an instant")
}

/// Where proofs are lived.
///
/// # Panics
/// Never: it is a fixed one.
#[must_use]
pub fn berlin() -> Zone {
    Zone::Named(Tz::named("Europe/Berlin").expect("a zone"))
}

/// The journal that such lines make, judged at [`now`].
///
/// # Errors
/// Says which line cannot be read, and why.
pub fn written(lines: &[String]) -> Result<Journal, String> {
    let (now, zone) = (now(), berlin());
    let mut written = Vec::new();
    for line in lines {
        let read = entries(line, now, zone);
        written.extend(read.map_err(|why| format!("{}: {why}", quoted(line)))?);
    }
    Ok(Journal::new(written, Settings::default(), vec![]))
}

/// The entries of one line, times counted back from an instant and lived in a zone.
///
/// # Errors
/// Says what in it cannot be read, and what to write.
pub fn entries(line: &str, now: Moment, zone: Zone) -> Result<Vec<Entry>, String> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let ago = ago(&mut words)?;
    let mut times = (1, TimeDelta::zero());
    if let [.., n, "every", every] = words.as_slice() {
        let how_often = n.strip_prefix('x').and_then(|n| n.parse::<i32>().ok());
        let how_often = how_often.filter(|n| (1..=MOST_TIMES).contains(n));
        times = (
            how_often.ok_or("before every stands how often, like x7 every 24h")?,
            span(every)?,
        );
        words.truncate(words.len() - 3);
    }
    (0..times.0)
        .map(|n| {
            let back = times.1.checked_mul(n).unwrap_or_default();
            let at = now.checked_sub_signed(ago + back);
            entry(&words, at.ok_or("is too long ago")?, zone)
        })
        .collect()
}

/// Takes the time off the end of a line.
fn ago(words: &mut Vec<&str>) -> Result<TimeDelta, String> {
    let sign = match words.last() {
        Some(&"ago") => 1,
        Some(&"ahead") => -1,
        _ => return Ok(TimeDelta::zero()),
    };
    words.pop();
    let how_long = words
        .pop()
        .ok_or("before ago stands how long, like 2h ago")?;
    Ok(span(how_long)? * sign)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "minutes of a hundred years at most"
)]
fn span(text: &str) -> Result<TimeDelta, String> {
    let wrong = || format!("{} is no length of time; write 30m, 2h or 3d", quoted(text));
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let hours = match unit {
        'm' => 1.0 / 60.0,
        'h' => 1.0,
        'd' => 24.0,
        _ => return Err(wrong()),
    };
    let number: f64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    if !(0.0..=LONGEST_H).contains(&(number * hours)) {
        return Err(wrong());
    }
    Ok(TimeDelta::minutes((number * hours * 60.0).round() as i64))
}

fn entry(words: &[&str], at: Moment, zone: Zone) -> Result<Entry, String> {
    let (kind, values) = answers(words, at)?;
    let lived = zone.at(at.to_utc());
    let mut when = When::new(at.to_utc(), zone, NaiveTime::MIN);
    when.refuse_future = false;
    let values = match kind {
        Kind::None => values.with("date", lived.date_naive().to_string()),
        Kind::Sleep => values,
        _ => values.with("at", lived.to_rfc3339()),
    };
    Entry::parse(Uuid::now_v7(), kind, &values, &when)
        .map_err(|wrong| format!("{wrong}; {}", wrong.hint))
}

fn answers(words: &[&str], at: Moment) -> Result<(Kind, Values), String> {
    let Some((first, rest)) = words.split_first() else {
        return Err(format!("is empty; begin with {BEGINNINGS}"));
    };
    Ok(match *first {
        "dose" => (Kind::Dose, dose(rest)),
        "took" => (Kind::Substance, lasting(rest, at)?),
        "symptom" => (Kind::Symptom, name_and("severity", rest)?),
        "none" => (Kind::None, Values::new()),
        "note" => (Kind::Note, Values::new().with("note", "text")),
        "about" => (Kind::About, lasting(rest, at)?),
        "medicine" => (Kind::Medicine, lasting(rest, at)?),
        "product" => (Kind::Product, lasting(rest, at)?),
        "reading" => (Kind::Reading, name_and("amount", rest)?),
        "event" => (Kind::Event, Values::new().with("name", rest.join(" "))),
        "sleep" => (Kind::Sleep, night(rest, at)?),
        other => {
            let other = quoted(other);
            return Err(format!("{other} begins no line; write {BEGINNINGS}"));
        }
    })
}

/// `very drowsy 3`: a name of several words and a number.
fn name_and(field: &'static str, words: &[&str]) -> Result<Values, String> {
    match words.split_last() {
        Some((number, name)) if !name.is_empty() => Ok(Values::new()
            .with("name", name.join(" "))
            .with(field, *number)),
        _ => Err(format!("needs a name and its {field}, like very drowsy 3")),
    }
}

/// A name of several words, and answers as `until=2d` (so long after it began),
/// `amount=50_mg`, `unit=scoop`, `batch=2291`: an underscore is a space.
fn lasting(words: &[&str], at: Moment) -> Result<Values, String> {
    let mut values = Values::new();
    let mut name = Vec::new();
    for word in words {
        let Some((field, answer)) = word.split_once('=') else {
            name.push(*word);
            continue;
        };
        let day = |at: Option<Moment>| {
            let at = at.ok_or("is too far away")?;
            Ok::<_, String>(at.date_naive().to_string())
        };
        match field {
            "until" => values.set("until", day(at.checked_add_signed(span(answer)?))?),
            "unit" => values.set("count_unit", answer),
            "weighs" => values.set("amount", answer),
            "certificate" => {
                let date = day(at.checked_sub_signed(span(answer)?))?;
                values.set("certificate_date", date);
            }
            "matches" => values.set("certificate_matches", answer),
            "amount" => values.set("amount", answer.replace('_', " ")),
            "batch" => values.set("batch", answer),
            "form" => values.set("form", answer),
            other => {
                let other = quoted(other);
                return Err(format!(
                    "{other} is no answer here; write until, unit, weighs, certificate, matches, \
                     amount, batch or form"
                ));
            }
        }
    }
    values.set("name", name.join(" "));
    Ok(values)
}

/// A night of so long that ended then: `8h asleep=35 awake=40 quality=3`.
fn night(words: &[&str], up: Moment) -> Result<Values, String> {
    let wrong = "a night is like sleep 8h asleep=35 awake=40 quality=3";
    let (long, answers) = words.split_first().ok_or(wrong)?;
    let bed = up
        .checked_sub_signed(span(long)?)
        .ok_or("is too long ago")?;
    let mut values = Values::new()
        .with("up_at", up.to_rfc3339())
        .with("bed_at", bed.to_rfc3339());
    for word in answers {
        match word.split_once('=').ok_or(wrong)? {
            ("asleep", answer) => values.set("asleep_after_min", answer),
            ("awake", answer) => values.set("awake_min", answer),
            ("quality", answer) => values.set("quality", answer),
            _ => return Err(wrong.to_owned()),
        }
    }
    Ok(values)
}

fn dose(words: &[&str]) -> Values {
    let mut values = Values::new();
    let mut amount = Vec::new();
    for word in words {
        if let Some(mg) = word.strip_prefix("mitragynine=") {
            values.set("mitragynine_mg", mg);
        } else if let Some(mg) = word.strip_prefix("hydroxy=") {
            values.set("hydroxy_mg", mg);
        } else if let Some(product) = word.strip_prefix("product=") {
            values.set("product", product.replace('_', " "));
        } else if let Some(batch) = word.strip_prefix("batch=") {
            values.set("batch", batch);
        } else if let Some(reason) = word.strip_prefix("reason=") {
            values.set("reason", reason);
        } else if ["powder", "capsule", "tea", "leaf", "extract", "7oh"].contains(word) {
            values.set("form", *word);
        } else {
            amount.push(*word);
        }
    }
    values.set("amount", amount.join(" "));
    values
}
