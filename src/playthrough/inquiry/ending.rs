//! How sure it was what the world became: futures from the opening on under the player's moves, and the same
//! futures with nothing moved.

use std::sync::Arc;

use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::playthrough::contrast::{Contrast, Way};

/// What might have come of the opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Nothing moved against the moves of the line in play, each made in its month.
    pub contrast: Contrast,
}

/// How many pairs are run.
const PAIRS: usize = 60;

pub(super) fn answer(material: &Material, workers: &Workers, go_on: GoOn<'_>) -> Option<Ending> {
    let (facts, opening) = (&material.facts, material.opening.simulation());
    let (given, end) = (&facts.setup.levers, facts.setup.end);
    let moved = material.lines.journal().applied_to(given, end);
    let model = opening.model();
    let [alone, moved] =
        [given.clone(), moved].map(|levers| Way::from(opening, Arc::new(model.with_levers(levers))));
    let contrast = Contrast::run([&alone, &moved], facts.seed, PAIRS, workers, go_on)?;
    Some(Ending { contrast })
}
