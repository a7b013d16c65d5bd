//! From the state to a frame: pure, and it says what it put where.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Overlay, Screen};
use super::layout::{self, SMALLEST};
use super::region::Regions;
use super::widgets::text;
use super::{overlays, screens};

/// Draws the whole screen.
pub fn view(app: &App, area: Rect, buf: &mut Buffer) -> Regions {
    let mut regions = Regions::default();
    let area = area.intersection(buf.area);
    buf.set_style(area, app.look.theme.text());
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(app, area, buf);
        return regions;
    }
    let frame = layout::frame(area);
    match &app.screen {
        Screen::Start => screens::start::draw(app, frame, buf, &mut regions),
        Screen::World(world) => screens::world::draw(app, world, frame, buf, &mut regions),
    }
    match &app.overlay {
        Some(Overlay::Help(scroll)) => overlays::help::draw(app, *scroll, frame.body, buf, &mut regions),
        Some(Overlay::Briefing(scroll)) => {
            overlays::briefing::draw(app, *scroll, frame.body, buf, &mut regions)
        }
        Some(Overlay::Draft(sheet)) => overlays::draft::draw(app, sheet, frame.body, buf, &mut regions),
        Some(Overlay::Question(question)) => {
            overlays::question::draw(app, *question, frame.body, buf, &mut regions);
        }
        Some(Overlay::Name(field)) => overlays::lines::draw_name(app, field, frame.body, buf, &mut regions),
        Some(Overlay::Lines(row)) => overlays::lines::draw(app, *row, frame.body, buf, &mut regions),
        Some(Overlay::Saved) => overlays::saved::draw(app, frame.body, buf, &mut regions),
        Some(Overlay::Cast(state)) => overlays::cast::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Asked(state)) => overlays::asked::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Why(state)) => overlays::why::draw(app, *state, frame.body, buf, &mut regions),
        None => {}
    }
    if app.look.ascii() {
        make_plain(area, buf);
    }
    regions
}

/// Puts ASCII in the place of what names and texts may hold beside it.
fn make_plain(area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        let cell = &mut buf[position];
        if !cell.symbol().is_ascii() {
            let plain = match cell.symbol() {
                "·" => "-",
                "•" => ",",
                "–" | "—" | "−" => "-",
                "’" | "‘" => "'",
                "“" | "”" | "«" | "»" => "\"",
                "→" | "▸" | "▶" => ">",
                "◂" => "<",
                "≥" => ">",
                "×" => "x",
                "é" | "è" | "ê" | "ë" => "e",
                "á" | "à" | "ä" | "â" => "a",
                "ó" | "ò" | "ö" | "ô" => "o",
                "ú" | "ù" | "ü" | "û" => "u",
                "í" | "ï" => "i",
                "…" => ".",
                _ => "?",
            };
            cell.set_symbol(plain);
        }
    }
}

fn too_small(app: &App, area: Rect, buf: &mut Buffer) {
    let message =
        format!("needs at least {}x{}, this is {}x{}", SMALLEST.0, SMALLEST.1, area.width, area.height);
    let lines = text::wrap(&message, area.width);
    let top = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
    for (y, line) in (top..area.bottom()).zip(&lines) {
        let x = area.x + area.width.saturating_sub(text::width(line)) / 2;
        text::put(buf, x, y, line, area.right() - x, app.look.theme.text());
    }
}
