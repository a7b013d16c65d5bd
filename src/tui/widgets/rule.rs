//! A title followed by a rule: what divides the page instead of boxes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// A titled rule over the full width of its area's first row.
#[derive(Clone, Debug)]
pub struct Rule<'a> {
    /// What stands below.
    pub title: &'a str,
    /// A quiet addition.
    pub subtitle: &'a str,
    /// Style of the title.
    pub title_style: Style,
    /// Style of the addition.
    pub subtitle_style: Style,
    /// Style of the line.
    pub line_style: Style,
    /// Whether the line may be a box-drawing character.
    pub ascii: bool,
}

impl Rule<'_> {
    /// Draws; returns the columns taken by the subtitle, for the mouse.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Rect {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return Rect::ZERO;
        }
        let y = area.y;
        let mut x = text::put(buf, area.x, y, self.title, area.width, self.title_style);
        let mut subtitle = Rect::ZERO;
        if !self.subtitle.is_empty() && x + 4 < area.right() {
            x += 2;
            let end = text::put(buf, x, y, self.subtitle, area.right() - x, self.subtitle_style);
            subtitle = Rect::new(x, y, end - x, 1);
            x = end;
        }
        let line = if self.ascii { "-" } else { "─" };
        for column in x + 1..area.right() {
            buf[(column, y)].set_symbol(line).set_style(self.line_style);
        }
        subtitle
    }
}
