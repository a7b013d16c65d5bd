//! A small map of the world: whose models lead in each region.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::model::bloc::{Access, Bloc};
use crate::playthrough::Snapshot;
use crate::tui::app::App;
use crate::tui::capability::Glyphs;
use crate::tui::lines;
use crate::tui::readings::{Leader, Month};
use crate::tui::theme::Hue;
use crate::tui::widgets::region_map::{Grain, RegionMap, Shade};
use crate::tui::widgets::text;

/// Land by region, three degrees of longitude a letter, 78 degrees north to 56 south: A the United States,
/// B China, C Europe, D the rest.
const MASK: &str = include_str!("map/mask.txt");

/// Where the names of the regions stand, as parts of the map's width and height.
const PLACES: [(Bloc, f64, f64); 4] = [
    (Bloc::Us, 0.105, 0.36),
    (Bloc::China, 0.885, 0.38),
    (Bloc::Europe, 0.455, 0.24),
    (Bloc::Row, 0.51, 0.50),
];

/// Rows below which a map is no map.
const LOWEST: u16 = 5;

/// Room for a region's line in words.
const LINE: u16 = 30;

/// Draws the map, and beside or below it what it says in words.
pub fn draw(app: &App, snapshot: &Snapshot, row: usize, area: Rect, buf: &mut Buffer) {
    let month = Month::new(snapshot, row);
    let leaders = Bloc::ALL.map(|region| month.mix(Some(region), None).leader());
    let beside = area.height * 5 + LINE + 2 <= area.width;
    let below = if beside { 0 } else { rows_below(area) };
    let height = area.height.saturating_sub(below).min(area.width / 5);
    if height < LOWEST {
        let place = Rect { height: area.height.min(4), ..area };
        draw_words(app, &leaders, place, 1, buf);
        let y = place.bottom() + 1;
        if y < area.bottom() {
            text::put(buf, area.x, y, "A taller screen shows the map.", area.width, app.look.theme.dim());
        }
        return;
    }
    let map = Rect { height, width: (height * 6).min(area.width), ..area };
    let map = Rect { width: if beside { height * 5 } else { map.width }, ..map };
    draw_map(app, &leaders, map, buf);
    if beside {
        let top = area.y + area.height.saturating_sub(8) / 2;
        draw_words(app, &leaders, Rect::new(map.right() + 2, top, LINE, 8), 1, buf);
    } else {
        let columns = if below == 2 { 2 } else { 1 };
        draw_words(app, &leaders, Rect { y: map.bottom(), height: below, ..area }, columns, buf);
    }
}

/// Two rows of two where there is width for them, else a row each.
const fn rows_below(area: Rect) -> u16 {
    if area.width >= 2 * LINE { 2 } else { 4 }
}

fn draw_map(app: &App, leaders: &[Option<Leader>; 4], area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let rows: Vec<&[u8]> = MASK.lines().map(str::as_bytes).collect();
    let shades = leaders.map(|leader| {
        let (hue, letter) =
            leader.map_or((Hue::Grey, '.'), |l| (lines::bloc_hue(l.bloc, l.access), letter(l)));
        let land = theme.hue(hue);
        Shade { land, letters: land.add_modifier(Modifier::BOLD), letter }
    });
    let grain = match app.look.glyphs {
        Glyphs::Braille => Grain::Braille,
        Glyphs::Ascii => Grain::Letters,
        _ => Grain::Halves,
    };
    RegionMap { mask: &rows, shades: &shades, grain }.draw(area, buf);
    for (region, x, y) in PLACES {
        let name = format!(" {} ", region.short());
        let at = |part: f64, length: u16| (part * f64::from(length)).round() as u16;
        let left = area.x + at(x, area.width).saturating_sub(text::width(&name) / 2);
        let top = area.y + at(y, area.height);
        if top < area.bottom() && left + text::width(&name) <= area.right() {
            text::put(buf, left, top, &name, 10, theme.strong());
        }
    }
}

/// The map in words, a region each.
fn draw_words(app: &App, leaders: &[Option<Leader>; 4], area: Rect, columns: u16, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let width = area.width / columns;
    for (i, (region, leader)) in Bloc::ALL.into_iter().zip(leaders).enumerate() {
        let (column, y) = (i as u16 % columns, i as u16 / columns);
        let (x, y) = (area.x + column * width, area.y + y);
        if y >= area.bottom() {
            break;
        }
        let mark = if app.look.ascii() { "|" } else { "▎" };
        let hue = leader.map_or(Hue::Grey, |l| lines::bloc_hue(l.bloc, l.access));
        let x = text::put(buf, x, y, mark, 1, theme.hue(hue));
        let x = text::put(buf, x, y, &format!("{}: ", region.short()), width, theme.strong());
        let room = (area.x + (column + 1) * width).saturating_sub(x + 1);
        text::put(buf, x, y, &words(*leader), room, theme.text());
    }
}

/// The leading origin in words.
pub fn words(leader: Option<Leader>) -> String {
    leader.map_or("nobody uses a model".into(), |l| {
        format!("{} {:.0}%, mostly {}", l.bloc.short(), l.share * 100.0, l.access.key())
    })
}

/// The leading origin's letter: a capital where most of its models in use are closed.
pub fn letter(leader: Leader) -> char {
    lines::letter(leader.bloc, leader.access)
}

/// Letters of all groups of offers with their names, for those that are used somewhere.
pub fn legend(used: impl Fn(Bloc, Access) -> bool) -> Vec<(char, String, Hue)> {
    let all = Bloc::ALL.into_iter().flat_map(|bloc| Access::ALL.map(|access| (bloc, access)));
    all.filter(|(bloc, access)| used(*bloc, *access))
        .map(|(bloc, access)| {
            let name = format!("{} {}", bloc.short(), access.key());
            (lines::letter(bloc, access), name, lines::bloc_hue(bloc, access))
        })
        .collect()
}
