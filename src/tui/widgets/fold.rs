//! The whole screen in ASCII, for terminals and fonts that know nothing else.

use ratatui::buffer::Buffer;

/// Replaces every sign that is not ASCII by the nearest that is.
pub fn fold(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let folded = cell.symbol().chars().next().map_or(' ', ascii);
            cell.set_char(folded);
        }
    }
}

fn ascii(sign: char) -> char {
    match sign {
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        '─' | '┈' | '–' | '—' | '‐' | '−' => '-',
        '│' => '|',
        '●' => '*',
        '○' => 'o',
        '▲' | '↑' => '^',
        '▼' | '↓' => 'v',
        '▪' | '■' | '█' | '▇' | '▆' | '▅' => '#',
        '═' | '▒' | '▓' | '▄' | '▃' => '=',
        '░' => ':',
        '▂' | '▁' => '_',
        '·' => '.',
        '…' | '≈' => '~',
        '‹' | '←' | '«' | '≤' => '<',
        '›' | '→' | '»' | '≥' => '>',
        '×' => 'x',
        '‘' | '’' => '\'',
        '“' | '”' | '„' => '"',
        '\u{a0}' => ' ',
        letter => plain_letter(letter),
    }
}

/// Latin letters without their marks.
fn plain_letter(letter: char) -> char {
    const MARKED: [(&str, char); 16] = [
        ("àáâãäåā", 'a'),
        ("ÀÁÂÃÄÅ", 'A'),
        ("çčć", 'c'),
        ("èéêëēě", 'e'),
        ("ÈÉÊË", 'E'),
        ("ìíîï", 'i'),
        ("ñńň", 'n'),
        ("òóôõöø", 'o'),
        ("ÒÓÔÕÖØ", 'O'),
        ("ùúûüů", 'u'),
        ("ÙÚÛÜ", 'U'),
        ("ýÿ", 'y'),
        ("ß", 's'),
        ("šś", 's'),
        ("žźż", 'z'),
        ("µ", 'u'),
    ];
    MARKED
        .iter()
        .find(|(marked, _)| marked.contains(letter))
        .map_or('?', |(_, plain)| *plain)
}
