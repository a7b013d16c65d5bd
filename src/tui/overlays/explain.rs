//! What the panels of this screen show, and what their terms mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::help::{Row, more, sheet};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::explain;
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the explanations, the part in focus first, `scroll` rows further down.
pub fn draw(app: &App, scroll: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let width = area.width.min(84);
    let rows = rows(app, width.saturating_sub(6));
    let height = (rows.len() as u16 + 4).min(area.height);
    let inner = sheet(app, centred(area, width, height), "What you see", buf, regions);
    let scroll = scroll.min((rows.len() as u16).saturating_sub(inner.height));
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        text::put(buf, inner.x + row.indent, y, &row.line, inner.width.saturating_sub(row.indent), row.style);
    }
    more(app, inner, scroll, rows.len() as u16, buf);
    regions.wheel(inner, Action::Up, Action::Down);
}

fn rows(app: &App, room: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let mut rows: Vec<Row> = Vec::new();
    for part in explain::seen(app) {
        if !rows.is_empty() {
            rows.extend(Row::wrapped(" ", 0, room, theme.bar()));
        }
        rows.extend(Row::wrapped(part.title, 0, room, theme.bar().add_modifier(Modifier::BOLD)));
        rows.extend(Row::wrapped(part.seen, 0, room, theme.bar()));
        for term in part.terms {
            rows.extend(Row::wrapped(&format!("{}: {}", term.name, term.meaning), 2, room, theme.bar_dim()));
        }
    }
    rows
}
