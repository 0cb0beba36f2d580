//! The library that stands between leaflog and the disk; see `shim.c`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Builds the library once, with the C compiler that leaflog's own build needs.
pub fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/shim.c");
        // Test programs may build it at once: each writes a file of its own.
        let beside = folder.join(format!("shim-{}.so", std::process::id()));
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
            .args([beside.as_os_str(), source.as_ref()])
            .arg("-ldl")
            .output()
            .expect("a C compiler, as leaflog's own build needs one");
        let says = String::from_utf8_lossy(&built.stderr).into_owned();
        assert!(built.status.success(), "{says}");
        let library = folder.join("shim.so");
        std::fs::rename(&beside, &library).expect("the folder for tests takes files");
        library
    })
}

/// Puts the library before libc.
pub fn before(command: &mut Command) -> &mut Command {
    command.env("LD_PRELOAD", library())
}
