//! One cell: shares by lab, then and now, and its adopters.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::{Act, Page, matrix, wording};
use crate::model::bloc::{Access, Bloc};
use crate::playthrough::{Grouping, Roll, Scope};
use crate::tui::action::Action;
use crate::tui::lines::{bloc_hue, letter, origin_hue};
use crate::tui::panels::gauge::percent;
use crate::tui::panels::share_lines::{self, ShareLine};
use crate::tui::readings::Month;
use crate::tui::region::Regions;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::{bars, text};

/// Months between the two columns of shares.
const A_YEAR: usize = 12;

/// Draws the cell.
pub fn draw(page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let columns = [Constraint::Fill(1), Constraint::Length(2), Constraint::Fill(1)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    draw_shares(page, left, buf);
    draw_adopters(page, right, buf, regions);
}

/// The shares of the labs in the cell, the largest first: now, a year ago, and the way between.
pub fn draw_shares(page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let state = page.state();
    let inner = page.titled(&wording::cell(state.region(), state.segment()), "by lab", area, buf);
    let month = Month::new(page.snapshot, page.row);
    let mix = month.mix(Some(state.region()), Some(state.segment()));
    matrix::draw_mix(page, &mix, Rect { height: 1, ..inner }, buf);
    let users = format!("{} of {} adopters use a model", mix.users, mix.size);
    text::put(buf, inner.x, inner.y + 1, &users, inner.width, theme.dim());
    let (heads, name) = (inner.y + 2, name_room(inner.width));
    text::put_right(buf, inner.x + name + 12, heads, "now", theme.dim());
    text::put_right(buf, inner.x + name + 18, heads, "-12mo", theme.dim());
    if inner.width >= name + 28 {
        text::put(buf, inner.x + name + 19, heads, "36 months", 9, theme.dim());
    }
    let past: Vec<Vec<[f64; 2]>> = (0..=page.row)
        .skip((page.row + 1).saturating_sub(36))
        .map(|row| Month::new(page.snapshot, row).labs(state.cell()))
        .collect();
    let Some(now) = past.last() else { return };
    let then = past.len().checked_sub(A_YEAR + 1).map(|row| &past[row]);
    let whole = |pair: [f64; 2]| pair[0] + pair[1];
    let mut order: Vec<usize> =
        (0..now.len()).filter(|lab| past.iter().any(|m| whole(m[*lab]) > 0.0)).collect();
    order.sort_by(|a, b| whole(now[*b]).total_cmp(&whole(now[*a])).then(a.cmp(b)));
    let below = heads + 2 + order.len() as u16;
    draw_history(page, Rect { y: below, height: inner.bottom().saturating_sub(below), ..inner }, buf);
    for (y, lab) in (heads + 1..inner.bottom()).zip(order) {
        let row = Rect { y, height: 1, ..inner };
        let shares: Vec<f64> = past.iter().map(|month| whole(month[lab])).collect();
        draw_lab(page, lab, now[lab], then.map(|then| whole(then[lab])), &shares, row, buf);
    }
}

/// Shares by origin and access in the cell over all months, where there is room for a chart.
fn draw_history(page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 7 {
        return;
    }
    let state = page.state();
    let scope = Scope { region: Some(state.region()), segment: Some(state.segment()) };
    let shares = page.snapshot.shares(scope, Grouping::BlocAccess);
    let groups = Bloc::ALL.into_iter().flat_map(|bloc| Access::ALL.map(|access| (bloc, access)));
    let line = |(i, (bloc, access)): (usize, (Bloc, Access))| ShareLine {
        name: format!("{} {}", bloc.short(), access.key()),
        letter: letter(bloc, access),
        hue: bloc_hue(bloc, access),
        points: shares.iter().take(page.row + 1).map(|month| month[i]).collect(),
    };
    let inner = page.titled("Over time", "shares of use, by origin and access", area, buf);
    share_lines::draw(page.app, page.snapshot, &groups.enumerate().map(line).collect::<Vec<_>>(), inner, buf);
}

/// Room for a lab's name.
const fn name_room(width: u16) -> u16 {
    if width >= 52 { 18 } else { 11 }
}

fn draw_lab(
    page: &Page<'_>,
    lab: usize,
    now: [f64; 2],
    then: Option<f64>,
    past: &[f64],
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = &page.app.look.theme;
    let spec = &page.snapshot.facts.setup.labs[lab];
    let (y, ascii, name) = (area.y, page.app.look.ascii(), name_room(area.width));
    let mark = if ascii { "|" } else { "▎" };
    let x = text::put(buf, area.x, y, mark, 1, theme.hue(origin_hue(spec.bloc)));
    text::put(buf, x, y, &spec.name, name - 1, theme.text());
    // Which part of the lab's use is open, in a word.
    let kind = match now {
        [0.0, 0.0] => "",
        [_, 0.0] => "closed",
        [0.0, _] => "open",
        _ => "both",
    };
    text::put(buf, area.x + name, y, kind, 6, theme.dim());
    let share = now[0] + now[1];
    text::put_right(buf, area.x + name + 12, y, &percent(share), theme.strong());
    let before = then.map_or_else(String::new, percent);
    text::put_right(buf, area.x + name + 18, y, &before, theme.dim());
    let room = area.width.saturating_sub(name + 19);
    let top = past.iter().copied().fold(0.01, f64::max);
    let picture = bars::sparkline(past, 0.0, top, usize::from(room.min(36)), ascii);
    let access = if now[1] > now[0] { Access::Open } else { Access::Closed };
    text::put(buf, area.x + name + 19, y, &picture, room, theme.hue(bloc_hue(spec.bloc, access)));
}

/// The adopters of the cell, by their numbers.
fn draw_adopters(page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &page.app.look.theme;
    let state = page.state();
    let Some(roll) = state.roll() else {
        let inner = page.titled("Adopters", "", area, buf);
        text::put(buf, inner.x, inner.y, "They are being called together ...", inner.width, theme.dim());
        return;
    };
    let subtitle = match &state.typing {
        Some(digits) => format!("go to number {digits}_ of {}", roll.len()),
        None => format!("{} of {}", (state.adopter + 1).min(roll.len()), roll.len()),
    };
    let inner = page.titled("Adopters", &subtitle, area, buf);
    if roll.is_empty() {
        text::put(buf, inner.x, inner.y, "Nobody lives here.", inner.width, theme.dim());
        return;
    }
    let heads = "  no. since   moves uses";
    text::put(buf, inner.x, inner.y, heads, inner.width, theme.dim());
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let selected = state.adopter.min(roll.len() - 1);
    let first = first_visible(selected..selected + 1, roll.len(), usize::from(list.height));
    for (y, i) in (list.y..list.bottom()).zip(first..roll.len()) {
        let row = Rect { y, height: 1, ..list };
        draw_adopter(page, roll, i, row, buf);
        if i == selected {
            buf.set_style(row, theme.selected());
        }
        regions.click(row, Action::Adopters(Act::Adopter(i)));
    }
}

fn draw_adopter(page: &Page<'_>, roll: &Roll, i: usize, area: Rect, buf: &mut Buffer) {
    let theme = &page.app.look.theme;
    let labs = &page.snapshot.facts.setup.labs;
    // While the latest month has not been found yet, the one before it is shown.
    let known = roll.start + (roll.uses.len().saturating_sub(1)) as u16;
    let month = page.month().min(known);
    let (used, changes) = (roll.used(i, month), roll.changes(i, month));
    text::put_right(buf, area.x + 5, area.y, &(i + 1).to_string(), theme.dim());
    let since = match changes.last() {
        Some(month) => month.short_label(),
        None if used.is_some() => "start".to_owned(),
        None => String::new(),
    };
    text::put(buf, area.x + 6, area.y, &since, 7, theme.dim());
    text::put_right(buf, area.x + 18, area.y, &changes.len().to_string(), theme.text());
    let mark = if page.app.look.ascii() { "|" } else { "▎" };
    let x = text::put(buf, area.x + 19, area.y, mark, 1, theme.hue(wording::hue(used, labs)));
    let style = if used.is_some() { theme.text() } else { theme.dim() };
    text::put(buf, x, area.y, &wording::used(used, labs), area.right().saturating_sub(x), style);
}
