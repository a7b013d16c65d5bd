//! The page of a lever: its path over time, the measure it moves most, and one view or all of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::rows::{self, Row};
use super::{Act, View, about, effects, links};
use crate::model::bloc::Bloc;
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever, LeverPaths};
use crate::playthrough::Snapshot;
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::capability::Glyphs;
use crate::tui::measured;
use crate::tui::overlays::draft;
use crate::tui::overlays::help::key;
use crate::tui::region::Regions;
use crate::tui::screens::tabs;
use crate::tui::widgets::path_chart::{PathChart, PathStyle};
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;
use crate::tui::wording;

/// Draws the page of the selected lever.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let spec = world.lever.spec();
    let holder = spec.holder.map_or("The world", Bloc::title);
    let subtitle = if area.width >= 70 {
        format!("{holder} · {} · lever {} of {}", spec.name, world.lever.index() + 1, LEVERS.len())
    } else {
        format!("{holder} · {} of {}", world.lever.index() + 1, LEVERS.len())
    };
    Rule {
        title: spec.title,
        subtitle: &subtitle,
        title_style: theme.strong(),
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    let Some(snapshot) = &world.snapshot else {
        text::put(buf, area.x, area.y + 2, "History is being run ...", area.width, theme.dim());
        return;
    };
    let top = opening(app, world, snapshot, area.width);
    let chart = (area.height / 4).clamp(4, 10);
    let opening_rows = (top.len() as u16).min(area.height / 3);
    let parts = [
        Constraint::Length(1),
        Constraint::Length(chart),
        Constraint::Length(opening_rows),
        Constraint::Fill(1),
    ];
    let [_, chart, head, body] = Layout::vertical(parts).areas(area);
    draw_path(app, world, snapshot, chart, buf);
    rows::draw(&top, 0, head, buf);
    if body.width >= 120 && body.height >= 30 {
        return draw_all(app, world, snapshot, body, buf);
    }
    draw_tabs(app, world, Rect { height: 1, ..body }, buf, regions);
    let body = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    draw_view(app, world, snapshot, body, buf, regions);
}

/// Where the lever stands, what is being tried, and what its whole range moves most.
fn opening(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Row> {
    let theme = &app.look.theme;
    let lever = world.lever;
    let applied = snapshot.applied.path(lever).value(snapshot.now);
    let name = wording::setting(lever, applied).map(|name| format!(" ({name})")).unwrap_or_default();
    let now = format!("{}{name}", wording::value(lever, applied));
    let given = wording::value(lever, world.given(lever));
    let mut rows: Vec<Row> = match world.tried(lever) {
        Some(step) => {
            let keys = app.keys.fill("{apply} applies, {back} drops");
            let tried = format!("Trying: {}; {keys}.", draft::sentence(world, step));
            rows::paragraph(&tried, theme.accent(), width)
        }
        None if world.moved(lever) => {
            let moved = format!("At {now}; the scenario has {given}, dashed.");
            rows::paragraph(&moved, theme.text(), width)
        }
        None => {
            let hands = if world.holds(lever) { "" } else { "; in other hands" };
            rows::paragraph(&format!("At {now}, as the scenario has it{hands}."), theme.text(), width)
        }
    };
    let most = match world.study(lever) {
        Some(study) => measured::one_line(study),
        None if world.at_end() => "The last month has been reached: nothing is left to be moved.".to_owned(),
        None if world.playing => "What it does is measured while time is held.".to_owned(),
        None => "What it does is being measured ...".to_owned(),
    };
    rows.extend(rows::paragraph(&most, theme.strong(), width));
    rows
}

/// A lever's values month by month: as they were, then as they are decided.
pub fn path(world: &World, lever: Lever) -> Vec<f64> {
    world.snapshot.as_ref().map(|snapshot| course(snapshot, &snapshot.applied, lever)).unwrap_or_default()
}

/// What held in the months that were run, with what governments added, and then a path.
fn course(snapshot: &Snapshot, paths: &LeverPaths, lever: Lever) -> Vec<f64> {
    let setup = &snapshot.facts.setup;
    let played = snapshot.played.rows.iter().map(|row| row.levers[lever.index()]);
    let path = paths.path(lever);
    played.chain((snapshot.now.0..=setup.end.0).map(|month| path.value(Month(month)))).collect()
}

fn draw_path(app: &App, world: &World, snapshot: &Snapshot, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let (lever, setup) = (world.lever, &snapshot.facts.setup);
    let months = || (setup.start.0..=setup.end.0).map(Month);
    let given: Vec<f64> = months().map(|month| setup.levers.path(lever).value(month)).collect();
    let applied = course(snapshot, &snapshot.applied, lever);
    let tried = world.tried(lever).map(|_| course(snapshot, &snapshot.levers, lever));
    let drawn = tried.as_ref().unwrap_or(&applied);
    let changes =
        (1..drawn.len()).filter(|i| drawn[*i] != drawn[i - 1] && (*i < 2 || drawn[i - 1] == drawn[i - 2]));
    let marks: Vec<usize> = changes.collect();
    let step = |month: Month| usize::try_from(month - setup.start).unwrap_or(0);
    let ticks: Vec<(usize, String)> = (setup.start.year()..=setup.end.year())
        .filter_map(|year| Month::new(year, 1))
        .filter(|month| *month >= setup.start)
        .map(|month| (step(month), month.year().to_string()))
        .collect();
    let (low, high) = lever.spec().range;
    let ends = [wording::value(lever, low), wording::value(lever, high)];
    let now = snapshot.now.min(setup.end);
    PathChart {
        given: &given,
        applied: &applied,
        tried: tried.as_deref(),
        range: (low, high),
        ends: [&ends[0], &ends[1]],
        now: (step(now), &now.label()),
        ticks: &ticks,
        marks: &marks,
        braille: app.look.glyphs == Glyphs::Braille,
        ascii: app.look.ascii(),
        style: PathStyle {
            dim: theme.dim(),
            line: theme.text(),
            accent: theme.accent(),
            badge: theme.badge(),
        },
    }
    .draw(area, buf);
}

/// The names of the views in one rule, the one shown lit.
fn draw_tabs(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let names = View::ALL.map(|view| (view.title().to_owned(), world.policy.view == view));
    for (view, place) in View::ALL.into_iter().zip(tabs(app, &names, area, buf)) {
        regions.click(place, Action::Policy(Act::View(view)));
    }
}

fn view_rows(app: &App, world: &World, snapshot: &Snapshot, view: View, width: u16) -> Vec<Row> {
    match view {
        View::Effects => effects::rows(app, world, snapshot, width),
        View::Links => links::rows(app, world, snapshot, width),
        View::About => about::rows(app, world, width),
    }
}

fn draw_view(
    app: &App,
    world: &World,
    snapshot: &Snapshot,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) {
    let rows = view_rows(app, world, snapshot, world.policy.view, area.width);
    let cut = rows.len() > usize::from(area.height);
    let inner = Rect { height: area.height.saturating_sub(u16::from(cut)), ..area };
    regions.wheel(area, Action::Policy(Act::Scroll(-1)), Action::Policy(Act::Scroll(1)));
    let below = rows::draw(&rows, world.policy.scroll, inner, buf);
    if cut {
        let more = text::more(below, app.look.ascii());
        let key = key(app, Action::PageDown);
        let more = if below > 0 { format!("{key}: {more}") } else { String::new() };
        text::put_right(buf, area.right(), inner.bottom(), &more, app.look.theme.dim());
    }
}

/// All views at once, where there is room for them.
fn draw_all(app: &App, world: &World, snapshot: &Snapshot, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let [left, _, right] =
        Layout::horizontal([Constraint::Percentage(46), Constraint::Length(3), Constraint::Fill(1)])
            .areas(area);
    let heading = |view: View, area: Rect, buf: &mut Buffer| {
        Rule {
            title: view.title(),
            subtitle: "",
            title_style: theme.strong(),
            subtitle_style: theme.dim(),
            line_style: theme.faint(),
            ascii: app.look.ascii(),
        }
        .draw(area, buf);
        Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
    };
    let inner = heading(View::Effects, left, buf);
    rows::draw(&view_rows(app, world, snapshot, View::Effects, left.width), 0, inner, buf);
    let links = view_rows(app, world, snapshot, View::Links, right.width);
    let inner = heading(View::Links, right, buf);
    rows::draw(&links, 0, inner, buf);
    let used = (links.len() as u16 + 2).min(right.height);
    let rest = Rect { y: right.y + used, height: right.height - used, ..right };
    if rest.height > 3 {
        let inner = heading(View::About, rest, buf);
        rows::draw(&view_rows(app, world, snapshot, View::About, right.width), 0, inner, buf);
    }
}
