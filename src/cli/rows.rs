//! Rows and sentences about days, as `week` and `trends` print them.

use anyhow::Result;

use super::alerts::{paragraph, wrapped_in};
use super::voice::{Ink, Span, Voice};

/// The stretch of time it is about.
pub fn heading(label: &str, title: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(label, title);
    }
    voice.line([Span(Ink::Bold, title.to_owned())])
}

/// `  Mon 16 Nov  3 doses, 7.5 g of leaf; with alcohol`
pub fn row(label: &str, says: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled(label, says);
    }
    let label = label.replace(" (not over)", " …");
    let lines = wrapped_in(says, voice.look.width, 16);
    for (n, line) in lines.into_iter().enumerate() {
        let head = if n == 0 { label.as_str() } else { "" };
        voice.line([format!("  {head:<12}  {line}")])?;
    }
    Ok(())
}

/// What it comes to, in a sentence.
pub fn said(sentence: &str, voice: &mut Voice) -> Result<()> {
    if voice.look.plain {
        return voice.labelled("in words", sentence);
    }
    paragraph(sentence, voice)
}
