//! `leaflog man`: the manual page, every command with its options; or that of
//! one command, as a package installs them side by side.

use anyhow::Result;
use clap::{ArgMatches, Command};
use clap_mangen::Man;

use super::desk::Desk;

/// What stands above a page.
const MANUAL: &str = "leaflog";
const SEE_ALSO: &str = ".SH \"SEE ALSO\"\n.BR leaflog (1)\n";

/// Prints the page.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(args: &ArgMatches, desk: &mut Desk) -> Result<()> {
    let mut command = super::command();
    command.build();
    let asked = args.get_one::<String>("command");
    let page = match asked.and_then(|name| command.find_subcommand(name)) {
        Some(one) => one_page(one.clone())?,
        None => whole(&command)?,
    };
    desk.voice.data(&page)
}

/// Everything in one page.
fn whole(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let man = Man::new(command.clone()).manual(MANUAL);
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for spec in super::COMMANDS {
        let says = command.find_subcommand(spec.name).cloned();
        if let Some(command) = says {
            section(&command, &mut page)?;
        }
    }
    man.render_extra_section(&mut page)?;
    Ok(page)
}

/// `leaflog-dose(1)`.
fn one_page(command: Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).manual(MANUAL).render(&mut page)?;
    page.extend(SEE_ALSO.bytes());
    Ok(page)
}

/// A command under a heading of its own, without the options all share.
fn section(command: &Command, page: &mut Vec<u8>) -> Result<()> {
    let shared: Vec<String> = super::globals()
        .iter()
        .map(|arg| arg.get_id().to_string())
        .collect();
    let own = command.clone().mut_args(|arg| {
        let is_shared = shared.contains(&arg.get_id().to_string()) || arg.get_id() == "help";
        arg.hide(is_shared)
    });
    let about = own.get_about().map(ToString::to_string).unwrap_or_default();
    let heading = format!("LEAFLOG {}", own.get_name().to_uppercase());
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
