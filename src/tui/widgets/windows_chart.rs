//! Figures that cover windows of time, each with its tolerance, over the band and the median of what was predicted of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::plot::Plot;
use super::text;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// First step that it covers.
    pub from: usize,
    /// Last step that it covers.
    pub to: usize,
    /// The figure.
    pub observed: f64,
    /// Lowest and highest value that would agree with it.
    pub tolerance: Option<(f64, f64)>,
    /// Whether it counts; else it is drawn hollow.
    pub counts: bool,
    /// Low edge, median and high edge of what was predicted.
    pub predicted: Option<(f64, f64, f64)>,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// The chart; borrows all it draws.
#[derive(Clone, Copy, Debug)]
pub struct WindowsChart<'a> {
    /// The figures.
    pub windows: &'a [Window],
    /// Number of steps from the left edge to the right one.
    pub steps: usize,
    /// Labels of the time axis: step and text.
    pub ticks: &'a [(usize, String)],
    /// Labelled heights: value and text.
    pub grid: &'a [(f64, String)],
    /// Values at the lower and at the upper edge.
    pub edges: (f64, f64),
    /// What the chosen figure's window is called.
    pub chosen: &'a str,
    /// Whether lines are braille; else they are letters.
    pub braille: bool,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// Styles.
    pub styles: Styles,
}

/// Styles of the chart.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    /// Ground of the chart.
    pub ground: Color,
    /// The median.
    pub line: Color,
    /// The edges of a band that has no ground.
    pub edge: Color,
    /// Ground of a band; none draws its edges.
    pub band: Option<Color>,
    /// A figure.
    pub point: Style,
    /// The chosen figure.
    pub chosen: Style,
    /// The chosen window on the time axis.
    pub badge: Style,
    /// Axis labels.
    pub dim: Style,
    /// The grid.
    pub faint: Style,
}

impl WindowsChart<'_> {
    /// Draws the chart, the last row being the time axis; returns the place of each figure, for the mouse.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Vec<Rect> {
        let area = area.intersection(buf.area);
        let axis = self.grid.iter().map(|(_, label)| text::width(label)).max().unwrap_or(0) + 1;
        let plot = Rect::new(
            area.x + axis.min(area.width),
            area.y,
            area.width.saturating_sub(axis),
            area.height.saturating_sub(1),
        );
        if plot.width < 8 || plot.height < 2 || self.steps == 0 {
            return Vec::new();
        }
        self.draw_grid(plot, buf);
        self.draw_predicted(plot, buf);
        let mut order: Vec<&Window> = self.windows.iter().collect();
        order.sort_by_key(|window| window.chosen);
        for window in order {
            self.draw_observed(window, plot, buf);
        }
        self.draw_axis(plot, buf);
        let place = |window: &Window| {
            let (first, last) = self.columns(window, plot);
            Rect { x: plot.x + first, width: last + 1 - first, ..plot }
        };
        self.windows.iter().map(place).collect()
    }

    /// First and last column of a window, from the plot's left edge.
    fn columns(&self, window: &Window, plot: Rect) -> (u16, u16) {
        let column = |step: usize| (step * usize::from(plot.width) / self.steps) as u16;
        let last = plot.width - 1;
        let first = column(window.from).min(last);
        (first, column(window.to + 1).saturating_sub(1).clamp(first, last))
    }

    fn middle(&self, window: &Window, plot: Rect) -> u16 {
        let (first, last) = self.columns(window, plot);
        plot.x + first.midpoint(last)
    }

    /// Height of a value, 0 at the lower edge and 1 at the upper one.
    fn height(&self, value: f64) -> f64 {
        (value - self.edges.0) / (self.edges.1 - self.edges.0)
    }

    fn row_of(&self, value: f64, plot: Rect) -> u16 {
        let dots = f64::from(plot.height) * 4.0 - 1.0;
        let dot = ((1.0 - self.height(value).clamp(0.0, 1.0)) * dots).round() as u16;
        (plot.y + dot / 4).min(plot.bottom() - 1)
    }

    fn draw_grid(&self, plot: Rect, buf: &mut Buffer) {
        let dot = if self.ascii { "." } else { "·" };
        for (value, label) in self.grid {
            let y = self.row_of(*value, plot);
            text::put_right(buf, plot.x - 1, y, label, self.styles.dim);
            for x in (plot.left()..plot.right()).step_by(4) {
                buf[(x, y)].set_symbol(dot).set_style(self.styles.faint);
            }
        }
    }

    fn draw_predicted(&self, plot: Rect, buf: &mut Buffer) {
        let mut canvas = Plot::new(plot.width, plot.height);
        let dots = f64::from(plot.width) * 2.0 - 1.0;
        let cell = |column: u16| (f64::from(column) + 0.5) / f64::from(plot.width);
        for window in self.windows {
            let Some((low, median, high)) = window.predicted else { continue };
            let [low, median, high] = [low, median, high].map(|value| self.height(value));
            let (first, last) = self.columns(window, plot);
            for column in first..=last {
                if let Some(colour) = self.styles.band.filter(|_| !self.ascii) {
                    canvas.band(usize::from(column), low, high, colour);
                } else if high - low > 0.02 {
                    let edge = if self.ascii { '-' } else { '╌' };
                    canvas.faint_letter(cell(column), low, edge, self.styles.edge);
                    canvas.faint_letter(cell(column), high, edge, self.styles.edge);
                }
            }
            if self.braille {
                let ends = [f64::from(first) * 2.0 / dots, (f64::from(last) * 2.0 + 1.0) / dots];
                canvas.line(&ends.map(|x| (x, median)), self.styles.line, Modifier::empty(), 1);
            } else {
                let points: Vec<(f64, f64)> = (first..=last).map(|column| (cell(column), median)).collect();
                canvas.letters(&points, '=', self.styles.line, Modifier::empty());
            }
        }
        canvas.draw(plot, self.styles.ground, buf);
    }

    fn draw_observed(&self, window: &Window, plot: Rect, buf: &mut Buffer) {
        let x = self.middle(window, plot);
        let style = if window.chosen { self.styles.chosen } else { self.styles.point };
        let mut set = |y: u16, symbol: &str| {
            // The band behind stays.
            let cell = &mut buf[(x, y)];
            let ground = cell.bg;
            cell.set_symbol(symbol).set_style(style);
            cell.bg = ground;
        };
        let [bar, top, foot, full, hollow] =
            if self.ascii { ["|", "+", "+", "O", "o"] } else { ["│", "┬", "┴", "●", "○"] };
        if let Some((low, high)) = window.tolerance {
            let (first, last) = (self.row_of(high, plot), self.row_of(low, plot));
            for y in first..=last {
                let symbol = match y {
                    _ if first == last => bar,
                    y if y == first => top,
                    y if y == last => foot,
                    _ => bar,
                };
                set(y, symbol);
            }
        }
        set(self.row_of(window.observed, plot), if window.counts { full } else { hollow });
    }

    fn draw_axis(&self, plot: Rect, buf: &mut Buffer) {
        let y = plot.bottom();
        let label = format!(" {} ", self.chosen);
        let chosen = self.windows.iter().find(|window| window.chosen);
        let left = chosen.map(|window| {
            let middle = self.middle(window, plot);
            let last = plot.right().saturating_sub(text::width(&label)).max(plot.x);
            middle.saturating_sub(text::width(&label) / 2).clamp(plot.x, last)
        });
        let taken = left.map_or(0..0, |left| left..left + text::width(&label));
        let mut free = plot.x;
        for (step, tick) in self.ticks.iter().filter(|(step, _)| *step < self.steps) {
            let x = plot.x + (*step * usize::from(plot.width) / self.steps) as u16;
            let end = x + text::width(tick);
            let clear = end < taken.start || x > taken.end || taken.is_empty();
            if x >= free && end <= plot.right() && clear {
                free = text::put(buf, x, y, tick, text::width(tick), self.styles.dim) + 2;
            }
        }
        if let Some(left) = left {
            text::put(buf, left, y, &label, plot.right() - left, self.styles.badge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(windows: &[Window], ascii: bool) -> (Vec<String>, Vec<Rect>) {
        let plain = Style::new();
        let styles = Styles {
            ground: Color::Black,
            line: Color::Red,
            edge: Color::Gray,
            band: (!ascii).then_some(Color::Blue),
            point: plain,
            chosen: plain,
            badge: plain,
            dim: plain,
            faint: plain,
        };
        let area = Rect::new(0, 0, 22, 9);
        let mut buf = Buffer::empty(area);
        let chart = WindowsChart {
            windows,
            steps: 10,
            ticks: &[(0, "2024".to_owned())],
            grid: &[(0.0, "0".to_owned())],
            edges: (0.0, 1.0),
            chosen: "June",
            braille: !ascii,
            ascii,
            styles,
        };
        let places = chart.draw(area, &mut buf);
        let row = |y| (0..22).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>();
        ((0..9).map(|y| row(y).trim_end().to_owned()).collect(), places)
    }

    fn window() -> Window {
        Window {
            from: 4,
            to: 6,
            observed: 0.5,
            tolerance: Some((0.2, 0.9)),
            counts: true,
            predicted: Some((0.1, 0.3, 0.4)),
            chosen: true,
        }
    }

    #[test]
    fn a_figure_stands_in_its_window_with_its_tolerance() {
        let (rows, places) = drawn(&[window()], true);
        assert_eq!(places, [Rect::new(10, 0, 6, 8)]);
        let column: String = rows[..8].iter().map(|row| row.chars().nth(12).unwrap_or(' ')).collect();
        assert_eq!(column, "+|||O|+-", "{rows:?}");
        assert!(rows[5].contains("==|==="), "the median runs over the window: {rows:?}");
        assert!(rows[8].starts_with("  2024") && rows[8].contains(" June"), "{rows:?}");
    }

    #[test]
    fn what_does_not_count_is_hollow_and_what_is_not_predicted_has_no_band() {
        let bare = Window { counts: false, tolerance: None, predicted: None, ..window() };
        let (rows, _) = drawn(&[bare], false);
        let signs: String = rows[..8].concat().chars().filter(|c| !" ·0".contains(*c)).collect();
        assert_eq!(signs, "○", "{rows:?}");
        assert!(drawn(&[], false).1.is_empty());
    }
}
