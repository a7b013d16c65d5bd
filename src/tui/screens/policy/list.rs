//! The levers by who holds them, each with its path in small and its value.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::rows;
use crate::model::bloc::Bloc;
use crate::model::lever::{LEVERS, Lever};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::lines::origin_hue;
use crate::tui::region::Regions;
use crate::tui::theme::Hue;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::{bars, text};
use crate::tui::wording;

#[derive(Clone, Copy, PartialEq)]
enum Item {
    Holder(Option<Bloc>),
    Lever(Lever),
}

/// Draws the list under its rule.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    Rule {
        title: "Levers",
        subtitle: match (LEVERS.iter().all(|spec| world.holds(spec.lever)), area.width >= 36) {
            (false, _) => "(in other hands)",
            (true, true) => "path over time, value",
            (true, false) => "",
        },
        title_style: theme.focus(),
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    let items = items();
    let at = items.iter().position(|item| *item == Item::Lever(world.lever)).unwrap_or(0);
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    // A row is kept for saying that there is more.
    let cut = items.len() > usize::from(place.height);
    let place = Rect { height: place.height.saturating_sub(u16::from(cut)), ..place };
    let first = first_visible(at..at + 1, items.len(), usize::from(place.height));
    regions.wheel(place, Action::Up, Action::Down);
    for (y, item) in (place.y..place.bottom()).zip(&items[first..]) {
        let row = Rect { y, height: 1, ..place };
        match item {
            Item::Holder(holder) => draw_holder(app, *holder, row, buf),
            Item::Lever(lever) => draw_lever(app, world, *lever, row, buf, regions),
        }
    }
    let more = items.len().saturating_sub(first + usize::from(place.height));
    let more = text::more(more, app.look.ascii());
    text::put_right(buf, place.right(), place.bottom(), &more, theme.dim());
}

fn items() -> Vec<Item> {
    let mut items = Vec::new();
    for spec in &LEVERS {
        if !items.contains(&Item::Holder(spec.holder)) {
            items.push(Item::Holder(spec.holder));
        }
        items.push(Item::Lever(spec.lever));
    }
    items
}

fn draw_holder(app: &App, holder: Option<Bloc>, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let hue = theme.hue(holder.map_or(Hue::Grey, origin_hue));
    text::put(buf, area.x, area.y, if app.look.ascii() { "|" } else { "▎" }, 1, hue);
    let name = holder.map_or("The world", Bloc::title);
    text::put(buf, area.x + 1, area.y, name, area.width - 1, theme.strong());
}

fn draw_lever(app: &App, world: &World, lever: Lever, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let selected = world.lever == lever;
    regions.click(area, Action::PickLever(lever));
    if selected {
        text::put(buf, area.x, area.y, if app.look.ascii() { ">" } else { "▸" }, 1, theme.accent());
    }
    // In a narrow list the name takes all the room: the selected lever's path is drawn large beside it.
    let spark = if area.width >= 36 { 8 } else { 0 };
    let name = area.width.saturating_sub(2 + spark + if spark > 0 { 8 } else { 7 });
    let held = world.holds(lever);
    let style = match (selected, held) {
        (true, _) => theme.strong(),
        (false, true) => theme.text(),
        (false, false) => theme.dim(),
    };
    let title = rows::padded(lever.spec().title, name);
    text::put(buf, area.x + 2, area.y, &title, name, style);
    let (low, high) = lever.spec().range;
    let line =
        bars::sparkline(&super::page::path(world, lever), low, high, usize::from(spark), app.look.ascii());
    let x = area.x + 2 + name + 1;
    text::put(buf, x, area.y, &line, spark, theme.dim());
    let moved = world.moved(lever) || world.tried(lever).is_some();
    let style = if moved { theme.accent() } else { theme.strong() };
    let value = wording::value(lever, world.value(lever));
    let (value, style) = if held { (value, style) } else { (format!("({value})"), theme.dim()) };
    text::put_right(buf, area.right(), area.y, &value, style);
}
