//! Which world? The share of the futures that end in each class of world.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::measure::EndWorld;
use crate::tui::app::{App, World};
use crate::tui::theme::Hue;
use crate::tui::widgets::{bars, text};

/// Draws the odds, the likeliest first, with their difference to the unmoved world.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let Some(snapshot) = &world.snapshot else { return };
    let Some(futures) = &snapshot.futures else {
        text::put(buf, area.x, area.y, "Futures are being run ...", area.width, theme.dim());
        return;
    };
    let odds = futures.odds();
    let before = snapshot.unmoved.as_ref().and(snapshot.unmoved_futures.as_ref()).map(|f| f.odds());
    let mut worlds: Vec<EndWorld> = EndWorld::ALL
        .into_iter()
        .filter(|w| odds[w.index()] > 0.0 || before.is_some_and(|b| b[w.index()] > 0.0))
        .collect();
    worlds.sort_by(|a, b| odds[b.index()].total_cmp(&odds[a.index()]).then(a.cmp(b)));
    let room = area.width.saturating_sub(16 + 5 + 4).min(24);
    caption(app, futures.runs.len(), before.is_some(), worlds.len() as u16, area, buf);
    for (y, end) in (area.y..area.bottom()).zip(worlds) {
        let share = odds[end.index()];
        text::put(buf, area.x, y, end.title(), 15, theme.text());
        let bar = bars::bar(share, usize::from(room), app.look.ascii());
        text::put(buf, area.x + 16, y, &bar, room, theme.hue(hue(end)));
        let right = area.x + 16 + room + 5;
        text::put_right(buf, right, y, &format!("{:.0}%", share * 100.0), theme.strong());
        let change = before.map(|b| ((share - b[end.index()]) * 100.0).round() as i32).filter(|c| *c != 0);
        if let Some(change) = change {
            let sign = if change > 0 {
                "+"
            } else if app.look.ascii() {
                "-"
            } else {
                "−"
            };
            text::put_right(buf, right + 4, y, &format!("{sign}{}", change.abs()), theme.dim());
        }
    }
}

/// What the numbers are, below them where there is room.
fn caption(app: &App, futures: usize, moved: bool, rows: u16, area: Rect, buf: &mut Buffer) {
    let against = if moved { "; + and − against the world without your moves" } else { "" };
    let lines = text::wrap(&format!("Share of {futures} futures that end so{against}."), area.width.min(48));
    if rows + 1 + lines.len() as u16 > area.height {
        return;
    }
    for (y, line) in (area.y + rows + 1..area.bottom()).zip(lines) {
        text::put(buf, area.x, y, &line, area.width, app.look.theme.dim());
    }
}

fn hue(world: EndWorld) -> Hue {
    match world {
        EndWorld::Sovereign => Hue::Green,
        EndWorld::ChineseOpen => Hue::Vermilion,
        EndWorld::AmericanOpen => Hue::Blue,
        EndWorld::ChineseSphere => Hue::Orange,
        EndWorld::AmericanClosed | EndWorld::AmericanMixed => Hue::Sky,

        EndWorld::Contested => Hue::Grey,
    }
}
