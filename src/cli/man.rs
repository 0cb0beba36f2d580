//! `leaflog man`: the manual page, every command with its options.

use anyhow::Result;
use clap_mangen::Man;

use super::desk::Desk;

/// Prints the page.
///
/// # Errors
/// Nobody reads it any more.
pub fn run(desk: &mut Desk) -> Result<()> {
    let mut command = super::command();
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for spec in super::COMMANDS {
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
    let shared: Vec<String> = super::globals()
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
