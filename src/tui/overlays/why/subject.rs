//! What can be asked about, and what is meant by what is selected.

use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::calendar::Month;
use crate::model::event::{Because, Event, EventKind, Race};
use crate::model::lever::{LEVERS, Lever};
use crate::model::measure::EndWorld;
use crate::playthrough::{Cause, Entry, Group, Grouping, Journal, Scope, Snapshot};
use crate::tui::action::Panel;
use crate::tui::app::World;
use crate::tui::panels::{labs, news};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject {
    /// A release: position of its decision in the history.
    Release(usize),
    /// A group's share of use.
    Share {
        /// Among whom.
        scope: Scope,
        /// Whose models.
        group: Group,
        /// At the end of which month.
        month: Month,
    },
    /// A move of the player, a step of the scenario, a scheduled event, governments' answers.
    Cause(Cause),
    /// A lever that nobody has moved.
    Lever(Lever),
    /// A piece of news: position in the history's events.
    Event(usize),
}

/// The last month that has been played.
fn last_month(snapshot: &Snapshot) -> Month {
    Month(snapshot.now.0.saturating_sub(1)).max(snapshot.facts.setup.start)
}

/// What `w` asks about on the World screen.
pub fn of_selected(world: &World) -> Option<Subject> {
    let snapshot = world.snapshot.as_ref()?;
    match world.panel {
        Panel::Levers => Some(of_lever(snapshot, world.lever)),
        Panel::Worlds => of_line(world, 0),
        Panel::Labs => labs::selected(world).and_then(|lab| of_lab(snapshot, lab)),
        Panel::News => news::selected(world).map(Subject::Event),
    }
}

/// A line of the chart, the largest first, at the end of what has been played.
pub fn of_line(world: &World, line: usize) -> Option<Subject> {
    let (snapshot, line) = (world.snapshot.as_ref()?, world.lines.get(line)?);
    Some(Subject::Share { scope: world.scope, group: line.group, month: last_month(snapshot) })
}

/// The largest group of a scope, at the end of what has been played.
pub fn of_largest(snapshot: &Snapshot, scope: Scope, grouping: Grouping) -> Option<Subject> {
    let shares = snapshot.shares(scope, grouping).pop()?;
    let shares = shares.into_iter().zip(grouping.groups(&snapshot.facts.setup.labs));
    let used = shares.filter(|(share, _)| share.is_finite());
    let (_, group) = used.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    Some(Subject::Share { scope, group, month: last_month(snapshot) })
}

/// A lab's latest release.
pub fn of_lab(snapshot: &Snapshot, lab: usize) -> Option<Subject> {
    snapshot.played.decisions.iter().rposition(|decision| decision.lab == lab).map(Subject::Release)
}

/// The last move of a lever, by the player or by the scenario; the lever itself where there is none.
pub fn of_lever(snapshot: &Snapshot, lever: Lever) -> Subject {
    let start = snapshot.facts.setup.start;
    let months = (start.0 + 1..=snapshot.now.0).rev().map(Month);
    months
        .filter_map(|month| move_in(snapshot, lever, month))
        .next()
        .map_or(Subject::Lever(lever), Subject::Cause)
}

/// Who moved a lever in a month.
fn move_in(snapshot: &Snapshot, lever: Lever, month: Month) -> Option<Cause> {
    if let Some(entry) = entry_from(snapshot, lever, |from| from == month) {
        return Some(Cause::Moves(entry));
    }
    let given = snapshot.facts.setup.levers.path(lever);
    let holds = snapshot.applied.path(lever).value(month) == given.value(month);
    given.move_at(month).filter(|_| holds).map(|_| Cause::Step(lever, month))
}

/// The last entry of the journal with a move of the lever that begins in such a month.
fn entry_from(snapshot: &Snapshot, lever: Lever, begins: impl Fn(Month) -> bool) -> Option<usize> {
    let moves_it = |entry: &Entry| match entry {
        Entry::Moves(moves) => moves.iter().any(|step| step.lever == lever && begins(step.from)),
        _ => false,
    };
    snapshot.journal.done().iter().rposition(moves_it)
}

/// The last answer to a dilemma that has put a lever where it is in a month.
fn answered(snapshot: &Snapshot, lever: Lever, month: Month) -> Option<Cause> {
    let done = snapshot.journal.done();
    let value = |entries: usize| {
        Journal::of(done[..entries].to_vec()).plan(&snapshot.facts).levers.path(lever).value(month)
    };
    let moved_it = |at: &usize| matches!(done[*at], Entry::Choice { .. }) && value(*at) != value(*at + 1);
    (0..done.len()).rev().find(moved_it).map(Cause::Moves)
}

/// What a piece of news is about.
pub fn of_event(snapshot: &Snapshot, at: usize) -> Subject {
    let Some(event) = snapshot.played.events.get(at) else { return Subject::Event(at) };
    match (&event.kind, &event.because) {
        (_, Because::Decision(decision)) => Subject::Release(*decision),
        (_, Because::Scheduled(place)) => Subject::Cause(Cause::Event(*place)),
        (EventKind::Policy { .. }, Because::Rule { .. }) => Subject::Cause(Cause::Answers(event.month)),
        (EventKind::Policy { lever, .. }, _) => policy(snapshot, *lever, event.month),
        (EventKind::Overtake { race }, _) => overtake(snapshot, *race, event).unwrap_or(Subject::Event(at)),
        (EventKind::World { to, .. }, _) => abroad(*to, event.month),
        (EventKind::Hold { lab, .. } | EventKind::Price { lab, .. }, Because::Player) => {
            told(snapshot, *lab, event.month).map_or(Subject::Event(at), Subject::Cause)
        }
        _ => Subject::Event(at),
    }
}

/// The player's last word to a lab up to a month.
fn told(snapshot: &Snapshot, lab: usize, month: Month) -> Option<Cause> {
    let is_it =
        |entry: &Entry| matches!(entry, Entry::Direct(word) if word.lab == lab && word.month <= month);
    snapshot.journal.done().iter().rposition(is_it).map(Cause::Moves)
}

fn policy(snapshot: &Snapshot, lever: Lever, month: Month) -> Subject {
    let earlier = || entry_from(snapshot, lever, |from| from <= month).map(Cause::Moves);
    let cause = move_in(snapshot, lever, month).or_else(|| answered(snapshot, lever, month)).or_else(earlier);
    cause.map_or(Subject::Lever(lever), Subject::Cause)
}

/// Behind a new leader among developers stands a share, behind one at the frontier a release.
fn overtake(snapshot: &Snapshot, race: Race, event: &Event) -> Option<Subject> {
    let labs = &snapshot.facts.setup.labs;
    let wanted = |lab: usize, open: bool| match race {
        Race::Frontier(leader, _) => labs[lab].bloc == leader,
        Race::AccessFrontier(access) => open == (access == Access::Open),
        Race::OpenDevelopers(..) => false,
    };
    if let Race::OpenDevelopers(leader, _) = race {
        let scope = Scope { region: None, segment: Some(Segment::Developers) };
        let group = Group::BlocAccess(leader, Access::Open);
        return Some(Subject::Share { scope, group, month: event.month });
    }
    let before = snapshot.played.decisions.iter().enumerate().filter(|(_, d)| d.month <= event.month);
    let theirs = before.filter(|(_, d)| wanted(d.lab, d.chosen.flagship_open()));
    theirs.max_by(|a, b| a.1.capability.total_cmp(&b.1.capability)).map(|(at, _)| Subject::Release(at))
}

/// What a class of the world hangs on abroad.
fn abroad(class: EndWorld, month: Month) -> Subject {
    let group = match class {
        EndWorld::ChineseOpen | EndWorld::ChineseSphere => Group::Bloc(Bloc::China),
        EndWorld::AmericanOpen => Group::BlocAccess(Bloc::Us, Access::Open),
        EndWorld::Sovereign => Group::Bloc(Bloc::Row),
        EndWorld::AmericanClosed | EndWorld::AmericanMixed | EndWorld::Contested => Group::Bloc(Bloc::Us),
    };
    Subject::Share { scope: Scope { region: Some(Bloc::Row), segment: None }, group, month }
}

/// What is really asked: a piece of news stands for what it is about.
pub fn resolved(subject: Subject, snapshot: &Snapshot) -> Subject {
    match subject {
        Subject::Event(at) => of_event(snapshot, at),
        other => other,
    }
}

/// The neighbour of a subject: the next line, the lab's next release, the next piece of news, the next lever.
pub fn beside(subject: Subject, world: &World, next: bool) -> Option<Subject> {
    let snapshot = world.snapshot.as_ref()?;
    let step = |at: usize, count: usize| if next { (at + 1) % count } else { (at + count - 1) % count };
    match subject {
        Subject::Share { scope, group, month } => {
            let mut groups: Vec<Group> = world.lines.iter().map(|line| line.group).collect();
            if !groups.contains(&group) {
                groups = group.grouping().groups(&snapshot.facts.setup.labs);
            }
            let at = groups.iter().position(|other| *other == group)?;
            Some(Subject::Share { scope, group: groups[step(at, groups.len())], month })
        }
        Subject::Release(at) => {
            let lab = snapshot.played.decisions.get(at)?.lab;
            let all = snapshot.played.decisions.iter().enumerate();
            let all: Vec<usize> = all.filter(|(_, d)| d.lab == lab).map(|(at, _)| at).collect();
            let place = all.iter().position(|other| *other == at)?;
            Some(Subject::Release(all[step(place, all.len())]))
        }
        Subject::Event(at) => {
            // Later news can be gone to as well, though an earlier month is looked at.
            let listed = news::listed_until(world, last_month(snapshot));
            let place = listed.iter().position(|other| *other == at)?;
            Some(Subject::Event(listed[step(place, listed.len())]))
        }
        Subject::Lever(lever) => Some(of_lever(snapshot, LEVERS[step(lever.index(), LEVERS.len())].lever)),
        Subject::Cause(cause) => beside(Subject::Lever(lever_of(snapshot, cause)?), world, next),
    }
}

/// The lever that a question is about; none where it is about something else.
pub fn lever(subject: Subject, snapshot: &Snapshot) -> Option<Lever> {
    match resolved(subject, snapshot) {
        Subject::Lever(lever) => Some(lever),
        Subject::Cause(cause) => lever_of(snapshot, cause),
        _ => None,
    }
}

/// The lever that a cause has moved, the first where there are several.
fn lever_of(snapshot: &Snapshot, cause: Cause) -> Option<Lever> {
    match cause {
        Cause::Step(lever, _) => Some(lever),
        Cause::Moves(at) => match snapshot.journal.done().get(at)? {
            Entry::Moves(moves) => moves.first().map(|step| step.lever),
            _ => None,
        },
        Cause::Event(_) | Cause::Answers(_) => None,
    }
}
