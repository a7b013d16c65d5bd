//! Regions by segments: in every cell the leading origin and the shares of all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::{Act, Page, wording};
use crate::model::bloc::{Access, Bloc, SEGMENTS, Segment, cell};
use crate::tui::action::Action;
use crate::tui::capability::Glyphs;
use crate::tui::lines;
use crate::tui::panels::gauge::percent;
use crate::tui::panels::map;
use crate::tui::readings::{Mix, Month};
use crate::tui::region::Regions;
use crate::tui::widgets::bars;
use crate::tui::widgets::stack::{Part, Stack};
use crate::tui::widgets::text;

/// Where the columns stand.
struct Grid {
    /// Room for the names of the regions.
    names: u16,
    /// Room for a cell, with the blank after it.
    cell: u16,
    /// Room for each of the two numbers at the end.
    end: u16,
    /// Rows of a region.
    rows: u16,
}

impl Grid {
    fn of(area: Rect) -> Self {
        let (names, end) = match area.width {
            100.. => (18, 11),
            74.. => (8, 7),
            _ => (7, 4),
        };
        let cell = area.width.saturating_sub(names + 2 * end) / (SEGMENTS as u16 + 1);
        // Rule, heads and the lines below take six rows.
        let rows = (area.height.saturating_sub(6) / 5).clamp(2, 3);
        Self { names, cell, end, rows }
    }

    fn column(&self, area: Rect, i: usize) -> u16 {
        area.x + self.names + self.cell * i as u16
    }
}

/// Draws the matrix with its heads, and below it what is selected and how it is read.
pub fn draw(page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let inner = page.titled("Who runs whose models", &page.month().label(), area, buf);
    let (grid, month) = (Grid::of(area), Month::new(page.snapshot, page.row));
    draw_heads(page, &grid, inner, buf);
    for i in 0..=4 {
        let region = Bloc::ALL.get(i).copied();
        let y = inner.y + 1 + grid.rows * i as u16;
        if y + 1 < inner.bottom() {
            draw_row(page, &grid, &month, region, Rect { y, ..inner }, buf, regions);
        }
    }
    let y = inner.y + 1 + grid.rows * 5;
    let below = Rect { y, height: inner.bottom().saturating_sub(y), ..inner };
    draw_below(page, &month, below, buf);
}

fn draw_heads(page: &Page<'_>, grid: &Grid, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    for (i, segment) in Segment::ALL.into_iter().enumerate() {
        let name = wording::column(segment, grid.cell - 1);
        text::put(buf, grid.column(area, i), area.y, name, grid.cell - 1, theme.dim());
    }
    text::put(buf, grid.column(area, SEGMENTS), area.y, "All", grid.cell, theme.dim());
    let (values, cut) = match grid.end {
        7.. => ("Values", "Cut-off"),
        _ => ("Val", "Cut"),
    };
    let x = grid.column(area, SEGMENTS + 1);
    text::put(buf, x, area.y, values, grid.end, theme.dim());
    text::put(buf, x + grid.end, area.y, cut, grid.end, theme.dim());
}

fn draw_row(
    page: &Page<'_>,
    grid: &Grid,
    month: &Month<'_>,
    region: Option<Bloc>,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &page.app.look.theme;
    let name = region.map_or("World", |r| if grid.names >= 18 { r.title() } else { r.short() });
    text::put(buf, area.x, area.y, name, grid.names - 1, theme.strong());
    for i in 0..=SEGMENTS {
        let segment = Segment::ALL.get(i).copied();
        let place = Rect { x: grid.column(area, i), y: area.y, width: grid.cell - 1, height: 2 };
        let mix = month.mix(region, segment);
        let of_cell = region.zip(segment).map(|(r, s)| cell(r.index(), s.index()));
        let selected = of_cell == Some(page.state().cell());
        draw_cell(page, &mix, selected, place, buf);
        if let Some(cell) = of_cell {
            regions.click(place, Action::Adopters(Act::Cell(cell)));
        }
    }
    let x = grid.column(area, SEGMENTS + 1);
    let ends = [region.map(|region| month.foreign_values(region)), Some(month.cut_off(region))];
    for (i, (value, unit)) in ends.into_iter().zip(["", "%"]).enumerate() {
        let (x, room) = (x + grid.end * i as u16, grid.end - 1);
        let Some(value) = value else { continue };
        text::put(buf, x, area.y, &format!("{:.0}{unit}", value * 100.0), room, theme.strong());
        let bar = bars::bar(value, usize::from(room), page.app.look.ascii());
        text::put(buf, x, area.y + 1, &bar, room, theme.accent());
    }
}

/// The leading origin with its letter, and the shares of all as a bar.
fn draw_cell(page: &Page<'_>, mix: &Mix, selected: bool, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let line = Rect { height: 1, ..area };
    let Some(leader) = mix.leader() else {
        text::put(buf, area.x, area.y, "nobody", area.width, theme.dim());
        return;
    };
    let hue = theme.hue(lines::bloc_hue(leader.bloc, leader.access)).add_modifier(Modifier::BOLD);
    let x = text::put(buf, area.x, area.y, &map::letter(leader).to_string(), 1, hue) + 1;
    text::put(buf, x, area.y, &percent(leader.share), area.right() - x, theme.strong());
    draw_mix(page, mix, Rect { y: area.y + 1, height: 1, ..area }, buf);
    if selected {
        buf.set_style(line, theme.selected());
        let mark = if page.app.look.ascii() { ">" } else { "▸" };
        text::put(buf, area.x.saturating_sub(1), area.y, mark, 1, theme.accent());
    }
}

/// Shares by origin and access as one bar.
pub fn draw_mix(page: &Page<'_>, mix: &Mix, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let lettered = theme.is_mono() || page.app.look.glyphs == Glyphs::Ascii;
    let groups = Bloc::ALL.into_iter().flat_map(|bloc| Access::ALL.map(|access| (bloc, access)));
    let parts: Vec<Part> = groups
        .map(|(bloc, access)| Part {
            share: mix.shares[bloc.index()][access.index()],
            letter: lines::letter(bloc, access),
            style: if lettered {
                theme.hue(lines::bloc_hue(bloc, access))
            } else {
                theme.hue(lines::bloc_hue(bloc, access)).add_modifier(Modifier::REVERSED)
            },
        })
        .collect();
    Stack { parts: &parts, lettered }.draw(area, buf);
}

/// What is selected, what the letters mean, and how the numbers at the ends are read.
fn draw_below(page: &Page<'_>, month: &Month<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let state = page.state();
    let mix = month.mix(Some(state.region()), Some(state.segment()));
    let leader = map::words(mix.leader());
    let title = wording::cell(state.region(), state.segment());
    let mut x = text::put(buf, area.x, area.y, &title, area.width, theme.accent());
    let in_use = format!(": {leader}; {} of {} in use", mix.users, mix.size);
    x = text::put(buf, x, area.y, &in_use, area.right() - x, theme.text());
    let opens = app_opens(page);
    if x + 2 + text::width(&opens) <= area.right() {
        text::put(buf, x + 2, area.y, &opens, area.right() - x - 2, theme.dim());
    }
    let all = month.mix(None, None).shares;
    let mut x = area.x;
    for (letter, name, hue) in map::legend(|b, a| all[b.index()][a.index()] > 0.0) {
        let room = area.right().saturating_sub(x);
        if room < text::width(&name) + 2 || area.height < 2 {
            break;
        }
        x = text::put(
            buf,
            x,
            area.y + 1,
            &letter.to_string(),
            1,
            theme.hue(hue).add_modifier(Modifier::BOLD),
        );
        x = text::put(buf, x + 1, area.y + 1, &name, room, theme.dim()) + 2;
    }
    let rows = text::wrap(HELP, area.width.min(110));
    let rows = if rows.len() + 2 <= usize::from(area.height) { rows } else { text::wrap(SHORT, area.width) };
    for (y, line) in (area.y + 2..area.bottom()).zip(rows) {
        text::put(buf, area.x, y, &line, area.width, theme.dim());
    }
}

/// How the selected cell is opened.
fn app_opens(page: &Page<'_>) -> String {
    page.app.keys.fill("{adopters-open} opens")
}

/// How the numbers at the ends are read.
const HELP: &str = "Values: foreign values, 0 where courts, schools and clinics run home models only, 100 at the \
                    farthest values. Cut-off: use of foreign closed models, which could be switched off from abroad.";
/// The same where there is little room.
const SHORT: &str =
    "Val: foreign values in institutions, 0 to 100. Cut: use that could be switched off from abroad.";
