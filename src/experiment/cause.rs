//! Causes: what a scenario does on its way, beside its start: steps of levers and scheduled events.

use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::model::setup::{Play, ScheduledKind, Setup};

/// Something that a scenario does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// A step of a lever's path, or the beginning of a ramp, in a month.
    Step(Lever, Month),
    /// A scheduled event: position in the setup.
    Event(usize),
}

/// Kinds of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Steps of levers.
    Policy,
    /// Scheduled breakthroughs and set-backs.
    Event,
    /// Scheduled releases: those by which history is pinned.
    Release,
}

impl Cause {
    /// Its kind.
    pub fn kind(self, setup: &Setup) -> Kind {
        match self {
            Self::Step(..) => Kind::Policy,
            Self::Event(place) => match setup.events[place].kind {
                ScheduledKind::Release(_) => Kind::Release,
                ScheduledKind::Breakthrough(_) | ScheduledKind::Setback(_) => Kind::Event,
            },
        }
    }

    /// When it comes.
    pub fn month(self, setup: &Setup) -> Month {
        match self {
            Self::Step(_, month) => month,
            Self::Event(place) => setup.events[place].month,
        }
    }
}

/// All causes of a setup, by month; in a month steps first, in the order of levers. Values from the first
/// month on are the start and no cause.
pub fn causes(setup: &Setup) -> Vec<Cause> {
    let moves = |lever: Lever| {
        let path = setup.levers.path(lever);
        path.moves(setup.start + 1, setup.end).map(move |month| Cause::Step(lever, month))
    };
    let events = (0..setup.events.len()).map(Cause::Event);
    let mut causes: Vec<Cause> = Lever::all().flat_map(moves).chain(events).collect();
    causes.retain(|cause| cause.month(setup) <= setup.end);
    causes.sort_by_key(|cause| (cause.month(setup), *cause));
    causes
}

/// What a setup plays with some of its causes left out. Where a step is not taken the lever stays where it
/// stood until its next step.
pub fn play_without(setup: &Setup, left_out: &[Cause]) -> Play {
    let mut play = setup.play();
    for lever in Lever::all() {
        let gone = |month| left_out.contains(&Cause::Step(lever, month));
        if left_out.iter().any(|cause| matches!(cause, Cause::Step(of, _) if *of == lever)) {
            let path = play.levers.path_mut(lever);
            *path = path.without_moves(setup.start + 1, setup.end, gone);
        }
    }
    let mut place = 0;
    play.events.retain(|_| {
        place += 1;
        !left_out.contains(&Cause::Event(place - 1))
    });
    play
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lever::{LeverPath, Shape};
    use crate::scenario::Scenario;

    #[test]
    fn the_causes_of_a_scenario_are_its_steps_and_events_in_order() {
        let setup = Scenario::built_in("two-worlds").unwrap().setup;
        let all = causes(&setup);
        assert!(all.windows(2).all(|two| two[0].month(&setup) <= two[1].month(&setup)));
        assert!(all.contains(&Cause::Step(Lever::UsExportControls, Month(12))));
        assert!(!all.iter().any(|cause| cause.month(&setup) == setup.start), "the start is no cause");
        let events: Vec<&str> = all
            .iter()
            .filter(|cause| cause.kind(&setup) == Kind::Event)
            .filter_map(|cause| {
                if let Cause::Event(place) = cause { Some(setup.events[*place].id.as_str()) } else { None }
            })
            .collect();
        assert_eq!(events, ["llama4-delay", "r1"]);
        assert!(all.iter().any(|cause| cause.kind(&setup) == Kind::Release));
    }

    #[test]
    fn with_nothing_left_out_all_is_as_it_was_and_with_all_of_it_nothing_moves() {
        for name in ["history", "european-champion", "tit-for-tat"] {
            let setup = Scenario::built_in(name).unwrap().setup;
            assert_eq!(play_without(&setup, &[]), setup.play());
            let stripped = play_without(&setup, &causes(&setup));
            assert!(stripped.events.is_empty());
            for lever in Lever::all() {
                let path = stripped.levers.path(lever);
                let start = setup.levers.path(lever).value(setup.start);
                assert!((0..84).all(|m| path.value(Month(m)) == start), "{name}: {}", lever.name());
            }
        }
    }

    #[test]
    fn a_step_that_is_not_taken_leaves_the_lever_where_it_stood_until_the_next() {
        let path = LeverPath::through(0.0, Shape::Step, &[(Month(2), 0.2), (Month(5), 0.5), (Month(8), 0.8)]);
        let without = |gone: &[u16]| {
            let path = path.without_moves(Month(1), Month(9), |month| gone.contains(&month.0));
            (0..10).map(|m| path.value(Month(m))).collect::<Vec<f64>>()
        };
        assert_eq!(without(&[5]), [0.0, 0.0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8]);
        assert_eq!(without(&[2, 5]), [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.8, 0.8]);
        assert_eq!(without(&[5, 8]), [0.0, 0.0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]);
    }

    #[test]
    fn a_ramp_that_is_not_begun_is_not_ended_either() {
        let knots = [(Month(2), 0.0), (Month(6), 0.8)];
        let path = LeverPath::through(0.0, Shape::Linear, &knots);
        assert_eq!(path.moves(Month(1), Month(9)).collect::<Vec<_>>(), [Month(2)]);
        let without = path.without_moves(Month(1), Month(9), |month| month == Month(2));
        assert!((0..10).all(|m| without.value(Month(m)) == 0.0));
    }
}
