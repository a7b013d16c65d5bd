//! Policies: what a player sets out to do from the first month of play, and how capital spreads it over time.

use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive};
use crate::model::lab::Mode;
use crate::model::lever::{Lever, LeverPath, LeverPaths};
use crate::model::setup::{Play, Setup};
use crate::scenario::{QUARTER, Role, Step};

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// To move a lever to a value.
    Lever(Lever, f64),
    /// To release in a mode from a month on.
    Mode(Month, Mode),
    /// To shade the price by so much (log points).
    Price(f64),
    /// To release nothing.
    Hold,
}

impl Move {
    /// Whether two moves are about the same thing, so that the later undoes the earlier.
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lever(one, _), Self::Lever(two, _)) => one == two,
            (Self::Mode(one, _), Self::Mode(two, _)) => one == two,
            (Self::Price(_), Self::Price(_)) | (Self::Hold, Self::Hold) => true,
            _ => false,
        }
    }
}

/// What a player sets out to do. Levers are moved in this order, each as far and as soon as capital allows.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Policy {
    /// The moves.
    pub moves: Vec<Move>,
}

impl Policy {
    /// This policy and one move more, in place of an earlier one about the same thing.
    pub fn and(&self, added: Move) -> Self {
        let mut moves = self.moves.clone();
        moves.retain(|known| !added.replaces(known));
        moves.push(added);
        Self { moves }
    }

    /// The levers that it moves, in order.
    pub fn levers(&self) -> Vec<(Lever, f64)> {
        let levers = self.moves.iter().filter_map(|known| match *known {
            Move::Lever(lever, to) => Some((lever, to)),
            _ => None,
        });
        levers.collect()
    }

    /// What comes of it in a setup, as the role can afford it.
    pub fn play(&self, role: &Role, setup: &Setup, play_from: Month) -> Play {
        let steps = spend(role, &setup.levers, (play_from, setup.end), &self.levers());
        let mut play = setup.play();
        for Step { month, lever, to } in steps {
            play.levers.path_mut(lever).set_from(month, to);
        }
        play.directives.extend(self.directives(role, setup, play_from));
        play
    }

    fn directives(&self, role: &Role, setup: &Setup, play_from: Month) -> Vec<Directive> {
        let Some(lab) = role.lab_in(&setup.labs) else { return Vec::new() };
        let mut directives = Vec::new();
        for month in (play_from.0..=setup.end.0).map(Month) {
            let act = if self.moves.contains(&Move::Hold) { Some(Act::Hold) } else { self.release_in(month) };
            directives.extend(act.map(|act| Directive { month, lab, act }));
        }
        directives.extend(self.moves.iter().filter_map(|known| match *known {
            Move::Price(shade) => Some(Directive { month: play_from, lab, act: Act::Price(shade) }),
            _ => None,
        }));
        directives
    }

    /// How it has the lab release in a month.
    fn release_in(&self, month: Month) -> Option<Act> {
        let modes = self.moves.iter().filter_map(|known| match *known {
            Move::Mode(from, mode) => Some((from, mode)),
            _ => None,
        });
        let begun = modes.filter(|(from, _)| *from <= month).max_by_key(|(from, _)| *from);
        begun.map(|(_, mode)| Act::Release(mode))
    }
}

/// The dated moves by which a role brings levers to values, in order of importance: each quarter the first
/// that has not arrived goes as far as capital allows, then the next. Nothing is spent in advance.
pub fn spend(
    role: &Role,
    levers: &LeverPaths,
    (play_from, end): (Month, Month),
    aims: &[(Lever, f64)],
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut spent = 0.0;
    let mut now: Vec<f64> = aims.iter().map(|(lever, _)| levers.path(*lever).value(play_from)).collect();
    for month in (play_from.0..=end.0).step_by(usize::from(QUARTER)).map(Month) {
        let earned = role.earned(play_from, month);
        for (&(lever, aim), now) in aims.iter().zip(&mut now) {
            let moved = steps.iter().any(|step| step.lever == lever);
            let from = if moved { *now } else { levers.path(lever).value(month) };
            let (cost, left) = (role.cost_of_move(lever, from, aim), earned - spent);
            // A lever that is where it should be is kept there, off the scenario's path, which is free.
            let stays = cost <= 0.0 && (moved || !moves_on(levers.path(lever), month));
            if stays || cost > 0.0 && left <= 0.0 {
                continue;
            }
            let to = if cost <= left { aim } else { from + (aim - from) * left / cost };
            spent += cost.min(left);
            *now = to;
            steps.push(Step { month, lever, to });
        }
    }
    steps
}

/// Whether a path goes on to other values after a month.
pub fn moves_on(path: &LeverPath, month: Month) -> bool {
    let now = path.value(month);
    path.steps().any(|(from, value)| from > month && value != now)
}
