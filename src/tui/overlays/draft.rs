//! The sheet of a draft, below the chart that answers it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::LeverMove;
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::sheet::{Act, Field, Sheet};
use crate::tui::widgets::slider::Slider;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Rows of the sheet: its title, a gap, the sentence, the fields, a gap, the keys, the frame.
const HEIGHT: u16 = 11;

/// Draws the sheet at the lower edge, so that the chart stays in sight.
pub fn draw(app: &App, sheet: &Sheet, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let Some(world) = app.world() else { return };
    // Where hardly anything would be seen beside it, it takes the whole width.
    let width = if area.width < 90 { area.width } else { 72 };
    let height = HEIGHT.min(area.height);
    let place = Rect::new(area.x, area.bottom() - height, width, height);
    let title = format!("Draft: {}", sheet.step.lever.spec().title);
    let inner = super::help::sheet(app, place, &title, buf, regions);
    let theme = &app.look.theme;
    let is_tried = world.tried(sheet.step.lever).is_some();
    let told = match is_tried {
        true => sentence(world, &sheet.step),
        false => "Nothing is changed yet.".to_owned(),
    };
    text::put(buf, inner.x, inner.y - 1, &told, inner.width, theme.key());
    for (y, field) in (inner.y + 1..inner.bottom()).zip(Field::ALL) {
        draw_field(app, world, sheet, field, Rect { y, height: 1, ..inner }, buf, regions);
    }
    let y = inner.bottom().saturating_sub(1);
    if y > inner.y + Field::ALL.len() as u16 {
        let x = footer::hint(app, inner.x, y, "apply", Action::Apply, buf, regions);
        let x = footer::hint(app, x + 3, y, "as in the scenario", Action::Reset, buf, regions);
        footer::hint(app, x + 3, y, "named setting", Action::NextSetting, buf, regions);
    }
}

/// `was 0.35 → 0.60 from Jun 2026, ramp to Jun 2027`.
pub fn sentence(world: &World, step: &LeverMove) -> String {
    let Some(snapshot) = &world.snapshot else { return String::new() };
    let was = snapshot.applied.path(step.lever).value(step.from);
    let aim = match step.value {
        Some(value) => wording::value(step.lever, value),
        None => "the scenario's path".to_owned(),
    };
    let from = if step.from == snapshot.now { "from now".to_owned() } else { from(step) };
    let ramp = step.until.map(|until| format!(", ramp to {}", until.label())).unwrap_or_default();
    format!("was {} → {aim} {from}{ramp}", wording::value(step.lever, was))
}

fn from(step: &LeverMove) -> String {
    format!("from {}", step.from.label())
}

fn draw_field(
    app: &App,
    world: &World,
    sheet: &Sheet,
    field: Field,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let focused = sheet.field == field;
    let able = field != Field::Until || sheet.step.until.is_some();
    let style = match (focused, able) {
        (true, _) => theme.key(),
        (false, true) => theme.bar(),
        (false, false) => theme.bar_dim(),
    };
    regions.click(area, Action::Draft(Act::Pick(field)));
    if focused {
        text::put(buf, area.x, area.y, if app.look.ascii() { ">" } else { "▸" }, 1, theme.key());
    }
    text::put(buf, area.x + 2, area.y, field.title(), 8, style);
    let x = area.x + 10;
    if field == Field::Value {
        return draw_value(app, world, sheet, Rect { x, width: area.right() - x, ..area }, buf, regions);
    }
    let [less, more] = if app.look.ascii() { ["<", ">"] } else { ["◂", "▸"] };
    let words = words(world, &sheet.step, field);
    if !able {
        text::put(buf, x + 2, area.y, &words, area.right().saturating_sub(x + 2), style);
        return;
    }
    text::put(buf, x, area.y, less, 1, style);
    regions.click(Rect { x, width: 2, ..area }, Action::Draft(Act::Change(field, -1)));
    let end = text::put(buf, x + 2, area.y, &words, area.right().saturating_sub(x + 4), style);
    text::put(buf, end + 1, area.y, more, 1, style);
    regions.click(Rect { x: end, width: 3, ..area }, Action::Draft(Act::Change(field, 1)));
}

fn words(world: &World, step: &LeverMove, field: Field) -> String {
    let now = world.snapshot.as_ref().map(|snapshot| snapshot.now);
    match (field, step.until) {
        (Field::From, _) if now == Some(step.from) => format!("now ({})", step.from.label()),
        (Field::From, _) => step.from.label(),
        (Field::Shape, None) => "at once".to_owned(),
        (Field::Shape, Some(_)) => "little by little, in a straight line".to_owned(),
        (_, Some(until)) => until.label(),
        _ => "-".to_owned(),
    }
}

fn draw_value(app: &App, world: &World, sheet: &Sheet, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let (theme, lever) = (&app.look.theme, sheet.step.lever);
    let (low, high) = lever.spec().range;
    let place = |value: f64| (value - low) / (high - low);
    let aim = sheet.aim(app);
    let track = Rect { width: area.width.saturating_sub(24).clamp(8, 30), ..area };
    let bar = theme.bar().bg.unwrap_or(ratatui::style::Color::Reset);
    Slider {
        ratio: place(aim),
        was: Some(place(world.applied(lever))),
        filled: theme.key(),
        track: theme.bar_dim(),
        handle: theme.key(),
        ascii: app.look.ascii(),
    }
    .draw(track, buf);
    buf.set_style(track, ratatui::style::Style::new().bg(bar));
    regions.slider(track, lever);
    let value = wording::value(lever, aim);
    let name = wording::setting(lever, aim).map(|name| format!("  {name}")).unwrap_or_default();
    let x = track.right() + 2;
    text::put(buf, x, area.y, &format!("{value}{name}"), area.right().saturating_sub(x), theme.bar());
}
