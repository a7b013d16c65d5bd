//! Policies over all that is not known: what each is worth on average, in the worst decile, and how much may be
//! regretted (Savage 1951).
//!
//! A policy is a combination of the values of the factors that can be chosen; a circumstance is a scenario, a
//! combination of the values of the other factors and, where runs are paired by seed, a replicate. Policies
//! are compared in the same circumstances only: one that any policy lacks is left out for all.

use super::{Role, Table};
use crate::experiment::summary::quantile;

/// Which values of a measure are the better ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// High ones.
    High,
    /// Low ones.
    Low,
}

impl Better {
    /// A value turned so that more is better.
    fn gain(self, value: f64) -> f64 {
        match self {
            Self::High => value,
            Self::Low => -value,
        }
    }
}

/// The part of circumstances in which things go worst, at whose edge a policy is looked at.
const WORST: f64 = 0.1;

/// What a policy is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Values of the factors that can be chosen.
    pub values: Vec<f64>,
    /// Mean of the measure over the circumstances.
    pub expected: f64,
    /// Standard error of that mean by chance alone; none with a single replicate.
    pub error: Option<f64>,
    /// The value that is undercut (if high is better; else exceeded) in a tenth of the circumstances.
    pub worst_decile: f64,
    /// The most by which another policy does better in the same circumstances.
    pub regret: f64,
}

/// The table of policies.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Place of the measure.
    pub measure: usize,
    /// What is better.
    pub better: Better,
    /// The factors that can be chosen.
    pub chosen: Vec<usize>,
    /// The policies, in the order of the design.
    pub policies: Vec<Policy>,
    /// Circumstances in which all policies are compared.
    pub circumstances: usize,
    /// Those left out since a policy has no value there.
    pub left_out: usize,
}

/// Why policies cannot be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotCompared {
    /// Nothing can be chosen.
    #[error(
        "no factor of this sweep is a policy lever, so there are no policies to compare; --policy FACTOR takes a \
         factor as one that can be chosen"
    )]
    NoLevers,
    /// Nothing is chosen.
    #[error("all points have the same values of {0}, so there is one policy only")]
    OnePolicy(String),
    /// Policies do not meet the same circumstances.
    #[error(
        "this design does not cross policies with what is not known: its {points} points hold {policies} policies \
         (combinations of {levers}), and no circumstances in which all of them were run. Cross them in a design \
         \"grid\" with `values` for the levers, or in a \"list\" that repeats the same points for every policy; \
         --uncertain FACTOR takes a lever as one that is not chosen"
    )]
    NotCrossed {
        /// Points of the design.
        points: usize,
        /// Policies in it.
        policies: usize,
        /// Names of the factors that can be chosen.
        levers: String,
    },
    /// All circumstances fell out.
    #[error(
        "in each of the {0} circumstances a run failed or had nothing to measure, so no policies can be compared"
    )]
    NothingLeft(usize),
}

/// Points by policy and combination of the other factors.
struct Cross {
    policies: Vec<Vec<f64>>,
    /// By combination of the other factors, and in it by policy: the point.
    points: Vec<Vec<Option<usize>>>,
}

impl Cross {
    fn of(table: &Table, chosen: &[usize]) -> Self {
        let others: Vec<usize> = (0..table.factors.len()).filter(|f| !chosen.contains(f)).collect();
        let part = |point: &[f64], factors: &[usize]| factors.iter().map(|&f| point[f]).collect::<Vec<f64>>();
        let [policies, rest] = [chosen, &others]
            .map(|factors| Distinct::of(table.points.iter().map(|point| part(point, factors))));
        let mut points = vec![vec![None; policies.values.len()]; rest.values.len()];
        for (point, (&policy, &other)) in policies.of_row.iter().zip(&rest.of_row).enumerate() {
            // A point that a list repeats counts once: the first time.
            points[other][policy].get_or_insert(point);
        }
        Self { policies: policies.values, points }
    }
}

/// Distinct rows in the order in which they come first.
struct Distinct {
    values: Vec<Vec<f64>>,
    of_row: Vec<usize>,
}

impl Distinct {
    fn of(rows: impl Iterator<Item = Vec<f64>>) -> Self {
        let mut places = std::collections::BTreeMap::new();
        let mut values = Vec::new();
        let of_row = rows.map(|row| {
            // Adding zero makes one of the two zeros.
            let key: Vec<u64> = row.iter().map(|value| (value + 0.0).to_bits()).collect();
            *places.entry(key).or_insert_with(|| {
                values.push(row);
                values.len() - 1
            })
        });
        let of_row = of_row.collect();
        Self { values, of_row }
    }
}

/// What a measure is under each policy in one circumstance, and the replicate it belongs to.
struct Circumstance {
    replicate: usize,
    gains: Vec<f64>,
}

impl Robustness {
    /// Compares the policies of a sweep by a measure, in the given scenarios.
    ///
    /// # Errors
    /// If there is nothing to compare.
    pub fn of(
        table: &Table,
        scenarios: &[usize],
        measure: usize,
        better: Better,
    ) -> Result<Self, NotCompared> {
        let chosen: Vec<usize> =
            (0..table.factors.len()).filter(|&f| table.factors[f].role == Role::Policy).collect();
        let names = || chosen.iter().map(|&f| table.factors[f].name.as_str()).collect::<Vec<_>>().join(", ");
        if chosen.is_empty() {
            return Err(NotCompared::NoLevers);
        }
        let cross = Cross::of(table, &chosen);
        if cross.policies.len() < 2 {
            return Err(NotCompared::OnePolicy(names()));
        }
        let met: Vec<Vec<usize>> =
            cross.points.iter().filter_map(|points| points.iter().copied().collect()).collect();
        if met.is_empty() {
            let (points, policies) = (table.points.len(), cross.policies.len());
            return Err(NotCompared::NotCrossed { points, policies, levers: names() });
        }
        let all = circumstances(table, scenarios, measure, better, &met);
        let each = if table.paired { table.replicates } else { 1 };
        let possible = scenarios.len() * cross.points.len() * each;
        if all.is_empty() {
            return Err(NotCompared::NothingLeft(possible));
        }
        let policy = |(place, values)| Policy { values, ..policy(&all, place, better) };
        let policies = cross.policies.into_iter().enumerate().map(policy).collect();
        let (circumstances, left_out) = (all.len(), possible - all.len());
        Ok(Self { measure, better, chosen, policies, circumstances, left_out })
    }

    /// Best value in each column: highest or lowest of expected and worst decile, lowest regret.
    pub fn best(&self) -> (f64, f64, f64) {
        let best = |value: fn(&Policy) -> f64| {
            let gains = self.policies.iter().map(|policy| self.better.gain(value(policy)));
            self.better.gain(gains.fold(f64::NEG_INFINITY, f64::max))
        };
        let regret = self.policies.iter().map(|policy| policy.regret).fold(f64::INFINITY, f64::min);
        (best(|policy| policy.expected), best(|policy| policy.worst_decile), regret)
    }
}

fn circumstances(
    table: &Table,
    scenarios: &[usize],
    measure: usize,
    better: Better,
    met: &[Vec<usize>],
) -> Vec<Circumstance> {
    let values = &table.measures[measure].values;
    let each = if table.paired { table.replicates } else { 1 };
    let gain = |scenario: usize, point: usize, replicate: usize| {
        let first = table.run(scenario, point, 0);
        let runs = &values[first..first + table.replicates];
        // Replicates of different seeds are not the same circumstances: their mean over chance is.
        let value = if table.paired { runs[replicate] } else { runs.iter().sum::<f64>() / runs.len() as f64 };
        better.gain(value)
    };
    let mut all = Vec::new();
    for &scenario in scenarios {
        for (points, replicate) in met.iter().flat_map(|points| (0..each).map(move |r| (points, r))) {
            let gains: Vec<f64> = points.iter().map(|&point| gain(scenario, point, replicate)).collect();
            if gains.iter().all(|gain| !gain.is_nan()) {
                all.push(Circumstance { replicate, gains });
            }
        }
    }
    all
}

/// What one policy is worth; its values are filled in by the caller.
fn policy(all: &[Circumstance], place: usize, better: Better) -> Policy {
    let mut gains: Vec<f64> = all.iter().map(|circumstance| circumstance.gains[place]).collect();
    let expected = gains.iter().sum::<f64>() / gains.len() as f64;
    gains.sort_by(f64::total_cmp);
    let regret = |circumstance: &Circumstance| {
        let best = circumstance.gains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        best - circumstance.gains[place]
    };
    Policy {
        values: Vec::new(),
        expected: better.gain(expected),
        error: chance_error(all, place),
        worst_decile: better.gain(quantile(&gains, WORST)),
        regret: all.iter().map(regret).fold(0.0, f64::max),
    }
}

/// Standard error of the mean by chance: from the means of the replicates, each over all else.
fn chance_error(all: &[Circumstance], place: usize) -> Option<f64> {
    let replicates = all.iter().map(|circumstance| circumstance.replicate + 1).max()?;
    let mean = |replicate: usize| {
        let own = all.iter().filter(|circumstance| circumstance.replicate == replicate);
        let (sum, count) = own.fold((0.0, 0.0), |(sum, count), c| (sum + c.gains[place], count + 1.0));
        (count > 0.0).then_some(sum / count)
    };
    let means: Vec<f64> = (0..replicates).filter_map(mean).collect();
    let n = means.len() as f64;
    if n < 2.0 {
        return None;
    }
    let mean = means.iter().sum::<f64>() / n;
    Some((means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt())
}
