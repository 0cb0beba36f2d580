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
mod tests;
