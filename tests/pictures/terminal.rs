//! A frame of the terminal as a picture: columns stay straight and lines join in
//! whatever monospace font the reader has, on a light page and on a dark one.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use styled_str::StyledString;
use term_transcript::svg::{Template, TemplateOptions};
use term_transcript::{Transcript, UserInput};
use unicode_width::UnicodeWidthStr;

const LOOK: &str = include_str!("look.toml");

/// Where a line would be cut off.
const CUT: &str = r#" clip-path="xywh(0 0 100% 16px)""#;

/// A column, and what is left free around the frame.
const COLUMN_PX: f64 = 8.4;
const EDGE_PX: f64 = 10.0;

/// The picture of a frame.
pub fn picture(frame: &Buffer) -> String {
    let text = StyledString::from_ansi(&ansi(frame)).unwrap();
    let mut transcript = Transcript::new();
    transcript.add_interaction(UserInput::command("leaflog").hide(), text);
    let mut svg = Vec::new();
    let look = look(frame.area.width).validated().unwrap();
    let template = Template::pure_svg(look);
    template.render(&transcript, &mut svg).unwrap();
    joined(&String::from_utf8(svg).unwrap())
}

fn look(columns: u16) -> TemplateOptions {
    let width = f64::from(columns) * COLUMN_PX + 2.0 * EDGE_PX;
    let look = format!("width = {}\n{LOOK}", width.ceil());
    TemplateOptions {
        wrap: None,
        ..toml::from_str(&look).unwrap()
    }
}

/// Letters and signs stretched to their columns instead of spread over them, not
/// cut off where a font is taller than a line, and spaces kept by viewers that
/// know no style: so lines have no gaps and columns stay. The version of what
/// drew it is left out: a picture changes when what is seen does.
fn joined(svg: &str) -> String {
    let lines = svg.lines().filter(|line| !line.starts_with("<!--"));
    let lines: Vec<&str> = lines.map(str::trim_end).collect();
    let stretched = r#" lengthAdjust="spacingAndGlyphs" textLength="#;
    let svg = lines.join("\n").replace(" textLength=", stretched) + "\n";
    svg.replace(CUT, "")
        .replacen("<svg ", r#"<svg xml:space="preserve" "#, 1)
}

/// What a program would send for that frame.
fn ansi(frame: &Buffer) -> String {
    let mut text = String::new();
    for row in frame.content.chunks(usize::from(frame.area.width)) {
        let mut style = String::new();
        let mut covered = 0;
        for cell in row {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = cell.symbol().width().saturating_sub(1);
            let (of, symbol) = codes(cell);
            if of != style {
                write!(text, "\u{1b}[0{of}m").unwrap();
                style = of;
            }
            text.push_str(symbol);
        }
        text.push_str("\u{1b}[0m\n");
    }
    text
}

/// The codes of a cell's style, and what stands in it. Signs get a colour of their
/// own, the ink's, so that they stand apart from words: a sign that comes from
/// another font then moves nothing beside it.
fn codes(cell: &Cell) -> (String, &str) {
    assert_eq!(cell.bg, Color::Reset, "a picture has one paper");
    if let Some(shade) = shade(cell) {
        return (shade.to_owned(), " ");
    }
    let mut codes = String::new();
    for (modifier, code) in [
        (Modifier::BOLD, ";1"),
        (Modifier::DIM, ";2"),
        (Modifier::UNDERLINED, ";4"),
        (Modifier::REVERSED, ";7"),
    ] {
        if cell.modifier.contains(modifier) {
            codes.push_str(code);
        }
    }
    codes.push_str(match cell.fg {
        Color::Reset if cell.symbol().is_ascii() => "",
        Color::Reset => ";37",
        Color::Red => ";31",
        Color::Cyan => ";36",
        other => panic!("{other} has no colour in a picture yet"),
    });
    (codes, cell.symbol())
}

/// Shades are even tints of the ink, not the dots of a font: the names of colours
/// that no screen uses stand for them.
fn shade(cell: &Cell) -> Option<&'static str> {
    let here = cell.fg == Color::Cyan;
    match cell.symbol() {
        _ if here => None,
        "░" => Some(";102"),
        "▒" => Some(";103"),
        "▓" => Some(";104"),
        "█" => Some(";47"),
        _ => None,
    }
}
