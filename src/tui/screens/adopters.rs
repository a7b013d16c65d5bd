//! The Adopters screen: who runs whose models, from the whole world down to a single adopter.

mod adopter;
mod cell;
mod matrix;
mod state;
mod wording;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::playthrough::{Group, Inquiry, Scope, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::overlays::why::Subject;
use crate::tui::panels::{gauge, in_view, map};
use crate::tui::readings::Month;
use crate::tui::region::Regions;
use crate::tui::update::Effect;
use crate::tui::widgets::rule::Rule;

pub use state::{Act, Level, State};

/// What the screen shows that takes simulations to find.
pub fn wants(world: &World) -> Vec<Inquiry> {
    let state = &world.adopters;
    let roll = Inquiry::Adopters(state.cell());
    match state.level {
        Level::Matrix => Vec::new(),
        Level::Cell => vec![roll],
        Level::Adopter => state.number().map(Inquiry::Adopter).into_iter().chain([roll]).collect(),
    }
}

/// Carries an action out.
pub fn update(world: &mut World, action: Action) -> Vec<Effect> {
    let page = 10;
    match action {
        Action::Up => state::vertical(world, -1),
        Action::Down => state::vertical(world, 1),
        Action::PageUp => state::vertical(world, -page),
        Action::PageDown => state::vertical(world, page),
        Action::Back => world.adopters.back(),
        Action::Type(c) => world.adopters.typed(c),
        Action::Erase => world.adopters.erase(),
        Action::Why => world.why = why(world),
        Action::Adopters(act) => state::carry_out(world, act),
        _ => {}
    }
    Vec::new()
}

/// The question what moved the share of the origin that leads in the selected cell.
fn why(world: &World) -> Option<Subject> {
    let (snapshot, row, state) = (world.snapshot.as_ref()?, world.row_in_view()?, &world.adopters);
    let scope = Scope { region: Some(state.region()), segment: Some(state.segment()) };
    let leader = Month::new(snapshot, row).mix(scope.region, scope.segment).leader()?;
    let group = Group::BlocAccess(leader.bloc, leader.access);
    Some(Subject::Share { scope, group, month: snapshot.played.month(row) })
}

/// Draws the body of the screen.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    regions.wheel(area, Action::Up, Action::Down);
    let Some((snapshot, row)) = in_view::or_why_not(app, world, area, buf) else { return };
    let page = Page { app, world, snapshot, row };
    match world.adopters.level {
        Level::Matrix => draw_world(&page, area, buf, regions),
        Level::Cell => cell::draw(&page, area, buf, regions),
        Level::Adopter => adopter::draw(&page, area, buf, regions),
    }
}

/// What every part of the screen draws from.
struct Page<'a> {
    app: &'a App,
    world: &'a World,
    snapshot: &'a Snapshot,
    /// The month in view.
    row: usize,
}

impl Page<'_> {
    /// A rule with a title; returns the room below it.
    fn titled(&self, title: &str, subtitle: &str, area: Rect, buf: &mut Buffer) -> Rect {
        let theme = &self.app.look.theme;
        Rule {
            title,
            subtitle,
            title_style: theme.strong(),
            subtitle_style: theme.dim(),
            line_style: theme.faint(),
            ascii: self.app.look.ascii(),
        }
        .draw(area, buf);
        Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
    }

    fn state(&self) -> &State {
        &self.world.adopters
    }

    /// The month in view.
    fn month(&self) -> crate::model::calendar::Month {
        self.snapshot.played.month(self.row)
    }
}

/// The matrix, the map and the gauge as far as there is room, or the map alone.
fn draw_world(page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    if page.state().map {
        draw_map_alone(page, area, buf);
    } else if area.width >= 150 && area.height >= 30 {
        let columns = [Constraint::Fill(1), Constraint::Length(3), Constraint::Length(88)];
        let [left, _, right] = Layout::horizontal(columns).areas(area);
        let rows = [Constraint::Length(24), Constraint::Length(1), Constraint::Fill(1)];
        let [upper, _, lower] = Layout::vertical(rows).areas(left);
        matrix::draw(page, upper, buf, regions);
        cell::draw_shares(page, lower, buf);
        let rows = [
            Constraint::Length(20),
            Constraint::Length(1),
            Constraint::Length(12),
            Constraint::Length(1),
            Constraint::Fill(1),
        ];
        let [upper, _, middle, _, lower] = Layout::vertical(rows).areas(right);
        draw_map(page, upper, buf);
        draw_gauge(page, middle, buf);
        if lower.height >= 8 {
            let inner = page.titled("Two worlds over time", "shares of the world's use", lower, buf);
            gauge::draw_over_time(page.app, page.snapshot, page.row, inner, buf);
        }
    } else if area.width >= 100 && area.height >= 32 {
        let [upper, lower] = Layout::vertical([Constraint::Length(21), Constraint::Fill(1)]).areas(area);
        matrix::draw(page, upper, buf, regions);
        let columns = [Constraint::Fill(1), Constraint::Length(3), Constraint::Length(46)];
        let [left, _, right] = Layout::horizontal(columns).areas(lower);
        draw_map(page, left, buf);
        draw_gauge(page, right, buf);
    } else {
        matrix::draw(page, area, buf, regions);
    }
}

/// The map with the gauge below it, over the whole screen.
fn draw_map_alone(page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let gauge = if area.height >= 22 { 10 } else { 8 };
    let [upper, lower] = Layout::vertical([Constraint::Fill(1), Constraint::Length(gauge)]).areas(area);
    draw_map(page, upper, buf);
    draw_gauge(page, lower, buf);
}

fn draw_map(page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let subtitle = "whose models lead; capital letter: mostly closed";
    let inner = page.titled("World map", subtitle, area, buf);
    map::draw(page.app, page.snapshot, page.row, inner, buf);
}

fn draw_gauge(page: &Page<'_>, area: Rect, buf: &mut Buffer) {
    let inner = page.titled("Two worlds", "the picture of May 2025", area, buf);
    gauge::draw(page.app, page.snapshot, page.row, inner, buf);
}
