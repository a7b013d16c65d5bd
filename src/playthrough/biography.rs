//! Adopters one by one. Nobody's life is stored: it is played again from its keys, the same to the last draw.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::inquiry::{GoOn, Material};
use crate::model::adoption::{Choice, chosen_offer};
use crate::model::bloc::{BLOCS, Bloc, SEGMENTS, Segment};
use crate::model::calendar::Month;
use crate::model::sight::{Choosing, Sight};
use crate::model::simulation::Simulation;
use crate::model::world::World;

/// One adopter, from its first month to the present.
#[derive(Clone, Debug, PartialEq)]
pub struct Biography {
    /// Its number.
    pub adopter: usize,
    /// Where it lives.
    pub region: Bloc,
    /// What it is.
    pub segment: Segment,
    /// Its own taste for open weights beside its segment's (utils).
    pub openness: f64,
    /// Its own liking of each bloc's models (utils).
    pub affinity: [f64; BLOCS],
    /// The first month.
    pub start: Month,
    /// What it used before the first month.
    pub first: Choice,
    /// What it used at the end of each month.
    pub uses: Vec<Choice>,
    /// Its looks at the market, in order.
    pub looks: Vec<Choosing>,
}

/// The adopters of a cell, and what each used.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    /// The cell.
    pub cell: usize,
    /// The number of its first adopter.
    pub first: usize,
    /// The first month.
    pub start: Month,
    /// What each used before the first month.
    pub before: Vec<Choice>,
    /// What each used at the end of each month, by month.
    pub uses: Vec<Vec<Choice>>,
}

impl Biography {
    /// Plays the world as it was played once more and follows one adopter; none where it was called off or
    /// there is no such adopter.
    pub fn replayed(adopter: usize, material: &Material, go_on: GoOn<'_>) -> Option<Self> {
        let opening = again(material);
        let world = opening.world();
        let cell = world.population.cell_of(adopter)?;
        let lambda = opening.model().setup().parameters.nest_dissimilarity;
        let (openness, affinity) = world.population.tastes(adopter, lambda);
        let (start, first) = (world.month, world.choices[adopter]);
        let (mut looks, mut uses) = (Vec::new(), Vec::new());
        let after = |world: &World| uses.push(world.choices[adopter]);
        replay(opening, material, go_on, &mut |sight| looks.extend(sight.choosing(adopter)), after)?;
        let (region, segment) = (Bloc::ALL[cell / SEGMENTS], Segment::ALL[cell % SEGMENTS]);
        Some(Self { adopter, region, segment, openness, affinity, start, first, uses, looks })
    }

    /// What it used at the end of a month; nothing before the first.
    pub fn used(&self, month: Month) -> Option<usize> {
        let choice = usize::try_from(month - self.start).map_or(Some(&self.first), |row| self.uses.get(row));
        choice.copied().and_then(chosen_offer)
    }

    /// Since when it has used what it used at the end of a month; none where from the start.
    pub fn since(&self, month: Month) -> Option<Month> {
        self.switches(month).last().map(|choosing| choosing.month)
    }

    /// Looks up to a month that made it change over, in order.
    pub fn switches(&self, month: Month) -> impl Iterator<Item = &Choosing> {
        self.looks_until(month).filter(|choosing| choosing.is_switch())
    }

    /// Looks up to a month, in order.
    pub fn looks_until(&self, month: Month) -> impl Iterator<Item = &Choosing> {
        self.looks.iter().take_while(move |choosing| choosing.month <= month)
    }
}

impl Roll {
    /// Plays the world as it was played once more and takes down what the adopters of a cell use; none where
    /// it was called off.
    pub fn replayed(cell: usize, material: &Material, go_on: GoOn<'_>) -> Option<Self> {
        let opening = again(material);
        let world = opening.world();
        let (from, to) = world.population.range(cell);
        let (start, before) = (world.month, world.choices[from..to].to_vec());
        let mut uses = Vec::new();
        let after = |world: &World| uses.push(world.choices[from..to].to_vec());
        replay(opening, material, go_on, &mut |_| {}, after)?;
        Some(Self { cell, first: from, start, before, uses })
    }

    /// Number of adopters.
    pub fn len(&self) -> usize {
        self.before.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// What an adopter, counted from the first of the cell, used at the end of a month.
    pub fn used(&self, i: usize, month: Month) -> Option<usize> {
        let row = usize::try_from(month - self.start).ok()?;
        self.uses.get(row)?.get(i).copied().and_then(chosen_offer)
    }

    /// The months up to one in which an adopter changed over, in order.
    pub fn changes(&self, i: usize, month: Month) -> Vec<Month> {
        let mut last = self.before.get(i).copied();
        let mut months = Vec::new();
        for (row, uses) in self.uses.iter().enumerate() {
            let (now, at) = (uses.get(i).copied(), self.start + row as u16);
            if at <= month && now != last {
                months.push(at);
            }
            last = now;
        }
        months
    }
}

/// The played world before its first month, under the levers as they have been moved since: what was moved
/// later touches no earlier month.
fn again(material: &Material) -> Simulation {
    let played = material.played.simulation();
    Simulation::new(Arc::clone(played.model()), played.seed())
}

fn replay(
    mut simulation: Simulation,
    material: &Material,
    go_on: GoOn<'_>,
    witness: &mut dyn FnMut(&Sight<'_>),
    mut after: impl FnMut(&World),
) -> Option<()> {
    let now = material.played.now();
    while simulation.world().month < now {
        if !go_on() {
            return None;
        }
        simulation.step_seen(witness);
        after(simulation.world());
    }
    Some(())
}
