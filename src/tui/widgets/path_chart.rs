//! The path of one setting over time: as planned, as decided, as it is being tried.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::plot::Plot;
use super::text;

/// The chart; borrows all it draws. Every column of numbers is indexed from the chart's first step.
#[derive(Clone, Copy, Debug)]
pub struct PathChart<'a> {
    /// As planned.
    pub given: &'a [f64],
    /// As decided.
    pub applied: &'a [f64],
    /// As it is being tried, where it is.
    pub tried: Option<&'a [f64]>,
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// What the lowest and the highest value are written as.
    pub ends: [&'a str; 2],
    /// The step that is now, and what it is called.
    pub now: (usize, &'a str),
    /// Labels of the time axis: step and text.
    pub ticks: &'a [(usize, String)],
    /// Steps at which the path changes.
    pub marks: &'a [usize],
    /// Whether lines are braille; else they are letters.
    pub braille: bool,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
    /// Styles.
    pub style: PathStyle,
}

/// Styles of the chart.
#[derive(Clone, Copy, Debug)]
pub struct PathStyle {
    /// What is planned, axis labels and marks.
    pub dim: Style,
    /// What is decided.
    pub line: Style,
    /// What is tried, and now.
    pub accent: Style,
    /// The label at now.
    pub badge: Style,
}

impl PathChart<'_> {
    /// Draws the chart.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let axis = self.ends.iter().map(|end| text::width(end)).max().unwrap_or(0) + 1;
        let below = if area.height >= 5 { 2 } else { 1 };
        if area.height <= below + 1 || area.width < axis + 10 {
            return;
        }
        let plot = Rect::new(area.x + axis, area.y, area.width - axis, area.height - below);
        text::put_right(buf, plot.x - 1, plot.y, self.ends[1], self.style.dim);
        text::put_right(buf, plot.x - 1, plot.bottom() - 1, self.ends[0], self.style.dim);
        let now = self.column_of(self.now.0, plot);
        for y in plot.top()..plot.bottom() {
            buf[(now, y)].set_symbol(if self.ascii { "|" } else { "┊" }).set_style(self.style.accent);
        }
        self.draw_lines(plot, buf);
        if below == 2 {
            for mark in self.marks.iter().filter(|mark| **mark < self.steps()) {
                let x = self.column_of(*mark, plot);
                let flag = if self.ascii { "^" } else { "▴" };
                buf[(x, plot.bottom())].set_symbol(flag).set_style(self.style.dim);
            }
        }
        self.draw_axis(plot, now, area.bottom() - 1, buf);
    }

    fn steps(&self) -> usize {
        self.given.len()
    }

    fn column_of(&self, step: usize, plot: Rect) -> u16 {
        let last = self.steps().saturating_sub(1).max(1) as f64;
        let at = (step as f64 / last).min(1.0) * f64::from(plot.width - 1);
        plot.x + at.round() as u16
    }

    fn draw_lines(&self, plot: Rect, buf: &mut Buffer) {
        let (low, high) = self.range;
        let last = self.steps().saturating_sub(1).max(1) as f64;
        let spread = |values: &[f64]| -> Vec<(f64, f64)> {
            let point = |(i, value): (usize, &f64)| (i as f64 / last, (value - low) / (high - low));
            values.iter().enumerate().map(point).collect()
        };
        let colour = |style: Style| style.fg.unwrap_or_default();
        let mut canvas = Plot::new(plot.width, plot.height);
        let lines =
            [(self.applied, self.style.line, '#'), (self.tried.unwrap_or(&[]), self.style.accent, '*')];
        if self.braille {
            for (values, style, _) in lines {
                canvas.line(&spread(values), colour(style), Modifier::empty(), 1);
            }
            canvas.dashes(&spread(self.given), colour(self.style.dim));
        } else {
            canvas.letters(&spread(self.given), '.', colour(self.style.dim), Modifier::empty());
            for (values, style, letter) in lines {
                canvas.letters(&spread(values), letter, colour(style), Modifier::empty());
            }
        }
        canvas.draw(plot, self.style.line.bg.unwrap_or_default(), buf);
    }

    fn draw_axis(&self, plot: Rect, now: u16, y: u16, buf: &mut Buffer) {
        let label = format!(" {} ", self.now.1);
        let width = text::width(&label);
        let left =
            now.saturating_sub(width / 2).clamp(plot.x, plot.right().saturating_sub(width).max(plot.x));
        let mut free = plot.x;
        for (step, tick) in self.ticks {
            let x = self.column_of(*step, plot);
            let end = x + text::width(tick);
            let clear = end < left || x > left + width;
            if *step < self.steps() && x >= free && end <= plot.right() && clear {
                free = text::put(buf, x, y, tick, text::width(tick), self.style.dim) + 1;
            }
        }
        text::put(buf, left, y, &label, plot.right() - left, self.style.badge);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(tried: Option<&[f64]>) -> Vec<String> {
        let area = Rect::new(0, 0, 24, 7);
        let mut buf = Buffer::empty(area);
        let plain = Style::new();
        let path: Vec<f64> = (0..20).map(|i| if i < 10 { 0.0 } else { 1.0 }).collect();
        PathChart {
            given: &[0.0; 20],
            applied: &path,
            tried,
            range: (0.0, 1.0),
            ends: ["0", "1"],
            now: (5, "now"),
            ticks: &[(0, "2024".to_owned()), (12, "2025".to_owned())],
            marks: &[10],
            braille: false,
            ascii: true,
            style: PathStyle { dim: plain, line: plain, accent: plain, badge: plain },
        }
        .draw(area, &mut buf);
        (0..7).map(|y| (0..24).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>()).collect()
    }

    #[test]
    fn the_path_steps_up_and_the_step_is_marked() {
        let rows = drawn(None);
        assert!(rows[0].starts_with("1 ") && rows[0].trim_end().ends_with('#'), "{rows:#?}");
        assert!(rows[4].starts_with("0 ###"), "{rows:#?}");
        assert_eq!(rows[5].matches('^').count(), 1);
        assert!(rows[6].contains(" now ") && rows[6].contains("2025"), "{rows:#?}");
    }

    #[test]
    fn what_is_tried_lies_upon_it() {
        assert!(drawn(Some(&[0.5; 20]))[2].contains("****"));
    }
}
