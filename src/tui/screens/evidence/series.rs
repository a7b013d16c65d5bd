//! The list of published series with the model's verdicts, and beside it all that is known of the selected one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;

use super::{Act, chart, figures as words, scores};
use crate::experiment::backtest::is_tested;
use crate::scenario::observation::Observations;
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::backtester::Found;
use crate::tui::overlays::help::key;
use crate::tui::region::Regions;
use crate::tui::screens::policy::rows::{self, padded, right};
use crate::tui::theme::Hue;
use crate::tui::widgets::list::first_visible;
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;

/// From this height on the list has a heading for each way of measuring.
const WITH_GROUPS: u16 = 50;

/// The series that are held against the model, in the order of the data.
pub fn listed(rows: &Observations) -> Vec<usize> {
    let is_held = |series: &usize| rows.rows.iter().any(|row| row.series == *series && is_tested(row));
    (0..rows.series.len()).filter(is_held).collect()
}

/// The figures of a series in order of time, those included that are only shown.
pub fn figures(rows: &Observations, series: usize) -> Vec<usize> {
    let mut own: Vec<usize> = (0..rows.rows.len()).filter(|row| rows.rows[*row].series == series).collect();
    own.sort_by_key(|row| (rows.rows[*row].from, rows.rows[*row].to));
    own
}

/// What the parts of the page are drawn from.
pub struct Page<'a> {
    /// The published figures.
    pub rows: &'a Observations,
    /// The back-test, once there is one.
    pub found: Option<&'a Found>,
    /// The selected series.
    pub series: usize,
    /// Its figures, in order of time.
    pub figures: Vec<usize>,
    /// The place of the selected one among them.
    pub at: usize,
}

/// How the model does in a series: a sign, a word, and the hue of both.
pub fn verdict(
    found: &Found,
    rows: &Observations,
    series: usize,
    ascii: bool,
) -> (&'static str, String, Hue) {
    let judged = found.whole.judged(rows, series);
    let (signs, word, hue) = match (judged.inside, judged.all) {
        (_, 0) => (["·", "."], "no tolerance".to_owned(), Hue::Grey),
        (0, 1) => (["✗", "x"], "outside".to_owned(), Hue::Vermilion),
        (1, 1) => (["✓", "+"], "in tolerance".to_owned(), Hue::Green),
        (0, all) => (["✗", "x"], format!("{all} outside"), Hue::Vermilion),
        (inside, all) if inside == all => (["✓", "+"], format!("all {all} in"), Hue::Green),
        (inside, all) => (["◐", "~"], format!("{inside} of {all} in"), Hue::Orange),
    };
    (signs[usize::from(ascii)], word, hue)
}

/// Draws the list and the selected series.
pub fn draw(
    app: &App,
    world: &World,
    rows: &Observations,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let list = listed(rows);
    let place = world.evidence.series.min(list.len().saturating_sub(1));
    let Some(&series) = list.get(place) else { return };
    let figures = figures(rows, series);
    let at = world.evidence.figure.min(figures.len().saturating_sub(1));
    let page = Page { rows, found: app.evidence.found(), series, figures, at };
    let width = match area.width {
        150.. => 50,
        100.. => 42,
        76.. => 27,
        _ => 19,
    };
    let columns = [Constraint::Length(width), Constraint::Length(2), Constraint::Fill(1)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    draw_list(app, &page, &list, place, left, buf, regions);
    draw_page(app, world, &page, right, buf, regions);
}

#[derive(Clone, Copy, PartialEq)]
enum Item<'a> {
    Group(&'a str),
    Series(usize),
}

fn draw_list(
    app: &App,
    page: &Page<'_>,
    list: &[usize],
    selected: usize,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let theme = &app.look.theme;
    let subtitle = if area.width >= 40 { "in tolerance?, mean error" } else { "" };
    rule(app, "Series", subtitle, theme.focus(), area, buf);
    let mut items = Vec::new();
    let mut group = None;
    for (place, series) in list.iter().enumerate() {
        let own = page.rows.series[*series].group.as_str();
        if area.height >= WITH_GROUPS && group != Some(own) {
            items.push(Item::Group(own));
            group = Some(own);
        }
        items.push(Item::Series(place));
    }
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let cut = items.len() > usize::from(place.height);
    let place = Rect { height: place.height.saturating_sub(u16::from(cut)), ..place };
    let at = items.iter().position(|item| *item == Item::Series(selected)).unwrap_or(0);
    let first = first_visible(at..at + 1, items.len(), usize::from(place.height));
    regions.wheel(place, Action::Up, Action::Down);
    for (y, item) in (place.y..place.bottom()).zip(&items[first..]) {
        let row = Rect { y, height: 1, ..place };
        match *item {
            Item::Group(name) => {
                text::put(buf, row.x, y, name, row.width, theme.dim());
            }
            Item::Series(at) => {
                draw_series(app, page, list[at], row, buf);
                if at == selected {
                    buf.set_style(row, theme.selected());
                }
                regions.click(row, Action::Evidence(Act::Series(at)));
            }
        }
    }
    let more = text::more(items.len().saturating_sub(first + usize::from(place.height)), app.look.ascii());
    text::put_right(buf, place.right(), place.bottom(), &more, theme.dim());
}

fn draw_series(app: &App, page: &Page<'_>, series: usize, row: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let name = page.rows.series[series].id.as_str();
    let Some(found) = page.found else {
        text::put(buf, row.x + 2, row.y, name, row.width.saturating_sub(2), theme.text());
        return;
    };
    let (sign, word, hue) = verdict(found, page.rows, series, app.look.ascii());
    text::put(buf, row.x, row.y, sign, 1, theme.hue(hue));
    let model = found.whole.series(series).and_then(|one| one.skills[0]);
    let error = model.filter(|_| row.width >= 36).map(|skill| words::error(skill.error)).unwrap_or_default();
    let error = if row.width >= 36 { right(&error, 7) } else { error };
    let word = match row.width {
        44.. => padded(&word, 13),
        36.. => padded(short(&word), 9),
        _ => String::new(),
    };
    let room = row.width.saturating_sub(2 + text::width(&word) + text::width(&error) + 1);
    text::put(buf, row.x + 2, row.y, name, room, theme.text());
    let x = row.right() - text::width(&word) - text::width(&error);
    let x = text::put(buf, x, row.y, &word, text::width(&word), theme.hue(hue));
    text::put(buf, x, row.y, &error, text::width(&error), theme.dim());
}

/// The verdict where there is little room.
fn short(word: &str) -> &str {
    match word {
        "in tolerance" => "inside",
        "no tolerance" => "-",
        word => word,
    }
}

fn rule(app: &App, title: &str, subtitle: &str, style: Style, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    Rule {
        title,
        subtitle,
        title_style: style,
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
}

/// The selected series: chart, figure, scores, and what it is.
fn draw_page(app: &App, world: &World, page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let series = &page.rows.series[page.series];
    rule(app, &series.title, &format!("{} · {}", series.unit, series.group), theme.strong(), area, buf);
    let height = (area.height * 2 / 5).clamp(5, 24);
    let parts = [Constraint::Length(1), Constraint::Length(height), Constraint::Fill(1)];
    let [_, place, below] = Layout::vertical(parts).areas(area);
    let mut rows = Vec::new();
    if app.look.accessible {
        rows.extend(chart::sentences(app, page, area.width));
        rows.push(Vec::new());
    } else {
        chart::draw(app, page, place, buf, regions);
        rows.extend(chart::legend(app, area.width));
    }
    rows.extend(scores::rows(app, page, area.width));
    let below = if app.look.accessible { place.union(below) } else { below };
    let cut = rows.len() > usize::from(below.height);
    let inner = Rect { height: below.height.saturating_sub(u16::from(cut)), ..below };
    let scroll = |by| Action::Evidence(Act::Scroll(by));
    regions.wheel(below, scroll(-1), scroll(1));
    let left = rows::draw(&rows, world.evidence.scroll, inner, buf);
    if left > 0 {
        let more = format!("{}: {}", key(app, Action::PageDown), text::more(left, app.look.ascii()));
        text::put_right(buf, below.right(), inner.bottom(), &more, theme.dim());
    }
}
