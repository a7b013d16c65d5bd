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
        Screen::World(world) => {
            screens::world::draw(app, world, frame, buf, &mut regions);
            if let Some(tour) = app.tour {
                overlays::tour::draw(app, tour, world, frame, buf, &mut regions);
            }
        }
    }
    match &app.overlay {
        Some(Overlay::Help(state)) => overlays::help::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Explain(scroll)) => {
            overlays::explain::draw(app, *scroll, frame.body, buf, &mut regions)
        }
        Some(Overlay::Palette(state)) => overlays::palette::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Save) => overlays::save::draw(app, frame.body, buf, &mut regions),
        Some(Overlay::Briefing(scroll)) => {
            overlays::briefing::draw(app, *scroll, frame.body, buf, &mut regions)
        }
        Some(Overlay::Draft(sheet)) => overlays::draft::draw(app, sheet, frame.body, buf, &mut regions),
        Some(Overlay::Question(question)) => {
            overlays::question::draw(app, *question, frame.body, buf, &mut regions);
        }
        Some(Overlay::End(scroll)) => overlays::end::draw(app, *scroll, frame.body, buf, &mut regions),
        Some(Overlay::Predict(guess)) => overlays::predict::draw(app, *guess, frame.body, buf, &mut regions),
        Some(Overlay::Name(field)) => overlays::lines::draw_name(app, field, frame.body, buf, &mut regions),
        Some(Overlay::Lines(row)) => overlays::lines::draw(app, *row, frame.body, buf, &mut regions),
        Some(Overlay::Saved) => overlays::saved::draw(app, frame.body, buf, &mut regions),
        Some(Overlay::Cast(state)) => overlays::cast::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Asked(state)) => overlays::asked::draw(app, state, frame.body, buf, &mut regions),
        Some(Overlay::Why(state)) => overlays::why::draw(app, *state, frame.body, buf, &mut regions),
        None => super::panels::reveal::draw(app, frame.body, buf, &mut regions),
    }
    if app.look.ascii() {
        make_plain(area, buf);
    }
    if app.look.accessible {
        take_rules_away(area, buf);
    }
    regions
}

/// Takes out what a reader would spell out: rules, tracks of sliders, bars, and marks before rows. The
/// numbers that they picture stand beside them.
fn take_rules_away(area: Rect, buf: &mut Buffer) {
    const DRAWN: &str = "-=_#~Oo^";
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let is_drawn = |x: &u16| DRAWN.contains(buf[(*x, y)].symbol());
            let end = (x..area.right()).find(|x| !is_drawn(x)).unwrap_or(area.right());
            let letters = (x..end).filter(|x| matches!(buf[(*x, y)].symbol(), "O" | "o")).count();
            let drawn = usize::from(end - x) - letters;
            if drawn >= 3 && letters <= 2 {
                for x in x..end {
                    buf[(x, y)].set_symbol(" ");
                }
            }
            x = end.max(x + 1);
        }
        for x in area.left()..area.right() {
            if buf[(x, y)].symbol() == "|" {
                buf[(x, y)].set_symbol(" ");
            }
        }
    }
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
                "…" => "~",
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
