//! What a sweep found, measure by measure: sensitivity, swings, the part of chance, odds of end worlds.

pub mod odds;
pub mod robustness;

use crate::experiment::sensitivity::chance::{Chance, chance};
use crate::experiment::sensitivity::given::{self, Points};
use crate::experiment::sensitivity::morris::{self, Steps};
use crate::experiment::sensitivity::sobol::{self, Crossed};
use crate::experiment::sensitivity::strata::average_ranks;
use crate::experiment::sensitivity::swing::{Classes, Swing, swings};
use crate::experiment::sensitivity::{
    Method, Outputs, Resampling, Scale, Sensitivity, Undefined, column_varies,
};
use crate::model::measure::EndWorld;

/// How the points of a sweep hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Trajectories, one after the other.
    Morris,
    /// Blocks of crossed rows, one after the other.
    Saltelli {
        /// Whether there are rows for second-order indices.
        second_order: bool,
    },
    /// Points that do not belong together.
    Points,
}

/// What a factor is to whoever has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It can be chosen.
    Policy,
    /// It is not known.
    Uncertainty,
}

/// A factor of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub role: Role,
    /// How its values are spread out.
    pub scale: Scale,
}

/// A measure and its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Values by run; NaN where a run failed or had nothing to measure.
    pub values: Vec<f64>,
}

/// The results of a sweep as a table: runs by scenario, point and replicate, in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the experiment.
    pub name: String,
    /// Name of its design.
    pub design: String,
    /// How its points hang together.
    pub plan: Plan,
    /// What differs from point to point.
    pub factors: Vec<Factor>,
    /// By point, the values of the factors.
    pub points: Vec<Vec<f64>>,
    /// Names of the scenarios.
    pub scenarios: Vec<String>,
    /// Runs of each scenario at each point.
    pub replicates: usize,
    /// Whether replicate `k` of all points and scenarios shares its seed.
    pub paired: bool,
    /// The measures read.
    pub measures: Vec<Column>,
    /// By run, its end world; none where it failed.
    pub worlds: Vec<Option<EndWorld>>,
}

impl Table {
    /// Place of a run in columns.
    pub fn run(&self, scenario: usize, point: usize, replicate: usize) -> usize {
        (scenario * self.points.len() + point) * self.replicates + replicate
    }

    /// Runs that failed.
    pub fn failed(&self) -> usize {
        self.worlds.iter().filter(|world| world.is_none()).count()
    }

    /// Points that are drawn, and left out, as a whole.
    fn unit(&self) -> usize {
        match self.plan {
            Plan::Morris => self.factors.len() + 1,
            Plan::Saltelli { second_order } => Crossed::block(self.factors.len(), second_order),
            Plan::Points => 1,
        }
    }

    /// How the sensitivity of its measures is told.
    pub fn method(&self) -> Method {
        match self.plan {
            Plan::Morris => Method::Morris,
            Plan::Saltelli { .. } => Method::Sobol,
            Plan::Points => Method::Given,
        }
    }

    /// The two factors that go together most, with their rank correlation. Only of points that do not belong
    /// together: the other designs see to it.
    pub fn correlated(&self) -> Option<(usize, usize, f64)> {
        let factors = self.factors.len();
        if self.plan != Plan::Points || self.points.len() < 3 {
            return None;
        }
        let ranks = |factor: usize| {
            average_ranks(&self.points.iter().map(|point| point[factor]).collect::<Vec<f64>>())
        };
        let varying = |factor: &usize| column_varies(&self.points, *factor);
        let ranks: Vec<(usize, Vec<f64>)> =
            (0..factors).filter(varying).map(|factor| (factor, ranks(factor))).collect();
        let pairs = ranks.iter().enumerate().flat_map(|(place, a)| {
            ranks[place + 1..].iter().map(move |b| (a.0, b.0, correlation(&a.1, &b.1)))
        });
        pairs.max_by(|a, b| a.2.abs().total_cmp(&b.2.abs()))
    }
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    // Ranks have the same mean whatever the numbers.
    let mean = 0.5 * (a.len() + 1) as f64;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

/// What was found of one measure in one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Place of the scenario.
    pub scenario: usize,
    /// Place of the measure.
    pub measure: usize,
    /// Trajectories, blocks or points, by which indices are estimated.
    pub units: usize,
    /// Those left out since a run of theirs failed or had nothing to measure.
    pub left_out: usize,
    /// Mean over all that was used.
    pub mean: f64,
    /// The part of chance; none with a single replicate, or where nothing varies.
    pub chance: Option<Chance>,
    /// The indices, or why there are none.
    pub sensitivity: Result<Sensitivity, Undefined>,
    /// By factor, its swing; none for one that never varies.
    pub swings: Vec<Option<Swing>>,
}

/// Points whose runs all have a value of a measure, and these values.
struct Whole {
    points: Vec<Vec<f64>>,
    outputs: Outputs,
    units: usize,
    left_out: usize,
}

impl Whole {
    fn of(table: &Table, scenario: usize, measure: usize) -> Self {
        let unit = table.unit();
        let values = &table.measures[measure].values;
        let of_point = |point: usize| {
            let first = table.run(scenario, point, 0);
            &values[first..first + table.replicates]
        };
        let all = table.points.len() / unit;
        let whole = |number: &usize| {
            (number * unit..(number + 1) * unit).all(|point| of_point(point).iter().all(|v| !v.is_nan()))
        };
        let units: Vec<usize> = (0..all).filter(whole).collect();
        let points = || units.iter().flat_map(|number| number * unit..(number + 1) * unit);
        Self {
            points: points().map(|point| table.points[point].clone()).collect(),
            outputs: Outputs::new(table.replicates, points().flat_map(of_point).copied().collect()),
            units: units.len(),
            left_out: all - units.len(),
        }
    }
}

impl Finding {
    /// Looks at one measure in one scenario.
    pub fn of(table: &Table, scenario: usize, measure: usize, plan: &Resampling) -> Self {
        let whole = Whole::of(table, scenario, measure);
        let Whole { points, outputs, units, left_out } = &whole;
        let means = outputs.means();
        let mean = means.iter().sum::<f64>() / means.len() as f64;
        let (sensitivity, classes) = sensitivity(table, &whole, plan);
        let swings = match classes {
            Some(classes) if !points.is_empty() => swings(&classes, outputs, plan),
            _ => vec![None; table.factors.len()],
        };
        let chance = chance(outputs, table.paired);
        let (units, left_out) = (*units, *left_out);
        Self { scenario, measure, units, left_out, mean, chance, sensitivity, swings }
    }
}

/// The indices, and in which class points are for the swings.
fn sensitivity(
    table: &Table,
    whole: &Whole,
    plan: &Resampling,
) -> (Result<Sensitivity, Undefined>, Option<Classes>) {
    let Whole { points, outputs, units, .. } = whole;
    let factors = table.factors.len();
    let thirds = || Some(Classes::thirds(points, table.unit()));
    if factors == 0 {
        return (Err(Undefined::NoFactors), None);
    }
    match table.plan {
        Plan::Morris => {
            let scales: Vec<Scale> = table.factors.iter().map(|factor| factor.scale.clone()).collect();
            match Steps::of(points, &scales) {
                Ok(steps) => (morris::analyse(&steps, outputs, plan), Some(Classes::steps(&steps, factors))),
                Err(error) => (Err(error), None),
            }
        }
        Plan::Saltelli { second_order } => {
            let crossed = Crossed { factors, second_order, blocks: *units };
            (sobol::analyse(points, crossed, outputs, plan), thirds())
        }
        Plan::Points => {
            let found = Points::of(points).and_then(|points| given::analyse(&points, outputs, plan));
            (found, thirds())
        }
    }
}
