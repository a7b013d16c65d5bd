//! A difference over time around a line of nothing: the median, its band, and from when on it is clear.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::plot::Plot;
use super::text;
use super::time_chart::{ChartStyle, Mark};

/// The whole chart; borrows all it draws and keeps nothing.
#[derive(Clone, Copy, Debug)]
pub struct DifferenceChart<'a> {
    /// Lower edge of the band, by step.
    pub low: &'a [f64],
    /// The line, by step.
    pub middle: &'a [f64],
    /// Upper edge of the band, by step.
    pub high: &'a [f64],
    /// Value at the upper edge; at the lower edge it stands below nothing.
    pub top: f64,
    /// Values at the upper edge, in the middle and at the lower edge, as they are written.
    pub labels: [&'a str; 3],
    /// What it means to lie above nothing, and below.
    pub sides: [&'a str; 2],
    /// Labels of the time axis: step and text.
    pub ticks: &'a [(usize, String)],
    /// Marks below the plot.
    pub marks: &'a [Mark],
    /// The step from which on the difference is clear.
    pub clear: Option<usize>,
    /// The step that is looked at.
    pub cursor: Option<usize>,
    /// Colour of the line.
    pub line: Color,
    /// Colour of the band; none draws its edges.
    pub band: Option<Color>,
    /// Whether lines are braille; else they are letters.
    pub braille: bool,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// Styles.
    pub style: ChartStyle,
}

const AXIS: u16 = 7;

impl DifferenceChart<'_> {
    /// Draws the chart; returns the rectangle of the plot itself.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let area = area.intersection(buf.area);
        let plot = Rect {
            x: area.x + AXIS.min(area.width),
            width: area.width.saturating_sub(AXIS + 1),
            height: area.height.saturating_sub(2),
            ..area
        };
        if plot.height < 3 || plot.width < 4 || self.middle.is_empty() {
            return Rect::ZERO;
        }
        self.draw_ground(plot, buf);
        self.draw_lines(plot, buf);
        self.draw_sides(plot, buf);
        self.draw_marks(plot, buf);
        self.draw_axis(plot, buf);
        plot
    }

    /// The step that a column of the plot stands for.
    pub fn step_at(plot: Rect, steps: usize, x: u16) -> usize {
        let last = f64::from(plot.width.saturating_sub(1).max(1));
        let from_left = f64::from(x.clamp(plot.x, plot.right().max(plot.x + 1) - 1) - plot.x);
        (from_left / last * steps.saturating_sub(1) as f64).round() as usize
    }

    fn steps(&self) -> usize {
        self.middle.len()
    }

    fn column_of(&self, step: usize, plot: Rect) -> u16 {
        let last = self.steps().saturating_sub(1).max(1) as f64;
        let ratio = (step as f64 / last).min(1.0);
        plot.x + (ratio * f64::from(plot.width - 1)).round() as u16
    }

    /// Height of a value in the plot, 0 to 1; the middle is nothing.
    fn height(&self, value: f64) -> f64 {
        0.5 + 0.5 * value / self.top
    }

    fn draw_ground(&self, plot: Rect, buf: &mut Buffer) {
        let middle = plot.y + plot.height / 2;
        let rows = [plot.y, middle, plot.bottom() - 1];
        for (y, label) in rows.into_iter().zip(self.labels) {
            let room = text::width(label).min(AXIS - 1);
            text::put_right(buf, plot.x - 1, y, &text::clip(label, room), self.style.dim);
        }
        let zero = if self.ascii { "-" } else { "─" };
        for x in plot.left()..plot.right() {
            buf[(x, middle)].set_symbol(zero).set_style(self.style.faint);
        }
        let rule = if self.ascii { "|" } else { "┊" };
        for (step, style) in [(self.clear, self.style.dim), (self.cursor, self.style.now)] {
            let Some(x) = step.map(|step| self.column_of(step, plot)) else { continue };
            (plot.top()..plot.bottom()).for_each(|y| {
                buf[(x, y)].set_symbol(rule).set_style(style);
            });
        }
    }

    fn draw_lines(&self, area: Rect, buf: &mut Buffer) {
        let mut plot = Plot::new(area.width, area.height);
        let at = |values: &[f64], column: u16| {
            let step = Self::step_at(area, self.steps(), area.x + column);
            self.height(values.get(step).copied().unwrap_or(f64::NAN))
        };
        let centre = |column: u16| (f64::from(column) + 0.5) / f64::from(area.width);
        for column in 0..area.width {
            let (low, high) = (at(self.low, column), at(self.high, column));
            match self.band.filter(|_| !self.ascii) {
                Some(colour) => plot.band(usize::from(column), low, high, colour),
                None if column % 2 == 0 => {
                    let edge = if self.ascii { '-' } else { '╌' };
                    let edges = [low, high].into_iter().filter(|_| high - low > 0.02);
                    edges.for_each(|y| plot.faint_letter(centre(column), y, edge, self.line));
                }
                None => {}
            }
        }
        if self.braille {
            let last = self.steps().saturating_sub(1).max(1) as f64;
            let points = self.middle.iter().enumerate();
            let points: Vec<(f64, f64)> =
                points.map(|(step, value)| (step as f64 / last, self.height(*value))).collect();
            plot.line(&points, self.line, Modifier::empty(), 1);
        } else {
            let points: Vec<(f64, f64)> =
                (0..area.width).map(|column| (centre(column), at(self.middle, column))).collect();
            plot.letters(&points, '*', self.line, Modifier::BOLD);
        }
        plot.draw(area, self.style.ground, buf);
    }

    /// What lies above and below, in the corners where the difference still is small.
    fn draw_sides(&self, plot: Rect, buf: &mut Buffer) {
        let rows = [plot.y, plot.bottom() - 1];
        for (y, side) in rows.into_iter().zip(self.sides) {
            text::put(buf, plot.x + 1, y, side, plot.width.saturating_sub(2), self.style.dim);
        }
    }

    fn draw_marks(&self, plot: Rect, buf: &mut Buffer) {
        let mut free = plot.x;
        for mark in self.marks.iter().filter(|mark| mark.at < self.steps()) {
            let x = self.column_of(mark.at, plot);
            if x >= free {
                free = text::put(buf, x, plot.bottom(), &mark.label, plot.right() - x, self.style.value);
            }
        }
    }

    fn draw_axis(&self, plot: Rect, buf: &mut Buffer) {
        let mut free = plot.x;
        for (step, tick) in self.ticks.iter().filter(|(step, _)| *step < self.steps()) {
            let x = self.column_of(*step, plot);
            if x >= free && x + text::width(tick) <= plot.right() {
                free = text::put(buf, x, plot.bottom() + 1, tick, plot.right() - x, self.style.dim) + 2;
            }
        }
    }
}

/// A quiet upper edge for differences up to `highest`: 1, 2 or 5 times a power of ten.
pub fn quiet_top(highest: f64, least: f64) -> f64 {
    let wanted = if highest.is_finite() { highest.max(least) } else { least };
    let tens = 10f64.powf(wanted.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|step| step * tens)
        .into_iter()
        .find(|top| wanted <= top * 1.0001)
        .unwrap_or(wanted)
}

/// A bar to the left or to the right of the middle of `width` cells, for -1 to 1.
pub fn signed_bar(ratio: f64, width: usize, ascii: bool) -> String {
    let half = width / 2;
    let ratio = if ratio.is_finite() { ratio.clamp(-1.0, 1.0) } else { 0.0 };
    let cells = ((ratio.abs() * half as f64).round() as usize).max(usize::from(ratio.abs() > 1e-9)).min(half);
    let (full, axis) = if ascii { ("#", "|") } else { ("█", "│") };
    let (bar, rest) = (full.repeat(cells), " ".repeat(half - cells));
    let none = " ".repeat(half);
    if ratio < 0.0 { format!("{rest}{bar}{axis}{none}") } else { format!("{none}{axis}{bar}{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Style;

    fn drawn(values: &[f64], size: (u16, u16), braille: bool) -> Vec<String> {
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buf = Buffer::empty(area);
        let shifted = |by: f64| values.iter().map(|value| value + by).collect::<Vec<f64>>();
        let plain = Style::new();
        let ground = Color::Black;
        let style = ChartStyle { ground, value: plain, dim: plain, faint: plain, now: plain, badge: plain };
        DifferenceChart {
            low: &shifted(-0.01),
            middle: values,
            high: &shifted(0.01),
            top: 0.1,
            labels: ["+10", "0", "-10"],
            sides: ["more in A", "more in B"],
            ticks: &[(0, "2026".into()), (12, "2027".into())],
            marks: &[Mark { at: 0, label: "A".into() }],
            clear: Some(6),
            cursor: None,
            line: Color::Blue,
            band: None,
            braille,
            ascii: !braille,
            style,
        }
        .draw(area, &mut buf);
        let row = |y| (0..size.0).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..size.1).map(row).collect()
    }

    #[test]
    fn what_lies_above_nothing_is_drawn_above_it() {
        let lines = drawn(&[0.05; 24], (40, 11), false);
        assert!(lines.iter().all(|line| line.is_ascii()), "{lines:#?}");
        let row = |wanted: &str| lines.iter().position(|line| line.contains(wanted)).expect("a row");
        assert!(row("***") < row("0 -----"), "{lines:#?}");
        assert!(row("more in A") < row("***") && row("more in B") > row("0 -----"));
        let below = drawn(&[-0.05; 24], (40, 11), false);
        let line = below.iter().position(|line| line.contains("***")).expect("a line");
        assert!(line > below.iter().position(|line| line.contains("0 -----")).expect("nothing"));
    }

    #[test]
    fn bars_go_to_their_side() {
        assert_eq!(signed_bar(0.5, 9, true), "    |##  ");
        assert_eq!(signed_bar(-1.0, 9, true), "####|    ");
        assert_eq!(signed_bar(0.0, 9, true), "    |    ");
        assert_eq!(signed_bar(f64::NAN, 5, true), "  |  ");
    }

    #[test]
    fn edges_are_quiet() {
        let tops = [0.004, 0.012, 0.05, 0.21].map(|value| quiet_top(value, 0.01));
        let expected = [0.01, 0.02, 0.05, 0.5];
        assert!(tops.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{tops:?}");
        assert_eq!(quiet_top(f64::NAN, 1.0), 1.0);
    }

    proptest! {
        #[test]
        fn no_size_and_no_number_breaks_it(w in 0u16..90, h in 0u16..30, steps in 0usize..90, level in -2.0f64..2.0) {
            let mut values = vec![level; steps];
            if let Some(value) = values.get_mut(3) {
                *value = f64::NAN;
            }
            drawn(&values, (w, h), w % 2 == 0);
        }
    }
}
