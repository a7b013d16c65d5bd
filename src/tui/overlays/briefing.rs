//! The scenario's briefing, to be read again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::centred;
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the briefing of the game, `scroll` rows further down.
pub fn draw(app: &App, scroll: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(facts) = app.world().and_then(|world| world.snapshot.as_ref()).map(|s| &s.facts) else { return };
    let width = area.width.min(78);
    let rows = paragraphs(&facts.briefing, &facts.question, width.saturating_sub(4));
    let height = (rows.len() as u16 + 4).min(area.height);
    let inner = super::help::sheet(app, centred(area, width, height), &facts.title, buf, regions);
    let scroll = scroll.min((rows.len() as u16).saturating_sub(inner.height));
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(usize::from(scroll))) {
        text::put(buf, inner.x, y, row, inner.width, app.look.theme.bar());
    }
    super::help::more(app, inner, scroll, rows.len() as u16, buf);
    regions.wheel(inner, Action::Up, Action::Down);
}

/// The briefing broken into rows, with an empty one between paragraphs, and the question at the end.
pub fn paragraphs(briefing: &str, question: &str, room: u16) -> Vec<String> {
    let mut rows = Vec::new();
    for paragraph in briefing.trim().split("\n\n").chain([question]).filter(|p| !p.trim().is_empty()) {
        if !rows.is_empty() {
            rows.push(String::new());
        }
        let joined = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.extend(text::wrap(&joined, room));
    }
    rows
}
