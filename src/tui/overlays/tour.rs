//! The callout of the tour: a small sheet beside the real thing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::tui::action::look::LookAct;
use crate::tui::action::{Action, Panel, Tab};
use crate::tui::app::{App, World};
use crate::tui::layout::{self, Frame};
use crate::tui::panels::footer;
use crate::tui::region::Regions;
use crate::tui::tour::{self, STEPS, Target, Tour};
use crate::tui::widgets::cover::cover;
use crate::tui::widgets::text;

/// Draws the callout upon a screen of a game.
pub fn draw(app: &App, tour: Tour, world: &World, frame: Frame, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let step = tour.now();
    let width = 50.min(frame.body.width);
    let lines = text::wrap(&tour::text(app, step), width.saturating_sub(4));
    let height = (lines.len() as u16 + 3).min(frame.body.height);
    let target = target(step.target, world, frame);
    let area = beside(target, frame.body, width, height);
    cover(area, theme.bar(), buf);
    regions.shield(area);
    let (x, right) = (area.x + 2, area.right().saturating_sub(2));
    let title = format!("{} of {}  {}", tour.step + 1, STEPS.len(), step.title);
    text::put(buf, x, area.y, &title, right - x, theme.key());
    pointer(app, target, area, buf);
    for (y, line) in (area.y + 1..area.bottom().saturating_sub(2)).zip(&lines) {
        text::put(buf, x, y, line, right - x, theme.bar().add_modifier(Modifier::empty()));
    }
    let y = area.bottom().saturating_sub(1);
    let on = if world.is_trying() { "applies" } else { "goes on" };
    let end = footer::hint(app, x, y, on, Action::Look(LookAct::TourOn), buf, regions);
    footer::hint(app, end + 3, y, "leaves the tour", Action::Look(LookAct::TourOff), buf, regions);
}

/// The place of the real thing on the screen as it is shown.
fn target(target: Target, world: &World, frame: Frame) -> Rect {
    if world.tab != Tab::World || target == Target::Header {
        return frame.header;
    }
    match (layout::world(frame.body), target) {
        (layout::World::Wide { chart, .. } | layout::World::Compact { chart, .. }, Target::Chart) => chart,
        (layout::World::Wide { levers, .. }, Target::Levers) => levers,
        (layout::World::Wide { news, .. }, _) => news,
        (layout::World::Compact { panel, .. }, Target::Levers) if world.panel == Panel::Levers => panel,
        (layout::World::Compact { panel, .. }, Target::News) if world.panel == Panel::News => panel,
        (layout::World::Compact { tabs, .. }, _) => tabs,
    }
}

/// A place of this size beside the target, upon as little of it as can be.
fn beside(target: Rect, body: Rect, width: u16, height: u16) -> Rect {
    let at = |x: u16, y: u16| {
        let x = x.clamp(body.x, body.right().saturating_sub(width).max(body.x));
        let y = y.clamp(body.y, body.bottom().saturating_sub(height).max(body.y));
        Rect::new(x, y, width.min(body.width), height.min(body.height))
    };
    let middle = target.y + target.height.saturating_sub(height) / 2;
    let left = at(target.x.saturating_sub(width + 1), middle);
    let right = at(target.right() + 1, middle);
    let below = at(target.x + 2, target.bottom());
    let above = at(target.x + 2, target.y.saturating_sub(height));
    let covered = |place: &Rect| place.intersection(target).area();
    [left, below, above, right].into_iter().min_by_key(covered).unwrap_or(below)
}

/// An arrow on the callout's edge towards the target.
fn pointer(app: &App, target: Rect, area: Rect, buf: &mut Buffer) {
    let style = app.look.theme.key();
    let ascii = app.look.ascii();
    let (x, y, signs) = if target.x >= area.right() {
        (area.right() - 1, area.y, (">", "▶"))
    } else if target.right() <= area.x {
        (area.x, area.y, ("<", "◀"))
    } else if target.bottom() <= area.y {
        (area.x, area.y, ("^", "▲"))
    } else if target.y >= area.bottom() {
        (area.x, area.bottom() - 1, ("v", "▼"))
    } else {
        return;
    };
    text::put(buf, x, y, if ascii { signs.0 } else { signs.1 }, 1, style);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callout_stands_inside_and_beside() {
        let body = Rect::new(0, 1, 120, 34);
        for target in [Rect::new(80, 1, 39, 20), Rect::new(1, 1, 78, 20), Rect::new(0, 0, 120, 1)] {
            let place = beside(target, body, 50, 8);
            assert_eq!(place.intersection(body), place, "{target}");
            assert!(!place.intersects(target), "{target} {place}");
        }
        // Where there is no room beside it, as little as can be is covered.
        let place = beside(body, body, 50, 8);
        assert_eq!(place.intersection(body), place);
    }
}
