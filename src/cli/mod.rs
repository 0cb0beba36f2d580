//! The command line: every command is declared here, once; each has a file of
//! its own with one `run`.

mod about;
mod alerts;
mod args;
mod ask;
mod backup;
mod check;
mod checkin;
mod completions;
mod delete;
mod demo;
mod desk;
mod doctor;
mod edit;
mod emergency;
mod every;
mod export;
mod file;
mod foreign;
mod given;
mod go;
mod handover;
mod import;
mod key;
mod list;
mod lock;
mod man;
mod man_of;
mod manual;
mod merge;
mod names;
mod overview;
mod pager;
mod passphrase;
mod paths;
mod patterns;
mod plan;
mod progress;
mod prose;
mod purge;
mod questions;
mod quiet;
mod range;
mod read;
mod remarks;
mod report;
mod restore;
mod rows;
mod rules;
mod rules_check;
mod save;
mod set;
mod short;
mod summary;
mod tables;
mod today;
mod trends;
mod understood;
mod unlock;
mod usage;
mod voice;
mod warnings;
mod week;
mod words;

use std::cell::{Cell, OnceCell};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::styling::Styles;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::Kind;
use crate::domain::field::Invalid;
use crate::domain::text;
use crate::paths::Paths;
use crate::stats::period::Length;
use crate::store::{Passphrase, Store, Way};
use crate::trouble::Trouble;
use desk::Desk;
use voice::{Colour, Look, Voice};

pub use manual::{PAGES, Page};
pub use voice::Paint;

/// The terminal UI is wanted, on this journal. The command line does not know
/// it; whoever called it does.
#[derive(Debug)]
pub struct Opening {
    pub paths: Paths,
    /// A made-up journal to show instead of the one at `paths`.
    pub made_up: Option<Store>,
    /// What opens a locked journal, where a file held it.
    pub key: Option<Passphrase>,
    pub paint: Paint,
    pub ascii: bool,
}

/// A command: its name, what it is for, the arguments it takes, what it does.
struct Spec {
    name: &'static str,
    says: &'static str,
    takes: fn() -> Vec<Arg>,
    does: Does,
}

enum Does {
    /// Writes an entry of a kind down; its fields are arguments too.
    Write(Kind),
    /// Looks at a dose before it is taken; its fields are arguments too.
    Check,
    Run(fn(&ArgMatches, &mut Desk) -> Result<()>),
    /// Runs, or one of the commands below it does.
    RunOr(fn(&ArgMatches, &mut Desk) -> Result<()>, &'static [Spec]),
}

const COMMANDS: &[Spec] = &[
    Spec {
        name: "dose",
        says: "Write down kratom taken: leaflog dose 2.5g",
        takes: || vec![yes()],
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
        takes: || {
            let took = option("took", "NAME", "Something else taken; may be repeated");
            let why = flag("why", "Also why it matters and what helps");
            vec![took.action(ArgAction::Append), why]
        },
        does: Does::Check,
    },
    Spec {
        name: "ask",
        says: "Write an entry down question by question: leaflog ask dose",
        takes: || {
            let kinds = Kind::ALL.map(Kind::name);
            vec![
                place("kind", "KIND", "What to write down")
                    .required(true)
                    .value_parser(kinds),
            ]
        },
        does: Does::Run(ask::run),
    },
    Spec {
        name: "checkin",
        says: "Questions on how you are; alone, list them and last scores",
        takes: || {
            let name = place(
                "name",
                "NAME",
                "withdrawal, dependence, pain, long-term, reflection",
            );
            vec![
                name.num_args(1..),
                flag("history", "Your own scores so far; nothing is asked"),
            ]
        },
        does: Does::Run(checkin::run),
    },
    Spec {
        name: "today",
        says: "The day so far, and what holds",
        takes: || {
            vec![
                flag("short", "One line for a shell prompt or a status bar"),
                flag(
                    "hide",
                    "No amounts and no names; what is urgent is shown whole",
                ),
            ]
        },
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
        takes: || vec![place("date", "DATE", "A day of that week").num_args(1..)],
        does: Does::Run(week::run),
    },
    Spec {
        name: "trends",
        says: "A week, month, quarter or year in words",
        takes: || {
            let lengths = Length::ALL.map(Length::name);
            vec![
                option(
                    "range",
                    "SPAN",
                    "week, month, quarter or year; else a month",
                )
                .value_parser(lengths),
                place("date", "DATE", "A day of it").num_args(1..),
            ]
        },
        does: Does::Run(trends::run),
    },
    Spec {
        name: "emergency",
        says: "Who to call, what to do, what was taken",
        takes: || {
            let out = "A file to carry along, a page where it ends in .html; - is stdout";
            vec![
                option("out", "FILE", out).value_parser(path()),
                flag("force", "Replace a file without asking"),
                in_clear(),
            ]
        },
        does: Does::Run(emergency::run),
    },
    Spec {
        name: "handover",
        says: "What a doctor needs read out, and what is not known",
        takes: || {
            let out = "A file for whoever needs it; - is stdout";
            let days = option("days", "N", "Whole days the averages are of, else 7");
            vec![
                option("at", "WHEN", "What was true at a time"),
                days.value_parser(clap::value_parser!(u32).range(1..=366)),
                option("out", "FILE", out).value_parser(path()),
                flag("force", "Replace a file without asking"),
                in_clear(),
            ]
        },
        does: Does::Run(handover::run),
    },
    Spec {
        name: "list",
        says: "Show what is written down, oldest first",
        takes: || {
            let number = option("number", "N", "Only the last N entries").short('n');
            vec![
                from(),
                to(),
                option("kind", "KIND", "Only entries of this kind"),
                number.value_parser(clap::value_parser!(usize)),
                json(),
            ]
        },
        does: Does::Run(list::run),
    },
    Spec {
        name: "summary",
        says: "The figures of a range of days",
        takes: || vec![from(), to(), json()],
        does: Does::Run(summary::run),
    },
    Spec {
        name: "patterns",
        says: "What goes together, from how much, and what it cannot say",
        takes: || vec![from(), to(), json()],
        does: Does::Run(patterns::run),
    },
    Spec {
        name: "warnings",
        says: "What holds now, why, what helps, and where that is from",
        takes: || {
            vec![
                option("at", "WHEN", "What held at a time"),
                flag("all", "Every rule: whether it holds, and why or why not"),
                json(),
            ]
        },
        does: Does::Run(warnings::run),
    },
    Spec {
        name: "read",
        says: "Say that you have read what holds: leaflog read R01",
        takes: || {
            let rule = "A rule, as leaflog warnings --json names it, or all";
            vec![place("rule", "RULE", rule)]
        },
        does: Does::Run(read::run),
    },
    Spec {
        name: "rules",
        says: "What every rule looks for, its sources and its last review",
        takes: || {
            let text = place("text", "TEXT", "Only rules that speak of it");
            vec![
                text.num_args(1..),
                flag("old", "Only rules last reviewed more than a year ago"),
            ]
        },
        does: Does::RunOr(rules::run, RULES),
    },
    Spec {
        name: "names",
        says: "What is known of a medicine, drink or drug",
        takes: || {
            let text = place(
                "text",
                "TEXT",
                "A name or a part of one; without, all by kind",
            );
            vec![text.num_args(1..), json()]
        },
        does: Does::Run(names::run),
    },
    Spec {
        name: "edit",
        says: "Change an entry: leaflog edit 3f9a21 amount=3g note=",
        takes: || {
            let changes = "A CSV column or at, and what it is now; FIELD= clears it";
            vec![
                place("id", "ID", ID).required(true),
                place("changes", "FIELD=VALUE", changes)
                    .required(true)
                    .num_args(1..),
                yes(),
            ]
        },
        does: Does::Run(edit::run),
    },
    Spec {
        name: "delete",
        says: "Delete entries; undo brings them back",
        takes: || vec![place("ids", "ID", ID).required(true).num_args(1..)],
        does: Does::Run(delete::run),
    },
    Spec {
        name: "undo",
        says: "Take the last change back",
        takes: || vec![flag("yes", "A change of many entries too, without asking")],
        does: Does::Run(|args, desk| go::run(Way::Undo, args, desk)),
    },
    Spec {
        name: "redo",
        says: "Make the last change that was taken back again",
        takes: || vec![flag("yes", "A change of many entries too, without asking")],
        does: Does::Run(|args, desk| go::run(Way::Redo, args, desk)),
    },
    Spec {
        name: "export",
        says: "Write CSV, JSON or a report for a clinician",
        takes: || {
            let only = option("only", "KINDS", "Report: only these kinds, like dose,sleep");
            let visit = option(
                "visit",
                "TEXT",
                "Report: what you want from the visit, one line",
            );
            vec![
                shape().value_parser(export::SHAPES),
                from(),
                to(),
                option("out", "FILE", "A file; - is stdout").value_parser(path()),
                flag("no-notes", "Leave the notes at home"),
                only,
                option("name", "TEXT", "Report: who made it, one line"),
                visit,
                flag("a4", "Report: for A4 paper"),
                flag("letter", "Report: for Letter paper").conflicts_with("a4"),
                flag("force", "Replace a file without asking"),
                in_clear(),
                option(
                    "delimiter",
                    "SIGN",
                    "Between the cells of a CSV: , ; or tab",
                ),
                flag("dictionary", "Say what each CSV column means, as CSV"),
                option("tables", "DIR", "One CSV file a kind, into a new folder")
                    .value_parser(path()),
                flag("schema", "Print the JSON Schema of export json"),
            ]
        },
        does: Does::Run(export::run),
    },
    Spec {
        name: "import",
        says: "Read what was exported, or kept elsewhere; all or nothing",
        takes: || {
            let shapes = ["csv", "json", foreign::HERBAL_TRACKER, foreign::PSYCHONAUT];
            let shape = place(
                "shape",
                "SHAPE",
                "What wrote the file; csv with --map is your own",
            );
            let file = place("file", "FILE", "The file; - is stdin");
            let mut takes = vec![
                shape.required(true).value_parser(shapes),
                file.required(true).value_parser(path()),
                flag("dry-run", "Say what it would do and change nothing"),
                flag("replace", "Take what the file says where it differs"),
                flag("restore", "Bring back what was deleted here"),
            ];
            takes.extend(foreign::options());
            takes.push(flag(
                "yes",
                "Import doses that look too large as they stand",
            ));
            takes
        },
        does: Does::Run(import::run),
    },
    Spec {
        name: "backup",
        says: "Copy the journal whole; alone, list the copies there are",
        takes: || {
            vec![
                place("file", "FILE", "Where the copy goes").value_parser(path()),
                flag("force", "Replace a file without asking"),
                json().conflicts_with("file"),
            ]
        },
        does: Does::Run(backup::run),
    },
    Spec {
        name: "restore",
        says: "Go back to a copy; the present journal is kept first",
        takes: || {
            let keyfile = "A file with the copy's passphrase, if it is another";
            vec![
                place("file", "FILE", "The copy; leaflog backup lists them")
                    .required(true)
                    .value_parser(path()),
                flag("dry-run", "Say what it would do and change nothing"),
                flag("yes", "Do it without asking"),
                option("other-passphrase-file", "FILE", keyfile).value_parser(path()),
            ]
        },
        does: Does::Run(restore::run),
    },
    Spec {
        name: "doctor",
        says: "Whether the journal and its backups are whole; what to do",
        takes: || vec![json()],
        does: Does::Run(doctor::run),
    },
    Spec {
        name: "merge",
        says: "Join the journal of another machine to this one",
        takes: || {
            let other = place("other", "FILE", "The other journal; it is only read");
            let conflicts = "List what was changed in both journals";
            let take = "Take what was written elsewhere; ID:2 the second of several";
            let keyfile = "A file with the other journal's passphrase";
            vec![
                other.value_parser(path()),
                flag("dry-run", "Say what it would do and change nothing"),
                flag("yes", "Join also where the two share no entry"),
                flag("restore", "Bring back days that were purged here"),
                flag("conflicts", conflicts),
                option("take", "ID", take),
                option("dismiss", "ID", "Keep what is here and let the other go"),
                option("other-passphrase-file", "FILE", keyfile).value_parser(path()),
            ]
        },
        does: Does::Run(merge::run),
    },
    Spec {
        name: "purge",
        says: "Remove days for good, from the journal and its copies",
        takes: || {
            let before = option("before", "DATE", "Every day before this one");
            let yes = flag("yes", "Purge without asking, in a script");
            vec![
                before,
                flag("all", "Everything, settings too"),
                yes.alias("yes-purge"),
            ]
        },
        does: Does::Run(purge::run),
    },
    Spec {
        name: "set",
        says: "Show or change the settings of this journal",
        takes: || {
            vec![
                place("name", "NAME", "timezone, day_start, country …"),
                place("value", "VALUE", "What it is now; \"\" is as if never set"),
            ]
        },
        does: Does::Run(set::run),
    },
    Spec {
        name: "lock",
        says: "Lock the journal with a passphrase; there is no recovery",
        takes: || vec![flag("yes", "Lock without asking again")],
        does: Does::Run(lock::run),
    },
    Spec {
        name: "passphrase",
        says: "Change the passphrase of a locked journal",
        takes: || {
            let says = "A file whose first line is the new passphrase";
            vec![option("new-passphrase-file", "FILE", says).value_parser(path())]
        },
        does: Does::Run(passphrase::run),
    },
    Spec {
        name: "unlock",
        says: "Take the passphrase away again",
        takes: || vec![flag("yes", "Unlock without asking again")],
        does: Does::Run(unlock::run),
    },
    Spec {
        name: "demo",
        says: "A made-up journal to try things on; touches no real one",
        takes: || {
            let days = option("days", "N", "How many days");
            let seed = option("seed", "N", "Which story");
            let save = option("save", "FILE", "Save it as a new journal");
            vec![
                days.value_parser(clap::value_parser!(u32).range(1..=36_500)),
                seed.value_parser(clap::value_parser!(u64)),
                save.value_parser(path()),
            ]
        },
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
        takes: || {
            let shell = place("shell", "SHELL", "Which shell").required(true);
            vec![shell.value_parser(clap::value_parser!(clap_complete::Shell))]
        },
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
    takes: || {
        let file = place(
            "file",
            "FILE",
            "The file; its name says which one it would replace",
        );
        vec![file.required(true).value_parser(path())]
    },
    does: Does::Run(rules_check::run),
}];

const ID: &str = "The ending of an entry's id, or last";

const PASSPHRASE_FILE: &str = "Its first line opens a locked journal";

const LONG_ABOUT: &str = "\
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

const ONLY_ASCII: &str = "This terminal says that it shows no UTF-8, so leaflog draws with plain \
    letters. If it does show more, begin with: LC_ALL=C.UTF-8 leaflog. If not: leaflog --ascii.";

/// The whole command line, as help, man page and completions show it.
fn command() -> Command {
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

impl Spec {
    fn declare(&self) -> Command {
        let command = Command::new(self.name).about(self.says);
        let command = match self.does {
            Does::Write(kind) => args::declare(command, kind.fields().iter()),
            Does::Check => args::declare(command, check::fields()),
            Does::Run(_) => command,
            Does::RunOr(_, below) => command
                .subcommands(below.iter().map(Spec::declare))
                .disable_help_subcommand(true)
                .args_conflicts_with_subcommands(true),
        };
        command.args((self.takes)())
    }

    fn run(&self, args: &ArgMatches, desk: &mut Desk) -> Result<()> {
        match self.does {
            Does::Write(kind) => save::run(kind, args, desk),
            Does::Check => check::run(args, desk),
            Does::Run(run) => run(args, desk),
            Does::RunOr(run, below) => match args.subcommand() {
                Some((name, args)) => spec(below, name).map_or(Ok(()), |it| it.run(args, desk)),
                None => run(args, desk),
            },
        }
    }
}

/// The command of that name.
fn spec(of: &'static [Spec], name: &str) -> Option<&'static Spec> {
    of.iter().find(|spec| spec.name == name)
}

/// The kind a command writes down, where it writes one.
fn kind_of(name: &str) -> Option<Kind> {
    match spec(COMMANDS, name)?.does {
        Does::Write(kind) => Some(kind),
        Does::Check | Does::Run(_) | Does::RunOr(..) => None,
    }
}

/// The kind whose fields are a command's options.
fn asked_of(name: &str) -> Option<Kind> {
    match spec(COMMANDS, name)?.does {
        Does::Write(kind) => Some(kind),
        Does::Check => Some(Kind::Dose),
        Does::Run(_) | Does::RunOr(..) => None,
    }
}

fn globals() -> [Arg; 6] {
    [
        option("journal", "FILE", "The journal to use")
            .value_parser(path())
            .global(true)
            .display_order(90),
        option("passphrase-file", "FILE", PASSPHRASE_FILE)
            .value_parser(path())
            .global(true)
            .display_order(90),
        option("color", "WHEN", "When to use colour")
            .value_parser(["auto", "always", "never"])
            .default_value("auto")
            .hide_default_value(true)
            .global(true)
            .display_order(91),
        option(
            "theme",
            "NAME",
            "usual, or contrast for low vision: bold, nothing dim",
        )
        .value_parser(["usual", voice::CONTRAST])
        .hide_possible_values(true)
        .global(true)
        .display_order(92),
        flag("ascii", "No signs beyond ASCII")
            .global(true)
            .display_order(92),
        flag("plain", "No boxes or tables, one `label: value` a line")
            .global(true)
            .display_order(93),
    ]
}

fn place(name: &'static str, value: &'static str, says: &'static str) -> Arg {
    Arg::new(name).value_name(value).help(says)
}

fn option(name: &'static str, value: &'static str, says: &'static str) -> Arg {
    place(name, value, says).long(name)
}

fn flag(name: &'static str, says: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(says)
}

fn from() -> Arg {
    option("from", "DATE", "The first day, or a month like 2026-11")
}

fn to() -> Arg {
    option("to", "DATE", "The last day, or a month like 2026-11")
}

fn shape() -> Arg {
    place("shape", "SHAPE", "What it is").required(true)
}

fn path() -> clap::builder::ValueParser {
    clap::value_parser!(PathBuf)
}

fn json() -> Arg {
    flag("json", "As JSON")
}

fn in_clear() -> Arg {
    let says = "From a locked journal, write a file anyone can read";
    flag("in-clear", says)
}

fn yes() -> Arg {
    flag(
        "yes",
        "Save without asking again when the amount looks too large",
    )
}

/// Runs what was typed. What it gives is left to open.
///
/// # Errors
/// What went wrong, for [`trouble`] to say.
pub fn run(typed: &[OsString]) -> Result<Option<Opening>> {
    let args = match overview::of(command()).try_get_matches_from(typed) {
        Ok(args) => args,
        Err(error) => return usage::answer(&error, typed).map(|()| None),
    };
    let asked = args.get_one::<PathBuf>("journal").cloned();
    let variable = std::env::var_os("LEAFLOG_JOURNAL").is_some_and(|path| !path.is_empty());
    let named = asked.is_some() || variable;
    let mut voice = Voice::new(look(&args));
    let paths = match (Paths::find(asked), args.subcommand()) {
        (Ok(paths), _) => paths,
        (Err(error), Some(("emergency", _))) => {
            emergency::without(&error, &mut voice)?;
            return voice.flush().map(|()| None);
        }
        // A prompt is no place for a complaint.
        (Err(_), Some(("today", args))) if args.get_flag("short") => {
            voice.text("")?;
            return voice.flush().map(|()| None);
        }
        (Err(error), _) => return Err(error),
    };
    let mut desk = Desk {
        paths,
        voice,
        named,
        passphrase_file: passphrase_file(&args),
        in_clear: says_in_clear(&args),
        was_locked: Cell::new(false),
        opening: None,
        opened: OnceCell::new(),
    };
    let said = match args.subcommand() {
        Some((name, args)) => spec(COMMANDS, name)
            .map_or(Ok(()), |spec| spec.run(args, &mut desk))
            .map_err(|error| usage::as_typed(error, asked_of(name))),
        None => alone(&args, &mut desk),
    };
    let said = desk.voice.end(said);
    // Nobody waits for it: what was said stands on the screen already.
    desk.copy_of_the_day();
    said?;
    Ok(desk.opening)
}

/// The file that was named: by option, else by variable.
fn passphrase_file(args: &ArgMatches) -> Option<PathBuf> {
    let asked = args.get_one::<PathBuf>("passphrase-file").cloned();
    let variable = || {
        std::env::var_os("LEAFLOG_PASSPHRASE_FILE")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    };
    asked.or_else(variable)
}

fn says_in_clear(args: &ArgMatches) -> bool {
    args.subcommand()
        .is_some_and(|(_, args)| matches!(args.try_get_one("in-clear"), Ok(Some(true))))
}

fn look(args: &ArgMatches) -> Look {
    let colour = match args.get_one::<String>("color").map(String::as_str) {
        Some("always") => Colour::Always,
        Some("never") => Colour::Never,
        _ => Colour::Auto,
    };
    let theme = args.get_one::<String>("theme").map_or("", String::as_str);
    Look::new(
        colour,
        theme,
        args.get_flag("ascii"),
        args.get_flag("plain"),
    )
}

/// No command: the terminal UI, where there is a terminal.
fn alone(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if !voice::on_terminal() {
        return Err(Trouble::new(
            "leaflog alone needs a terminal it can draw on",
            "leaflog today, leaflog list and leaflog dose 2.5g work anywhere; leaflog --help lists all",
        )
        .into());
    }
    // It stands there again once the screens are gone.
    if desk.voice.look.ascii && !args.get_flag("ascii") {
        desk.remark(ONLY_ASCII);
    }
    desk.open_journal_later()
}

/// Says what went wrong and what to do, and how to leave: 1 where it could not
/// be done, 2 where the words were wrong. A closed pipe is no error.
#[must_use]
pub fn trouble(error: &anyhow::Error) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let (what, hint, code) = explained(error);
    // Where not even this can be written, the exit code still says it.
    let mut stderr = io::stderr();
    let _ = writeln!(stderr, "error: {}", text::one_line(&what));
    if !hint.is_empty() {
        let _ = writeln!(stderr, "hint: {}", text::one_line(&hint));
    }
    ExitCode::from(code)
}

/// What, hint and exit code.
fn explained(error: &anyhow::Error) -> (String, String, u8) {
    if let Some(wrong) = error.downcast_ref::<Invalid>() {
        return (wrong.to_string(), wrong.hint.clone(), 2);
    }
    if let Some(usage) = error.downcast_ref::<usage::Usage>() {
        return (usage.what.clone(), usage.hint.clone(), 2);
    }
    match error.downcast_ref::<Trouble>() {
        Some(trouble) => (trouble.what.clone(), trouble.hint.clone(), 1),
        None => (plain(error), disk(error).to_owned(), 1),
    }
}

/// What went wrong, without the number the system has for it.
fn plain(error: &anyhow::Error) -> String {
    let says = format!("{error:#}");
    let end = says.find(" (os error").unwrap_or(says.len());
    says[..end].to_owned()
}

/// What to do where the system would not go on and nobody said more of it.
fn disk(error: &anyhow::Error) -> &'static str {
    let cause = error.downcast_ref::<io::Error>();
    match cause.and_then(io::Error::raw_os_error) {
        Some(_) => "leaflog doctor looks at the journal, its disk and its free space",
        None => "",
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
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
