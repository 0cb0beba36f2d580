//! `leaflog man`: the pages of the manual, and the page for the `man` program,
//! every command with its options.

use std::io::{self, IsTerminal};

use anyhow::Result;
use clap::{Arg, ArgMatches};
use clap_mangen::Man;

use super::desk::Desk;
use super::globals::globals;
use super::man_of;
use super::manual::{PAGES, Page};
use super::takes::{flag, place};
use super::voice::{Ink, Look, Span};
use super::{commands, pager, prose};

pub fn takes() -> Vec<Arg> {
    let page = place(
        "page",
        "PAGE",
        "A page to read; alone, on a terminal, the list",
    );
    vec![
        page.value_parser(PAGES.map(|page| page.name)),
        flag("list", "List the pages"),
        man_of::takes(),
    ]
}

/// Shows a page, or the list of pages. Where there is neither a name nor a
/// terminal, it is the page for the `man` program, which nobody reads as it is.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let person = io::stdout().is_terminal();
    if let Some(name) = args.get_one::<String>("of") {
        if person {
            return pager::show(man_of::help(name)?, &mut desk.voice);
        }
        return desk.voice.data(&man_of::page(name)?);
    }
    let named = args.get_one::<String>("page");
    let page = PAGES
        .iter()
        .find(|page| named.is_some_and(|name| name == page.name));
    match page {
        _ if args.get_flag("list") => list(desk),
        Some(page) => pager::show(lines(page, desk.voice.look), &mut desk.voice),
        None if person => list(desk),
        None => roff(desk),
    }
}

fn lines(page: &Page, look: Look) -> Vec<Span> {
    let shape = if look.plain {
        prose::Shape::Lines
    } else {
        prose::Shape::Wide(look.width)
    };
    let lines = prose::lines(page.text, shape).into_iter();
    let inked = lines.map(|line| {
        let ink = if line.is_heading {
            Ink::Bold
        } else {
            Ink::Plain
        };
        Span(ink, line.text)
    });
    inked.collect()
}

fn list(desk: &mut Desk) -> Result<()> {
    let voice = &mut desk.voice;
    if voice.look.plain {
        return PAGES
            .iter()
            .try_for_each(|page| voice.labelled(page.name, page.title()));
    }
    let names = PAGES
        .iter()
        .map(|page| format!("  leaflog man {:<23}  {}", page.name, page.title()));
    let end = "leaflog man | man -l -  is every command and option, for the man program.";
    let lines = names.chain([String::new(), end.to_owned()]);
    pager::show(lines.map(Span::from).collect(), voice)
}

fn roff(desk: &mut Desk) -> Result<()> {
    let mut command = commands::command();
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for spec in commands::COMMANDS {
        let says = command.find_subcommand(spec.name).cloned();
        if let Some(command) = says {
            section(&command, command.get_name(), &mut page)?;
            for below in command.get_subcommands() {
                let name = format!("{} {}", command.get_name(), below.get_name());
                section(below, &name, &mut page)?;
            }
        }
    }
    man.render_extra_section(&mut page)?;
    desk.voice.data(&page)
}

/// A command under a heading of its own, without the options all share.
fn section(command: &clap::Command, name: &str, page: &mut Vec<u8>) -> Result<()> {
    let shared: Vec<String> = globals()
        .iter()
        .map(|arg| arg.get_id().to_string())
        .collect();
    let own = command.clone().mut_args(|arg| {
        let is_shared = shared.contains(&arg.get_id().to_string()) || arg.get_id() == "help";
        arg.hide(is_shared)
    });
    let about = own.get_about().map(ToString::to_string).unwrap_or_default();
    let heading = format!("LEAFLOG {}", name.to_uppercase());
    page.extend(format!(".SH \"{heading}\"\n{}\n", about.replace('-', "\\-")).bytes());
    let man = Man::new(own);
    let mut synopsis = Vec::new();
    man.render_synopsis_section(&mut synopsis)?;
    man.render_options_section(&mut synopsis)?;
    let text = String::from_utf8_lossy(&synopsis);
    let body = text.lines().filter(|line| {
        ![".SH", ".ie", ".el"]
            .iter()
            .any(|start| line.starts_with(start))
    });
    for line in body {
        page.extend(line.bytes());
        page.push(b'\n');
    }
    Ok(())
}
