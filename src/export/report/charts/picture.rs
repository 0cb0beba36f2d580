//! Bars, lines, dots and words as one SVG picture in the colour of the text
//! around it: black on paper, light on a dark screen, and every difference a
//! difference of shape or of darkness.

use svg::node::Text as Words;
use svg::node::element::{Description, Element, Path, SVG, Title};
use svg::{Document, Node};

/// As wide as the page's text, in CSS pixels at 175 mm.
pub const WIDE: f64 = 660.0;
/// Text of a chart, at least nine pixels in print.
const TEXT: f64 = 10.0;

/// How a shape is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    /// Filled, so dark of 1.
    Filled(f64),
    /// Its outline.
    Hollow,
    /// A line so wide.
    Line(f64),
    /// A thin line to read numbers off, behind everything.
    Faint,
    Dashed,
    /// Round dots so wide.
    Dots(f64),
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Right,
    Middle,
    Left,
}

pub struct Picture {
    drawn: Vec<Box<dyn Node>>,
    height: f64,
}

impl Picture {
    #[must_use]
    pub fn new(height: f64) -> Picture {
        Picture {
            drawn: Vec::new(),
            height,
        }
    }

    /// The whole of it. `id` is one of its own among all charts of a page.
    #[must_use]
    pub fn finish(self, id: &str, title: &str, words: &str) -> String {
        let (title_id, desc_id) = (format!("{id}-title"), format!("{id}-desc"));
        let mut all = Document::new()
            .set(
                "viewBox",
                format!("0 0 {} {}", short(WIDE), short(self.height)),
            )
            .set("width", "100%")
            .set("role", "img")
            .set("aria-labelledby", title_id.as_str())
            .set("aria-describedby", desc_id.as_str())
            .set("fill", "currentColor")
            .set("font-family", "system-ui, sans-serif")
            .set("font-size", short(TEXT))
            .add(Title::new(title).set("id", title_id))
            .add(Description::new().set("id", desc_id).add(Words::new(words)));
        for node in self.drawn {
            all = all.add(node);
        }
        all.to_string()
    }

    pub fn text(&mut self, (x, y): (f64, f64), place: Place, says: &str) {
        self.drawn.push(Box::new(text((x, y), place, says)));
    }

    pub fn strong(&mut self, (x, y): (f64, f64), place: Place, says: &str) {
        let mut text = text((x, y), place, says);
        text.assign("font-weight", "bold");
        self.drawn.push(Box::new(text));
    }

    /// A text that ends where its room ends, whatever its letters.
    pub fn text_within(&mut self, (x, y): (f64, f64), wide: f64, says: &str) {
        let room = SVG::new()
            .set("x", short(x))
            .set("y", short(y - TEXT))
            .set("width", short(wide))
            .set("height", short(TEXT * 1.4))
            .add(text((0.0, TEXT), Place::Right, says));
        self.drawn.push(Box::new(room));
    }

    /// Single signs on one line, each around its own place.
    pub fn signs(&mut self, y: f64, signs: &[(f64, char)]) {
        self.signs_of(y, signs, "bold");
    }

    /// The same, less heavy.
    pub fn light_signs(&mut self, y: f64, signs: &[(f64, char)]) {
        self.signs_of(y, signs, "normal");
    }

    fn signs_of(&mut self, y: f64, signs: &[(f64, char)], weight: &str) {
        if signs.is_empty() {
            return;
        }
        let places: Vec<String> = signs.iter().map(|(x, _)| short(*x)).collect();
        let says: String = signs.iter().map(|(_, sign)| sign).collect();
        let mut text = words(&says);
        text.assign("x", places.join(" "));
        text.assign("y", short(y));
        text.assign("text-anchor", "middle");
        text.assign("font-weight", weight);
        self.drawn.push(Box::new(text));
    }

    pub fn draw(&mut self, shape: &Shape, ink: Ink) {
        if shape.path.is_empty() {
            return;
        }
        let path = Path::new().set("d", shape.path.concat());
        let line = |path: Path, wide: f64| {
            path.set("fill", "none")
                .set("stroke", "currentColor")
                .set("stroke-width", short(wide))
        };
        self.drawn.push(Box::new(match ink {
            Ink::Filled(dark) => path.set("fill-opacity", format!("{dark:.2}")),
            Ink::Hollow => line(path, 0.8),
            Ink::Line(wide) => line(path, wide),
            Ink::Faint => line(path, 0.5).set("stroke-opacity", "0.35"),
            Ink::Dashed => line(path, 1.0).set("stroke-dasharray", "4 2"),
            Ink::Dots(wide) => line(path, wide).set("stroke-linecap", "round"),
        }));
    }
}

fn text((x, y): (f64, f64), place: Place, says: &str) -> Element {
    let mut text = words(says);
    text.assign("x", short(x));
    text.assign("y", short(y));
    match place {
        Place::Right => {}
        Place::Middle => text.assign("text-anchor", "middle"),
        Place::Left => text.assign("text-anchor", "end"),
    }
    text
}

/// A text element without the line breaks the crate's own would put around the
/// words.
fn words(says: &str) -> Element {
    let mut text = Element::new("text");
    text.append(Words::new(says));
    text
}

/// Shapes drawn with one ink.
#[derive(Debug, Default)]
pub struct Shape {
    path: Vec<String>,
}

impl Shape {
    pub fn bar(&mut self, x: f64, y: f64, wide: f64, high: f64) {
        let (x, y, wide, high) = (short(x), short(y), short(wide), short(high));
        self.path.push(format!("M{x} {y}h{wide}v{high}h-{wide}z"));
    }

    pub fn line(&mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let (x, y, to_x, to_y) = (short(x), short(y), short(to_x), short(to_y));
        self.path.push(format!("M{x} {y}L{to_x} {to_y}"));
    }

    pub fn dot(&mut self, x: f64, y: f64) {
        self.path.push(format!("M{} {}h0", short(x), short(y)));
    }

    /// A triangle around a point.
    pub fn triangle(&mut self, x: f64, y: f64, wide: f64) {
        let (left, base) = (short(x - wide / 2.0), short(y + wide / 2.0));
        let (half, wide) = (short(wide / 2.0), short(wide));
        self.path
            .push(format!("M{left} {base}h{wide}l-{half} -{wide}z"));
    }
}

/// A coordinate to a tenth.
fn short(value: f64) -> String {
    crate::stats::words::one_decimal(value)
}
