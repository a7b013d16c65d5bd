//! The first row: what is played, which month it is, and what the numbers rest on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

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

fn game(app: &App, world: &World, mut x: u16, area: Rect, buf: &mut Buffer, regions: &mut Regions) {
    let theme = &app.look.theme;
    let Some(snapshot) = &world.snapshot else {
        text::put(buf, x, area.y, "history is being run ...", area.right() - x, theme.bar_dim());
        return;
    };
    let longest = strip(&snapshot.facts, &format!("{0} of {0} futures", snapshot.facts.futures));
    let shortest = longest.last().map_or(0, |line| text::width(line));
    let pieces = fitting(pieces(app, world, snapshot, area.width), area.right() - x, shortest + GAP);
    let mut end = x;
    for piece in &pieces {
        end = text::put(buf, x, area.y, &piece.text, area.right() - x, piece.style);
        if let Some(action) = piece.click {
            regions.click(Rect::new(x, area.y, end - x, 1), action);
        }
        x = end + 2;
    }
    let room = area.right().saturating_sub(end + GAP);
    // The wording is chosen by the longest count, so that it does not change while futures come in.
    let fits = longest.iter().position(|line| text::width(line) <= room);
    if let Some(line) =
        fits.and_then(|i| strip(&snapshot.facts, &futures(world, snapshot)).into_iter().nth(i))
    {
        text::put_right(buf, area.right() - 1, area.y, &line, theme.bar_dim());
    }
}

/// Blanks around what the numbers rest on.
const GAP: u16 = 3;

/// Something told in the row.
struct Piece {
    text: String,
    style: Style,
    click: Option<Action>,
    /// What has the lowest rank is left out first where there is too little room.
    rank: u8,
}

/// The pieces that leave room for what the numbers rest on, which is always said.
fn fitting(mut pieces: Vec<Piece>, room: u16, kept: u16) -> Vec<Piece> {
    let taken = |pieces: &[Piece]| pieces.iter().map(|piece| text::width(&piece.text) + 2).sum::<u16>();
    while pieces.len() > 1 && (taken(&pieces) + kept).saturating_sub(2) > room {
        let least = (0..pieces.len()).min_by_key(|at| pieces[*at].rank).unwrap_or(0);
        pieces.remove(least);
    }
    pieces
}

/// What could be told from left to right. Where there is little room the line of play says more than the scenario.
fn pieces(app: &App, world: &World, snapshot: &Snapshot, width: u16) -> Vec<Piece> {
    let theme = &app.look.theme;
    let piece = |text: String, style, click, rank| Piece { text, style, click, rank };
    let bold = theme.bar().add_modifier(ratatui::style::Modifier::BOLD);
    let mut pieces = vec![piece(text::clip(&snapshot.facts.title, 28), bold, None, 0)];
    if snapshot.lines.all().len() > 1 {
        let room = if width >= 100 { 30 } else { 19 };
        let line = text::clip(&format!("line: {}", snapshot.lines.current().name), room);
        pieces.push(piece(line, theme.bar(), Some(Action::Time(TimeAct::Lines)), 2));
    }
    let month = if snapshot.at_end() { "the end".to_owned() } else { snapshot.now.label() };
    pieces.push(piece(month, theme.key(), None, 5));
    if let Some(cursor) = world.cursor {
        let looked = format!(" looking at {} ", cursor.label());
        pieces.push(piece(looked, theme.badge(), Some(Action::Time(TimeAct::Now)), 4));
    }
    if let Some(role) = &snapshot.facts.role {
        let purse = snapshot.purse.map(|purse| capital(&purse)).unwrap_or_default();
        let title = if width >= 100 {
            format!("{}{purse}", role.title)
        } else {
            purse.trim_start_matches(" · ").to_owned()
        };
        let style = if world.affords_draft() { theme.bar() } else { theme.key() };
        if !title.is_empty() {
            pieces.push(piece(text::clip(&title, 44), style, None, 3));
        }
    }
    let state = time_state(app, world, width >= 100);
    pieces.push(piece(state, theme.bar(), Some(Action::PlayPause), 1));
    pieces
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
fn strip(facts: &Facts, futures: &str) -> [String; 8] {
    let (seed, adopters) = (facts.seed.0, facts.setup.adopters);
    let holds = if facts.posterior.is_some() { "chance and parameters" } else { "chance only" };
    [
        format!("seed {seed} · {adopters} adopters · {futures} · {holds} · {HOLDS}"),
        format!("seed {seed} · {futures} · {holds} · {HOLDS}"),
        format!("{futures} · {holds} · {HOLDS}"),
        format!("{futures} · {holds} · if assumptions hold"),
        format!("{futures} · {HOLDS}"),
        format!("{futures} · under the model's assumptions"),
        format!("{futures} · if assumptions hold"),
        "if assumptions hold".to_owned(),
    ]
}
