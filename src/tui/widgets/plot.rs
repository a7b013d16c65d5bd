//! A small canvas: bands on the ground of the cells, braille (or plain) lines on top of them.
//!
//! A line never cuts a hole into a band, for the band is the colour of the cell behind it. Where no line
//! passes, the edge of a band is drawn to an eighth of a cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

/// Dots of a braille cell, by row and column.
const DOTS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
const LOWER: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Dots from the beginning of a dash to that of the next, two of them left out.
const DASH: usize = 6;

#[derive(Clone, Copy, Default)]
struct Cell {
    dots: u8,
    colour: Option<Color>,
    modifier: Modifier,
    letter: Option<char>,
    /// Whether a line may take the letter's place.
    yields: bool,
}

/// A grid of cells being drawn on. Heights run from 0 (bottom) to 1 (top), columns from 0 to 1.
pub struct Plot {
    width: usize,
    height: usize,
    bands: Vec<[Option<Color>; 8]>,
    cells: Vec<Cell>,
}

impl Plot {
    /// An empty canvas of so many cells.
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        Self {
            width,
            height,
            bands: vec![[None; 8]; width * height],
            cells: vec![Cell::default(); width * height],
        }
    }

    /// Colours a column of cells from height `low` to height `high`.
    pub fn band(&mut self, column: usize, low: f64, high: f64, colour: Color) {
        if column >= self.width || !(low.is_finite() && high.is_finite()) {
            return;
        }
        let rows = (self.height * 8) as f64;
        let top = ((1.0 - high) * rows).round().clamp(0.0, rows) as usize;
        let bottom = ((1.0 - low) * rows).round().clamp(0.0, rows) as usize;
        for eighth in top..bottom {
            let cell = &mut self.bands[eighth / 8 * self.width + column][eighth % 8];
            *cell = Some(cell.map_or(colour, |under| blend(under, colour)));
        }
    }

    /// A line through points (column, height), each 0 to 1; a point that is no number breaks it.
    ///
    /// With `gap` > 1 only every `gap`-th dot is set. A dotted line gives way to what is there.
    pub fn line(&mut self, points: &[(f64, f64)], colour: Color, modifier: Modifier, gap: usize) {
        self.trace(points, colour, modifier, gap > 1, |count| count % gap == 0);
    }

    /// A line of dashes, which gives way to what is there.
    pub fn dashes(&mut self, points: &[(f64, f64)], colour: Color) {
        self.trace(points, colour, Modifier::empty(), true, |count| count % DASH < DASH - 2);
    }

    fn trace(
        &mut self,
        points: &[(f64, f64)],
        colour: Color,
        modifier: Modifier,
        yields: bool,
        is_set: impl Fn(usize) -> bool,
    ) {
        let mut last: Option<(i64, i64)> = None;
        let mut count = 0;
        for &(x, y) in points {
            if !(x.is_finite() && y.is_finite()) {
                last = None;
                continue;
            }
            let here = self.dot_of(x, y);
            for (dx, dy) in segment(last.unwrap_or(here), here) {
                if is_set(count) {
                    self.dot(dx, dy, colour, modifier, yields);
                }
                count += 1;
            }
            last = Some(here);
        }
    }

    /// A line of characters, one a column, for terminals without braille.
    pub fn letters(&mut self, points: &[(f64, f64)], letter: char, colour: Color, modifier: Modifier) {
        for &(x, y) in points {
            let Some(index) = self.cell_at(x, y) else { continue };
            self.cells[index] =
                Cell { dots: 0, colour: Some(colour), modifier, letter: Some(letter), yields: false };
        }
    }

    /// A single character upon whatever is there.
    pub fn letter(&mut self, x: f64, y: f64, letter: char, colour: Color, modifier: Modifier) {
        self.letters(&[(x, y)], letter, colour, modifier);
    }

    /// A single character that gives way to every line.
    pub fn faint_letter(&mut self, x: f64, y: f64, letter: char, colour: Color) {
        if let Some(index) = self.cell_at(x, y).filter(|&index| self.cells[index].dots == 0) {
            let modifier = Modifier::DIM;
            let letter = Some(letter);
            self.cells[index] = Cell { dots: 0, colour: Some(colour), modifier, letter, yields: true };
        }
    }

    fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        if !(x.is_finite() && y.is_finite()) || self.cells.is_empty() {
            return None;
        }
        let (dx, dy) = self.dot_of(x, y);
        Some((dy / 4) as usize * self.width + (dx / 2) as usize)
    }

    fn dot_of(&self, x: f64, y: f64) -> (i64, i64) {
        let (w, h) = ((self.width * 2) as f64 - 1.0, (self.height * 4) as f64 - 1.0);
        ((x.clamp(0.0, 1.0) * w).round() as i64, ((1.0 - y.clamp(0.0, 1.0)) * h).round() as i64)
    }

    fn dot(&mut self, x: i64, y: i64, colour: Color, modifier: Modifier, yields: bool) {
        let (column, row) = ((x / 2) as usize, (y / 4) as usize);
        if x < 0 || y < 0 || column >= self.width || row >= self.height {
            return;
        }
        let cell = &mut self.cells[row * self.width + column];
        if cell.yields {
            *cell = Cell::default();
        }
        if cell.letter.is_some() || (yields && cell.dots != 0 && cell.colour != Some(colour)) {
            return;
        }
        cell.dots |= DOTS[(y % 4) as usize][(x % 2) as usize];
        cell.colour = Some(colour);
        cell.modifier = modifier;
    }

    /// Puts the canvas over `area`; cells with nothing in them are left as they are.
    pub fn draw(&self, area: Rect, ground: Color, buf: &mut Buffer) {
        for row in 0..self.height {
            for column in 0..self.width {
                let (x, y) = (area.x + column as u16, area.y + row as u16);
                let Some(target) = buf.cell_mut((x, y)) else { continue };
                let cell = &self.cells[row * self.width + column];
                let band = &self.bands[row * self.width + column];
                if cell.dots != 0 || cell.letter.is_some() {
                    let symbol = cell
                        .letter
                        .unwrap_or_else(|| char::from_u32(0x2800 + u32::from(cell.dots)).unwrap_or('.'));
                    target.set_char(symbol);
                    target.fg = cell.colour.unwrap_or(Color::Reset);
                    target.modifier = cell.modifier;
                    target.bg = majority(band).unwrap_or(ground);
                } else if band.iter().any(Option::is_some) {
                    draw_band(band, ground, target);
                }
            }
        }
    }
}

/// The ground of a cell without a line: plain, cut once at an eighth, or cut in halves.
fn draw_band(band: &[Option<Color>; 8], ground: Color, target: &mut ratatui::buffer::Cell) {
    let or_ground = |colour: Option<Color>| colour.unwrap_or(ground);
    let cuts: Vec<usize> = (1..8).filter(|&i| band[i] != band[i - 1]).collect();
    let (upper, lower, eighths) = match cuts[..] {
        [] => {
            target.bg = or_ground(band[0]);
            return;
        }
        [cut] if ground != Color::Reset || band[7].is_some() => (band[0], band[7], 8 - cut),
        _ => (majority(&band[..4]), majority(&band[4..]), 4),
    };
    target.modifier = Modifier::empty();
    if lower.is_none() && ground == Color::Reset {
        // The terminal's own ground cannot be named as a foreground: draw the upper half instead.
        target.set_symbol("▀");
        (target.fg, target.bg) = (or_ground(upper), ground);
    } else {
        target.set_symbol(LOWER[eighths]);
        (target.fg, target.bg) = (or_ground(lower), or_ground(upper));
    }
}

fn majority(band: &[Option<Color>]) -> Option<Color> {
    let count = |wanted: &Option<Color>| band.iter().filter(|c| *c == wanted).count();
    band.iter()
        .filter(|c| c.is_some())
        .max_by_key(|c| count(c))
        .and_then(|best| if count(best) * 2 >= band.len() { *best } else { None })
}

/// Where two bands lie upon one another both are seen: lighter than either on a dark ground.
fn blend(a: Color, b: Color) -> Color {
    match (a, b) {
        (Color::Rgb(r, g, b), Color::Rgb(r2, g2, b2)) => {
            let mid = |x: u8, y: u8| ((u16::from(x) + u16::from(y)) / 2) as u8;
            Color::Rgb(mid(r, r2), mid(g, g2), mid(b, b2))
        }
        (_, b) => b,
    }
}

/// The dots from one to another, the first left out where they differ (Bresenham).
fn segment(from: (i64, i64), to: (i64, i64)) -> Vec<(i64, i64)> {
    if from == to {
        return vec![to];
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let steps = dx.abs().max(dy.abs());
    let at = |delta: i64, step: i64| (delta as f64 * step as f64 / steps as f64).round() as i64;
    (1..=steps).map(|step| (from.0 + at(dx, step), from.1 + at(dy, step))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(plot: &Plot, width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        plot.draw(area, Color::Black, &mut buf);
        (0..height).map(|y| (0..width).map(|x| buf[(x, y)].symbol().to_owned()).collect()).collect()
    }

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let mut plot = Plot::new(4, 2);
        plot.line(&[(0.0, 0.0), (1.0, 1.0)], Color::Red, Modifier::empty(), 1);
        assert_eq!(text(&plot, 4, 2), ["  ⡠⠊", "⡠⠊  "]);
    }

    #[test]
    fn a_band_is_drawn_to_an_eighth_and_lies_behind_the_line() {
        let mut plot = Plot::new(1, 2);
        plot.band(0, 0.0, 0.625, Color::Blue);
        assert_eq!(text(&plot, 1, 2), ["▂", " "]);
        plot.line(&[(0.0, 0.2)], Color::Red, Modifier::empty(), 1);
        let area = Rect::new(0, 0, 1, 2);
        let mut buf = Buffer::empty(area);
        plot.draw(area, Color::Black, &mut buf);
        assert_eq!(buf[(0, 1)].bg, Color::Blue);
        assert_eq!(buf[(0, 1)].fg, Color::Red);
    }

    #[test]
    fn a_dotted_line_gives_way() {
        let mut plot = Plot::new(3, 1);
        plot.line(&[(0.0, 0.5), (1.0, 0.5)], Color::Red, Modifier::empty(), 1);
        plot.line(&[(0.0, 0.5), (1.0, 0.5)], Color::Gray, Modifier::empty(), 2);
        assert!(plot.cells.iter().all(|cell| cell.colour == Some(Color::Red)));
    }

    #[test]
    fn what_is_no_number_is_not_drawn() {
        let mut plot = Plot::new(3, 1);
        plot.line(&[(0.0, f64::NAN), (f64::INFINITY, 0.5)], Color::Red, Modifier::empty(), 1);
        plot.band(0, f64::NAN, 1.0, Color::Red);
        plot.band(99, 0.0, 1.0, Color::Red);
        plot.letter(f64::NAN, 0.0, 'x', Color::Red, Modifier::empty());
        assert_eq!(text(&plot, 3, 1), ["   "]);
    }
}
