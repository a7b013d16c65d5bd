//! Going back from the end: to a turning point, or to any month that was played.

use crate::model::calendar::Month;
use crate::playthrough::Command;
use crate::tui::app::{App, World};
use crate::tui::overlays::end::{self, Act};
use crate::tui::update::Effect;

/// Carries an action of the sheet out.
pub fn update(app: &mut App, act: Act) -> Vec<Effect> {
    let Some(world) = app.world_mut() else { return Vec::new() };
    match act {
        Act::By(months) => {
            world.back_to = by(world, months);
            Vec::new()
        }
        Act::Go => end::month_of_return(world).map(|month| go(app, month)).unwrap_or_default(),
        Act::Turning(at) => match world.snapshot.as_deref().and_then(|snapshot| end::turning(snapshot, at)) {
            Some(month) => go(app, month),
            None => {
                app.notice = Some("Not now: there is no such turning point.".to_owned());
                Vec::new()
            }
        },
    }
}

/// The month so many months from the one that is chosen, within what was played.
fn by(world: &World, months: i32) -> Option<Month> {
    let snapshot = world.snapshot.as_ref()?;
    let (first, last) = (snapshot.facts.play_from, snapshot.facts.setup.end);
    let month = i32::from(end::month_of_return(world)?.0) + months;
    Some(Month(u16::try_from(month.max(0)).unwrap_or(u16::MAX)).clamp(first, last))
}

fn go(app: &mut App, month: Month) -> Vec<Effect> {
    app.overlay = None;
    let redo = app.keys.of("redo").unwrap_or_default();
    let goes_on = format!("{redo} does again what you did; what you do otherwise becomes a line of its own.");
    app.notice = Some(format!("Back in {}. {goes_on}", month.label()));
    let Some(world) = app.world_mut() else { return Vec::new() };
    (world.end_seen, world.back_to, world.cursor, world.draft) = (false, None, None, None);
    vec![Effect::Game(Command::GoTo(month))]
}
