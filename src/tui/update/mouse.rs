//! From the mouse to actions: clicks, sliders, the axis of time, the wheel.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{Effect, update};
use crate::model::calendar::Month;
use crate::tui::action::Action;
use crate::tui::action::time::TimeAct;
use crate::tui::app::App;
use crate::tui::widgets::slider;

/// What the mouse asks for: a look-up in what the last frame put where.
pub fn on_mouse(app: &mut App, mouse: MouseEvent) -> Vec<Effect> {
    let (x, y) = (mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let Some(region) = app.regions.at(x, y) else { return Vec::new() };
            if let Some(lever) = region.slider {
                app.drag = Some((lever, region.area));
                return update(app, Action::SlideLever(lever, slider::ratio_at(region.area, x)));
            }
            if let Some((first, last)) = region.time {
                app.scrub = Some((region.area, first, last));
                return update(app, month_under(region.area, first, last, x));
            }
            region.click.map(|action| update(app, action)).unwrap_or_default()
        }
        MouseEventKind::Drag(MouseButton::Left) => match (app.drag, app.scrub) {
            (Some((lever, area)), _) => update(app, Action::SlideLever(lever, slider::ratio_at(area, x))),
            (None, Some((area, first, last))) => update(app, month_under(area, first, last, x)),
            (None, None) => Vec::new(),
        },
        MouseEventKind::Up(_) => {
            (app.drag, app.scrub) = (None, None);
            Vec::new()
        }
        MouseEventKind::ScrollUp => wheel(app, x, y, true),
        MouseEventKind::ScrollDown => wheel(app, x, y, false),
        _ => Vec::new(),
    }
}

/// Looking at the month of a column of the chart.
fn month_under(area: Rect, first: Month, last: Month, x: u16) -> Action {
    let months = f64::from(last - first) * slider::ratio_at(area, x);
    Action::Time(TimeAct::At(first + months.round() as u16))
}

fn wheel(app: &mut App, x: u16, y: u16, up: bool) -> Vec<Effect> {
    let Some((away, towards)) = app.regions.wheel_at(x, y) else { return Vec::new() };
    update(app, if up { away } else { towards })
}
