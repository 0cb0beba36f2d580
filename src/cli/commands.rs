//! The table of commands. What each takes stands in its own file.

use clap::Command;
use clap::builder::styling::Styles;

use super::globals::globals;
use super::spec::{Does, Spec, find};
use super::{
    ask, backup, check, checkin, completions, delete, demo, doctor, edit, emergency, export, go,
    handover, import, list, lock, man, merge, names, passphrase, paths, patterns, plan, purge,
    read, restore, rules, rules_check, save, set, summary, today, trends, unlock, warnings, week,
};
use crate::domain::Kind;
use crate::store::Way;

/// Every command, in the order of the manual page.
pub const COMMANDS: &[Spec] = &[
    Spec {
        name: "dose",
        says: "Write down kratom taken: leaflog dose 2.5g",
        takes: || vec![save::yes()],
        does: Does::Write(Kind::Dose),
    },
    Spec {
        name: "took",
        says: "Write down anything else taken: leaflog took alcohol",
        takes: Vec::new,
        does: Does::Write(Kind::Substance),
    },
    Spec {
        name: "sleep",
        says: "Write down a night: leaflog sleep --bed 23:30 --up 07:15",
        takes: Vec::new,
        does: Does::Write(Kind::Sleep),
    },
    Spec {
        name: "symptom",
        says: "Write down how you felt: leaflog symptom nausea 2",
        takes: Vec::new,
        does: Does::Write(Kind::Symptom),
    },
    Spec {
        name: "none",
        says: "Say that a day was without kratom, today unless dated",
        takes: Vec::new,
        does: Does::Write(Kind::None),
    },
    Spec {
        name: "note",
        says: "Write down a note; - reads it from stdin",
        takes: Vec::new,
        does: Does::Write(Kind::Note),
    },
    Spec {
        name: "medicine",
        says: "Write down a regular medicine; alone, list them",
        takes: Vec::new,
        does: Does::Write(Kind::Medicine),
    },
    Spec {
        name: "about",
        says: "Write down a fact that changes the risk; alone, list them",
        takes: Vec::new,
        does: Does::Write(Kind::About),
    },
    Spec {
        name: "product",
        says: "Write down what is in the bag; alone, list them",
        takes: Vec::new,
        does: Does::Write(Kind::Product),
    },
    Spec {
        name: "reading",
        says: "Write down a number measured: leaflog reading pulse 72",
        takes: Vec::new,
        does: Does::Write(Kind::Reading),
    },
    Spec {
        name: "event",
        says: "Write down driving or surgery: leaflog event drove",
        takes: Vec::new,
        does: Does::Write(Kind::Event),
    },
    Spec {
        name: "check",
        says: "What would be said; --why says why; nothing is saved",
        takes: check::takes,
        does: Does::Check,
    },
    Spec {
        name: "ask",
        says: "Write an entry down question by question: leaflog ask dose",
        takes: ask::takes,
        does: Does::Run(ask::run),
    },
    Spec {
        name: "checkin",
        says: "Questions on how you are; alone, list them and last scores",
        takes: checkin::takes,
        does: Does::Run(checkin::run),
    },
    Spec {
        name: "today",
        says: "The day so far, and what holds",
        takes: today::takes,
        does: Does::Run(today::run),
    },
    Spec {
        name: "plan",
        says: "What you mean to do, beside what is written down",
        takes: plan::takes,
        does: Does::Run(plan::run),
    },
    Spec {
        name: "week",
        says: "A week in words, beside the week before",
        takes: week::takes,
        does: Does::Run(week::run),
    },
    Spec {
        name: "trends",
        says: "A week, month, quarter or year in words",
        takes: trends::takes,
        does: Does::Run(trends::run),
    },
    Spec {
        name: "emergency",
        says: "Who to call, what to do, what was taken",
        takes: emergency::takes,
        does: Does::Run(emergency::run),
    },
    Spec {
        name: "handover",
        says: "What a doctor needs read out, and what is not known",
        takes: handover::takes,
        does: Does::Run(handover::run),
    },
    Spec {
        name: "list",
        says: "Show what is written down, oldest first",
        takes: list::takes,
        does: Does::Run(list::run),
    },
    Spec {
        name: "summary",
        says: "The figures of a range of days",
        takes: summary::takes,
        does: Does::Run(summary::run),
    },
    Spec {
        name: "patterns",
        says: "What goes together, from how much, and what it cannot say",
        takes: patterns::takes,
        does: Does::Run(patterns::run),
    },
    Spec {
        name: "warnings",
        says: "What holds now, why, what helps, and where that is from",
        takes: warnings::takes,
        does: Does::Run(warnings::run),
    },
    Spec {
        name: "read",
        says: "Say that you have read what holds: leaflog read R01",
        takes: read::takes,
        does: Does::Run(read::run),
    },
    Spec {
        name: "rules",
        says: "What every rule looks for, its sources and its last review",
        takes: rules::takes,
        does: Does::RunOr(rules::run, RULES),
    },
    Spec {
        name: "names",
        says: "What is known of a medicine, drink or drug",
        takes: names::takes,
        does: Does::Run(names::run),
    },
    Spec {
        name: "edit",
        says: "Change an entry: leaflog edit 3f9a21 amount=3g note=",
        takes: edit::takes,
        does: Does::Run(edit::run),
    },
    Spec {
        name: "delete",
        says: "Delete entries; undo brings them back",
        takes: delete::takes,
        does: Does::Run(delete::run),
    },
    Spec {
        name: "undo",
        says: "Take the last change back",
        takes: go::takes,
        does: Does::Run(|args, desk| go::run(Way::Undo, args, desk)),
    },
    Spec {
        name: "redo",
        says: "Make the last change that was taken back again",
        takes: go::takes,
        does: Does::Run(|args, desk| go::run(Way::Redo, args, desk)),
    },
    Spec {
        name: "export",
        says: "Write CSV, JSON or a report for a clinician",
        takes: export::takes,
        does: Does::Run(export::run),
    },
    Spec {
        name: "import",
        says: "Read what was exported, or kept elsewhere; all or nothing",
        takes: import::takes,
        does: Does::Run(import::run),
    },
    Spec {
        name: "backup",
        says: "Copy the journal whole; alone, list the copies there are",
        takes: backup::takes,
        does: Does::Run(backup::run),
    },
    Spec {
        name: "restore",
        says: "Go back to a copy; the present journal is kept first",
        takes: restore::takes,
        does: Does::Run(restore::run),
    },
    Spec {
        name: "doctor",
        says: "Whether the journal and its backups are whole; what to do",
        takes: doctor::takes,
        does: Does::Run(doctor::run),
    },
    Spec {
        name: "merge",
        says: "Join the journal of another machine to this one",
        takes: merge::takes,
        does: Does::Run(merge::run),
    },
    Spec {
        name: "purge",
        says: "Remove days for good, from the journal and its copies",
        takes: purge::takes,
        does: Does::Run(purge::run),
    },
    Spec {
        name: "set",
        says: "Show or change the settings of this journal",
        takes: set::takes,
        does: Does::Run(set::run),
    },
    Spec {
        name: "lock",
        says: "Lock the journal with a passphrase; there is no recovery",
        takes: lock::takes,
        does: Does::Run(lock::run),
    },
    Spec {
        name: "passphrase",
        says: "Change the passphrase of a locked journal",
        takes: passphrase::takes,
        does: Does::Run(passphrase::run),
    },
    Spec {
        name: "unlock",
        says: "Take the passphrase away again",
        takes: unlock::takes,
        does: Does::Run(unlock::run),
    },
    Spec {
        name: "demo",
        says: "A made-up journal to try things on; touches no real one",
        takes: demo::takes,
        does: Does::Run(demo::run),
    },
    Spec {
        name: "paths",
        says: "Show where the journal, its copies and the look are kept",
        takes: Vec::new,
        does: Does::Run(|_, desk| paths::run(desk)),
    },
    Spec {
        name: "completions",
        says: "Print completions for a shell",
        takes: completions::takes,
        does: Does::Run(completions::run),
    },
    Spec {
        name: "man",
        says: "Read a page of the manual: leaflog man first-evening",
        takes: man::takes,
        does: Does::Run(man::run),
    },
];

/// Below `leaflog rules`.
const RULES: &[Spec] = &[Spec {
    name: "check",
    says: "Try a changed file of rules, names, numbers or a Guide page",
    takes: rules_check::takes,
    does: Does::Run(rules_check::run),
}];

pub const LONG_ABOUT: &str = "\
A private journal for people who already use kratom. It helps you notice risk \
early and look back honestly. It cannot tell you an amount that is safe, and \
nothing in it replaces medical care. Everything stays in one file on this \
computer; leaflog never uses a network.

Without a command it opens on the whole terminal.";

/// The last lines stay on a small screen: there stands what is needed most.
const AFTER_HELP: &str = "\
Variables:
  LEAFLOG_JOURNAL  the journal, as --journal
  LEAFLOG_PASSPHRASE_FILE
                   a file, as --passphrase-file; never the words themselves
  LEAFLOG_THEME    usual or contrast, as --theme
  NO_COLOR         no colour, unless --color says otherwise
  TZ               the time zone, unless leaflog set timezone says one
  LEAFLOG_NOW      fixes the present (RFC 3339), never the zone; for tests

Times: now, 14:05, 2h ago, yesterday 21:00, 2026-11-20 21:00
What a command takes: leaflog dose --help
Short pages to read: leaflog man --list
In an emergency: leaflog emergency";

/// The whole command line, as help, man page and completions show it.
pub fn command() -> Command {
    let root = Command::new("leaflog")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A private journal for people who already use kratom")
        .long_about(LONG_ABOUT)
        .after_help(AFTER_HELP)
        .styles(Styles::plain())
        .max_term_width(80)
        .args(globals());
    COMMANDS
        .iter()
        .fold(root, |root, spec| root.subcommand(spec.declare()))
}

/// The kind a command writes down, where it writes one.
#[must_use]
pub fn kind_of(name: &str) -> Option<Kind> {
    match find(COMMANDS, name)?.does {
        Does::Write(kind) => Some(kind),
        Does::Check | Does::Run(_) | Does::RunOr(..) => None,
    }
}

/// The kind whose fields are a command's options.
#[must_use]
pub fn asked_of(name: &str) -> Option<Kind> {
    match find(COMMANDS, name)?.does {
        Does::Write(kind) => Some(kind),
        Does::Check => Some(Kind::Dose),
        Does::Run(_) | Does::RunOr(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declarations_hold_together() {
        command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_is_for_on_one_line() {
        for spec in COMMANDS.iter().chain(RULES) {
            assert!(spec.says.chars().count() <= 60, "{}", spec.name);
        }
    }

    #[test]
    fn every_field_of_a_kind_is_an_argument() {
        let root = command();
        for spec in COMMANDS {
            let Some(kind) = kind_of(spec.name) else {
                continue;
            };
            let command = root.find_subcommand(spec.name).unwrap();
            for field in kind.fields() {
                let mut arguments = command.get_arguments();
                assert!(
                    arguments.any(|arg| arg.get_id() == field.name),
                    "{} {}",
                    spec.name,
                    field.name
                );
            }
        }
    }
}
