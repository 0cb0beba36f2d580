//! What screens see: the journal and the present, never the store.

use anyhow::Result;
use chrono::TimeDelta;
use ratatui::layout::Rect;

use super::app::Around;
use super::keymap::Keymap;
use super::theme::Theme;
use crate::clock::ZoneFrom;
use crate::domain::answer::Level;
use crate::domain::draft::Draft;
use crate::domain::journal::Journal;
use crate::domain::moment::{Moment, When};
use crate::domain::text::one_line;
use crate::domain::{Entry, Kind, What};
use crate::rules::{self, Alert, classes};

/// What is hidden in hide mode stands as this.
pub const HIDDEN: &str = "···";

/// Whether amounts and names are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veil {
    Open,
    Hidden,
}

/// Everything a screen may look at.
#[derive(Debug)]
pub struct View {
    pub journal: Journal,
    /// Grows with every change of the journal: what was counted for another
    /// number must be counted again.
    pub revision: u64,
    /// What holds now, worst first.
    pub alerts: Vec<Alert>,
    /// Every alert that holds now, one for each time a rule speaks: what single
    /// entries stand behind.
    pub standing: Vec<Alert>,
    /// How many others wait while something comes before all else.
    pub waiting: usize,
    /// The present, its zone, and when a day starts.
    pub when: When,
    /// The present to the whole minute.
    pub now: Moment,
    pub zone_from: ZoneFrom,
    pub drafts: Vec<Draft>,
    pub veil: Veil,
    pub theme: Theme,
    pub keymap: Keymap,
    /// Whether a passphrase opens it.
    pub is_locked: bool,
    /// Whether the journal was read; before its passphrase is given nothing is
    /// known of what was taken.
    pub is_read: bool,
    /// Where the journal lives, as it is shown.
    pub place: String,
    /// The part of the terminal a screen draws on.
    pub area: Rect,
}

impl View {
    /// What screens see of a journal.
    ///
    /// # Errors
    /// The key table cannot be read; a test holds that it can.
    pub fn of(journal: Journal, around: Around, theme: Theme, place: String) -> Result<View> {
        let (zone, zone_from) = (around.zone)(&journal.settings);
        let when = When::new(around.now, zone, journal.day_start());
        Ok(View {
            revision: 0,
            alerts: Vec::new(),
            standing: Vec::new(),
            waiting: 0,
            when,
            now: when.moment(),
            zone_from,
            drafts: Vec::new(),
            veil: Veil::Open,
            theme,
            keymap: Keymap::load()?,
            is_locked: false,
            is_read: true,
            place,
            area: Rect::ZERO,
            journal,
        })
    }

    /// What stands before a journal that is locked.
    ///
    /// # Errors
    /// As of [`View::of`].
    pub fn of_none(around: Around, theme: Theme, place: String) -> Result<View> {
        let view = View::of(Journal::default(), around, theme, place)?;
        Ok(View {
            is_read: false,
            ..view
        })
    }

    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.veil == Veil::Hidden
    }

    /// What an entry says, without its kind, on one line.
    #[must_use]
    pub fn title(&self, entry: &Entry) -> String {
        if self.is_hidden() {
            return match entry.kind() {
                Kind::None | Kind::Sleep => entry.title(),
                _ => HIDDEN.to_owned(),
            };
        }
        entry.title()
    }

    /// Text of the journal, safe to draw and hidden in hide mode.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        if self.is_hidden() {
            HIDDEN.to_owned()
        } else {
            one_line(text)
        }
    }

    /// Whether amounts and names are left out of a warning: never of an urgent
    /// one, whoever helps must see it.
    #[must_use]
    pub fn hides(&self, alert: &Alert) -> bool {
        self.is_hidden() && alert.level < Level::Urgent
    }

    /// What a warning says, on one line; where that is hidden, what helps.
    #[must_use]
    pub fn says(&self, alert: &Alert) -> String {
        if self.hides(alert) {
            let key = self.keymap.shown("today", super::action::Action::Hide);
            let first = alert.helps.first().map(|help| self.masked(alert, help));
            let first = first.unwrap_or_default();
            return format!("{key} shows why. Until then: {first}");
        }
        one_line(&alert.say)
    }

    /// A warning's title.
    #[must_use]
    pub fn alert_title(&self, alert: &Alert) -> String {
        self.masked(alert, &alert.title)
    }

    /// What helps, each on one line.
    #[must_use]
    pub fn alert_helps(&self, alert: &Alert) -> Vec<String> {
        let helps = alert.helps.iter();
        helps.map(|help| self.masked(alert, help)).collect()
    }

    /// A warning's words; in hide mode without amounts and the names it is
    /// about.
    fn masked(&self, alert: &Alert, text: &str) -> String {
        let text = one_line(text);
        if !self.hides(alert) {
            return text;
        }
        let mut names = vec![alert.subject.clone()];
        for id in &alert.because {
            names.extend(self.journal.find(*id).map(names_in).unwrap_or_default());
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let masked = names.iter().fold(text, |text, name| without(&text, name));
        without_amounts(&masked)
    }

    /// What holds now because of an entry, the worst first.
    #[must_use]
    pub fn alerts_of(&self, entry: &Entry) -> Vec<Alert> {
        let because = |alert: &&Alert| alert.because.contains(&entry.id);
        rules::one_each(self.standing.iter().filter(because).cloned())
    }

    /// How bad the worst of that is.
    #[must_use]
    pub fn level_of(&self, entry: &Entry) -> Option<Level> {
        let because = |alert: &&Alert| alert.because.contains(&entry.id);
        let levels = self.standing.iter().filter(because);
        levels.map(|alert| alert.level).max()
    }

    /// How many warnings hold, infos left out.
    #[must_use]
    pub fn warnings(&self) -> usize {
        let counts = |alert: &&Alert| alert.level > Level::Info;
        self.alerts.iter().filter(counts).count()
    }

    /// How long ago something was.
    #[must_use]
    pub fn ago(&self, at: Moment) -> TimeDelta {
        self.now - at
    }
}

/// Every name an entry can be called by in a warning.
fn names_in(entry: &Entry) -> Vec<String> {
    let mut names = Vec::new();
    match &entry.what {
        What::Dose(dose) => names.extend(dose.product.clone()),
        What::Symptom(symptom) => names.push(symptom.name.clone()),
        What::About(about) => names.push(about.title()),
        What::Substance(substance) => {
            names.push(substance.name.clone());
            if let Some(found) = classes::names().find(&substance.name) {
                names.extend(found.names.iter().map(|name| (*name).to_owned()));
                names.push(found.name.to_owned());
                names.extend(found.classes.iter().map(|class| class.says.to_owned()));
            }
        }
        _ => {}
    }
    names
}

/// The text with a name hidden, however it is written.
fn without(text: &str, name: &str) -> String {
    let name = name.trim().to_lowercase();
    let lower = text.to_lowercase();
    if name.is_empty() || lower.len() != text.len() {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut end = 0;
    for (at, found) in lower.match_indices(&name) {
        kept.push_str(text.get(end..at).unwrap_or_default());
        kept.push_str(HIDDEN);
        end = at + found.len();
    }
    kept + text.get(end..).unwrap_or_default()
}

/// The text with every weight hidden: `A dose of ··· g`.
fn without_amounts(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_weight = |n: usize| {
        let unit = words
            .get(n + 1)
            .map(|word| word.trim_end_matches(['.', ',', ';', ':']));
        words[n].parse::<f64>().is_ok() && matches!(unit, Some("g" | "mg"))
    };
    let said = (0..words.len()).map(|n| if is_weight(n) { HIDDEN } else { words[n] });
    said.collect::<Vec<&str>>().join(" ")
}
