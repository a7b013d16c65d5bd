//! Rows of styled pieces, of which the pages are made.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::widgets::text;

/// One row: pieces of text, each with its style.
pub type Row = Vec<(String, Style)>;

/// A paragraph broken into rows.
pub fn paragraph(words: &str, style: Style, width: u16) -> Vec<Row> {
    text::wrap(words, width).into_iter().map(|line| vec![(line, style)]).collect()
}

/// A paragraph whose first row begins with a sign and whose others stand below its text.
pub fn item(sign: (String, Style), words: &str, style: Style, width: u16) -> Vec<Row> {
    let indent = text::width(&sign.0);
    let lines = text::wrap(words, width.saturating_sub(indent));
    let head = |i: usize| if i == 0 { sign.clone() } else { (" ".repeat(usize::from(indent)), style) };
    lines.into_iter().enumerate().map(|(i, line)| vec![head(i), (line, style)]).collect()
}

/// A text followed by blanks up to a width, or cut to it.
pub fn padded(words: &str, width: u16) -> String {
    let cut = text::clip(words, width);
    let blanks = usize::from(width.saturating_sub(text::width(&cut)));
    cut + &" ".repeat(blanks)
}

/// A text with blanks before it, so that it ends at a width.
pub fn right(words: &str, width: u16) -> String {
    let blanks = usize::from(width.saturating_sub(text::width(words)));
    " ".repeat(blanks) + words
}

/// Two columns side by side.
pub fn beside(left: Vec<Row>, right: Vec<Row>, width: u16, ground: Style) -> Vec<Row> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let join = |_| {
        let mut row = left.next().unwrap_or_default();
        let used: u16 = row.iter().map(|(piece, _)| text::width(piece)).sum();
        row.push((" ".repeat(usize::from(width.saturating_sub(used))), ground));
        row.extend(right.next().unwrap_or_default());
        row
    };
    (0..rows).map(join).collect()
}

/// Draws rows, some of them scrolled away; returns how many there are beyond the last one drawn.
pub fn draw(rows: &[Row], scroll: u16, area: Rect, buf: &mut Buffer) -> usize {
    let most = rows.len().saturating_sub(usize::from(area.height));
    let first = usize::from(scroll).min(most);
    for (y, row) in (area.y..area.bottom()).zip(&rows[first..]) {
        let mut x = area.x;
        for (piece, style) in row {
            x = text::put(buf, x, y, piece, area.right().saturating_sub(x), *style);
        }
    }
    most - first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_side_by_side() {
        let plain = Style::new();
        let left = vec![vec![("a".to_owned(), plain)]];
        let right = vec![vec![("b".to_owned(), plain)], vec![("c".to_owned(), plain)]];
        let text = |row: &Row| row.iter().map(|(piece, _)| piece.as_str()).collect::<String>();
        let rows: Vec<String> = beside(left, right, 4, plain).iter().map(text).collect();
        assert_eq!(rows, ["a   b", "    c"]);
        assert_eq!((padded("abcdef", 4), super::right("ab", 4)), ("abc…".to_owned(), "  ab".to_owned()));
    }
}
