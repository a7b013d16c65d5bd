//! A stacked bar: the parts of a whole side by side in one row, each with its letter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// One part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its share of the whole, 0 to 1.
    pub share: f64,
    /// Its letter.
    pub letter: char,
    /// Style of its ground and letter.
    pub style: Style,
}

/// The bar.
#[derive(Clone, Copy, Debug)]
pub struct Stack<'a> {
    /// The parts, from left to right.
    pub parts: &'a [Part],
    /// Whether every cell shows its part's letter, for want of colour; else the first does.
    pub lettered: bool,
}

impl Stack<'_> {
    /// Draws into the first row of the area.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let mut x = area.x;
        for (part, cells) in self.parts.iter().zip(self.cells(area.width)) {
            for i in 0..cells {
                let letter = if self.lettered || i == 0 { part.letter } else { ' ' };
                text::put(buf, x, area.y, &letter.to_string(), 1, part.style);
                x += 1;
            }
        }
    }

    /// Cells of each part: all cells shared out by largest remainder.
    fn cells(&self, width: u16) -> Vec<u16> {
        let share = |part: &Part| if part.share.is_finite() { part.share.max(0.0) } else { 0.0 };
        let whole: f64 = self.parts.iter().map(share).sum();
        if whole <= 0.0 {
            return vec![0; self.parts.len()];
        }
        let exact: Vec<f64> = self.parts.iter().map(|p| share(p) / whole * f64::from(width)).collect();
        let mut cells: Vec<u16> = exact.iter().map(|cells| cells.floor() as u16).collect();
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
        let missing = usize::from(width.saturating_sub(cells.iter().sum()));
        order.into_iter().take(missing).for_each(|part| cells[part] += 1);
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(shares: &[f64], lettered: bool) -> String {
        let letters = ['U', 'c', 'e'];
        let parts: Vec<Part> = shares
            .iter()
            .zip(letters)
            .map(|(share, letter)| Part { share: *share, letter, style: Style::new() })
            .collect();
        let area = Rect::new(0, 0, 8, 1);
        let mut buf = Buffer::empty(area);
        Stack { parts: &parts, lettered }.draw(area, &mut buf);
        (0..8).map(|x| buf[(x, 0)].symbol().to_owned()).collect()
    }

    #[test]
    fn parts_fill_the_row() {
        assert_eq!(drawn(&[0.5, 0.25, 0.25], true), "UUUUccee");
        assert_eq!(drawn(&[0.5, 0.25, 0.25], false), "U   c e ");
        assert_eq!(drawn(&[0.9, 0.1, 0.0], true), "UUUUUUUc");
        assert_eq!(drawn(&[f64::NAN, 0.0], true), "        ");
    }
}
