//! A frame as an SVG picture: what the terminal would show, character by character.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of a character cell in the picture.
const CELL: (f64, f64) = (8.4, 18.0);
const GROUND: &str = "#111218";
const TEXT: &str = "#dee0e8";

/// Draws a buffer. Block and braille characters are drawn as shapes, so that no font can tear them apart.
pub fn from_buffer(buf: &Buffer) -> String {
    let (w, h) = (f64::from(buf.area.width) * CELL.0, f64::from(buf.area.height) * CELL.1);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">"
    );
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"{GROUND}\"/>");
    for y in 0..buf.area.height {
        grounds(buf, y, &mut out);
        texts(buf, y, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn place(x: u16, y: u16) -> (f64, f64) {
    (f64::from(x) * CELL.0, f64::from(y) * CELL.1)
}

/// The colours behind a row, equal neighbours as one rectangle.
fn grounds(buf: &Buffer, y: u16, out: &mut String) {
    let mut x = 0;
    while x < buf.area.width {
        let colour = colours(&buf[(x, y)]).1;
        let end = (x..buf.area.width).find(|&i| colours(&buf[(i, y)]).1 != colour).unwrap_or(buf.area.width);
        if colour != GROUND {
            let ((px, py), width) = (place(x, y), f64::from(end - x) * CELL.0);
            let _ = writeln!(
                out,
                "<rect x=\"{px:.1}\" y=\"{py:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
                CELL.1
            );
        }
        x = end;
    }
}

/// The characters of a row, neighbours of one style as one text.
fn texts(buf: &Buffer, y: u16, out: &mut String) {
    let mut x = 0;
    while x < buf.area.width {
        let cell = &buf[(x, y)];
        if cell.symbol().trim().is_empty() || shape(cell, x, y, out) {
            x += 1;
            continue;
        }
        let style = |cell: &Cell| (colours(cell).0, cell.modifier.contains(Modifier::BOLD));
        let same = |i: u16| style(&buf[(i, y)]) == style(cell) && !is_shape(&buf[(i, y)]);
        let end = (x..buf.area.width).find(|&i| !same(i)).unwrap_or(buf.area.width);
        let line: String = (x..end).map(|i| buf[(i, y)].symbol()).collect();
        let ((px, py), (colour, bold)) = (place(x, y), style(cell));
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let trimmed = line.trim_end();
        let length = f64::from(trimmed.chars().count() as u32) * CELL.0;
        let _ = writeln!(
            out,
            "<text x=\"{px:.1}\" y=\"{:.1}\" fill=\"{colour}\"{weight} xml:space=\"preserve\" textLength=\"{length:.1}\">{}</text>",
            py + CELL.1 * 0.75,
            escape(trimmed)
        );
        x = end;
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn is_shape(cell: &Cell) -> bool {
    cell.symbol()
        .chars()
        .next()
        .is_some_and(|c| matches!(c, '\u{2580}'..='\u{2590}' | '\u{2800}'..='\u{28ff}'))
}

/// Draws a block or braille character; false where the cell holds another.
fn shape(cell: &Cell, x: u16, y: u16, out: &mut String) -> bool {
    let Some(c) = cell.symbol().chars().next().filter(|_| is_shape(cell)) else { return false };
    let ((px, py), colour) = (place(x, y), colours(cell).0);
    if let '\u{2800}'..='\u{28ff}' = c {
        braille(c as u32 - 0x2800, px, py, &colour, out);
        return true;
    }
    let eighth = |n: u32| f64::from(n) / 8.0;
    let (dx, dy, w, h) = match c {
        '▀' => (0.0, 0.0, 1.0, 0.5),
        '▁'..='█' => (0.0, 1.0 - eighth(c as u32 - 0x2580), 1.0, eighth(c as u32 - 0x2580)),
        '▉'..='▏' => (0.0, 0.0, eighth(0x2590 - c as u32), 1.0),
        _ => (0.5, 0.0, 0.5, 1.0),
    };
    let _ = writeln!(
        out,
        "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" fill=\"{colour}\"/>",
        px + dx * CELL.0,
        py + dy * CELL.1,
        w * CELL.0,
        h * CELL.1
    );
    true
}

fn braille(bits: u32, px: f64, py: f64, colour: &str, out: &mut String) {
    const PLACES: [(f64, f64); 8] =
        [(0., 0.), (0., 1.), (0., 2.), (1., 0.), (1., 1.), (1., 2.), (0., 3.), (1., 3.)];
    for (bit, (dx, dy)) in PLACES.into_iter().enumerate() {
        if bits >> bit & 1 == 1 {
            let (cx, cy) = (px + CELL.0 * (1.0 + 2.0 * dx) / 4.0, py + CELL.1 * (1.0 + 2.0 * dy) / 8.0);
            let _ = writeln!(out, "<circle cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"1.2\" fill=\"{colour}\"/>");
        }
    }
}

/// Foreground and ground of a cell, reversed where it is so drawn.
fn colours(cell: &Cell) -> (String, String) {
    let (fg, bg) = (hex(cell.fg, TEXT), hex(cell.bg, GROUND));
    if cell.modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) }
}

/// True colours are kept, those of the usual palettes are drawn as most terminals draw them, and a
/// terminal's own text and ground as ours.
fn hex(colour: Color, default: &str) -> String {
    let (r, g, b) = match colour {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(i @ 16..=231) => {
            let level = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
            let i = i - 16;
            (level(i / 36), level(i / 6 % 6), level(i % 6))
        }
        Color::Indexed(i @ 232..) => (8 + 10 * (i - 232), 8 + 10 * (i - 232), 8 + 10 * (i - 232)),
        Color::Black => (0, 0, 0),
        Color::Red => (205, 49, 49),
        Color::Green => (13, 188, 121),
        Color::Yellow => (229, 229, 16),
        Color::Blue => (36, 114, 200),
        Color::Magenta => (188, 63, 188),
        Color::Cyan => (17, 168, 205),
        Color::Gray => (204, 204, 204),
        Color::DarkGray => (118, 118, 118),
        Color::LightRed => (241, 76, 76),
        Color::LightGreen => (35, 209, 139),
        Color::LightYellow => (245, 245, 67),
        Color::LightBlue => (59, 142, 234),
        Color::LightMagenta => (214, 112, 214),
        Color::LightCyan => (41, 184, 219),
        Color::White => (229, 229, 229),
        Color::Reset | Color::Indexed(_) => return default.to_owned(),
    };
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn a_frame_becomes_a_picture() {
        let mut buf = Buffer::with_lines(["a<b ▄⠁"]);
        buf.set_style(ratatui::layout::Rect::new(0, 0, 3, 1), Style::new().bg(Color::Rgb(1, 2, 3)));
        insta::assert_snapshot!(from_buffer(&buf));
    }
}
