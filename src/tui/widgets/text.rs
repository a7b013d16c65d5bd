//! Text put into a buffer by display width, never beyond its place.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Width of a text in cells.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The text cut to `room` cells, with `…` where something was cut off: after a word where most of the room is
/// still used so, else within it.
pub fn clip(text: &str, room: u16) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let mut out = String::new();
    for c in text.chars() {
        let w = c.width().unwrap_or(0) as u16;
        if w > left {
            break;
        }
        left -= w;
        out.push(c);
    }
    if room > 0 {
        let ends_in_word = !text[out.len()..].starts_with(' ');
        let whole = out.rfind(' ').filter(|_| ends_in_word).filter(|at| width(&out[..*at]) * 3 >= room * 2);
        out.truncate(whole.unwrap_or(out.len()));
        out.truncate(out.trim_end_matches([' ', ',', ';', '·', ':', '(']).len());
        out.push('…');
    }
    out
}

/// The text cut after a word where it does not fit, with `…`.
pub fn clip_words(text: &str, room: u16) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let first = wrap(text, room.saturating_sub(1)).into_iter().next().unwrap_or_default();
    clip(&format!("{}…", first.trim_end_matches([' ', ',', ';', '.'])), room)
}

/// Writes at (x, y) at most `room` cells; returns the column after the last one written.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, room: u16, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() || room == 0 {
        return x;
    }
    let text = clip(text, room.min(area.right() - x));
    buf.set_string(x, y, &text, style);
    x + width(&text)
}

/// Writes so that the text ends before column `right`; returns the column of its first cell.
pub fn put_right(buf: &mut Buffer, right: u16, y: u16, text: &str, style: Style) -> u16 {
    let x = right.saturating_sub(width(text));
    put(buf, x, y, text, right - x, style);
    x
}

/// The first of some wordings, the fullest first, that fits; the last one where none does.
pub fn fitting(wordings: &[String], room: u16) -> &str {
    let fits = wordings.iter().find(|wording| width(wording) <= room);
    fits.or(wordings.last()).map_or("", String::as_str)
}

/// A count with its noun: `1 move`, `3 moves`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// Says how much more there is below; empty where there is nothing.
pub fn more(rows: usize, ascii: bool) -> String {
    match (rows, ascii) {
        (0, _) => String::new(),
        (rows, true) => format!("{rows} more v"),
        (rows, false) => format!("{rows} more ↓"),
    }
}

/// The text broken at blanks into lines of at most `room` cells; never at a [`fixed`] blank.
pub fn wrap(text: &str, room: u16) -> Vec<String> {
    let lines = textwrap::wrap(text, usize::from(room.max(1)));
    lines.into_iter().map(|line| line.replace(FIXED, " ")).collect()
}

/// A blank at which no line is broken.
const FIXED: char = '\u{a0}';

/// The text as one piece that is not broken.
pub fn fixed(text: &str) -> String {
    text.replace(' ', &FIXED.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn text_is_cut_with_a_mark() {
        assert_eq!(clip("Chinese open", 20), "Chinese open");
        assert_eq!(clip("Chinese open", 8), "Chinese…");
        assert_eq!(clip("Chinese open", 9), "Chinese…");
        assert_eq!(clip("Chinese", 0), "");
        assert_eq!(clip("at once, enter applies", 15), "at once, enter…");
        assert_eq!(clip("at once, enter applies", 21), "at once, enter…");
        assert_eq!(clip("a government ban", 9), "a govern…");
        assert_eq!(clip_words("Chinese open models", 15), "Chinese open…");
        assert_eq!(clip_words("Chinese open", 12), "Chinese open");
    }

    #[test]
    fn nothing_is_written_outside() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 5, 1));
        put(&mut buf, 3, 0, "abcdef", 10, Style::new());
        put(&mut buf, 9, 9, "abc", 3, Style::new());
        assert_eq!(buf, Buffer::with_lines(["   a…"]));
    }
}
