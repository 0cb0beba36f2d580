//! Where the journal, its backups and the settings of look and keys live.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};
use directories::ProjectDirs;

/// The files leaflog may make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The journal itself.
    pub journal: PathBuf,
    /// Copies of the journal: one a day, and before anything larger.
    pub backups: PathBuf,
    /// Look and keys.
    pub config: PathBuf,
}

impl Paths {
    /// The journal that was asked for (`--journal`, else `LEAFLOG_JOURNAL`),
    /// else the one in the data folder.
    ///
    /// # Errors
    /// There is no home folder to find one in.
    pub fn find(asked: Option<PathBuf>) -> Result<Paths> {
        let dirs = ProjectDirs::from("", "", "leaflog");
        let asked = asked.or_else(|| {
            env::var_os("LEAFLOG_JOURNAL")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from)
        });
        let journal = match (asked, &dirs) {
            // SQLite reads more than names into ":memory:" and "file:…".
            (Some(path), _) => std::path::absolute(&path)
                .with_context(|| format!("could not find {}", path.display()))?,
            (None, Some(dirs)) => dirs.data_dir().join("journal.db"),
            (None, None) => {
                return Err(anyhow::anyhow!("there is no home folder")).context(
                    "could not find where the journal lives; name one with --journal FILE",
                );
            }
        };
        let folder = journal.parent().map(PathBuf::from).unwrap_or_default();
        Ok(Paths {
            backups: folder.join("backups"),
            config: dirs.map_or_else(|| folder.clone(), |dirs| dirs.config_dir().to_path_buf()),
            journal,
        })
    }
}
