//! What is said where leaflog itself goes wrong: at which place, never in which
//! words, for those of a panic can be words of the journal.

use std::io::{Write, stderr};
use std::panic::{self, Location, PanicHookInfo};

/// How it begins.
pub const SAYS: &str = "leaflog went wrong inside";

/// Has a panic say where it was and what to do, and nothing else.
pub fn tell_only_where() {
    panic::set_hook(Box::new(tell));
}

fn tell(info: &PanicHookInfo) {
    let place = info.location().map(place).unwrap_or_default();
    let _ = writeln!(
        stderr(),
        "error: {SAYS}, at {place}\n\
         hint: what was saved or half typed is kept; leaflog doctor says whether the journal is whole",
    );
}

fn place(at: &Location) -> String {
    format!("{}:{}:{}", without_home(at.file()), at.line(), at.column())
}

/// A file of a crate without the folders of whoever built leaflog:
/// `rusqlite-0.40.0/src/row.rs`.
fn without_home(file: &str) -> &str {
    if !file.starts_with('/') {
        return file;
    }
    let folder = file.rfind("/src/").unwrap_or(file.len());
    let name = file[..folder].rfind('/').map_or(0, |slash| slash + 1);
    &file[name..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_no_folder_of_whoever_built_it() {
        let built = [
            ("src/cli/mod.rs", "src/cli/mod.rs"),
            (
                "/home/ana/.cargo/registry/src/index-1/rusqlite-0.40.0/src/row.rs",
                "rusqlite-0.40.0/src/row.rs",
            ),
            (
                "/rustc/59807616/library/core/src/option.rs",
                "core/src/option.rs",
            ),
            ("/home/ana/leaflog/made.rs", "made.rs"),
            ("/src/row.rs", "/src/row.rs"),
        ];
        for (file, said) in built {
            assert_eq!(without_home(file), said);
        }
    }
}
