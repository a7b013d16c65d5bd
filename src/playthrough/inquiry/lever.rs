//! What a lever would do from now on: futures with it at the low end of its range and at the high end.

use std::sync::Arc;

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::model::lever::Lever;
use crate::model::setup::Play;
use crate::playthrough::contrast::{Contrast, Difference, Way};
use crate::playthrough::journal::{LeverMove, moved};

/// What a lever does over its whole range, from this month to the end.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverStudy {
    /// The lever at its lowest value against its highest.
    pub contrast: Contrast,
}

/// How many pairs are run.
const PAIRS: usize = 40;

/// Below this difference of a share a lever counts as nearly inert.
const NEARLY_INERT: f64 = 2.0;

impl LeverStudy {
    /// The quantity that the lever moves most.
    pub fn most(&self) -> Option<&Difference> {
        self.contrast.largest().into_iter().next()
    }

    /// Whether the whole range moves no headline by two points.
    pub fn is_nearly_inert(&self) -> bool {
        let size = |d: &Difference| (d.end.spread.mean / d.of.unit().scale()).abs();
        self.contrast.differences.iter().all(|d| d.end.pairs == 0 || size(d) < NEARLY_INERT)
    }
}

pub(super) fn answer(
    lever: Lever,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<LeverStudy> {
    let simulation = material.played.simulation();
    if simulation.is_over() {
        return None;
    }
    let tried = material.lines.journal().plan_with(&material.draft, &material.facts);
    let given = &material.facts.setup;
    let (low, high) = lever.spec().range;
    let way = |value: f64| {
        let step = LeverMove::step(lever, simulation.world().month, Some(value));
        let levers = moved(&tried.levers, &given.levers, &[step], given.end);
        Way::from(simulation, Arc::new(simulation.model().with(Play { levers, ..tried.clone() })))
    };
    let contrast = Contrast::run([&way(low), &way(high)], material.facts.seed, PAIRS, workers, go_on)?;
    Some(LeverStudy { contrast })
}
