//! The World screen: the chart, the levers, the odds of end worlds, the labs, the news.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::{Action, Panel, Tab};
use crate::tui::app::{App, World};
use crate::tui::layout::{self, Frame};
use crate::tui::panels::news::Filter;
use crate::tui::panels::{chart, footer, header, labs, levers, news, worlds};
use crate::tui::region::Regions;
use crate::tui::screens::tabs;
use crate::tui::screens::{adopters, compare, evidence, labs as labs_screen, policy};
use crate::tui::widgets::rule::Rule;
use crate::tui::widgets::text;

/// Draws the screen.
pub fn draw(app: &App, world: &World, frame: Frame, buf: &mut Buffer, regions: &mut Regions) {
    header::draw(app, Some(world), frame.header, buf, regions);
    footer::draw(app, frame.footer, buf, regions);
    match world.tab {
        Tab::World => draw_world(app, world, frame.body, buf, regions),
        Tab::Adopters => adopters::draw(app, world, frame.body, buf, regions),
        Tab::Labs => labs_screen::draw(app, world, frame.body, buf, regions),
        Tab::Policy => policy::draw(app, world, frame.body, buf, regions),
        Tab::Compare => compare::draw(app, world, frame.body, buf, regions),
        Tab::Evidence => evidence::draw(app, world, frame.body, buf, regions),
    }
}

fn draw_world(app: &App, world: &World, body: Rect, buf: &mut Buffer, regions: &mut Regions) {
    match layout::world(body) {
        layout::World::Wide { chart: place, levers, worlds, labs, news } => {
            chart::draw(app, world, place, buf, regions);
            for (panel, area) in
                [(Panel::Levers, levers), (Panel::Worlds, worlds), (Panel::Labs, labs), (Panel::News, news)]
            {
                let inner = titled(app, world, panel, area, buf, regions);
                draw_panel(app, world, panel, inner, buf, regions);
            }
        }
        layout::World::Compact { chart: place, tabs, panel } => {
            chart::draw(app, world, place, buf, regions);
            draw_tabs(app, world, tabs, buf, regions);
            draw_panel(app, world, world.panel, panel, buf, regions);
        }
    }
}

fn draw_panel(app: &App, world: &World, panel: Panel, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    match panel {
        Panel::Levers => levers::draw(app, world, area, buf, regions),
        Panel::Worlds => worlds::draw(app, world, area, buf),
        Panel::Labs => labs::draw(app, world, area, buf, regions),
        Panel::News => news::draw(app, world, area, buf, regions),
    }
}

const fn subtitle(panel: Panel, at_end: bool, looks_elsewhere: bool) -> &'static str {
    match panel {
        Panel::Levers if looks_elsewhere => "as they stand now",
        Panel::Worlds if looks_elsewhere && !at_end => "odds as seen from now",
        Panel::Labs | Panel::News if looks_elsewhere => "in the month looked at",
        Panel::Levers if at_end => "as they stood at the end",
        Panel::Worlds if at_end => "the end",
        Panel::Levers => "move one, watch the futures",
        Panel::Worlds => "odds at the end",
        Panel::Labs => "lag, share · open*: with limits",
        Panel::News => "what and why",
    }
}

/// Of what the odds are: while there are few futures, of how many.
fn odds(world: &World) -> String {
    let told = subtitle(Panel::Worlds, world.at_end(), world.cursor.is_some());
    let runs = world.snapshot.as_ref().and_then(|snapshot| snapshot.futures.as_ref()).map(|f| f.runs.len());
    match runs.filter(|runs| !world.at_end() && worlds::is_few(*runs)) {
        Some(runs) if world.cursor.is_some() => {
            format!("as of now, of {runs}")
        }
        Some(runs) => format!("of {}", text::count(runs, "future")),
        None if !world.goal.is_empty() && !world.at_end() => "goal and odds".to_owned(),
        None => told.to_owned(),
    }
}

/// What a panel's rule says beside its title.
fn beside_title(app: &App, world: &World, panel: Panel) -> String {
    let key = app.keys.of("filter").unwrap_or_default();
    match panel {
        Panel::News if world.filter == Filter::All => {
            format!("{} · {key} filters", subtitle(panel, false, world.cursor.is_some()))
        }
        Panel::News => format!("only {} · {key} shows others", world.filter.title()),
        Panel::Worlds => odds(world),
        _ => subtitle(panel, world.at_end(), world.cursor.is_some()).to_owned(),
    }
}

/// A panel's rule; returns the room below it.
fn titled(
    app: &App,
    world: &World,
    panel: Panel,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) -> Rect {
    let theme = &app.look.theme;
    let focused = world.panel == panel;
    regions.click(area, Action::Focus(panel));
    regions.wheel(area, Action::Scroll(panel, -1), Action::Scroll(panel, 1));
    Rule {
        title: panel.title(),
        subtitle: &beside_title(app, world, panel),
        title_style: if focused { theme.focus() } else { theme.strong() },
        subtitle_style: theme.dim(),
        line_style: theme.faint(),
        ascii: app.look.ascii(),
    }
    .draw(area, buf);
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}

/// The names of the panels in one rule, the one in focus lit.
fn draw_tabs(app: &App, world: &World, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let name = |panel| match panel {
        Panel::News if world.filter != Filter::All => format!("News: {}", world.filter.title()),
        Panel::Worlds if !world.goal.is_empty() => "Goal, which world?".to_owned(),
        _ => panel.title().to_owned(),
    };
    let names = Panel::ALL.map(|panel| (name(panel), world.panel == panel));
    for (panel, place) in Panel::ALL.into_iter().zip(tabs(app, &names, area, buf)) {
        regions.click(place, Action::Focus(panel));
    }
}
