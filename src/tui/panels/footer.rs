//! The last row: the keys of the place in focus, from the list of actions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::action::look::LookAct;
use crate::tui::action::time::TimeAct;
use crate::tui::action::{Action, Panel, Spec, Tab};
use crate::tui::app::{App, Overlay};
use crate::tui::overlays::help::{key, plain};
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the keys of what can be done; help and quit keep their place at the right, the others as far as there
/// is room for them whole.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    buf.set_style(area, app.look.theme.bar());
    // While words are typed, letters are no keys.
    let silent = |spec: &Spec| app.is_typing() && app.keys.keys(spec).iter().all(|key| key.is_letter());
    let able = |spec: &Spec| app.hindrance(spec.action).is_none();
    let here = |spec: &&Spec| able(spec) && !short(app, spec).is_empty() && !silent(spec);
    let kept = |spec: &Spec| matches!(spec.action, Action::Help | Action::Quit);
    let mut specs: Vec<&Spec> = app.keys.actions_in(&app.places()).into_iter().filter(here).collect();
    specs.sort_by_key(|spec| rank(spec.action));
    specs.dedup_by(|a, b| app.keys.shown(a) == app.keys.shown(b));
    let (last, first): (Vec<&Spec>, Vec<&Spec>) = specs.into_iter().partition(|spec| kept(spec));
    let needed: u16 = last.iter().map(|spec| width(app, spec) + 2).sum::<u16>().saturating_sub(1);
    let right = area.right().saturating_sub(needed);
    let mut x = area.x + 1;
    if let Some(notice) = &app.notice {
        let style = app.look.theme.bar().add_modifier(ratatui::style::Modifier::BOLD);
        let fits = x + text::width(notice) < right;
        let room = if fits { right } else { area.right() }.saturating_sub(x + 1);
        x = text::put(buf, x, area.y, notice, room, style) + 2;
        if !fits {
            return;
        }
    }
    for spec in first.into_iter().filter(|_| app.notice.is_none()) {
        if x + width(app, spec) + 1 > right {
            break;
        }
        x = draw_one(app, spec, x, area.y, buf, regions) + 2;
    }
    let mut x = x.max(if last.is_empty() { x } else { right });
    for spec in last {
        x = draw_one(app, spec, x, area.y, buf, regions) + 2;
    }
}

/// What is most urgent stands first.
fn rank(action: Action) -> u8 {
    match action {
        Action::Apply | Action::Predict | Action::End | Action::AskAgain => 0,
        Action::Time(TimeAct::GoThere) => 0,
        Action::Look(LookAct::TourOn | LookAct::TourOff | LookAct::Search) => 0,
        Action::PlayPause | Action::Step | Action::Why => 1,
        _ => 2,
    }
}

fn width(app: &App, spec: &Spec) -> u16 {
    text::width(&plain(app, &app.keys.shown(spec))) + 1 + text::width(short(app, spec))
}

fn short<'a>(app: &App, spec: &'a Spec) -> &'a str {
    let Some(world) = app.world() else { return spec.short };
    match spec.action {
        Action::PlayPause if world.playing => "hold",
        Action::Apply if !world.is_trying() && !matches!(app.overlay, Some(Overlay::Draft(_))) => "",
        Action::Predict if !world.is_trying() => "",
        Action::End if !world.at_end() => "",
        Action::Replay if world.replay.is_none() && !world.has_before() => "",
        // What waits for an answer is offered until it has one.
        Action::AskAgain if !world.is_asked() => "",
        Action::Redo if !world.snapshot.as_ref().is_some_and(|s| s.can_redo) => "",
        _ if world.tab != Tab::World || app.overlay.is_some() => spec.short,
        // In another panel the lever keys lead back to the levers.
        Action::Less | Action::More if world.panel != Panel::Levers => "levers",
        Action::NextSetting if world.panel != Panel::Levers => "",
        Action::Filter if world.panel != Panel::News => "",
        _ => spec.short,
    }
}

fn draw_one(app: &App, spec: &Spec, x: u16, y: u16, buf: &mut Buffer, regions: &mut Regions) -> u16 {
    let theme = &app.look.theme;
    let mid = text::put(buf, x, y, &plain(app, &app.keys.shown(spec)), 20, theme.key()) + 1;
    let end = text::put(buf, mid, y, short(app, spec), 20, theme.bar_dim());
    regions.click(Rect::new(x, y, end.saturating_sub(x), 1), spec.action);
    end
}

/// A single key with what it does, somewhere on a sheet: `y leave`; the key is the one that is set.
pub fn hint(
    app: &App,
    x: u16,
    y: u16,
    what: &str,
    action: Action,
    buf: &mut Buffer,
    regions: &mut Regions,
) -> u16 {
    let theme = &app.look.theme;
    let mid = text::put(buf, x, y, &key(app, action), 12, theme.key()) + 1;
    let end = text::put(buf, mid, y, what, 60, theme.bar());
    regions.click(Rect::new(x, y, end - x, 1), action);
    end
}
