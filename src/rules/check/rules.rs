//! A file of rules, read field by field and held against the lists it names.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use toml::{Table, Value};

use super::super::classes::names;
use super::super::condition::Condition;
use super::super::facts::facts;
use super::super::rule::{On, Proof, Row, Rule};
use super::super::sources::{Kind, sources};
use super::super::symptoms::symptoms;
use super::super::{SAY_MAX, reach};
use super::tree::{Step, Tree};
use super::wrong::{NEW_SOURCE, Wrong, nearest, unknown};
use super::{Beside, notation, reading, shape, slip, words};
use crate::domain::answer::Level;
use crate::domain::event::EventName;

/// When every rule was reviewed for the first time.
const FIRST_REVIEW: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date");

/// How strong evidence can be called; the words that `evidence` begins with.
pub const STRENGTHS: [(&str, &str); 6] = [
    (
        "strong",
        "seen in trials or in several studies that agree, or settled in medicine for this kind of substance",
    ),
    (
        "moderate",
        "seen in one good study or a large survey, of kratom or of what is very like it; a survey of people who chose to take part, however large, is never more",
    ),
    (
        "weak",
        "single cases, small groups, animals, people's single reports",
    ),
    (
        "general",
        "common medical or first-aid practice, not studied with kratom",
    ),
    (
        "a document",
        "said by one of the five unsigned articles, without references",
    ),
    (
        "leaflog's own line",
        "a figure or choice made for leaflog, not taken from a study",
    ),
];

/// The source of what no study gives.
const OWN_LINE: &str = "leaflog-own-line";

/// What may stand between braces in a text; the rule's measure or the person's
/// country fills it.
const SLOTS: [&str; 29] = [
    "broken",
    "condition",
    "crisis",
    "days",
    "drug",
    "emergency",
    "first",
    "g",
    "gap",
    "h",
    "helpline",
    "hours",
    "item",
    "k",
    "largest",
    "late",
    "line",
    "mg",
    "n",
    "other",
    "pct",
    "poison",
    "poison_line",
    "pulse",
    "symptom",
    "talk",
    "total",
    "what",
    "within",
];

/// The longest title, every slot filled.
pub const TITLE_MAX: usize = 64;

/// The rules of a file that are in order as far as their shape goes, each with
/// its place in the file, and all that is wrong.
#[must_use]
pub fn read(text: &str, beside: &Beside) -> (Vec<(usize, Rule)>, Vec<Wrong>) {
    let tree = match Tree::read(text) {
        Ok(tree) => tree,
        Err((line, why)) => return (Vec::new(), vec![not_toml(text, line, &why)]),
    };
    let table: Table = text.parse().unwrap_or_default();
    let mut wrong = Vec::new();
    for key in table.keys().filter(|key| *key != "rule") {
        wrong.push(Wrong {
            line: tree.find(&[], key),
            of: String::new(),
            field: key.clone(),
            why: "stands in no rule".to_owned(),
            hint: "write it below a line [[rule]]".to_owned(),
        });
    }
    let Some(all) = table.get("rule").and_then(Value::as_array) else {
        wrong.push(Wrong {
            line: 0,
            of: String::new(),
            field: String::new(),
            why: "holds no rule".to_owned(),
            hint: "begin one with a line [[rule]]".to_owned(),
        });
        return (Vec::new(), wrong);
    };
    let mut rules = Vec::new();
    for (at, value) in all.iter().enumerate() {
        let mut one = One::of(&tree, at, value);
        one.read(value);
        if let Some(rule) = one.rule.take() {
            one.look_over(&rule);
            rules.push((at, rule));
        }
        wrong.append(&mut one.wrong);
    }
    let own = rules
        .iter()
        .map(|(_, rule): &(usize, Rule)| rule.id.clone());
    let own: Vec<String> = own.collect();
    for (at, rule) in &rules {
        let mut one = One::named(&tree, *at, &rule.id);
        one.look_around(rule, &own, beside);
        one.not_to_come(rule, beside.today);
        wrong.append(&mut one.wrong);
    }
    (rules, wrong)
}

/// It is no TOML.
#[must_use]
pub fn not_toml(text: &str, line: usize, why: &str) -> Wrong {
    let here = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let curly = here.contains(['“', '”', '„']);
    let slip = if curly {
        Some("a word processor turned the quotation marks: write \" in a plain text editor")
    } else {
        slip::meant(here)
    };
    // What a parser says helps only where nothing better is known.
    let (why, hint) = match slip {
        Some(hint) if !curly => ("cannot be read here".to_owned(), hint),
        slip => (
            format!("cannot be read here: {why}"),
            slip.unwrap_or(
                "look for a missing quotation mark, comma, = or bracket on this line and the one \
                 before",
            ),
        ),
    };
    Wrong {
        line,
        of: String::new(),
        field: String::new(),
        why,
        hint: hint.to_owned(),
    }
}

/// One rule of a file and what is wrong with it.
struct One<'t> {
    tree: &'t Tree<'t>,
    at: usize,
    id: String,
    rule: Option<Rule>,
    wrong: Vec<Wrong>,
}

impl<'t> One<'t> {
    fn of(tree: &'t Tree<'t>, at: usize, value: &Value) -> One<'t> {
        let id = value.get("id").and_then(Value::as_str);
        One::named(tree, at, id.unwrap_or("a rule without an id"))
    }

    fn named(tree: &'t Tree<'t>, at: usize, id: &str) -> One<'t> {
        One {
            tree,
            at,
            id: id.to_owned(),
            rule: None,
            wrong: Vec::new(),
        }
    }

    fn path<'s>(&self, below: &[Step<'s>]) -> Vec<Step<'s>> {
        let mut path = vec![Step::Field("rule"), Step::At(self.at)];
        path.extend(below);
        path
    }

    fn add(&mut self, line: usize, field: &str, why: impl Into<String>, hint: impl Into<String>) {
        self.wrong.push(Wrong {
            line,
            of: self.id.clone(),
            field: field.to_owned(),
            why: why.into(),
            hint: hint.into(),
        });
    }

    /// Something wrong with a field of the rule.
    fn field(&mut self, field: &str, why: impl Into<String>, hint: impl Into<String>) {
        let line = self.tree.line(&self.path(&[Step::Field(field)]));
        self.add(line, field, why, hint);
    }

    /// The rule, where its shape is in order: its conditions and proofs one by
    /// one first, because their lines are known.
    fn read(&mut self, value: &Value) {
        let before = self.wrong.len();
        let list = |value: &Value, field: &str| -> Vec<Value> {
            let list = value.get(field).and_then(Value::as_array);
            list.cloned().unwrap_or_default()
        };
        for (n, row) in list(value, "any").iter().enumerate() {
            for (m, asks) in list(row, "all").into_iter().enumerate() {
                let steps = [
                    Step::Field("any"),
                    Step::At(n),
                    Step::Field("all"),
                    Step::At(m),
                ];
                if let Some(n) = beyond(&asks) {
                    let line = self.tree.line(&self.path(&steps));
                    let hint = "leaflog looks back half a year: hours and days are not longer";
                    self.add(line, "any", format!("{n} is too large or too small"), hint);
                    continue;
                }
                self.shape::<Condition>(asks, &steps, "any");
            }
        }
        for field in ["fires", "silent"] {
            for (n, proof) in list(value, field).into_iter().enumerate() {
                let steps = [Step::Field(field), Step::At(n)];
                self.shape::<Proof>(proof, &steps, field);
            }
        }
        if self.wrong.len() == before {
            self.rule = self.shape::<Rule>(value.clone(), &[], "");
        }
    }

    fn shape<T: for<'de> Deserialize<'de>>(
        &mut self,
        value: Value,
        below: &[Step],
        within: &str,
    ) -> Option<T> {
        let bounds = value.get("measure").is_some();
        let message = match T::deserialize(value) {
            Ok(read) => return Some(read),
            Err(wrong) => wrong.message().to_owned(),
        };
        // The bounds of a condition are fields of it too.
        let message = if bounds && message.starts_with("unknown field") {
            format!("{message}, `from`, `above`, `to`, `below`")
        } else {
            message
        };
        let said = shape::reworded(&message);
        let path = self.path(below);
        let line = match &said.wanted {
            Some(wanted) => self.tree.find(&path, wanted),
            None => self.tree.line(&path),
        };
        let mut field = [within, said.field.as_str()].join(": ");
        field = field.trim_matches([':', ' ']).to_owned();
        self.add(line, &field, said.why, said.hint);
        None
    }

    /// What a rule needs beyond its shape.
    fn look_over(&mut self, rule: &Rule) {
        self.needs(rule);
        self.levels(rule);
        self.sources(rule);
        self.texts(rule);
        self.names(rule);
        self.proofs(rule);
    }

    fn needs(&mut self, rule: &Rule) {
        let (number, name) = rule.id.split_once('-').unwrap_or_default();
        let is_number = number
            .strip_prefix('R')
            .is_some_and(|n| n.len() == 2 && n.chars().all(|c| c.is_ascii_digit()));
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !is_number || name.is_empty() || !name.chars().all(is_name) {
            let hint = "write R, two digits and a short name, like R99-short-name";
            self.field("id", "is not like the others", hint);
        }
        if rule.any.is_empty() || rule.any.iter().any(|row| row.all.is_empty()) {
            let hint = "write any = [{ all = [{ measure = \"…\", from = … }] }]";
            self.field("any", "has no condition", hint);
        }
        if rule.any.iter().any(|row| row.on == Some(On::Now)) {
            self.field(
                "any",
                "on = \"now\" stands in a row",
                "a row names kinds of entries, like on = [\"dose\"]",
            );
        }
        if rule.helps.iter().all(|help| help.trim().is_empty()) {
            self.field(
                "do",
                "there is nothing to do",
                "write do = [\"…\"], what helps",
            );
        }
        if rule.name().contains('{') {
            let hint = "write called = \"…\", its name where nothing fills the braces";
            self.field("title", "has braces, and called is missing", hint);
        }
        let conditions = rule.any.iter().flat_map(|row| &row.all);
        for (kind, hours) in conditions.flat_map(|one| one.measure.looks_back()) {
            let most = reach(kind);
            if TimeDelta::hours(i64::from(hours)) > most {
                let why = format!("asks {hours} h of {}", kind.name());
                let hint = format!("leaflog looks back {} h at most there", most.num_hours());
                self.field("any", why, hint);
            }
        }
    }

    fn levels(&mut self, rule: &Rule) {
        let says_level = |row: &Row| row.level.is_some() || rule.level.is_some();
        if rule.levels.is_empty() && !rule.any.iter().all(says_level) {
            let hint = "write level = \"info\", \"caution\", \"warning\" or \"urgent\", for the rule or in each row";
            self.field("any", "level: a row has none", hint);
        }
        if rule.levels.windows(2).any(|two| two[0].from >= two[1].from) {
            self.field("levels", "do not rise", "write the smallest from first");
        }
        if rule.level == Some(Level::Urgent) && !rule.always {
            let hint = "write always = true: nobody may switch an urgent warning off";
            self.field("level", "urgent, and it can be silenced", hint);
        }
    }

    fn sources(&mut self, rule: &Rule) {
        if rule.sources.is_empty() {
            let hint =
                "write an id of assets/sources.toml, \"leaflog-own-line\" where there is no other";
            self.field("sources", "there is none", hint);
        }
        for (n, id) in rule.sources.iter().enumerate() {
            let known = sources().all().map(|source| source.id);
            if sources().find(id).is_some() {
                continue;
            }
            let (why, hint) = unknown("source in assets/sources.toml", id, known, NEW_SOURCE);
            let line = self
                .tree
                .line(&self.path(&[Step::Field("sources"), Step::At(n)]));
            self.add(line, "sources", why, hint);
        }
        let unsigned = |id: &String| {
            let kind = sources().find(id).map(|source| source.kind);
            kind == Some(Kind::Document) || id == OWN_LINE
        };
        let alone = !rule.sources.is_empty() && rule.sources.iter().all(unsigned);
        if alone && rule.evidence.starts_with("strong") {
            let hint = "begin with \"a document\", or name the study or agency that shows it";
            self.field("evidence", "a document alone is never called strong", hint);
        }
        let reviewed = rule.reviewed.to_string().parse::<NaiveDate>();
        if !reviewed.is_ok_and(|date| date >= FIRST_REVIEW) {
            let why = format!("{} is no date of a review", rule.reviewed);
            let hint = format!("write a date like {FIRST_REVIEW}, not before that day");
            self.field("reviewed", why, hint);
        }
        let names = STRENGTHS.map(|(name, _)| name);
        if !names.iter().any(|name| rule.evidence.starts_with(name)) {
            let first: String = rule
                .evidence
                .split([' ', ';', ',', ':'])
                .next()
                .unwrap_or_default()
                .to_owned();
            let (why, hint) = unknown(
                "strength",
                &first,
                names,
                &format!("begin with one of {}", names.join(", ")),
            );
            self.field("evidence", why, hint);
        }
    }

    /// Nobody can have agreed to it on a day to come.
    fn not_to_come(&mut self, rule: &Rule, today: Option<NaiveDate>) {
        let reviewed = rule.reviewed.to_string().parse::<NaiveDate>().ok();
        if let Some(date) = reviewed.filter(|date| today.is_some_and(|today| *date > today)) {
            let hint = "write the day two people agreed to it";
            self.field("reviewed", format!("{date} is still to come"), hint);
        }
    }

    fn texts(&mut self, rule: &Rule) {
        for (field, text) in texts(rule) {
            let line = match text {
                "" => self.tree.line(&self.path(&[Step::Field(field)])),
                text => self.tree.find(&self.path(&[]), text),
            };
            if text.trim().is_empty() {
                self.add(line, field, "is empty", "write it in plain words");
            }
            self.words(line, field, text);
            self.slots(line, field, text);
            let most = match field {
                "say" => Some(SAY_MAX),
                "title" => Some(TITLE_MAX),
                _ => None,
            };
            let length = text.chars().count();
            if let Some(most) = most.filter(|most| !text.contains('{') && length > *most) {
                let why = format!("is {length} characters long");
                let hint = format!("{most} at most, so that it is read to its end");
                self.add(line, field, why, hint);
            }
        }
        let mut read = vec![("say", rule.say.clone()), ("do", rule.helps.join(" "))];
        read.extend(
            rule.any
                .iter()
                .filter_map(|row| Some(("say", row.say.clone()?))),
        );
        for (field, text) in read {
            let plain = text
                .replace("{emergency}", "112")
                .replace("{poison}", "112");
            let grade = reading::grade(&plain);
            if grade > reading::HARDEST {
                let why = format!("reads at school grade {grade:.1}");
                let hint = format!(
                    "{} at most: shorter sentences, shorter words",
                    reading::HARDEST
                );
                self.field(field, why, hint);
            }
        }
    }

    fn words(&mut self, line: usize, field: &str, text: &str) {
        for (word, instead) in words::said(text) {
            self.add(line, field, format!("says \"{word}\""), instead);
        }
        if text.contains('!') {
            self.add(line, field, "has an exclamation mark", words::CALMLY);
        }
        for amount in words::amounts_to_take(text) {
            self.add(line, field, format!("says \"{amount}\""), words::NO_AMOUNT);
        }
    }

    fn slots(&mut self, line: usize, field: &str, text: &str) {
        for slot in braced(text) {
            if matches!(field, "why" | "evidence" | "not_yet") {
                let hint = "this text is shown as it stands: write it without braces";
                self.add(
                    line,
                    field,
                    format!("{{{slot}}} is never filled here"),
                    hint,
                );
            } else if !SLOTS.contains(&slot) {
                let hint = match nearest(slot, SLOTS) {
                    Some(near) => format!("did you mean {{{near}}}?"),
                    None => format!("write one of {{{}}}", SLOTS.join("}, {")),
                };
                self.add(line, field, format!("{{{slot}}} is no placeholder"), hint);
            }
        }
    }

    fn names(&mut self, rule: &Rule) {
        let conditions = rule.any.iter().flat_map(|row| &row.all);
        for (kind, name) in conditions.flat_map(|condition| condition.measure.names()) {
            let Some((sort, known)) = chosen_from(kind, name) else {
                continue;
            };
            let list = match kind {
                "role" | "class" | "substance" => "assets/substances.toml",
                "fact" => "assets/facts.toml",
                "event" => "the list of leaflog event --help",
                _ => "assets/symptoms.toml",
            };
            let otherwise = format!(
                "write one that stands in {list}, or add it there and check both files in one command"
            );
            let (why, hint) = unknown(sort, name, known.iter().map(String::as_str), &otherwise);
            let line = self.tree.find(&self.path(&[Step::Field("any")]), name);
            self.add(line, "any", why, hint);
        }
    }

    fn proofs(&mut self, rule: &Rule) {
        for (field, proofs, says) in [
            ("fires", &rule.fires, "a journal at which it is to warn"),
            (
                "silent",
                &rule.silent,
                "a journal at the border at which it is to stay silent",
            ),
        ] {
            if proofs.is_empty() {
                let hint = format!("write {field} = [{{ entries = [\"dose 2g\"] }}], {says}");
                self.field(field, "there is no proof", hint);
            }
            for (n, proof) in proofs.iter().enumerate() {
                if let Err(why) = notation::written(&proof.entries) {
                    let line = self
                        .tree
                        .line(&self.path(&[Step::Field(field), Step::At(n)]));
                    self.add(line, field, why, "");
                }
            }
        }
        for level in spoken(rule) {
            let mut proofs = rule.fires.iter();
            if !proofs.any(|proof| proof.level.or(rule.level) == Some(level)) {
                let name = level.name();
                let hint = format!("add {{ entries = [\"…\"], level = \"{name}\" }}");
                self.field("fires", format!("no proof warns at {name}"), hint);
            }
        }
    }

    /// What is held against the other rules.
    fn look_around(&mut self, rule: &Rule, own: &[String], beside: &Beside) {
        let twice = own.iter().filter(|id| **id == rule.id).count() > 1;
        if twice || beside.taken.contains(&rule.id) {
            let hint = "give one of them another number or name";
            self.field("id", "two rules have it", hint);
        }
        let ids = || own.iter().chain(&beside.known).map(String::as_str);
        for other in &rule.yields_to {
            if !ids().any(|id| id == other) {
                let (why, hint) = unknown("rule", other, ids(), "write the id of another rule");
                self.field("yields_to", why, hint);
            }
        }
    }
}

/// A number no condition has.
fn beyond(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(n) => (!(-1_000_000..=1_000_000).contains(n)).then_some(*n),
        Value::Array(list) => list.iter().find_map(beyond),
        Value::Table(table) => table.values().find_map(beyond),
        _ => None,
    }
}

/// Every level a rule may speak at.
fn spoken(rule: &Rule) -> BTreeSet<Level> {
    let mut levels: BTreeSet<Level> = rule.levels.iter().map(|step| step.level).collect();
    levels.extend(rule.any.iter().filter_map(|row| row.level));
    if rule.any.iter().any(|row| row.level.is_none()) {
        levels.extend(rule.level);
    }
    levels
}

/// What a name that is in no list could have been; nothing where it is in one.
fn chosen_from(kind: &str, name: &str) -> Option<(&'static str, Vec<String>)> {
    let of = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>();
    let taken: BTreeSet<&str> = names()
        .all()
        .flat_map(|it| it.classes.iter().copied())
        .collect();
    let (sort, known) = match kind {
        "role" => {
            let classes = taken.iter().filter_map(|id| names().class(id));
            (
                "role",
                of(classes.flat_map(|it| it.roles.iter().copied()).collect()),
            )
        }
        "class" => ("class", of(taken.into_iter().collect())),
        "substance" => ("substance", of(names().all().map(|it| it.name).collect())),
        "fact" if name.starts_with('@') => {
            let sets = facts().all().flat_map(|fact| &fact.sets);
            (
                "group of facts",
                sets.map(|set| format!("@{set}")).collect(),
            )
        }
        "fact" => ("fact", of(facts().all().map(|fact| fact.name).collect())),
        "event" => (
            "event",
            of(EventName::ALL.iter().map(|it| it.name()).collect()),
        ),
        _ if name == "*" => return None,
        _ if name.starts_with('@') => {
            let signs = symptoms().all().flat_map(|it| &it.signs);
            (
                "group of symptoms",
                signs.map(|sign| format!("@{sign}")).collect(),
            )
        }
        _ => ("symptom", of(symptoms().all().map(|it| it.name).collect())),
    };
    (!known.iter().any(|one| one == name)).then_some((sort, known))
}

/// Every text of a rule with its field.
#[must_use]
pub fn texts(rule: &Rule) -> Vec<(&'static str, &str)> {
    let mut texts = vec![
        ("title", rule.title.as_str()),
        ("say", &rule.say),
        ("why", &rule.why),
        ("evidence", &rule.evidence),
    ];
    texts.extend(rule.first.iter().map(|text| ("first", text.as_str())));
    texts.extend(rule.called.iter().map(|text| ("called", text.as_str())));
    texts.extend(rule.helps.iter().map(|text| ("do", text.as_str())));
    let steps = rule.levels.iter().filter_map(|step| step.say.as_deref());
    texts.extend(steps.map(|text| ("say", text)));
    texts.extend(rule.not_yet.iter().map(|text| ("not_yet", text.as_str())));
    for row in &rule.any {
        let own = [
            ("title", &row.title),
            ("first", &row.first),
            ("say", &row.say),
            ("why", &row.why),
        ];
        let own = own
            .into_iter()
            .filter_map(|(field, text)| Some((field, text.as_deref()?)));
        texts.extend(own);
        let helps = row.helps.iter().flatten();
        texts.extend(helps.map(|text| ("do", text.as_str())));
    }
    texts
}

/// What stands between braces.
fn braced(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}
