//! What people take besides kratom: from a name as typed to the classes that rules read.

use serde::Deserialize;

use super::built_in::BuiltIn;
use super::text::{apart, key, narrow, one_slip, push_key, slips};

/// How a class meets kratom, from nothing known to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Danger {
    /// Given to save a life; never warned about as a mix.
    EmergencyMedicine,
    /// No interaction is known.
    None,
    /// Little is known to happen; not a sign of safety.
    Low,
    /// Worth knowing before taking both.
    Caution,
    /// Ask a pharmacist first.
    Serious,
    /// Together they can kill.
    Dangerous,
}

/// A kind of substance, as the rules see it.
#[derive(Debug)]
pub struct Class {
    /// The word rules use.
    pub id: &'static str,
    /// The words a sentence uses.
    pub says: &'static str,
    /// How it meets kratom.
    pub danger: Danger,
    /// Hours around kratom: full severity, then "still same-day"; empty when only standing.
    pub window_h: &'static [u32],
    /// Flagged for as long as it is taken regularly, whatever the hour.
    pub standing: bool,
    /// What it does, in the closed set listed at the top of `assets/substances.toml`.
    pub roles: &'static [&'static str],
    /// The reason in one plain sentence.
    pub why: &'static str,
    /// Ids in `assets/sources.toml`.
    pub sources: &'static [&'static str],
}

impl Class {
    /// Whether the class has this role.
    #[must_use]
    pub fn has(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }

    /// The first number of its window; a day where there is none, nothing for naloxone.
    fn window(&self) -> Option<u32> {
        match self.window_h.first() {
            Some(&hours) => Some(hours),
            None if self.has("naloxone") => None,
            None => Some(UNKNOWN_WINDOW_H),
        }
    }
}

/// One substance or product and every name it goes by.
#[derive(Debug)]
pub struct Substance {
    /// The name leaflog uses.
    pub name: &'static str,
    /// Ids of its classes; a combination carries those of all its parts.
    pub classes: &'static [&'static str],
    /// Brands, spellings, street names and other languages.
    pub aliases: &'static [&'static str],
    /// Its own window, where it differs from that of its classes.
    pub window_h: &'static [u32],
}

/// What a typed name was understood to be.
#[derive(Debug)]
pub struct Match<'a> {
    /// The name leaflog uses; of several, the one that matters most.
    pub name: &'a str,
    /// All names found, in the order typed.
    pub names: Vec<&'a str>,
    /// The classes of all of them, without repetition.
    pub classes: Vec<&'a Class>,
    /// Found through a spelling slip or inside a longer text: worth saying back.
    pub slip: bool,
    /// A part of it is a guess at a mistyped name: worth asking.
    pub guessed: bool,
    /// A part of what was typed was not recognised.
    pub partly: bool,
    /// The words of that part.
    pub unread: String,
    /// Hours around kratom at full severity; `None` for naloxone.
    pub window_h: Option<u32>,
    /// Hours in which it still counts as the same day, where that is longer.
    pub wide_window_h: Option<u32>,
}

impl Match<'_> {
    /// The worst of its classes.
    #[must_use]
    pub fn danger(&self) -> Danger {
        worst(&self.classes)
    }

    /// Whether any of its classes has this role.
    #[must_use]
    pub fn has(&self, role: &str) -> bool {
        self.classes.iter().any(|class| class.has(role))
    }

    /// Whether any of its classes is flagged while taken regularly.
    #[must_use]
    pub fn standing(&self) -> bool {
        self.classes.iter().any(|class| class.standing)
    }
}

/// Every known name.
#[derive(Debug)]
pub struct Names {
    pub(super) table: Table,
    /// Key and substance of every name, in order of key.
    pub(super) keys: &'static [(&'static str, u16)],
}

#[derive(Debug)]
pub(super) struct Table {
    pub fillers: &'static [&'static str],
    pub everyday: &'static [&'static str],
    pub not_it: &'static [&'static str],
    pub unmarked: &'static [&'static str],
    pub form: &'static [Shape],
    pub class: &'static [Class],
    pub substance: &'static [Substance],
}

/// A word that turns one class into another as well: "retard", "patch".
#[derive(Debug)]
pub(super) struct Shape {
    pub words: &'static [&'static str],
    pub of: &'static [&'static str],
    pub adds: &'static str,
}

/// What counts for a name nobody knows, and for classes without hours.
const UNKNOWN_WINDOW_H: u32 = 24;

/// The longest name in words; a phrase is read in steps of at most so many.
pub(super) const LONGEST_NAME: usize = 8;

/// At most so many names are offered for one that was mistyped.
const MOST_MEANT: usize = 5;

/// The list that comes with leaflog, made from `assets/substances.toml` by
/// `build.rs`.
pub(super) static NAMES: BuiltIn<Names> = BuiltIn::new(|| Names {
    table: include!(concat!(env!("OUT_DIR"), "/substances.rs")),
    keys: include!(concat!(env!("OUT_DIR"), "/names.rs")),
});

/// The list that comes with leaflog.
#[must_use]
pub fn names() -> &'static Names {
    NAMES.get()
}

/// Hours around kratom within which a typed name counts as taken together with it:
/// a day for unknown names, nothing for naloxone.
#[must_use]
pub fn window_h(typed: &str) -> Option<u32> {
    match names().find(typed) {
        Some(found) => found.window_h,
        None => Some(UNKNOWN_WINDOW_H),
    }
}

impl Names {
    /// What a typed name means. Case, spaces, hyphens and accents do not count; amounts
    /// and containers are passed over ("2 glasses of wine", "500mg paracetamol"); of
    /// several names all classes are taken. `None` means: not assessed.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<Match<'_>> {
        if let Some(at) = self.exact(&key(typed)) {
            return Some(self.matched(&[at], &[]));
        }
        let words = words(typed);
        let (mut found, mut slip, mut guessed) = (Vec::new(), false, false);
        let mut unread: Vec<String> = Vec::new();
        for part in self.parts(&words) {
            let part = self.settle(part);
            slip |= part.slip && !part.found.is_empty();
            guessed |= part.guessed;
            found.extend(part.found);
            unread.extend(part.unread);
        }
        if found.is_empty() {
            return None;
        }
        Some(Match {
            slip,
            guessed,
            partly: !unread.is_empty(),
            unread: unread.join(", "),
            ..self.matched(&found, &words)
        })
    }

    /// The names that may have been meant by one that is not known as it stands,
    /// leaflog's own name of each: those that begin so, else the nearest, else those
    /// that hold it. To be asked, never to be taken.
    #[must_use]
    pub fn meant(&self, typed: &str) -> Vec<&'static str> {
        let street = self.street(&words(typed));
        if !street.is_empty() {
            let name = |at: u16| self.table.substance[usize::from(at)].name;
            return street.into_iter().take(MOST_MEANT).map(name).collect();
        }
        let typed = key(typed);
        if self.exact(&typed).is_some() {
            return Vec::new();
        }
        let likeliest = [Names::beginning, Names::nearest, Names::held];
        let mut found = likeliest.iter().map(|find| find(self, &typed));
        let at = found.find(|at| !at.is_empty()).unwrap_or_default();
        let names = self.distinct(at).map(|substance| substance.name);
        names.take(MOST_MEANT).collect()
    }

    /// Those the fewest slips away, or one more.
    fn nearest(&self, typed: &str) -> Vec<u16> {
        let mut close = self.close(typed, askable(typed.len()));
        let best = close.iter().map(|(apart, _)| *apart).min();
        close.retain(|(apart, _)| best.is_some_and(|best| *apart <= best + 1));
        close.sort_unstable();
        close.into_iter().map(|(_, at)| at).collect()
    }

    /// Substances to offer while a name is being typed: those that begin so, then those
    /// that hold it, then those a slip away.
    #[must_use]
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<&Substance> {
        let typed = key(typed);
        let mut at = self.begun(&typed);
        let mut near = self.close(&typed, askable(typed.len()));
        near.sort_unstable();
        at.extend(near.into_iter().map(|(_, at)| at));
        self.distinct(at).take(most).collect()
    }

    /// Substances with a name that begins with or holds a text.
    pub fn holding(&self, typed: &str) -> impl Iterator<Item = &Substance> {
        self.distinct(self.begun(&key(typed)))
    }

    /// What was typed itself, names of substances that begin so, any names that do, and
    /// from three letters on those that hold it.
    fn begun(&self, typed: &str) -> Vec<u16> {
        let mut at = self.beginning(typed);
        at.extend(self.held(typed));
        at
    }

    /// What was typed itself, names of substances that begin so, and any names that do.
    fn beginning(&self, typed: &str) -> Vec<u16> {
        if typed.is_empty() {
            return Vec::new();
        }
        let mut at: Vec<u16> = self.exact(typed).into_iter().collect();
        let begins = |(_, substance): &(usize, &Substance)| key(substance.name).starts_with(typed);
        let named = self.table.substance.iter().enumerate().filter(begins);
        at.extend(named.filter_map(|(n, _)| u16::try_from(n).ok()));
        let from = self.keys.partition_point(|(k, _)| *k < typed);
        let same_start = self.keys[from..].iter();
        let same_start = same_start.take_while(|(k, _)| k.starts_with(typed));
        at.extend(same_start.map(|k| k.1));
        at
    }

    /// Names that hold what was typed, from three letters on.
    fn held(&self, typed: &str) -> Vec<u16> {
        if typed.len() < 3 {
            return Vec::new();
        }
        let holding = self.keys.iter().filter(|(k, _)| k.contains(typed));
        holding.map(|k| k.1).collect()
    }

    fn distinct(&self, mut at: Vec<u16>) -> impl Iterator<Item = &Substance> {
        let mut seen = vec![false; self.table.substance.len()];
        at.retain(|&n| !std::mem::replace(&mut seen[usize::from(n)], true));
        at.into_iter().map(|n| self.at(n))
    }

    /// The class with this id.
    #[must_use]
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.table.class.iter().find(|class| class.id == id)
    }

    /// Every class.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.table.class.iter()
    }

    /// Every substance.
    pub fn all(&self) -> impl Iterator<Item = &Substance> {
        self.table.substance.iter()
    }

    /// Whether a name nobody knows sounds like a pill or powder from an unknown hand,
    /// or holds what may be the street name of an opioid, sedative or stimulant.
    #[must_use]
    pub fn sounds_unmarked(&self, typed: &str) -> bool {
        let words = words(typed);
        let known = |word: &Word| self.table.unmarked.contains(&word.text.as_str());
        words.iter().any(known) || !self.street(&words).is_empty()
    }

    /// What an everyday word may mean in company nobody knows: "some dope from bob".
    fn street(&self, words: &[Word]) -> Vec<u16> {
        let parts = self.parts(words).into_iter();
        let mut street: Vec<u16> = parts.flat_map(|part| self.settle(part).street).collect();
        street.dedup();
        street
    }

    fn may_be_street(&self, named: &Named) -> bool {
        let substance = self.at(named.at);
        // "capsule" and "powder" say how it looks, not what it is.
        let looks = substance.name == "unknown pill";
        let acts = |c: &Class| {
            ["opioid", "sedative", "stimulant"]
                .iter()
                .any(|role| c.has(role))
        };
        named.everyday && !named.turned && !looks && self.classes_of(substance).any(acts)
    }

    fn at(&self, at: u16) -> &Substance {
        &self.table.substance[usize::from(at)]
    }

    fn classes_of(&self, substance: &Substance) -> impl Iterator<Item = &Class> {
        let ids = substance.classes;
        ids.iter().filter_map(|id| self.class(id))
    }

    /// The substance with exactly this key, a plural `s` allowed.
    fn exact(&self, key: &str) -> Option<u16> {
        let look = |key: &str| {
            let at = self
                .keys
                .binary_search_by(|(known, _)| (*known).cmp(key))
                .ok()?;
            Some(self.keys[at].1)
        };
        look(key).or_else(|| match key.strip_suffix('s') {
            Some(single) if single.len() >= 4 => look(single),
            _ => None,
        })
    }

    /// Names one slip away. At two, medicines that do different things meet:
    /// cycloserine and cyclosporine.
    fn near(&self, typed: &str) -> impl Iterator<Item = u16> {
        let may_be = |k: &str| !self.everyday(k) && !self.filler(k);
        let near = move |(k, at): &(&'static str, u16)| {
            (slips(typed, k) == Some(1) && may_be(k)).then_some(*at)
        };
        self.keys.iter().filter_map(near)
    }

    /// Names at most so many slips away, with the slips: nearer and farther than what
    /// is taken for a slip, because what is near to two names must be asked.
    fn close(&self, typed: &str, most: usize) -> Vec<(usize, u16)> {
        let near = |(k, at): &(&'static str, u16)| {
            let apart = apart(typed, k, most);
            let apart = apart.or_else(|| (most > 0 && one_slip(typed, k)).then_some(1))?;
            (!self.filler(k)).then_some((apart, *at))
        };
        self.keys.iter().filter_map(near).collect()
    }

    /// The one substance a mistyped name can only be: one slip away, alone at that, and
    /// nothing that does something else is within two.
    fn slipped(&self, typed: &str) -> Option<u16> {
        // In a script where one letter is a syllable or a word, a slip is another word.
        if typed.len() < 5 || !typed.is_ascii() || self.filler(typed) {
            return None;
        }
        let mut near = self.near(typed);
        let first = near.next()?;
        let classes = self.at(first).classes;
        let only = near.all(|at| at == first)
            && self
                .close(typed, 2)
                .iter()
                .all(|&(_, at)| self.at(at).classes == classes);
        only.then_some(first)
    }

    fn everyday(&self, word: &str) -> bool {
        self.table.everyday.binary_search(&word).is_ok()
    }

    fn filler(&self, word: &str) -> bool {
        word.bytes().all(|b| b.is_ascii_digit()) || self.table.fillers.binary_search(&word).is_ok()
    }

    /// Cuts a phrase at "and", "+" and the like, and reads each part from the left,
    /// longest names first. A name may itself hold a joining word: "rum and coke".
    fn parts(&self, words: &[Word]) -> Vec<Part> {
        let mut parts = vec![Part::default()];
        let mut from = 0;
        while from < words.len() {
            let mut next = from + 1;
            if let Some((to, at, everyday)) = self.longest_from(words, from) {
                let key_len = words[from..to].iter().map(|w| w.text.len()).sum();
                if let Some(part) = parts.last_mut() {
                    part.named.push(Named {
                        at,
                        everyday,
                        turned: self.turns(&words[to..]),
                        key_len,
                    });
                    part.unknown.push(Vec::new());
                    part.words
                        .extend(words[from..to].iter().map(|w| w.text.clone()));
                }
                next = to;
            } else if words[from].joins {
                parts.push(Part::default());
            } else if let Some(part) = parts.last_mut() {
                part.take(&words[from].text, self);
            }
            from = next;
        }
        parts
    }

    fn longest_from(&self, words: &[Word], from: usize) -> Option<(usize, u16, bool)> {
        if words[from].joins {
            return None;
        }
        let last = words.len().min(from + LONGEST_NAME);
        (from + 1..=last).rev().find_map(|to| {
            let run = &words[from..to];
            if run[run.len() - 1].joins || run.iter().any(|word| word.stops) {
                return None;
            }
            let run: String = run.iter().map(|word| word.text.as_str()).collect();
            let at = self.exact(&run)?;
            Some((to, at, self.everyday(&run)))
        })
    }

    /// Whether what follows a name makes it something else.
    fn turns(&self, after: &[Word]) -> bool {
        let next = after.first();
        next.is_some_and(|word| self.table.not_it.contains(&word.text.as_str()))
    }

    /// Decides what one part of a phrase says.
    fn settle(&self, part: Part) -> Settled {
        let runs = part.unknown.into_iter().filter(|run| !run.is_empty());
        let mut unknown: Vec<Vec<String>> = runs.collect();
        let plain = part.named.iter().filter(|named| !named.everyday);
        let mut found: Vec<u16> = plain.map(|named| named.at).collect();
        let mut guessed = false;
        // Several words in a row are no slip of one name.
        unknown.retain(|run| match run.as_slice() {
            [word] => self.slipped(word).is_none_or(|at| {
                found.push(at);
                guessed = true;
                false
            }),
            _ => true,
        });
        let mut slip = guessed;
        if found.is_empty() && unknown.is_empty() {
            found.extend(part.named.iter().map(|named| named.at));
        }
        if !unknown.is_empty() && !slip {
            found.clear();
            let clear = part.named.iter().filter(|named| self.unmistakable(named));
            found.extend(clear.map(|named| named.at));
            slip = true;
        }
        let mut street = Vec::new();
        if found.is_empty() && !unknown.is_empty() {
            let named = part.named.iter().filter(|named| self.may_be_street(named));
            street.extend(named.map(|named| named.at));
        }
        let unread = match unknown.is_empty() {
            true => None,
            false if found.is_empty() => Some(part.words.join(" ")),
            false => Some(unknown.concat().join(" ")),
        };
        Settled {
            found,
            slip,
            guessed,
            unread,
            street,
        }
    }

    /// Whether a name says the same in any company: a medicine or drug that matters,
    /// neither a drink nor an everyday word.
    fn unmistakable(&self, named: &Named) -> bool {
        let mut classes = self.classes_of(self.at(named.at));
        let matters = classes.any(|c| c.danger >= Danger::Serious && c.id != "alcohol");
        matters && !named.everyday && !named.turned && named.key_len >= 3
    }

    fn matched(&self, found: &[u16], words: &[Word]) -> Match<'_> {
        let mut classes: Vec<&Class> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        let (mut hours, mut wide) = (None, None);
        for substance in found.iter().map(|&at| self.at(at)) {
            if names.contains(&substance.name) {
                continue;
            }
            names.push(substance.name);
            let own: Vec<&Class> = self.classes_of(substance).collect();
            let (full, same_day) = windows(substance, &own);
            hours = hours.max(full);
            wide = wide.max(same_day);
            add(&mut classes, own);
        }
        for class in self.shaped(&classes, words) {
            hours = hours.max(class.window());
            wide = wide.max(class.window_h.get(1).copied());
            add(&mut classes, [class]);
        }
        Match {
            name: self.gravest(&names),
            names,
            classes,
            slip: false,
            guessed: false,
            partly: false,
            unread: String::new(),
            window_h: hours,
            wide_window_h: wide.filter(|wide| Some(*wide) > hours),
        }
    }

    /// Classes that the form adds: a slow-release tablet, a patch, a depot.
    fn shaped(&self, classes: &[&Class], words: &[Word]) -> Vec<&Class> {
        let said = |shape: &&Shape| words.iter().any(|w| shape.words.contains(&w.text.as_str()));
        let fits = |shape: &&Shape| classes.iter().any(|class| shape.of.contains(&class.id));
        let shapes = self.table.form.iter().filter(said).filter(fits);
        shapes.filter_map(|shape| self.class(shape.adds)).collect()
    }

    fn gravest<'a>(&self, names: &[&'a str]) -> &'a str {
        let danger = |name: &str| {
            let at = self.exact(&key(name))?;
            self.classes_of(self.at(at)).map(|class| class.danger).max()
        };
        let mut gravest = names.first().copied().unwrap_or_default();
        for name in names {
            if danger(name) > danger(gravest) {
                gravest = name;
            }
        }
        gravest
    }
}

/// How many slips away a name is worth asking about: one more than it may be to be
/// taken for the name itself.
const fn askable(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4 => 1,
        5..8 => 2,
        _ => 3,
    }
}

fn add<'a>(classes: &mut Vec<&'a Class>, more: impl IntoIterator<Item = &'a Class>) {
    for class in more {
        if !classes.iter().any(|known| known.id == class.id) {
            classes.push(class);
        }
    }
}

fn worst(classes: &[&Class]) -> Danger {
    let dangers = classes.iter().map(|class| class.danger);
    dangers.max().unwrap_or(Danger::None)
}

fn windows(substance: &Substance, classes: &[&Class]) -> (Option<u32>, Option<u32>) {
    if let Some(&full) = substance.window_h.first() {
        return (Some(full), substance.window_h.get(1).copied());
    }
    let full = classes.iter().filter_map(|class| class.window()).max();
    let same_day = classes
        .iter()
        .filter_map(|class| class.window_h.get(1).copied())
        .max();
    (full, same_day)
}

/// A stretch of a phrase between joining words.
#[derive(Default)]
struct Part {
    named: Vec<Named>,
    /// Runs of words that are neither a name nor an amount.
    unknown: Vec<Vec<String>>,
    /// All its words.
    words: Vec<String>,
}

struct Named {
    at: u16,
    everyday: bool,
    /// The word after it makes it something else: "vinegar".
    turned: bool,
    key_len: usize,
}

struct Settled {
    found: Vec<u16>,
    slip: bool,
    guessed: bool,
    unread: Option<String>,
    /// What may be meant by everyday words, where nothing else was read.
    street: Vec<u16>,
}

impl Part {
    fn take(&mut self, word: &str, names: &Names) {
        self.words.push(word.to_owned());
        if names.filler(word) {
            self.unknown.push(Vec::new());
        } else if let Some(run) = self.unknown.last_mut() {
            run.push(word.to_owned());
        } else {
            self.unknown.push(vec![word.to_owned()]);
        }
    }
}

/// One word of a phrase, as a key.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub(super) text: String,
    /// Joins two names: "and", "+".
    joins: bool,
    /// Joins, and no name reaches across it: a comma.
    stops: bool,
}

const JOINING: [&str; 12] = [
    "and", "with", "und", "mit", "et", "avec", "y", "con", "plus", "then", "og", "e",
];

/// Cuts a text into words, also where letters meet digits; a point or comma inside a
/// number joins nothing.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = ' ';
    let mut letters = text.chars().map(narrow).peekable();
    while let Some(c) = letters.next() {
        let in_number = before.is_ascii_digit() && letters.peek().is_some_and(char::is_ascii_digit);
        match c {
            '\'' | '’' => continue,
            '+' | '/' | '&' | ',' | ';' if !in_number => words.push(Word {
                joins: true,
                stops: matches!(c, ',' | ';'),
                ..Word::default()
            }),
            c if c.is_alphanumeric() => {
                let goes_on =
                    before.is_alphanumeric() && before.is_ascii_digit() == c.is_ascii_digit();
                if !goes_on {
                    words.push(Word::default());
                }
                if let Some(word) = words.last_mut() {
                    push_key(&mut word.text, c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
        before = c;
    }
    for word in &mut words {
        word.joins |= JOINING.contains(&word.text.as_str());
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    fn classes(typed: &str) -> Vec<&'static str> {
        let found = names().find(typed);
        found.map_or_else(Vec::new, |m| {
            m.classes.iter().map(|class| class.id).collect()
        })
    }

    #[test]
    fn no_name_means_two_things() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for substance in names().all() {
            for name in std::iter::once(&substance.name).chain(substance.aliases) {
                let other = seen.insert(key(name), substance.name);
                assert_eq!(other, None, "{name} in {} again", substance.name);
            }
        }
        assert!(seen.len() > 1_200, "{} names", seen.len());
    }

    #[test]
    fn every_class_exists_and_says_where_it_comes_from() {
        let known: HashSet<&str> = names().classes().map(|class| class.id).collect();
        let used: HashSet<&str> = names()
            .all()
            .flat_map(|s| s.classes.iter().copied())
            .collect();
        assert_eq!(used.difference(&known).next(), None);
        for class in names().classes() {
            assert!(
                !class.sources.is_empty() && !class.roles.is_empty(),
                "{}",
                class.id
            );
            let held = |id: &&str| super::super::sources::sources().find(id).is_some();
            assert!(class.sources.iter().all(held), "{}", class.id);
            assert!(
                class.standing || !class.window_h.is_empty() || class.danger <= Danger::Serious
            );
        }
    }

    #[test]
    fn word_lists_are_sorted() {
        let table = &names().table;
        assert!(table.fillers.is_sorted() && table.everyday.is_sorted());
        let each = names()
            .all()
            .flat_map(|s| std::iter::once(&s.name).chain(s.aliases));
        assert!(each.map(|name| words(name).len()).max() <= Some(LONGEST_NAME));
        for word in table.everyday {
            assert!(names().exact(word).is_some(), "{word} is no name");
        }
    }

    #[test]
    fn names_that_people_type_are_recognised() {
        for (typed, class) in COMMON {
            assert!(
                classes(typed).contains(class),
                "{typed}: {:?}",
                classes(typed)
            );
        }
    }

    #[test]
    fn harmless_names_never_turn_dangerous() {
        for typed in HARMLESS {
            let danger = names().find(typed).map(|m| (m.danger(), m.names));
            let worst = danger.as_ref().map_or(Danger::None, |d| d.0);
            assert!(worst < Danger::Serious, "{typed}: {danger:?}");
        }
    }

    #[test]
    fn names_that_look_alike_stay_apart() {
        for (typed, name) in [
            ("hydralazine", "hydralazine"),
            ("hydroxyzine", "hydroxyzine"),
            ("Prilosec", "omeprazole"),
            ("Prozac", "fluoxetine"),
            ("Celebrex", "celecoxib"),
            ("Celexa", "citalopram"),
            ("Lamisil", "terbinafine"),
            ("Lamictal", "lamotrigine"),
            ("clonidine", "clonidine"),
            ("clonazepam", "clonazepam"),
            ("Zyrtec", "cetirizine"),
            ("Zyprexa", "olanzapine"),
            ("tramadol", "tramadol"),
            ("trazodone", "trazodone"),
            ("bupropion", "bupropion"),
            ("buspirone", "buspirone"),
            ("lorazepam", "lorazepam"),
            ("loratadine", "loratadine"),
            ("naloxone", "naloxone"),
            ("naltrexone", "naltrexone"),
            ("methadone", "methadone"),
            ("methylphenidate", "methylphenidate"),
            ("chlorpromazine", "chlorpromazine"),
            ("quinine", "quinine"),
            ("morphine", "morphine"),
            ("hydromorphone", "hydromorphone"),
            ("bromazepam", "bromazepam"),
            ("bromazolam", "bromazolam"),
        ] {
            let found = names().find(typed);
            assert_eq!(
                found.map(|m| (m.name, m.slip)),
                Some((name, false)),
                "{typed}"
            );
        }
    }

    #[test]
    fn combinations_carry_all_their_parts() {
        let has = |typed: &str, all: &[&str]| {
            let found = classes(typed);
            assert!(
                all.iter().all(|class| found.contains(class)),
                "{typed}: {found:?}"
            );
        };
        has("co-codamol 30/500", &["opioid_short", "paracetamol"]);
        has("NyQuil", &["paracetamol", "dxm", "sedating_antihistamine"]);
        has("Contrave", &["naltrexone", "bupropion"]);
        has("tylenol pm", &["paracetamol", "seizure_threshold"]);
        has("kava kratom shot", &["kava", "kratom_extract"]);
        has("xanax and wine", &["benzodiazepine_short", "alcohol"]);
        has(
            "2 beers + 10mg diazepam, weed",
            &["alcohol", "benzodiazepine_long", "cannabis"],
        );
        has("alcohol and coke", &["alcohol", "cocaine"]);
        has("methadone", &["methadone"]);
        has("oxycodone 20 mg retard", &["opioid_long"]);
        has("fentanyl 50 patch", &["opioid_patch", "serotonin_second"]);
        has("naltrexone 380 mg injection", &["naltrexone_injection"]);
        assert_eq!(classes("rum and coke"), ["alcohol"]);
        assert_eq!(classes("Suboxone"), ["buprenorphine"], "reverses nothing");
    }

    #[test]
    fn a_slip_is_found_and_said() {
        let found = names()
            .find("alprazolm 2mg")
            .map(|m| (m.name, m.slip, m.partly));
        assert_eq!(found, Some(("alprazolam", true, false)));
        let found = names()
            .find("xanax from a cousin")
            .map(|m| (m.name, m.slip, m.partly));
        assert_eq!(found, Some(("alprazolam", true, true)));
        let found = names().find("wine and grzmpf").map(|m| (m.name, m.partly));
        assert_eq!(found, Some(("wine", true)));
        assert!(names().find("grzmpf").is_none());
        assert!(names().sounds_unmarked("white powder thing"));
        assert!(!names().sounds_unmarked("grzmpf"));
    }

    #[test]
    fn a_word_of_how_or_why_never_hides_a_medicine() {
        for (typed, name) in [
            ("gabapentin for withdrawal", "gabapentin"),
            ("suboxone for withdrawal", "buprenorphine"),
            ("xanax instead of alcohol", "alprazolam"),
            ("oxycodone not sure how much", "oxycodone"),
            ("methadone without food", "methadone"),
            ("methadone 40mg no food", "methadone"),
            ("valium no alcohol", "diazepam"),
            ("naltrexone for cravings", "naltrexone"),
            ("gabapentin 300 for nerve pain without food", "gabapentin"),
            ("methadone sugar free", "methadone"),
            ("methadone cherry flavoured", "methadone"),
            ("xanax before a test", "alprazolam"),
            ("diazepam after some cake", "diazepam"),
        ] {
            let found = names().find(typed);
            assert_eq!(found.map(|m| m.names), Some(vec![name]), "{typed}");
        }
        for typed in [
            "no alcohol",
            "non-alcoholic beer",
            "alcohol-free wine",
            "sin alcohol",
            "ketoconazole shampoo",
            "fentanyl test strip",
            "fentanyl tests",
        ] {
            let danger = names().find(typed).map_or(Danger::None, |m| m.danger());
            assert!(danger < Danger::Serious, "{typed}: {danger:?}");
        }
    }

    #[test]
    fn street_names_are_read_in_any_company() {
        for (typed, name) in [
            ("smoked fent", "fentanyl"),
            ("did some fent", "fentanyl"),
            ("snorted a perc", "oxycodone with paracetamol"),
            ("2 percs from a friend", "oxycodone with paracetamol"),
            ("oxy from my cousin", "oxycodone"),
            ("oxy 30s", "oxycodone"),
            ("xans from bob", "alprazolam"),
            ("ghb at the club", "GHB"),
            ("mdma at festival", "MDMA"),
            ("bupe strip from buddy", "buprenorphine"),
            ("popped a xan", "alprazolam"),
            ("vitamin d and fent from mike", "fentanyl"),
            ("ibuprofen and perc from mike", "oxycodone with paracetamol"),
        ] {
            assert_eq!(names().find(typed).map(|m| m.name), Some(name), "{typed}");
        }
    }

    #[test]
    fn an_everyday_word_in_unknown_company_is_asked_and_warned_of() {
        for (typed, name) in [
            ("subs from bob", "buprenorphine"),
            ("some dope from bob", "heroin"),
            ("bought blues", "street opioid pill"),
            ("soma from neighbor", "carisoprodol"),
            ("ice from mike", "methamphetamine"),
            ("molly at a party", "MDMA"),
            ("lean from mike", "codeine with promethazine"),
        ] {
            assert!(names().find(typed).is_none(), "{typed}");
            assert!(names().sounds_unmarked(typed), "{typed}");
            assert_eq!(names().meant(typed), [name], "{typed}");
        }
        for typed in [
            "ice cream",
            "brown rice",
            "zzqx capsule",
            "coffee on ice",
            "grzmpf",
        ] {
            assert!(!names().sounds_unmarked(typed), "{typed}");
        }
    }

    #[test]
    fn a_count_is_no_medicine() {
        for (typed, names_read) in [
            ("tylenol x 20", &["paracetamol"][..]),
            ("co-codamol 30/500 x8", &["codeine with paracetamol"]),
            ("x pill", &["unknown pill"]),
        ] {
            let found = names().find(typed);
            assert_eq!(found.map(|m| m.names), Some(names_read.to_vec()), "{typed}");
        }
        assert!(names().find("x").is_none());
    }

    #[test]
    fn windows_are_those_of_the_table() {
        for (typed, hours) in [
            ("alcohol", Some(12)),
            ("two beers", Some(12)),
            ("alprazolam", Some(24)),
            ("diazepam", Some(120)),
            ("clonazepam", Some(72)),
            ("zolpidem", Some(24)),
            ("oxycodone", Some(24)),
            ("OxyContin", Some(48)),
            ("methadone", Some(72)),
            ("buprenorphine", Some(72)),
            ("Sublocade", Some(4320)),
            ("Brixadi weekly", Some(504)),
            ("Brixadi", Some(2160)),
            ("tramadol", Some(24)),
            ("gabapentin", Some(24)),
            ("phenobarbital", Some(504)),
            ("Fioricet", Some(96)),
            ("GHB", Some(12)),
            ("phenibut", Some(48)),
            ("tianeptine", Some(24)),
            ("7-OH", Some(24)),
            ("diphenhydramine", Some(24)),
            ("hydroxyzine", Some(48)),
            ("Flexeril", Some(48)),
            ("quetiapine", Some(48)),
            ("sertraline", Some(24)),
            ("fluoxetine", Some(840)),
            ("phenelzine", Some(336)),
            ("adderall", Some(24)),
            ("meth", Some(48)),
            ("cocaine", Some(12)),
            ("MDMA", Some(24)),
            ("modafinil", Some(48)),
            ("coffee", Some(6)),
            ("weed", Some(12)),
            ("edible", Some(24)),
            ("CBD oil", Some(72)),
            ("grapefruit juice", Some(72)),
            ("clarithromycin", Some(168)),
            ("kava", Some(24)),
            ("Xeplion", Some(840)),
            ("Invega Sustenna", Some(840)),
            ("Abilify Maintena", Some(840)),
            ("Zyprexa Relprevv", Some(840)),
            ("Trevicta", Some(2160)),
            ("Librium", Some(120)),
            ("Limbitrol", Some(120)),
            ("perampanel", Some(312)),
            ("cenobamate", Some(168)),
            ("amitriptyline", Some(72)),
            ("doxepin", Some(72)),
            ("naltrexone", Some(336)),
            ("Vivitrol", Some(1008)),
            ("nitrous oxide", Some(4)),
            ("LSD", Some(12)),
            ("ketamine", Some(12)),
            ("clonidine", Some(24)),
            ("loperamide", Some(48)),
            ("paracetamol", Some(24)),
            ("nobody knows this", Some(24)),
            ("vitamin D", Some(24)),
            ("Narcan", None),
            ("naloxone nasal spray", None),
        ] {
            assert_eq!(window_h(typed), hours, "{typed}");
        }
        let wide = names().find("diazepam").and_then(|m| m.wide_window_h);
        assert_eq!(wide, Some(240));
    }

    #[test]
    fn suggestions_begin_with_what_was_typed() {
        let first = |typed: &str| names().suggest(typed, 5).first().map(|s| s.name);
        assert_eq!(first("alpraz"), Some("alprazolam"));
        assert_eq!(first("xan"), Some("alprazolam"));
        assert_eq!(first("Oxyc"), Some("oxycodone"));
        assert_eq!(first("pregablin"), Some("pregabalin"));
        assert!(names().suggest("", 5).is_empty());
        assert!(names().suggest("e", 5).len() <= 5);
    }

    #[test]
    fn odd_texts_never_crash() {
        for typed in [
            "",
            " ",
            "+",
            ",,,",
            "a",
            "é",
            "💊",
            "1",
            "and",
            "+ and +",
            "½ Tablette",
            "İ",
            "e",
        ] {
            let _ = names().find(typed);
            let _ = names().suggest(typed, 3);
        }
        let long = "wine and unknownium ".repeat(200);
        assert!(names().find(&long).is_some());
    }

    const COMMON: &[(&str, &str)] = &[
        ("sufentanil", "opioid_short"),
        ("remifentanil", "opioid_short"),
        ("U-47700", "opioid_short"),
        ("pink", "unknown_pill"),
        ("krokodil", "opioid_short"),
        ("desomorphine", "opioid_short"),
        ("bromadol", "opioid_short"),
        ("Olinvyk", "opioid_short"),
        ("desmetramadol", "tramadol"),
        ("Viberzi", "opioid_gut"),
        ("bup", "buprenorphine"),
        ("subbies", "buprenorphine"),
        ("painkillers", "unknown_pill"),
        ("pain killers", "unknown_pill"),
        ("MAOI", "maoi"),
        ("MAOIs", "maoi"),
        ("MAO inhibitor", "maoi"),
        ("Provayblue", "maoi"),
        ("B. caapi", "maoi"),
        ("fenelzine", "maoi"),
        ("parnat", "maoi"),
        ("Zulresso", "other_sedative"),
        ("sodium oxibate", "ghb"),
        ("BDO", "ghb"),
        ("chloroform", "solvent"),
        ("ether", "solvent"),
        ("glue", "solvent"),
        ("duster", "solvent"),
        ("sleepers", "other_sedative"),
        ("sleep aid", "other_sedative"),
        ("anxiety meds", "other_sedative"),
        ("a bar", "unknown_pill"),
        ("Donnatal", "barbiturate_long"),
        ("Donnatal", "anticholinergic"),
        ("Trilafon", "antipsychotic"),
        ("Depixol", "antipsychotic"),
        ("Nizoral tablets", "cyp3a_blocker_strong"),
        ("Nizoral 200 mg tablet", "cyp3a_blocker_strong"),
        ("Four Loko", "alcohol"),
        ("port", "alcohol"),
        ("a glass of red", "alcohol"),
        ("drunk", "alcohol"),
        ("mouthwash", "alcohol"),
        ("Feierabendbier", "alcohol"),
        ("пиво", "alcohol"),
        ("водка", "alcohol"),
        ("алкоголь", "alcohol"),
        ("ビール", "alcohol"),
        ("酒", "alcohol"),
        ("pep", "amphetamine"),
        ("clenbuterol", "ephedrine_like"),
        ("DMAA", "ephedrine_like"),
        ("ephedrine", "ephedrine_like"),
        ("amantadine", "sudden_sleep"),
        ("xr-ntx", "naltrexone_injection"),
        ("lope", "loperamide"),
        ("xanex", "benzodiazepine_short"),
        ("valum", "benzodiazepine_long"),
        ("vicadin", "opioid_short"),
        ("metadone", "methadone"),
        ("oxycoton", "opioid_long"),
        ("diazapm", "benzodiazepine_long"),
        ("Ｘanax", "benzodiazepine_short"),
        ("２ Ｘanax from bob", "benzodiazepine_short"),
        ("ropinirole", "sudden_sleep"),
        ("nefazodone", "cyp3a_blocker_strong"),
        ("nefazodone", "liver_stressor"),
        ("nefopam", "seizure_threshold"),
        ("Zyprexa Relprevv", "antipsychotic_depot"),
        ("alprazolam", "benzodiazepine_short"),
        ("alprazolm", "benzodiazepine_short"),
        ("XANAX", "benzodiazepine_short"),
        ("xanax 2mg", "benzodiazepine_short"),
        ("half a xanax", "benzodiazepine_short"),
        ("lorazepam", "benzodiazepine_short"),
        ("lorazapam", "benzodiazepine_short"),
        ("Ativan", "benzodiazepine_short"),
        ("Tavor", "benzodiazepine_short"),
        ("Temesta", "benzodiazepine_short"),
        ("temazepam", "benzodiazepine_short"),
        ("midazolam", "benzodiazepine_short"),
        ("valium", "benzodiazepine_long"),
        ("diazapam", "benzodiazepine_long"),
        ("10mg diazepam", "benzodiazepine_long"),
        ("klonopin", "benzodiazepine_long"),
        ("Rivotril", "benzodiazepine_long"),
        ("Librium", "benzodiazepine_long"),
        ("benzos", "benzodiazepine_long"),
        ("etizolam", "benzodiazepine_designer"),
        ("2 bars", "unknown_pill"),
        ("fake xanax", "unknown_pill"),
        ("ambien", "z_drug"),
        ("zopiclone", "z_drug"),
        ("Zopiclon", "z_drug"),
        ("zopiclone 7.5", "z_drug"),
        ("Stilnox", "z_drug"),
        ("lunesta", "z_drug"),
        ("sleeping pill", "z_drug"),
        ("Schlaftabletten", "z_drug"),
        ("lyrica", "gabapentinoid"),
        ("pregabaline", "gabapentinoid"),
        ("pregablin", "gabapentinoid"),
        ("gabapentin", "gabapentinoid"),
        ("Neurontin", "gabapentinoid"),
        ("300mg gabapentin x2", "gabapentinoid"),
        ("phenobarbital", "barbiturate_long"),
        ("GHB", "ghb"),
        ("Xyrem", "ghb"),
        ("phenibut", "phenibut"),
        ("soma", "muscle_relaxant_strong"),
        ("baclofen", "baclofen"),
        ("flexeril", "muscle_relaxant"),
        ("Zanaflex", "alpha2"),
        ("oxycodone", "opioid_short"),
        ("oxycodon", "opioid_short"),
        ("oxy", "opioid_short"),
        ("oxycontin", "opioid_long"),
        ("percocet", "paracetamol"),
        ("percs", "opioid_short"),
        ("vicodin", "opioid_short"),
        ("hydrocodone", "opioid_short"),
        ("codeine", "opioid_short"),
        ("Codein", "opioid_short"),
        ("kodein", "opioid_short"),
        ("morphine", "opioid_short"),
        ("Morphin", "opioid_short"),
        ("heroin", "opioid_short"),
        ("smack", "opioid_short"),
        ("fentanyl", "opioid_short"),
        ("fentynal", "opioid_short"),
        ("fentanil", "opioid_short"),
        ("M30", "unknown_pill"),
        ("methadone", "methadone"),
        ("Polamidon", "methadone"),
        ("suboxone", "buprenorphine"),
        ("Subutex", "buprenorphine"),
        ("bupe", "buprenorphine"),
        ("tramadol", "tramadol"),
        ("Tramal", "tramadol"),
        ("ultram", "tramadol"),
        ("Palexia", "tapentadol"),
        ("tianeptine", "tianeptine"),
        ("za za", "tianeptine"),
        ("poppy tea", "opium"),
        ("isotonitazene", "nitazene"),
        ("tranq", "xylazine"),
        ("white powder", "unknown_pill"),
        ("1 pill", "unknown_pill"),
        ("7-oh", "kratom_7oh"),
        ("7OH", "kratom_7oh"),
        ("7-hydroxymitragynine", "kratom_7oh"),
        ("MGM-15", "kratom_7oh"),
        ("kratom extract", "kratom_extract"),
        ("ketum", "kratom_leaf"),
        ("Narcan", "naloxone"),
        ("naltrexone", "naltrexone"),
        ("vivitrol", "naltrexone_injection"),
        ("LDN", "naltrexone"),
        ("wine", "alcohol"),
        ("Bier", "alcohol"),
        ("Wein", "alcohol"),
        ("2 glasses of wine", "alcohol"),
        ("a glass of red wine", "alcohol"),
        ("vin", "alcohol"),
        ("cerveza", "alcohol"),
        ("Schnaps", "alcohol"),
        ("vodka tonic", "alcohol"),
        ("vodka and orange juice", "alcohol"),
        ("whiskey", "alcohol"),
        ("champagne", "alcohol"),
        ("cider", "alcohol"),
        ("three beers", "alcohol"),
        ("0.5l beer", "alcohol"),
        ("2 drinks", "alcohol"),
        ("4 shots", "alcohol"),
        ("gin & tonic", "alcohol"),
        ("alcohol", "alcohol"),
        ("booze", "alcohol"),
        ("jack and coke", "alcohol"),
        ("benadryl", "sedating_antihistamine"),
        ("Diphenhydramin", "sedating_antihistamine"),
        ("dph", "seizure_threshold"),
        ("phenergan", "seizure_threshold"),
        ("promethazine", "sedating_antihistamine"),
        ("unisom", "sedating_antihistamine"),
        ("atarax", "sedating_antihistamine"),
        ("hydroxizine", "sedating_antihistamine"),
        ("seroquel", "antipsychotic_sedating"),
        ("quetiapin", "antipsychotic_sedating"),
        ("zyprexa", "antipsychotic_sedating"),
        ("abilify", "antipsychotic"),
        ("zoloft", "ssri"),
        ("Sertralin", "ssri"),
        ("prozac", "ssri"),
        ("prozak", "ssri"),
        ("lexapro", "qt_prolonging"),
        ("effexor", "snri"),
        ("venlafaxin", "snri"),
        ("cymbalta", "snri"),
        ("amitriptyline", "tca"),
        ("amitriptylin", "tca"),
        ("remeron", "mirtazapine"),
        ("trazodone", "trazodone"),
        ("wellbutrin", "bupropion"),
        ("nardil", "maoi"),
        ("St. John's wort", "st_johns_wort"),
        ("Johanniskraut", "st_johns_wort"),
        ("lithium", "lithium"),
        ("adderall", "amphetamine"),
        ("ritalin", "methylphenidate"),
        ("crystal meth", "amphetamine"),
        ("coke", "cocaine"),
        ("Kokain", "cocaine"),
        ("a line of coke", "cocaine"),
        ("a can of coke", "caffeine"),
        ("2 cans of coke", "caffeine"),
        ("molly", "mdma"),
        ("mephedrone", "mdma"),
        ("modafinil", "modafinil"),
        ("coffee", "caffeine"),
        ("2 cups of coffee", "caffeine"),
        ("Kaffee", "caffeine"),
        ("Red Bull", "caffeine"),
        ("weed", "cannabis"),
        ("THC gummies", "cannabis"),
        ("K2", "synthetic_cannabinoid"),
        ("ketamine", "ketamine"),
        ("special k", "ketamine"),
        ("robitussin", "dxm"),
        ("DXM", "dxm"),
        ("laughing gas", "nitrous"),
        ("shrooms", "psychedelic"),
        ("kava", "kava"),
        ("CBD oil", "cbd"),
        ("grapefruit", "grapefruit"),
        ("ketoconazole", "cyp3a_blocker_strong"),
        ("paxlovid", "cyp3a_blocker_strong"),
        ("diltiazem", "cyp3a_blocker"),
        ("tegretol", "cyp3a_speeder"),
        ("keppra", "anticonvulsant"),
        ("warfarin", "narrow_margin"),
        ("digoxin", "narrow_margin"),
        ("tylenol", "paracetamol"),
        ("paracetamol", "paracetamol"),
        ("500mg paracetamol", "paracetamol"),
        ("2x500 mg Paracetamol", "paracetamol"),
        ("acetaminophen", "paracetamol"),
        ("acetominophen", "paracetamol"),
        ("Doliprane", "paracetamol"),
        ("isoniazid", "liver_stressor"),
        ("ondansetron", "qt_prolonging"),
        ("imodium", "loperamide"),
        ("clonidine", "alpha2"),
        ("metoprolol", "blood_pressure"),
        ("propofol", "anaesthesia"),
        ("cigarette", "nicotine"),
        ("ibuprofen", "no_known_interaction"),
        ("vitamin d3", "no_known_interaction"),
        ("loratadine", "no_known_interaction"),
        ("omeprazole", "no_known_interaction"),
    ];

    const HARMLESS: &[&str] = &[
        "pink lemonade",
        "protein bar",
        "a bar of chocolate",
        "melatonin sleep aid",
        "coffee at the bar",
        "hydralazine",
        "metformin",
        "water",
        "coffee cake",
        "prilosec",
        "celebrex",
        "loratadine",
        "alcohol-free beer",
        "non-alcoholic wine",
        "ginger beer",
        "root beer",
        "ginger ale",
        "wine vinegar",
        "wine gums",
        "rum cake",
        "beer batter",
        "no alcohol",
        "vodka sauce",
        "pumpkin spice latte",
        "iron pill",
        "vitamin tablet",
        "protein powder",
        "flu shot",
        "ice cream",
        "bread",
        "cheese",
        "chicken",
        "apple juice",
        "cherry",
        "salmon",
        "butter",
        "pasta",
        "rice",
        "banana",
        "chocolate",
        "soup",
        "toast",
        "pizza",
        "orange juice",
        "tonic water",
        "birth control pill",
        "magnesium",
        "zinc",
        "ibuprofen",
        "naproxen",
        "amoxicillin",
        "penicillin",
        "doxycycline",
        "pantoprazole",
        "levothyroxine",
        "insulin",
        "semaglutide",
        "salbutamol",
        "aspirin",
        "cetirizine",
        "fexofenadine",
        "montelukast",
        "prednisone",
        "allopurinol",
        "aciclovir",
        "acarbose",
        "cephalexin",
        "losartan",
        "ramipril",
        "lisinopril",
        "amlodipine",
        "rosuvastatin",
        "vitamin c",
        "fish oil",
        "creatine",
        "whey",
        "peppermint tea",
        "herbal tea",
        "diet coke",
        "cherry coke",
        "decaf coffee",
        "milk",
        "juice",
        "Special K cereal",
        "poppy seed bagel",
        "mushroom soup",
        "hot chocolate",
        "energy drink",
        "green tea",
        "honey",
        "sugar",
        "salt",
        "cough drops",
        "plaster",
        "eye drops",
    ];
}
