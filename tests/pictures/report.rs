//! The report as a picture: the top of the page and its charts, the page's own
//! HTML under the page's own style.

use leaflog::domain::journal::Journal;
use leaflog::domain::moment::When;
use leaflog::export::report::{Asked, html};
use leaflog::stats::range::Range;

/// The page's width, and the heights of the two pieces that are shown.
const WIDE: u32 = 900;
const TOP: u32 = 690;
const CHARTS: u32 = 630;
/// Between the pieces.
const GAP: u32 = 16;

pub fn picture(journal: &Journal, when: &When) -> String {
    let asked = Asked {
        name: Some("A. Example".to_owned()),
        visit: Some("before my operation in May".to_owned()),
        ..Asked::new(Range::ALL, *when)
    };
    let page = html(journal, &asked).unwrap();
    // What comes after is for narrow windows and for paper.
    let style = between(&page, "<style>", "@media (max-width");
    let top = between(&page, "<body>", "<div class=\"columns\">") + "</main>";
    let charts = between(&page, "<section id=\"charts\"", "<figure id=\"chart-3\"");
    let charts = format!("<section id=\"charts\"{charts}</section>");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" height=\"{high}\" viewBox=\"0 0 {WIDE} {high}\">\n\
         <style>{style}svg > rect {{ fill: var(--paper); stroke: var(--line); stroke-width: 2; }}\nhtml {{ background: none; }}\n#charts h2 {{ margin-top: 0; }}\n</style>\n{}{}</svg>\n",
        piece(0, TOP, &top),
        piece(TOP + GAP, CHARTS, &charts),
        high = TOP + GAP + CHARTS,
    );
    roxmltree::Document::parse(&svg).unwrap();
    svg
}

/// A piece of the page at this height, on paper with an edge.
fn piece(y: u32, high: u32, html: &str) -> String {
    let (x, y, wide, high) = (1, y + 1, WIDE - 2, high - 2);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"");
    format!(
        "<rect {place} rx=\"4.5\"/>\n<foreignObject {place}>\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{html}</body></html></foreignObject>\n"
    )
}

fn between(page: &str, from: &str, to: &str) -> String {
    let (_, after) = page.split_once(from).unwrap();
    let (between, _) = after.split_once(to).unwrap();
    between.to_owned()
}
