//! Colours by meaning, from `assets/theme.toml`.

use anyhow::{Context, Result, bail};
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::domain::answer::Level;

/// How the terminal can be drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    #[default]
    Colour,
    /// For low vision: bold and reversed, nothing dim.
    Contrast,
    /// Bold, dim and reversed only.
    Plain,
}

/// Which characters the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signs {
    #[default]
    Unicode,
    Ascii,
}

/// A style for each meaning.
#[derive(Debug, Clone)]
pub struct Theme {
    pub title: Style,
    /// Where the person is.
    pub accent: Style,
    /// The screen that is open.
    pub here: Style,
    pub selected: Style,
    pub dim: Style,
    /// Lines of boxes.
    pub edge: Style,
    pub key: Style,
    pub urgent: Style,
    pub warning: Style,
    pub caution: Style,
    pub info: Style,
    /// A wrong answer.
    pub wrong: Style,
    /// The message line.
    pub said: Style,
    pub kratom: Style,
    /// Anything else taken.
    pub other: Style,
    pub night: Style,
    /// Where something is typed.
    pub field: Style,
    pub signs: Signs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    title: Row,
    accent: Row,
    here: Row,
    selected: Row,
    dim: Row,
    edge: Row,
    key: Row,
    urgent: Row,
    warning: Row,
    caution: Row,
    info: Row,
    wrong: Row,
    said: Row,
    kratom: Row,
    other: Row,
    night: Row,
    field: Row,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    add: Vec<String>,
}

impl Theme {
    /// The theme that comes with leaflog.
    ///
    /// # Errors
    /// It cannot be read; a test holds that it can.
    pub fn load(palette: Palette, signs: Signs) -> Result<Theme> {
        let table = match palette {
            Palette::Contrast => include_str!("../../assets/theme-contrast.toml"),
            Palette::Colour | Palette::Plain => include_str!("../../assets/theme.toml"),
        };
        let table: Table = toml::from_str(table).context("could not read the theme")?;
        let style = |row: &Row| row.style(palette);
        Ok(Theme {
            title: style(&table.title)?,
            accent: style(&table.accent)?,
            here: style(&table.here)?,
            selected: style(&table.selected)?,
            dim: style(&table.dim)?,
            edge: style(&table.edge)?,
            key: style(&table.key)?,
            urgent: style(&table.urgent)?,
            warning: style(&table.warning)?,
            caution: style(&table.caution)?,
            info: style(&table.info)?,
            wrong: style(&table.wrong)?,
            said: style(&table.said)?,
            kratom: style(&table.kratom)?,
            other: style(&table.other)?,
            night: style(&table.night)?,
            field: style(&table.field)?,
            signs,
        })
    }

    #[must_use]
    pub fn level(&self, level: Level) -> Style {
        match level {
            Level::Urgent => self.urgent,
            Level::Warning => self.warning,
            Level::Caution => self.caution,
            Level::Info => self.info,
        }
    }
}

impl Row {
    fn style(&self, palette: Palette) -> Result<Style> {
        let mut style = Style::new();
        if palette == Palette::Colour {
            if let Some(name) = &self.fg {
                style = style.fg(colour(name)?);
            }
            if let Some(name) = &self.bg {
                style = style.bg(colour(name)?);
            }
        }
        for name in &self.add {
            style = style.add_modifier(modifier(name)?);
        }
        Ok(style)
    }
}

fn colour(name: &str) -> Result<Color> {
    Ok(match name {
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        _ => bail!("{name:?} is not the name of a colour"),
    })
}

fn modifier(name: &str) -> Result<Modifier> {
    Ok(match name {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underlined" => Modifier::UNDERLINED,
        "reversed" => Modifier::REVERSED,
        _ => bail!("{name:?} is not a way to write"),
    })
}

/// The sign and word of a level, as wide for every level: `!! WARNING`.
#[must_use]
pub fn level_words(level: Level) -> &'static str {
    match level {
        Level::Urgent => "!!! URGENT",
        Level::Warning => "!! WARNING",
        Level::Caution => " ! CAUTION",
        Level::Info => "  · INFO  ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_contrast_nothing_is_dim_and_every_level_stands_out() {
        let theme = Theme::load(Palette::Contrast, Signs::Unicode).unwrap();
        for style in [theme.dim, theme.edge, theme.info, theme.night, theme.other] {
            assert!(!style.add_modifier.contains(Modifier::DIM));
            assert_eq!((style.fg, style.bg), (None, None));
        }
        for style in [theme.urgent, theme.selected, theme.here] {
            assert!(style.add_modifier.contains(Modifier::REVERSED));
        }
        for style in [theme.warning, theme.caution, theme.wrong] {
            assert!(style.add_modifier.contains(Modifier::BOLD));
        }
    }

    #[test]
    fn without_colour_nothing_has_a_colour() {
        let theme = Theme::load(Palette::Plain, Signs::Unicode).unwrap();
        for style in [theme.urgent, theme.warning, theme.here, theme.kratom] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
