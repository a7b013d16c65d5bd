//! The news: what happened, the latest first, and why.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::event::Event;
use crate::playthrough::Snapshot;
use crate::tui::app::{App, World};
use crate::tui::lines::origin_hue;
use crate::tui::theme::Hue;
use crate::tui::widgets::text;
use crate::tui::wording;

/// A row of the news: the month where a piece begins, its actor's hue, and the text.
struct Row {
    month: String,
    hue: Hue,
    line: String,
    style: Style,
}

/// Draws as much of the news as fits, and says how much more there is.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer) {
    let Some(snapshot) = &world.snapshot else { return };
    let until = world.month_in_view();
    let known = |event: &&Event| event.month <= until && wording::is_news(event);
    if !snapshot.played.events.iter().any(|event| known(&event)) {
        text::put(buf, area.x, area.y, "Nothing has happened yet.", area.width, app.look.theme.dim());
    }
    let latest = snapshot.played.events.iter().rev().filter(known);
    let mut items = latest.skip(world.news).peekable();
    let mut rows = Vec::new();
    let mut ends = Vec::new();
    while rows.len() < usize::from(area.height) && items.peek().is_some() {
        rows.extend(items.next().into_iter().flat_map(|event| item(app, snapshot, event, area.width)));
        ends.push(rows.len());
    }
    let cut = items.peek().is_some() || rows.len() > usize::from(area.height);
    let list = Rect { height: area.height.saturating_sub(u16::from(cut)), ..area };
    for (y, row) in (list.y..list.bottom()).zip(&rows) {
        draw_row(app, row, Rect { y, height: 1, ..list }, buf);
    }
    let unread = ends.iter().filter(|end| **end > usize::from(list.height)).count() + items.count();
    let more = text::more(if cut { unread } else { 0 }, app.look.ascii());
    text::put_right(buf, area.right(), list.bottom(), &more, app.look.theme.dim());
}

fn draw_row(app: &App, row: &Row, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    text::put(buf, area.x, area.y, &row.month, 6, theme.dim());
    let mark = if app.look.ascii() { "|" } else { "▎" };
    text::put(buf, area.x + 7, area.y, mark, 1, theme.hue(row.hue));
    text::put(buf, area.x + 8, area.y, &row.line, area.width.saturating_sub(8), row.style);
}

/// The rows of one piece of news.
fn item(app: &App, snapshot: &Snapshot, event: &Event, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let hue = wording::actor(event, &snapshot.facts).map_or(Hue::Grey, origin_hue);
    let room = width.saturating_sub(8);
    let headline = wording::headline(event, &snapshot.facts, &snapshot.played);
    let reason = wording::reason(event, &snapshot.facts, &snapshot.played);
    let head = text::wrap(&headline, room).into_iter().map(|line| (line, theme.text()));
    let reasons = text::wrap(&reason, room).into_iter().filter(|line| !line.is_empty());
    let lines = head.chain(reasons.take(3).map(|line| (line, theme.dim())));
    let month = |i: usize| if i == 0 { event.month.short_label() } else { String::new() };
    lines.enumerate().map(|(i, (line, style))| Row { month: month(i), hue, line, style }).collect()
}
