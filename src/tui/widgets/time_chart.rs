//! Shares over time: medians as lines, their spread as bands behind them, the past and the future divided by "now".

mod looked;
pub(super) mod rows;
#[cfg(test)]
mod tests;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

pub use self::looked::Looked;
use self::rows::spread_rows;
use super::plot::Plot;
use super::text;

/// One line of the chart and what goes with it. Every column of numbers is indexed from the chart's first step.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Written at the end of the line.
    pub name: String,
    /// The mark that tells the line apart without colour.
    pub marker: char,
    /// Colour of the line and of its name.
    pub line: Color,
    /// Colour of its ghost.
    pub ghost_colour: Color,
    /// Ground colour of its band; `None` draws no ground.
    pub band_colour: Option<Color>,
    /// The line itself, 0 to 1 and beyond; not-a-number leaves a gap.
    pub points: Vec<f64>,
    /// Lower and upper edge of the band.
    pub band: Vec<(f64, f64)>,
    /// What the line would have been.
    pub ghost: Vec<f64>,
}

/// Something that happened, marked below the plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Step at which it happened.
    pub at: usize,
    /// A short label.
    pub label: String,
}

/// Styles of everything that is not a series.
#[derive(Clone, Copy, Debug)]
pub struct ChartStyle {
    /// Ground of the chart.
    pub ground: Color,
    /// Values at the line ends.
    pub value: Style,
    /// Axis labels and marks.
    pub dim: Style,
    /// The grid.
    pub faint: Style,
    /// The rule at "now".
    pub now: Style,
    /// The label at "now".
    pub badge: Style,
}

/// The whole chart; borrows all it draws and keeps nothing.
#[derive(Clone, Copy, Debug)]
pub struct TimeChart<'a> {
    /// Lines, the most prominent first.
    pub series: &'a [Series],
    /// Marks below the plot.
    pub marks: &'a [Mark],
    /// Number of steps from the left edge to the right one.
    pub steps: usize,
    /// The step that is "now".
    pub now: usize,
    /// What "now" is called.
    pub now_label: &'a str,
    /// The month of the values at the line ends.
    pub end_label: &'a str,
    /// Labels of the time axis: step and text.
    pub ticks: &'a [(usize, String)],
    /// Value at the upper edge.
    pub top: f64,
    /// Whether lines are braille; else they are letters.
    pub braille: bool,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// Whether lines carry their marks, for want of colour.
    pub marked: bool,
    /// Whether a sentence for each line stands in the place of the picture.
    pub words: bool,
    /// Styles.
    pub style: ChartStyle,
}

const AXIS: u16 = 5;

impl TimeChart<'_> {
    /// Draws the chart; returns the rectangle of the plot itself.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        self.draw_looked(&Looked::default(), area, buf)
    }

    /// Draws the chart with a step looked at; returns the rectangle of the plot itself.
    pub fn draw_looked(&self, looked: &Looked<'_>, area: Rect, buf: &mut Buffer) -> Rect {
        let area = area.intersection(buf.area);
        if self.words {
            self.write(looked, area, buf);
            return Rect::ZERO;
        }
        let plot = self.plot_area(area);
        if plot.is_empty() || plot.height < 2 || plot.width < 4 || self.steps == 0 {
            return Rect::ZERO;
        }
        self.draw_grid(plot, buf);
        self.draw_now_rule(plot, buf);
        self.draw_lines(plot, buf);
        self.draw_figures(looked, plot, buf);
        self.draw_cursor(looked, plot, buf);
        if area.bottom() > plot.bottom() + 1 {
            self.draw_marks(plot, buf);
        }
        self.draw_time_axis(looked, plot, area.bottom() - 1, buf);
        self.draw_acts(looked, plot, area.bottom() - 1, buf);
        if plot.right() < area.right() {
            self.draw_names(looked, plot, area.right(), buf);
        }
        plot
    }

    fn plot_area(&self, area: Rect) -> Rect {
        let names = self.names_width();
        let right = if area.width >= AXIS + names + 24 { names } else { 0 };
        let below = if area.height >= 10 && !self.marks.is_empty() { 2 } else { 1 };
        Rect::new(
            area.x + AXIS.min(area.width),
            area.y,
            area.width.saturating_sub(AXIS + right),
            area.height.saturating_sub(below),
        )
    }

    /// Room for the names and values at the line ends.
    fn names_width(&self) -> u16 {
        let longest = self.series.iter().map(|s| text::width(&s.name)).max().unwrap_or(0);
        if longest == 0 { 0 } else { longest + 8 + if self.marked { 2 } else { 0 } }
    }

    fn draw_grid(&self, plot: Rect, buf: &mut Buffer) {
        let dot = if self.ascii { "." } else { "·" };
        let step = tick_step(self.top, plot.height);
        for i in 0.. {
            let value = step * f64::from(i);
            if value > self.top + 1e-9 {
                break;
            }
            let y = row_of(value / self.top, plot);
            let label = format!("{:.0}%", value * 100.0);
            text::put_right(buf, plot.x - 1, y, &label, self.style.dim);
            for x in (plot.left()..plot.right()).filter(|x| (x - plot.x).is_multiple_of(4)) {
                buf[(x, y)].set_symbol(dot).set_style(self.style.faint);
            }
        }
    }

    fn draw_now_rule(&self, plot: Rect, buf: &mut Buffer) {
        let x = self.column_of(self.now, plot);
        for y in plot.top()..plot.bottom() {
            buf[(x, y)].set_symbol(if self.ascii { "|" } else { "┊" }).set_style(self.style.now);
        }
    }

    fn draw_lines(&self, area: Rect, buf: &mut Buffer) {
        let mut plot = Plot::new(area.width, area.height);
        for series in self.series.iter().rev() {
            self.draw_band(series, area.width, &mut plot);
        }
        for series in self.series.iter().rev() {
            self.draw_line(series, area.width, &mut plot);
        }
        for series in self.series.iter().rev() {
            if self.braille {
                plot.dashes(&self.spread(&series.ghost), series.ghost_colour);
            }
        }
        if self.marked && self.braille {
            self.draw_markers(area.width, &mut plot);
        }
        plot.draw(area, self.style.ground, buf);
    }

    fn draw_band(&self, series: &Series, width: u16, plot: &mut Plot) {
        let (low, high): (Vec<f64>, Vec<f64>) = series.band.iter().copied().unzip();
        for column in 0..usize::from(width) {
            let step = self.step_at(column, width);
            let (low, high) = (sample(&low, step) / self.top, sample(&high, step) / self.top);
            if let Some(colour) = series.band_colour.filter(|_| !self.ascii) {
                plot.band(column, low, high, colour);
            } else if column % 2 == 0 {
                let x = (column as f64 + 0.5) / f64::from(width);
                let edge = if self.ascii { '-' } else { '╌' };
                for y in [low, high].into_iter().filter(|_| high - low > 0.02) {
                    plot.faint_letter(x, y, edge, series.ghost_colour);
                }
            }
        }
    }

    fn draw_line(&self, series: &Series, width: u16, plot: &mut Plot) {
        if self.braille {
            plot.line(&self.spread(&series.points), series.line, Modifier::empty(), 1);
            return;
        }
        let by_column = |points: &[f64], every: usize| -> Vec<(f64, f64)> {
            (0..usize::from(width))
                .filter(|column| column % every == 0)
                .map(|column| {
                    let x = (column as f64 + 0.5) / f64::from(width);
                    (x, sample(points, self.step_at(column, width)) / self.top)
                })
                .collect()
        };
        plot.letters(&by_column(&series.ghost, 3), '\'', series.ghost_colour, Modifier::DIM);
        plot.letters(&by_column(&series.points, 1), series.marker, series.line, Modifier::empty());
    }

    fn draw_markers(&self, width: u16, plot: &mut Plot) {
        for (i, series) in self.series.iter().enumerate() {
            for column in (4 + 3 * i..usize::from(width)).step_by(24) {
                let x = (column as f64 + 0.5) / f64::from(width);
                let y = sample(&series.points, self.step_at(column, width)) / self.top;
                plot.letter(x, y, series.marker, series.line, Modifier::BOLD);
            }
        }
    }

    /// Points as (0 to 1, 0 to 1).
    fn spread(&self, points: &[f64]) -> Vec<(f64, f64)> {
        let last = self.steps.saturating_sub(1).max(1) as f64;
        points.iter().enumerate().map(|(i, value)| (i as f64 / last, value / self.top)).collect()
    }

    /// The step, with its fraction, in the middle of a column.
    fn step_at(&self, column: usize, width: u16) -> f64 {
        let last = self.steps.saturating_sub(1) as f64;
        (column as f64 + 0.5) / f64::from(width) * last
    }

    fn column_of(&self, step: usize, plot: Rect) -> u16 {
        let last = self.steps.saturating_sub(1).max(1) as f64;
        let dots = f64::from(plot.width) * 2.0 - 1.0;
        let dot = (step as f64 / last).min(1.0) * dots;
        (plot.x + (dot.round() as u16) / 2).min(plot.right() - 1)
    }

    /// Marks in the order given, as far as each finds its label's room free.
    fn draw_marks(&self, plot: Rect, buf: &mut Buffer) {
        let y = plot.bottom();
        let flag = if self.ascii { "^" } else { "▴" };
        let mut taken = vec![false; usize::from(plot.width)];
        for mark in self.marks.iter().filter(|mark| mark.at < self.steps) {
            let x = self.column_of(mark.at, plot);
            let from = usize::from(x - plot.x);
            // A blank on both sides keeps labels apart.
            let room = from.saturating_sub(1)..from + 2 + usize::from(text::width(&mark.label));
            if taken.get(room.clone()).is_none_or(|cells| cells.contains(&true)) {
                continue;
            }
            taken[room].fill(true);
            buf[(x, y)].set_symbol(flag).set_style(self.style.dim);
            text::put(buf, x + 1, y, &mark.label, plot.right() - x - 1, self.style.dim);
        }
    }

    fn draw_time_axis(&self, looked: &Looked<'_>, plot: Rect, y: u16, buf: &mut Buffer) {
        // One badge at a time: that of the step looked at, else that of now.
        let (step, name) = looked.cursor.unwrap_or((self.now, self.now_label));
        let half = text::width(name) / 2 + 1;
        let now = self.column_of(step, plot);
        let label = format!(" {name} ");
        let left = now
            .saturating_sub(half)
            .clamp(plot.x, plot.right().saturating_sub(text::width(&label)).max(plot.x));
        let taken = left..left + text::width(&label);
        let mut free = plot.x;
        for (step, tick) in self.ticks {
            let x = self.column_of(*step, plot);
            let end = x + text::width(tick);
            let clear = end <= taken.start || x >= taken.end;
            if *step < self.steps && x >= free && end <= plot.right() && clear {
                free = text::put(buf, x, y, tick, text::width(tick), self.style.dim) + 2;
            }
        }
        text::put(buf, left, y, &label, plot.right() - left, self.style.badge);
    }

    fn draw_names(&self, looked: &Looked<'_>, plot: Rect, right: u16, buf: &mut Buffer) {
        let ends: Vec<Option<f64>> = self
            .series
            .iter()
            .map(|s| s.points.iter().rev().copied().find(|value| value.is_finite()))
            .collect();
        let wanted: Vec<(usize, f64)> = ends
            .iter()
            .enumerate()
            .filter_map(|(i, end)| {
                end.map(|value| (i, (1.0 - value / self.top) * f64::from(plot.height) - 0.5))
            })
            .collect();
        let rows = spread_rows(wanted, plot.height);
        if rows.iter().all(|(_, row)| *row > 0) {
            let label = looked.cursor.map_or(self.end_label, |(_, label)| label);
            text::put_right(buf, right.saturating_sub(1), plot.y, label, self.style.dim);
        }
        for (i, row) in rows {
            let series = &self.series[i];
            let y = plot.y + row;
            let value = Self::value_of(series, looked);
            let value = value.map_or_else(String::new, |value| format!("{:.0}%", value * 100.0));
            let name = Style::new().fg(series.line).bg(self.style.ground).add_modifier(Modifier::BOLD);
            let mut x = plot.right() + 1;
            if self.marked {
                x = text::put(buf, x, y, &series.marker.to_string(), 1, name) + 1;
            }
            text::put(buf, x, y, &series.name, right.saturating_sub(x + 6), name);
            text::put_right(buf, right.saturating_sub(1), y, &value, self.style.value);
        }
    }
}

/// The value between two steps; not-a-number outside.
fn sample(values: &[f64], step: f64) -> f64 {
    if !step.is_finite() || step < 0.0 {
        return f64::NAN;
    }
    let (low, part) = (step.floor() as usize, step.fract());
    let Some(&a) = values.get(low) else { return f64::NAN };
    let b = values.get(low + 1).copied().unwrap_or(if part < 0.5 { a } else { f64::NAN });
    if a.is_nan() && part >= 0.5 {
        return b;
    }
    if b.is_nan() && part < 0.5 {
        return a;
    }
    a + (b - a) * part
}

fn row_of(ratio: f64, plot: Rect) -> u16 {
    let dots = f64::from(plot.height) * 4.0 - 1.0;
    let dot = ((1.0 - ratio.clamp(0.0, 1.0)) * dots).round() as u16;
    (plot.y + dot / 4).min(plot.bottom() - 1)
}

/// The distance of the grid's rows: 5, 10, 20, 25 or 50 %, so that about four rows lie between two of them.
fn tick_step(top: f64, height: u16) -> f64 {
    let rows = f64::from(height);
    [0.01, 0.02, 0.05, 0.10, 0.20, 0.25].into_iter().find(|step| step / top * rows >= 3.0).unwrap_or(0.5)
}

/// A quiet upper edge for values up to `highest`: the next of 5, 10, 20, ... and 100 %.
pub fn nice_top(highest: f64) -> f64 {
    [0.05, 0.10, 0.20, 0.30, 0.40, 0.50, 0.60, 0.80]
        .into_iter()
        .find(|top| highest <= top * 0.985)
        .unwrap_or(1.0)
}
