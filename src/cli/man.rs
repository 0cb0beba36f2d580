//! `leaflog man`: the pages of the manual, and the page for the `man` program,
//! every command with its options.

use anyhow::Result;
use clap::{Arg, ArgMatches};
use clap_mangen::Man;

use super::desk::Desk;
use super::globals::globals;
use super::man_of;
use super::manual::{PAGES, Page};
use super::takes::{flag, place};
use super::voice::{Ink, Span};
use super::{commands, prose, voice};

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

/// Prints a page, or the list of pages. Where there is neither a name nor a
/// terminal, it is the page for the `man` program.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    if let Some(name) = args.get_one::<String>("of") {
        return desk.voice.data(&man_of::page(name)?);
    }
    let named = args.get_one::<String>("page");
    let page = PAGES
        .iter()
        .find(|page| named.is_some_and(|name| name == page.name));
    match page {
        _ if args.get_flag("list") => list(desk),
        Some(page) => read(page, desk),
        None if voice::on_terminal() => list(desk),
        None => roff(desk),
    }
}

fn read(page: &Page, desk: &mut Desk) -> Result<()> {
    let look = desk.voice.look;
    let shape = if look.plain {
        prose::Shape::Lines
    } else {
        prose::Shape::Wide(look.width)
    };
    for line in prose::lines(page.text, shape) {
        let ink = if line.is_heading {
            Ink::Bold
        } else {
            Ink::Plain
        };
        desk.voice.line([Span(ink, line.text)])?;
    }
    Ok(())
}

fn list(desk: &mut Desk) -> Result<()> {
    for page in &PAGES {
        let Desk { voice, .. } = desk;
        if voice.look.plain {
            voice.labelled(page.name, page.title())?;
        } else {
            voice.line([format!("  leaflog man {:<23}  {}", page.name, page.title())])?;
        }
    }
    if !desk.voice.look.plain {
        desk.voice.gap()?;
        desk.voice
            .text("leaflog man | man -l -  is every command and option, for the man program.")?;
    }
    Ok(())
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
