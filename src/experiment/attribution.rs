//! Attribution: what each cause of a scenario contributed to its measures at the end. Every cause is left out
//! of the scenario, is put alone into the scenario stripped of all of them, and gets its part by Shapley's rule;
//! in run `k` all these worlds have the same chances.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::cause::{Cause, play_without};
use super::ensemble::{EnsembleError, Progress, Workers};
use super::models::Models;
use super::paired::Paired;
use super::shapley::{Game, Method};
use crate::model::measure::{Evaluation, SeriesKey};
use crate::model::random::Seed;
use crate::model::setup::Setup;
use crate::model::simulation::{Model, Simulation};

/// What is attributed to whom, and how.
#[derive(Clone, Debug)]
pub struct Study {
    /// Seed of the runs, and of the orders in which causes are added.
    pub seed: Seed,
    /// Number of runs; each is simulated in many worlds.
    pub runs: usize,
    /// How Shapley's parts are found in each run.
    pub method: Method,
    /// Who shares: sets of causes that are in or out together. Other causes are in all worlds.
    pub players: Vec<Vec<Cause>>,
    /// What is measured at the end.
    pub measures: Vec<SeriesKey>,
}

/// What one player did to one measure, over the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Its part of what all of them did, by Shapley's rule.
    pub part: Paired,
    /// The world with all of them less the world without this one.
    pub without: Paired,
    /// The world with this one alone less the world with none.
    pub alone: Paired,
}

/// What all players did to one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// Of what.
    pub key: SeriesKey,
    /// Mean value at the end in the world with none of them, and in the world with all.
    pub levels: [f64; 2],
    /// What all together did: the sum of their parts.
    pub whole: Paired,
    /// Player by player.
    pub contributions: Vec<Contribution>,
}

impl Shared {
    /// Players by size of their parts, the largest first; of equals the first.
    pub fn by_size(&self) -> Vec<usize> {
        let size = |player: &usize| self.contributions[*player].part.spread.mean.abs();
        let mut players: Vec<usize> = (0..self.contributions.len()).collect();
        players.sort_by(|a, b| size(b).total_cmp(&size(a)));
        players
    }
}

/// Chance of telling any part from nothing where all are nothing.
const JOINT_LEVEL: f64 = 0.05;

/// Which parts can be told from nothing when all parts of all measures are judged together, by Holm's rule (1979):
/// measure by measure, player by player.
pub fn jointly_clear(all: &[Shared]) -> Vec<Vec<bool>> {
    let mut order: Vec<(f64, usize, usize)> = Vec::new();
    for (measure, shared) in all.iter().enumerate() {
        let parts = shared.contributions.iter().enumerate();
        order.extend(parts.map(|(player, ways)| (ways.part.p_value(), measure, player)));
    }
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut clear: Vec<Vec<bool>> =
        all.iter().map(|shared| vec![false; shared.contributions.len()]).collect();
    let questions = order.len();
    for (place, (p, measure, player)) in order.into_iter().enumerate() {
        if p > JOINT_LEVEL / (questions - place) as f64 {
            break;
        }
        clear[measure][player] = true;
    }
    clear
}

/// One run in all its worlds; values by measure.
struct Unit {
    none: Vec<f64>,
    all: Vec<f64>,
    part: Vec<Vec<f64>>,
    without: Vec<Vec<f64>>,
    alone: Vec<Vec<f64>>,
}

impl Study {
    /// The method as it will be used.
    pub fn method(&self) -> Method {
        self.method.affordable(self.players.len())
    }

    /// The most simulations that may be needed, for a progress bar.
    pub fn most_simulations(&self) -> usize {
        self.runs * self.method().most_values(self.players.len())
    }

    /// Attributes, measure by measure.
    ///
    /// # Errors
    /// If it was called off.
    pub fn attribute(
        &self,
        models: &Models,
        workers: &Workers,
        progress: &Progress,
    ) -> Result<Vec<Shared>, EnsembleError> {
        let unit = |k: usize| -> Option<Unit> {
            (!progress.is_cancelled()).then(|| self.unit(models.of(k), self.seed.of_run(k as u64), progress))
        };
        let units: Option<Vec<Unit>> =
            workers.install(|| (0..self.runs).into_par_iter().with_max_len(1).map(unit).collect());
        let units = units.ok_or(EnsembleError::Cancelled)?;
        let together = models.runs_together();
        Ok((0..self.measures.len()).map(|measure| self.shared(measure, &units, together)).collect())
    }

    /// One run in all its worlds.
    fn unit(&self, model: &Model, seed: Seed, progress: &Progress) -> Unit {
        let value = |coalition: &[bool]| {
            progress.advance();
            self.value(model, seed, coalition)
        };
        let mut game = Game::new(self.players.len(), value);
        let part = game.contributions(self.method(), seed);
        let all = 0..self.players.len();
        Unit {
            none: game.none(),
            all: game.all(),
            part,
            without: all.clone().map(|player| game.without(player)).collect(),
            alone: all.map(|player| game.alone(player)).collect(),
        }
    }

    /// The measures at the end of the world in which only a coalition is there.
    fn value(&self, model: &Model, seed: Seed, coalition: &[bool]) -> Vec<f64> {
        let gone = self.players.iter().zip(coalition).filter(|(_, there)| !**there);
        let gone: Vec<Cause> = gone.flat_map(|(causes, _)| causes.iter().copied()).collect();
        let model = Arc::new(model.with(play_without(model.setup(), &gone)));
        let history = Simulation::new(Arc::clone(&model), seed).run();
        let evaluation = Evaluation::new(&history, &model.setup().parameters);
        let last = history.months().saturating_sub(1);
        self.measures.iter().map(|key| evaluation.value(key, last)).collect()
    }

    /// Runs in which some world has nothing to measure are left out of the parts, so that these still add up.
    fn shared(&self, measure: usize, units: &[Unit], together: usize) -> Shared {
        let whole = |unit: &Unit| unit.all[measure] - unit.none[measure];
        let is_whole = |unit: &&Unit| {
            let parts = unit.part.iter().map(|part| part[measure]);
            parts.chain([whole(unit)]).all(f64::is_finite)
        };
        let over = |of: &dyn Fn(&Unit) -> f64| {
            let value = |unit: &Unit| if is_whole(&unit) { of(unit) } else { f64::NAN };
            Paired::of_draws(units.iter().map(value), together)
        };
        let contributions = (0..self.players.len()).map(|player| Contribution {
            part: over(&|unit| unit.part[player][measure]),
            without: over(&|unit| unit.without[player][measure]),
            alone: over(&|unit| unit.alone[player][measure]),
        });
        Shared {
            key: self.measures[measure],
            levels: [over(&|unit| unit.none[measure]), over(&|unit| unit.all[measure])]
                .map(|l| l.spread.mean),
            whole: over(&whole),
            contributions: contributions.collect(),
        }
    }
}

/// How causes are put together to players.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// Each cause by itself.
    Each,
    /// The steps of a lever together; the events of a lab together, releases apart.
    Holder,
}

/// Players of causes, in the order of their first causes.
pub fn players(causes: &[Cause], setup: &Setup, grouping: Grouping) -> Vec<Vec<Cause>> {
    if grouping == Grouping::Each {
        return causes.iter().map(|cause| vec![*cause]).collect();
    }
    let holder = |cause: &Cause| match *cause {
        Cause::Step(lever, _) => (0, lever.index()),
        Cause::Event(place) => (1 + cause.kind(setup) as usize, setup.events[place].lab),
    };
    let mut places = BTreeMap::new();
    let mut players: Vec<Vec<Cause>> = Vec::new();
    for cause in causes {
        let place = *places.entry(holder(cause)).or_insert(players.len());
        if place == players.len() {
            players.push(Vec::new());
        }
        players[place].push(*cause);
    }
    players
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::cause::{Kind, causes};
    use crate::experiment::ensemble::{Ensemble, Plan};
    use crate::model::bloc::{Access, Bloc};
    use crate::model::lever::Lever;
    use crate::scenario::Scenario;

    fn setup() -> Setup {
        Setup { adopters: 300, ..Scenario::built_in("two-worlds").unwrap().setup }
    }

    fn measures() -> Vec<SeriesKey> {
        let share = |bloc, access| SeriesKey::adoption_share(bloc, access, None, None);
        vec![share(Some(Bloc::China), None), share(None, Some(Access::Open)), SeriesKey::of("concentration")]
    }

    fn study(players: Vec<Vec<Cause>>) -> Study {
        Study { seed: Seed(4), runs: 4, method: Method::Pairs(1), players, measures: measures() }
    }

    fn attribute(study: &Study, setup: &Setup, jobs: usize) -> Vec<Shared> {
        let progress = Progress::default();
        let models = Models::with(setup.clone(), None, 1);
        let found = study.attribute(&models, &Workers::new(jobs).unwrap(), &progress).unwrap();
        assert!(progress.done() <= study.most_simulations());
        found
    }

    #[test]
    fn parts_add_up_to_the_whole_and_threads_change_nothing() {
        let setup = setup();
        let policies = causes(&setup).into_iter().filter(|cause| cause.kind(&setup) == Kind::Policy);
        let study = study(players(&policies.collect::<Vec<_>>(), &setup, Grouping::Holder));
        let found = attribute(&study, &setup, 1);
        for shared in &found {
            let sum: f64 = shared.contributions.iter().map(|c| c.part.spread.mean).sum();
            assert!((sum - shared.whole.spread.mean).abs() < 1e-12, "{}", shared.key.name());
            assert!((shared.levels[1] - shared.levels[0] - sum).abs() < 1e-12);
        }
        assert!(found[0].whole.spread.mean != 0.0);
        assert_eq!(format!("{:?}", attribute(&study, &setup, 3)), format!("{found:?}"));
    }

    #[test]
    fn worlds_are_those_of_the_scenario_with_and_without() {
        let setup = setup();
        let step = Cause::Step(Lever::UsExportControls, crate::model::calendar::Month(15));
        assert!(
            causes(&setup).contains(&step)
                || causes(&setup).iter().any(|c| matches!(c, Cause::Step(Lever::UsExportControls, _)))
        );
        let all = causes(&setup);
        let step =
            *all.iter().find(|cause| matches!(cause, Cause::Step(Lever::UsExportControls, _))).unwrap();
        let found = attribute(&study(vec![vec![step]]), &setup, 2);
        let mean = |setup: Setup| {
            let plan = Plan { seed: Seed(4), runs: 4, series: measures() };
            let ensemble = Ensemble::simulate(
                &Arc::new(Model::new(setup)),
                &plan,
                &Workers::new(2).unwrap(),
                &Progress::default(),
            );
            ensemble.unwrap().across(0, 83).iter().sum::<f64>() / 4.0
        };
        let play = play_without(&setup, &[step]);
        let without =
            Setup { levers: play.levers, events: play.events, directives: play.directives, ..setup.clone() };
        let levels = [mean(without), mean(setup)];
        for (found, simulated) in found[0].levels.iter().zip(levels) {
            assert!((found - simulated).abs() < 1e-6, "{found} {simulated}");
        }
        // Of a single player all three ways say the same.
        let one = found[0].contributions[0];
        assert!(one.part == one.without && one.part == one.alone && one.part == found[0].whole);
    }

    #[test]
    fn many_questions_need_clearer_answers() {
        let way = |values: &[f64]| Paired::of_differences(values.iter().copied());
        let player = |values: &[f64]| Contribution { part: way(values), without: way(&[]), alone: way(&[]) };
        // p is 0.039, 0.0003 and 1.
        let contributions = vec![
            player(&[1.0, 2.0, 3.0, 5.0]),
            player(&[1.0, 1.1, 1.2, 1.1]),
            player(&[1.0, -1.0, 1.0, -1.0]),
        ];
        let one = |contributions: Vec<Contribution>| Shared {
            key: SeriesKey::of("concentration"),
            levels: [0.0, 1.0],
            whole: way(&[1.0, 2.0]),
            contributions,
        };
        assert!(contributions[0].part.is_clear());
        assert_eq!(jointly_clear(&[one(contributions[..1].to_vec())]), [[true]]);
        assert_eq!(jointly_clear(&[one(contributions.clone())]), [[false, true, false]]);
        let twice = [one(contributions.clone()), one(contributions)];
        assert_eq!(jointly_clear(&twice), [[false, true, false]; 2]);
    }

    #[test]
    fn who_does_nothing_gets_nothing() {
        let mut setup = setup();
        // A step of a lever that acts on nothing here: there are no state laws to set aside.
        setup.levers.path_mut(Lever::UsStateRegimes).set_from(setup.start, 0.0);
        setup.levers.path_mut(Lever::UsFederalPreemption).set_from(setup.start + 20, 1.0);
        let idle = Cause::Step(Lever::UsFederalPreemption, setup.start + 20);
        let other = causes(&setup).into_iter().find(|c| matches!(c, Cause::Step(Lever::UsExportControls, _)));
        let found = attribute(&study(vec![vec![idle], vec![other.unwrap()]]), &setup, 2);
        for shared in &found {
            let Contribution { part, without, alone } = shared.contributions[0];
            for way in [part, without, alone] {
                assert_eq!((way.spread.mean, way.interval, way.is_clear()), (0.0, (0.0, 0.0), false));
            }
        }
        assert!(found.iter().any(|shared| shared.contributions[1].part.spread.mean != 0.0));
    }
}
