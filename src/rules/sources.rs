//! Where statements come from: documents, papers, agencies, and leaflog's own lines.

use serde::Deserialize;

use super::built_in::BuiltIn;

/// What sort of source it is, because that says how far to trust it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One of the five unsigned articles.
    Document,
    /// A published study, case or abstract.
    Paper,
    /// A public body.
    Agency,
    /// Collected by people who use drugs.
    Community,
    /// Common knowledge, or leaflog's own line.
    General,
}

/// One source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The word that rules and classes use.
    pub id: &'static str,
    /// The short name shown beside a statement.
    pub name: &'static str,
    /// What it is, in a line.
    pub what: &'static str,
    /// DOI, PMC number or site; empty for the documents.
    #[serde(default, rename = "where")]
    pub place: &'static str,
    /// The file name of a document; empty for all else.
    #[serde(default)]
    pub file: &'static str,
    /// What sort it is.
    pub kind: Kind,
}

/// Every source.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Sources {
    pub(super) source: Vec<Source>,
}

/// The list that comes with leaflog, read once.
///
/// # Panics
/// When the list is not in order; the one that is built in is tested.
#[must_use]
pub fn sources() -> &'static Sources {
    SOURCES.get()
}

pub(super) static SOURCES: BuiltIn<Sources> = BuiltIn::new(|| {
    toml::from_str(include_str!("../../assets/sources.toml"))
        .expect("assets/sources.toml is tested")
});

impl Sources {
    /// The source with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Source> {
        self.source.iter().find(|source| source.id == id)
    }

    /// Every source.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.source.iter()
    }
}

/// A source by what it is, and of a document what sort of text that is and the
/// name of its file.
#[must_use]
pub fn with_sort(id: &str) -> (String, Option<String>) {
    match with_what(id) {
        Some((name, what, file)) => (name.to_owned(), Some(format!("{what}; file {file}"))),
        None => (named(id), None),
    }
}

/// A source by what it is, so that it can be found and a person sees how far to
/// trust it: a name of a study says that, a name of a document does not.
#[must_use]
pub fn says(id: &str) -> String {
    match with_what(id) {
        Some((name, what, file)) => format!("{name} ({what}; file {file})"),
        None => named(id),
    }
}

fn with_what(id: &str) -> Option<(&'static str, String, &'static str)> {
    let document = sources().find(id).filter(|it| !it.file.is_empty())?;
    let mut what = document.what.to_owned();
    if let Some(first) = what.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Some((document.name, what, document.file))
}

/// A source by its name and where it is found.
#[must_use]
pub fn named(id: &str) -> String {
    let Some(source) = sources().find(id) else {
        return id.to_owned();
    };
    let place = if source.file.is_empty() {
        source.place
    } else {
        source.file
    };
    // leaflog's own lines are found in leaflog: that is no place to name.
    if place.is_empty() || place == "leaflog" {
        return source.name.to_owned();
    }
    format!("{} ({place})", source.name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_source_can_be_found_once() {
        let ids: HashSet<&str> = sources().all().map(|source| source.id).collect();
        assert_eq!(ids.len(), sources().all().count());
        for source in sources().all() {
            let place = !source.place.is_empty() || !source.file.is_empty();
            assert!(place && !source.what.is_empty(), "{}", source.id);
        }
    }

    #[test]
    fn the_five_documents_name_their_files() {
        let documents = sources()
            .all()
            .filter(|source| source.kind == Kind::Document);
        let files: Vec<&str> = documents.map(|source| source.file).collect();
        assert_eq!(files.len(), 5);
        let text = |file: &str| {
            std::path::Path::new(file)
                .extension()
                .is_some_and(|e| e == "txt")
        };
        assert!(files.iter().all(|file| text(file)));
    }
}
