//! Who leads in what: a change that has held for some months is an event.

use super::bloc::{Access, BLOCS, Bloc};
use super::event::{Because, Event, EventKind, Race};
use super::world::World;

/// Months that a new leader must hold before it counts as having overtaken.
const OVERTAKE_HOLDS: u32 = 3;
/// Months that a new class of the world must hold.
const CLASS_HOLDS: u32 = 6;

/// Takes note of the month's leaders; returns overtakings and changes of class that have now held long enough.
pub fn changes(world: &mut World, cast: [Bloc; BLOCS]) -> Vec<Event> {
    let mut events = Vec::new();
    let month = world.month;
    let mut log = |kind, because| events.push(Event { month, kind, because });
    let best = |world: &World, bloc| world.best_where(|lab, _| lab.bloc == bloc).unwrap_or(f64::NEG_INFINITY);
    let (leader, _) = world.challenger_gap(cast);
    if let Some(old) = world.standings.frontier.note(leader, OVERTAKE_HOLDS) {
        let because = Because::Outcome(best(world, leader), best(world, old));
        log(EventKind::Overtake { race: Race::Frontier(leader, old) }, because);
    }
    let access = Access::ALL.map(|a| world.best_where(|_, access| access == a).unwrap_or(f64::NEG_INFINITY));
    let kind = if access[1] > access[0] { Access::Open } else { Access::Closed };
    if world.standings.access.note(kind, OVERTAKE_HOLDS).is_some() {
        let because = Because::Outcome(access[kind.index()], access[1 - kind.index()]);
        log(EventKind::Overtake { race: Race::AccessFrontier(kind) }, because);
    }
    let developers = world.open_developer_shares();
    let shares = cast.map(|bloc| (bloc, developers[bloc.index()]));
    let top = shares.into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
    if let Some((now, share)) = top.filter(|(_, share)| *share > 0.0)
        && let Some(old) = world.standings.developers.note(now, OVERTAKE_HOLDS)
    {
        let because = Because::Outcome(share, developers[old.index()]);
        log(EventKind::Overtake { race: Race::OpenDevelopers(now, old) }, because);
    }
    let shape = world.counts().shape(cast);
    let class = shape.class();
    if let Some(from) = world.standings.class.note(class, CLASS_HOLDS) {
        log(EventKind::World { from, to: class }, Because::Shape(shape));
    }
    events
}
