//! Names in one rule, the chosen one lit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// The names; borrows all it draws.
#[derive(Clone, Copy, Debug)]
pub struct Tabs<'a> {
    /// The names, and whether each is chosen.
    pub names: &'a [(String, bool)],
    /// Style of the chosen name.
    pub lit: Style,
    /// Style of the others.
    pub plain: Style,
    /// Style of the rule.
    pub line: Style,
    /// Whether the rule may be a box-drawing character.
    pub ascii: bool,
}

impl Tabs<'_> {
    /// Draws; returns the places of the names, for the mouse. Names that do not fit have none.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Vec<Rect> {
        let line = if self.ascii { "-" } else { "─" };
        for x in area.left()..area.right() {
            buf[(x, area.y)].set_symbol(line).set_style(self.line);
        }
        let mut x = area.x;
        let mut places = Vec::new();
        for (name, lit) in self.names {
            let style = if *lit { self.lit } else { self.plain };
            let room = area.right().saturating_sub(x);
            let end = text::put(buf, x, area.y, &format!(" {name} "), room, style);
            places.push(Rect::new(x, area.y, end - x, 1));
            x = end + 1;
        }
        places
    }
}
