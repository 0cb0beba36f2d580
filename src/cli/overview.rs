//! `leaflog --help` for someone tired: the commands by what they are for, not in
//! one long list.

use clap::{Arg, Command};
use textwrap::Options;

use super::commands::{COMMANDS, LONG_ABOUT};
use super::globals::globals;
use super::{spec, voice};

/// What people come for, and the commands for it, the most needed first.
const GROUPS: [(&str, &[&str]); 8] = [
    (
        "Write something down",
        &[
            "dose", "took", "sleep", "symptom", "none", "note", "ask", "checkin",
        ],
    ),
    (
        "Say what changes the risk",
        &["medicine", "about", "product", "reading", "event"],
    ),
    (
        "Look",
        &[
            "emergency",
            "check",
            "today",
            "week",
            "trends",
            "patterns",
            "summary",
            "list",
            "plan",
        ],
    ),
    (
        "Understand a warning",
        &["warnings", "read", "rules", "names"],
    ),
    (
        "Change what is written down",
        &["edit", "delete", "undo", "redo"],
    ),
    (
        "Take it to someone, or bring it in",
        &["export", "handover", "import", "merge"],
    ),
    (
        "Keep the journal",
        &[
            "backup",
            "restore",
            "doctor",
            "purge",
            "lock",
            "passphrase",
            "unlock",
            "set",
            "paths",
        ],
    ),
    ("Learn", &["man", "demo", "completions", "help"]),
];

const HELP: &str = "This overview, or what one command takes: leaflog help dose";

const FOR_ALL: &str = "leaflog --help says what every command takes, like --plain and --journal";

/// The command line as its help shows it: commands in groups, and the options
/// that all of them take only once.
pub fn of(command: Command) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}Options:\n{{options}}{{after-help}}",
        groups(voice::columns())
    );
    let command = command
        .about(LONG_ABOUT)
        .long_about(None)
        .help_template(template);
    COMMANDS.iter().fold(command, |command, spec| {
        command.mut_subcommand(spec.name, |sub| {
            sub.args(globals().map(|arg: Arg| arg.hide(true)))
                .after_help(FOR_ALL)
        })
    })
}

fn groups(width: usize) -> String {
    let mut text = String::new();
    for (heading, names) in GROUPS {
        text.push_str(heading);
        text.push_str(":\n");
        for name in names {
            let says = spec::find(COMMANDS, name).map_or(HELP, |spec| spec.says);
            let options = Options::new(width)
                .initial_indent("  ")
                .subsequent_indent("               ");
            let row = format!("{name:<11}  {says}");
            for line in textwrap::wrap(&row, options) {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        let mut all: Vec<&str> = COMMANDS.iter().map(|spec| spec.name).collect();
        all.push("help");
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn it_fits_a_phone() {
        let wide = groups(40);
        assert!(
            wide.lines().all(|line| line.chars().count() <= 40),
            "{wide}"
        );
    }
}
