//! The Labs screen: the frontier by lab, what each lab has, and every release with its reasons.

mod detail;
mod frontier;
mod list;
mod reasons;
mod releases;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::model::decision::Decision;
use crate::playthrough::{Inquiry, Snapshot};
use crate::tui::action::Action;
use crate::tui::app::{App, World};
use crate::tui::overlays::why::Subject;
use crate::tui::panels::in_view;
use crate::tui::region::Regions;
use crate::tui::update::Effect;
use crate::tui::widgets::rule::Rule;

/// What can be asked for here beside the actions of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// From the labs to the releases, or back.
    Focus,
    /// Back to the labs.
    Leave,
    /// The frontier in months behind, or the labs again.
    Frontier,
    /// Ask why the selected release came out as it did.
    Why,
    /// Select a lab.
    Lab(usize),
    /// Select a release, counted from the latest.
    Release(usize),
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The selected lab, by its place in the roster.
    pub lab: usize,
    /// The selected release of that lab, counted from the latest.
    pub release: usize,
    /// Whether the releases have the keys; else the list of labs has them.
    pub in_releases: bool,
    /// Whether the frontier in months behind is shown.
    pub frontier: bool,
}

/// What the screen shows that takes simulations to find.
pub fn wants(_world: &World) -> Vec<Inquiry> {
    Vec::new()
}

/// Carries an action out.
pub fn update(world: &mut World, action: Action) -> Vec<Effect> {
    let (labs, releases) = lengths(world);
    if action == Action::Labs(Act::Why) {
        world.why = why(world);
    }
    let state = &mut world.labs_screen;
    let last = |length: usize| length.saturating_sub(1);
    let steps = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -8,
        Action::PageDown => 8,
        _ => 0,
    };
    match action {
        Action::Labs(Act::Focus) => state.in_releases = !state.in_releases && !state.frontier,
        Action::Labs(Act::Leave) => state.in_releases = false,
        Action::Labs(Act::Frontier) => (state.frontier, state.in_releases) = (!state.frontier, false),
        Action::Labs(Act::Lab(lab)) => {
            (state.lab, state.release, state.in_releases) = (lab.min(last(labs)), 0, false);
        }
        Action::Labs(Act::Release(release)) => {
            (state.release, state.in_releases) = (release.min(last(releases)), true);
        }
        _ if steps != 0 && state.in_releases => {
            state.release = state.release.saturating_add_signed(steps).min(last(releases));
        }
        _ if steps != 0 => {
            let lab = state.lab.saturating_add_signed(steps.signum()).min(last(labs));
            if lab != state.lab {
                (state.lab, state.release) = (lab, 0);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The question why the selected release came out as it did.
fn why(world: &World) -> Option<Subject> {
    let (snapshot, row) = (world.snapshot.as_ref()?, world.row_in_view()?);
    let release = Page { world, snapshot, row }.release()?;
    let place = snapshot.played.decisions.iter().position(|decision| std::ptr::eq(decision, release));
    place.map(Subject::Release)
}

/// Number of labs, and of releases of the selected one up to the month in view.
fn lengths(world: &World) -> (usize, usize) {
    match (&world.snapshot, world.row_in_view()) {
        (Some(snapshot), Some(row)) => {
            let page = Page { world, snapshot, row };
            (snapshot.facts.setup.labs.len(), page.releases().len())
        }
        _ => (0, 0),
    }
}

/// What every part of the screen draws from.
struct Page<'a> {
    world: &'a World,
    snapshot: &'a Snapshot,
    /// The month in view.
    row: usize,
}

impl<'a> Page<'a> {
    fn state(&self) -> &'a State {
        &self.world.labs_screen
    }

    /// Releases of the selected lab up to the month in view, the latest first.
    fn releases(&self) -> Vec<&'a Decision> {
        let now = self.snapshot.played.month(self.row);
        let own = |d: &&Decision| d.lab == self.state().lab && d.month <= now;
        self.snapshot.played.decisions.iter().rev().filter(own).collect()
    }

    /// The selected release.
    fn release(&self) -> Option<&'a Decision> {
        self.releases().get(self.state().release).copied()
    }
}

/// Draws the body of the screen.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    regions.wheel(area, Action::Up, Action::Down);
    let Some((snapshot, row)) = in_view::or_why_not(app, world, area, buf) else { return };
    let page = Page { world, snapshot, row };
    let list = match area.width {
        150.. => 40,
        100.. => 33,
        74.. => 26,
        _ => 17,
    };
    let columns = [Constraint::Length(list), Constraint::Length(2), Constraint::Fill(1)];
    let [left, _, right] = Layout::horizontal(columns).areas(area);
    list::draw(app, &page, left, buf, regions);
    if page.state().frontier {
        frontier::draw_behind(app, &page, right, buf);
    } else {
        draw_lab(app, &page, right, buf, regions);
    }
}

/// Chart, bars, releases and reasons of the selected lab, as far as there is room.
fn draw_lab(app: &App, page: &Page<'_>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let bars = detail::ROWS;
    if area.height >= 30 {
        let chart = if area.height >= 50 { area.height * 2 / 5 } else { area.height / 3 };
        let rows = [
            Constraint::Length(chart),
            Constraint::Length(1),
            Constraint::Length(bars),
            Constraint::Length(1),
            Constraint::Fill(1),
        ];
        let [chart, _, middle, _, lower] = Layout::vertical(rows).areas(area);
        frontier::draw_labs(app, page, chart, buf);
        detail::draw(app, page, middle, buf);
        // Reasons stand beside the releases where both have room, else below them.
        if lower.width >= 110 {
            let columns = [Constraint::Fill(1), Constraint::Length(2), Constraint::Length(52)];
            let [left, _, right] = Layout::horizontal(columns).areas(lower);
            releases::draw(app, page, left, buf, regions);
            reasons::draw(app, page, right, buf);
        } else {
            let [upper, lower] = Layout::vertical([Constraint::Fill(1), Constraint::Length(9)]).areas(lower);
            releases::draw(app, page, upper, buf, regions);
            reasons::draw(app, page, lower, buf);
        }
        return;
    }
    let rest = area.height.saturating_sub(bars);
    let rows = [Constraint::Fill(1), Constraint::Length(bars), Constraint::Length(rest * 2 / 5)];
    let [upper, middle, lower] = Layout::vertical(rows).areas(area);
    if page.state().in_releases {
        reasons::draw(app, page, upper, buf);
    } else {
        frontier::draw_labs(app, page, upper, buf);
    }
    detail::draw(app, page, middle, buf);
    releases::draw(app, page, lower, buf, regions);
}

/// A rule with a title; returns the room below it.
fn titled(app: &App, title: &str, subtitle: &str, focused: bool, area: Rect, buf: &mut Buffer) -> Rect {
    let theme = &app.look.theme;
    Rule {
        title,
        subtitle,
        title_style: if focused { theme.focus() } else { theme.strong() },
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}
