//! What is looked at in the chart: a cursor at one step, and the steps at which the player acted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Series, TimeChart, row_of};
use crate::tui::widgets::text;

/// A step that is looked at, and steps marked upon the axis of time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked<'a> {
    /// The step looked at, and what it is called.
    pub cursor: Option<(usize, &'a str)>,
    /// Steps at which the player did something.
    pub acts: &'a [usize],
    /// Style of the cursor and of the acts.
    pub style: Style,
    /// Figures from elsewhere that a line can be held against: step and value.
    pub figures: &'a [(f64, f64)],
    /// What they are called.
    pub figures_name: &'a str,
    /// The figures in a sentence.
    pub figures_told: &'a str,
    /// Their style.
    pub figures_style: Style,
}

impl TimeChart<'_> {
    /// A rule at the step looked at, over bands and lines but leaving the lines' own dots.
    pub(super) fn draw_cursor(&self, looked: &Looked<'_>, plot: Rect, buf: &mut Buffer) {
        let Some((step, _)) = looked.cursor else { return };
        let x = self.column_of(step, plot);
        let rule = if self.ascii { "!" } else { "│" };
        for y in plot.top()..plot.bottom() {
            let cell = &mut buf[(x, y)];
            if matches!(cell.symbol(), " " | "·" | "." | "┊" | "|" | "╌" | "-") {
                cell.set_symbol(rule).set_style(looked.style);
            } else {
                cell.set_style(Style::new().add_modifier(looked.style.add_modifier));
            }
        }
    }

    /// Figures over the lines, and what they are called where the plot is free.
    pub(super) fn draw_figures(&self, looked: &Looked<'_>, plot: Rect, buf: &mut Buffer) {
        if looked.figures.is_empty() {
            return;
        }
        let sign = if self.ascii { "@" } else { "●" };
        let last = self.steps.saturating_sub(1).max(1) as f64;
        for (step, value) in looked.figures.iter().filter(|(step, _)| (0.0..=last).contains(step)) {
            let x = plot.x + (step / last * f64::from(plot.width - 1)).round() as u16;
            let cell = &mut buf[(x, row_of(value / self.top, plot))];
            let ground = cell.bg;
            cell.set_symbol(sign).set_style(looked.figures_style);
            cell.bg = ground;
        }
        let name = format!("{sign} {}", looked.figures_name);
        let width = text::width(&name);
        let last = plot.right().saturating_sub(width + 1);
        for y in plot.top()..plot.bottom() {
            let is_free = |x: u16| matches!(buf[(x, y)].symbol(), " " | "·" | ".");
            let place =
                (plot.x..last).find(|x| (x.saturating_sub(1).max(plot.x)..x + width + 1).all(is_free));
            if let Some(x) = place {
                text::put(buf, x, y, &name, width, looked.figures_style);
                return;
            }
        }
    }

    /// A mark on the axis of time wherever the player acted and no label stands.
    pub(super) fn draw_acts(&self, looked: &Looked<'_>, plot: Rect, y: u16, buf: &mut Buffer) {
        let mark = if self.ascii { "*" } else { "◆" };
        for step in looked.acts.iter().filter(|step| **step < self.steps) {
            let x = self.column_of(*step, plot);
            // Where a label stands, the mark goes above it or next to what stands there.
            let above = y.saturating_sub(1);
            let places = [(x, y), (x, above), (x + 1, above), (x + 2, above), (x.saturating_sub(1), above)];
            let is_free = |place: &(u16, u16)| {
                place.0 < plot.right() && place.0 >= plot.left() && buf[*place].symbol() == " "
            };
            let free = places.into_iter().find(is_free);
            if let Some(place) = free {
                buf[place].set_symbol(mark).set_style(looked.style);
            }
        }
    }

    /// The value written at a line's end: that of the step looked at, else the last.
    pub(super) fn value_of(series: &Series, looked: &Looked<'_>) -> Option<f64> {
        let last = || series.points.iter().rev().copied().find(|value| value.is_finite());
        match looked.cursor {
            Some((step, _)) => series.points.get(step).copied().filter(|value| value.is_finite()),
            None => last(),
        }
    }
}
