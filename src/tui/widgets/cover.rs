//! A place cleared for a sheet, so that no half words of what lies below stand at its sides.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

/// Clears a place with a blank column at either side; words that would be cut are taken away whole.
pub fn cover(area: Rect, style: Style, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        take_away(buf, (buf.area.left()..area.left()).rev(), y);
        take_away(buf, area.right()..buf.area.right(), y);
    }
    Clear.render(area, buf);
    buf.set_style(area, style);
}

/// Takes the first column away, and the rest of the word that it cuts.
fn take_away(buf: &mut Buffer, columns: impl Iterator<Item = u16> + Clone, y: u16) {
    let first = columns.clone().take(1);
    let columns: Vec<u16> = columns.collect();
    let is_letter = |x: &u16| buf[(*x, y)].symbol().chars().all(char::is_alphanumeric);
    let is_word = |i: usize| {
        let beyond = columns.get(i + 1).is_some_and(|x| is_letter(x));
        is_letter(&columns[i])
            || (beyond && buf[(columns[i], y)].symbol().is_ascii() && !is_blank(buf, columns[i], y))
    };
    let length = (0..columns.len()).take_while(|i| is_word(*i)).count();
    for x in columns.iter().copied().take(length).chain(first) {
        buf[(x, y)].set_symbol(" ");
    }
}

fn is_blank(buf: &Buffer, x: u16, y: u16) -> bool {
    buf[(x, y)].symbol() == " "
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_sides_are_whole_or_gone() {
        let mut buf =
            Buffer::with_lines(["Chip export controls 0.50", "━━━━━━━━━●───────── 0.50", "a bc de fg hi jk"]);
        cover(Rect::new(7, 0, 6, 3), Style::new(), &mut buf);
        assert_eq!(
            buf,
            Buffer::with_lines(["Chip                 0.50", "━━━━━━        ───── 0.50", "a bc          jk"])
        );
    }
}
