//! The policy levers, by who holds them: sliders, values, what they were, what they mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::bloc::{Access, Bloc};
use crate::model::lever::{LEVERS, Lever};
use crate::tui::action::{Action, Panel};
use crate::tui::app::{App, World};
use crate::tui::lines::bloc_hue;
use crate::tui::measured;
use crate::tui::overlays::draft;
use crate::tui::region::Regions;
use crate::tui::theme::Hue;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::slider::Slider;
use crate::tui::widgets::text;
use crate::tui::wording;

/// A row of the list.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    Gap,
    Holder(Option<Bloc>),
    Name(Lever),
    Track(Lever),
    Was(Lever),
    Plan(Lever),
}

impl Row {
    fn lever(self) -> Option<Lever> {
        match self {
            Self::Name(lever) | Self::Track(lever) | Self::Was(lever) | Self::Plan(lever) => Some(lever),
            Self::Gap | Self::Holder(_) => None,
        }
    }
}

/// Draws the list: two rows a lever in a tall place, one in a flat and wide one.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let flat = area.height < 14;
    let notes = if flat { Vec::new() } else { notes(app, world, area) };
    let below_list = (notes.len() as u16).max(1);
    let list = Rect { height: area.height - below_list, ..area };
    let rows = rows(world, flat);
    let holds = |row: &Row| row.lever() == Some(world.lever);
    let first_row = rows.iter().position(holds).unwrap_or(0);
    let last_row = rows.iter().rposition(holds).unwrap_or(0);
    let first = first_visible(first_row..last_row + 1, rows.len(), usize::from(list.height));
    regions.wheel(list, Action::Scroll(Panel::Levers, -1), Action::Scroll(Panel::Levers, 1));
    for (y, row) in (list.y..list.bottom()).zip(&rows[first..]) {
        let place = Rect { y, height: 1, ..list };
        draw_row(app, world, *row, flat, place, buf, regions);
    }
    for (y, (line, style)) in (list.bottom()..area.bottom()).zip(notes) {
        text::put(buf, area.x, y, &line, area.width, style);
    }
    let hidden = rows.iter().skip(first + usize::from(list.height));
    let more = hidden.filter(|row| matches!(row, Row::Name(_))).count();
    let more = text::more(more, app.look.ascii());
    if flat {
        let room = area.width.saturating_sub(text::width(&more) + 4);
        text::put(buf, area.x + 2, list.bottom(), &hint(world, room), room, app.look.theme.dim());
    }
    text::put_right(buf, list.right(), list.bottom(), &more, app.look.theme.dim());
}

fn rows(world: &World, flat: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut holder = None;
    for spec in &LEVERS {
        if holder != Some(spec.holder) {
            if !rows.is_empty() && !flat {
                rows.push(Row::Gap);
            }
            rows.push(Row::Holder(spec.holder));
            holder = Some(spec.holder);
        }
        rows.push(Row::Name(spec.lever));
        if !flat {
            rows.push(Row::Track(spec.lever));
            if world.value(spec.lever) != world.given(spec.lever) || world.tried(spec.lever).is_some() {
                rows.push(Row::Was(spec.lever));
            }
            if world.planned(spec.lever).is_some() {
                rows.push(Row::Plan(spec.lever));
            }
        }
    }
    rows
}

fn draw_row(
    app: &App,
    world: &World,
    row: Row,
    flat: bool,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    match row {
        Row::Gap => {}
        Row::Holder(holder) => {
            let hue = holder.map_or(Hue::Grey, |bloc| bloc_hue(bloc, heading_access(bloc)));
            let mark = if app.look.ascii() { "|" } else { "▎" };
            text::put(buf, area.x, area.y, mark, 1, theme.hue(hue));
            let name = holder.map_or("The world", Bloc::title);
            text::put(buf, area.x + 1, area.y, name, area.width, theme.strong());
        }
        Row::Name(lever) if flat => draw_flat(app, world, lever, area, buf, regions),
        Row::Name(lever) => {
            regions.click(area, Action::PickLever(lever));
            draw_name(app, world, lever, area, buf);
        }
        Row::Track(lever) if !world.holds(lever) => {
            regions.click(area, Action::PickLever(lever));
            text::put(buf, area.x + 2, area.y, ELSEWHERE, area.width, theme.dim());
        }
        Row::Track(lever) => {
            let track = Rect { x: area.x + 2, width: area.width.saturating_sub(2 + SETTING), ..area };
            draw_slider(app, world, lever, track, buf, regions);
            let setting = wording::setting(lever, world.value(lever)).unwrap_or_default();
            text::put_right(buf, area.right(), area.y, &text::clip(setting, SETTING - 1), theme.dim());
        }
        Row::Was(lever) => {
            regions.click(area, Action::PickLever(lever));
            text::put(buf, area.x + 2, area.y, &was(app, world, lever), area.width - 2, theme.dim());
        }
        Row::Plan(lever) => {
            regions.click(area, Action::PickLever(lever));
            let plan = plan(world, lever).unwrap_or_default();
            text::put(buf, area.x + 2, area.y, &plan, area.width - 2, theme.text());
        }
    }
}

/// What stands in the place of the slider of a lever that the player does not hold.
const ELSEWHERE: &str = "in other hands";

/// Room for the name of a setting, at the right of the slider.
const SETTING: u16 = 12;

const fn heading_access(bloc: Bloc) -> Access {
    if matches!(bloc, Bloc::Us) { Access::Closed } else { Access::Open }
}

fn draw_name(app: &App, world: &World, lever: Lever, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let selected = world.lever == lever;
    let moved = world.value(lever) != world.given(lever);
    if selected {
        let style = if world.panel == Panel::Levers { theme.accent() } else { theme.dim() };
        text::put(buf, area.x, area.y, if app.look.ascii() { ">" } else { "▸" }, 1, style);
    }
    let name = match (selected, world.holds(lever)) {
        (true, _) => theme.strong(),
        (false, true) => theme.text(),
        (false, false) => theme.dim(),
    };
    let value = wording::value(lever, world.value(lever));
    let room = area.width.saturating_sub(3 + text::width(&value));
    text::put(buf, area.x + 2, area.y, lever.spec().title, room, name);
    let style = if moved { theme.accent() } else { theme.strong() };
    text::put_right(buf, area.right(), area.y, &value, style);
}

/// Name, slider, value and note in one row.
fn draw_flat(app: &App, world: &World, lever: Lever, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    regions.click(area, Action::PickLever(lever));
    let selected = world.lever == lever;
    if selected {
        text::put(buf, area.x, area.y, if app.look.ascii() { ">" } else { "▸" }, 1, theme.accent());
    }
    let name = (area.width * 9 / 20).min(35);
    let held = world.holds(lever);
    let style = match (selected, held) {
        (true, _) => theme.strong(),
        (false, true) => theme.text(),
        (false, false) => theme.dim(),
    };
    text::put(buf, area.x + 2, area.y, lever.spec().title, name.saturating_sub(3), style);
    let track = Rect { x: area.x + name, width: (area.width / 4).min(30), ..area };
    if held {
        draw_slider(app, world, lever, track, buf, regions);
    } else {
        text::put(buf, track.x, track.y, ELSEWHERE, track.width, theme.dim());
    }
    let moved = world.value(lever) != world.given(lever);
    let style = if moved { theme.accent() } else { theme.strong() };
    let x = track.right() + 5;
    text::put_right(buf, x, area.y, &wording::value(lever, world.value(lever)), style);
    let room = area.right().saturating_sub(x + 1);
    let notes = short_notes(app, world, lever);
    text::put(buf, x + 1, area.y, text::fitting(&notes, room), room, theme.dim());
}

/// What is to be said of a lever in a few words, the fullest wording first.
fn short_notes(app: &App, world: &World, lever: Lever) -> Vec<String> {
    let moved = world.value(lever) != world.given(lever);
    match world.planned(lever).filter(|_| !world.moved(lever)) {
        _ if world.tried(lever).is_some() => {
            let was = format!("was {}", wording::value(lever, world.applied(lever)));
            vec![format!("{was}, {}", tried(app)), format!("{was}, trying"), was]
        }
        _ if moved => vec![format!("was {}", wording::value(lever, world.given(lever)))],
        Some((month, value)) => {
            let aim = format!("→ {}", wording::value(lever, value));
            vec![format!("{aim} {}", month.label()), format!("{aim} {}", month.short_label())]
        }
        None => vec![wording::setting(lever, world.value(lever)).unwrap_or_default().to_owned()],
    }
}

fn draw_slider(app: &App, world: &World, lever: Lever, track: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let (low, high) = lever.spec().range;
    let place = |value: f64| (value - low) / (high - low);
    let (value, given) = (world.value(lever), world.given(lever));
    let lit = world.lever == lever || value != given;
    Slider {
        ratio: place(value),
        was: (value != given).then(|| place(given)),
        filled: if lit { theme.accent() } else { theme.dim() },
        track: theme.faint(),
        handle: if lit { theme.accent() } else { theme.strong() },
        ascii: app.look.ascii(),
    }
    .draw(track, buf);
    regions.slider(track, lever);
}

/// What a lever that is being tried says.
fn tried(app: &App) -> String {
    app.keys.fill("{apply} applies")
}

/// What held before, and since when the player's value holds.
fn was(app: &App, world: &World, lever: Lever) -> String {
    if let Some(step) = world.tried(lever) {
        if world.snapshot.as_ref().is_some_and(|s| s.now == step.from) && step.until.is_none() {
            return format!("was {} · {}", wording::value(lever, world.applied(lever)), tried(app));
        }
        return draft::sentence(world, step);
    }
    let given = wording::value(lever, world.given(lever));
    match world.moved_since(lever) {
        Some(month) => format!("was {given} · moved from {}", month.label()),
        None => format!("was {given}"),
    }
}

/// What the scenario has in mind for a lever, or had until it was moved.
fn plan(world: &World, lever: Lever) -> Option<String> {
    let (month, value) = world.planned(lever)?;
    let verb = if world.moved(lever) { "replaces" } else { "planned:" };
    Some(format!("{verb} {} from {}", wording::value(lever, value), month.label()))
}

/// What there is to know of the selected lever, in one row.
fn hint(world: &World, room: u16) -> String {
    if let Some(study) = world.study(world.lever) {
        return text::fitting(&measured::lines(study), room).to_owned();
    }
    let meaning = world.lever.spec().meaning;
    let whole = plan(world, world.lever).map_or(meaning.to_owned(), |plan| format!("{plan} · {meaning}"));
    text::clip_words(&whole, room)
}

/// The selected lever's named settings, what it is and what it sets in motion, as far as there is room.
fn notes(app: &App, world: &World, area: Rect) -> Vec<(String, Style)> {
    let theme = &app.look.theme;
    let spec = world.lever.spec();
    let setting =
        |(name, value): &(&str, f64)| text::fixed(&format!("{name} {}", wording::value(world.lever, *value)));
    let settings: Vec<String> = spec.settings.iter().map(setting).collect();
    let mut rows = vec![(String::new(), theme.dim())];
    let most = world.study(world.lever).map(|study| (measured::one_line(study), theme.text()));
    let parts = [(settings.join(" · "), theme.text())].into_iter().chain(most);
    let told = [spec.meaning, spec.dynamics].map(|told| (told.to_owned(), theme.dim()));
    for (part, style) in parts.chain(told) {
        let lines = text::wrap(&part, area.width);
        // A part that would not fit whole is left out.
        if rows.len() + lines.len() > usize::from(area.height / 3) + 1 {
            break;
        }
        rows.extend(lines.into_iter().map(|line| (line, style)));
    }
    rows
}
