//! A small map of shaded regions, from a mask of letters: `A` is the first region, `B` the second, all else sea.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Dots of a braille cell, by row and column.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// How a region is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// Colour of the land.
    pub land: Style,
    /// Colour of the letters upon it.
    pub letters: Style,
    /// The letter strewn over it.
    pub letter: char,
}

/// With what land is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Eight dots a cell.
    Braille,
    /// Two halves a cell.
    Halves,
    /// Letters only.
    Letters,
}

/// The map.
#[derive(Clone, Copy, Debug)]
pub struct RegionMap<'a> {
    /// Rows of the mask, all of one length.
    pub mask: &'a [&'a [u8]],
    /// Shades of the regions.
    pub shades: &'a [Shade],
    /// With what land is drawn.
    pub grain: Grain,
}

impl RegionMap<'_> {
    /// Draws the map over the whole area. A line of sea is left between regions.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let (columns, rows) = match self.grain {
            Grain::Braille => (2, 4),
            Grain::Halves => (1, 2),
            Grain::Letters => (1, 1),
        };
        let size = (usize::from(area.width) * columns, usize::from(area.height) * rows);
        for position in area.positions() {
            let (column, row) = (usize::from(position.x - area.x), usize::from(position.y - area.y));
            let mut dots = [[None; 2]; 4];
            for (dy, line) in dots.iter_mut().enumerate().take(rows) {
                for (dx, dot) in line.iter_mut().enumerate().take(columns) {
                    *dot = self.dot(column * columns + dx, row * rows + dy, size);
                }
            }
            let strewn = (column + 2 * (row % 2)).is_multiple_of(4);
            self.draw_cell(&dots, strewn, &mut buf[position]);
        }
    }

    /// The region of a dot of a grid of `size`; none in the sea and on a border.
    fn dot(&self, x: usize, y: usize, size: (usize, usize)) -> Option<usize> {
        let here = self.region(x, y, size)?;
        let beside = [self.region(x + 1, y, size), self.region(x, y + 1, size)];
        // Letters tell neighbours apart by themselves where they differ.
        let apart = |other: usize| {
            self.grain == Grain::Letters && self.shades[other].letter != self.shades[here].letter
        };
        beside.into_iter().flatten().all(|other| other == here || apart(other)).then_some(here)
    }

    fn region(&self, x: usize, y: usize, size: (usize, usize)) -> Option<usize> {
        if x >= size.0 || y >= size.1 {
            return None;
        }
        let row = self.mask.get((2 * y + 1) * self.mask.len() / (2 * size.1))?;
        let letter = row.get((2 * x + 1) * row.len() / (2 * size.0))?;
        let region = usize::from(letter.checked_sub(b'A')?);
        (region < self.shades.len()).then_some(region)
    }

    fn draw_cell(&self, dots: &[[Option<usize>; 2]; 4], strewn: bool, cell: &mut ratatui::buffer::Cell) {
        let land: Vec<usize> = dots.iter().flatten().flatten().copied().collect();
        let count = |region: &usize| land.iter().filter(|other| *other == region).count();
        let Some(most) = land.iter().copied().max_by_key(|region| (count(region), usize::MAX - region))
        else {
            return;
        };
        let shade = &self.shades[most];
        let whole = match self.grain {
            Grain::Braille => 8,
            Grain::Halves => 2,
            Grain::Letters => 1,
        };
        let filled = count(&most) == whole;
        if filled && (strewn || self.grain == Grain::Letters) {
            cell.set_char(shade.letter).set_style(shade.letters);
            return;
        }
        match self.grain {
            Grain::Braille => {
                let mut pattern = 0;
                for (dots, bits) in dots.iter().zip(DOTS) {
                    let own = dots.iter().zip(bits).filter(|(dot, _)| **dot == Some(most));
                    own.for_each(|(_, bit)| pattern |= bit);
                }
                cell.set_char(char::from_u32(0x2800 + u32::from(pattern)).unwrap_or(':'));
            }
            Grain::Halves => {
                let [upper, lower] = [dots[0][0], dots[1][0]].map(|dot| dot == Some(most));
                cell.set_char(if upper && lower {
                    '█'
                } else if upper {
                    '▀'
                } else {
                    '▄'
                });
            }
            Grain::Letters => {
                cell.set_char(shade.letter);
            }
        }
        cell.set_style(shade.land);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASK: [&[u8]; 4] = [b"AAAA..BB", b"AAAA..BB", b"AAAABBBB", b"....BBBB"];

    fn drawn(grain: Grain, second: char, width: u16, height: u16) -> Vec<String> {
        let shade = |letter| Shade { land: Style::new(), letters: Style::new(), letter };
        let shades = [shade('u'), shade(second)];
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        RegionMap { mask: &MASK, shades: &shades, grain }.draw(area, &mut buf);
        (0..height).map(|y| (0..width).map(|x| buf[(x, y)].symbol().to_owned()).collect()).collect()
    }

    #[test]
    fn letters_draw_the_mask_with_a_gap_between_regions_of_one_letter() {
        assert_eq!(drawn(Grain::Letters, 'C', 8, 4), ["uuuu  CC", "uuuu  CC", "uuuuCCCC", "    CCCC"]);
        assert_eq!(drawn(Grain::Letters, 'u', 8, 4), ["uuuu  uu", "uuuu  uu", "uuu uuuu", "    uuuu"]);
    }

    #[test]
    fn finer_grains_draw_edges_and_strew_letters() {
        assert_eq!(drawn(Grain::Halves, 'C', 8, 2), ["u███  ██", "▀▀▀ ██C█"]);
        assert_eq!(drawn(Grain::Braille, 'C', 4, 1), ["u⠿⣤⣿"]);
    }

    #[test]
    fn no_size_is_too_small_or_too_large() {
        for (w, h) in [(0, 0), (1, 1), (3, 1), (200, 60)] {
            drawn(Grain::Braille, 'C', w, h);
        }
    }
}
