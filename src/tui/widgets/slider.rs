//! A slider: where a value stands in its range, and where it stood before.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A horizontal slider, one row high.
#[derive(Clone, Debug)]
pub struct Slider {
    /// Place of the value in its range, 0 to 1.
    pub ratio: f64,
    /// Place of the earlier value, where it differs.
    pub was: Option<f64>,
    /// Style of the part up to the handle.
    pub filled: Style,
    /// Style of the part after the handle.
    pub track: Style,
    /// Style of the handle.
    pub handle: Style,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
}

impl Slider {
    /// Draws into the first row of the area.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let [full, empty, handle, was] =
            if self.ascii { ["=", "-", "O", "o"] } else { ["━", "─", "●", "○"] };
        let at = column_of(self.ratio, area);
        for x in area.left()..area.right() {
            let (symbol, style) = if x < at { (full, self.filled) } else { (empty, self.track) };
            buf[(x, area.y)].set_symbol(symbol).set_style(style);
        }
        if let Some(ratio) = self.was {
            buf[(column_of(ratio, area), area.y)].set_symbol(was).set_style(self.track);
        }
        buf[(at, area.y)].set_symbol(handle).set_style(self.handle);
    }
}

fn column_of(ratio: f64, area: Rect) -> u16 {
    let last = f64::from(area.width.saturating_sub(1));
    area.x + (ratio.clamp(0.0, 1.0) * last).round() as u16
}

/// The place in the range that column `x` of a slider drawn in `area` stands for.
pub fn ratio_at(area: Rect, x: u16) -> f64 {
    let last = area.width.saturating_sub(1).max(1);
    let from_left = x.clamp(area.left(), area.left() + last) - area.left();
    f64::from(from_left) / f64::from(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(ratio: f64, was: Option<f64>, width: u16) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let plain = Style::new();
        Slider { ratio, was, filled: plain, track: plain, handle: plain, ascii: false }.draw(area, &mut buf);
        (0..width).map(|x| buf[(x, 0)].symbol().to_owned()).collect()
    }

    #[test]
    fn the_handle_stands_where_the_value_is() {
        assert_eq!(drawn(0.0, None, 7), "●──────");
        assert_eq!(drawn(0.5, Some(1.0), 7), "━━━●──○");
        assert_eq!(drawn(1.0, Some(0.0), 7), "○━━━━━●");
        assert_eq!(drawn(9.0, None, 1), "●");
    }

    #[test]
    fn a_click_on_the_handle_gives_the_value_back() {
        let area = Rect::new(5, 0, 21, 1);
        for step in 0..=20 {
            let ratio = f64::from(step) / 20.0;
            assert!((ratio_at(area, column_of(ratio, area)) - ratio).abs() < 1e-12);
        }
        assert_eq!(ratio_at(area, 0), 0.0);
        assert_eq!(ratio_at(area, 200), 1.0);
    }
}
