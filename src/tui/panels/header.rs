//! The first row: what is played, which month it is, and what the numbers rest on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::playthrough::{Facts, Purse, Snapshot};
use crate::tui::action::Action;
use crate::tui::action::time::TimeAct;
use crate::tui::app::{App, SPEEDS, World};
use crate::tui::region::Regions;
use crate::tui::widgets::text;

/// Draws the row; the name of the program alone where no game is shown.
pub fn draw(app: &App, world: Option<&World>, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    buf.set_style(area, theme.bar());
    let name = if area.width >= 90 || world.is_none() { " Weights of Nations " } else { " WoN " };
    let x = text::put(buf, area.x, area.y, name, area.width, theme.badge());
    match world {
        Some(world) => game(app, world, x + 2, area, buf, regions),
        None => {
            let tagline = "whose models, open or closed, does the world run on?";
            text::put(buf, x + 2, area.y, tagline, area.right().saturating_sub(x + 3), theme.bar_dim());
        }
    }
}

fn game(app: &App, world: &World, x: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let Some(snapshot) = &world.snapshot else {
        text::put(buf, x, area.y, "history is being run ...", area.right() - x, theme.bar_dim());
        return;
    };
    let bold = theme.bar().add_modifier(ratatui::style::Modifier::BOLD);
    let facts = &snapshot.facts;
    // Where there is little room the line of play says more than the scenario.
    let tight = area.width < 70 && snapshot.lines.all().len() > 1;
    let mut x = if tight { x } else { text::put(buf, x, area.y, &facts.title, 28, bold) + 2 };
    x = line_in_play(app, snapshot, x, area, buf, regions);
    let month = if snapshot.at_end() { "the end".to_owned() } else { snapshot.now.label() };
    x = text::put(buf, x, area.y, &month, 12, theme.key()) + 2;
    if let Some(cursor) = world.cursor {
        let looked = format!(" looking at {} ", cursor.label());
        let end = text::put(buf, x, area.y, &looked, 24, theme.badge());
        regions.click(Rect::new(x, area.y, end - x, 1), Action::Time(TimeAct::Now));
        x = end + 2;
    }
    if let Some(role) = &facts.role {
        let purse = snapshot.purse.map(|purse| capital(&purse)).unwrap_or_default();
        let title = if area.width >= 100 {
            format!("{}{purse}", role.title)
        } else {
            purse.trim_start_matches(" · ").to_owned()
        };
        let style = if world.affords_draft() { theme.bar() } else { theme.key() };
        x = text::put(buf, x, area.y, &title, 44, style) + 2;
    }
    let state = time_state(app, world, area.width >= 100);
    let end = text::put(buf, x, area.y, &state, 16, theme.bar());
    regions.click(Rect::new(x, area.y, end - x, 1), Action::PlayPause);
    let room = area.right().saturating_sub(end + 4);
    // The wording is chosen by the longest count, so that it does not change while futures come in.
    let longest = strip(&snapshot.facts, &format!("{0} of {0} futures", facts.futures));
    let fits = longest.iter().position(|line| text::width(line) <= room);
    if let Some(line) =
        fits.and_then(|i| strip(&snapshot.facts, &futures(world, snapshot)).into_iter().nth(i))
    {
        text::put_right(buf, area.right() - 1, area.y, &line, theme.bar_dim());
    }
}

/// Which line of play this is, where there is more than one.
fn line_in_play(
    app: &App,
    snapshot: &Snapshot,
    x: u16,
    area: Rect,
    buf: &mut Buffer,
    regions: &mut Regions,
) -> u16 {
    if snapshot.lines.all().len() < 2 {
        return x;
    }
    let room = if area.width >= 100 { 30 } else { 19 };
    let line = format!("line: {}", snapshot.lines.current().name);
    let end = text::put(buf, x, area.y, &line, room, app.look.theme.bar());
    regions.click(Rect::new(x, area.y, end - x, 1), Action::Time(TimeAct::Lines));
    end + 2
}

/// What is left to spend, and what the moves being tried would cost.
fn capital(purse: &Purse) -> String {
    let left = format!(" · capital {:.0}", purse.left);
    match purse.draft {
        nothing if nothing.abs() < 1e-6 => left,
        back if back < 0.0 => format!("{left} + {:.0}", -back),
        cost if purse.affords_draft() => format!("{left} - {cost:.0}"),
        cost => format!("{left}, needs {cost:.0}"),
    }
}

fn time_state(app: &App, world: &World, long: bool) -> String {
    let speed = SPEEDS[world.speed];
    match (world.playing, app.look.ascii()) {
        (true, false) => format!("▶ {speed}×"),
        (false, false) if long => "‖ paused".to_owned(),
        (false, false) => format!("‖ {speed}×"),
        (true, true) => format!("> {speed}x"),
        (false, true) => "|| paused".to_owned(),
    }
}

/// How many futures the numbers are read from.
fn futures(world: &World, snapshot: &Snapshot) -> String {
    let wanted = snapshot.facts.futures;
    let have = snapshot.futures.as_ref().filter(|_| snapshot.fresh).map_or(0, |futures| futures.runs.len());
    match have {
        _ if world.at_end() => "played to the end".to_owned(),
        n if n < wanted => format!("{n} of {wanted} futures"),
        n => format!("{n} futures"),
    }
}

/// Under what the numbers hold.
const HOLDS: &str = "holds only under the model's assumptions";

/// What the numbers rest on, from the fullest wording to the shortest.
fn strip(facts: &Facts, futures: &str) -> [String; 7] {
    let (seed, adopters) = (facts.seed.0, facts.setup.adopters);
    [
        format!("seed {seed} · {adopters} adopters · {futures} · chance only · {HOLDS}"),
        format!("seed {seed} · {futures} · chance only · {HOLDS}"),
        format!("{futures} · chance only · {HOLDS}"),
        format!("{futures} · {HOLDS}"),
        format!("{futures} · under the model's assumptions"),
        format!("{futures} · if assumptions hold"),
        "if assumptions hold".to_owned(),
    ]
}
