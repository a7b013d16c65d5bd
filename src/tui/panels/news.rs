//! The news: what happened, the latest first, and why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::event::Event;
use crate::playthrough::Snapshot;
use crate::tui::app::{App, World};
use crate::tui::lines::origin_hue;
use crate::tui::theme::Hue;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Draws as much of the news as fits.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer) {
    let Some(snapshot) = &world.snapshot else { return };
    let mut y = area.y;
    if snapshot.played.events.is_empty() {
        text::put(buf, area.x, y, "Nothing has happened yet.", area.width, app.look.theme.dim());
    }
    for event in snapshot.played.events.iter().rev().filter(|event| wording::is_news(event)).skip(world.news)
    {
        if y >= area.bottom() {
            break;
        }
        y = item(app, snapshot, event, Rect { y, height: area.bottom() - y, ..area }, buf);
    }
}

/// One piece of news; returns the row after it.
fn item(app: &App, snapshot: &Snapshot, event: &Event, area: Rect, buf: &mut Buffer) -> u16 {
    let theme = &app.look.theme;
    text::put(buf, area.x, area.y, &event.month.short_label(), 6, theme.dim());
    let hue = wording::actor(event, &snapshot.facts).map_or(Hue::Grey, origin_hue);
    let mark = if app.look.ascii() { "|" } else { "▎" };
    let (x, room) = (area.x + 8, area.width.saturating_sub(8));
    let headline = wording::headline(event, &snapshot.facts, &snapshot.played);
    let reason = wording::reason(event, &snapshot.facts, &snapshot.played);
    let rows = text::wrap(&headline, room).into_iter().map(|line| (line, theme.text()));
    let reasons =
        text::wrap(&reason, room).into_iter().filter(|line| !line.is_empty()).map(|line| (line, theme.dim()));
    let mut y = area.y;
    for (line, style) in rows.chain(reasons.take(3)) {
        if y >= area.bottom() {
            break;
        }
        text::put(buf, area.x + 7, y, mark, 1, theme.hue(hue));
        text::put(buf, x, y, &line, room, style);
        y += 1;
    }
    y
}
