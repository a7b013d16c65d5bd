//! What a lever would do from now on: futures with it at the low end of its range, where it stands, and at
//! the high end, with the same seeds.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::hop::{Hop, hops_of};
use super::{GoOn, Material};
use crate::experiment::ensemble::Workers;
use crate::experiment::paired::Paired;
use crate::model::bloc::{BLOCS, Bloc};
use crate::model::history::History;
use crate::model::lever::Lever;
use crate::model::setup::Play;
use crate::playthrough::contrast::{Contrast, Difference, Run, Way};
use crate::playthrough::journal::{LeverMove, moved};
use crate::playthrough::lot::Lots;
use crate::playthrough::track::Group;

/// What a lever does over its whole range, from this month to the end.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverStudy {
    /// The lever at its lowest value against its highest.
    pub contrast: Contrast,
    /// The lever at its lowest value against where it stands, and where it stands against its highest.
    pub halves: [Contrast; 2],
    /// Where it stands.
    pub stands: f64,
    /// What it moves on the way, within a year and by the end; one for each of [`Hop::ALL`].
    pub hops: Vec<HopEffect>,
    /// Shares of the world's use by origin and by lab, at the end.
    pub gains: Vec<Gain>,
}

/// What the whole range of a lever does to a quantity on the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HopEffect {
    /// Of what.
    pub of: Hop,
    /// Differences twelve months from now, or at the end where that is sooner.
    pub year: Paired,
    /// Differences at the end.
    pub end: Paired,
}

/// What the whole range of a lever does to somebody's share of the world's use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Whose.
    pub who: Group,
    /// Mean share at the end with the lever at its lowest and at its highest value.
    pub shares: [f64; 2],
    /// Differences at the end.
    pub change: Paired,
}

/// How many futures are run three times.
const PAIRS: usize = 40;

/// Below this difference of a share a lever counts as nearly inert.
const NEARLY_INERT: f64 = 2.0;

/// The median of a difference in points: against what counts as much as one percentage point.
pub fn points(of: &Difference) -> f64 {
    of.end.spread.median / of.of.unit().scale()
}

impl LeverStudy {
    /// The quantity that the lever moves most.
    pub fn most(&self) -> Option<&Difference> {
        self.contrast.largest().into_iter().next()
    }

    /// Whether the whole range moves no headline by two points, neither in the median nor in the mean of the
    /// pairs, in which what happens seldom counts.
    pub fn is_nearly_inert(&self) -> bool {
        let size = |d: &Difference| points(d).abs().max(d.end.spread.mean.abs() / d.of.unit().scale());
        self.contrast.differences.iter().all(|d| d.end.pairs == 0 || size(d) < NEARLY_INERT)
    }

    /// The strongest effects on the way by the end of the first year or at the end, the strongest first;
    /// those that cannot be told from nothing are left out.
    pub fn strongest_hops(&self) -> Vec<&HopEffect> {
        let clear = |paired: &Paired| paired.pairs > 1 && paired.is_clear();
        let size = |hop: &HopEffect| {
            let of = |paired: &Paired| {
                if clear(paired) { hop.of.unit().points(paired.spread.mean).abs() } else { 0.0 }
            };
            of(&hop.year).max(of(&hop.end))
        };
        let mut hops: Vec<&HopEffect> = self.hops.iter().filter(|hop| size(hop) >= 0.05).collect();
        hops.sort_by(|a, b| size(b).total_cmp(&size(a)));
        hops
    }
}

/// What would be played with levers set to values from now on, a lever's own move being tried left out.
pub(super) fn set(material: &Material, moves: &[(Lever, f64)], without: Lever) -> Play {
    let now = material.played.now();
    let draft: Vec<LeverMove> = material.draft.iter().filter(|step| step.lever != without).copied().collect();
    let tried = material.lines.journal().plan_with(&draft, &material.facts);
    let steps: Vec<LeverMove> =
        moves.iter().map(|(lever, value)| LeverMove::step(*lever, now, Some(*value))).collect();
    let given = &material.facts.setup;
    Play { levers: moved(&tried.levers, &given.levers, &steps, given.end), ..tried }
}

/// The way on with levers set to values from now on.
pub(super) fn way(material: &Material, moves: &[(Lever, f64)], without: Lever) -> Way {
    let simulation = material.played.simulation();
    let model = simulation.model().with(set(material, moves, without));
    Way::from(simulation, Arc::new(model))
}

/// What is kept of one future under one setting.
struct Kept {
    run: Run,
    year: Vec<f64>,
    end: Vec<f64>,
    shares: Vec<f64>,
}

fn keep(way: &Way, lots: &Lots, k: usize) -> Kept {
    let way = way.drawn(lots, k);
    let history = way.history(lots.seed(k));
    let setup = way.model.setup();
    let year = (way.present.month + 11).min(setup.end);
    Kept {
        run: way.run_of(&history),
        year: hops_of(&history, setup, year),
        end: hops_of(&history, setup, setup.end),
        shares: shares_of(&history),
    }
}

/// Shares of the world's use at the end: by origin, then by lab.
fn shares_of(history: &History) -> Vec<f64> {
    let last = history.months().saturating_sub(1);
    let users = history.users_everywhere(last);
    let all = f64::from(users.iter().sum::<u32>());
    let labs: Vec<f64> = users.chunks(2).map(|both| f64::from(both.iter().sum::<u32>()) / all).collect();
    let mut shares = vec![0.0; BLOCS];
    for (bloc, share) in history.lab_blocs.iter().zip(&labs) {
        shares[bloc.index()] += share;
    }
    shares.extend(labs);
    shares
}

pub(super) fn answer(
    lever: Lever,
    material: &Material,
    workers: &Workers,
    go_on: GoOn<'_>,
) -> Option<LeverStudy> {
    if material.played.simulation().is_over() {
        return None;
    }
    let (low, high) = lever.spec().range;
    let stands = set(material, &[], lever).levers.path(lever).value(material.played.now());
    let ways = [low, stands, high].map(|value| way(material, &[(lever, value)], lever));
    let lots = Lots::of(&material.facts);
    let future = |k: usize| {
        let run = |way: &Way| go_on().then(|| keep(way, &lots, k));
        Some([run(&ways[0])?, run(&ways[1])?, run(&ways[2])?])
    };
    let kept: Option<Vec<[Kept; 3]>> = workers.install(|| (0..PAIRS).into_par_iter().map(future).collect());
    Some(study(material, stands, &kept?))
}

fn study(material: &Material, stands: f64, kept: &[[Kept; 3]]) -> LeverStudy {
    let together = Lots::of(&material.facts).together();
    let contrast = |a: usize, b: usize| {
        let pairs: Vec<[&Run; 2]> = kept.iter().map(|three| [&three[a].run, &three[b].run]).collect();
        Contrast::of_runs(material.played.now(), &pairs, together)
    };
    let column = |side: usize, of: fn(&Kept) -> &[f64], i: usize| -> Vec<f64> {
        kept.iter().map(|three| of(&three[side])[i]).collect()
    };
    let paired =
        |of: fn(&Kept) -> &[f64], i: usize| Paired::over(&column(0, of, i), &column(2, of, i), together);
    let hop = |(i, of): (usize, Hop)| HopEffect {
        of,
        year: paired(|kept| &kept.year, i),
        end: paired(|kept| &kept.end, i),
    };
    let labs = material.facts.setup.labs.len();
    let groups = Bloc::ALL.into_iter().map(Group::Bloc).chain((0..labs).map(Group::Lab));
    let shares: fn(&Kept) -> &[f64] = |kept| &kept.shares;
    let gain = |(i, who)| Gain {
        who,
        shares: [0, 2].map(|side| mean(&column(side, shares, i))),
        change: paired(shares, i),
    };
    LeverStudy {
        contrast: contrast(0, 2),
        halves: [contrast(0, 1), contrast(1, 2)],
        stands,
        hops: Hop::ALL.into_iter().enumerate().map(hop).collect(),
        gains: groups.enumerate().map(gain).collect(),
    }
}

fn mean(values: &[f64]) -> f64 {
    let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    finite.iter().sum::<f64>() / finite.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playthrough::{Finding, Game, Inquiry, fixture};

    fn study(game: &mut Game, lever: Lever) -> LeverStudy {
        let inquiry = Inquiry::Lever(lever);
        game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
        match game.snapshot().findings.get(&inquiry).map(|finding| &**finding) {
            Some(Finding::Lever(study)) => (**study).clone(),
            other => panic!("no study: {other:?}"),
        }
    }

    #[test]
    fn where_the_lever_stands_at_its_low_end_the_lower_half_does_nothing() {
        let mut game = fixture::game();
        let study = study(&mut game, Lever::UsMarketBan);
        assert_eq!(study.stands, 0.0);
        let nothing = |d: &Difference| d.end.spread.mean == 0.0 && d.end.interval == (0.0, 0.0);
        assert!(study.halves[0].differences.iter().filter(|d| d.end.pairs > 0).all(nothing));
        assert_eq!(study.halves[1], study.contrast);
        assert!(!study.contrast.differences.iter().all(|d| d.end.pairs == 0 || nothing(d)));
    }

    #[test]
    fn what_a_lever_moves_first_is_what_it_is_about() {
        let mut game = fixture::game();
        let study = study(&mut game, Lever::UsExportControls);
        let chips = study.hops.iter().find(|hop| hop.of == Hop::MissingChips).expect("chips");
        assert!(chips.year.is_clear() && chips.year.spread.mean > 0.5);
        assert!(!study.is_nearly_inert());
        let origins: f64 = study.gains[..BLOCS].iter().map(|gain| gain.change.spread.mean).sum();
        let labs: f64 = study.gains[BLOCS..].iter().map(|gain| gain.change.spread.mean).sum();
        assert!(origins.abs() < 1e-9 && labs.abs() < 1e-9, "what one gains another loses");
        let sizes: Vec<f64> = study.contrast.largest().into_iter().map(|d| points(d).abs()).collect();
        assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    #[test]
    fn trying_the_lever_itself_does_not_make_its_study_stale() {
        let mut game = fixture::game();
        let lever = Lever::UsExportControls;
        let before = study(&mut game, lever);
        game.try_out(LeverMove::step(lever, game.snapshot().now, Some(0.9)));
        let finding = game.snapshot().findings.get(&Inquiry::Lever(lever)).cloned();
        let Some(Finding::Lever(after)) = finding.as_deref() else { panic!("the study holds") };
        // Where there is nothing to measure numbers are no numbers, so texts are compared.
        assert!(format!("{after:?}") == format!("{before:?}"));
        game.try_out(LeverMove::step(Lever::UsMarketBan, game.snapshot().now, Some(0.9)));
        assert!(!game.snapshot().findings.contains_key(&Inquiry::Lever(lever)));
    }
}
