//! What a list of names and numbers changes against the one that is built in, in
//! words, for whoever sends it and whoever reviews it. Where less is warned of
//! than before, that is said first: no proof misses it.

use super::super::caffeine::TYPICAL;
use super::super::classes::{Class, Danger, NAMES, Names, Substance, names};
use super::super::facts::{FACTS, Fact, facts};
use super::super::helplines::{Country, HELPLINES, Line, helplines};
use super::super::paracetamol::LABELS;
use super::super::sources::{SOURCES, Source, sources};
use super::super::symptoms::{SYMPTOMS, Symptom, symptoms};
use super::Sort;

/// More than this nobody reads at once.
const MOST: usize = 20;

/// What counts where a class says no hours.
const NO_HOURS: u32 = 24;

/// Roles that speak more softly, or of nothing: having one more of them is less.
const SOFT: [&str; 6] = [
    "mild_depressant",
    "mild_stimulant",
    "minor_depressant",
    "naloxone",
    "no_known_interaction",
    "qt_high_amount",
];

/// One thing that is not as it was.
struct Change {
    /// Whether less is warned of now.
    less: bool,
    says: String,
}

/// All that changed of one class, substance or sign.
#[derive(Default)]
struct Row {
    less: bool,
    says: Vec<String>,
}

impl Row {
    fn add(&mut self, less: bool, says: impl Into<String>) {
        self.less |= less;
        self.says.push(says.into());
    }

    /// A text that is not as it was.
    fn text(&mut self, field: &str, same: bool) {
        if !same {
            self.add(false, format!("{field} reads otherwise"));
        }
    }

    /// A list that is not as it was; `fewer` says whether one less warns less.
    fn list(&mut self, field: &str, before: &[&str], now: &[&str], fewer: bool) {
        let gone = missing(before, now);
        let new = missing(now, before);
        let soft = |list: &[&str]| list.iter().any(|it| SOFT.contains(it));
        if let Some(says) = listed(&gone, "gone") {
            self.add(
                fewer && !gone.iter().all(|it| SOFT.contains(it)),
                format!("{field}: {says}"),
            );
        }
        if let Some(says) = listed(&new, "new") {
            self.add(soft(&new) && field == "roles", format!("{field}: {says}"));
        }
    }

    fn into_change(self, of: &str) -> Option<Change> {
        (!self.says.is_empty()).then(|| Change {
            less: self.less,
            says: format!("{of}: {}", self.says.join("; ")),
        })
    }
}

/// Those of a list that another has not.
fn missing<'a>(of: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let of = of.iter().filter(|it| !other.contains(it));
    of.copied().collect()
}

/// `opioid is gone`, `opioid, qt are gone`.
fn listed(names: &[&str], how: &str) -> Option<String> {
    let are = match names.len() {
        0 => return None,
        1 => "is",
        _ => "are",
    };
    Some(format!("{} {are} {how}", names.join(", ")))
}

/// What is said of them all: what warns less first, no more than can be read.
fn told(mut changes: Vec<Change>) -> Vec<String> {
    if changes.is_empty() {
        return vec!["It is as the built-in one: nothing in it is changed.".to_owned()];
    }
    changes.sort_by_key(|change| !change.less);
    let less = changes.iter().filter(|change| change.less).count();
    let more = changes.len().saturating_sub(MOST);
    let mut told = Vec::new();
    for (n, change) in changes.into_iter().take(MOST).enumerate() {
        if n == 0 && less > 0 {
            told.push(
                "Less is warned of now; say why, with a source, when you send it:".to_owned(),
            );
        }
        if n == less {
            told.push(
                if less > 0 {
                    "Changed besides:"
                } else {
                    "Changed:"
                }
                .to_owned(),
            );
        }
        told.push(format!("- {}.", change.says));
    }
    if more > 0 {
        told.push(format!("… and {more} more."));
    }
    told
}

/// What a list that stands in the place of the built-in one changes; of rules
/// and pages nothing is known here.
pub fn told_of(sort: Sort) -> Vec<String> {
    match sort {
        Sort::Substances => of_substances(),
        Sort::Symptoms => of_symptoms(),
        Sort::Facts => of_facts(),
        Sort::Sources => of_sources(),
        Sort::Helplines => of_helplines(),
        Sort::Rules | Sort::Page => Vec::new(),
    }
}

/// What the list of substances that stands in place of the built-in one changes.
fn of_substances() -> Vec<String> {
    let (before, now) = (NAMES.original(), names());
    let mut changes = Vec::new();
    for class in before.classes() {
        changes.extend(match now.class(class.id) {
            Some(is) => of_class(class, is).into_change(&format!("class {}", class.id)),
            None => Some(gone(
                "class",
                class.id,
                &format!(
                    "danger {}, roles {}",
                    level(class.danger),
                    class.roles.join(", ")
                ),
            )),
        });
    }
    changes.extend(
        now.classes()
            .filter(|class| before.class(class.id).is_none())
            .map(|class| {
                new(
                    "class",
                    class.id,
                    &format!("danger {}", level(class.danger)),
                )
            }),
    );
    for substance in before.all() {
        changes.extend(match now.all().find(|is| is.name == substance.name) {
            Some(is) => {
                let row = of_substance(substance, is, now);
                row.into_change(&format!("substance {}", substance.name))
            }
            None => Some(gone_name(substance, now)),
        });
    }
    let is_new = |it: &&Substance| before.all().all(|was| was.name != it.name);
    changes.extend(now.all().filter(is_new).map(|it| {
        let classes = format!("classes {}", it.classes.join(", "));
        new("substance", it.name, &classes)
    }));
    word_lists(&before, now, &mut changes);
    held(&mut changes);
    told(changes)
}

fn gone(sort: &str, name: &str, what: &str) -> Change {
    Change {
        less: true,
        says: format!("{sort} {name} is no longer in it ({what})"),
    }
}

fn new(sort: &str, name: &str, what: &str) -> Change {
    Change {
        less: false,
        says: format!("{sort} {name} is new ({what})"),
    }
}

/// A substance that is no row of its own any more.
fn gone_name(substance: &Substance, now: &Names) -> Change {
    let classes = format!("classes {}", substance.classes.join(", "));
    let mut change = gone("substance", substance.name, &classes);
    let other = now.all().find(|it| it.aliases.contains(&substance.name));
    if let Some(other) = other {
        let fewer = missing(substance.classes, other.classes);
        let aliases = [other.aliases, &[other.name]].concat();
        change.less = !fewer.is_empty() || !missing(substance.aliases, &aliases).is_empty();
        change.says = format!("{}; its name is one of {} now", change.says, other.name);
    }
    change
}

fn level(danger: Danger) -> &'static str {
    match danger {
        Danger::EmergencyMedicine => "emergency_medicine",
        Danger::None => "none",
        Danger::Low => "low",
        Danger::Caution => "caution",
        Danger::Serious => "serious",
        Danger::Dangerous => "dangerous",
    }
}

fn of_class(before: &Class, now: &Class) -> Row {
    let mut row = Row::default();
    if before.danger != now.danger {
        let says = format!("danger {}, now {}", level(before.danger), level(now.danger));
        row.add(now.danger < before.danger, says);
    }
    window(&mut row, before.window_h, now.window_h);
    if before.standing != now.standing {
        let says = if now.standing {
            "now flagged while it is taken regularly"
        } else {
            "no longer flagged while it is taken regularly"
        };
        row.add(before.standing, says);
    }
    row.list("roles", before.roles, now.roles, true);
    row.text("says", before.says == now.says);
    row.text("why", before.why == now.why);
    row.list("sources", before.sources, now.sources, false);
    row
}

/// `window 72 to 120 h, now 1 to 2 h`.
fn window(row: &mut Row, before: &[u32], now: &[u32]) {
    if before == now {
        return;
    }
    let says = |hours: &[u32]| match hours {
        [] => "none".to_owned(),
        [one] => format!("{one} h"),
        [full, wide, ..] => format!("{full} to {wide} h"),
    };
    let reach = |hours: &[u32]| {
        let full = hours.first().copied().unwrap_or(NO_HOURS);
        (full, hours.last().copied().unwrap_or(full))
    };
    let (was, is) = (reach(before), reach(now));
    let shorter = is.0 < was.0 || is.1 < was.1;
    row.add(
        shorter,
        format!("window {}, now {}", says(before), says(now)),
    );
}

fn of_substance(before: &Substance, now: &Substance, all: &Names) -> Row {
    let mut row = Row::default();
    row.list("classes", before.classes, now.classes, true);
    // Its own hours stand above those of its classes.
    match (before.window_h, now.window_h) {
        (was, is) if was == is => {}
        ([], is) => {
            let own = before.classes.iter().filter_map(|id| all.class(id));
            let longest = own.flat_map(|class| class.window_h).max().copied();
            let shorter = is.last() < longest.as_ref();
            row.add(shorter, format!("hours of its own, now {is:?}"));
        }
        (was, is) => window(&mut row, was, is),
    }
    row.list("aliases", before.aliases, now.aliases, true);
    row
}

/// The words that steer how a typed line is read.
fn word_lists(before: &Names, now: &Names, changes: &mut Vec<Change>) {
    let (was, is) = (&before.table, &now.table);
    // A word more may hide a name; of those that sound unknown, a word less.
    for (name, was, is, hides) in [
        ("fillers", was.fillers, is.fillers, true),
        ("everyday", was.everyday, is.everyday, true),
        ("not_it", was.not_it, is.not_it, true),
        ("unmarked", was.unmarked, is.unmarked, false),
    ] {
        let mut row = Row::default();
        row.list("words", was, is, !hides);
        row.less |= hides && !missing(is, was).is_empty();
        changes.extend(row.into_change(name));
    }
    let says = |names: &Names| -> Vec<String> {
        let forms = names.table.form.iter();
        forms
            .map(|form| format!("{} of {}", form.adds, form.of.join(", ")))
            .collect()
    };
    let words = |names: &Names| -> Vec<String> {
        let forms = names.table.form.iter();
        let words =
            forms.flat_map(|form| form.words.iter().map(|it| format!("{it} ({})", form.adds)));
        words.collect()
    };
    let mut row = Row::default();
    list_of(&mut row, "forms", &says(before), &says(now));
    list_of(&mut row, "words", &words(before), &words(now));
    changes.extend(row.into_change("form"));
}

fn list_of(row: &mut Row, field: &str, before: &[String], now: &[String]) {
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let now: Vec<&str> = now.iter().map(String::as_str).collect();
    row.list(field, &before, &now, true);
}

/// How much paracetamol or caffeine a product holds.
fn held(changes: &mut Vec<Change>) {
    let (was, is) = (LABELS.original(), *LABELS.get());
    let was: Vec<(&str, u32)> = was.iter().map(|it| (it.0, it.1)).collect();
    let is: Vec<(&str, u32)> = is.iter().map(|it| (it.0, it.1)).collect();
    milligrams("paracetamol", &was, &is, changes);
    let (was, is) = (TYPICAL.original(), *TYPICAL.get());
    let was: Vec<(&str, u32)> = was.iter().map(|it| (it.0, it.1)).collect();
    let is: Vec<(&str, u32)> = is.iter().map(|it| (it.0, it.1)).collect();
    milligrams("caffeine", &was, &is, changes);
}

fn milligrams(what: &str, before: &[(&str, u32)], now: &[(&str, u32)], changes: &mut Vec<Change>) {
    for (name, was) in before {
        let is = now.iter().find(|it| it.0 == *name).map(|it| it.1);
        let says = match is {
            Some(is) if is == *was => continue,
            Some(is) => format!("{what} in {name}: {was} mg, now {is} mg"),
            None => format!("{what} in {name} is no longer in it ({was} mg)"),
        };
        let less = is.is_none_or(|is| is < *was);
        changes.push(Change { less, says });
    }
    for (name, is) in now {
        if !before.iter().any(|was| was.0 == *name) {
            changes.push(new(&format!("{what} in"), name, &format!("{is} mg")));
        }
    }
}

/// What the list of symptoms changes.
fn of_symptoms() -> Vec<String> {
    let (before, now) = (SYMPTOMS.original(), symptoms());
    let mut changes = Vec::new();
    for sign in before.all() {
        changes.extend(match now.all().find(|is| is.name == sign.name) {
            Some(is) => {
                let mut row = Row::default();
                row.text("group", sign.group == is.group);
                row.list("signs", &sign.signs, &is.signs, true);
                row.list("words", &sign.words, &is.words, true);
                row.list("abroad", &sign.abroad, &is.abroad, true);
                row.into_change(&format!("symptom {}", sign.name))
            }
            None => Some(gone("symptom", sign.name, &kind_of(sign))),
        });
    }
    let is_new = |it: &&Symptom| before.all().all(|was| was.name != it.name);
    let added = now.all().filter(is_new);
    changes.extend(added.map(|it| new("symptom", it.name, &kind_of(it))));
    told(changes)
}

/// `group breathing, a red flag`.
fn kind_of(sign: &Symptom) -> String {
    let red = |sign: &&str| sign.starts_with("red-") || sign.ends_with("-red");
    let of = match sign
        .signs
        .iter()
        .any(|sign| red(sign) || *sign == "suicide")
    {
        true => "a red flag".to_owned(),
        false if sign.signs.is_empty() => return format!("group {}", sign.group),
        false => format!("signs {}", sign.signs.join(", ")),
    };
    format!("group {}, {of}", sign.group)
}

/// What the list of facts changes.
fn of_facts() -> Vec<String> {
    let (before, now) = (FACTS.original(), facts());
    let mut changes = Vec::new();
    for fact in before.all() {
        changes.extend(match now.all().find(|is| is.name == fact.name) {
            Some(is) => of_fact(fact, is).into_change(&format!("fact {}", fact.name)),
            None => Some(gone("fact", fact.name, &sets_of(fact))),
        });
    }
    let is_new = |it: &&Fact| before.all().all(|was| was.name != it.name);
    let added = now.all().filter(is_new);
    changes.extend(added.map(|it| new("fact", it.name, &sets_of(it))));
    told(changes)
}

fn of_fact(before: &Fact, now: &Fact) -> Row {
    let mut row = Row::default();
    row.text("group", before.group == now.group);
    row.list("sets", &before.sets, &now.sets, true);
    row.list("words", &before.words, &now.words, true);
    row.list("abroad", &before.abroad, &now.abroad, true);
    if before.number != now.number {
        row.add(true, "its number counts something else");
    }
    row.text("asks", before.asks == now.asks);
    row
}

fn sets_of(fact: &Fact) -> String {
    if fact.sets.is_empty() {
        return format!("group {}", fact.group);
    }
    format!("group {}, read as {}", fact.group, fact.sets.join(", "))
}

/// What the list of sources changes.
fn of_sources() -> Vec<String> {
    let (before, now) = (SOURCES.original(), sources());
    let mut changes = Vec::new();
    for source in before.all() {
        let Some(is) = now.find(source.id) else {
            changes.push(Change {
                less: false,
                says: format!("source {} is no longer in it", source.id),
            });
            continue;
        };
        let mut row = Row::default();
        row.text("name", source.name == is.name);
        row.text("what", source.what == is.what);
        row.text("where", source.place == is.place);
        row.text("file", source.file == is.file);
        if source.kind != is.kind {
            let says = format!("kind {:?}, now {:?}", source.kind, is.kind);
            row.add(false, says.to_lowercase());
        }
        changes.extend(row.into_change(&format!("source {}", source.id)));
    }
    let is_new = |it: &&Source| before.find(it.id).is_none();
    let added = now.all().filter(is_new);
    changes.extend(added.map(|it| new("source", it.id, it.name)));
    told(changes)
}

/// What the list of numbers to call changes.
fn of_helplines() -> Vec<String> {
    let (before, now) = (HELPLINES.original(), helplines());
    let mut changes = Vec::new();
    for country in before.all() {
        changes.extend(match now.all().find(|is| is.code == country.code) {
            Some(is) => of_country(country, is).into_change(country.code),
            None => Some(gone("country", country.code, country.country)),
        });
    }
    let is_new = |it: &&Country| before.all().all(|was| was.code != it.code);
    let added = now.all().filter(is_new);
    changes.extend(added.map(|it| new("country", it.code, it.country)));
    if before.fallback.emergency != now.fallback.emergency
        || before.fallback.find != now.fallback.find
    {
        changes.push(Change {
            less: false,
            says: "fallback reads otherwise".to_owned(),
        });
    }
    told(changes)
}

fn of_country(before: &Country, now: &Country) -> Row {
    let mut row = Row::default();
    if before.emergency != now.emergency {
        let says = format!("emergency {}, now {}", before.emergency, now.emergency);
        row.add(now.emergency.is_empty(), says);
    }
    for (field, was, is) in [
        ("poison", &before.poison, &now.poison),
        ("talk", &before.talk, &now.talk),
        ("drugs", &before.drugs, &now.drugs),
    ] {
        let says = |lines: &[Line]| -> Vec<String> {
            let lines = lines.iter();
            lines
                .map(|line| format!("{} {}", line.name, line.number))
                .collect()
        };
        let less = row.less || is.len() < was.len();
        list_of(&mut row, field, &says(was), &says(is));
        // Another number in its place is no line less.
        row.less = less;
    }
    row.text("country", before.country == now.country);
    row.list("names", &before.names, &now.names, false);
    if before.checked != now.checked {
        row.add(
            false,
            format!("checked {}, now {}", before.checked, now.checked),
        );
    }
    row
}
