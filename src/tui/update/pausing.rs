//! Time that runs stops at important news: a headline, a goal reached or lost.

use crate::model::event::Event;
use crate::playthrough::Snapshot;
use crate::tui::app::{App, World};
use crate::tui::wording;

/// Takes a new state in; where time was running, why it is to stop, as a notice.
pub fn held_by(world: &mut World, take: impl FnOnce(&mut World)) -> Option<String> {
    let now = world.snapshot.as_ref().map(|snapshot| snapshot.now);
    let (was_playing, reached) = (world.playing, reached(world));
    take(world);
    let snapshot = world.snapshot.as_ref().filter(|_| was_playing)?;
    let since = now.filter(|since| *since < snapshot.now)?;
    let new = |event: &&Event| event.month >= since && wording::is_important(event, &snapshot.played);
    let news = snapshot.played.events.iter().find(new).map(|event| told(event, snapshot));
    let goal = match (reached, self::reached(world)) {
        (Some(false), Some(true)) => Some("your goal would be reached if the end were now".to_owned()),
        (Some(true), Some(false)) => {
            Some("your goal would no longer be reached if the end were now".to_owned())
        }
        _ => None,
    };
    goal.or(news).map(|why| format!("Time waits: {why}."))
}

/// Whether all targets of the role hold; none where nothing is wanted.
fn reached(world: &World) -> Option<bool> {
    (!world.goal.is_empty()).then(|| world.goal.iter().all(|target| target.holds))
}

fn told(event: &Event, snapshot: &Snapshot) -> String {
    wording::headline(event, &snapshot.facts, &snapshot.played)
}

/// Has time stop at important news, or not, and says so.
pub fn switch(app: &mut App) {
    app.pauses_at_news = !app.pauses_at_news;
    let now = match app.pauses_at_news {
        true => {
            "Time stops at important news: a change of the lead or of the kind of world, a ban, a fall of markets, your goal."
        }
        false => "Time runs past important news; only what asks for an answer stops it.",
    };
    app.notice = Some(now.to_owned());
}
