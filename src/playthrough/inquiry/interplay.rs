//! Which other levers change what a lever does: its effect with every other lever at either end of its range.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::lever::way;
use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::experiment::paired::Paired;
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::contrast::{Run, Way};
use crate::playthrough::headline::Headline;
use crate::playthrough::lot::Lots;

/// What changes a lever's effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Interplay {
    /// The headline that the lever moves most.
    pub of: Headline,
    /// What its whole range does to it.
    pub whole: Paired,
    /// What the first tenth of its range does to it.
    pub tenth: Paired,
    /// The levers that change its effect most, the one that does so most first.
    pub partners: Vec<Partner>,
    /// How many levers were tried at both ends.
    pub tried: usize,
    /// How many pairs stand behind each number.
    pub pairs: usize,
}

/// Another lever, and what this lever does where that one is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Partner {
    /// The other lever.
    pub lever: Lever,
    /// Where it was put.
    pub value: f64,
    /// On what the effect was changed most.
    pub of: Headline,
    /// The effect as things stand.
    pub alone: Paired,
    /// The effect with the other lever there.
    pub with: Paired,
    /// The difference of the two, future by future.
    pub change: Paired,
}

/// Futures by which the other levers are looked through.
const SEARCH: usize = 6;
/// Fresh futures by which what was found is measured.
const PAIRS: usize = 24;
/// How many levers are told.
const TOLD: usize = 3;
/// The seeds of the search lie apart from those of the measurement.
const SEARCH_FROM: usize = 10_000;

/// A setting of the other levers, and the two ends of this one.
struct Trial {
    partner: Option<(Lever, f64)>,
    ways: [Way; 2],
}

/// Changes of every headline from the low to the high end, future by future.
type Changes = Vec<Vec<f64>>;

pub(super) fn answer(
    lever: Lever,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<Interplay> {
    if material.played.simulation().is_over() {
        return None;
    }
    let desk = Desk { lever, material, workers, go_on };
    let together = Lots::of(&material.facts).together();
    let alone = desk.trial(None);
    let searched = desk.changes(&alone, SEARCH_FROM..SEARCH_FROM + SEARCH)?;
    let mut candidates = Vec::new();
    for partner in desk.others() {
        let changes = desk.changes(&desk.trial(Some(partner)), SEARCH_FROM..SEARCH_FROM + SEARCH)?;
        candidates.push((partner, most_changed(&searched, &changes)));
    }
    candidates.sort_by(|a, b| b.1.1.total_cmp(&a.1.1));
    let measured = desk.changes(&alone, 0..PAIRS)?;
    let mut partners: Vec<Partner> = Vec::new();
    for (partner, (of, _)) in candidates {
        if partners.len() == TOLD {
            break;
        }
        if partners.iter().any(|told| told.lever == partner.0) {
            continue;
        }
        let with = desk.changes(&desk.trial(Some(partner)), 0..PAIRS)?;
        partners.push(partner_of(partner, of, [&measured, &with], together));
    }
    partners.sort_by(|a, b| size(b.of, &b.change).total_cmp(&size(a.of, &a.change)));
    let of = strongest(&measured);
    Some(Interplay {
        of,
        whole: effect(&measured[of.index()], together),
        tenth: desk.first_tenth(of)?,
        partners,
        tried: LEVERS.len() - 1,
        pairs: PAIRS,
    })
}

struct Desk<'a> {
    lever: Lever,
    material: &'a Material,
    workers: &'a Workers,
    go_on: GoOn<'a>,
}

impl Desk<'_> {
    fn trial(&self, partner: Option<(Lever, f64)>) -> Trial {
        let (low, high) = self.lever.spec().range;
        let ends = |value: f64| {
            let moves: Vec<(Lever, f64)> = partner.into_iter().chain([(self.lever, value)]).collect();
            way(self.material, &moves, self.lever)
        };
        Trial { partner, ways: [ends(low), ends(high)] }
    }

    /// Every other lever at both ends of its range.
    fn others(&self) -> impl Iterator<Item = (Lever, f64)> {
        let own = self.lever;
        let others = LEVERS.iter().filter(move |spec| spec.lever != own);
        others.flat_map(|spec| [(spec.lever, spec.range.0), (spec.lever, spec.range.1)])
    }

    fn changes(&self, trial: &Trial, futures: std::ops::Range<usize>) -> Option<Changes> {
        let lots = Lots::of(&self.material.facts);
        let pair = |k: usize| {
            let run = |way: &Way| (self.go_on)().then(|| way.run(&lots, k));
            Some([run(&trial.ways[0])?, run(&trial.ways[1])?])
        };
        let pairs: Option<Vec<[Run; 2]>> =
            self.workers.install(|| futures.into_par_iter().map(pair).collect());
        let pairs = pairs?;
        debug_assert!(trial.partner.is_none_or(|(lever, _)| lever != self.lever));
        let of =
            |headline: &Headline| pairs.iter().map(|[a, b]| b.last(*headline) - a.last(*headline)).collect();
        Some(Headline::ALL.iter().map(of).collect())
    }

    fn first_tenth(&self, of: Headline) -> Option<Paired> {
        let (low, high) = self.lever.spec().range;
        let tenth = low + (high - low) / 10.0;
        let ways = [low, tenth].map(|value| way(self.material, &[(self.lever, value)], self.lever));
        let changes = self.changes(&Trial { partner: None, ways }, 0..PAIRS)?;
        Some(effect(&changes[of.index()], Lots::of(&self.material.facts).together()))
    }
}

/// The spread of changes.
fn effect(changes: &[f64], together: usize) -> Paired {
    Paired::of_draws(changes.iter().copied(), together)
}

/// The size of a mean change, in points.
fn size(of: Headline, change: &Paired) -> f64 {
    let points = (change.spread.mean / of.unit().scale()).abs();
    if points.is_finite() { points } else { 0.0 }
}

fn strongest(changes: &Changes) -> Headline {
    let by_size = |headline: &Headline| size(*headline, &effect(&changes[headline.index()], 1));
    Headline::ALL.into_iter().max_by(|a, b| by_size(a).total_cmp(&by_size(b))).unwrap_or(Headline::ALL[0])
}

/// The headline on which the effect is changed most, and by how many points.
fn most_changed(alone: &Changes, with: &Changes) -> (Headline, f64) {
    let by = |headline: Headline| {
        let i = headline.index();
        (headline, size(headline, &Paired::of(&alone[i], &with[i])))
    };
    Headline::ALL.map(by).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((Headline::ALL[0], 0.0))
}

fn partner_of(
    (lever, value): (Lever, f64),
    of: Headline,
    [alone, with]: [&Changes; 2],
    together: usize,
) -> Partner {
    let i = of.index();
    Partner {
        lever,
        value,
        of,
        alone: effect(&alone[i], together),
        with: effect(&with[i], together),
        change: Paired::over(&alone[i], &with[i], together),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::{Finding, Inquiry, fixture};

    #[test]
    fn pre_emption_hangs_on_the_laws_that_it_sets_aside() {
        let mut game = fixture::game();
        let inquiry = Inquiry::Interplay(Lever::UsFederalPreemption);
        game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
        let snapshot = game.snapshot();
        let Some(Finding::Interplay(found)) = snapshot.findings.get(&inquiry).map(|finding| &**finding)
        else {
            panic!("no answer")
        };
        // There are no state laws here, so there is nothing to set aside.
        assert_eq!((found.whole.spread.mean, found.tenth.spread.mean), (0.0, 0.0));
        let first = found.partners.first().expect("a partner");
        assert_eq!((first.lever, first.value), (Lever::UsStateRegimes, 60.0));
        assert!(first.change.is_clear() && first.alone.spread.mean == 0.0);
    }
}
