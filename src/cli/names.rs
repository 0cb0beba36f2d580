//! `leaflog names`: what leaflog knows under a name, and what each kind can do.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use serde_json::{Value, json};

use super::alerts;
use super::desk::Desk;
use super::takes::{json, place};
use super::voice::{Ink, Span, Voice, dim};
use crate::domain::text::quoted;
use crate::rules::classes::{Class, Danger, Substance, names};
use crate::rules::paracetamol::{self, Holds};
use crate::rules::sources;
use crate::trouble::Trouble;

/// At most so many substances are listed for a text.
const MOST: usize = 20;

/// The arguments it takes.
pub fn takes() -> Vec<Arg> {
    let text = place(
        "text",
        "TEXT",
        "A name or a part of one; without, all by kind",
    );
    vec![text.num_args(1..), json()]
}

/// Lists what begins with or holds a text; without one, every name by its class.
///
/// # Errors
/// Nothing is known under that name.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let json = args.get_flag("json");
    let Some(words) = args.get_many::<String>("text") else {
        return all(json, &mut desk.voice);
    };
    let typed = words.map(String::as_str).collect::<Vec<_>>().join(" ");
    let found = found(&typed);
    if json {
        let found: Vec<Value> = found.iter().map(|it| object(it)).collect();
        return desk.voice.json(&found);
    }
    if found.is_empty() {
        return Err(unknown(&typed).into());
    }
    for (n, substance) in found.iter().enumerate() {
        if n > 0 {
            desk.voice.gap()?;
        }
        one(substance, &mut desk.voice)?;
    }
    Ok(())
}

/// What a text means comes first, then names that begin with it or hold it. What is
/// only like it is asked about, not listed.
fn found(typed: &str) -> Vec<&'static Substance> {
    let read = names().find(typed).filter(|found| !found.guessed);
    let read = read.map_or_else(Vec::new, |found| found.names);
    let mut found: Vec<&Substance> = names().all().filter(|it| read.contains(&it.name)).collect();
    for substance in names().holding(typed) {
        if !found.iter().any(|known| known.name == substance.name) {
            found.push(substance);
        }
    }
    found.truncate(MOST);
    found
}

fn unknown(typed: &str) -> Trouble {
    let meant = names().meant(typed);
    let hint = if meant.is_empty() {
        "it can be written down all the same: it is kept, and shown as not assessed".to_owned()
    } else {
        format!("did you mean {}?", meant.join(" or "))
    };
    Trouble::new(format!("leaflog does not know {}", quoted(typed)), hint)
}

/// Every class with the names in it.
fn all(json: bool, voice: &mut Voice) -> Result<()> {
    if json {
        let all: Vec<Value> = names().all().map(object).collect();
        return voice.json(&all);
    }
    for (n, class) in names().classes().enumerate() {
        if n > 0 {
            voice.gap()?;
        }
        let of_it = names().all().filter(|it| it.classes.contains(&class.id));
        let named: Vec<&str> = of_it.map(|it| it.name).collect();
        if voice.look.plain {
            voice.labelled("class", class.says)?;
        } else {
            let head = Span(Ink::Bold, class.says.to_owned());
            voice.line([head, dim(format!("  {}", says(class.danger)))])?;
        }
        class_says(class, voice)?;
        said("names", &named.join(", "), voice)?;
    }
    Ok(())
}

/// All there is to say of one substance.
fn one(substance: &'static Substance, voice: &mut Voice) -> Result<()> {
    let classes: Vec<&Class> = classes(substance).collect();
    if voice.look.plain {
        voice.labelled("name", substance.name)?;
    } else {
        let kinds: Vec<&str> = classes.iter().map(|class| class.says).collect();
        let kinds = dim(format!("  {}", kinds.join(" · ")));
        voice.line([Span(Ink::Bold, substance.name.to_owned()), kinds])?;
    }
    for class in &classes {
        if voice.look.plain {
            voice.labelled("class", class.says)?;
        }
        class_says(class, voice)?;
    }
    said("counts", &window(substance), voice)?;
    for (held, products) in held(substance) {
        let of = held.of;
        let says = format!(
            "{} mg paracetamol in {of}: {}",
            held.mg,
            products.join(", ")
        );
        said("holds", &says, voice)?;
    }
    said("also", &substance.aliases.join(", "), voice)
}

/// What the labels of its products say, the same together.
fn held(substance: &'static Substance) -> Vec<(Holds, Vec<&'static str>)> {
    let mut held: Vec<(Holds, Vec<&str>)> = Vec::new();
    for name in std::iter::once(&substance.name).chain(substance.aliases) {
        let Some(holds) = paracetamol::on_label(name) else {
            continue;
        };
        match held.iter_mut().find(|(known, _)| *known == holds) {
            Some((_, products)) => products.push(name),
            None => held.push((holds, vec![name])),
        }
    }
    held
}

/// How it meets kratom and why, where there is more to say than its name.
fn class_says(class: &Class, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        voice.labelled("with kratom", says(class.danger))?;
    }
    said("why", class.why, voice)?;
    if !voice.look.plain {
        return Ok(());
    }
    let from: Vec<String> = class.sources.iter().map(|id| sources::says(id)).collect();
    voice.labelled("from", &from.join("; "))
}

fn said(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if says.is_empty() {
        return Ok(());
    }
    if voice.look.plain {
        return voice.labelled(label, says);
    }
    let says = match label {
        "why" => says.to_owned(),
        label => format!("{label}: {says}"),
    };
    for line in alerts::wrapped_in(&says, voice.look.width, 4) {
        voice.line([format!("    {line}")])?;
    }
    Ok(())
}

fn classes(substance: &Substance) -> impl Iterator<Item = &'static Class> {
    substance.classes.iter().filter_map(|id| names().class(id))
}

/// How a class meets kratom, in words.
fn says(danger: Danger) -> &'static str {
    match danger {
        Danger::Dangerous => "dangerous together",
        Danger::Serious => "ask a pharmacist first",
        Danger::Caution => "worth knowing before taking both",
        Danger::Low => "little is known to happen; not a sign of safety",
        Danger::None => "no interaction is known",
        Danger::EmergencyMedicine => "an emergency medicine: never hold it back",
    }
}

fn word(danger: Danger) -> &'static str {
    match danger {
        Danger::Dangerous => "dangerous",
        Danger::Serious => "serious",
        Danger::Caution => "caution",
        Danger::Low => "low",
        Danger::None => "none",
        Danger::EmergencyMedicine => "emergency_medicine",
    }
}

/// How long around kratom it counts.
fn window(substance: &Substance) -> String {
    let Some(found) = names().find(substance.name) else {
        return String::new();
    };
    let Some(hours) = found.window_h else {
        return String::new();
    };
    let wide = found.wide_window_h.map(hours_say);
    let wide = wide.map_or_else(String::new, |wide| format!(", less up to {wide}"));
    let standing = if found.standing() {
        ", and for as long as it is taken regularly"
    } else {
        ""
    };
    format!("{} around kratom{wide}{standing}", hours_say(hours))
}

/// Days where the hours are whole days and many.
fn hours_say(hours: u32) -> String {
    match (hours / 24, hours % 24) {
        (days @ 3.., 0) => format!("{days} days"),
        _ => format!("{hours} hours"),
    }
}

fn object(substance: &'static Substance) -> Value {
    let found = names().find(substance.name);
    let classes: Vec<Value> = classes(substance).map(class_object).collect();
    let label = |(held, products)| {
        let Holds { mg, of } = held;
        json!({ "mg": mg, "of": of, "products": products })
    };
    let labels: Vec<Value> = held(substance).into_iter().map(label).collect();
    json!({
        "name": substance.name,
        "classes": classes,
        "window_h": found.as_ref().and_then(|found| found.window_h),
        "same_day_window_h": found.as_ref().and_then(|found| found.wide_window_h),
        "standing": found.is_some_and(|found| found.standing()),
        "paracetamol": labels,
        "aliases": substance.aliases,
    })
}

fn class_object(class: &Class) -> Value {
    json!({
        "id": class.id,
        "says": class.says,
        "danger": word(class.danger),
        "why": class.why,
        "sources": class.sources.iter().map(|id| sources::says(id)).collect::<Vec<_>>(),
    })
}
