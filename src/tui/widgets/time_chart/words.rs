//! The chart as sentences, one for each line, for those who have the screen read to them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Looked, Series, TimeChart};
use crate::tui::widgets::text;

impl TimeChart<'_> {
    /// Writes a sentence for each line; what does not fit is counted.
    pub(super) fn write(&self, looked: &Looked<'_>, area: Rect, buf: &mut Buffer) {
        let ends = format!("Now is {}, the end {}.", self.now_label, self.end_label);
        let sentences = [ends].into_iter().chain(self.series.iter().map(|series| self.sentence(series)));
        let figures = (!looked.figures.is_empty()).then(|| looked.figures_told.to_owned());
        let sentences = sentences.chain(figures);
        let rows: Vec<String> = sentences.flat_map(|line| text::wrap(&line, area.width)).collect();
        for (y, row) in (area.top()..area.bottom()).zip(&rows) {
            text::put(buf, area.x, y, row, area.width, self.style.value);
        }
        let below = rows.len().saturating_sub(usize::from(area.height));
        if below > 0 {
            let more = format!(" {below} more rows");
            text::put_right(buf, area.right(), area.bottom().saturating_sub(1), &more, self.style.dim);
        }
    }

    /// A line in words: where it is now, and where it may be at the end.
    pub fn sentence(&self, series: &Series) -> String {
        let last = self.steps.saturating_sub(1);
        let value = |points: &[f64], at: usize| points.get(at).copied().filter(|value| value.is_finite());
        let percent = |value: f64| format!("{:.0}%", value * 100.0);
        let now = value(&series.points, self.now);
        let mut line = match now {
            Some(now) => format!("{} {} now", series.name, percent(now)),
            None => format!("{} not in use now", series.name),
        };
        if let Some(end) = value(&series.points, last).filter(|_| self.now < last) {
            line += &format!(", {} at the end", percent(end));
        }
        let band = series.band.get(last).filter(|(low, high)| low.is_finite() && high.is_finite());
        if let Some((low, high)) = band.filter(|_| self.now < last) {
            line += &format!(", from {} to {}", percent(*low), percent(*high));
        }
        if let Some(ghost) = value(&series.ghost, last) {
            line += &format!("; unmoved {}", percent(ghost));
        }
        line + "."
    }
}
