//! What actions on time do: the cursor moves, the game is taken to another month.

use crate::playthrough::{Command, MOST_LINES};
use crate::tui::action::time::TimeAct;
use crate::tui::app::{App, Overlay, World};
use crate::tui::update::{Effect, lines};

/// Carries an action on time out.
pub fn update(app: &mut App, act: TimeAct) -> Vec<Effect> {
    let Some(world) = app.world_mut() else { return Vec::new() };
    // Time is held while an earlier or later month is looked at.
    world.playing = false;
    match act {
        TimeAct::By(months) => world.look_by(months),
        TimeAct::First => world.look_at(crate::model::calendar::Month::FIRST),
        TimeAct::Now => world.cursor = None,
        TimeAct::At(month) => world.look_at(month),
        TimeAct::GoThere => return go_there(world),
        TimeAct::Branch => lines::branch(app),
        TimeAct::Lines => lines::list(app),
        TimeAct::Saved => app.overlay = Some(Overlay::Saved),
        // These are of the sheets.
        TimeAct::Pick(_) | TimeAct::Switch | TimeAct::Rename | TimeAct::Remove | TimeAct::Accept => {}
    }
    Vec::new()
}

fn go_there(world: &mut World) -> Vec<Effect> {
    let Some(month) = world.reachable() else { return Vec::new() };
    (world.playing, world.draft, world.cursor) = (false, None, None);
    vec![Effect::Game(Command::GoTo(month))]
}

/// Why an action on time can do nothing now; none where it can.
pub fn hindrance(world: &World, act: TimeAct) -> Option<&'static str> {
    match act {
        TimeAct::Now if world.cursor.is_none() => Some("this is now"),
        TimeAct::GoThere if world.cursor.is_none() => Some("no month is looked at"),
        TimeAct::GoThere if world.reachable().is_none() => {
            let first = world.snapshot.as_ref().map(|snapshot| snapshot.facts.play_from);
            let before = world.cursor.zip(first).is_some_and(|(cursor, first)| cursor < first);
            Some(if before {
                "a month before play can only be looked at"
            } else {
                "that month has not been played yet"
            })
        }
        TimeAct::Branch => {
            let snapshot = world.snapshot.as_ref()?;
            let full = snapshot.lines.all().len() >= MOST_LINES;
            let ahead = world.cursor.is_some_and(|cursor| cursor + 1 > snapshot.now);
            let before = world.cursor.is_some_and(|cursor| cursor + 1 < snapshot.facts.play_from);
            match (full, ahead, before) {
                (true, ..) => Some("there are as many lines as can be kept"),
                (_, true, _) => Some("that month has not been played yet"),
                (.., true) => Some("a month before play can only be looked at"),
                _ => None,
            }
        }
        _ => None,
    }
}
