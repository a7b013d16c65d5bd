//! Which world? The share of the futures that end in each class of world.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::model::measure::EndWorld;
use crate::playthrough::Snapshot;
use crate::report::wording;
use crate::tui::app::{App, World};
use crate::tui::panels::goal;
use crate::tui::theme::Hue;
use crate::tui::widgets::{bars, text};

/// Draws the odds, the likeliest first, with their difference to the unmoved world.
pub fn draw(app: &App, world: &World, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let area = goal::draw(app, world, area, buf);
    let Some(snapshot) = &world.snapshot else { return };
    if let Some(outcome) = snapshot.outcome() {
        draw_end(app, snapshot, outcome, area, buf);
        return;
    }
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
    let room = area.width.saturating_sub(16 + 8 + 4).min(24);
    let against = if before.is_some() && !is_few(futures.runs.len()) {
        "; + and − against the world without your moves"
    } else {
        ""
    };
    let runs = futures.runs.len();
    let caption = match is_few(runs) {
        true => format!("About how many of the {} run so far end so{against}.", text::count(runs, "future")),
        false => format!("Share of {runs} futures that end so{against}."),
    };
    below(app, &worlds, &caption, area, buf);
    for (y, end) in (area.y..area.bottom()).zip(worlds) {
        let share = odds[end.index()];
        text::put(buf, area.x, y, end.title(), 15, theme.text());
        let bar = bars::bar(share, usize::from(room), app.look.ascii());
        text::put(buf, area.x + 16, y, &bar, room, theme.hue(hue(end)));
        let right = area.x + 16 + room + 8;
        text::put_right(buf, right, y, &odds_of(share, runs), theme.strong());
        let change = before
            .filter(|_| !is_few(runs))
            .map(|b| ((share - b[end.index()]) * 100.0).round() as i32)
            .filter(|c| *c != 0);
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

/// Fewer futures than these bear no percentages.
const ENOUGH: usize = 30;

/// Whether there are too few futures for more than a coarse number.
pub fn is_few(runs: usize) -> bool {
    runs < ENOUGH
}

/// A share of so many futures: in percent, or in tenths as long as there are few of them.
pub fn odds_of(share: f64, runs: usize) -> String {
    if is_few(runs) { format!("~{:.0} in 10", share * 10.0) } else { format!("{:.0}%", share * 100.0) }
}

/// What the worlds mean, the likeliest first, and what the numbers are: as much as there is room for.
fn below(app: &App, worlds: &[EndWorld], caption: &str, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let width = area.width.min(72);
    let free = usize::from(area.height).saturating_sub(worlds.len() + 1);
    let caption = text::wrap(caption, width);
    let mut rows: Vec<(String, Style)> = Vec::new();
    for (i, end) in worlds.iter().enumerate() {
        let meaning = text::wrap(&format!("{}: {}.", end.title(), wording::world(*end)), width);
        // Only the likeliest world's meaning goes before the caption.
        let kept = if i == 0 { 0 } else { caption.len() + 1 };
        if rows.len() + meaning.len() + kept <= free {
            rows.extend(meaning.into_iter().map(|line| (line, theme.text())));
        }
    }
    let gap = usize::from(!rows.is_empty());
    if rows.len() + gap + caption.len() <= free {
        rows.extend((0..gap).map(|_| (String::new(), theme.dim())));
        rows.extend(caption.into_iter().map(|line| (line, theme.dim())));
    }
    for (y, (line, style)) in (area.y + worlds.len() as u16 + 1..area.bottom()).zip(rows) {
        text::put(buf, area.x, y, &line, area.width, style);
    }
}

/// Which world it became, and what can be done now.
fn draw_end(app: &App, snapshot: &Snapshot, outcome: EndWorld, area: Rect, buf: &mut Buffer) {
    let theme = &app.look.theme;
    let width = area.width.min(72);
    let x = text::put(buf, area.x, area.y, "This world: ", area.width, theme.text());
    let title = theme.hue(hue(outcome)).add_modifier(Modifier::BOLD);
    text::put(buf, x, area.y, outcome.title(), area.right().saturating_sub(x), title);
    let unmoved = snapshot.unmoved_outcome().map(|world| match world {
        world if world == outcome => "Without your moves: the same.".to_owned(),
        world => format!("Without your moves: {}.", world.title()),
    });
    let next = if snapshot.can_undo {
        "{undo} takes months and moves back, {back} leads to the scenarios, {quit} quits."
    } else {
        "{back} leads to the scenarios, {quit} quits."
    };
    let next = app.keys.fill(next);
    let meaning = (Some(sentence(wording::world(outcome))), theme.text());
    let mut y = area.y + 1;
    for (part, style) in [meaning, (unmoved, theme.text()), (Some(next), theme.dim())] {
        for line in part.iter().flat_map(|part| text::wrap(part, width)) {
            if y < area.bottom() {
                text::put(buf, area.x, y, &line, area.width, style);
            }
            y += 1;
        }
        // Paragraphs stand apart where there is room.
        y += u16::from(part.is_some() && area.height >= 8);
    }
}

/// A clause as a sentence of its own.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['.']).collect()
}

/// The hue of a class of world.
pub fn hue(world: EndWorld) -> Hue {
    match world {
        EndWorld::Sovereign => Hue::Green,
        EndWorld::ChineseOpen => Hue::Vermilion,
        EndWorld::AmericanOpen => Hue::Blue,
        EndWorld::ChineseSphere => Hue::Orange,
        EndWorld::AmericanClosed | EndWorld::AmericanMixed => Hue::Sky,

        EndWorld::Contested => Hue::Grey,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_futures_bear_no_percentages() {
        assert_eq!(odds_of(0.73, 8), "~7 in 10");
        assert_eq!(odds_of(0.73, 100), "73%");
    }
}
