//! Lines over time on a scale of their own, each with its name and value at its end.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::plot::Plot;
use super::text;
use super::time_chart::rows::spread_rows;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Written at its end.
    pub name: String,
    /// Its value at the end, as it is written.
    pub value: String,
    /// The mark that tells it apart without colour.
    pub marker: char,
    /// Colour of the line.
    pub colour: Color,
    /// Style of its name.
    pub style: Style,
    /// Whether it is drawn thick.
    pub thick: bool,
    /// One number a step; not-a-number leaves a gap.
    pub points: Vec<f64>,
}

/// The chart; borrows all it draws.
#[derive(Clone, Copy, Debug)]
pub struct LineChart<'a> {
    /// Lines, the most prominent first.
    pub series: &'a [Series],
    /// Number of steps from the left edge to the right one.
    pub steps: usize,
    /// Labels of the time axis: step and text.
    pub ticks: &'a [(usize, String)],
    /// Labelled heights: value and text.
    pub grid: &'a [(f64, String)],
    /// Values at the lower and at the upper edge; the lower may be the larger.
    pub edges: (f64, f64),
    /// Whether lines are braille; else they are letters.
    pub braille: bool,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// Whether lines carry their marks, for want of colour.
    pub marked: bool,
    /// Ground, axis labels, grid, values.
    pub styles: Styles,
}

/// Styles of everything that is not a line.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    /// Ground of the chart.
    pub ground: Color,
    /// Values at the line ends.
    pub value: Style,
    /// Axis labels.
    pub dim: Style,
    /// The grid.
    pub faint: Style,
}

impl LineChart<'_> {
    /// Draws the chart; the last row is the time axis.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let axis = self.grid.iter().map(|(_, label)| text::width(label)).max().unwrap_or(0) + 1;
        // In a narrow chart long names are cut before the lines are.
        let wanted = self.names_width().min(area.width * 2 / 5);
        let names = if area.width >= axis + wanted + 14 { wanted } else { 0 };
        let plot = Rect::new(
            area.x + axis,
            area.y,
            area.width.saturating_sub(axis + names),
            area.height.saturating_sub(1),
        );
        if plot.width < 4 || plot.height < 2 || self.steps == 0 {
            return;
        }
        self.draw_grid(plot, buf);
        self.draw_lines(plot, buf);
        self.draw_ticks(plot, buf);
        if names > 0 {
            self.draw_names(plot, area.right(), buf);
        }
    }

    fn names_width(&self) -> u16 {
        let name = self.series.iter().map(|s| text::width(&s.name)).max().unwrap_or(0);
        let value = self.series.iter().map(|s| text::width(&s.value)).max().unwrap_or(0);
        name + value + 3 + if self.marked { 2 } else { 0 }
    }

    /// Height of a value, 0 at the lower edge and 1 at the upper one.
    fn height(&self, value: f64) -> f64 {
        let (low, high) = self.edges;
        (value - low) / (high - low)
    }

    fn row_of(&self, value: f64, plot: Rect) -> u16 {
        let dots = f64::from(plot.height) * 4.0 - 1.0;
        let dot = ((1.0 - self.height(value).clamp(0.0, 1.0)) * dots).round() as u16;
        (plot.y + dot / 4).min(plot.bottom() - 1)
    }

    fn draw_grid(&self, plot: Rect, buf: &mut Buffer) {
        let dot = if self.ascii { "." } else { "·" };
        let mut last = None;
        for (value, label) in self.grid {
            let y = self.row_of(*value, plot);
            if last == Some(y) || !(0.0..=1.0).contains(&self.height(*value)) {
                continue;
            }
            last = Some(y);
            text::put_right(buf, plot.x - 1, y, label, self.styles.dim);
            for x in (plot.left()..plot.right()).step_by(4) {
                buf[(x, y)].set_symbol(dot).set_style(self.styles.faint);
            }
        }
    }

    fn draw_lines(&self, plot: Rect, buf: &mut Buffer) {
        let mut canvas = Plot::new(plot.width, plot.height);
        let last = self.steps.saturating_sub(1).max(1) as f64;
        let a_dot = 1.0 / (f64::from(plot.height) * 4.0 - 1.0);
        for series in self.series.iter().rev() {
            let modifier = if series.thick { Modifier::BOLD } else { Modifier::empty() };
            let points: Vec<(f64, f64)> = series
                .points
                .iter()
                .take(self.steps)
                .enumerate()
                .map(|(i, value)| (i as f64 / last, self.height(*value)))
                .collect();
            if self.braille {
                canvas.line(&points, series.colour, modifier, 1);
                if series.thick {
                    let below: Vec<_> = points.iter().map(|(x, y)| (*x, (y - a_dot).max(0.0))).collect();
                    canvas.line(&below, series.colour, modifier, 1);
                }
            } else {
                canvas.letters(&spread(&points, plot.width), series.marker, series.colour, modifier);
            }
        }
        if self.marked && self.braille {
            for (i, series) in self.series.iter().enumerate() {
                for (x, y) in spread_every(&series.points, self.steps, 4 + 3 * i, plot.width) {
                    canvas.letter(x, self.height(y), series.marker, series.colour, Modifier::BOLD);
                }
            }
        }
        canvas.draw(plot, self.styles.ground, buf);
    }

    fn draw_ticks(&self, plot: Rect, buf: &mut Buffer) {
        let last = self.steps.saturating_sub(1).max(1) as f64;
        let mut free = plot.x;
        for (step, label) in self.ticks.iter().filter(|(step, _)| *step < self.steps) {
            let x = plot.x + (*step as f64 / last * f64::from(plot.width - 1)).round() as u16;
            if x >= free && x + text::width(label) <= plot.right() {
                free = text::put(buf, x, plot.bottom(), label, plot.right() - x, self.styles.dim) + 2;
            }
        }
    }

    fn draw_names(&self, plot: Rect, right: u16, buf: &mut Buffer) {
        let end = |series: &Series| series.points.iter().rev().copied().find(|value| value.is_finite());
        let row = |value: f64| (1.0 - self.height(value)) * f64::from(plot.height) - 0.5;
        let wanted =
            self.series.iter().enumerate().filter_map(|(i, s)| end(s).map(|value| (i, row(value)))).collect();
        let value = self.series.iter().map(|s| text::width(&s.value)).max().unwrap_or(0);
        for (i, row) in spread_rows(wanted, plot.height) {
            let (series, y) = (&self.series[i], plot.y + row);
            let mut x = plot.right() + 1;
            if self.marked {
                x = text::put(buf, x, y, &series.marker.to_string(), 1, series.style) + 1;
            }
            text::put(buf, x, y, &series.name, right.saturating_sub(x + value + 1), series.style);
            text::put_right(buf, right, y, &series.value, self.styles.value);
        }
    }
}

/// One point a column, the nearest.
fn spread(points: &[(f64, f64)], width: u16) -> Vec<(f64, f64)> {
    let last = points.len().saturating_sub(1) as f64;
    let reach = points.last().map_or(0.0, |point| point.0);
    (0..width)
        .map(|column| (f64::from(column) + 0.5) / f64::from(width))
        .filter(|x| *x <= reach + 1e-9)
        .filter_map(|x| {
            let i = if reach > 0.0 { (x / reach * last).round() as usize } else { 0 };
            points.get(i).map(|point| (x, point.1))
        })
        .collect()
}

/// Places for marks, far apart: column and value.
fn spread_every(points: &[f64], steps: usize, first: usize, width: u16) -> Vec<(f64, f64)> {
    let last = steps.saturating_sub(1) as f64;
    (first..usize::from(width))
        .step_by(24)
        .filter_map(|column| {
            let x = (column as f64 + 0.5) / f64::from(width);
            points.get((x * last).round() as usize).map(|value| (x, *value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(edges: (f64, f64), points: Vec<f64>) -> Vec<String> {
        let plain = Style::new();
        let styles = Styles { ground: Color::Reset, value: plain, dim: plain, faint: plain };
        let series = [Series {
            name: "Lab".into(),
            value: "3 mo".into(),
            marker: 'a',
            colour: Color::Red,
            style: plain,
            thick: false,
            points,
        }];
        let area = Rect::new(0, 0, 32, 4);
        let mut buf = Buffer::empty(area);
        let (grid, ticks) = ([(0.0, "0".to_owned()), (4.0, "4".to_owned())], [(0, "2024".to_owned())]);
        LineChart {
            series: &series,
            steps: 3,
            ticks: &ticks,
            grid: &grid,
            edges,
            braille: false,
            ascii: true,
            marked: true,
            styles,
        }
        .draw(area, &mut buf);
        let row = |y| (0..32).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>();
        (0..4).map(|y| row(y).trim_end().to_owned()).collect()
    }

    #[test]
    fn a_line_runs_to_its_name_and_may_hang_from_the_top() {
        let rising = drawn((0.0, 4.0), vec![0.0, 2.0, 4.0]);
        assert!(rising[0].starts_with("4") && rising[0].ends_with("a Lab  3 mo"), "{rising:?}");
        let hanging = drawn((4.0, 0.0), vec![0.0, 2.0, 4.0]);
        assert!(hanging[0].starts_with("0") && hanging[2].ends_with("a Lab  3 mo"), "{hanging:?}");
        assert!(hanging[3].contains("2024"));
    }

    #[test]
    fn what_is_no_number_is_not_drawn() {
        let rows = drawn((0.0, 4.0), vec![f64::NAN; 3]);
        assert!(rows.iter().all(|row| !row.contains('a')), "{rows:?}");
    }
}
